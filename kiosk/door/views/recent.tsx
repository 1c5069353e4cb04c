// The last few scans of this door, so that one can look again at what passed by.
import type { VNode } from "preact";
import { time } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Bdi } from "../../common/ui/name.tsx";
import { reasonText } from "../reason.ts";
import * as store from "../store.ts";

const ROWS = 5;

export function Recent(): VNode | null {
	const rows = store.recent.value.slice(0, ROWS);
	if (rows.length === 0) return null;
	return (
		<section class="recent" aria-label={t("door.recent")}>
			<h2>{t("door.recent")}</h2>
			<ol role="list">
				{rows.map((row) => (
					<li key={row.n} data-light={row.light}>
						<span class="recent-light">{t(row.result === "left" ? "door.light.out" : `door.light.${row.light}`)}</span>
						<span class="recent-who"><Bdi text={row.person?.name.display ?? row.card?.entity.name ?? row.code} /><small>{reasonText(row)}</small></span>
						<time>{time(row.at)}</time>
					</li>
				))}
			</ol>
		</section>
	);
}
