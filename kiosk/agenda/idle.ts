// When a visitor walks away: ask, then return to the start and forget. Pure; the caller brings the clock.
// WCAG 2.2, 2.2.1: a warning, at least 20 s to answer it with one touch, as often as needed.

export interface Limits {
	/** quiet time before the question, ms */
	askMs: number;
	/** time to answer it, ms */
	answerMs: number;
}

export interface Idle {
	/** home: nobody there, nothing to forget · active: somebody looks · asking: the question is on the screen */
	phase: "home" | "active" | "asking";
	/** quiet time in this phase so far, ms */
	quietMs: number;
	/** the last tick counted, by the clock of the day */
	at: number;
}

export const LIMITS: Limits = { askMs: 45_000, answerMs: 25_000 };

/** One tick never counts for more: a clock that is set, or a machine that slept, must not send a reader away. */
const STEP_MS = 5_000;

/** Limits from the page's address: ?idle=ask or ?idle=ask,answer in ms. idle=0 switches the watch off (null). */
export function limitsFrom(search: string): Limits | null {
	const asked = /^(\d{1,8})(?:,(\d{1,8}))?$/.exec(new URLSearchParams(search).get("idle") ?? "");
	if (asked === null) return LIMITS;
	const askMs = Number(asked[1]);
	if (askMs === 0) return null;
	return { askMs, answerMs: asked[2] === undefined ? LIMITS.answerMs : Number(asked[2]) };
}

export function home(now: number): Idle {
	return { phase: "home", quietMs: 0, at: now };
}

/** Somebody is there. */
export function touched(now: number): Idle {
	return { phase: "active", quietMs: 0, at: now };
}

/** One tick. Who only looked at the start has nothing to lose and is not asked. */
export function stepped(idle: Idle, now: number, limits: Limits, isAtStart: boolean): Idle {
	if (idle.phase === "home") return idle;
	const quietMs = idle.quietMs + Math.min(STEP_MS, Math.max(0, now - idle.at));
	if (idle.phase === "asking") return quietMs >= limits.answerMs ? home(now) : { ...idle, quietMs, at: now };
	if (quietMs < limits.askMs) return { ...idle, quietMs, at: now };
	return isAtStart ? home(now) : { phase: "asking", quietMs: 0, at: now };
}

/** Whole seconds left to answer. */
export function secondsLeft(idle: Idle, limits: Limits): number {
	return Math.max(0, Math.ceil((limits.answerMs - idle.quietMs) / 1000));
}
