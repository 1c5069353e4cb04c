// Texts that were written and not saved outlive a reload and a crash: they lie on this device until they are saved or discarded.
import { type Kept, openVault } from "../common/net/vault.ts";
import type { Declaration, Lang } from "../common/wire/types.ts";
import { type Draft, type Drafts, drafts } from "./store.ts";

/** A pause in typing; a crash takes no more than what came after it. */
const KEEP_MS = 300;

const vault = openVault<Drafts, Kept>("p2c.ceremony");
let timer = 0;

function set(next: Drafts): void {
	drafts.value = next;
	window.clearTimeout(timer);
	timer = window.setTimeout(keep, KEEP_MS);
}

function keep(): void {
	window.clearTimeout(timer);
	void (Object.keys(drafts.peek()).length === 0 ? vault.forgetDraft() : vault.keepDraft(drafts.peek()));
}

/** What was written for this declaration; a text that somebody signed is no longer written. */
export function draftOf(row: Declaration): Draft | null {
	return row.signed > 0 ? null : drafts.value[row.id] ?? null;
}

export function write(row: Declaration, code: Lang, part: "title" | "body", text: string): void {
	const draft = drafts.peek()[row.id] ?? { version: row.version, title: {}, body: {} };
	set({ ...drafts.peek(), [row.id]: { ...draft, [part]: { ...draft[part], [code]: text } } });
}

/** Somebody else changed it: what is written here stays, based on what the server has now. */
export function rebase(row: Declaration, version: number): void {
	const draft = drafts.peek()[row.id];
	if (draft !== undefined) set({ ...drafts.peek(), [row.id]: { ...draft, version } });
}

/** Saved or discarded: off the device at once. */
export function drop(row: Declaration): void {
	const { [row.id]: _, ...rest } = drafts.peek();
	drafts.value = rest;
	keep();
}

/** What a reload left behind; what was typed since then is newer. */
export async function restore(): Promise<void> {
	const kept = await vault.draft();
	if (kept !== null) drafts.value = { ...kept, ...drafts.peek() };
	addEventListener("pagehide", () => {
		if (Object.keys(drafts.peek()).length > 0) keep();
	});
}
