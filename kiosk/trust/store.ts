// What the server says of its certificate.
import { signal } from "@preact/signals";
import { ask } from "../common/net/api.ts";

/** SHA-256 of the venue's authority, "" where there is none; the port of the pages with encryption. */
interface Trust { fingerprint: string; hosts: string; tls_port: string }

export const trust = signal<Trust | null>(null, { name: "trust" });

export async function loadTrust(): Promise<void> {
	const answer = await ask<Trust>("/api/trust");
	if (answer.kind === "done") trust.value = answer.value;
}
