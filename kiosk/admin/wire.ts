// What only the office sees of the server's answers: names and nesting as they are on the wire.
import type { Printer as DeskPrinter } from "../common/wire/desk.ts";
import type { Entity, Instant, Participant, ParticipantDetail, ParticipantState, PersonName, Role, Words } from "../common/wire/types.ts";

export type Person = Participant;
export type PersonState = ParticipantState;
export type PersonDetail = ParticipantDetail;
export interface PeopleAnswer { participants: Person[]; total: number }

export interface EntityCount { entity: Entity; version: number; registered: number; arrived: number; pledges: number }
/** How many cards of an entity may be inside at once; null: as many as there are. */
export interface EntityCards { entity: Entity; version: number; card_quota: number | null }

export interface CategoryRow {
	code: string;
	version: number;
	letter: string;
	rgb: string;
	vip: boolean;
	position: number;
	words: Words;
	rooms: string[];
	transferable: boolean;
	letter_needed: boolean;
	photo_needed: boolean;
}

export type TemplateKind = "badge" | "nameplate" | "door_sign" | "cover";
export interface TemplateRow { id: string; name: string; kind: TemplateKind; built_in: boolean; version: number; width: number; height: number; sides: number }

export type { JobState, PrintJob, PrinterState } from "../common/wire/desk.ts";
/** What a desk need not know of a printer. */
export interface Printer extends DeskPrinter {
	uri: string;
	template: string;
	format: string;
	media: string;
	/** SHA-256 of the certificate it showed last, and of the one that somebody confirmed; null for none. */
	certificate: string | null;
	pinned: string | null;
	seen_at: Instant | null;
}

export type UnknownOffline = "ask" | "admit" | "refuse";
export interface Point {
	id: string;
	version: number;
	name: string;
	room: string | null;
	capacity: number | null;
	inside: number;
	exits: boolean;
	rules: { categories: string[]; invitation: boolean; invitation_minutes: number; transferable: boolean; unknown_offline: UnknownOffline };
	state: "open" | "closed";
}
export interface Inside { id?: string; name?: string; category?: string; card?: string; entity: Entity; since: Instant }
export interface InsideAnswer { point: Point; inside: number; people: Inside[]; cards: Inside[] }
export interface Invited { id: string; name: string | PersonName; category: string; entity: Entity }
export interface Card { serial: string; code: string; qr?: string; points: string[]; state: string; issued_at: Instant; issued_by: string; entity: Entity }
export interface Conflict {
	id: string;
	kind: string;
	at: Instant;
	received_at: Instant;
	by: string | null;
	desk?: string | null;
	point?: string | null;
	person: { id: string; name: string; category: string } | null;
	code?: string | null;
	words: string | null;
	state: "open" | "resolved";
	resolution: { take: "keep" | "undo"; words: string; by: string; at: Instant } | null;
}

export interface RoomRow { id: string; name: string; capacity: number | null }
export interface SessionRow { id: string; code: string; title: Words; room: string | null; starts_at: Instant; state: string }

export type DeviceState = "asked" | "approved" | "enrolled" | "revoked";
export interface Device {
	id: string;
	version: number;
	state: DeviceState;
	name: string | null;
	role: Role | null;
	place: string | null;
	browser: string | null;
	asked_at: Instant;
	ends_at: Instant | null;
	decided_by: string | null;
	decided_at: Instant | null;
}
/** `device`: the id of the one that came in with it; null where it is a person's. */
export interface LoginRow { id: string; name: string; roles: Role[]; device: string | null; created_at: Instant; expires_at: Instant }
export interface CodeMade { code: string; path: string; role: Role }

export interface Ill { matter: "disk" | "flush" | "wal" | "snapshot" | "library"; code: string; detail: string }
export interface Health {
	version: string;
	seq: number;
	uptime_seconds: number;
	connections: number;
	waiting: number;
	disk_free_bytes: number;
	reserve_bytes: number;
	log_bytes: number;
	certificate_ends_at: Instant | null;
	snapshot: { folder: string; at: Instant | null } | null;
	ills: Ill[];
}

export type PrivacyFate = "delete" | "blank" | "key" | "public" | "rest";
export interface PrivacyTable { table: string; erasure: PrivacyFate; columns: string[] }
export interface PrivacyRecord {
	record: string;
	basis: "day" | "safety" | "record" | "proof";
	rule: "until_erased" | "after_day" | "kept";
	days?: number;
	due_at?: Instant | null;
	due?: number;
	may_keep: boolean;
	tables: PrivacyTable[];
}
export interface RetentionRun { record: string; at: Instant; by: string; removed: number }
export interface ErasureRow { person: string; at: Instant; by: string; reason: string; seq: number }
export interface PrivacyAnswer { day_ends_at: Instant | null; records: PrivacyRecord[]; runs: RetentionRun[]; erasures: ErasureRow[] }
export interface HeldRow { record: string; table: string; erasure: PrivacyFate; rows: number }
export interface Erased { registrations: string[]; rows: number; signatures_kept: number; seq: number }

export interface JournalPoint { seq: number; hash: string }
/** `person` and `thing`: what whom and what it is about is called now; null where that has no name, or no longer. */
export interface JournalLine { seq: number; at: Instant; actor: string; topic: string; action: string; subject: string; version: number; person: { id: string; name: string } | null; thing: string | null }
export interface JournalAnswer { head: JournalPoint; entries: JournalLine[]; more: boolean }
export interface JournalFinding { state: "whole" | "missing" | "altered"; seq: number; at: Instant; head: JournalPoint }
