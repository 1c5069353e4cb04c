// The wall: a head line, one scene, and for the floor the running sums beneath it. At most seven lines at a time.
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
import { EvidenceScene } from "./evidence.tsx";
import { LaunchScene } from "./launch.tsx";
import { ListScene } from "./list.tsx";
import { MessageScene } from "./message.tsx";
import { PledgeScene } from "./pledge.tsx";
import { SigningScene } from "./signing.tsx";
import { SpeakerScene } from "./speaker.tsx";
import { TotalsScene } from "./totals.tsx";
import { VideoScene } from "./video.tsx";

/** One view a scene; the sums stand beneath those that are about the floor. */
const VIEWS: Record<Exclude<Scene["kind"], "pledge">, (props: { wall: Wall }) => VNode> = {
	speaker: SpeakerScene,
	totals: TotalsScene,
	list: ListScene,
	signing: SigningScene,
	launch: LaunchScene,
	message: MessageScene,
	evidence: EvidenceScene,
	video: VideoScene,
	blank: BlankScene,
};
const WITH_SUMS: ReadonlySet<Scene["kind"]> = new Set(["speaker", "pledge", "list"]);
const BARE: ReadonlySet<Scene["kind"]> = new Set(["blank", "launch", "video"]);

export function Hall(): VNode {
	const now = wall.value;
	const shown = scene.value;
	return (
		<div class="hall" data-scene={shown?.kind} data-testid="scene">
			{shown !== null && BARE.has(shown.kind) ? null : <Head wall={now} />}
			{now !== null && shown !== null && <Main wall={now} scene={shown} />}
			{now !== null && shown !== null && WITH_SUMS.has(shown.kind) && <Band tally={now.tally} />}
			{shown?.kind === "blank" ? null : <Stale />}
		</div>
	);
}

function Main({ wall: now, scene: shown }: { wall: Wall; scene: Scene }): VNode {
	if (shown.kind === "pledge") return <PledgeScene key={shown.pledge.id} pledge={shown.pledge} />;
	const View = VIEWS[shown.kind];
	return <View wall={now} />;
}

/** Taken off the wall: a dark screen, and nothing that could be read. */
function BlankScene(): VNode {
	return <main class="scene" data-testid="blank" />;
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
