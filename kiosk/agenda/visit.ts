// One visitor: where they are in the agenda, whether they are still there, and forgetting them when they have gone.
// A phone keeps its pages in the browser's history. On a stand they are kept here, so that nothing of a visit is left in it.
import { effect } from "@preact/signals";
import { createActions } from "../common/input/actions.ts";
import { now, second } from "../common/net/clock.ts";
import { updateWaiting } from "../common/net/link.ts";
import { remember } from "../common/text/dir.ts";
import { lang, setLang } from "../common/text/t.ts";
import { limitsFrom, LIMITS, stepped, touched } from "./idle.ts";
import { fragmentOf, parentOf, routeOf, START, type Route } from "./route.ts";
import { device, forgetLook, idle, isAtStart, takeDevice, takeIdle, takeVisit, visit, type Arrival, type Device } from "./store.ts";

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

/** The pages of this visit that lie behind, on a stand; the last one is the nearest. */
let behind: Route[] = [];

/** Opens a page of this screen. */
export function go(route: Route): void {
	if (!device.peek().isStand) {
		location.hash = fragmentOf(route);
		return;
	}
	behind.push(visit.peek().route);
	replace(route, "forward", behind.length);
}

/** On a stand links open without the browser noting them down. */
function onLink(event: MouseEvent): void {
	const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="#/"]') : null;
	if (link === null || event.defaultPrevented || !device.peek().isStand) return;
	event.preventDefault();
	go(routeOf(link.hash));
}

/** Reads the address now and whenever it changes. */
export function bindAddress(): void {
	replace(routeOf(location.hash), "forward", 0);
	addEventListener("popstate", follow);
	document.addEventListener("click", onLink);
}

/** What is typed stands in the address, too, but every letter is not a page to come back to. */
export function search(query: string): void {
	replace({ view: "search", query }, "same", visit.peek().depth);
}

/** One page back in this visit, or up where the visit began with a link. */
export function back(): void {
	const { route, depth } = visit.peek();
	const before = behind.pop();
	if (before !== undefined) replace(before, "back", behind.length);
	else if (depth > 0) history.back();
	else replace(parentOf(route), "forward", 0);
}

const forgetting: (() => void)[] = [];

/** What else holds something of a visitor is told when they have gone. */
export function whenForgotten(act: () => void): void {
	forgetting.push(act);
}

/** The first page as everybody finds it. Pages of the visit before cannot be reached by "back" any more. */
export function startOver(): void {
	behind = [];
	for (const act of forgetting) act();
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

/** Per mille of the floor plan's width and height. */
function spotFrom(search: string): Device["spot"] {
	const said = /^(\d{1,3}),(\d{1,3})$/.exec(new URLSearchParams(search).get("here") ?? "");
	return said === null ? null : { x: Number(said[1]), y: Number(said[2]) };
}

/** Reads the device from the address: ?idle=ms, ?place=words, ?here=x,y on the floor plan. */
export function readDevice(): void {
	const limits = limitsFrom(location.search);
	takeDevice({
		isStand: limits !== null && innerWidth >= STAND_WIDTH,
		place: (new URLSearchParams(location.search).get("place") ?? "").slice(0, 60),
		spot: spotFrom(location.search),
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
	{ id: "agenda.search", label: "agenda.nav.search", keys: ["/"], run: () => go({ view: "search", query: "" }) },
]);
