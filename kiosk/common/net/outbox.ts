// Acts of people on their way to the server. An act is on the disk before anything else happens; it leaves the disk when the server
// has answered, or when a person has dealt with its refusal. Nothing is dropped, nothing is done twice, the order is kept. One
// outbox a browser, shared by all its pages; one of them sends at a time. Not for drafts (vault.ts).
import { computed, signal } from "@preact/signals";
import type { Problem } from "../wire/types.ts";
import { type Answer, changeOnce } from "./api.ts";
import { openBase } from "./base.ts";
import { atServer, exactTime } from "./clock.ts";
import { newKey } from "./key.ts";
import { isReachable, onReturn } from "./reach.ts";

/** What a screen hands over. */
export interface Act {
	/** Made when the form opened. */
	key: string;
	path: string;
	body: object;
	/** Takes the place of `offline: true` in the body of an act that is sent late. For a door: what it decided by itself. */
	offline?: object;
	/** What the screen said without the server: an answer that has other values makes the late form go out as well. */
	told?: Record<string, string>;
	/** What kind of act: message key `outbox.kind.…` */
	kind: string;
	/** Whom or what it is about, for the list that a person reads. */
	about: string;
	/** Wait so long for the answer before it counts as kept; default 4 s. */
	patienceMs?: number;
}

export type Outcome<T> =
	| { kind: "done"; value: T; status: number }
	/** The server said no while the person waits: they are told on the spot, so it is not in the list. */
	| { kind: "refused"; status: number; problem: Problem }
	/** It is on the disk and will be sent. */
	| { kind: "kept" }
	/** Neither sent nor kept: this browser keeps nothing and the server is gone. The person has to do it again. */
	| { kind: "lost" };

/** An act as it is kept. Its place in the order is `n`. */
export interface Row extends Act {
	n: number;
	/** When the person did it, by this device's clock (ms). */
	madeAt: number;
	state: "waiting" | "refused" | "settled";
	/** Its plain form may have reached the server, so that is asked first, with the same key. */
	isTried: boolean;
	problem?: Problem;
	/** What the person who settled it wrote. */
	words?: string;
}

const FORMAT = 1;
const PATIENCE_MS = 4000;
const TRY_MS = 8000;
/** After an answer that says nothing final from a server that is there. */
const AGAIN_MS = 1500;
/** Settled rows can be read that long. */
const KEEP_SETTLED_MS = 48 * 3600 * 1000;
/** A late act says when it was, by the server's clock: a page that has just come back waits for its first beat. */
const CLOCK_MS = 4000;
const LOCK = "p2c.outbox";

const base = openBase("p2c.outbox", FORMAT, (made) => {
	made.createObjectStore("acts", { keyPath: "n", autoIncrement: true });
});
const rows = signal<readonly Row[]>([], { name: "outbox.rows" });
const keeping = signal(true, { name: "outbox.isKeeping" });
const signedOut = signal(false, { name: "outbox.needsLogin" });

/** False when this browser keeps nothing (private window, policy): the screen then says so. */
export const isKeeping = computed(() => keeping.value);
/** Acts of this browser that the server has not answered yet, oldest first. */
export const waiting = computed(() => rows.value.filter((row) => row.state === "waiting"), { name: "outbox.waiting" });
export const pending = computed(() => waiting.value.length, { name: "outbox.pending" });
/** Acts of this browser that the server refused when it heard of them; a person has to settle each. */
export const refused = computed(() => rows.value.filter((row) => row.state === "refused"), { name: "outbox.refused" });
/** Those that a person settled, newest first. */
export const settled = computed(() => rows.value.filter((row) => row.state === "settled").reverse());
/** What waits cannot leave before somebody signs in. */
export const needsLogin = computed(() => signedOut.value);

/** The acts of this page, and of those the ones whose person still waits for the answer. */
const mine = new Set<string>();
const waiters = new Map<string, (answer: Answer<unknown>) => void>();
/** How far the server's clock was ahead when the first of those that wait was sent. One view for all of them, however often the sending
 * begins again: a correction on the way must not change who came first. */
