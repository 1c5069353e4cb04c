// The freshness strip: server time, age of what is shown, network, unanswered acts. Green is silent; stale is unmissable, and covers no work.
import type { ComponentChildren, VNode } from "preact";
import { second } from "../net/clock.ts";
import { age, freshness, isOldServer, network, notRepeated, pending, truthAt, updateWaiting } from "../net/link.ts";
import { timeWithSeconds } from "../text/format.ts";
import { t } from "../text/t.ts";
import { Icon } from "./icon.tsx";

/** Children stand at the start of the strip: what a screen wants to say all the time. */
export function Strip({ children }: { children?: ComponentChildren }): VNode {
	const state = freshness.value;
	return (
		<footer class="strip" data-freshness={state} data-network={network.value}>
			<div class="strip-own">{children}</div>
			{pending.value > 0 && <span class="strip-pending">{t("strip.pending", { n: pending.value })}</span>}
			{updateWaiting.value && (
				<button type="button" class="strip-update" onClick={() => location.reload()}>{t("strip.update")}</button>
			)}
			{notRepeated.value > 0 && <strong class="strip-old" role="alert"><Icon name="warn" />{t("strip.not_repeated", { n: notRepeated.value })}</strong>}
			{isOldServer.value && <strong class="strip-old" role="alert"><Icon name="warn" />{t("strip.old_server")}</strong>}
			<LinkState />
			<time class="strip-clock" dir="ltr" data-testid="clock">{timeWithSeconds(second.value)}</time>
		</footer>
	);
}

function LinkState(): VNode {
	const state = freshness.value;
	const seconds = Math.floor(age.value / 1000);
	const isStarting = truthAt.value === 0;
	const text = state === "live"
		? t(network.value === "lost" ? "strip.reconnecting" : isStarting ? "strip.connecting" : "strip.live")
		: isStarting ? t("strip.none") : t(state === "late" ? "strip.late" : "strip.stale", { seconds, at: timeWithSeconds(truthAt.value) });
	return (
		<span class="strip-link" data-testid="freshness" data-freshness={state}>
			<Icon name={state === "live" ? "tick" : "warn"} />
			<span>{text}</span>
		</span>
	);
}

/** Puts data-freshness on <html>, so that a screen's CSS can turn grey. Call it in an effect. */
export function markFreshness(): void {
	document.documentElement.dataset["freshness"] = freshness.value;
}
