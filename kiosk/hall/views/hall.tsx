// The wall: a head line, one scene, and the running sums beneath it. At most seven lines are on it at a time.
import type { VNode } from "preact";
import { catalogue } from "../../common/net/catalogue.ts";
import { age, freshness, truthAt } from "../../common/net/link.ts";
import { second } from "../../common/net/clock.ts";
import { time, words, wordsLang } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Icon } from "../../common/ui/icon.tsx";
import type { Wall } from "../../common/wire/types.ts";
import { type Scene } from "../scene.ts";
import { scene, wall } from "../store.ts";
import { Band } from "./band.tsx";
import { PledgeScene } from "./pledge.tsx";
import { SpeakerScene } from "./speaker.tsx";
import { TotalsScene } from "./totals.tsx";

export function Hall(): VNode {
	const now = wall.value;
	const shown = scene.value;
	return (
		<div class="hall" data-scene={shown?.kind} data-testid="scene">
			<Head wall={now} />
			{now !== null && shown !== null && <Main wall={now} scene={shown} />}
			{now !== null && shown !== null && shown.kind !== "totals" && <Band tally={now.tally} />}
			<Stale />
		</div>
	);
}

function Main({ wall: now, scene: shown }: { wall: Wall; scene: Scene }): VNode {
	switch (shown.kind) {
		case "speaker":
			return <SpeakerScene wall={now} />;
		case "pledge":
			return <PledgeScene key={shown.pledge.id} pledge={shown.pledge} />;
		case "totals":
			return <TotalsScene wall={now} />;
	}
}

function Head({ wall: now }: { wall: Wall | null }): VNode {
	/* Between statements the server names no session: then it is the day's own title. */
	const title = now?.session?.title ?? catalogue.value?.day.title;
	return (
		<header class="hall-head">
			<h1 class="hall-title" lang={wordsLang(title)}>{words(title)}</h1>
			<time class="hall-clock" dir="ltr">{time(second.value)}</time>
		</header>
	);
}

/** Silent while live. */
function Stale(): VNode | null {
	const state = freshness.value;
	if (state === "live") return null;
	const at = truthAt.value === 0 ? "–" : time(truthAt.value);
	const text = state === "late" ? t("hall.late", { seconds: Math.floor(age.value / 1000) }) : t("hall.stale", { at });
	return (
		<p class="hall-stale" data-freshness={state} data-testid="freshness" role="status">
			<Icon name="warn" />
			<span>{text}</span>
		</p>
	);
}
