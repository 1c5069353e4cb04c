// The printer beside this desk: one line in the strip, a question when nobody knows whether a badge came out, and the sheet to choose it.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { PrintJob, Printer } from "../../common/wire/desk.ts";
import { time } from "../../common/text/format.ts";
import { hasKey, t } from "../../common/text/t.ts";
import { ActionButton, Button } from "../../common/ui/button.tsx";
import { StateChip, type Tone } from "../../common/ui/chip.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import { SelectField, TextField } from "../../common/ui/field.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { DrillButton } from "../../common/ui/offline.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import { ProblemPanel, type Failure } from "../../common/ui/problem.tsx";
import { actions } from "../actions.ts";
import { deskName, printerId, setDeskName } from "../place.ts";
import * as printing from "../printing.ts";
import { jobs, printers, unknownJobs } from "../store.ts";

/** With these a printer still prints; with any other reason the server sends it nothing. */
const WARNINGS = ["media-low", "toner-low", "sides-unsupported", "other"];

/** Ready, nearly so, or not: colour and sign; the words beside it say why. */
function toneOf(printer: Printer): "ok" | "warn" | "refuse" {
	const isHeld = printer.reasons.some((reason) => !WARNINGS.includes(reason));
	if (isHeld || !printer.enabled || !printer.accepts || printer.state === "stopped" || printer.state === "offline") return "refuse";
	return printer.reasons.length > 0 || printer.state === "unknown" ? "warn" : "ok";
}

function printerWords(printer: Printer): string {
	if (!printer.enabled) return t("desk.printer.disabled");
	const why = printer.reasons.map((reason) => `desk.printer.reason.${reason.replaceAll("-", "_")}`).find(hasKey);
	if (why !== undefined && hasKey(why)) return t(why);
	return t(`desk.printer.state.${printer.state}`);
}

export function PrinterLine(): VNode {
	const printer = printing.chosen();
	const tone = printer === null ? "plain" : toneOf(printer);
	return (
		<button type="button" class="printer-line" data-tone={tone} data-testid="printer" onClick={() => actions.run("desk.printer")}>
			<Icon name={tone === "refuse" ? "cross" : tone === "warn" ? "warn" : "print"} />
			<span>{printer === null ? t("desk.printer.none") : <><Bdi text={printer.name} />{" · "}{printerWords(printer)}</>}</span>
			{printer !== null && printer.waiting > 0 && <span class="num">{t("desk.printer.waiting", { n: printer.waiting })}</span>}
		</button>
	);
}

/** A printer that stands is said where the clerk looks, with what can be done now. */
export function PrinterTrouble(): VNode | null {
	const printer = printing.chosen();
	const [job] = unknownJobs.value;
	if (job !== undefined) return <TrayQuestion job={job} />;
	if (printer === null || toneOf(printer) !== "refuse") return null;
	return (
		<div class="notice" data-tone="refuse" role="status" data-testid="printer-trouble">
			<Icon name="print" />
			<p><b><Bdi text={printer.name} />{" · "}{printerWords(printer)}</b>{" · "}{t("desk.printer.safe", { n: printer.waiting })}</p>
			{printing.backup() !== null && <ActionButton actions={actions} id="printer.failover" />}
		</div>
	);
}

/** Nobody knows whether it was printed: a human looks. It is never sent again by itself. */
function TrayQuestion({ job }: { job: PrintJob }): VNode {
	const [failure, setFailure] = useState<Failure | null>(null);
	const tell = async (isThere: boolean): Promise<void> => setFailure(await printing.answer(job, isThere));
	const words = { serial: job.serial ?? "", name: job.person?.name ?? job.title, printer: job.printer.name };
	return (
		<div class="notice" data-tone="warn" role="alert" data-testid="tray">
			<Icon name="warn" />
			<p><b>{t("desk.tray.title", words)}</b> {t("desk.tray.hint", words)}</p>
			<Button tone="main" testId="tray.yes" onPress={() => void tell(true)}>{t("desk.tray.yes")}</Button>
			<Button testId="tray.no" onPress={() => void tell(false)}>{t("desk.tray.no")}</Button>
			{failure !== null && <ProblemPanel failure={failure} />}
		</div>
	);
}

export function PrintersSheet({ onClose }: { onClose: () => void }): VNode {
	const rows = printers.value ?? [];
	const options = rows.filter((row) => row.enabled || row.id === printerId.value)
		.map((row) => ({ value: row.id, label: `${row.name} · ${printerWords(row)}` }));
	return (
		<Dialog title={t("desk.printer.title")} onClose={onClose} size="wide">
			<form class="sheet" onSubmit={(event) => { event.preventDefault(); onClose(); }}>
				<div class="sheet-pair">
					<TextField id="desk-name" label={t("desk.printer.desk")} hint={t("desk.printer.desk.hint")} value={deskName.value} onInput={setDeskName} />
					<SelectField id="desk-printer" label={t("desk.printer.choose")} value={printerId.value} options={options} empty={t("desk.printer.browser")} onChange={printing.choose} />
				</div>
				{printerId.value !== "" && <Jobs />}
				<div class="dialog-acts">
					<DrillButton />
					{printing.backup() !== null && <ActionButton actions={actions} id="printer.failover" />}
					<Button type="submit" tone="main" chord="Enter" onPress={() => undefined}>{t("ui.close")}</Button>
				</div>
			</form>
		</Dialog>
	);
}

const TONES: Record<PrintJob["state"], Tone> = {
	queued: "wait", sent: "wait", accepted: "wait", printing: "info", printed: "ok", failed: "refuse", unknown: "warn", cancelled: "plain",
};

function Jobs(): VNode {
	const [failure, setFailure] = useState<Failure | null>(null);
	const tell = (act: Promise<Failure | null>): void => void act.then(setFailure);
	return (
		<section class="jobs" aria-label={t("desk.jobs.title")}>
			<h3>{t("desk.jobs.title")}</h3>
			{failure !== null && <ProblemPanel failure={failure} />}
			{jobs.value.length === 0 && <p class="soft">{t("desk.jobs.none")}</p>}
			<ul role="list">
				{jobs.value.map((job) => (
					<li key={job.id} data-state={job.state} data-testid="job">
						<time>{time(job.created_at)}</time>
						<span class="jobs-what">
							{job.serial !== null && <span class="num">{t("desk.badge.short", { serial: job.serial })} </span>}
							<Bdi text={job.person?.name ?? job.title} />
							{job.words !== null && <span class="soft"> {whyWords(job)}</span>}
						</span>
						<StateChip tone={TONES[job.state]} text={t(`desk.job.${job.state}`)} />
						<span class="jobs-acts">
							{job.state === "unknown" && <Button onPress={() => tell(printing.answer(job, true))}>{t("desk.tray.yes")}</Button>}
							{job.state === "unknown" && <Button onPress={() => tell(printing.answer(job, false))}>{t("desk.tray.no")}</Button>}
							{job.state === "failed" && <Button icon="refresh" onPress={() => tell(printing.again(job))}>{t("desk.job.again")}</Button>}
							{job.state === "queued" && <Button tone="quiet" onPress={() => tell(printing.cancel(job))}>{t("desk.job.cancel")}</Button>}
						</span>
					</li>
				))}
			</ul>
		</section>
	);
}

/** In the reader's language where the reason is known; else as the server says it. */
function whyWords(job: PrintJob): string {
	const key = `desk.printer.reason.${(job.why ?? "").replaceAll("-", "_")}`;
	return hasKey(key) ? t(key) : (job.words ?? "");
}
