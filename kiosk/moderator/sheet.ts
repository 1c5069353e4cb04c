// The pledge being taken down as a whole: line and essential fields (form.ts), the further fields, who pledges together, and which
// pledge it completes, if one. Pure.
import type { Pledge, Speaker } from "../common/wire/types.ts";
import type { Details } from "./details.ts";
import { EMPTY_FORM, type Entry, type Form, type PledgeBody, type Who, bodyOf, isEmpty } from "./form.ts";
import { type More, type MoreBody, moreBody, moreOf } from "./more.ts";

/** Plain data: kept on this laptop letter by letter and restored after a crash. */
export interface Sheet extends Form {
	more: More;
	/** Who pledges beside the lead. */
	joint: Who[];
	/** The logged pledge that is being completed. */
	of: { id: string; version: number; number: string } | null;
}

export const EMPTY_SHEET: Sheet = { ...EMPTY_FORM, more: {}, joint: [], of: null };

/** The details of the line come back through the further fields, which show them. */
export type SheetBody = Omit<PledgeBody, "pledgers" | keyof Details> & MoreBody & {
	pledgers: { entity?: string; entity_name?: string; country?: string; lead: boolean }[];
};

export function isBlank(sheet: Sheet): boolean {
	return isEmpty(sheet) && sheet.of === null && sheet.joint.length === 0 && Object.keys(sheet.more).length === 0;
}

/** The next pledge of one statement: what belongs to whoever speaks is kept, what was pledged is not. */
export function nextOf(sheet: Sheet): Sheet {
	const { language } = sheet.byHand;
	const { consent, campaign } = sheet.more;
	return {
		...EMPTY_SHEET,
		who: sheet.of === null ? sheet.who : null,
		byHand: language === undefined ? {} : { language },
		more: { ...(consent !== undefined && { consent }), ...(campaign !== undefined && { campaign }) },
	};
}

function others(joint: readonly Who[]): SheetBody["pledgers"] {
	return joint.map((who) => ({
		...(who.id === null ? { entity_name: who.name.trim() } : { entity: who.id }),
		...(who.country !== null && { country: who.country }),
		lead: false,
	}));
}

/** What is sent; null while something is missing. */
export function sheetBody(sheet: Sheet, entry: Entry, session: string | null, speaker: string | null): SheetBody | null {
	const base = bodyOf({ ...entry, details: {} }, session, speaker) as Omit<PledgeBody, keyof Details> | null;
	if (base === null) return null;
	return { ...base, ...moreBody(sheet.more), pledgers: [...base.pledgers, ...others(sheet.joint)] };
}

/** What a PATCH of the completed pledge carries: also what was emptied, never whose statement it was. */
export function patchBody(sheet: Sheet, entry: Entry): object | null {
	const body = sheetBody(sheet, entry, null, null);
	if (body === null) return null;
	const { amount, text = "", focus_areas = [], countries = [], language = "" } = body;
	return { ...body, ...moreBody(sheet.more, true), text, focus_areas, countries, language, amount: amount ?? null };
}

/** A pledge that is there, back in the fields. */
export function sheetOf(pledge: Pledge): Sheet {
	const lead = pledge.pledgers.find((row) => row.lead) ?? pledge.pledgers[0];
	const whoIn = (row: Pledge["pledgers"][number]): Who => ({ id: row.entity.id, name: row.entity.name, country: row.country });
	return {
		line: "",
		byHand: {
			type: pledge.type,
			focusAreas: pledge.focus_areas,
			figure: pledge.amount?.value ?? "",
			...(pledge.amount !== null && { currency: pledge.amount.currency }),
			countries: pledge.countries,
			language: pledge.language ?? "",
			text: pledge.text ?? "",
		},
		who: lead === undefined ? null : whoIn(lead),
		more: moreOf(pledge),
		joint: pledge.pledgers.filter((row) => row !== lead).map(whoIn),
		of: { id: pledge.id, version: pledge.version, number: pledge.number },
	};
}

/** Logged in haste: it says neither what is done nor for which focus area. */
export function isIncomplete(pledge: Pledge): boolean {
	return pledge.state === "heard" && ((pledge.text ?? "") === "" || pledge.focus_areas.length === 0);
}

/** The language a statement was heard in stands for its pledges, unless they say another. */
export function heardIn(entry: Entry, speaker: Speaker | null): Entry {
	return entry.language !== null ? entry : { ...entry, language: speaker?.language ?? null };
}
