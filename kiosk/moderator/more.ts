// What a pledge may say beyond the line: one table of fields, drawn, kept, sent and filled again from it. Pure.
import type { Pledge } from "../common/wire/types.ts";
import type { Details } from "./details.ts";

/** As typed; a field nobody touched is absent. */
export interface More {
	title?: string;
	instrument?: string;
	novelty?: string;
	in_kind?: string;
	condition?: string;
	from?: string;
	to?: string;
	later?: boolean;
	target_number?: string;
	target_unit?: string;
	target_place?: string;
	target_date?: string;
	measure?: string;
	beneficiaries?: string;
	sdgs?: number[];
	pillar?: string;
	initiative?: string;
	initiative_period?: string;
	partners?: string;
	campaign?: string;
	open?: boolean;
	consent?: string;
	slip?: string;
}

export type Group = "money" | "aim" | "record";
export const GROUPS: readonly Group[] = ["money", "aim", "record"];

export interface MoreField {
	name: Exclude<keyof More, "sdgs">;
	group: Group;
	kind: "text" | "date" | "choice" | "flag";
	/** Columns of twelve. */
	span: number;
	options?: readonly string[];
	/** The options are codes shown as they are, not words. */
	isCode?: boolean;
}

const INITIATIVES = ["AFR", "AMS", "ARB", "ASP", "CIS", "EUR"].flatMap((region) => [1, 2, 3, 4, 5].map((n) => `${region}${n}`));
const PERIODS = ["2026-2029", "2023-2025"];

export const FIELDS: readonly MoreField[] = [
	{ name: "instrument", group: "money", kind: "choice", span: 3, options: ["grant", "loan", "in_kind", "policy_act"] },
	{ name: "novelty", group: "money", kind: "choice", span: 3, options: ["new", "announced"] },
	{ name: "from", group: "money", kind: "date", span: 2 },
	{ name: "to", group: "money", kind: "date", span: 2 },
	{ name: "later", group: "money", kind: "flag", span: 2 },
	{ name: "in_kind", group: "money", kind: "text", span: 6 },
	{ name: "condition", group: "money", kind: "text", span: 6 },
	{ name: "target_number", group: "aim", kind: "text", span: 2 },
	{ name: "target_unit", group: "aim", kind: "text", span: 4 },
	{ name: "target_place", group: "aim", kind: "text", span: 4 },
	{ name: "target_date", group: "aim", kind: "date", span: 2 },
	{ name: "measure", group: "aim", kind: "text", span: 6 },
	{ name: "beneficiaries", group: "aim", kind: "text", span: 6 },
	{ name: "initiative", group: "aim", kind: "choice", span: 3, options: INITIATIVES, isCode: true },
	{ name: "initiative_period", group: "aim", kind: "choice", span: 3, options: PERIODS, isCode: true },
	{ name: "pillar", group: "aim", kind: "text", span: 6 },
	{ name: "title", group: "record", kind: "text", span: 6 },
	{ name: "partners", group: "record", kind: "text", span: 6 },
	{ name: "campaign", group: "record", kind: "text", span: 3 },
	{ name: "slip", group: "record", kind: "text", span: 3 },
	{ name: "consent", group: "record", kind: "choice", span: 3, options: ["yes", "no"] },
	{ name: "open", group: "record", kind: "flag", span: 3 },
];

export const SDGS: readonly number[] = Array.from({ length: 17 }, (_, i) => i + 1);

/** The part of a pledge's body that these fields make. */
export type MoreBody = Partial<Pick<Pledge, "title" | "instrument" | "in_kind" | "novelty" | "condition" | "later" | "period" | "sdgs" | "pillar"
	| "regional_initiative" | "target" | "beneficiaries" | "partners" | "campaign" | "measure" | "open" | "consent" | "slip">>;

const PLAIN = ["title", "instrument", "novelty", "in_kind", "condition", "later", "sdgs", "pillar", "beneficiaries", "partners", "campaign",
	"measure", "open", "consent", "slip"] as const;

function said(value: unknown): boolean {
	return value !== undefined && value !== "" && value !== false && !(Array.isArray(value) && value.length === 0);
}

function trimmed(value: unknown): unknown {
	return typeof value === "string" ? value.trim() : value;
}

/** Parts nobody said are left out; with `isWhole` they are sent empty, so that what was there is cleared. */
export function moreBody(more: More, isWhole = false): MoreBody {
	const body: Record<string, unknown> = {};
	for (const name of PLAIN) {
		if (said(more[name]) || (isWhole && more[name] !== undefined)) body[name] = trimmed(more[name]);
	}
	if (said(more.from) || said(more.to) || isWhole) body["period"] = { from: (more.from ?? "").trim(), to: (more.to ?? "").trim() };
	const { target_number: number = "", target_unit: unit = "", target_place: place = "", target_date: date = "" } = more;
	const hasTarget = [number, unit, place, date].some((part) => part.trim() !== "");
	if (hasTarget) body["target"] = { number: number.trim(), unit: unit.trim(), place: place.trim(), date: date.trim() };
	else if (isWhole) body["target"] = null;
	if (said(more.initiative)) body["regional_initiative"] = { code: more.initiative, period: more.initiative_period || PERIODS[0] };
	else if (isWhole) body["regional_initiative"] = null;
	if (isWhole && more.slip?.trim() === "") delete body["slip"];
	return body as MoreBody;
}

/** What the line says, or a pledge that is there, as it fills the fields; what neither says is absent. */
export function moreOf(said: Partial<MoreBody> | Details): More {
	const { target, regional_initiative: initiative, period } = said;
	const all: Record<string, unknown> = {
		...Object.fromEntries(PLAIN.map((name) => [name, (said as MoreBody)[name]])),
		from: period?.from,
		to: period?.to,
		target_number: target?.number,
		target_unit: target?.unit,
		target_place: target?.place,
		target_date: target?.date,
		initiative: initiative?.code,
		initiative_period: initiative?.period,
	};
	return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== null)) as More;
}

/** How many fields of a group say something: shown on it while it is closed. */
export function countIn(more: More, group: Group): number {
	const filled = FIELDS.filter((field) => field.group === group && said(more[field.name])).length;
	return filled + (group === "aim" && said(more.sdgs) ? 1 : 0);
}
