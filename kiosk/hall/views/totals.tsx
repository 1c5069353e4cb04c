// The totals: one large confirmed figure, heard apart from it, bars by type and focus area in turn with those of the
// beneficiaries, and the latest pledges.
import { computed } from "@preact/signals";
import type { VNode } from "preact";
import { country, focusArea } from "../../common/net/catalogue.ts";
import { second } from "../../common/net/clock.ts";
import { countryName, money, number, numberShort, words } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { cssVar } from "../../common/ui/chip.tsx";
import type { Pledge, Tally, TallyRow, Wall } from "../../common/wire/types.ts";
import { shortName } from "../names.ts";
import { turnOf } from "../scene.ts";
import { Usd, madeOf } from "./band.tsx";

const MOST_LATEST = 4;
const MOST_PLACES = 6;
/** Each page of bars stays long enough to be compared line by line. */
const TURN_MS = 12_000;
const turn = computed(() => turnOf(2, TURN_MS, second.value));

export function TotalsScene({ wall }: { wall: Wall }): VNode {
	const { tally } = wall;
	return (
		<main class="scene totals-scene" data-testid="totals">
			<div class="figures">
				<div class="sum" data-kind="confirmed" ref={cssVar("--ems", figureEms(tally.confirmed.usd))}>
					<p class="label"><i class="swatch bar-solid" />{t("hall.confirmed")} <span class="estimated">{t("hall.estimated")}</span></p>
					<Usd usd={tally.confirmed.usd} />
				</div>
				<div class="beside">
					<div class="sum" data-kind="heard" ref={cssVar("--ems", figureEms(tally.heard.usd))}>
						<p class="label"><i class="swatch bar-hatched" />{t("hall.heard")}</p>
						<Usd usd={tally.heard.usd} />
					</div>
					<p class="sum" data-kind="count">
						<strong class="num">{number(madeOf(tally))}</strong> <span class="label">{t("hall.pledges", { n: madeOf(tally) })}</span>
					</p>
				</div>
			</div>
			{turn.value === 1 && tally.by_country.length > 0 ? <Beneficiaries tally={tally} /> : <Kinds tally={tally} />}
			<Latest pledges={wall.pledges.slice(0, MOST_LATEST)} />
		</main>
	);
}

function Kinds({ tally }: { tally: Tally }): VNode {
	return (
		<div class="bar-groups" data-testid="by-kind">
			<Bars title={t("hall.by_type")} rows={tally.by_type} nameOf={(key) => t(`pledge.type.${key}` as "pledge.type.policy")} />
			<Bars title={t("hall.by_focus")} rows={tally.by_focus_area} nameOf={(key) => words(focusArea(key)?.short)} areaOf={(key) => key} />
		</div>
	);
}

/** For whom: a pledge for several places stands at each of them, so these bars are never added up, and say so. */
function Beneficiaries({ tally }: { tally: Tally }): VNode {
	return (
		<div class="bar-groups bar-groups-many" data-testid="by-region">
			<Bars title={t("hall.by_region")} rows={Object.entries(tally.by_region).map(([key, sums]) => ({ key, ...sums }))} nameOf={(key) => t(`hall.region.${key}` as "hall.region.africa")} />
			<Bars title={t("hall.by_country")} rows={tally.by_country.slice(0, MOST_PLACES).map((row) => ({ key: row.country, ...row }))} nameOf={(key) => countryName(country(key))} />
			<p class="label overlap">{t("hall.overlap")}</p>
		</div>
	);
}

/** Figures and their currency; the size follows the number of digits, so that nothing jumps while it counts. */
function figureEms(usd: string): string {
	return (number(usd).length * 0.56 + 1).toFixed(2);
}

interface BarsProps {
	title: string;
	rows: readonly TallyRow[];
	nameOf: (key: string) => string;
	areaOf?: (key: string) => string;
}

function sumOf(row: TallyRow): number {
	return Number(row.confirmed.usd) + Number(row.heard.usd);
}

/** Confirmed is solid, heard is hatched; the longest bar of the group is full width. */
function Bars({ title, rows, nameOf, areaOf }: BarsProps): VNode {
	const most = Math.max(1, ...rows.map(sumOf));
	return (
		<section class="bars">
			<h2 class="label">{title}<span>{t("hall.count")}</span></h2>
			<ul role="list">
				{rows.map((row) => (
					<Bar key={row.key} name={nameOf(row.key)} area={areaOf?.(row.key)} solid={Number(row.confirmed.usd) / most}
						hatched={Number(row.heard.usd) / most} sum={sumOf(row)} count={row.confirmed.count + row.heard.count} />
				))}
			</ul>
		</section>
	);
}

interface BarProps {
	name: string;
	area: string | undefined;
	/** Shares of the full width. */
	solid: number;
	hatched: number;
	sum: number;
	count: number;
}

/** Of plain values, so that a pledge draws only the bars that it moves. */
function Bar({ name, area, solid, hatched, sum, count }: BarProps): VNode {
	return (
		<li class="bar" data-area={area}>
			<span class="bar-name">{name}</span>
			<span class="bar-track" ref={barVars(solid, hatched)}>
				<span class="bar-solid" />
				<span class="bar-hatched" />
			</span>
			<span class="bar-sum num"><bdi>{sum === 0 ? "" : numberShort(sum)}</bdi></span>
			<span class="bar-count num">{number(count)}</span>
		</li>
	);
}

function barVars(solid: number, hatched: number): (element: HTMLElement | null) => void {
	return (element) => {
		element?.style.setProperty("--solid", solid.toFixed(4));
		element?.style.setProperty("--hatched", hatched.toFixed(4));
	};
}

function whoOf(row: Pledge): string {
	const lead = row.pledgers.find((one) => one.lead) ?? row.pledgers[0];
	return lead === undefined ? "" : shortName(lead.entity, lead.country);
}

function Latest({ pledges }: { pledges: readonly Pledge[] }): VNode {
	if (pledges.length === 0) return <p class="latest label">{t("hall.none")}</p>;
	return (
		<ol class="latest" role="list" aria-label={t("hall.latest")} data-testid="latest">
			{pledges.map((row) => <LatestRow key={row.id} row={row} />)}
		</ol>
	);
}

function LatestRow({ row }: { row: Pledge }): VNode {
	return (
		<li data-state={row.state} data-area={row.focus_areas[0]}>
			<span class="latest-who" dir="auto">{whoOf(row)}</span>
			<span class="latest-what num">
				<bdi>{row.amount === null ? t(`pledge.type.${row.type}`) : money(row.amount.value, row.amount.currency)}</bdi>
			</span>
		</li>
	);
}
