// A running statement: how long it has lasted, against how long it may. Pure.
import type { Speaker } from "../wire/types.ts";

export interface Running {
	elapsedMs: number;
	allottedMs: number;
	/** fine: time left · near: the last half minute · over: beyond the limit. */
	state: "fine" | "near" | "over";
	/** 0 … 1, full at the limit. */
	share: number;
}

const NEAR_MS = 30_000;

export function runningOf(speaker: Speaker, now: number): Running {
	const allottedMs = speaker.allotted_seconds * 1000;
	const startedAt = speaker.started_at === null ? now : Date.parse(speaker.started_at);
	const elapsedMs = Math.max(0, now - startedAt);
	const left = allottedMs - elapsedMs;
	return {
		elapsedMs,
		allottedMs,
		state: left < 0 ? "over" : left <= NEAR_MS ? "near" : "fine",
		share: allottedMs === 0 ? 1 : Math.min(1, elapsedMs / allottedMs),
	};
}
