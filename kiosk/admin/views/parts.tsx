// Small parts that several tabs share: facts, tools of a list, a panel beside it, picking a person.
import type { ComponentChildren, VNode } from "preact";
import { useState } from "preact/hooks";
import { category } from "../../common/net/catalogue.ts";
import { shortDay, time } from "../../common/text/format.ts";
import { LOCALES } from "../../common/text/dir.ts";
import { lang, t } from "../../common/text/t.ts";
import { CategoryBand } from "../../common/ui/chip.tsx";
import { Combobox } from "../../common/ui/combobox.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { Bdi, PersonNameView } from "../../common/ui/name.tsx";
import { find, found } from "../finder.ts";
import { linesOf } from "../people.ts";
import { open } from "../route.ts";
import type { Person } from "../wire.ts";

export const moment = (at: string): string => `${shortDay(at)} ${time(at)}`;

/** Who saw to it and when; imported rows know only when. */
export function byAt(by: string | null | undefined, at: string): string {
	return by ? t("admin.by_at", { by, at: moment(at) }) : moment(at);
}

/** "Letter, photo", with the comma of the reader's language. */
export function listed(texts: readonly string[]): string {
	return new Intl.ListFormat(LOCALES[lang.value], { type: "unit", style: "short" }).format(texts);
}

export function Band({ code, size = "small" }: { code: string; size?: "small" | "full" }): VNode {
	const row = category(code);
	return row === undefined ? <span>{code}</span> : <CategoryBand category={row} size={size} />;
}

export function Panel({ title, children, label }: { title: ComponentChildren; children: ComponentChildren; label: string }): VNode {
	return (
		<aside class="panel" aria-label={label} data-testid="panel">
			<div class="panel-head">
				<h2>{title}</h2>
				<button type="button" class="dialog-close" aria-label={t("ui.close")} onClick={() => open("")}><Icon name="cross" /></button>
			</div>
			<div class="panel-body">{children}</div>
		</aside>
	);
}

export function Facts({ rows }: { rows: readonly (readonly [string, ComponentChildren])[] }): VNode {
	return <dl class="facts">{rows.filter(([, value]) => value !== null && value !== "").map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>;
}

export interface Choice { value: string; label: string }

export function Choose({ id, label, value, options, all, onChange }: { id: string; label: string; value: string; options: readonly Choice[]; all?: string; onChange: (value: string) => void }): VNode {
	return (
		<label class="choose">
			<span>{label}</span>
			<select class="input" data-testid={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
				{all !== undefined && <option value="">{all}</option>}
				{options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
			</select>
		</label>
	);
}

/** Finds somebody by any part of a name; the choice is the caller's. */
export function PersonPicker({ id, label, without, onPick }: { id: string; label: string; without: readonly string[]; onPick: (person: Person) => void }): VNode {
	const [text, setText] = useState("");
	const options = found.value.filter((person) => !without.includes(person.id) && person.state !== "merged");
	return (
		<Combobox id={id} label={label} value={text}
			options={options.map((person) => ({ id: person.id, content: <PersonLine person={person} /> }))}
			onInput={(next) => { setText(next); void find(next); }}
			onPick={(picked) => {
				const person = options.find((row) => row.id === picked);
				setText("");
				void find("");
				if (person !== undefined) onPick(person);
			}} />
	);
}

export function PersonLine({ person }: { person: Person }): VNode {
	return (
		<span class="person-line">
			<Band code={person.category} />
			<PersonNameView name={person.name} />
			<span class="soft"><Bdi text={linesOf(person).main} /></span>
		</span>
	);
}

/** The picture, or the outline of somebody. */
export function Photo({ person, size }: { person: Person; size: "small" | "large" }): VNode {
	const photo = person.photo;
	return (
		<span class="photo" data-size={size}>
			{photo ? <img key={photo.at} src={photo.url} alt={t("admin.photo.of", { name: person.name.display })} /> : <Icon name="person" />}
		</span>
	);
}
