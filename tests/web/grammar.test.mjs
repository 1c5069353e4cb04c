/*
 * The moderator's one line, as tables: what is typed and what it is read as. The rows are the specification.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { readLine } = await load("moderator/grammar.ts");
const { lexiconOf } = await load("moderator/lexicon.ts");

const LEXICON = lexiconOf({
	focusAreas: [
		{ key: "access", letter: "A", names: ["ACCESS", "ACCÈS", "ACCESO", "ДОСТУП", "النفاذ", "接入"] },
		{ key: "adoption", letter: "D", names: ["ADOPTION", "ADOPCIÓN", "采用"] },
		{ key: "value_creation", letter: "V", names: ["VALUE CREATION", "CRÉATION DE VALEUR"] },
		{ key: "accelerate", letter: "C", names: ["ACCELERATE", "ACCÉLÉRER"] },
	],
	countries: [
		{ code: "SEN", alpha2: "SN", names: ["Senegal", "Sénégal"] },
		{ code: "MLI", alpha2: "ML", names: ["Mali", "مالي"] },
		{ code: "RWA", alpha2: "RW", names: ["Rwanda", "رواندا", "卢旺达"] },
		{ code: "CIV", alpha2: "CI", names: ["Côte d’Ivoire"] },
		{ code: "CAN", alpha2: "CA", names: ["Canada"] },
		{ code: "FIN", alpha2: "FI", names: ["Finland"] },
		{ code: "BLR", alpha2: "BY", names: ["Belarus"] },
		{ code: "GNB", alpha2: "GW", names: ["Guinea-Bissau"] },
		{ code: "GIN", alpha2: "GN", names: ["Guinea"] },
		{ code: "MYS", alpha2: "MY", names: ["Malaysia", "ماليزيا"] },
		{ code: "MDA", alpha2: "MD", names: ["Moldova"] },
	],
	currencies: ["USD", "EUR", "XOF", "GBP", "JPY", "CNY", "RUB", "ALL", "TRY", "CHF", "RWF"],
	languages: ["en", "fr", "es", "ar", "ru", "zh"],
});

function read(line) {
	return readLine(line, LEXICON);
}

/* Columns: what is typed, exact value, currency. */
const AMOUNTS = [
	["2.5bn xof", "2500000000", "XOF"],
	["2.5 bn XOF", "2500000000", "XOF"],
	["xof 2.5bn", "2500000000", "XOF"],
	["XOF2.5bn", "2500000000", "XOF"],
	["2.5bnxof", "2500000000", "XOF"],
	["25m", "25000000", null],
	["300k", "300000", null],
	["2,5 Md", "2500000000", null],
	["2,5 Md€", "2500000000", "EUR"],
	["2,5 milliards d'euros", "2500000000", "EUR"],
	["2,5 milliards d’euros", "2500000000", "EUR"],
	["2 milliards de francs CFA", "2000000000", "XOF"],
	["25 millones de dólares", "25000000", "USD"],
	["3 mil millones USD", "3000000000", "USD"],
	["1 billón USD", "1000000000000", "USD"],
	["1 billion USD", "1000000000", "USD"],
	["1 000 000", "1000000", null],
	["1 000 000 usd", "1000000", "USD"],
	["1 000 000€", "1000000", "EUR"],
	["1 000 000 usd", "1000000", "USD"],
	["1,000,000 usd", "1000000", "USD"],
	["1.000.000 usd", "1000000", "USD"],
	["1'000'000 chf", "1000000", "CHF"],
	["1,234,567.89 usd", "1234567.89", "USD"],
	["1.234.567,89 usd", "1234567.89", "USD"],
	["12.50 usd", "12.5", "USD"],
	["0.5m usd", "500000", "USD"],
	["0.500m usd", "500000", "USD"],
	["$25m", "25000000", "USD"],
	["US$25m", "25000000", "USD"],
	["€ 25m", "25000000", "EUR"],
	["25m€", "25000000", "EUR"],
	["25 M€", "25000000", "EUR"],
	["25meur", "25000000", "EUR"],
	["£300k", "300000", "GBP"],
	["2,5 млрд рублей", "2500000000", "RUB"],
	["25亿元", "2500000000", "CNY"],
	["300万美元", "3000000", "USD"],
	["٢٫٥ مليار دولار", "2500000000", "USD"],
	["２５m usd", "25000000", "USD"],
	["500 usd", "500", "USD"],
	["usd 500", "500", "USD"],
	["12000", "12000", null],
	["25m access usd", "25000000", "USD"],
	["25m, usd", "25000000", "USD"],
	["007m usd", "7000000", "USD"],
	["5 hundred million usd", "500000000", "USD"],
];

