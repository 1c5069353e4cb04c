// French, traditional spelling: quatre-vingts but quatre-vingt-un, soixante et onze, deux cents but deux cent mille, mille without s.
// 10^12 is said "mille milliards": "billion" is heard as 10^9 by half of a room.
import { type Gender, type Speaker, groupsOf, joined, spokenFraction } from "./speaker.ts";

const SMALL = (
	"zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf"
).split(" ");
const TENS = "_ _ vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt".split(" ");

function small(value: number, gender: Gender): string {
	return value === 1 && gender === "f" ? "une" : (SMALL[value] ?? "");
}

function belowHundred(value: number, gender: Gender, isLast: boolean): string {
	if (value < 20) return small(value, gender);
	const ten = Math.floor(value / 10);
	const isOdd = ten === 7 || ten === 9;
	const unit = (value % 10) + (isOdd ? 10 : 0);
	if (unit === 0) return `${TENS[ten] ?? ""}${ten === 8 && isLast ? "s" : ""}`;
	const isAnd = (unit === 1 || unit === 11) && ten < 8;
	return `${TENS[ten] ?? ""}${isAnd ? " et " : "-"}${small(unit, gender)}`;
}

/** `isLast`: nothing but a noun follows, so that cents and vingts take their s. */
function belowThousand(value: number, gender: Gender, isLast: boolean): string {
	const hundred = Math.floor(value / 100);
	const rest = value % 100;
	const many = hundred > 1 ? `${SMALL[hundred] ?? ""} cent${rest === 0 && isLast ? "s" : ""}` : "cent";
	return joined([hundred === 0 ? "" : many, rest === 0 ? "" : belowHundred(rest, gender, isLast)]);
}

function belowMillion(value: number, gender: Gender): string {
	const thousands = Math.floor(value / 1000);
	const rest = value % 1000;
	const front = thousands > 1 ? `${belowThousand(thousands, "m", false)} mille` : "mille";
	return joined([thousands === 0 ? "" : front, rest === 0 ? "" : belowThousand(rest, gender, true)]);
}

function counted(count: number, noun: string): string {
	return count === 0 ? "" : `${belowMillion(count, "m")} ${noun}${count > 1 ? "s" : ""}`;
}

function whole(digits: string, gender: Gender): string {
	const [low = 0, thousands = 0, millions = 0, milliards = 0, more = 0] = groupsOf(digits, 3);
	const parts = [counted(more * 1000 + milliards, "milliard"), counted(millions, "million"), belowMillion(thousands * 1000 + low, gender)];
	return joined(parts) || "zéro";
}

export const FR: Speaker = {
	whole,
	decimal: (front, fraction) => `${whole(front, "m")} virgule ${spokenFraction(fraction, "zéro", (value) => whole(String(value), "m"))}`,
	feminine: "GBP EGP LBP SDG SSP SYP FKP GIP SHP INR PKR NPR LKR MUR SCR IDR TRY SEK NOK DKK ISK CZK UAH",
	link: (name) => (/^[aeiouéèh]/i.test(name) ? "d’" : "de "),
};
