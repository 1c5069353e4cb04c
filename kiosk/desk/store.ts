// What the desk shows. Written only by this folder's commands; views read. Not for talking to the server.
import { computed, signal } from "@preact/signals";
import type { Delegation, HelpCase, PrintJob, Printer } from "../common/wire/desk.ts";
import type { Arrivals, Participant, ParticipantDetail } from "../common/wire/types.ts";
import type { Failure } from "../common/ui/problem.tsx";

/** Hits belong to the query they were asked with; until the answer comes the old ones stay, marked as old. */
export interface Hits { query: string; list: readonly Participant[]; total: number }

/** What is done with the open person; the words of each are in the messages (desk.did.…). */
export type Verb = "check_in" | "hand_over" | "approve" | "letter" | "identity" | "photo" | "reprint" | "help";

/** The act on the open person. */
export type Act =
	| { state: "idle" }
	| { state: "busy"; verb: Verb; attempt: number }
	| { state: "failed"; verb: Verb; failure: Failure }
	/** isNew: a badge came out of this act, so it goes to the printer. isKept: noted in this browser, the server is told later. */
	| { state: "done"; verb: Verb; isFirst: boolean; isNew: boolean; isKept: boolean };

export type Sheet = "none" | "walkin" | "reprint" | "keys" | "photo" | "approve" | "collector" | "help" | "queue" | "delegations" | "printers" | "uncollected" | "late";

/** Somebody this desk dealt with since the page was opened. */
export interface Recent { id: string; name: string; at: number; serial: string | null; isCollected: boolean }

/** The last act, while it can be taken back; a hand-over that was an arrival, too, takes two steps. */
export interface Undo { id: string; name: string; verb: Verb; at: number; steps: number; isKept: boolean; state: "open" | "busy" | "failed"; failure?: Failure }

export const NO_HITS: Hits = { query: "", list: [], total: 0 };
const RECENT_KEPT = 6;

export const query = signal("", { name: "desk.query" });
export const hits = signal<Hits>(NO_HITS, { name: "desk.hits" });
export const searchFailure = signal<Failure | null>(null, { name: "desk.searchFailure" });
/** Place of the highlighted hit. */
export const cursor = signal(0, { name: "desk.cursor" });
/** The person in the panel; null: none is open. */
export const person = signal<ParticipantDetail | null>(null, { name: "desk.person" });
/** The person in the panel comes from the roster kept here: the server cannot be asked. */
export const isHeld = signal(false, { name: "desk.isHeld" });
export const openFailure = signal<Failure | null>(null, { name: "desk.openFailure" });
export const act = signal<Act>({ state: "idle" }, { name: "desk.act" });
/** A scan that led to nobody. */
export const unknownCode = signal<string | null>(null, { name: "desk.unknownCode" });
export const sheet = signal<Sheet>("none", { name: "desk.sheet" });
export const arrivals = signal<Arrivals | null>(null, { name: "desk.arrivals" });
export const recent = signal<readonly Recent[]>([], { name: "desk.recent" });
/** Serials of the badges on their way to the browser's print dialog; printers of the server need no help from here. */
export const printing = signal<readonly string[]>([], { name: "desk.printing" });
export const undo = signal<Undo | null>(null, { name: "desk.undo" });
export const printers = signal<readonly Printer[] | null>(null, { name: "desk.printers" });
/** Jobs of this desk's printer, newest first. */
export const jobs = signal<readonly PrintJob[]>([], { name: "desk.jobs" });
export const cases = signal<readonly HelpCase[] | null>(null, { name: "desk.cases" });
export const uncollected = signal<{ list: readonly Participant[]; total: number } | null>(null, { name: "desk.uncollected" });
export const delegations = signal<readonly Delegation[] | null>(null, { name: "desk.delegations" });

/** Whether the answer to what stands in the field is still to come. */
export const isSearching = computed(() => query.value.trim() !== "" && hits.value.query !== query.value.trim());
export const highlighted = computed(() => hits.value.list[cursor.value]);
export const isBusy = computed(() => act.value.state === "busy");
/** Jobs of which nobody knows whether they came out. */
export const unknownJobs = computed(() => jobs.value.filter((job) => job.state === "unknown"));

/** Puts what the server says now in place of the row on screen; nothing moves. */
export function replaceHit(fresh: Participant): void {
	const { list } = hits.peek();
	const at = list.findIndex((row) => row.id === fresh.id);
	if (at < 0) return;
	// Why it was found belongs to the question, not to the row.
	const match = fresh.match ?? list[at]?.match;
	hits.value = { ...hits.peek(), list: list.with(at, { ...fresh, ...(match && { match }) }) };
}

export function remember(fresh: Participant, at: number): void {
	const row: Recent = { id: fresh.id, name: fresh.name.display, at, serial: fresh.badge?.serial ?? null, isCollected: fresh.badge?.collected ?? false };
	recent.value = [row, ...recent.peek().filter((other) => other.id !== row.id)].slice(0, RECENT_KEPT);
}
