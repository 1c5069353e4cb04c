// The door to the tab Groups.
import { later } from "./later.tsx";

const groups = later<"breakout" | "seating", typeof import("../groups.tsx")>("groups", () => import("../groups.tsx"));

export const loadGroups = groups.load;
export const groupsPart = groups.part;
