// Whether there is an emergency, and what is to be said: asked for whenever a stream begins and whenever it changes. Drawn by
// ui/emergency.tsx on every page.
import { computed, signal } from "@preact/signals";
import type { Emergency } from "../wire/screens.ts";
import { ask } from "./api.ts";
import { refetcher } from "./refetch.ts";

/** Thousands of pages hear of it at once; all show it within a second. */
const SPREAD_MS = 100;
/** Nobody may miss it because one answer was lost. */
const AGAIN_MS = 2000;

const state = signal<Emergency | null>(null, { name: "emergency" });

/** Null while there is none. What was last heard stays when the server is gone. */
export const emergency = computed(() => (state.value?.active === true ? state.value : null));

export const emergencyChanged = refetcher(load, SPREAD_MS);

async function load(): Promise<void> {
	const answer = await ask<Emergency>("/api/emergency");
	if (answer.kind === "done") state.value = answer.value;
	else if (answer.kind === "unknown") window.setTimeout(emergencyChanged, AGAIN_MS);
}
