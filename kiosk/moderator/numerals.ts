// Reads numbers written as words in the six languages: "two and a half billion", "quatre-vingt-dix millions", "两亿五千万".
// One machine for all of them: a number is a sum of parts that get smaller, and a scale multiplies what is smaller than itself.
// Exact: whole numbers stay below 2^53, fractions are strings. Not for figures with separators: see amount.ts.
import { fold } from "./fold.ts";
import { DUALS, SPOKEN_SCALES } from "./magnitudes.ts";
import { numberToWords } from "./words.ts";

export interface Spoken {
	/** Plain decimal, as exact as it was said. */
	readonly value: string;
	/** How many of the words it used. */
	readonly used: number;
	/** A thousand or more was named. */
	readonly isScaled: boolean;
	/** "million dollars": no number stands before the scale. */
	readonly isScaleFirst: boolean;
	/** "两万五": what it is when the last digit counts ones. */
	readonly other: string | null;
}

/** Forms that are heard but not said by words/*.ts: value, words. */
const HEARD: readonly (readonly [number, string])[] = [
	[1, "une одно одну احد احدى"],
	[2, "двух اثنين اثنا اثني اثنتين اثنتا اثنتي"],
	[3, "трех"],
	[4, "четырех"],
	[5, "пяти"],
	[6, "шести"],
	[7, "семи"],
	[8, "восьми"],
	[9, "девяти"],
	[10, "десяти"],
	[20, "vingts"],
	[70, "septante"],
	[80, "huitante octante"],
	[90, "nonante"],
	[100, "ciento"],
	[200, "مئتا مائتا"],
	[800, "ثمانيمئة ثمانيمائة"],
];
const LANGUAGES: readonly string[] = ["en", "fr", "es", "ar", "ru"];
/** After these more may follow than after their like: soixante-dix, dix-sept. */
const ROOMS: Readonly<Record<string, number>> = { soixante: 20, dix: 10, diez: 10 };
const HAN = "〇一二三四五六七八九";

interface Addend {
	readonly value: number;
	readonly room: number;
}

function wordsOf(text: string): string[] {
	return text.split(" ").map(fold);
}

function asAddend(word: string, value: number): readonly [string, Addend] {
	const room = value < 20 ? 0 : value < 100 ? 10 : 100;
	return [word, { value, room: ROOMS[word] ?? room }];
}

/** As it is said, and in Arabic also in the other cases and the older spelling of a hundred. */
function spellings(said: string): string[] {
	const oblique = said.replace(/(ون|ان)$/, "ين");
	return [...new Set([said, oblique].flatMap((word) => [word, word.replace("مئ", "مائ")]))].map(fold);
}

/** The numbers of one word, from the tables that say them. */
function oneWordNumbers(): (readonly [string, Addend])[] {
	const values = [...Array(30).keys(), 30, 40, 50, 60, 70, 80, 90, 100, 200, 300, 400, 500, 600, 700, 800, 900];
	return LANGUAGES.flatMap((language) =>
		values.flatMap((value) =>
			(["m", "f", ""] as const).flatMap((gender) => {
				const said = numberToWords(String(value), language, gender);
				return /[\s-]/.test(said) ? [] : spellings(said).map((word) => asAddend(word, value));
			}),
		),
	);
}

const HUNDRED_WORDS = "hundred hundreds cent cents مئة مائة 百";
const ADD: ReadonlyMap<string, Addend> = new Map<string, Addend>(
	[
		...oneWordNumbers(),
		...HEARD.flatMap(([value, words]) => wordsOf(words).map((word) => asAddend(word, value))),
		...[...HAN].map((word, value) => asAddend(word, value)),
		...[["零", 0], ["两", 2], ["兩", 2]].map(([word, value]) => asAddend(String(word), Number(value))),
	].filter(([word]) => !wordsOf(HUNDRED_WORDS).includes(word)),
);
const HUNDREDS: ReadonlySet<string> = new Set(wordsOf("hundred cent cents مئة مائة 百"));
const AND: ReadonlySet<string> = new Set(wordsOf("and et y и و 零"));
const POINT: ReadonlySet<string> = new Set(wordsOf("point virgule coma запятая целых целая целую فاصلة 点 點"));
const TENTHS: ReadonlyMap<string, number> = new Map(
	["десятая десятых десятые", "сотая сотых сотые", "тысячная тысячных тысячные", "десятитысячная десятитысячных десятитысячные"].flatMap(
		(words, at) => wordsOf(words).map((word) => [word, at + 1] as const),
	),
);
/** After a number or its scale: "and a half", "и половиной", "ونصف". Each is a whole phrase. */
const PART_AFTER: readonly (readonly [string, string])[] = [
	["5", "and a half|and half|et demi|et demie|y medio|y media|с половиной|ونصف|و نصف|半"],
	["25", "and a quarter|et quart|et un quart|y cuarto|с четвертью|وربع|و ربع"],
	["75", "and three quarters|et trois quarts|y tres cuartos"],
];
/** Before a scale: "half a million". */
const PART_BEFORE: readonly (readonly [string, string])[] = [
	["0.5", "half a|half|un demi|demi|medio|media|пол|نصف"],
	["0.25", "a quarter of a|quarter of a|un quart de|ربع"],
	["0.75", "three quarters of a|trois quarts de"],
	["1.5", "полтора|полторы"],
];

