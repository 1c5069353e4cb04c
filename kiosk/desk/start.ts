// Starts the desk: keys, scanner, focus, live notices. Runs once, before the first drawing.
import type { Arrivals, Notice } from "../common/wire/types.ts";
import { bindKeys, isField, isTyping } from "../common/input/keys.ts";
import { bindScanner } from "../common/input/scan.ts";
import { ask } from "../common/net/api.ts";
import { loadCatalogue } from "../common/net/catalogue.ts";
import { openStream, refetcher } from "../common/net/stream.ts";
import { actions } from "./actions.ts";
import * as find from "./find.ts";
import * as store from "./store.ts";

const SEARCH_ID = "search";

export function start(): void {
	bindScanner({ onScan: (code) => void find.followScan(code) });
	bindKeys(actions);
	document.addEventListener("keydown", typeAnywhere);
	window.addEventListener("focus", focusSearch);
	void loadArrivals();
	const askArrivals = refetcher(loadArrivals);
	const askPerson = refetcher(find.refreshPerson, 100);
	const askHits = refetcher(refreshHits);
	openStream({
		topics: ["participants"],
		onNotice: (notice) => follow(notice, { askArrivals, askPerson, askHits }),
		onReset: () => {
			askArrivals();
			askPerson();
			askHits();
		},
		onBoot: () => void loadCatalogue(),
	});
}

interface Askers { askArrivals: () => void; askPerson: () => void; askHits: () => void }

function follow(notice: Notice, { askArrivals, askPerson, askHits }: Askers): void {
	askArrivals();
	const person = store.person.peek();
	if (person?.id === notice.subject && person.version !== notice.version) askPerson();
	if (store.hits.peek().list.some((row) => row.id === notice.subject)) askHits();
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

/** Keys pressed anywhere else go to the field; the character that started it arrives there, too. */
function typeAnywhere(event: KeyboardEvent): void {
	const isElsewhere = !isField(event.target) && document.querySelector("dialog[open]") === null;
	if (isElsewhere && isTyping(event) && event.key !== " " && !event.defaultPrevented) focusSearch();
}

function focusSearch(): void {
	if (document.querySelector("dialog[open]") === null) document.getElementById(SEARCH_ID)?.focus();
}
