// What the wall knows: the last answer of /api/wall, the cards of new pledges, and the journal's head while it is shown.
import { batch, computed, effect, signal } from "@preact/signals";
import { ask } from "../common/net/api.ts";
import { now, second } from "../common/net/clock.ts";
import { followWall } from "../common/net/wall.ts";
import type { JournalHead, Wall } from "../common/wire/types.ts";
import { type Card, isSameScene, pinnedScene, type Scene, sceneAt, withKnown, withNew } from "./scene.ts";

const current = signal<Wall | null>(null, { name: "wall" });
const cards = signal<readonly Card[]>([], { name: "cards" });
let known: ReadonlySet<string> | null = null;

export const wall = computed(() => current.value);
const pinned = pinnedScene(new URLSearchParams(location.search).get("scene"));

let lastScene: Scene | null = null;
/** The same object while it is the same scene: what is drawn anew with it is drawn when it changes, not every second. */
export const scene = computed(() => {
	const next = current.value === null ? null : sceneAt(current.value, cards.value, pinned, second.value);
	if (!isSameScene(lastScene, next)) lastScene = next;
	return lastScene;
});

const lastHead = signal<JournalHead | null>(null, { name: "head" });
/** The journal's head as it was when its scene went up: people photograph it, so it must not change under their eyes. */
export const head = computed(() => lastHead.value);

async function loadHead(): Promise<void> {
	const answer = await ask<JournalHead>("/api/journal/head");
	if (answer.kind === "done") lastHead.value = answer.value;
}

function followHead(): void {
	const isShown = computed(() => scene.value?.kind === "evidence");
	effect(() => {
		if (isShown.value) void loadHead();
	});
}

/** The answer may come from the server's cache, so its own "now" is no clock: the stream's beats are. */
function take(answer: Wall): void {
	const next = { ...answer, pledges: withKnown(answer.pledges, current.peek()?.pledges ?? []) };
	const ids = new Set(next.pledges.map((row) => row.id));
	batch(() => {
		current.value = next;
		/* What was there when the wall was switched on is no news. */
		cards.value = withNew(cards.peek(), known ?? ids, next.pledges, now());
	});
	known = new Set([...(known ?? []), ...ids]);
}

export function start(): void {
	document.documentElement.dataset["theme"] = "dark";
	followHead();
	followWall(take);
}
