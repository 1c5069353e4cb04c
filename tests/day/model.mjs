// What the day's record must be, computed from what was done and from nothing the server says: pledges by slip of the plan,
// sums in US cents, the register of signatures. Small on purpose: it is read to be believed.

const DIGITS = { USD: 2, EUR: 2, XOF: 0, JPY: 0, KWD: 3, RWF: 0 };
/** Units for one US dollar, as the test loads them. */
export const RATES = { USD: "1", EUR: "0.931", XOF: "610.7", JPY: "134.25", KWD: "0.3065", RWF: "1022.5" };
const SURE = new Set(["confirmed", "signed", "published"]);

/** "12.5" with 2 digits is 1250n: the decimal string as an integer of minor units. */
function minorOf(text, digits) {
	const [whole, fraction = ""] = text.split(".");
	return BigInt(whole + fraction.padEnd(digits, "0"));
}

/** US cents at the rate, rounded half up, without a floating point number. */
export function centsOf({ value, currency }) {
	const [, fraction = ""] = RATES[currency].split(".");
	const rate = minorOf(RATES[currency], fraction.length);
	const above = minorOf(value, DIGITS[currency]) * 100n * 10n ** BigInt(fraction.length);
	const below = rate * 10n ** BigInt(DIGITS[currency]);
	return (2n * above + below) / (2n * below);
}

export class Model {
	constructor() {
		this.pledges = new Map();
		this.signed = new Map();
	}

	/** A pledge of the plan is said (or sent in before) with these fields. */
	say(slip, state, fields) {
		this.pledges.set(slip, { ...fields, state });
	}

	correct(slip, fields) {
		Object.assign(this.pledges.get(slip), fields);
	}

	step(slip, state) {
		this.pledges.get(slip).state = state;
	}

	sign(entity, how) {
		this.signed.set(entity, how);
	}

	/** { confirmed: { count, cents }, heard: { count, cents }, submitted } */
	totals() {
		const sums = { confirmed: { count: 0, cents: 0n }, heard: { count: 0, cents: 0n }, submitted: 0 };
		for (const pledge of this.pledges.values()) {
			if (pledge.state === "submitted") sums.submitted += 1;
			const sum = SURE.has(pledge.state) ? sums.confirmed : pledge.state === "heard" ? sums.heard : null;
			if (sum === null) continue;
			sum.count += 1;
			sum.cents += pledge.amount === null ? 0n : centsOf(pledge.amount);
		}
		return sums;
	}
}

/** Whole dollars, as the totals are shown. */
export const dollarsOf = (cents) => String((cents + 50n) / 100n);
