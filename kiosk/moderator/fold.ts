// How typed words are compared: lower case, without accents, with ASCII digits. Not for display and not for names of people.

const ARABIC_ZERO = 0x0660;
const PERSIAN_ZERO = 0x06f0;

function asciiDigit(character: string): string {
	const code = character.charCodeAt(0);
	return String(code - (code >= PERSIAN_ZERO ? PERSIAN_ZERO : ARABIC_ZERO));
}

/** One character in, one character out, so that places in the typed line stay valid. */
export function westernDigits(text: string): string {
	return text
		.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, asciiDigit)
		.replace(/[\uff10-\uff19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
}

export function fold(text: string): string {
	return text
		.normalize("NFD")
		.replace(/\p{Mn}/gu, "")
		.normalize("NFC")
		.toLowerCase()
		.replace(/[\u2018\u2019\u02bc]/g, "'")
		.replace(/\.$/, "");
}
