// Asking the server: the open declaration and who is called, again whenever a notice says that something changed.
import { batch } from "@preact/signals";
import { askCeremony, askDeclarations, pickDeclaration } from "../common/net/ceremony.ts";
import { openStream, refetcher } from "../common/net/stream.ts";
import type { Ceremony } from "../common/wire/types.ts";
import { clearPad } from "./pad.ts";
import * as store from "./store.ts";

const SPREAD_MS = 80;
let called: string | null = null;

/** Somebody else stands at the table: nothing of the one before stays on the screen. */
function turnTo(fresh: Ceremony | null): void {
	const id = fresh?.now === null || fresh === null ? null : `${fresh.now.id} ${fresh.now.called_at}`;
	batch(() => {
		store.ceremony.value = fresh;
		if (id === called) return;
		called = id;
		store.readHash.value = fresh?.declaration.text.sha256 ?? null;
		store.reservation.value = "";
		store.statement.value = "";
		store.isOnPaper.value = false;
		if (id !== null) store.taken.value = null;
		clearPad();
	});
}

export async function load(): Promise<void> {
	const rows = await askDeclarations();
	if (rows === null) return;
	const wanted = new URLSearchParams(location.hash.slice(1)).get("declaration");
	const declaration = pickDeclaration(rows.filter((row) => row.state === "open"), wanted);
	if (declaration === null) {
		turnTo(null);
		return;
	}
	const answer = await askCeremony(declaration.id);
	if (answer.kind === "done") turnTo(answer.value);
}

export function follow(): void {
	const again = refetcher(load, SPREAD_MS);
	void load();
	openStream({ topics: ["ceremony"], onNotice: again, onReset: again, onBegin: again });
}
