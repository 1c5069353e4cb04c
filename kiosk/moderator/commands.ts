// What this table does to pledges that are there. Each press makes its own idempotency key; the outbox keeps its own. The floor has floor.ts.
import { batch } from "@preact/signals";
import { type Answer, change } from "../common/net/api.ts";
import { newKey } from "../common/net/key.ts";
import { announce } from "../common/ui/announce.tsx";
import { failureText } from "../common/ui/problem.tsx";
import { t } from "../common/text/t.ts";
import type { Hearing, Pledge } from "../common/wire/types.ts";
import { loadHearings, loadLog, loadSubmitted, loadTally } from "./load.ts";
import { announcing, note, sessionId, speaking, takePledge } from "./store.ts";
import type { Note } from "./store.ts";

export type { Answer } from "../common/net/api.ts";

export function say(tone: Note["tone"], text: string): void {
	note.value = { tone, text };
	announce(text, tone === "refuse");
}

/** Tells what an answer came to unless it was done; answers whether it was. */
export function isDone<T>(answer: Answer<T>): answer is Answer<T> & { kind: "done" } {
	if (answer.kind === "done") return true;
	if (answer.kind !== "aborted") say("refuse", failureText(answer));
	return false;
}

async function afterPledge(answer: Answer<Pledge>): Promise<void> {
	if (answer.kind === "done") takePledge(answer.value);
	await Promise.all([loadLog(), loadTally(), loadSubmitted()]);
}

/** A pledge sent in before: it becomes heard. An amount is given where the one said aloud differs. */
export async function announcePledge(pledge: Pledge, amount: { value: string; currency: string } | null): Promise<boolean> {
	if (announcing.peek() !== null) return false;
	announcing.value = pledge.id;
	const speaker = speaking.peek();
	const answer = await change<Pledge>(
		`/api/pledges/${pledge.id}/announce`,
		{
			...(sessionId.peek() !== null && { session: sessionId.peek() }),
			...(speaker !== null && { speaker: speaker.id }),
			...(amount !== null && { amount }),
		},
		{ key: newKey(), version: pledge.version },
	);
	if (isDone(answer)) say("ok", t("moderator.announced", { number: pledge.number }));
	await afterPledge(answer);
	announcing.value = null;
	return answer.kind === "done";
}

/** From the written text: whose, and what they said to it. */
export interface Confirmation { means: "text" | "person"; name: string; remark?: string }

export async function confirmPledge(pledge: Pledge, key: string, by?: Confirmation): Promise<Answer<Pledge>> {
	const answer = await change<Pledge>(`/api/pledges/${pledge.id}/confirm`, by ?? {}, { key, version: pledge.version });
	if (isDone(answer)) say("ok", t("moderator.confirmed", { number: pledge.number }));
	await afterPledge(answer);
	return answer;
}

export async function withdrawPledge(pledge: Pledge, reason: string, key: string): Promise<Answer<Pledge>> {
	const answer = await change<Pledge>(`/api/pledges/${pledge.id}/withdraw`, { reason }, { key, version: pledge.version });
	if (answer.kind === "done") say("ok", t("moderator.withdrawn", { number: pledge.number }));
	await afterPledge(answer);
	return answer;
}

export interface Edit {
	amount: { value: string; currency: string } | null;
	text: string;
}

/** The answer is the caller's: a stale one carries the row as it is now. */
export async function editPledge(pledge: { id: string; number: string }, edit: object, version: number, key: string): Promise<Answer<Pledge>> {
	const answer = await change<Pledge>(`/api/pledges/${pledge.id}`, edit, { method: "PATCH", key, version });
	if (answer.kind === "done") {
		batch(() => {
			takePledge(answer.value);
			say("ok", t("moderator.edited", { number: pledge.number }));
		});
	}
	return answer;
}

export async function undoPledge(pledge: Pledge, key: string): Promise<boolean> {
	const answer = await change<Pledge>(`/api/pledges/${pledge.id}/undo`, {}, { key, version: pledge.version });
	if (isDone(answer)) say("ok", t("moderator.pledge.undone", { number: pledge.number }));
	await afterPledge(answer);
	return answer.kind === "done";
}

/** Tells the other tables that this pledge is open here, or no longer. What it came to matters to nobody. */
export async function markEditing(id: string, on: boolean): Promise<void> {
	await change<unknown>(`/api/pledges/${id}/editing`, { on }, { key: newKey() });
}

export interface ReadBackLink { link: string; expires_at: string }

/** A link for whoever pledged: secret, so it is shown once and never kept. */
export async function readBack(pledge: Pledge, means: "tablet" | "link"): Promise<ReadBackLink | null> {
	const answer = await change<ReadBackLink>(`/api/pledges/${pledge.id}/read-back`, { means }, { key: newKey() });
	return isDone(answer) ? answer.value : null;
}

export async function settle(hearing: Hearing, take: "first" | "second" | "mixed", fields: object, key: string): Promise<Answer<Hearing>> {
	const answer = await change<Hearing>(`/api/hearings/${hearing.id}/settle`, { take, ...fields }, { key, version: hearing.version });
	if (isDone(answer)) say("ok", t("moderator.hearing.settled"));
	await Promise.all([loadHearings(), loadLog(), loadTally()]);
	return answer;
}
