// Follows what the wall shows, for screens at which nobody sits: asks again on every notice, and now and then without one.
import type { Topic, Wall } from "../wire/types.ts";
import { ask } from "./api.ts";
import { loadCatalogue } from "./catalogue.ts";
import { updateWaiting } from "./link.ts";
import { openStream, refetcher } from "./stream.ts";

const TOPICS: Topic[] = ["agenda", "tally", "floor", "ceremony"];
/** One hall, few walls: they ask at once. */
const SPREAD_MS = 0;
/** Catches what no notice tells, such as a session that starts by the clock. */
const AGAIN_MS = 15_000;

/** Nobody sits there, so a newer page is taken at once. */
async function onBoot(): Promise<void> {
	await loadCatalogue();
	if (updateWaiting.peek()) location.reload();
}

export function followWall(take: (wall: Wall) => void): void {
	const load = async (): Promise<void> => {
		const answer = await ask<Wall>("/api/wall");
		if (answer.kind === "done") take(answer.value);
	};
	const again = refetcher(load, SPREAD_MS);
	void load();
	window.setInterval(again, AGAIN_MS);
	openStream({ topics: TOPICS, onNotice: again, onReset: again, onBoot: () => void onBoot() });
}
