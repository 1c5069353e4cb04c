// What single words of the moderator's line mean: types, focus areas, countries and currencies. Pure.
// The fixed words stand here, in the six languages; names and codes come from the server's catalogue.
import type { PledgeType } from "../common/wire/types.ts";
import { type Currencies, type Place, currenciesOf } from "./currency.ts";
import { fold } from "./fold.ts";

export interface Named {
	readonly key: string;
	readonly letter?: string;
	readonly names: readonly string[];
}

export interface Vocabulary {
	readonly focusAreas: readonly Named[];
	readonly countries: readonly { readonly code: string; readonly alpha2: string; readonly names: readonly string[] }[];
	readonly currencies: readonly string[];
	readonly languages: readonly string[];
}

/** The vocabulary with its lookups made once. */
export interface Lexicon {
	readonly focusLetters: ReadonlyMap<string, string>;
	readonly focusNames: ReadonlyMap<string, string>;
	readonly countryNames: ReadonlyMap<string, string>;
	readonly alpha2: ReadonlyMap<string, string>;
	readonly alpha3: ReadonlySet<string>;
	readonly currencies: Currencies;
	readonly languages: ReadonlySet<string>;
}

const TYPE_LETTERS: Readonly<Record<string, PledgeType>> = {
	f: "financial",
	p: "policy",
	a: "advocacy",
	g: "programmatic",
};

/** Beginnings of at least four letters, so that "fin" stays Finland and "pol" Poland. */
const TYPE_STEMS: readonly (readonly [string, PledgeType])[] = [
	["finan", "financial"],
	["финанс", "financial"],
	["资金", "financial"],
	["财政", "financial"],
	["polic", "policy"],
	["polit", "policy"],
	["полит", "policy"],
	["سياس", "policy"],
	["政策", "policy"],
	["advoc", "advocacy"],
	["plaid", "advocacy"],
	["promoc", "advocacy"],
	["sensib", "advocacy"],
	["адвок", "advocacy"],
	["пропаг", "advocacy"],
	["مناصر", "advocacy"],
	["宣传", "advocacy"],
	["倡导", "advocacy"],
	["progr", "programmatic"],
	["програм", "programmatic"],
	["برنامج", "programmatic"],
	["برامج", "programmatic"],
	["项目", "programmatic"],
	["计划", "programmatic"],
];

/** Whole words only: "مالي" is also Mali, and Malaysia begins with it. The first one is the type, the next the country. */
const TYPE_WORDS: ReadonlyMap<string, PledgeType> = new Map([
	["مالي", "financial"],
	["مالية", "financial"],
]);

/** Country codes that are everyday words in one of the languages: taken only in capitals. */
const SHY_ALPHA3: ReadonlySet<string> = new Set([
	"and",
	"are",
	"can",
	"per",
	"ago",
	"nor",
	"com",
	"sur",
	"par",
	"lie",
	"pan",
	"cod",
]);

const SHORTEST_PREFIX = 3;
/** A sum may be named in any of them, whatever the screen speaks. */
const NAMING: readonly string[] = ["en", "fr", "es", "ar", "ru", "zh"];

/** Made once per catalogue and language of the screen. */
export function lexiconOf(vocabulary: Vocabulary): Lexicon {
	const focusNames = new Map<string, string>();
	for (const area of vocabulary.focusAreas) {
		for (const name of [area.key, ...area.names]) {
			focusNames.set(fold(name.replace(/_/g, " ")), area.key);
		}
	}
	const countryNames = new Map<string, string>();
	for (const country of vocabulary.countries) {
		for (const name of country.names) {
			countryNames.set(fold(name), country.code);
		}
	}
	return {
		focusLetters: new Map(vocabulary.focusAreas.map((area) => [fold(area.letter ?? ""), area.key])),
		focusNames,
		countryNames,
		alpha2: new Map(vocabulary.countries.map((country) => [country.alpha2, country.code])),
		alpha3: new Set(vocabulary.countries.map((country) => country.code)),
		currencies: currenciesOf(vocabulary.currencies, NAMING),
		languages: new Set(vocabulary.languages),
	};
}

/**
 * The single letters f p a g are the type until there is one; from then on letters name focus areas ("f 25m usd a").
 */
export function typeOf(raw: string, hasType: boolean): PledgeType | null {
	const word = fold(raw);
	if (hasType) {
		return null;
	}
	if (word.length === 1) {
		return TYPE_LETTERS[word] ?? null;
	}
	const exact = TYPE_WORDS.get(word);
	if (exact !== undefined) {
		return exact;
	}
	for (const [stem, type] of TYPE_STEMS) {
		/* "fina" is enough of "finan", never less than four letters of an alphabet. */
		if (word.startsWith(stem) || (word.length >= 4 && stem.startsWith(word))) {
			return type;
		}
	}
	return null;
}

/** A whole name, or a beginning that only one focus area has. */
export function focusOf(phrase: string, lexicon: Lexicon): string | null {
	const name = fold(phrase).replace(/^#/, "");
	const letter = name.length === 1 ? lexicon.focusLetters.get(name) : undefined;
	const exact = letter ?? lexicon.focusNames.get(name);
	if (exact !== undefined) {
		return exact;
	}
	if (name.length < SHORTEST_PREFIX) {
		return null;
	}
	const found = new Set<string>();
	for (const [known, key] of lexicon.focusNames) {
		if (known.startsWith(name)) {
			found.add(key);
		}
	}
	const [only] = found;
	return found.size === 1 && only !== undefined ? only : null;
}

/** By alpha-3 in any case, by alpha-2 in capitals, or by a whole name. */
export function countryOf(phrase: string, lexicon: Lexicon): string | null {
	const code = phrase.toUpperCase();
	if (lexicon.alpha3.has(code) && (phrase === code || !SHY_ALPHA3.has(phrase.toLowerCase()))) {
		return code;
	}
	return lexicon.alpha2.get(phrase) ?? lexicon.countryNames.get(fold(phrase)) ?? null;
}

/** The country whose money is meant by "francs" or "rupees"; null when it is not in the catalogue. */
export function placeOf(code: string | null, lexicon: Lexicon): Place | null {
	const row = [...lexicon.alpha2].find(([, alpha3]) => alpha3 === code);
	return row === undefined ? null : { code: row[1], alpha2: row[0] };
}
