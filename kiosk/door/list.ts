// The door list: hashes of all valid codes with what lists say of each at this point, fetched while the server is there and kept
// encrypted. With it the door decides alone. It has no names.
import { computed, signal } from "@preact/signals";
import { ask } from "../common/net/api.ts";
import { atDevice } from "../common/net/clock.ts";
import { codeHash, fromBase64, hex, mac } from "../common/net/hash.ts";
import { canSeal, seal, unseal } from "../common/net/sealed.ts";
import { readCode } from "../common/text/code.ts";
import type { Direction, DoorList, DoorResult, Light } from "../common/wire/door.ts";
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

/** A row of the list, unpacked. `entity` is a place in the list's entities, from 1; 0 for none with a quota. */
interface Entry { category: string | null; rule: string; isInside: boolean; isVip: boolean; isCard: boolean; entity: number }
interface Held { answer: DoorList; until: number; rows: Uint8Array<ArrayBuffer>; places: Map<number, number> }

/** As it is kept: until when it may be used, by this device's clock, which is all there is when the page opens alone. */
interface Kept { answer: DoorList; until: number }

/** The bytes of a row: hash, serial, category, rule, flags, entity (domain/door_list.h). */
const ROW_BYTES = 16;
const HASH_BYTES = 8;
const AT = { category: 12, rule: 13, flags: 14, entity: 15 } as const;
const FLAG = { inside: 1, vip: 2, card: 4 } as const;
const CODE_RANDOM = 10;
const MARK_END = 18;
const BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Until a first list came, the lights of a door that knows nothing. */
const NOTHING: Own = { key: "no_list", light: "amber", result: "ask", values: {}, category: null, wasInside: false, entity: 0, isHeld: false, isByRule: false };

const held = signal<Held | null>(null, { name: "door.list" });
/** When the list was made (server's clock, ms); null: none is held. */
export const listMadeAt = computed(() => (held.value === null ? null : Date.parse(held.value.answer.made_at)));
export const canHoldList = canSeal;

const rowName = (point: string): string => `door-list ${point}`;

/** A scan in the first moment of a page waits for what is kept. */
let opening: Promise<void> = Promise.resolve();

/** The list of a point that was kept, if it still may be used. */
export function openList(point: string): Promise<void> {
	opening = (async () => {
		const kept = canSeal ? await unseal<Kept>(rowName(point)) : null;
		held.value = kept === null ? null : unpack(kept);
	})();
	return opening;
}

/** Asks for the list of the point. What was held stays when there is no answer. */
export async function loadList(point: string): Promise<void> {
	if (!canSeal) return;
	const answer = await ask<DoorList>("/api/door-list", { query: { point } });
	if (answer.kind !== "done" || store.pointId.peek() !== point) return;
	const fresh: Kept = { answer: answer.value, until: atDevice(Date.parse(answer.value.valid_until)) };
	held.value = unpack(fresh);
	settleOwn();
	await seal(rowName(point), fresh, fresh.until);
}

export async function ownVerdict(code: string, direction: Direction, decided: Facts["decided"]): Promise<Own> {
	await opening;
	const list = held.peek();
	if (list === null || list.until <= Date.now()) return decidedAlone(decided);
	const { point, rules, key } = list.answer;
	const entry = await lookUp(list, code);
	const kind = entry !== null ? "listed" : await kindOf(code, key);
	const isByRule = kind === "unlisted" && point.rules.unknown_offline !== "ask" && decided === null;
	const isInside = isInsideHere(code, entry?.isInside ?? false);
	const quota = quotaOf(list, entry);
	const verdict = decide(rules, {
		code: kind, listed: entry?.rule ?? "", direction, decided: isByRule ? (point.rules.unknown_offline as "admit" | "refuse") : decided, isInside, hasExits: point.exits,
		isVip: entry?.isVip === true, isQuotaFull: quota !== null && quota.inside >= quota.quota, capacity: point.capacity, inside: store.inside.peek() ?? point.inside,
	});
	return {
		...verdict, category: entry?.category ?? null, wasInside: isInside, entity: entry?.entity ?? 0, isHeld: true, isByRule,
		/* The short code stands on no list, so it is no newer badge either. */
		key: verdict.key === "unlisted" && readCode(code)?.kind === "short" ? "typed" : verdict.key,
		values: { since: insideSince(code) ?? list.answer.made_at, capacity: point.capacity ?? 0, quota: quota?.quota ?? 0, entity: quota?.name ?? "", session: "" },
	};
}

/** Of a card's entity: how many of its cards may be inside at once, and how many are, with what this door did since. */
function quotaOf({ answer }: Held, entry: Entry | null): { name: string; quota: number; inside: number } | null {
	const entity = entry === null ? undefined : answer.entities[entry.entity - 1];
	return entity === undefined ? null : { ...entity, inside: entity.inside + cardsSince(entry!.entity) };
}

async function lookUp({ answer, rows, places }: Held, code: string): Promise<Entry | null> {
	if (answer.salt === null) return null;
	const hash = await codeHash(fromBase64(answer.salt), code, HASH_BYTES);
	const place = places.get(placeKey(hash));
	const row = place === undefined ? null : rows.subarray(place * ROW_BYTES, (place + 1) * ROW_BYTES);
	if (row === null || hex(row.subarray(0, HASH_BYTES)) !== hash) return null;
	const has = (flag: number): boolean => (row[AT.flags]! & flag) !== 0;
	return {
		category: answer.categories[row[AT.category]!] ?? null, rule: answer.rules[row[AT.rule]!]?.key ?? "", isInside: has(FLAG.inside), isVip: has(FLAG.vip),
		isCard: has(FLAG.card), entity: row[AT.entity]!,
	};
}

/** Without any list a person decides, and the server hears what it was. */
function decidedAlone(decided: Facts["decided"]): Own {
	if (decided === null) return NOTHING;
	return decided === "admit" ? { ...NOTHING, key: "let_in", light: "green", result: "admitted" } : { ...NOTHING, key: "turned_away", light: "red", result: "refused" };
}

/** What a code on no list is: by its check characters, and by this event's mark. */
async function kindOf(code: string, key: string | null): Promise<Facts["code"]> {
	const read = readCode(code);
	if (read === null) return "damaged";
	if (read.kind === "short" || key === null) return "unlisted";
	return code.slice(CODE_RANDOM, MARK_END) === base32(await mac(fromBase64(key), code.slice(0, CODE_RANDOM))) ? "unlisted" : "foreign";
}

/** The first 40 bits in eight characters. */
function base32(bytes: Uint8Array): string {
	let bits = 0n;
	for (const byte of bytes.subarray(0, 5)) bits = (bits << 8n) | BigInt(byte);
	return Array.from({ length: 8 }, (_, at) => BASE32[Number((bits >> BigInt(35 - 5 * at)) & 31n)]).join("");
}

/** 52 of the hash's bits as a number: the whole is compared at a hit. */
function placeKey(hash: string): number {
	return Number.parseInt(hash.slice(0, 13), 16);
}

function unpack({ answer, until }: Kept): Held {
	const rows = fromBase64(answer.rows);
	const view = new DataView(rows.buffer);
	const places = new Map<number, number>();
	for (let place = 0; place < answer.count; place += 1) {
		const at = place * ROW_BYTES;
		places.set(view.getUint32(at) * 0x100000 + (view.getUint32(at + 4) >>> 12), place);
	}
	return { answer, until, rows, places };
}
