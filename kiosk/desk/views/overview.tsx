// While nobody is open: how the day goes. Today's arrivals as a chart, the forecast in words, and what waits for a hand.
import type { VNode } from "preact";
import type { Arrivals } from "../../common/wire/types.ts";
import { dayKey, number, time } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { ActionButton } from "../../common/ui/button.tsx";
import { actions } from "../actions.ts";
import { arrivals, cases, highlighted, uncollected } from "../store.ts";

const CHART_WIDTH = 720;
const CHART_HEIGHT = 150;
const BAR_MAX = 36;
const QUARTERS_SHOWN = 40;
const DESKS_SHOWN = 6;

export function Overview(): VNode {
	const hit = highlighted.value;
	const now = arrivals.value;
	return (
		<div class="overview" data-testid="overview">
			<p class="overview-hint">{hit === undefined ? t("desk.person.none") : t("desk.person.press_enter", { name: hit.name.display })}</p>
			<div class="overview-acts">
				<Waiting id="list.uncollected" count={uncollected.value?.total ?? 0} />
				<Waiting id="help.queue" count={cases.value?.length ?? 0} />
				<ActionButton actions={actions} id="delegation.open" icon="people" />
			</div>
			{now !== null && <Today now={now} />}
		</div>
	);
}

function Waiting({ id, count }: { id: "list.uncollected" | "help.queue"; count: number }): VNode {
	return (
		<span class="overview-waiting" data-some={count > 0}>
			<ActionButton actions={actions} id={id} icon={id === "help.queue" ? "help" : "hand"} />
			<b class="num">{number(count)}</b>
		</span>
	);
}

function Today({ now }: { now: Arrivals }): VNode {
	return (
		<section class="today" aria-label={t("desk.today.title")}>
			<h2>{t("desk.today.title")}</h2>
			<p class="today-figure">
				<b class="num">{number(now.today.arrived)}</b> <span>{t("desk.today.of", { n: number(now.today.expected) })}</span>
			</p>
			<Chart rows={quartersToday(now).slice(-QUARTERS_SHOWN)} />
			<p data-testid="forecast">{forecastWords(now)}</p>
			{now.by_desk.length > 0 && <Desks rows={now.by_desk} />}
		</section>
	);
}

/** The quarters of the last day that has any. */
export function quartersToday({ by_quarter: rows }: Arrivals): Arrivals["by_quarter"] {
	const last = rows.at(-1);
	return last === undefined ? [] : rows.filter((row) => dayKey(row.at) === dayKey(last.at));
}

/** What the figures come to, in one sentence. */
function forecastWords({ forecast }: Arrivals): string {
	const waiting = number(forecast.waiting);
	switch (forecast.words_key) {
		case "done": return t("desk.forecast.all");
		case "unknown": return t("desk.forecast.quiet", { waiting });
		case "late": return t("desk.forecast.late", { waiting, n: number(forecast.per_hour) });
		case "clears": return t("desk.forecast.clear", { waiting, n: number(forecast.per_hour), at: time(forecast.clear_at ?? "") });
	}
}

/** Bars run in the direction of reading; the highest is labelled, the ends say when. */
function Chart({ rows }: { rows: Arrivals["by_quarter"] }): VNode | null {
	const [first, last] = [rows[0], rows.at(-1)];
	if (first === undefined || last === undefined) return null;
	const most = Math.max(...rows.map((row) => row.count), 1);
	const step = Math.min(BAR_MAX, CHART_WIDTH / rows.length);
	const width = step * rows.length;
	return (
		<figure class="chart">
			<svg viewBox={`0 0 ${width} ${CHART_HEIGHT}`} width={width} height={CHART_HEIGHT} preserveAspectRatio="none" role="img"
				aria-label={t("desk.arrived.spark", { from: time(first.at), most: number(most) })}>
				{rows.map((row, i) => {
					const height = Math.max(2, Math.round((row.count / most) * CHART_HEIGHT));
					return <rect key={row.at} x={i * step} y={CHART_HEIGHT - height} width={Math.max(step - 2, 1)} height={height}><title>{`${time(row.at)} · ${number(row.count)}`}</title></rect>;
				})}
			</svg>
			<figcaption>
				<time>{time(first.at)}</time>
				<span>{t("desk.today.most", { n: number(most) })}</span>
				<time>{time(last.at)}</time>
			</figcaption>
		</figure>
	);
}

function Desks({ rows }: { rows: Arrivals["by_desk"] }): VNode {
	return (
		<table class="desks">
			<thead><tr><th scope="col">{t("desk.today.desk")}</th><th scope="col">{t("desk.today.count")}</th><th scope="col">{t("desk.today.rate")}</th></tr></thead>
			<tbody>
				{rows.slice(0, DESKS_SHOWN).map((row) => (
					<tr key={row.desk}>
						<th scope="row"><bdi>{row.desk === "" ? "–" : row.desk}</bdi></th>
						<td class="num">{number(row.count)}</td>
						<td class="num">{number(row.per_hour)}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}
