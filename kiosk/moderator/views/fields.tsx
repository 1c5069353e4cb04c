// The same pledge as fields: they show what the line says, and what is set here overrides it.
import type { VNode } from "preact";
import { catalogue, country } from "../../common/net/catalogue.ts";
import { countryName, languageName, words } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Icon } from "../../common/ui/icon.tsx";
import type { PledgeType } from "../../common/wire/types.ts";
import type { ByHand } from "../form.ts";
import { setForm } from "../outbox.ts";
import { countryOptions, entry, form } from "../store.ts";

const TYPES: readonly PledgeType[] = ["financial", "policy", "advocacy", "programmatic"];
const LETTERS: Record<PledgeType, string> = { financial: "f", policy: "p", advocacy: "a", programmatic: "g" };

function set(part: ByHand): void {
	setForm({ ...form.peek(), byHand: { ...form.peek().byHand, ...part } });
}

function toggled(list: readonly string[], value: string): string[] {
	return list.includes(value) ? list.filter((row) => row !== value) : [...list, value];
}

export function Fields(): VNode {
	return (
		<div class="fields">
			<div class="choices">
				<Types />
				<FocusAreas />
			</div>
			<Amount />
			<Language />
			<Countries />
			<Text />
		</div>
	);
}

function Types(): VNode {
	return (
		<fieldset class="choice">
			<legend class="field-label">{t("moderator.field.type")}</legend>
			{TYPES.map((type) => (
				<label key={type} class="choice-row" data-checked={entry.value.type === type}>
					<input type="radio" name="type" value={type} checked={entry.value.type === type} onChange={() => set({ type })} />
					<kbd class="choice-key" aria-hidden="true">{LETTERS[type]}</kbd>
					<span>{t(`pledge.type.${type}`)}</span>
				</label>
			))}
		</fieldset>
	);
}

function FocusAreas(): VNode {
	const chosen = entry.value.focusAreas;
	return (
		<fieldset class="choice">
			<legend class="field-label">{t("moderator.field.focus")}</legend>
			{(catalogue.value?.focus_areas ?? []).map((area) => (
				<label key={area.key} class="choice-row" data-area={area.key} data-checked={chosen.includes(area.key)}>
					<input type="checkbox" name="focus" value={area.key} checked={chosen.includes(area.key)}
						onChange={() => set({ focusAreas: toggled(entry.peek().focusAreas, area.key) })} />
					<b class="choice-letter" aria-hidden="true">{area.letter}</b>
					<span>{words(area.short)}</span>
				</label>
			))}
		</fieldset>
	);
}

function Amount(): VNode {
	const { amount, isAmountUnread } = entry.value;
	const currency = amount?.currency ?? form.value.byHand.currency ?? "";
	return (
		<div class="field field-amount">
			<label class="field-label" for="amount">{t("moderator.field.amount")}</label>
			<div class="amount-pair">
				<input id="amount" class="input num" type="text" dir="ltr" autocomplete="off"
					value={form.value.byHand.figure ?? amount?.value ?? ""} aria-invalid={isAmountUnread}
					onInput={(event) => set({ figure: event.currentTarget.value })} />
				<select id="currency" class="input" aria-label={t("moderator.field.currency")} value={currency}
					onChange={(event) => set({ currency: event.currentTarget.value })}>
					<option value="" disabled>–</option>
					{(catalogue.value?.currencies ?? []).map((row) => <option key={row.code} value={row.code}>{row.code}</option>)}
				</select>
			</div>
			{isAmountUnread && <div class="field-error">{t("moderator.gap.amount")}</div>}
		</div>
	);
}

/** The select is only a way to add: it goes back to its first line. */
function addCountry(select: HTMLSelectElement): void {
	set({ countries: toggled(entry.peek().countries, select.value) });
	select.value = "";
}

function Countries(): VNode {
	const chosen = entry.value.countries;
	return (
		<div class="field field-countries">
			<label class="field-label" for="countries">{t("moderator.field.countries")}</label>
			<select id="countries" class="input" value=""
				onChange={(event) => addCountry(event.currentTarget)}>
				<option value="">{t("moderator.field.country.add")}</option>
				{countryOptions.value.map((row) => <option key={row.value} value={row.value}>{row.label}</option>)}
			</select>
			{chosen.length > 0 && (
				<ul class="picked" role="list">
					{chosen.map((code) => (
						<li key={code}>
							<button type="button" class="picked-row" onClick={() => set({ countries: toggled(entry.peek().countries, code) })}>
								<span>{countryName(country(code))}</span>
								<Icon name="cross" /><span class="sr-only">{t("moderator.field.country.remove")}</span>
							</button>
						</li>
					))}
				</ul>
			)}
		</div>
	);
}

function Language(): VNode {
	return (
		<div class="field field-language">
			<label class="field-label" for="language">{t("moderator.field.language")}</label>
			<select id="language" class="input" value={entry.value.language ?? ""}
				onChange={(event) => set({ language: event.currentTarget.value })}>
				<option value="">{t("moderator.field.language.none")}</option>
				{(catalogue.value?.languages ?? []).map((code) => <option key={code} value={code}>{languageName(code)}</option>)}
			</select>
		</div>
	);
}

function Text(): VNode {
	return (
		<div class="field field-text">
			<label class="field-label" for="text">{t("moderator.field.text")}</label>
			<textarea id="text" class="input" rows={2} dir="auto" value={entry.value.text}
				onInput={(event) => set({ text: event.currentTarget.value })} />
		</div>
	);
}
