// A whole delegation at once: choose the entity, tick who stands here, one press checks them in and prints their badges together.
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Delegation, DelegationDone } from "../../common/wire/desk.ts";
import type { Entity, Participant } from "../../common/wire/types.ts";
import { category, country } from "../../common/net/catalogue.ts";
import { countryName, number } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { CategoryBand, StateChip } from "../../common/ui/chip.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import { TextField } from "../../common/ui/field.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import { Photo } from "../../common/ui/photo.tsx";
import { ProblemPanel, type Failure } from "../../common/ui/problem.tsx";
import { checkInAll, findDelegations, peopleOf } from "../lists.ts";
import { formKey } from "../forms.ts";
import { printBatch } from "../acts.ts";
import { delegations, person } from "../store.ts";
import { stepOf } from "../step.ts";
import { stateTone } from "./state.ts";

export function DelegationSheet({ onClose }: { onClose: () => void }): VNode {
	const [entity, setEntity] = useState<Entity | null>(person.peek()?.entity ?? null);
	const title = entity === null ? t("desk.delegation.title") : t("desk.delegation.of", { name: entity.name });
	return (
		<Dialog title={title} onClose={onClose} size="wide">
			{entity === null ? <Entities onPick={setEntity} /> : <People key={entity.id} entity={entity} onBack={() => setEntity(null)} onClose={onClose} />}
		</Dialog>
	);
}

function Entities({ onPick }: { onPick: (entity: Entity) => void }): VNode {
	const [text, setText] = useState("");
	useEffect(() => void findDelegations(""), []);
	const look = (value: string): void => {
		setText(value);
		void findDelegations(value);
	};
	return (
		<form class="sheet" onSubmit={(event) => { event.preventDefault(); const [only] = delegations.value ?? []; if (only !== undefined) onPick(only.entity); }}>
			<TextField id="delegation-q" label={t("desk.delegation.find")} value={text} onInput={look} />
			<ul class="list" role="list">
				{delegations.value?.map((row) => <li key={row.entity.id}><EntityRow row={row} onPick={() => onPick(row.entity)} /></li>)}
			</ul>
			{delegations.value?.length === 0 && <p class="soft">{t("desk.delegation.none")}</p>}
		</form>
	);
}

function EntityRow({ row, onPick }: { row: Delegation; onPick: () => void }): VNode {
	const home = country(row.entity.country);
	return (
		<button type="button" class="list-row" data-testid="delegation" onClick={onPick}>
			<span class="list-who">
				<b><Bdi text={row.entity.name} /></b>
				<span class="soft">{home && <Bdi text={countryName(home)} />}{home && row.head !== null && " · "}{row.head !== null && <Bdi text={row.head.name} />}</span>
			</span>
			{row.uncollected > 0 && <StateChip tone="warn" text={t("desk.delegation.uncollected", { n: row.uncollected })} />}
			<span class="num">{t("desk.arrived", { arrived: number(row.arrived), expected: number(row.expected) })}</span>
		</button>
	);
}

interface PeopleProps { entity: Entity; onBack: () => void; onClose: () => void }

