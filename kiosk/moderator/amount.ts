// Reads a sum of money as people say and type it: "2.5bn xof", "US$ 40m", "2,5 Md FCFA", "two and a half billion CFA francs", "两亿五千万美元".
// Pure: no screen, no locale of the machine. The result is an exact decimal string, never a floating point number; what could be read
// another way says so and how, and what cannot be a pledge's amount says why.
import { type Currencies, type Named, type Place, currencyAt, currencyOf } from "./currency.ts";
import { type Digits, joinGroups, readDigits, split } from "./figures.ts";
import { fold, westernDigits } from "./fold.ts";
import { LONG_SCALE, LONG_SCALE_TRILLION, MAGNITUDES, SPOKEN_SCALES } from "./magnitudes.ts";
import { mayBegin, partAfter, readHan, readSpoken, scalesAt, shifted } from "./numerals.ts";
import type { Token } from "./tokens.ts";

export interface Amount {
	readonly value: string;
	readonly currency: string | null;
}

/** separator: "2.500"; scale: "billion", "mil"; currency: whose dollar; cents: more decimals than the currency has. */
export type DoubtWhy = "separator" | "scale" | "currency" | "colloquial" | "cents";

export interface Doubt {
	readonly why: DoubtWhy;
	/** The amounts it may also be, likeliest first; empty when there is no better one. */
	readonly others: readonly Amount[];
}

export interface Money {
	readonly value: string;
	readonly currency: string | null;
	readonly doubts: readonly Doubt[];
	/** True without a magnitude and a currency: "500" may count schools. */
	readonly isBare: boolean;
	readonly taken: number;
}

/** zero, negative, too_long (more than fifteen digits before the point), exponent ("1e9"), separator ("1,00,00"). */
export type RefusedWhy = "zero" | "negative" | "too_long" | "exponent" | "separator";

export interface Refused {
	readonly refused: RefusedWhy;
	readonly taken: number;
}

export interface MoneyContext {
	readonly currencies: Currencies;
	/** Of whoever pledges. */
	readonly place: Place | null;
	/** Of the meeting: "billion" is not the same in all. */
	readonly language: string | null;
	/** Decimals of a currency, from the catalogue; null = not checked. */
	readonly digitsOf: ((currency: string) => number) | null;
}

/** A number that was read, before its currency. */
interface Figure {
	readonly value: string;
	readonly others: readonly { readonly why: DoubtWhy; readonly value: string | null }[];
	readonly currency: Named | null;
	readonly isScaled: boolean;
	readonly isScaleFirst: boolean;
	/** The word that scaled it, for the words that mean two things. */
	readonly scaleWord: string;
	readonly refused: RefusedWhy | null;
	readonly next: number;
}

interface Unit {
	readonly power: number;
	readonly currency: Named | null;
	readonly word: string;
}

/** Fifteen digits stay exact in every browser's Intl; no pledge needs more. */
const LONGEST = 15;
const FARTHEST = 24;
const NO_UNIT: Unit = { power: 0, currency: null, word: "" };
const SPANISH = /^(de|pesos?|dolar(es)?)$/;
const FRENCH = /^(une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|vingts?|cents?|virgule|demie?)$/;

function foldedFrom(tokens: readonly Token[], at: number, most: number): string[] {
	const words: string[] = [];
	for (let i = at; i < Math.min(tokens.length, at + most); i++) {
		words.push(tokens[i]?.folded ?? "");
		if (tokens[i]?.isEnd === true) break;
	}
	return words;
}

/** What may be glued to the digits or stand alone behind them: "m", "eur", "meur", "Md€". */
function readUnit(suffix: string, context: MoneyContext): Unit | null {
	const power = MAGNITUDES.get(fold(suffix));
	if (suffix === "" || power !== undefined) {
		return { power: power ?? 0, currency: null, word: fold(suffix) };
	}
	const currency = currencyOf(suffix, context.currencies, context.place);
	if (currency !== null) {
		return { power: 0, currency, word: "" };
	}
	for (let cut = 1; cut < suffix.length; cut++) {
		const word = fold(suffix.slice(0, cut));
		const scaled = MAGNITUDES.get(word);
		const named = scaled === undefined ? null : currencyOf(suffix.slice(cut), context.currencies, context.place);
		if (scaled !== undefined && named !== null) {
			return { power: scaled, currency: named, word };
		}
	}
	return null;
}

function unitAt(tokens: readonly Token[], at: number, context: MoneyContext): { unit: Unit; next: number } {
	const words = tokens[at - 1]?.isEnd === true ? [] : foldedFrom(tokens, at, 4);
	const { power, next } = scalesAt(words, 0, MAGNITUDES);
	if (power > 0) {
		return { unit: { power, currency: null, word: words[next - 1] ?? "" }, next: at + next };
	}
	const unit = words.length === 0 ? null : readUnit(tokens[at]?.raw ?? "", context);
	return unit === null || unit.power === 0 ? { unit: NO_UNIT, next: at } : { unit, next: at + 1 };
}

