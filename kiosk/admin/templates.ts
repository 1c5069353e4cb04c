// Badge templates: the list, the one in the editor as text, and its picture, drawn by the server as one types.
import { batch, computed, signal } from "@preact/signals";
import { ask, draw } from "../common/net/api.ts";
import { t } from "../common/text/t.ts";
import type { Failure } from "../common/ui/problem.tsx";
import { place } from "./route.ts";
import { act, patch, post, refuse } from "./stage.ts";
import type { TemplateRow } from "./wire.ts";

const PAUSE_MS = 250;
const DPI = 144;

export const templates = signal<readonly TemplateRow[]>([], { name: "templates" });
export const current = computed(() => templates.value.find(({ id }) => id === place.value.id) ?? null);
/** The text in the editor, and as it was when it was opened. */
export const draft = signal("", { name: "draft" });
export const opened = signal("", { name: "opened" });
export const isChanged = computed(() => draft.value !== opened.value);
export const samples = signal<readonly string[]>([], { name: "samples" });
export const sample = signal("latin", { name: "sample" });
export const side = signal(1, { name: "side" });

export type Preview =
	| { kind: "none" }
	| { kind: "picture"; url: string }
	/** Where in the text, if that is known, and in whose words. */
	| { kind: "wrong"; field: string; words: string }
	| { kind: "unknown" };
export const preview = signal<Preview>({ kind: "none" }, { name: "preview" });

export async function loadTemplates(): Promise<void> {
	const answer = await ask<{ templates: TemplateRow[]; samples: string[] }>("/api/templates");
	if (answer.kind !== "done") return;
	templates.value = answer.value.templates;
	samples.value = answer.value.samples;
}

export async function openTemplate(id: string): Promise<void> {
	if (id === "") return;
	const answer = await ask<{ template: object }>(`/api/templates/${encodeURIComponent(id)}`);
	if (answer.kind !== "done") {
		if (answer.kind !== "aborted") refuse(answer);
		return;
	}
	const text = pretty(answer.value.template);
	batch(() => {
		opened.value = text;
		side.value = 1;
	});
	write(text);
}

const LINE = 110;

function flat(value: unknown): string {
	if (typeof value !== "object" || value === null) return JSON.stringify(value);
	if (Array.isArray(value)) return `[${value.map(flat).join(", ")}]`;
	return `{ ${Object.entries(value).map(([key, row]) => `${JSON.stringify(key)}: ${flat(row)}`).join(", ")} }`;
}

/** JSON as one writes it by hand: a box or a text that fits stands on one line. */
function pretty(value: unknown, indent = ""): string {
	const line = flat(value);
	if (typeof value !== "object" || value === null || line.length + indent.length <= LINE) return line;
	const inner = `${indent}  `;
	const rows = Array.isArray(value)
		? value.map((row) => inner + pretty(row, inner))
		: Object.entries(value).map(([key, row]) => `${inner}${JSON.stringify(key)}: ${pretty(row, inner)}`);
	const [start, end] = Array.isArray(value) ? "[]" : "{}";
	return `${start}\n${rows.join(",\n")}\n${indent}${end}`;
}

let timer = 0;
let drawing: AbortController | null = null;

export function write(text: string): void {
	draft.value = text;
	drawSoon();
}

export function drawSoon(): void {
	window.clearTimeout(timer);
	timer = window.setTimeout(() => void drawNow(), PAUSE_MS);
}

async function drawNow(): Promise<void> {
	const text = draft.peek();
	const wrong = jsonFault(text);
	drawing?.abort();
	if (text === "" || wrong !== null) {
		show(wrong === null ? { kind: "none" } : wrong);
		return;
	}
	drawing = new AbortController();
	const query = { form: "png", sample: sample.peek(), side: side.peek(), dpi: DPI };
	const answer = await draw("/api/templates/preview", text, { query, signal: drawing.signal });
	if (answer.kind === "done") show({ kind: "picture", url: URL.createObjectURL(answer.value) });
	if (answer.kind === "unknown") show({ kind: "unknown" });
	if (answer.kind === "refused") show({ kind: "wrong", field: answer.problem.field ?? "", words: answer.problem.detail ?? answer.problem.title });
}

function show(next: Preview): void {
	const before = preview.peek();
	preview.value = next;
	if (before.kind === "picture") URL.revokeObjectURL(before.url);
}

/** The browser says where a text stops being JSON; its words are English. */
function jsonFault(text: string): Preview | null {
	try {
		if (text !== "") JSON.parse(text);
		return null;
	} catch (error) {
		return { kind: "wrong", field: "", words: error instanceof Error ? error.message : String(error) };
	}
}

/** Where a field of a refusal ("sides[0].qr.width") stands in the text, for the editor to go to: the place of its last name. */
export function findField(text: string, field: string): number {
	let at = 0;
	for (const [, name, index] of field.matchAll(/([a-z_]+)|\[?(\d+)\]?/g)) {
		const next = name !== undefined ? text.indexOf(`"${name}"`, at) : nthObject(text, at, Number(index));
		if (next >= 0) at = next;
	}
	return at;
}

function nthObject(text: string, from: number, n: number): number {
	let depth = 0;
	let seen = -1;
	for (let at = text.indexOf("[", from) + 1; at > 0 && at < text.length; at++) {
		if (text[at] === "{" && depth++ === 0 && ++seen === n) return at;
		if (text[at] === "}") depth--;
	}
	return -1;
}

export async function save(id: string, name: string): Promise<Failure | null> {
	const row = templates.peek().find((other) => other.id === id);
	const content = { ...(JSON.parse(draft.peek()) as object), id, name };
	const send = (): ReturnType<typeof post<TemplateRow>> =>
		(row === undefined ? post<TemplateRow>("/api/templates", content) : patch<TemplateRow>(`/api/templates/${encodeURIComponent(id)}`, row.version, content));
	const failure = await act(send, () => t("admin.did.template", { name }));
	if (failure !== null) return failure;
	await loadTemplates();
	batch(() => {
		draft.value = pretty(content);
		opened.value = draft.peek();
	});
	return null;
}

export async function remove(row: TemplateRow): Promise<Failure | null> {
	const failure = await act(() => post<object>(`/api/templates/${encodeURIComponent(row.id)}/remove`), () => t("admin.did.template.remove", { name: row.name }));
	if (failure === null) await loadTemplates();
	return failure;
}
