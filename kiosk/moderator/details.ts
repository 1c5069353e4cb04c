// The parts of a pledge beside its type, sum and countries: instrument, condition, period, SDGs, regional initiative, target, partners and
// the like, as they are spoken or after a label ("measure: …"). Their names are those of the wire. Everyday words count only where they stand alone.
import { type Money, readMoney } from "./amount.ts";
import { type Draft, type Scene, type Taker, add, clauseLength, doubt, isEnd, rawOf, wordAt } from "./draft.ts";
import { westernDigits } from "./fold.ts";
import { type Keyword, NO_UNITS, PLACES, SMALL_WORDS, keywordAt, labelAt } from "./keywords.ts";
import { countryOf } from "./lexicon.ts";
import { readHan } from "./numerals.ts";
import { type Period, dateAt, periodAt, untilAt } from "./period.ts";
import { startsPart } from "./starts.ts";

export type Instrument = "grant" | "loan" | "in_kind" | "policy_act";

export interface Initiative {
	readonly code: string;
	readonly period: "2023-2025" | "2026-2029";
}

export interface Target {
	readonly number: string;
	readonly unit: string;
	/** Alpha-3 where a country was named, else the words. */
	readonly place: string;
	readonly date: string;
}

/** Only what was said is there; names as on the wire. */
export interface Details {
	instrument?: Instrument;
	in_kind?: string;
	novelty?: "new" | "announced";
	condition?: string;
	later?: boolean;
	period?: Period;
	sdgs?: readonly number[];
	pillar?: string;
	regional_initiative?: Initiative;
	target?: Target;
	beneficiaries?: string;
	partners?: string;
	campaign?: string;
	open?: boolean;
	consent?: "yes" | "no";
	measure?: string;
}

type TextField = "in_kind" | "condition" | "beneficiaries" | "partners" | "campaign" | "measure" | "pillar";

const LONGEST_CLAUSE = 60;
const LONGEST_UNIT = 4;
const LONGEST_NAME = 5;
const LAST_SDG = 17;

/** Between parts, commas or the line's ends: where an everyday word can only be a part. */
function stands(scene: Scene, at: number, length: number, draft: Draft): boolean {
	const before = draft.parts.at(-1);
	const isAfterText = before !== undefined && before.field === "unknown" && scene.tokens[at - 1]?.isEnd === false;
	return !isAfterText && (isEnd(scene, at + length - 1) || startsPart(scene, at + length));
}

function setOnce<K extends keyof Details>(draft: Draft, field: K, value: NonNullable<Details[K]>): boolean {
	if (draft.details[field] !== undefined) {
		return false;
	}
	draft.details[field] = value;
	return true;
}

function setKeyword(draft: Draft, word: Keyword): boolean {
	switch (word.field) {
		case "instrument":
			return setOnce(draft, "instrument", word.value as Instrument);
		case "novelty":
			return setOnce(draft, "novelty", word.value as "new" | "announced");
		case "consent":
			return setOnce(draft, "consent", word.value as "yes" | "no");
		case "later":
		case "open":
			return setOnce(draft, word.field, true);
		default:
			return false;
	}
}

/** "grant", "déjà annoncé", "open to others", "tba". Inside a sentence an instrument is doubtful and stays in the text, too. */
const takeKeyword: Taker = (scene, at, draft) => {
	const word = keywordAt(scene.tokens, at);
	if (word === null) {
		return 0;
	}
	const isSure = !word.isSoft || stands(scene, at, word.length, draft);
	const isKept = !isSure && (word.value === "grant" || word.value === "loan");
	if ((!isSure && !isKept) || !setKeyword(draft, word)) {
		return 0;
	}
	if (isKept) {
		draft.spare.push(rawOf(scene, at, word.length));
		doubt(draft, scene, at, word.length, { field: word.field as "instrument", why: "keyword" });
	}
	return add(draft, scene, word.field as "instrument", at, word.length, word.value);
};