for (const [line, value, currency] of AMOUNTS) {
	test(`reads the amount of "${line}"`, () => {
		assert.deepEqual(read(line).amount, { value, currency });
	});
}

const NO_AMOUNT = ["0 usd", "1,00,00 usd", "1.2.3 usd", "m usd", "999999999999bn usd", "12a34 usd", "--5 usd"];

for (const line of NO_AMOUNT) {
	test(`finds no amount in "${line}" and loses no word of it`, () => {
		const reading = read(line);
		assert.equal(reading.amount, null);
		assert.ok(reading.parts.some((part) => part.kind === "unknown"));
	});
}

const DOUBTS = [
	["2.500 usd", "2500", true],
	["2,500 usd", "2500", true],
	["1.250bn usd", "1250000000", true],
	["2.5bn usd", "2500000000", false],
	["1,000,000 usd", "1000000", false],
];

for (const [line, value, isDoubtful] of DOUBTS) {
	test(`"${line}" is ${isDoubtful ? "marked as doubtful" : "clear"}`, () => {
		const reading = read(line);
		assert.equal(reading.amount.value, value);
		assert.equal(reading.isAmountDoubtful, isDoubtful);
	});
}

/* Columns: what is typed, type, focus areas, countries, language, until, text. */
const LINES = [
	["f 2.5bn xof access sen mli by 2030", "financial", ["access"], ["SEN", "MLI"], null, "2030", ""],
	["2.5bn xof sen f access mli", "financial", ["access"], ["SEN", "MLI"], null, null, ""],
	["p access // a law on spectrum", "policy", ["access"], [], null, null, "a law on spectrum"],
	["a", "advocacy", [], [], null, null, ""],
	["g a", "programmatic", ["access"], [], null, null, ""],
	["a a v", "advocacy", ["access", "value_creation"], [], null, null, ""],
	["f #a #d", "financial", ["access", "adoption"], [], null, null, ""],
	["financial value creation", "financial", ["value_creation"], [], null, null, ""],
	["financière création de valeur", "financial", ["value_creation"], [], null, null, ""],
	["programme adop", "programmatic", ["adoption"], [], null, null, ""],
	["policy VALUE", "policy", ["value_creation"], [], null, null, ""],
	["финансовое ДОСТУП", "financial", ["access"], [], null, null, ""],
	["政策 接入 卢旺达", "policy", ["access"], ["RWA"], null, null, ""],
	["مالي النفاذ رواندا", "financial", ["access"], ["RWA"], null, null, ""],
	["مالي مالي ماليزيا", "financial", [], ["MLI", "MYS"], null, null, ""],
	["ماليزيا", null, [], ["MYS"], null, null, ""],
	["f acc", "financial", [], [], null, null, "acc"],
	["f Rwanda guinea-bissau guinea", "financial", [], ["RWA", "GNB", "GIN"], null, null, ""],
	["f cote d'ivoire", "financial", [], ["CIV"], null, null, ""],
	["f RW by 2030", "financial", [], ["RWA"], null, "2030", ""],
	["f BY", "financial", [], ["BLR"], null, null, ""],
	["f BY 2030", "financial", [], [], null, "2030", ""],
	["f can we CAN", "financial", [], ["CAN"], null, null, "can we"],
	["fin pol", null, [], ["FIN"], null, null, "pol"],
	["f sen SEN Sénégal", "financial", [], ["SEN"], null, null, ""],
	["f sen, mli; rwa", "financial", [], ["SEN", "MLI", "RWA"], null, null, ""],
	["f lang:fr", "financial", [], [], "fr", null, ""],
	["f lang:xx", "financial", [], [], null, null, "lang:xx"],
	["f d'ici à 2030", "financial", [], [], null, "2030", ""],
	["f avant 2027 // écoles", "financial", [], [], null, "2027", "écoles"],
	["f by the end of 2028", "financial", [], [], null, "2028", ""],
	["f 2030", "financial", [], [], null, "2030", ""],
	["f 500 schools // in the north", "financial", [], [], null, null, "in the north (500 schools)"],
	["f // see https://itu.int //twice", "financial", [], [], null, null, "see https://itu.int //twice"],
	["f https://itu.int", "financial", [], [], null, null, "https://itu.int"],
	["// only text", null, [], [], null, null, "only text"],
	["f //", "financial", [], [], null, null, ""],
	["", null, [], [], null, null, ""],
	["   ", null, [], [], null, null, ""],
];

for (const [line, type, focusAreas, countries, language, until, text] of LINES) {
	test(`reads every part of "${line}"`, () => {
		const reading = read(line);
		assert.deepEqual(
			[reading.type, reading.focusAreas, reading.countries, reading.language, reading.details.period?.to ?? null, reading.text],
			[type, focusAreas, countries, language, until, text],
		);
	});
}

