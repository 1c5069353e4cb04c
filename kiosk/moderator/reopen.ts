// Completing a pledge that was logged in haste: back in the fields of the form, saved as a correction of that version.
import { signal } from "@preact/signals";
import type { Pledge } from "../common/wire/types.ts";
import { keyFor } from "./acts.ts";
import { editPledge, markEditing, say } from "./commands.ts";
import { failureText } from "../common/ui/problem.tsx";
import { loadLog, loadTally } from "./load.ts";
import { setForm, wipeForm } from "./outbox.ts";
import { EMPTY_SHEET, patchBody, sheetOf } from "./sheet.ts";
import { entry, form, gaps, more } from "./store.ts";

/** The pledge as somebody else made it meanwhile. */
export const theirs = signal<Pledge | null>(null, { name: "theirs" });

const RENEW_MS = 60_000;
let renewal = 0;

function mark(id: string | null): void {
	window.clearInterval(renewal);
	if (id === null) return;
	void markEditing(id, true);
	renewal = window.setInterval(() => void markEditing(id, true), RENEW_MS);
}

export function reopen(pledge: Pledge): void {
	if (form.peek().of === null) wipeForm();
	theirs.value = null;
	setForm(sheetOf(pledge));
	mark(pledge.id);
	document.getElementById("text")?.focus();
}

/** Leaves the pledge as it is. */
export function leave(): void {
	const { of } = form.peek();
	if (of === null) return;
	mark(null);
	void markEditing(of.id, false);
	theirs.value = null;
	setForm(EMPTY_SHEET);
	document.getElementById("line")?.focus();
}

/** Ctrl+Enter while a pledge is open. `over`: the version of somebody else that this one replaces. */
export async function saveReopened(over?: Pledge): Promise<void> {
	const { of } = form.peek();
	const body = gaps.peek().length > 0 ? null : patchBody({ ...form.peek(), more: more.peek() }, entry.peek());
	if (of === null || body === null) return;
	const version = over?.version ?? of.version;
	const answer = await editPledge(of, body, version, keyFor(`complete.${of.id}.${version}.${JSON.stringify(body)}`));
	if (answer.kind === "done") {
		leave();
		await Promise.all([loadLog(), loadTally()]);
	} else if (answer.kind === "refused" && answer.status === 412 && answer.problem.current !== undefined) {
		theirs.value = answer.problem.current as Pledge;
	} else if (answer.kind !== "aborted") say("refuse", failureText(answer));
}
