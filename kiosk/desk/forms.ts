// What the desk's sheets need from the network: a key when they open, and entities while one types.
import type { Entity } from "../common/wire/types.ts";
import { ask } from "../common/net/api.ts";
import { newKey } from "../common/net/key.ts";

const ENTITIES_SHOWN = 8;
let asking = new AbortController();

export function formKey(): string {
	return newKey();
}

/** Entities whose names match; null when a newer question took over or the server did not answer. */
export async function findEntities(text: string): Promise<Entity[] | null> {
	asking.abort();
	asking = new AbortController();
	if (text.trim() === "") return [];
	const answer = await ask<{ entities: Entity[] }>("/api/entities", { query: { q: text.trim(), limit: ENTITIES_SHOWN }, signal: asking.signal });
	return answer.kind === "done" ? answer.value.entities : null;
}
