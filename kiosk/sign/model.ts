// What a door and the venue's board say about the day: pure functions of the agenda and the clock, without words.
import type { Agenda, Instant, Lang, Room, Session } from "../common/wire/types.ts";

const MINUTE = 60_000;
/** How far ahead a session that went elsewhere, or is cancelled, is worth a line at the door where people wait for it. */
const NOTICE_AHEAD = 180 * MINUTE;

export type Phase = "past" | "now" | "ahead" | "cancelled";

/** Where a session stands. What people said (running, ended, cancelled) beats what the clock says. */
export function phaseOf(session: Session, now: number): Phase {
	if (session.state === "cancelled") return "cancelled";
	if (session.state === "ended") return "past";
	if (session.state === "running") return "now";
	if (now < ms(session.expected_starts_at)) return "ahead";
	return now < ms(session.expected_ends_at) ? "now" : "past";
}

export type StatusKey = "on_time" | "late" | "early" | "longer" | "shorter" | "over" | "cancelled" | "moved";
/** What is to be said beside a session; `at` is the official time it had, or null. */
export interface Status { key: StatusKey; minutes: number; isGrave: boolean }

const GRAVE_MINUTES = 15;

export function statusOf(session: Session, now: number): Status {
	const plain = (key: StatusKey): Status => ({ key, minutes: 0, isGrave: key === "cancelled" });
	const phase = phaseOf(session, now);
	if (phase === "cancelled") return plain("cancelled");
	if (phase === "now" && now >= ms(session.expected_ends_at)) return plain("over");
	const minutes = phase === "now" ? between(session.ends_at, session.expected_ends_at) : between(session.starts_at, session.expected_starts_at);
	if (minutes === 0) return plain(phase === "ahead" && hasMoved(session) ? "moved" : "on_time");
	const [more, less] = phase === "now" ? (["longer", "shorter"] as const) : (["late", "early"] as const);
	return { key: minutes > 0 ? more : less, minutes: Math.abs(minutes), isGrave: Math.abs(minutes) >= GRAVE_MINUTES };
}

function between(official: Instant, expected: Instant): number {
	return Math.round((ms(expected) - ms(official)) / MINUTE);
}

/** Where it really is. */
export function roomOf(session: Session): string | null {
	return session.expected_room ?? session.room;
}

export function hasMoved(session: Session): boolean {
	return session.room !== null && roomOf(session) !== session.room;
}

export interface Door {
	room: Room;
	now: Session | null;
	next: Session | null;
	/** After the next one, today. */
	later: readonly Session[];
	/** People may be waiting here for something that is cancelled or somewhere else. */
	gone: readonly Session[];
}

export function doorOf(agenda: Agenda, room: Room, now: number): Door {
	const here = agenda.sessions.filter((session) => roomOf(session) === room.id).sort(inOrder);
	/* The latest start wins: a session that nobody closed must not hide the one after it. */
	const on = here.filter((session) => phaseOf(session, now) === "now").at(-1) ?? null;
	const end = endOfDay(here, now);
	const ahead = here.filter((session) => phaseOf(session, now) === "ahead" && ms(session.expected_starts_at) < end);
	const [next = null, ...later] = ahead.filter((session) => !isWithin(session, on));
	const gone = agenda.sessions.filter((session) => session.room === room.id && (session.state === "cancelled" || hasMoved(session))
		&& session.state !== "ended" && ms(session.ends_at) > now && ms(session.starts_at) <= now + NOTICE_AHEAD);
	return { room, now: on, next, later, gone: gone.sort(inOrder) };
}

/** A video message within the break that is on is no "next". */
function isWithin(session: Session, on: Session | null): boolean {
	return on?.kind === "break" && session.kind === "video" && ms(session.expected_ends_at) <= ms(on.expected_ends_at);
}

/** Signs speak of today: the rest of what begins before a night's gap. */
function endOfDay(sessions: readonly Session[], now: number): number {
	let end = now + 6 * 60 * MINUTE;
	for (const session of sessions) {
		const starts = ms(session.expected_starts_at);
		if (starts > now && starts <= end) end = Math.max(end, ms(session.expected_ends_at) + 3 * 60 * MINUTE);
	}
	return end;
}

/** Every room in which something is on or still to come, or that people may look for in vain; in the house's order. */
export function boardOf(agenda: Agenda, now: number): readonly Door[] {
	const rooms = [...agenda.rooms].sort((a, b) => a.position - b.position);
	return rooms.map((room) => doorOf(agenda, room, now)).filter((door) => door.now !== null || door.next !== null || door.gone.length > 0);
}

/** As few pages as can be read from afar, all about equally long. */
export function pageOf<T>(rows: readonly T[], most: number, turn: number): { rows: readonly T[]; page: number; pages: number } {
	const pages = Math.max(1, Math.ceil(rows.length / most));
	const size = Math.ceil(rows.length / pages);
	const page = turn % pages;
	return { rows: rows.slice(page * size, (page + 1) * size), page, pages };
}

/** Interpretation at the door: the floor is channel 0, the n-th language of the room channel n; only those that are on. */
export function channelsOf(room: Room, session: Session): readonly { channel: number; lang: Lang }[] {
	return room.languages.map((lang, at) => ({ channel: at + 1, lang })).filter(({ lang }) => session.interpretation.includes(lang));
}

function inOrder(a: Session, b: Session): number {
	return ms(a.expected_starts_at) - ms(b.expected_starts_at) || a.code.localeCompare(b.code);
}

export function ms(at: Instant): number {
	return Date.parse(at);
}

/** Started minutes until an instant, never negative. */
export function minutesTo(at: Instant, now: number): number {
	return Math.max(0, Math.ceil((ms(at) - now) / MINUTE));
}
