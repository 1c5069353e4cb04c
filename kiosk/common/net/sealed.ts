// What a screen keeps so that it can work without the server, encrypted on the disk: AES-GCM with a key that this browser can use and
// nobody can read out. Forgetting the key forgets everything. Not for acts of people (outbox.ts): those must survive a sign-out.
import { openBase } from "./base.ts";
import { isLeaving } from "./reach.ts";

const FORMAT = 1;
const KEY_ROW = "key";
const ALGORITHM = "AES-GCM";
const IV_BYTES = 12;

export interface Sealed { iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer; until: number }

const base = openBase("p2c.sealed", FORMAT, (made) => {
	made.createObjectStore("keys");
	made.createObjectStore("rows");
});

/** False: no secure context (plain http from another machine), so there is nothing to encrypt with and nothing is kept. */
export const canSeal: boolean = globalThis.isSecureContext === true && globalThis.crypto?.subtle !== undefined;

/** Keeps a value under a name until that moment of this device's clock (ms). False when it could not be kept, or the page is leaving. */
export async function seal(name: string, value: unknown, until: number): Promise<boolean> {
	const row = await sealed(name, value, until);
	return row !== null && !isLeaving.peek() && base.write("rows", "relaxed", (rows) => rows.put(row, name));
}

/** The value as it may lie on a disk; null where nothing can be encrypted. */
export async function sealed(name: string, value: unknown, until: number): Promise<Sealed | null> {
	const key = await keyOf(true);
	if (key === null) return null;
	const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
	const plain = new TextEncoder().encode(JSON.stringify(value));
	const bytes = await crypto.subtle.encrypt({ name: ALGORITHM, iv, additionalData: new TextEncoder().encode(name) }, key, plain);
	return { iv, bytes, until };
}

/** What was sealed under that name, or null: not readable with the key there is. */
export async function unsealed<T>(name: string, { iv, bytes }: Sealed): Promise<T | null> {
	const key = await keyOf(false);
	if (key === null) return null;
	try {
		const plain = await crypto.subtle.decrypt({ name: ALGORITHM, iv, additionalData: new TextEncoder().encode(name) }, key, bytes);
		return JSON.parse(new TextDecoder().decode(plain)) as T;
	} catch {
		return null;
	}
}

/** What was kept under that name, or null: nothing, too old (then it is gone), or not readable with the key there is. */
export async function unseal<T>(name: string): Promise<T | null> {
	const row = await base.read("rows", (rows) => rows.get(name) as IDBRequest<Sealed | undefined>);
	if (row === undefined) return null;
	if (row.until <= Date.now()) {
		await forget(name);
		return null;
	}
	return unsealed<T>(name, row);
}

export function forget(name: string): Promise<boolean> {
	return base.write("rows", "strict", (rows) => rows.delete(name));
}

/** The key first: without it the rest is noise, whatever happens next. */
export async function forgetAll(): Promise<void> {
	await base.write("keys", "strict", (rows) => rows.clear());
	await base.write("rows", "strict", (rows) => rows.clear());
}

/** The key of this browser; made when it is missing and wanted. Two pages that make one at once agree: the first row stays. */
async function keyOf(isMade: boolean): Promise<CryptoKey | null> {
	if (!canSeal) return null;
	const kept = await base.read("keys", (rows) => rows.get(KEY_ROW) as IDBRequest<CryptoKey | undefined>);
	if (kept !== undefined || !isMade) return kept ?? null;
	const made = await crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ["encrypt", "decrypt"]);
	await base.write("keys", "relaxed", (rows) => {
		rows.get(KEY_ROW).onsuccess = ({ target }) => {
			if ((target as IDBRequest<unknown>).result === undefined) rows.put(made, KEY_ROW);
		};
	});
	return (await base.read("keys", (rows) => rows.get(KEY_ROW) as IDBRequest<CryptoKey | undefined>)) ?? null;
}
