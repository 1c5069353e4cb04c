// Who is inside: as the server last said, with what this door did since. For the count, for "admitted before", and for the list
// that is read out when the house has to be left.
import { ask } from "../common/net/api.ts";
import { atServer } from "../common/net/clock.ts";
import { pending, waiting } from "../common/net/outbox.ts";
import { seal, unseal } from "../common/net/sealed.ts";
import type { Direction, InsideAnswer } from "../common/wire/door.ts";
import * as store from "./store.ts";

const ROW = "inside";
/** Names of people in a house are wrong a day later. */
const KEEP_MS = 24 * 3600 * 1000;

interface Kept { at: number; lists: InsideAnswer[] }

/** What this door did that the lists it holds do not know yet, by code: inside since, or 0 for left. `entity`: of a card with a quota. */
interface Own { since: number; entity: number; wasInside: boolean }
let own = new Map<string, Own>();

/** `isListed`: inside according to the door list. */
export function isInsideHere(code: string, isListed: boolean): boolean {
	const seen = own.get(code);
	return seen === undefined ? isListed : seen.since !== 0;
}

/** Server's clock, ms; null when only the list knows. */
export function insideSince(code: string): number | null {
	return own.get(code)?.since || null;
}

/** How many more cards of that entity are inside than the list says. */
export function cardsSince(entity: number): number {
	return [...own.values()].filter((one) => one.entity === entity).reduce((sum, { since, wasInside }) => sum + Number(since !== 0) - Number(wasInside), 0);
}

/** What an earlier life of this page did and could not tell yet. */
export function recallOwn(point: string): void {
	for (const { path, body, offline, madeAt } of waiting.peek()) {
		const said = { ...body, ...offline } as { code?: string; point?: string; direction?: Direction; result?: string };
		if (path !== "/api/scans" || said.point !== point || said.code === undefined) continue;
		if (said.result === "admitted") own.set(said.code, { since: atServer(madeAt), entity: 0, wasInside: false });
		if (said.result === "left") own.set(said.code, { since: 0, entity: 0, wasInside: true });
	}
	const moved = [...own.values()].reduce((sum, { since, wasInside }) => sum + Number(since !== 0) - Number(wasInside), 0);
	store.inside.value = (store.point.peek()?.inside ?? 0) + moved;
}

/** The server has let somebody in or out; it has counted. */
export function noteTold(code: string, direction: Direction): void {
	const isIn = direction === "in";
	own.set(code, { since: isIn ? atServer(Date.now()) : 0, entity: 0, wasInside: isIn });
}

/** This door let somebody in or out by itself. */
export function noteOwn(code: string, direction: Direction, wasInside: boolean, entity: number): void {
	own.set(code, { since: direction === "in" ? atServer(Date.now()) : 0, entity, wasInside });
	const before = store.inside.peek();
	const by = direction === "in" ? Number(!wasInside) : -Number(wasInside);
	if (before !== null) store.inside.value = Math.max(0, before + by);
}

/** A newer list is held: it knows what the server was told. What still waits to be sent stays. */
export function settleOwn(): void {
	if (pending.peek() === 0) own = new Map();
}

/** All points: whoever stands at one door may be asked about the whole house. */
export async function loadInside(): Promise<void> {
	const ids = store.points.peek().map(({ id }) => id);
	const answers = await Promise.all(ids.map((id) => ask<InsideAnswer>(`/api/points/${encodeURIComponent(id)}/inside`)));
	const lists = answers.flatMap((answer) => (answer.kind === "done" ? [answer.value] : []));
	if (lists.length < ids.length) return;
	take({ at: atServer(Date.now()), lists });
	await seal(ROW, { at: Date.now(), lists } satisfies Kept, Date.now() + KEEP_MS);
}

export async function openInside(): Promise<void> {
	const kept = await unseal<Kept>(ROW);
	if (kept !== null && store.insideAt.peek() === 0) take({ ...kept, at: atServer(kept.at) });
}

function take({ at, lists }: Kept): void {
	store.insideLists.value = lists;
	store.insideAt.value = at;
}
