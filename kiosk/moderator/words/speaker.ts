// What a language must know to say a number. The tables of the languages stand beside this file, one each.

/** Of what is counted; "" = the number stands alone. Changes ones, twos and hundreds in some languages. */
export type Gender = "m" | "f" | "";

export interface Speaker {
	/** A whole number from 0 to 10^15 - 1, without leading zeros. */
	readonly whole: (digits: string, gender: Gender) => string;
	/** The number with its fraction, which has no closing zeros. */
	readonly decimal: (whole: string, fraction: string) => string;
	/** Codes of currencies whose name is feminine. */
	readonly feminine: string;
	/** Between a round million and the currency: "deux millions d'euros". */
	readonly link?: (name: string) => string;
}

/** The digits cut from the right into groups, smallest first. */
export function groupsOf(digits: string, size: number): number[] {
	const groups: number[] = [];
	for (let end = digits.length; end > 0; end -= size) {
		groups.push(Number(digits.slice(Math.max(0, end - size), end)));
	}
	return groups;
}

/** "zéro cinq", "vingt-cinq", "un deux trois": what people say after a decimal comma. */
export function spokenFraction(fraction: string, zero: string, say: (value: number) => string): string {
	const zeros = fraction.length - fraction.replace(/^0+/, "").length;
	const rest = fraction.slice(zeros);
	const parts = rest.length < 3 ? [say(Number(rest))] : [...rest].map((digit) => say(Number(digit)));
	return [...Array<string>(zeros).fill(zero), ...parts].join(" ");
}

export function joined(parts: readonly string[], by = " "): string {
	return parts.filter((part) => part !== "").join(by);
}
