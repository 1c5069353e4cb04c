// What happened with a person before, newest first: the last few in sight, the rest at a press.
import type { VNode } from "preact";
import type { ParticipantDetail, PersonAct } from "../../common/wire/types.ts";
import { shortDay, time } from "../../common/text/format.ts";
import { hasKey, t } from "../../common/text/t.ts";
import { Bdi } from "../../common/ui/name.tsx";

const IN_SIGHT = 3;

export function Before({ person }: { person: ParticipantDetail }): VNode | null {
	const rows = person.acts;
	if (rows.length === 0) return null;
	return (
		<section class="before" aria-label={t("desk.before.title")}>
			<h3>{t("desk.before.title")}</h3>
			<Rows rows={rows.slice(0, IN_SIGHT)} />
			{rows.length > IN_SIGHT && (
				<details>
					<summary>{t("desk.before.more", { n: rows.length - IN_SIGHT })}</summary>
					<Rows rows={rows.slice(IN_SIGHT)} />
				</details>
			)}
		</section>
	);
}

function Rows({ rows }: { rows: readonly PersonAct[] }): VNode {
	return (
		<ol role="list">
			{rows.map((row, i) => (
				<li key={i}>
					<time>{shortDay(row.at)} {time(row.at)}</time>
					<span>
						{actionWords(row.action)}
						{row.serial != null && <span class="num"> {t("desk.badge.short", { serial: row.serial })}</span>}
						{row.reason != null && row.reason !== "" && <span class="soft"> · {reasonWords(row.reason)}</span>}
					</span>
					<span class="soft">
						{row.desk != null && <>{t("desk.before.desk", { desk: row.desk })} </>}
						<Bdi text={row.actor ?? ""} />
					</span>
				</li>
			))}
		</ol>
	);
}

/** An act the catalogue does not know yet is shown as the journal spells it. */
function actionWords(action: string): string {
	const key = `desk.history.${action.split(".").at(-1) ?? ""}`;
	return hasKey(key) ? t(key) : action;
}

/** A reason from the list in words; somebody's own words as they are. */
export function reasonWords(reason: string): VNode {
	const key = `desk.reason.${reason}`;
	return hasKey(key) ? <>{t(key)}</> : <Bdi text={reason} />;
}
