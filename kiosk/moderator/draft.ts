// What the takers of the moderator's line share: the words, what is known around them, and the reading while it grows.
import type { PledgeType } from "../common/wire/types.ts";
import type { Amount, DoubtWhy, Money, MoneyContext, RefusedWhy } from "./amount.ts";
import type { Details } from "./details.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Token } from "./tokens.ts";

/** How a part is labelled where only the oldest parts have labels of their own. */
export type PartKind = "type" | "amount" | "currency" | "focus" | "country" | "language" | "until" | "unknown" | "text";
/** Which part of the pledge it belongs to; "unknown" joins the text. */
export type PartField = Exclude<PartKind, "until"> | keyof Details;

/** A stretch of the line and what it was read as; `value` is a key, a code, a date or the words themselves. */
export interface Part {
	readonly kind: PartKind;
	readonly field: PartField;
	readonly from: number;
	readonly to: number;
	readonly value: string;
}

/** period: how the years of "over five years" are counted; initiative: "EUR2" is also two euros; keyword: an everyday word. */
export type LineWhy = DoubtWhy | RefusedWhy | "period" | "initiative" | "keyword";

/** What could be read another way, or (isRefused) could not be read although it looks like an amount. */
export interface LineDoubt {
	readonly field: PartField;
	readonly why: LineWhy;
	readonly isRefused: boolean;
	readonly from: number;
	readonly to: number;
	/** The amounts it may also be. */
	readonly others: readonly Amount[];
	/** The same as text for other parts: "2026–2030". */
	readonly other: string;
}

/** What the line is read against; nothing here is needed to read it. */
export interface LineContext {
	/** Alpha-3 of whoever pledges: decides whose francs, dollars or rupees. */
	readonly country?: string | null;
	/** Of the meeting: "billion" is not the same in all. */
	readonly language?: string | null;
	/** The day's year, from which "over five years" counts. */
	readonly year?: number | null;
	/** Decimals of a currency. */
	readonly digitsOf?: (currency: string) => number;
}

export interface Scene {
	readonly tokens: readonly Token[];
	readonly lexicon: Lexicon;
	readonly context: LineContext;
	readonly money: MoneyContext;
}

export interface Draft {
	parts: Part[];
	doubts: LineDoubt[];
	type: PledgeType | null;
	money: Money | null;
	currency: string | null;
	focusAreas: string[];
	countries: string[];
	language: string | null;
	details: Details;
	spare: string[];
}

/** Each taker reads at word `at` and answers how many words it took; none = 0. Their order settles what is ambiguous. */
export type Taker = (scene: Scene, at: number, draft: Draft) => number;

const LABELLED: ReadonlySet<string> = new Set(["type", "amount", "currency", "focus", "country", "language", "unknown", "text"]);

function kindOf(field: PartField): PartKind {
	if (LABELLED.has(field)) return field as PartKind;
	return field === "period" ? "until" : "text";
}

export function wordAt(scene: Scene, at: number): string {
	return scene.tokens[at]?.folded ?? "";
}

/** The words as they were typed. */
export function rawOf(scene: Scene, at: number, count: number): string {
	return scene.tokens.slice(at, at + count).map((token) => token.raw).join(" ");
}

function placeOf(scene: Scene, at: number, count: number): { from: number; to: number } {
	return { from: scene.tokens[at]?.from ?? 0, to: scene.tokens[at + count - 1]?.to ?? 0 };
}

/** Notes the words as one part; answers how many they are, as takers do. */
export function add(draft: Draft, scene: Scene, field: PartField, at: number, count: number, value: string): number {
	draft.parts.push({ kind: kindOf(field), field, ...placeOf(scene, at, count), value });
	return count;
}

export type DoubtRest = Pick<LineDoubt, "field" | "why"> & Partial<Pick<LineDoubt, "isRefused" | "others" | "other">>;

export function doubt(draft: Draft, scene: Scene, at: number, count: number, rest: DoubtRest): void {
	draft.doubts.push({ isRefused: false, others: [], other: "", ...placeOf(scene, at, count), ...rest });
}

/** A word that ends a thought: the last one, or one before a comma. */
export function isEnd(scene: Scene, at: number): boolean {
	return at >= scene.tokens.length - 1 || scene.tokens[at]?.isEnd === true;
}

/** How many words there are from `at` up to the next comma, `most` at most. */
export function clauseLength(scene: Scene, at: number, most: number): number {
	let count = 0;
	while (count < most && at + count < scene.tokens.length) {
		count++;
		if (isEnd(scene, at + count - 1)) break;
	}
	return count;
}
