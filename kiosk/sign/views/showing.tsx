// Video messages in a break: the one that runs, and the next one while it loads unseen.
import type { VNode } from "preact";
import type { Turns } from "../../common/net/showing.ts";
import { words, wordsLang } from "../../common/text/format.ts";
import { Video } from "../../common/ui/video.tsx";
import { langs } from "../store.ts";

export function Showing({ turns: { now, next } }: { turns: Turns }): VNode {
	const both = [now, next].filter((turn) => turn !== null);
	return (
		<section class="showing" data-on={now !== null} data-testid="showing">
			<div class="showing-picture">{both.map((turn) => <Video key={turn.key} turn={turn} langs={langs.value} />)}</div>
			{now !== null && <p class="showing-title" data-line lang={wordsLang(now.item.title)}>{words(now.item.title)}</p>}
		</section>
	);
}