test("a second amount is not taken silently but shown as not understood", () => {
	const reading = read("f 25m usd 300k eur");
	assert.deepEqual(reading.amount, { value: "25000000", currency: "USD" });
	assert.equal(reading.text, "300k eur");
});

test("a currency code that is a word is money only in capitals", () => {
	assert.equal(read("f 25m all").amount.currency, null);
	assert.equal(read("f 25m ALL").amount.currency, "ALL");
});

test("a magnitude is read before a country of the same letters", () => {
	const reading = read("f 2 MD MD");
	assert.equal(reading.amount.value, "2000000000");
	assert.deepEqual(reading.countries, ["MDA"]);
});

test("the parts cover every word of the line once and in order", () => {
	const line = "f 2.5bn xof access sen nonsense by 2030 lang:fr // the text";
	const parts = read(line).parts;
	assert.deepEqual(
		parts.map((part) => [part.kind, line.slice(part.from, part.to).trim()]),
		[
			["type", "f"],
			["amount", "2.5bn xof"],
			["focus", "access"],
			["country", "sen"],
			["unknown", "nonsense"],
			["until", "by 2030"],
			["language", "lang:fr"],
			["text", "the text"],
		],
	);
});

test("a line typed letter by letter never fails and never runs backwards", () => {
	const line = "f 2,5 Md xof access sen mli d'ici 2030 lang:fr // école n° 7";
	for (let end = 0; end <= line.length; end++) {
		let last = 0;
		for (const part of read(line.slice(0, end)).parts) {
			assert.ok(part.from >= last && part.to > part.from && part.to <= end);
			last = part.to;
		}
	}
});

test("a long line of noise is read in a moment", () => {
	const started = performance.now();
	read("1 000 f sen acc // ".repeat(200).replaceAll("//", "x"));
	assert.ok(performance.now() - started < 2000);
});

/* The day is in 2026; details are named as on the wire. Columns: what is typed, details, text that stays. */
const DETAILS = [
	["2026-2030", { period: { from: "2026", to: "2030" } }, ""],
	["2026–30", { period: { from: "2026", to: "2030" } }, ""],
	["from 2026 to 2030", { period: { from: "2026", to: "2030" } }, ""],
	["entre 2026 y 2030", { period: { from: "2026", to: "2030" } }, ""],
	["с 2026 по 2030", { period: { from: "2026", to: "2030" } }, ""],
	["2026年至2030年", { period: { from: "2026", to: "2030" } }, ""],
	["2030-2026", {}, "2030-2026"],
	["until 2029", { period: { from: "", to: "2029" } }, ""],
	["d'ici fin 2030", { period: { from: "", to: "2030" } }, ""],
	["d'ici juin 2028", { period: { from: "", to: "2028-06" } }, ""],
	["by 30 June 2028", { period: { from: "", to: "2028-06-30" } }, ""],
	["by 2028-06-30", { period: { from: "", to: "2028-06-30" } }, ""],
	["30/06/2028", { period: { from: "", to: "2028-06-30" } }, ""],
	["03/04/2028", {}, "03/04/2028"],
	["à partir de 2027", { period: { from: "2027", to: "" } }, ""],
	["from 2027 until 2029", { period: { from: "2027", to: "2029" } }, ""],
	["over five years", { period: { from: "2026", to: "2031" } }, ""],
	["over the next 5 years", { period: { from: "2026", to: "2031" } }, ""],
	["sur cinq ans", { period: { from: "2026", to: "2031" } }, ""],
	["durante cinco años", { period: { from: "2026", to: "2031" } }, ""],
	["в течение пяти лет", { period: { from: "2026", to: "2031" } }, ""],
	["على مدى خمس سنوات", { period: { from: "2026", to: "2031" } }, ""],
	["五年内", { period: { from: "2026", to: "2031" } }, ""],
	["over zero years", {}, "over zero years"],
	["subject to parliamentary approval, sen", { condition: "subject to parliamentary approval" }, ""],
	["sous réserve d'approbation", { condition: "sous réserve d'approbation" }, ""],
	["subject to", {}, "subject to"],
	["to be announced later", { later: true }, ""],
	["tba", { later: true }, ""],
	["à préciser", { later: true }, ""],
	["grant", { instrument: "grant" }, ""],
	["prêt", { instrument: "loan" }, ""],
	["en nature", { instrument: "in_kind" }, ""],
	["in kind: 500 tablets", { instrument: "in_kind", in_kind: "500 tablets" }, ""],
	["policy act", { instrument: "policy_act" }, ""],
	["law", { instrument: "policy_act" }, ""],
	["law on spectrum", {}, "law on spectrum"],
	["new", { novelty: "new" }, ""],
	["new schools", {}, "new schools"],
	["brand new", {}, "brand new"],
	["déjà annoncé", { novelty: "announced" }, ""],
	["sdg 4 9", { sdgs: [4, 9] }, ""],
	["sdg4,9", { sdgs: [4, 9] }, ""],
	["odd 9, 4 et 17", { sdgs: [4, 9, 17] }, ""],
	["sdg 18", {}, "sdg 18"],
	["ri afr2", { regional_initiative: { code: "AFR2", period: "2026-2029" } }, ""],
	["AMS5 2023-2025", { regional_initiative: { code: "AMS5", period: "2023-2025" } }, ""],
	["AFR6", {}, "AFR6"],
	["target 300 schools", { target: { number: "300", unit: "schools", place: "", date: "" } }, ""],
	["cible: 300 écoles dans le nord d'ici 2028", { target: { number: "300", unit: "écoles", place: "le nord", date: "2028" } }, ""],
	[
		"train 20000 teachers in rwanda by 2028",
		{ target: { number: "20000", unit: "teachers", place: "RWA", date: "2028" } },
		"train 20000 teachers in rwanda by 2028",
	],
	["connect 2 million people", { target: { number: "2000000", unit: "people", place: "", date: "" } }, "connect 2 million people"],
	["10 000 écoles", { target: { number: "10000", unit: "écoles", place: "", date: "" } }, "10 000 écoles"],
	["培训20000名教师", { target: { number: "20000", unit: "教师", place: "", date: "" } }, "培训20000名教师"],
	["a school", {}, "school"],
	["3 year programme", {}, "3 year"],
	["reach for the sky", {}, "reach for the sky"],
	["with World Bank sen", { partners: "World Bank" }, ""],
	["avec la Banque mondiale, sen", { partners: "la Banque mondiale" }, ""],
	["with Bank of Africa for schools", { partners: "Bank of Africa" }, "for schools"],
	["jointly with Bank of Africa", { partners: "Bank of Africa" }, ""],
	["with schools", {}, "with schools"],
	["open", { open: true }, ""],
	["open to others", { open: true }, ""],
	["open data", {}, "open data"],
	["publish ok", { consent: "yes" }, ""],
	["no consent", { consent: "no" }, ""],
	["measure: schools online, campaign: Giga", { measure: "schools online", campaign: "Giga" }, ""],
	["beneficiaries: girls", { beneficiaries: "girls" }, ""],
];

