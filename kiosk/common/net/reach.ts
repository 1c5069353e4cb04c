// Whether the server can be reached, believed from what calls really did (never navigator.onLine). It switches off by itself when
// a call and then a probe fail, and on again by itself as soon as a probe succeeds. Not for how old what is shown is: link.ts.
import { computed, effect, signal } from "@preact/signals";
import { guessServerTime } from "./clock.ts";

const PROBE = "/healthz";
const PROBE_MS = 2500;
/** Between two probes of a server that is gone: what waits in the outbox leaves within seconds of its return. */
const AGAIN_MS = 1000;
/** A call that takes longer makes us look whether the server is there at all. */
export const SLOW_CALL_MS = 2000;
const DRILL_ROW = "p2c.drill";

const lostAt = signal(0, { name: "reach.lostAt" });
const drill = signal(readDrill(), { name: "reach.drill" });
/** Signing out: the page goes. What it would still ask would be refused, and what is answered late would be kept after all was forgotten. */
export const isLeaving = signal(false, { name: "reach.isLeaving" });
let isProbing = false;
let timer = 0;

/** False: the screen works from what it holds, and acts wait in the outbox. */
export const isReachable = computed(() => lostAt.value === 0 && !drill.value, { name: "reach.isReachable" });
/** The line of this screen is cut on purpose. */
export const isDrill = computed(() => drill.value);
/** When the server was lost (device's clock, ms); 0 while it is reachable. */
export const lostSince = computed(() => lostAt.value);

/** Any answer of the server itself. */
export function reached(): void {
	if (!drill.peek()) lostAt.value = 0;
}

/** A call failed or takes long: one probe decides. Call it as often as you like. */
export function doubt(): void {
	if (!isProbing && lostAt.peek() === 0 && !drill.peek()) void probe();
}

/** Cuts this screen off for a rehearsal, or mends it. Kept over a reload, so that a page that opens without network is rehearsed, too. */
export function setDrill(isOn: boolean): void {
	try {
		if (isOn) sessionStorage.setItem(DRILL_ROW, "on");
		else sessionStorage.removeItem(DRILL_ROW);
	} catch {
		/* A browser without storage forgets the drill at the next load. */
	}
	lostAt.value = isOn ? Date.now() : 0;
	drill.value = isOn;
	if (!isOn) doubt();
}

/** Calls back each time the server comes back. Returns the stop. */
export function onReturn(act: () => void): () => void {
	let was = isReachable.peek();
	return effect(() => {
		const is = isReachable.value;
		if (is && !was) queueMicrotask(act);
		was = is;
	});
}

async function probe(): Promise<void> {
	isProbing = true;
	window.clearTimeout(timer);
	const isThere = await answers();
	isProbing = false;
	if (isThere) {
		reached();
		return;
	}
	if (lostAt.peek() === 0) lostAt.value = Date.now();
	timer = window.setTimeout(() => void probe(), AGAIN_MS * (0.5 + Math.random()));
}

async function answers(): Promise<boolean> {
	try {
		const response = await fetch(PROBE, { cache: "no-store", signal: AbortSignal.timeout(PROBE_MS) });
		guessServerTime(response.headers.get("Date"));
		return response.ok;
	} catch {
		return false;
	}
}

function readDrill(): boolean {
	try {
		return sessionStorage.getItem(DRILL_ROW) === "on";
	} catch {
		return false;
	}
}

if (drill.peek()) lostAt.value = Date.now();
/* The device's own opinion is only a hint to look again at once. */
window.addEventListener("online", () => {
	if (lostAt.peek() !== 0 && !isProbing && !drill.peek()) void probe();
});
