/*
 * Numbers in words in the six languages: what is said, and that what is said is read back as the same number.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";
import { fractionOf, seeded, wholeOf } from "./seeded.mjs";

const { amountInWords, numberToWords } = await load("moderator/words.ts");
const { wordsToNumber } = await load("moderator/numerals.ts");
const LANGUAGES = ["en", "fr", "es", "ar", "ru", "zh"];
const CASES = 3000;

/* Columns: language, value, words. */
const SAID = [
	["en", "0", "zero"],
	["en", "115", "one hundred and fifteen"],
	["en", "1000001", "one million one"],
	["en", "2500000000", "two billion five hundred million"],
	["en", "12.5", "twelve point five"],
	["en", "0.05", "zero point zero five"],
	["fr", "21", "vingt et un"],
	["fr", "71", "soixante et onze"],
	["fr", "80", "quatre-vingts"],
	["fr", "81", "quatre-vingt-un"],
	["fr", "91", "quatre-vingt-onze"],
	["fr", "200", "deux cents"],
	["fr", "201", "deux cent un"],
	["fr", "200000", "deux cent mille"],
	["fr", "80000", "quatre-vingt mille"],
	["fr", "80000000", "quatre-vingts millions"],
	["fr", "200000000", "deux cents millions"],
	["fr", "1000", "mille"],
	["fr", "2500000000", "deux milliards cinq cents millions"],
	["fr", "1000000000000", "mille milliards"],
	["fr", "12.25", "douze virgule vingt-cinq"],
	["es", "1", "uno"],
	["es", "21000", "veintiún mil"],
	["es", "100", "cien"],
	["es", "101", "ciento uno"],
	["es", "500000", "quinientos mil"],
	["es", "1000000000", "mil millones"],
	["es", "31000000", "treinta y un millones"],
	["es", "1000000000000", "un billón"],
	["es", "2000000000000", "dos billones"],
	["ru", "1000", "одна тысяча"],
	["ru", "2000", "две тысячи"],
	["ru", "5000", "пять тысяч"],
	["ru", "11000", "одиннадцать тысяч"],
	["ru", "21000", "двадцать одна тысяча"],
	["ru", "1000000", "один миллион"],
	["ru", "5000000", "пять миллионов"],
	["ru", "2500000000", "два миллиарда пятьсот миллионов"],
	["ru", "2.5", "две целых пять десятых"],
	["ru", "1.01", "одна целая одна сотая"],
	["ar", "1000", "ألف"],
	["ar", "2000", "ألفان"],
	["ar", "3000", "ثلاثة آلاف"],
	["ar", "11000", "أحد عشر ألفًا"],
	["ar", "100000", "مئة ألف"],
	["ar", "200000", "مئتا ألف"],
	["ar", "2000000", "مليونان"],
	["ar", "25000000", "خمسة وعشرون مليونًا"],
	["ar", "2500000000", "ملياران وخمسمئة مليون"],
	["zh", "0", "零"],
	["zh", "10", "十"],
	["zh", "110", "一百一十"],
	["zh", "1001", "一千零一"],
	["zh", "20000", "两万"],
	["zh", "100010000", "一亿零一万"],
	["zh", "10500000000", "一百零五亿"],
	["zh", "2500000000", "二十五亿"],
	["zh", "1000000000000", "一万亿"],
	["zh", "12.5", "十二点五"],
];

for (const [language, value, words] of SAID) {
	test(`says ${value} in ${language} as "${words}"`, () => assert.equal(numberToWords(value, language), words));
}

/* Columns: value, language, currency, words. */
const SUMS = [
	["2500000000", "en", "XOF", /^two billion five hundred million West African CFA francs$/],
	["1", "en", "USD", /^one US dollars?$/],
	["2000000", "fr", "EUR", /^deux millions d’euros$/],
	["2000000000", "fr", "XOF", /^deux milliards de francs CFA/],
	["21", "fr", "GBP", /^vingt et une livres/],
	["1200000", "fr", "EUR", /^un million deux cent mille euros$/],
	["1000000", "es", "USD", /^un millón de dólares/],
	["21", "es", "GBP", /^veintiuna libras/],
	["21", "es", "USD", /^veintiún dólares/],
	["2000000", "ru", "EUR", /^два миллиона евро$/],
	["2", "ru", "INR", /^две /],
	["2500000000", "zh", "XOF", /^二十五亿西非法郎$/],
	["2000000", "ar", "EUR", /^مليونان يورو$/],
];

for (const [value, language, currency, words] of SUMS) {
	test(`says ${currency} ${value} in ${language}`, () => assert.match(amountInWords(value, language, currency), words));
}

test("a sum without its currency is said without one", () => assert.equal(amountInWords("300000", "en", null), "three hundred thousand"));

for (const language of LANGUAGES) {
	test(`${CASES} whole numbers said in ${language} are read back`, () => {
		const chance = seeded(11);
		for (let i = 0; i < CASES; i++) {
			const value = wholeOf(chance);
			assert.equal(wordsToNumber(numberToWords(value, language)), value);
		}
	});

	test(`${CASES} numbers with decimals said in ${language} are read back`, () => {
		const chance = seeded(12);
		for (let i = 0; i < CASES; i++) {
			const value = `${wholeOf(chance)}.${fractionOf(chance, 4)}`;
			assert.equal(wordsToNumber(numberToWords(value, language)), value);
		}
	});

	test(`every number up to two thousand and every power of ten said in ${language} is read back`, () => {
		const values = [...Array(2001).keys(), ...Array.from({ length: 15 }, (_, power) => 10 ** power)];
		for (const value of values) assert.equal(wordsToNumber(numberToWords(String(value), language)), String(value));
	});
}

/* Columns: spoken, value. */
const HEARD = [
	["two and a half billion", "2500000000"],
	["half a million", "500000"],
	["a quarter of a million", "250000"],
	["three quarters of a billion", "750000000"],
	["a hundred thousand", "100000"],
	["fifteen hundred", "1500"],
	["three lakh crore", "3000000000000"],
	["deux virgule cinq milliards", "2500000000"],
	["deux milliards et demi", "2500000000"],
	["un demi-million", "500000"],
	["vingt-et-un mille", "21000"],
	["septante millions", "70000000"],
	["mille milliards", "1000000000000"],
	["veinticinco mil millones", "25000000000"],
	["dos millones y medio", "2500000"],
	["medio millón", "500000"],
	["два с половиной миллиарда", "2500000000"],
	["полтора миллиарда", "1500000000"],
	["полмиллиона", "500000"],
	["две целых пять десятых миллиарда", "2500000000"],
	["مليارين ونصف", "2500000000"],
	["نصف مليون", "500000"],
	["ثلاثمائة وخمسة وعشرون ألف", "325000"],
	["二十五亿", "2500000000"],
	["两亿五千万", "250000000"],
	["2亿5000万", "250000000"],
	["二点五亿", "250000000"],
	["两万五", "25000"],
];

for (const [words, value] of HEARD) {
	test(`reads "${words}"`, () => assert.equal(wordsToNumber(words), value));
}

for (const words of ["", "twenty thirty", "million thousand million", "two and", "cinquante soixante", "five five", "schools", "数百万", "point five"]) {
	test(`"${words}" is no number`, () => assert.equal(wordsToNumber(words), null));
}
