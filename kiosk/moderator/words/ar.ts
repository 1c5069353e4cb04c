// Arabic: the ones stand before the tens, scales have a dual, a plural after 3 to 10 and a singular after 11 and more.
import { type Gender, type Speaker, groupsOf, joined, spokenFraction } from "./speaker.ts";

const MASCULINE = "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة".split(" ");
const FEMININE = "صفر واحدة اثنتان ثلاث أربع خمس ست سبع ثماني تسع عشر".split(" ");
const TENS = "_ _ عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون".split(" ");
const HUNDREDS = "_ مئة مئتان ثلاثمئة أربعمئة خمسمئة ستمئة سبعمئة ثمانمئة تسعمئة".split(" ");
const AND = " و";

/** One, two, three to ten, eleven to ninety-nine. */
const SCALES: readonly (readonly [string, string, string, string])[] = [
	["", "", "", ""],
	["ألف", "ألفان", "آلاف", "ألفًا"],
	["مليون", "مليونان", "ملايين", "مليونًا"],
	["مليار", "ملياران", "مليارات", "مليارًا"],
	["تريليون", "تريليونان", "تريليونات", "تريليونًا"],
];

function teen(unit: number, gender: Gender): string {
	const isFeminine = gender === "f";
	if (unit === 1) return isFeminine ? "إحدى عشرة" : "أحد عشر";
	if (unit === 2) return isFeminine ? "اثنتا عشرة" : "اثنا عشر";
	return isFeminine ? `${FEMININE[unit] ?? ""} عشرة` : `${MASCULINE[unit] ?? ""} عشر`;
}

function belowHundred(value: number, gender: Gender): string {
	const units = gender === "f" ? FEMININE : MASCULINE;
	if (value <= 10) return units[value] ?? "";
	if (value < 20) return teen(value - 10, gender);
	return joined([value % 10 === 0 ? "" : (units[value % 10] ?? ""), TENS[Math.floor(value / 10)] ?? ""], AND);
}

function belowThousand(value: number, gender: Gender): string {
	const hundreds = value < 100 ? "" : (HUNDREDS[Math.floor(value / 100)] ?? "");
	return joined([hundreds, value % 100 === 0 ? "" : belowHundred(value % 100, gender)], AND);
}

function counted(count: number, power: number, gender: Gender): string {
	const [one = "", two = "", few = "", many = ""] = SCALES[power] ?? [];
	const rest = count % 100;
	if (count === 0 || power === 0) return count === 0 ? "" : belowThousand(count, gender);
	if (count < 3) return count === 1 ? one : two;
	/* The dual loses its last letter before what it counts: مئتا ألف. */
	const front = count === 200 ? "مئتا" : belowThousand(count, "m");
	const noun = rest < 3 ? one : rest < 11 ? few : many;
	return `${front} ${noun}`;
}

function whole(digits: string, gender: Gender): string {
	const parts = groupsOf(digits, 3).map((group, power) => counted(group, power, gender));
	return joined(parts.reverse(), AND) || "صفر";
}

export const AR: Speaker = {
	whole,
	decimal: (front, fraction) => `${whole(front, "m")} فاصلة ${spokenFraction(fraction, "صفر", (value) => whole(String(value), "m"))}`,
	feminine: "INR PKR NPR LKR MUR SCR IDR TRY LBP SYP SEK NOK DKK ISK CZK MRU NGN",
};
