// Findings, changes and places as sentences in the reader's language. The server says which kind and with which values; a kind that is
// not known here is said in the server's English.
import { focusArea } from "../../common/net/catalogue.ts";
import { LOCALES } from "../../common/text/dir.ts";
import { day, languageName, number, shortDay, time, words } from "../../common/text/format.ts";
import { hasKey, lang, t } from "../../common/text/t.ts";
import type { Place } from "./plan.ts";
import * as store from "./store.ts";
import type { Change, Finding, Room } from "./wire.ts";

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const LANG = /^(?:en|fr|es|ar|ru|zh)$/;

/** As the reader's language calls it, else as the house does. */
export const nameOfRoom = (room: Room): string => room.names[lang.value] ?? room.name;
export function roomName(id: string | null | undefined): string {
	const room = id ? store.roomById.value.get(id) : undefined;
	return room === undefined ? (id ?? t("planner.room.none")) : nameOfRoom(room);
}
export const titleOf = (id: string | null | undefined): string => {
	const row = id ? store.slotById.value.get(id)?.row : undefined;
	return row === undefined ? "" : words(row.title) || row.code;
};
export const when = (at: number | string): string => `${shortDay(at)} ${time(at)}`;
export const dayWords = (key: string): string => day(Date.parse(`${key}T12:00:00Z`) - store.offset.value * 60_000);
export const timesOf = ({ startsAt, endsAt }: Pick<Place, "startsAt" | "endsAt">): string => `${time(startsAt)}–${time(endsAt)}`;
export const placeWords = (place: Place): string => t("planner.place", { room: roomName(place.room), times: timesOf(place) });

export function listed(texts: readonly string[]): string {
	return new Intl.ListFormat(LOCALES[lang.value], { type: "unit", style: "short" }).format(texts);
}

export const things = (keys: readonly string[]): string => listed(keys.map((key) => (hasKey(`planner.equipment.${key}`) ? t(`planner.equipment.${key}` as "planner.equipment.projector") : key)));

/** What a value means to a reader: an instant, a language, a thing, or itself. */
function valueWords(value: unknown): string {
	if (Array.isArray(value)) return listed(value.map(valueWords));
	if (typeof value === "number") return number(value);
	const text = String(value ?? "");
	const area = focusArea(text);
	if (area !== undefined) return words(area.short);
	if (INSTANT.test(text)) return when(text);
	if (LANG.test(text)) return languageName(text);
	return hasKey(`planner.equipment.${text}`) ? things([text]) : text;
}

export function findingWords(row: Finding): string {
	const problem = row.kind === "cochairs" ? `.${String(row.values?.["problem"])}` : "";
	const key = `planner.find.${row.kind}${problem}`;
	if (!hasKey(key)) return row.sentence;
	const values = Object.fromEntries(Object.entries(row.values ?? {}).map(([name, value]) => [name, valueWords(value)]));
	return t(key as "planner.find.room_overlap", { ...values, other: titleOf(row.other), room: roomName(row.room ?? store.slotById.value.get(row.session ?? "")?.room), person: row.person?.name ?? "" });
}

export const clashWords = (rows: readonly Finding[]): string => (rows.length === 0 ? t("planner.clash.none") : rows.slice(0, 3).map(findingWords).join(" "));

function sideWords(text: string | null | undefined): string {
	if (text === null || text === undefined || text === "") return "–";
	if (INSTANT.test(text)) return when(text);
	return store.roomById.value.get(text)?.name ?? text;
}

/** "title.fr" is the title in French, "people.chair" who is in the chair. */
function fieldWords(field: string): string {
	const [stem = "", of = ""] = field.split(".");
	const name = hasKey(`planner.field.${stem}`) ? t(`planner.field.${stem}` as "planner.field.title") : stem;
	if (of === "") return name;
	return `${name} (${LANG.test(of) ? languageName(of) : hasKey(`planner.role.${of}`) ? t(`planner.role.${of}` as "planner.role.chair") : of})`;
}

const WHOLE = ["added", "removed", "cancelled", "moved"] as const;

/** "From Room 1 to Room 2"; what changed otherwise is named by its field. */
export function changeWords({ kind, field, from, to }: Change): string {
	const whole = WHOLE.find((one) => one === kind);
	const sides = { from: sideWords(from), to: sideWords(to) };
	return whole === undefined ? t("planner.change.field", { ...sides, field: fieldWords(field ?? "") }) : t(`planner.change.${whole}`, sides);
}
