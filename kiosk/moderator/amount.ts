// Reads a sum of money as people type it while somebody speaks: "2.5bn xof", "€25m", "2,5 Md", "1 000 000 USD".
// Pure: no screen, no locale of the machine. The result is an exact decimal string, never a floating point number.
import { fold, westernDigits } from "./fold.ts";
import { CURRENCY_WORDS, DOUBLE_MAGNITUDES, MAGNITUDES, SHY_CURRENCIES } from "./magnitudes.ts";

export interface Token {
	readonly raw: string;
	readonly from: number;
	readonly to: number;
}

export interface Money {
	readonly value: string;
	readonly currency: string | null;
	/** True when "2.500" could be read another way: shown to the person, who hears what was said. */
	readonly isDoubtful: boolean;
	/** True without a magnitude and a currency: "500" may count schools. */
	readonly isBare: boolean;
	readonly taken: number;
}

interface Digits {
	readonly whole: string;
	readonly fraction: string;
	readonly isDoubtful: boolean;
}

interface Pieces {
	readonly prefix: string;
	readonly number: string;
	readonly suffix: string;
}

interface Unit {
	readonly power: number | null;
	readonly currency: string | null;
}

/** Fifteen digits stay exact in every browser's Intl; no pledge needs more. */
const LONGEST = 15;
const NO_UNIT: Unit = { power: null, currency: null };
const LINK_WORDS: ReadonlySet<string> = new Set(["de", "d'", "of"]);

/** The code a word or sign stands for; null when it is none of the event's currencies. */
export function currencyOf(raw: string, codes: ReadonlySet<string>): string | null {
	const folded = fold(raw);
	const code = raw.toUpperCase();
	if (codes.has(code) && (raw === code || !SHY_CURRENCIES.has(folded))) {
		return code;
	}
	const named = CURRENCY_WORDS.get(folded);
	return named !== undefined && codes.has(named) ? named : null;
}

function grouped(parts: readonly string[]): boolean {
	const head = parts[0] ?? "";
	return /^\d{1,3}$/.test(head) && parts.slice(1).every((part) => /^\d{3}$/.test(part));
}

/** One kind of separator, once, before exactly three digits: only a magnitude or a leading zero tells what it means. */
function readSingle(text: string, mark: string, isScaled: boolean): Digits | null {
	const parts = text.split(mark);
	const [whole = "", fraction = ""] = parts;
	if (parts.length > 2) {
		return grouped(parts) ? { whole: parts.join(""), fraction: "", isDoubtful: false } : null;
	}
	if (!/^\d+$/.test(whole) || !/^\d+$/.test(fraction)) {
		return null;
	}
	if (fraction.length === 3 && grouped(parts) && whole !== "0") {
		return isScaled ? { whole, fraction, isDoubtful: true } : { whole: whole + fraction, fraction: "", isDoubtful: true };
	}
	return { whole, fraction, isDoubtful: false };
}

