// How fresh what we show is: one value for the whole page. It believes the last beat of the server, never navigator.onLine.
import { computed, signal } from "@preact/signals";
import { second } from "./clock.ts";

export type Network = "connecting" | "open" | "lost";
/** live: a beat within 10 s · late: within 30 s · stale: older, do not rely on what is shown. */
export type Freshness = "live" | "late" | "stale";

const LATE_MS = 10_000;
const STALE_MS = 30_000;

const lastBeat = signal(performance.now(), { name: "link.lastBeat" });
const lastTruth = signal(0, { name: "link.lastTruth" });
const lastSeq = signal(0, { name: "link.seq" });
const networkState = signal<Network>("connecting", { name: "link.network" });
const pendingActs = signal(0, { name: "link.pending" });
const unrepeated = signal(0, { name: "link.notRepeated" });
const oldServer = signal(false, { name: "link.oldServer" });
const update = signal(false, { name: "link.update" });

export const network = computed(() => networkState.value);
/** Acts sent and not yet answered (also while they are being retried). */
export const pending = computed(() => pendingActs.value);
/** The server carries newer pages than this one; a reload brings them. */
export const updateWaiting = computed(() => update.value);

/** What answers came before the server that this browser has worked with (net/epoch.ts): nothing it says counts. */
export const isOldServer = computed(() => oldServer.value);

/** Milliseconds since the server was last heard. */
export const age = computed(() => {
	void second.value;
	return performance.now() - lastBeat.value;
}, { name: "link.age" });

export const freshness = computed<Freshness>(() => {
	const old = age.value;
	return old >= STALE_MS ? "stale" : old >= LATE_MS ? "late" : "live";
}, { name: "link.freshness" });

/** Server time (ms) of the last moment what is shown was known to be true. */
export const truthAt = computed(() => lastTruth.value);

/** Number of the journal's last entry that the server had when it was last heard. */
export const seqHeard = computed(() => lastSeq.value);

export function heard(serverMs: number, seq: number): void {
	lastBeat.value = performance.now();
	lastTruth.value = serverMs;
	lastSeq.value = seq;
	networkState.value = "open";
}

export function setNetwork(state: Network): void {
	networkState.value = state;
}

export function countPending(by: 1 | -1): void {
	pendingActs.value += by;
}

/** Acts of before a spare took over that it would not take again (net/again.ts): somebody has to look. */
export const notRepeated = computed(() => unrepeated.value);

export function setNotRepeated(n: number): void {
	unrepeated.value = n;
}

export function markOldServer(is: boolean): void {
	oldServer.value = is;
}

export function announceUpdate(): void {
	update.value = true;
}
