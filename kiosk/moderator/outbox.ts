// Pledges on their way: first onto this laptop's disk, then to the server, one after the other, with one key each. Never dropped:
// a row leaves when the server has it, or when the person decides about a refusal.
import { type Answer, change } from "../common/net/api.ts";
import { now } from "../common/net/clock.ts";
import { newKey } from "../common/net/key.ts";
import { network } from "../common/net/link.ts";
import { t } from "../common/text/t.ts";
import { failureText } from "../common/ui/problem.tsx";
import type { Hearing, Pledge } from "../common/wire/types.ts";
import { say } from "./commands.ts";
import { loadHearings, loadLog, loadSubmitted, loadTally } from "./load.ts";
import { EMPTY_SHEET, type Sheet, isBlank, nextOf } from "./sheet.ts";
import { type Sending, body, entry, form, gaps, isListening, lookedAt, note, sendings, wiped } from "./store.ts";
import { draft, forgetDraft, forgetParcel, keepDraft, keepParcel, parcels } from "./vault.ts";

const DRAFT_MS = 120;
const AGAIN_MS = 4000;

let draftTimer = 0;
let isRunning = false;
let isLogging = false;

export function setForm(next: Sheet): void {
	form.value = next;
	window.clearTimeout(draftTimer);
	draftTimer = window.setTimeout(() => void (isBlank(form.peek()) ? forgetDraft() : keepDraft(form.peek())), DRAFT_MS);
}

export function clearForm(): void {
	setForm(EMPTY_SHEET);
}

/** The person's own "clear": what was typed can be brought back until something else is. */
export function wipeForm(): void {
	wiped.value = isBlank(form.peek()) ? null : form.peek();
	clearForm();
}

export function unwipe(): void {
	if (wiped.peek() !== null) setForm(wiped.peek() ?? EMPTY_SHEET);
	wiped.value = null;
}

/** What a crash or a reload left behind. */
export async function restore(): Promise<void> {
	const [kept, rows] = await Promise.all([draft(), parcels()]);
	if (kept !== null && isBlank(form.peek())) form.value = { ...EMPTY_SHEET, ...kept };
	sendings.value = [...rows.map((row) => ({ ...row, state: "waiting" as const, problem: null })), ...sendings.peek()];
	void send();
}

function update(key: string, next: Partial<Sending>): void {
	sendings.value = sendings.peek().map((row) => (row.key === key ? { ...row, ...next } : row));
}

/** A doubtful amount has to be looked at: the first press says so, the second takes it as it is shown. */
function needsLook(): boolean {
	const { amount, isAmountDoubtful } = entry.peek();
	if (!isAmountDoubtful || amount === null || lookedAt.peek() === amount.value) return false;
	lookedAt.value = amount.value;
	say("info", t("moderator.look"));
	return true;
}

/** Ctrl+Enter. The form is free for the next pledge of the statement as soon as this one is on the disk. */
export async function logPledge(): Promise<void> {
	const made = gaps.peek().length > 0 ? null : body.peek();
	if (made === null || isLogging || needsLook()) return;
	isLogging = true;
	const parcel = { key: newKey(), madeAt: now(), body: made, isHearing: isListening.peek(), form: form.peek(), who: entry.peek().who?.name ?? "" };
	await keepParcel(parcel);
	sendings.value = [...sendings.peek(), { ...parcel, state: "waiting", problem: null }];
	form.value = nextOf(form.peek());
	lookedAt.value = null;
	await forgetDraft();
	isLogging = false;
	void send();
}

/** What a second ear sends: the statement and what was heard, not who pledged. */
function hearingBody({ body: { speaker, type, text, focus_areas, amount, countries, language } }: Sending): object {
	return { speaker, type, text, focus_areas, amount, countries, language };
}

function deliver(row: Sending): Promise<Answer<Pledge | Hearing>> {
	return row.isHearing === true
		? change<Hearing>("/api/hearings", hearingBody(row), { key: row.key })
		: change<Pledge>("/api/pledges", row.body, { key: row.key });
}

function saidDone(done: Pledge | Hearing): string {
	return "number" in done ? t("moderator.logged", { number: done.number }) : t("moderator.hearing.logged");
}

async function sendOne(row: Sending): Promise<boolean> {
	update(row.key, { state: "sending" });
	const answer = await deliver(row);
	if (answer.kind === "done") {
		await Promise.all([loadLog(), loadTally(), loadSubmitted(), loadHearings()]);
		sendings.value = sendings.peek().filter((other) => other.key !== row.key);
		await forgetParcel(row.key);
		say("ok", saidDone(answer.value));
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

function whoIn(row: Sending): Sheet["who"] {
	const lead = row.body.pledgers[0];
	return lead === undefined ? null : { id: lead.entity ?? null, name: row.who, country: lead.country ?? null };
}

export async function discard(row: Sending): Promise<void> {
	sendings.value = sendings.peek().filter((other) => other.key !== row.key);
	await forgetParcel(row.key);
}
