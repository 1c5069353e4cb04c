// The moment the Coalition is launched: its name in the languages of the room, and how many stand behind it.
import type { VNode } from "preact";
import { catalogue } from "../../common/net/catalogue.ts";
import { number, time, words, wordsLang } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { cssVar } from "../../common/ui/chip.tsx";
import type { Wall } from "../../common/wire/types.ts";
import { emsOf } from "../fit.ts";

export function LaunchScene({ wall }: { wall: Wall }): VNode {
	const { signing } = wall;
	const name = signing?.coalition ?? words(catalogue.value?.day.title);
	return (
		<main class="scene launch-scene" data-launched={signing?.launched_at != null} data-testid="launch">
			<p class="label">{signing?.launched_at == null ? t("hall.launch.soon") : t("hall.launch.done", { at: time(signing.launched_at) })}</p>
			<p class="launch-name" ref={cssVar("--ems", emsOf(name).toFixed(1))}>{name}</p>
			{signing !== null && <p class="launch-title" lang={wordsLang(signing.title)}>{words(signing.title)}</p>}
			{signing !== null && <p class="launch-count">{t("hall.launch.members", { n: signing.signed, shown: number(signing.signed) })}</p>}
		</main>
	);
}
