// What the desk shows. Written only by this folder's commands; views read. Not for talking to the server.
import { computed, signal } from "@preact/signals";
import type { Arrivals, Participant, ParticipantDetail } from "../common/wire/types.ts";
import type { Failure } from "../common/ui/problem.tsx";

/** Hits belong to the query they were asked with; until the answer comes the old ones stay, marked as old. */
export interface Hits { query: string; list: readonly Participant[]; total: number }

/** The act of checking in the open person. */
export type CheckIn =
	| { state: "idle" }
	| { state: "busy"; attempt: number }
	| { state: "failed"; failure: Failure }
	/** isNew: a badge came out of this act, so it goes to the printer. */
	| { state: "done"; isFirst: boolean; isNew: boolean };

export type Sheet = "none" | "walkin" | "reprint" | "keys";

/** Somebody this desk dealt with since the page was opened. */
export interface Recent { id: string; name: string; at: number; serial: string | null }

export const NO_HITS: Hits = { query: "", list: [], total: 0 };
const RECENT_KEPT = 6;

export const query = signal("", { name: "desk.query" });
export const hits = signal<Hits>(NO_HITS, { name: "desk.hits" });
export const searchFailure = signal<Failure | null>(null, { name: "desk.searchFailure" });
/** Place of the highlighted hit. */
export const cursor = signal(0, { name: "desk.cursor" });
/** The person in the panel; null: none is open. */
export const person = signal<ParticipantDetail | null>(null, { name: "desk.person" });
export const openFailure = signal<Failure | null>(null, { name: "desk.openFailure" });
export const checkIn = signal<CheckIn>({ state: "idle" }, { name: "desk.checkIn" });
/** A scan that led to nobody. */
export const unknownCode = signal<string | null>(null, { name: "desk.unknownCode" });
export const sheet = signal<Sheet>("none", { name: "desk.sheet" });
export const arrivals = signal<Arrivals | null>(null, { name: "desk.arrivals" });
export const recent = signal<readonly Recent[]>([], { name: "desk.recent" });
/** Serial of the badge on its way to the printer. */
export const printing = signal<string | null>(null, { name: "desk.printing" });

/** Whether the answer to what stands in the field is still to come. */
export const isSearching = computed(() => query.value.trim() !== "" && hits.value.query !== query.value.trim());
export const highlighted = computed(() => hits.value.list[cursor.value]);

/** Puts what the server says now in place of the row on screen; nothing moves. */
export function replaceHit(fresh: Participant): void {
	const { list } = hits.peek();
	if (!list.some((row) => row.id === fresh.id)) return;
	hits.value = { ...hits.peek(), list: list.map((row) => (row.id === fresh.id ? fresh : row)) };
}

export function remember(row: Recent): void {
	recent.value = [row, ...recent.peek().filter((other) => other.id !== row.id)].slice(0, RECENT_KEPT);
}
