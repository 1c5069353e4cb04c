/*
 * The keys of acts: UUIDs that begin with the time, so that the server keeps the answers of one moment side by side.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { newKey } = await load("common/net/key.ts");
const MOMENT = Date.parse("2022-06-08T14:00:00Z");

test("a key is a UUID of version 7 with the time of its making", (t) => {
	t.mock.timers.enable({ apis: ["Date"], now: MOMENT });
	const key = newKey();
	assert.match(key, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
	assert.equal(Number.parseInt(key.slice(0, 8) + key.slice(9, 13), 16), MOMENT);
});

test("two keys of one moment differ, and one that is made later sorts behind them", (t) => {
	t.mock.timers.enable({ apis: ["Date"], now: MOMENT });
	const [one, other] = [newKey(), newKey()];
	assert.notEqual(one, other);
	t.mock.timers.tick(1);
	assert.ok([one, other].every((key) => key < newKey()));
});
