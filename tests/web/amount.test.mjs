/*
 * Sums of money as people say and type them: exact value, whose currency, what is doubtful, what is refused.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";
import { fractionOf, seeded, wholeOf } from "./seeded.mjs";
import { VOCABULARY, digitsOf } from "./vocabulary.mjs";

const { readLine } = await load("moderator/grammar.ts");
const { lexiconOf } = await load("moderator/lexicon.ts");
const { readFigureOr } = await load("moderator/form.ts");
const { amountInWords, numberToWords } = await load("moderator/words.ts");
const LEXICON = lexiconOf(VOCABULARY);
const LANGUAGES = ["en", "fr", "es", "ar", "ru", "zh"];
const CASES = 2000;

function read(text, context = {}) {
	return readLine(`f ${text}`, LEXICON, { digitsOf, ...context });
}

function doubtsOf(text, context) {
	return read(text, context).doubts.filter((row) => row.field === "amount").map((row) => row.why);
}

/* Columns: what is said, value, currency. */
const SPOKEN = [
	["2,5 Md FCFA", "2500000000", "XOF"],
	["1 234 567,89 eur", "1234567.89", "EUR"],
	["1'000'000 chf", "1000000", "CHF"],
	["25 crore rupees", "250000000", "INR"],
	["25,00,000 rupees", "2500000", "INR"],
	["3 lakh crore", "3000000000000", null],
	["٢٫٥ مليار", "2500000000", null],
	["2,5 млрд", "2500000000", null],
	["25亿", "2500000000", null],
	["3万", "30000", null],
	["1.5 mil millones", "1500000000", null],
	["2 000 M€", "2000000000", "EUR"],
	["US$ 40m", "40000000", "USD"],
	["CHF 3 Mio", "3000000", "CHF"],
	["€1,5 Mrd", "1500000000", "EUR"],
	["25 MUSD", "25000000", "USD"],
	["2 and a half million usd", "2500000", "USD"],
	["2 milliards et demi d'euros", "2500000000", "EUR"],
	["2 milliards 500 millions de francs CFA", "2500000000", "XOF"],
	["two point five billion CFA francs", "2500000000", "XOF"],
	["two and a half billion", "2500000000", null],
	["half a million dollars", "500000", "USD"],
	["twenty-five million euros", "25000000", "EUR"],
	["deux virgule cinq milliards de francs CFA", "2500000000", "XOF"],
	["quatre-vingt-dix millions", "90000000", null],
	["un demi-milliard d'euros", "500000000", "EUR"],
	["6,7 millions de dollars américains", "6700000", "USD"],
	["veinticinco mil millones de pesos", "25000000000", null],
	["un billón de dólares", "1000000000000", "USD"],
	["два с половиной миллиарда", "2500000000", null],
	["двадцать пять миллионов рублей", "25000000", "RUB"],
	["5 миллионов долларов США", "5000000", "USD"],
	["полмиллиарда рублей", "500000000", "RUB"],
	["مليارين ونصف", "2500000000", null],
	["خمسة وعشرون مليون دولار أمريكي", "25000000", "USD"],
	["二十五亿美元", "2500000000", "USD"],
	["两亿五千万人民币", "250000000", "CNY"],
	["50 million Kenyan shillings", "50000000", "KES"],
	["3 million Swiss francs", "3000000", "CHF"],
	["3 millions de francs suisses", "3000000", "CHF"],
	["40 million naira", "40000000", "NGN"],
	["2 million rand", "2000000", "ZAR"],
	["10 milhões", null, null],
	["million connect", null, null],
];

for (const [text, value, currency] of SPOKEN) {
	test(`hears "${text}"`, () => assert.deepEqual(read(text).amount, value === null ? null : { value, currency }));
}

