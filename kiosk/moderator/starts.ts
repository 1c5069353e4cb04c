// Whether a part of the pledge begins at a word: where a unit, a place or an everyday word before it has to end. Looks only, takes nothing.
import { readMoney } from "./amount.ts";
import { currencyAt } from "./currency.ts";
import { type Scene, rawOf, wordAt } from "./draft.ts";
import { keywordAt, labelAt } from "./keywords.ts";
import { countryOf, focusOf, typeOf } from "./lexicon.ts";
import { periodAt } from "./period.ts";

const LONGEST_NAME = 5;

export function startsPart(scene: Scene, at: number): boolean {
	const { tokens, lexicon, money } = scene;
	const token = tokens[at];
	if (token === undefined) {
		return true;
	}
	const word = wordAt(scene, at);
	const isLetter = word.length === 1 && word !== "a" && typeOf(word, false) !== null;
	if (isLetter || (word.length > 1 && typeOf(word, false) !== null) || keywordAt(tokens, at) !== null || labelAt(tokens, at) !== null) {
		return true;
	}
	for (let length = Math.min(LONGEST_NAME, tokens.length - at); length > 0; length--) {
		const phrase = rawOf(scene, at, length);
		if (countryOf(phrase, lexicon) !== null || (phrase.length > 1 && focusOf(phrase, lexicon) !== null)) return true;
	}
	return (
		readMoney(tokens, at, money) !== null ||
		currencyAt([token.raw], lexicon.currencies, null, true) !== null ||
		periodAt(tokens, at, scene.context.year ?? 2000) !== null
	);
}
