// What the door shows. Written only by this folder's commands; views read.
import { computed, signal } from "@preact/signals";
import type { CameraFailure } from "../common/input/camera.ts";
import type { Card, Direction, DoorPerson, DoorResult, InsideAnswer, Light, Point } from "../common/wire/door.ts";

/** The answer to one scan, as it fills the screen. */
export interface Shown {
	/** Of this page: a later scan has a higher one. */
	n: number;
	code: string;
	light: Light;
	result: DoorResult;
	reasonKey: string;
	reasonValues: Record<string, string | number>;
	/** The server's English, where the key is not known here. */
	reason: string;
	person: DoorPerson | null;
	/** Known without the server: the list has no names. */
	category: string | null;
	card: Card | null;
	at: number;
	direction: Direction;
	/** Decided by this door itself. */
	isOwn: boolean;
	/** A person at the door decides with two buttons. */
	isAsking: boolean;
	/** Nothing of it was kept: this browser cannot. */
	isLost: boolean;
}

export type Sheet = "none" | "points" | "type" | "inside" | "more" | "conflicts";
export type CameraState = "off" | "starting" | "on" | CameraFailure;

export const points = signal<readonly Point[]>([], { name: "door.points" });
export const pointId = signal("main", { name: "door.pointId" });
export const direction = signal<Direction>("in", { name: "door.direction" });
export const shown = signal<Shown | null>(null, { name: "door.shown" });
/** A scan whose answer takes longer than people like. */
export const isChecking = signal(false, { name: "door.isChecking" });
/** The scans before, newest first. */
export const recent = signal<readonly Shown[]>([], { name: "door.recent" });
export const sheet = signal<Sheet>("none", { name: "door.sheet" });
export const camera = signal<CameraState>("off", { name: "door.camera" });
export const hasOtherCamera = signal(false, { name: "door.hasOtherCamera" });
export const hasLamp = signal(false, { name: "door.hasLamp" });
export const isSilent = signal(false, { name: "door.isSilent" });
/** Head count as of the last answer or notice, with what this door did since. */
export const inside = signal<number | null>(null, { name: "door.inside" });
/** Who is inside, by point, as far as is known here. */
export const insideLists = signal<readonly InsideAnswer[]>([], { name: "door.insideLists" });
export const insideAt = signal(0, { name: "door.insideAt" });

export const point = computed(() => points.value.find(({ id }) => id === pointId.value) ?? null);
