// The pledge being taken down: the line, what was set by hand in a field, and what both make together. Pure.
// The last touch of a part wins: a field overrides the line until that part of the line changes again.
import type { PledgeType, Speaker } from "../common/wire/types.ts";
import { readMoney } from "./amount.ts";
import { type Amount, type Reading, readLine } from "./grammar.ts";
import type { Lexicon } from "./lexicon.ts";

/** Who pledges: an entity that is known, or one named for the first time. */
export interface Who {
	id: string | null;
	name: string;
	country: string | null;
}

export interface ByHand {
	type?: PledgeType;
	focusAreas?: string[];
	/** As typed in the field: "25m", "1 000 000". */
	figure?: string;
	currency?: string;
	countries?: string[];
	language?: string;
	text?: string;
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
	who: Who | null;
}

export type Gap = "type" | "who" | "amount" | "currency" | "cents";

export interface PledgeBody {
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

/** A typed sum alone, as in the amount field; null when it is none. */
export function readFigure(figure: string, lexicon: Lexicon): { amount: Amount; isDoubtful: boolean } | null {
	const tokens = [...figure.matchAll(/\S+/g)].map((match) => ({
		raw: match[0],
		from: match.index,
		to: match.index + match[0].length,
	}));
	const money = readMoney(tokens, 0, lexicon.currencies);
	if (money === null || money.taken !== tokens.length) return null;
	return { amount: { value: money.value, currency: money.currency }, isDoubtful: money.isDoubtful };
}

function amountOf(form: Form, reading: Reading, lexicon: Lexicon): Pick<Entry, "amount" | "isAmountDoubtful" | "isAmountUnread"> {
	const { figure, currency } = form.byHand;
	if (figure === undefined) {
		const amount = reading.amount === null ? null : { ...reading.amount, currency: currency ?? reading.amount.currency };
		return { amount, isAmountDoubtful: reading.isAmountDoubtful, isAmountUnread: false };
	}
	const read = readFigure(figure, lexicon);
	if (read === null) return { amount: null, isAmountDoubtful: false, isAmountUnread: figure.trim() !== "" };
	const named = read.amount.currency ?? currency ?? reading.amount?.currency ?? null;
	return { amount: { value: read.amount.value, currency: named }, isAmountDoubtful: read.isDoubtful, isAmountUnread: false };
}

export function entryOf(form: Form, reading: Reading, speaker: Speaker | null, lexicon: Lexicon): Entry {
	const { byHand } = form;
	const language = byHand.language ?? reading.language;
	return {
		type: byHand.type ?? reading.type,
		...amountOf(form, reading, lexicon),
		focusAreas: byHand.focusAreas ?? reading.focusAreas,
		countries: byHand.countries ?? reading.countries,
		language: language === "" ? null : language,
		text: byHand.text ?? reading.text,
		who: form.who ?? whoOf(speaker),
	};
}

function same(a: unknown, b: unknown): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}

/** The form after the line was typed in: parts that the line now says differently are no longer as the hand set them. */
export function withLine(form: Form, line: string, lexicon: Lexicon): Form {
	const before = readLine(form.line, lexicon);
	const after = readLine(line, lexicon);
	const byHand = { ...form.byHand };
	if (before.type !== after.type) delete byHand.type;
	if (before.amount?.value !== after.amount?.value) delete byHand.figure;
	if (before.amount?.currency !== after.amount?.currency) delete byHand.currency;
	if (!same(before.focusAreas, after.focusAreas)) delete byHand.focusAreas;
	if (!same(before.countries, after.countries)) delete byHand.countries;
	if (before.language !== after.language) delete byHand.language;
	if (before.text !== after.text) delete byHand.text;
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

/** What is sent; null while something is missing. Parts nobody said are left out. */
export function bodyOf(entry: Entry, session: string | null, speaker: string | null): PledgeBody | null {
	if (entry.type === null || entry.who === null) return null;
	const body: PledgeBody = { type: entry.type, pledgers: [pledgerOf(entry.who)] };
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
