// The one line a moderator types while a pledge is being announced:
//
//	f 2.5bn xof access sen mli by 2030 lang:fr // connect 300 schools
//
// Every part may stand anywhere before "//"; what is after it is the text. A word that is no part is kept, shown as such and
// joins the text, so nothing typed is ever lost. Pure: the same line and vocabulary give the same reading on every machine.
import type { PledgeType } from "../common/wire/types.ts";
import { type Money, type Token, currencyOf, readMoney } from "./amount.ts";
import { fold, westernDigits } from "./fold.ts";
import { type Lexicon, UNTIL_LINKS, UNTIL_WORDS, countryOf, focusOf, typeOf } from "./lexicon.ts";

export type PartKind = "type" | "amount" | "currency" | "focus" | "country" | "language" | "until" | "unknown" | "text";

/** A stretch of the line and what it was read as; `value` is a key, a code, a year or the words themselves. */
export interface Part {
	readonly kind: PartKind;
	readonly from: number;
	readonly to: number;
	readonly value: string;
}

export interface Amount {
	readonly value: string;
	readonly currency: string | null;
}

/** What the line says; null and empty = not said. */
export interface Reading {
	readonly parts: readonly Part[];
	readonly type: PledgeType | null;
	readonly amount: Amount | null;
	readonly isAmountDoubtful: boolean;
	readonly focusAreas: readonly string[];
	readonly countries: readonly string[];
	readonly language: string | null;
	readonly until: string | null;
	readonly text: string;
}

interface Draft {
	parts: Part[];
	type: PledgeType | null;
	money: Money | null;
	currency: string | null;
	focusAreas: string[];
	countries: string[];
	language: string | null;
	until: string | null;
	spare: string[];
}

const LONGEST_NAME = 5;

function tokensOf(line: string): Token[] {
	const tokens: Token[] = [];
	for (const match of line.matchAll(/\S+/g)) {
		const bare = match[0].replace(/[;,\u060c\uff0c\u3001]+$/, "");
		if (bare !== "") {
			tokens.push({ raw: bare, from: match.index, to: match.index + bare.length });
		}
	}
	return tokens;
}

/** Where the free text starts: "//" at the start of a word, so that an address with "https://" is not cut. */
function textStart(line: string): number {
	const match = /(^|\s)\/\//.exec(line);
	return match === null ? -1 : match.index + match[0].length;
}

function yearOf(raw: string): string | null {
	const year = westernDigits(raw);
	return /^20[2-9]\d$/.test(year) ? year : null;
}

function add(draft: Draft, kind: PartKind, first: Token, last: Token, value: string): void {
	draft.parts.push({ kind, from: first.from, to: last.to, value });
}

function phraseOf(tokens: readonly Token[], at: number, length: number): string {
	return tokens
		.slice(at, at + length)
		.map((token) => token.raw)
		.join(" ");
}

function addOnce(list: string[], value: string): void {
	if (!list.includes(value)) {
		list.push(value);
	}
}

/** Each taker reads at token `at` and answers how many tokens it took; none = 0. Their order settles what is ambiguous. */
type Taker = (tokens: readonly Token[], at: number, draft: Draft, lexicon: Lexicon) => number;

function lastOf(tokens: readonly Token[], at: number, taken: number): Token {
	return tokens[at + taken - 1] as Token;
}

function takeUntil(tokens: readonly Token[], at: number, draft: Draft): number {
	const first = tokens[at] as Token;
	let next = at;
	if (UNTIL_WORDS.has(fold(first.raw))) {
		next++;
		while (UNTIL_LINKS.has(fold(tokens[next]?.raw ?? ""))) {
			next++;
		}
	}
	const year = yearOf(tokens[next]?.raw ?? "");
	if (year === null || draft.until !== null) {
		return 0;
	}
	const taken = next - at + 1;
	draft.until = year;
	draft.spare.push(phraseOf(tokens, at, taken));
	add(draft, "until", first, lastOf(tokens, at, taken), year);
	return taken;
}

