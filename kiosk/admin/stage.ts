// What an act came to, and the one way to do one: sent once, told in words, busy meanwhile.
import type { VNode } from "preact";
import { signal } from "@preact/signals";
import { type Answer, change } from "../common/net/api.ts";
import { newKey } from "../common/net/key.ts";
import { announce } from "../common/ui/announce.tsx";
import { type Failure, failureText } from "../common/ui/problem.tsx";

export interface Note { tone: "ok" | "refuse"; text: string; detail: string | null }
export const note = signal<Note | null>(null, { name: "note" });
export const isBusy = signal(false, { name: "busy" });
/** The form on top of the page, as the view that draws it; null: none. */
export const sheet = signal<(() => VNode) | null>(null, { name: "sheet" });

export function close(): void {
	sheet.value = null;
}

export function say(text: string): void {
	note.value = { tone: "ok", text, detail: null };
	announce(text);
}

/** The reader's own sentence, and the server's facts beneath it. */
export function refuse(failure: Failure): void {
	const text = failureText(failure);
	const detail = failure.problem?.detail ?? null;
	note.value = { tone: "refuse", text, detail: detail === text ? null : detail };
	announce(text, true);
}

/** Sends, and says what was done. Answers the failure, for a form that shows it where it belongs. */
export async function act<T>(send: () => Promise<Answer<T>>, done: (value: T) => string): Promise<Failure | null> {
	isBusy.value = true;
	const answer = await send();
	isBusy.value = false;
	if (answer.kind === "done") {
		say(done(answer.value));
		return null;
	}
	return answer.kind === "aborted" ? null : answer;
}

/** The same for a plain button: the failure is told at the top of the page. */
export async function press<T>(send: () => Promise<Answer<T>>, done: (value: T) => string): Promise<boolean> {
	if (isBusy.peek()) return false;
	const failure = await act(send, done);
	if (failure !== null) refuse(failure);
	return failure === null;
}

export const post = <T>(path: string, body: unknown = {}): Promise<Answer<T>> => change<T>(path, body, { key: newKey() });
export const patch = <T>(path: string, version: number, body: unknown): Promise<Answer<T>> => change<T>(path, body, { key: newKey(), version, method: "PATCH" });
