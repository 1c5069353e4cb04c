// Finds one person for a form: merge, invitation. Not the list of people (people.ts).
import { signal } from "@preact/signals";
import { ask } from "../common/net/api.ts";
import type { PeopleAnswer, Person } from "./wire.ts";

const LIMIT = 8;

export const found = signal<readonly Person[]>([], { name: "found" });
let asking: AbortController | null = null;

export async function find(query: string): Promise<void> {
	asking?.abort();
	found.value = [];
	if (query.trim() === "") return;
	asking = new AbortController();
	const answer = await ask<PeopleAnswer>("/api/participants", { query: { q: query, limit: LIMIT }, signal: asking.signal });
	if (answer.kind === "done") found.value = answer.value.participants;
}
