// The printer beside this desk: its state, the jobs it was given, and what a human has to say about them. Printing itself is the server's.
import type { PrintJob, Printer } from "../common/wire/desk.ts";
import { ask, change } from "../common/net/api.ts";
import { newKey } from "../common/net/key.ts";
import { t } from "../common/text/t.ts";
import { announce } from "../common/ui/announce.tsx";
import { failureText, type Failure } from "../common/ui/problem.tsx";
import { printerId, setPrinter } from "./place.ts";
import { jobs, printers } from "./store.ts";

const JOBS_SHOWN = 12;

export async function loadPrinters(): Promise<void> {
	const answer = await ask<{ printers: Printer[] }>("/api/printers");
	if (answer.kind === "done") printers.value = answer.value.printers;
}

export async function loadJobs(): Promise<void> {
	const printer = printerId.value;
	if (printer === "") {
		jobs.value = [];
		return;
	}
	const answer = await ask<{ jobs: PrintJob[] }>("/api/print-jobs", { query: { printer, limit: JOBS_SHOWN } });
	if (answer.kind === "done" && printerId.value === printer) jobs.value = answer.value.jobs;
}

/** The printer this desk chose; null: none, or the server has it no more. */
export function chosen(): Printer | null {
	return printers.value?.find((row) => row.id === printerId.value) ?? null;
}

export function backup(): Printer | null {
	const id = chosen()?.backup ?? null;
	return printers.value?.find((row) => row.id === id && row.enabled) ?? null;
}

export function choose(id: string): void {
	setPrinter(id);
	void loadJobs();
}

/** A human looked at the tray. A badge that is not there is printed again, as a job of its own. */
export async function answer(job: PrintJob, isThere: boolean): Promise<Failure | null> {
	const failure = await tell(`/api/print-jobs/${job.id}/answer`, { printed: isThere });
	if (failure !== null || isThere) return failure;
	return again(job);
}

export function again(job: PrintJob): Promise<Failure | null> {
	const printer = printerId.value;
	return tell(`/api/print-jobs/${job.id}/again`, printer === "" || printer === job.printer.id ? {} : { printer });
}

export function cancel(job: PrintJob): Promise<Failure | null> {
	return tell(`/api/print-jobs/${job.id}/cancel`, {});
}

/** By one key: what waits moves to the printer named as this one's backup, and so does the desk. */
export async function failOver(): Promise<void> {
	const [from, to] = [chosen(), backup()];
	if (from === null || to === null) return;
	const failure = await tell(`/api/printers/${from.id}/hand-over`, { to: to.id });
	if (failure !== null) {
		announce(failureText(failure), true);
		return;
	}
	choose(to.id);
	announce(t("desk.printer.moved", { name: to.name }), true);
}

async function tell(path: string, body: object): Promise<Failure | null> {
	const given = await change<unknown>(path, body, { key: newKey() });
	void loadJobs();
	return given.kind === "refused" || given.kind === "unknown" ? given : null;
}
