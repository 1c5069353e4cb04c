/*
 * What the wall shows and for how long: new pledges get their card, withdrawn ones lose it at once, nothing flickers.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { CARD_MS, TOTALS_MS, isSameScene, pinnedScene, sceneAt, turnOf, withKnown, withNew } = await load("hall/scene.ts");
const { emsOf } = await load("hall/fit.ts");

const pledge = (id) => ({ id });
const wall = (ids, speaker = { id: "k1" }, name = "auto") => ({ speaker, pledges: ids.map(pledge), scene: { name } });
const known = (...ids) => new Set(ids);

test("a pledge's card stands for at least eight seconds", () => {
	assert.ok(CARD_MS >= 8000);
});

test("without news the speaker is shown, and the totals while nobody speaks", () => {
	assert.equal(sceneAt(wall([]), [], null, 0).kind, "speaker");
	assert.equal(sceneAt(wall([], null), [], null, 0).kind, "totals");
});

test("a new pledge is shown, then the totals, then the speaker again", () => {
	const cards = withNew([], known("a"), [pledge("b"), pledge("a")], 1000);
	const at = (ms) => sceneAt(wall(["b", "a"]), cards, null, 1000 + ms);
	assert.deepEqual(at(0), { kind: "pledge", pledge: { id: "b" } });
	assert.equal(at(CARD_MS - 1).kind, "pledge");
	assert.equal(at(CARD_MS).kind, "totals");
	assert.equal(at(CARD_MS + TOTALS_MS).kind, "speaker");
});

test("two pledges at once follow each other, the older first", () => {
	const cards = withNew([], known(), [pledge("new"), pledge("old")], 0);
	assert.equal(sceneAt(wall(["new", "old"]), cards, null, 0).pledge.id, "old");
	assert.equal(sceneAt(wall(["new", "old"]), cards, null, CARD_MS).pledge.id, "new");
});

test("a pledge that comes while a card stands waits for its turn", () => {
	const first = withNew([], known(), [pledge("a")], 0);
	const second = withNew(first, known("a"), [pledge("b"), pledge("a")], 3000);
	assert.equal(sceneAt(wall(["b", "a"]), second, null, 3000).pledge.id, "a");
	assert.equal(sceneAt(wall(["b", "a"]), second, null, CARD_MS).pledge.id, "b");
});

test("a withdrawn pledge vanishes with the same answer", () => {
	const cards = withNew([], known(), [pledge("a")], 0);
	assert.notEqual(sceneAt(wall([]), cards, null, 1).kind, "pledge");
	assert.deepEqual(withNew(cards, known("a"), [], 1), []);
});

test("a pledge that is shown is not news again when it is confirmed", () => {
	const cards = withNew([], known("a"), [pledge("a")], 0);
	assert.deepEqual(cards, []);
});

test("a burst shows only the latest few", () => {
	const ids = ["g", "f", "e", "d", "c", "b", "a"];
	assert.deepEqual(withNew([], known(), ids.map(pledge), 0).map((card) => card.id), ["e", "f", "g"]);
});

test("cards that are over are forgotten", () => {
	const cards = withNew([], known(), [pledge("a")], 0);
	assert.deepEqual(withNew(cards, known("a"), [pledge("a")], CARD_MS + TOTALS_MS), []);
});

test("a scene asked for in the address stays", () => {
	const cards = withNew([], known(), [pledge("a")], 0);
	assert.equal(sceneAt(wall(["a"]), cards, "speaker", 0).kind, "speaker");
	assert.equal(sceneAt(wall(["a"]), cards, "totals", 0).kind, "totals");
	assert.equal(sceneAt(wall(["a"]), [], "pledge", 0).kind, "pledge");
	assert.equal(sceneAt(wall([]), [], "pledge", 0).kind, "totals");
});

test("the wall follows the moderator's choice, and a scene in the address stands above it", () => {
	const cards = withNew([], known(), [pledge("a")], 0);
	for (const name of ["speaker", "totals", "list", "signing", "launch", "message", "evidence", "video", "blank"]) {
		assert.equal(sceneAt(wall(["a"], undefined, name), cards, null, 0).kind, name);
		assert.equal(sceneAt(wall(["a"], undefined, name), cards, "list", 0).kind, "list");
	}
	assert.equal(sceneAt(wall(["a"], undefined, "blank"), cards, "auto", 0).kind, "pledge");
});

test("a scene of a newer server is shown as if the wall were to choose", () => {
	assert.equal(sceneAt(wall(["a"], undefined, "fireworks"), [], null, 0).kind, "speaker");
});

for (const [name, pinned] of [["speaker", "speaker"], ["auto", "auto"], ["launch", "launch"], [null, null], ["kitchen", null]]) {
	test(`scene=${name} pins ${pinned ?? "nothing"}`, () => {
		assert.equal(pinnedScene(name), pinned);
	});
}

test("things that take turns each get theirs, and none at all does not matter", () => {
	assert.deepEqual([0, 999, 1000, 2000, 3000].map((at) => turnOf(3, 1000, at)), [0, 0, 1, 2, 0]);
	assert.equal(turnOf(0, 1000, 5000), 0);
});

test("a Chinese letter is wider than a Latin one, an empty name still has a size", () => {
	assert.ok(emsOf("工业") > emsOf("ab"));
	assert.ok(emsOf("") >= 1);
});

test("what a look at the wall did not change stays the object that it was, so nothing of it is drawn again", () => {
	const row = (id, version, name) => ({ id, version, pledgers: [{ entity: { name } }] });
	const before = [row("a", 1, "Kariba"), row("b", 1, "Volta"), row("c", 1, "Zambezi")];
	const [news, corrected, renamed, same] = withKnown([row("n", 1, "Limpopo"), row("a", 2, "Kariba"), row("b", 1, "Volta Telecom"), row("c", 1, "Zambezi")], before);
	assert.equal(news.id, "n");
	assert.equal(corrected.version, 2);
	assert.equal(renamed.pledgers[0].entity.name, "Volta Telecom");
	assert.equal(same, before[2]);
});

test("a scene is the same while its kind and its pledge are", () => {
	const [a, b] = [pledge("a"), pledge("b")];
	assert.ok(isSameScene({ kind: "totals" }, { kind: "totals" }));
	assert.ok(isSameScene({ kind: "pledge", pledge: a }, { kind: "pledge", pledge: a }));
	assert.ok(!isSameScene({ kind: "pledge", pledge: a }, { kind: "pledge", pledge: b }));
	assert.ok(!isSameScene({ kind: "pledge", pledge: a }, { kind: "totals" }));
	assert.ok(!isSameScene(null, { kind: "totals" }) && !isSameScene({ kind: "totals" }, null));
});
