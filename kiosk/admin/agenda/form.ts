// The form of a session: what was typed lives here, by session, until it is saved or thrown away; opening another one, a notice, or
// somebody else's change takes nothing of it. Values are those of controls: text, switches, lists.
import { signal } from "@preact/signals";
import { ask } from "../../common/net/api.ts";
import { t } from "../../common/text/t.ts";
import type { Failure } from "../../common/ui/problem.tsx";
import { say } from "../stage.ts";
import { add, edit, nameOf } from "./acts.ts";
import { clockOf, instantOf, instantText, localOf, type Slot } from "./plan.ts";
import * as store from "./store.ts";
import { type DraftSession, LANGUAGES, type PersonRole, type PlanPerson, type Session, type SessionFields, type Words } from "./wire.ts";

export interface FormPerson { id: string | null; name: string; role: PersonRole; about: string }

export interface Values {
	kind: Session["kind"];
	code: string;
	room: string;
	day: string;
	from: string;
	to: string;
	title: Words;
	text: Words;
	focus_areas: readonly string[];
	language: string;
	capacity: string;
	by_invitation: boolean;
	is_fixed: boolean;
	needs_high_level: boolean;
	equipment: readonly string[];
	interpretation: readonly string[];
	people: readonly FormPerson[];
}

/** areKnown: the ids of its people are there, so they can be changed. */
interface Sheet { start: Values; values: Values; version: number; areKnown: boolean }
const sheets = signal<Readonly<Record<string, Sheet>>>({}, { name: "plan.sheets" });

export const NEW = "new";

export function valuesOf(slot: Slot): Values {
	const { row } = slot;
	const { day, minute } = localOf(slot.startsAt, store.offset.peek());
	return {
		kind: row.kind, code: row.code, room: row.room ?? "", day, from: clockOf(minute), to: clockOf(minute + (slot.endsAt - slot.startsAt) / 60_000),
		title: row.title, text: row.text, focus_areas: row.focus_areas, language: row.language ?? "", capacity: row.capacity > 0 ? String(row.capacity) : "",
		by_invitation: row.by_invitation, is_fixed: row.is_fixed, needs_high_level: row.needs_high_level, equipment: row.equipment, interpretation: row.interpretation,
		people: row.people.map((person: PlanPerson) => ({ id: person.id ?? null, name: person.name, role: person.role, about: [person.entity, person.country].filter(Boolean).join(", ") })),
	};
}

export const sheetOf = (id: string): Sheet | undefined => sheets.value[id];
export const isChanged = ({ start, values }: Sheet): boolean => names.some((name) => !isEqual(start[name], values[name]));

/** Without what only one of the two views tells of people. */
const nameless = (values: Values): Values => ({ ...values, people: values.people.map(({ name, role }) => ({ id: null, name, role, about: "" })) });
const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const names: readonly (keyof Values)[] = ["kind", "code", "room", "day", "from", "to", "title", "text", "focus_areas", "language", "capacity", "by_invitation", "is_fixed", "needs_high_level", "equipment", "interpretation", "people"];

function put(id: string, sheet: Sheet | null): void {
	const { [id]: _, ...others } = sheets.peek();
	sheets.value = sheet === null ? others : { ...others, [id]: sheet };
}

/** The ids of a session's people, which the public agenda does not tell: without them they would become bare names. */
async function identify(id: string): Promise<void> {
	const answer = await ask<DraftSession>(`/api/draft/sessions/${id}`);
	const sheet = sheets.peek()[id];
	if (answer.kind !== "done" || sheet === undefined) return;
	const known = (answer.value.people as readonly PlanPerson[]).map(({ id: person, name }) => ({ id: person ?? null, name }));
	const withIds = (people: readonly FormPerson[]): readonly FormPerson[] => people.map((row) => (row.id === null ? { ...row, id: known.find(({ name }) => name === row.name)?.id ?? null } : row));
	put(id, { ...sheet, start: { ...sheet.start, people: withIds(sheet.start.people) }, values: { ...sheet.values, people: withIds(sheet.values.people) }, areKnown: true });
}

/** Opens a form, or follows what others did as long as nothing was typed into it. */
export function follow(slot: Slot): void {
	const old = sheets.peek()[slot.id];
	if (old !== undefined && isChanged(old)) return;
	const values = valuesOf(slot);
	if (old !== undefined && old.version === slot.version && isEqual(nameless(old.start), nameless(values))) return;
	put(slot.id, { start: values, values, version: slot.version, areKnown: false });
	void identify(slot.id);
}

/** A new session there; one that was begun before goes there with all that was typed. */
export function beginAt(place: { room: string; day: string; from: string; to: string }): void {
	begin(place);
	type(NEW, place);
}