/* Columns: what is said, country of whoever pledges, currency, what else it may be. */
const WHOSE = [
	["francs CFA", "SEN", "XOF", []],
	["francs CFA", "CMR", "XAF", []],
	["francs CFA", null, "XOF", ["XAF"]],
	["francs", "BFA", "XOF", []],
	["francs", "CHE", "CHF", []],
	["rupees", "PAK", "PKR", []],
	["rupees", "IND", "INR", []],
	["shillings", "KEN", "KES", []],
	["shillings", null, null, ["KES", "TZS", "UGX", "SOS"]],
	["dinars", "TUN", "TND", []],
	["pounds", "GBR", "GBP", []],
	["pounds", "EGY", "EGP", []],
	["pesos", "MEX", "MXN", []],
	["dollars", null, "USD", []],
	["dollars", "SEN", "USD", []],
	["dollars", "USA", "USD", []],
	["dollars", "AUS", "USD", ["AUD"]],
	["dólares", "JAM", "USD", ["JMD"]],
	["доллара", "AUS", "USD", ["AUD"]],
	["دولار", "AUS", "USD", ["AUD"]],
	["usd", "AUS", "USD", []],
];

for (const [name, country, currency, others] of WHOSE) {
	test(`"${name}" of ${country ?? "no known country"} is ${currency ?? "open"}${others.length > 0 ? ", and marked" : ""}`, () => {
		const { amount, doubts } = read(`2 million ${name}`, { country });
		assert.equal(amount.currency, currency);
		assert.deepEqual(doubts.flatMap((row) => row.others.map((other) => other.currency)), others);
	});
}

/* Columns: what is said, language of the meeting, value, why it is doubtful, the other value. */
const DOUBTFUL = [
	["2.500 usd", "en", "2500", "separator", "2.5"],
	["1.250bn usd", "en", "1250000000", "separator", "1250000000000"],
	["25 mil usd", "en", "25000", "scale", "25000000"],
	["1 billion usd", "fr", "1000000000", "scale", "1000000000000"],
	["1 billion de francs suisses", "en", "1000000000000", "scale", "1000000000"],
	["deux billions d'euros", "fr", "2000000000000", "scale", "2000000000"],
	["两万五", "zh", "25000", "colloquial", "20005"],
];

for (const [text, language, value, why, other] of DOUBTFUL) {
	test(`"${text}" in ${language} is ${value}, or perhaps ${other}`, () => {
		const reading = read(text, { language });
		assert.equal(reading.amount.value, value);
		assert.equal(reading.isAmountDoubtful, true);
		assert.deepEqual(reading.doubts.map((row) => [row.why, row.others[0].value]), [[why, other]]);
	});
}

for (const [text, context] of [["1 billion usd", { language: "en" }], ["25 mil dólares", {}], ["25 mil", { language: "es" }], ["2.5bn xof", {}]]) {
	test(`"${text}" is clear`, () => assert.deepEqual(doubtsOf(text, context), []));
}

/* Columns: what is typed, why it is more than the currency has. */
for (const [text, whys] of [["2.5 jpy", ["cents"]], ["1.5 kwd", []], ["1.2345 kwd", ["cents"]], ["12.75 usd", []], ["0.5m jpy", []]]) {
	test(`the decimals of "${text}" ${whys.length > 0 ? "are marked" : "are fine"}`, () => assert.deepEqual(doubtsOf(text), whys));
}

/* Columns: what is typed, why it is refused. */
const REFUSED = [
	["0 usd", "zero"],
	["zero dollars", "zero"],
	["-5m usd", "negative"],
	["−5m usd", "negative"],
	["$-5m", "negative"],
	["1e309 usd", "exponent"],
	["1e9", "exponent"],
	["1000000000000000000 usd", "too_long"],
	["1000000 billion usd", "too_long"],
	["1000000000000000000", "too_long"],
	["1,00,00 usd", "separator"],
	["1.2.3 usd", "separator"],
];

for (const [text, why] of REFUSED) {
	test(`"${text}" is refused: ${why}`, () => {
		const reading = read(text);
		assert.equal(reading.amount, null);
		assert.deepEqual(reading.doubts.map((row) => [row.field, row.why, row.isRefused]), [["amount", why, true]]);
		assert.deepEqual(readFigureOr(text, LEXICON), { refused: why });
	});
}

/* How people group fifteen digits; the last one is how they end. */
const STYLES = [[",", "."], [" ", ","], [".", ","], ["'", "."], ["\u202f", ","], ["’", "."], ["", "."], ["", ","]];

function grouped(whole, mark) {
	return whole.replace(/\B(?=(\d{3})+$)/g, mark);
}

