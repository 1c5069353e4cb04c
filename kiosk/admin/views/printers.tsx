// Printers, each with what it says of itself in plain words, and the jobs of all of them.
import type { VNode } from "preact";
import { number, time } from "../../common/text/format.ts";
import { hasKey, t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { StateChip, type Tone } from "../../common/ui/chip.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import { type FormField, flag, text, textOrNull } from "../forms.ts";
import type { Column } from "../lists.ts";
import * as store from "../printers.ts";
import { sheet } from "../stage.ts";
import { templates } from "../templates.ts";
import type { JobState, Printer, PrinterState, PrintJob } from "../wire.ts";
import { FormSheet } from "./form.tsx";
import { listed, moment } from "./parts.tsx";
import { Table } from "./table.tsx";

const TONES: Record<PrinterState, Tone> = { unknown: "plain", idle: "ok", processing: "info", stopped: "refuse", offline: "refuse" };
const JOB_TONES: Record<JobState, Tone> = { queued: "wait", sent: "info", accepted: "info", printing: "info", printed: "ok", failed: "refuse", unknown: "warn", cancelled: "plain" };

/** A printer tells keywords (RFC 8011): "media-empty-error" is said like "media-empty". */
export function reasonWords(reason: string): string {
	const key = `admin.reason.${reason.replace(/-(error|warning|report)$/, "")}`;
	return hasKey(key) ? t(key as "admin.reason.offline") : reason;
}

const saysOf = (row: Printer): string => listed([...(row.enabled ? [] : [t("admin.printer.off")]), ...row.reasons.filter((reason) => reason !== "none").map(reasonWords)]);

const columns = (): readonly Column<Printer>[] => [
	{ id: "name", label: t("admin.printer.name"), value: (row) => row.name },
	{ id: "desk", label: t("admin.printer.desk"), value: (row) => row.desk ?? "" },
	{ id: "state", label: t("admin.printer.state"), value: (row) => t(`admin.printer.state.${row.state}`), cell: (row) => <State row={row} /> },
	{ id: "says", label: t("admin.printer.says"), value: saysOf, cell: (row) => <span class="missing">{saysOf(row)}</span> },
	{ id: "waiting", label: t("admin.printer.waiting"), isNumber: true, value: (row) => row.waiting, cell: (row) => number(row.waiting) },
	{ id: "template", isMinor: true, label: t("admin.template"), value: (row) => templates.value.find(({ id }) => id === row.template)?.name ?? row.template },
	{ id: "backup", label: t("admin.printer.backup"), value: (row) => nameOf(row.backup) },
	{ id: "uri", isMinor: true, label: t("admin.printer.uri"), value: (row) => row.uri, cell: (row) => <span class="code">{row.uri}</span> },
	{ id: "acts", label: t("admin.printer.acts"), isActs: true, value: () => "", cell: (row) => <PrinterActs row={row} /> },
];

const nameOf = (id: string | null): string => (store.printers.value ?? []).find((row) => row.id === id)?.name ?? "";

function State({ row }: { row: Printer }): VNode {
	return <span class="chips"><StateChip tone={row.enabled ? TONES[row.state] : "plain"} text={t(`admin.printer.state.${row.state}`)} />{row.seen_at !== null && <span class="soft">{time(row.seen_at)}</span>}</span>;
}

function PrinterActs({ row }: { row: Printer }): VNode {
	const backup = (store.printers.value ?? []).find(({ id }) => id === row.backup);
	const look = (): void => { sheet.value = () => <CertificateSheet row={row} certificate={row.certificate ?? ""} />; };
	return (
		<span class="row-acts">
			{row.certificate !== null && row.certificate !== row.pinned && <Button tone="main" testId="printer-certificate" onPress={look}>{t("admin.printer.certificate")}</Button>}
			<Button testId="printer-test" icon="print" onPress={() => void store.testPage(row)}>{t("admin.printer.test")}</Button>
			{row.waiting > 0 && backup !== undefined && <Button tone="main" testId="printer-hand-over" onPress={() => void store.handOver(row, backup)}>{t("admin.printer.hand_over", { name: backup.name })}</Button>}
		</span>
	);
}

export function PrintersView(): VNode {
	const add = (): void => { sheet.value = () => <PrinterSheet row={null} />; };
	return (
		<div class="stack">
			<Table id="printers" caption={t("admin.tab.printers")} rows={store.printers.value ?? []} columns={columns()} keyOf={(row) => row.id}
				empty={store.printers.value === null ? t("ui.waiting") : t("admin.printer.none")} onOpen={(row) => { sheet.value = () => <PrinterSheet row={row} />; }}
				acts={<Button tone="main" icon="plus" testId="printer-add" onPress={add}>{t("admin.printer.add")}</Button>} />
		</div>
	);
}

function PrinterSheet({ row }: { row: Printer | null }): VNode {
	const others = (store.printers.value ?? []).filter(({ id }) => id !== row?.id).map(({ id, name }) => ({ value: id, label: name }));
	const fields: readonly FormField[] = [
		{ id: "name", label: t("admin.printer.name"), kind: "text", value: row?.name ?? "", isHalf: true },
		{ id: "desk", label: t("admin.printer.desk"), kind: "text", value: row?.desk ?? "", isOptional: true, isHalf: true },
		{ id: "uri", label: t("admin.printer.uri"), kind: "text", value: row?.uri ?? "ipp://", dir: "ltr", hint: t("admin.printer.uri.hint") },
		{ id: "template", label: t("admin.template"), kind: "select", isHalf: true, isOptional: true, empty: t("admin.paper.usual"), value: row?.template ?? "", options: templates.value.filter(({ kind }) => kind === "badge").map(({ id, name }) => ({ value: id, label: name })) },
		{ id: "backup", label: t("admin.printer.backup"), kind: "select", isHalf: true, isOptional: true, empty: t("admin.none"), value: row?.backup ?? "", options: others },
		...(row === null ? [] : [{ id: "enabled", label: t("admin.printer.enabled"), kind: "check" as const, value: row.enabled }]),
	];
	return (
		<FormSheet title={row === null ? t("admin.printer.add") : row.name} size="wide" fields={fields} submit={t("admin.save")}
			onSubmit={(values) => store.savePrinter(row, {
				name: text(values, "name"), uri: text(values, "uri"),
				...(text(values, "template") !== "" && { template: text(values, "template") }),
				...(row === null && text(values, "desk") === "" ? {} : { desk: textOrNull(values, "desk") }),
				...(row === null && text(values, "backup") === "" ? {} : { backup: textOrNull(values, "backup") }),
				...(row !== null && { enabled: flag(values, "enabled") }),
			})} />
	);
}

/** As printers and openssl write it, AB:CD:…, eight pairs a line. */
const fingerprint = (certificate: string): string => (certificate.toUpperCase().match(/.{16}/g) ?? []).map((line) => (line.match(/../g) ?? []).join(":")).join("\n");

function CertificateSheet({ row, certificate }: { row: Printer; certificate: string }): VNode {
	const isOther = row.pinned !== null;
	const lead = (
		<div class="stack">
			<p class="form-lead">{t(isOther ? "admin.printer.certificate.changed" : "admin.printer.certificate.new")}</p>
			<p class="code fingerprint" dir="ltr">{fingerprint(certificate)}</p>
		</div>
	);
	return (
		<FormSheet title={t("admin.printer.certificate.title", { name: row.name })} fields={[]} lead={lead} tone={isOther ? "risk" : "main"}
			submit={t("admin.printer.certificate.trust")} onSubmit={() => store.trust(row, certificate)} />
	);
}

const jobColumns = (): readonly Column<PrintJob>[] => [
	{ id: "title", label: t("admin.job.what"), value: jobTitle, cell: (row) => <Bdi text={jobTitle(row)} /> },
	{ id: "state", label: t("admin.job.state"), value: (row) => t(`admin.job.state.${row.state}`), cell: (row) => <StateChip tone={JOB_TONES[row.state]} text={t(`admin.job.state.${row.state}`)} /> },
	{ id: "why", label: t("admin.job.why"), value: (row) => (row.why === null ? "" : reasonOr(row)), cell: (row) => <span class="missing">{row.why === null ? "" : reasonOr(row)}</span> },
	{ id: "printer", label: t("admin.job.printer"), value: (row) => row.printer.name },
	{ id: "desk", label: t("admin.printer.desk"), value: (row) => row.desk ?? "" },
	{ id: "by", isMinor: true, label: t("admin.job.by"), value: (row) => row.by ?? "" },
	{ id: "changed", label: t("admin.job.changed"), value: (row) => moment(row.changed_at) },
	{ id: "acts", label: t("admin.printer.acts"), isActs: true, value: () => "", cell: (row) => <JobActs row={row} /> },
];

const reasonOr = (row: PrintJob): string => {
	const words = reasonWords(row.why ?? "");
	return words === row.why ? (row.words ?? words) : words;
};

function jobTitle(row: PrintJob): string {
	if (row.person === null) return t(`admin.job.kind.${row.kind}`);
	return t("admin.job.badge", { serial: String(row.serial ?? "").padStart(4, "0"), name: row.person.name });
}

function JobActs({ row }: { row: PrintJob }): VNode {
	return (
		<span class="row-acts">
			{row.state === "unknown" && <><span>{t("admin.job.ask")}</span><Button testId="job-yes" onPress={() => void store.answer(row, true)}>{t("admin.job.yes")}</Button><Button testId="job-no" onPress={() => void store.answer(row, false)}>{t("admin.job.no")}</Button></>}
			{(row.state === "failed" || row.state === "cancelled") && <Button testId="job-again" icon="refresh" onPress={() => void store.again(row)}>{t("admin.job.again")}</Button>}
			{row.state === "queued" && <Button testId="job-cancel" onPress={() => void store.cancel(row)}>{t("admin.job.cancel")}</Button>}
		</span>
	);
}

export function JobsView(): VNode {
	return <Table id="jobs" caption={t("admin.part.jobs")} rows={store.jobs.value ?? []} columns={jobColumns()} keyOf={(row) => row.id} empty={store.jobs.value === null ? t("ui.waiting") : t("admin.job.none")} />;
}
