// What the lectern knows: the last answer of /api/wall.
import { computed, signal } from "@preact/signals";
import { followWall } from "../common/net/wall.ts";
import type { Wall } from "../common/wire/types.ts";

const current = signal<Wall | null>(null, { name: "wall" });
export const wall = computed(() => current.value);

export function start(): void {
	document.documentElement.dataset["theme"] = "dark";
	followWall((next) => {
		current.value = next;
	});
}
