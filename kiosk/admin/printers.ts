// Printers and their jobs, as they are now, and what is done to them.
import { signal } from "@preact/signals";
import { ask } from "../common/net/api.ts";
import { t } from "../common/text/t.ts";
import type { Failure } from "../common/ui/problem.tsx";
import { act, patch, post, press } from "./stage.ts";
import type { Printer, PrintJob } from "./wire.ts";

const JOBS = 500;

export const printers = signal<readonly Printer[] | null>(null, { name: "printers" });
export const jobs = signal<readonly PrintJob[] | null>(null, { name: "jobs" });

export async function loadPrinters(): Promise<void> {
	const [rows, work] = await Promise.all([ask<{ printers: Printer[] }>("/api/printers"), ask<{ jobs: PrintJob[] }>("/api/print-jobs", { query: { limit: JOBS } })]);
	if (rows.kind === "done") printers.value = rows.value.printers;
	if (work.kind === "done") jobs.value = work.value.jobs;
}

async function then(done: Promise<boolean>): Promise<void> {
	if (await done) await loadPrinters();
}

export async function savePrinter(row: Printer | null, said: object): Promise<Failure | null> {
	const send = (): ReturnType<typeof post<Printer>> => (row === null ? post<Printer>("/api/printers", said) : patch<Printer>(`/api/printers/${row.id}`, row.version, said));
	const failure = await act(send, (made) => t("admin.did.printer", { name: made.name }));
	if (failure === null) await loadPrinters();
	return failure;
}

/** Confirms the very certificate that was looked at. */
export async function trust(row: Printer, certificate: string): Promise<Failure | null> {
	const failure = await act(() => post<Printer>(`/api/printers/${row.id}/trust`, { certificate }), ({ name }) => t("admin.did.trust", { name }));
	await loadPrinters();
	return failure;
}

export const testPage = (row: Printer): Promise<void> => then(press(() => post<PrintJob>(`/api/printers/${row.id}/test`), () => t("admin.did.test", { name: row.name })));

export const handOver = (row: Printer, to: Printer): Promise<void> =>
	then(press(() => post<{ moved: number }>(`/api/printers/${row.id}/hand-over`, { to: to.id }), ({ moved }) => t("admin.did.hand_over", { n: moved, name: to.name })));

export const answer = (job: PrintJob, printed: boolean): Promise<void> =>
	then(press(() => post<PrintJob>(`/api/print-jobs/${job.id}/answer`, { printed }), () => t(printed ? "admin.did.answer.yes" : "admin.did.answer.no")));

export const again = (job: PrintJob): Promise<void> => then(press(() => post<PrintJob>(`/api/print-jobs/${job.id}/again`), () => t("admin.did.again", { name: job.printer.name })));

export const cancel = (job: PrintJob): Promise<void> => then(press(() => post<PrintJob>(`/api/print-jobs/${job.id}/cancel`), () => t("admin.did.cancel")));
