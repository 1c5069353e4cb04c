// Somebody who is not on the list: the few fields a badge needs, and nothing more.
import { signal, type Signal } from "@preact/signals";
import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import type { Entity, Participant } from "../../common/wire/types.ts";
import { catalogue, country } from "../../common/net/catalogue.ts";
import { compare, countryName, words } from "../../common/text/format.ts";
import { LANGS, OWN_NAMES } from "../../common/text/dir.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { Combobox } from "../../common/ui/combobox.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import { SelectField, TextField } from "../../common/ui/field.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import { failureText, ProblemPanel, type Failure } from "../../common/ui/problem.tsx";
import * as acts from "../acts.ts";
import { findEntities, findHosts, formKey } from "../forms.ts";
import { hits, query } from "../store.ts";

interface Form {
	key: string;
	values: Record<Name, Signal<string>>;
	/** A known entity; null: what stands in the field is a new one. */
	entity: Signal<Entity | null>;
	suggestions: Signal<readonly Entity[]>;
	/** Whom they accompany; null: nobody on the list. */
	host: Signal<Participant | null>;
	hosts: Signal<readonly Participant[]>;
	hasLetter: Signal<boolean>;
	isRemote: Signal<boolean>;
	isBusy: Signal<boolean>;
	failure: Signal<Failure | null>;
}
type Name = "given" | "family" | "latin" | "title" | "entity" | "type" | "country" | "category" | "email" | "language" | "host";
const NAMES: readonly Name[] = ["given", "family", "latin", "title", "entity", "type", "country", "category", "email", "language", "host"];

/** Which of the server's field names stands at which of ours. */
const FIELDS: Record<string, Name> = {
	"name.given": "given", "name.family": "family", "name.display": "family", "name": "family", "name.latin": "latin", "title": "title",
	"entity": "entity", "entity.name": "entity", "entity.id": "entity", "entity.type": "type", "entity.country": "country",
	"category": "category", "email": "email", "language": "language", "host": "host",
};

function createForm(): Form {
	const values = Object.fromEntries(NAMES.map((name) => [name, signal("")])) as Form["values"];
	const typed = typedName();
	values.given.value = typed.given;
	values.family.value = typed.family;
	return {
		key: formKey(), values, entity: signal(null), suggestions: signal([]), host: signal(null), hosts: signal([]),
		hasLetter: signal(false), isRemote: signal(false), isBusy: signal(false), failure: signal(null),
	};
}

/** What was searched for in vain is most likely the name: it need not be typed twice. */
function typedName(): { given: string; family: string } {
	const words = hits.peek().list.length === 0 ? query.peek().trim().split(/\s+/) : [];
	return { given: words.slice(0, -1).join(" "), family: words.at(-1) ?? "" };
}

export function WalkInSheet({ onClose }: { onClose: () => void }): VNode {
	const form = useMemo(createForm, []);
	const failure = form.failure.value;
	return (
		<Dialog title={t("desk.walkin.title")} onClose={onClose} size="wide">
			<form class="walkin" onSubmit={(event) => { event.preventDefault(); void send(form, onClose); }}>
				{failure !== null && <ProblemPanel failure={failure} />}
				<div class="walkin-grid">
					<Text form={form} name="given" label={t("desk.walkin.given")} />
					<Text form={form} name="family" label={t("desk.walkin.family")} isRequired />
					<Text form={form} name="latin" label={t("desk.walkin.latin")} hint={t("desk.walkin.latin.hint")} isOptional />
					<Text form={form} name="title" label={t("desk.walkin.job")} isOptional />
					<EntityField form={form} />
					<CategoryField form={form} />
					{form.entity.value === null && form.values.entity.value.trim() !== "" && <NewEntity form={form} />}
					<Text form={form} name="email" label={t("desk.walkin.email")} isOptional type="email" />
					<LanguageField form={form} />
					<HostField form={form} />
					<div class="walkin-ticks">
						<Tick field={form.hasLetter} id="walkin-letter" label={t("desk.walkin.letter")} />
						<Tick field={form.isRemote} id="walkin-remote" label={t("desk.walkin.remote")} />
					</div>
				</div>
				<div class="dialog-acts">
					<Button tone="quiet" onPress={onClose}>{t("desk.cancel")}</Button>
					<Button type="submit" tone="main" icon="plus" isBusy={form.isBusy.value} chord="Enter" onPress={() => undefined}>{t("desk.walkin.send")}</Button>
				</div>
			</form>
		</Dialog>
	);
}

interface TextProps { form: Form; name: Name; label: string; hint?: string; isRequired?: boolean; isOptional?: boolean; type?: "text" | "email" }

function Text({ form, name, ...rest }: TextProps): VNode {
	const field = form.values[name];
	return <TextField id={`walkin-${name}`} value={field.value} onInput={(text) => { field.value = text; }} {...rest} {...errorOf(form, name)} />;
}

