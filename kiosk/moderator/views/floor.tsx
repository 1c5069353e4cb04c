// Who has the floor, and the clock of the statement.
import type { VNode } from "preact";
import { second } from "../../common/net/clock.ts";
import { category, country } from "../../common/net/catalogue.ts";
import { countryName, duration } from "../../common/text/format.ts";
import { latinBeside } from "../../common/text/script.ts";
import { t } from "../../common/text/t.ts";
import { ActionButton, Button } from "../../common/ui/button.tsx";
import { CategoryBand, cssVar } from "../../common/ui/chip.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import type { Speaker } from "../../common/wire/types.ts";
import { actions } from "../actions.ts";
import { runningOf } from "../../common/text/running.ts";
import { floor, isFloorBusy, speaking, waiting } from "../store.ts";

export function Floor(): VNode {
	const now = speaking.value;
	return (
		<section class="floor" aria-labelledby="floor-title" data-state={now === null ? "free" : "taken"}>
			<h2 id="floor-title" class="sr-only">{t("moderator.floor")}</h2>
			{now === null ? <Free /> : <Taken speaker={now} />}
			<div class="floor-acts">
				<Button tone={now === null ? "main" : "plain"} chord=" " testId="floor.toggle" isBusy={isFloorBusy.value}
					isDisabled={!actions.isEnabled("floor.toggle")} onPress={() => actions.run("floor.toggle")}>
					{now === null ? t("moderator.floor.start") : t("moderator.floor.end")}
				</Button>
				<ActionButton actions={actions} id="floor.next" tone={now === null ? "plain" : "main"} isBusy={isFloorBusy.value} />
			</div>
		</section>
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
			</div>
			<Clock speaker={speaker} />
		</>
	);
}

function Clock({ speaker }: { speaker: Speaker }): VNode {
	const run = runningOf(speaker, second.value);
	const over = run.elapsedMs - run.allottedMs;
	return (
		<div class="floor-clock" data-state={run.state} ref={cssVar("--share", String(run.share))}>
			<p dir="ltr">
				<strong data-testid="clock-running">{duration(run.elapsedMs)}</strong>
				<span> / {duration(run.allottedMs)}</span>
			</p>
			<div class="floor-bar" aria-hidden="true" />
			<p class="floor-word">
				{t(`moderator.clock.${run.state}`, { time: duration(Math.abs(over)) })}
			</p>
		</div>
	);
}
