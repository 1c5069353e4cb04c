// The journal's head, for everybody to photograph: whoever keeps it can prove later that no entry before it was altered.
import type { VNode } from "preact";
import { number, timeWithSeconds } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Qr } from "../../common/ui/qr.tsx";
import { head } from "../store.ts";

const GROUP = 8;

export function EvidenceScene(): VNode {
	const now = head.value;
	return (
		<main class="scene evidence-scene" data-testid="evidence">
			{now !== null && <div class="evidence-code"><Qr rows={now.qr} label={now.text} /></div>}
			{now !== null && (
				<div class="evidence-text">
					<p class="evidence-title">{t("hall.evidence")}</p>
					<p class="label">{t("hall.evidence.entry", { n: number(now.seq), at: timeWithSeconds(now.at) })}</p>
					<p class="evidence-hash num" dir="ltr">{groupsOf(now.hash).map((group) => <span key={group}>{group}</span>)}</p>
					<p class="label">{t("hall.evidence.why")}</p>
				</div>
			)}
		</main>
	);
}

function groupsOf(hash: string): string[] {
	return hash.match(new RegExp(`.{1,${GROUP}}`, "g")) ?? [];
}
