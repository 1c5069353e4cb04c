// Which video belongs on a screen at a moment: a pure function of the playlists and the server's clock, so that all screens show the
// same picture of it. Holds no timers.
import type { Playing, ShowItem } from "../wire/screens.ts";

/** One showing of one video. */
export interface Turn {
	/** The same on every screen, another for every showing. */
	key: string;
	item: ShowItem;
	/** How often the list was gone through before. */
	round: number;
	startsAt: number;
	endsAt: number;
}
export interface Turns { now: Turn | null; next: Turn | null }

/** Of the lists that are for a screen the one that began last and is not over; else the first that begins within `ahead`. */
export function listFor(lists: readonly Playing[], isFor: (rooms: readonly string[]) => boolean, now: number, ahead: number): Playing | null {
	const fits = lists.filter((list) => (list.rooms.length === 0 || isFor(list.rooms)) && list.items.length > 0
		&& Date.parse(list.starts_at) - ahead <= now && (list.ends_at === null || now < Date.parse(list.ends_at)));
	const begun = fits.filter((list) => Date.parse(list.starts_at) <= now);
	const order = (a: Playing, b: Playing): number => Date.parse(a.starts_at) - Date.parse(b.starts_at) || (a.id < b.id ? -1 : 1);
	return begun.sort(order).at(-1) ?? fits.sort(order)[0] ?? null;
}

/** What runs at a moment and what comes after it. */
export function turnsAt(list: Playing, now: number): Turns {
	const start = Date.parse(list.starts_at);
	if (now < start) return { now: null, next: turnAt(list, start) };
	const turn = turnAt(list, now);
	return { now: turn, next: turn === null ? null : turnAt(list, turn.endsAt) };
}

function turnAt(list: Playing, at: number): Turn | null {
	const start = Date.parse(list.starts_at);
	const end = list.ends_at === null ? Infinity : Date.parse(list.ends_at);
	const total = list.items.reduce((sum, item) => sum + item.duration_ms, 0);
	const round = total > 0 ? Math.floor((at - start) / total) : 1;
	if (at >= end || total <= 0 || (round > 0 && !list.loop)) return null;
	let startsAt = start + round * total;
	for (const [index, item] of list.items.entries()) {
		const endsAt = startsAt + item.duration_ms;
		if (at < endsAt) return { key: `${list.id}/${list.starts_at}/${round}/${index}`, item, round, startsAt, endsAt: Math.min(endsAt, end) };
		startsAt = endsAt;
	}
	return null;
}
