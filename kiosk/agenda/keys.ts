// The keyboard on the screen, for people who stand: six layouts as data, fetched when the search is opened first. It types into the search field.
import { computed, signal } from "@preact/signals";
import { lang } from "../common/text/t.ts";
import type { Lang, Words } from "../common/wire/types.ts";
import { candidatesFor, lettersAtEnd, readingsOf, type Candidate, type Syllables } from "./pinyin.ts";
import { agenda, guests, route, takeReadings } from "./store.ts";
import { search } from "./visit.ts";

export interface Layout {
	/** one character a key */
	rows: string[];
	/** its letters become Chinese characters */
	isPinyin?: boolean;
}

const RETRY_MS = 3000;

const layoutsNow = signal<Record<Lang, Layout> | null>(null, { name: "keys.layouts" });
const syllablesNow = signal<Syllables | null>(null, { name: "keys.syllables" });
const chosenNow = signal<Lang | null>(null, { name: "keys.chosen" });
const isOpenNow = signal(true, { name: "keys.isOpen" });

/** Of the page's language, until the visitor takes another one. */
export const layoutLang = computed<Lang>(() => chosenNow.value ?? lang.value);
export const layout = computed<Layout | null>(() => layoutsNow.value?.[layoutLang.value] ?? null);
export const isOpen = computed(() => isOpenNow.value);

const readings = computed(() => readingsOf(syllablesNow.value ?? {}));

/** Everything on the agenda that is written in Chinese. */
const chinese = computed(() => {
	const titles: Words[] = [...(agenda.value?.sessions ?? []).map((session) => session.title), ...(agenda.value?.rooms ?? []).map((room) => room.names)];
	return [...titles.map((title) => title.zh ?? ""), ...guests.value.map((guest) => guest.name)].filter((text) => /\p{Script=Han}/u.test(text));
});

/** What the letters typed last may stand for; empty on layouts that write as they are. */
export const candidates = computed<Candidate[]>(() => {
	const query = route.value.view === "search" ? route.value.query : "";
	if (layout.value?.isPinyin !== true || syllablesNow.value === null) return [];
	return candidatesFor(lettersAtEnd(query), syllablesNow.value, readings.value, chinese.value);
});

/** Fetches what the present layout needs, until it is there. */
export async function loadKeys(): Promise<void> {
	layoutsNow.value ??= (await import("./keyboard/layouts.json").catch(() => null))?.default ?? null;
	if (layout.peek()?.isPinyin === true && syllablesNow.peek() === null) {
		syllablesNow.value = (await import("./keyboard/pinyin.json").catch(() => null))?.syllables ?? null;
		takeReadings(readings.peek());
	}
	const isMissing = layoutsNow.peek() === null || (layout.peek()?.isPinyin === true && syllablesNow.peek() === null);
	if (isMissing) window.setTimeout(() => void loadKeys(), RETRY_MS);
}

export function choose(wanted: Lang): void {
	chosenNow.value = wanted;
	void loadKeys();
}

export function setOpen(isWanted: boolean): void {
	isOpenNow.value = isWanted;
}

/** The next visitor finds it as everybody does. */
export function forgetKeys(): void {
	chosenNow.value = null;
	isOpenNow.value = true;
}

/** Changes what stands before the cursor; what is selected goes. */
function edit(change: (before: string) => string): void {
	const field = document.querySelector<HTMLInputElement>("#search");
	if (field === null) return;
	const before = change(field.value.slice(0, field.selectionStart ?? field.value.length));
	field.value = before + field.value.slice(field.selectionEnd ?? field.value.length);
	field.setSelectionRange(before.length, before.length);
	search(field.value);
}

export function type(text: string): void {
	edit((before) => before + text);
}

/** Takes one character back, or what is selected. */
export function erase(): void {
	const field = document.querySelector<HTMLInputElement>("#search");
	const hasSelection = field !== null && field.selectionStart !== field.selectionEnd;
	edit((before) => (hasSelection ? before : [...before].slice(0, -1).join("")));
}

export function take({ text, used }: Candidate): void {
	edit((before) => {
		const letters = lettersAtEnd(before);
		return before.slice(0, before.length - letters.length) + text + letters.slice(used);
	});
}

/** In Chinese a space takes the first character that is offered. */
export function space(): void {
	const [first] = candidates.peek();
	if (first === undefined) type(" ");
	else take(first);
}
