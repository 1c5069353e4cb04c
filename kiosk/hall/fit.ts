// How wide a text will be, roughly, in ems: lets the style choose the largest size that fits without measuring. Pure.

const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const CAPITAL = /\p{Lu}/u;
const NARROW = /[\p{Script=Arabic}\p{Script=Hebrew}\p{P}\s]/u;

export function emsOf(text: string): number {
	let ems = 0;
	for (const character of text) ems += widthOf(character);
	return Math.max(1, ems);
}

function widthOf(character: string): number {
	if (WIDE.test(character)) return 1.05;
	if (CAPITAL.test(character)) return 0.74;
	return NARROW.test(character) ? 0.45 : 0.6;
}
