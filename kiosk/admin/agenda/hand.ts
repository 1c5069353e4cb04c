// Moving sessions by hand: what the pointer drags and the arrow keys push is one trial, which is put down by `acts.move`.
import { t } from "../../common/text/t.ts";
import { announce } from "../../common/ui/announce.tsx";
import { move } from "./acts.ts";
import { clockOf, isSame, MINUTE, type Place, snap, STEP, type Slot, type Step, stepped } from "./plan.ts";
import * as store from "./store.ts";
import { clashWords, placeWords } from "./words.ts";

/** Keys repeat: the session is put down when they rest. */
const REST_MS = 700;
const THRESHOLD = 4;
const EDGE = 48;
const PULL = 0.25;
/** A finger that rests that long takes hold; one that moves before scrolls the grid. */
const HOLD_MS = 350;
/** A press on an empty spot means the quarter of an hour. */
const SPOT = 15;

let resting = 0;

export const isMovable = (slot: Slot): boolean => store.mayEdit.peek() && slot.change !== "removed";

/** The rooms in the order of their columns; "no room" only for what has none. */
function roomOrder(slot: Slot): readonly (string | null)[] {
	const all = store.rooms.peek().map(({ id }) => id);
	return slot.room === null ? [null, ...all] : all;
}

/* ---- keys ---- */

export function push(step: Step): void {
	const held = store.trial.peek();
	const slot = held?.by === "keys" ? held.slot : store.slotById.peek().get(store.at.peek());
	if (slot === undefined || !isMovable(slot)) return;
	const place = stepped(held?.place ?? slot, step, roomOrder(slot));
	store.trial.value = { slot, place, by: "keys" };
	announce(`${placeWords(place)}. ${clashWords(store.trialClashes.peek())}`);
	window.clearTimeout(resting);
	resting = window.setTimeout(putDown, REST_MS);
}

/** Puts down what is held, here and now. */
export function putDown(): void {
	window.clearTimeout(resting);
	const held = store.trial.peek();
	store.trial.value = null;
	if (held !== null && !isSame(held.slot, held.place)) void move(held.slot, held.place);
}

/** Nothing happened. */
export function letGo(): void {
	window.clearTimeout(resting);
	if (store.trial.peek() === null) return;
	store.trial.value = null;
	announce(t("planner.let_go"));
}

/* ---- pointer ---- */

type Grip = "whole" | "start" | "end";

interface Hold {
	slot: Slot;
	grip: Grip;
	/** Where the pointer took hold, and where it is now (px in the window). */
	from: { x: number; y: number };
	now: { x: number; y: number };
	/** Its place in the scrolled grid then. */
	scrolled: { x: number; y: number };
	sheet: HTMLElement;
	scroller: HTMLElement;
	/** Has it taken hold? A mouse has at once. */
	isHeld: boolean;
	isMoving: boolean;
}

let hold: Hold | null = null;
let frame = 0;
let pressing = 0;
let wasDragged = false;

/** The click that ends a drag opens nothing. */
export function endedDrag(): boolean {
	const was = wasDragged;
	wasDragged = false;
	return was;
}

export function take(event: PointerEvent, sheet: HTMLElement, scroller: HTMLElement): void {
	const target = event.target as Element;
	const slot = store.slotById.peek().get(target.closest<HTMLElement>("[data-slot]")?.dataset["slot"] ?? "");
	wasDragged = false;
	if (event.button !== 0 || slot === undefined || !isMovable(slot)) return;
	if (store.trial.peek()?.by === "keys") putDown();
	const grip = (target.closest<HTMLElement>("[data-grip]")?.dataset["grip"] ?? "whole") as Grip;
	const from = { x: event.clientX, y: event.clientY };
	hold = { slot, grip, from, now: from, scrolled: { x: scroller.scrollLeft, y: scroller.scrollTop }, sheet, scroller, isHeld: event.pointerType !== "touch", isMoving: false };
	if (!hold.isHeld) pressing = window.setTimeout(takeHold, HOLD_MS, hold);
	window.addEventListener("pointermove", onMove);
	window.addEventListener("pointerup", onUp);
	window.addEventListener("pointercancel", cancel);
	window.addEventListener("keydown", onEscape, true);
}

/** The finger has rested: from now on it moves the session and not the grid. */
function takeHold(held: Hold): void {
	held.isHeld = true;
	store.trial.value = { slot: held.slot, place: held.slot, by: "pointer" };
}

