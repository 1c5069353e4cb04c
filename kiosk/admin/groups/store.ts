// Which session is looked at, and its groups or seats. The id in the address is the session's.
import { computed, signal } from "@preact/signals";
import { ask } from "../../common/net/api.ts";
import type { Agenda, Room, Session } from "../../common/wire/types.ts";
import { place } from "../route.ts";
import type { Breakout, Seating } from "./wire.ts";

const agenda = signal<Agenda | null>(null, { name: "groups.agenda" });
export const breakout = signal<Breakout | null>(null, { name: "groups.breakout" });
export const seating = signal<Seating | null>(null, { name: "groups.seating" });

const KINDS = { breakout: ["breakout", "round_table", "panel"], seating: ["round_table", "breakout", "panel", "plenary", "ceremony"] } as const;

export const rooms = computed<readonly Room[]>(() => agenda.value?.rooms ?? []);
/** Those that a part is for: in the order of time. */
export function sessionsFor(part: keyof typeof KINDS): readonly Session[] {
	const kinds: readonly string[] = KINDS[part];
	return (agenda.value?.sessions ?? []).filter((row) => kinds.includes(row.kind) && row.state !== "cancelled");
}

export async function load(): Promise<void> {
	const answer = await ask<Agenda>("/api/agenda");
	if (answer.kind === "done") agenda.value = answer.value;
	await loadPlace();
}

/** What the part that is open needs. */
export async function loadPlace(): Promise<void> {
	const { tab, part, id } = place.peek();
	if (tab !== "groups" || id === "") return;
	if (part === "breakout") await loadBreakout(id);
	if (part === "seating") await loadSeating(id);
}

async function loadBreakout(id: string): Promise<void> {
	const answer = await ask<Breakout>(`/api/sessions/${encodeURIComponent(id)}/groups`);
	if (answer.kind === "done" && place.peek().id === id) breakout.value = answer.value;
}

async function loadSeating(id: string): Promise<void> {
	const answer = await ask<Seating>(`/api/sessions/${encodeURIComponent(id)}/seating`);
	if (answer.kind === "done" && place.peek().id === id) seating.value = answer.value;
}
