// The speaker's clock: time left in figures that fill the screen, on a ground of green, amber or red, with the word for it.
import type { VNode } from "preact";
import { country } from "../../common/net/catalogue.ts";
import { second } from "../../common/net/clock.ts";
import { age, freshness } from "../../common/net/link.ts";
import { countryName, duration, time } from "../../common/text/format.ts";
import { runningOf, type Running } from "../../common/text/running.ts";
import { t, type Key } from "../../common/text/t.ts";
import { cssVar } from "../../common/ui/chip.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import type { Speaker, Wall } from "../../common/wire/types.ts";
import { wall } from "../store.ts";

const WORDS: Record<Running["state"], Key> = { fine: "lectern.left", near: "lectern.conclude", over: "lectern.over" };
/** Started seconds count: the figure reaches zero when the time is over, not a second before. */
const STARTED_MS = 999;

export function Lectern(): VNode {
	const now = wall.value;
	const run = now?.speaker == null ? null : runningOf(now.speaker, second.value, now.rules.amber_seconds);
	return (
		<main class="lectern" data-state={run?.state ?? "free"} data-testid="lectern">
			{now?.speaker != null && run !== null ? <Clock speaker={now.speaker} run={run} /> : <p class="free">{t("lectern.free")}</p>}
			<Foot wall={now} />
		</main>
	);
}

function Clock({ speaker, run }: { speaker: Speaker; run: Running }): VNode {
	const left = run.allottedMs - run.elapsedMs;
	const figures = left < 0 ? `+${duration(-left)}` : duration(left + STARTED_MS);
	const { entity } = speaker;
	const place = entity.type === "government" ? countryName(country(entity.country)) : "";
	return (
		<>
			<p class="who"><Bdi text={place === "" ? entity.name : place} /> · <Bdi text={speaker.person.name.display} /></p>
			<p class="time num" dir="ltr" role="timer" data-testid="time" ref={cssVar("--figures", String(figures.length))}>{figures}</p>
			<p class="word">{run.isPaused ? t("lectern.paused") : t(WORDS[run.state])}</p>
			<span class="rest" aria-hidden="true" ref={cssVar("--share", Math.max(0, 1 - run.share).toFixed(4))} />
		</>
	);
}

function Foot({ wall: now }: { wall: Wall | null }): VNode {
	const next = now?.next[0];
	const isLate = freshness.value !== "live";
	return (
		<footer>
			<span>{next !== undefined && <>{t("lectern.next")} <Bdi text={next.person.name.display} /></>}</span>
			{isLate && <span role="status" class="late">{t("lectern.late", { seconds: Math.floor(age.value / 1000) })}</span>}
			<time dir="ltr">{time(second.value)}</time>
		</footer>
	);
}