/** While a finger holds a session the browser may not scroll; nor may it open its menu because of a long press. */
export function keepStill(event: Event): void {
	if (hold?.isHeld === true && event.cancelable) event.preventDefault();
}

function onMove(event: PointerEvent): void {
	if (hold === null) return;
	hold.now = { x: event.clientX, y: event.clientY };
	if (!hold.isMoving && Math.hypot(hold.now.x - hold.from.x, hold.now.y - hold.from.y) < THRESHOLD) return;
	if (!hold.isHeld) {
		stop();
		return;
	}
	event.preventDefault();
	if (!hold.isMoving) {
		hold.isMoving = true;
		frame = requestAnimationFrame(follow);
	}
}

/** Once a frame: pulls the grid along at its edges, and puts the trial where the pointer is. */
function follow(): void {
	if (hold === null) return;
	const { scroller, now, slot } = hold;
	const box = scroller.getBoundingClientRect();
	scroller.scrollBy(pull(now.x, box.left, box.right), pull(now.y, box.top, box.bottom));
	const place = placeUnder(hold);
	const held = store.trial.peek();
	if (held === null || !isSame(held.place, place)) store.trial.value = { slot, place, by: "pointer" };
	frame = requestAnimationFrame(follow);
}

function pull(at: number, from: number, to: number): number {
	if (at < from + EDGE) return (at - from - EDGE) * PULL;
	return at > to - EDGE ? (at - to + EDGE) * PULL : 0;
}

function placeUnder({ slot, grip, from, now, scrolled, sheet, scroller }: Hold): Place {
	const { from: first, to: last } = store.span.peek();
	const perMinute = sheet.clientHeight / (last - first);
	const minutes = snap((now.y - from.y + scroller.scrollTop - scrolled.y) / perMinute);
	if (grip === "end") return { room: slot.room, startsAt: slot.startsAt, endsAt: Math.max(slot.startsAt + STEP * MINUTE, slot.endsAt + minutes * MINUTE) };
	if (grip === "start") return { room: slot.room, startsAt: Math.min(slot.endsAt - STEP * MINUTE, slot.startsAt + minutes * MINUTE), endsAt: slot.endsAt };
	const rooms = store.columns.peek().map(({ room }) => room?.id ?? null);
	const box = sheet.getBoundingClientRect();
	const isMirrored = getComputedStyle(sheet).direction === "rtl";
	const along = (isMirrored ? box.right - now.x : now.x - box.left) / box.width;
	const column = Math.max(slot.room !== null && rooms[0] === null ? 1 : 0, Math.min(rooms.length - 1, Math.floor(along * rooms.length)));
	return { room: rooms[column] ?? null, startsAt: slot.startsAt + minutes * MINUTE, endsAt: slot.endsAt + minutes * MINUTE };
}

/** Where an empty spot of the grid is, for a session that shall begin there. */
export function spotUnder(event: MouseEvent, sheet: HTMLElement): { room: string; day: string; from: string; to: string } {
	const { from: first, to: last } = store.span.peek();
	const box = sheet.getBoundingClientRect();
	const columns = store.columns.peek();
	const along = (getComputedStyle(sheet).direction === "rtl" ? box.right - event.clientX : event.clientX - box.left) / box.width;
	const minute = first + Math.floor(((event.clientY - box.top) / box.height) * (last - first) / SPOT) * SPOT;
	return { room: columns[Math.floor(along * columns.length)]?.room?.id ?? "", day: store.day.peek(), from: clockOf(minute), to: clockOf(minute + 60) };
}

function onUp(): void {
	if (hold?.isMoving === true) {
		store.trial.value = { slot: hold.slot, place: placeUnder(hold), by: "pointer" };
		wasDragged = true;
		store.at.value = hold.slot.id;
	}
	const wasHeld = hold?.isHeld === true;
	stop();
	if (wasDragged) putDown();
	else if (wasHeld) store.trial.value = null;
}

function cancel(): void {
	wasDragged = hold?.isMoving ?? false;
	stop();
	letGo();
}

function onEscape(event: KeyboardEvent): void {
	if (event.key !== "Escape") return;
	event.stopPropagation();
	cancel();
}

function stop(): void {
	hold = null;
	cancelAnimationFrame(frame);
	window.clearTimeout(pressing);
	window.removeEventListener("pointermove", onMove);
	window.removeEventListener("pointerup", onUp);
	window.removeEventListener("pointercancel", cancel);
	window.removeEventListener("keydown", onEscape, true);
}
