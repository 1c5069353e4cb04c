// A running statement: how long it has lasted, against how long it may. Pure.
import type { Speaker } from "../wire/types.ts";

export interface Running {
	elapsedMs: number;
	allottedMs: number;
	/** fine: time left · near: little left · over: beyond the limit. */
	state: "fine" | "near" | "over";
	/** 0 … 1, full at the limit. */
	share: number;
	isPaused: boolean;
}

const NEAR_SECONDS = 30;

/** `amberSeconds` before the limit the colour changes. While the clock stands, so does what this says. */
export function runningOf(speaker: Speaker, now: number, amberSeconds: number = NEAR_SECONDS): Running {
	const allottedMs = speaker.allotted_seconds * 1000;
	const until = speaker.paused_at === null ? now : Date.parse(speaker.paused_at);
	const startedAt = speaker.started_at === null ? until : Date.parse(speaker.started_at);
	const elapsedMs = Math.max(0, until - startedAt - speaker.paused_seconds * 1000);
	const left = allottedMs - elapsedMs;
	return {
		elapsedMs,
		allottedMs,
		state: left < 0 ? "over" : left <= amberSeconds * 1000 ? "near" : "fine",
		share: allottedMs === 0 ? 1 : Math.min(1, elapsedMs / allottedMs),
		isPaused: speaker.paused_at !== null,
	};
}
