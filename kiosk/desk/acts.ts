// What a desk changes about one person: check in, hand over, letters and documents seen, reprint, walk-in, undo. An act has the
// key that was made when its form (or its person) opened, so that a second press is the same act.
import type { BadgeIssued, Participant } from "../common/wire/types.ts";
import { change, type Answer } from "../common/net/api.ts";
import { now } from "../common/net/clock.ts";
import { newKey } from "../common/net/key.ts";
import { perform } from "../common/net/outbox.ts";
import { isReachable } from "../common/net/reach.ts";
import { t } from "../common/text/t.ts";
import { announce } from "../common/ui/announce.tsx";
import { failureText, type Failure } from "../common/ui/problem.tsx";
import * as find from "./find.ts";
import { here, printerId, withPrinter } from "./place.ts";
import { stepOf } from "./step.ts";
import * as store from "./store.ts";

/** A badge that is older than this before the press was printed by somebody else. */
const CLOCK_SLACK_MS = 2000;
/** As long as the quiet bar offers to take an act back. */
export const UNDO_MS = 60_000;
/** The button under the finger has just changed its meaning: a second press of the same finger is not meant for the new one. */
const CALM_MS = 700;

export interface WalkIn {
	name: { given?: string; family: string; latin?: string };
	title?: string;
	entity: { id: string } | { name: string; type?: string; country?: string };
	category: string;
	email?: string;
	language?: string;
	letter?: { state: "seen" };
	host?: string;
	remote?: boolean;
}

/** The last act here: on whom, and when. */
let acted = { id: "", at: 0 };

/** Whether the person in the panel is free for another act. */
function mayAct(): boolean {
	return store.person.value !== null && store.act.value.state !== "busy";
}

export function canCheckIn(): boolean {
	return mayAct() && stepOf(store.person.value!, store.isHeld.value) === "check_in";
}

export function canHandOver(): boolean {
	return mayAct() && stepOf(store.person.value!, store.isHeld.value) === "question";
}

function isCalm(id: string): boolean {
	return acted.id !== id || performance.now() - acted.at > CALM_MS;
}

export function canReprint(): boolean {
	return isReachable.value && mayAct() && store.person.value!.badge !== null;
}

export async function checkIn(): Promise<void> {
	const before = store.person.peek();
	if (before === null || !canCheckIn()) return;
	const pressedAt = now();
	const posted = await post<Participant>("check_in", before, "check-in", { badge: canPrint(), ...withPrinter() }, find.currentKey());
	if (posted === null) return;
	if (posted === "kept") return kept(before, "check_in");
	const answer = posted.value;
	const isFirst = answer.already !== true;
	const badge = answer.badge;
	const isNew = badge !== null && (isFirst || Date.parse(badge.issued_at) >= pressedAt - CLOCK_SLACK_MS);
	if (isNew) printBatch([badge.serial]);
	announce(t(isFirst ? "desk.said.arrived" : "desk.said.already", { name: answer.name.display }));
	done(answer, { verb: "check_in", isFirst, isNew, ...(!isFirst && { steps: 0 }) });
}

/** The badge goes to the person, or to whoever is named. It may be the arrival, too, when badges were printed before the day. */
export async function handOver(by?: string): Promise<Failure | null> {
	const before = store.person.peek();
	if (before === null || !canHandOver() || !isCalm(before.id)) return null;
	const isArrival = before.state !== "arrived";
	if (isArrival && (await post("hand_over", before, "check-in", { badge: false, ...here() }, find.currentKey())) === null) return failureNow();
	// The button says that a document was seen: the person's where that was missing, else that of whoever takes it.
	const body = { ...(by !== undefined && { by }), ...((before.identity === null || by !== undefined) && { identity: true }), ...here() };
	const posted = await post<Participant>("hand_over", before, "collect", body, newKey());
	if (posted === null) return failureNow();
	announce(t("desk.said.handed_over", { name: before.name.display }));
	if (posted === "kept") kept(before, "hand_over");
	else done(posted.value, { verb: "hand_over", steps: isArrival ? 2 : 1 });
	return null;
}

