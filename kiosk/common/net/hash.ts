// Hashes by which lists that leave the server know a badge's code (domain/event_mark.h): who finds the list cannot make badges from
// it. Needs a secure context, as everything offline does.

const text = new TextEncoder();

/** The first bytes of SHA-256 over salt and code, in hexadecimal. */
export async function codeHash(salt: Uint8Array<ArrayBuffer>, code: string, bytes: number): Promise<string> {
	const digest = await crypto.subtle.digest("SHA-256", new Uint8Array([...salt, ...text.encode(code)]));
	return hex(new Uint8Array(digest, 0, bytes));
}

/** The first bytes of HMAC-SHA-256 of a word under a key. */
export async function mac(key: Uint8Array<ArrayBuffer>, word: string): Promise<Uint8Array> {
	const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
	return new Uint8Array(await crypto.subtle.sign("HMAC", imported, text.encode(word)));
}

export function hex(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function fromBase64(encoded: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
}
