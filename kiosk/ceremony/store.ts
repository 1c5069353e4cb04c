// What the ceremony's screen knows: the server's rows as last heard, and what is open on it. Views read it, commands change it.
import { computed, signal } from "@preact/signals";
import { pickDeclaration } from "../common/net/ceremony.ts";
import { country } from "../common/net/catalogue.ts";
import { type EntityLines, entityLines } from "../common/text/entity.ts";
import type { Ceremony, Declaration, Entity, Lang, Signatory } from "../common/wire/types.ts";

export const declarations = signal<readonly Declaration[] | null>(null, { name: "declarations" });
/** Chosen by hand or by the address; null lets the screen choose. */
export const wantedId = signal<string | null>(null, { name: "wanted" });
export const chosen = computed(() => pickDeclaration(declarations.value ?? [], wantedId.value));

export const ceremony = signal<Ceremony | null>(null, { name: "ceremony" });
/** The list's own declaration is newer than the one in the list of declarations. */
export const declaration = computed(() => ceremony.value?.declaration ?? chosen.value);
export const isOpen = computed(() => declaration.value?.state === "open");
export const now = computed(() => ceremony.value?.now ?? null);
export const next = computed(() => ceremony.value?.next ?? []);
/** Of those who are to sign; who declined is not waited for. */
export const total = computed(() => (ceremony.value?.signatories.length ?? 0) - (ceremony.value?.counts.declined ?? 0));

/** Signatures in force, the latest first. */
export const signed = computed(() =>
	(ceremony.value?.signatories ?? [])
		.filter((row) => row.signature !== null)
		.sort((a, b) => Date.parse(b.signature?.signed_at ?? "") - Date.parse(a.signature?.signed_at ?? "")),
);

export type Tab = "list" | "text";
export const tab = signal<Tab>("list", { name: "tab" });
export const filter = signal("", { name: "filter" });

/** The sheet on top of the screen. */
export type Sheet =
	| { kind: "none" | "keys" | "new" | "add" | "launch" | "close" }
	| { kind: "signatory" | "paper" | "annul"; id: string };
export const sheet = signal<Sheet>({ kind: "none" }, { name: "sheet" });
export const isBusy = signal(false, { name: "busy" });

export type Note = { tone: "ok" | "refuse"; text: string; detail: string | null };
export const note = signal<Note | null>(null, { name: "note" });
/** The badge that was scanned for a signature on paper. */
export const paperCode = signal<string | null>(null, { name: "paperCode" });
/** What the wall was last told from here. */
export const wallScene = signal<string | null>(null, { name: "wallScene" });

/** A text as it is being written, and the version of the declaration that it is based on. */
export interface Draft { version: number; title: Partial<Record<Lang, string>>; body: Partial<Record<Lang, string>> }
export type Drafts = Readonly<Record<string, Draft>>;
/** By declaration; what is not here is as the server has it. Changed by drafts.ts, which keeps them. */
export const drafts = signal<Drafts>({}, { name: "drafts" });

export function rowOf(id: string): Signatory | null {
	return ceremony.value?.signatories.find((row) => row.id === id) ?? null;
}

export function linesOf(entity: Entity): EntityLines {
	return entityLines(entity, country(entity.country));
}

export const shown = computed(() => {
	const words = filter.value.trim().toLowerCase();
	const rows = ceremony.value?.signatories ?? [];
	if (words === "") return rows;
	return rows.filter((row) => {
		const { main, sub } = linesOf(row.entity);
		return [main, sub, row.person?.name.display, row.person?.name.latin, row.entity.country].some((text) => text?.toLowerCase().includes(words));
	});
});
