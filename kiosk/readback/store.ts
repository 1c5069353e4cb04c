// Opening the link (its code signs in, once), the pledge as it was heard, and the answer to it.
import { signal } from "@preact/signals";
import { ask, change } from "../common/net/api.ts";
import { newKey } from "../common/net/key.ts";
import type { Failure } from "../common/ui/problem.tsx";
import type { Instant, Me, Pledge } from "../common/wire/types.ts";

export interface Question {
	pledge: Pledge;
	asked_at: Instant;
	answer: "confirmed" | "differs" | null;
	name: string | null;
	remark: string | null;
}

/** gone: the link was used on another device, or is too old. */
export type Stage = "opening" | "asking" | "answered" | "gone" | "failed";

export const stage = signal<Stage>("opening", { name: "stage" });
export const question = signal<Question | null>(null, { name: "question" });
/** The pledge was corrected after it was shown: it has to be read again. */
export const hasChanged = signal(false, { name: "hasChanged" });
export const failure = signal<Failure | null>(null, { name: "failure" });
export const isBusy = signal(false, { name: "busy" });

/** One answer, one key: a second press on a slow network is the same answer. */
const keys = new Map<string, string>();

function take(next: Question): void {
	question.value = next;
	stage.value = next.answer === null ? "asking" : "answered";
}

async function load(): Promise<void> {
	const answer = await ask<Question>("/api/read-back");
	if (answer.kind === "done") take(answer.value);
	else if (answer.kind === "refused") stage.value = "gone";
	else if (answer.kind === "unknown") {
		failure.value = answer;
		stage.value = "failed";
	}
}

let code = "";

/** Again after a failure, too: signing in with one key is one act. */
export async function open(): Promise<void> {
	failure.value = null;
	stage.value = "opening";
	if (code !== "") {
		const answer = await change<Me>("/api/login", { code }, { key: keyOf(`login.${code}`) });
		if (answer.kind === "unknown") {
			failure.value = answer;
			stage.value = "failed";
			return;
		}
		code = "";
	}
	await load();
}

function keyOf(act: string): string {
	const key = keys.get(act) ?? newKey();
	keys.set(act, key);
	return key;
}

export function start(): void {
	code = decodeURIComponent(location.hash.slice(1));
	/* The code leaves the address bar and the history before anything else happens. */
	history.replaceState(null, "", location.pathname + location.search);
	void open();
}

/** The answer is to the version that was shown. */
export async function give(answer: "confirmed" | "differs", name: string, remark: string): Promise<void> {
	const shown = question.peek();
	if (isBusy.peek() || shown === null) return;
	isBusy.value = true;
	failure.value = null;
	const { version } = shown.pledge;
	const body = { answer, name: name.trim(), ...(remark.trim() !== "" && { remark: remark.trim() }) };
	const got = await change<Question>("/api/read-back", body, { key: keyOf(JSON.stringify([version, body])), version });
	isBusy.value = false;
	if (got.kind === "done") take(got.value);
	else if (got.kind === "refused" && got.status === 412) {
		await load();
		hasChanged.value = true;
	} else if (got.kind !== "aborted") failure.value = got;
}
