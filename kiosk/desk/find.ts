// Finding people: search while typing, opening a hit, following a scan. The newest question wins, older ones are aborted.
import type { Participant, ParticipantDetail } from "../common/wire/types.ts";
import { ask } from "../common/net/api.ts";
import { newKey } from "../common/net/key.ts";
import { goToLogin } from "../common/net/login.ts";
import { t } from "../common/text/t.ts";
import { announce } from "../common/ui/announce.tsx";
import * as store from "./store.ts";

interface Found { participants: Participant[]; total: number }

/** Fast enough to feel immediate, slow enough that a fast typist asks once a syllable. */
const TYPING_MS = 70;
const LIMIT = 30;
/** The spoken number of hits waits until typing rests. */
const SPEAK_MS = 700;

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
	store.openFailure.value = null;
	store.unknownCode.value = null;
	store.act.value = { state: "idle" };
}

export async function search(text: string): Promise<void> {
	searching.abort();
	searching = new AbortController();
	const answer = await ask<Found>("/api/participants", { query: { q: text, limit: LIMIT }, signal: searching.signal });
	if (answer.kind === "aborted") return;
	if (answer.kind !== "done") {
		if (answer.kind === "refused" && answer.status === 401) goToLogin();
		store.searchFailure.value = answer;
		return;
	}
	store.searchFailure.value = null;
	store.cursor.value = 0;
	store.hits.value = { query: text, list: answer.value.participants, total: answer.value.total };
	speakTotal(answer.value.total);
	const only = answer.value.participants.length === 1 ? answer.value.participants[0] : undefined;
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
	renewKey();
	const known = store.hits.peek().list.find((row) => row.id === id);
	if (known !== undefined) store.person.value = { ...known, badges: [], guests: [], acts: [] };
	const answer = await ask<ParticipantDetail>(`/api/participants/${encodeURIComponent(id)}`, { signal: opening.signal });
	if (answer.kind === "aborted") return;
	if (answer.kind === "done") show(answer.value);
	else store.openFailure.value = answer;
}

/** Asks again for the open person, after a notice or an act. */
export async function refreshPerson(): Promise<void> {
	const id = store.person.peek()?.id;
	if (id === undefined) return;
	const answer = await ask<ParticipantDetail>(`/api/participants/${encodeURIComponent(id)}`);
	if (answer.kind === "done" && store.person.peek()?.id === id) show(answer.value);
}

function show(fresh: ParticipantDetail): void {
	store.person.value = fresh;
	store.replaceHit(fresh);
}

/** A badge was scanned: it opens its owner, whatever was on the screen before. */
export async function followScan(code: string): Promise<void> {
	// A sheet belongs to the person behind it; it must not change hands.
	if (store.sheet.peek() !== "none") return;
	clearField();
	close();
	const answer = await ask<Found>("/api/participants", { query: { q: code, limit: 2 } });
	if (answer.kind === "aborted") return;
	if (answer.kind !== "done") {
		store.openFailure.value = answer;
		return;
	}
	const [only] = answer.value.participants;
	if (only !== undefined && answer.value.participants.length === 1) {
		await open(only.id);
		return;
	}
	store.unknownCode.value = code;
	announce(t("desk.scan.unknown"), true);
}

function speakTotal(total: number): void {
	window.clearTimeout(speakTimer);
	speakTimer = window.setTimeout(() => announce(t("desk.hits", { n: total })), SPEAK_MS);
}
