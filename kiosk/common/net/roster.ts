// The people that a desk knows without the server: fetched now and then, kept encrypted, gone after sign-out and after their time.
// Names, entity, category, state and the hash of the badge's code; nothing else of a person. Not for what a record says while the
// server is there.
import { computed, signal } from "@preact/signals";
import type { Instant, PersonName } from "../wire/types.ts";
import { ask } from "./api.ts";
import { atDevice } from "./clock.ts";
import { fromBase64, hex, salted } from "./hash.ts";
import { isReachable, onReturn } from "./reach.ts";
import { Finder } from "./roster-find.ts";
import { canSeal, forget, seal, unseal } from "./sealed.ts";

/** One person as an offline desk sees them. */
export interface Known {
	id: string;
	registration_id: string;
	name: PersonName;
	entity: { id: string; name: string; country: string | null };
	category: string;
	state: string;
	isVip: boolean;
	/** Server's clock, ms; null: not yet. */
	arrivedAt: number | null;
	/** Serial of the active badge, 0 for none; and the hash of its code. */
	serial: number;
	badge: string;
}

export interface RosterState { people: number; madeAt: number; validUntil: number }

/** As it travels: columns, row i of each is person i. */
interface RosterAnswer {
	seq: number;
	/** Everybody; otherwise those who changed since. */
	full: boolean;
	made_at: Instant;
	valid_until: Instant;
	/** Null before the day's first badge. */
	salt: string | null;
	count: number;
	entities: [id: string, name: string, country: string | null][];
	/** Places in `entities`. */
	entity: number[];
	columns: {
		id: string[];
		registration_id: string[];
		display: string[];
		latin: string[];
		category: string[];
		state: string[];
		serial: number[];
		arrived: number[];
		vip: number[];
	};
	/** Eight bytes of hash a person, zeros for none, in base64. */
	codes: string;
}

const ROW = "roster";
/** What changed since that row was made, in order. */
const CHANGES_ROW = "roster-changes";
/** `until`, by this device's clock: all there is when the page opens alone. */
interface Changes { until: number; answers: RosterAnswer[] }
const HASH_BYTES = 8;
const AGAIN_MS = 60_000;
/** More changes than this and everybody is fetched anew. */
const MOST_CHANGES = 200;

const held = signal<RosterState | null>(null, { name: "roster" });
/** What is held, or null: nothing (not fetched yet, forgotten, or no secure context). */
export const roster = computed(() => held.value);
/** False: this page can never hold one (plain http from another machine). */
export const canHold = canSeal;

const finder = new Finder();
let last: RosterAnswer | null = null;
let changes: Changes = { until: 0, answers: [] };
let timer = 0;

/** Opens what is kept, asks for what is new, and again every minute while the server is there. For those who may read it. */
export async function startRoster(): Promise<void> {
	if (!canHold) return;
	const [found, since] = await Promise.all([unseal<RosterAnswer>(ROW), unseal<Changes>(CHANGES_ROW)]);
	if (found !== null && since !== null) {
		for (const answer of [found, ...since.answers]) take(answer);
		changes = since;
	}
	const again = async (): Promise<void> => {
		window.clearTimeout(timer);
		if (isReachable.peek()) await load();
		else if (last !== null && changes.until <= Date.now()) await forgetRoster();
		timer = window.setTimeout(() => void again(), AGAIN_MS * (0.75 + Math.random() / 2));
	};
	onReturn(() => void again());
	await again();
}

/** The best of those whom the text fits, best first; null when a newer question took over. Never holds a frame. */
export function find(text: string, limit = 30): Promise<Known[] | null> {
	return finder.find(text, limit);
}

/** Whose active badge carries this code (as scanned), or null. */
export function byCode(code: string): Known | null {
	const salt = last?.salt ?? null;
	return salt === null ? null : finder.byBadge(hex(salted(fromBase64(salt))(code).subarray(0, HASH_BYTES)));
}

export function byId(id: string): Known | null {
	return finder.byId(id);
}

/** At sign-out. */
export async function forgetRoster(): Promise<void> {
	last = null;
	changes = { until: 0, answers: [] };
	finder.clear();
	held.value = null;
	await Promise.all([forget(ROW), forget(CHANGES_ROW)]);
}

async function load(): Promise<void> {
	const isAnew = last === null || changes.answers.length >= MOST_CHANGES;
	const answer = await ask<RosterAnswer>("/api/roster", isAnew ? {} : { query: { since: last?.seq } });
	if (answer.kind !== "done") return;
	take(answer.value);
	const until = atDevice(Date.parse(answer.value.valid_until));
	if (answer.value.full) await seal(ROW, answer.value, until);
	changes = { until, answers: answer.value.full ? [] : [...changes.answers, answer.value] };
	await seal(CHANGES_ROW, changes, until);
}

function take(answer: RosterAnswer): void {
	if (answer.full) finder.clear();
	finder.put(decode(answer));
	last = answer;
	held.value = { people: finder.size, madeAt: Date.parse(answer.made_at), validUntil: Date.parse(answer.valid_until) };
}

function decode({ columns, entities, entity, codes, count }: RosterAnswer): Known[] {
	const hashes = fromBase64(codes);
	return Array.from({ length: count }, (_, i) => {
		const [id, name, country] = entities[entity[i]!] ?? ["", "", null];
		const serial = columns.serial[i]!;
		const arrived = columns.arrived[i]!;
		return {
			id: columns.id[i]!, registration_id: columns.registration_id[i]!, name: { display: columns.display[i]!, latin: columns.latin[i]! }, entity: { id, name, country },
			category: columns.category[i]!, state: columns.state[i]!, isVip: columns.vip[i] === 1, arrivedAt: arrived === 0 ? null : arrived * 1000,
			serial, badge: serial === 0 ? "" : hex(hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)),
		};
	});
}
