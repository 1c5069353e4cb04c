/*
 * Seeded chance for property tests: the same cases on every machine and every run.
 */
export function seeded(seed) {
	let state = seed;
	const next = () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
	const below = (n) => Math.floor(next() * n);
	return { next, below, pick: (list) => list[below(list.length)] };
}

/** A whole number of one to fifteen digits, often with runs of zeros, as people say them. */
export function wholeOf(chance) {
	const digits = Array.from({ length: 1 + chance.below(15) }, () => (chance.next() < 0.4 ? 0 : chance.below(10)));
	return digits.join("").replace(/^0+(?=\d)/, "");
}

/** One to `most` decimals without closing zeros. */
export function fractionOf(chance, most) {
	const digits = Array.from({ length: chance.below(most) }, () => chance.below(10)).join("");
	return digits + String(1 + chance.below(9));
}
