// What a screen that works without the server says about it: since when it is alone, what waits, what needs a look; and the drill.
import type { VNode } from "preact";
import "../../styles/offline.css";
import { offlineState } from "../net/offline.ts";
import { isKeeping, needsLogin, pending, refused } from "../net/outbox.ts";
import { isDrill, isReachable, lostSince, setDrill } from "../net/reach.ts";
import { atServer } from "../net/clock.ts";
import { time } from "../text/format.ts";
import { t } from "../text/t.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

export interface OfflineChipsProps {
	/** Opens the list of what needs a look. */
	onLook: () => void;
	/** How much there is beside what this browser's outbox holds. */
	conflicts: number;
}

/** In a strip or a head: silent while all is well. */
export function OfflineChips({ onLook, conflicts }: OfflineChipsProps): VNode {
	const look = refused.value.length + conflicts;
	return (
		<span class="offline-chips" data-testid="offline" data-reachable={isReachable.value}>
			{isDrill.value && <span class="offline-chip" data-tone="drill"><Icon name="warn" />{t("offline.drill")}</span>}
			{!isReachable.value && !isDrill.value && <span class="offline-chip" data-tone="warn"><Icon name="link" />{t("offline.since", { at: time(atServer(lostSince.value)) })}</span>}
			{pending.value > 0 && <span class="offline-chip" data-tone={isReachable.value ? "info" : "warn"} data-testid="pending">{t("offline.pending", { n: pending.value })}</span>}
			{needsLogin.value && pending.value > 0 && <a class="offline-chip" data-tone="refuse" href={`/login?next=${encodeURIComponent(location.pathname)}`}>{t("offline.needs_login")}</a>}
			{!isKeeping.value && <span class="offline-chip" data-tone="refuse">{t("offline.not_keeping")}</span>}
			{(offlineState.value === "insecure" || offlineState.value === "none") && <span class="offline-chip" data-tone="plain" title={t("offline.insecure.why")}>{t("offline.insecure")}</span>}
			{look > 0 && <button type="button" class="offline-chip" data-tone="refuse" data-testid="look" onClick={onLook}><Icon name="warn" />{t("offline.look", { n: look })}</button>}
		</span>
	);
}

/** Cuts this screen's line on purpose, so that people have worked without the server before they have to. */
export function DrillButton(): VNode {
	return <Button isPressed={isDrill.value} onPress={() => setDrill(!isDrill.peek())} testId="drill">{isDrill.value ? t("offline.drill.end") : t("offline.drill.start")}</Button>;
}
