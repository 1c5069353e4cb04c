// The list of speakers: who has the floor, who comes next and why, who was heard, and who handed in what was not said.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { catalogue, category } from "../../common/net/catalogue.ts";
import { second } from "../../common/net/clock.ts";
import { time } from "../../common/text/format.ts";
import { latinBeside } from "../../common/text/script.ts";
import { hasKey, t } from "../../common/text/t.ts";
import { ActionButton, KeyCap } from "../../common/ui/button.tsx";
import { CategoryBand } from "../../common/ui/chip.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import type { Speaker } from "../../common/wire/types.ts";
import { actions } from "../actions.ts";
import { callSpeaker, moveBefore, moveBy } from "../floor.ts";
import {
	adding, chosenId, delivered, floor, interrupted, isFloorBusy, isListening, openSpeaker, speaking, statement, statementOf, undelivered, waiting,
} from "../store.ts";
import { AddSpeaker } from "./add.tsx";
import { Particulars } from "./particulars.tsx";

export function Speakers(): VNode {
	const list = floor.value;
	const now = speaking.value;
	const isEmpty = list !== null && now === null && waiting.value.length === 0;
	return (
		<section class="speakers" id="speakers" aria-labelledby="speakers-title">
			<div class="speakers-head">
				<h2 id="speakers-title">{t("moderator.speakers")}</h2>
				{list !== null && <span class="soft" data-testid="to-come">{t("moderator.to_come", { n: waiting.value.length })}</span>}
			</div>
			{list !== null && list.closed_at !== null && <p class="list-closed"><Icon name="tick" />{t("moderator.list.closed", { at: time(list.closed_at) })}</p>}
			{!isListening.value && (adding.value === null ? <ListActs /> : <AddSpeaker kind={adding.value} />)}
			<Suggested />
			<Rows rows={[...(now === null ? [] : [now]), ...interrupted.value, ...waiting.value]} />
			{isEmpty && <p class="empty">{t("moderator.speakers.none")}</p>}
			<Past title={t("moderator.delivered", { n: delivered.value.length })} rows={delivered.value} />
			<Past title={t("moderator.undelivered", { n: undelivered.value.length })} rows={undelivered.value} />
		</section>
	);
}

function ListActs(): VNode {
	return (
		<div class="list-acts">
			<ActionButton actions={actions} id="floor.add" icon="plus" />
			<ActionButton actions={actions} id="floor.order" tone="quiet" />
			<ActionButton actions={actions} id="floor.reply" tone="quiet" />
			<ActionButton actions={actions} id="floor.rules" tone="quiet" />
		</div>
	);
}

/** Who would balance the list, with the reason: a quiet line, one key to follow it. */
function Suggested(): VNode | null {
	const hint = floor.value?.suggestion ?? null;
	const row = waiting.value.find((one) => one.id === hint?.speaker);
	if (hint === null || row === undefined || isListening.value || waiting.value[0]?.id === row.id) return null;
	const reasons = hint.reasons.map(({ key, value }) => t(`moderator.reason.${key}`, { value: regionName(key, value) }));
	return (
		<p class="suggested" data-testid="suggestion">
			<span>{t("moderator.suggested", { name: row.entity.name })} <span class="soft">{reasons.join(" · ")}</span></span>
			<button type="button" class="small-act" disabled={isFloorBusy.value} onClick={() => actions.run("floor.suggested")}>
				{t("moderator.act.suggested")} <KeyCap chord="g" />
			</button>
		</p>
	);
}

function regionName(key: string, value: string): string {
	const name = `moderator.region.${value}`;
	return key === "region" && hasKey(name) ? t(name) : value;
}

function Rows({ rows }: { rows: readonly Speaker[] }): VNode {
	const [current, setCurrent] = useState<string | null>(null);
	const [dragged, setDragged] = useState<string | null>(null);
	const [over, setOver] = useState<string | null>(null);
	const active = rows.some((row) => row.id === current) ? current : (rows[0]?.id ?? null);
	const drop = (target: Speaker): void => {
		const row = waiting.value.find((one) => one.id === dragged);
		if (row !== undefined && row.id !== target.id) void moveBefore(row, placeFor(row, target));
		setDragged(null);
		setOver(null);
	};
	return (
		<ol class="speaker-list" role="list" onKeyDown={(event) => onKey(event, rows)}>
			{rows.map((row) => (
				<li key={row.id} class="speaker" data-state={row.state} data-kind={row.kind} data-testid="speaker" data-row={row.id}
					data-over={over === row.id && dragged !== row.id} data-chosen={isListening.value && statement.value?.id === row.id}
					tabIndex={row.id === active ? 0 : -1} onFocus={() => setCurrent(row.id)}
					draggable={row.state === "waiting" && !isListening.value}
					onDragStart={() => setDragged(row.id)} onDragEnd={() => { setDragged(null); setOver(null); }}
					onDragOver={(event) => { if (dragged !== null && row.state === "waiting") { event.preventDefault(); setOver(row.id); } }}
					onDrop={(event) => { event.preventDefault(); drop(row); }}>
					<SpeakerRow row={row} />
				</li>
			))}
		</ol>
	);
}

/** Dropped further down it takes the place of what it is dropped on, as it does further up. */
function placeFor(row: Speaker, target: Speaker): string | null {
	const rows = waiting.value;
	const from = rows.findIndex((one) => one.id === row.id);
	const to = rows.findIndex((one) => one.id === target.id);
	return rows[from < to ? to + 1 : to]?.id ?? null;
}

