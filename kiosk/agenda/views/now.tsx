// NOW and NEXT by room, as cards.
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { shortDay, time } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { RoomName } from "../../common/ui/room.tsx";
import { hasMovedRoom, minutesTo, progressOf, timingOf, type Place, type Session } from "../model.ts";
import { fragmentOf } from "../route.ts";
import { agenda, board, minute } from "../store.ts";
import { Areas, isToday, Start, Swap, Text, Timing } from "./parts.tsx";
import { useSlide } from "./slide.ts";

/** From here on "in … min" says more than the hour. */
const SOON_MINUTES = 60;
/** Up to here "… min left" says more than the hour. */
const LEFT_MINUTES = 120;

/** More cards than a panel shows at once: with so many the first drawing begins, the rest follows. */
const MANY = 20;

export function NowView(): VNode {
	const list = useRef<HTMLDivElement>(null);
	const [most, setMost] = useState(MANY);
	useSlide(list, agenda.value);
	useEffect(() => setMost(Infinity), []);
	return (
		<>
			<h1 class="sr-only" tabIndex={-1}>{t("agenda.now.title")}</h1>
			<div class="board" ref={list} data-many={board.value.length > MANY}>
				{board.value.slice(0, most).map((place) => <Card key={place.room?.id ?? place.kind} place={place} />)}
			</div>
		</>
	);
}

function Card({ place }: { place: Place }): VNode {
	const { kind, room, now, next, dropped } = place;
	return (
		<section class="card" data-busy={now !== null} data-kind={kind}>
			<header class="card-head">
				<h2 class="card-room">
					{kind === "venue" && t("agenda.now.everywhere")}
					{kind === "foreign" && t("agenda.wtdc")}
					{room !== null && <RoomName room={room} />}
				</h2>
				{now !== null && now.kind !== "foreign" && <Timing session={now} />}
			</header>
			{now !== null && <Now session={now} />}
			{now === null && kind === "room" && <p class="card-free">{t("agenda.now.free")}</p>}
			{next !== null && <Next session={next} />}
			{next === null && kind === "room" && <p class="card-last">{t("agenda.now.no_more")}</p>}
			{dropped.map((session) => <Next key={session.id} session={session} />)}
		</section>
	);
}

function Now({ session }: { session: Session }): VNode {
	const left = minutesTo(session.endsAt, minute.value);
	return (
		<a class="slot" href={fragmentOf({ view: "session", session: session.id })} data-slide={session.id} data-phase="now" data-kind={session.kind}>
			<span class="slot-when">
				<b class="on">{t("agenda.now.now")}</b>
				<span class="slot-until">{t("agenda.until", { time: time(session.endsAt) })}</span>
			</span>
			<span class="slot-what">
				<strong class="slot-title"><Text of={session.title} /></strong>
				<span class="slot-about">
					{left > 0 && left <= LEFT_MINUTES && <span class="slot-left">{t("agenda.left", { minutes: left })}</span>}
					<Areas keys={session.areas} />
					<Swap session={session} />
				</span>
			</span>
			<progress class="bar" max={1} value={progressOf(session, minute.value)} aria-hidden="true" />
		</a>
	);
}

function Next({ session }: { session: Session }): VNode {
	const isCancelled = session.state === "cancelled";
	const wait = minutesTo(session.startsAt, minute.value);
	const isSoon = !isCancelled && wait <= SOON_MINUTES;
	const hasMoved = hasMovedRoom(session);
	const isQuiet = timingOf(session, minute.value).key === "on_time" || session.kind === "foreign";
	return (
		<a class="slot" href={fragmentOf({ view: "session", session: session.id })} data-slide={session.id}
			data-phase={isCancelled ? "cancelled" : "ahead"} data-kind={session.kind}>
			<span class="slot-when">
				{!isCancelled && <span class="slot-tag">{t("agenda.now.next")}</span>}
				{!isToday(session) && <span>{shortDay(session.startsAt)}</span>}
				<Start session={session} />
			</span>
			<span class="slot-what">
				<span class="slot-title"><Text of={session.title} /></span>
				{(isSoon || !isQuiet || hasMoved) && (
					<span class="slot-about">
						{isSoon && <span>{t("agenda.in", { minutes: wait })}</span>}
						{!isQuiet && <Timing session={session} />}
						<Swap session={session} />
					</span>
				)}
			</span>
		</a>
	);
}