/** "subject to parliamentary approval": up to the comma, with the words that make it a condition. */
const takeCondition: Taker = (scene, at, draft) => {
	const word = keywordAt(scene.tokens, at);
	const length = word?.field === "condition" ? clauseLength(scene, at, LONGEST_CLAUSE) : 0;
	const text = rawOf(scene, at, length);
	return word !== null && length > word.length && setOnce(draft, "condition", text) ? add(draft, scene, "condition", at, length, text) : 0;
};

/** "measure: schools online", "cible: 300 écoles". */
const takeLabelled: Taker = (scene, at, draft) => {
	const label = labelAt(scene.tokens, at);
	if (label === null) {
		return 0;
	}
	const length = clauseLength(scene, at, LONGEST_CLAUSE);
	const text = [label.rest, rawOf(scene, at + label.length, length - label.length)].filter(Boolean).join(" ");
	if (label.field === "target") {
		return label.rest === "" ? takeTargetAt(scene, at, at + 1, draft, "label") : 0;
	}
	if (text === "" || !setOnce(draft, label.field as TextField, text)) {
		return 0;
	}
	if (label.field === "in_kind") {
		draft.details.instrument ??= "in_kind";
	}
	return add(draft, scene, label.field as TextField, at, length, text);
};

function isOtherMoney(scene: Scene, at: number): boolean {
	const money = readMoney(scene.tokens, at, scene.money);
	return money !== null && (!("value" in money) || !money.isBare || money.taken > 1);
}

/** A bare year with a currency behind it is a sum. */
const takePeriod: Taker = (scene, at, draft) => {
	const read = isOtherMoney(scene, at) ? null : periodAt(scene.tokens, at, scene.context.year ?? null);
	const before = draft.details.period;
	if (read === null) {
		return 0;
	}
	const { from, to } = read.period;
	const isMore = before !== undefined && ((before.from === "" && to === "") || (before.to === "" && from === ""));
	if (before !== undefined && !isMore) {
		return 0;
	}
	draft.details.period = { from: from || (before?.from ?? ""), to: to || (before?.to ?? "") };
	if (read.other !== null) {
		doubt(draft, scene, at, read.taken, { field: "period", why: "period", other: `${read.other.from}\u2013${read.other.to}` });
	}
	return add(draft, scene, "period", at, read.taken, from === "" ? to : `${from}\u2013${to}`);
};

const GLUED_SDG = /^(?:sdgs?|odd|ods|цур|可持续发展目标)[:-]?([\d,]+)$/;

/** "sdg 4 9 and 17", "odd4,9": numbers from 1 to 17, as long as they are no sum. */
const takeSdgs: Taker = (scene, at, draft) => {
	const glued = GLUED_SDG.exec(westernDigits(wordAt(scene, at)))?.[1];
	const word = glued === undefined ? keywordAt(scene.tokens, at) : null;
	if ((glued === undefined && word?.field !== "sdgs") || draft.details.sdgs !== undefined) {
		return 0;
	}
	const found: number[] = glued === undefined ? [] : glued.split(",").map(Number);
	let next = at + (word?.length ?? 1);
	for (let look = next; look < scene.tokens.length; look++) {
		const text = westernDigits(wordAt(scene, look));
		const isAnd = /^(and|et|y|и|و|،)$/.test(text) && look === next;
		const numbers = /^[\d,]+$/.test(text) && !isOtherMoney(scene, look) ? text.split(",").map(Number) : [];
		if (numbers.some((number) => number < 1 || number > LAST_SDG) || (numbers.length === 0 && !isAnd)) break;
		found.push(...numbers);
		if (numbers.length > 0) next = look + 1;
	}
	if (found.length === 0 || found.some((number) => number < 1 || number > LAST_SDG)) {
		return 0;
	}
	draft.details.sdgs = [...new Set(found)].sort((a, b) => a - b);
	return add(draft, scene, "sdgs", at, next - at, draft.details.sdgs.join(" "));
};

const INITIATIVE = /^(afr|ams|arb|asp|cis|eur)-?([1-5])$/;
const NEW_INITIATIVES = 2026;

