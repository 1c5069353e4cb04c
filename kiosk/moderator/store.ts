// What the moderator's table knows: the server's rows as last heard, and the form. Views read it, actions.ts changes it.
import { batch, computed, signal } from "@preact/signals";
import { catalogue } from "../common/net/catalogue.ts";
import { LANGS, LOCALES } from "../common/text/dir.ts";
import { countryName } from "../common/text/format.ts";
import { lang } from "../common/text/t.ts";
import type { Agenda, Pledge, Problem, Speaker, SpeakersAnswer, Tally } from "../common/wire/types.ts";
import { EMPTY_FORM, type Form, entryOf, gapsOf } from "./form.ts";
import { readLine } from "./grammar.ts";
import { type Lexicon, lexiconOf } from "./lexicon.ts";
import { floorSessions } from "./sessions.ts";
import type { Parcel } from "./vault.ts";

export const agenda = signal<Agenda | null>(null, { name: "agenda" });
export const floor = signal<SpeakersAnswer | null>(null, { name: "floor" });
export const log = signal<readonly Pledge[] | null>(null, { name: "log" });
export const tally = signal<Tally | null>(null, { name: "tally" });
/** Pledges sent in before the event by whoever pledges now. */
export const submitted = signal<readonly Pledge[]>([], { name: "submitted" });

export const sessionId = signal<string | null>(null, { name: "session" });
export const sessions = computed(() => floorSessions(agenda.value?.sessions ?? []));
export const session = computed(() => sessions.value.find((row) => row.id === sessionId.value) ?? null);
export const roomName = computed(() => agenda.value?.rooms.find((row) => row.id === session.value?.room)?.name ?? "");

export const speaking = computed<Speaker | null>(() => floor.value?.now ?? null);
export const waiting = computed(() => (floor.value?.speakers ?? []).filter((row) => row.state === "waiting"));
export const heardSpeakers = computed(() => (floor.value?.speakers ?? []).filter((row) => row.state === "delivered"));

export const form = signal<Form>(EMPTY_FORM, { name: "form" });
/** What the last "clear" took away. */
export const wiped = signal<Form | null>(null, { name: "wiped" });

/** A pledge on its way to the server; "refused" waits for a decision of the person. */
export interface Sending extends Parcel {
	state: "waiting" | "sending" | "refused";
	problem: Problem | null;
}
export const sendings = signal<readonly Sending[]>([], { name: "sendings" });

/** What the last act came to, in a line above the form. */
export type Note = { tone: "ok" | "refuse" | "info"; text: string };
export const note = signal<Note | null>(null, { name: "note" });

export const isHelpOpen = signal(false, { name: "help" });
export const isAdding = signal(false, { name: "adding" });
/** An act on the floor is under way: a second press does nothing. */
export const isFloorBusy = signal(false, { name: "floorBusy" });
export const announcing = signal<string | null>(null, { name: "announcing" });
export const isLogOfAll = signal(false, { name: "logOfAll" });

function namesOf(alpha2: string, code: string): string[] {
	const overrides = catalogue.value?.country_names?.[code] ?? {};
	const spoken = new Set([lang.value, "en", "fr"]);
	return LANGS.filter((language) => spoken.has(language)).flatMap((language) => {
		const name = new Intl.DisplayNames([LOCALES[language]], { type: "region", fallback: "none" }).of(alpha2);
		return [name, overrides[language]].filter((row): row is string => row !== undefined);
	});
}

/** Made anew only with the catalogue or the language: some 200 names are looked up. */
export const lexicon = computed<Lexicon>(() => {
	const lists = catalogue.value;
	return lexiconOf({
		focusAreas: (lists?.focus_areas ?? []).map((row) => ({
			key: row.key,
			letter: row.letter,
			names: Object.values(row.short),
		})),
		countries: (lists?.countries ?? []).map((row) => ({ ...row, names: namesOf(row.alpha2, row.code) })),
		currencies: (lists?.currencies ?? []).map((row) => row.code),
		languages: lists?.languages ?? LANGS,
	});
});

export const reading = computed(() => readLine(form.value.line, lexicon.value));
export const entry = computed(() => entryOf(form.value, reading.value, speaking.value, lexicon.value));
export const gaps = computed(() => gapsOf(entry.value, digitsOf));

export function digitsOf(currency: string): number {
	return catalogue.value?.currencies.find((row) => row.code === currency)?.digits ?? 2;
}

export const countryOptions = computed(() =>
	(catalogue.value?.countries ?? [])
		.map((row) => ({ value: row.code, label: countryName(row) }))
		.sort((a, b) => a.label.localeCompare(b.label, LOCALES[lang.value])),
);

/** One pledge as it is now takes the place of the one shown, wherever it is shown. */
export function takePledge(pledge: Pledge): void {
	const swap = (rows: readonly Pledge[]): Pledge[] => rows.map((row) => (row.id === pledge.id ? pledge : row));
	batch(() => {
		log.value = log.value === null ? null : swap(log.value);
		submitted.value = swap(submitted.value).filter((row) => row.state === "submitted");
	});
}
