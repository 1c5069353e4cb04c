// Acts that arrived late and do not fit what the server knows: asked for, and settled by a person. Those of this browser that the
// server refused outright are the outbox's.
import { computed, signal } from "@preact/signals";
import type { Failure } from "../ui/problem.tsx";
import type { Conflict } from "../wire/door.ts";
import { ask, change } from "./api.ts";
import { newKey } from "./key.ts";

const open = signal<readonly Conflict[]>([], { name: "conflicts" });
/** Oldest first. */
export const conflicts = computed(() => open.value);

export async function loadConflicts(): Promise<void> {
	const answer = await ask<{ conflicts: Conflict[] }>("/api/conflicts", { query: { state: "open" } });
	if (answer.kind === "done") open.value = answer.value.conflicts.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** keep: things stay as they are · undo: the late act is taken back. Null: done. */
export async function resolve({ id }: Conflict, take: "keep" | "undo", words: string): Promise<Failure | null> {
	const answer = await change<Conflict>(`/api/conflicts/${encodeURIComponent(id)}/resolve`, { take, words }, { key: newKey() });
	await loadConflicts();
	return answer.kind === "refused" || answer.kind === "unknown" ? answer : null;
}