/** "2 milliards 500 millions": what follows with a smaller scale is added. */
function withSmaller(tokens: readonly Token[], at: number, value: string, power: number): { value: string; next: number } {
	let sum = value;
	let next = at;
	let least = power;
	while (/^\d+$/.test(sum) && least > 3 && tokens[next - 1]?.isEnd === false) {
		const number = westernDigits(tokens[next]?.raw ?? "");
		const scales = scalesAt(foldedFrom(tokens, next + 1, 2), 0, SPOKEN_SCALES);
		const isSmaller = /^\d{1,3}$/.test(number) && scales.power > 0 && scales.power + number.length <= least;
		if (!isSmaller) break;
		sum = String(BigInt(sum) + BigInt(shifted(number, "", scales.power)));
		least = scales.power;
		next += 1 + scales.next;
	}
	return { value: sum, next };
}

function figureOf(digits: Digits, unit: Unit, currency: Named | null, value: string, next: number): Figure {
	const { other } = digits;
	const others = other === null ? [] : [{ why: "separator" as const, value: shifted(other.whole, other.fraction, unit.power) }];
	return {
		value,
		others,
		currency: unit.currency ?? currency,
		isScaled: unit.power > 0,
		isScaleFirst: false,
		scaleWord: unit.word,
		refused: null,
		next,
	};
}

function refusedFigure(refused: RefusedWhy, next: number): Figure {
	return { value: "0", others: [], currency: null, isScaled: true, isScaleFirst: false, scaleWord: "", refused, next };
}

/** Written in figures: "2.5bn", "1 000 000", "2,5 milliards", "2 and a half million". */
function figuresAt(tokens: readonly Token[], at: number, context: MoneyContext): Figure | null {
	const raw = westernDigits(tokens[at]?.raw ?? "");
	if (/^\d+([.,]\d+)?e[+-]?\d+$/i.test(raw)) {
		return refusedFigure("exponent", at + 1);
	}
	const first = split(raw);
	if (first === null) {
		return null;
	}
	const prefix = first.prefix.replace(/[-\u2212\u2013]+$/, "");
	const glued = prefix === "" ? null : currencyOf(prefix, context.currencies, context.place);
	const { pieces, next } = joinGroups(tokens, at, first);
	const unit = readUnit(pieces.suffix, context);
	if (unit === null || (prefix !== "" && glued === null)) {
		return null;
	}
	const part = pieces.suffix === "" ? partAfter(foldedFrom(tokens, next, 4), 0) : null;
	const spoken = pieces.suffix === "" ? unitAt(tokens, next + (part?.length ?? 0), context) : { unit, next };
	const late = part === null && spoken.unit.currency === null ? partAfter(foldedFrom(tokens, spoken.next, 4), 0) : null;
	const digits = readDigits(pieces.number, spoken.unit.power > 0);
	if (digits === null) {
		return { ...refusedFigure("separator", spoken.next), currency: unit.currency ?? glued, isScaled: spoken.unit.power > 0 };
	}
	const half = digits.fraction === "" && spoken.unit.power > 2 ? (part ?? late) : null;
	const value = shifted(digits.whole, half?.digits ?? digits.fraction, spoken.unit.power);
	const more = withSmaller(tokens, spoken.next + (half === late ? (late?.length ?? 0) : 0), value, spoken.unit.power);
	const figure = figureOf(digits, spoken.unit, glued, more.value, more.next);
	return first.prefix === prefix ? figure : { ...figure, refused: "negative" };
}

/** How many tokens the first `used` words came from; null when they end inside one. */
function tokensUsed(counts: readonly number[], used: number): number | null {
	let words = 0;
	for (const [at, count] of counts.entries()) {
		words += count;
		if (words === used) return at + 1;
	}
	return null;
}

/** Written in words: "two point five billion", "quatre-vingt-dix millions". */
function spokenAt(tokens: readonly Token[], at: number): Figure | null {
	if (!mayBegin(tokens[at]?.words[0] ?? "")) {
		return null;
	}
	const words: string[] = [];
	const counts: number[] = [];
	for (const token of tokens.slice(at, at + FARTHEST)) {
		words.push(...token.words);
		counts.push(token.words.length);
		if (token.isEnd) break;
	}
	const said = readSpoken(words);
	const taken = said === null ? null : tokensUsed(counts, said.used);
	if (said === null || taken === null) {
		return null;
	}
	const scaleWord = words[said.used - 1] ?? "";
	return {
		value: said.value,
		others: [],
		currency: null,
		isScaled: said.isScaled,
		isScaleFirst: said.isScaleFirst,
		scaleWord: LONG_SCALE.has(scaleWord) && words.slice(0, said.used).some((word) => FRENCH.test(word)) ? `${scaleWord} de` : scaleWord,
		refused: null,
		next: at + taken,
	};
}

