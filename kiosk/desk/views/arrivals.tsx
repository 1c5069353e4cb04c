// "812 of 1,204 arrived", with the shape of the morning beside it, and how long the queue will last.
import type { VNode } from "preact";
import type { Arrivals } from "../../common/wire/types.ts";
import { number, time } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { arrivals } from "../store.ts";
import { quartersToday } from "./overview.tsx";

const BARS_SHOWN = 16;
const BAR_WIDTH = 6;
const BAR_HEIGHT = 22;

export function ArrivalsLine(): VNode | null {
	const now = arrivals.value;
	if (now === null) return null;
	return (
		<span class="arrivals" data-testid="arrivals">
			<span class="num">{t("desk.arrived", { arrived: number(now.arrived), expected: number(now.expected) })}</span>
			<Spark rows={quartersToday(now).slice(-BARS_SHOWN)} />
			{now.forecast.clear_at !== null && <span class="num">{t("desk.forecast.short", { at: time(now.forecast.clear_at) })}</span>}
		</span>
	);
}

/** Bars run in the direction of reading. */
function Spark({ rows }: { rows: Arrivals["by_quarter"] }): VNode | null {
	const first = rows[0];
	if (first === undefined || rows.length < 2) return null;
	const most = Math.max(...rows.map((row) => row.count), 1);
	const width = rows.length * BAR_WIDTH;
	return (
		<svg class="spark" viewBox={`0 0 ${width} ${BAR_HEIGHT}`} width={width} height={BAR_HEIGHT} role="img"
			aria-label={t("desk.arrived.spark", { from: time(first.at), most: number(most) })}>
			{rows.map((row, i) => {
				const height = Math.max(1, Math.round((row.count / most) * BAR_HEIGHT));
				return <rect key={row.at} x={i * BAR_WIDTH} y={BAR_HEIGHT - height} width={BAR_WIDTH - 1} height={height} />;
			})}
		</svg>
	);
}
