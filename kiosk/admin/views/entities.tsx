// The list of entities, and one of them beside it: what is known of it, its people, its form.
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { catalogue, country } from "../../common/net/catalogue.ts";
import { compare, countryName, words } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { StateChip } from "../../common/ui/chip.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { Bdi, PersonNameView } from "../../common/ui/name.tsx";
import * as store from "../entities.ts";
import { type FormField, type FormValues, text } from "../forms.ts";
import type { Column } from "../lists.ts";
import { addressOf, open, place } from "../route.ts";
import { sheet } from "../stage.ts";
import type { EntityCount, Person } from "../wire.ts";
import { FormSheet } from "./form.tsx";
import { Choose, Facts, listed, Panel } from "./parts.tsx";
import { TONES } from "./people.tsx";
import { Table } from "./table.tsx";

const countryOf = ({ entity }: EntityCount): string => countryName(country(entity.country)) || (entity.country ?? "");
const typeOf = (key: string): string => words(catalogue.value?.entity_types.find((row) => row.key === key)?.words) || key;
const types = (): { value: string; label: string }[] => (catalogue.value?.entity_types ?? []).map((row) => ({ value: row.key, label: words(row.words) }));

const columns = (): readonly Column<EntityCount>[] => [
	{ id: "name", label: t("entities.name"), value: (row) => row.entity.name, cell: (row) => <Bdi text={row.entity.name} /> },
	{ id: "type", label: t("entities.type"), value: (row) => typeOf(row.entity.type) },
	{ id: "country", label: t("entities.country"), value: countryOf },
	{ id: "registered", label: t("entities.registered"), isNumber: true, value: (row) => row.registered },
	{ id: "arrived", label: t("entities.arrived"), isNumber: true, value: (row) => row.arrived },
	{ id: "pledges", label: t("entities.pledges"), isNumber: true, value: (row) => row.pledges },
];

export function EntitiesView(): VNode {
	const { id } = place.value;
	useEffect(() => void store.openEntity(id), [id]);
	const all = store.entityBook.value;
	const rows = (all ?? []).filter(({ entity }) => store.wantedType.value === "" || entity.type === store.wantedType.value);
	const row = all?.find(({ entity }) => entity.id === id);
	return (
		<div class="beside" data-is-open={row !== undefined}>
			<Table id="entities" caption={t("entities.tab")} rows={rows} columns={columns()} keyOf={({ entity }) => entity.id} openKey={id} onOpen={({ entity }) => open(entity.id === id ? "" : entity.id)}
				empty={all === null ? t("ui.waiting") : t("admin.list.nothing")}
				tools={<Choose id="entities-type" label={t("entities.type")} all={t("admin.all")} value={store.wantedType.value} onChange={(next) => { store.wantedType.value = next; }} options={types()} />} />
			{row !== undefined && <EntityPanel key={id} row={row} />}
		</div>
	);
}

function EntityPanel({ row }: { row: EntityCount }): VNode {
	const people = store.members.value;
	const heads = (people ?? []).filter(({ roles }) => roles.includes("head_of_delegation"));
	return (
		<Panel label={t("entities.entity")} title={<Bdi text={row.entity.name} />}>
			<Facts rows={[
				[t("entities.type"), typeOf(row.entity.type)],
				[t("entities.country"), countryOf(row)],
				[t("entities.head"), listed(heads.map(({ name }) => name.display))],
				[t("entities.focal"), people === null ? "" : listed(store.focalPoints(people))],
				[t("entities.registered"), String(row.registered)],
				[t("entities.arrived"), String(row.arrived)],
				[t("entities.pledges"), String(row.pledges)],
			]} />
			<div class="acts">
				<Button icon="pen" testId="entity-edit" onPress={() => { sheet.value = () => <EditSheet row={row} />; }}>{t("entities.edit")}</Button>
				{(people ?? []).some(({ badge }) => badge !== null) && <a class="button" href={`/api/packs.pdf?entity=${row.entity.id}`} download><Icon name="print" /><span>{t("entities.packs")}</span></a>}
			</div>
			<h3>{t("entities.people")}</h3>
			{people === null ? <p>{t("ui.waiting")}</p> : people.length === 0 ? <p class="soft">{t("entities.nobody")}</p> : <Members people={people} />}
		</Panel>
	);
}

function Members({ people }: { people: readonly Person[] }): VNode {
	return (
		<ul class="entity-people" data-testid="entity-people">
			{people.map((person) => (
				<li key={person.id}>
					<a href={addressOf("people", "list", person.id)}><PersonNameView name={person.name} /></a>
					<StateChip tone={TONES[person.state]} text={t(`admin.state.${person.state}`)} />
				</li>
			))}
		</ul>
	);
}

function EditSheet({ row }: { row: EntityCount }): VNode {
	const countries = [...(catalogue.value?.countries ?? [])].map(({ code }) => ({ value: code, label: countryName(country(code)) || code })).sort((a, b) => compare(a.label, b.label));
	const fields: readonly FormField[] = [
		{ id: "name", label: t("entities.name"), kind: "text", value: row.entity.name, hint: t("entities.hint") },
		{ id: "type", label: t("entities.type"), kind: "select", value: row.entity.type, options: types() },
		{ id: "country", label: t("entities.country"), kind: "select", value: row.entity.country ?? "", isOptional: true, empty: t("entities.country_none"), options: countries },
	];
	return <FormSheet title={t("entities.edit")} lead={t("entities.lead")} fields={fields} submit={t("admin.save")} onSubmit={(values) => store.editEntity(row, said(values))} />;
}

const said = (values: FormValues): object => ({ name: text(values, "name"), type: text(values, "type"), country: text(values, "country") });
