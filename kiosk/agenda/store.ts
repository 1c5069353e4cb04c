// What the kiosk page knows: the agenda, what of it is looked at, and how. Signals are read-only outside; the functions at the end change them.
import { computed, signal, type ReadonlySignal } from "@preact/signals";
import { catalogue } from "../common/net/catalogue.ts";
import { now, second } from "../common/net/clock.ts";
import { compare } from "../common/text/format.ts";
import { lang } from "../common/text/t.ts";
import type { Spot } from "../common/ui/plan.tsx";
import type { Country, FocusArea, Lang, Room } from "../common/wire/types.ts";
import type { OwnAgenda, Plan } from "../common/wire/venue.ts";
import { finderOf, guestsOf } from "./find.ts";
import { home, LIMITS, type Idle, type Limits } from "./idle.ts";
import { boardOf, daysOf, type Agenda, type Session } from "./model.ts";
import { START, type Route } from "./route.ts";

/** How the page was reached: "back" returns to where one had scrolled. */
export type Arrival = "forward" | "back" | "same";
export interface Visit {
	route: Route;
	arrival: Arrival;
	/** how many pages of this visit lie behind */
	depth: number;
}

/** What a visitor has set on the screen; forgotten with the visit. */
export interface Look {
	isContrast: boolean;
	isLarge: boolean;
	/** everything moved down, within reach of a wheelchair */
	isLowered: boolean;
	/** the slots of the conference around us */
	isForeignShown: boolean;
}

/** What is true of this device as long as the page lives. */
export interface Device {
	/** a screen that strangers share: it asks and forgets */
	isStand: boolean;
	/** where it stands, in the organisers' words; empty if nobody said */
	place: string;
	/** the same on the floor plan */
	spot: Spot | null;
	homeLang: Lang;
	limits: Limits;
}

/** Somebody's own agenda on this screen: never kept, gone when they are. */
export type Own =
	| { state: "none" }
	| { state: "asking" }
	| { state: "refused"; why: OwnRefusal }
	| { state: "shown"; agenda: OwnAgenda };
export type OwnRefusal = "unknown" | "revoked" | "busy" | "offline";

const FIRST_LOOK: Look = { isContrast: false, isLarge: false, isLowered: false, isForeignShown: true };

const agendaNow = signal<Agenda | null>(null, { name: "agenda" });
const visitNow = signal<Visit>({ route: START, arrival: "forward", depth: 0 }, { name: "agenda.visit" });
const lookNow = signal<Look>(FIRST_LOOK, { name: "agenda.look" });
const idleNow = signal<Idle>(home(0), { name: "agenda.idle" });
const planNow = signal<Plan | null>(null, { name: "agenda.plan" });
const keptAtNow = signal<number | null>(null, { name: "agenda.keptAt" });
const readingsNow = signal<ReadonlyMap<string, string>>(new Map(), { name: "agenda.readings" });
const ownNow = signal<Own>({ state: "none" }, { name: "agenda.own" });
const deviceNow = signal<Device>({ isStand: false, place: "", spot: null, homeLang: "en", limits: LIMITS }, { name: "agenda.device" });

export const agenda = computed(() => agendaNow.value);
export const visit = computed(() => visitNow.value);
export const route = computed(() => visitNow.value.route);
export const look = computed(() => lookNow.value);
export const idle = computed(() => idleNow.value);
export const device = computed(() => deviceNow.value);
export const plan = computed(() => planNow.value);
/** Not through computed: that would go on holding what it was asked for last, when nobody looks any more. */
export const own: ReadonlySignal<Own> = ownNow;
/** The agenda is one that an earlier visit kept: the server's time when it was known to be true. null: it comes from the server. */
export const keptAt = computed(() => keptAtNow.value);

const MINUTE = 60_000;
/** The running minute. Lists follow this and not the second: all their times are whole minutes. */
export const minute = computed(() => Math.floor(second.value / MINUTE) * MINUTE);

/** The sessions the visitor wants to see, in order. */
export const sessions = computed<Session[]>(() => {
	const all = agendaNow.value?.sessions ?? [];
	return lookNow.value.isForeignShown ? all : all.filter((session) => session.kind !== "foreign");
});

export const board = computed(() => {
	const current = agendaNow.value;
	return current === null ? [] : boardOf(current, sessions.value, minute.value);
});

export const days = computed(() => daysOf(agendaNow.value?.sessions ?? [], agendaNow.value?.zone ?? "UTC"));

export const guests = computed(() => {
	void lang.value;
	return agendaNow.value === null ? [] : guestsOf(agendaNow.value, compare);
});

const finder = computed(() => (agendaNow.value === null ? null : finderOf(agendaNow.value, guests.value, readingsNow.value)));

/** The hits for what is asked now. */
export const found = computed(() => {
	const current = route.value;
	const query = current.view === "search" ? current.query : "";
	return finder.value?.(query) ?? { sessions: [], guests: [], rooms: [] };
});

/** Nothing to forget: the first page as everybody finds it. */
export const isAtStart = computed(() => {
	const { isContrast, isLarge, isLowered, isForeignShown } = lookNow.value;
	const isPlain = !isContrast && !isLarge && !isLowered && isForeignShown;
	return route.value.view === "now" && ownNow.value.state === "none" && isPlain && lang.value === deviceNow.value.homeLang;
});

export const focusAreas = computed<FocusArea[]>(() => catalogue.value?.focus_areas ?? []);
export const venue = computed(() => catalogue.value?.day.place ?? "");

const countries = computed(() => new Map((catalogue.value?.countries ?? []).map((row) => [row.code, row])));

/** By alpha-3 code. */
export function countryOf(code: string | null): Country | undefined {
	return countries.value.get(code ?? "");
}

export function roomOf(id: string | null): Room | undefined {
	return agendaNow.value?.rooms.find((room) => room.id === id);
}

export function sessionOf(id: string): Session | undefined {
	return agendaNow.value?.sessions.find((session) => session.id === id);
}

/** As the server says it now, or (`at`) as an earlier visit kept it. */
export function takeAgenda(next: Agenda, at: number | null = null): void {
	agendaNow.value = next;
	keptAtNow.value = at;
}

export function takePlan(next: Plan): void {
	planNow.value = next;
}

export function takeOwn(next: Own): void {
	ownNow.value = next;
}

/** How Chinese characters are read, once somebody types Chinese. */
export function takeReadings(readings: ReadonlyMap<string, string>): void {
	readingsNow.value = readings;
}

export function takeVisit(next: Visit): void {
	visitNow.value = next;
}

export function takeIdle(next: Idle): void {
	idleNow.value = next;
}

export function takeDevice(next: Device): void {
	deviceNow.value = next;
	idleNow.value = home(now());
}

export function toggle(what: keyof Look): void {
	lookNow.value = { ...lookNow.peek(), [what]: !lookNow.peek()[what] };
}

export function forgetLook(): void {
	lookNow.value = FIRST_LOOK;
}
