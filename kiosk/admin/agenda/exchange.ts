// An agenda from a file: first what it would change, then, by choice, into the draft or at once.
import { signal } from "@preact/signals";
import { change } from "../../common/net/api.ts";
import { newKey } from "../../common/net/key.ts";
import { t } from "../../common/text/t.ts";
import type { Failure } from "../../common/ui/problem.tsx";
import { act } from "../stage.ts";
import * as store from "./store.ts";
import type { ImportAnswer } from "./wire.ts";

export interface Reading { name: string; file: Blob; answer: ImportAnswer | null; failure: Failure | null; isBusy: boolean; isForced: boolean }
export const reading = signal<Reading | null>(null, { name: "exchange.reading" });

const TYPES: Record<string, string> = { xml: "application/xml", json: "application/json", ics: "text/calendar" };

const addressOf = (query: string): string => `/api/import/agenda${query}`;

/** What is in it is told by its first bytes on the server; its name only decides what it is sent as. */
export async function read(file: File): Promise<void> {
	const type = TYPES[file.name.split(".").at(-1)?.toLowerCase() ?? ""] ?? "application/xml";
	const blob = new Blob([file], { type });
	reading.value = { name: file.name, file: blob, answer: null, failure: null, isBusy: true, isForced: false };
	await lookAgain(false);
}

export async function lookAgain(isForced: boolean): Promise<void> {
	const row = reading.peek();
	if (row === null) return;
	reading.value = { ...row, isForced, isBusy: true };
	const answer = await change<ImportAnswer>(addressOf(`?dry_run=1${isForced ? "&force=1" : ""}`), row.file, { key: newKey() });
	if (reading.peek()?.file !== row.file) return;
	reading.value = { ...row, isForced, isBusy: false, answer: answer.kind === "done" ? answer.value : null, failure: answer.kind === "refused" || answer.kind === "unknown" ? answer : null };
}

export async function bring(into: "draft" | "released"): Promise<void> {
	const row = reading.peek();
	if (row === null) return;
	const query = [into === "draft" ? "draft=1" : "", row.isForced ? "force=1" : ""].filter(Boolean).join("&");
	const failure = await act(
		() => change<ImportAnswer>(addressOf(query === "" ? "" : `?${query}`), row.file, { key: newKey() }),
		({ added, changed }) => t(`planner.did.import.${into}`, { n: added + changed }),
	);
	if (failure === null) reading.value = null;
	else reading.value = { ...row, failure };
	await store.loadPlan();
}

export function forget(): void {
	reading.value = null;
}
