// Keeps a sign as fresh as the server: the agenda, and what is to be shown in breaks. What was last known stays on the screen.
import { ask } from "../common/net/api.ts";
import { loadCatalogue } from "../common/net/catalogue.ts";
import { exactTime } from "../common/net/clock.ts";
import { updateWaiting } from "../common/net/link.ts";
import { openStream, refetcher } from "../common/net/stream.ts";
import type { Playing } from "../common/wire/screens.ts";
import type { Agenda } from "../common/wire/types.ts";
import { takeAgenda, takeLists } from "./store.ts";

/** A few hundred signs hear one notice: they ask within this time, and all show it within a second. */
const SPREAD_MS = 500;
const RETRY_MS = 3000;
/** "Now" by a clock that is wrong would be believed: the first agenda waits so long for the server's time. */
const PATIENCE_MS = 2000;

/** Nobody sits there, so a newer page is taken at once. */
async function onBoot(): Promise<void> {
	await loadCatalogue();
	if (updateWaiting.peek()) location.reload();
}

function follower<T>(path: string, take: (value: T) => void): () => void {
	const load = async (): Promise<void> => {
		const [answer] = await Promise.all([ask<T>(path), exactTime(PATIENCE_MS)]);
		if (answer.kind === "done") take(answer.value);
		else window.setTimeout(again, RETRY_MS);
	};
	const again = refetcher(load, SPREAD_MS);
	void load();
	return again;
}

export function keepLive(): void {
	const agenda = follower<Agenda>("/api/agenda", takeAgenda);
	const showing = follower<{ playlists: Playing[] }>("/api/showing", ({ playlists }) => takeLists(playlists));
	openStream({
		topics: ["agenda", "videos"],
		onNotice: ({ topic }) => {
			if (topic === "agenda") agenda();
			showing();
		},
		onReset: () => {
			agenda();
			showing();
		},
		onBoot: () => void onBoot(),
	});
}
