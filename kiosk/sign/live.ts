// Keeps a sign as fresh as the server: the agenda, and what is to be shown in breaks. What was last known stays on the
// screen, and the agenda on this device for a start without the server.
import { ask } from "../common/net/api.ts";
import { loadCatalogue } from "../common/net/catalogue.ts";
import { exactTime, now } from "../common/net/clock.ts";
import { updateWaiting } from "../common/net/link.ts";
import { seal, unseal } from "../common/net/sealed.ts";
import { openStream, refetcher } from "../common/net/stream.ts";
import type { Playing } from "../common/wire/screens.ts";
import type { Agenda } from "../common/wire/types.ts";
import { agenda as shown, takeAgenda, takeLists } from "./store.ts";

/** A few hundred signs hear one notice: they ask within this time, and all show it within a second. */
const SPREAD_MS = 500;
const RETRY_MS = 3000;
/** "Now" by a clock that is wrong would be believed: the first agenda waits so long for the server's time; without an answer the kept one is taken. */
const PATIENCE_MS = 2000;

/** What this device keeps: the agenda is public, so which one is no secret. */
const ROW = "sign.agenda";
const KEEP_MS = 7 * 24 * 3600 * 1000;

interface Kept { agenda: Agenda; at: number }

function keep(agenda: Agenda): void {
	takeAgenda(agenda);
	void seal(ROW, { agenda, at: now() } satisfies Kept, Date.now() + KEEP_MS);
}

/** A sign that starts without the server shows what it showed before, and of when it is. */
async function showKept(): Promise<void> {
	const kept = shown.peek() === null ? await unseal<Kept>(ROW) : null;
	if (kept !== null && shown.peek() === null) takeAgenda(kept.agenda, kept.at);
}

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
	const agenda = follower<Agenda>("/api/agenda", keep);
	window.setTimeout(() => void showKept(), PATIENCE_MS);
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
