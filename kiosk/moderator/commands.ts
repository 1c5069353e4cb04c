// What this table does to the day: every call that changes something. Each press makes its own idempotency key; the outbox keeps its own.
import { batch } from "@preact/signals";
import { type Answer, change } from "../common/net/api.ts";
import { newKey } from "../common/net/key.ts";
import { announce } from "../common/ui/announce.tsx";
import { failureText } from "../common/ui/problem.tsx";
import { t } from "../common/text/t.ts";
import type { Pledge, Speaker } from "../common/wire/types.ts";
import { loadFloor, loadLog, loadSubmitted, loadTally } from "./load.ts";
import { announcing, isAdding, isFloorBusy, note, sessionId, speaking, takePledge, waiting } from "./store.ts";
import type { Note } from "./store.ts";

export type { Answer } from "../common/net/api.ts";

export function say(tone: Note["tone"], text: string): void {
	note.value = { tone, text };
	announce(text, tone === "refuse");
}

/** Tells what an answer came to unless it was done; answers whether it was. */
function isDone<T>(answer: Answer<T>): answer is Answer<T> & { kind: "done" } {
	if (answer.kind === "done") return true;
	if (answer.kind !== "aborted") say("refuse", failureText(answer));
	return false;
}

async function onFloor(path: string, body: unknown, done: string): Promise<void> {
	if (isFloorBusy.peek()) return;
	isFloorBusy.value = true;
	const answer = await change<unknown>(path, body, { key: newKey() });
	if (isDone(answer)) say("ok", done);
	await loadFloor();
	isFloorBusy.value = false;
}

export async function callSpeaker(speaker: Speaker): Promise<void> {
	await onFloor(`/api/speakers/${speaker.id}/call`, {}, t("moderator.floor.called", { name: speaker.entity.name }));
}

export async function callNext(): Promise<void> {
	const next = waiting.peek()[0];
	if (next !== undefined) await callSpeaker(next);
}

export async function startOrEnd(): Promise<void> {
	const now = speaking.peek();
	if (now === null) return callNext();
	await onFloor(`/api/speakers/${now.id}/end`, {}, t("moderator.floor.ended", { name: now.entity.name }));
}

export async function strike(speaker: Speaker): Promise<void> {
	await onFloor(`/api/speakers/${speaker.id}/withdraw`, {}, t("moderator.floor.struck", { name: speaker.entity.name }));
}

/** By the person's id, or by the code of a badge. */
export async function addSpeaker(by: { person: string } | { code: string }): Promise<void> {
	const id = sessionId.peek();
	if (id === null) return;
	const answer = await change<Speaker>(`/api/sessions/${id}/speakers`, by, { key: newKey() });
	if (isDone(answer)) {
		isAdding.value = false;
		say("ok", t("moderator.floor.added", { name: answer.value.person.name.display }));
	}
	await loadFloor();
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

export async function confirmPledge(pledge: Pledge, key: string): Promise<void> {
	const answer = await change<Pledge>(`/api/pledges/${pledge.id}/confirm`, {}, { key, version: pledge.version });
	if (isDone(answer)) say("ok", t("moderator.confirmed", { number: pledge.number }));
	await afterPledge(answer);
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
export async function editPledge(pledge: Pledge, edit: Edit, version: number, key: string): Promise<Answer<Pledge>> {
	const answer = await change<Pledge>(`/api/pledges/${pledge.id}`, edit, { method: "PATCH", key, version });
	if (answer.kind === "done") {
		batch(() => {
			takePledge(answer.value);
			say("ok", t("moderator.edited", { number: pledge.number }));
		});
	}
	return answer;
}
