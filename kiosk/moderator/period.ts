// When a pledge is carried out, as people say it: "2026-2030", "by 2030", "d'ici juin 2028", "over five years", "五年内".
import { westernDigits } from "./fold.ts";
import {
	BETWEEN, OVER, OVER_LINKS, SINCE, SINCE_LINKS, TO, UNTIL, UNTIL_LINKS, YEARS, monthOf,
} from "./keywords.ts";
import { readHan, readSpoken } from "./numerals.ts";
import type { Token } from "./tokens.ts";

/** Ends are "YYYY", "YYYY-MM", "YYYY-MM-DD", or "" = open. */
export interface Period {
	readonly from: string;
	readonly to: string;
}

export interface PeriodRead {
	readonly period: Period;
	readonly taken: number;
	/** What else "over five years" may end with; null when nothing was counted. */
	readonly other: Period | null;
}

export interface DateRead {
	readonly value: string;
	readonly next: number;
}

const YEAR = /^20[2-9]\d$/;
const LONGEST_YEARS = 50;

function two(text: string): string {
	return text.padStart(2, "0");
}

function isDay(month: string, day: string): boolean {
	return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
}

/** A date in one word. "03/04/2028" is March to some and April to others: not read. */
function dateOf(raw: string): string | null {
	const text = westernDigits(raw);
	const iso = /^(20[2-9]\d)(?:-(\d\d))?(?:-(\d\d))?$/.exec(text) ?? /^(20[2-9]\d)年(?:(\d{1,2})月)?(?:(\d{1,2})日)?(?:底|末)?前?$/.exec(text);
	if (iso !== null) {
		const [, year = "", month, day] = iso;
		const parts = [year, ...(month === undefined ? [] : [two(month)]), ...(day === undefined ? [] : [two(day)])];
		return isDay(month ?? "1", day ?? "1") ? parts.join("-") : null;
	}
	const [, day = "", month = "", year = ""] = /^(\d{1,2})[./](\d{1,2})[./](20[2-9]\d)$/.exec(text) ?? [];
	return isDay(month, day) && (Number(day) > 12 || Number(day) === Number(month)) ? `${year}-${two(month)}-${two(day)}` : null;
}

/** "2030", "2028-06", "June 2028", "30 juin 2028". */
export function dateAt(tokens: readonly Token[], at: number): DateRead | null {
	const value = dateOf(tokens[at]?.raw ?? "");
	if (value !== null) {
		return { value, next: at + 1 };
	}
	const day = /^([12]?\d|3[01])(st|nd|rd|th|er)?$/.exec(westernDigits(tokens[at]?.folded ?? ""))?.[1];
	let next = day === undefined ? at : at + 1;
	if (day !== undefined && tokens[next]?.folded === "de") next++;
	const month = monthOf(tokens[next]?.folded ?? "");
	if (tokens[next + 1]?.folded === "de") next++;
	const year = westernDigits(tokens[next + 1]?.raw ?? "");
	if (month === null || !YEAR.test(year)) {
		return null;
	}
	return { value: `${year}-${month}${day === undefined ? "" : `-${two(day)}`}`, next: next + 2 };
}

function skip(tokens: readonly Token[], at: number, words: ReadonlySet<string>): number {
	let next = at;
	while (words.has(tokens[next]?.folded ?? "")) next++;
	return next;
}

function inOrder(from: string, to: string): Period | null {
	return from.slice(0, 4) <= to.slice(0, 4) ? { from, to } : null;
}

/** "2026-2030", "2026–30", "2026年至2030年". */
function spanOf(raw: string): Period | null {
	const [, from = "", to = ""] = /^(20[2-9]\d)年?[-\u2013\u2014/至到](20[2-9]\d|\d\d)年?$/.exec(westernDigits(raw)) ?? [];
	const isShort = to.length === 2;
	return from === "" || (isShort && Number(to) <= 12) ? null : inOrder(from, isShort ? from.slice(0, 2) + to : to);
}

function spanAt(tokens: readonly Token[], at: number): { period: Period; next: number } | null {
	const start = BETWEEN.has(tokens[at]?.folded ?? "") ? at + 1 : at;
	const whole = spanOf(tokens[start]?.raw ?? "");
	if (whole !== null) {
		return { period: whole, next: start + 1 };
	}
	const from = dateAt(tokens, start);
	const to = from === null || !TO.has(tokens[from.next]?.folded ?? "") ? null : dateAt(tokens, from.next + 1);
	const period = from === null || to === null ? null : inOrder(from.value, to.value);
	return period === null || to === null ? null : { period, next: to.next };
}

export function untilAt(tokens: readonly Token[], at: number): DateRead | null {
	return UNTIL.has(tokens[at]?.folded ?? "") ? dateAt(tokens, skip(tokens, at + 1, UNTIL_LINKS)) : null;
}

function sinceAt(tokens: readonly Token[], at: number): DateRead | null {
	const start = tokens[at]?.folded === "a" ? at + 1 : at;
	return SINCE.has(tokens[start]?.folded ?? "") ? dateAt(tokens, skip(tokens, start + 1, SINCE_LINKS)) : null;
}

/** "over [the next] five years": how many, and the word after. */
function yearsAt(tokens: readonly Token[], at: number): { count: number; next: number } | null {
	const raw = westernDigits(tokens[at]?.raw ?? "");
	const han = /^(\d{1,2}|[一二三四五六七八九十两]{1,3})年(内|间|期间)?$/.exec(raw)?.[1];
	if (han !== undefined) {
		return { count: Number(/\d/.test(han) ? han : (readHan(han)?.value ?? "0")), next: at + 1 };
	}
	/* "على" and "в" only open the phrase. */
	const head = /^(على|в)$/.test(tokens[at]?.folded ?? "") ? at + 1 : at;
	if (!OVER.has(tokens[head]?.folded ?? "")) {
		return null;
	}
	const start = skip(tokens, head + 1, OVER_LINKS);
	if (tokens[start]?.folded === "سنتين") {
		return { count: 2, next: start + 1 };
	}
	const figure = westernDigits(tokens[start]?.raw ?? "");
	const count = /^\d{1,2}$/.test(figure) ? figure : (readSpoken(tokens[start]?.words ?? [])?.value ?? "");
	return YEARS.has(tokens[start + 1]?.folded ?? "") && /^\d{1,2}$/.test(count) ? { count: Number(count), next: start + 2 } : null;
}

function counted(tokens: readonly Token[], at: number, year: number | null): PeriodRead | null {
	const years = yearsAt(tokens, at);
	if (years === null || year === null || years.count < 1 || years.count > LONGEST_YEARS) {
		return null;
	}
	const end = (count: number): Period => ({ from: String(year), to: String(year + count) });
	return { period: end(years.count), taken: years.next - at, other: end(years.count - 1) };
}

/** The period that begins at token `at`; `year` is the day's own, from which years are counted. */
export function periodAt(tokens: readonly Token[], at: number, year: number | null): PeriodRead | null {
	const span = spanAt(tokens, at);
	if (span !== null) {
		return { period: span.period, taken: span.next - at, other: null };
	}
	const until = untilAt(tokens, at);
	const since = until === null ? sinceAt(tokens, at) : null;
	const bare = until === null && since === null ? dateAt(tokens, at) : null;
	const date = until ?? since ?? bare;
	if (date !== null) {
		const period = since === null ? { from: "", to: date.value } : { from: date.value, to: "" };
		return { period, taken: date.next - at, other: null };
	}
	return counted(tokens, at, year);
}
