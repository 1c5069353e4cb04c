// The day as it runs: what is on and next in each room, one act each with what it would do shown before, and who has to be told.
import { computed, signal } from "@preact/signals";
import { type Answer, ask, change } from "../../common/net/api.ts";
import { now, second } from "../../common/net/clock.ts";
import { newKey } from "../../common/net/key.ts";
import { t } from "../../common/text/t.ts";
import type { Failure } from "../../common/ui/problem.tsx";
import { act, post, press } from "../stage.ts";
import { nameOf } from "./acts.ts";
import { instantOf, instantText, localOf, MINUTE, STEP } from "./plan.ts";
import * as store from "./store.ts";
import type { ActAnswer, Room, Session, Tell } from "./wire.ts";

export const ACTS = ["start", "end", "overrun", "delay", "swap", "move", "cancel", "reinstate"] as const;
export type ActName = (typeof ACTS)[number];

const tells = signal<readonly Tell[]>([], { name: "day.tells" });
/** What this page ticked, for whoever wants to see it once more. */
export const told = signal<readonly Tell[]>([], { name: "day.told" });
export const openTells = computed(() => tells.value.filter(({ id }) => !told.value.some((row) => row.id === id)));

/** An act that is being thought about. `said` is its form. */
export interface Thought { session: string; name: ActName; said: Record<string, string>; preview: ActAnswer | null; failure: Failure | null; isAsking: boolean }
export const thought = signal<Thought | null>(null, { name: "day.thought" });

export async function loadDay(): Promise<void> {
	const answer = await ask<{ told: Tell[] }>("/api/told", { query: { open: 1 } });
	if (answer.kind === "done") tells.value = answer.value.told;
}

/* ---- rooms, now and next ---- */

export type Phase = "past" | "now" | "ahead" | "cancelled";

export function phaseOf(row: Session, at: number): Phase {
	if (row.state === "cancelled") return "cancelled";
	if (row.state === "ended") return "past";
	if (row.state === "running") return "now";
	if (at < Date.parse(row.expected_starts_at)) return "ahead";
	return at < Date.parse(row.expected_ends_at) ? "now" : "past";
}

export interface Line { room: Room | null; now: Session | null; next: Session | null; later: readonly Session[] }

const inOrder = (a: Session, b: Session): number => Date.parse(a.expected_starts_at) - Date.parse(b.expected_starts_at);
const minute = computed(() => Math.floor(second.value / 60_000) * 60_000);

/** Sessions as released and as they run: the draft has nothing to do with today. */
export const lines = computed<readonly Line[]>(() => {
	const at = minute.value;
	const today = localOf(at, store.offset.value).day;
	const rows = (store.agenda.value?.sessions ?? []).filter((row) => row.kind !== "foreign" && localOf(Date.parse(row.expected_starts_at), store.offset.value).day === today).sort(inOrder);
	return [...store.rooms.value, null].map((room) => {
		const here = rows.filter((row) => (row.expected_room ?? row.room) === (room?.id ?? null));
		const ahead = here.filter((row) => phaseOf(row, at) === "ahead");
		return { room, now: here.filter((row) => phaseOf(row, at) === "now").at(-1) ?? null, next: ahead[0] ?? null, later: [...ahead.slice(1), ...here.filter((row) => row.state === "cancelled" && Date.parse(row.ends_at) > at)].sort(inOrder) };
	}).filter(({ room, now, next }) => room !== null || now !== null || next !== null);
});

export const sessionOf = (id: string): Session | undefined => store.agenda.value?.sessions.find((row) => row.id === id);

/** What can be done with it now. */
export function actsFor(row: Session): readonly ActName[] {
	const isMoved = row.moved_room !== null || row.moved_starts_at !== null;
	if (row.state === "cancelled") return ["reinstate"];
	if (row.state === "running") return ["end", "overrun", ...(isMoved ? (["reinstate"] as const) : [])];
	if (row.state === "ended") return [];
	return ["start", "delay", "overrun", "swap", "move", "cancel", ...(isMoved ? (["reinstate"] as const) : [])];
}

/* ---- an act, first looked at, then done ---- */

const up = (minutes: number): number => Math.ceil(minutes / STEP) * STEP;