function People({ entity, onBack, onClose }: PeopleProps): VNode {
	const [rows, setRows] = useState<readonly Participant[] | null>(null);
	const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
	const [failure, setFailure] = useState<Failure | null>(null);
	const [result, setResult] = useState<DelegationDone | null>(null);
	const [isBusy, setBusy] = useState(false);
	const key = useRef(formKey());
	const load = async (): Promise<readonly Participant[]> => {
		const answer = await peopleOf(entity.id);
		if (answer.kind === "done") setRows(answer.value.participants);
		else if (answer.kind !== "aborted") setFailure(answer);
		return answer.kind === "done" ? answer.value.participants : [];
	};
	const form = useRef<HTMLFormElement>(null);
	useEffect(() => void load().then((all) => setTicked(new Set(all.filter(isOpen).map((row) => row.id)))), []);
	useEffect(() => form.current?.querySelector<HTMLElement>("[type=submit]:enabled")?.focus(), [ticked.size === 0, result]);
	const open = rows?.filter(isOpen) ?? [];
	const toggle = (id: string): void => setTicked(new Set(ticked.has(id) ? [...ticked].filter((one) => one !== id) : [...ticked, id]));
	const send = async (): Promise<void> => {
		if (isBusy || ticked.size === 0) return;
		setBusy(true);
		const answer = await checkInAll(entity.id, [...ticked], key.current);
		setBusy(false);
		if (answer.kind === "refused") key.current = formKey();
		if (answer.kind === "refused" || answer.kind === "unknown") setFailure(answer);
		if (answer.kind !== "done") return;
		key.current = formKey();
		setFailure(null);
		setResult(answer.value);
		setTicked(new Set());
		printBatch(answer.value.badges);
		await load();
	};
	return (
		<form ref={form} class="sheet" onSubmit={(event) => { event.preventDefault(); void (result === null ? send() : onClose()); }}>
			{failure !== null && <ProblemPanel failure={failure} />}
			{result !== null && <Result result={result} rows={rows ?? []} />}
			{open.length > 1 && (
				<label class="choice tick-all">
					<input type="checkbox" checked={ticked.size === open.length} onChange={() => setTicked(new Set(ticked.size === open.length ? [] : open.map((row) => row.id)))} />
					<span>{t("desk.delegation.all", { n: open.length })}</span>
				</label>
			)}
			<ul class="list" role="list">
				{rows?.map((row) => <li key={row.id}><PersonRow row={row} isTicked={ticked.has(row.id)} onToggle={() => toggle(row.id)} /></li>)}
			</ul>
			<div class="dialog-acts">
				<Button tone="quiet" icon="back" onPress={onBack}>{t("desk.delegation.back")}</Button>
				{result === null
					? <Button type="submit" tone="main" icon="print" isBusy={isBusy} isDisabled={ticked.size === 0} chord="Enter" onPress={() => undefined}>{t("desk.delegation.send", { n: ticked.size })}</Button>
					: <Button type="submit" tone="main" chord="Enter" onPress={() => undefined}>{t("ui.close")}</Button>}
			</div>
		</form>
	);
}

/** Whom one press can check in. */
function isOpen(row: Participant): boolean {
	return stepOf(row) === "check_in";
}

function PersonRow({ row, isTicked, onToggle }: { row: Participant; isTicked: boolean; onToggle: () => void }): VNode {
	const band = category(row.category);
	return (
		<label class="list-row tick" data-testid="delegate" data-state={row.state}>
			<input type="checkbox" checked={isTicked} disabled={!isOpen(row)} onChange={onToggle} />
			<Photo name={row.name} photo={row.photo} size="small" />
			<span class="list-band">{band && <CategoryBand category={band} size="small" />}</span>
			<span class="list-who">
				<b><Bdi text={row.name.display} /></b>
				{row.missing.length > 0 && row.state !== "arrived" && <span class="soft"> {row.missing.map((one) => t(`desk.missing.${one}`)).join(" · ")}</span>}
			</span>
			{row.badge !== null && <span class="num">{t("desk.badge.short", { serial: row.badge.serial })}</span>}
			<StateChip tone={stateTone(row.state)} text={t(`desk.state.${row.state}`)} />
		</label>
	);
}

function Result({ result, rows }: { result: DelegationDone; rows: readonly Participant[] }): VNode {
	const nameOf = (id: string): string => rows.find((row) => row.id === id)?.name.display ?? "";
	return (
		<div class="banner" data-tone={result.refused.length === 0 ? "ok" : "warn"} role="status" data-testid="delegation-done">
			<div>
				<p><b>{t("desk.delegation.done", { n: result.checked_in.length, badges: result.badges.length })}</b></p>
				{result.refused.map((row) => <p key={row.id}><Bdi text={nameOf(row.id)} />: <span lang="en">{row.reason}</span></p>)}
			</div>
		</div>
	);
}
