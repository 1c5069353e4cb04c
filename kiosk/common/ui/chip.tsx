// Chips and bands: colour + letter + word, never colour alone.
import type { VNode } from "preact";
import type { Category, FocusArea } from "../wire/types.ts";
import { words } from "../text/format.ts";
import { Icon, type IconName } from "./icon.tsx";

/** Sets a CSS variable without a style attribute string (the policy forbids those). */
export function cssVar(name: string, value: string): (element: HTMLElement | null) => void {
	return (element) => element?.style.setProperty(name, value);
}

/** Black or white, whichever reads better on a #rrggbb ground (WCAG relative luminance). */
export function inkOn(colour: string): string {
	const linear = [1, 3, 5].map((at) => {
		const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
		return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
	});
	const luminance = 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
	return luminance > 0.179 ? "var(--black)" : "var(--white)";
}

function band(colour: string): (element: HTMLElement | null) => void {
	return (element) => {
		element?.style.setProperty("--band", colour);
		element?.style.setProperty("--band-ink", inkOn(colour));
	};
}

/** small: the code alone, with the words as its title · full: code and words. */
export function CategoryBand({ category, size = "full" }: { category: Category; size?: "small" | "full" }): VNode {
	const label = words(category.words);
	return (
		<span class="band" ref={band(category.colour)} title={label}>
			<b>{category.code}</b>
			{size === "full" ? <span>{label}</span> : <span class="sr-only">{label}</span>}
		</span>
	);
}

/** Focus areas take their colours from tokens.css, by key. long: the full name beside the letter; letter: no more than that to see. */
export function FocusChip({ area, isLong = false, isLetter = false }: { area: FocusArea; isLong?: boolean; isLetter?: boolean }): VNode {
	const name = words(isLong ? area.long : area.short);
	return (
		<span class="focus-chip" data-area={area.key} title={isLetter ? name : undefined}>
			<b aria-hidden="true">{area.letter}</b>
			<span class={isLetter ? "sr-only" : undefined}>{name}</span>
		</span>
	);
}

export type Tone = "ok" | "warn" | "refuse" | "wait" | "info" | "plain";
const SIGNS: Record<Tone, IconName | null> = { ok: "tick", warn: "warn", refuse: "cross", wait: "clock", info: null, plain: null };

/** A state in one word, with a sign of its tone. */
export function StateChip({ tone, text }: { tone: Tone; text: string }): VNode {
	const sign = SIGNS[tone];
	return (
		<span class="state-chip" data-tone={tone}>
			{sign !== null && <Icon name={sign} />}
			<span>{text}</span>
		</span>
	);
}
