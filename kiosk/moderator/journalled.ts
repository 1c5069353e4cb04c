// A pledge as the journal keeps it (sums in the currency's smallest unit, lists of flags as bits) in the shape of the API. Pure.
import type { JournalledPledge, Pledge } from "../common/wire/types.ts";

export interface Known {
	/** Bit 0 is the first. */
	focusAreas: readonly string[];
	digitsOf: (currency: string) => number;
	/** The entities this page has heard of. */
	pledgers: Pledge["pledgers"];
}

function decimal(minor: number, digits: number): string {
	const text = String(minor).padStart(digits + 1, "0");
	return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Bit 9 is goal 9. */
const LAST_GOAL = 17;

export function asPledge(row: JournalledPledge, known: Known): Record<string, unknown> {
	const { amount_minor: minor, currency } = row;
	return {
		...row,
		amount: minor === 0 ? null : { value: decimal(minor, known.digitsOf(currency)), currency },
		focus_areas: known.focusAreas.filter((_, i) => (row.focus_areas >> i) & 1),
		sdgs: Array.from({ length: LAST_GOAL }, (_, i) => i + 1).filter((n) => (row.sdgs >> n) & 1),
		pledgers: row.pledgers.map((id) => known.pledgers.find((one) => one.entity.id === id) ?? { entity: { id, name: "…" } }),
	};
}
