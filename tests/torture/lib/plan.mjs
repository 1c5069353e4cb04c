// Which calls are to fail: every one, or as many a scenario as P2C_SHALLOW says, by a seed that is the same all month, so that a
// failure can be seen again and every month looks elsewhere. P2C_KINDS and P2C_ONLY (a pattern of names) narrow it; P2C_PLACES makes one
// call of all that come from one place, and P2C_MOST is how many of a kind fail in a scenario at most, then spread evenly.
import { KINDS } from './faults.mjs';

const { P2C_SHALLOW, P2C_KINDS, P2C_ONLY, P2C_MONTH, P2C_MOST = Infinity } = process.env;
const MONTH = P2C_MONTH ?? new Date().toISOString().slice(0, 7);
const kinds = P2C_KINDS ? P2C_KINDS.split(',') : Object.keys(KINDS);
const FOR_EVER = 0.25; // so many of the faults are of all calls from one on

/** Numbers from 0 up to 1 (xorshift32). */
function seeded(text) {
	let state = [...text].reduce((sum, sign) => (Math.imul(sum, 31) + sign.charCodeAt(0)) >>> 0, 2463534242) || 1;
	return () => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return (state >>> 0) / 2 ** 32;
	};
}

/** Those of the scenarios that are wanted. */
export const wanted = (scenarios) => scenarios.filter(({ name }) => new RegExp(P2C_ONLY ?? '').test(name));

/** The faults of a scenario: { kind, of(calls) }, where of() answers which of the calls fail: [{ k, forEver }]. */
export function faultsOf(name) {
	const random = seeded(`${MONTH} ${name}`);
	const fault = (k) => ({ k, forEver: random() < FOR_EVER });
	const all = (calls) => {
		const length = Math.min(calls.length, Number(P2C_MOST));
		return Array.from({ length }, (_, i) => fault(calls[Math.floor((i * calls.length) / length)]));
	};
	if (!P2C_SHALLOW) return kinds.map((kind) => ({ kind, of: all }));
	const one = (calls) => calls.slice(Math.floor(random() * calls.length)).slice(0, 1).map(fault);
	return Array.from({ length: Number(P2C_SHALLOW) }, () => ({ kind: kinds[Math.floor(random() * kinds.length)], of: one }));
}
