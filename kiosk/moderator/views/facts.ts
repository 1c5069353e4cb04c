// The fields of a pledge in words: what each is called and what its value reads, for whatever sets two versions side by side.
import { country, focusArea } from "../../common/net/catalogue.ts";
import { countryName, languageName, money, words } from "../../common/text/format.ts";
import { hasKey, t } from "../../common/text/t.ts";
import type { Key } from "../../common/text/t.ts";

const LABELS: Record<string, Key> = {
	type: "moderator.field.type",
	amount: "moderator.field.amount",
	focus_areas: "moderator.field.focus",
	countries: "moderator.field.countries",
	language: "moderator.field.language",
	text: "moderator.field.text",
	pledgers: "moderator.fact.pledgers",
	state: "moderator.fact.state",
	reason: "moderator.fact.reason",
	period: "moderator.fact.period",
	target: "moderator.fact.target",
	regional_initiative: "moderator.more.initiative",
};

/** The fields two versions are compared by, in the order of the screen. */
export const COMPARED: readonly string[] = ["type", "amount", "focus_areas", "countries", "language", "text", "title", "instrument", "novelty", "period", "later",
	"in_kind", "condition", "target", "measure", "beneficiaries", "sdgs", "regional_initiative", "pillar", "partners", "campaign", "slip", "consent", "open"];

export function labelOf(field: string): string {
	const key = LABELS[field] ?? `moderator.more.${field}`;
	return hasKey(key) ? t(key) : field;
}

/** Ids and stamps have no name here: the act itself tells of them. */
export function hasLabel(field: string): boolean {
	return field in LABELS || hasKey(`moderator.more.${field}`);
}

type Row = Record<string, unknown>;

function joined(parts: readonly unknown[], mark = " "): string {
	return parts.filter((part) => part !== "" && part !== null && part !== undefined).join(mark);
}

const SHOWN: Record<string, (value: never) => string> = {
	type: (value: string) => t(`pledge.type.${value as "policy"}`),
	state: (value: string) => t(`pledge.state.${value as "heard"}`),
	amount: (value: { value: string; currency: string }) => money(value.value, value.currency),
	focus_areas: (value: string[]) => value.map((key) => words(focusArea(key)?.short)).join(", "),
	countries: (value: string[]) => value.map((code) => countryName(country(code))).join(", "),
	language: (value: string) => languageName(value),
	pledgers: (value: { entity: { name: string } }[]) => value.map((row) => row.entity.name).join(", "),
	period: (value: { from: string; to: string }) => joined([value.from, value.to], " – "),
	target: (value: Row) => joined([value["number"], value["unit"], value["place"], value["date"]], " · "),
	regional_initiative: (value: Row) => joined([value["code"], value["period"]]),
	sdgs: (value: number[]) => value.join(", "),
	instrument: (value: string) => t(`moderator.instrument.${value as "grant"}`),
	novelty: (value: string) => t(`moderator.novelty.${value as "new"}`),
	consent: (value: string) => t(`moderator.consent.${value as "yes"}`),
};

/** One of a few words, kept by its key. */
export function isChoice(field: string): boolean {
	return ["instrument", "novelty", "consent"].includes(field);
}

function isNothing(value: unknown): boolean {
	return value === undefined || value === null || value === "" || value === false || (Array.isArray(value) && value.length === 0);
}

/** "–" for what nobody said. */
export function shownAs(field: string, value: unknown): string {
	if (isNothing(value)) return "–";
	if (value === true) return t("moderator.consent.yes");
	const shown = SHOWN[field];
	const text = shown === undefined ? String(value) : shown(value as never);
	return text === "" ? "–" : text;
}

/** The fields in which two versions read differently. */
export function differing(a: object, b: object): string[] {
	return COMPARED.filter((field) => shownAs(field, (a as Row)[field]) !== shownAs(field, (b as Row)[field]));
}
