// The plan as a grid of rooms and minutes: what is released with the draft laid over it, cut into days and columns. Pure.
import type { DraftChange, DraftSession, Room, Session } from "./wire.ts";

export const MINUTE = 60_000;
export const STEP = 5;
const HOUR = 60;
const DAY = 24 * HOUR;
/** Hours that a day shows even when nothing is on then. */
const FIRST_HOUR = 8;
const LAST_HOUR = 19;

/** Where and when. */
export interface Place { room: string | null; startsAt: number; endsAt: number }

export interface Slot extends Place {
	id: string;
	row: Session;
	/** YYYY-MM-DD at the venue. */
	day: string;
	/** Minutes since the venue's midnight. */
	minute: number;
	/** What the draft does with it; null: it stands as released. */
	change: DraftChange | null;
	/** Of its row in the draft; 0: it is not in there. */
	version: number;
	/** What is released moved on since the draft was made. */
	isConflict: boolean;
}

/** The venue's offset from UTC, in minutes, as an instant of the server's says it ("+02:00", "Z"). */
export function offsetOf(at: string): number {
	const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(at) ?? [];
	return sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * HOUR + Number(minutes));
}

export function localOf(at: number, offset: number): { day: string; minute: number } {
	const text = new Date(at + offset * MINUTE).toISOString();
	return { day: text.slice(0, 10), minute: Number(text.slice(11, 13)) * HOUR + Number(text.slice(14, 16)) };
}

export function clockOf(minute: number): string {
	const two = (n: number): string => String(n).padStart(2, "0");
	return `${two(Math.floor(minute / HOUR) % 24)}:${two(minute % HOUR)}`;
}

/** An instant from what a form has: a day and a clock at the venue. NaN when either is no such thing. */
export function instantOf(day: string, clock: string, offset: number): number {
	return Date.parse(`${day}T${clock.padStart(5, "0")}:00Z`) - offset * MINUTE;
}

export const instantText = (at: number): string => new Date(at).toISOString().replace(".000Z", "Z");

/** Rows that say the same as before stay the same objects, so that nothing that shows them is drawn again. */
export function steady<T extends { id: string }>(before: readonly T[], after: readonly T[]): readonly T[] {
	const olds = new Map(before.map((row) => [row.id, row]));
	return after.map((row) => {
		const old = olds.get(row.id);
		return old !== undefined && JSON.stringify(old) === JSON.stringify(row) ? old : row;
	});
}

const made = new WeakMap<Session, Slot>();

function slotOf(row: Session, draft: DraftSession | null): Slot {
	const old = made.get(row);
	if (old !== undefined && old.version === (draft?.version ?? 0) && old.change === (draft?.change ?? null)) return old;
	const startsAt = Date.parse(row.starts_at);
	const slot: Slot = {
		id: row.id, row, room: row.room, startsAt, endsAt: Date.parse(row.ends_at), ...localOf(startsAt, offsetOf(row.starts_at)),
		change: draft?.change ?? null, version: draft?.version ?? 0, isConflict: draft?.conflict ?? false,
	};
	made.set(row, slot);
	return slot;
}

const moved = new WeakMap<Place, Slot>();

/** The same session elsewhere: while it is on its way to the server. */
export function placed(slot: Slot, place: Place): Slot {
	const old = moved.get(place);
	if (old?.row === slot.row && old.version === slot.version) return old;
	const next = { ...slot, ...place, ...localOf(place.startsAt, offsetOf(slot.row.starts_at)) };
	moved.set(place, next);
	return next;
}

export interface Laid { released: readonly Session[]; draft: readonly DraftSession[]; moving: ReadonlyMap<string, Place> }

