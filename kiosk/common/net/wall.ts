// Follows what the wall shows, for screens at which nobody sits: the stream brings it after every change; it is asked for when a
// stream begins, and now and then.
import type { Wall } from "../wire/types.ts";
import { ask } from "./api.ts";
import { loadCatalogue } from "./catalogue.ts";
import { updateWaiting } from "./link.ts";
import { openStream, refetcher } from "./stream.ts";

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
	let brought = 0;
	const onWall = (wall: Wall): void => {
		brought += 1;
		take(wall);
	};
	/* What the stream brings meanwhile is newer than the answer may be. */
	const load = async (): Promise<void> => {
		const before = brought;
		const answer = await ask<Wall>("/api/wall");
		if (answer.kind === "done" && brought === before) take(answer.value);
	};
	const again = refetcher(load, SPREAD_MS);
	void load();
	window.setInterval(again, AGAIN_MS);
	openStream({ onWall, onReset: again, onBoot: () => void onBoot() });
}
