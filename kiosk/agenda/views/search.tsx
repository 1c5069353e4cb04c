// Search over titles, people and rooms; and everybody on the agenda, for fingers without a keyboard.
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { words, wordsLang } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { announce } from "../../common/ui/announce.tsx";
import { Marked } from "../../common/ui/name.tsx";
import { roomText } from "../../common/ui/room.tsx";
import type { Room } from "../../common/wire/types.ts";
import type { Guest } from "../find.ts";
import { fragmentOf } from "../route.ts";
import { device, found, guests, route, visit } from "../store.ts";
import { search } from "../visit.ts";
import { Empty, Origin, Row } from "./parts.tsx";
import { Sign } from "./sign.tsx";

/** Ears are told when the typing rests; eyes at once. */
const REST_MS = 900;

export function SearchView(): VNode {
	const query = route.value.view === "search" ? route.value.query : "";
	return (
		<>
			<h1 tabIndex={-1}>{t("agenda.search.title")}</h1>
			<SearchField query={query} />
			{query.trim() === "" ? <p class="search-hint">{t("agenda.search.hint")}</p> : <Results query={query} />}
		</>
	);
}

function SearchField({ query }: { query: string }): VNode {
	const input = useRef<HTMLInputElement>(null);
	useEffect(() => {
		if (visit.peek().arrival === "forward") input.current?.focus({ preventScroll: true });
	}, []);
	const clear = (): void => {
		search("");
		input.current?.focus();
	};
	return (
		<form class="search" role="search" onSubmit={(event) => event.preventDefault()}>
			<label for="search">{t("agenda.search.label")}</label>
			<div class="search-box">
				<Sign name="search" />
				<input ref={input} id="search" type="search" inputMode={device.value.isStand ? "none" : "search"} value={query} dir="auto" autocomplete="off" spellcheck={false}
					enterkeyhint="search" onInput={(event) => search(event.currentTarget.value)} />
				{query !== "" && <button type="button" class="search-clear" onClick={clear}>{t("agenda.search.clear")}</button>}
			</div>
		</form>
	);
}

function Results({ query }: { query: string }): VNode {
	const { sessions, guests: people, rooms } = found.value;
	const count = sessions.length + people.length + rooms.length;
	useEffect(() => {
		const timer = window.setTimeout(() => announce(t("agenda.search.count", { count })), REST_MS);
		return () => window.clearTimeout(timer);
	}, [count, query]);
	if (count === 0) return <Empty text={t("agenda.search.none", { query })} />;
	return (
		<div class="results">
			<Group title={t("agenda.search.rooms")} size={rooms.length}>
				{rooms.map((room) => <RoomHit key={room.id} room={room} query={query} />)}
			</Group>
			<Group title={t("agenda.search.people")} size={people.length}>
				<ul class="people" role="list">{people.map((guest) => <GuestCard key={guest.key} guest={guest} query={query} />)}</ul>
			</Group>
			<Group title={t("agenda.search.sessions")} size={sessions.length}>
				{sessions.map((session) => (
					<Row key={session.id} session={session} hasDay={true}
						title={<span lang={wordsLang(session.title)}><Marked text={words(session.title)} query={query} /></span>} />
				))}
			</Group>
		</div>
	);
}

function Group({ title, size, children }: { title: string; size: number; children: ComponentChildren }): VNode | null {
	if (size === 0) return null;
	return <section><h2>{title}</h2>{children}</section>;
}

function RoomHit({ room, query }: { room: Room; query: string }): VNode {
	return (
		<a class="row" href={fragmentOf({ view: "rooms", room: room.id })}>
			<Sign name="pin" />
			<strong class="row-title"><Marked text={roomText(room)} query={query} /></strong>
		</a>
	);
}

function GuestCard({ guest, query }: { guest: Guest; query: string }): VNode {
	return (
		<li>
			<a class="person" href={fragmentOf({ view: "person", person: guest.key })}>
				<span class="person-name"><Marked text={guest.name} query={query} /></span>
				<Origin of={guest} />
			</a>
		</li>
	);
}

/** Everybody on the agenda, by name. */
export function PeopleView(): VNode {
	return (
		<section>
			<h1 tabIndex={-1}>{t("agenda.search.everybody")}</h1>
			<ul class="people" role="list">{guests.value.map((guest) => <GuestCard key={guest.key} guest={guest} query="" />)}</ul>
		</section>
	);
}