/** "ri afr2", "AFR2 2023-2025". "EUR2" alone may be two euros: doubtful. */
const takeInitiative: Taker = (scene, at, draft) => {
	const word = keywordAt(scene.tokens, at);
	const start = word?.field === "regional_initiative" ? at + word.length : at;
	const pair = `${wordAt(scene, start)}${/^[1-5]$/.test(wordAt(scene, start + 1)) && start > at ? wordAt(scene, start + 1) : ""}`;
	const [, region = "", number = ""] = INITIATIVE.exec(pair) ?? [];
	const money = start === at ? readMoney(scene.tokens, at, scene.money) : null;
	if (region === "" || (money !== null && (money.taken > 1 || region !== "eur"))) {
		return 0;
	}
	let next = start + (INITIATIVE.test(wordAt(scene, start)) ? 1 : 2);
	const named = /^(2023-2025|2026-2029)$/.exec(wordAt(scene, next).replace(/[\u2013\u2014]/g, "-"))?.[0];
	if (named !== undefined) next++;
	const period = named ?? ((scene.context.year ?? NEW_INITIATIVES) < NEW_INITIATIVES ? "2023-2025" : "2026-2029");
	const code = region.toUpperCase() + number;
	if (!setOnce(draft, "regional_initiative", { code, period: period as Initiative["period"] })) {
		return 0;
	}
	if (money !== null && "value" in money) {
		doubt(draft, scene, at, next - at, { field: "regional_initiative", why: "initiative", others: [money] });
	}
	return add(draft, scene, "regional_initiative", at, next - at, `${code} ${period}`);
};

function unitLength(scene: Scene, at: number): number {
	let count = 0;
	while (count < LONGEST_UNIT && at + count < scene.tokens.length) {
		const word = wordAt(scene, at + count);
		if (SMALL_WORDS.has(word) || !/\p{L}/u.test(word) || startsPart(scene, at + count)) break;
		count++;
		if (isEnd(scene, at + count - 1)) break;
	}
	return count;
}

/** "in Rwanda", "dans le nord": a country by its code, else the words. */
function placeAt(scene: Scene, at: number): { place: string; next: number } {
	const none = { place: "", next: at };
	if (!PLACES.has(wordAt(scene, at)) || scene.tokens[at - 1]?.isEnd === true || dateAt(scene.tokens, at + 1) !== null) {
		return none;
	}
	for (let length = Math.min(LONGEST_NAME, scene.tokens.length - at - 1); length > 0; length--) {
		const code = countryOf(rawOf(scene, at + 1, length), scene.lexicon);
		if (code !== null) return { place: code, next: at + 1 + length };
	}
	let length = 0;
	while (length < LONGEST_NAME && at + 1 + length < scene.tokens.length && !startsPart(scene, at + 1 + length)) {
		length++;
		if (isEnd(scene, at + length)) break;
	}
	return length === 0 ? none : { place: rawOf(scene, at + 1, length), next: at + 1 + length };
}

function counts(scene: Scene, at: number): Money | null {
	const money = readMoney(scene.tokens, at, scene.money);
	return money !== null && "value" in money && money.currency === null && money.doubts.every(({ why }) => why !== "currency") ? money : null;
}

/**
 * `at` is where the part begins, `start` where its number stands. Only behind a label the words are not the pledge's own sentence, which
 * stays in the text; without any word before it the number may also be a sum.
 */
