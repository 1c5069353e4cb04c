// The sessions of one person, day by day: when and where really, what they do there, their seat, their group, their place on the list of speakers.
import type { VNode } from "preact";
import "../../styles/own.css";
import { day, dayKey, time, words, wordsLang } from "../text/format.ts";
import { t } from "../text/t.ts";
import type { Room, Session } from "../wire/types.ts";
import type { OwnItem } from "../wire/venue.ts";
import { StateChip } from "./chip.tsx";
import { Bdi } from "./name.tsx";
import { RoomName } from "./room.tsx";

export interface OwnListProps {
	items: OwnItem[];
	/** The running minute, ms. */
	now: number;
	roomOf: (id: string | null) => Room | undefined;
	/** Where more about a session stands. */
	addressOf: (session: Session) => string;
}

const startOf = ({ session }: OwnItem): number => Date.parse(session.expected_starts_at);

export function OwnList(props: OwnListProps): VNode {
	if (props.items.length === 0) return <p class="own-none">{t("mine.none")}</p>;
	const items = [...props.items].sort((a, b) => startOf(a) - startOf(b));
	const days = new Map(items.map((item) => [dayKey(item.session.expected_starts_at), item.session.expected_starts_at]));
	return (
		<>
			{[...days].map(([key, at]) => (
				<section key={key} class="own-day">
					<h2>{day(at)}</h2>
					<ol role="list">
						{items.filter((item) => dayKey(item.session.expected_starts_at) === key).map((item) => (
							<li key={`${item.session.id} ${item.role}`}><Item {...props} item={item} /></li>
						))}
					</ol>
				</section>
			))}
		</>
	);
}

function phaseOf(session: Session, now: number): "past" | "now" | "ahead" | "cancelled" {
	if (session.state === "cancelled") return "cancelled";
	if (session.state === "ended" || now >= Date.parse(session.expected_ends_at)) return "past";
	return session.state === "running" || now >= Date.parse(session.expected_starts_at) ? "now" : "ahead";
}

function Item({ item, now, roomOf, addressOf }: OwnListProps & { item: OwnItem }): VNode {
	const { session, role } = item;
	const isMoved = session.starts_at !== session.expected_starts_at;
	const [room, official] = [roomOf(session.expected_room), roomOf(session.room)];
	const hasMovedRoom = session.expected_room !== session.room && official !== undefined;
	return (
		<a class="own-item" href={addressOf(session)} data-phase={phaseOf(session, now)} data-testid="own-item">
			<span class="own-when">
				{isMoved && <s><span class="sr-only">{t("mine.official")}</span><time>{time(session.starts_at)}</time></s>}
				<time class="own-start">{time(session.expected_starts_at)}</time>
				<span class="own-until">{t("mine.until", { time: time(session.expected_ends_at) })}</span>
			</span>
			<span class="own-what">
				<strong class="own-title" lang={wordsLang(session.title)} dir="auto">{words(session.title)}</strong>
				<span class="own-where">
					{hasMovedRoom && official !== undefined && <s><span class="sr-only">{t("mine.official")}</span><RoomName room={official} /></s>}
					{room !== undefined && <RoomName room={room} />}
				</span>
				<span class="own-chips">
					<StateChip tone="info" text={t(`mine.role.${role}`)} />
					<State session={session} now={now} isMoved={isMoved} hasMovedRoom={hasMovedRoom} />
				</span>
				<Place item={item} roomOf={roomOf} />
			</span>
		</a>
	);
}

function State({ session, now, isMoved, hasMovedRoom }: { session: Session; now: number; isMoved: boolean; hasMovedRoom: boolean }): VNode {
	const phase = phaseOf(session, now);
	return (
		<>
			{phase === "cancelled" && <StateChip tone="refuse" text={t("mine.cancelled")} />}
			{phase === "now" && <StateChip tone="ok" text={t("mine.now")} />}
			{phase === "past" && <StateChip tone="plain" text={t("mine.past")} />}
			{isMoved && phase === "ahead" && <StateChip tone="warn" text={t("mine.moved")} />}
			{hasMovedRoom && <StateChip tone="warn" text={t("mine.room")} />}
		</>
	);
}

/** What is theirs in it: a seat, a group, a place on the list of speakers. */
function Place({ item: { seat, group, speaking }, roomOf }: { item: OwnItem; roomOf: OwnListProps["roomOf"] }): VNode | null {
	if (!seat && !group && !speaking) return null;
	return (
		<span class="own-place" data-testid="own-place">
			{seat && <span>{t("mine.seat", { seat })}</span>}
			{group && <span>{t("mine.group")} <b><Bdi text={group.name} /></b>{group.room && <GroupRoom name={group.room} room={roomOf(group.room)} />}</span>}
			{speaking && <span>{speaking.state === "waiting" ? t("mine.before", { count: speaking.waiting }) : t("mine.speaking")}</span>}
		</span>
	);
}

/** A group's room is told by its name of the house, or by its id. */
function GroupRoom({ name, room }: { name: string; room: Room | undefined }): VNode {
	return <> · {room === undefined ? <Bdi text={name} /> : <RoomName room={room} />}</>;
}
