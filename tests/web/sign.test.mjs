/*
 * What signs say of the day, and which video belongs on a screen at a moment: the same on every screen, from the agenda and the clock.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { boardOf, channelsOf, doorOf, pageOf, statusOf } = await load("sign/model.ts");
const { listFor, turnsAt } = await load("common/net/showing.ts");
const { captionsFor, stepFor } = await load("common/ui/video.tsx");

const at = (clock) => `2022-06-08T${clock}:00+02:00`;
const ms = (clock) => Date.parse(at(clock));
const room = (id, position = 1) => ({ id, position, names: {}, name: id, languages: [], capacity: 0, level: "" });
function session(code, from, to, more = {}) {
	const times = { starts_at: at(from), ends_at: at(to), expected_starts_at: at(more.from ?? from), expected_ends_at: at(more.to ?? to) };
	return { id: code, code, kind: "panel", room: "a", expected_room: more.in ?? "a", state: "planned", focus_areas: [], people: [], interpretation: [], ...times, ...more };
}
const agenda = (sessions, rooms = [room("a"), room("b", 2)]) => ({ rooms, sessions });
const codes = (rows) => rows.map(({ code }) => code);

// ---- doors

test("a session that nobody closed does not hide the one after it", () => {
	const door = doorOf(agenda([session("one", "14:00", "15:00", { state: "running" }), session("two", "15:00", "16:00")]), room("a"), ms("15:05"));
	assert.deepEqual([door.now.code, door.next], ["two", null]);
});

test("a moved session is on at its new door, and is said at the old one until its time is over", () => {
	const day = agenda([session("one", "15:00", "16:00", { in: "b" })]);
	assert.equal(doorOf(day, room("b"), ms("15:10")).now.code, "one");
	const old = doorOf(day, room("a"), ms("15:10"));
	assert.deepEqual([old.now, codes(old.gone)], [null, ["one"]]);
	assert.deepEqual(doorOf(day, room("a"), ms("16:00")).gone, []);
});

test("what begins much later is no notice yet", () => {
	const day = agenda([session("one", "15:00", "16:00", { state: "cancelled" })]);
	assert.deepEqual(doorOf(day, room("a"), ms("11:59")).gone, []);
	assert.deepEqual(codes(doorOf(day, room("a"), ms("12:00")).gone), ["one"]);
});

test("a video within a break is not what comes after it", () => {
	const day = agenda([session("break", "15:00", "15:30", { kind: "break" }), session("film", "15:10", "15:25", { kind: "video" }), session("panel", "15:30", "16:00")]);
	assert.equal(doorOf(day, room("a"), ms("15:05")).next.code, "panel");
});

for (const [words, row, now, key, minutes] of [
	["later than planned", session("x", "15:00", "16:00", { from: "15:10", to: "16:10" }), "14:50", "late", 10],
	["running, with its end moved", session("x", "15:00", "16:00", { state: "running", to: "16:20" }), "15:30", "longer", 20],
	["past its end", session("x", "15:00", "16:00", { state: "running" }), "16:01", "over", 0],
	["in another room", session("x", "15:00", "16:00", { in: "b" }), "14:50", "moved", 0],
	["cancelled, whatever else", session("x", "15:00", "16:00", { state: "cancelled", from: "15:30" }), "14:50", "cancelled", 0],
	["as planned", session("x", "15:00", "16:00"), "14:50", "on_time", 0],
]) {
	test(`a session ${words} is called ${key}`, () => {
		const status = statusOf(row, ms(now));
		assert.deepEqual([status.key, status.minutes], [key, minutes]);
	});
}

test("a channel keeps its number when others are not interpreted into", () => {
	const hall = { ...room("a"), languages: ["en", "fr", "ar"] };
	assert.deepEqual(channelsOf(hall, session("x", "15:00", "16:00", { interpretation: ["ar", "en"] })), [{ channel: 1, lang: "en" }, { channel: 3, lang: "ar" }]);
});

test("the board leaves out rooms in which nothing happens any more", () => {
	assert.deepEqual(boardOf(agenda([session("x", "15:00", "16:00")]), ms("15:10")).map((row) => row.room.id), ["a"]);
	assert.deepEqual(boardOf(agenda([session("x", "15:00", "16:00")]), ms("16:10")), []);
});

test("pages are about equally long, and each has its turn", () => {
	const rows = [1, 2, 3, 4, 5, 6, 7];
	assert.deepEqual([0, 1, 2].map((turn) => pageOf(rows, 6, turn).rows), [[1, 2, 3, 4], [5, 6, 7], [1, 2, 3, 4]]);
	assert.deepEqual(pageOf([], 6, 3), { rows: [], page: 0, pages: 1 });
});

// ---- videos

const item = (id, seconds) => ({ id, url: `/videos/${id}`, duration_ms: seconds * 1000, title: {}, captions: [] });
const list = (more = {}) => ({ id: "l", rooms: ["a"], starts_at: at("15:00"), ends_at: at("15:30"), loop: true, items: [item("x", 60), item("y", 30)], ...more });
const seconds = (clock, s) => ms(clock) + s * 1000;

for (const [after, now, next] of [[0, "x", "y"], [59.9, "x", "y"], [60, "y", "x"], [90, "x", "y"], [1799, "y", null]]) {
	test(`${after} s after the start ${now} runs and ${next} is next`, () => {
		const turns = turnsAt(list(), seconds("15:00", after));
		assert.deepEqual([turns.now?.item.id ?? null, turns.next?.item.id ?? null], [now, next]);
	});
}

test("before its time only the first one is fetched; without a loop it ends with the last one", () => {
	assert.deepEqual([turnsAt(list(), ms("14:59")).now, turnsAt(list(), ms("14:59")).next.startsAt], [null, ms("15:00")]);
	assert.deepEqual(turnsAt(list({ loop: false }), seconds("15:00", 90)), { now: null, next: null });
	assert.equal(turnsAt(list({ items: [item("x", 0)] }), ms("15:01")).now, null, "nothing is shown for no time");
});

test("a list is for its rooms and its time; one begun later takes over", () => {
	const later = list({ id: "later", starts_at: at("15:10") });
	assert.equal(listFor([list()], "b", ms("15:05"), 0), null);
	assert.equal(listFor([list()], "a", ms("15:30"), 0), null);
	assert.equal(listFor([later, list()], "a", ms("15:12"), 0).id, "later");
	assert.equal(listFor([list()], "a", seconds("14:59", 50), 20_000).id, "l", "seen coming");
	assert.equal(listFor([list({ items: [] })], "a", ms("15:05"), 0), null);
});

test("a small difference is made up by speed, a large one by a jump, less than a frame by nothing", () => {
	assert.deepEqual(stepFor(0.005), { jump: false, rate: 1 });
	assert.deepEqual(stepFor(-3), { jump: true, rate: 1 });
	assert.ok(stepFor(0.1).rate > 1 && stepFor(-0.1).rate < 1);
	for (const drift of [-0.6, -0.3, 0.3, 0.6]) assert.ok(Math.abs(stepFor(drift).rate - 1) < 0.081);
});

test("captions run in two languages at a time, others with the next showing", () => {
	const captions = ["en", "fr", "ar", "ru"].map((lang) => ({ lang, url: "" }));
	assert.deepEqual([0, 1, 2].map((round) => captionsFor(captions, ["en", "fr", "ar", "ru", "zh"], round).join()), ["en,fr", "ar,ru", "en,fr"]);
	assert.deepEqual(captionsFor(captions, ["zh"], 0), []);
});
