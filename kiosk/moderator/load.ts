// Asking the server: each list is fetched whole when a notice says that it changed. A newer question replaces an older one.
import { isTold, loadAlerts } from "../common/net/alerts.ts";
import { ask } from "../common/net/api.ts";
import { me } from "../common/net/catalogue.ts";
import { now } from "../common/net/clock.ts";
import { network, truthAt } from "../common/net/link.ts";
import { openStream, refetcher } from "../common/net/stream.ts";
import type { Agenda, Entity, Hearing, HistoryEntry, JournalHead, Notice, Participant, Pledge, SpeakersAnswer, Tally, Topic, Wall } from "../common/wire/types.ts";
import { likelySession } from "./sessions.ts";
import { agenda, entry, floor, hearings, isLogOfAll, log, scene, sessionId, submitted, tally } from "./store.ts";

const LOG_ROWS = 40;
const SPREAD_MS = 150;

export async function loadAgenda(): Promise<void> {
	const answer = await ask<Agenda>("/api/agenda");
	if (answer.kind === "done") agenda.value = answer.value;
}

/** Which session is likely depends on the server's clock, so the first beat of the stream (or its failure) is awaited. */
export function chooseSession(): void {
	const sessions = agenda.value?.sessions;
	const isClockUnknown = truthAt.value === 0 && network.value === "connecting";
	if (sessions === undefined || isClockUnknown || sessionId.peek() !== null) return;
	sessionId.value = likelySession(sessions, now())?.id ?? null;
}

/** Questions about one list overlap: an answer counts only while no newer question was asked. */
function newest(): () => () => boolean {
	let last = 0;
	return () => {
		const mine = ++last;
		return () => mine === last;
	};
}

const askFloor = newest();
const askLog = newest();
const askTally = newest();
const askSubmitted = newest();
const askScene = newest();
const askHearings = newest();

export async function loadFloor(): Promise<void> {
	const id = sessionId.peek();
	if (id === null) return;
	const isNewest = askFloor();
	const answer = await ask<SpeakersAnswer>(`/api/sessions/${id}/speakers`);
	if (answer.kind === "done" && isNewest()) floor.value = answer.value;
}

export async function loadScene(): Promise<void> {
	const isNewest = askScene();
	const answer = await ask<Wall>("/api/wall");
	if (answer.kind === "done" && isNewest()) scene.value = answer.value.scene;
}

export async function loadHearings(): Promise<void> {
	const id = sessionId.peek();
	if (id === null) return;
	const isNewest = askHearings();
	const answer = await ask<{ hearings: Hearing[] }>("/api/hearings", { query: { session: id } });
	if (answer.kind === "done" && isNewest()) hearings.value = answer.value.hearings;
}

export async function historyOf(pledge: string): Promise<HistoryEntry[] | null> {
	const answer = await ask<{ entries: HistoryEntry[] }>(`/api/pledges/${pledge}/history`);
	return answer.kind === "done" ? answer.value.entries : null;
}

export async function journalHead(): Promise<JournalHead | null> {
	const answer = await ask<JournalHead>("/api/journal/head");
	return answer.kind === "done" ? answer.value : null;
}

export async function loadLog(): Promise<void> {
	const isNewest = askLog();
	const id = isLogOfAll.peek() ? undefined : (sessionId.peek() ?? undefined);
	const answer = await ask<{ pledges: Pledge[] }>("/api/pledges", { query: { session: id, limit: LOG_ROWS } });
	if (answer.kind === "done" && isNewest()) log.value = answer.value.pledges.filter((row) => row.state !== "submitted");
}

export async function loadTally(): Promise<void> {
	const isNewest = askTally();
	const answer = await ask<Tally>("/api/tally");
	if (answer.kind === "done" && isNewest()) tally.value = answer.value;
}

export async function loadSubmitted(): Promise<void> {
	const isNewest = askSubmitted();
	const id = entry.peek().who?.id ?? null;
	if (id === null) {
		submitted.value = [];
		return;
	}
	const answer = await ask<{ pledges: Pledge[] }>("/api/pledges", { query: { state: "submitted", entity: id, limit: 9 } });
	if (answer.kind === "done" && isNewest()) submitted.value = answer.value.pledges;
}

export const findPeople = finder<Participant>("/api/participants", "participants");
export const findEntities = finder<Entity>("/api/entities", "entities");

/** A search field's question: the one before it is taken back. null = no answer (newer question, or no network). */
function finder<T>(path: string, list: string): (text: string) => Promise<T[] | null> {
	let last: AbortController | null = null;
	return async (text) => {
		last?.abort();
		last = new AbortController();
		const answer = await ask<Record<string, T[]>>(path, { signal: last.signal, query: { q: text, limit: 8 } });
		return answer.kind === "done" ? (answer.value[list] ?? []) : null;
	};
}

/** Starts the stream; every topic has the one list that it touches. */
export function follow(): void {
	const pledges = refetcher(async () => void (await Promise.all([loadLog(), loadSubmitted(), loadHearings()])), SPREAD_MS);
	const touch: Partial<Record<Topic, () => void>> = {
		agenda: refetcher(loadAgenda, SPREAD_MS),
		floor: refetcher(async () => void (await Promise.all([loadFloor(), loadScene()])), SPREAD_MS),
		tally: refetcher(loadTally, SPREAD_MS),
		pledges,
		protocol: refetcher(loadAlerts, 0),
	};
	const all = (): void => Object.values(touch).forEach((again) => again());
	openStream({
		topics: me.peek() === null ? ["agenda", "floor", "tally"] : ["agenda", "floor", "tally", "pledges", ...(isTold() ? ["protocol" as const] : [])],
		onNotice: (notice: Notice) => touch[notice.topic]?.(),
		onReset: all,
		onBegin: all,
	});
}
