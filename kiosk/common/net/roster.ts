// The people that a desk knows without the server: fetched now and then, kept encrypted, gone after sign-out and after their time.
// Names, entity, category, state and the hash of the badge's code; nothing else of a person. Not for what a record says while the
// server is there.
import { computed, signal } from "@preact/signals";
import type { Instant, PersonName } from "../wire/types.ts";
import { ask } from "./api.ts";
import { atDevice, now } from "./clock.ts";
import { codeHash } from "./hash.ts";
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
	/** The hash of the active badge's code; "" without a badge. */
	badge: string;
}

export interface RosterState { people: number; madeAt: number; validUntil: number }

/** As it travels: a row of values a person, in the order of `columns`. */
interface RosterAnswer {
	seq: number;
	made_at: Instant;
	valid_until: Instant;
	salt: string;
	entities: [id: string, name: string, country: string | null][];
	people: Row[];
	/** Those of an earlier answer who are no longer in it. */
	gone?: string[];
}
type Row = [id: string, registrationId: string, display: string, latin: string, entity: number, category: string, state: string, badge: string];

const ROW = "roster";
const HASH_BYTES = 8;
const AGAIN_MS = 60_000;

const held = signal<RosterState | null>(null, { name: "roster" });
/** What is held, or null: nothing (not fetched yet, forgotten, or no secure context). */
export const roster = computed(() => held.value);
/** False: this page can never hold one (plain http from another machine). */
export const canHold = canSeal;

let kept: RosterAnswer | null = null;
let finder = new Finder([]);
let timer = 0;

/** Opens what is kept, asks for a newer one, and again every minute while the server is there. For those who may read it. */
export async function startRoster(): Promise<void> {
	if (!canHold) return;
	const found = await unseal<RosterAnswer>(ROW);
	if (found !== null) await take(found);
	const again = async (): Promise<void> => {
		window.clearTimeout(timer);
		if (isReachable.peek()) await load();
		else expire();
		timer = window.setTimeout(() => void again(), AGAIN_MS * (0.75 + Math.random() / 2));
	};
	onReturn(() => void again());
	await again();
}

/** The best of those whom the text fits, best first; null when a newer question took over. Never holds a frame. */
export function find(text: string, limit = 30): Promise<Known[] | null> {
	return finder.find(text, limit);
}

/** Whose badge carries this code (as scanned), or null. */
export async function byCode(code: string): Promise<Known | null> {
	if (kept === null) return null;
	return finder.byBadge(await codeHash(kept.salt, code, HASH_BYTES));
}

export function byId(id: string): Known | null {
	return finder.byId(id);
}

/** At sign-out. */
export async function forgetRoster(): Promise<void> {
	drop();
	await forget(ROW);
}

async function load(): Promise<void> {
	const answer = await ask<RosterAnswer>("/api/roster", { query: { since: kept?.seq } });
	if (answer.kind !== "done") return;
	const fresh = kept === null ? answer.value : merge(kept, answer.value);
	await take(fresh);
	await seal(ROW, fresh, atDevice(Date.parse(fresh.valid_until)));
}

/** What changed since takes the place of what it changes. */
function merge(old: RosterAnswer, news: RosterAnswer): RosterAnswer {
	const places = new Map(news.entities.map(([id], at) => [id, at]));
	const entities = [...news.entities];
	const moved = old.entities.map((entity) => places.get(entity[0]) ?? entities.push(entity) - 1);
	const changed = new Set([...news.people.map(([id]) => id), ...(news.gone ?? [])]);
	const stay = old.people.filter(([id]) => !changed.has(id)).map((row) => row.with(4, moved[row[4]]!) as Row);
	return { ...news, entities, people: [...stay, ...news.people] };
}

async function take(fresh: RosterAnswer): Promise<void> {
	kept = fresh;
	finder = new Finder(decode(fresh));
	held.value = { people: fresh.people.length, madeAt: Date.parse(fresh.made_at), validUntil: Date.parse(fresh.valid_until) };
}

function expire(): void {
	if (kept !== null && Date.parse(kept.valid_until) <= now()) void forgetRoster();
}

function drop(): void {
	kept = null;
	finder = new Finder([]);
	held.value = null;
}

function decode({ people, entities }: RosterAnswer): Known[] {
	return people.map(([id, registration_id, display, latin, at, category, state, badge]) => {
		const [entity, name, country] = entities[at] ?? ["", "", null];
		return { id, registration_id, name: { display, latin }, entity: { id: entity, name, country }, category, state, badge };
	});
}
