// Idempotency keys: one UUID for one act of a person, made when the form opens and kept over every retry.

/** A new key: a UUID of version 7 (RFC 9562), the time and 74 random bits. The keys of one moment so stand side by side where the server
 * keeps its answers, and keeping a hundred of them writes a few pages, not a hundred. */
export function newKey(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	for (let ms = Date.now(), at = 5; at >= 0; at--, ms = Math.floor(ms / 256)) bytes[at] = ms % 256;
	bytes[6] = (bytes[6]! & 0x0f) | 0x70;
	bytes[8] = (bytes[8]! & 0x3f) | 0x80;
	const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
	return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
