// The agenda as a visitor asks about it: what is on, what is next, where, when really. Pure: no clock of its own and no words.
import type * as wire from "../common/wire/types.ts";

/** A session with its times as instants (ms UTC). "official" is the programme; without it, the day as it is expected to run. */
export interface Session extends Pick<wire.Session, "id" | "code" | "version" | "kind" | "title" | "text" | "state" | "language" | "interpretation" | "by_invitation" | "reason"> {
	/** Where it really is; null: not in one room (a break, a slot of the conference around us) */
	room: string | null;
	officialRoom: string | null;
	officialStartsAt: number;
	officialEndsAt: number;
	startsAt: number;
	endsAt: number;
	areas: string[];
	people: wire.SessionPerson[];
}

export interface Agenda {
	zone: string;
	acronym: string;
	title: wire.Words;
	/** in the house's order */
	rooms: wire.Room[];
	/** by expected start, then by room */
	sessions: Session[];
	cochairs: wire.CoChair[];
}

/** What a session without any room is filed under, after all rooms. */
const NOWHERE = Number.MAX_SAFE_INTEGER;

function sessionFrom(row: wire.Session): Session {
	const { id, code, version, kind, title, text, state, language, interpretation, by_invitation, reason, people } = row;
	return {
		id, code, version, kind, title, text, state, language, interpretation, by_invitation, reason, people,
		room: row.expected_room,
		officialRoom: row.room,
		areas: row.focus_areas,
		officialStartsAt: Date.parse(row.starts_at),
		officialEndsAt: Date.parse(row.ends_at),
		startsAt: Date.parse(row.expected_starts_at),
		endsAt: Date.parse(row.expected_ends_at),
	};
}

/** Takes over the server's answer: times parsed and lists ordered once, here. */
export function agendaFrom(answer: wire.Agenda): Agenda {
	const rooms = [...answer.rooms].sort((a, b) => a.position - b.position);
	const position = new Map(rooms.map((room) => [room.id, room.position]));
	const place = (session: Session): number => position.get(session.room ?? "") ?? NOWHERE;
	const sessions = answer.sessions
		.map(sessionFrom)
		.sort((a, b) => a.startsAt - b.startsAt || place(a) - place(b) || a.code.localeCompare(b.code));
	const { zone, acronym, title } = answer.day;
	return { zone, acronym, title, rooms, sessions, cochairs: answer.cochairs };
}

/** The day has put it into another room than the programme says. */
export function hasMovedRoom(session: Session): boolean {
	return session.room !== session.officialRoom && session.state !== "cancelled";
}

export type Phase = "past" | "now" | "ahead" | "cancelled";

/** Where a session stands. What people said (running, ended, cancelled) beats what the clock says. */
export function phaseOf(session: Session, now: number): Phase {
	if (session.state === "cancelled") return "cancelled";
	if (session.state === "ended") return "past";
	if (session.state === "running") return "now";
	if (now < session.startsAt) return "ahead";
	return now < session.endsAt ? "now" : "past";
}

export type TimingKey = "on_time" | "late" | "early" | "over" | "cancelled" | "ended";
export interface Timing {
	key: TimingKey;
	/** whole minutes late or early; else 0 */
	minutes: number;
	/** so late that people change their plans */
	isGrave: boolean;
}

const MINUTE = 60_000;
const GRAVE_MINUTES = 15;

/** Whole minutes between the programme and the day: of the end once a session is on, else of its start. */
export function delayOf(session: Session, now: number): number {
	const late = phaseOf(session, now) === "now"
		? session.endsAt - session.officialEndsAt
		: session.startsAt - session.officialStartsAt;
	return Math.round(late / MINUTE);
}

/** What the status chip says. */
export function timingOf(session: Session, now: number): Timing {
	const plain = (key: TimingKey): Timing => ({ key, minutes: 0, isGrave: false });
	const phase = phaseOf(session, now);
	if (phase === "cancelled") return plain("cancelled");
	if (phase === "past") return plain("ended");
	if (phase === "now" && now >= session.endsAt) return plain("over");
	const minutes = delayOf(session, now);
	if (minutes === 0) return plain("on_time");
	return { key: minutes > 0 ? "late" : "early", minutes: Math.abs(minutes), isGrave: minutes >= GRAVE_MINUTES };
}

/** Minutes until an instant, a started minute counting whole; never negative. */
export function minutesTo(at: number, now: number): number {
	return Math.max(0, Math.ceil((at - now) / MINUTE));
}

/** How much of a session is over, 0 to 1. */
export function progressOf(session: Session, now: number): number {
	const length = session.endsAt - session.startsAt;
	if (length <= 0) return 1;
	return Math.min(1, Math.max(0, (now - session.startsAt) / length));
}

/** One card of the first view. */
export interface Place {
	/** a room, what is for the whole venue (breaks, videos), or the conference around us */
	kind: "room" | "venue" | "foreign";
	room: wire.Room | null;
	now: Session | null;
	next: Session | null;
	/** cancelled sessions that somebody may be waiting for */
	dropped: Session[];
}