export function begin(place: { room: string; day: string; from: string; to: string }): void {
	if (sheets.peek()[NEW] !== undefined) return;
	const values: Values = {
		kind: "panel", code: "", ...place, title: {}, text: {}, focus_areas: [], language: "", capacity: "", by_invitation: false, is_fixed: false, needs_high_level: false,
		equipment: [], interpretation: [], people: [],
	};
	put(NEW, { start: values, values, version: 0, areKnown: true });
}

export function type(id: string, change: Partial<Values>): void {
	const sheet = sheets.peek()[id];
	if (sheet !== undefined) put(id, { ...sheet, values: { ...sheet.values, ...change } });
}

export function forget(id: string): void {
	put(id, null);
}

/** Where the form says that the session stands; null while its times are no times. */
export function placeOf({ room, day, from, to }: Values): { room: string | null; startsAt: number; endsAt: number } | null {
	const offset = store.offset.peek();
	const startsAt = instantOf(day, from, offset);
	const sameDay = instantOf(day, to, offset);
	if (Number.isNaN(startsAt) || Number.isNaN(sameDay)) return null;
	// An end before the start is one after midnight.
	return { room: room === "" ? null : room, startsAt, endsAt: sameDay > startsAt ? sameDay : sameDay + 24 * 3600_000 };
}

/** The languages that read otherwise; an empty one takes its text away. */
const retold = (before: Words, now: Words): Words =>
	Object.fromEntries(LANGUAGES.map((lang) => [lang, (now[lang] ?? "").trim()] as const).filter(([lang, text]) => text !== (before[lang] ?? "")));

/** What differs from what the form began with (all of it, of a new one), as the server wants it. */
function fieldsFrom({ start, values }: Sheet, isNew: boolean): SessionFields {
	const is = (...some: readonly (keyof Values)[]): boolean => isNew || some.some((name) => !isEqual(start[name], values[name]));
	const place = placeOf(values);
	return {
		...(is("kind") && { kind: values.kind }),
		...(is("code") && values.code.trim() !== "" && { code: values.code.trim() }),
		...(is("room") && { room: values.room === "" ? null : values.room }),
		...(is("day", "from") && place !== null && { starts_at: instantText(place.startsAt) }),
		...(is("day", "from", "to") && place !== null && { ends_at: instantText(place.endsAt) }),
		...(is("title") && { title: retold(start.title, values.title) }),
		...(is("text") && { text: retold(start.text, values.text) }),
		...(is("focus_areas") && { focus_areas: values.focus_areas }),
		...(is("language") && { language: values.language }),
		...(is("capacity") && { capacity: Number(values.capacity) || 0 }),
		...(is("by_invitation") && { by_invitation: values.by_invitation }),
		...(is("is_fixed") && { is_fixed: values.is_fixed }),
		...(is("needs_high_level") && { needs_high_level: values.needs_high_level }),
		...(is("equipment") && { equipment: values.equipment }),
		...(is("interpretation") && { interpretation: values.interpretation }),
		...(is("people") && { people: values.people.map(({ id, name, role }) => (id === null ? { name, role } : { id, role })) }),
	};
}

export interface Saved { failure: Failure | null; id: string }

/** Based on the version that the form began with: somebody else's change in between is told, not overwritten. */
export async function save(slot: Slot | null): Promise<Saved> {
	const id = slot?.id ?? NEW;
	const sheet = sheets.peek()[id];
	if (sheet === undefined) return { failure: null, id };
	const fields = fieldsFrom(sheet, slot === null);
	if (slot === null) {
		const made = await add(fields);
		if (made.failure === null) forget(NEW);
		return made;
	}
	const failure = await edit(slot, fields, sheet.version);
	if (failure === null) {
		forget(id);
		say(t("planner.did.edit", { title: nameOf(slot.row) }));
	} else if (failure.kind === "refused" && failure.problem.status === 412) {
		await store.loadPlan();
	}
	return { failure, id };
}

/** Keeps what was typed and takes over everything else as it is now. */
export function rebase(slot: Slot): void {
	const sheet = sheets.peek()[slot.id];
	if (sheet === undefined) return;
	const now = valuesOf(slot);
	const mine = Object.fromEntries(names.filter((name) => !isEqual(sheet.start[name], sheet.values[name])).map((name) => [name, sheet.values[name]]));
	put(slot.id, { start: now, values: { ...now, ...mine }, version: slot.version, areKnown: false });
	void identify(slot.id);
}

/** What both sides changed, for a person to compare. */
export function differences(slot: Slot): readonly (keyof Values)[] {
	const sheet = sheets.peek()[slot.id];
	if (sheet === undefined) return [];
	const now = valuesOf(slot);
	const then = nameless(sheet.start);
	return names.filter((name) => !isEqual(then[name], nameless(now)[name]));
}
