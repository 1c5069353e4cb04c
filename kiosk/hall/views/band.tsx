// The running sums in one band: confirmed large, heard apart from it, and how many pledges.
import type { VNode } from "preact";
import { number } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import type { Tally } from "../../common/wire/types.ts";
import { useCountUp } from "../count.ts";

/** Figures in full: people came to see them grow. */
export function Usd({ usd }: { usd: string }): VNode {
	const shown = useCountUp(usd);
	return (
		<span class="usd num" dir="ltr">
			<span class="usd-code">USD</span> <bdi>{number(shown)}</bdi>
		</span>
	);
}

export function Band({ tally }: { tally: Tally }): VNode {
	return (
		<footer>
			<dl class="band-sums" data-testid="totals">
				<div class="sum" data-kind="confirmed">
					<dt>{t("hall.confirmed")} <span class="estimated">{t("hall.estimated")}</span></dt>
					<dd><Usd usd={tally.confirmed.usd} /></dd>
				</div>
				<div class="sum" data-kind="heard">
					<dt>{t("hall.heard")}</dt>
					<dd><Usd usd={tally.heard.usd} /></dd>
				</div>
				<div class="sum" data-kind="count">
					<dt>{t("hall.count")}</dt>
					<dd class="num">{number(madeOf(tally))}</dd>
				</div>
			</dl>
		</footer>
	);
}

/** Pledges made in the hall: those only sent in before are not yet made. */
export function madeOf(tally: Tally): number {
	return tally.confirmed.count + tally.heard.count;
}
