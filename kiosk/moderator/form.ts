// The pledge being taken down: the line, what was set by hand in a field, and what both make together. Pure.
// The last touch of a part wins: a field overrides the line until that part of the line changes again.
import type { PledgeType, Speaker } from "../common/wire/types.ts";
import { type Doubt, type RefusedWhy, readMoney } from "./amount.ts";
import { type Amount, type Details, type LineContext, type LineDoubt, type PartField, type Reading, moneyContext, readLine } from "./grammar.ts";
import type { Lexicon } from "./lexicon.ts";
import { tokensOf } from "./tokens.ts";

/** Who pledges: an entity that is known, or one named for the first time. */
export interface Who {
	id: string | null;
	name: string;
	country: string | null;
}

/** Set in a field; null = emptied there, whatever the line says. */
export type DetailsByHand = { [K in keyof Details]?: Details[K] | null };

export interface ByHand {
	type?: PledgeType;
	focusAreas?: string[];
	/** As typed in the field: "25m", "1 000 000". */
	figure?: string;
	currency?: string;
	countries?: string[];
	language?: string;
	text?: string;
	details?: DetailsByHand;
}

/** Plain data: kept on this laptop letter by letter and restored after a crash. */
export interface Form {
	line: string;
	byHand: ByHand;
	/** null = whoever has the floor. */
	who: Who | null;
}

export const EMPTY_FORM: Form = { line: "", byHand: {}, who: null };

/** What will be logged, part by part. */
export interface Entry {
	type: PledgeType | null;
	amount: Amount | null;
	isAmountDoubtful: boolean;
	/** Something stands in the amount field that is no amount. */
	isAmountUnread: boolean;
	focusAreas: readonly string[];
	countries: readonly string[];
	language: string | null;
	text: string;
	details: Details;
	/** What of the line or the amount field could be read another way, or was refused; parts set by hand are out of doubt. */
	doubts: readonly LineDoubt[];
	who: Who | null;
}

export type Gap = "type" | "who" | "amount" | "currency" | "cents";

/** The rest is named as on the wire already. */
export interface PledgeBody extends Details {
	type: PledgeType;
	pledgers: { entity?: string; entity_name?: string; country?: string; lead: true }[];
	text?: string;
	focus_areas?: readonly string[];
	amount?: { value: string; currency: string };
	countries?: readonly string[];
	language?: string;
	session?: string;
	speaker?: string;
}

export function isEmpty(form: Form): boolean {
	return form.line.trim() === "" && Object.keys(form.byHand).length === 0;
}

export function whoOf(speaker: Speaker | null): Who | null {
	return speaker === null
		? null
		: { id: speaker.entity.id, name: speaker.entity.name, country: speaker.entity.country };
}

export interface FigureRead {
	amount: Amount;
	isDoubtful: boolean;
	doubts: readonly Doubt[];
}

/** A typed sum alone, as in the amount field: what it is, why it can be none, or null when it is no sum at all. */
export function readFigureOr(figure: string, lexicon: Lexicon, context: LineContext = {}): FigureRead | { refused: RefusedWhy } | null {
	const tokens = tokensOf(figure);
	const money = readMoney(tokens, 0, moneyContext(lexicon, context));
	if (money === null || money.taken !== tokens.length) return null;
	if ("refused" in money) return { refused: money.refused };
	return { amount: { value: money.value, currency: money.currency }, isDoubtful: money.doubts.length > 0, doubts: money.doubts };
}

/** The same when only a sum will do. */
export function readFigure(figure: string, lexicon: Lexicon, context: LineContext = {}): FigureRead | null {
	const read = readFigureOr(figure, lexicon, context);
	return read === null || "refused" in read ? null : read;
}

type AmountEntry = Pick<Entry, "amount" | "isAmountDoubtful" | "isAmountUnread"> & { doubts: LineDoubt[] };

function atFigure(figure: string, rows: readonly Pick<Doubt, "why" | "others">[]): LineDoubt[] {
	return rows.map((row) => ({ ...row, field: "amount", isRefused: false, from: 0, to: figure.length, other: "" }));
}

function amountFrom(figure: string, currency: string | undefined, reading: Reading, lexicon: Lexicon, context: LineContext): AmountEntry {
	const read = readFigureOr(figure, lexicon, context);
	if (read === null) return { amount: null, isAmountDoubtful: false, isAmountUnread: figure.trim() !== "", doubts: [] };
	if ("refused" in read) {
		const doubts: LineDoubt[] = [
			{ field: "amount", why: read.refused, isRefused: true, from: 0, to: figure.length, others: [], other: "" },
		];
		return { amount: null, isAmountDoubtful: false, isAmountUnread: true, doubts };
	}
	const named = currency ?? read.amount.currency ?? reading.amount?.currency ?? null;
	const own = read.amount.currency ?? named;
	/* Whose currency it is was settled when one was chosen by hand. */
	const open = read.doubts.filter((row) => row.why !== "currency" || currency === undefined);
	return {
		amount: { value: read.amount.value, currency: read.doubts.some((row) => row.why === "currency") ? named : own },
		isAmountDoubtful: open.length > 0,
		isAmountUnread: false,
		doubts: atFigure(figure, open),
	};
}

function isOfAmount(row: LineDoubt): boolean {
	return row.field === "amount" || row.field === "currency";
}

