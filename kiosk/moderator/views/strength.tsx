// How strong the pledge being typed is, and what to ask the pledger while they are still at the microphone.
import type { VNode } from "preact";
import { hasKey, t } from "../../common/text/t.ts";
import { cssVar } from "../../common/ui/chip.tsx";
import { entry, strength } from "../store.ts";

const MOST_ASKED = 4;

/** The question that would close a gap; a criterion this page does not know is named by its key. */
export function question(key: string): string {
	const name = `moderator.ask.${key}`;
	return hasKey(name) ? t(name) : key;
}

export function Strength(): VNode | null {
	const now = strength.value;
	if (now === null || entry.value.type === null) return null;
	return (
		<p class="strength" data-testid="strength" ref={cssVar("--share", String(now.score / 100))}>
			<span class="strength-bar" aria-hidden="true" />
			<span class="num strength-score">{t("moderator.strength", { score: now.score })}</span>
			{now.gaps.slice(0, MOST_ASKED).map((key) => <span key={key} class="strength-gap">{question(key)}</span>)}
		</p>
	);
}
