// How texts are compared when somebody searches: without case, accents and the forms of a letter. Not for sorting (format.ts).

/** "Éthiopie" and "ETHIOPIE" fold to the same; so do the ways to write an Arabic alef. */
export function fold(text: string): string {
	return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
