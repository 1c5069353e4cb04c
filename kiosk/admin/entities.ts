// Organisations and delegations: all of them with what is counted of them, the one that is open with its people, and what is corrected.
import { signal } from "@preact/signals";
import { ask } from "../common/net/api.ts";
import { newest } from "../common/net/refetch.ts";
import { t } from "../common/text/t.ts";
import type { Failure } from "../common/ui/problem.tsx";
import { act, patch } from "./stage.ts";
import type { EntityCards, EntityCount, Person } from "./wire.ts";

export const entityBook = signal<readonly EntityCount[] | null>(null, { name: "entities.book" });
export const wantedType = signal("", { name: "entities.type" });
/** The people of the one that is open; null while they are asked for. */
export const members = signal<readonly Person[] | null>(null, { name: "entities.members" });
let opened = "";

const lists = newest();
const crowds = newest();

export async function loadEntities(): Promise<void> {
	const question = lists.asked();
	const answer = await ask<{ entities: EntityCount[] }>("/api/entity-book");
	if (answer.kind === "done" && lists.counts(question)) entityBook.value = answer.value.entities;
	if (opened !== "") await loadMembers();
}

async function loadMembers(): Promise<void> {
	const [question, id] = [crowds.asked(), opened];
	const answer = await ask<{ participants: Person[] }>(`/api/entities/${id}/participants`);
	if (answer.kind === "done" && id === opened && crowds.counts(question)) members.value = answer.value.participants;
}

export async function openEntity(id: string): Promise<void> {
	if (id !== opened) members.value = null;
	opened = id;
	if (id !== "") await loadMembers();
}

/** Who is written down as having approved its people: the entity's focal point. */
export function focalPoints(people: readonly Person[]): readonly string[] {
	return [...new Set(people.map((row) => row.approval?.by ?? "").filter((name) => name !== ""))];
}

export async function editEntity(row: EntityCount, said: object): Promise<Failure | null> {
	const failure = await act(() => patch<EntityCards>(`/api/entities/${row.entity.id}`, row.version, said), (now) => t("entities.did", { name: now.entity.name }));
	await loadEntities();
	return failure;
}
