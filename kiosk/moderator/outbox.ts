// Pledges on their way: onto this laptop's disk and to the server at once, one after the other, with one key each. Never dropped:
// a row leaves when the server has it, or when the person decides about a refusal; its writing was begun before its removal, and
// the disk keeps that order.
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
/** The first moments after a pledge was sent belong to its way to the wall, which may hang on this laptop: nobody sees them here, and
 * a flush of this laptop's disk would stand before the server's. The draft, with its key, is on the disk. */
const DRAW_MS = 25;
/** Nor does anybody wait for the lists. */
const LISTS_MS = 60;

let draftTimer = 0;
let isRunning = false;
let isLogging = false;
/** The key of what is being typed. It stands in the draft too: whatever was on its way when the laptop died is the same act when it is
 * logged again. */
let key = newKey();
/** Sent before it was drawn as a row; send() takes the answer from here. */
const early = new Map<string, Promise<Answer<Pledge | Hearing>>>();

export function setForm(next: Sheet): void {
	form.value = next;
	window.clearTimeout(draftTimer);
	draftTimer = window.setTimeout(() => void (isBlank(form.peek()) ? forgetDraft() : keepDraft({ ...form.peek(), key })), DRAFT_MS);
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
	if (kept !== null && isBlank(form.peek())) {
		const { key: keptKey, ...sheet } = kept;
		key = keptKey ?? key;
		form.value = { ...EMPTY_SHEET, ...sheet };
	}
	sendings.value = [...rows.map((row) => ({ ...row, state: "waiting" as const, problem: null })), ...sendings.peek()];
	void send();
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => window.setTimeout(resolve, ms));

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

/** Ctrl+Enter. The request leaves first and what is drawn comes after it. The form is free for the next pledge of the statement as soon
 * as this one is on the disk. */
export async function logPledge(): Promise<void> {
	const made = gaps.peek().length > 0 ? null : body.peek();
	if (made === null || isLogging || needsLook()) return;
	isLogging = true;
	const parcel = { key, madeAt: now(), body: made, isHearing: isListening.peek(), form: form.peek(), who: entry.peek().who?.name ?? "" };
	const row: Sending = { ...parcel, state: "waiting", problem: null };
	key = newKey();
	window.clearTimeout(draftTimer); /* what is typed is in the parcel now */
	const isFirst = !isRunning && !sendings.peek().some((other) => other.state === "waiting");
	if (isFirst) early.set(row.key, deliver(row));
	await pause(DRAW_MS);
	await keepParcel(parcel);
	sendings.value = [...sendings.peek(), row];
	void send();
	form.value = nextOf(form.peek());
	lookedAt.value = null;
	await forgetDraft();
	isLogging = false;
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

/** The server has it: the row makes room for the pledge in the lists. Until it leaves the disk, a reload would send it again with its key. */
async function settle(row: Sending, done: Pledge | Hearing): Promise<void> {
	say("ok", saidDone(done));
	await pause(LISTS_MS);
	await Promise.all([loadLog(), loadTally(), loadSubmitted(), loadHearings()]);
	sendings.value = sendings.peek().filter((other) => other.key !== row.key);
	await forgetParcel(row.key);
}

async function sendOne(row: Sending): Promise<boolean> {
	update(row.key, { state: "sending" });
	const answer = await (early.get(row.key) ?? deliver(row));
	early.delete(row.key);
	if (answer.kind === "done") {
		void settle(row, answer.value);
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
