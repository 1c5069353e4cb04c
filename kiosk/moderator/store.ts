// What the moderator's table knows: the server's rows as last heard, and the form. Views read it, actions.ts changes it.
import { batch, computed, signal } from "@preact/signals";
import { catalogue, me } from "../common/net/catalogue.ts";
import { second } from "../common/net/clock.ts";
import { LANGS, LOCALES } from "../common/text/dir.ts";
import { countryName, dayKey } from "../common/text/format.ts";
import { lang } from "../common/text/t.ts";
import type { Agenda, Hearing, Pledge, Problem, Speaker, SpeakerKind, SpeakersAnswer, SpeakerState, Tally, WallScene } from "../common/wire/types.ts";
import { entryOf, gapsOf } from "./form.ts";
import { type LineContext, readLine } from "./grammar.ts";
import { type Lexicon, lexiconOf } from "./lexicon.ts";
import { type Group, type More, moreOf } from "./more.ts";
import { floorSessions } from "./sessions.ts";
import { EMPTY_SHEET, type Sheet, heardIn, sheetBody } from "./sheet.ts";
import { strengthOf } from "./strength.ts";
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
export const roomName = computed(() => agenda.value?.rooms.find((row) => row.id === (session.value?.expected_room ?? session.value?.room))?.name ?? "");

export const speaking = computed<Speaker | null>(() => floor.value?.now ?? null);

function inState(state: SpeakerState): Speaker[] {
	return (floor.value?.speakers ?? []).filter((row) => row.state === state);
}
export const waiting = computed(() => inState("waiting"));
export const interrupted = computed(() => inState("interrupted"));
export const delivered = computed(() => inState("delivered"));
export const undelivered = computed(() => inState("undelivered"));

const UNDO_MS = 60_000;
/** The last act on the list, as long as it is offered to be taken back. */
export const undo = computed(() => {
	const last = floor.value?.undo ?? null;
	return last !== null && second.value - Date.parse(last.at) < UNDO_MS ? last : null;
});

export const scene = signal<WallScene | null>(null, { name: "scene" });

/** A second ear: logs what it heard without seeing what was logged first. */
export const isListening = computed(() => {
	const roles = me.value?.roles ?? [];
	return roles.includes("rapporteur") && !roles.includes("moderator") && !roles.includes("admin");
});
export const hearings = signal<readonly Hearing[]>([], { name: "hearings" });
/** The statement that a second ear chose; null = whoever has the floor. */
export const chosenId = signal<string | null>(null, { name: "chosen" });

/** Whose statement the pledge being typed belongs to. */
export const statement = computed<Speaker | null>(() => {
	const id = isListening.value ? chosenId.value : null;
	return (id === null ? undefined : floor.value?.speakers.find((row) => row.id === id)) ?? speaking.value;
});

/** A pledge whose first log a second ear must not read yet. */
export function isHidden(pledge: Pledge): boolean {
	return isListening.value && pledge.state === "heard" && !hearings.value.some((row) => row.pledge === pledge.id);
}

export const form = signal<Sheet>(EMPTY_SHEET, { name: "form" });
/** What the last "clear" took away. */
export const wiped = signal<Sheet | null>(null, { name: "wiped" });
/** A doubtful amount is logged only after it was looked at: its figures as they were then. */
export const lookedAt = signal<string | null>(null, { name: "lookedAt" });

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
/** Somebody is being put on the list; what for. */
export const adding = signal<SpeakerKind | null>(null, { name: "adding" });
/** What is open over the table. */
export type Sheets = "rules" | "wall" | "evidence" | null;
export const opened = signal<Sheets>(null, { name: "opened" });
/** The row of the speakers' list whose particulars are open. */
export const openSpeaker = signal<string | null>(null, { name: "openSpeaker" });
/** A text is being handed in, corrected or kept undelivered. */
export const statementOf = signal<{ speaker: Speaker; act: "correct" | "undelivered" } | null>(null, { name: "statementOf" });
/** An act on the floor is under way: a second press does nothing. */
export const isFloorBusy = signal(false, { name: "floorBusy" });
export const openGroups = signal<readonly Group[]>([], { name: "openGroups" });
/** Who pledges is being named: the lead, or one more beside it. */
export const isPledgerOpen = signal<"lead" | "joint" | null>(null, { name: "pledger" });
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

/** What helps to read the line: whose francs, which "billion", which year it is. */
export const context = computed<LineContext>(() => ({
	country: (form.value.who ?? statement.value?.entity)?.country ?? null,
	language: form.value.byHand.language ?? statement.value?.language ?? null,
	year: Number(dayKey(agenda.value?.day.now ?? catalogue.value?.day.starts_at ?? "1970-01-01").slice(0, 4)),
	digitsOf,
}));
export const reading = computed(() => readLine(form.value.line, lexicon.value, context.value));
export const entry = computed(() => heardIn(entryOf(form.value, reading.value, statement.value, lexicon.value, context.value), statement.value));
export const gaps = computed(() => gapsOf(entry.value, digitsOf));

/** The further fields, with what the line says for those that no hand has touched. */
export const more = computed<More>(() => {
	return { ...moreOf(reading.value.details), ...form.value.more };
});
export const body = computed(() => sheetBody({ ...form.value, more: more.value }, entry.value, sessionId.value, statement.value?.id ?? null));
/** null while there is nothing to judge. */
export const strength = computed(() => (body.value === null ? null : strengthOf(body.value, catalogue.value?.strength ?? [])));
/** How many pledges of the running statement are logged. */
export const inStatement = computed(() => {
	const id = statement.value?.id;
	return id === undefined ? 0 : (log.value ?? []).filter((row) => row.speaker === id && row.state !== "withdrawn").length;
});

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
