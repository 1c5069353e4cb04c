// The small things all views of the agenda share: texts, times, states, lists of sessions.
import type { VNode } from "preact";
import { countryName, shortDay, time, words, wordsLang } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { FocusChip } from "../../common/ui/chip.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import { RoomName } from "../../common/ui/room.tsx";
import type { Words } from "../../common/wire/types.ts";
import { dayOf, hasMovedRoom, phaseOf, timingOf, type Session, type TimingKey } from "../model.ts";
import { fragmentOf, type Route } from "../route.ts";
import { agenda, countryOf, focusAreas, minute, roomOf } from "../store.ts";
import { Sign, type SignName } from "./sign.tsx";

/** A text of several languages, said to be in the one it is in. */
export function Text({ of }: { of: Words }): VNode {
	return <span lang={wordsLang(of)} dir="auto">{words(of)}</span>;
}

const SIGNS: Record<TimingKey, SignName> = {
	on_time: "tick", late: "clock", early: "clock", over: "clock", cancelled: "cross", ended: "tick",
};

/** On time, late, cancelled …: colour, sign and words. */
export function Timing({ session }: { session: Session }): VNode {
	const { key, minutes, isGrave } = timingOf(session, minute.value);
	return (
		<span class="timing" data-key={key} data-grave={isGrave || undefined}>
			<Sign name={SIGNS[key]} />
			<span>{t(`agenda.timing.${key}`, { minutes })}</span>
		</span>
	);
}

/** Said where the day has put a session into another room. */
export function Swap({ session }: { session: Session }): VNode | null {
	if (!hasMovedRoom(session)) return null;
	return <span class="timing" data-key="room"><Sign name="swap" /><span>{t("agenda.timing.room")}</span></span>;
}

/** The room it is in; the programme's beside it, struck out, where they differ. */
export function Place({ session }: { session: Session }): VNode | null {
	const room = roomOf(session.room);
	const official = roomOf(session.officialRoom);
	if (room === undefined) return null;
	return (
		<span class="place">
			{hasMovedRoom(session) && official !== undefined && <s aria-hidden="true"><RoomName room={official} /></s>}
			<RoomName room={room} />
		</span>
	);
}

export function isToday(session: Session): boolean {
	const zone = agenda.value?.zone ?? "UTC";
	return dayOf(session.startsAt, zone) === dayOf(minute.value, zone);
}

/** The expected time; the programme's beside it, struck out, where they differ. */
export function Start({ session }: { session: Session }): VNode {
	const isMoved = session.startsAt !== session.officialStartsAt;
	return (
		<span class="start">
			{isMoved && <s aria-hidden="true"><time>{time(session.officialStartsAt)}</time></s>}
			<time>{time(session.startsAt)}</time>
		</span>
	);
}

/** 14:00–15:30, running the way the page reads. */
export function Span({ from, to }: { from: number; to: number }): VNode {
	return <span class="span"><time>{time(from)}</time><span aria-hidden="true">–</span><time>{time(to)}</time></span>;
}

export function Areas({ keys, isLong = false }: { keys: string[]; isLong?: boolean }): VNode | null {
	const areas = focusAreas.value.filter((area) => keys.includes(area.key));
	if (areas.length === 0) return null;
	return <span class="areas">{areas.map((area) => <FocusChip key={area.key} area={area} isLong={isLong} />)}</span>;
}

/** Entity and country of somebody, in one line. */
export function Origin({ of }: { of: { entity: string | null; country: string | null } }): VNode {
	const country = countryName(countryOf(of.country));
	return (
		<span class="origin">
			{of.entity !== null && <Bdi text={of.entity} />}
			{of.entity !== null && country !== "" && of.entity !== country && <span aria-hidden="true"> · </span>}
			{of.entity !== country && country}
		</span>
	);
}

export interface RowProps {
	session: Session;
	/** the room is left out where the list is a room's */
	hasRoom?: boolean;
	/** the time is left out where a rail shows it */
	hasTime?: boolean;
	/** the day is told where the list is not a day's, unless it is today */
	hasDay?: boolean;
	/** what somebody does in it */
	note?: string;
	/** drawn otherwise than plain, for marked hits */
	title?: VNode;
}

/** A session in a list; the whole row is the target. */
export function Row({ session, hasRoom = true, hasTime = true, hasDay = false, note, title }: RowProps): VNode {
	const phase = phaseOf(session, minute.value);
	return (
		<a class="row" href={fragmentOf({ view: "session", session: session.id })}
			data-slide={session.id} data-phase={phase} data-kind={session.kind}>
			{hasTime && (
				<span class="row-time">
					{hasDay && !isToday(session) && <span class="row-day">{shortDay(session.startsAt)}</span>}
					<Start session={session} />
				</span>
			)}
			<span class="row-what">
				<strong class="row-title">
					{session.kind === "foreign" && <b class="wtdc">{t("agenda.wtdc")}</b>}
					{title ?? <Text of={session.title} />}
				</strong>
				<span class="row-about">
					<span class="row-until">{t("agenda.until", { time: time(session.endsAt) })}</span>
					{(hasRoom || hasMovedRoom(session)) && <span class="row-room"><Place session={session} /></span>}
					<span class="row-kind">{t(`agenda.kind.${session.kind}`)}</span>
					{note !== undefined && <span class="row-note">{note}</span>}
				</span>
				<Areas keys={session.areas} />
			</span>
			<span class="row-state">
				{phase === "now" && <b class="on">{t("agenda.now.now")}</b>}
				{session.kind !== "foreign" && <Timing session={session} />}
				<Swap session={session} />
			</span>
		</a>
	);
}

export function Empty({ text }: { text: string }): VNode {
	return <p class="empty">{text}</p>;
}

export interface Choice {
	key: string;
	route: Route;
	label: VNode | string;
	/** focus area, for its colour */
	area?: string;
}

/** A row of links of which one is the present page. */
export function Choices({ label, items, chosen }: { label: string; items: Choice[]; chosen: string | null }): VNode {
	return (
		<nav class="choices" aria-label={label}>
			{items.map((item) => (
				<a key={item.key} href={fragmentOf(item.route)} data-area={item.area} aria-current={item.key === chosen ? "page" : undefined}>
					{item.label}
				</a>
			))}
		</nav>
	);
}