function takeLanguage(tokens: readonly Token[], at: number, draft: Draft, lexicon: Lexicon): number {
	const first = tokens[at] as Token;
	const match = /^(?:lang|l|langue|idioma):([a-z]{2,3})$/i.exec(first.raw);
	const language = (match?.[1] ?? "").toLowerCase();
	if (!lexicon.languages.has(language)) {
		return 0;
	}
	draft.language = language;
	add(draft, "language", first, first, language);
	return 1;
}

function takeType(tokens: readonly Token[], at: number, draft: Draft): number {
	const first = tokens[at] as Token;
	const type = typeOf(first.raw, draft.type !== null);
	if (type === null) {
		return 0;
	}
	draft.type = type;
	add(draft, "type", first, first, type);
	return 1;
}

/** Below a thousand a number alone may count anything ("500 schools"); a year was taken before. */
function countsThings(money: Money): boolean {
	return money.isBare && Number(money.value) < 1000;
}

function takeMoney(tokens: readonly Token[], at: number, draft: Draft, lexicon: Lexicon): number {
	const money = draft.money === null ? readMoney(tokens, at, lexicon.currencies) : null;
	if (money === null || (countsThings(money) && draft.currency === null)) {
		return 0;
	}
	draft.money = money;
	add(draft, "amount", tokens[at] as Token, lastOf(tokens, at, money.taken), money.value);
	return money.taken;
}

/** A currency that does not touch its amount: "25m access xof". */
function takeCurrency(tokens: readonly Token[], at: number, draft: Draft, lexicon: Lexicon): number {
	const first = tokens[at] as Token;
	const currency = currencyOf(first.raw, lexicon.currencies);
	if (currency === null || draft.currency !== null || (draft.money !== null && draft.money.currency !== null)) {
		return 0;
	}
	draft.currency = currency;
	add(draft, "currency", first, first, currency);
	return 1;
}

function takePhrase(
	kind: "focus" | "country",
	find: (phrase: string, lexicon: Lexicon) => string | null,
	list: (draft: Draft) => string[],
): Taker {
	return (tokens, at, draft, lexicon) => {
		for (let length = Math.min(LONGEST_NAME, tokens.length - at); length > 0; length--) {
			const value = find(phraseOf(tokens, at, length), lexicon);
			if (value !== null) {
				addOnce(list(draft), value);
				add(draft, kind, tokens[at] as Token, lastOf(tokens, at, length), value);
				return length;
			}
		}
		return 0;
	};
}

function takeUnknown(tokens: readonly Token[], at: number, draft: Draft): number {
	const first = tokens[at] as Token;
	draft.spare.push(first.raw);
	add(draft, "unknown", first, first, first.raw);
	return 1;
}

const takeCountry = takePhrase("country", countryOf, (draft) => draft.countries);
const takeFocus = takePhrase("focus", focusOf, (draft) => draft.focusAreas);

const TAKERS: readonly Taker[] = [
	takeUntil,
	takeLanguage,
	takeMoney,
	takeType,
	takeCountry,
	takeFocus,
	takeCurrency,
	takeUnknown,
];

function emptyDraft(): Draft {
	return {
		parts: [],
		type: null,
		money: null,
		currency: null,
		focusAreas: [],
		countries: [],
		language: null,
		until: null,
		spare: [],
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

/** Reads the whole line, also while it is half typed: every word is in exactly one part. */
export function readLine(line: string, lexicon: Lexicon): Reading {
	const start = textStart(line);
	const tokens = tokensOf(start < 0 ? line : line.slice(0, start).replace(/\/\/$/, ""));
	const draft = emptyDraft();
	let at = 0;
	while (at < tokens.length) {
		let taken = 0;
		for (const take of TAKERS) {
			taken = take(tokens, at, draft, lexicon);
			if (taken > 0) {
				break;
			}
		}
		at += taken;
	}
	const text = start < 0 ? "" : line.slice(start).trim();
	if (text !== "") {
		draft.parts.push({ kind: "text", from: start, to: line.length, value: text });
	}
	return {
		parts: draft.parts,
		type: draft.type,
		amount: amountOf(draft),
		isAmountDoubtful: draft.money?.isDoubtful ?? false,
		focusAreas: draft.focusAreas,
		countries: draft.countries,
		language: draft.language,
		until: draft.until,
		text: textOf(draft, text),
	};
}
