// The scan points: asked for, kept for a start without the server, chosen once for this device.
import { ask } from "../common/net/api.ts";
import { me } from "../common/net/catalogue.ts";
import { seal, unseal } from "../common/net/sealed.ts";
import type { Point } from "../common/wire/door.ts";
import { loadList, openList } from "./list.ts";
import * as store from "./store.ts";

const ROW = "points";
const CHOSEN_ROW = "p2c.door.point";
const KEEP_MS = 7 * 24 * 3600 * 1000;

/** ?point= for a device that is set up by a link, else what was chosen here before, else where the device was let in for. */
export function startPoint(): void {
	const wanted = new URLSearchParams(location.search).get("point") ?? localStorage.getItem(CHOSEN_ROW) ?? me.peek()?.device?.place ?? null;
	if (wanted === null) store.sheet.value = "points";
	else store.pointId.value = wanted;
}

export async function loadPoints(): Promise<void> {
	const answer = await ask<{ points: Point[] }>("/api/points");
	if (answer.kind !== "done") return;
	take(answer.value.points);
	/* The server does not know it: a link with a slip of the pen, or a point that was taken away. */
	if (store.point.peek() === null) store.sheet.value = "points";
	await seal(ROW, answer.value.points, Date.now() + KEEP_MS);
}

export async function openPoints(): Promise<void> {
	const kept = await unseal<Point[]>(ROW);
	if (kept !== null && store.points.peek().length === 0) take(kept);
}

function take(points: readonly Point[]): void {
	store.points.value = points;
	store.inside.value = store.point.peek()?.inside ?? null;
	if (store.point.peek()?.exits !== true) store.direction.value = "in";
}

export function choose(id: string): void {
	localStorage.setItem(CHOSEN_ROW, id);
	store.pointId.value = id;
	store.direction.value = "in";
	store.inside.value = store.point.peek()?.inside ?? null;
	store.sheet.value = "none";
	store.shown.value = null;
	void openList(id).then(() => loadList(id));
}
