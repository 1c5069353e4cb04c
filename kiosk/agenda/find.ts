// Search over titles, people and rooms, in any script, without regard to marks and case. Pure.
import type { Room, SessionPerson } from "../common/wire/types.ts";
import type { Agenda, Session } from "./model.ts";

/** Letters that Unicode does not take apart but people type as others. */
const LETTERS: Record<string, string> = {
	ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", œ: "oe", ı: "i", þ: "th", ð: "d",
	ى: "ي", ة: "ه", ـ: "",
};

function foldedLetter(letter: string): string {
	const bare = letter.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
	return [...bare].map((part) => LETTERS[part] ?? part).join("");
}

/** A text as it is compared: no accents, no vowel signs, one case. */
export function fold(text: string): string {
	return [...text].map(foldedLetter).join("");
}

/** The words of a text, folded. */
export function wordsOf(text: string): string[] {
	return fold(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}

/** 0 = no hit. The start of a word counts more than its inside; the inside counts only from two letters on (one, where a letter is a word). */
function scoreOf(haystack: string, words: string[]): number {
	let score = 0;
	for (const word of words) {
		if (` ${haystack}`.includes(` ${word}`)) score += 3;
		else if ((word.length > 1 || /\p{Script=Han}/u.test(word)) && haystack.includes(word)) score += 1;
		else return 0;
	}
	return score;
}

/** Somebody on the agenda, with everything they do. */
export interface Guest {
	key: string;
	name: string;
	entity: string | null;
	country: string | null;
	parts: { session: Session; role: SessionPerson["role"] }[];
	/** focus areas this person co-chairs */
	areas: string[];
}

type Named = Pick<Guest, "name" | "entity" | "country">;

/** Two people of one name are told apart by their entity. */
export function guestKey(person: Pick<Named, "name" | "entity">): string {
	return wordsOf(`${person.name} ${person.entity ?? ""}`).join("-");
}

/** Everybody on the agenda, in the order compare gives to names. */
export function guestsOf(agenda: Agenda, compare: (a: string, b: string) => number): Guest[] {
	const guests = new Map<string, Guest>();
	const guest = ({ name, entity, country }: Named): Guest => {
		const key = guestKey({ name, entity });
		const known = guests.get(key) ?? { key, name, entity, country, parts: [], areas: [] };
		guests.set(key, known);
		return known;
	};
	for (const session of agenda.sessions) {
		for (const person of session.people) guest(person).parts.push({ session, role: person.role });
	}
	for (const cochair of agenda.cochairs) guest(cochair).areas.push(cochair.focus_area);
	return [...guests.values()].sort((a, b) => compare(a.name, b.name));
}

export interface Found {
	sessions: Session[];
	guests: Guest[];
	rooms: Room[];
}

/** How many of a kind are shown: more than a screen is no answer. */
const MOST = 12;

/** Chinese in Latin letters, by syllables and as one word: what somebody types who writes by pinyin. */
function spelt(text: string, readings: ReadonlyMap<string, string>): string {
	const syllables = readings.size === 0 ? [] : [...text].flatMap((letter) => readings.get(letter) ?? []);
	return syllables.length === 0 ? "" : `${syllables.join(" ")} ${syllables.join("")}`;
}

/** Prepares the search of one agenda: texts are folded once, not at every key. */
export function finderOf(agenda: Agenda, guests: Guest[], readings: ReadonlyMap<string, string>): (query: string) => Found {
	type Item = Session | Guest | Room;
	const folded = new Map<Item, string>();
	const add = (item: Item, ...texts: string[]): unknown =>
		folded.set(item, wordsOf([...texts, ...texts.map((text) => spelt(text, readings))].join(" ")).join(" "));
	for (const session of agenda.sessions) add(session, session.code, ...Object.values(session.title));
	for (const guest of guests) add(guest, guest.name, guest.entity ?? "");
	for (const room of agenda.rooms) add(room, room.name, ...Object.values(room.names));
	const best = <T extends Item>(items: T[], words: string[]): T[] =>
		items
			.map((item) => ({ item, score: scoreOf(folded.get(item) ?? "", words) }))
			.filter((hit) => hit.score > 0)
			.sort((a, b) => b.score - a.score)
			.slice(0, MOST)
			.map((hit) => hit.item);
	return (query) => {
		const words = wordsOf(query);
		if (words.length === 0) return { sessions: [], guests: [], rooms: [] };
		return {
			sessions: best(agenda.sessions, words),
			guests: best(guests, words),
			rooms: best(agenda.rooms, words),
		};
	};
}
