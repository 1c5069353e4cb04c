// Chinese counts by ten thousands: 万, 亿, 万亿; a gap of zeros is said once, 零.
import { type Speaker, groupsOf } from "./speaker.ts";

const DIGITS = "零一二三四五六七八九";
const UNITS = ["", "十", "百", "千"];
const SCALES = ["", "万", "亿", "万亿"];

function digit(value: number): string {
	return DIGITS[value] ?? "";
}

function group(value: number): string {
	const digits = [...String(value)].map(Number);
	const said = digits.map((one, at) => (one === 0 ? "零" : digit(one) + (UNITS[digits.length - 1 - at] ?? ""))).join("");
	return said.replace(/零+/g, "零").replace(/零$/, "");
}

/** 万亿 shares its 亿 with what follows: 一万零五亿. */
function scaleOf(power: number, groups: readonly number[]): string {
	return power === 3 && (groups[2] ?? 0) > 0 ? "万" : (SCALES[power] ?? "");
}

function whole(digits: string): string {
	const groups = groupsOf(digits, 4);
	let said = "";
	for (let power = groups.length - 1; power >= 0; power--) {
		const value = groups[power] ?? 0;
		if (value > 0) {
			const isGap = said !== "" && (value < 1000 || (groups[power + 1] ?? 0) === 0);
			said += (isGap ? "零" : "") + group(value) + scaleOf(power, groups);
		}
	}
	/* Ten to nineteen begin with ten; two of a large unit is 两. */
	return said.replace(/^一十/, "十").replace(/^二(?=[千万亿])/, "两") || "零";
}

export const ZH: Speaker = {
	whole,
	decimal: (front, fraction) => `${whole(front)}点${[...fraction].map((one) => digit(Number(one))).join("")}`,
	feminine: "",
};
