// Privacy: what is held of people and why, the copy for one of them, erasing, and what goes by time.
import { signal } from "@preact/signals";
import { ask } from "../common/net/api.ts";
import { t } from "../common/text/t.ts";
import type { Failure } from "../common/ui/problem.tsx";
import { act, post, press } from "./stage.ts";
import type { Erased, HeldRow, Person, PrivacyAnswer } from "./wire.ts";

export const privacy = signal<PrivacyAnswer | null>(null, { name: "privacy" });
/** The person who is looked at, and what is held of them. */
export const subject = signal<Person | null>(null, { name: "privacySubject" });
export const held = signal<readonly HeldRow[]>([], { name: "held" });

export async function loadPrivacy(): Promise<void> {
	const answer = await ask<PrivacyAnswer>("/api/privacy");
	if (answer.kind === "done") privacy.value = answer.value;
}

export async function look(person: Person | null): Promise<void> {
	subject.value = person;
	held.value = [];
	if (person === null) return;
	const answer = await ask<{ held: HeldRow[] }>(`/api/participants/${person.id}/held`);
	if (answer.kind === "done" && subject.peek()?.id === person.id) held.value = answer.value.held.filter(({ rows }) => rows > 0);
}

/** Said first, so that it stands in the journal; then the browser fetches the file by itself. */
export async function takeCopy(person: Person, form: "json" | "pdf", lang: string): Promise<void> {
	const path = `/api/participants/${person.id}/export`;
	if (!(await press(() => post<object>(path), () => t("privacy.did.copy", { name: person.name.display })))) return;
	const link = document.createElement("a");
	link.href = form === "pdf" ? `${path}.pdf?lang=${lang}` : `${path}.json`;
	link.download = `person.${form}`;
	link.click();
}

export async function erase(person: Person, reason: string, keep: readonly string[]): Promise<Failure | null> {
	const failure = await act(() => post<Erased>(`/api/participants/${person.id}/erase`, { reason, keep }), ({ seq }) => t("privacy.did.erase", { seq: String(seq) }));
	if (failure === null) {
		await look(null);
		await loadPrivacy();
	}
	return failure;
}

export async function setDays(record: string, days: number): Promise<Failure | null> {
	const failure = await act(() => post<object>("/api/privacy/retention", { record, days }), () => t("privacy.did.days", { days }));
	if (failure === null) await loadPrivacy();
	return failure;
}
