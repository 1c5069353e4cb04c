// The moderator's screen as a whole: header, speakers, floor and entry, log, freshness.
import type { VNode } from "preact";
import { alertSeen, unseen } from "../../common/net/alerts.ts";
import { Alerts } from "../../common/ui/alerts.tsx";
import { KeyHelp } from "../../common/ui/dialog.tsx";
import { Strip } from "../../common/ui/strip.tsx";
import { t } from "../../common/text/t.ts";
import { actions } from "../actions.ts";
import { floor, isHelpOpen, opened, sendings, statementOf } from "../store.ts";
import { isKeeping } from "../vault.ts";
import { Entry } from "./entry.tsx";
import { Evidence } from "./evidence.tsx";
import { Floor } from "./floor.tsx";
import { Header } from "./header.tsx";
import { Log } from "./log.tsx";
import { Rules } from "./rules.tsx";
import { Speakers } from "./speakers.tsx";
import { Statement } from "./statement.tsx";
import { WallMenu } from "./wall.tsx";

export function Table(): VNode {
	const unsent = sendings.value.length;
	return (
		<div class="table">
			<Header />
			<Speakers />
			<main class="work">
				<Floor />
				<Entry />
			</main>
			<Log />
			<Strip>
				<span data-testid="unsent">{t("moderator.unsent", { n: unsent })}</span>
				{!isKeeping.value && <strong class="not-kept">{t("moderator.not_kept")}</strong>}
			</Strip>
			{opened.value === "rules" && floor.value !== null && <Rules list={floor.value} />}
			{opened.value === "wall" && <WallMenu />}
			{opened.value === "evidence" && <Evidence />}
			{statementOf.value !== null && <Statement {...statementOf.value} />}
			<Alerts rows={unseen.value} action={alertSeen} />
			{isHelpOpen.value && <KeyHelp actions={actions} onClose={() => { isHelpOpen.value = false; }} />}
		</div>
	);
}