type Phrase = { readonly words: readonly string[]; readonly part: string };

function phrases(rows: readonly (readonly [string, string])[]): Phrase[] {
	return rows.flatMap(([part, list]) => list.split("|").map((text) => ({ words: wordsOf(text), part })));
}

const AFTER = phrases(PART_AFTER);
const BEFORE = phrases(PART_BEFORE);
const ONE_WORDS: ReadonlySet<string> = new Set(["a", "an"]);
const TOO_MUCH = 1e15;

/** The sum so far: what each scale closed, and the hundreds, tens and ones that are still open. */
interface Sum {
	items: { value: number; scale: number }[];
	low: number;
	/** What may be added must be less. */
	room: number;
	last: number;
	isScaleFirst: boolean;
}

function totalOf(sum: Sum): number {
	return sum.items.reduce((all, item) => all + item.value, sum.low);
}

function addTo(sum: Sum, word: string, addend: Addend, isJoined: boolean): boolean {
	const { value, room } = addend;
	const isTeen = (word === "عشر" || word === fold("عشرة")) && sum.last > 0 && sum.last < 10;
	const isUnitFirst = isJoined && value >= 20 && value < 100 && sum.last > 0 && sum.last < 10 && /^\p{Script=Arabic}/u.test(word);
	if (isTeen || isUnitFirst) {
		sum.low += value;
		sum.room = 0;
	} else if (value === 20 && /^vingts?$/.test(word) && sum.last === 4) {
		sum.low += 76;
		sum.room = 20;
	} else if (value < sum.room && (value > 0 || (totalOf(sum) === 0 && sum.room === 1000))) {
		sum.low += value;
		sum.room = value === 0 ? 0 : room;
	} else {
		return false;
	}
	sum.last = value;
	return true;
}

/** Chinese ten and hundred, and "hundred" elsewhere, multiply the digit before them. */
function raise(sum: Sum, ten: 10 | 100): boolean {
	const before = ten === 10 ? sum.last : sum.low;
	const digit = before < (ten === 10 ? 10 : 100) ? before : 0;
	if ((ten === 100 && sum.low >= ten) || (digit === 0 && sum.room <= ten)) {
		return false;
	}
	sum.low += digit === 0 ? ten : digit * (ten - 1);
	sum.room = ten;
	sum.last = ten;
	return true;
}

function scaleUp(sum: Sum, scale: number, isDual: boolean): boolean {
	let start = sum.items.length;
	while (start > 0 && (sum.items[start - 1]?.value ?? 0) < scale) {
		start--;
	}
	const smaller = sum.items.slice(start).reduce((all, item) => all + item.value, sum.low);
	const ceiling = sum.items[start - 1]?.scale ?? Number.POSITIVE_INFINITY;
	const value = (isDual ? 2 : smaller || 1) * scale;
	if (value >= ceiling || (isDual && smaller > 0) || (smaller === 0 && sum.room === 0)) {
		return false;
	}
	sum.isScaleFirst ||= sum.items.length === 0 && smaller === 0 && !isDual;
	sum.items = [...sum.items.slice(0, start), { value, scale }];
	sum.low = 0;
	sum.room = 1000;
	sum.last = 0;
	return true;
}

function known(word: string): boolean {
	return ADD.has(word) || HUNDREDS.has(word) || SPOKEN_SCALES.has(word) || DUALS.has(word) || word === "十";
}

/** Whether a number in words can begin with this word: a quick no for most of a line. */
export function mayBegin(word: string): boolean {
	return known(word) || ONE_WORDS.has(word) || word.startsWith("пол") || BEFORE.some((phrase) => phrase.words[0] === word);
}

function take(sum: Sum, word: string, isJoined: boolean): boolean {
	const addend = ADD.get(word);
	if (addend !== undefined) {
		return addTo(sum, word, addend, isJoined);
	}
	if (/^\d{1,4}$/.test(word)) {
		return addFigures(sum, Number(word));
	}
	if (word === "十" || HUNDREDS.has(word)) {
		return raise(sum, word === "十" ? 10 : 100);
	}
	const dual = DUALS.get(word);
	const power = dual ?? SPOKEN_SCALES.get(word);
	return power !== undefined && scaleUp(sum, 10 ** power, dual !== undefined);
}

