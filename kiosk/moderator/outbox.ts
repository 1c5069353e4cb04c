// Pledges on their way: first onto this laptop's disk, then to the server, one after the other, with one key each. Never dropped:
// a row leaves when the server has it, or when the person decides about a refusal.
import { change } from "../common/net/api.ts";
import { now } from "../common/net/clock.ts";
import { newKey } from "../common/net/key.ts";
import { network } from "../common/net/link.ts";
import { t } from "../common/text/t.ts";
import { failureText } from "../common/ui/problem.tsx";
import type { Pledge } from "../common/wire/types.ts";
import { say } from "./commands.ts";
import { EMPTY_FORM, type Form, bodyOf, isEmpty } from "./form.ts";
import { loadLog, loadSubmitted, loadTally } from "./load.ts";
import { type Sending, entry, form, gaps, note, sendings, sessionId, speaking, wiped } from "./store.ts";
import { draft, forgetDraft, forgetParcel, keepDraft, keepParcel, parcels } from "./vault.ts";

const DRAFT_MS = 120;
const AGAIN_MS = 4000;

let draftTimer = 0;
let isRunning = false;
let isLogging = false;

export function setForm(next: Form): void {
	form.value = next;
	window.clearTimeout(draftTimer);
	draftTimer = window.setTimeout(() => void (isEmpty(form.peek()) ? forgetDraft() : keepDraft(form.peek())), DRAFT_MS);
}

export function clearForm(): void {
	setForm(EMPTY_FORM);
}

/** The person's own "clear": what was typed can be brought back until something else is. */
export function wipeForm(): void {
	wiped.value = isEmpty(form.peek()) ? null : form.peek();
	clearForm();
}

export function unwipe(): void {
	if (wiped.peek() !== null) setForm(wiped.peek() ?? EMPTY_FORM);
	wiped.value = null;
}

/** What a crash or a reload left behind. */
export async function restore(): Promise<void> {
	const [kept, rows] = await Promise.all([draft(), parcels()]);
	if (kept !== null && isEmpty(form.peek())) form.value = kept;
	sendings.value = [...rows.map((row) => ({ ...row, state: "waiting" as const, problem: null })), ...sendings.peek()];
	void send();
}

function update(key: string, next: Partial<Sending>): void {
	sendings.value = sendings.peek().map((row) => (row.key === key ? { ...row, ...next } : row));
}

/** Ctrl+Enter. The form is free for the next pledge as soon as this one is on the disk. */
export async function logPledge(): Promise<void> {
	const body = gaps.peek().length > 0 ? null : bodyOf(entry.peek(), sessionId.peek(), speaking.peek()?.id ?? null);
	if (body === null || isLogging) return;
	isLogging = true;
	const parcel = { key: newKey(), madeAt: now(), body, form: form.peek(), who: entry.peek().who?.name ?? "" };
	await keepParcel(parcel);
	sendings.value = [...sendings.peek(), { ...parcel, state: "waiting", problem: null }];
	form.value = EMPTY_FORM;
	await forgetDraft();
	isLogging = false;
	void send();
}

async function sendOne(row: Sending): Promise<boolean> {
	update(row.key, { state: "sending" });
	const answer = await change<Pledge>("/api/pledges", row.body, { key: row.key });
	if (answer.kind === "done") {
		await Promise.all([loadLog(), loadTally(), loadSubmitted()]);
		sendings.value = sendings.peek().filter((other) => other.key !== row.key);
		await forgetParcel(row.key);
		say("ok", t("moderator.logged", { number: answer.value.number }));
		return true;
	}
	const text = answer.kind === "aborted" ? "" : failureText(answer);
	if (text !== "" && note.peek()?.text !== text) say("refuse", text);
	/* Signed out: nothing is wrong with the pledge, so it waits. */
	if (answer.kind === "refused" && answer.status !== 401) {
		update(row.key, { state: "refused", problem: answer.problem });
		return true;
	}
	update(row.key, { state: "waiting" });
	return false;
}

/** Sends what waits, oldest first, one at a time; stops at the first that gets no answer and tries again later. */
export async function send(): Promise<void> {
	if (isRunning) return;
	isRunning = true;
	let isGoing = true;
	while (isGoing) {
		const row = sendings.peek().find((other) => other.state === "waiting");
		isGoing = row !== undefined && (await sendOne(row));
	}
	isRunning = false;
	if (sendings.peek().some((row) => row.state === "waiting")) {
		window.setTimeout(() => void send(), network.peek() === "open" ? AGAIN_MS : 2 * AGAIN_MS);
	}
}

/** A refused pledge goes back into the form, where it can be corrected; a new sending is a new act with a new key. */
export async function takeBack(row: Sending): Promise<void> {
	sendings.value = sendings.peek().filter((other) => other.key !== row.key);
	setForm({ ...row.form, who: row.form.who ?? whoIn(row) });
	await forgetParcel(row.key);
}

function whoIn(row: Sending): Form["who"] {
	const lead = row.body.pledgers[0];
	return lead === undefined ? null : { id: lead.entity ?? null, name: row.who, country: lead.country ?? null };
}

export async function discard(row: Sending): Promise<void> {
	sendings.value = sendings.peek().filter((other) => other.key !== row.key);
	await forgetParcel(row.key);
}
