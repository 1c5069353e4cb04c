// The floor: every act on the list of speakers. Each answer is the whole list. Without a connection an act is refused in words and
// never queued: minutes later it would hit another speaker.
import { type Answer, change } from "../common/net/api.ts";
import { newKey } from "../common/net/key.ts";
import { network } from "../common/net/link.ts";
import { announce } from "../common/ui/announce.tsx";
import { hasKey, t } from "../common/text/t.ts";
import type { FloorRules, Speaker, SpeakerKind } from "../common/wire/types.ts";
import { isDone, say } from "./commands.ts";
import { loadFloor } from "./load.ts";
import { adding, floor, isFloorBusy, sessionId, speaking, undo, waiting } from "./store.ts";

type Options = { version?: number; method?: "POST" | "PATCH" };

function isOffline(): boolean {
	if (network.peek() !== "lost") return false;
	say("refuse", t("moderator.offline"));
	return true;
}

/** What is on its way, by its address: the same act pressed twice is one. */
const underway = new Set<string>();
let turn: Promise<unknown> = Promise.resolve();

/** One act after the other: another one waits for its turn, it is never lost. `done` is spoken when it is done. */
async function act(path: string, body: unknown, done: string, options: Options = {}): Promise<Answer<unknown>> {
	if (underway.has(path) || isOffline()) return { kind: "aborted" };
	underway.add(path);
	isFloorBusy.value = true;
	const answer = turn.then(() => carryOut(path, body, done, options));
	turn = answer;
	await answer;
	underway.delete(path);
	isFloorBusy.value = underway.size > 0;
	return answer;
}

async function carryOut(path: string, body: unknown, done: string, options: Options): Promise<Answer<unknown>> {
	const answer = await change<unknown>(path, body, { key: newKey(), ...options });
	/* Said, not shown: the bar with "undo" shows it. */
	if (isDone(answer)) announce(done);
	await loadFloor();
	return answer;
}

function nameOf(speaker: Speaker): string {
	return speaker.entity.name;
}

export async function callSpeaker(speaker: Speaker): Promise<void> {
	await act(`/api/speakers/${speaker.id}/call`, {}, t("moderator.floor.called", { name: nameOf(speaker) }));
}

export async function callNext(): Promise<void> {
	const next = waiting.peek()[0];
	if (next !== undefined) await callSpeaker(next);
}

export async function endNow(): Promise<void> {
	const now = speaking.peek();
	if (now !== null) await act(`/api/speakers/${now.id}/end`, {}, t("moderator.floor.ended", { name: nameOf(now) }));
}

/** Starts the next when nobody speaks; else stops the clock or lets it run on. */
export async function pauseOrResume(): Promise<void> {
	const now = speaking.peek();
	if (now === null) return callNext();
	const step = now.paused_at === null ? "pause" : "resume";
	await act(`/api/speakers/${now.id}/${step}`, {}, t(`moderator.floor.${step}d`, { name: nameOf(now) }));
}

export async function strike(speaker: Speaker): Promise<void> {
	await act(`/api/speakers/${speaker.id}/withdraw`, {}, t("moderator.floor.struck", { name: nameOf(speaker) }));
}

/** Not said in the room; the text is kept. */
export async function leaveUndelivered(speaker: Speaker, statement: string): Promise<Answer<unknown>> {
	const body = statement === "" ? {} : { statement };
	return act(`/api/speakers/${speaker.id}/undelivered`, body, t("moderator.floor.undelivered", { name: nameOf(speaker) }));
}

/** Before another who waits, or to the end. */
export async function moveBefore(speaker: Speaker, before: string | null): Promise<void> {
	await act(`/api/speakers/${speaker.id}/move`, { before }, t("moderator.floor.moved", { name: nameOf(speaker) }));
}

/** One place up or down among those who wait. */
export async function moveBy(speaker: Speaker, places: 1 | -1): Promise<void> {
	const rows = waiting.peek();
	const at = rows.findIndex((row) => row.id === speaker.id);
	const to = at + places;
	if (at < 0 || to < 0 || to >= rows.length) return;
	await moveBefore(speaker, rows[places === 1 ? to + 1 : to]?.id ?? null);
}

export interface Particulars {
	allotted_seconds?: number;
	speaks_for?: string;
	remote?: boolean;
	language?: string;
	statement?: string;
}

export async function changeSpeaker(speaker: Speaker, particulars: Particulars): Promise<Answer<unknown>> {
	const options = { method: "PATCH", version: speaker.version } as const;
	return act(`/api/speakers/${speaker.id}`, particulars, t("moderator.floor.changed", { name: nameOf(speaker) }), options);
}

/** Time beyond the rule, for whoever has the floor. */
export async function giveTime(seconds: number): Promise<void> {
	const now = speaking.peek();
	if (now !== null) await changeSpeaker(now, { allotted_seconds: now.allotted_seconds + seconds });
}

export interface Asking {
	person?: string;
	code?: string;
	kind?: SpeakerKind;
	speaks_for?: string;
	remote?: boolean;
	prior?: boolean;
}

/** By the person's id, or by the code of a badge. */
export async function addSpeaker(asking: Asking): Promise<void> {
	const id = sessionId.peek();
	if (id === null || isOffline()) return;
	const kind = asking.kind ?? adding.peek() ?? "statement";
	const body = { ...asking, ...(kind !== "statement" && { kind }) };
	const answer = await change<Speaker>(`/api/sessions/${id}/speakers`, body, { key: newKey() });
	if (isDone(answer)) {
		adding.value = null;
		say("ok", t("moderator.floor.added", { name: answer.value.person.name.display }));
	}
	await loadFloor();
}

export async function changeRules(rules: FloorRules, next: Partial<FloorRules>): Promise<Answer<unknown>> {
	const options = { method: "PATCH", version: rules.version } as const;
	return act(`/api/sessions/${sessionId.peek()}/floor`, next, t("moderator.rules.saved"), options);
}

export async function onList(step: "sort" | "close" | "reopen"): Promise<Answer<unknown>> {
	return act(`/api/sessions/${sessionId.peek()}/floor/${step}`, {}, t(`moderator.list.${step}.done`));
}

/** What an act of the journal is called here. */
export function actName(action: string): string {
	const key = `moderator.did.${action.replace(/^.*\./, "")}`;
	return hasKey(key) ? t(key) : t("moderator.did.other");
}

/** Takes the last act on the list back, as a new act. */
export async function undoLast(): Promise<void> {
	const last = undo.peek();
	if (last === null) return;
	await act(`/api/sessions/${sessionId.peek()}/floor/undo`, {}, t("moderator.undone", { act: actName(last.action), name: undoName() }));
}

/** Whom the act that can be taken back was about. */
export function undoName(): string {
	const id = undo.value?.speaker ?? null;
	const row = id === null ? undefined : floor.value?.speakers.find((one) => one.id === id) ?? floor.value?.now ?? undefined;
	return row === undefined ? "" : nameOf(row);
}

/** Who is suggested goes first. */
export async function takeSuggestion(): Promise<void> {
	const id = floor.peek()?.suggestion?.speaker;
	const rows = waiting.peek();
	const row = rows.find((one) => one.id === id);
	const first = rows[0];
	if (row !== undefined && first !== undefined && first.id !== row.id) await moveBefore(row, first.id);
}
