// Chinese by pinyin: which characters the letters typed so far may stand for. What stands on the agenda comes first, so two or three
// syllables name a session or a person. Pure.

/** Syllable → its characters, the frequent ones first. */
export type Syllables = Readonly<Record<string, string>>;

export interface Candidate {
	text: string;
	/** how many of the letters it takes */
	used: number;
}

/** How many are offered: two rows of large keys. */
const MOST = 18;
const MOST_PHRASES = 8;
const LONGEST_SYLLABLE = 6;

/** Character → how it is read. */
export function readingsOf(syllables: Syllables): Map<string, string> {
	return new Map(Object.entries(syllables).flatMap(([syllable, characters]) => [...characters].map((one) => [one, syllable] as const)));
}

/** How many characters from `start` on are read as these letters, the last one perhaps only begun; 0: they are not. */
function reach(text: string, start: number, letters: string, readings: ReadonlyMap<string, string>): number {
	let done = 0;
	for (let at = start; at < text.length; at += 1) {
		const syllable = readings.get(text[at] ?? "");
		if (syllable === undefined) return 0;
		const rest = letters.slice(done);
		if (syllable.startsWith(rest)) return at + 1 - start;
		if (!rest.startsWith(syllable)) return 0;
		done += syllable.length;
	}
	return 0;
}

/** Words of these texts that are read so, the frequent ones first. */
function phrases(letters: string, texts: readonly string[], readings: ReadonlyMap<string, string>): Map<string, number> {
	const found = new Map<string, number>();
	for (const text of texts) {
		for (let start = 0; start < text.length; start += 1) {
			const length = reach(text, start, letters, readings);
			if (length === 0) continue;
			const phrase = text.slice(start, start + length);
			found.set(phrase, (found.get(phrase) ?? 0) + 1);
		}
	}
	return new Map([...found].sort((a, b) => b[1] - a[1]));
}

/** The longest syllable that these letters begin with. */
function firstSyllable(letters: string, syllables: Syllables): string | null {
	for (let length = Math.min(LONGEST_SYLLABLE, letters.length); length > 0; length -= 1) {
		const part = letters.slice(0, length);
		if (syllables[part] !== undefined) return part;
	}
	return null;
}

/** What may be meant by letters: words of the texts that take all of them, then characters for the first syllable. */
export function candidatesFor(letters: string, syllables: Syllables, readings: ReadonlyMap<string, string>, texts: readonly string[]): Candidate[] {
	if (letters === "") return [];
	const known = [...phrases(letters, texts, readings).keys()].slice(0, MOST_PHRASES);
	const first = firstSyllable(letters, syllables);
	const single = first === null ? [] : [...(syllables[first] ?? "")];
	const all = [...known.map((text) => ({ text, used: letters.length })), ...single.map((text) => ({ text, used: first?.length ?? 0 }))];
	const isNew = (one: Candidate, at: number): boolean => all.findIndex((other) => other.text === one.text) === at;
	return all.filter(isNew).slice(0, MOST);
}

/** The letters at the end of a text that are still to become characters. */
export function lettersAtEnd(text: string): string {
	return /[a-z]+$/.exec(text.toLowerCase())?.[0] ?? "";
}
