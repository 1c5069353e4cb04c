// Screens that hang in the venue, what they are told in an emergency, and the videos they show in breaks: names and nesting as they
// are on the wire.
import type { Instant, Lang, Words } from "./types.ts";

export type EmergencyKind = "evacuate" | "stay" | "medical" | "info";
export interface Emergency {
	active: boolean;
	kind: EmergencyKind | null;
	words: Words;
	since: Instant | null;
	by: string | null;
	/** Rooms it is about; none: everywhere. */
	where: string[];
}

export interface Caption { lang: Lang; url: string }
export interface ShowItem { id: string; url: string; duration_ms: number; title: Words; captions: Caption[] }
/** What is to be shown in which rooms (none named: everywhere) from a moment on. */
export interface Playing {
	id: string;
	rooms: string[];
	starts_at: Instant;
	ends_at: Instant | null;
	loop: boolean;
	items: ShowItem[];
}

/** What a screen says of itself: what really stands on it. */
export interface ScreenReport {
	/** Of the page's script: which version runs. */
	build: string;
	page: string;
	lines: string[];
	data_at: Instant | null;
	seq: number;
	size: [width: number, height: number];
	scene: string | null;
	video: string | null;
	freshness: "live" | "late" | "stale";
}
/** What it is told in answer: which page to show, and how often it was asked to load itself anew. */
export interface ScreenOrders { target: string | null; reload: number }
