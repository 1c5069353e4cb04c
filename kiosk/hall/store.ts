// What the wall knows: the last answer of /api/wall and the cards of new pledges. It asks again on every notice, and now and
// then without one.
import { batch, computed, signal } from "@preact/signals";
import { ask } from "../common/net/api.ts";
import { loadCatalogue } from "../common/net/catalogue.ts";
import { now, second } from "../common/net/clock.ts";
import { updateWaiting } from "../common/net/link.ts";
import { openStream, refetcher } from "../common/net/stream.ts";
import type { Wall } from "../common/wire/types.ts";
import { type Card, sceneAt, wantedScene, withNew } from "./scene.ts";

/** One hall, few walls: no need to spread the questions out. */
const SPREAD_MS = 100;
/** Catches what no notice tells, such as a session that starts by the clock. */
const AGAIN_MS = 15_000;

const current = signal<Wall | null>(null, { name: "wall" });
const cards = signal<readonly Card[]>([], { name: "cards" });
let known: ReadonlySet<string> | null = null;

export const wall = computed(() => current.value);
const wanted = wantedScene(new URLSearchParams(location.search).get("scene"));

export const scene = computed(() => (current.value === null ? null : sceneAt(current.value, cards.value, wanted, second.value)));

/** The answer may come from the server's cache, so its own "now" is no clock: the stream's beats are. */
function take(next: Wall): void {
	const ids = new Set(next.pledges.map((row) => row.id));
	batch(() => {
		current.value = next;
		/* What was there when the wall was switched on is no news. */
		cards.value = withNew(cards.peek(), known ?? ids, next.pledges, now());
	});
	known = new Set([...(known ?? []), ...ids]);
}

async function load(): Promise<void> {
	const answer = await ask<Wall>("/api/wall");
	if (answer.kind === "done") take(answer.value);
}

/** Nobody sits at this screen, so a newer page is taken at once. */
async function onBoot(): Promise<void> {
	await loadCatalogue();
	if (updateWaiting.peek()) location.reload();
}

export function start(): void {
	document.documentElement.dataset["theme"] = "dark";
	const again = refetcher(load, SPREAD_MS);
	void load();
	window.setInterval(again, AGAIN_MS);
	openStream({ topics: ["agenda", "tally", "floor"], onNotice: again, onReset: again, onBoot: () => void onBoot() });
}
