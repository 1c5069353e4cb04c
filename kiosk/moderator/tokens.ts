// The typed line cut into words, each with its place. A comma or semicolon behind a word ends what was being said.
import { fold } from "./fold.ts";

export interface Token {
	readonly raw: string;
	readonly folded: string;
	/** Folded and cut at hyphens: "quatre-vingt" is two. */
	readonly words: readonly string[];
	readonly from: number;
	readonly to: number;
	readonly isEnd: boolean;
}

export function tokensOf(line: string): Token[] {
	const tokens: Token[] = [];
	for (const match of line.matchAll(/\S+/g)) {
		const bare = match[0].replace(/[;,\u060c\uff0c\uff1b\u3001]+$/, "");
		if (bare !== "") {
			const folded = fold(bare);
			const words = folded.split("-").filter(Boolean);
			tokens.push({ raw: bare, folded, words, from: match.index, to: match.index + bare.length, isEnd: bare !== match[0] });
		}
	}
	return tokens;
}
