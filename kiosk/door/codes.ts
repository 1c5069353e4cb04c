// What a door's list says of a code: found by its hash, and told from another event's by its mark (domain/door_list.h, event_mark.h).
// Pure, and fast enough for the fastest gate many times over. Not for what follows from it: rules.ts.
import { fromBase64, type Hash, keyed, salted } from "../common/net/hash.ts";
import { readCode } from "../common/text/code.ts";
import type { DoorList } from "../common/wire/door.ts";
import type { Facts } from "./rules.ts";

/** A row of the list, unpacked. `entity` is a place in the list's entities, from 1; 0 for none with a quota. */
export interface Entry { category: string | null; rule: string; isInside: boolean; isVip: boolean; isCard: boolean; entity: number }

/** The list, made ready for questions. */
export interface Codes {
	answer: DoorList;
	rows: Uint8Array;
	/** Row of each hash, by 52 of its bits; the whole is compared at a hit. */
	places: Map<number, number>;
	/** Null before the day's first badge. */
	hash: Hash | null;
	mark: Hash | null;
}

/** The bytes of a row: hash, serial, category, rule, flags, entity. */
const ROW_BYTES = 16;
const HASH_BYTES = 8;
const AT = { category: 12, rule: 13, flags: 14, entity: 15 } as const;
const FLAG = { inside: 1, vip: 2, card: 4 } as const;
const CODE_RANDOM = 10;
const MARK_END = 18;
const MARK_BYTES = 5;
const BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export function openCodes(answer: DoorList): Codes {
	const rows = fromBase64(answer.rows);
	const places = new Map<number, number>();
	for (let place = 0; place < answer.count; place += 1) places.set(placeKey(rows, place * ROW_BYTES), place);
	return {
		answer, rows, places,
		hash: answer.salt === null ? null : salted(fromBase64(answer.salt)),
		mark: answer.key === null ? null : keyed(fromBase64(answer.key)),
	};
}

/** What the list has of a code (as readCode gives it), or null: it is not on it. */
export function lookUp({ answer, rows, places, hash }: Codes, code: string): Entry | null {
	const wanted = hash?.(code);
	const place = wanted === undefined ? undefined : places.get(placeKey(wanted, 0));
	const row = place === undefined ? null : rows.subarray(place * ROW_BYTES, (place + 1) * ROW_BYTES);
	if (row === null || !row.subarray(0, HASH_BYTES).every((byte, at) => byte === wanted![at])) return null;
	const has = (flag: number): boolean => (row[AT.flags]! & flag) !== 0;
	return {
		category: answer.categories[row[AT.category]!] ?? null, rule: answer.rules[row[AT.rule]!]?.key ?? "", isInside: has(FLAG.inside), isVip: has(FLAG.vip),
		isCard: has(FLAG.card), entity: row[AT.entity]!,
	};
}

/** What a code on no list is: by its check characters, and by this event's mark. */
export function kindOf({ mark }: Codes, code: string): Exclude<Facts["code"], "listed"> {
	const read = readCode(code);
	if (read === null) return "damaged";
	if (read.kind === "short" || mark === null) return "unlisted";
	return code.slice(CODE_RANDOM, MARK_END) === base32(mark(code.slice(0, CODE_RANDOM)).subarray(0, MARK_BYTES)) ? "unlisted" : "foreign";
}

/** Five bits a character. */
function base32(bytes: Uint8Array): string {
	let [spelled, bits, held] = ["", 0, 0];
	for (const byte of bytes) {
		bits = ((bits << 8) | byte) & 0xfff;
		for (held += 8; held >= 5; held -= 5) spelled += BASE32[(bits >> (held - 5)) & 31];
	}
	return spelled;
}

function placeKey(bytes: Uint8Array, at: number): number {
	const view = new DataView(bytes.buffer, bytes.byteOffset + at, HASH_BYTES);
	return view.getUint32(0) * 0x100000 + (view.getUint32(4) >>> 12);
}
