// Telling screen readers what changed: polite by default, assertive only for refusals.
import { signal } from "@preact/signals";
import type { VNode } from "preact";

const polite = signal("");
const urgent = signal("");

/** The same text twice in a row must be spoken twice, so a blank is toggled at its end. */
export function announce(text: string, isUrgent = false): void {
	const region = isUrgent ? urgent : polite;
	region.value = region.peek() === text ? `${text}\u00a0` : text;
}

/** Once a page; boot puts it there. */
export function Announcer(): VNode {
	return (
		<>
			<div class="sr-only" role="status" aria-live="polite">{polite.value}</div>
			<div class="sr-only" role="alert" aria-live="assertive">{urgent.value}</div>
		</>
	);
}
