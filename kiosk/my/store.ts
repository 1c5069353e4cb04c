// What the phone's page knows: one person's agenda, and the rooms. Asked for again whenever the agenda, a list of speakers, a group or a seat changes.
import { computed, signal } from "@preact/signals";
import { ask } from "../common/net/api.ts";
import { loadCatalogue } from "../common/net/catalogue.ts";
import { second } from "../common/net/clock.ts";
import { openStream, refetcher } from "../common/net/stream.ts";
import type { Agenda, Room } from "../common/wire/types.ts";
import type { OwnAgenda, Plan } from "../common/wire/venue.ts";

/** Many phones hear one notice. */
const SPREAD_MS = 4000;
const RETRY_MS = 5000;
const MINUTE = 60_000;

const token = /^\/my\/([^/]+)$/.exec(location.pathname)?.[1] ?? "";

const mineNow = signal<OwnAgenda | null>(null, { name: "my" });
const isGoneNow = signal(false, { name: "my.isGone" });
const roomsNow = signal<ReadonlyMap<string, Room>>(new Map(), { name: "my.rooms" });
const planNow = signal<Plan | null>(null, { name: "my.plan" });

export const mine = computed(() => mineNow.value);
/** The address belongs to nobody any more. */
export const isGone = computed(() => isGoneNow.value);
export const plan = computed(() => planNow.value);
export const minute = computed(() => Math.floor(second.value / MINUTE) * MINUTE);
/** The session whose way is shown, by the part of the address after #. */
const chosenNow = signal(location.hash.slice(1), { name: "my.chosen" });
export const chosen = computed(() => mineNow.value?.items.find(({ session }) => session.id === chosenNow.value)?.session ?? null);

export function roomOf(id: string | null): Room | undefined {
	return roomsNow.value.get(id ?? "");
}

async function load(): Promise<void> {
	const [own, agenda, plan] = await Promise.all([ask<OwnAgenda>(`/api/my/${token}`), ask<Agenda>("/api/agenda"), ask<Plan>("/api/plan")]);
	if (agenda.kind === "done") roomsNow.value = new Map(agenda.value.rooms.map((room) => [room.id, room]));
	if (plan.kind === "done") planNow.value = plan.value;
	if (own.kind === "done") mineNow.value = own.value;
	isGoneNow.value = own.kind === "refused" && own.status === 404;
	if (own.kind === "unknown") window.setTimeout(refetch, RETRY_MS);
}

const refetch = refetcher(load, SPREAD_MS);

export function start(): void {
	addEventListener("hashchange", () => { chosenNow.value = location.hash.slice(1); });
	void load();
	openStream({ topics: ["agenda", "floor", "groups"], onNotice: refetch, onReset: refetch, onBoot: () => void loadCatalogue() });
}
