// Who has the floor, the clock of the statement, and what can be done with both.
import type { VNode } from "preact";
import { second } from "../../common/net/clock.ts";
import { category, country } from "../../common/net/catalogue.ts";
import { countryName, duration } from "../../common/text/format.ts";
import { runningOf } from "../../common/text/running.ts";
import { latinBeside } from "../../common/text/script.ts";
import { t } from "../../common/text/t.ts";
import { ActionButton, Button, KeyCap } from "../../common/ui/button.tsx";
import { CategoryBand, cssVar } from "../../common/ui/chip.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import type { Speaker } from "../../common/wire/types.ts";
import { actions } from "../actions.ts";
import { actName, undoName } from "../floor.ts";
import { floor, isFloorBusy, isListening, speaking, statement, undo, waiting } from "../store.ts";
import { Marks } from "./speakers.tsx";

export function Floor(): VNode {
	const now = isListening.value ? statement.value : speaking.value;
	return (
		<section class="floor" aria-labelledby="floor-title" data-state={now === null ? "free" : now.state}>
			<h2 id="floor-title" class="sr-only">{t("moderator.floor")}</h2>
			{now === null ? <Free /> : <Taken speaker={now} />}
			{!isListening.value && <FloorActs now={now} />}
			<Undo />
		</section>
	);
}

function FloorActs({ now }: { now: Speaker | null }): VNode {
	const toggle = now === null ? "moderator.floor.start" : now.paused_at === null ? "moderator.floor.pause" : "moderator.floor.resume";
	return (
		<div class="floor-acts">
			<Button tone={now === null ? "main" : "plain"} chord=" " testId="floor.toggle" isBusy={isFloorBusy.value}
				isDisabled={!actions.isEnabled("floor.toggle")} onPress={() => actions.run("floor.toggle")}>
				{t(toggle)}
			</Button>
			<ActionButton actions={actions} id="floor.end" isBusy={isFloorBusy.value} />
			<ActionButton actions={actions} id="floor.next" tone={now === null ? "plain" : "main"} isBusy={isFloorBusy.value} />
		</div>
	);
}

/** For a minute after each act: what was done, and how it is taken back. */
function Undo(): VNode | null {
	const last = undo.value;
	if (last === null || isListening.value) return null;
	return (
		<p class="undo-bar" data-testid="undo">
			<span>{actName(last.action)}{undoName() !== "" && ": "}<Bdi text={undoName()} /> <span class="soft"><Bdi text={last.actor} /></span></span>
			<button type="button" class="small-act" disabled={isFloorBusy.value} onClick={() => actions.run("floor.undo")}>
				{t("moderator.act.undo")} <KeyCap chord="Ctrl+z" />
			</button>
		</p>
	);
}

function Free(): VNode {
	const next = waiting.value[0];
	/* Not yet asked is not free. */
	if (floor.value === null) return <div class="floor-who" aria-busy="true" />;
	return (
		<div class="floor-who">
			<p class="floor-entity">{t("moderator.floor.free")}</p>
			{next !== undefined && <p class="soft">{t("moderator.floor.next", { name: next.entity.name })}</p>}
		</div>
	);
}

function Taken({ speaker }: { speaker: Speaker }): VNode {
	const { person, entity } = speaker;
	const band = category(person.category);
	const latin = latinBeside(person.name);
	return (
		<>
			<div class="floor-who" data-testid="floor">
				<p class="floor-entity">
					<Bdi text={entity.name} />
					{entity.country !== null && <span class="floor-country">{countryName(country(entity.country))}</span>}
				</p>
				<p class="floor-person">
					{band !== undefined && <CategoryBand category={band} size="small" />}
					<Bdi text={person.name.display} />
					{latin !== null && <span class="soft"><Bdi text={latin} /></span>}
					{person.title !== null && <span class="soft"><Bdi text={person.title} /></span>}
				</p>
				<Marks row={speaker} />
			</div>
			{speaker.ended_at === null && <Clock speaker={speaker} />}
		</>
	);
}

function Clock({ speaker }: { speaker: Speaker }): VNode {
	const run = runningOf(speaker, second.value, floor.value?.rules.amber_seconds);
	const over = run.elapsedMs - run.allottedMs;
	return (
		<div class="floor-clock" data-state={run.state} data-paused={run.isPaused} ref={cssVar("--share", String(run.share))}>
			<p dir="ltr">
				<strong data-testid="clock-running">{run.state === "over" ? `+${duration(over)}` : duration(run.elapsedMs)}</strong>
				<span> / {duration(run.allottedMs)}</span>
			</p>
			<div class="floor-bar" aria-hidden="true" />
			<div class="floor-under">
				<p class="floor-word">
					{run.isPaused ? t("moderator.clock.paused") : t(`moderator.clock.${run.state}`, { time: duration(Math.abs(over)) })}
				</p>
				{!isListening.value && <TimeActs />}
			</div>
		</div>
	);
}

/** Time beyond the rule. */
function TimeActs(): VNode {
	const act = (id: string, shown: string, label: string): VNode => (
		<button type="button" class="small-act num" disabled={!actions.isEnabled(id)} onClick={() => actions.run(id)}>
			<span aria-hidden="true">{shown}</span><span class="sr-only">{label}</span>
		</button>
	);
	return (
		<span class="time-acts" dir="ltr">
			{act("floor.half", "+0:30", t("moderator.act.half"))}
			{act("floor.minute", "+1:00", t("moderator.act.minute"))}
			{act("floor.particulars", "…", t("moderator.act.particulars"))}
		</span>
	);
}