/** "2亿5000万": figures between Chinese scales. */
function addFigures(sum: Sum, value: number): boolean {
	const ceiling = sum.items.at(-1)?.scale ?? Number.POSITIVE_INFINITY;
	if (sum.low > 0 || sum.room === 0 || value >= ceiling) {
		return false;
	}
	sum.low = value;
	sum.room = 0;
	sum.last = value;
	return true;
}

/** "و" is written on the word it joins. */
function unjoined(word: string): string | null {
	const rest = word.startsWith("و") && !known(word) ? word.slice(1) : "";
	return known(rest) ? rest : null;
}

interface Run {
	readonly sum: Sum;
	readonly next: number;
}

function run(words: readonly string[], at: number, isWithScales: boolean): Run {
	const sum: Sum = { items: [], low: 0, room: 1000, last: 0, isScaleFirst: false };
	let next = at;
	let look = at;
	if (ONE_WORDS.has(words[at] ?? "") && (HUNDREDS.has(words[at + 1] ?? "") || SPOKEN_SCALES.has(words[at + 1] ?? ""))) {
		addTo(sum, "one", { value: 1, room: 0 }, false);
		look++;
	}
	for (;;) {
		const isAnd = look > at && AND.has(words[look] ?? "");
		const raw = words[isAnd ? look + 1 : look] ?? "";
		const bare = look > at ? unjoined(raw) : null;
		const word = bare ?? raw;
		const isScale = SPOKEN_SCALES.has(word) || DUALS.has(word);
		if ((isScale && !isWithScales) || !take(sum, word, isAnd || bare !== null)) {
			return { sum, next };
		}
		look += isAnd ? 2 : 1;
		next = look;
	}
}

function phraseAt(list: readonly Phrase[], words: readonly string[], at: number): Phrase | null {
	return list.find((phrase) => phrase.words.every((word, i) => words[at + i] === word)) ?? null;
}

/** "million", "mil millones", "mille milliards": growing scales multiply. */
export function scalesAt(words: readonly string[], at: number, table: ReadonlyMap<string, number>): { power: number; next: number } {
	let power = 0;
	let last = 0;
	let next = at;
	for (let own = table.get(words[next] ?? ""); own !== undefined && own > last; own = table.get(words[next] ?? "")) {
		power += own;
		last = own;
		next++;
	}
	return { power, next };
}

/** Moves the point of a plain decimal to the right; no rounding, no needless zeros. */
export function shifted(whole: string, fraction: string, power: number): string {
	const padded = fraction.padEnd(power, "0");
	const front = (whole + padded.slice(0, power)).replace(/^0+(?=\d)/, "");
	const rest = padded.slice(power).replace(/0+$/, "");
	return rest === "" ? front : `${front}.${rest}`;
}

function oneDigit(word: string | undefined): boolean {
	const addend = ADD.get(word ?? "");
	return addend !== undefined && addend.value < 10;
}

/** What is said after the point: digit by digit, or "vingt-cinq", or "пять десятых". */
function fractionAt(words: readonly string[], at: number): { digits: string; next: number } | null {
	let next = at;
	let digits = "";
	for (; ADD.get(words[next] ?? "")?.value === 0; next++) {
		digits += "0";
	}
	const start = next;
	while (oneDigit(words[next]) && (next > start || oneDigit(words[next + 1]))) {
		digits += String(ADD.get(words[next] ?? "")?.value ?? 0);
		next++;
	}
	if (next === start) {
		const whole = run(words, next, false);
		digits += whole.next > next ? String(totalOf(whole.sum)) : "";
		next = whole.next;
	}
	const places = TENTHS.get(words[next] ?? "");
	if (places !== undefined) {
		return digits.length <= places ? { digits: digits.padStart(places, "0"), next: next + 1 } : null;
	}
	return tenthsAt(words, at) ?? (digits === "" || digits.length > 9 ? null : { digits, next });
}

/** Ten thousandths are counted with thousands: "тысяча двести тридцать четыре десятитысячных". */
function tenthsAt(words: readonly string[], at: number): { digits: string; next: number } | null {
	const whole = run(words, at, true);
	const places = TENTHS.get(words[whole.next] ?? "");
	const digits = String(totalOf(whole.sum));
	return places === undefined || digits.length > places ? null : { digits: digits.padStart(places, "0"), next: whole.next + 1 };
}

function withPoint(words: readonly string[], first: Run): Spoken | null {
	const part = fractionAt(words, first.next + 1);
	if (part === null) {
		return null;
	}
	const isScaled = first.sum.items.length > 0;
	const { power, next } = isScaled ? { power: 0, next: part.next } : scalesAt(words, part.next, SPOKEN_SCALES);
	const value = shifted(String(totalOf(first.sum)), part.digits, power);
	return { value, used: next, isScaled: isScaled || power > 2, isScaleFirst: false, other: null };
}