/** Something was seen: one press, and one to take it back. */
export async function mark(verb: "letter" | "identity"): Promise<void> {
	const before = store.person.peek();
	if (before === null || !mayAct()) return;
	const body = verb === "letter" ? { state: "seen", ...here() } : here();
	const posted = await post<Participant>(verb, before, verb, body, newKey());
	if (posted === null) return;
	announce(t(`desk.did.${verb}`, { name: before.name.display }));
	if (posted === "kept") kept(before, verb);
	else done(posted.value, { verb });
}

/** The entity's focal point said yes. */
export async function approve(by: string): Promise<Failure | null> {
	const before = store.person.peek();
	if (before === null) return null;
	const posted = await post<Participant>("approve", before, "approve", { by, ...here() }, newKey());
	if (posted === null || posted === "kept") return failureNow();
	announce(t("desk.did.approve", { name: before.name.display }));
	done(posted.value, { verb: "approve" });
	return null;
}

/** Sends the open person to the help desk; they leave this queue. */
export async function sendToHelp(reason: string, words: string): Promise<Failure | null> {
	const before = store.person.peek();
	if (before === null) return null;
	const posted = await post("help", before, "help", { reason, ...(words.trim() !== "" && { words: words.trim() }), ...here() }, newKey());
	if (posted === null) return failureNow();
	store.act.value = { state: "idle" };
	announce(t("desk.did.help", { name: before.name.display }));
	await find.refreshPerson();
	return null;
}

/** A new badge for the open person; the earlier ones stop being valid. Null: done. */
export async function reprint(reason: string, key: string): Promise<Failure | null> {
	const before = store.person.peek();
	if (before === null) return null;
	const answer = await change<BadgeIssued>(pathOf(before.id, "badge"), { reason, ...withPrinter() }, { key });
	if (answer.kind === "aborted") return null;
	if (answer.kind !== "done") return answer;
	printBatch([answer.value.serial]);
	offerUndo(before, "reprint");
	announce(t("desk.said.reprinted", { name: before.name.display }));
	await find.refreshPerson();
	const fresh = store.person.peek();
	if (fresh?.id === before.id) store.remember(fresh, now());
	acted = { id: before.id, at: performance.now() };
	return null;
}

/** Registers somebody who was not on the list and opens them, ready for check-in. Null: done. */
export async function walkIn(form: WalkIn, key: string): Promise<Failure | null> {
	const answer = await change<Participant>("/api/participants", { ...form, ...here() }, { key });
	if (answer.kind === "aborted") return null;
	if (answer.kind !== "done") return answer;
	find.clearField();
	await find.open(answer.value.id);
	return null;
}

/** The picture as it shall be seen: 3:4 already, a JPEG. */
export async function setPhoto(picture: Blob, key: string): Promise<Failure | null> {
	const before = store.person.peek();
	if (before === null) return null;
	const answer = await change<Participant>(pathOf(before.id, "photo"), picture, { key });
	if (answer.kind === "aborted") return null;
	if (answer.kind !== "done") return answer;
	announce(t("desk.did.photo", { name: before.name.display }));
	offerUndo(before, "photo");
	await find.refreshPerson();
	return null;
}

export function canUndo(): boolean {
	const last = store.undo.value;
	return last !== null && !last.isKept && last.state !== "busy" && isReachable.value && store.query.value === "";
}

/** Takes the last act back, as an act of its own: nothing is forgotten. */
export async function undoLast(): Promise<void> {
	const last = store.undo.peek();
	if (last === null || !canUndo()) return;
	store.undo.value = { ...last, state: "busy" };
	let steps = last.steps;
	while (steps > 0) {
		const answer = await change<Participant>(pathOf(last.id, "undo"), here(), { key: newKey() });
		if (answer.kind !== "done") {
			if (answer.kind !== "aborted") store.undo.value = { ...last, steps, state: "failed", failure: answer };
			return;
		}
		steps -= 1;
	}
	store.undo.value = null;
	announce(t("desk.said.undone", { name: last.name }));
	store.printing.value = [];
	store.recent.value = store.recent.peek().filter((row) => row.id !== last.id);
	await find.open(last.id);
}

