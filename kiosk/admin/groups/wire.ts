// What the server says of breakout groups and seats: names and nesting as they are on the wire.
import type { Entity, Instant, Lang } from "../../common/wire/types.ts";

export const RULES = ["wish1", "wish2", "wish3", "language", "balance_region", "balance_type", "capacity", "by_hand", "no_place", "waiting"] as const;
export type Rule = (typeof RULES)[number];

export interface Member {
	id: string;
	name: string;
	latin: string;
	entity: string;
	entity_type: string;
	country: string | null;
	region: string | null;
	language: string | null;
	wishes: string[];
	by_hand: boolean;
	why: { rule: Rule; full?: string[]; here?: number };
}
export interface Group {
	id: string;
	version: number;
	position: number;
	name: string;
	room: string | null;
	capacity: number;
	language: Lang | null;
	moderator: { id: string; name: string } | null;
	people: Member[];
}
export type Counts = Record<string, number>;
export interface Spread { group: string; size: number; capacity: number; regions: Counts; types: Counts; languages: Counts }
export interface Breakout { session: string; version: number; assigned_at: Instant | null; groups: Group[]; unplaced: Member[]; balance: Spread[] }

export const SHAPES = ["hollow_square", "rectangle", "u", "rounds", "theatre"] as const;
export const ORDERS = ["french", "protocol", "free"] as const;
export interface Who { person: { id: string; name: string; latin: string } | null; entity: Entity | null }
export interface Seat extends Who { number: number; label: string; table: number; x: number; y: number; width: number; height: number }
export interface Seating {
	session: string;
	version: number;
	shape: (typeof SHAPES)[number] | null;
	order: (typeof ORDERS)[number] | null;
	whom: "people" | "delegations";
	tables: number;
	size: { width: number; height: number };
	seats: Seat[];
	unseated: Who[];
}