/** What is released, with the draft over it and what is on its way over that; by start. */
export function slotsOf({ released, draft, moving }: Laid): readonly Slot[] {
	const drafted = new Map(draft.map((row) => [row.id, row]));
	const known = new Set(released.map(({ id }) => id));
	const rows = [
		...released.map((row) => { const mine = drafted.get(row.id); return slotOf(mine ?? row, mine ?? null); }),
		...draft.filter(({ id }) => !known.has(id)).map((row) => slotOf(row, row)),
	];
	return rows
		.map((slot) => { const place = moving.get(slot.id); return place === undefined ? slot : placed(slot, place); })
		.sort((a, b) => a.startsAt - b.startsAt || a.row.code.localeCompare(b.row.code));
}

export function daysOf(slots: readonly Slot[]): readonly string[] {
	return [...new Set(slots.map(({ day }) => day))].sort();
}

/** The minutes that a day shows, in whole hours; after midnight it goes on to the end of what began before. */
export function spanOf(slots: readonly Slot[]): { from: number; to: number } {
	let from = FIRST_HOUR * HOUR;
	let to = LAST_HOUR * HOUR;
	for (const slot of slots) {
		from = Math.min(from, slot.minute);
		to = Math.max(to, slot.minute + lengthOf(slot));
	}
	return { from: Math.floor(from / HOUR) * HOUR, to: Math.min(DAY + 6 * HOUR, Math.ceil(to / HOUR) * HOUR) };
}

export const lengthOf = ({ startsAt, endsAt }: Place): number => (endsAt - startsAt) / MINUTE;

/** Who stands beside whom where sessions of a column overlap: lane and number of lanes, for each in order of start. */
export function lanesOf(slots: readonly Slot[]): readonly { lane: number; lanes: number }[] {
	const places = slots.map(() => ({ lane: 0, lanes: 1 }));
	let group: number[] = [];
	let ends: number[] = [];
	const close = (): void => {
		for (const i of group) places[i]!.lanes = ends.length;
		group = [];
		ends = [];
	};
	slots.forEach((slot, i) => {
		if (ends.length > 0 && ends.every((end) => end <= slot.startsAt)) close();
		const free = ends.findIndex((end) => end <= slot.startsAt);
		const lane = free < 0 ? ends.length : free;
		ends[lane] = slot.endsAt;
		places[i]!.lane = lane;
		group.push(i);
	});
	close();
	return places;
}

/** Columns of a day: what has no room first, where there is any, then all rooms in the house's order. */
export interface Column { room: Room | null; slots: readonly Slot[] }

export function columnsOf(rooms: readonly Room[], slots: readonly Slot[], before: readonly Column[] = []): readonly Column[] {
	const byRoom = new Map<string | null, Slot[]>([[null, []], ...rooms.map((room): [string, Slot[]] => [room.id, []])]);
	for (const slot of slots) (byRoom.get(slot.room) ?? byRoom.get(null)!).push(slot);
	const olds = new Map(before.map((column) => [column.room, column]));
	return [...(byRoom.get(null)!.length > 0 ? [null] : []), ...rooms].map((room) => {
		const now = byRoom.get(room?.id ?? null)!;
		const old = olds.get(room);
		return old?.slots.length === now.length && now.every((slot, k) => slot === old?.slots[k]) && old !== undefined ? old : { room, slots: now };
	});
}

export const snap = (minutes: number): number => Math.round(minutes / STEP) * STEP;

export interface Step { minutes?: number; longer?: number; column?: number }

/** A place one step further; the shortest session is one step long. */
export function stepped(place: Place, step: Step, rooms: readonly (string | null)[]): Place {
	const shift = (step.minutes ?? 0) * MINUTE;
	const startsAt = place.startsAt + shift;
	const endsAt = Math.max(startsAt + STEP * MINUTE, place.endsAt + shift + (step.longer ?? 0) * MINUTE);
	const at = rooms.indexOf(place.room) + (step.column ?? 0);
	return { room: rooms[Math.max(0, Math.min(rooms.length - 1, at))] ?? null, startsAt, endsAt };
}

export function isSame(a: Place, b: Place): boolean {
	return a.room === b.room && a.startsAt === b.startsAt && a.endsAt === b.endsAt;
}
