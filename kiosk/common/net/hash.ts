// The hash under which a list that leaves the server knows a badge's code: who finds the list cannot make badges from it.

/** SHA-256 of salt and code, the first bytes of it in hexadecimal. Needs a secure context, as everything offline does. */
export async function codeHash(salt: string, code: string, bytes: number): Promise<string> {
	const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(salt + code));
	return hex(new Uint8Array(digest, 0, bytes));
}

export function hex(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
