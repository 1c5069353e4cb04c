// A message from the podium: one or two languages stand beside each other, more take turns.
import type { VNode } from "preact";
import { second } from "../../common/net/clock.ts";
import { dirOf, LANGS } from "../../common/text/dir.ts";
import { cssVar } from "../../common/ui/chip.tsx";
import type { Wall } from "../../common/wire/types.ts";
import { emsOf } from "../fit.ts";
import { turnOf } from "../scene.ts";

/** Long enough to read two lines aloud. */
const TURN_MS = 8_000;
const TOGETHER = 2;

export function MessageScene({ wall }: { wall: Wall }): VNode {
	const said = LANGS.filter((lang) => (wall.scene.message[lang] ?? "") !== "");
	const turn = turnOf(Math.ceil(said.length / TOGETHER), TURN_MS, second.value);
	const shown = said.slice(turn * TOGETHER, (turn + 1) * TOGETHER);
	return (
		<main class="scene message-scene" data-testid="message">
			{shown.map((lang) => {
				const text = wall.scene.message[lang] ?? "";
				return (
					<p key={lang} lang={lang} dir={dirOf(lang)} data-alone={shown.length === 1} ref={cssVar("--ems", emsOf(text).toFixed(1))}>
						{text}
					</p>
				);
			})}
		</main>
	);
}
