// Hashes by which lists that leave the server know a badge's code (domain/event_mark.h): who finds the list cannot make badges from
// it. Computed here and now, because each answer of WebCrypto costs a turn of the browser's loop: a door would read a third as many codes.
import { hmac } from "@noble/hashes/hmac";
import { sha256 } from "@noble/hashes/sha2";

const text = new TextEncoder();

export type Hash = (word: string) => Uint8Array;

/** SHA-256 over salt and word; the salt is taken in once. */
export function salted(salt: Uint8Array): Hash {
	const begun = sha256.create().update(salt);
	return (word) => begun.clone().update(text.encode(word)).digest();
}

/** HMAC-SHA-256 under a key; the key is taken in once. */
export function keyed(key: Uint8Array): Hash {
	const begun = hmac.create(sha256, key);
	return (word) => begun.clone().update(text.encode(word)).digest();
}

export function hex(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function fromBase64(encoded: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
}
