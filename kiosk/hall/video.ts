// What the wall plays while its scene is "video": the playlist that is on in its room, asked for as long as the scene stands.
import { computed, effect, signal } from "@preact/signals";
import { ask } from "../common/net/api.ts";
import { exactTime, second } from "../common/net/clock.ts";
import { listFor, type Turns, turnsAt } from "../common/net/showing.ts";
import type { Playing } from "../common/wire/screens.ts";
import { scene, wall } from "./store.ts";

/** A list that is started or ended while the scene stands is noticed within this time. */
const AGAIN_MS = 5000;
const PRELOAD_MS = 20_000;
const CLOCK_MS = 2000;
const NOTHING: Turns = { now: null, next: null };

const lists = signal<readonly Playing[]>([], { name: "showing" });
/** Where it hangs: named in the address (?room=), else where the session that it follows is. Empty: in no room. */
const named = new URLSearchParams(location.search).get("room");
const room = computed(() => named ?? wall.value?.session?.expected_room ?? wall.value?.session?.room ?? "");

export const playing = computed<Turns>(() => {
	const list = listFor(lists.value, (rooms) => rooms.includes(room.value), second.value, PRELOAD_MS);
	return list === null ? NOTHING : turnsAt(list, second.value);
});

async function load(): Promise<void> {
	const [answer] = await Promise.all([ask<{ playlists: Playing[] }>("/api/showing"), exactTime(CLOCK_MS)]);
	if (answer.kind === "done") lists.value = answer.value.playlists;
}

export function followVideos(): void {
	const isShown = computed(() => scene.value?.kind === "video");
	effect(() => {
		if (!isShown.value) return undefined;
		void load();
		const timer = window.setInterval(() => void load(), AGAIN_MS);
		return () => window.clearInterval(timer);
	});
}
