// The emergency message: what is ready to be said, what is being written, what is up. It goes up and comes down with one act.
import { signal } from "@preact/signals";
import { ask } from "../common/net/api.ts";
import { emergencyChanged } from "../common/net/emergency.ts";
import { t } from "../common/text/t.ts";
import type { Emergency, EmergencyKind } from "../common/wire/screens.ts";
import type { Lang, Words } from "../common/wire/types.ts";
import { loadVenue } from "./screens.ts";
import { post, press } from "./stage.ts";

export interface Draft {
	kind: EmergencyKind;
	words: Words;
	/** Rooms it is about; none: everywhere. */
	rooms: readonly string[];
}

const stock = signal<Partial<Record<EmergencyKind, Words>>>({}, { name: "emergency.stock" });
export const draft = signal<Draft>({ kind: "evacuate", words: {}, rooms: [] }, { name: "emergency.draft" });

export async function loadMessages(): Promise<void> {
	await loadVenue();
	const answer = await ask<{ kinds: { kind: EmergencyKind; words: Words }[] }>("/api/emergency/texts");
	if (answer.kind !== "done") return;
	stock.value = Object.fromEntries(answer.value.kinds.map(({ kind, words }) => [kind, words]));
	if (Object.keys(draft.peek().words).length === 0) choose(draft.peek().kind);
}

export function choose(kind: EmergencyKind): void {
	draft.value = { ...draft.peek(), kind, words: stock.peek()[kind] ?? {} };
}

export function write(lang: Lang, text: string): void {
	draft.value = { ...draft.peek(), words: { ...draft.peek().words, [lang]: text } };
}

export function toggleRoom(id: string): void {
	const { rooms } = draft.peek();
	draft.value = { ...draft.peek(), rooms: rooms.includes(id) ? rooms.filter((one) => one !== id) : [...rooms, id] };
}

export async function putUp(): Promise<void> {
	const { kind, words, rooms } = draft.peek();
	const said = Object.fromEntries(Object.entries(words).filter(([, text]) => text.trim() !== ""));
	await press(() => post<Emergency>("/api/emergency", { kind, words: said, ...(rooms.length > 0 && { rooms }) }), () => t("screens.did.up"));
	emergencyChanged();
}

export async function takeDown(): Promise<void> {
	await press(() => post<Emergency>("/api/emergency/end"), () => t("screens.did.down"));
	emergencyChanged();
}
