// Groups and seats: everything of the tab Groups. A file of its own, fetched when that tab is first opened.
import { load } from "./groups/store.ts";
import { BreakoutView } from "./views/groups/breakout.tsx";
import { SeatingView } from "./views/groups/seating.tsx";

export { load };
export const parts = { breakout: BreakoutView, seating: SeatingView };
