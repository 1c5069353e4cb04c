// The screens of the venue, as each one says it is: asked for again and again while somebody looks, because what they say is no entry
// of the journal.
import { computed, signal } from "@preact/signals";
import { ask } from "../common/net/api.ts";
import { t } from "../common/text/t.ts";
import type { Failure } from "../common/ui/problem.tsx";
import type { ScreenReport } from "../common/wire/screens.ts";
import type { Agenda, Instant, Room } from "../common/wire/types.ts";
import { place } from "./route.ts";
import { act, patch, post, press } from "./stage.ts";

export type ScreenState = "fresh" | "late" | "silent" | "never";
export interface ScreenRow {
	id: string;
	version: number;
	name: string;
	role: string;
	place: string | null;
	/** The page it was pointed to; null: the one it opened itself. */
	target: string | null;
	reload: number;
	state: ScreenState;
	report: (ScreenReport & { at: Instant }) | null;
}

/** As often as they report. */
const LOOK_MS = 5000;

export const screens = signal<readonly ScreenRow[] | null>(null, { name: "screens" });
export const venue = signal<readonly Room[]>([], { name: "venue" });
/** Worth going there. */
export const quiet = computed(() => (screens.value ?? []).filter(({ state }) => state === "silent").length);

let isLooking = false;

export async function loadScreens(): Promise<void> {
	const answer = await ask<{ screens: ScreenRow[] }>("/api/screens");
	if (answer.kind === "done") screens.value = answer.value.screens;
	if (isLooking) return;
	isLooking = true;
	window.setInterval(() => { if (place.peek().tab === "screens" && document.visibilityState === "visible") void loadScreens(); }, LOOK_MS);
}

export async function loadVenue(): Promise<void> {
	const answer = await ask<Agenda>("/api/agenda");
	if (answer.kind === "done") venue.value = [...answer.value.rooms].sort((a, b) => a.position - b.position);
}

export async function pointScreen(row: ScreenRow, said: { name: string; target: string }): Promise<Failure | null> {
	const failure = await act(() => patch<ScreenRow>(`/api/screens/${row.id}`, row.version, said), ({ name }) => t("screens.did.point", { name }));
	if (failure === null) await loadScreens();
	return failure;
}

export async function reloadScreen(row: ScreenRow): Promise<void> {
	if (await press(() => post<ScreenRow>(`/api/screens/${row.id}/reload`), ({ name }) => t("screens.did.reload", { name }))) await loadScreens();
}