for (const [line, details, text] of DETAILS) {
	test(`reads the details of "${line}"`, () => {
		const reading = readLine(line, LEXICON, { year: 2026 });
		assert.deepEqual([reading.details, reading.text], [details, text]);
	});
}

/* Columns: what is typed, which part is doubtful, why, what else it may be. */
const OPEN = [
	["f over five years", "period", "period", "2026–2030"],
	["f EUR2", "regional_initiative", "initiative", ""],
	["f grant for schools", "instrument", "keyword", ""],
	["f with World Bank", "partners", "keyword", ""],
	["f 500 schools", "target", "keyword", ""],
];

for (const [line, field, why, other] of OPEN) {
	test(`"${line}" is marked: ${field} could be read another way`, () => {
		const { doubts } = readLine(line, LEXICON, { year: 2026 });
		assert.deepEqual(doubts.map((row) => [row.field, row.why, row.isRefused, row.other]), [[field, why, false, other]]);
	});
}

test("years are not counted from a day that is not known", () => {
	assert.deepEqual(readLine("f over five years", LEXICON).details, {});
});

test("a sum of euros is no regional initiative and a year with a currency no date", () => {
	assert.deepEqual(read("EUR2m").amount, { value: "2000000", currency: "EUR" });
	assert.deepEqual(read("2026 usd").amount, { value: "2026", currency: "USD" });
});

test("goals end where a sum begins", () => {
	const reading = read("sdg 4 12 000 usd");
	assert.deepEqual([reading.details.sdgs, reading.amount.value], [[4], "12000"]);
});

test("a whole pledge in one line has every part once, in its order", () => {
	const line = "f 2.5bn xof grant new, access sen over five years, sdg 4 9, AFR2, subject to approval, open consent // text";
	const { parts } = readLine(line, LEXICON, { year: 2026 });
	assert.deepEqual(parts.map((part) => part.field), [
		"type", "amount", "instrument", "novelty", "focus", "country", "period", "sdgs", "regional_initiative", "condition", "open", "consent", "text",
	]);
	assert.ok(parts.every((part, at) => at === 0 || part.from >= parts[at - 1].to));
});
