// Starts the door: what is kept, then the server's word; scanner, outbox, notices. Runs once, before the first drawing.
import { effect } from "@preact/signals";
import { bindScanner } from "../common/input/scan.ts";
import { startRepeating } from "../common/net/again.ts";
import { loadCatalogue } from "../common/net/catalogue.ts";
import { loadConflicts } from "../common/net/conflicts.ts";
import { pending, startOutbox } from "../common/net/outbox.ts";
import { isReachable, onReturn } from "../common/net/reach.ts";
import { openStream, refetcher } from "../common/net/stream.ts";
import { stayAwake, wakeSound } from "./feel.ts";
import { loadInside, openInside, recallOwn } from "./inside.ts";
import { loadList, openList } from "./list.ts";
import { loadPoints, openPoints, startPoint } from "./points.ts";
import { scanned } from "./scan.ts";
import * as store from "./store.ts";

const LIST_MS = 60_000;
const SPREAD_MS = 600;
/** Between two characters of a scanner at the other end of a busy radio. */
const RADIO_GAP_MS = 1000;

export function start(): void {
	startRepeating();
	startPoint();
	bindScanner({ onScan: scanned, gapMs: RADIO_GAP_MS });
	for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, wakeSound, { capture: true });
	stayAwake();
	void begin();
}

async function begin(): Promise<void> {
	await Promise.all([openPoints(), openInside(), openList(store.pointId.peek())]);
	await startOutbox();
	recallOwn(store.pointId.peek());
	const again = refetcher(refresh, SPREAD_MS);
	openStream({ topics: ["doors"], onNotice: again, onReset: again, onBoot: () => void loadCatalogue() });
	onReturn(again);
	await refresh();
	await loadList(store.pointId.peek());
	window.setInterval(() => {
		if (isReachable.peek()) void loadList(store.pointId.peek());
	}, LIST_MS);
	/* What this door did alone is told now: the server's counts are the truth again. */
	effect(() => {
		if (pending.value === 0 && isReachable.value) again();
	});
}

async function refresh(): Promise<void> {
	if (!isReachable.peek()) return;
	await loadPoints();
	await Promise.all([loadInside(), loadConflicts()]);
}
