// The server's lists (categories, focus areas, countries …) and who is signed in: fetched once at the start, kept for the page's life,
// and for the next start without the server where a screen works so.
import { computed, signal } from "@preact/signals";
import type { Catalogue, Category, Country, FocusArea, Me } from "../wire/types.ts";
import { ask } from "./api.ts";
import { announceUpdate } from "./link.ts";

const current = signal<Catalogue | null>(null, { name: "catalogue" });
const who = signal<Me | null>(null, { name: "me" });

export const catalogue = computed(() => current.value);
export const me = computed(() => who.value);

/** Loads the catalogue, or tells whether it should be tried again. */
export async function loadCatalogue(timeoutMs?: number): Promise<boolean> {
	const answer = await ask<Catalogue>("/api/catalogue", timeoutMs === undefined ? {} : { timeoutMs });
	if (answer.kind !== "done") return false;
	const before = current.peek();
	if (before !== null && before.version !== answer.value.version) announceUpdate();
	current.value = answer.value;
	return true;
}

/** "in" signed in · "out" has to sign in · "unknown" the server could not be asked. */
export async function loadMe(timeoutMs?: number): Promise<"in" | "out" | "unknown"> {
	const answer = await ask<Me>("/api/me", timeoutMs === undefined ? {} : { timeoutMs });
	if (answer.kind === "done") who.value = answer.value;
	return answer.kind === "done" ? "in" : answer.kind === "refused" ? "out" : "unknown";
}

/** What an earlier start kept, where the server did not say it. */
export function takeKept(keptMe: Me | null, keptLists: Catalogue | null): void {
	who.value ??= keptMe;
	current.value ??= keptLists;
}

export function category(code: string): Category | undefined {
	return current.value?.categories.find((row) => row.code === code);
}

export function focusArea(key: string): FocusArea | undefined {
	return current.value?.focus_areas.find((row) => row.key === key);
}

/** By alpha-3 code. */
export function country(code: string | null): Country | undefined {
	return current.value?.countries.find((row) => row.code === code);
}
