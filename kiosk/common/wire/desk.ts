// What the server says about the work of a desk: printers and their jobs, the help desk, delegations, arrivals of VIPs.
import type { Entity, Instant, Participant } from "./types.ts";

export type PrinterState = "unknown" | "idle" | "processing" | "stopped" | "offline";
export interface Printer {
	id: string;
	version: number;
	name: string;
	desk: string | null;
	/** Where its jobs go when it fails: the id of another one. */
	backup: string | null;
	enabled: boolean;
	state: PrinterState;
	/** Why it stands or will stand soon, in the plain vocabulary of IPP: "media-empty", "cover-open" … */
	reasons: string[];
	accepts: boolean;
	waiting: number;
}

export type JobState = "queued" | "sent" | "accepted" | "printing" | "printed" | "failed" | "unknown" | "cancelled";
export interface PrintJob {
	id: string;
	printer: { id: string; name: string };
	kind: "badge" | "test" | "paper";
	serial: string | null;
	person: { id: string; name: string } | null;
	title: string;
	state: JobState;
	why: string | null;
	words: string | null;
	attempts: number;
	created_at: Instant;
	changed_at: Instant;
	by: string | null;
	desk: string | null;
}

export type HelpReason = "not_approved" | "no_letter" | "name_differs" | "duplicate" | "lost_badge" | "photo_refused" | "other";
export interface HelpCase {
	id: string;
	person: { id: string; name: string; category: string; entity: string };
	reason: HelpReason;
	words: string | null;
	state: "open" | "taken" | "closed";
	by: string;
	desk: string | null;
	at: Instant;
	taken_by: string | null;
	closed_by: string | null;
	outcome: string | null;
}

export interface Delegation {
	entity: Entity;
	expected: number;
	arrived: number;
	badges: number;
	uncollected: number;
	head: { id: string; name: string } | null;
}
export interface DelegationPeople { entity: Entity; participants: Participant[] }
/** What came of checking in a delegation: those who were refused did not stop the others. */
export interface DelegationDone {
	checked_in: string[];
	already: string[];
	refused: { id: string; reason: string }[];
	badges: string[];
}

/** A VIP has arrived. */
export interface Alert {
	id: string;
	at: Instant;
	person: { id: string; name: string; title: string | null; category: string; entity: string };
	/** Desk or door. */
	where: string;
	seen: { by: string; at: Instant }[];
}
