// The door list: hashes of all valid codes with what lists say of each at this point (codes.ts), fetched while the server is there and
// kept encrypted. With it the door decides alone. It has no names.
import { computed, signal } from "@preact/signals";
import { ask } from "../common/net/api.ts";
import { atDevice } from "../common/net/clock.ts";
import { canSeal, seal, unseal } from "../common/net/sealed.ts";
import { readCode } from "../common/text/code.ts";
import type { Direction, DoorList, DoorResult, Light } from "../common/wire/door.ts";
import { type Codes, type Entry, kindOf, lookUp, openCodes } from "./codes.ts";
import { cardsSince, insideSince, isInsideHere, settleOwn } from "./inside.ts";
import { decide, type Facts } from "./rules.ts";
import * as store from "./store.ts";

/** What this door would say by itself. */
export interface Own {
	key: string;
	light: Light;
	result: DoorResult;
	values: Record<string, string | number>;
	category: string | null;
	/** As far as was known before this scan. */
	wasInside: boolean;
	/** Of a card with a quota: its entity's place in the list. */
	entity: number;
	/** It holds a list, so this is worth something. */
	isHeld: boolean;
	/** Let in or turned away by the point's rule for codes that are on no list. */
	isByRule: boolean;
}

interface Held { codes: Codes; until: number }

/** As it is kept: until when it may be used, by this device's clock, which is all there is when the page opens alone. */
interface Kept { answer: DoorList; until: number }

/** Until a first list came, the lights of a door that knows nothing. */
const NOTHING: Own = { key: "no_list", light: "amber", result: "ask", values: {}, category: null, wasInside: false, entity: 0, isHeld: false, isByRule: false };

const held = signal<Held | null>(null, { name: "door.list" });
/** When the list was made (server's clock, ms); null: none is held. */
export const listMadeAt = computed(() => (held.value === null ? null : Date.parse(held.value.codes.answer.made_at)));
export const canHoldList = canSeal;

const ready = ({ answer, until }: Kept): Held => ({ codes: openCodes(answer), until });
const rowName = (point: string): string => `door-list ${point}`;

/** A scan in the first moment of a page waits for what is kept. */
let opening: Promise<void> = Promise.resolve();

/** The list of a point that was kept, if it still may be used. */
export function openList(point: string): Promise<void> {
	opening = (async () => {
		const kept = canSeal ? await unseal<Kept>(rowName(point)) : null;
		held.value = kept === null ? null : ready(kept);
	})();
	return opening;
}

/** Asks for the list of the point. What was held stays when there is no answer. */
export async function loadList(point: string): Promise<void> {
	if (!canSeal) return;
	const answer = await ask<DoorList>("/api/door-list", { query: { point } });
	if (answer.kind !== "done" || store.pointId.peek() !== point) return;
	const fresh: Kept = { answer: answer.value, until: atDevice(Date.parse(answer.value.valid_until)) };
	held.value = ready(fresh);
	settleOwn();
	await seal(rowName(point), fresh, fresh.until);
}

export async function ownVerdict(code: string, direction: Direction, decided: Facts["decided"]): Promise<Own> {
	await opening;
	const list = held.peek();
	if (list === null || list.until <= Date.now()) return decidedAlone(decided);
	const { point, rules, made_at } = list.codes.answer;
	const entry = lookUp(list.codes, code);
	const kind = entry !== null ? "listed" : kindOf(list.codes, code);
	const isByRule = kind === "unlisted" && point.rules.unknown_offline !== "ask" && decided === null;
	const isInside = isInsideHere(code, entry?.isInside ?? false);
	const quota = quotaOf(list.codes, entry);
	const verdict = decide(rules, {
		code: kind, listed: entry?.rule ?? "", direction, decided: isByRule ? (point.rules.unknown_offline as "admit" | "refuse") : decided, isInside, hasExits: point.exits,
		isVip: entry?.isVip === true, isQuotaFull: quota !== null && quota.inside >= quota.quota, capacity: point.capacity, inside: store.inside.peek() ?? point.inside,
	});
	return {
		...verdict, category: entry?.category ?? null, wasInside: isInside, entity: entry?.entity ?? 0, isHeld: true, isByRule,
		/* The short code stands on no list, so it is no newer badge either. */
		key: verdict.key === "unlisted" && readCode(code)?.kind === "short" ? "typed" : verdict.key,
		values: { since: insideSince(code) ?? made_at, capacity: point.capacity ?? 0, quota: quota?.quota ?? 0, entity: quota?.name ?? "", session: "" },
	};
}

/** Of a card's entity: how many of its cards may be inside at once, and how many are, with what this door did since. */
function quotaOf({ answer }: Codes, entry: Entry | null): { name: string; quota: number; inside: number } | null {
	const entity = entry === null ? undefined : answer.entities[entry.entity - 1];
	return entity === undefined ? null : { ...entity, inside: entity.inside + cardsSince(entry!.entity) };
}

/** Without any list a person decides, and the server hears what it was. */
function decidedAlone(decided: Facts["decided"]): Own {
	if (decided === null) return NOTHING;
	return decided === "admit" ? { ...NOTHING, key: "let_in", light: "green", result: "admitted" } : { ...NOTHING, key: "turned_away", light: "red", result: "refused" };
}
