// Video messages on the wall: the one that runs, in step with every other screen of the room, and the next one while it loads unseen.
import type { VNode } from "preact";
import { words, wordsLang } from "../../common/text/format.ts";
import { lang, t } from "../../common/text/t.ts";
import { Video } from "../../common/ui/video.tsx";
import { playing } from "../video.ts";

export function VideoScene(): VNode {
	const { now, next } = playing.value;
	const both = [now, next].filter((turn) => turn !== null);
	return (
		<main class="scene video-scene" data-on={now !== null} data-testid="video-scene">
			<div class="video-picture">{both.map((turn) => <Video key={turn.key} turn={turn} langs={[lang.value]} />)}</div>
			{now === null ? <p class="big-name">{t("hall.video.none")}</p> : <p class="video-title" lang={wordsLang(now.item.title)}>{words(now.item.title)}</p>}
		</main>
	);
}
