// The floor plan and somebody's own agenda, as the server says them.
import type { Session } from "./types.ts";

/** url: null while the venue has no plan; width and height in pixels. */
export interface Plan { version: number; url: string | null; width: number; height: number }

export type OwnRole = "speaker" | "chair" | "moderator" | "panellist" | "invited" | "group" | "seat" | "signatory" | "on_floor";
/** One thing that somebody has to do, or to be at. */
export interface OwnItem {
	session: Session;
	role: OwnRole;
	/** As it stands on the seating plan. */
	seat?: string | null;
	/** Of a breakout discussion. */
	group?: { id: string; name: string; room: string | null } | null;
	/** On the list of speakers: how many stand before, and how it stands. */
	speaking?: { position: number; waiting: number; state: string } | null;
}
export interface OwnAgenda {
	name: { display: string; latin?: string | null };
	items: OwnItem[];
	/** Page and calendar of this person, "/my/…": whoever has the address sees this agenda. */
	link: string;
	calendar: string;
}
