// Lists of the agenda: by day along a time rail, by room, by focus area.
import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { day, languageName, shortDay, time, words } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Bdi } from "../../common/ui/name.tsx";
import { Way } from "../../common/ui/plan.tsx";
import { RoomName } from "../../common/ui/room.tsx";
import type { CoChair, FocusArea, Room } from "../../common/wire/types.ts";
import { dayOf, daysOf, dayToShow, nowLine, phaseOf, stepsOf, type Session, type Step } from "../model.ts";
import { guestKey } from "../find.ts";
import { fragmentOf } from "../route.ts";
import { agenda, days, device, focusAreas, look, minute, plan, route, sessions, toggle, visit } from "../store.ts";
import { Areas, Choices, Empty, Origin, Row } from "./parts.tsx";
import { useSlide } from "./slide.ts";

function zone(): string {
	return agenda.value?.zone ?? "UTC";
}

/** From here on a day is longer than what a panel lays out between two frames. */
const MANY = 150;

export function DayView(): VNode {
	const wanted = route.value.view === "day" ? route.value.day : null;
	const chosen = wanted ?? dayToShow(days.value, minute.value, zone());
	const today = dayOf(minute.value, zone());
	const items = days.value.map(({ key, at }) => ({
		key,
		route: { view: "day", day: key } as const,
		label: key === today ? <><span>{shortDay(at)}</span><small>{t("agenda.day.today")}</small></> : shortDay(at),
	}));
	const here = sessions.value.filter((session) => dayOf(session.startsAt, zone()) === chosen);
	return (
		<>
			<h1 tabIndex={-1}>{here[0] === undefined ? t("agenda.day.title") : day(here[0].startsAt)}</h1>
			<Choices label={t("agenda.day.pick")} items={items} chosen={chosen} />
			<ForeignSwitch among={agenda.value?.sessions ?? []} />
			{here.length === 0 ? <Empty text={t("agenda.day.none")} /> : <Rail key={chosen} sessions={here} isToday={chosen === today} />}
		</>
	);
}

/** Only where there is something to show or to hide. */
function ForeignSwitch({ among }: { among: Session[] }): VNode | null {
	if (among.every((session) => session.kind !== "foreign")) return null;
	return (
		<label class="switch">
			<input type="checkbox" role="switch" checked={look.value.isForeignShown} onChange={() => toggle("isForeignShown")} />
			<span>{t("agenda.day.foreign")}</span>
		</label>
	);
}

/** Hours along the edge, what starts then beside them, and a line where the day has got to. */
function Rail({ sessions: here, isToday }: { sessions: Session[]; isToday: boolean }): VNode {
	const list = useRef<HTMLOListElement>(null);
	useSlide(list, agenda.value);
	// Today opens where the day is; who comes back is put where they were by the screen.
	useLayoutEffect(() => {
		if (visit.peek().arrival === "forward") list.current?.querySelector(".rail-now")?.scrollIntoView({ block: "center" });
	}, []);
	const steps = stepsOf(here);
	const line = isToday ? nowLine(steps, minute.value) : -1;
	return (
		<ol class="rail" role="list" ref={list} data-many={here.length > MANY}>
			{steps.map((step, at) => <RailStep key={step.at} step={step} hasLine={at === line} />)}
			{line === steps.length && <li class="rail-end"><NowLine /></li>}
		</ol>
	);
}

function NowLine(): VNode {
	return <p class="rail-now"><span>{t("agenda.day.line", { time: time(minute.value) })}</span></p>;
}

function RailStep({ step, hasLine }: { step: Step; hasLine: boolean }): VNode {
	return (
		<li class="rail-step" data-past={step.at <= minute.value}>
			{hasLine && <NowLine />}
			<h2 class="rail-hour"><time>{time(step.at)}</time></h2>
			<div class="rail-rows">{step.sessions.map((session) => <Row key={session.id} session={session} hasTime={false} />)}</div>
		</li>
	);
}

