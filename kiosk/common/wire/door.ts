// Doors and late acts, as the server says them.
import type { Entity, Instant, PersonName } from "./types.ts";

export type Light = "green" | "amber" | "red";
export type Direction = "in" | "out";
export type DoorResult = "admitted" | "already" | "revoked" | "refused" | "unknown" | "ask" | "left" | "repeat";

/** A row of the table by which a door decides; live: it follows from what happens there, not from lists. */
export interface DoorRule { key: string; result: DoorResult; light: Light; live: boolean }

/** Where badges are scanned, and its rules. */
export interface Point {
	id: string;
	version: number;
	name: string;
	room: string | null;
	capacity: number | null;
	inside: number;
	/** People are scanned when they leave, too. */
	exits: boolean;
	rules: { categories: string[]; invitation: boolean; transferable: boolean; unknown_offline: "ask" | "admit" | "refuse" };
	state: "open" | "closed";
}

export interface DoorPerson {
	id: string;
	name: PersonName;
	title?: string | null;
	entity: Entity;
	category: string;
	photo?: { url: string; at: Instant } | null;
}
/** A transferable card: of an entity, not of a person. */
export interface Card { serial: string; entity: Entity }

export interface DoorAnswer {
	result: DoorResult;
	light: Light;
	/** English; reason_key and reason_values say it in the reader's language. */
	reason: string | null;
	reason_key: string | null;
	reason_values?: Record<string, string | number> | null;
	participant: DoorPerson | null;
	card?: Card | null;
	inside: number;
	capacity?: number | null;
	at: Instant;
}

export interface Inside { id: string; name: string; category: string; entity: Entity; since: Instant }
export interface CardInside { card: string; entity: Entity; since: Instant }
export interface InsideAnswer { point: Point; inside: number; people: Inside[]; cards: CardInside[] }

export type ConflictKind = "double_arrival" | "double_entry" | "revoked_badge" | "unknown_code" | "not_allowed" | "stale_person";
/** What was done without the server and does not fit what it knows. */
export interface Conflict {
	id: string;
	kind: ConflictKind;
	at: Instant;
	received_at: Instant;
	by: string | null;
	desk?: string | null;
	point?: string | null;
	person?: { id: string; name: string; category: string } | null;
	card?: string | null;
	code?: string | null;
	words: string | null;
	state: "open" | "resolved";
	resolution?: { take: "keep" | "undo"; words: string; by: string; at: Instant } | null;
}

/** What a door decides with when it is alone. Rows are packed: domain/door_list.h. */
export interface DoorList {
	seq: number;
	made_at: Instant;
	valid_until: Instant;
	point: Point;
	rules: DoorRule[];
	/** Null before the day's first badge. */
	salt: string | null;
	key: string | null;
	categories: string[];
	/** Entities of cards that have a quota. */
	entities: { name: string; quota: number; inside: number }[];
	count: number;
	rows: string;
}
