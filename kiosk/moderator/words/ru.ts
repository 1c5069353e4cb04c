// Russian: одна тысяча, две тысячи, пять тысяч, один миллион; fractions as "две целых пять десятых".
import { type Gender, type Speaker, groupsOf, joined } from "./speaker.ts";

const SMALL = (
	"ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать " +
	"шестнадцать семнадцать восемнадцать девятнадцать"
).split(" ");
const TENS = "_ _ двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто".split(" ");
const HUNDREDS = "_ сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот".split(" ");

/** One, two to four, five and more. */
type Forms = readonly [string, string, string];
const SCALES: readonly Forms[] = [
	["", "", ""],
	["тысяча", "тысячи", "тысяч"],
	["миллион", "миллиона", "миллионов"],
	["миллиард", "миллиарда", "миллиардов"],
	["триллион", "триллиона", "триллионов"],
];
const PLACES = ["", "десят", "сот", "тысячн", "десятитысячн"];

function formOf(value: number, forms: Forms): string {
	const ten = value % 100;
	const unit = value % 10;
	if (ten > 10 && ten < 20) return forms[2];
	if (unit === 1) return forms[0];
	return unit > 1 && unit < 5 ? forms[1] : forms[2];
}

function small(value: number, gender: Gender): string {
	const feminine = ["", "одна", "две"][value];
	return gender === "f" && feminine ? feminine : (SMALL[value] ?? "");
}

function belowThousand(value: number, gender: Gender): string {
	const rest = value % 100;
	const unit = rest % 10 === 0 ? "" : small(rest % 10, gender);
	const low = rest < 20 ? small(rest, gender) : joined([TENS[Math.floor(rest / 10)] ?? "", unit]);
	return joined([value < 100 ? "" : (HUNDREDS[Math.floor(value / 100)] ?? ""), rest === 0 ? "" : low]);
}

function whole(digits: string, gender: Gender): string {
	const parts = groupsOf(digits, 3).map((group, power) => {
		const forms = SCALES[power];
		const own = power === 1 ? "f" : power === 0 ? gender : "m";
		return group === 0 || forms === undefined ? "" : joined([belowThousand(group, own), formOf(group, forms)]);
	});
	return joined(parts.reverse()) || "ноль";
}

function isOne(digits: string): boolean {
	return /(^|[^1])1$/.test(digits);
}

function decimal(front: string, fraction: string): string {
	const place = PLACES[fraction.length];
	if (place === undefined) {
		return `${whole(front, "m")} запятая ${[...fraction].map((digit) => SMALL[Number(digit)] ?? "").join(" ")}`;
	}
	const count = fraction.replace(/^0+/, "");
	const named = `${whole(front, "f")} ${isOne(front) ? "целая" : "целых"}`;
	return `${named} ${whole(count, "f")} ${place}${isOne(count) ? "ая" : "ых"}`;
}

export const RU: Speaker = {
	whole,
	decimal,
	feminine: "INR PKR NPR LKR MUR SCR IDR MVR TRY SEK NOK DKK ISK CZK UAH KRW KPW JPY NGN ZMW MWK BWP",
};