function EntityField({ form }: { form: Form }): VNode {
	const options = form.suggestions.value.map((row) => ({
		id: row.id,
		content: <><Bdi text={row.name} /> <span class="soft">{countryName(country(row.country))}</span></>,
	}));
	const look = async (text: string): Promise<void> => {
		form.values.entity.value = text;
		form.entity.value = null;
		const found = await findEntities(text);
		if (found !== null) form.suggestions.value = found;
	};
	const pick = (id: string): void => {
		const row = form.suggestions.peek().find((one) => one.id === id);
		if (row === undefined) return;
		form.entity.value = row;
		form.values.entity.value = row.name;
		form.suggestions.value = [];
	};
	return <Combobox id="walkin-entity" label={t("desk.walkin.entity")} value={form.values.entity.value} options={options} isRequired
		onInput={(text) => void look(text)} onPick={pick} {...errorOf(form, "entity")} />;
}

/** An accompanying person comes with somebody who is on the list. */
function HostField({ form }: { form: Form }): VNode {
	const options = form.hosts.value.map((row) => ({
		id: row.id,
		content: <><Bdi text={row.name.display} /> <span class="soft"><Bdi text={row.entity.name} /></span></>,
	}));
	const look = async (text: string): Promise<void> => {
		form.values.host.value = text;
		form.host.value = null;
		const found = await findHosts(text);
		if (found !== null) form.hosts.value = found;
	};
	const pick = (id: string): void => {
		const row = form.hosts.peek().find((one) => one.id === id);
		if (row === undefined) return;
		form.host.value = row;
		form.values.host.value = row.name.display;
		form.hosts.value = [];
	};
	return <Combobox id="walkin-host" label={t("desk.walkin.host")} hint={t("desk.walkin.host.hint")} value={form.values.host.value} options={options}
		onInput={(text) => void look(text)} onPick={pick} {...errorOf(form, "host")} />;
}

function Tick({ field, id, label }: { field: Signal<boolean>; id: string; label: string }): VNode {
	return (
		<label class="choice">
			<input type="checkbox" id={id} checked={field.value} onChange={(event) => { field.value = event.currentTarget.checked; }} />
			<span>{label}</span>
		</label>
	);
}

function NewEntity({ form }: { form: Form }): VNode {
	const { type, country: home } = form.values;
	const types = (catalogue.value?.entity_types ?? []).map((row) => ({ value: row.key, label: words(row.words) }));
	const countries = (catalogue.value?.countries ?? [])
		.map((row) => ({ value: row.code, label: `${countryName(row)} (${row.code})` }))
		.sort((a, b) => compare(a.label, b.label));
	return (
		<>
			<SelectField id="walkin-type" label={t("desk.walkin.new_type")} value={type.value} options={types} empty={t("desk.choose")}
				onChange={(value) => { type.value = value; }} {...errorOf(form, "type")} />
			<SelectField id="walkin-country" label={t("desk.fact.country")} value={home.value} options={countries} empty={t("desk.choose")}
				onChange={(value) => { home.value = value; }} {...errorOf(form, "country")} />
		</>
	);
}

function CategoryField({ form }: { form: Form }): VNode {
	const field = form.values.category;
	const options = (catalogue.value?.categories ?? []).map((row) => ({ value: row.code, label: `${row.code} · ${words(row.words)}` }));
	return <SelectField id="walkin-category" label={t("desk.walkin.category")} value={field.value} options={options} empty={t("desk.choose")}
		onChange={(value) => { field.value = value; }} {...errorOf(form, "category")} />;
}

function LanguageField({ form }: { form: Form }): VNode {
	const field = form.values.language;
	const options = LANGS.map((code) => ({ value: code, label: OWN_NAMES[code] }));
	return <SelectField id="walkin-language" label={t("desk.fact.language")} value={field.value} options={options} empty={t("desk.choose")} isOptional
		onChange={(value) => { field.value = value; }} />;
}

/** The sentence under the field the server named. */
function errorOf(form: Form, name: Name): { error?: string } {
	const failure = form.failure.value;
	if (failure?.kind !== "refused" || FIELDS[failure.problem.field ?? ""] !== name) return {};
	return { error: failureText(failure) };
}

async function send(form: Form, onDone: () => void): Promise<void> {
	if (form.isBusy.peek()) return;
	form.isBusy.value = true;
	const failure = await acts.walkIn(toWalkIn(form), form.key);
	form.isBusy.value = false;
	form.failure.value = failure;
	if (failure === null) onDone();
	// A refused form may be corrected and sent again: that is another act, with another key.
	else if (failure.kind === "refused") form.key = formKey();
}

/** Empty fields are not sent at all. */
function toWalkIn(form: Form): acts.WalkIn {
	const value = (name: Name): string => form.values[name].peek().trim();
	const given = (name: Name): Record<string, string> => (value(name) === "" ? {} : { [name]: value(name) });
	const known = form.entity.peek();
	const entity = known !== null ? { id: known.id } : { name: value("entity"), ...given("type"), ...given("country") };
	return {
		name: { ...given("given"), family: value("family"), ...given("latin") },
		...given("title"),
		entity,
		category: value("category"),
		...given("email"),
		...given("language"),
		...(form.hasLetter.peek() && { letter: { state: "seen" as const } }),
		...(form.host.peek() !== null && { host: form.host.peek()!.id }),
		...(form.isRemote.peek() && { remote: true }),
	};
}