function amountOf(form: Form, reading: Reading, lexicon: Lexicon, context: LineContext): AmountEntry {
	const { figure, currency } = form.byHand;
	if (figure !== undefined) return amountFrom(figure, currency, reading, lexicon, context);
	const amount = reading.amount === null ? null : { ...reading.amount, currency: currency ?? reading.amount.currency };
	const doubts = reading.doubts.filter((row) => isOfAmount(row) && (row.why !== "currency" || currency === undefined));
	return { amount, isAmountDoubtful: doubts.some((row) => !row.isRefused), isAmountUnread: false, doubts };
}

function detailsOf(form: Form, reading: Reading): Details {
	const merged = { ...reading.details, ...form.byHand.details };
	return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null)) as Details;
}

function isByHand(field: PartField, byHand: ByHand): boolean {
	return field in (byHand.details ?? {});
}

/** `context` is what the line was read against. */
export function entryOf(form: Form, reading: Reading, speaker: Speaker | null, lexicon: Lexicon, context: LineContext = {}): Entry {
	const { byHand } = form;
	const language = byHand.language ?? reading.language;
	const { doubts, ...amount } = amountOf(form, reading, lexicon, context);
	const rest = reading.doubts.filter((row) => !isOfAmount(row) && !isByHand(row.field, byHand));
	return {
		type: byHand.type ?? reading.type,
		...amount,
		focusAreas: byHand.focusAreas ?? reading.focusAreas,
		countries: byHand.countries ?? reading.countries,
		language: language === "" ? null : language,
		text: byHand.text ?? reading.text,
		details: detailsOf(form, reading),
		doubts: [...doubts, ...rest],
		who: form.who ?? whoOf(speaker),
	};
}

function same(a: unknown, b: unknown): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}

function unchanged(byHand: DetailsByHand, before: Details, after: Details): DetailsByHand {
	const kept = Object.entries(byHand).filter(([key]) => same(before[key as keyof Details], after[key as keyof Details]));
	return Object.fromEntries(kept) as DetailsByHand;
}

/** The form after the line was typed in: parts that the line now says differently are no longer as the hand set them. */
export function withLine(form: Form, line: string, lexicon: Lexicon, context: LineContext = {}): Form {
	const before = readLine(form.line, lexicon, context);
	const after = readLine(line, lexicon, context);
	const byHand = { ...form.byHand };
	if (before.type !== after.type) delete byHand.type;
	if (before.amount?.value !== after.amount?.value) delete byHand.figure;
	if (before.amount?.currency !== after.amount?.currency) delete byHand.currency;
	if (!same(before.focusAreas, after.focusAreas)) delete byHand.focusAreas;
	if (!same(before.countries, after.countries)) delete byHand.countries;
	if (before.language !== after.language) delete byHand.language;
	if (before.text !== after.text) delete byHand.text;
	const details = unchanged(byHand.details ?? {}, before.details, after.details);
	if (Object.keys(details).length > 0) byHand.details = details;
	else delete byHand.details;
	return { ...form, line, byHand };
}

/** What still keeps the entry from being logged, in the order of the screen. */
export function gapsOf(entry: Entry, digitsOf: (currency: string) => number): Gap[] {
	const gaps: Gap[] = [];
	const { amount } = entry;
	if (entry.who === null || entry.who.name.trim() === "") gaps.push("who");
	if (entry.type === null) gaps.push("type");
	if (entry.isAmountUnread) gaps.push("amount");
	if (amount !== null && amount.currency === null) gaps.push("currency");
	if (amount !== null && amount.currency !== null) {
		const fraction = amount.value.split(".")[1] ?? "";
		if (fraction.length > digitsOf(amount.currency)) gaps.push("cents");
	}
	return gaps;
}

function pledgerOf(who: Who): PledgeBody["pledgers"][number] {
	const country = who.country === null ? {} : { country: who.country };
	return who.id === null ? { entity_name: who.name.trim(), ...country, lead: true } : { entity: who.id, ...country, lead: true };
}

function isSaid(value: unknown): boolean {
	return value !== "" && value !== false && value !== undefined && !(Array.isArray(value) && value.length === 0);
}

/** A sum that was named is not still to be announced. */
function wireDetails(entry: Entry): Details {
	const said = Object.entries(entry.details).filter(([key, value]) => isSaid(value) && !(key === "later" && entry.amount !== null));
	return Object.fromEntries(said) as Details;
}

/** What is sent; null while something is missing. Parts nobody said are left out. */
export function bodyOf(entry: Entry, session: string | null, speaker: string | null): PledgeBody | null {
	if (entry.type === null || entry.who === null) return null;
	const body: PledgeBody = { type: entry.type, pledgers: [pledgerOf(entry.who)], ...wireDetails(entry) };
	if (entry.text !== "") body.text = entry.text;
	if (entry.focusAreas.length > 0) body.focus_areas = entry.focusAreas;
	if (entry.amount !== null && entry.amount.currency !== null) {
		body.amount = { value: entry.amount.value, currency: entry.amount.currency };
	}
	if (entry.countries.length > 0) body.countries = entry.countries;
	if (entry.language !== null) body.language = entry.language;
	if (session !== null) body.session = session;
	if (speaker !== null) body.speaker = speaker;
	return body;
}
