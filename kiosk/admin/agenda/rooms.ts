// Rooms of the venue, who co-chairs which focus area, and when interpreters work.
import { signal } from "@preact/signals";
import { ask, change } from "../../common/net/api.ts";
import { newKey } from "../../common/net/key.ts";
import { t } from "../../common/text/t.ts";
import type { Failure } from "../../common/ui/problem.tsx";
import { act, patch, post, press } from "../stage.ts";
import * as store from "./store.ts";
import type { FloorPlan, Room, Seat, Settings } from "./wire.ts";

export interface CoChairRow { focus_area: string; people: { id: string; name: string; entity: string; country: string | null; seat: Seat }[] }

export const settings = signal<Settings | null>(null, { name: "rooms.settings" });
export const plan = signal<FloorPlan | null>(null, { name: "rooms.plan" });
export const cochairs = signal<readonly CoChairRow[]>([], { name: "rooms.cochairs" });

export async function loadRooms(): Promise<void> {
	const [rules, picture, chairs] = await Promise.all([ask<Settings>("/api/programme/settings"), ask<FloorPlan>("/api/plan"), ask<{ cochairs: CoChairRow[] }>("/api/cochairs")]);
	if (rules.kind === "done") settings.value = rules.value;
	if (picture.kind === "done") plan.value = picture.value;
	if (chairs.kind === "done") cochairs.value = chairs.value.cochairs;
}

export async function saveRoom(row: Room | null, said: object): Promise<Failure | null> {
	const send = (): ReturnType<typeof post<Room>> => (row === null ? post<Room>("/api/rooms", said) : patch<Room>(`/api/rooms/${row.id}`, row.version, said));
	const failure = await act(send, (made) => t("planner.did.room", { name: made.name }));
	await Promise.all([store.loadPlan(), loadRooms()]);
	return failure;
}

/** SVG or PNG; the server draws it anew, so that no stranger's SVG reaches a browser. */
export async function sendPlan(file: File): Promise<void> {
	const isDone = await press(() => change<FloorPlan>("/api/plan", file, { key: newKey() }), () => t("planner.did.floor"));
	if (isDone) await loadRooms();
}

export async function saveCochairs(area: string, people: readonly { id: string; seat: Seat }[]): Promise<Failure | null> {
	const failure = await act(() => post<unknown>("/api/cochairs", { focus_area: area, people }), () => t("planner.did.cochairs"));
	await Promise.all([store.loadPlan(), loadRooms()]);
	return failure;
}

export async function saveSettings(row: Settings, interpreters: Settings["interpreters"]): Promise<Failure | null> {
	const failure = await act(() => patch<Settings>("/api/programme/settings", row.version, { interpreters }), () => t("planner.did.settings"));
	await Promise.all([store.loadDraft(), loadRooms()]);
	return failure;
}
