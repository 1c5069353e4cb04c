// Starts the desk: keys, scanner, focus, live notices. Runs once, before the first drawing.
import { effect } from "@preact/signals";
import type { Arrivals, Notice, Topic } from "../common/wire/types.ts";
import { bindKeys, isField, isTyping } from "../common/input/keys.ts";
import { bindScanner } from "../common/input/scan.ts";
import { startRepeating } from "../common/net/again.ts";
import { loadAlerts } from "../common/net/alerts.ts";
import { ask } from "../common/net/api.ts";
import { loadCatalogue } from "../common/net/catalogue.ts";
import { pending, startOutbox } from "../common/net/outbox.ts";
import { isReachable, onReturn } from "../common/net/reach.ts";
import { startRoster } from "../common/net/roster.ts";
import { loadConflicts } from "../common/net/conflicts.ts";
import { openStream, refetcher } from "../common/net/stream.ts";
import { actions } from "./actions.ts";
import { UNDO_MS } from "./acts.ts";
import * as find from "./find.ts";
import { loadCases } from "./help.ts";
import { loadUncollected } from "./lists.ts";
import { loadJobs, loadPrinters } from "./printing.ts";
import * as store from "./store.ts";

const SEARCH_ID = "search";
/** A list over everybody, of which only the length is in sight: not at every arrival of every desk. */
const UNCOLLECTED_MS = 15_000;

export function start(): void {
	startRepeating();
	bindScanner({ onScan: (code) => void find.followScan(code) });
	bindKeys(actions);
	document.addEventListener("keydown", typeAnywhere);
	window.addEventListener("focus", focusSearch);
	effect(forgetUndo);
	const lists = refetcher(async () => void (await Promise.all([loadArrivals(), loadCases()])));
	const uncollected = refetcher(() => loadUncollected(), UNCOLLECTED_MS);
	const print = refetcher(async () => void (await Promise.all([loadPrinters(), loadJobs()])), 100);
	const alerts = refetcher(loadAlerts, 0);
	const late = refetcher(loadConflicts);
	const person = refetcher(find.refreshPerson, 100);
	const hits = refetcher(refreshHits);
	const all = [lists, print, alerts, late];
	const touch: Partial<Record<Topic, (notice: Notice) => void>> = {
		print,
		protocol: alerts,
		doors: late,
		participants: (notice) => {
			lists();
			uncollected();
			const open = store.person.peek();
			if (open?.id === notice.subject && open.version !== notice.version) person();
			if (store.hits.peek().list.some((row) => row.id === notice.subject)) hits();
		},
	};
	all.forEach((again) => again());
	void loadUncollected();
	void startOutbox();
	void startRoster();
	onReturn(() => [...all, person, hits].forEach((again) => again()));
	/* What was done here alone has reached the server: its word is the truth again. */
	effect(() => {
		if (pending.value === 0 && isReachable.value) person();
	});
	openStream({
		topics: ["participants", "print", "protocol", "doors"],
		onNotice: (notice) => touch[notice.topic]?.(notice),
		onReset: () => [...all, person, hits].forEach((again) => again()),
		onBoot: () => void loadCatalogue(),
	});
}

async function loadArrivals(): Promise<void> {
	const answer = await ask<Arrivals>("/api/arrivals");
	if (answer.kind === "done") store.arrivals.value = answer.value;
}

/** The same question again, but rows keep their places: nothing moves under the cursor. */
async function refreshHits(): Promise<void> {
	const { query } = store.hits.peek();
	if (query === "") return;
	const answer = await ask<{ participants: Parameters<typeof store.replaceHit>[0][] }>("/api/participants", { query: { q: query, limit: 30 } });
	if (answer.kind === "done" && store.hits.peek().query === query) answer.value.participants.forEach(store.replaceHit);
}

/** The bar offers to take an act back for a minute; later it is one more act for the history, done by hand. */
function forgetUndo(): () => void {
	const last = store.undo.value;
	const timer = window.setTimeout(() => {
		if (last !== null && store.undo.peek() === last) store.undo.value = null;
	}, UNDO_MS);
	return () => window.clearTimeout(timer);
}

/** Keys pressed anywhere else go to the field; the character that started it arrives there, too. */
function typeAnywhere(event: KeyboardEvent): void {
	const isElsewhere = !isField(event.target) && document.querySelector("dialog[open]") === null;
	if (isElsewhere && isTyping(event) && event.key !== " " && !event.defaultPrevented) focusSearch();
}

function focusSearch(): void {
	if (document.querySelector("dialog[open]") === null) document.getElementById(SEARCH_ID)?.focus();
}
