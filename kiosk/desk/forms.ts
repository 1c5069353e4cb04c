// What the desk's sheets need from the network: a key when they open, and entities or people while one types.
import type { Entity, Participant } from "../common/wire/types.ts";
import { ask } from "../common/net/api.ts";
import { newKey } from "../common/net/key.ts";

const ROWS_SHOWN = 8;

export function formKey(): string {
	return newKey();
}

/** Rows that match; null when a newer question took over or the server did not answer. */
function finder<T>(path: string, list: string): (text: string) => Promise<T[] | null> {
	let asking = new AbortController();
	return async (text) => {
		asking.abort();
		asking = new AbortController();
		if (text.trim() === "") return [];
		const answer = await ask<Record<string, T[]>>(path, { query: { q: text.trim(), limit: ROWS_SHOWN }, signal: asking.signal });
		return answer.kind === "done" ? (answer.value[list] ?? []) : null;
	};
}

export const findEntities = finder<Entity>("/api/entities", "entities");
export const findHosts = finder<Participant>("/api/participants", "participants");
