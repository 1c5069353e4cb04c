// The wall in the hall: what the moderator puts on it, and takes off it.
import { change } from "../common/net/api.ts";
import { newKey } from "../common/net/key.ts";
import { network } from "../common/net/link.ts";
import { t } from "../common/text/t.ts";
import type { SceneName, WallScene, Words } from "../common/wire/types.ts";
import { isDone, say } from "./commands.ts";
import { loadScene } from "./load.ts";
import { scene } from "./store.ts";

/** In the order of the menu; the digit beside a scene is its key there, 0 that of the tenth. */
export const SCENES: readonly SceneName[] = ["auto", "speaker", "list", "pledge", "totals", "message", "signing", "launch", "evidence", "video"];

/** True when the wall shows it. */
export async function showScene(name: SceneName | "back", message?: Words): Promise<boolean> {
	if (network.peek() === "lost") {
		say("refuse", t("moderator.offline"));
		return false;
	}
	const body = { scene: name, ...(message !== undefined && { message }) };
	const answer = await change<WallScene>("/api/wall", body, { key: newKey() });
	if (isDone(answer)) say("ok", t("moderator.wall.shown", { scene: t(`moderator.scene.${answer.value.name}`) }));
	await loadScene();
	return answer.kind === "done";
}

/** Everything off the wall in one key; the same key puts it back. */
export async function blankOrBack(): Promise<void> {
	await showScene(scene.peek()?.name === "blank" ? "back" : "blank");
}
