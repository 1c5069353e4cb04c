// What the tablet knows: the ceremony as last heard, what was written on it, and the signature on its way.
import { computed, signal } from "@preact/signals";
import { country } from "../common/net/catalogue.ts";
import { type EntityLines, entityLines } from "../common/text/entity.ts";
import { lang } from "../common/text/t.ts";
import type { Ceremony, Entity, Lang, Problem, Signature } from "../common/wire/types.ts";
import type { Parcel } from "./vault.ts";

/** undefined: not asked yet; null: no declaration is open. */
export const ceremony = signal<Ceremony | null | undefined>(undefined, { name: "ceremony" });
export const now = computed(() => ceremony.value?.now ?? null);

/** The hash of the text that lies before the signatory: what is signed, even if the text changes meanwhile. */
export const readHash = signal<string | null>(null, { name: "readHash" });
export const isTextNew = computed(() => readHash.value !== null && ceremony.value?.declaration.text.sha256 !== readHash.value);

export const hasInk = signal(false, { name: "hasInk" });
export const reservation = signal("", { name: "reservation" });
export const statement = signal("", { name: "statement" });
export const isOnPaper = signal(false, { name: "onPaper" });

/** One signature is on its way at a time; "refused" waits for a decision. */
export interface Sending extends Parcel {
	state: "waiting" | "sending" | "refused";
	/** It did not arrive at the first try. */
	isLate: boolean;
	problem: Problem | null;
}
export const sending = signal<Sending | null>(null, { name: "sending" });
/** The signature that was just taken, until the next one is called. */
export const taken = signal<Signature | null>(null, { name: "taken" });

/** The text's language: the reader's, else the host's. */
export const textLang = computed<Lang | null>(() => {
	const declaration = ceremony.value?.declaration;
	if (declaration === undefined || declaration === null) return null;
	const has = (code: Lang): boolean => (declaration.text.title[code] ?? "") !== "";
	return has(lang.value) ? lang.value : has(declaration.language) ? declaration.language : ((Object.keys(declaration.text.title)[0] as Lang | undefined) ?? null);
});

export function linesOf(entity: Entity): EntityLines {
	return entityLines(entity, country(entity.country));
}
