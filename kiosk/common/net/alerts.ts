// Arrivals of VIPs that this person has not seen yet: asked for when the topic "protocol" says so. Drawn by ui/alerts.tsx.
import { computed, signal } from "@preact/signals";
import type { Action } from "../input/actions.ts";
import type { Alert } from "../wire/desk.ts";
import type { Role } from "../wire/types.ts";
import { ask, change } from "./api.ts";
import { me } from "./catalogue.ts";
import { now } from "./clock.ts";
import { newKey } from "./key.ts";

/** Who is told (the server's rule; asking in vain would only fill its log). */
const TOLD: readonly Role[] = ["protocol", "moderator", "desk", "door", "admin"];

/** Who came longer ago has been received by now, or nobody was there to do it. */
const RECENT_MS = 15 * 60_000;

const all = signal<readonly Alert[]>([], { name: "alerts" });

/** Newest first. */
export const unseen = computed(() => all.value.filter((row) => !row.seen.some((one) => one.by === me.value?.name)));

export function isTold(): boolean {
	return me.peek()?.roles.some((role) => TOLD.includes(role)) ?? false;
}

export async function loadAlerts(): Promise<void> {
	if (!isTold()) return;
	const answer = await ask<{ alerts: Alert[] }>("/api/alerts", { query: { since: new Date(now() - RECENT_MS).toISOString() } });
	if (answer.kind !== "done") return;
	all.value = answer.value.alerts;
}

/** Seen by this person; it goes from their pages at once, whatever the network does. */
async function markSeen(alert: Alert): Promise<void> {
	const by = me.peek()?.name ?? "";
	all.value = all.peek().map((row) => (row.id === alert.id ? { ...row, seen: [...row.seen, { by, at: row.at }] } : row));
	await change<unknown>(`/api/alerts/${alert.id}/seen`, {}, { key: newKey() });
	await loadAlerts();
}

/** One key on every screen that shows alerts: the newest one is seen. */
export const alertSeen: Action = {
	id: "alert.seen", label: "ui.alert.seen", keys: ["F9"], inFields: true,
	when: () => unseen.value.length > 0,
	run: () => {
		const [newest] = unseen.peek();
		if (newest !== undefined) void markSeen(newest);
	},
};
