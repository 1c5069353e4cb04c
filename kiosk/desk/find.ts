// Finding people: search while typing, opening a hit, following a scan. The newest question wins, older ones are aborted.
import type { Participant, ParticipantDetail } from "../common/wire/types.ts";
import { ask } from "../common/net/api.ts";
import { newKey } from "../common/net/key.ts";
import { goToLogin } from "../common/net/login.ts";
import { t } from "../common/text/t.ts";
import { isReachable } from "../common/net/reach.ts";
import { announce } from "../common/ui/announce.tsx";
import type { Failure } from "../common/ui/problem.tsx";
import * as held from "./held.ts";
import * as store from "./store.ts";

interface Found { participants: Participant[]; total: number }

/** Fast enough to feel immediate, slow enough that a fast typist asks once a syllable. */
const TYPING_MS = 70;
const LIMIT = 30;
/** The spoken number of hits waits until typing rests. */
const SPEAK_MS = 700;

const UNREACHABLE = { kind: "unknown", why: "network" } as const;

let searching = new AbortController();
let opening = new AbortController();
let typingTimer = 0;
let speakTimer = 0;
/** Enter came before the answer: open it then, if it is the only one. */
let isEnterWaiting = false;
/** One key for checking in the open person, kept until that act has an answer. */
let checkInKey = newKey();

export function currentKey(): string {
	return checkInKey;
}

export function renewKey(): void {
	checkInKey = newKey();
}

/** The field's text changed: the person in the panel makes room, the search follows. */
export function type(text: string): void {
	store.query.value = text;
	isEnterWaiting = false;
	close();
	window.clearTimeout(typingTimer);
	if (text.trim() === "") {
		searching.abort();
		store.hits.value = store.NO_HITS;
		store.searchFailure.value = null;
		return;
	}
	typingTimer = window.setTimeout(() => void search(text.trim()), TYPING_MS);
}

/** Empties the field and the list; the person in the panel stays to be looked at. */
export function clearField(): void {
	window.clearTimeout(typingTimer);
	searching.abort();
	store.query.value = "";
	store.hits.value = store.NO_HITS;
	store.searchFailure.value = null;
}

/** Nobody is open any more. */
export function close(): void {
	opening.abort();
	store.person.value = null;
	store.isHeld.value = false;
	store.openFailure.value = null;
	store.unknownCode.value = null;
	store.act.value = { state: "idle" };
}

export async function search(text: string): Promise<void> {
	searching.abort();
	searching = new AbortController();
	const { signal } = searching;
	const answer = isReachable.peek() ? await ask<Found>("/api/participants", { query: { q: text, limit: LIMIT }, signal }) : null;
	if (answer?.kind === "aborted") return;
	if (answer?.kind === "done") return found(text, answer.value);
	if (answer?.kind === "refused") {
		if (answer.status === 401) goToLogin();
		store.searchFailure.value = answer;
		return;
	}
	await searchHeld(text, signal, answer);
}

/** The server does not answer: whoever is on the kept list is found all the same. */
async function searchHeld(text: string, signal: AbortSignal, failure: Failure | null): Promise<void> {
	const rows = held.heldAt() === null ? null : await held.findHeld(text, LIMIT);
	if (signal.aborted) return;
	if (rows !== null) await found(text, { participants: rows, total: rows.length });
	else store.searchFailure.value = failure ?? UNREACHABLE;
}

async function found(text: string, { participants, total }: Found): Promise<void> {
	store.searchFailure.value = null;
	store.cursor.value = 0;
	store.hits.value = { query: text, list: participants, total };
	speakTotal(total);
	const only = participants.length === 1 ? participants[0] : undefined;
	if (isEnterWaiting && only !== undefined) await open(only.id);
	isEnterWaiting = false;
}

export function waitForOnlyHit(): void {
	isEnterWaiting = true;
}

/** Shows the person: at once what the list knows, then the whole record. */
export async function open(id: string): Promise<void> {
	close();
	opening = new AbortController();
	const { signal } = opening;
	renewKey();
	const known = store.hits.peek().list.find((row) => row.id === id);
	if (known !== undefined) store.person.value = { ...known, badges: [], guests: [], acts: [] };
	const answer = isReachable.peek() ? await ask<ParticipantDetail>(`/api/participants/${encodeURIComponent(id)}`, { signal }) : UNREACHABLE;
	if (answer.kind === "aborted") return;
	if (answer.kind === "done") {
		show(answer.value);
		return;
	}
	const kept = answer.kind === "unknown" ? held.byId(id) : null;
	if (kept === null) store.openFailure.value = answer;
	else showHeld(kept);
}

/** Asks again for the open person, after a notice or an act. */
export async function refreshPerson(): Promise<void> {
	const id = store.person.peek()?.id;
	if (id === undefined) return;
	if (!isReachable.peek()) {
		const kept = held.byId(id);
		if (kept !== null) showHeld(kept);
		return;
	}
	const answer = await ask<ParticipantDetail>(`/api/participants/${encodeURIComponent(id)}`);
	if (answer.kind === "done" && store.person.peek()?.id === id) show(answer.value);
}

function showHeld(kept: ParticipantDetail): void {
	store.isHeld.value = true;
	store.person.value = kept;
	store.replaceHit(kept);
}

function show(fresh: ParticipantDetail): void {
	store.isHeld.value = false;
	store.person.value = fresh;
	store.replaceHit(fresh);
}

/** A badge was scanned: it opens its owner, whatever was on the screen before. */
export async function followScan(code: string): Promise<void> {
	// A sheet belongs to the person behind it; it must not change hands.
	if (store.sheet.peek() !== "none") return;
	clearField();
	close();
	if (!isReachable.peek()) {
		const kept = held.byCode(code);
		if (kept === null) unknown(code);
		else await open(kept.id);
		return;
	}
	const answer = await ask<Found>("/api/participants", { query: { q: code, limit: 2 } });
	if (answer.kind === "aborted") return;
	if (answer.kind !== "done") {
		store.openFailure.value = answer;
		return;
	}
	const [only] = answer.value.participants;
	if (only !== undefined && answer.value.participants.length === 1) await open(only.id);
	else unknown(code);
}

function unknown(code: string): void {
	store.unknownCode.value = code;
	announce(t("desk.scan.unknown"), true);
}

function speakTotal(total: number): void {
	window.clearTimeout(speakTimer);
	speakTimer = window.setTimeout(() => announce(t("desk.hits", { n: total })), SPEAK_MS);
}
