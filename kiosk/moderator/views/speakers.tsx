// The speakers' list: who has the floor, who comes next, who was heard.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { category } from "../../common/net/catalogue.ts";
import { time } from "../../common/text/format.ts";
import { latinBeside } from "../../common/text/script.ts";
import { t } from "../../common/text/t.ts";
import { ActionButton, Button } from "../../common/ui/button.tsx";
import { CategoryBand } from "../../common/ui/chip.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { Bdi, Marked } from "../../common/ui/name.tsx";
import type { Participant, Speaker } from "../../common/wire/types.ts";
import { actions } from "../actions.ts";
import { addSpeaker, callSpeaker, strike } from "../commands.ts";
import { findPeople } from "../load.ts";
import { floor, heardSpeakers, isAdding, isFloorBusy, speaking, waiting } from "../store.ts";
import { Finder } from "./finder.tsx";

export function Speakers(): VNode {
	const now = speaking.value;
	return (
		<section class="speakers" aria-labelledby="speakers-title">
			<div class="speakers-head">
				<h2 id="speakers-title">{t("moderator.speakers")}</h2>
				{floor.value !== null && <span class="soft" data-testid="to-come">{t("moderator.to_come", { n: waiting.value.length })}</span>}
			</div>
			{isAdding.value ? <AddSpeaker /> : <ActionButton actions={actions} id="floor.add" icon="plus" />}
			<ol class="speaker-list" role="list">
				{now !== null && <SpeakerRow key={now.id} row={now} place={null} />}
				{waiting.value.map((row, i) => <SpeakerRow key={row.id} row={row} place={i + 1} />)}
			</ol>
			{floor.value !== null && now === null && waiting.value.length === 0 && <p class="empty">{t("moderator.speakers.none")}</p>}
			<Heard />
		</section>
	);
}

function SpeakerRow({ row, place }: { row: Speaker; place: number | null }): VNode {
	const [isAsking, setAsking] = useState(false);
	const band = category(row.person.category);
	const latin = latinBeside(row.person.name);
	return (
		<li class="speaker" data-state={row.state} data-testid="speaker">
			<span class="speaker-place num" aria-hidden="true">{place ?? "▶"}</span>
			<div class="speaker-who">
				<p class="speaker-entity">
					<Bdi text={row.entity.name} />
					{row.entity.country !== null && <span class="code">{row.entity.country}</span>}
				</p>
				<div class="speaker-person">
					{band !== undefined && <CategoryBand category={band} size="small" />}
					<span class="speaker-names">
						<Bdi text={row.person.name.display} />
						{latin !== null && <Bdi text={latin} />}
					</span>
				</div>
				{isAsking && (
					<p class="speaker-ask" role="group" aria-label={t("moderator.strike.ask")}>
						<span>{t("moderator.strike.ask")}</span>
						<Button tone="risk" onPress={() => void strike(row)}>{t("moderator.strike.yes")}</Button>
						<Button tone="quiet" onPress={() => setAsking(false)}>{t("moderator.strike.no")}</Button>
					</p>
				)}
			</div>
			{row.state === "waiting" && !isAsking && (
				<div class="speaker-acts">
					<button type="button" class="small-act" disabled={isFloorBusy.value} onClick={() => void callSpeaker(row)}>
						{t("moderator.call")}<span class="sr-only"> {row.entity.name}</span>
					</button>
					<button type="button" class="small-act" onClick={() => setAsking(true)}>
						<Icon name="cross" /><span class="sr-only">{t("moderator.strike")} {row.entity.name}</span>
					</button>
				</div>
			)}
		</li>
	);
}

function Heard(): VNode | null {
	const rows = heardSpeakers.value;
	if (rows.length === 0) return null;
	return (
		<details class="heard-list">
			<summary>{t("moderator.delivered", { n: rows.length })}</summary>
			<ol role="list">
				{rows.map((row) => (
					<li key={row.id}>
						{row.ended_at !== null && <span class="num soft">{time(row.ended_at)}</span>}
						<Bdi text={row.entity.name} />
					</li>
				))}
			</ol>
		</details>
	);
}

function backToLine(): void {
	actions.run("line.focus");
}

function AddSpeaker(): VNode {
	return (
		<div class="add-speaker">
			<Finder<Participant>
				id="add-speaker"
				label={t("moderator.add.label")}
				hint={t("moderator.add.hint")}
				find={findPeople}
				onPick={(person) => void addSpeaker({ person: person.id }).then(backToLine)}
				onClose={backToLine}
				option={(person, query) => <PersonOption person={person} query={query} />}
			/>
		</div>
	);
}

function PersonOption({ person, query }: { person: Participant; query: string }): VNode {
	const band = category(person.category);
	const latin = latinBeside(person.name);
	return (
		<>
			<span class="option-main">
				{band !== undefined && <CategoryBand category={band} size="small" />}
				<Marked text={person.name.display} query={query} />
				{latin !== null && <span class="soft"> <Marked text={latin} query={query} /></span>}
			</span>
			<span class="soft option-sub">
				<Marked text={person.entity.name} query={query} /> {person.entity.country}
			</span>
		</>
	);
}
