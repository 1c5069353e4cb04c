// The server's clock as this page knows it, and the one timer that makes "now" move. Not for durations of requests.
import { computed, signal } from "@preact/signals";
import type { Instant } from "../wire/types.ts";

/** How far the local clock must be off before the correction is taken: below it is network jitter. */
const JITTER_MS = 250;

/** A page that opens without the server goes on with what an earlier one knew. */
const OFFSET_ROW = "p2c.clock";

const offset = signal(keptOffset() ?? 0, { name: "clock.offset" });
/** A beat of the stream has told the time, to this page or to an earlier one; a header is no news any more. */
let isExact = keptOffset() !== null;
let onExact: (() => void)[] = [];
const tick = signal(Date.now(), { name: "clock.tick" });

/** Milliseconds since 1970 by the server's clock. Does not subscribe: for event handlers. */
export function now(): number {
	return Date.now() + offset.peek();
}

/** What the last beats said, each late by its way here: the least late one is the truest. */
const BEATS = 12;
const beats: number[] = [];

/** The server's clock to a few milliseconds, as soon as some beats were heard: for what has to run in step on many screens. */
export function exactNow(): number {
	return beats.length === 0 ? now() : Date.now() + Math.max(...beats);
}

/** What the server's clock showed at a moment of this device's. */
export function atServer(deviceMs: number): number {
	return deviceMs + offset.peek();
}

/** What this device's clock shows at a moment of the server's. */
export function atDevice(serverMs: number): number {
	return serverMs - offset.peek();
}

/** The same, moving once a second: reading it in a view makes the view follow. */
export const second = computed(() => tick.value + offset.value, { name: "clock.second" });

/** A first idea of the server's time, to the second, from an answer's Date header: until a beat tells it exactly. */
export function guessServerTime(header: string | null): void {
	if (!isExact && header !== null) correct(Date.parse(header));
}

/** Takes over the server's time from a beat. Not from an answer: a view may have been kept for minutes. */
export function setServerTime(at: Instant): void {
	isExact = true;
	keepBeat(Date.parse(at) - Date.now());
	correct(Date.parse(at));
	for (const act of onExact) act();
	onExact = [];
}

/** Until the server has told its time exactly, or it has had long enough to. */
export function exactTime(patienceMs: number): Promise<void> {
	if (isExact) return Promise.resolve();
	return new Promise((resolve) => {
		onExact.push(resolve);
		window.setTimeout(resolve, patienceMs);
	});
}

/** A clock that was set, here or there, makes the beats before it worthless. */
function keepBeat(found: number): void {
	if (Number.isNaN(found)) return;
	if (beats.some((one) => Math.abs(one - found) > 1000)) beats.length = 0;
	beats.push(found);
	if (beats.length > BEATS) beats.shift();
}

function correct(server: number): void {
	if (Number.isNaN(server)) return;
	const found = server - Date.now();
	if (Math.abs(found - offset.peek()) <= JITTER_MS) return;
	offset.value = found;
	try {
		if (isExact) localStorage.setItem(OFFSET_ROW, String(found));
	} catch {
		/* Without storage the next page learns it anew. */
	}
}

function keptOffset(): number | null {
	try {
		const kept = localStorage.getItem(OFFSET_ROW);
		return kept === null ? null : Number(kept) || 0;
	} catch {
		return null;
	}
}

/** Starts the page's only clock timer; ticks just after each full second of the server. Returns the stop. */
export function startClock(): () => void {
	let timer = 0;
	const beat = (): void => {
		tick.value = Date.now();
		timer = window.setTimeout(beat, 1000 - (now() % 1000) + 5);
	};
	beat();
	return () => window.clearTimeout(timer);
}
