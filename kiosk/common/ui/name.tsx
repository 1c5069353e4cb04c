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

/** The parts of text that match a word of the query, for <mark>. Accents and case do not count. */
export function Marked({ text, query }: { text: string; query: string }): VNode {
	const parts = split(text, query);
	return <bdi dir="auto">{parts.map((part, i) => (part.isHit ? <mark key={i}>{part.text}</mark> : part.text))}</bdi>;
}

interface Part { text: string; isHit: boolean }

function split(text: string, query: string): Part[] {
	const words = query.split(/\s+/).map(fold).filter((word) => word !== "");
	const chars = Array.from(text);
	const folded = chars.map(fold);
	const hit = new Array<boolean>(chars.length).fill(false);
	for (const word of words) markWord(folded, word, hit);
	const parts: Part[] = [];
	chars.forEach((char, i) => {
		const last = parts.at(-1);
		if (last !== undefined && last.isHit === hit[i]) last.text += char;
		else parts.push({ text: char, isHit: hit[i]! });
	});
	return parts;
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
