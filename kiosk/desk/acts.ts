// What a desk changes: check in, reprint, walk-in. Every act has the key that was made when its form (or its person) opened.
import type { BadgeIssued, Participant } from "../common/wire/types.ts";
import { change } from "../common/net/api.ts";
import { now } from "../common/net/clock.ts";
import { t } from "../common/text/t.ts";
import { announce } from "../common/ui/announce.tsx";
import { failureText, type Failure } from "../common/ui/problem.tsx";
import * as find from "./find.ts";
import * as store from "./store.ts";

/** A badge that is older than this before the press was printed by somebody else. */
const CLOCK_SLACK_MS = 2000;

export interface WalkIn {
	name: { given?: string; family: string; latin?: string };
	title?: string;
	entity: { id: string } | { name: string; type?: string; country?: string };
	category: string;
	email?: string;
	language?: string;
}

/** Whether the open person can be checked in here: not yet arrived, or arrived without a badge. */
export function canCheckIn(): boolean {
	const person = store.person.value;
	if (person === null || store.checkIn.value.state === "busy") return false;
	return person.state !== "arrived" || person.badge === null;
}

export async function checkIn(): Promise<void> {
	const before = store.person.peek();
	if (before === null || !canCheckIn()) return;
	const pressedAt = now();
	store.checkIn.value = { state: "busy", attempt: 1 };
	const answer = await change<Participant>(`/api/participants/${encodeURIComponent(before.id)}/check-in`, { badge: true }, {
		key: find.currentKey(),
		onRetry: (attempt) => { store.checkIn.value = { state: "busy", attempt }; },
	});
	const isStillOpen = store.person.peek()?.id === before.id;
	if (answer.kind === "done") return checkedIn(answer.value, pressedAt, isStillOpen);
	if (answer.kind === "aborted") return;
	if (answer.kind === "refused") find.renewKey();
	if (isStillOpen) store.checkIn.value = { state: "failed", failure: answer };
	announce(`${before.name.display}: ${failureText(answer)}`, true);
}

function checkedIn(fresh: Participant, pressedAt: number, isStillOpen: boolean): void {
	const isFirst = fresh.already !== true;
	const badge = fresh.badge;
	const isNew = badge !== null && (isFirst || Date.parse(badge.issued_at) >= pressedAt - CLOCK_SLACK_MS);
	store.remember({ id: fresh.id, name: fresh.name.display, at: now(), serial: badge?.serial ?? null });
	if (isNew) store.printing.value = badge.serial;
	announce(t(isFirst ? "desk.said.arrived" : "desk.said.already", { name: fresh.name.display }));
	store.replaceHit(fresh);
	if (!isStillOpen) return;
	store.person.value = { ...(store.person.peek() ?? { badges: [], history: [] }), ...fresh };
	store.checkIn.value = { state: "done", isFirst, isNew };
	find.renewKey();
	find.clearField();
	void find.refreshPerson();
}

/** A new badge for the open person; the earlier ones stop being valid. Null: done. */
export async function reprint(reason: string, key: string): Promise<Failure | null> {
	const person = store.person.peek();
	if (person === null) return null;
	const answer = await change<BadgeIssued>(`/api/participants/${encodeURIComponent(person.id)}/badge`, { reason }, { key });
	if (answer.kind === "aborted") return null;
	if (answer.kind !== "done") return answer;
	store.printing.value = answer.value.serial;
	store.remember({ id: person.id, name: person.name.display, at: now(), serial: answer.value.serial });
	announce(t("desk.said.reprinted", { name: person.name.display }));
	await find.refreshPerson();
	return null;
}

/** Registers somebody who was not on the list and opens them, ready for check-in. Null: done. */
export async function walkIn(form: WalkIn, key: string): Promise<Failure | null> {
	const answer = await change<Participant>("/api/participants", form, { key });
	if (answer.kind === "aborted") return null;
	if (answer.kind !== "done") return answer;
	find.clearField();
	await find.open(answer.value.id);
	return null;
}
