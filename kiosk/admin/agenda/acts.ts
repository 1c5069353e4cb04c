// Every change of the draft, whichever hand made it: drag, keys and form all end in `edit`. One step back for each; what was refused
// because somebody else was there first is kept until a person decides. The draft is the server's: nothing here is only in this page.
import { computed, signal } from "@preact/signals";
import { type Answer, change } from "../../common/net/api.ts";
import { newKey } from "../../common/net/key.ts";
import { t } from "../../common/text/t.ts";
import { announce } from "../../common/ui/announce.tsx";
import { type Failure } from "../../common/ui/problem.tsx";
import { act, patch, post, refuse, say } from "../stage.ts";
import { instantText, isSame, type Place, type Slot } from "./plan.ts";
import * as store from "./store.ts";
import { type DraftSession, LANGUAGES, type ReleaseMark, type Session, type SessionFields, type Words } from "./wire.ts";

/** How to take the last act back; `version` is what it made of the row: another one there means that somebody went on from it. */
interface Back { id: string; version: number; name: string; undo: () => Promise<Answer<unknown>> }
const backs = signal<readonly Back[]>([], { name: "plan.backs" });
export const canUndo = computed(() => backs.value.length > 0);

/** What did not get through: which fields of whom, and why. */
export interface Unsaved { id: string; name: string; fields: SessionFields; place: Place | null; failure: Failure; isStale: boolean }
export const unsaved = signal<Unsaved | null>(null, { name: "plan.unsaved" });

export const nameOf = (row: Session): string => row.title.en ?? Object.values(row.title)[0] ?? row.code;

const STALE = 412;
const isStale = (failure: Failure): boolean => failure.kind === "refused" && failure.problem.status === STALE;

/** Said in all languages, so that one that was added goes away again. */
const inAll = (words: Words): Words => Object.fromEntries(LANGUAGES.map((lang) => [lang, words[lang] ?? ""]));

/** The fields of a row as a PATCH would say them. */
export function fieldsOf(row: Session): Required<SessionFields> {
	const { kind, code, room, starts_at, ends_at, focus_areas, capacity, by_invitation, is_fixed, needs_high_level, equipment, interpretation } = row;
	const people = row.people.map((person: Session["people"][number] & { id?: string | null }) => ({ ...(person.id ? { id: person.id } : { name: person.name }), role: person.role }));
	return { kind, code, room, starts_at, ends_at, title: inAll(row.title), text: inAll(row.text), focus_areas, language: row.language ?? "", capacity, by_invitation, is_fixed, needs_high_level, equipment, interpretation, people };
}

function only(all: Required<SessionFields>, like: SessionFields): SessionFields {
	return Object.fromEntries(Object.entries(all).filter(([name]) => name in like));
}

const send = (id: string, version: number, fields: SessionFields): Promise<Answer<DraftSession>> => patch<DraftSession>(`/api/draft/sessions/${id}`, version, fields);

/** One change of one session. Answers why not, or null. */
export async function edit(slot: Slot, fields: SessionFields, version = slot.version): Promise<Failure | null> {
	const answer = await send(slot.id, version, fields);
	if (answer.kind === "aborted") return null;
	if (answer.kind !== "done") return answer;
	store.take(answer.value);
	const undo = slot.version === 0
		? () => post<unknown>(`/api/draft/sessions/${slot.id}/drop`)
		: () => send(slot.id, answer.value.version, only(fieldsOf(slot.row), fields));
	backs.value = [...backs.peek(), { id: slot.id, version: answer.value.version, name: nameOf(answer.value), undo }];
	void store.loadDraft();
	return null;
}

/** A session put down elsewhere: it stands there at once, and goes back when the server says no. */
export async function move(slot: Slot, place: Place): Promise<void> {
	if (isSame(slot, place)) return;
	const fields: SessionFields = {
		...(place.room !== slot.room && { room: place.room }),
		...(place.startsAt !== slot.startsAt && { starts_at: instantText(place.startsAt) }),
		...(place.endsAt !== slot.endsAt && { ends_at: instantText(place.endsAt) }),
	};
	store.setMoving(slot.id, place);
	const failure = await edit(slot, fields);
	store.setMoving(slot.id, null);
	if (failure === null) say(t("planner.did.move", { title: nameOf(slot.row) }));
	else await keep({ id: slot.id, name: nameOf(slot.row), fields, place, failure });
}

/** Shows the others' version, and holds on to what was meant. */
export async function keep(row: Omit<Unsaved, "isStale">): Promise<void> {
	if (isStale(row.failure)) await store.loadPlan();
	unsaved.value = { ...row, isStale: isStale(row.failure) };
	announce(t("planner.unsaved", { title: row.name }), true);
}

