// The plan as this page knows it: what is released, the draft over it, what is being moved, and what is looked at. Not for acts.
import { computed, signal } from "@preact/signals";
import { ask } from "../../common/net/api.ts";
import { me } from "../../common/net/catalogue.ts";
import { newest } from "../../common/net/refetch.ts";
import { clashesOf } from "./clash.ts";
import { type Column, columnsOf, daysOf, offsetOf, type Place, type Slot, slotsOf, spanOf, steady } from "./plan.ts";
import type { Agenda, Change, Draft, DraftSession, Finding, Room, Session } from "./wire.ts";

const released = signal<Agenda | null>(null, { name: "plan.released" });
const inDraft = signal<Draft | null>(null, { name: "plan.draft" });
const agendas = newest();
const drafts = newest();
/** Sessions on their way to the server, where they are going. */
export const moving = signal<ReadonlyMap<string, Place>>(new Map(), { name: "plan.moving" });
/** What somebody holds: over the grid, not yet dropped. */
export interface Trial { slot: Slot; place: Place; by: "pointer" | "keys" }
export const trial = signal<Trial | null>(null, { name: "plan.trial" });
const wantedDay = signal("", { name: "plan.day" });
export const isNarrow = signal(false, { name: "plan.isNarrow" });
/** The session that the keyboard is on. */
export const at = signal("", { name: "plan.at" });
/** The session to bring into sight once it is drawn. */
export const jump = signal("", { name: "plan.jump" });

export const agenda = computed(() => released.value);
export const draft = computed(() => inDraft.value);
export const rooms = computed<readonly Room[]>(() => [...(released.value?.rooms ?? [])].sort((a, b) => a.position - b.position));
export const roomById = computed(() => new Map(rooms.value.map((room) => [room.id, room])));
export const offset = computed(() => offsetOf(released.value?.day.starts_at ?? "Z"));
export const findings = computed<readonly Finding[]>(() => inDraft.value?.findings ?? []);
export const changes = computed<readonly Change[]>(() => inDraft.value?.changes ?? []);
export const conflicts = computed(() => (inDraft.value?.sessions ?? []).filter(({ conflict }) => conflict));

export const slots = computed(() => slotsOf({ released: released.value?.sessions ?? [], draft: inDraft.value?.sessions ?? [], moving: moving.value }));
export const slotById = computed(() => new Map(slots.value.map((slot) => [slot.id, slot])));
export const days = computed(() => daysOf(slots.value));
export const day = computed(() => {
	if (days.value.includes(wantedDay.value)) return wantedDay.value;
	const today = released.value?.day.now.slice(0, 10) ?? "";
	return days.value.find((key) => key >= today) ?? days.value.at(-1) ?? "";
});
export const ofDay = computed(() => slots.value.filter((slot) => slot.day === day.value));
export const span = computed(() => spanOf(ofDay.value));

let before: readonly Column[] = [];
export const columns = computed(() => {
	const all = columnsOf(rooms.value, ofDay.value, before);
	before = all;
	return all;
});

/** The worst that is found about a session: that of either side of a clash. */
export const worstOf = computed(() => {
	const worst = new Map<string, Finding["severity"]>();
	for (const { session, other, severity } of findings.value) {
		for (const id of [session, other]) if (id && worst.get(id) !== "error") worst.set(id, severity);
	}
	return worst;
});
export const about = (id: string): readonly Finding[] => findings.value.filter(({ session, other }) => session === id || other === id);

export const trialClashes = computed<readonly Finding[]>(() => (trial.value === null ? [] : clashesOf(trial.value.slot, trial.value.place, slots.value, roomById.value)));
/** Those that stand in the way of what is held. */
export const inTheWay = computed(() => new Set(trialClashes.value.flatMap(({ other }) => other ?? [])));

export const mayEdit = computed(() => me.value?.roles.some((role) => role === "agenda" || role === "admin") ?? false);

export function showDay(key: string): void {
	wantedDay.value = key;
}

/** Opens its day, and brings it into sight with the keyboard on it. */
export function show(id: string): void {
	const slot = slotById.peek().get(id);
	if (slot === undefined) return;
	wantedDay.value = slot.day;
	at.value = id;
	jump.value = id;
}

export async function loadAgenda(): Promise<void> {
	const question = agendas.asked();
	const answer = await ask<Agenda>("/api/agenda", { timeoutMs: 30_000 });
	if (answer.kind !== "done" || !agendas.counts(question)) return;
	const old = released.peek();
	released.value = {
		...answer.value,
		sessions: [...steady<Session>(old?.sessions ?? [], answer.value.sessions)],
		rooms: [...steady<Room>(old?.rooms ?? [], answer.value.rooms)],
	};
}

export async function loadDraft(): Promise<void> {
	const question = drafts.asked();
	const answer = await ask<Draft>("/api/draft", { timeoutMs: 30_000 });
	if (answer.kind !== "done" || !drafts.counts(question)) return;
	inDraft.value = { ...answer.value, sessions: [...steady<DraftSession>(inDraft.peek()?.sessions ?? [], answer.value.sessions)] };
}

export const loadPlan = (): Promise<unknown> => Promise.all([loadAgenda(), loadDraft()]);

/** Takes in the answer to an act at once; what else it changed comes with the next loading. One that is again as released has left. */
export function take(row: DraftSession): void {
	const old = inDraft.peek();
	if (old === null || !drafts.counts(drafts.asked())) return;
	const others = old.sessions.filter(({ id }) => id !== row.id);
	inDraft.value = { ...old, sessions: row.change === null ? others : [...others, row] };
}

export function setMoving(id: string, place: Place | null): void {
	const next = new Map(moving.peek());
	if (place === null) next.delete(id);
	else next.set(id, place);
	moving.value = next;
}
