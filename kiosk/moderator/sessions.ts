// Which session this table most likely moderates. Pure.
import type { Session } from "../common/wire/types.ts";

const FLOOR_KINDS: ReadonlySet<string> = new Set(["plenary", "ceremony", "panel", "round_table", "breakout"]);

function startOf(session: Session): number {
	return Date.parse(session.expected_starts_at);
}

function endOf(session: Session): number {
	return Date.parse(session.expected_ends_at);
}

function isPlenary(session: Session): boolean {
	return session.kind === "plenary" || session.kind === "ceremony";
}

/** Sessions that have a floor, in the order of the day. */
export function floorSessions(sessions: readonly Session[]): Session[] {
	return sessions
		.filter((session) => FLOOR_KINDS.has(session.kind) && session.state !== "cancelled")
		.sort((a, b) => startOf(a) - startOf(b) || a.code.localeCompare(b.code));
}

/** The running plenary, else the next one, else whatever runs or comes next, else the last of the day. */
export function likelySession(sessions: readonly Session[], now: number): Session | null {
	const rows = floorSessions(sessions);
	const runs = (row: Session): boolean => row.state === "running" || (startOf(row) <= now && now < endOf(row) && row.state !== "ended");
	const comes = (row: Session): boolean => startOf(row) > now && row.state !== "ended";
	return (
		rows.find((row) => isPlenary(row) && runs(row)) ??
		rows.find((row) => isPlenary(row) && comes(row)) ??
		rows.find(runs) ??
		rows.find(comes) ??
		rows.at(-1) ??
		null
	);
}
