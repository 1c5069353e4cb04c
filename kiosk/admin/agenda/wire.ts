// What the server says of the plan, its draft and its releases, and of the acts of the day: names and nesting of those answers.
import type { Agenda, Instant, Lang, Room, Session, SessionKind, SessionPerson, Words } from "../../common/wire/types.ts";

export type PersonRole = SessionPerson["role"];
/** In the draft somebody is a participant (id), or a bare name. */
export interface PlanPerson extends SessionPerson { id?: string | null }

export type DraftChange = "added" | "edited" | "removed";
/** A session as it would be. `version` is that of its row in the draft. */
export interface DraftSession extends Session {
	base_version: number;
	/** null: it is again as released, and has left the draft. */
	change: DraftChange | null;
	drafted_by: string | null;
	drafted_at: Instant | null;
	/** What is released has moved on since. */
	conflict: boolean;
}

export type ChangeKind = "added" | "removed" | "moved" | "retimed" | "retitled" | "people" | "cancelled" | "other";
export interface Change {
	session: { id: string; code: string; title: Words };
	kind: ChangeKind;
	field?: string | null;
	from?: string | null;
	to?: string | null;
}

export type FindingValues = Record<string, string | number | null | readonly (string | number)[]>;
export interface Finding {
	severity: "error" | "warning";
	kind: string;
	session: string | null;
	other?: string | null;
	room?: string | null;
	person?: { id?: string | null; name: string } | null;
	/** The server's own English. */
	sentence: string;
	values?: FindingValues | null;
}

export interface ReleaseMark { number: number; at: Instant; by: string | null; note: string }
export interface Release extends ReleaseMark { added: number; changed: number; removed: number }
export interface ReleaseDetail extends Release { changes: Change[] }

export interface Draft {
	version: number;
	sessions: DraftSession[];
	changes: Change[];
	findings: Finding[];
	release: ReleaseMark | null;
}

/** Any subset of what can be said of a session. */
export interface SessionFields {
	kind?: SessionKind;
	code?: string;
	room?: string | null;
	starts_at?: Instant;
	ends_at?: Instant;
	title?: Words;
	text?: Words;
	focus_areas?: readonly string[];
	language?: string | null;
	capacity?: number;
	by_invitation?: boolean;
	is_fixed?: boolean;
	needs_high_level?: boolean;
	equipment?: readonly string[];
	interpretation?: readonly string[];
	people?: readonly { id?: string; name?: string; role: PersonRole }[];
}

export interface Settings {
	version: number;
	interpreters: { hours: { from: string; to: string }[]; teams: number; longest_minutes: number; rest_minutes: number };
}
export type Seat = "member" | "private_sector" | "civil_society_or_io";
export interface FloorPlan { version: number; url?: string | null; width: number; height: number; rooms: { id: string; x: number; y: number }[] }

/** Where something is to be; without a start it does not take place. */
export interface Where { starts_at: Instant | null; room: string | null }
/** Where a session was expected and is expected now, because of an act. */
export interface Affected {
	id: string;
	was: Where & { ends_at: Instant | null };
	is: Where & { ends_at: Instant | null };
	because: "own" | "room" | "person" | "break" | "fixed" | null;
	by: string | null;
}
export interface Tell {
	id: string;
	session: string;
	person: { id?: string | null; name: string } | null;
	role: string | null;
	whom: "person" | "interpreters" | "door" | "screens";
	what: "retimed" | "moved" | "cancelled" | "reinstated";
	from: Where;
	to: Where;
	by: string | null;
	at: Instant | null;
}
export interface ActAnswer { session: Session; affected: Affected[]; told: Tell[] }

export interface ImportAnswer {
	added: number;
	changed: number;
	same: number;
	lines: { line: number; words: string }[];
	changes?: Change[];
}

export const KINDS: readonly SessionKind[] = ["panel", "round_table", "breakout", "plenary", "ceremony", "break", "video", "foreign"];
export const ROLES: readonly PersonRole[] = ["chair", "moderator", "speaker", "panellist"];
export const EQUIPMENT = ["projector", "microphones", "booths", "hybrid", "recording", "captioning", "wheelchair", "signature_table"] as const;
export const LANGUAGES: readonly Lang[] = ["en", "fr", "es", "ar", "ru", "zh"];
export type { Agenda, Room, Session, Words };
