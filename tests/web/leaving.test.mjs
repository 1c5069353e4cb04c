/*
 * Whoever signs out: nothing is asked any more, what is under way is taken back, and nothing that comes late is kept on the disk.
 * When the server cannot be asked, the page stays as it was.
 */
import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { asked, disk, open, settle, streams, visited, wait } from "./browser.mjs";
import { loadTogether } from "./load.mjs";

const [{ ask }, { leaveSignedOut, signOut }, { isLeaving }, { seal, unseal }, { openStream }] =
	await loadTogether(...["api", "login", "reach", "sealed", "stream"].map((name) => `common/net/${name}.ts`));
const FOR_EVER = 8e15;
const ABORTED = { kind: "aborted" };

afterEach(() => {
	isLeaving.value = false;
	visited.length = 0;
	assert.deepEqual(open, [], "no question is left over");
});

test("a question that is under way is taken back before the server ends the login, and no other is sent", async () => {
	const early = ask("/api/participants");
	const leaving = signOut();
	assert.deepEqual(await early, ABORTED);
	assert.deepEqual(await ask("/api/me"), ABORTED);
	assert.deepEqual(open.map(({ url }) => url), ["/api/logout"]);
	asked("/api/logout").answer({});
	assert.equal(await leaving, true);
	assert.deepEqual(visited, ["/login"]);
	assert.deepEqual(await ask("/api/me"), ABORTED);
});

test("a login that the server knows no more is left the same way", async () => {
	const early = ask("/api/participants");
	const leaving = leaveSignedOut();
	assert.deepEqual(await early, ABORTED);
	assert.deepEqual(await ask("/api/me"), ABORTED);
	await leaving;
	assert.deepEqual(visited, ["/login?next=%2Fdesk"]);
});

test("what is being sealed while everything is forgotten is not kept", async () => {
	assert.equal(await seal("roster", ["Marie Curie"], FOR_EVER), true);
	assert.deepEqual(await unseal("roster"), ["Marie Curie"]);
	const encrypt = crypto.subtle.encrypt.bind(crypto.subtle);
	let goOn;
	const held = new Promise((resolve) => { goOn = resolve; });
	const slow = mock.method(crypto.subtle, "encrypt", async (...said) => held.then(() => encrypt(...said)));
	const late = seal("roster", ["Pierre Curie"], FOR_EVER);
	await settle();
	assert.equal(slow.mock.callCount(), 1);
	const leaving = signOut();
	asked("/api/logout").answer({});
	assert.equal(await leaving, true);
	goOn();
	assert.equal(await late, false);
	assert.deepEqual([...disk.get("rows").keys(), ...disk.get("keys").keys()], []);
	slow.mock.restore();
});

test("when the server cannot be asked the page stays, asks, keeps, and follows its stream again", async () => {
	const close = openStream({ topics: ["agenda"], onReset: () => undefined });
	assert.equal(streams.length, 1);
	const leaving = signOut();
	assert.equal(streams[0].readyState, EventSource.CLOSED);
	for (let tries = 0; tries < 4; tries += 1) {
		assert.equal(streams.length, 1);
		for (const question of [...open]) question.fail();
		await wait(4000);
	}
	assert.equal(await leaving, false);
	assert.deepEqual(visited, []);
	assert.equal(streams.length, 2);
	assert.equal(streams[1].readyState, 1);
	for (const question of [...open]) question.answer({});
	const answer = ask("/api/me");
	asked("/api/me").answer({ name: "desk-1" });
	assert.deepEqual(await answer, { kind: "done", status: 200, value: { name: "desk-1" } });
	assert.equal(await seal("roster", ["Marie Curie"], FOR_EVER), true);
	close();
});