function readDigits(text: string, isScaled: boolean): Digits | null {
	const plain = text.replace(/['\u2019\u066c]/g, "");
	const lastComma = plain.lastIndexOf(",");
	const lastPoint = plain.lastIndexOf(".");
	if (lastComma < 0 && lastPoint < 0) {
		return /^\d+$/.test(plain) ? { whole: plain, fraction: "", isDoubtful: false } : null;
	}
	if (lastComma < 0 || lastPoint < 0) {
		return readSingle(plain, lastComma < 0 ? "." : ",", isScaled);
	}
	const decimal = Math.max(lastComma, lastPoint);
	const groups = plain.slice(0, decimal).split(decimal === lastComma ? "." : ",");
	const fraction = plain.slice(decimal + 1);
	return grouped(groups) && /^\d+$/.test(fraction) ? { whole: groups.join(""), fraction, isDoubtful: false } : null;
}

function scale(digits: Digits, power: number): string | null {
	const fraction = digits.fraction.padEnd(power, "0");
	const whole = (digits.whole + fraction.slice(0, power)).replace(/^0+(?=\d)/, "");
	const rest = fraction.slice(power).replace(/0+$/, "");
	if (whole.length > LONGEST || (whole === "0" && rest === "")) {
		return null;
	}
	return rest === "" ? whole : `${whole}.${rest}`;
}

function split(raw: string): Pieces | null {
	const text = westernDigits(raw).replace(/\u066b/g, ".");
	const match = /^(\D*?)(\d[\d.,'\u2019\u066c]*)(.*)$/.exec(text);
	if (match === null) {
		return null;
	}
	const [, prefix = "", digits = "", suffix = ""] = match;
	/* A sentence's full stop or comma behind the number belongs to neither. */
	const number = digits.replace(/[.,]+$/, "");
	return /\d/.test(suffix) ? null : { prefix, number, suffix };
}

/** What may be glued to the digits or stand alone behind them: "m", "eur", "meur", "Md€". */
function readUnit(suffix: string, codes: ReadonlySet<string>): Unit | null {
	if (suffix === "") {
		return NO_UNIT;
	}
	const power = MAGNITUDES.get(fold(suffix));
	if (power !== undefined) {
		return { power, currency: null };
	}
	const currency = currencyOf(suffix, codes);
	if (currency !== null) {
		return { power: null, currency };
	}
	for (let cut = 1; cut < suffix.length; cut++) {
		const scaled = MAGNITUDES.get(fold(suffix.slice(0, cut)));
		const named = currencyOf(suffix.slice(cut), codes);
		if (scaled !== undefined && named !== null) {
			return { power: scaled, currency: named };
		}
	}
	return null;
}

/** "1 000 000": the groups that follow, joined; the last may carry a unit. */
function joinGroups(tokens: readonly Token[], at: number, first: Pieces): { pieces: Pieces; next: number } {
	let { number, suffix } = first;
	let next = at + 1;
	while (suffix === "" && /^\d{1,3}$/.test(first.number)) {
		const follower = split(tokens[next]?.raw ?? "");
		if (follower === null || follower.prefix !== "" || !/^\d{3}$/.test(follower.number)) {
			break;
		}
		number += follower.number;
		suffix = follower.suffix;
		next++;
	}
	return { pieces: { prefix: first.prefix, number, suffix }, next };
}

function wordAt(tokens: readonly Token[], at: number): string {
	return fold(tokens[at]?.raw ?? "");
}

function unitAt(tokens: readonly Token[], at: number, codes: ReadonlySet<string>): { unit: Unit; next: number } {
	const double = DOUBLE_MAGNITUDES.get(`${wordAt(tokens, at)} ${wordAt(tokens, at + 1)}`);
	if (double !== undefined) {
		return { unit: { power: double, currency: null }, next: at + 2 };
	}
	const unit = readUnit(tokens[at]?.raw ?? "", codes);
	return unit === null || unit.power === null ? { unit: NO_UNIT, next: at } : { unit, next: at + 1 };
}

/** "francs CFA" and "de francs CFA": the filler words are taken only when a currency follows. */
function currencyAt(
	tokens: readonly Token[],
	at: number,
	codes: ReadonlySet<string>,
): { currency: string; next: number } | null {
	let next = at;
	if (LINK_WORDS.has(wordAt(tokens, next))) {
		next++;
	}
	if (/^francs?$/.test(wordAt(tokens, next)) && wordAt(tokens, next + 1) === "cfa") {
		next++;
	}
	const raw = (tokens[next]?.raw ?? "").replace(/^d['\u2019]/i, "");
	const currency = raw === "" ? null : currencyOf(raw, codes);
	return currency === null ? null : { currency, next: next + 1 };
}

/** Reads a sum that starts at token `at`; null when there is none. `taken` counts the tokens it used. */
export function readMoney(tokens: readonly Token[], at: number, codes: ReadonlySet<string>): Money | null {
	const ahead = currencyOf(tokens[at]?.raw ?? "", codes);
	const start = ahead === null ? at : at + 1;
	const first = split(tokens[start]?.raw ?? "");
	if (first === null) {
		return null;
	}
	const { pieces, next } = joinGroups(tokens, start, first);
	const unit = readUnit(pieces.suffix, codes);
	const glued = pieces.prefix === "" ? null : currencyOf(pieces.prefix, codes);
	if (unit === null || (pieces.prefix !== "" && glued === null)) {
		return null;
	}
	const spoken = unit === NO_UNIT ? unitAt(tokens, next, codes) : { unit, next };
	const power = spoken.unit.power ?? 0;
	const given = ahead ?? glued ?? spoken.unit.currency;
	const trailing = given === null ? currencyAt(tokens, spoken.next, codes) : null;
	const currency = given ?? trailing?.currency ?? null;
	const digits = readDigits(pieces.number, power > 0);
	const value = digits === null ? null : scale(digits, power);
	if (digits === null || value === null) {
		return null;
	}
	return {
		value,
		currency,
		isDoubtful: digits.isDoubtful,
		isBare: power === 0 && currency === null,
		taken: (trailing?.next ?? spoken.next) - at,
	};
}