let clockView: number | null = null;
let isDraining = false;
/** Somebody asked for sending while it was being done: what they added may have been missed. */
let isWanted = false;
let timer = 0;
/** Counts what this page wrote, so that a reading that began before is read again. */
let writes = 0;

type Message = { kind: "changed" } | { kind: "answered"; key: string; answer: Answer<unknown> };
const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(LOCK);
const say = (message: Message): void => channel?.postMessage(message);

/** Sends what an earlier life of this browser left behind, and follows its other pages. Call it once. */
export async function startOutbox(): Promise<void> {
	channel?.addEventListener("message", ({ data }: MessageEvent<Message>) => {
		if (data.kind === "answered") waiters.get(data.key)?.(data.answer);
		void refresh();
	});
	onReturn(() => void drain());
	await refresh();
	const old = Date.now() - KEEP_SETTLED_MS;
	for (const row of settled.peek()) if (row.madeAt < old) await remove(row);
	void drain();
}

/** Keeps the act, sends it as soon as it can be, and answers what became of it within its patience. */
export async function perform<T>(act: Act): Promise<Outcome<T>> {
	const isOnline = isReachable.peek();
	mine.add(act.key);
	keeping.value = await add({ ...act, madeAt: Date.now(), state: "waiting", isTried: isOnline });
	if (!keeping.peek()) return outcomeOf<T>(await changeOnce<T>(act.path, act.body, { key: act.key }), "lost");
	say({ kind: "changed" });
	const answer = isOnline ? await waitFor(act) : null;
	if (answer === null) return { kind: "kept" };
	const outcome = outcomeOf<T>(answer, "kept");
	if (outcome.kind === "refused") await settleNow(act.key);
	return outcome;
}

/** A person dealt with a refused act: it stays readable for two days, with their words. */
export async function settle(row: Row, words: string): Promise<boolean> {
	return change(row, { state: "settled", words });
}

/** Tries a refused act once more, as a new act that happened when it happened. */
export async function sendAgain(row: Row): Promise<void> {
	const { problem: _, ...rest } = row;
	await replace({ ...rest, key: newKey(), state: "waiting", isTried: false });
	void drain();
}

/** Sends what waits, oldest first, one at a time, this page or another one; call it as often as you like. */
export async function drain(): Promise<void> {
	window.clearTimeout(timer);
	isWanted = true;
	if (isDraining) return;
	isDraining = true;
	let isAgain = false;
	while (isWanted) {
		isWanted = false;
		isAgain = await (navigator.locks === undefined ? drainAll() : navigator.locks.request(LOCK, drainAll));
	}
	isDraining = false;
	if (isAgain) timer = window.setTimeout(() => void drain(), AGAIN_MS * (0.5 + Math.random()));
}

/** True when it has to be tried again later. Without Web Locks (plain http) two pages may send the same act: once is what its key makes of it. */
async function drainAll(): Promise<boolean> {
	await refresh();
	if (waiting.peek().some(({ isTried }) => !isTried)) await exactTime(CLOCK_MS);
	while (isReachable.peek()) {
		const row = rows.peek().find(({ state }) => state === "waiting");
		if (row === undefined) {
			clockView = null;
			return false;
		}
		clockView ??= atServer(0);
		if (!(await send(row, clockView))) return !signedOut.peek();
	}
	return false;
}

/** False: no answer that says anything, so the row stays where it is. */
async function send(kept: Row, ahead: number): Promise<boolean> {
	const row = waiters.has(kept.key) ? { ...kept, isTried: true } : kept;
	if (row.isTried !== kept.isTried && !(await replace(row))) return false;
	const answer = await changeOnce<Record<string, unknown>>(row.path, row.isTried ? row.body : lateForm(row, ahead), { key: row.key, timeoutMs: TRY_MS, late: lateForm(row, ahead) });
	signedOut.value = answer.kind === "refused" && answer.status === 401;
	if (answer.kind === "aborted" || answer.kind === "unknown" || signedOut.peek() || isBusy(answer)) return false;
	if (row.isTried && isToldOtherwise(row, answer)) {
		/* The new key has to be on the disk before it is used. */
		return replace({ ...row, key: newKey(), isTried: false });
	}
	waiters.get(row.key)?.(answer);
	say({ kind: "answered", key: row.key, answer });
	if (answer.kind === "refused") return change(row, { state: "refused", problem: answer.problem });
	/* The next one need not wait until this one is off the disk. */
	void remove(row);
	return true;
}

