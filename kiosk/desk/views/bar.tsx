// The quiet line beneath the search: the last act, and for a minute the key that takes it back.
import type { VNode } from "preact";
import { t } from "../../common/text/t.ts";
import { ActionButton } from "../../common/ui/button.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { failureText } from "../../common/ui/problem.tsx";
import { actions } from "../actions.ts";
import { undo } from "../store.ts";

export function UndoBar(): VNode {
	const last = undo.value;
	return (
		<div class="undo-bar" data-testid="undo-bar" data-state={last?.state ?? "none"}>
			{last === null
				? <p class="soft">{t("desk.bar.rest")}</p>
				: (
					<>
						<Icon name={last.state === "failed" ? "cross" : "tick"} />
						<p>{last.failure === undefined ? t(`desk.did.${last.verb}`, { name: last.name }) : failureText(last.failure)}</p>
						{!last.isKept && <ActionButton actions={actions} id="act.undo" icon="undo" tone="quiet" isBusy={last.state === "busy"} />}
					</>
				)}
		</div>
	);
}
