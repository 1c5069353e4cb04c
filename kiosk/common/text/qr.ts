// A QR code of a short text as rows of 0 and 1. Made in the page, because a secret link must not travel to be drawn. Not for
// badges and the journal's head: the server makes those.
import { correction, generate } from "lean-qr";

/** Level M at least; the library throws above what version 40 holds (2,331 bytes). */
export function qrRows(text: string): string[] {
	const { size, get } = generate(text, { minCorrectionLevel: correction.M });
	const across = Array.from({ length: size }, (_, i) => i);
	return across.map((y) => across.map((x) => (get(x, y) ? "1" : "0")).join(""));
}
