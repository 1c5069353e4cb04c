// Numbers, money, times and country names in the present language. Times are always those of the day's zone, never the device's.
import { computed, signal } from "@preact/signals";
import type { Catalogue, Country, Instant, Lang, Words } from "../wire/types.ts";
import { LOCALES, dirOf } from "./dir.ts";
import { lang } from "./t.ts";

const NOWHERE = "Etc/UTC";
const zone = signal(NOWHERE, { name: "zone" });
const overrides = signal<Record<string, Words>>({}, { name: "countryNames" });

/** Times can be told: pages that need no catalogue do not know where they are. */
export const hasDay = computed(() => zone.value !== NOWHERE);

/** Taken from the catalogue once it is there. */
export function setDay(catalogue: Catalogue): void {
	zone.value = catalogue.day.zone;
	overrides.value = catalogue.country_names ?? {};
}

const made = new Map<string, unknown>();
function cached<T>(name: string, make: (locale: string, zoneName: string) => T): T {
	const locale = LOCALES[lang.value];
	const key = `${name}|${locale}|${zone.value}`;
	let value = made.get(key) as T | undefined;
	if (value === undefined) {
		value = make(locale, zone.value);
		made.set(key, value);
	}
	return value;
}

type When = Instant | number;
const asDate = (at: When): Date => new Date(typeof at === "number" ? at : Date.parse(at));
const clock24 = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

function dateFormat(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	return cached(name, (locale, timeZone) => new Intl.DateTimeFormat(locale, { ...options, timeZone }));
}

/** 09:12 */
export function time(at: When): string {
	return dateFormat("time", clock24).format(asDate(at));
}

/** 09:12:31 */
export function timeWithSeconds(at: When): string {
	return dateFormat("seconds", { ...clock24, second: "2-digit" }).format(asDate(at));
}

/** Tuesday 22 November */
export function day(at: When): string {
	return dateFormat("day", { weekday: "long", day: "numeric", month: "long" }).format(asDate(at));
}

/** Tue 22 */
export function shortDay(at: When): string {
	return dateFormat("shortDay", { weekday: "short", day: "numeric" }).format(asDate(at));
}

/** 2026-11-22 in the day's zone: for grouping, not for people. */
export function dayKey(at: When): string {
	const format = new Intl.DateTimeFormat("en", { timeZone: zone.value, year: "numeric", month: "2-digit", day: "2-digit" });
	// By parts: no locale writes dates this way in every browser version.
	const part = Object.fromEntries(format.formatToParts(asDate(at)).map(({ type, value }) => [type, value]));
	return `${part["year"]}-${part["month"]}-${part["day"]}`;
}

/** 1,204 · takes integer strings beyond 2^53 too. */
export function number(value: number | string | bigint): string {
	const format = cached("number", (locale) => new Intl.NumberFormat(locale));
	return format.format(typeof value === "string" ? BigInt(value) : value);
}

/** XOF 2,500,000,000: code and grouped figures; value is a decimal string and is never rounded. */
export function money(value: string, currency: string): string {
	const [whole = "0", fraction = ""] = value.split(".");
	const digits = fraction.replace(/0+$/, "");
	const format = cached(`money${digits.length}`, (locale) =>
		new Intl.NumberFormat(locale, { minimumFractionDigits: digits.length, maximumFractionDigits: digits.length }));
	const figures = digits === "" ? format.format(BigInt(whole)) : format.format(`${whole}.${digits}` as `${number}`);
	return `${currency}\u00a0${figures}`;
}

/** USD 4.1 million: for rough sums only. Where one reads from the right the number comes first, so that its word follows it. */
export function moneyShort(value: string, currency: string): string {
	const format = cached("moneyShort", (locale) =>
		new Intl.NumberFormat(locale, { notation: "compact", compactDisplay: "long", maximumSignificantDigits: 3 }));
	const number = format.format(Number(value));
	return dirOf(lang.value) === "rtl" ? `${number}\u00a0${currency}` : `${currency}\u00a0${number}`;
}

/** 129M: beside a bar, where only its size counts. */
export function numberShort(value: number): string {
	const format = cached("numberShort", (locale) => new Intl.NumberFormat(locale, { notation: "compact", maximumSignificantDigits: 3 }));
	return format.format(value);
}

/** 2:41 under an hour, 1:02:41 above; never negative (say "over" apart). */
export function duration(ms: number): string {
	const total = Math.max(0, Math.floor(ms / 1000));
	const two = (n: number): string => String(n).padStart(2, "0");
	const hours = Math.floor(total / 3600);
	const rest = `${two(Math.floor(total / 60) % 60)}:${two(total % 60)}`;
	return hours > 0 ? `${hours}:${rest}` : rest;
}

/** One text of several languages: the reader's, else English, else any. */
export function words(texts: Words | null | undefined): string {
	if (!texts) return "";
	return texts[lang.value] ?? texts.en ?? Object.values(texts)[0] ?? "";
}

/** The language words() took: for the lang attribute of the element that shows it. */
export function wordsLang(texts: Words | null | undefined): Lang | undefined {
	if (!texts) return undefined;
	if (texts[lang.value] !== undefined) return lang.value;
	return texts.en !== undefined ? "en" : (Object.keys(texts)[0] as Lang | undefined);
}

/** Rwanda: the organisers' own name for it, else CLDR's. */
export function countryName(row: Country | undefined): string {
	if (row === undefined) return "";
	const own = overrides.value[row.code]?.[lang.value];
	if (own !== undefined) return own;
	const names = cached("countries", (locale) => new Intl.DisplayNames([locale], { type: "region", fallback: "none" }));
	return names.of(row.alpha2) ?? row.code;
}

/** French, for the code fr. */
export function languageName(code: string): string {
	const names = cached("languages", (locale) => new Intl.DisplayNames([locale], { type: "language", fallback: "code" }));
	try {
		return names.of(code) ?? code;
	} catch {
		return code;
	}
}

/** For sorting lists people read. */
export function compare(a: string, b: string): number {
	return cached("collator", (locale) => new Intl.Collator(locale, { sensitivity: "base", numeric: true })).compare(a, b);
}
