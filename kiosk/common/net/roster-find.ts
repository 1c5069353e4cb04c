// Searching ten thousand people in the browser: in slices shorter than a frame, so that typing and drawing go on. Not for what the
// server's own search can do more (server/find).
import { fold } from "../text/fold.ts";
import type { Known } from "./roster.ts";

/** A slice of work; a frame is 16 ms and others want some of it. */
const SLICE_MS = 4;
/** How many people are looked at between two looks at the clock. */
const STRIDE = 256;
const TYPO_LEAST = 4;

/** What a word found in: the higher the better. */
const GRADE = { start: 8, word: 6, entity: 3, inside: 2, typo: 1 } as const;
/** Among equals they come first. */
const VIP = 0.5;

interface Entry { person: Known; name: string; rest: string }

export class Finder {
	#entries: Entry[] = [];
	/** Places in #entries. */
	#byId = new Map<string, number>();
	#byBadge = new Map<string, Known>();
	#asked = 0;

	get size(): number {
		return this.#byId.size;
	}

	clear(): void {
		this.#entries = [];
		this.#byId.clear();
		this.#byBadge.clear();
	}

	/** New people, and those who changed; who was merged into another, or erased, goes. */
	put(people: readonly Known[]): void {
		for (const person of people) {
			const at = this.#byId.get(person.id);
			const before = at === undefined ? undefined : this.#entries[at]!.person;
			if (before !== undefined) this.#byBadge.delete(before.badge);
			if (person.state === "merged" || person.state === "erased") {
				this.#remove(person.id);
				continue;
			}
			this.#byId.set(person.id, at ?? this.#entries.length);
			this.#entries[at ?? this.#entries.length] = { person, name: "", rest: "" };
			if (person.badge !== "") this.#byBadge.set(person.badge, person);
		}
	}

	byBadge(hash: string): Known | null {
		return this.#byBadge.get(hash) ?? null;
	}

	byId(id: string): Known | null {
		return this.#entries[this.#byId.get(id) ?? -1]?.person ?? null;
	}

	/** The last one takes the free place. */
	#remove(id: string): void {
		const at = this.#byId.get(id);
		if (at === undefined) return;
		const last = this.#entries.pop()!;
		this.#byId.delete(id);
		if (at === this.#entries.length) return;
		this.#entries[at] = last;
		this.#byId.set(last.person.id, at);
	}

	/** Best first; null when a newer question took over. */
	async find(text: string, limit: number): Promise<Known[] | null> {
		const words = fold(text).split(/[\s,]+/).filter((word) => word !== "");
		const asked = ++this.#asked;
		if (words.length === 0) return [];
		const exact = await this.#look(asked, words, grade);
		const hits = exact !== null && exact.length === 0 ? await this.#look(asked, words, gradeTypo) : exact;
		if (hits === null) return null;
		const isBetter = (a: Hit, b: Hit): number => b.grade - a.grade || a.at - b.at;
		return hits.sort(isBetter).slice(0, limit).map(({ person }) => person);
	}

	async #look(asked: number, words: string[], by: (entry: Entry, word: string) => number): Promise<Hit[] | null> {
		const hits: Hit[] = [];
		const entries = this.#entries;
		let from = performance.now();
		for (let at = 0; at < entries.length; at += 1) {
			const entry = folded(entries[at]!);
			const sum = sumOf(entry, words, by);
			if (sum > 0) hits.push({ person: entry.person, grade: sum + (entry.person.isVip ? VIP : 0), at });
			if (at % STRIDE !== 0 || performance.now() - from < SLICE_MS) continue;
			await nextTurn();
			if (asked !== this.#asked) return null;
			from = performance.now();
		}
		return hits;
	}
}

interface Hit { person: Known; grade: number; at: number }

/** Folded at first sight, which is a part of the first search. */
function folded(entry: Entry): Entry {
	if (entry.name !== "") return entry;
	const { name, entity, registration_id } = entry.person;
	entry.name = ` ${fold(`${name.display} ${name.latin ?? ""}`)}`;
	entry.rest = ` ${fold(`${entity.name} ${entity.country ?? ""} ${registration_id}`)}`;
	return entry;
}

/** All words have to fit; 0 when one does not. */
function sumOf(entry: Entry, words: string[], by: (entry: Entry, word: string) => number): number {
	let sum = 0;
	for (const word of words) {
		const one = by(entry, word);
		if (one === 0) return 0;
		sum += one;
	}
	return sum;
}

function grade({ name, rest }: Entry, word: string): number {
	const at = name.indexOf(word);
	if (at === 1) return GRADE.start;
	if (at > 1 && (name[at - 1] === " " || name.includes(` ${word}`))) return GRADE.word;
	if (rest.includes(` ${word}`)) return GRADE.entity;
	return at > 0 || rest.includes(word) ? GRADE.inside : 0;
}

/** One letter too many, too few, wrong, or two exchanged. Short words have too many neighbours. */
function gradeTypo(entry: Entry, word: string): number {
	const exact = grade(entry, word);
	if (exact > 0 || word.length < TYPO_LEAST) return exact;
	return entry.name.split(" ").some((other) => isNear(other, word)) ? GRADE.typo : 0;
}

/** Whether the start of `other` can be made of `word` with one slip. */
function isNear(other: string, word: string): boolean {
	if (other.length < word.length - 1) return false;
	let i = 0;
	while (i < word.length && other[i] === word[i]) i += 1;
	const isTail = (a: number, b: number): boolean => other.startsWith(word.slice(b), a);
	return isTail(i + 1, i + 1) || isTail(i + 1, i) || isTail(i, i + 1)
		|| (other[i] === word[i + 1] && other[i + 1] === word[i] && isTail(i + 2, i + 2));
}

/** After what the browser has to do now. */
function nextTurn(): Promise<void> {
	return new Promise((resolve) => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => {
			port1.close();
			resolve();
		};
		port2.postMessage(null);
	});
}
