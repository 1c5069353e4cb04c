// The pages of one session and of one person.
import type { ComponentChildren, VNode } from "preact";
import { day, languageName, words } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Bdi } from "../../common/ui/name.tsx";
import { Way } from "../../common/ui/plan.tsx";
import { RoomName } from "../../common/ui/room.tsx";
import type { SessionPerson } from "../../common/wire/types.ts";
import { guestKey } from "../find.ts";
import { followerOf, hasMovedRoom, minutesTo, phaseOf, type Session } from "../model.ts";
import { fragmentOf } from "../route.ts";
import { agenda, device, guests, minute, plan, roomOf, route, sessionOf } from "../store.ts";
import { Areas, Empty, Origin, Row, Span, Swap, Text, Timing } from "./parts.tsx";

export function SessionView(): VNode {
	const session = route.value.view === "session" ? sessionOf(route.value.session) : undefined;
	if (session === undefined) {
		return (
			<>
				<h1 tabIndex={-1}>{t("agenda.title")}</h1>
				<Empty text={t("agenda.session.gone")} />
			</>
		);
	}
	const follower = agenda.value === null ? null : followerOf(agenda.value, session);
	return (
		<article class="session" data-phase={phaseOf(session, minute.value)} data-kind={session.kind}>
			<SessionHead session={session} />
			<Facts session={session} />
			{session.reason !== null && session.reason !== "" && <p class="reason"><Bdi text={session.reason} /></p>}
			<WayTo session={session} />
			{words(session.text) !== "" && <p class="prose"><Text of={session.text} /></p>}
			<People people={session.people} />
			{follower !== null && (
				<section class="session-next">
					<h2>{t("agenda.session.follows")}</h2>
					<Row session={follower} hasRoom={false} hasDay={true} />
				</section>
			)}
		</article>
	);
}

function WayTo({ session }: { session: Session }): VNode | null {
	const room = roomOf(session.room);
	return room === undefined ? null : <Way room={room} plan={plan.value} here={device.value.spot} />;
}

function SessionHead({ session }: { session: Session }): VNode {
	const phase = phaseOf(session, minute.value);
	const left = minutesTo(session.endsAt, minute.value);
	return (
		<header class="session-head">
			<p class="session-kind">
				<span>{t(`agenda.kind.${session.kind}`)}</span>
				<span class="session-code" dir="ltr">{session.code}</span>
			</p>
			<h1 tabIndex={-1}><Text of={session.title} /></h1>
			<p class="session-state">
				{phase === "now" && <b class="on">{t("agenda.now.now")}</b>}
				<Timing session={session} />
				<Swap session={session} />
				{phase === "now" && left > 0 && <span>{t("agenda.left", { minutes: left })}</span>}
			</p>
			<Areas keys={session.areas} />
		</header>
	);
}

function Fact({ term, children }: { term: string; children: ComponentChildren }): VNode {
	return <div><dt>{term}</dt><dd>{children}</dd></div>;
}

function Facts({ session }: { session: Session }): VNode {
	const room = roomOf(session.room);
	const official = roomOf(session.officialRoom);
	const isMoved = session.startsAt !== session.officialStartsAt || session.endsAt !== session.officialEndsAt;
	return (
		<dl class="facts">
			<Fact term={t("agenda.session.expected")}><Span from={session.startsAt} to={session.endsAt} /></Fact>
			<Fact term={t("agenda.session.official")}>
				<span data-moved={isMoved}><Span from={session.officialStartsAt} to={session.officialEndsAt} /></span>
			</Fact>
			{room !== undefined && (
				<Fact term={t("agenda.session.room")}>
					<a href={fragmentOf({ view: "rooms", room: room.id })}><RoomName room={room} /></a>
				</Fact>
			)}
			{hasMovedRoom(session) && official !== undefined && (
				<Fact term={t("agenda.session.official_room")}><span data-moved={true}><s><RoomName room={official} /></s></span></Fact>
			)}
			<Fact term={t("agenda.day.pick")}>
				<a href={fragmentOf({ view: "day", day: null })}>{day(session.startsAt)}</a>
			</Fact>
			{session.language !== null && <Fact term={t("agenda.session.language")}>{languageName(session.language)}</Fact>}
			{session.interpretation.length > 0 && (
				<Fact term={t("agenda.session.interpretation")}>{session.interpretation.map(languageName).join(" · ")}</Fact>
			)}
			{session.by_invitation && <Fact term={t("agenda.session.entry")}>{t("agenda.session.by_invitation")}</Fact>}
		</dl>
	);
}

function People({ people }: { people: SessionPerson[] }): VNode | null {
	if (people.length === 0) return null;
	return (
		<section>
			<h2>{t("agenda.session.people")}</h2>
			<ul class="people" role="list">
				{people.map((person) => (
					<li key={guestKey(person) + person.role}>
						<a class="person" href={fragmentOf({ view: "person", person: guestKey(person) })}>
							<span class="person-name"><Bdi text={person.name} /></span>
							<Origin of={person} />
							<span class="person-role">{t(`agenda.role.${person.role}`)}</span>
						</a>
					</li>
				))}
			</ul>
		</section>
	);
}

export function PersonView(): VNode {
	const wanted = route.value.view === "person" ? route.value.person : "";
	const guest = guests.value.find((one) => one.key === wanted);
	if (guest === undefined) {
		return (
			<>
				<h1 tabIndex={-1}>{t("agenda.search.people")}</h1>
				<Empty text={t("agenda.search.none", { query: wanted })} />
			</>
		);
	}
	return (
		<article>
			<h1 tabIndex={-1}><Bdi text={guest.name} /></h1>
			<p class="lead"><Origin of={guest} /></p>
			{guest.areas.length > 0 && <p class="lead">{t("agenda.person.cochair")} <Areas keys={guest.areas} isLong={true} /></p>}
			{guest.parts.length > 0 && <h2>{t("agenda.person.sessions")}</h2>}
			{guest.parts.map(({ session, role }) => (
				<div key={session.id + role} class="part">
					<h3>{day(session.startsAt)}</h3>
					<Row session={session} note={t(`agenda.role.${role}`)} />
				</div>
			))}
		</article>
	);
}