/** "and a half" at this place: its decimals, and how many words it takes. */
export function partAfter(words: readonly string[], at: number): { digits: string; length: number } | null {
	const phrase = phraseAt(AFTER, words, at);
	return phrase === null ? null : { digits: phrase.part, length: phrase.words.length };
}

/** "two and a half billion", "deux milliards et demi". */
function withPart(words: readonly string[], first: Run): Spoken | null {
	const phrase = partAfter(words, first.next);
	const item = first.sum.items.at(-1);
	if (phrase === null) {
		return null;
	}
	const after = first.next + phrase.length;
	if (item !== undefined) {
		const part = Number(phrase.digits.padEnd(2, "0")) * (item.scale / 100);
		const isOpen = first.sum.low === 0;
		return isOpen ? { ...plain(words, first), value: String(totalOf(first.sum) + part), used: after, isScaleFirst: false } : null;
	}
	const { power, next } = scalesAt(words, after, SPOKEN_SCALES);
	return { value: shifted(String(first.sum.low), phrase.digits, power), used: next, isScaled: power > 2, isScaleFirst: false, other: null };
}

const HAN_UNITS: ReadonlyMap<string, number> = new Map([["百", 10], ["千", 100], ["万", 1e3], ["萬", 1e3], ["亿", 1e7], ["億", 1e7]]);

/** "两万五" is 25 000: a last digit without 零 counts the next lower unit. */
function colloquial(words: readonly string[], first: Run): number | null {
	const unit = HAN_UNITS.get(words[first.next - 2] ?? "");
	const digit = HAN.indexOf(words[first.next - 1] ?? "-");
	return unit === undefined || digit < 1 ? null : totalOf(first.sum) + digit * (unit - 1);
}

function plain(words: readonly string[], first: Run): Spoken {
	const { sum } = first;
	const more = colloquial(words, first);
	return {
		value: String(more ?? totalOf(sum)),
		used: first.next,
		isScaled: sum.items.length > 0,
		isScaleFirst: sum.isScaleFirst,
		other: more === null ? null : String(totalOf(sum)),
	};
}

function withPartBefore(words: readonly string[]): Spoken | null {
	/* "полмиллиона" is one word. */
	const glued = /^пол(?=[мт])/.test(words[0] ?? "") && SPOKEN_SCALES.has((words[0] ?? "").slice(3));
	const list = glued ? ["пол", (words[0] ?? "").slice(3), ...words.slice(1)] : words;
	const phrase = phraseAt(BEFORE, list, 0);
	if (phrase === null) {
		return null;
	}
	const { power, next } = scalesAt(list, phrase.words.length, SPOKEN_SCALES);
	const [whole = "0", fraction = ""] = phrase.part.split(".");
	return power < 3
		? null
		: { value: shifted(whole, fraction, power), used: next - (glued ? 1 : 0), isScaled: true, isScaleFirst: false, other: null };
}

/** Reads the number that `words` (folded, hyphens cut) begin with; null when they begin with none. More than 10^15 is cut to it. */
export function readSpoken(words: readonly string[]): Spoken | null {
	const before = withPartBefore(words);
	if (before !== null) {
		return before;
	}
	const first = run(words, 0, true);
	if (first.next === 0) {
		return null;
	}
	const isPoint = POINT.has(words[first.next] ?? "");
	const said = (isPoint ? withPoint(words, first) : withPart(words, first)) ?? plain(words, first);
	return totalOf(first.sum) >= TOO_MUCH ? { ...said, value: "1".padEnd(16, "0") } : said;
}

const HAN_NUMBER = /^[\d.〇零一二三四五六七八九十两兩百千万萬亿億点點半]+/;

/** Chinese is written without spaces: the number at the start of a word, sign by sign, and how long it is. */
export function readHan(word: string): (Spoken & { readonly length: number }) | null {
	const match = HAN_NUMBER.exec(word)?.[0] ?? "";
	const signs = match.match(/\d+|\D/g) ?? [];
	const said = /[^\d.]/.test(match) ? readSpoken(signs) : null;
	return said === null ? null : { ...said, length: signs.slice(0, said.used).join("").length };
}

/** The words of a text as readSpoken wants them. */
export function numeralWords(text: string): string[] {
	return text.split(/[\s-]+/).filter(Boolean).map(fold);
}

/** A whole text that is a number in words in any of the six languages, as a plain decimal; null when it is more or less than that. */
export function wordsToNumber(text: string): string | null {
	const han = readHan(text.trim());
	if (han !== null && han.length === text.trim().length) {
		return han.value;
	}
	const words = numeralWords(text);
	const said = readSpoken(words);
	return said !== null && said.used === words.length ? said.value : null;
}
