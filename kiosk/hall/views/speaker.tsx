// Who has the floor: name in its own script, Latin beneath, entity, country, the time as a ring; and who comes next.
import type { VNode } from "preact";
import { country } from "../../common/net/catalogue.ts";
import { second } from "../../common/net/clock.ts";
import { countryName, duration } from "../../common/text/format.ts";
import { runningOf } from "../../common/text/running.ts";
import { latinBeside } from "../../common/text/script.ts";
import { t } from "../../common/text/t.ts";
import { cssVar } from "../../common/ui/chip.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import type { Speaker, Wall } from "../../common/wire/types.ts";
import { emsOf } from "../fit.ts";
import { shortName } from "../names.ts";

export function SpeakerScene({ wall }: { wall: Wall }): VNode {
	const { speaker } = wall;
	return (
		<main class="scene speaker-scene">
			{speaker === null ? <p class="big-name">{t("hall.free")}</p> : <Now speaker={speaker} amberSeconds={wall.rules.amber_seconds} />}
			{wall.next.length > 0 && <Next wall={wall} />}
		</main>
	);
}

function Now({ speaker, amberSeconds }: { speaker: Speaker; amberSeconds: number }): VNode {
	const { person, entity } = speaker;
	const latin = latinBeside(person.name);
	return (
		<div class="now" data-testid="speaker">
			<div class="now-who">
				<p class="label" data-kind={speaker.kind}>{t(`hall.kind.${speaker.kind}`)}</p>
				<p class="big-name" ref={cssVar("--ems", emsOf(person.name.display).toFixed(1))}><Bdi text={person.name.display} /></p>
				{latin !== null && <p class="latin"><Bdi text={latin} /></p>}
				<p class="entity" ref={cssVar("--ems", emsOf(entity.name).toFixed(1))}><Bdi text={entity.name} /></p>
				{speaker.speaks_for !== null && <p class="group">{t("hall.speaks_for", { group: speaker.speaks_for })}</p>}
				{entity.country !== null && <p class="country">{countryName(country(entity.country))}</p>}
			</div>
			<Ring speaker={speaker} amberSeconds={amberSeconds} />
		</div>
	);
}

const RADIUS = 44;
const ROUND = 2 * Math.PI * RADIUS;

function Ring({ speaker, amberSeconds }: { speaker: Speaker; amberSeconds: number }): VNode {
	const run = runningOf(speaker, second.value, amberSeconds);
	const left = run.allottedMs - run.elapsedMs;
	const isOver = run.state === "over";
	return (
		<div class="ring" data-state={run.state} data-paused={run.isPaused} data-testid="ring" role="timer">
			<svg viewBox="0 0 100 100" aria-hidden="true">
				<circle class="ring-track" cx="50" cy="50" r={RADIUS} />
				<circle class="ring-rest" cx="50" cy="50" r={RADIUS} transform="rotate(-90 50 50)"
					stroke-dasharray={ROUND} stroke-dashoffset={ROUND * run.share} />
			</svg>
			<p class="ring-text">
				<strong class="num" dir="ltr">{isOver ? "+" : ""}{duration(Math.abs(left) + (isOver ? 0 : 999))}</strong>
				<span>{run.isPaused ? t("hall.paused") : isOver ? t("hall.over") : t("hall.left")}</span>
			</p>
		</div>
	);
}

function Next({ wall }: { wall: Wall }): VNode {
	const more = wall.waiting - wall.next.length;
	return (
		<p class="next">
			<span class="label">{t("hall.next")}</span>
			<span class="next-names">
				{wall.next.map((row) => <span key={row.id} class="next-name"><span dir="auto">{shortName(row.entity, row.entity.country)}</span></span>)}
			</span>
			{more > 0 && <span class="label">{t("hall.waiting", { n: more })}</span>}
		</p>
	);
}
