// The journal: its entries as the server has them, newest first, narrowed by whom, what, who and when; its head; and whether it is whole.
import { computed, signal } from "@preact/signals";
import { ask } from "../common/net/api.ts";
import { now } from "../common/net/clock.ts";
import type { Topic } from "../common/wire/types.ts";
import { refuse } from "./stage.ts";
import type { JournalAnswer, JournalFinding } from "./wire.ts";

const LIMIT = 200;

/** The topics that entries have. */
export const TOPICS: readonly Topic[] = [
	"agenda", "draft", "participants", "doors", "print", "floor", "pledges", "tally", "ceremony", "groups", "protocol", "told", "screens", "videos", "emergency", "access",
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

/** A question that asks by itself neither ends another one nor says that it failed. */
async function fetchEntries(before: number | null, isQuiet = false): Promise<JournalAnswer | null> {
	const mine = new AbortController();
	if (!isQuiet) {
		asking?.abort();
		asking = mine;
	}
	const question = wanted.peek();
	const { topic, actor, about, minutes } = question;
	const got = await ask<JournalAnswer>("/api/journal", {
		query: {
			limit: LIMIT, topic: topic || undefined, actor: actor || undefined, about: about?.id,
			...(minutes !== "" && { from: new Date(now() - Number(minutes) * 60_000).toISOString() }),
			...(before !== null && { before_seq: before }),
		},
		signal: mine.signal,
	});
	if (got.kind === "done") return isQuiet && question !== wanted.peek() ? null : got.value;
	if (got.kind !== "aborted" && !isQuiet) refuse(got);
	return null;
}

export async function loadJournal(): Promise<void> {
	isStale = false;
	const newest = await fetchEntries(null);
	if (newest === null) return;
	waiting.value = null;
	answer.value = newest;
	asOf.value = new Date(now()).toISOString();
}

/* ---- what comes while somebody looks ---- */

let isLooked = false;
let isStale = false;
/** The newest entries, fetched and not shown yet: nothing moves under whoever reads further down. */
const waiting = signal<JournalAnswer | null>(null, { name: "journal.waiting" });
const newestOf = (list: JournalAnswer | null): number => list?.entries[0]?.seq ?? 0;
/** How many those are; of a page full of new ones, that many. */
export const arrived = computed(() => (waiting.value?.entries ?? []).filter(({ seq }) => seq > newestOf(answer.value)).length);

/** Somebody looks at the list, until the answer is called. */
export function look(): () => void {
	isLooked = true;
	if (isStale) void hearJournal();
	return () => { isLooked = false; };
}

/** New entries came; a list that nobody looks at asks when it is looked at. */
export async function hearJournal(): Promise<void> {
	isStale = !isLooked;
	if (isStale) return;
	const newest = await fetchEntries(null, true);
	if (newest !== null) waiting.value = newest;
}

/** Puts what came above what is shown; where more came than one answer holds, the rest is asked for as older ones are. */
export function showArrived(): void {
	const [newest, shown] = [waiting.peek(), answer.peek()];
	if (newest === null) return void loadJournal();
	const last = newest.entries.at(-1)?.seq ?? 0;
	const isJoined = shown !== null && last <= newestOf(shown);
	const older = isJoined ? shown.entries.filter(({ seq }) => seq < last) : [];
	answer.value = { ...newest, entries: [...newest.entries, ...older], more: isJoined && older.length > 0 ? shown.more : newest.more };
	asOf.value = new Date(now()).toISOString();
	waiting.value = null;
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
