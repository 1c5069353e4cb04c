// Figures as people group them: "1 234 567,89", "1'000'000", "25,00,000", "٢٫٥", "２５". What one separator alone means may be open.
import { westernDigits } from "./fold.ts";
import type { Token } from "./tokens.ts";

export interface Digits {
	readonly whole: string;
	readonly fraction: string;
	/** The same figures when the separator means the other thing; null when it can mean only one. */
	readonly other: Omit<Digits, "other"> | null;
}

export interface Pieces {
	readonly prefix: string;
	readonly number: string;
	readonly suffix: string;
}

function grouped(parts: readonly string[]): boolean {
	const [head = "", ...rest] = parts;
	const isByThree = /^\d{1,3}$/.test(head) && rest.every((part) => /^\d{3}$/.test(part));
	const isIndian = /^\d{1,2}$/.test(head) && rest.every((part, at) => (at === rest.length - 1 ? /^\d{3}$/ : /^\d{2}$/).test(part));
	return isByThree || isIndian;
}

/** One kind of separator: once, before exactly three digits, only a magnitude or a leading zero tells what it means. */
function readSingle(text: string, mark: string, isScaled: boolean): Digits | null {
	const parts = text.split(mark);
	const [whole = "", fraction = ""] = parts;
	if (parts.length > 2) {
		return grouped(parts) ? { whole: parts.join(""), fraction: "", other: null } : null;
	}
	if (!/^\d+$/.test(whole) || !/^\d+$/.test(fraction)) {
		return null;
	}
	const asDecimal = { whole, fraction };
	if (fraction.length !== 3 || !grouped(parts) || whole === "0") {
		return { ...asDecimal, other: null };
	}
	const asGroup = { whole: whole + fraction, fraction: "" };
	return isScaled ? { ...asDecimal, other: asGroup } : { ...asGroup, other: asDecimal };
}

/** null when the separators contradict each other. */
export function readDigits(text: string, isScaled: boolean): Digits | null {
	const plain = text.replace(/['\u2019\u066c]/g, "");
	const lastComma = plain.lastIndexOf(",");
	const lastPoint = plain.lastIndexOf(".");
	if (lastComma < 0 && lastPoint < 0) {
		return /^\d+$/.test(plain) ? { whole: plain, fraction: "", other: null } : null;
	}
	if (lastComma < 0 || lastPoint < 0) {
		return readSingle(plain, lastComma < 0 ? "." : ",", isScaled);
	}
	const decimal = Math.max(lastComma, lastPoint);
	const groups = plain.slice(0, decimal).split(decimal === lastComma ? "." : ",");
	const fraction = plain.slice(decimal + 1);
	return grouped(groups) && /^\d+$/.test(fraction) ? { whole: groups.join(""), fraction, other: null } : null;
}

/** A word with one run of figures in it. */
export function split(raw: string): Pieces | null {
	const text = westernDigits(raw).replace(/\u066b/g, ".");
	const match = /^([^\d]{0,8})(\d[\d.,'\u2019\u066c]*)(\D*)$/.exec(text);
	if (match === null) {
		return null;
	}
	const [, prefix = "", digits = "", suffix = ""] = match;
	/* A sentence's full stop or comma behind the number belongs to neither. */
	return { prefix, number: digits.replace(/[.,]+$/, ""), suffix };
}

/** "1 000 000": the groups that follow, joined; the last may carry a unit. */
export function joinGroups(tokens: readonly Token[], at: number, first: Pieces): { pieces: Pieces; next: number } {
	let { number, suffix } = first;
	let next = at + 1;
	while (suffix === "" && /^\d{1,3}$/.test(first.number) && tokens[next - 1]?.isEnd === false) {
		const follower = split(tokens[next]?.raw ?? "");
		if (follower === null || follower.prefix !== "" || !/^\d{3}([.,]\d+)?$/.test(follower.number) || /[.,]/.test(number)) {
			break;
		}
		number += follower.number;
		suffix = follower.suffix;
		next++;
	}
	return { pieces: { prefix: first.prefix, number, suffix }, next };
}