function takeTargetAt(scene: Scene, at: number, start: number, draft: Draft, by: "label" | "verb" | "number"): number {
	const number = counts(scene, start);
	const after = number === null ? start : start + number.taken;
	const unit = number === null || (isEnd(scene, after - 1) && after > start) ? 0 : unitLength(scene, after);
	const isOne = by === "number" && number?.value === "1";
	if (number === null || unit === 0 || isOne || /\./.test(number.value) || NO_UNITS.has(wordAt(scene, after))) {
		return 0;
	}
	const end = after + unit;
	const { place, next } = isEnd(scene, end - 1) ? { place: "", next: end } : placeAt(scene, end);
	const until = isEnd(scene, next - 1) ? null : untilAt(scene.tokens, next);
	const taken = (until?.next ?? next) - at;
	const target = { number: number.value, unit: rawOf(scene, after, unit), place, date: until?.value ?? "" };
	if (!setOnce(draft, "target", target)) {
		return 0;
	}
	if (by !== "label") {
		draft.spare.push(rawOf(scene, at, taken));
	}
	if (by === "number") {
		doubt(draft, scene, at, taken, { field: "target", why: "keyword", others: [{ value: number.value, currency: null }] });
	}
	for (const { why, others } of number.doubts) {
		doubt(draft, scene, at, taken, { field: "target", why, others });
	}
	return add(draft, scene, "target", at, taken, [target.number, target.unit, target.place, target.date].filter(Boolean).join(" · "));
}

const HAN_TARGET = /^(?:培训|连接|建设|覆盖|培养)([\d一二三四五六七八九十百千万亿两]+)[名个所人座]?(\p{Script=Han}+)$/u;

/** "train 20000 teachers in Rwanda by 2028", "target 300 schools", "10 000 écoles", "培训20000名教师". */
const takeTarget: Taker = (scene, at, draft) => {
	const [, figure = "", unit = ""] = HAN_TARGET.exec(westernDigits(scene.tokens[at]?.raw ?? "")) ?? [];
	const number = /^\d+$/.test(figure) ? figure : readHan(figure)?.value;
	if (number !== undefined && unit !== "" && setOnce(draft, "target", { number, unit, place: "", date: "" })) {
		draft.spare.push(rawOf(scene, at, 1));
		return add(draft, scene, "target", at, 1, `${number} · ${unit}`);
	}
	const word = keywordAt(scene.tokens, at);
	if (word?.field === "target" || word?.field === "verb") {
		return takeTargetAt(scene, at, at + word.length, draft, word.field === "verb" ? "verb" : "label");
	}
	const bare = counts(scene, at);
	return bare?.isBare === true ? takeTargetAt(scene, at, at, draft, "number") : 0;
};

const OF = /^(of|de|du|des|del|d'.*)$/;

/** A name begins with a capital; "mondiale" goes on with it, "for schools" does not. */
function nameLength(scene: Scene, at: number): number {
	let name = 0;
	for (let length = 0; at + length < scene.tokens.length; length++) {
		const before = length === 0 ? "" : wordAt(scene, at + length - 1);
		const isSmall = SMALL_WORDS.has(wordAt(scene, at + length));
		const isCapital = /^(\p{Lu}|\p{Script=Arabic}|\p{Script=Han})/u.test(scene.tokens[at + length]?.raw ?? "");
		const isMore = name > 0 && !isSmall && (name === length || OF.test(before)) && !startsPart(scene, at + length);
		if (!isCapital && !isSmall && !isMore) break;
		if (isCapital || isMore) name = length + 1;
		if (isEnd(scene, at + length)) break;
	}
	return name;
}

/** "with the World Bank": doubtful, because "with" says many things; "jointly with" is sure of what follows. */
const takePartners: Taker = (scene, at, draft) => {
	const word = keywordAt(scene.tokens, at);
	if (word?.field !== "partners") {
		return 0;
	}
	const name = nameLength(scene, at + word.length);
	const text = rawOf(scene, at + word.length, name);
	if (name === 0 || !setOnce(draft, "partners", text)) {
		return 0;
	}
	if (word.isSoft) {
		doubt(draft, scene, at, word.length + name, { field: "partners", why: "keyword" });
	}
	return add(draft, scene, "partners", at, word.length + name, text);
};

/** Before sums: what looks like a number but counts years, goals or schools. */
export const BEFORE_MONEY: readonly Taker[] = [takeLabelled, takeCondition, takeInitiative, takePeriod, takeSdgs, takeTarget];
export const AFTER_MONEY: readonly Taker[] = [takeKeyword, takePartners];
