// The people as the office sees them: all rows, what is asked for of them, the one that is open, and what is done to it.
import { computed, signal } from "@preact/signals";
import { ask, change } from "../common/net/api.ts";
import { country, loadCatalogue } from "../common/net/catalogue.ts";
import { newKey } from "../common/net/key.ts";
import { newest } from "../common/net/refetch.ts";
import { entityLines } from "../common/text/entity.ts";
import { t } from "../common/text/t.ts";
import type { Failure } from "../common/ui/problem.tsx";
import { act, patch, post, press } from "./stage.ts";
import type { CategoryRow, PeopleAnswer, Person, PersonDetail } from "./wire.ts";

const LIMIT = 5000;
/** With more changes than this at once (an import) the whole list is asked for again. */
const ONE_BY_ONE = 12;

export const people = signal<readonly Person[] | null>(null, { name: "people" });
const lists = newest();
export const total = signal(0, { name: "people.total" });
export const detail = signal<PersonDetail | null>(null, { name: "person" });
/** Whose panel is open; its answer may still be under way. */
let opened = "";
export const categories = signal<readonly CategoryRow[]>([], { name: "categories" });

/** What the list shows: each "" lets all through. */
export interface Wanted { query: string; state: string; category: string; missing: string; badge: string }
export const wanted = signal<Wanted>({ query: "", state: "", category: "", missing: "", badge: "" }, { name: "wanted" });
/** The server's best matches for the query, in its order; null while nothing is searched for. */
export const hits = signal<readonly Person[] | null>(null, { name: "hits" });

export const shown = computed(() => {
	const { state, category, missing, badge } = wanted.value;
	return (hits.value ?? people.value ?? []).filter((row) =>
		(state === "" ? row.state !== "merged" && row.state !== "erased" : row.state === state)
		&& (category === "" || row.category === category)
		&& (missing === "" || row.missing.some((what) => what === missing))
		&& (badge === "" || badgeOf(row) === badge));
});

/** Nobody has one · printed and still at the desk · in somebody's hands. */
export function badgeOf(row: Person): "none" | "waiting" | "handed" {
	return row.badge === null ? "none" : !row.badge.collected ? "waiting" : "handed";
}

export async function loadPeople(): Promise<void> {
	const question = lists.asked();
	const answer = await ask<PeopleAnswer>("/api/participants", { query: { limit: LIMIT }, timeoutMs: 30_000 });
	if (answer.kind !== "done") return;
	if (!lists.counts(question)) return;
	people.value = answer.value.participants;
	total.value = answer.value.total;
}

export async function loadCategories(): Promise<void> {
	const answer = await ask<{ categories: CategoryRow[] }>("/api/categories");
	if (answer.kind === "done") categories.value = [...answer.value.categories].sort((a, b) => a.position - b.position);
}

let asking: AbortController | null = null;

export async function search(query: string): Promise<void> {
	wanted.value = { ...wanted.peek(), query };
	asking?.abort();
	if (query.trim() === "") {
		hits.value = null;
		return;
	}
	asking = new AbortController();
	const answer = await ask<PeopleAnswer>("/api/participants", { query: { q: query, limit: 200 }, signal: asking.signal });
	if (answer.kind === "done") hits.value = answer.value.participants;
}

let changed = new Set<string>();

/** A notice says whose row is another now. */
export function hearPerson(subject: string): void {
	changed.add(subject);
}

export async function refreshPeople(): Promise<void> {
	const ids = changed;
	changed = new Set();
	const isMany = people.peek() === null || ids.size > ONE_BY_ONE;
	const open = detail.peek()?.id ?? "";
	if (isMany) await loadPeople();
	for (const id of ids) if (/^[0-9a-f-]{36}$/.test(id) && (!isMany || id === open)) await refreshOne(id);
	if (hits.peek() !== null) await search(wanted.peek().query);
}

async function refreshOne(id: string): Promise<void> {
	const answer = await ask<PersonDetail>(`/api/participants/${id}`);
	if (answer.kind !== "done") return;
	const row = answer.value;
	const rows = people.peek() ?? [];
	const old = rows.find((other) => other.id === id);
	/* An answer to an older question that comes late. */
	if (row.version < (old?.version ?? 0)) return;
	people.value = old === undefined ? [row, ...rows] : rows.map((other) => (other === old ? row : other));
	if (opened === id && row.version >= (detail.peek()?.version ?? 0)) detail.value = row;
}

export async function openPerson(id: string): Promise<void> {
	opened = id;
	if (detail.peek()?.id !== id) detail.value = null;
	if (id === "") return;
	const answer = await ask<PersonDetail>(`/api/participants/${id}`);
	if (answer.kind === "done" && opened === id && answer.value.version >= (detail.peek()?.version ?? 0)) detail.value = answer.value;
}

export const linesOf = (row: Person): ReturnType<typeof entityLines> => entityLines(row.entity, country(row.entity.country));

/** After an act the open person is asked for again: the answer of an act has no history. */
async function again(id: string, failure: Failure | null): Promise<Failure | null> {
	if (failure === null) await refreshOne(id);
	return failure;
}

/** approve, confirm, decline, letter, identity, collect, undo, help: what is said goes along. */
export async function step(row: Person, name: "approve" | "confirm" | "decline" | "letter" | "collect" | "undo" | "help", said: object = {}): Promise<Failure | null> {
	const failure = await act(() => post<Person>(`/api/participants/${row.id}/${name}`, said), () => t(`admin.did.${name}`, { name: row.name.display }));
	return again(row.id, failure);
}

export async function edit(row: Person, said: object): Promise<Failure | null> {
	const failure = await act(() => patch<Person>(`/api/participants/${row.id}`, row.version, said), () => t("admin.did.edit", { name: row.name.display }));
	return again(row.id, failure);
}

export async function merge(from: Person, into: Person, reason: string): Promise<Failure | null> {
	const failure = await act(() => post<Person>(`/api/participants/${from.id}/merge`, { into: into.id, reason }), () => t("admin.did.merge", { name: into.name.display }));
	if (failure === null) await refreshOne(from.id);
	return again(into.id, failure);
}

/** What it really is the server sees for itself; some systems do not say the type of a file. */
export async function sendPhoto(row: Person, chosen: Blob): Promise<void> {
	const file = new Blob([chosen], { type: chosen.type === "image/png" ? "image/png" : "image/jpeg" });
	const isDone = await press(() => change<Person>(`/api/participants/${row.id}/photo`, file, { key: newKey() }), () => t("admin.did.photo", { name: row.name.display }));
	if (isDone) await refreshOne(row.id);
}

export async function removePhoto(row: Person): Promise<void> {
	const isDone = await press(() => post<Person>(`/api/participants/${row.id}/photo/remove`), () => t("admin.did.photo.remove", { name: row.name.display }));
	if (isDone) await refreshOne(row.id);
}

export async function saveCategory(row: CategoryRow | null, said: object): Promise<Failure | null> {
	const send = (): ReturnType<typeof post<CategoryRow>> =>
		(row === null ? post<CategoryRow>("/api/categories", said) : patch<CategoryRow>(`/api/categories/${row.code}`, row.version, said));
	const failure = await act(send, (made) => t("admin.did.category", { code: made.code }));
	await Promise.all([loadCategories(), loadCatalogue()]);
	return failure;
}
