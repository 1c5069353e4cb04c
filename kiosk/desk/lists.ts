// Lists a desk works through beside its queue: whole delegations, and badges that nobody has collected.
import type { Delegation, DelegationDone, DelegationPeople } from "../common/wire/desk.ts";
import type { Participant } from "../common/wire/types.ts";
import { ask, change, type Answer } from "../common/net/api.ts";
import { withPrinter } from "./place.ts";
import { delegations, uncollected } from "./store.ts";

const UNCOLLECTED_SHOWN = 100;
const DELEGATIONS_SHOWN = 40;
let asking = new AbortController();

/** All of them, or those whose names match. */
export async function loadUncollected(text = ""): Promise<void> {
	const q = text.trim() === "" ? undefined : text.trim();
	const answer = await ask<{ participants: Participant[]; total: number }>("/api/participants", { query: { q, uncollected: "true", limit: UNCOLLECTED_SHOWN } });
	if (answer.kind === "done") uncollected.value = { list: answer.value.participants, total: answer.value.total };
}

export async function findDelegations(text: string): Promise<void> {
	asking.abort();
	asking = new AbortController();
	const q = text.trim();
	const answer = await ask<{ delegations: Delegation[] }>("/api/delegations", { query: { q: q === "" ? undefined : q, limit: DELEGATIONS_SHOWN }, signal: asking.signal });
	if (answer.kind === "done") delegations.value = answer.value.delegations;
}

export async function peopleOf(entity: string): Promise<Answer<DelegationPeople>> {
	return ask<DelegationPeople>(`/api/entities/${encodeURIComponent(entity)}/participants`);
}

/** All in one change, with one batch of badges; who is refused does not stop the others. */
export async function checkInAll(entity: string, people: readonly string[], key: string): Promise<Answer<DelegationDone>> {
	return change<DelegationDone>(`/api/entities/${encodeURIComponent(entity)}/check-in`, { people, badge: true, ...withPrinter() }, { key });
}
