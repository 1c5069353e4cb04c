// One visitor: where they are in the agenda, whether they are still there, and forgetting them when they have gone.
import { effect } from "@preact/signals";
import { createActions } from "../common/input/actions.ts";
import { now, second } from "../common/net/clock.ts";
import { updateWaiting } from "../common/net/link.ts";
import { remember } from "../common/text/dir.ts";
import { lang, setLang } from "../common/text/t.ts";
import { limitsFrom, LIMITS, stepped, touched } from "./idle.ts";
import { fragmentOf, parentOf, routeOf, START, type Route } from "./route.ts";
import { device, forgetLook, idle, isAtStart, takeDevice, takeIdle, takeVisit, visit, type Arrival } from "./store.ts";

interface Mark {
	depth: number;
}

function depthOf(state: unknown): number | null {
	const depth = (state as Partial<Mark> | null)?.depth;
	return typeof depth === "number" ? depth : null;
}

/** The address as it stands becomes what is shown. Entries made by links carry no mark yet. */
function follow(): void {
	const behind = visit.peek().depth;
	const depth = depthOf(history.state) ?? behind + 1;
	const arrival: Arrival = depth < behind ? "back" : "forward";
	history.replaceState({ depth } satisfies Mark, "");
	takeVisit({ route: routeOf(location.hash), arrival, depth });
}

function replace(route: Route, arrival: Arrival, depth: number): void {
	history.replaceState({ depth } satisfies Mark, "", fragmentOf(route));
	takeVisit({ route, arrival, depth });
}

/** Reads the address now and whenever it changes. */
export function bindAddress(): void {
	replace(routeOf(location.hash), "forward", 0);
	addEventListener("popstate", follow);
}

/** What is typed stands in the address, too, but every letter is not a page to come back to. */
export function search(query: string): void {
	replace({ view: "search", query }, "same", visit.peek().depth);
}

/** One page back in this visit, or up where the visit began with a link. */
export function back(): void {
	const { route, depth } = visit.peek();
	if (depth > 0) history.back();
	else replace(parentOf(route), "forward", 0);
}

/** The first page as everybody finds it. Pages of the visit before cannot be reached by "back" any more. */
export function startOver(): void {
	forgetLook();
	replace(START, "forward", 0);
	remember(null);
	const { homeLang } = device.peek();
	if (lang.peek() !== homeLang) void setLang(homeLang, false);
	if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/** "More time". */
export function stay(): void {
	takeIdle(touched(now()));
}

/** "Start over", pressed. */
export function leave(): void {
	stay();
	startOver();
}

/** Phones are somebody's own; what is wider stands in a hall and is shared. */
const STAND_WIDTH = 700;

/** Reads the device from the address: ?idle=ms and ?place=words. */
export function readDevice(): void {
	const limits = limitsFrom(location.search);
	takeDevice({
		isStand: limits !== null && innerWidth >= STAND_WIDTH,
		place: (new URLSearchParams(location.search).get("place") ?? "").slice(0, 60),
		homeLang: lang.peek(),
		limits: limits ?? LIMITS,
	});
}

/** Starts the watch over visitors who walk away. */
export function watchIdle(): void {
	if (!device.peek().isStand) return;
	// While the question stands only its own buttons answer it: a press must not remove what it is pressing.
	const onTouch = (): void => {
		if (idle.peek().phase !== "asking") stay();
	};
	for (const sign of ["pointerdown", "keydown", "wheel"]) addEventListener(sign, onTouch, { capture: true, passive: true });
	effect(() => {
		const at = second.value;
		const before = idle.peek();
		const after = stepped(before, at, device.peek().limits, isAtStart.peek());
		if (after === before) return;
		takeIdle(after);
		if (after.phase === "home") startOver();
	});
	// Nobody is there: new pages of the server may be fetched without taking anything from anybody.
	effect(() => {
		if (updateWaiting.value && idle.value.phase === "home") location.reload();
	});
}

export const actions = createActions([
	{ id: "agenda.back", label: "agenda.session.back", keys: ["Escape"], when: () => visit.peek().route.view !== "now", run: back },
	{ id: "agenda.search", label: "agenda.nav.search", keys: ["/"], run: () => { location.hash = fragmentOf({ view: "search", query: "" }); } },
]);
