// The one line a moderator types while a pledge is being announced:
//
//	f 2.5bn xof grant access sen mli over five years, subject to approval // connect 300 schools
//
// Every part may stand anywhere before "//"; what is after it is the text. A word that is no part is kept, shown as such and
// joins the text, so nothing typed is ever lost. Pure: the same line and vocabulary give the same reading on every machine.
import type { PledgeType } from "../common/wire/types.ts";
import { type Amount, type Money, type MoneyContext, readMoney } from "./amount.ts";
import { currencyAt } from "./currency.ts";
import { AFTER_MONEY, BEFORE_MONEY, type Details } from "./details.ts";
import {
	type Draft, type LineContext, type LineDoubt, type Part, type Scene, type Taker, add, doubt, rawOf, wordAt,
} from "./draft.ts";
import { type Lexicon, countryOf, focusOf, placeOf, typeOf } from "./lexicon.ts";
import { tokensOf } from "./tokens.ts";

export type { Amount } from "./amount.ts";
export type { Details, Initiative, Instrument, Target } from "./details.ts";
export type { LineContext, LineDoubt, LineWhy, Part, PartField, PartKind } from "./draft.ts";
export type { Period } from "./period.ts";

/** What the line says; null and empty = not said. */
export interface Reading {
	/** Every word of the line once, in its order. */
	readonly parts: readonly Part[];
	readonly doubts: readonly LineDoubt[];
	readonly type: PledgeType | null;
	readonly amount: Amount | null;
	readonly isAmountDoubtful: boolean;
	readonly focusAreas: readonly string[];
	readonly countries: readonly string[];
	readonly language: string | null;
	readonly details: Details;
	readonly text: string;
}

const LONGEST_NAME = 5;

/** Where the free text starts: "//" at the start of a word, so that an address with "https://" is not cut. */
function textStart(line: string): number {
	const match = /(^|\s)\/\//.exec(line);
	return match === null ? -1 : match.index + match[0].length;
}

const takeLanguage: Taker = (scene, at, draft) => {
	const match = /^(?:lang|l|langue|idioma):([a-z]{2,3})$/.exec(wordAt(scene, at));
	const language = match?.[1] ?? "";
	if (!scene.lexicon.languages.has(language)) {
		return 0;
	}
	draft.language = language;
	return add(draft, scene, "language", at, 1, language);
};

const takeType: Taker = (scene, at, draft) => {
	const type = typeOf(rawOf(scene, at, 1), draft.type !== null);
	if (type === null) {
		return 0;
	}
	draft.type = type;
	return add(draft, scene, "type", at, 1, type);
};

/** Below a thousand a number alone may count anything ("500 schools"); a year was taken before. */
function countsThings(money: Money): boolean {
	return money.isBare && Number(money.value) < 1000;
}

const takeMoney: Taker = (scene, at, draft) => {
	const money = draft.money === null ? readMoney(scene.tokens, at, scene.money) : null;
	if (money === null) {
		return 0;
	}
	if ("refused" in money) {
		doubt(draft, scene, at, money.taken, { field: "amount", why: money.refused, isRefused: true });
		draft.spare.push(rawOf(scene, at, money.taken));
		return add(draft, scene, "unknown", at, money.taken, rawOf(scene, at, money.taken));
	}
	if (countsThings(money) && draft.currency === null) {
		return 0;
	}
	draft.money = money;
	for (const { why, others } of money.doubts) {
		doubt(draft, scene, at, money.taken, { field: "amount", why, others });
	}
	return add(draft, scene, "amount", at, money.taken, money.value);
};

/** A currency that does not touch its amount: "25m access xof". */
const takeCurrency: Taker = (scene, at, draft) => {
	const { currencies, place } = scene.money;
	const raws = scene.tokens.slice(at, at + LONGEST_NAME).map((token) => token.raw);
	const isNamed = draft.currency !== null || (draft.money !== null && draft.money.currency !== null);
	const named = isNamed ? null : currencyAt(raws, currencies, place, true);
	if (named === null || named.code === null) {
		return 0;
	}
	draft.currency = named.code;
	if (named.others.length > 0) {
		const others = named.others.map((currency) => ({ value: draft.money?.value ?? "", currency }));
		doubt(draft, scene, at, named.taken, { field: "currency", why: "currency", others });
	}
	return add(draft, scene, "currency", at, named.taken, named.code);
};

function takePhrase(
	field: "focus" | "country",
	find: (phrase: string, lexicon: Lexicon) => string | null,
	list: (draft: Draft) => string[],
): Taker {
	return (scene, at, draft) => {
		for (let length = Math.min(LONGEST_NAME, scene.tokens.length - at); length > 0; length--) {
			const value = find(rawOf(scene, at, length), scene.lexicon);
			if (value !== null) {
				const values = list(draft);
				if (!values.includes(value)) values.push(value);
				return add(draft, scene, field, at, length, value);
			}
		}
		return 0;
	};
}

const takeUnknown: Taker = (scene, at, draft) => {
	const raw = rawOf(scene, at, 1);
	draft.spare.push(raw);
	return add(draft, scene, "unknown", at, 1, raw);
};

const TAKERS: readonly Taker[] = [
	...BEFORE_MONEY,
	takeLanguage,
	takeMoney,
	...AFTER_MONEY,
	takeType,
	takePhrase("country", countryOf, (draft) => draft.countries),
	takePhrase("focus", focusOf, (draft) => draft.focusAreas),
	takeCurrency,
	takeUnknown,
];

function emptyDraft(): Draft {
	return {
		parts: [], doubts: [], type: null, money: null, currency: null,
		focusAreas: [], countries: [], language: null, details: {}, spare: [],
	};
}

function amountOf(draft: Draft): Amount | null {
	return draft.money === null
		? null
		: { value: draft.money.value, currency: draft.money.currency ?? draft.currency };
}

function textOf(draft: Draft, text: string): string {
	const spare = draft.spare.join(" ");
	if (text === "" || spare === "") {
		return text + spare;
	}
	return `${text} (${spare})`;
}

export function moneyContext(lexicon: Lexicon, context: LineContext): MoneyContext {
	return {
		currencies: lexicon.currencies,
		place: placeOf(context.country ?? null, lexicon),
		language: context.language ?? null,
		digitsOf: context.digitsOf ?? null,
	};
}

/** Reads the whole line, also while it is half typed: every word is in exactly one part. */
export function readLine(line: string, lexicon: Lexicon, context: LineContext = {}): Reading {
	const start = textStart(line);
	const tokens = tokensOf(start < 0 ? line : line.slice(0, start).replace(/\/\/$/, ""));
	const scene: Scene = { tokens, lexicon, context, money: moneyContext(lexicon, context) };
	const draft = emptyDraft();
	let at = 0;
	while (at < tokens.length) {
		let taken = 0;
		for (const take of TAKERS) {
			taken = take(scene, at, draft);
			if (taken > 0) {
				break;
			}
		}
		at += taken;
	}
	const text = start < 0 ? "" : line.slice(start).trim();
	if (text !== "") {
		draft.parts.push({ kind: "text", field: "text", from: start, to: line.length, value: text });
	}
	return {
		parts: draft.parts,
		doubts: draft.doubts,
		type: draft.type,
		amount: amountOf(draft),
		isAmountDoubtful: draft.doubts.some((row) => !row.isRefused && (row.field === "amount" || row.field === "currency")),
		focusAreas: draft.focusAreas,
		countries: draft.countries,
		language: draft.language,
		details: draft.details,
		text: textOf(draft, text),
	};
}