/** Keys of the row that has the focus; inside its fields and buttons they are ordinary keys. */
function onKey(event: KeyboardEvent, rows: readonly Speaker[]): void {
	const target = event.target as HTMLElement;
	const row = rows.find((one) => one.id === target.dataset["row"]);
	if (row === undefined || event.ctrlKey || event.metaKey) return;
	const isWaiting = row.state === "waiting" && !isListening.value;
	const step = (sibling: Element | null): void => (sibling as HTMLElement | null)?.focus();
	const acts: Record<string, () => void> = event.altKey
		? { ArrowDown: () => void (isWaiting && moveBy(row, 1)), ArrowUp: () => void (isWaiting && moveBy(row, -1)) }
		: {
			ArrowDown: () => step(target.nextElementSibling),
			ArrowUp: () => step(target.previousElementSibling),
			Enter: () => { if (isListening.value) chosenId.value = row.id; else openSpeaker.value = row.id; },
			...(isWaiting && { c: () => void callSpeaker(row), u: () => { statementOf.value = { speaker: row, act: "undelivered" }; } }),
		};
	const act = acts[event.key];
	if (act === undefined) return;
	event.preventDefault();
	act();
}

function placeOf(row: Speaker): string {
	if (row.state === "speaking") return "▶";
	if (row.state === "interrupted") return "Ⅱ";
	return String(waiting.value.findIndex((one) => one.id === row.id) + 1);
}

function SpeakerRow({ row }: { row: Speaker }): VNode {
	const band = category(row.person.category);
	const latin = latinBeside(row.person.name);
	const isOpen = openSpeaker.value === row.id;
	return (
		<>
			<span class="speaker-place num" aria-hidden="true">{placeOf(row)}</span>
			<div class="speaker-who">
				<p class="speaker-entity">
					<Bdi text={row.entity.name} />
					{row.entity.country !== null && <span class="code">{row.entity.country}</span>}
				</p>
				<div class="speaker-person">
					{band !== undefined && <CategoryBand category={band} size="small" />}
					<span class="speaker-names">
						<Bdi text={row.person.name.display} />
						{latin !== null && <Bdi text={latin} />}
					</span>
				</div>
				<Marks row={row} />
			</div>
			{isListening.value ? <Choose row={row} /> : <RowActs row={row} isOpen={isOpen} />}
			{isOpen && <Particulars speaker={row} />}
		</>
	);
}

/** Small words under the name for what is not the rule. */
export function Marks({ row }: { row: Speaker }): VNode | null {
	const isOwnTime = row.state === "waiting" && row.allotted_seconds !== (floor.value?.rules.allotted_seconds ?? row.allotted_seconds);
	const marks: [string, string][] = [];
	if (row.kind !== "statement") marks.push(["kind", t(`moderator.kind.${row.kind}`)]);
	if (row.speaks_for) marks.push(["group", t("moderator.mark.speaks_for", { group: row.speaks_for })]);
	if (row.remote) marks.push(["remote", t("moderator.mark.remote")]);
	if (row.prior) marks.push(["prior", t("moderator.mark.prior")]);
	if (row.by_hand) marks.push(["hand", t("moderator.mark.by_hand")]);
	if (isOwnTime) marks.push(["time", t("moderator.mark.time", { seconds: row.allotted_seconds })]);
	if (marks.length === 0) return null;
	return <p class="marks">{marks.map(([kind, text]) => <span key={kind} class="mark" data-kind={kind}><Bdi text={text} /></span>)}</p>;
}

function RowActs({ row, isOpen }: { row: Speaker; isOpen: boolean }): VNode {
	return (
		<div class="speaker-acts">
			{row.state === "waiting" && (
				<button type="button" class="small-act" disabled={isFloorBusy.value} onClick={() => void callSpeaker(row)}>
					{t("moderator.call")}<span class="sr-only"> {row.entity.name}</span>
				</button>
			)}
			<button type="button" class="small-act" aria-expanded={isOpen} onClick={() => { openSpeaker.value = isOpen ? null : row.id; }}>
				<span aria-hidden="true">…</span><span class="sr-only">{t("moderator.act.particulars")} {row.entity.name}</span>
			</button>
		</div>
	);
}

function Choose({ row }: { row: Speaker }): VNode | null {
	if (row.state === "waiting") return null;
	const isChosen = statement.value?.id === row.id;
	return (
		<button type="button" class="small-act" aria-pressed={isChosen} onClick={() => { chosenId.value = row.id; }}>
			{t("moderator.listen.choose")}<span class="sr-only"> {row.entity.name}</span>
		</button>
	);
}

/** A text may be corrected for some minutes after it was said. */
function isCorrectable(row: Speaker): boolean {
	const minutes = floor.value?.rules.correction_minutes ?? 0;
	return row.state === "undelivered" || (row.ended_at !== null && second.value < Date.parse(row.ended_at) + minutes * 60_000);
}

function Past({ title, rows }: { title: string; rows: readonly Speaker[] }): VNode | null {
	if (rows.length === 0) return null;
	return (
		<details class="heard-list">
			<summary>{title}</summary>
			<ol role="list">
				{rows.map((row) => (
					<li key={row.id}>
						{row.ended_at !== null && <span class="num soft">{time(row.ended_at)}</span>}
						<Bdi text={row.entity.name} />
						{row.overtime_seconds > 0 && <span class="soft num">+{row.overtime_seconds} s</span>}
						{row.language !== null && catalogue.value !== null && <span class="code">{row.language}</span>}
						{isListening.value && <Choose row={row} />}
						{!isListening.value && isCorrectable(row) && (
							<button type="button" class="small-act" onClick={() => { statementOf.value = { speaker: row, act: "correct" }; }}>
								{t("moderator.statement.correct")}<span class="sr-only"> {row.entity.name}</span>
							</button>
						)}
					</li>
				))}
			</ol>
		</details>
	);
}
