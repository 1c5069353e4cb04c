// Breakout groups side by side: who is in which and why. Somebody is moved by dragging, or by a form that says why they are there.
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { country } from "../../../common/net/catalogue.ts";
import { countryName, languageName } from "../../../common/text/format.ts";
import { t } from "../../../common/text/t.ts";
import { Button } from "../../../common/ui/button.tsx";
import { StateChip, type Tone } from "../../../common/ui/chip.tsx";
import { Icon } from "../../../common/ui/icon.tsx";
import { Bdi } from "../../../common/ui/name.tsx";
import * as acts from "../../groups/breakout.ts";
import * as store from "../../groups/store.ts";
import type { Breakout, Group, Member, Rule } from "../../groups/wire.ts";
import { place } from "../../route.ts";
import { isBusy, refuse, sheet } from "../../stage.ts";
import { PersonPicker } from "../parts.tsx";
import { AddSheet, GroupSheet, MemberSheet } from "./breakout_forms.tsx";
import { NameLines, SessionChoice } from "./parts.tsx";
import { SpreadTable } from "./spread.tsx";

export function BreakoutView(): VNode {
	const { id } = place.value;
	useEffect(() => {
		store.breakout.value = null;
		void store.loadPlace();
	}, [id]);
	const all = store.breakout.value?.session === id ? store.breakout.value : null;
	return (
		<section class="list gather" aria-label={t("groups.part.breakout")} data-testid="breakout">
			<div class="list-tools">
				<SessionChoice part="breakout" />
				{all !== null && <Tools all={all} />}
			</div>
			{id === "" && <p class="list-empty">{t("groups.choose.what")}</p>}
			{id !== "" && all === null && <p class="list-empty" role="status">{t("ui.waiting")}</p>}
			{all !== null && <Board all={all} />}
		</section>
	);
}

function Tools({ all }: { all: Breakout }): VNode {
	const people = [...all.unplaced, ...all.groups.flatMap((group) => group.people)];
	return (
		<>
			<div class="pick"><PersonPicker id="wish-find" label={t("groups.person.add")} without={people.map(({ id }) => id)} onPick={(person) => void acts.wish(all.session, { id: person.id, name: person.name.display }, []).then((failure) => { if (failure !== null) refuse(failure); })} /></div>
			<div class="list-acts">
				<label class="button file-button"><Icon name="sheet" /><span>{t("groups.wishes.import")}</span>
					<input class="sr-only" type="file" accept=".csv,text/csv" data-testid="wishes-file" onChange={(event) => {
						const file = event.currentTarget.files?.[0];
						if (file !== undefined) void acts.importWishes(all.session, file);
						event.currentTarget.value = "";
					}} />
				</label>
				{all.groups.length > 0 && <a class="button" href={`/api/sessions/${all.session}/groups.pdf`} download data-testid="rosters"><Icon name="print" /><span>{t("groups.rosters")}</span></a>}
				<Button icon="plus" testId="groups-add" onPress={() => { sheet.value = () => <AddSheet all={all} />; }}>{t("groups.add")}</Button>
				{all.groups.length > 0 && <Button tone="main" icon="people" testId="assign" isBusy={isBusy.value} onPress={() => void acts.assign(all.session)}>{t("groups.assign")}</Button>}
			</div>
		</>
	);
}

function Board({ all }: { all: Breakout }): VNode {
	if (all.groups.length === 0) {
		return <div class="list-empty"><p>{t("groups.none")}</p>{all.unplaced.length > 0 && <p class="soft">{t("groups.none.people", { n: all.unplaced.length })}</p>}</div>;
	}
	return (
		<div class="list-scroll board-scroll" tabIndex={0} role="region" aria-label={t("groups.part.breakout")}>
			<div class="board">
				{all.unplaced.length > 0 && <Column all={all} group={null} people={all.unplaced} />}
				{all.groups.map((group) => <Column key={group.id} all={all} group={group} people={group.people} />)}
			</div>
			<SpreadTable all={all} />
		</div>
	);
}

const DRAGGED = "text/x-p2c-member";

function Column({ all, group, people }: { all: Breakout; group: Group | null; people: readonly Member[] }): VNode {
	const [isOver, setOver] = useState(false);
	const take = (id: string): void => {
		const from = all.groups.find((row) => row.people.some((one) => one.id === id)) ?? null;
		const person = [...all.unplaced, ...all.groups.flatMap((row) => row.people)].find((one) => one.id === id);
		if (person !== undefined) void acts.move(person, from, group).then((failure) => { if (failure !== null) refuse(failure); });
	};
	return (
		<section class="column" data-is-over={isOver} data-testid={group === null ? "unplaced" : "group"} aria-label={group?.name ?? t("groups.outside")}
			onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
			onDrop={(event) => { event.preventDefault(); setOver(false); take(event.dataTransfer?.getData(DRAGGED) ?? ""); }}>
			{group === null ? <header class="column-head"><h2>{t("groups.outside")}</h2><p class="soft">{t("groups.people", { n: people.length })}</p></header> : <Head group={group} />}
			<ul role="list" class="column-people">{people.map((person) => <Card key={person.id} all={all} group={group} person={person} />)}</ul>
		</section>
	);
}

function Head({ group }: { group: Group }): VNode {
	const room = store.rooms.value.find(({ id }) => id === group.room)?.name;
	const facts = [room, group.language === null ? undefined : languageName(group.language)].filter((text) => text !== undefined);
	return (
		<header class="column-head">
			<div class="column-name">
				<h2><Bdi text={group.name} /></h2>
				<button type="button" class="dialog-close" aria-label={t("groups.edit", { name: group.name })} data-testid="group-edit" onClick={() => { sheet.value = () => <GroupSheet group={group} />; }}><Icon name="pen" /></button>
			</div>
			<p class="soft">{group.moderator === null ? t("groups.moderator.none") : <Bdi text={group.moderator.name} />}{facts.length > 0 && ` · ${facts.join(" · ")}`}</p>
			<p class="fill"><meter min={0} max={group.capacity} value={group.people.length} aria-hidden="true" /><b>{t("groups.fill", { n: group.people.length, of: group.capacity })}</b></p>
		</header>
	);
}

const TONES: Partial<Record<Rule, Tone>> = { wish1: "ok", by_hand: "info", no_place: "refuse", waiting: "wait", capacity: "warn" };

function Card({ all, group, person }: { all: Breakout; group: Group | null; person: Member }): VNode {
	const of = country(person.country ?? "");
	return (
		<li draggable onDragStart={(event) => event.dataTransfer?.setData(DRAGGED, person.id)}>
			<button type="button" class="member" data-testid="member" onClick={() => { sheet.value = () => <MemberSheet all={all} group={group} person={person} />; }}>
				<NameLines name={person.name} latin={person.latin} sub={of === undefined ? person.entity : countryName(of)} />
				<StateChip tone={TONES[person.why.rule] ?? "plain"} text={t(`groups.why.${person.why.rule}`)} />
			</button>
		</li>
	);
}
