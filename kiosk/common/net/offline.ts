// Whether this page will open without the server: installs the service worker (sw/main.ts) that keeps its page.
// And it keeps who is signed in and the day's lists for such a start. Not for people (roster.ts, door list) nor for acts (outbox.ts).
import { computed, signal } from "@preact/signals";
import type { Catalogue, Me } from "../wire/types.ts";
import { catalogue, loadCatalogue, loadMe, me, takeKept } from "./catalogue.ts";
import { atDevice } from "./clock.ts";
import { canSeal, seal, unseal } from "./sealed.ts";

/** What boot() needs of a screen that opens without the server. */
export interface Offline {
	start(): Promise<void>;
	load(): Promise<"in" | "out" | "unknown">;
	/** The day's lists alone, for pages that nobody signs in to. */
	lists(): Promise<boolean>;
}

/** insecure: plain http from another machine, where browsers keep no pages · none: this browser does not or may not. */
export type OfflineState = "starting" | "ready" | "insecure" | "none";

const WORKER = "/sw.js";
/** A start that may end without the server does not wait longer for it. */
const START_MS = 2500;
/** The server has just taken this login for good: a clock that is off at the start must not make us forget it. */
const LEAST_MS = 3600 * 1000;
/** The lists are not secret and change with the program. */
const KEEP_LISTS_MS = 7 * 24 * 3600 * 1000;
const state = signal<OfflineState>(canSeal ? "starting" : "insecure", { name: "offline.state" });
export const offlineState = computed(() => state.value);

interface TrustedTypes { createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): { createScriptURL(url: string): string } }

/** The page's policy lets only a vetted address become a script: this one is a constant. */
function workerAddress(): string {
	const factory = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
	return factory === undefined ? WORKER : factory.createPolicy("p2c-worker", { createScriptURL: (url) => (url === WORKER ? url : "") }).createScriptURL(WORKER);
}

/** Login and lists: from the server, else as they were kept. "unknown": neither. */
async function load(): Promise<"in" | "out" | "unknown"> {
	const [login, hasLists] = await Promise.all([loadMe(START_MS), loadCatalogue(START_MS)]);
	if (login === "out") return "out";
	takeKept(login === "in" ? null : await unseal<Me>("me"), hasLists ? null : await unseal<Catalogue>("catalogue"));
	const [who, known] = [me.peek(), catalogue.peek()];
	if (who === null || known === null) return "unknown";
	if (login === "in") await seal("me", who, Math.max(atDevice(Date.parse(who.expires_at)), Date.now() + LEAST_MS));
	if (hasLists) await keepLists(known);
	return "in";
}

function keepLists(lists: Catalogue): Promise<boolean> {
	return seal("catalogue", lists, Date.now() + KEEP_LISTS_MS);
}

async function lists(): Promise<boolean> {
	const hasLists = await loadCatalogue(START_MS);
	if (!hasLists) takeKept(null, await unseal<Catalogue>("catalogue"));
	const known = catalogue.peek();
	if (hasLists && known !== null) void keepLists(known);
	return known !== null;
}

async function start(): Promise<void> {
	if (state.peek() === "insecure") return;
	if (navigator.serviceWorker === undefined) {
		state.value = "none";
		return;
	}
	try {
		const registration = await navigator.serviceWorker.register(workerAddress(), { scope: "/" });
		await untilActive(registration);
		state.value = "ready";
	} catch {
		/* Without the server an older registration still stands. */
		state.value = (await navigator.serviceWorker.getRegistration("/"))?.active ? "ready" : "none";
	}
}

function untilActive(registration: ServiceWorkerRegistration): Promise<void> {
	const worker = registration.active ?? registration.waiting ?? registration.installing;
	if (worker === null || worker.state === "activated") return Promise.resolve();
	return new Promise((resolve, reject) => {
		worker.addEventListener("statechange", () => {
			if (worker.state === "activated") resolve();
			if (worker.state === "redundant") reject(new Error("the pages could not be kept"));
		});
	});
}

export const offline: Offline = { start, load, lists };
