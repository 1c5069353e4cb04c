/*
 * A pledge as a whole, as the table takes it down: the further fields on their way to the server and back, what stays for the next
 * pledge of a statement, how strong it is, and how the journal keeps it.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { countIn, moreBody, moreOf } = await load("moderator/more.ts");
const { EMPTY_SHEET, isBlank, isIncomplete, nextOf, patchBody, sheetBody, sheetOf } = await load("moderator/sheet.ts");
const { strengthOf } = await load("moderator/strength.ts");
const { asPledge } = await load("moderator/journalled.ts");

const ENTRY = {
	type: "financial", amount: { value: "25", currency: "USD" }, isAmountDoubtful: false, isAmountUnread: false, focusAreas: ["access"], countries: [],
	language: null, text: "", details: {}, doubts: [], who: { id: "e1", name: "Ministry", country: "SEN" },
};
const PLEDGE = {
	id: "p1", number: "P-0001", version: 3, state: "heard", type: "policy", title: null, text: "Text", focus_areas: ["access"],
	pledgers: [{ entity: { id: "e2", name: "Bank", type: "un_igo" }, country: null, lead: false }, { entity: { id: "e1", name: "Ministry", type: "government" }, country: "SEN", lead: true }],
	amount: null, countries: ["SEN"], language: "fr", instrument: "grant", in_kind: "", novelty: "", condition: "budget", later: false, period: { from: "", to: "2030" },
	sdgs: [4, 9], pillar: "", regional_initiative: { code: "AFR2", period: "2026-2029" }, target: { number: "300", unit: "schools", place: "", date: "" },
	beneficiaries: "", partners: "", campaign: "", measure: "", open: true, consent: "", slip: null,
};

test("only what was said is sent", () => {
	assert.deepEqual(moreBody({ condition: "  budget ", in_kind: "", open: false, sdgs: [] }), { condition: "budget" });
});

test("parts of a target, a period and an initiative travel together", () => {
	assert.deepEqual(moreBody({ target_number: "300", target_unit: "schools", to: "2030", initiative: "AFR2" }), {
		period: { from: "", to: "2030" },
		target: { number: "300", unit: "schools", place: "", date: "" },
		regional_initiative: { code: "AFR2", period: "2026-2029" },
	});
});

test("a correction also sends what was emptied, but never an empty slip number", () => {
	const body = moreBody({ condition: "", slip: "", target_number: "", initiative: "" }, true);
	assert.deepEqual([body.condition, body.target, body.regional_initiative, "slip" in body], ["", null, null, false]);
});

test("a pledge put back into the fields and sent again says the same", () => {
	const sheet = sheetOf(PLEDGE);
	const body = patchBody(sheet, { ...ENTRY, type: "policy", amount: null, text: "Text", countries: ["SEN"], language: "fr" });
	for (const field of ["instrument", "condition", "period", "sdgs", "regional_initiative", "target", "open", "text", "countries", "language"]) {
		assert.deepEqual(body[field], PLEDGE[field], field);
	}
	assert.deepEqual(body.pledgers, [{ entity: "e1", country: "SEN", lead: true }, { entity: "e2", lead: false }]);
	assert.equal(sheet.of.version, 3);
});

test("who pledges together follows the lead", () => {
	const sheet = { ...EMPTY_SHEET, joint: [{ id: "e2", name: "Bank", country: null }, { id: null, name: " New ", country: "FRA" }] };
	assert.deepEqual(sheetBody(sheet, ENTRY, "s1", "k1").pledgers,
		[{ entity: "e1", country: "SEN", lead: true }, { entity: "e2", lead: false }, { entity_name: "New", country: "FRA", lead: false }]);
});

test("for the next pledge of a statement the speaker's language, consent and campaign stay, the rest goes", () => {
	const who = { id: "e9", name: "Other", country: null };
	const next = nextOf({ ...EMPTY_SHEET, line: "f 2m", byHand: { type: "policy", language: "fr" }, who, more: { consent: "yes", condition: "budget" }, joint: [who] });
	assert.deepEqual(next, { ...EMPTY_SHEET, byHand: { language: "fr" }, who, more: { consent: "yes" } });
});

test("a sheet with nothing in it is blank, one with a further field is not", () => {
	assert.ok(isBlank(EMPTY_SHEET));
	assert.ok(!isBlank({ ...EMPTY_SHEET, more: { condition: "x" } }));
});

test("what was heard without a text or a focus area is incomplete; a confirmed one is not asked for", () => {
	assert.ok(!isIncomplete(PLEDGE));
	assert.ok(isIncomplete({ ...PLEDGE, text: "" }));
	assert.ok(isIncomplete({ ...PLEDGE, focus_areas: [] }));
	assert.ok(!isIncomplete({ ...PLEDGE, text: "", state: "confirmed" }));
});

test("a group says how many of its fields are filled", () => {
	const more = moreOf(PLEDGE);
	assert.deepEqual(["money", "aim", "record"].map((group) => countIn(more, group)), [3, 5, 1]);
});

const TABLE = [
	{ key: "focus", points: 15, needs: ["focus_areas"], least: 1 },
	{ key: "transformative", points: 10, needs: ["text"], least: 10 },
	{ key: "together", points: 10, needs: ["pledgers", "partners", "open"], least: 2 },
	{ key: "when", points: 10, needs: ["period.to", "target.date"], least: 1 },
];

/* Columns: the pledge, its points, what is missing. */
const STRENGTHS = [
	[{}, 0, ["focus", "transformative", "together", "when"]],
	[{ focus_areas: ["access"], text: "too short" }, 15, ["transformative", "together", "when"]],
	[{ text: "long enough now" }, 10, ["focus", "together", "when"]],
	[{ pledgers: [{}] }, 0, ["focus", "transformative", "together", "when"]],
	[{ pledgers: [{}, {}] }, 10, ["focus", "transformative", "when"]],
	[{ open: true }, 10, ["focus", "transformative", "when"]],
	[{ open: false, period: { from: "2024", to: "" } }, 0, ["focus", "transformative", "together", "when"]],
	[{ target: { date: "2030" } }, 10, ["focus", "transformative", "together"]],
	[{ target: null, period: { to: "2030" } }, 10, ["focus", "transformative", "together"]],
];

for (const [body, score, gaps] of STRENGTHS) {
	test(`${JSON.stringify(body)} is worth ${score}`, () => {
		assert.deepEqual([strengthOf(body, TABLE).score, strengthOf(body, TABLE).gaps], [score, gaps]);
	});
}

test("what the journal keeps in bits and smallest units reads as the pledge it was", () => {
	const known = { focusAreas: ["access", "adoption", "value"], digitsOf: (code) => (code === "XOF" ? 0 : 2), pledgers: PLEDGE.pledgers };
	const row = { amount_minor: 1250, currency: "USD", focus_areas: 5, sdgs: 528, pledgers: ["e1", "gone"], text: "T" };
	const read = asPledge(row, known);
	assert.deepEqual([read.amount, read.focus_areas, read.sdgs, read.text], [{ value: "12.50", currency: "USD" }, ["access", "value"], [4, 9], "T"]);
	assert.deepEqual(read.pledgers.map((one) => one.entity.name), ["Ministry", "…"]);
	assert.deepEqual(asPledge({ ...row, currency: "XOF", amount_minor: 5 }, known).amount, { value: "5", currency: "XOF" });
	assert.equal(asPledge({ ...row, amount_minor: 0 }, known).amount, null);
});
