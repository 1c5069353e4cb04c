// What happened with a person so far, from the journal.
import type { VNode } from "preact";
import type { HistoryRow } from "../../common/wire/types.ts";
import { shortDay, time } from "../../common/text/format.ts";
import { hasKey, t } from "../../common/text/t.ts";
import { Bdi } from "../../common/ui/name.tsx";

export function HistoryList({ rows }: { rows: readonly HistoryRow[] }): VNode | null {
	if (rows.length === 0) return null;
	return (
		<details class="history">
			<summary>{t("desk.history.title", { n: rows.length })}</summary>
			<ol role="list">
				{rows.map((row, i) => (
					<li key={i}>
						<time>{shortDay(row.at)} {time(row.at)}</time>
						<span>{actionWords(row.action)}</span>
						<span class="soft"><Bdi text={row.actor ?? ""} /></span>
					</li>
				))}
			</ol>
		</details>
	);
}

/** An act the catalogue does not know yet is shown as the journal spells it. */
function actionWords(action: string): string {
	const key = `desk.history.${action.split(".").at(-1) ?? ""}`;
	return hasKey(key) ? t(key) : action;
}
