// What a sign knows: which room it hangs at, the agenda, what is to be shown in breaks, and whose turn it is: languages, pages.
import { computed, effect, signal } from "@preact/signals";
import { catalogue } from "../common/net/catalogue.ts";
import { second } from "../common/net/clock.ts";
import { freshness } from "../common/net/link.ts";
import { listFor, turnsAt } from "../common/net/showing.ts";
import { isLang, LANGS } from "../common/text/dir.ts";
import { lang, setLang } from "../common/text/t.ts";
import type { Playing } from "../common/wire/screens.ts";
import type { Agenda, Lang, Room } from "../common/wire/types.ts";
import { boardOf, doorOf, pageOf } from "./model.ts";

/** Empty on the venue's board, which shows all rooms. */
export const roomId = decodeURIComponent(/^\/sign\/([^/]+)$/.exec(location.pathname)?.[1] ?? "");

/** Time to read a board in one language. */
const TURN_MS = 8000;
/** A video is fetched so long before its time. */
const PRELOAD_MS = 20_000;
const ROWS_ACROSS = 6;
const ROWS_UPRIGHT = 7;

const agendaNow = signal<Agenda | null>(null, { name: "agenda" });
const keptAtNow = signal<number | null>(null, { name: "agenda.keptAt" });
const listsNow = signal<readonly Playing[]>([], { name: "showing" });
const shape = signal<"across" | "upright">("across", { name: "shape" });

export const agenda = computed(() => agendaNow.value);
/** The agenda is one that this device kept before it started without the server: the server's time then. null: it came from the server. */
export const keptAt = computed(() => keptAtNow.value);
/** What was kept is never taken for fresh. */
export const fresh = computed(() => (keptAtNow.value === null ? freshness.value : "stale"));
export const room = computed<Room | null>(() => agendaNow.value?.rooms.find(({ id }) => id === roomId) ?? null);

export const door = computed(() => {
	const [all, here] = [agendaNow.value, room.value];
	return all === null || here === null ? null : doorOf(all, here, minute.value);
});

const turn = computed(() => Math.floor(second.value / TURN_MS));
/** Times on signs are whole minutes: they need not be drawn anew each second. */
const minute = computed(() => Math.floor(second.value / 1000 / 60) * 60_000);
export const now = minute;

/** At a door what its room shows; on the board what half of the rooms show: while elsewhere sessions run, people look for theirs. */
function isShownHere(rooms: readonly string[]): boolean {
	return roomId === "" ? rooms.length * 2 >= doors.value.length : rooms.includes(roomId);
}

export const playing = computed(() => {
	const list = listFor(listsNow.value, isShownHere, second.value, PRELOAD_MS);
	return list === null ? null : turnsAt(list, second.value);
});
export const isShowing = computed(() => playing.value?.now != null);

const doors = computed(() => (agendaNow.value === null ? [] : boardOf(agendaNow.value, minute.value)));
/** Beside a video only what comes next is said. */
export const board = computed(() => {
	const rows = isShowing.value ? doors.value.filter(({ next }) => next !== null) : doors.value;
	return pageOf(rows, shape.value === "across" ? ROWS_ACROSS : ROWS_UPRIGHT, turn.value);
});

/** Those that take turns: named in the address (?langs=en,fr or ?lang=ar), else all of the day. */
export const langs = computed<readonly Lang[]>(() => {
	const query = new URLSearchParams(location.search);
	const named = (query.get("langs") ?? query.get("lang") ?? "").split(",").filter(isLang);
	return named.length > 0 ? [...new Set(named)] : (catalogue.value?.languages ?? LANGS);
});

export function takeAgenda(next: Agenda, at: number | null = null): void {
	agendaNow.value = next;
	keptAtNow.value = at;
}

export function takeLists(next: readonly Playing[]): void {
	listsNow.value = next;
}

export function nameOf(id: string | null): Room | null {
	return agendaNow.value?.rooms.find((one) => one.id === id) ?? null;
}

/** All screens of the venue turn together: by the server's clock. A board of several pages shows each of them in one language. */
function followTurn(): void {
	effect(() => {
		const held = roomId === "" ? board.value.pages : 1;
		const all = langs.value;
		const next = all[Math.floor(turn.value / held) % all.length];
		if (next !== undefined && next !== lang.peek()) void setLang(next, false);
	});
}

function followShape(): void {
	const look = (): void => { shape.value = window.innerWidth < window.innerHeight ? "upright" : "across"; };
	look();
	addEventListener("resize", look);
}

export function start(): void {
	document.documentElement.dataset["theme"] = "dark";
	followShape();
	followTurn();
}
