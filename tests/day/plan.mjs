// The script of the day: 150 speakers who say 360 pledges, the same each time. Values only; day.test.mjs acts it out.

export const SPEAKERS = 150;
export const SIGNATORIES = 60;
/** How many pledges each statement makes, in turn: 360 of 150 speakers. */
const PLEDGES_IN_TURN = [2, 3, 2, 3, 2];
const TYPES = ["financial", "policy", "advocacy", "programmatic"];
const AREAS = ["access", "adoption", "value_creation", "accelerate"];
const AMOUNTS = [
	{ value: "2500000", currency: "USD" }, { value: "1250000.55", currency: "EUR" }, { value: "2500000000", currency: "XOF" },
	null, { value: "99999999", currency: "JPY" }, { value: "7500.125", currency: "KWD" }, { value: "123456789", currency: "RWF" },
];
const PLACES = [["RWA"], ["SEN", "MLI"], [], ["BGD", "NPL", "BTN"], ["HTI"], ["TON", "FJI"]];
const HOMES = ["RWA", "SEN", "FRA", "JPN", "BRA", "EGY", "KAZ", "FJI", "KEN", "DEU"];

/** A generator that anybody can repeat (mulberry32). */
export function dice(seed) {
	let state = seed;
	return (n) => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) % n;
	};
}

/** The people, one an entity, as the import takes them. */
export function peopleCsv() {
	const rows = ["registration_id,family_name,given_name,entity,entity_type,country,category,state"];
	for (let i = 1; i <= SPEAKERS; i += 1) {
		const country = HOMES[i % HOMES.length];
		rows.push(`DAY-${i},Speaker${i},Given${i},Delegation ${i},government,${country},MIN,confirmed`);
	}
	return `${rows.join("\n")}\n`;
}

const registrationOf = (i) => `DAY-${i}`;

/**
 * The statements in order: { registration, pledges: [{ slip, fields, joint, before, changed }] }. `joint` are further pledgers
 * (registrations), `before`: it was sent in before the day, `changed`: announced with another figure.
 */
export function statements() {
	const roll = dice(20220608);
	let slip = 0;
	return Array.from({ length: SPEAKERS }, (_, at) => ({
		registration: registrationOf(at + 1),
		pledges: Array.from({ length: PLEDGES_IN_TURN[at % PLEDGES_IN_TURN.length] }, () => {
			slip += 1;
			return {
				slip,
				fields: {
					type: TYPES[roll(TYPES.length)],
					title: `Pledge ${slip}`,
					text: `What was said as number ${slip}, word by word.`,
					amount: AMOUNTS[roll(AMOUNTS.length)],
					focus_areas: AREAS.filter((_area, i) => i === slip % 4 || roll(5) === 0),
					countries: PLACES[roll(PLACES.length)],
				},
				joint: slip % 9 === 0 ? [registrationOf(1 + ((at + 3) % SPEAKERS)), registrationOf(1 + ((at + 7) % SPEAKERS))] : [],
				before: slip % 15 === 0,
				changed: slip % 30 === 0 ? { value: "4000000", currency: "USD" } : null,
			};
		}),
	}));
}
