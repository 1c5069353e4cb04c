// Names of people and entities: own script first, Latin beneath, each in the direction of its own letters.
import type { VNode } from "preact";
import { fold } from "../text/fold.ts";
import { latinBeside } from "../text/script.ts";
import type { PersonName } from "../wire/types.ts";

/** Any text that has a direction of its own. */
export function Bdi({ text, class: className }: { text: string; class?: string }): VNode {
	return <bdi dir="auto" class={className}>{text}</bdi>;
}

/**
 * Own script, and beneath it the Latin form when it differs. The lines stand at the page's starting edge; only what is in
 * them runs in its own direction.
 */
export function PersonNameView({ name }: { name: PersonName }): VNode {
	const latin = latinBeside(name);
	return (
		<span class="name">
			<span class="name-own"><Bdi text={name.display} /></span>
			{latin !== null && <span class="name-latin"><bdi dir="ltr" lang="und-Latn">{latin}</bdi></span>}
		</span>
	);
}

export interface MarkedProps {
	text: string;
	query: string;
	/** Where the server says it matches (UTF-16 units); absent: the words of the query are looked for here. */
	ranges?: readonly (readonly [from: number, to: number])[];
}

/** The parts of a text that match, for <mark>. */
export function Marked({ text, query, ranges }: MarkedProps): VNode {
	const parts = ranges === undefined ? partsOf(Array.from(text), hitsOf(text, query)) : partsOf(text.split(""), within(text, ranges));
	return <bdi dir="auto">{parts.map((part, i) => (part.isHit ? <mark key={i}>{part.text}</mark> : part.text))}</bdi>;
}

interface Part { text: string; isHit: boolean }

function partsOf(units: readonly string[], hit: readonly boolean[]): Part[] {
	const parts: Part[] = [];
	units.forEach((unit, i) => {
		const last = parts.at(-1);
		if (last !== undefined && last.isHit === hit[i]) last.text += unit;
		else parts.push({ text: unit, isHit: hit[i]! });
	});
	return parts;
}

function within(text: string, ranges: NonNullable<MarkedProps["ranges"]>): boolean[] {
	return Array.from({ length: text.length }, (_, i) => ranges.some(([from, to]) => i >= from && i < to));
}

/** Accents and case do not count. */
function hitsOf(text: string, query: string): boolean[] {
	const folded = Array.from(text).map(fold);
	const hit = new Array<boolean>(folded.length).fill(false);
	for (const word of query.split(/\s+/).map(fold).filter((one) => one !== "")) markWord(folded, word, hit);
	return hit;
}

/** Only starts of words count: that is how the server's search ranks, too. */
function markWord(folded: string[], word: string, hit: boolean[]): void {
	for (let start = 0; start < folded.length; start++) {
		const isStart = start === 0 || !/[\p{L}\p{N}]/u.test(folded[start - 1]!) || /\p{Script=Han}/u.test(folded[start]!);
		if (!isStart) continue;
		let end = start;
		let seen = "";
		while (end < folded.length && seen.length < word.length) seen += folded[end++]!;
		if (seen.startsWith(word)) hit.fill(true, start, end);
	}
}
