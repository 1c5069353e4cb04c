// Privacy: the record of processing, one person's data, and what was taken away.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { day, number } from "../../common/text/format.ts";
import { lang, t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { StateChip, type Tone } from "../../common/ui/chip.tsx";
import { Bdi, PersonNameView } from "../../common/ui/name.tsx";
import type { Failure } from "../../common/ui/problem.tsx";
import { type FormField, list, text } from "../forms.ts";
import type { Column } from "../lists.ts";
import * as store from "../privacy.ts";
import { sheet } from "../stage.ts";
import type { ErasureRow, HeldRow, Person, PrivacyFate, PrivacyRecord, RetentionRun } from "../wire.ts";
import { FormSheet } from "./form.tsx";
import { moment, PersonPicker } from "./parts.tsx";
import { Table } from "./table.tsx";

const recordName = (record: string): string => t(`privacy.record.${record}` as "privacy.record.photo");
const fateWords = (fate: PrivacyFate): string => t(`privacy.fate.${fate}`);
const FATES: readonly PrivacyFate[] = ["delete", "blank", "key", "public", "rest"];
const TONES: Record<PrivacyFate, Tone> = { delete: "ok", blank: "ok", key: "ok", public: "warn", rest: "plain" };

/* ---- the record of processing ---- */

function stays(row: PrivacyRecord): string {
	return row.rule === "after_day" ? t("privacy.rule.after_day", { days: row.days ?? 0 }) : t(`privacy.rule.${row.rule}`);
}

/** What an erasure does to the tables of a record, each word once. */
function Fates({ row }: { row: PrivacyRecord }): VNode {
	const fates = FATES.filter((fate) => row.tables.some(({ erasure }) => erasure === fate));
	return <span class="privacy-fates">{fates.map((fate) => <StateChip key={fate} tone={TONES[fate]} text={fateWords(fate)} />)}</span>;
}

function DaysSheet({ row }: { row: PrivacyRecord }): VNode {
	const fields: readonly FormField[] = [{ id: "days", label: t("privacy.days"), kind: "number", value: String(row.days ?? 0), hint: t("privacy.days.hint") }];
	return <FormSheet title={recordName(row.record)} fields={fields} submit={t("privacy.days.set")} onSubmit={(values) => store.setDays(row.record, Number(text(values, "days")))} />;
}

const recordColumns = (): readonly Column<PrivacyRecord>[] => [
	{ id: "record", label: t("privacy.record"), value: (row) => recordName(row.record) },
	{ id: "purpose", label: t("privacy.purpose"), value: (row) => t(`privacy.purpose.${row.record}` as "privacy.purpose.photo") },
	{ id: "basis", label: t("privacy.basis"), value: (row) => t(`privacy.basis.${row.basis}`) },
	{ id: "stays", label: t("privacy.stays"), value: stays },
	{ id: "until", label: t("privacy.until"), isMinor: true, value: (row) => (row.due_at ? day(row.due_at) : "") },
	{ id: "erasure", label: t("privacy.erasure"), value: (row) => row.tables.map(({ erasure }) => fateWords(erasure)).join(", "), cell: (row) => <Fates row={row} /> },
	{ id: "acts", label: t("admin.printer.acts"), isActs: true, value: () => "", cell: (row) => row.rule !== "after_day" ? null : <span class="row-acts"><Button testId={`days-${row.record}`} onPress={() => { sheet.value = () => <DaysSheet row={row} />; }}>{t("privacy.days.change")}</Button></span> },
];

export function PrivacyRecordsView(): VNode {
	return (
		<Table id="privacy-records" caption={t("privacy.part.records")} rows={store.privacy.value?.records ?? []} columns={recordColumns()} keyOf={(row) => row.record} empty={t("ui.waiting")} />
	);
}

/* ---- one person ---- */

const heldColumns = (): readonly Column<HeldRow>[] => [
	{ id: "record", label: t("privacy.record"), value: (row) => recordName(row.record) },
	{ id: "table", label: t("privacy.table"), isMinor: true, value: (row) => row.table, cell: (row) => <code dir="ltr">{row.table}</code> },
	{ id: "rows", label: t("privacy.rows"), isNumber: true, value: (row) => number(row.rows) },
	{ id: "erasure", label: t("privacy.erasure"), value: (row) => fateWords(row.erasure), cell: (row) => <StateChip tone={TONES[row.erasure]} text={fateWords(row.erasure)} /> },
];

export function PrivacyPersonView(): VNode {
	const person = store.subject.value;
	return (
		<div class="privacy-person">
			<div class="privacy-find">
				<PersonPicker id="privacy-person" label={t("privacy.find")} without={[]} onPick={(picked) => void store.look(picked)} />
				<p class="soft">{t("privacy.find.hint")}</p>
			</div>
			{person !== null && <OnePerson person={person} />}
		</div>
	);
}

function OnePerson({ person }: { person: Person }): VNode {
	return (
		<section class="privacy-one" aria-label={person.name.display}>
			<header class="privacy-head">
				<h2><PersonNameView name={person.name} /></h2>
				<span class="soft"><Bdi text={person.registration_id ?? ""} /></span>
			</header>
			<Table id="privacy-held" caption={t("privacy.held")} rows={store.held.value} columns={heldColumns()} keyOf={(row) => row.table} empty={t("ui.waiting")} hasFilter={false}
				acts={<CopyActs person={person} />} />
		</section>
	);
}

function CopyActs({ person }: { person: Person }): VNode {
	return (
		<>
			<Button testId="privacy-pdf" icon="sheet" onPress={() => void store.takeCopy(person, "pdf", lang.value)}>{t("privacy.copy.pdf")}</Button>
			<Button testId="privacy-json" icon="sheet" onPress={() => void store.takeCopy(person, "json", lang.value)}>{t("privacy.copy.json")}</Button>
			<Button testId="privacy-erase" tone="risk" onPress={() => { sheet.value = () => <EraseSheet person={person} />; }}>{t("privacy.erase")}</Button>
		</>
	);
}

/** What stays, and why, stands above the form; the name is typed, so that it is not the wrong row. */
function EraseSheet({ person }: { person: Person }): VNode {
	const [mistyped, setMistyped] = useState(false);
	const word = person.registration_id ?? person.name.display;
	const keepable = (store.privacy.value?.records ?? []).filter((row) => row.may_keep && store.held.value.some(({ record }) => record === row.record));
	const fields: readonly FormField[] = [
		{ id: "reason", label: t("privacy.reason"), kind: "area", value: "", hint: t("privacy.reason.hint") },
		...(keepable.length > 0 ? [{ id: "keep", label: t("privacy.keep"), kind: "checks" as const, value: [], isOptional: true, hint: t("privacy.keep.hint"), options: keepable.map((row) => ({ value: row.record, label: recordName(row.record) })) }] : []),
		{ id: "typed", label: t("privacy.typed", { id: word }), kind: "text", dir: "ltr", value: "", ...(mistyped && { hint: t("privacy.typed.wrong") }) },
	];
	const send = async (values: Parameters<Parameters<typeof FormSheet>[0]["onSubmit"]>[0]): Promise<Failure | null> => {
		if (text(values, "typed") !== word) {
			setMistyped(true);
			return { kind: "refused", problem: { type: "about:blank", title: t("privacy.typed.wrong"), status: 422, code: "INVALID", field: "typed", detail: t("privacy.typed.wrong") } };
		}
		return store.erase(person, text(values, "reason"), list(values, "keep"));
	};
	return <FormSheet title={t("privacy.erase.title", { name: person.name.display })} size="wide" tone="risk" fields={fields} submit={t("privacy.erase")} lead={<WhatStays />} onSubmit={send} />;
}

function WhatStays(): VNode {
	const kept = store.held.value.filter(({ erasure }) => erasure === "public");
	const has = (table: string): boolean => store.held.value.some((row) => row.table === table);
	return (
		<div class="form-lead privacy-lead" data-testid="privacy-lead">
			<p>{t("privacy.erase.lead")}</p>
			<p><b>{t("privacy.erase.stays")}</b></p>
			<ul>
				{kept.map((row) => <li key={row.table}>{recordName(row.record)}: {t(`privacy.why.${row.table === "signature" ? "signature" : "pledge"}`)}</li>)}
				{has("speaker") && <li>{recordName("floor")}: {t("privacy.why.floor")}</li>}
				<li>{recordName("journal")}: {t("privacy.why.journal")}</li>
			</ul>
			<p>{t("privacy.erase.copies")}</p>
		</div>
	);
}

/* ---- what was taken away ---- */

const runColumns = (): readonly Column<RetentionRun>[] => [
	{ id: "at", label: t("privacy.at"), value: (row) => moment(row.at) },
	{ id: "record", label: t("privacy.record"), value: (row) => recordName(row.record) },
	{ id: "removed", label: t("privacy.removed"), isNumber: true, value: (row) => number(row.removed) },
	{ id: "by", label: t("privacy.by"), value: (row) => (row.by === "system" ? t("privacy.by.system") : row.by) },
];
const erasureColumns = (): readonly Column<ErasureRow>[] => [
	{ id: "at", label: t("privacy.at"), value: (row) => moment(row.at) },
	{ id: "reason", label: t("privacy.reason"), value: (row) => row.reason },
	{ id: "by", label: t("privacy.by"), value: (row) => row.by },
	{ id: "seq", label: t("privacy.seq"), isNumber: true, isMinor: true, value: (row) => number(row.seq) },
];

export function PrivacyTakenView(): VNode {
	const answer = store.privacy.value;
	return (
		<div class="privacy-taken">
			<h2 class="privacy-title">{t("privacy.runs")}</h2>
			<Table id="privacy-runs" caption={t("privacy.runs")} rows={answer?.runs ?? []} columns={runColumns()} keyOf={(row) => `${row.at}${row.record}`} empty={answer === null ? t("ui.waiting") : t("privacy.runs.none")} hasFilter={false} />
			<h2 class="privacy-title">{t("privacy.erasures")}</h2>
			<Table id="privacy-erasures" caption={t("privacy.erasures")} rows={answer?.erasures ?? []} columns={erasureColumns()} keyOf={(row) => row.person} empty={answer === null ? t("ui.waiting") : t("privacy.erasures.none")} hasFilter={false} />
		</div>
	);
}
