// The journal's head, for everybody to photograph: whoever keeps it can prove later that no entry before it was altered.
import type { VNode } from "preact";
import { number, timeWithSeconds } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import type { JournalHead } from "../../common/wire/types.ts";
import { head } from "../store.ts";

const GROUP = 8;
/** Modules of white that a reader needs around the code (ISO/IEC 18004). */
const QUIET = 4;

export function EvidenceScene(): VNode {
	const now = head.value;
	return (
		<main class="scene evidence-scene" data-testid="evidence">
			{now !== null && <Code head={now} />}
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

function Code({ head: now }: { head: JournalHead }): VNode {
	const size = now.qr.length + 2 * QUIET;
	const path = now.qr.flatMap((row, y) => [...row].map((bit, x) => (bit === "1" ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : ""))).join("");
	return (
		<svg class="evidence-code" viewBox={`0 0 ${size} ${size}`} shape-rendering="crispEdges" role="img" aria-label={now.text}>
			<rect width={size} height={size} class="code-paper" />
			<path d={path} class="code-ink" />
		</svg>
	);
}
