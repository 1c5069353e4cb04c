/*
 * From what the pad recorded to what is kept of a signature: whole numbers, one measure for every tablet, time that never runs back.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { pointsOf, strokesOf } = await load("signing/strokes.ts");
const stroke = (...points) => ({ points: points.map(([x, y, time]) => ({ x, y, time })) });

test("places are thousandths of the pad's width, times begin where the pen first touched", () => {
	const recorded = [stroke([0, 0, 5000], [400, 100, 5016]), stroke([800, 399.6, 6000])];
	assert.deepEqual(strokesOf(recorded, 800), [[[0, 0, 0], [500, 125, 16]], [[1000, 500, 1000]]]);
});

test("a tablet's clock that jumps back does not make time run backwards", () => {
	const recorded = [stroke([1, 1, 9000], [2, 2, 9016]), stroke([3, 3, 1000], [4, 4, 9100])];
	assert.deepEqual(strokesOf(recorded, 1000).flat().map(([, , time]) => time), [0, 16, 16, 100]);
});

test("a pen that leaves the pad stays at its edge, and a stroke of no points is none", () => {
	assert.deepEqual(strokesOf([stroke(), stroke([-5, 12, 0])], 1000), [[[0, 12, 0]]]);
	assert.deepEqual(strokesOf([], 1000), []);
});

test("a very long signature is thinned until a request can carry it, ends of strokes stay", () => {
	const long = Array.from({ length: 40 }, (_, s) => stroke(...Array.from({ length: 400 }, (__, i) => [i * 2, 100 + s, s * 10_000 + i * 16])));
	const kept = strokesOf(long, 1000);
	assert.ok(JSON.stringify(kept).length <= 56_000);
	assert.equal(kept.length, 40);
	for (const [s, points] of kept.entries()) assert.deepEqual([points[0][0], points.at(-1)[0], points[0][1]], [0, 798, 100 + s]);
});

test("what was kept goes back onto a pad of another size", () => {
	const kept = strokesOf([stroke([100, 50, 0], [200, 100, 16])], 400);
	assert.deepEqual(pointsOf(kept, 800), [{ points: [{ x: 200, y: 100, time: 0 }, { x: 400, y: 200, time: 16 }] }]);
});
