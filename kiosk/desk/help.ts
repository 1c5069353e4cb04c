// The help desk's queue: people whom a desk could not let in as things were.
import type { HelpCase } from "../common/wire/desk.ts";
import { ask, change } from "../common/net/api.ts";
import { newKey } from "../common/net/key.ts";
import type { Failure } from "../common/ui/problem.tsx";
import { cases } from "./store.ts";

export async function loadCases(): Promise<void> {
	const answer = await ask<{ cases: HelpCase[] }>("/api/help-desk", { query: { state: "open" } });
	if (answer.kind === "done") cases.value = answer.value.cases;
}

export function take(row: HelpCase): Promise<Failure | null> {
	return tell(row, "take", {});
}

/** What came of it, in words that the next desk reads. */
export function close(row: HelpCase, outcome: string): Promise<Failure | null> {
	return tell(row, "close", { outcome });
}

async function tell(row: HelpCase, verb: string, body: object): Promise<Failure | null> {
	const answer = await change<unknown>(`/api/help-desk/${row.id}/${verb}`, body, { key: newKey() });
	await loadCases();
	return answer.kind === "refused" || answer.kind === "unknown" ? answer : null;
}
