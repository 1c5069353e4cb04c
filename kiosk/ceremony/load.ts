// Asking the server: the declarations and the list of the chosen one, again whenever a notice says that something changed.
import { effect } from "@preact/signals";
import { isTold, loadAlerts } from "../common/net/alerts.ts";
import { ask } from "../common/net/api.ts";
import { askCeremony, askDeclarations } from "../common/net/ceremony.ts";
import { openStream, refetcher } from "../common/net/stream.ts";
import type { Participant } from "../common/wire/types.ts";
import { ceremony, chosen, declarations } from "./store.ts";

const SPREAD_MS = 120;
let last = 0;

/** Lists overlap: an answer counts only while no newer question was asked. */
export async function loadCeremony(): Promise<void> {
	const id = chosen.peek()?.id;
	if (id === undefined) {
		ceremony.value = null;
		return;
	}
	const mine = ++last;
	const answer = await askCeremony(id);
	if (answer.kind === "done" && mine === last) ceremony.value = answer.value;
}

export async function loadDeclarations(): Promise<void> {
	const rows = await askDeclarations();
	if (rows !== null) declarations.value = rows;
}

let search: AbortController | null = null;
/** People for a search field; null = no answer (newer question, or no network). */
export async function findPeople(text: string): Promise<Participant[] | null> {
	search?.abort();
	search = new AbortController();
	const answer = await ask<{ participants: Participant[] }>("/api/participants", { signal: search.signal, query: { q: text, limit: 8 } });
	return answer.kind === "done" ? answer.value.participants : null;
}

export function follow(): void {
	const again = refetcher(async () => void (await Promise.all([loadDeclarations(), loadCeremony()])), SPREAD_MS);
	void loadDeclarations();
	let id: string | undefined;
	effect(() => {
		if (chosen.value?.id === id) return;
		id = chosen.value?.id;
		ceremony.value = null;
		void loadCeremony();
	});
	const alerts = refetcher(loadAlerts, 0);
	alerts();
	const all = (): void => {
		again();
		alerts();
	};
	openStream({
		topics: isTold() ? ["ceremony", "protocol"] : ["ceremony"],
		onNotice: (notice) => (notice.topic === "protocol" ? alerts() : again()),
		onReset: all,
		onBegin: all,
	});
}
