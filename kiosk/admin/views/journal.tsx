// The journal: its head and whether it is whole, above its entries; one of them beside the list.
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { number, shortDay, timeWithSeconds } from "../../common/text/format.ts";
import { hasKey, t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import * as store from "../journal.ts";
import { type Column, stateOf } from "../lists.ts";
import { open, place } from "../route.ts";
import type { JournalFinding, JournalLine } from "../wire.ts";
import { Choose, Facts, Panel, PersonPicker } from "./parts.tsx";
import { Table } from "./table.tsx";

const moment = (at: string): string => `${shortDay(at)} ${timeWithSeconds(at)}`;
/** What a newer server calls otherwise stands as it came. */
export const actName = (action: string): string => (hasKey(`journal.act.${action}`) ? t(`journal.act.${action as "scan"}`) : action);
const topicName = (topic: string): string => t(`journal.topic.${topic}` as "journal.topic.agenda");
const actorName = (actor: string): string => (actor === "system" ? t("journal.system") : actor);
const IS_UUID = /^[\da-f]{8}-[\da-f]{4}-/;

/** Whom and what it is about; of what has no name, the end of its id. */
function aboutWords({ person, thing, subject }: JournalLine): string {
	const names = [person?.name ?? "", thing ?? ""].filter((name) => name !== "");
	return names.length > 0 ? names.join(" · ") : IS_UUID.test(subject) ? `…${subject.slice(-8)}` : subject;
}

const columns = (): readonly Column<JournalLine>[] => [
	{ id: "seq", label: t("journal.seq"), value: (row) => row.seq, cell: (row) => number(row.seq) },
	{ id: "at", label: t("journal.at"), value: (row) => row.at, cell: (row) => <time class="journal-time" dateTime={row.at}>{moment(row.at)}</time> },
	{ id: "actor", label: t("journal.actor"), value: (row) => actorName(row.actor), cell: (row) => <Bdi text={actorName(row.actor)} /> },
	{ id: "topic", label: t("journal.topic"), value: (row) => topicName(row.topic) },
	{ id: "action", label: t("journal.action"), value: (row) => actName(row.action) },
	{ id: "about", label: t("journal.about"), value: aboutWords, cell: (row) => <Bdi text={aboutWords(row)} /> },
];

/** Is nobody reading a certain line? The list is at its top, nothing in it has the cursor, and nothing is open beside it. */
function isAtTop(): boolean {
	const list = document.querySelector("[data-testid=list-journal] .list-scroll");
	return place.peek().id === "" && stateOf("journal").peek().page === 0 && (list?.scrollTop ?? 0) === 0 && !(list?.querySelector("tbody")?.contains(document.activeElement) ?? false);
}

export function JournalView(): VNode {
	const { id } = place.value;
	const arrived = store.arrived.value;
	useEffect(() => { if (arrived > 0 && isAtTop()) store.showArrived(); }, [arrived]);
	useEffect(() => store.look(), []);
	const answer = store.answer.value;
	const row = answer?.entries.find(({ seq }) => String(seq) === id);
	return (
		<div class="journal">
			<Head />
			<div class="beside" data-is-open={row !== undefined}>
				<Table id="journal" caption={t("journal.tab")} rows={answer?.entries ?? []} columns={columns()} keyOf={({ seq }) => String(seq)} openKey={id} onOpen={({ seq }) => open(String(seq))}
					empty={answer === null ? t("ui.waiting") : t("admin.list.nothing")} tools={<Narrow />} acts={<Pages hasMore={answer?.more === true} />} />
				{row !== undefined && <Entry key={id} row={row} />}
			</div>
		</div>
	);
}

/* ---- the head, and the proof ---- */

/** 64 digits as people read them to each other: sixteen groups of four. */
function Hash({ hash }: { hash: string }): VNode {
	return <code class="journal-hash" dir="ltr" aria-label={hash} data-testid="journal-hash">{(hash.match(/.{4}/g) ?? []).map((group, i) => <span key={i}>{group}</span>)}</code>;
}

function Head(): VNode {
	const head = store.answer.value?.head;
	const found = store.finding.value;
	return (
		<section class="journal-head" aria-labelledby="journal-head">
			<div>
				<h2 id="journal-head">{head === undefined ? t("journal.head") : t("journal.head.entry", { seq: number(head.seq) })}</h2>
				{head !== undefined && <Hash hash={head.hash} />}
				<p class="soft">{t("journal.head.hint")}</p>
			</div>
			<Button testId="journal-verify" tone="main" isBusy={store.isVerifying.value} onPress={() => void store.verify()}>{t("journal.verify")}</Button>
			<div class="journal-found" role="status" data-testid="journal-found">{found !== null && <Finding found={found} />}</div>
		</section>
	);
}

function Finding({ found }: { found: JournalFinding }): VNode {
	const isWhole = found.state === "whole";
	return (
		<p data-tone={isWhole ? "ok" : "refuse"}>
			<Icon name={isWhole ? "tick" : "cross"} />
			<span>
				<strong>{isWhole ? t("journal.whole", { n: found.head.seq }) : t(`journal.${found.state}`, { seq: number(found.seq) })}</strong>
				{" "}{!isWhole && `${t("journal.broken")} `}{t("journal.verified", { at: moment(found.at) })}
			</span>
		</p>
	);
}

/* ---- the list ---- */

const SINCE = ["15", "60", "1440"] as const;

/** Asked of the server, so that it finds what stands far down; the list's own filter looks only through what is shown. */
function Narrow(): VNode {
	const { topic, about, minutes } = store.wanted.value;
	return (
		<>
			<Choose id="journal-topic" label={t("journal.topic")} all={t("admin.all")} value={topic} onChange={(next) => void store.narrow({ topic: next })} options={store.TOPICS.map((value) => ({ value, label: topicName(value) }))} />
			<Choose id="journal-since" label={t("journal.since")} all={t("journal.since.all")} value={minutes} onChange={(next) => void store.narrow({ minutes: next })} options={SINCE.map((value) => ({ value, label: t(`journal.since.${value}`) }))} />
			<Actor key={store.wanted.value.actor} />
			<div class="pick"><PersonPicker id="journal-person" label={t("journal.find")} without={[]} onPick={(person) => void store.narrow({ about: { id: person.id, name: person.name.display } })} /></div>
			{store.isNarrowed() && (
				<p class="journal-only">
					{about !== null && <span data-testid="journal-only">{t("journal.only", { name: about.name })}</span>}
					<button type="button" class="link-button" data-testid="journal-all" onClick={() => void store.showAll()}>{t("journal.all")}</button>
				</p>
			)}
		</>
	);
}

/** A whole name, taken once it is written: each letter would be a question to the server. */
function Actor(): VNode {
	const [typed, setTyped] = useState(store.wanted.value.actor);
	const send = (): void => { if (typed.trim() !== store.wanted.peek().actor) void store.narrow({ actor: typed.trim() }); };
	return (
		<label class="choose">
			<span>{t("journal.actor")}</span>
			<input class="input" data-testid="journal-actor" value={typed} dir="auto" autocomplete="off" spellcheck={false}
				onInput={(event) => setTyped(event.currentTarget.value)} onBlur={send} onKeyDown={(event) => { if (event.key === "Enter") send(); }} />
		</label>
	);
}

function backToTop(): void {
	const state = stateOf("journal");
	state.value = { ...state.peek(), page: 0 };
	document.querySelector("[data-testid=list-journal] .list-scroll")?.scrollTo({ top: 0 });
}

function Pages({ hasMore }: { hasMore: boolean }): VNode {
	const at = store.asOf.value;
	return (
		<>
			{at !== "" && <span class="soft">{t("journal.as_of", { at: timeWithSeconds(at) })}</span>}
			<Button tone={store.arrived.value > 0 ? "main" : "quiet"} testId="journal-newest" onPress={() => { store.showArrived(); backToTop(); }}>{store.arrived.value > 0 ? t("journal.new", { n: store.arrived.value }) : t("journal.newest")}</Button>
			<Button tone="quiet" testId="journal-older" isDisabled={!hasMore} onPress={() => void store.loadOlder()}>{t("journal.older")}</Button>
		</>
	);
}

/* ---- one entry ---- */

function Entry({ row }: { row: JournalLine }): VNode {
	const about = row.person !== null && row.thing === null ? row.person : { id: row.subject, name: aboutWords(row) };
	const title = t("journal.entry", { seq: number(row.seq) });
	return (
		<Panel label={title} title={title}>
			<Facts rows={[
				[t("journal.at"), moment(row.at)],
				[t("journal.actor"), <Bdi text={actorName(row.actor)} />],
				[t("journal.topic"), topicName(row.topic)],
				[t("journal.action"), <>{actName(row.action)} <code class="soft" dir="ltr">{row.action}</code></>],
				[t("journal.person"), row.person === null ? "" : <Bdi text={row.person.name} />],
				[t("journal.thing"), row.thing === null ? "" : <Bdi text={row.thing} />],
				[t("journal.subject"), <code dir="ltr">{row.subject}</code>],
				[t("journal.version"), row.version === 0 ? "" : number(row.version)],
			]} />
			<p class="soft">{t("journal.sealed")}</p>
			<div class="acts">
				<Button testId="journal-about" onPress={() => void store.narrow({ about })}>{t("journal.all_about")}</Button>
				{row.person !== null && row.person.id !== about.id && <Button testId="journal-about-person" onPress={() => void store.narrow({ about: row.person })}>{t("journal.all_person", { name: row.person.name })}</Button>}
				<Button testId="journal-by" onPress={() => void store.narrow({ actor: row.actor })}>{t("journal.all_by", { name: actorName(row.actor) })}</Button>
			</div>
		</Panel>
	);
}
