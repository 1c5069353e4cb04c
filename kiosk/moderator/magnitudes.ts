// The words that scale a number, in the six languages, in South Asian English and in shorthand. Data only: amount.ts and
// numerals.ts read them. Looked up by folded words (see fold.ts).
import { fold } from "./fold.ts";

/** Power of ten, words that are spoken, shorthand that is only written. Spanish "billón" is 10^12, English "billion" 10^9. */
const BY_POWER: readonly (readonly [number, string, string])[] = [
	[3, "thousand thousands mille mil тысяча тысячи тысяч тысячу الف الاف الفا 千", "k тыс tsd"],
	[4, "万 萬", ""],
	[5, "lakh lakhs lac lacs", ""],
	[6, "million millions millionen millon millones миллион миллиона миллионов مليون ملايين مليونا 百万", "m mm mn mio mill млн"],
	[7, "crore crores 千万", "cr"],
	[8, "亿 億", ""],
	[
		9,
		"billion billions milliard milliards milliarden миллиард миллиарда миллиардов مليار مليارات مليارا بليون بلايين بليونا 十亿",
		"b bn bln md mds mrd mrds млрд",
	],
	[12, "trillion trillions billon billones триллион триллиона триллионов تريليون تريليونات تريليونا 万亿", "t tn trn трлн"],
];

function table(column: 1 | 2): [string, number][] {
	return BY_POWER.flatMap((row) => row[column].split(" ").filter(Boolean).map((word) => [fold(word), row[0]] as [string, number]));
}

export const SPOKEN_SCALES: ReadonlyMap<string, number> = new Map(table(1));
export const MAGNITUDES: ReadonlyMap<string, number> = new Map([
	...table(1),
	...table(2),
	...["hundred", "百", "centaines"].map((word) => [word, 2] as const),
]);

/** Arabic says two of a scale in one word. */
export const DUALS: ReadonlyMap<string, number> = new Map(
	[
		[3, "الفان الفين"],
		[6, "مليونان مليونين"],
		[9, "ملياران مليارين بليونان بليونين"],
		[12, "تريليونان تريليونين"],
	].flatMap(([power, words]) => String(words).split(" ").map((word) => [fold(word), Number(power)] as const)),
);

/** Words that mean 10^9 to some and 10^12 to others. French speakers who say "billion" may mean either. */
export const LONG_SCALE: ReadonlySet<string> = new Set(["billion", "billions"]);
/** In French and Spanish 10^18. */
export const LONG_SCALE_TRILLION: ReadonlySet<string> = new Set(["trillion", "trillions"]);
