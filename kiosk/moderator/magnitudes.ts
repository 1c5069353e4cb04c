// The words that scale or name money, in the six languages and in shorthand. Data only: amount.ts reads them.
// Looked up by folded words (see fold.ts).
import { fold } from "./fold.ts";

/** "billion" is the English one (10^9). Spanish "billón, billones" is 10^12; French speakers say "milliard". No "g": it is a type. */
const BY_POWER: readonly (readonly [number, string])[] = [
	[2, "cien centaines"],
	[3, "k thousand thousands mille mil тыс тысяч тысяча тысячи tsd الف الاف 千"],
	[4, "万 萬"],
	[6, "m mm mn mio million millions millon millones mill млн миллион миллиона миллионов مليون ملايين 百万"],
	[8, "亿 億"],
	[9, "b bn bln billion billions md mds mrd mrds milliard milliards млрд миллиард миллиарда миллиардов مليار مليارات 十亿"],
	[12, "t tn trn trillion trillions billon billones трлн триллион триллиона триллионов تريليون 万亿"],
];

export const MAGNITUDES: ReadonlyMap<string, number> = new Map(
	BY_POWER.flatMap(([power, words]) => words.split(" ").map((word) => [fold(word), power] as const)),
);

/** Magnitudes of two words; Spanish has no other way to say 10^9, English speakers fall back on it too. */
export const DOUBLE_MAGNITUDES: ReadonlyMap<string, number> = new Map([
	["mil millones", 9],
	["thousand million", 9],
	["mille milliards", 12],
	["hundred million", 8],
	["hundred thousand", 5],
]);

const BY_CURRENCY: Readonly<Record<string, string>> = {
	USD: "$ us$ $us dollar dollars dolares долл долларов دولار 美元",
	EUR: "€ euro euros евро يورو 欧元",
	GBP: "£ pounds",
	JPY: "¥ yen 日元",
	CNY: "yuan rmb 元 人民币",
	INR: "₹ rupees",
	NGN: "₦ naira",
	RUB: "₽ руб рублей",
	KRW: "₩",
	TRY: "₺",
	VND: "₫",
	UAH: "₴",
	GHS: "₵",
	PHP: "₱",
	KZT: "₸",
	GEL: "₾",
	BRL: "r$",
	AUD: "a$",
	CAD: "c$",
	XOF: "fcfa cfa",
};

export const CURRENCY_WORDS: ReadonlyMap<string, string> = new Map(
	Object.entries(BY_CURRENCY).flatMap(([code, words]) => words.split(" ").map((word) => [fold(word), code] as const)),
);

/** Codes that are also everyday words: read as money only in capitals. */
export const SHY_CURRENCIES: ReadonlySet<string> = new Set([
	"all",
	"top",
	"try",
	"cup",
	"pen",
	"mop",
	"mad",
	"bob",
	"gel",
	"sos",
	"bam",
]);