/** Chinese, in one word: "二十五亿美元". */
function hanAt(tokens: readonly Token[], at: number, context: MoneyContext): Figure | null {
	const raw = westernDigits(tokens[at]?.raw ?? "");
	const said = readHan(raw);
	const suffix = said === null ? "" : raw.slice(said.length);
	const named = suffix === "" ? null : currencyAt([suffix], context.currencies, context.place);
	if (said === null || (suffix !== "" && named === null)) {
		return null;
	}
	return {
		value: said.value,
		others: said.other === null ? [] : [{ why: "colloquial", value: said.other }],
		currency: named,
		isScaled: said.isScaled,
		isScaleFirst: said.isScaleFirst,
		scaleWord: "",
		refused: null,
		next: at + 1,
	};
}

/** "billion" and "mil" mean two things; the words around them and the meeting's language say how likely each is. */
function withScaleDoubt(figure: Figure, follower: string, language: string | null): Figure {
	const [word = "", isFrench = ""] = figure.scaleWord.split(" ");
	const doubt = (value: string | null): Figure["others"] => [...figure.others, { why: "scale", value }];
	const [whole = "0", fraction = ""] = figure.value.split(".");
	const larger = shifted(whole, fraction, 3);
	const isLongSpoken = isFrench !== "" || /^(de|d'.*|des)$/.test(follower);
	const isLong = isLongSpoken || language === "fr" || language === "es";
	if (LONG_SCALE.has(word) && isLong) {
		return isLongSpoken ? { ...figure, value: larger, others: doubt(figure.value) } : { ...figure, others: doubt(larger) };
	}
	if (LONG_SCALE_TRILLION.has(word) && isLong) {
		return { ...figure, others: doubt(null) };
	}
	if (word === "mil" && language !== "es" && !SPANISH.test(follower) && figure.currency === null) {
		return { ...figure, others: doubt(larger) };
	}
	return figure;
}

function refusalOf(figure: Figure): RefusedWhy | null {
	const [whole = ""] = figure.value.split(".");
	if (figure.refused !== null) return figure.refused;
	if (/^[0.]*$/.test(figure.value)) return "zero";
	return whole.length > LONGEST ? "too_long" : null;
}

function doubtsOf(figure: Figure, named: Named | null, digitsOf: MoneyContext["digitsOf"]): Doubt[] {
	const currency = named?.code ?? null;
	const others = (value: string | null): Amount[] => (value === null || value.length > LONGEST + 10 ? [] : [{ value, currency }]);
	const doubts: Doubt[] = figure.others.map(({ why, value }) => ({ why, others: others(value) }));
	if (named !== null && named.others.length > 0) {
		doubts.push({ why: "currency", others: named.others.map((code) => ({ value: figure.value, currency: code })) });
	}
	const decimals = figure.value.split(".")[1]?.length ?? 0;
	if (currency !== null && digitsOf !== null && decimals > digitsOf(currency)) {
		doubts.push({ why: "cents", others: [] });
	}
	return doubts;
}

function figureAt(tokens: readonly Token[], at: number, context: MoneyContext): Figure | null {
	return figuresAt(tokens, at, context) ?? hanAt(tokens, at, context) ?? spokenAt(tokens, at);
}

function rawsFrom(tokens: readonly Token[], at: number): string[] {
	const near = tokens.slice(at, at + 6);
	const end = near.findIndex((token) => token.isEnd);
	return near.slice(0, end < 0 ? 6 : end + 1).map((token) => token.raw);
}

/** Reads a sum that starts at token `at`; null when there is none. `taken` counts the tokens it used. */
export function readMoney(tokens: readonly Token[], at: number, context: MoneyContext): Money | Refused | null {
	const { currencies, place } = context;
	const direct = figureAt(tokens, at, context);
	const ahead = direct === null ? currencyAt(rawsFrom(tokens, at), currencies, place, true) : null;
	const read = ahead === null ? direct : figureAt(tokens, at + ahead.taken, context);
	if (read === null) {
		return null;
	}
	const isOver = tokens[read.next - 1]?.isEnd === true;
	const figure = withScaleDoubt(read, isOver ? "" : (tokens[read.next]?.folded ?? ""), context.language);
	const given = ahead ?? figure.currency;
	const trailing = given === null && !isOver ? currencyAt(rawsFrom(tokens, figure.next), currencies, place) : null;
	const named = given ?? trailing;
	const taken = figure.next + (trailing?.taken ?? 0) - at;
	const isBare = !figure.isScaled && named === null;
	const refused = refusalOf(figure);
	if (figure.isScaleFirst && named === null) {
		return null;
	}
	if (refused !== null) {
		return isBare && refused !== "too_long" ? null : { refused, taken };
	}
	return { value: figure.value, currency: named?.code ?? null, doubts: doubtsOf(figure, named, context.digitsOf), isBare, taken };
}
