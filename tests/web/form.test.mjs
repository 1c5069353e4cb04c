/*
 * The moderator's form: how the line and the fields make one pledge, what keeps it from being logged, and what is sent.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { readLine } = await load("moderator/grammar.ts");
const { lexiconOf } = await load("moderator/lexicon.ts");
const { EMPTY_FORM, bodyOf, entryOf, gapsOf, isEmpty, readFigure, withLine } = await load("moderator/form.ts");
const { likelySession, floorSessions } = await load("moderator/sessions.ts");
const { runningOf } = await load("common/text/running.ts");

const LEXICON = lexiconOf({
	focusAreas: [
		{ key: "access", letter: "A", names: ["ACCESS"] },
		{ key: "adoption", letter: "D", names: ["ADOPTION"] },
	],
	countries: [
		{ code: "SEN", alpha2: "SN", names: ["Senegal"] },
		{ code: "MLI", alpha2: "ML", names: ["Mali"] },
	],
	currencies: ["USD", "EUR", "XOF", "JPY"],
	languages: ["en", "fr"],
});
const SPEAKER = { id: "k1", entity: { id: "e1", name: "Ministry", type: "government", country: "SEN" }, allotted_seconds: 180, started_at: "2026-11-23T10:00:00+02:00", paused_at: null, paused_seconds: 0 };
const digitsOf = (currency) => (["XOF", "JPY"].includes(currency) ? 0 : 2);

function typed(line, form = EMPTY_FORM) {
	return withLine(form, line, LEXICON);
}

function entry(form, speaker = SPEAKER) {
	return entryOf(form, readLine(form.line, LEXICON), speaker, LEXICON);
}

function gaps(form, speaker = SPEAKER) {
	return gapsOf(entry(form, speaker), digitsOf);
}

test("whoever has the floor is the pledger", () => {
	assert.deepEqual(entry(typed("f")).who, { id: "e1", name: "Ministry", country: "SEN" });
});

test("another pledger stays although the floor is taken", () => {
	const form = { ...typed("f"), who: { id: "e2", name: "Bank", country: null } };
	assert.equal(entry(form).who.name, "Bank");
});

test("a field set by hand overrides the line", () => {
	const form = { ...typed("f access"), byHand: { type: "policy", focusAreas: ["adoption"] } };
	assert.equal(entry(form).type, "policy");
	assert.deepEqual(entry(form).focusAreas, ["adoption"]);
});

test("what is typed later overrides the field again, and only that part", () => {
	const form = { ...typed("f access"), byHand: { type: "policy", focusAreas: ["adoption"], text: "kept" } };
	const later = typed("a access", form);
	assert.equal(entry(later).type, "advocacy");
	assert.deepEqual(entry(later).focusAreas, ["adoption"]);
	assert.equal(entry(later).text, "kept");
});

test("a currency chosen by hand joins an amount of the line", () => {
	const form = { ...typed("f 25m"), byHand: { currency: "EUR" } };
	assert.deepEqual(entry(form).amount, { value: "25000000", currency: "EUR" });
});

test("a figure typed in the field is read like one in the line", () => {
	const form = { ...typed("f 25m usd"), byHand: { figure: "2.5bn xof" } };
	assert.deepEqual(entry(form).amount, { value: "2500000000", currency: "XOF" });
});

test("an emptied amount field means no amount", () => {
	const form = { ...typed("f 25m usd"), byHand: { figure: "" } };
	assert.equal(entry(form).amount, null);
	assert.deepEqual(gaps(form), []);
});

test("a figure that is none keeps the pledge from being logged", () => {
	assert.deepEqual(gaps({ ...typed("f"), byHand: { figure: "a lot" } }), ["amount"]);
});

/* Columns: line, what is missing. */
const GAPS = [
	["", ["type"]],
	["25m usd", ["type"]],
	["f", []],
	["f 25m", ["currency"]],
	["f 25m usd", []],
	["f 12.50 usd", []],
	["f 12.505 usd", []],
	["f 12.50 xof", ["cents"]],
	["f 1.2345678m usd", []],
	["f 0.123456789m usd", ["cents"]],
];

for (const [line, missing] of GAPS) {
	test(`"${line}" lacks ${missing.length === 0 ? "nothing" : missing.join(", ")}`, () => {
		assert.deepEqual(gaps(typed(line)), missing);
	});
}

test("without a speaker somebody has to be named", () => {
	assert.deepEqual(gaps(typed("f"), null), ["who"]);
	assert.deepEqual(gaps({ ...typed("f"), who: { id: null, name: "  ", country: null } }, null), ["who"]);
});

test("what is sent has every part that was said and nothing else", () => {
	const body = bodyOf(entry(typed("f 2.5bn xof access sen mli lang:fr // schools")), "s1", "k1");
	assert.deepEqual(body, {
		type: "financial",
		pledgers: [{ entity: "e1", country: "SEN", lead: true }],
		text: "schools",
		focus_areas: ["access"],
		amount: { value: "2500000000", currency: "XOF" },
		countries: ["SEN", "MLI"],
		language: "fr",
		session: "s1",
		speaker: "k1",
	});
	assert.deepEqual(bodyOf(entry(typed("p")), null, null), { type: "policy", pledgers: [{ entity: "e1", country: "SEN", lead: true }] });
});

