// One showing of one video, in step with every other screen that shows it: where it should be follows from the server's clock; small
// differences are made up by running a little faster or slower, which nobody sees, large ones by a jump. Silent, with captions.
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import "../../styles/video.css";
import { exactNow } from "../net/clock.ts";
import type { Turn } from "../net/showing.ts";
import { languageName } from "../text/format.ts";
import type { Caption } from "../wire/screens.ts";
import type { Lang } from "../wire/types.ts";

const LOOK_MS = 200;
/** Above it the picture jumps; below the next one it is left alone: less than a frame. */
const JUMP_S = 0.6;
const STILL_S = 0.012;
/** Speeds stay within what looks natural. */
const MOST_RATE = 0.08;
/** A jump lands late by the time it takes; each one teaches the next. */
const LEAD_S = 0.05;

/** Which captions run: two languages at a time, others with the next showing. */
export function captionsFor(captions: readonly Caption[], langs: readonly Lang[], round: number): readonly Lang[] {
	const there = langs.filter((lang) => captions.some((caption) => caption.lang === lang));
	if (there.length <= 2) return there;
	const from = (round * 2) % there.length;
	return [there[from]!, there[(from + 1) % there.length]!];
}

/** How far a video is from where it should be, and what to do about it. */
export function stepFor(drift: number): { jump: boolean; rate: number } {
	if (Math.abs(drift) > JUMP_S) return { jump: true, rate: 1 };
	if (Math.abs(drift) < STILL_S) return { jump: false, rate: 1 };
	return { jump: false, rate: 1 + Math.max(-MOST_RATE, Math.min(MOST_RATE, drift * 0.6)) };
}

/** Mounted before its time, it loads and waits. */
export function Video({ turn, langs }: { turn: Turn; langs: readonly Lang[] }): VNode {
	const box = useRef<HTMLVideoElement>(null);
	const { item, startsAt, round } = turn;
	const shown = captionsFor(item.captions, langs, round);
	useEffect(() => {
		const video = box.current;
		return video === null ? undefined : keepInStep(video, startsAt);
	}, [turn.key]);
	useEffect(() => {
		for (const track of box.current?.textTracks ?? []) track.mode = shown.includes(track.language as Lang) ? "showing" : "disabled";
	}, [turn.key, shown.join()]);
	return (
		<video ref={box} class="video" src={item.url} data-id={item.id} data-shown="false" data-testid="video" muted playsInline preload="auto" disableRemotePlayback>
			{item.captions.map((caption) => <track key={caption.lang} kind="captions" src={caption.url} srcLang={caption.lang} label={languageName(caption.lang)} />)}
		</video>
	);
}

function keepInStep(video: HTMLVideoElement, startsAt: number): () => void {
	let lead = LEAD_S;
	let jumpedAt = 0;
	const look = (): void => {
		const wanted = (exactNow() - startsAt) / 1000;
		video.dataset["shown"] = String(wanted >= 0 && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA);
		if (wanted < 0 || video.readyState < HTMLMediaElement.HAVE_METADATA || video.seeking) return;
		if (video.paused && !video.ended) void video.play().catch(() => undefined);
		const drift = wanted - video.currentTime;
		const { jump, rate } = stepFor(drift);
		if (jump && wanted < video.duration) {
			/* What it is still behind shortly after a jump is what the jump took. */
			if (performance.now() - jumpedAt < 2000) lead = Math.min(1, lead + Math.max(0, drift) / 2);
			jumpedAt = performance.now();
			video.currentTime = Math.min(video.duration, wanted + lead);
		}
		if (video.playbackRate !== rate) video.playbackRate = rate;
	};
	/* Muted in earnest: the attribute alone is not always taken over, and without it the browser does not begin by itself. */
	video.muted = true;
	const first = window.setTimeout(look, Math.max(0, startsAt - exactNow()));
	const timer = window.setInterval(look, LOOK_MS);
	video.addEventListener("loadedmetadata", look);
	return () => {
		window.clearTimeout(first);
		window.clearInterval(timer);
		video.removeEventListener("loadedmetadata", look);
		video.pause();
	};
}
