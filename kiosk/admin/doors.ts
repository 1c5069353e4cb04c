// Doors: points with their rules and heads, who is inside, invitations, transferable cards, conflicts.
import { computed, signal } from "@preact/signals";
import { ask } from "../common/net/api.ts";
import { t } from "../common/text/t.ts";
import type { Failure } from "../common/ui/problem.tsx";
import type { Agenda, Entity } from "../common/wire/types.ts";
import { place } from "./route.ts";
import { act, patch, post, press } from "./stage.ts";
import type { Card, Conflict, EntityCards, InsideAnswer, Invited, Point, RoomRow, SessionRow } from "./wire.ts";

export const points = signal<readonly Point[] | null>(null, { name: "points" });
export const presence = signal<{ total: number; at: string } | null>(null, { name: "presence" });
export const inside = signal<InsideAnswer | null>(null, { name: "inside" });
export const conflicts = signal<readonly Conflict[]>([], { name: "conflicts" });
export const openConflicts = computed(() => conflicts.value.filter(({ state }) => state === "open").length);
export const rooms = signal<readonly RoomRow[]>([], { name: "rooms" });
export const sessions = signal<readonly SessionRow[]>([], { name: "sessions" });
export const invited = signal<readonly Invited[] | null>(null, { name: "invited" });
export const entities = signal<readonly Entity[]>([], { name: "entities" });
export const cards = signal<readonly Card[] | null>(null, { name: "cards" });

export async function loadDoors(): Promise<void> {
	const [now, open, agenda] = await Promise.all([
		ask<{ points: Point[]; total: number; at: string }>("/api/presence"),
		ask<{ conflicts: Conflict[] }>("/api/conflicts", { query: { limit: 1000 } }),
		rooms.peek().length === 0 ? ask<Agenda>("/api/agenda") : Promise.resolve(null),
	]);
	if (now.kind === "done") {
		points.value = now.value.points;
		presence.value = now.value;
	}
	if (open.kind === "done") conflicts.value = open.value.conflicts;
	if (agenda?.kind === "done") {
		rooms.value = agenda.value.rooms;
		sessions.value = agenda.value.sessions;
	}
	await loadPlace();
}

/** What the part that is open needs beyond that. */
export async function loadPlace(): Promise<void> {
	const { tab, part, id } = place.peek();
	if (tab !== "doors") return;
	if (part === "cards") await loadCards();
	if (id === "") return;
	if (part === "inside") await loadInside(id);
	if (part === "invitations") await loadInvited(id);
}

async function loadCards(): Promise<void> {
	const answer = await ask<{ cards: Card[] }>("/api/cards");
	if (answer.kind === "done") cards.value = answer.value.cards;
}

async function loadInside(id: string): Promise<void> {
	const answer = await ask<InsideAnswer>(`/api/points/${encodeURIComponent(id)}/inside`);
	if (answer.kind === "done") inside.value = answer.value;
}

async function loadInvited(id: string): Promise<void> {
	const answer = await ask<{ people: Invited[] }>(`/api/sessions/${id}/invitations`);
	if (answer.kind === "done") invited.value = answer.value.people;
}

export async function savePoint(row: Point | null, said: object): Promise<Failure | null> {
	const send = (): ReturnType<typeof post<Point>> =>
		(row === null ? post<Point>("/api/points", said) : patch<Point>(`/api/points/${encodeURIComponent(row.id)}`, row.version, said));
	const failure = await act(send, (made) => t("admin.did.point", { name: made.name }));
	if (failure === null) await loadDoors();
	return failure;
}

export async function invite(session: string, change: { people: string[] } | { remove: string[] }, name: string): Promise<void> {
	const key = "people" in change ? "admin.did.invite" : "admin.did.uninvite";
	if (await press(() => post<object>(`/api/sessions/${session}/invitations`, change), () => t(key, { name }))) await loadInvited(session);
}

export async function makeCards(said: object): Promise<Failure | null> {
	const failure = await act(() => post<{ cards: Card[] }>("/api/cards", said), (made) => t("admin.did.cards", { n: made.cards.length }));
	if (failure === null) await loadCards();
	return failure;
}

export async function blockCard(row: Card, reason: string): Promise<Failure | null> {
	const failure = await act(() => post<Card>(`/api/cards/${row.serial}/revoke`, { reason }), () => t("admin.did.card.block", { serial: row.serial }));
	if (failure === null) await loadCards();
	return failure;
}

export async function quotaOf(entity: Entity): Promise<EntityCards | null> {
	const answer = await ask<EntityCards>(`/api/entities/${entity.id}`);
	return answer.kind === "done" ? answer.value : null;
}

export async function setQuota(now: EntityCards, quota: number | null): Promise<Failure | null> {
	return act(() => patch<EntityCards>(`/api/entities/${now.entity.id}`, now.version, { card_quota: quota }), () => t("admin.did.quota", { name: now.entity.name }));
}

export async function findEntities(query: string): Promise<void> {
	const answer = await ask<{ entities: Entity[] }>("/api/entities", { query: { q: query, limit: 8 } });
	if (answer.kind === "done") entities.value = answer.value.entities;
}

export async function resolve(row: Conflict, take: "keep" | "undo", words: string): Promise<Failure | null> {
	const failure = await act(() => post<Conflict>(`/api/conflicts/${row.id}/resolve`, { take, words }), () => t(`admin.did.resolve.${take}`));
	await loadDoors();
	return failure;
}