/** Does what was not saved, on top of what stands there now. */
export async function insist(): Promise<void> {
	const row = unsaved.peek();
	const slot = row === null ? undefined : store.slotById.peek().get(row.id);
	if (row === null || slot === undefined) return;
	unsaved.value = null;
	const failure = await edit(slot, row.fields);
	if (failure === null) say(t("planner.did.edit", { title: row.name }));
	else await keep({ ...row, failure });
}

export async function add(fields: SessionFields): Promise<{ failure: Failure | null; id: string }> {
	let id = "";
	const failure = await act(async () => {
		const answer = await post<DraftSession>("/api/draft/sessions", fields);
		if (answer.kind === "done") {
			const made = answer.value;
			id = made.id;
			store.take(made);
			backs.value = [...backs.peek(), { id, version: made.version, name: nameOf(made), undo: () => post(`/api/draft/sessions/${made.id}/drop`) }];
		}
		return answer;
	}, (made) => t("planner.did.add", { title: nameOf(made) }));
	await store.loadDraft();
	return { failure, id };
}

/** It is cancelled with the release; one that was never released just leaves the draft. */
export async function remove(slot: Slot): Promise<void> {
	const path = slot.change === "added" ? "drop" : "remove";
	const answer = await post<DraftSession>(`/api/draft/sessions/${slot.id}/${path}`);
	if (answer.kind === "refused" || answer.kind === "unknown") return refuse(answer);
	await store.loadDraft();
	const version = store.slotById.peek().get(slot.id)?.version ?? 0;
	backs.value = [...backs.peek(), { id: slot.id, version, name: nameOf(slot.row), undo: () => bringBack(slot, version) }];
	say(t("planner.did.remove", { title: nameOf(slot.row) }));
}

/** As it was before it was taken out: as released, and with what the draft had said of it. */
async function bringBack(slot: Slot, version: number): Promise<Answer<unknown>> {
	if (slot.change === "added") return post("/api/draft/sessions", fieldsOf(slot.row));
	if (version !== 0) {
		const dropped = await post<unknown>(`/api/draft/sessions/${slot.id}/drop`);
		if (dropped.kind !== "done" || slot.change === null) return dropped;
	}
	return send(slot.id, 0, fieldsOf(slot.row));
}

/** This one as it is released. */
export async function drop(slot: Slot): Promise<void> {
	const answer = await post<unknown>(`/api/draft/sessions/${slot.id}/drop`);
	if (answer.kind === "refused" || answer.kind === "unknown") return refuse(answer);
	const undo = (): Promise<Answer<unknown>> => (slot.change === "removed" ? post(`/api/draft/sessions/${slot.id}/remove`)
		: slot.change === "added" ? post("/api/draft/sessions", fieldsOf(slot.row)) : send(slot.id, 0, fieldsOf(slot.row)));
	backs.value = [...backs.peek(), { id: slot.id, version: 0, name: nameOf(slot.row), undo }];
	await store.loadDraft();
	say(t("planner.did.drop", { title: nameOf(slot.row) }));
}

/** Takes the last act back, unless somebody else went on from it. */
export async function undo(): Promise<void> {
	const last = backs.peek().at(-1);
	if (last === undefined) return;
	backs.value = backs.peek().slice(0, -1);
	await store.loadDraft(); // what somebody else did a moment ago may not have come yet
	const now = store.slotById.peek().get(last.id)?.version ?? 0;
	if (now !== last.version) return say(t("planner.undo.late", { title: last.name }));
	const answer = await last.undo();
	await store.loadDraft();
	if (answer.kind === "refused" || answer.kind === "unknown") return refuse(answer);
	// What went before it has to be taken back from the version that this left behind.
	const left = store.slotById.peek().get(last.id)?.version ?? 0;
	backs.value = backs.peek().map((back, i, all) => (back.id === last.id && !all.slice(i + 1).some(({ id }) => id === back.id) ? { ...back, version: left } : back));
	store.show(last.id);
	say(t("planner.did.undo", { title: last.name }));
}

export async function discard(): Promise<Failure | null> {
	const failure = await act(() => post<unknown>("/api/draft/discard"), () => t("planner.did.discard"));
	if (failure === null) backs.value = [];
	await store.loadDraft();
	return failure;
}

export async function release(note: string, force: boolean): Promise<Failure | null> {
	const failure = await act(
		() => change<ReleaseMark & { told_hint?: number }>("/api/draft/release", { note, ...(force && { force }) }, { key: newKey() }),
		(made) => t("planner.did.release", { number: made.number, n: made.told_hint ?? 0 }),
	);
	if (failure === null) backs.value = [];
	await store.loadPlan();
	return failure;
}
