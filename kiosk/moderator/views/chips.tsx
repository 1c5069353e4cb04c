// What was understood of the line, chip by chip, in the order it was typed; what is no part is shown as such.
import type { VNode } from "preact";
import { country, focusArea } from "../../common/net/catalogue.ts";
import { countryName, languageName, money, words } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import type { Part } from "../grammar.ts";
import { reading } from "../store.ts";
import { isChoice, labelOf, shownAs } from "./facts.ts";

const OWN: ReadonlySet<string> = new Set(["type", "amount", "currency", "focus", "country", "language", "unknown", "text"]);

export function Chips(): VNode {
	const { parts, amount } = reading.value;
	return (
		<ul class="chips" role="list" data-testid="chips">
			{parts.map((part) => (
				<li key={`${part.from}.${part.kind}`} class="chip" data-kind={part.kind} data-area={part.kind === "focus" ? part.value : undefined}>
					<span class="chip-kind">{labelled(part)}</span>
					<bdi dir="auto">{shown(part, amount?.currency ?? null)}</bdi>
				</li>
			))}
			{parts.length === 0 && <li class="chips-hint soft">{t("moderator.line.hint")}</li>}
		</ul>
	);
}

/** The oldest parts have short labels of their own; the others are called as their fields are. */
function labelled(part: Part): string {
	return OWN.has(part.field) ? t(`moderator.part.${part.kind}`) : labelOf(part.field);
}

function countryShown(code: string): string {
	const row = country(code);
	const groups = row?.groups ?? [];
	return [countryName(row), code, ...groups].join(" · ");
}

function shown(part: Part, currency: string | null): string {
	if (!OWN.has(part.field)) return isChoice(part.field) ? shownAs(part.field, part.value) : part.value;
	switch (part.kind) {
		case "type":
			return t(`pledge.type.${part.value}` as "pledge.type.policy");
		case "amount":
			return money(part.value, currency ?? "");
		case "focus":
			return words(focusArea(part.value)?.short);
		case "country":
			return countryShown(part.value);
		case "language":
			return languageName(part.value);
		case "currency":
		case "until":
		case "unknown":
		case "text":
			return part.value;
	}
}
