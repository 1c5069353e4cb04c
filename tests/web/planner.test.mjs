/*
 * The planner's arithmetic without a page: what the draft lays over the released plan, columns and lanes of the grid, steps of the
 * keyboard, and what a place would clash with while a session is still held.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { load } from "./load.mjs";

const plan = await load("admin/agenda/plan.ts");
const { clashesOf } = await load("admin/agenda/clash.ts");

const DAY = "2026-11-23";
const at = (clock, day = DAY) => `${day}T${clock}:00+02:00`;
const ms = (clock, day = DAY) => Date.parse(at(clock, day));
const words = { title: { en: "T" }, text: {}, focus_areas: [], people: [], equipment: [], interpretation: [], capacity: 0, state: "planned", kind: "panel" };
const session = (id, room, from, to, more = {}) => ({ ...words, id, code: id, room, starts_at: at(from), ends_at: at(to), ...more });
const room = (id, more = {}) => ({ id, name: id, position: 0, capacity: 100, equipment: [], languages: [], turn_round_minutes: 0, ...more });
const slots = (released, draft = [], moving = new Map()) => plan.slotsOf({ released, draft, moving });
const by = (all, id) => all.find((slot) => slot.id === id);

describe("the draft over what is released", () => {
	const released = [session("a", "r1", "09:00", "10:00"), session("b", "r1", "10:00", "11:00")];

	test("an edited session stands as drafted, a new one beside the others, the rest as released", () => {
		const all = slots(released, [{ ...session("a", "r2", "09:30", "10:30"), version: 3, change: "edited" }, { ...session("c", null, "08:00", "08:30"), version: 1, change: "added" }]);
		assert.deepEqual(all.map(({ id, room: place, change, version }) => [id, place, change, version]), [["c", null, "added", 1], ["a", "r2", "edited", 3], ["b", "r1", null, 0]]);
	});

	test("what is on its way stands where it goes, whatever the draft says", () => {
		const moving = new Map([["b", { room: "r2", startsAt: ms("12:00"), endsAt: ms("13:00") }]]);
		assert.deepEqual([by(slots(released, [], moving), "b").room, by(slots(released, [], moving), "b").minute], ["r2", 720]);
	});

	test("a row that says the same as before is the same object, and so is its slot", () => {
		const again = plan.steady(released, structuredClone(released));
		assert.equal(again[0], released[0]);
		assert.equal(by(slots(again), "a"), by(slots(released), "a"));
	});

	test("columns keep their identity while their sessions do", () => {
		const rooms = [room("r1"), room("r2")];
		const before = plan.columnsOf(rooms, slots(released));
		const after = plan.columnsOf(rooms, slots(released, [{ ...session("x", "r2", "09:00", "10:00"), version: 1, change: "added" }]), before);
		assert.deepEqual([after[0] === before[0], after[1] === before[1]], [true, false]);
	});
});

describe("the grid", () => {
	test("sessions that overlap stand in lanes; one that begins when another ends takes its lane", () => {
		const all = slots([session("a", "r1", "09:00", "10:00"), session("b", "r1", "09:30", "10:30"), session("c", "r1", "10:00", "11:00"), session("d", "r1", "12:00", "13:00")]);
		assert.deepEqual(plan.lanesOf(all), [{ lane: 0, lanes: 2 }, { lane: 1, lanes: 2 }, { lane: 0, lanes: 2 }, { lane: 0, lanes: 1 }]);
	});

	test("a session across midnight stands on the day it begins, and that day goes on to its end", () => {
		const late = { ...session("a", "r1", "23:00", "23:30"), ends_at: at("01:15", "2026-11-24") };
		const all = slots([late]);
		assert.equal(all[0].day, DAY);
		assert.deepEqual(plan.spanOf(all), { from: 8 * 60, to: 26 * 60 });
	});

	test("a zone whose clocks change counts by the offset that the server says", () => {
		assert.deepEqual(plan.localOf(Date.parse("2026-10-25T02:30:00+02:00"), 120), { day: "2026-10-25", minute: 150 });
		assert.deepEqual(plan.localOf(Date.parse("2026-10-25T02:30:00+01:00"), 60), { day: "2026-10-25", minute: 150 });
		assert.equal(plan.offsetOf("2026-10-25T02:30:00-04:30"), -270);
		assert.equal(plan.offsetOf("2026-10-25T02:30:00Z"), 0);
	});

	test("a room that is not there any more loses no session: it stands with those without a room", () => {
		const columns = plan.columnsOf([room("r1")], slots([session("a", "gone", "09:00", "10:00")]));
		assert.deepEqual(columns.map(({ room: place, slots: here }) => [place?.id ?? null, here.length]), [[null, 1], ["r1", 0]]);
	});
});

describe("steps of the keyboard", () => {
	const place = { room: "r1", startsAt: ms("09:00"), endsAt: ms("09:10") };

	test("a step moves both ends, a longer one only the end, and five minutes always stay", () => {
		assert.deepEqual(plan.stepped(place, { minutes: -5 }, ["r1"]), { room: "r1", startsAt: ms("08:55"), endsAt: ms("09:05") });
		assert.deepEqual(plan.stepped(place, { longer: -30 }, ["r1"]), { room: "r1", startsAt: ms("09:00"), endsAt: ms("09:05") });
	});

	test("the last room is the last", () => {
		assert.equal(plan.stepped(place, { column: 1 }, ["r1", "r2"]).room, "r2");
		assert.equal(plan.stepped({ ...place, room: "r2" }, { column: 1 }, ["r1", "r2"]).room, "r2");
		assert.equal(plan.stepped(place, { column: -1 }, ["r1", "r2"]).room, "r1");
	});
});

describe("what is in the way", () => {
	const rooms = new Map([["r1", room("r1", { turn_round_minutes: 15, capacity: 50, equipment: ["projector"], languages: ["en", "fr"] })], ["r2", room("r2")]]);
	const ana = { name: "Ana", role: "speaker" };
	const kinds = (all, id, place) => clashesOf(by(all, id), place, all, rooms).map(({ kind, other }) => [kind, other]);
	const to = (where, from, until) => ({ room: where, startsAt: ms(from), endsAt: ms(until) });

	test("a room twice at once; not one that ends when the other begins, but its turn-round time", () => {
		const all = slots([session("a", "r2", "09:00", "10:00"), session("b", "r1", "09:00", "10:00")]);
		assert.deepEqual(kinds(all, "a", to("r1", "09:30", "10:30")), [["room_overlap", "b"]]);
		assert.deepEqual(kinds(all, "a", to("r1", "10:10", "11:00")), [["turn_round", "b"]]);
		assert.deepEqual(kinds(all, "a", to("r1", "10:15", "11:00")), []);
	});

	test("a person in two rooms at once, in any role; nobody is held against a session that is cancelled or taken out", () => {
		const all = slots([session("a", "r2", "09:00", "10:00", { people: [ana] }), session("b", "r1", "11:00", "12:00", { people: [{ ...ana, role: "chair" }] }),
			session("c", "r1", "14:00", "15:00", { people: [ana], state: "cancelled" })]);
		assert.deepEqual(kinds(all, "a", to("r2", "11:30", "12:30")), [["person_overlap", "b"]]);
		assert.deepEqual(kinds(all, "a", to("r2", "14:00", "15:00")), []);
	});

	test("a room too small, without the equipment, without a channel", () => {
		const all = slots([session("a", "r2", "09:00", "10:00", { capacity: 60, equipment: ["projector", "recording"], interpretation: ["fr", "ar"] })]);
		const found = clashesOf(all[0], to("r1", "09:00", "10:00"), all, rooms);
		assert.deepEqual(found.map(({ kind }) => kind), ["room_capacity", "equipment", "interpretation_room"]);
		assert.deepEqual([found[1].values, found[2].values], [{ equipment: ["recording"] }, { languages: ["ar"] }]);
	});
});
