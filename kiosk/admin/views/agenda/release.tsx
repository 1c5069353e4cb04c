// Releasing the draft, and throwing it away: what would change in words, what is still wrong, and a note for everybody.
import type { VNode } from "preact";
import { t } from "../../../common/text/t.ts";
import { Icon } from "../../../common/ui/icon.tsx";
import * as acts from "../../agenda/acts.ts";
import * as store from "../../agenda/store.ts";
import { findingWords, titleOf } from "../../agenda/words.ts";
import { type FormField, flag, text } from "../../forms.ts";
import { FormSheet } from "../form.tsx";
import { ChangeLog } from "./found.tsx";

export function ReleaseSheet(): VNode {
	const errors = store.findings.value.filter(({ severity }) => severity === "error");
	const fields: readonly FormField[] = [
		{ id: "note", label: t("planner.release.note"), kind: "area", value: "", hint: t("planner.release.note.hint") },
		...(errors.length > 0 ? [{ id: "force", label: t("planner.release.force", { n: errors.length }), kind: "check" as const, value: false }] : []),
	];
	return (
		<FormSheet title={t("planner.release.title")} size="wide" fields={fields} submit={t("planner.release")} tone={errors.length > 0 ? "risk" : "main"}
			onSubmit={(values) => acts.release(text(values, "note"), flag(values, "force"))}
			lead={(
				<div class="release-lead">
					<p>{t("planner.release.lead")}</p>
					{errors.length > 0 && (
						<ul role="list" class="session-found">
							{errors.slice(0, 8).map((row, i) => <li key={i} data-severity="error"><Icon name="cross" /><span><b>{titleOf(row.session)}</b> {findingWords(row)}</span></li>)}
							{errors.length > 8 && <li>{t("planner.found.more", { n: errors.length - 8 })}</li>}
						</ul>
					)}
					<div class="release-log" tabIndex={0} role="region" aria-label={t("planner.changes")}><ChangeLog changes={store.changes.value} /></div>
				</div>
			)} />
	);
}

export function DiscardSheet(): VNode {
	return (
		<FormSheet title={t("planner.discard.title")} fields={[]} submit={t("planner.discard")} tone="risk" onSubmit={acts.discard}
			lead={<div class="release-lead"><p>{t("planner.discard.lead", { n: store.draft.value?.sessions.length ?? 0 })}</p><div class="release-log" tabIndex={0} role="region" aria-label={t("planner.changes")}><ChangeLog changes={store.changes.value} /></div></div>} />
	);
}
