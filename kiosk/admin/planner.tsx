// The planner: everything of the tab Agenda. A file of its own, fetched when that tab is first opened (planner_door.tsx).
import { loadDay, openTells } from "./agenda/day.ts";
import { loadReleases } from "./agenda/releases.ts";
import { loadRooms } from "./agenda/rooms.ts";
import * as store from "./agenda/store.ts";
import { DayView } from "./views/agenda/day.tsx";
import { ExchangeView } from "./views/agenda/exchange.tsx";
import { PlanView } from "./views/agenda/plan.tsx";
import { ReleasesView } from "./views/agenda/releases.tsx";
import { RoomsView } from "./views/agenda/rooms.tsx";

export const parts = { plan: PlanView, day: DayView, rooms: RoomsView, releases: ReleasesView, exchange: ExchangeView };
export type PlannerPart = keyof typeof parts;

export const load = (): Promise<unknown> => Promise.all([store.loadPlan(), loadDay(), loadRooms(), loadReleases()]);

/** What waits for somebody in a part. */
export function waiting(part: PlannerPart): number {
	if (part === "plan") return store.findings.value.filter(({ severity }) => severity === "error").length;
	return part === "day" ? openTells.value.length : 0;
}