test(`${CASES} figures in every habit of grouping are read back exactly`, () => {
	const chance = seeded(21);
	for (let i = 0; i < CASES; i++) {
		const value = `1${wholeOf(chance).slice(0, 14)}`;
		const [mark, point] = chance.pick(STYLES);
		const fraction = chance.next() < 0.5 ? "" : `${fractionOf(chance, 2)}`;
		const isEastern = chance.next() < 0.2;
		const text = grouped(value, mark) + (fraction === "" ? "" : point + fraction);
		const typed = isEastern ? text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit))) : text;
		const expected = fraction === "" ? value : `${value}.${fraction}`;
		const { amount, doubts } = read(`${typed} usd`);
		const isOther = doubts.some((row) => row.others.some((other) => other.value === expected));
		assert.ok(amount.value === expected || isOther, `${typed}: ${amount.value}`);
	}
});

for (const language of LANGUAGES) {
	test(`${CASES} sums said in ${language} are read back with their currency`, () => {
		const chance = seeded(22);
		for (let i = 0; i < CASES; i++) {
			const value = `${1 + chance.below(9)}${wholeOf(chance)}`.slice(0, 15);
			const currency = chance.pick(["USD", "EUR", "XOF", "CHF", "KES", "JPY", "INR"]);
			const said = amountInWords(value, language, currency).replace(/\s*\(.*\)/, "");
			const { amount } = read(said, { country: "SEN" });
			assert.deepEqual(amount, { value, currency }, said);
		}
	});

	test(`what the echo says of a typed amount in ${language} is the same amount`, () => {
		for (const text of SPOKEN.map(([text]) => text)) {
			const { amount } = read(text);
			if (amount === null) continue;
			assert.equal(read(`${numberToWords(amount.value, language)} usd`, { language }).amount.value, amount.value);
		}
	});
}

test("no reading is more precise than what was typed", () => {
	const chance = seeded(23);
	for (let i = 0; i < CASES; i++) {
		const fraction = fractionOf(chance, 6);
		const whole = wholeOf(chance).slice(0, 6);
		const { amount } = read(`${whole}.${fraction}${chance.pick(["", "k", "m", " million", "bn"])} usd`);
		const significant = (text) => text.replace(/\D/g, "").replace(/^0+|0+$/g, "").length;
		if (amount !== null) assert.ok(significant(amount.value) <= significant(whole + fraction), amount.value);
	}
});

function noise(chance) {
	const alphabet = ["1", "0", ".", ",", "'", "-", "–", "e", "$", "€", "m", "bn", "亿", "万", "二", "و", "ونصف", "مليون", "٫", "٢", "un", "et", "demi", "de",
		"mil", "billion", "two", "and a half", "point", "целых", "десятых", "пол", "usd", "francs", "CFA", " ", " ", " ", "\u0000", "\ud83d\ude00", "\ud800", "//", ":"];
	return Array.from({ length: chance.below(24) }, () =>
		chance.next() < 0.15 ? String.fromCharCode(chance.below(65536)) : chance.pick(alphabet)).join("");
}

test(`${4 * CASES} lines of noise never fail, and every amount found is exact and positive`, () => {
	const chance = seeded(24);
	for (let i = 0; i < 4 * CASES; i++) {
		const { amount } = read(noise(chance), { language: chance.pick(LANGUAGES), country: chance.pick(["SEN", "AUS", null, "???"]), year: 2026 });
		if (amount !== null) assert.match(amount.value, /^(?!0+$)(0|[1-9]\d{0,14})(\.\d*[1-9])?$/);
	}
});

test("a line of two hundred letters is read in less than a millisecond", () => {
	const line = ("2.5 billion CFA francs over five years, subject to parliamentary approval of the budget, sdg 4 9, AFR2, train 20000 " +
		"teachers in rwanda by 2028, with World Bank, open, consent lang:fr grant new words of the speaker").slice(0, 200);
	for (let i = 0; i < 300; i++) read(line);
	const times = Array.from({ length: 101 }, () => {
		const started = performance.now();
		read(line);
		return performance.now() - started;
	}).sort((a, b) => a - b);
	assert.ok(times[50] < 1, `${times[50]} ms`);
});
