// The list of people: filters by what is the case and what is missing, search by name, one of them open beside it.
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { country } from "../../common/net/catalogue.ts";
import { countryName, words } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { StateChip, type Tone } from "../../common/ui/chip.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { Bdi, PersonNameView } from "../../common/ui/name.tsx";
import type { Column } from "../lists.ts";
import * as store from "../people.ts";
import { open, place } from "../route.ts";
import type { Missing } from "../../common/wire/types.ts";
import type { Person, PersonState } from "../wire.ts";
import { Band, Choose, listed, moment } from "./parts.tsx";
import { PersonPanel } from "./person.tsx";
import { Table } from "./table.tsx";

export const STATES: readonly PersonState[] = ["requested", "approved", "confirmed", "arrived", "declined", "merged", "erased"];
const MISSING: readonly Missing[] = ["approval", "confirmation", "letter", "photo", "identity"];
const BADGES = ["none", "waiting", "handed"] as const;
export const TONES: Record<PersonState, Tone> = { requested: "warn", approved: "info", confirmed: "info", arrived: "ok", declined: "refuse", merged: "plain", erased: "plain" };

const columns = (): readonly Column<Person>[] => [
	{ id: "name", label: t("admin.people.name"), value: (row) => row.name.latin ?? row.name.display, cell: (row) => <PersonNameView name={row.name} /> },
	{ id: "entity", label: t("admin.people.entity"), value: (row) => row.entity.name, cell: (row) => <Bdi text={row.entity.name} /> },
	{ id: "country", isMinor: true, label: t("admin.people.country"), value: (row) => countryName(country(row.entity.country)) || (row.entity.country ?? "") },
	{ id: "category", label: t("admin.people.category"), value: (row) => row.category, cell: (row) => <Band code={row.category} /> },
	{ id: "state", label: t("admin.people.state"), value: (row) => t(`admin.state.${row.state}`), cell: (row) => <StateChip tone={TONES[row.state]} text={t(`admin.state.${row.state}`)} /> },
	{ id: "missing", isMinor: true, label: t("admin.people.missing"), value: missingWords, cell: (row) => <span class="missing">{missingWords(row)}</span> },
	{ id: "badge", label: t("admin.people.badge"), value: (row) => row.badge?.serial ?? "", cell: (row) => <BadgeCell row={row} /> },
	{ id: "arrived", isMinor: true, label: t("admin.people.arrived"), value: (row) => (row.arrived_at === null ? "" : moment(row.arrived_at)) },
	{ id: "registration", isMinor: true, label: t("admin.people.registration"), value: (row) => row.registration_id ?? "", cell: (row) => <span class="code">{row.registration_id}</span> },
];

export function missingWords(row: Person): string {
	return listed(row.missing.map((what) => t(`admin.missing.${what}`)));
}

function BadgeCell({ row }: { row: Person }): VNode | null {
	if (row.badge === null) return null;
	const state = store.badgeOf(row);
	return <span class="badge-cell"><span class="code">{row.badge.serial}</span>{state === "waiting" && <span class="soft"> {t("admin.badge.waiting")}</span>}</span>;
}

export function PeopleView(): VNode {
	const { id } = place.value;
	useEffect(() => void store.openPerson(id), [id]);
	const rows = store.shown.value;
	const all = store.people.value;
	return (
		<div class="beside" data-is-open={id !== ""}>
			<Table id="people" caption={t("admin.tab.people")} rows={rows} columns={columns()} keyOf={(row) => row.id} openKey={id} onOpen={(row) => open(row.id === id ? "" : row.id)}
				hasFilter={false} tools={<Tools />} empty={all === null ? t("ui.waiting") : t("admin.list.nothing")}
				acts={all !== null && store.total.value > all.length ? <span class="soft">{t("admin.people.more", { n: all.length })}</span> : undefined} />
			{id !== "" && <PersonPanel key={id} />}
		</div>
	);
}

function Tools(): VNode {
	const wanted = store.wanted.value;
	const turn = (change: Partial<store.Wanted>): void => { store.wanted.value = { ...store.wanted.peek(), ...change }; };
	return (
		<>
			<label class="filter">
				<span class="sr-only">{t("admin.people.search")}</span>
				<Icon name="search" />
				<input class="input" type="search" data-testid="people-search" value={wanted.query} dir="auto" autocomplete="off" spellcheck={false} placeholder={t("admin.people.search")}
					onInput={(event) => void store.search(event.currentTarget.value)} />
			</label>
			<Choose id="want-state" label={t("admin.people.state")} all={t("admin.all")} value={wanted.state} onChange={(state) => turn({ state })}
				options={STATES.map((value) => ({ value, label: t(`admin.state.${value}`) }))} />
			<Choose id="want-category" label={t("admin.people.category")} all={t("admin.all")} value={wanted.category} onChange={(category) => turn({ category })}
				options={store.categories.value.map(({ code, words: name }) => ({ value: code, label: `${code} · ${words(name)}` }))} />
			<Choose id="want-missing" label={t("admin.people.missing")} all={t("admin.all")} value={wanted.missing} onChange={(missing) => turn({ missing })}
				options={MISSING.map((value) => ({ value, label: t(`admin.missing.${value}`) }))} />
			<Choose id="want-badge" label={t("admin.people.badge")} all={t("admin.all")} value={wanted.badge} onChange={(badge) => turn({ badge })}
				options={BADGES.map((value) => ({ value, label: t(`admin.badge.${value}`) }))} />
		</>
	);
}
