// Video messages on the wall: the one that runs, in step with every other screen of the room, and the next one while it loads unseen.
import type { VNode } from "preact";
import { LANGS } from "../../common/text/dir.ts";
import { words, wordsLang } from "../../common/text/format.ts";
import { lang, t } from "../../common/text/t.ts";
import { Video } from "../../common/ui/video.tsx";
import type { ShowItem } from "../../common/wire/screens.ts";
import type { Lang } from "../../common/wire/types.ts";
import { playing } from "../video.ts";

/** Captions in the language of the wall; where it has none, in those that there are. */
function langsFor({ captions }: ShowItem): readonly Lang[] {
	return captions.some((caption) => caption.lang === lang.value) ? [lang.value] : LANGS;
}

export function VideoScene(): VNode {
	const { now, next } = playing.value;
	const both = [now, next].filter((turn) => turn !== null);
	return (
		<main class="scene video-scene" data-on={now !== null} data-testid="video-scene">
			<div class="video-picture">{both.map((turn) => <Video key={turn.key} turn={turn} langs={langsFor(turn.item)} />)}</div>
			{now === null ? <p class="big-name">{t("hall.video.none")}</p> : <p class="video-title" lang={wordsLang(now.item.title)}>{words(now.item.title)}</p>}
		</main>
	);
}
