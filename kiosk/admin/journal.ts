// The journal: its entries as the server has them, newest first, narrowed by whom, what, who and when; its head; and whether it is whole.
import { signal } from "@preact/signals";
import { ask } from "../common/net/api.ts";
import { now } from "../common/net/clock.ts";
import { refuse } from "./stage.ts";
import type { JournalAnswer, JournalFinding } from "./wire.ts";

const LIMIT = 200;

/** The topics that entries have; the tally has none of its own. */
export const TOPICS: readonly string[] = [
	"agenda", "draft", "participants", "doors", "print", "floor", "pledges", "ceremony", "groups", "protocol", "told", "screens", "videos", "emergency", "access",
];

export interface Wanted { topic: string; actor: string; about: { id: string; name: string } | null; minutes: string }
const EVERYTHING: Wanted = { topic: "", actor: "", about: null, minutes: "" };

export const wanted = signal<Wanted>(EVERYTHING, { name: "journal.wanted" });
export const answer = signal<JournalAnswer | null>(null, { name: "journal" });
/** When the entries that are shown were asked for. */
export const asOf = signal("", { name: "journal.asOf" });
export const finding = signal<JournalFinding | null>(null, { name: "journal.finding" });
export const isVerifying = signal(false, { name: "journal.isVerifying" });

let asking: AbortController | null = null;

async function fetchEntries(before: number | null): Promise<JournalAnswer | null> {
	asking?.abort();
	const mine = new AbortController();
	asking = mine;
	const { topic, actor, about, minutes } = wanted.peek();
	const got = await ask<JournalAnswer>("/api/journal", {
		query: {
			limit: LIMIT, topic: topic || undefined, actor: actor || undefined, about: about?.id,
			...(minutes !== "" && { from: new Date(now() - Number(minutes) * 60_000).toISOString() }),
			...(before !== null && { before_seq: before }),
		},
		signal: mine.signal,
	});
	if (got.kind === "done") return got.value;
	if (got.kind !== "aborted") refuse(got);
	return null;
}

export async function loadJournal(): Promise<void> {
	const newest = await fetchEntries(null);
	if (newest === null) return;
	answer.value = newest;
	asOf.value = new Date(now()).toISOString();
}

/** Puts the next older ones below those that are shown. */
export async function loadOlder(): Promise<void> {
	const shown = answer.peek();
	const last = shown?.entries.at(-1);
	if (shown === null || last === undefined) return;
	const older = await fetchEntries(last.seq);
	if (older !== null) answer.value = { ...shown, entries: [...shown.entries, ...older.entries], more: older.more };
}

export async function narrow(change: Partial<Wanted>): Promise<void> {
	wanted.value = { ...wanted.peek(), ...change };
	await loadJournal();
}

export const isNarrowed = (): boolean => wanted.value !== EVERYTHING && Object.values(wanted.value).some((value) => value !== "" && value !== null);
export const showAll = (): Promise<void> => narrow(EVERYTHING);

/** The server computes every hash anew; on a long day that takes a moment. */
export async function verify(): Promise<void> {
	if (isVerifying.peek()) return;
	isVerifying.value = true;
	const got = await ask<JournalFinding>("/api/journal/verify");
	isVerifying.value = false;
	if (got.kind === "done") finding.value = got.value;
	else if (got.kind !== "aborted") refuse(got);
}
