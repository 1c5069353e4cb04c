// The codes of badges as scanners send and people type them: brought into one form, and their check characters looked at, so that
// a slip is told at once. The same rules as badges/code.h. Not for whose they are.

/** The checks count in 36 digits, the codes use 32 of them (no I L O U). */
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const QR_LENGTH = 20;
const SHORT_LENGTH = 7;

/** What keyboards, scanners and phones put around and into a code; an AIM identifier ("]Q1") in front of it. */
const NOISE = /[\s\u0002\u0003\u00a0\u2010\u2011\u2013\u2014\u2212-]+/g;
const AIM = /^\][A-Z]\d/;

export type Code = { kind: "qr" | "short"; text: string };

/** The code in the one way codes are kept ("K7QF-3M2" for a short one), or null when it is none or a character is wrong. */
export function readCode(typed: string): Code | null {
	const text = fold(typed);
	if (!/^[0-9A-HJKMNP-TV-Z]+$/.test(text)) return null;
	if (text.length === QR_LENGTH && hasCheck1271(text)) return { kind: "qr", text };
	if (text.length === SHORT_LENGTH && hasCheck37(text)) return { kind: "short", text: `${text.slice(0, 4)}-${text.slice(4)}` };
	return null;
}

/** What looks alike is the same. */
function fold(typed: string): string {
	return typed.toUpperCase().replace(NOISE, "").replace(AIM, "").replaceAll("O", "0").replace(/[IL]/g, "1");
}

/** ISO/IEC 7064 MOD 1271-36: two check characters. */
function hasCheck1271(text: string): boolean {
	let sum = 0;
	for (const digit of text.slice(0, -2)) sum = ((sum + DIGITS.indexOf(digit)) * 36) % 1271;
	const check = (1272 - ((sum * 36) % 1271)) % 1271;
	return text.slice(-2) === DIGITS[Math.floor(check / 36)]! + DIGITS[check % 36]!;
}

/** ISO/IEC 7064 MOD 37,36: one. */
function hasCheck37(text: string): boolean {
	let product = 36;
	for (const digit of text.slice(0, -1)) product = (((product + DIGITS.indexOf(digit)) % 36 || 36) * 2) % 37;
	return text.slice(-1) === DIGITS[(37 - product) % 36];
}
