// What this door says by itself. The rules, their order and their lights are the server's own table, which comes with the door list,
// so the two cannot drift. Rules that follow from lists stand in it, one a code; those that follow from what happens at the door are
// asked here. Pure.
import type { Direction, DoorRule, DoorResult, Light } from "../common/wire/door.ts";

export interface Facts {
	/** unlisted: this event's mark, but on no list · foreign: another event's or none. */
	code: "damaged" | "foreign" | "unlisted" | "listed";
	/** The first rule of lists that holds for this code, by its key. */
	listed: string;
	direction: Direction;
	decided: "admit" | "refuse" | null;
	isInside: boolean;
	hasExits: boolean;
	isVip: boolean;
	/** A card whose entity has as many inside as it may. */
	isQuotaFull: boolean;
	capacity: number | null;
	inside: number;
}

export interface Verdict { key: string; result: DoorResult; light: Light }

const isFull = ({ capacity, inside, isInside }: Facts): boolean => capacity !== null && inside >= capacity && !isInside;

/** Each live rule of the table; what a door alone cannot know never holds. */
export const LIVE: Record<string, (facts: Facts) => boolean> = {
	code_damaged: ({ code }) => code === "damaged",
	code_foreign: ({ code }) => code === "foreign",
	code_unknown: () => false,
	unlisted: ({ code }) => code === "unlisted",
	left_unseen: ({ direction, isInside }) => direction === "out" && !isInside,
	left: ({ direction }) => direction === "out",
	turned_away: ({ decided }) => decided === "refuse",
	inside_already: ({ isInside, hasExits }) => isInside && hasExits,
	admitted_before: ({ isInside, hasExits }) => isInside && !hasExits,
	quota: ({ isQuotaFull, isInside }) => isQuotaFull && !isInside,
	full_vip: (facts) => facts.isVip && isFull(facts),
	full: (facts) => !facts.isVip && isFull(facts),
	let_in: ({ decided }) => decided === "admit",
};

/** The first rule that holds; an amber one is passed when a person decided to admit. */
export function decide(rules: readonly DoorRule[], facts: Facts): Verdict {
	const holds = ({ key, live }: DoorRule): boolean => (live ? (LIVE[key]?.(facts) ?? false) : key === facts.listed || key === "admitted");
	const rule = rules.find((one) => holds(one) && !(one.light === "amber" && facts.decided === "admit"))!;
	return { key: rule.key, result: rule.result, light: rule.light };
}
