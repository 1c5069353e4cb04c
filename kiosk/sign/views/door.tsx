// A door's sign: the room, what is on and until when, what comes next, and who waits here in vain.
import type { ComponentChildren, VNode } from "preact";
import { focusArea } from "../../common/net/catalogue.ts";
import { second } from "../../common/net/clock.ts";
import { OWN_NAMES } from "../../common/text/dir.ts";
import { languageName, time, words, wordsLang } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { FocusChip } from "../../common/ui/chip.tsx";
import { Fit } from "../../common/ui/fit.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import type { Room, Session } from "../../common/wire/types.ts";
import { channelsOf, type Door, minutesTo } from "../model.ts";
import { door, isShowing, now } from "../store.ts";
import { cameFrom, goneWords, levelWords, roomLang, roomName, State } from "./parts.tsx";

const MOST_LATER = 2;
const MOST_PEOPLE = 2;
/** What is about all of them is about none. */
const MOST_AREAS = 2;
/** From then on people look at the minutes. */
const SOON_MINUTES = 30;

export function DoorSign(): VNode | null {
	const shown = door.value;
	if (shown === null) return null;
	return (
		<>
			<Head room={shown.room} />
			{!isShowing.value && <Now door={shown} />}
			{shown.gone.length > 0 && <Gone sessions={shown.gone} />}
			<Next door={shown} />
		</>
	);
}

function Head({ room }: { room: Room }): VNode {
	const facts = [levelWords(room), ...(room.capacity > 0 ? [t("sign.seats", { n: room.capacity })] : [])].filter((text) => text !== "");
	return (
		<header class="door-head">
			<div class="door-room">
				<div class="door-name" data-line><Fit text={roomName(room)} lang={roomLang(room)} most={12} level={1} /></div>
				{facts.length > 0 && <p>{facts.map((text) => <span key={text}><bdi>{text}</bdi></span>)}</p>}
			</div>
			<time class="door-clock num" dir="ltr">{time(second.value)}</time>
		</header>
	);
}

function Now({ door: { now: session, next, room } }: { door: Door }): VNode {
	if (session === null) return <Free next={next} />;
	return (
		<section class="door-now" data-area={session.focus_areas[0]} data-kind={session.kind} data-testid="now">
			<Label text={t("sign.now")}>
				<span class="door-until num" data-line>{t("sign.until", { at: time(session.expected_ends_at) })}</span>
				<State session={session} />
			</Label>
			<div class="door-title" data-line><Fit text={words(session.title)} lang={wordsLang(session.title)} most={15} level={2} /></div>
			<Facts session={session} />
			<Channels room={room} session={session} />
		</section>
	);
}

function Label({ text, children }: { text: string; children: ComponentChildren }): VNode {
	return <p class="door-label"><b>{text}</b>{children}</p>;
}

/** Nothing is on: the next one is what people came for. */
function Free({ next }: { next: Session | null }): VNode {
	const minutes = next === null ? null : minutesTo(next.expected_starts_at, now.value);
	const text = minutes === null ? t("sign.day_over") : minutes <= SOON_MINUTES ? t("sign.starts_in", { n: minutes }) : t("sign.free_until", { at: time(next!.expected_starts_at) });
	return (
		<section class="door-now" data-free="true" data-testid="now">
			<Label text={t("sign.now")}>{null}</Label>
			<div class="door-title" data-line><Fit text={text} most={15} level={2} /></div>
		</section>
	);
}

function Facts({ session }: { session: Session }): VNode | null {
	const people = session.people.filter(({ role }) => role === "chair" || role === "moderator").slice(0, MOST_PEOPLE);
	const from = cameFrom(session);
	return (
		<p class="door-facts">
			{session.focus_areas.length <= MOST_AREAS && session.focus_areas.map((key) => {
				const area = focusArea(key);
				return area === undefined ? null : <FocusChip key={key} area={area} />;
			})}
			{session.kind !== "break" && session.kind !== "video" && <span>{t(`sign.kind.${session.kind}`)}</span>}
			{session.by_invitation && <span class="door-invited"><Icon name="hand" />{t("sign.by_invitation")}</span>}
			{from !== "" && <span class="door-from" data-line><Icon name="forward" />{from}</span>}
			{people.map(({ name }) => <span key={name} class="door-person"><Bdi text={name} /></span>)}
		</p>
	);
}

/** Which channel carries which language; each is named in itself, so that whoever needs it can read it. */
function Channels({ room, session }: { room: Room; session: Session }): VNode | null {
	const channels = channelsOf(room, session);
	if (channels.length === 0) return null;
	return (
		<div class="door-channels" role="list" aria-label={t("sign.channels")} data-line data-testid="channels">
			<Headphones />
			<span class="door-channel" role="listitem"><b class="num">0</b><span>{t("sign.floor")}</span></span>
			{channels.map(({ channel, lang }) => (
				<span key={lang} class="door-channel" role="listitem"><b class="num">{channel}</b><span lang={lang} title={languageName(lang)}>{OWN_NAMES[lang]}</span></span>
			))}
		</div>
	);
}

function Headphones(): VNode {
	return <svg class="door-phones" viewBox="0 0 20 20" aria-hidden="true" focusable="false"><path d="M3 16v-5a7 7 0 0 1 14 0v5M3 11.500h3v5H3zM14 11.500h3v5h-3z" /></svg>;
}

function Gone({ sessions }: { sessions: readonly Session[] }): VNode {
	return (
		<section class="door-gone" data-testid="gone">
			{sessions.slice(0, 2).map((session) => (
				<p key={session.id} data-line data-tone={session.state === "cancelled" ? "refuse" : "warn"}>
					<Icon name={session.state === "cancelled" ? "cross" : "forward"} />
					<span>{goneWords(session)}</span>
				</p>
			))}
		</section>
	);
}

function Next({ door: { next, later } }: { door: Door }): VNode {
	if (next === null) return <section class="door-next" data-testid="next"><Label text={t("sign.next")}>{null}</Label><p class="door-none">{t("sign.none")}</p></section>;
	return (
		<section class="door-next" data-testid="next">
			<Label text={t("sign.next")}>
				<time class="door-when num" data-line dir="ltr">{time(next.expected_starts_at)}</time>
				<State session={next} saysOnTime />
			</Label>
			<div class="door-title" data-line><Fit text={words(next.title)} lang={wordsLang(next.title)} most={8} level={2} /></div>
			{later.length > 0 && (
				<ol role="list" class="door-later">
					{later.slice(0, MOST_LATER).map((session) => (
						<li key={session.id}><time class="num" dir="ltr">{time(session.expected_starts_at)}</time><span lang={wordsLang(session.title)}>{words(session.title)}</span><State session={session} isShort /></li>
					))}
				</ol>
			)}
		</section>
	);
}