/** How far ahead a cancelled session is worth a line on the first view. */
const DROPPED_AHEAD = 180 * MINUTE;
/** How far ahead something for the whole venue is worth a card. */
const VENUE_AHEAD = 30 * MINUTE;

function placeOf(kind: Place["kind"], room: wire.Room | null, here: Session[], now: number): Place {
	// The latest start wins: a session that nobody closed must not hide the one after it.
	const on = here.filter((session) => phaseOf(session, now) === "now").at(-1) ?? null;
	const next = here.find((session) => phaseOf(session, now) === "ahead") ?? null;
	const horizon = Math.min(next?.startsAt ?? Infinity, now + DROPPED_AHEAD);
	const dropped = here.filter((session) =>
		session.state === "cancelled" && session.endsAt > now && session.startsAt <= horizon);
	return { kind, room, now: on, next, dropped };
}

/** NOW and NEXT: the whole venue when it matters soon, then every room in the house's order, then the conference around us. */
export function boardOf(agenda: Agenda, sessions: Session[], now: number): Place[] {
	const roomless = sessions.filter((session) => session.room === null);
	const venue = placeOf("venue", null, roomless.filter((session) => session.kind !== "foreign"), now);
	const foreign = placeOf("foreign", null, roomless.filter((session) => session.kind === "foreign"), now);
	const byRoom = new Map<string, Session[]>(agenda.rooms.map((room) => [room.id, []]));
	for (const session of sessions) byRoom.get(session.room ?? "")?.push(session);
	const rooms = agenda.rooms.map((room) => placeOf("room", room, byRoom.get(room.id) ?? [], now));
	const isVenueOn = venue.now !== null || (venue.next !== null && venue.next.startsAt - now <= VENUE_AHEAD);
	const isForeignOn = foreign.now !== null || foreign.next !== null;
	return [...(isVenueOn ? [venue] : []), ...rooms, ...(isForeignOn ? [foreign] : [])];
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of an instant in a zone, as YYYY-MM-DD. */
export function dayOf(at: number, zone: string): string {
	let format = dayFormats.get(zone);
	if (format === undefined) {
		format = new Intl.DateTimeFormat("en", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
		dayFormats.set(zone, format);
	}
	// By parts: no locale writes dates this way in every browser version.
	const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
	return `${part["year"]}-${part["month"]}-${part["day"]}`;
}

export interface Day {
	/** YYYY-MM-DD in the venue's zone */
	key: string;
	/** an instant of that day, to write its name from */
	at: number;
}

/** The days that have sessions of these, in order. */
export function daysOf(sessions: Session[], zone: string): Day[] {
	const days = new Map<string, number>();
	for (const session of sessions) {
		const key = dayOf(session.startsAt, zone);
		if (!days.has(key)) days.set(key, session.startsAt);
	}
	return [...days].map(([key, at]) => ({ key, at }));
}

/** The day to show when none was asked for: today, else the next one with sessions, else the last. */
export function dayToShow(days: Day[], now: number, zone: string): string | null {
	const today = dayOf(now, zone);
	return (days.find((day) => day.key >= today) ?? days.at(-1))?.key ?? null;
}

/** Sessions that start together. */
export interface Step {
	at: number;
	sessions: Session[];
}

/** A list in order, cut where the start changes. */
export function stepsOf(sessions: Session[]): Step[] {
	const steps: Step[] = [];
	for (const session of sessions) {
		const last = steps.at(-1);
		if (last?.at === session.startsAt) last.sessions.push(session);
		else steps.push({ at: session.startsAt, sessions: [session] });
	}
	return steps;
}

/** Index of the first step still to come: the line "now" is drawn above it. */
export function nowLine(steps: Step[], now: number): number {
	const ahead = steps.findIndex((step) => step.at > now);
	return ahead < 0 ? steps.length : ahead;
}

/** What comes after a session in its room. */
export function followerOf(agenda: Agenda, session: Session): Session | null {
	if (session.room === null) return null;
	const follows = (other: Session): boolean =>
		other.room === session.room && other.startsAt >= session.endsAt && other.state !== "cancelled";
	return agenda.sessions.find((other) => other.id !== session.id && follows(other)) ?? null;
}

/** Sessions of the new agenda that a visitor has to be told about: moved in time or room, or cancelled, since the old one. */
export function movedBetween(before: Agenda, after: Agenda): Session[] {
	const olds = new Map(before.sessions.map((session) => [session.id, session]));
	return after.sessions.filter((session) => {
		const old = olds.get(session.id);
		if (old === undefined || session.kind === "foreign") return false;
		const isCancelled = session.state === "cancelled" && old.state !== "cancelled";
		return isCancelled || session.startsAt !== old.startsAt || session.room !== old.room;
	});
}
