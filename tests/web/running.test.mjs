/*
 * The clock of a statement, as the wall, the lectern and the moderator's table show it.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { runningOf } = await load("common/text/running.ts");

const START = Date.parse("2022-06-08T15:00:00Z");
const speaker = (more = {}) => ({ allotted_seconds: 180, started_at: "2022-06-08T15:00:00Z", paused_at: null, paused_seconds: 0, ...more });
const at = (seconds) => START + seconds * 1000;

test("green while there is time, amber when little is left, red beyond it", () => {
	const states = [0, 149, 150, 180, 181].map((seconds) => runningOf(speaker(), at(seconds), 30).state);
	assert.deepEqual(states, ["fine", "fine", "near", "near", "over"]);
});

test("amber begins where the rules of the session say", () => {
	assert.equal(runningOf(speaker(), at(125), 60).state, "near");
	assert.equal(runningOf(speaker(), at(125), 10).state, "fine");
});

test("a clock that stands stays where it is, and what it stood before is not counted", () => {
	const standing = speaker({ paused_at: "2022-06-08T15:01:00Z" });
	assert.deepEqual([60, 500].map((seconds) => runningOf(standing, at(seconds)).elapsedMs), [60_000, 60_000]);
	assert.equal(runningOf(standing, at(500)).isPaused, true);
	assert.equal(runningOf(speaker({ paused_seconds: 20 }), at(100)).elapsedMs, 80_000);
});

test("a clock of the machine that runs behind the server's shows no negative time", () => {
	assert.equal(runningOf(speaker(), at(-5)).elapsedMs, 0);
});

test("somebody who was not called yet has used nothing", () => {
	assert.equal(runningOf(speaker({ started_at: null }), at(50)).elapsedMs, 0);
});
