// What this screen does to the ceremony: every call that changes something. Each press makes its own idempotency key.
import { type Answer, change } from "../common/net/api.ts";
import { newKey } from "../common/net/key.ts";
import { t } from "../common/text/t.ts";
import { announce } from "../common/ui/announce.tsx";
import { type Failure, failureText } from "../common/ui/problem.tsx";
import type { Ceremony, Declaration, Signatory, Signature } from "../common/wire/types.ts";
import { loadCeremony, loadDeclarations } from "./load.ts";
import * as store from "./store.ts";

function say(text: string): void {
	store.note.value = { tone: "ok", text, detail: null };
	announce(text);
}

/** The reader's own sentence, and the server's facts beneath it. */
function refuse(failure: Failure): void {
	const text = failureText(failure);
	const detail = failure.problem?.detail ?? null;
	store.note.value = { tone: "refuse", text, detail: detail === text ? null : detail };
	announce(text, true);
}

function isDone<T>(answer: Answer<T>): answer is Answer<T> & { kind: "done" } {
	if (answer.kind === "done") return true;
	if (answer.kind !== "aborted") refuse(answer);
	return false;
}

/** One act at a time; the list afterwards is the answer's, or asked again. */
async function act<T>(send: () => Promise<Answer<T>>, done: (value: T) => string): Promise<boolean> {
	if (store.isBusy.peek()) return false;
	store.isBusy.value = true;
	const answer = await send();
	const isGood = isDone(answer);
	if (isGood) say(done(answer.value));
	await Promise.all([loadDeclarations(), loadCeremony()]);
	store.isBusy.value = false;
	return isGood;
}

const nameOf = (row: Signatory): string => store.linesOf(row.entity).main;
const post = <T>(path: string, body: unknown = {}): Promise<Answer<T>> => change<T>(path, body, { key: newKey() });

export type Step = "call" | "absent" | "late" | "decline" | "return" | "photo";

export function step(row: Signatory, name: Step): Promise<boolean> {
	return act(() => post<Ceremony>(`/api/signatories/${row.id}/${name}`), () => t(`ceremony.did.${name}`, { name: nameOf(row) }));
}

export function move(row: Signatory, before: Signatory | null): Promise<boolean> {
	return act(() => post<Ceremony>(`/api/signatories/${row.id}/move`, { before: before?.id ?? null }), () => t("ceremony.did.move", { name: nameOf(row) }));
}

export interface Correction { person?: string; capacity?: string; authority?: { state: string; kind?: string } }

export function correct(row: Signatory, what: Correction): Promise<boolean> {
	return act(
		() => change<Ceremony>(`/api/signatories/${row.id}`, what, { key: newKey(), method: "PATCH", version: row.version }),
		() => t("ceremony.did.correct", { name: nameOf(row) }),
	);
}

export function add(person: string): Promise<boolean> {
	const id = store.declaration.peek()?.id ?? "";
	return act(() => post<Ceremony>(`/api/declarations/${id}/signatories`, { person }), () => t("ceremony.did.add"));
}

export function signOnPaper(row: Signatory, code: string): Promise<boolean> {
	const declaration = store.declaration.peek();
	if (declaration === null) return Promise.resolve(false);
	const body = { signatory: row.id, means: "paper", code, text_sha256: declaration.text.sha256 };
	return act(() => post<Signature>(`/api/declarations/${declaration.id}/signatures`, body), () => t("ceremony.did.sign", { name: nameOf(row) }));
}

export function annul(row: Signatory, reason: string): Promise<boolean> {
	const id = row.signature?.id ?? "";
	return act(() => post<Signature>(`/api/signatures/${id}/annul`, { reason }), () => t("ceremony.did.annul", { name: nameOf(row) }));
}

export function stepDeclaration(name: "open" | "close" | "reopen" | "launch"): Promise<boolean> {
	const id = store.declaration.peek()?.id ?? "";
	return act(() => post<Declaration>(`/api/declarations/${id}/${name}`), () => t(`ceremony.did.${name}`));
}

export type Scene = "signing" | "launch" | "blank" | "back";

export function show(scene: Scene): Promise<boolean> {
	return act(() => post<{ name: string }>("/api/wall", { scene }), (wall) => {
		store.wallScene.value = wall.name;
		return t("ceremony.did.wall");
	});
}

export async function addDeclaration(coalition: string): Promise<boolean> {
	return act(() => post<Declaration>("/api/declarations", { coalition }), (made) => {
		store.wantedId.value = made.id;
		store.tab.value = "text";
		return t("ceremony.did.draft");
	});
}

export type DeclarationEdit = Partial<Pick<Declaration, "coalition" | "order" | "language">> & Partial<Omit<store.Draft, "version">>;

export function edit(what: DeclarationEdit, version: number): Promise<boolean> {
	const id = store.declaration.peek()?.id ?? "";
	return act(
		() => change<Declaration>(`/api/declarations/${id}`, what, { key: newKey(), method: "PATCH", version }),
		(row) => t("ceremony.did.text", { number: row.text.number }),
	);
}

/** A badge is evidence for whoever signs on paper: it opens that sheet for the one who is called. */
export function scanned(code: string): void {
	store.paperCode.value = code;
	if (store.sheet.peek().kind === "paper") return;
	const row = store.now.peek();
	if (row !== null) store.sheet.value = { kind: "paper", id: row.id };
}