/** How much longer or later it already is, in all: more minutes are counted from there, and from now when its end is past. */
export function soFar(row: Session, name: "overrun" | "delay"): number {
	if (name === "delay") return Math.max(row.delay_minutes, up((Date.parse(row.expected_starts_at) - Date.parse(row.moved_starts_at ?? row.starts_at)) / MINUTE));
	return row.overrun_minutes + Math.max(0, row.state === "running" ? up((now() - Date.parse(row.expected_ends_at)) / MINUTE) : 0);
}

const FIRST: Record<ActName, (row: Session) => Record<string, string>> = {
	start: () => ({}),
	end: () => ({}),
	overrun: (row) => ({ minutes: String(soFar(row, "overrun") + STEP) }),
	delay: (row) => ({ minutes: String(soFar(row, "delay") + STEP) }),
	swap: () => ({ with: "" }),
	move: (row) => ({ room: row.expected_room ?? "", clock: clockOf(row), reason: "" }),
	cancel: () => ({ reason: "" }),
	reinstate: () => ({}),
};

function clockOf(row: Session): string {
	const { minute: at } = localOf(Date.parse(row.expected_starts_at), store.offset.peek());
	return `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
}

export function think(session: Session, name: ActName, more: Record<string, string> = {}): void {
	thought.value = { session: session.id, name, said: { ...FIRST[name](session), ...more }, preview: null, failure: null, isAsking: true };
	void look();
}

export function say(more: Record<string, string>): void {
	const row = thought.peek();
	if (row === null) return;
	thought.value = { ...row, said: { ...row.said, ...more }, isAsking: true };
	void look();
}

export function stop(): void {
	thought.value = null;
}

/** The act's body, or null while something in its form is missing. */
function bodyOf({ session, name, said }: Thought): object | null {
	const row = sessionOf(session);
	if (row === undefined) return null;
	if (name === "overrun" || name === "delay") return /^-?\d+$/.test(said["minutes"] ?? "") ? { minutes: Number(said["minutes"]) } : null;
	if (name === "swap") return said["with"] ? { with: said["with"] } : null;
	const reason = said["reason"]?.trim() ? { reason: said["reason"].trim() } : {};
	if (name === "cancel") return reason;
	if (name !== "move") return {};
	const day = localOf(Date.parse(row.expected_starts_at), store.offset.peek()).day;
	const startsAt = instantOf(day, said["clock"] ?? "", store.offset.peek());
	if (Number.isNaN(startsAt)) return null;
	const place = { ...(said["room"] !== (row.expected_room ?? "") && { room: said["room"] }), ...(startsAt !== Date.parse(row.expected_starts_at) && { starts_at: instantText(startsAt) }) };
	return Object.keys(place).length === 0 ? null : { ...place, ...reason };
}

let asked = 0;

/** Asks what it would do; the last question counts. */
async function look(): Promise<void> {
	const row = thought.peek();
	if (row === null) return;
	const mine = ++asked;
	const body = bodyOf(row);
	const answer: Answer<ActAnswer> | null = body === null ? null : await post<ActAnswer>(`/api/sessions/${row.session}/${row.name}?dry_run=1`, body);
	const now = thought.peek();
	if (mine !== asked || now === null) return;
	thought.value = {
		...now, isAsking: false,
		preview: answer?.kind === "done" ? answer.value : null,
		failure: answer?.kind === "refused" || answer?.kind === "unknown" ? answer : null,
	};
}

export async function perform(): Promise<void> {
	const row = thought.peek();
	const body = row === null ? null : bodyOf(row);
	const session = row === null ? undefined : sessionOf(row.session);
	if (row === null || body === null || session === undefined) return;
	const failure = await act(() => change<ActAnswer>(`/api/sessions/${row.session}/${row.name}`, body, { key: newKey() }), () => t(`planner.day.did.${row.name}`, { title: nameOf(session) }));
	if (failure === null) thought.value = null;
	else if (thought.peek() !== null) thought.value = { ...row, failure };
	await Promise.all([store.loadAgenda(), loadDay()]);
}

export async function tick(row: Tell): Promise<void> {
	const isDone = await press(() => post<unknown>(`/api/told/${row.id}/done`), () => t("planner.told.did", { name: row.person?.name ?? t(`planner.told.whom.${row.whom}`) }));
	if (isDone) told.value = [row, ...told.peek()].slice(0, 20);
	await loadDay();
}