function isBusy(answer: Answer<unknown>): boolean {
	return answer.kind === "refused" && [408, 425, 429].includes(answer.status);
}

/** Whether the screen already spoke for the server, and the server says something else now. */
function isToldOtherwise(row: Row, answer: Answer<Record<string, unknown>>): boolean {
	const isTold = mine.has(row.key) ? !waiters.has(row.key) : Date.now() - row.madeAt > PATIENCE_MS;
	if (!isTold) return false;
	if (answer.kind !== "done") return true;
	return Object.entries(row.told ?? {}).some(([name, value]) => answer.value[name] !== value);
}

/** What happened earlier says when, and that the server was not asked then. */
function lateForm({ body, madeAt, offline }: Row, ahead: number): object {
	return { ...body, at: new Date(madeAt + ahead).toISOString(), offline: offline ?? true };
}

/** The answer, or null when patience or the network ends before. */
function waitFor(act: Act): Promise<Answer<unknown> | null> {
	return new Promise((resolve) => {
		const end = (answer: Answer<unknown> | null): void => {
			waiters.delete(act.key);
			window.clearTimeout(patience);
			stop();
			resolve(answer);
		};
		const patience = window.setTimeout(() => end(null), act.patienceMs ?? PATIENCE_MS);
		let stop = (): void => {};
		waiters.set(act.key, end);
		stop = isReachable.subscribe((is) => {
			if (!is) queueMicrotask(() => end(null));
		});
		void drain();
	});
}

function outcomeOf<T>(answer: Answer<unknown>, otherwise: "kept" | "lost"): Outcome<T> {
	if (answer.kind === "done") return { kind: "done", value: answer.value as T, status: answer.status };
	if (answer.kind === "refused" && answer.status !== 401) return answer;
	return { kind: otherwise };
}

/** The person was told on the spot, so there is nothing left to read. */
async function settleNow(key: string): Promise<void> {
	await refresh();
	const row = rows.peek().find((other) => other.key === key);
	if (row !== undefined) await remove(row);
}

/* ---- the disk, and the same in memory ---- */

async function add(row: Omit<Row, "n">): Promise<boolean> {
	let n = 0;
	const isKept = await base.write("acts", "strict", (store) => {
		store.add(row).onsuccess = ({ target }) => { n = (target as IDBRequest<number>).result; };
	});
	writes += 1;
	if (isKept) rows.value = [...rows.peek(), { ...row, n }].sort((a, b) => a.n - b.n);
	return isKept;
}

async function change(row: Row, next: Partial<Row>): Promise<boolean> {
	return replace({ ...row, ...next });
}

async function replace(row: Row): Promise<boolean> {
	const isKept = await base.write("acts", "strict", (store) => void store.put(row));
	writes += 1;
	if (isKept) rows.value = rows.peek().map((other) => (other.n === row.n ? row : other));
	say({ kind: "changed" });
	return isKept;
}

/** Not strict: a row that comes back after a crash is sent once more, with its key. */
async function remove(row: Row): Promise<boolean> {
	writes += 1;
	rows.value = rows.peek().filter((other) => other.n !== row.n);
	return base.write("acts", "relaxed", (store) => void store.delete(row.n));
}

async function refresh(): Promise<void> {
	const before = writes;
	const read = (await base.read("acts", (store) => store.getAll() as IDBRequest<Row[]>)) ?? [];
	if (before === writes) rows.value = read;
	else await refresh();
}