function pathOf(id: string, verb: string): string {
	return `/api/participants/${encodeURIComponent(id)}/${verb}`;
}

/** kept: it is on this computer's disk, and the server is told as soon as it can be reached. Null: it was not done. */
type Posted<T> = { value: T } | "kept" | null;

/** These can be done without the server; what they are called in the list of unsent acts. */
const KINDS: Record<string, string> = { "check-in": "check_in", "collect": "collect", "letter": "letter", "identity": "identity" };

/** One change of the open person, shown as busy and as failed where the clerk looks. */
async function post<T>(verb: store.Verb, before: Participant, path: string, body: object, key: string): Promise<Posted<T>> {
	store.act.value = { state: "busy", verb, attempt: 1 };
	const kind = KINDS[path];
	if (kind === undefined) {
		const onRetry = (attempt: number): void => { store.act.value = { state: "busy", verb, attempt }; };
		const answer: Answer<T> = await change<T>(pathOf(before.id, path), body, { key, onRetry });
		if (answer.kind === "done") return { value: answer.value };
		return answer.kind === "aborted" ? null : failed(verb, before, answer);
	}
	const outcome = await perform<T>({ key, path: pathOf(before.id, path), body, kind, about: before.name.display });
	if (outcome.kind === "done") return { value: outcome.value };
	if (outcome.kind === "kept") return "kept";
	return failed(verb, before, outcome.kind === "lost" ? { kind: "unknown", why: "network" } : outcome);
}

function failed(verb: store.Verb, before: Participant, failure: Failure): null {
	if (failure.kind === "refused") find.renewKey();
	if (store.person.peek()?.id === before.id) store.act.value = { state: "failed", verb, failure };
	announce(`${before.name.display}: ${failureText(failure)}`, true);
	return null;
}

function failureNow(): Failure | null {
	const act = store.act.peek();
	return act.state === "failed" ? act.failure : null;
}

interface Done { verb: store.Verb; isFirst?: boolean; isNew?: boolean; steps?: number }

/** The server said yes: the rows on the screen say so, the field is ready for the next, and a bar offers to take it back. */
function done(fresh: Participant, { verb, isFirst = true, isNew = false, steps = 1 }: Done): void {
	store.remember(fresh, now());
	store.replaceHit(fresh);
	if (steps > 0) offerUndo(fresh, verb, steps);
	acted = { id: fresh.id, at: performance.now() };
	find.renewKey();
	const open = store.person.peek();
	if (open?.id !== fresh.id) return;
	store.person.value = { ...open, ...fresh };
	store.act.value = { state: "done", verb, isFirst, isNew, isKept: false };
	if (verb === "check_in" || verb === "hand_over") find.clearField();
	void find.refreshPerson();
}

/** Noted here while the server is away: the list says so, and there is nothing to take back before the server knows of it. */
function kept(before: Participant, verb: store.Verb): void {
	const isCollected = verb === "hand_over";
	store.remember({ ...before, badge: before.badge === null ? null : { ...before.badge, collected: isCollected } }, now());
	store.undo.value = { id: before.id, name: before.name.display, verb, at: now(), steps: 0, isKept: true, state: "open" };
	acted = { id: before.id, at: performance.now() };
	find.renewKey();
	announce(t("desk.said.kept", { name: before.name.display }));
	if (store.person.peek()?.id !== before.id) return;
	store.act.value = { state: "done", verb, isFirst: true, isNew: false, isKept: true };
	if (verb === "check_in" || verb === "hand_over") find.clearField();
	void find.refreshPerson();
}

function offerUndo(person: Participant, verb: store.Verb, steps = 1): void {
	store.undo.value = { id: person.id, name: person.name.display, verb, at: now(), steps, isKept: false, state: "open" };
}

/** Without the server the browser has no badge to print; a printer of the server's gets it when the act arrives there. */
function canPrint(): boolean {
	return isReachable.peek() || printerId.value !== "";
}

/** The server prints on the desk's printer; a desk without one uses the browser's print dialog. */
export function printBatch(serials: readonly string[]): void {
	if (printerId.value === "") store.printing.value = serials;
}
