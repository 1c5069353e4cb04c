// The door to the planner, the tab Agenda.
import type { PlannerPart } from "../planner.tsx";
import { later } from "./later.tsx";

type Planner = typeof import("../planner.tsx");
const planner = later<PlannerPart, Planner>("planner", () => import("../planner.tsx"));

export const loadPlanner = planner.load;
export const plannerPart = planner.part;
export const waitingIn = (part: PlannerPart): number => planner.file.value?.waiting(part) ?? 0;
