// "Are you still there?": one touch to stay, and time enough for it.
import type { VNode } from "preact";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import { secondsLeft } from "../idle.ts";
import { device, idle } from "../store.ts";
import { leave, stay } from "../visit.ts";

/** Circumference 100: a dash of n is n per cent of the ring. */
const RADIUS = 100 / (2 * Math.PI);

export function IdleQuestion(): VNode {
	const { limits } = device.value;
	const seconds = secondsLeft(idle.value, limits);
	const share = 100 * Math.max(0, 1 - idle.value.quietMs / limits.answerMs);
	return (
		<Dialog title={t("agenda.idle.title")} onClose={stay}>
			<div class="idle">
				<svg class="idle-ring" viewBox="0 0 40 40" aria-hidden="true">
					<circle cx="20" cy="20" r={RADIUS} />
					<circle class="idle-left" cx="20" cy="20" r={RADIUS} stroke-dasharray={`${share} 100`} />
					<text x="20" y="20">{seconds}</text>
				</svg>
				<p>{t("agenda.idle.text", { seconds })}</p>
			</div>
			<div class="dialog-acts idle-acts">
				<Button onPress={leave}>{t("agenda.idle.leave")}</Button>
				<Button tone="main" onPress={stay}>{t("agenda.idle.more")}</Button>
			</div>
		</Dialog>
	);
}