test("the other parts of the pledge are sent under their names, and only those that were said", () => {
	const form = typed("p law // text, open");
	assert.deepEqual(bodyOf(entry(form), null, null).instrument, "policy_act");
	const full = { ...form, byHand: { details: { sdgs: [4], measure: "", consent: "yes", period: { from: "", to: "2030" } } } };
	assert.deepEqual(bodyOf(entry(full), null, null), {
		type: "policy",
		pledgers: [{ entity: "e1", country: "SEN", lead: true }],
		instrument: "policy_act",
		sdgs: [4],
		consent: "yes",
		period: { from: "", to: "2030" },
		text: "text, open",
	});
});

test("a part emptied by hand is not sent although the line names it", () => {
	const form = { ...typed("f grant"), byHand: { details: { instrument: null } } };
	assert.equal("instrument" in bodyOf(entry(form), null, null), false);
});

test("a part set by hand gives way when the line names it differently, and only that part", () => {
	const form = { ...typed("f grant"), byHand: { details: { instrument: "in_kind", measure: "kept" } } };
	assert.deepEqual(entry(typed("f loan", form)).details, { instrument: "loan", measure: "kept" });
});

test("a doubt is settled by setting the part by hand", () => {
	const form = typed("f 12m francs");
	assert.deepEqual(entry(form).doubts.map((row) => row.why), ["currency"]);
	assert.equal(entry(form).isAmountDoubtful, true);
	const settled = { ...form, byHand: { currency: "XOF" } };
	assert.deepEqual(entry(settled).doubts, []);
	assert.deepEqual(entry(settled).amount, { value: "12000000", currency: "XOF" });
});

test("a refused figure says why and keeps the pledge from being logged", () => {
	const form = { ...typed("f"), byHand: { figure: "-5m usd" } };
	assert.deepEqual(entry(form).doubts.map((row) => [row.why, row.isRefused]), [["negative", true]]);
	assert.deepEqual(gaps(form), ["amount"]);
});

test("a sum that was named is not announced later, too", () => {
	assert.equal(bodyOf(entry(typed("f tba")), null, null).later, true);
	assert.equal("later" in bodyOf(entry(typed("f tba 5m usd")), null, null), false);
});

test("an entity named for the first time is sent by its name", () => {
	const form = { ...typed("p"), who: { id: null, name: " New Foundation ", country: null } };
	assert.deepEqual(bodyOf(entry(form), null, null).pledgers, [{ entity_name: "New Foundation", lead: true }]);
});

test("nothing is sent while the type or the pledger is missing", () => {
	assert.equal(bodyOf(entry(typed("25m usd")), null, null), null);
	assert.equal(bodyOf(entry(typed("f"), null), null, null), null);
});

test("a form with blanks only is empty, one with a field set is not", () => {
	assert.ok(isEmpty(EMPTY_FORM));
	assert.ok(isEmpty(typed("   ")));
	assert.ok(!isEmpty({ ...EMPTY_FORM, byHand: { type: "policy" } }));
});

test("a figure with words behind it is no figure", () => {
	assert.equal(readFigure("25m usd please", LEXICON), null);
	assert.equal(readFigure("", LEXICON), null);
	assert.deepEqual(readFigure("2,500 usd", LEXICON), {
		amount: { value: "2500", currency: "USD" },
		isDoubtful: true,
		doubts: [{ why: "separator", others: [{ value: "2.5", currency: "USD" }] }],
	});
});

function session(code, kind, start, end, state = "planned") {
	const at = (hour) => `2026-11-23T${String(hour).padStart(2, "0")}:00:00Z`;
	return { id: code, code, kind, state, expected_starts_at: at(start), expected_ends_at: at(end) };
}

const DAY = [
	session("late", "plenary", 14, 16),
	session("panel", "panel", 9, 12),
	session("break", "break", 10, 11),
	session("gone", "plenary", 9, 12, "cancelled"),
	session("early", "plenary", 10, 11),
];
const hour = (value) => Date.parse("2026-11-23T00:00:00Z") + value * 3_600_000;

test("the picker lists sessions with a floor in the order of the day", () => {
	assert.deepEqual(floorSessions(DAY).map((row) => row.code), ["panel", "early", "late"]);
});

for (const [at, code] of [[9.5, "early"], [10.5, "early"], [11.5, "late"], [15, "late"], [20, "late"]]) {
	test(`at ${at} o'clock the table moderates "${code}"`, () => {
		assert.equal(likelySession(DAY, hour(at)).code, code);
	});
}

test("without a plenary the running session is taken, and none on an empty day", () => {
	assert.equal(likelySession([session("panel", "panel", 9, 12)], hour(10)).code, "panel");
	assert.equal(likelySession([], hour(10)), null);
});

/* Columns: seconds since the start, state, share. */
for (const [seconds, state, share] of [[0, "fine", 0], [149, "fine", 149 / 180], [150, "near", 150 / 180], [180, "near", 1], [181, "over", 1], [-5, "fine", 0]]) {
	test(`a statement of three minutes is ${state} after ${seconds} s`, () => {
		const run = runningOf(SPEAKER, Date.parse(SPEAKER.started_at) + seconds * 1000);
		assert.deepEqual([run.state, run.share], [state, share]);
	});
}
