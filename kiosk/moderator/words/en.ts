// English, as it is said in the United Nations: "one hundred and fifteen", billion = 10^9.
import { type Speaker, groupsOf, joined } from "./speaker.ts";

const SMALL = (
	"zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen " +
	"seventeen eighteen nineteen"
).split(" ");
const TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const SCALES = ["", "thousand", "million", "billion", "trillion"];

function belowHundred(value: number): string {
	if (value < 20) return SMALL[value] ?? "";
	const ten = TENS[Math.floor(value / 10)] ?? "";
	return value % 10 === 0 ? ten : `${ten}-${SMALL[value % 10] ?? ""}`;
}

function belowThousand(value: number): string {
	const rest = value % 100 === 0 ? "" : belowHundred(value % 100);
	const hundreds = value < 100 ? "" : `${SMALL[Math.floor(value / 100)] ?? ""} hundred`;
	return joined([hundreds, rest], " and ");
}

function whole(digits: string): string {
	const said = groupsOf(digits, 3).map((group, power) => (group === 0 ? "" : joined([belowThousand(group), SCALES[power] ?? ""])));
	return joined(said.reverse()) || "zero";
}

export const EN: Speaker = {
	whole,
	decimal: (front, fraction) => `${whole(front)} point ${[...fraction].map((digit) => SMALL[Number(digit)] ?? "").join(" ")}`,
	feminine: "",
};
