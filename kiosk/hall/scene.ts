// What the wall shows at a moment: a pure function of what the moderator chose, the pledges that came in, the floor and the
// clock. Holds no timers.
import type { Pledge, SceneName, Wall } from "../common/wire/types.ts";

/** "auto" and an empty "pledge" resolve to one of the others. */
export type Scene =
	| { kind: "pledge"; pledge: Pledge }
	| { kind: Exclude<SceneName, "auto" | "pledge"> };

/** A new pledge and the moment its card goes up. */
export interface Card {
	id: string;
	from: number;
}

/** Long enough to read a name, a sum and two lines twice over. */
export const CARD_MS = 10_000;
/** After the last card: time to see the totals move. */
export const TOTALS_MS = 8_000;
/** A burst of pledges must not hold the wall for minutes. */
const MOST_CARDS = 3;

const SCENES: readonly SceneName[] = ["auto", "speaker", "pledge", "totals", "list", "signing", "launch", "message", "evidence", "video", "blank"];

/** A wall whose address names a scene shows that one, whatever the moderator chooses; null follows the moderator. */
export function pinnedScene(name: string | null): SceneName | null {
	return SCENES.find((one) => one === name) ?? null;
}

/** The cards after a new look at the wall: those over are gone, new pledges queue behind the last one. */
export function withNew(cards: readonly Card[], known: ReadonlySet<string>, pledges: readonly Pledge[], now: number): Card[] {
	const listed = new Set(pledges.map((row) => row.id));
	const kept = cards.filter((card) => card.from + CARD_MS + TOTALS_MS > now && listed.has(card.id));
	const fresh = pledges.filter((row) => !known.has(row.id)).slice(0, MOST_CARDS).reverse();
	for (const row of fresh) {
		const last = kept.at(-1);
		kept.push({ id: row.id, from: Math.max(now, last === undefined ? now : last.from + CARD_MS) });
	}
	return kept;
}

/** The rows with those that are known already as the objects they were: what shows them need not be drawn again. */
export function withKnown(rows: readonly Pledge[], known: readonly Pledge[]): Pledge[] {
	return rows.map((row) => known.find((one) => isSamePledge(one, row)) ?? row);
}

/** By what a name may change in as well: a pledge's version does not count the names of who pledges. */
function isSamePledge(one: Pledge, other: Pledge): boolean {
	return one.id === other.id && one.version === other.version && JSON.stringify(one.pledgers) === JSON.stringify(other.pledgers);
}

export function isSameScene(one: Scene | null, other: Scene | null): boolean {
	if (one === null || other === null || one.kind !== other.kind) return one === other;
	return one.kind !== "pledge" || other.kind !== "pledge" || one.pledge === other.pledge;
}

function find(wall: Wall, id: string): Pledge | undefined {
	return wall.pledges.find((row) => row.id === id);
}

export function sceneAt(wall: Wall, cards: readonly Card[], pinned: SceneName | null, now: number): Scene {
	const chosen = pinned ?? wall.scene.name;
	if (chosen === "pledge") {
		const newest = wall.pledges[0];
		return newest === undefined ? { kind: "totals" } : { kind: "pledge", pledge: newest };
	}
	/* A server that is newer than this page may know scenes that it does not. */
	return chosen === "auto" || !SCENES.includes(chosen) ? automatic(wall, cards, now) : { kind: chosen };
}

function automatic(wall: Wall, cards: readonly Card[], now: number): Scene {
	/* A withdrawn pledge is no longer in the wall's list: its card is gone with the same answer. */
	const current = cards.find((card) => card.from <= now && now < card.from + CARD_MS);
	const pledge = current === undefined ? undefined : find(wall, current.id);
	if (pledge !== undefined) return { kind: "pledge", pledge };
	const last = cards.at(-1);
	const isAfterCard = last !== undefined && now < last.from + CARD_MS + TOTALS_MS;
	return wall.speaker === null || isAfterCard ? { kind: "totals" } : { kind: "speaker" };
}

/** Which of `n` things takes its turn: each stays for `ms`. */
export function turnOf(n: number, ms: number, now: number): number {
	return n === 0 ? 0 : Math.floor(now / ms) % n;
}
