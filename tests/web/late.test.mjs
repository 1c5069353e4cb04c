/*
 * Answers that come in another order than they were asked for: the older one puts nothing back. And lists of instants are in the
 * order of time, whether or not an instant says a fraction of its second.
 */
import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";
import { asked, open, settle } from "./browser.mjs";
import { loadTogether } from "./load.mjs";

const [store, { lines }, admin, { setServerTime, startClock }, { conflicts, loadConflicts }, { newest }] = await loadTogether(
	"admin/agenda/store.ts", "admin/agenda/day.ts", "admin/people.ts", "common/net/clock.ts", "common/net/conflicts.ts", "common/net/refetch.ts",
);
const { agenda, draft, loadAgenda, loadDraft, take } = store;
const { detail, hearPerson, loadPeople, openPerson, people, refreshPeople } = admin;
const [MARIE, PIERRE] = ["0197a000-0000-7000-8000-000000000001", "0197a000-0000-7000-8000-000000000002"];

afterEach(() => assert.deepEqual(open, [], "no question is left over"));

/** Asks the same twice, and has the second question answered before the first. */
async function crossed(load, url, older, newer) {
	const asking = [load(), load()];
	const questions = open.filter((question) => question.url.split("?")[0] === url);
	assert.equal(questions.length, 2);
	questions[1].answer(newer);
	await asking[1];
	questions[0].answer(older);
	await asking[0];
}

async function answered(asking, url, body) {
	asked(url).answer(body);
	await asking;
}

describe("an answer to an older question", () => {
	test("does not count once a newer one was answered; in their order both count", () => {
		const order = newest();
		const [first, second, third] = [order.asked(), order.asked(), order.asked()];
		assert.deepEqual([second, first, third].map(order.counts), [true, false, true]);
	});

	test("puts no draft back", async () => {
		const said = (id) => ({ sessions: [{ id }], findings: [], changes: [] });
		await crossed(loadDraft, "/api/draft", said("older"), said("newer"));
		assert.deepEqual(draft.value.sessions, [{ id: "newer" }]);
	});

	test("puts no draft back from before an act whose own answer is shown", async () => {
		await answered(loadDraft(), "/api/draft", { sessions: [{ id: "a", version: 1 }] });
		const asking = loadDraft();
		take({ id: "a", version: 2, change: "edited" });
		await answered(asking, "/api/draft", { sessions: [{ id: "a", version: 1 }] });
		assert.equal(draft.value.sessions[0].version, 2);
		await answered(loadDraft(), "/api/draft", { sessions: [{ id: "a", version: 3 }] });
		assert.equal(draft.value.sessions[0].version, 3);
	});

	test("puts no plan back", async () => {
		const said = (id) => ({ day: {}, rooms: [], sessions: [{ id }] });
		await crossed(loadAgenda, "/api/agenda", said("older"), said("newer"));
		assert.deepEqual(agenda.value.sessions, [{ id: "newer" }]);
	});

	test("puts no list of people back", async () => {
		const said = (...ids) => ({ participants: ids.map((id) => ({ id, version: 1 })), total: ids.length });
		await crossed(loadPeople, "/api/participants", said(MARIE), said(MARIE, PIERRE));
		assert.equal(people.value.length, 2);
	});

	test("puts no person back, neither in the list nor in the open panel", async () => {
		const again = () => {
			hearPerson(MARIE);
			return refreshPeople();
		};
		await answered(openPerson(MARIE), `/api/participants/${MARIE}`, { id: MARIE, version: 2 });
		await crossed(again, `/api/participants/${MARIE}`, { id: MARIE, version: 2 }, { id: MARIE, version: 3 });
		assert.deepEqual([people.value.find(({ id }) => id === MARIE).version, detail.value.version], [3, 3]);
		await crossed(() => openPerson(MARIE), `/api/participants/${MARIE}`, { id: MARIE, version: 3 }, { id: MARIE, version: 4 });
		assert.equal(detail.value.version, 4);
	});

	test("is news for the list, and none for a panel that was opened since", async () => {
		await answered(openPerson(MARIE), `/api/participants/${MARIE}`, { id: MARIE, version: 6 });
		hearPerson(MARIE);
		await answered(refreshPeople(), `/api/participants/${MARIE}`, { id: MARIE, version: 5 });
		assert.deepEqual([people.value.find(({ id }) => id === MARIE).version, detail.value.version], [5, 6]);
	});

	test("opens no panel that was left for another one", async () => {
		const left = openPerson(MARIE);
		await answered(openPerson(PIERRE), `/api/participants/${PIERRE}`, { id: PIERRE, version: 1 });
		await answered(left, `/api/participants/${MARIE}`, { id: MARIE, version: 9 });
		assert.equal(detail.value.id, PIERRE);
		hearPerson(PIERRE);
		const refreshed = refreshPeople();
		void openPerson("");
		await answered(refreshed, `/api/participants/${PIERRE}`, { id: PIERRE, version: 2 });
		assert.equal(detail.value, null);
	});
});

/* As text the fraction would come first: "." stands before "Z" and "+". */
describe("an instant with a fraction of its second stands after the same without one", () => {
	test("in the list of conflicts", async () => {
		const ats = ["2026-11-23T10:00:00.500Z", "2026-11-23T10:00:01Z", "2026-11-23T10:00:00Z"];
		await answered(loadConflicts(), "/api/conflicts", { conflicts: ats.map((at) => ({ id: at, at })) });
		assert.deepEqual(conflicts.value.map(({ at }) => at), [ats[2], ats[0], ats[1]]);
	});

	test("in what comes next in a room", async () => {
		const session = (id, second) => ({ id, kind: "panel", state: "planned", room: "r1", expected_room: null, expected_starts_at: `2026-11-23T10:00:${second}+02:00`, expected_ends_at: "2026-11-23T11:00:00+02:00" });
		setServerTime("2026-11-23T09:00:00+02:00");
		startClock()();
		await answered(loadAgenda(), "/api/agenda", {
			day: { starts_at: "2026-11-23T08:00:00+02:00" }, rooms: [{ id: "r1", position: 0 }],
			sessions: [session("half a second later", "00.500"), session("first", "00")],
		});
		await settle();
		const [{ next, later }] = lines.value;
		assert.deepEqual([next.id, later.map(({ id }) => id)], ["first", ["half a second later"]]);
	});
});
