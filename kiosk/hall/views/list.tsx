// The list of speakers: who has the floor, who comes next in order, and how many are still to come.
import type { VNode } from "preact";
import { country } from "../../common/net/catalogue.ts";
import { countryName, number } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Bdi } from "../../common/ui/name.tsx";
import type { Speaker, Wall } from "../../common/wire/types.ts";

const MOST = 5;

export function ListScene({ wall }: { wall: Wall }): VNode {
	return (
		<main class="scene list-scene" data-testid="list">
			<p class="label list-title">
				<span>{t("hall.list")}</span>
				<span class="num">{t("hall.to_come", { n: wall.waiting })}</span>
			</p>
			<ol role="list" class="speakers">
				{wall.speaker !== null && <Row speaker={wall.speaker} mark={t("hall.now")} isNow />}
				{wall.list.slice(0, MOST).map((row, at) => <Row key={row.id} speaker={row} mark={number(at + 1)} />)}
			</ol>
		</main>
	);
}

function Row({ speaker, mark, isNow = false }: { speaker: Speaker; mark: string; isNow?: boolean }): VNode {
	const { entity } = speaker;
	const place = entity.type === "government" ? countryName(country(entity.country)) : "";
	return (
		<li data-now={isNow}>
			<span class="speakers-mark num">{isNow ? "▶" : mark}{isNow && <span class="sr-only">{mark}</span>}</span>
			<span class="speakers-who" dir="auto"><Bdi text={speaker.speaks_for ?? (place === "" ? entity.name : place)} /></span>
			<span class="speakers-name" dir="auto"><Bdi text={speaker.person.name.display} /></span>
		</li>
	);
}