/** What is on and what comes, under the names of the days; what is over stands folded beneath. */
function ByDay({ sessions: here, hasRoom, none }: { sessions: Session[]; hasRoom: boolean; none: string }): VNode {
	const list = useRef<HTMLDivElement>(null);
	useSlide(list, agenda.value);
	if (here.length === 0) return <Empty text={none} />;
	const isOver = (session: Session): boolean => phaseOf(session, minute.value) === "past";
	const over = here.filter(isOver);
	return (
		<div class="by-day" ref={list}>
			<Days sessions={here.filter((session) => !isOver(session))} hasRoom={hasRoom} />
			{over.length > 0 && (
				<details class="over" open={over.length === here.length}>
					<summary>{t("agenda.over", { count: over.length })}</summary>
					<Days sessions={over} hasRoom={hasRoom} />
				</details>
			)}
		</div>
	);
}

function Days({ sessions: here, hasRoom }: { sessions: Session[]; hasRoom: boolean }): VNode {
	return (
		<>
			{daysOf(here, zone()).map(({ key, at }) => (
				<section key={key}>
					<h2>{day(at)}</h2>
					{here.filter((session) => dayOf(session.startsAt, zone()) === key).map((session) => (
						<Row key={session.id} session={session} hasRoom={hasRoom} />
					))}
				</section>
			))}
		</>
	);
}

export function RoomView(): VNode {
	const rooms = agenda.value?.rooms ?? [];
	const wanted = route.value.view === "rooms" ? route.value.room : null;
	const room = rooms.find((one) => one.id === wanted) ?? rooms[0];
	const items = rooms.map((one) => ({ key: one.id, route: { view: "rooms", room: one.id } as const, label: <RoomName room={one} /> }));
	const here = sessions.value.filter((session) => session.room === room?.id);
	return (
		<>
			<h1 tabIndex={-1}>{room === undefined ? t("agenda.rooms.title") : <RoomName room={room} />}</h1>
			{room !== undefined && <RoomFacts room={room} />}
			<Choices label={t("agenda.rooms.pick")} items={items} chosen={room?.id ?? null} />
			{room !== undefined && <Way room={room} plan={plan.value} here={device.value.spot} />}
			<ForeignSwitch among={agenda.value?.sessions.filter((session) => session.room === room?.id) ?? []} />
			<ByDay sessions={here} hasRoom={false} none={t("agenda.rooms.none")} />
		</>
	);
}

/** Seats, and on which channel which language is heard; channel 0 is the floor. */
function RoomFacts({ room }: { room: Room }): VNode {
	return (
		<p class="lead">
			{room.capacity > 0 && <span>{t("agenda.rooms.seats", { count: room.capacity })}</span>}
			{room.languages.map((code, at) => <span key={code} class="channel"><b>{at + 1}</b> {languageName(code)}</span>)}
		</p>
	);
}

export function FocusView(): VNode {
	const wanted = route.value.view === "focus" ? route.value.area : null;
	const area = focusAreas.value.find((one) => one.key === wanted) ?? focusAreas.value[0];
	const items = focusAreas.value.map((one) => ({
		key: one.key,
		area: one.key,
		route: { view: "focus", area: one.key } as const,
		label: <><b aria-hidden="true">{one.letter}</b><span>{words(one.short)}</span></>,
	}));
	const here = sessions.value.filter((session) => area !== undefined && session.areas.includes(area.key));
	return (
		<>
			<h1 tabIndex={-1}>{t("agenda.focus.title")}</h1>
			<Choices label={t("agenda.focus.pick")} items={items} chosen={area?.key ?? null} />
			{area !== undefined && <AreaHead area={area} />}
			<ByDay sessions={here} hasRoom={true} none={t("agenda.focus.none")} />
		</>
	);
}

function AreaHead({ area }: { area: FocusArea }): VNode {
	const cochairs = (agenda.value?.cochairs ?? []).filter((one) => one.focus_area === area.key);
	return (
		<section class="area" data-area={area.key}>
			<p class="area-long"><Areas keys={[area.key]} /> <span>{words(area.long)}</span></p>
			{cochairs.length > 0 && <h2>{t("agenda.focus.cochairs")}</h2>}
			<ul class="people" role="list">{cochairs.map((one) => <CoChairCard key={guestKey(one)} cochair={one} />)}</ul>
		</section>
	);
}

function CoChairCard({ cochair }: { cochair: CoChair }): VNode {
	return (
		<li>
			<a class="person" href={fragmentOf({ view: "person", person: guestKey(cochair) })}>
				<span class="person-name"><Bdi text={cochair.name} /></span>
				<Origin of={cochair} />
				<span class="person-role">{t(`agenda.seat.${cochair.seat}`)}</span>
			</a>
		</li>
	);
}
