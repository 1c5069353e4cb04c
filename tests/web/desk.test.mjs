// The desk's rules: what Enter does with a person, what is missing, which part of a picture becomes the photo.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { load } from "./load.mjs";

const step = await load("desk/step.ts");
const crop = await load("desk/crop.ts");

const person = (changes = {}) => ({ state: "confirmed", badge: null, missing: [], approval: { by: "F", at: "" }, letter: { state: "seen" }, photo: null, identity: null, ...changes });
const badge = (collected) => ({ serial: "0412", collected });

describe("what is done next", () => {
	for (const [said, changes, wanted] of [
		["who is confirmed is checked in", {}, "check_in"],
		["who is approved is checked in, too", { state: "approved" }, "check_in"],
		["who has only asked is stopped", { state: "requested" }, "stop"],
		["who was declined is stopped", { state: "declined" }, "stop"],
		["an entry that was merged away is stopped", { state: "merged", badge: badge(false) }, "stop"],
		["a badge that nobody collected interrupts", { state: "arrived", badge: badge(false) }, "question"],
		["so does one that was printed before the day", { badge: badge(false) }, "question"],
		["who arrived and has the badge is done", { state: "arrived", badge: badge(true) }, "none"],
		["who arrived without a badge gets one", { state: "arrived" }, "check_in"],
		["without the server nothing more can be done for who arrived without a badge", { state: "arrived", isAlone: true }, "none"],
	]) test(said, () => assert.equal(step.stepOf(person(changes), changes.isAlone), wanted));
});

describe("what has been seen", () => {
	test("a letter that was seen is ticked; one that is needed and not there is missing; one that nobody needs is open", () => {
		assert.equal(step.markOf(person(), "letter"), "ok");
		assert.equal(step.markOf(person({ letter: { state: "unseen" }, missing: ["letter"] }), "letter"), "missing");
		assert.equal(step.markOf(person({ letter: { state: "unseen" } }), "letter"), "open");
	});
	test("a photo and a look at the document are work of the desk, not faults", () => {
		const row = person({ missing: ["photo", "identity"] });
		assert.deepEqual([step.markOf(row, "photo"), step.markOf(row, "identity"), step.lacks(row)], ["todo", "todo", false]);
		assert.equal(step.lacks(person({ missing: ["photo", "letter"] })), true);
	});
	test("who has only asked is not approved, whatever was written down", () => {
		assert.equal(step.markOf(person({ state: "requested", approval: null, missing: ["approval"] }), "approval"), "missing");
	});
});

describe("the part of a picture that becomes the photo", () => {
	const within = ({ x, y, width, height }, w, h) => x >= -1e-6 && y >= -1e-6 && x + width <= w + 1e-6 && y + height <= h + 1e-6;

	test("is 3:4 and as much of the picture as fits, of any picture", () => {
		for (const [w, h] of [[1280, 720], [720, 1280], [480, 640], [3, 4000], [4000, 3], [1, 1]]) {
			const part = crop.rectOf(crop.startCrop(w, h));
			assert.ok(Math.abs(part.width / part.height - 0.75) < 1e-9, `${w}x${h}`);
			assert.ok(within(part, w, h), `${w}x${h}`);
			assert.ok(Math.abs(part.width - w) < 1e-6 || Math.abs(part.height - h) < 1e-6, `${w}x${h} is not filled`);
		}
	});
	test("never leaves the picture, however far it is pushed or drawn together", () => {
		let one = crop.startCrop(1280, 720);
		for (const by of [{ x: 9, y: 9 }, { x: -99, y: 0.5 }, { x: 0.3, y: -99 }]) {
			for (const zoom of [0.1, 1.7, 99]) {
				one = crop.zoomed(crop.moved(one, by), zoom);
				assert.ok(within(crop.rectOf(one), 1280, 720));
			}
		}
	});
	test("moves by its own size: half of it to the right is half of it", () => {
		const one = crop.zoomed(crop.startCrop(1200, 1200), 3);
		const before = crop.rectOf(one);
		const after = crop.rectOf(crop.moved(one, { x: 0.5, y: 0 }));
		assert.ok(Math.abs(after.x - before.x - before.width / 2) < 1e-6);
		assert.ok(Math.abs(after.y - before.y) < 1e-6);
	});
});
