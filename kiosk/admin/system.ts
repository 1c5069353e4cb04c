// What needs a technician: how the server itself is, asked again every ten seconds while the office is open.
import { computed, signal } from "@preact/signals";
import { ask } from "../common/net/api.ts";
import type { Health } from "./wire.ts";

const AGAIN_MS = 10_000;

export const health = signal<Health | null>(null, { name: "health" });
export const ills = computed(() => health.value?.ills ?? []);

let timer: ReturnType<typeof setInterval> | null = null;

export async function loadHealth(): Promise<void> {
	timer ??= setInterval(() => void loadHealth(), AGAIN_MS);
	const answer = await ask<Health>("/api/health");
	if (answer.kind === "done") health.value = answer.value;
}
