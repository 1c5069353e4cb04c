// How a list is run: its rules, kinds of statements, order by hand, corrections, undo; and two moderators who act on one list at
// the same time without losing anything.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { serveDemo } from './lib/server.mjs';

const server = await serveDemo();
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const [desk, moderator, protocol, editor, rapporteur] = await Promise.all(
	['desk', 'moderator', 'protocol', 'agenda', 'rapporteur'].map((role) => server.as(role)),
);
const second = await server.another('moderator');

const list = async (session) => (await moderator.get(`/api/sessions/${session}/speakers`)).json;
const ask = (session, who, client = moderator) => client.post(`/api/sessions/${session}/speakers`, who);
const act = (speaker, name, body = {}, client = moderator) => client.post(`/api/speakers/${speaker.id}/${name}`, body);
const edit = (speaker, body, version = speaker.version, client = moderator) => client.patch(`/api/speakers/${speaker.id}`, body, { version });
const onList = (session, name, body = {}, client = moderator) => client.post(`/api/sessions/${session}/floor/${name}`, body);
const setRules = (session, body, version = 1, client = moderator) => client.patch(`/api/sessions/${session}/floor`, body, { version });
const rowOf = ({ speakers }, { id }) => speakers.find((s) => s.id === id);
const order = ({ speakers }) => speakers.filter((s) => s.state === 'waiting').map((s) => s.id);
const ids = (speakers) => speakers.map((s) => s.id);

/** A new session, whose list is empty. */
async function quiet() {
	const form = {
		kind: 'plenary',
		title: { en: 'A floor of its own' },
		starts_at: '2022-06-08T18:00:00+02:00',
		ends_at: '2022-06-08T19:00:00+02:00',
	};
	return (await editor.post('/api/sessions', form)).json.id;
}

let visitors = 0;
async function somebody(more = {}) {
	const form = { name: { given: 'Floor', family: `Visitor ${++visitors}` }, entity: { name: `House ${visitors}` }, ...more };
	return (await desk.post('/api/participants', form)).json;
}

/** A session with so many people waiting; `how` says how each asks. */
async function waiting(n, how = () => ({})) {
	const session = await quiet();
	const speakers = [];
	for (let i = 0; i < n; i++) speakers.push((await ask(session, { person: (await somebody()).id, ...how(i) })).json);
	return { session, speakers };
}

// ---- asking and the rules

test('a list begins with the usual rules, nothing to undo and nothing to suggest', async () => {
	const now = await list(await quiet());
	assert.deepEqual(now.rules, {
		version: 1,
		order: ['request'],
		one_per_entity: false,
		allotted_seconds: 180,
		amber_seconds: 30,
		correction_minutes: 60,
	});
	assert.deepEqual([now.undo, now.suggestion, now.closed_at, now.waiting], [null, null, null, 0]);
});

test('a request says for whom, from where and what kind of statement', async () => {
	const session = await quiet();
	const form = { kind: 'reply', speaks_for: '  African Group ', remote: true, prior: true, allotted_seconds: 60 };
	const { json } = await ask(session, { person: (await somebody()).id, ...form }, protocol);
	assert.deepEqual(
		[json.kind, json.speaks_for, json.remote, json.prior, json.allotted_seconds, json.by_hand],
		['reply', 'African Group', true, true, 60, false],
	);
});

test('the rule says where somebody comes in, and a new time is for who asks from then on', async () => {
	const { session, speakers } = await waiting(2);
	const rules = { order: ['rank', 'present', 'request'], allotted_seconds: 90 };
	const changed = (await setRules(session, rules)).json;
	assert.deepEqual(changed.rules.order, rules.order);
	assert.equal(changed.rules.version, 2);
	const minister = (await ask(session, { person: (await somebody({ category: 'MIN' })).id })).json;
	assert.equal(minister.allotted_seconds, 90);
	const now = await list(session);
	assert.deepEqual(order(now), [minister.id, ...ids(speakers)]);
	assert.equal(rowOf(now, speakers[0]).allotted_seconds, 180);
});

test('a new rule moves nobody until the list is sorted, and never who was placed by hand', async () => {
	const { session, speakers: [a, b, c] } = await waiting(3, (i) => ({ prior: i === 2 }));
	await act(b, 'move', { before: a.id });
	await setRules(session, { order: ['prior'] });
	assert.deepEqual(order(await list(session)), ids([b, a, c]));
	const sorted = (await onList(session, 'sort')).json;
	assert.deepEqual(order(sorted), ids([b, c, a]));
	assert.equal(rowOf(sorted, b).by_hand, true);
	assert.equal(sorted.speakers[0].id, b.id);
});

for (const [what, body, field] of [
	['an unknown key', { order: ['age'] }, 'order'],
	['a key twice', { order: ['rank', 'rank'] }, 'order'],
	['no key', { order: [] }, 'order'],
	['no time', { allotted_seconds: 0 }, 'allotted_seconds'],
	['a time that is no number', { amber_seconds: '30' }, 'amber_seconds'],
	['too long a time for corrections', { correction_minutes: 99999 }, 'correction_minutes'],
	['half a truth', { one_per_entity: 1 }, 'one_per_entity'],
]) {
	test(`rules with ${what} are refused`, async () => {
		const session = await quiet();
		const answer = await setRules(session, body);
		assert.deepEqual([answer.status, answer.json.code, answer.json.field], [422, 'INVALID', field], answer.text);
		assert.equal((await list(session)).rules.version, 1);
	});
}

test('rules that somebody else changed meanwhile are refused with the list as it is', async () => {
	const session = await quiet();
	assert.equal((await setRules(session, { amber_seconds: 10 })).status, 200);
	const late = await setRules(session, { amber_seconds: 20 }, 1, second);
	assert.deepEqual([late.status, late.json.code, late.json.current.rules.amber_seconds], [412, 'STALE', 10]);
	const unsaid = await moderator.patch(`/api/sessions/${session}/floor`, { amber_seconds: 20 });
	assert.equal(unsaid.status, 428);
	assert.equal((await setRules(randomUUID(), {})).status, 404);
});

test('one speaker an entity: the second is refused by name, a point of order is not', async () => {
	const session = await quiet();
	const [one, two] = [await somebody({ entity: { name: 'One House' } }), await somebody({ entity: { name: 'One House' } })];
	await setRules(session, { one_per_entity: true });
	const first = (await ask(session, { person: one.id })).json;
	const refused = await ask(session, { person: two.id });
	assert.deepEqual([refused.status, refused.json.code], [409, 'CONFLICT']);
	assert.match(refused.json.detail, /Visitor \d+ is on the list for One House/);
	assert.equal((await ask(session, { person: two.id, kind: 'point_of_order' })).status, 201);
	await act(first, 'call');
	await act(first, 'end');
	assert.equal((await ask(session, { person: two.id })).status, 201);
});

test('a suggestion names whom a balanced list would hear, and why', async () => {
	const session = await quiet();
	const of = async (country, gender) =>
		(await ask(session, { person: (await somebody({ entity: { name: `From ${country} ${++visitors}`, country }, gender })).id })).json;
	const first = await of('RWA', 'm');
	await act(first, 'call');
	await of('KEN', 'm');
	const other = await of('CHE', 'f');
	const { suggestion } = await list(session);
	assert.equal(suggestion.speaker, other.id);
	assert.deepEqual(suggestion.reasons, [
		{ key: 'region', value: 'europe' },
		{ key: 'gender', value: 'f' },
		{ key: 'first_time', value: '' },
	]);
});

// ---- points of order, clocks

test('a point of order stands first, interrupts, and gives the floor back', async () => {
	const { session, speakers: [one, two] } = await waiting(2);
	await act(one, 'call');
	const point = (await ask(session, { person: two.person.id, kind: 'point_of_order' })).json;
	assert.deepEqual(order(await list(session)), ids([point, two]));
	const interrupted = (await act(point, 'call')).json;
	assert.equal(interrupted.now.id, point.id);
	assert.equal(rowOf(interrupted, one).state, 'interrupted');
	assert.ok(rowOf(interrupted, one).paused_at);
	const back = (await act(point, 'end')).json;
	assert.equal(back.now.id, one.id);
	assert.equal(back.now.paused_at, null);
	assert.equal(back.now.started_at, rowOf(interrupted, one).started_at);
});

test('a clock is held once and runs again once', async () => {
	const { speakers: [one] } = await waiting(1);
	assert.equal((await act(one, 'pause')).status, 409);
	await act(one, 'call');
	assert.equal((await act(one, 'resume')).status, 409);
	assert.ok((await act(one, 'pause')).json.now.paused_at);
	assert.equal((await act(one, 'pause')).status, 409);
	assert.equal((await act(one, 'resume')).json.now.paused_at, null);
});

// ---- order by hand

test('a move goes before somebody or to the end and never touches the running clock', async () => {
	const { session, speakers: [a, b, c, d] } = await waiting(4);
	const called = (await act(a, 'call')).json.now;
	assert.deepEqual(order((await act(d, 'move', { before: b.id })).json), ids([d, b, c]));
	const moved = (await act(b, 'move', { before: null })).json;
	assert.deepEqual(order(moved), ids([d, c, b]));
	assert.deepEqual(order((await act(d, 'move')).json), ids([c, b, d]));
	const now = (await list(session)).now;
	for (const name of ['id', 'version', 'started_at', 'paused_at']) assert.equal(now[name], called[name]);
});

test('nobody is moved who does not wait, nor before somebody who does not', async () => {
	const { speakers: [a, b] } = await waiting(2);
	const { speakers: [elsewhere] } = await waiting(1);
	await act(a, 'call');
	const answers = [
		[await act(a, 'move', { before: b.id }), 409, 'STEP'],
		[await act(b, 'move', { before: a.id }), 409, 'CONFLICT'],
		[await act(b, 'move', { before: elsewhere.id }), 409, 'CONFLICT'],
		[await act(b, 'move', { before: 7 }), 422, 'INVALID'],
		[await act({ id: randomUUID() }, 'move'), 404, 'NOT_FOUND'],
	];
	for (const [answer, status, code] of answers) assert.deepEqual([answer.status, answer.json.code], [status, code]);
});

// ---- texts

test('a statement that was not delivered is kept with its text, and the wall never shows it', async () => {
	const { session, speakers: [one, two] } = await waiting(2);
	const kept = (await act(one, 'undelivered', { statement: 'What I wanted to say.\nAll of it.' }, protocol)).json;
	assert.equal(rowOf(kept, one).state, 'undelivered');
	assert.equal(rowOf(kept, one).statement, 'What I wanted to say.\nAll of it.');
	assert.equal((await act(one, 'undelivered')).status, 409);
	const edited = await edit(two, { statement: 'Secret until said', language: 'swa' }, two.version, rapporteur);
	assert.equal(rowOf(edited.json, two).language, 'swa');
	await act(two, 'call');
	const wall = await server.guest.get('/api/wall');
	assert.equal(wall.json.speaker.id, two.id);
	assert.ok(!wall.text.includes('Secret until said'));
	assert.equal((await list(session)).now.statement, 'Secret until said');
});

test('an edit on an old version is refused with the row as it is; being pushed down makes no row old', async () => {
	const { speakers: [a, b] } = await waiting(2);
	await act(b, 'move', { before: a.id });
	assert.equal((await edit(a, { allotted_seconds: 300 })).status, 200);
	const stale = await edit(a, { allotted_seconds: 60 }, 1, second);
	assert.deepEqual([stale.status, stale.json.code], [412, 'STALE']);
	assert.deepEqual([stale.json.current.id, stale.json.current.version, stale.json.current.allotted_seconds], [a.id, 2, 300]);
	for (const [body, field] of [
		[{ language: 'Klingon' }, 'language'],
		[{ kind: 'song' }, 'kind'],
		[{ allotted_seconds: -1 }, 'allotted_seconds'],
		[{ speaks_for: 'x'.repeat(500) }, 'speaks_for'],
	]) {
		const refused = await edit(a, body, 2);
		assert.deepEqual([refused.status, refused.json.field], [422, field]);
	}
});

test('how a statement is made is settled when it has been made', async () => {
	const { speakers: [one] } = await waiting(1);
	await act(one, 'call');
	assert.equal((await edit(one, { allotted_seconds: 400 }, 2)).json.now.allotted_seconds, 400);
	await act(one, 'end');
	assert.equal((await edit(one, { allotted_seconds: 500 }, 4)).status, 409);
	assert.equal((await edit(one, { statement: 'As said', language: 'fr' }, 4)).status, 200);
});

// ---- the close

test('a closed list keeps who was not heard, takes nobody, and opens again', async () => {
	const { session, speakers: [one, two] } = await waiting(2);
	await act(one, 'call');
	const closed = (await onList(session, 'close')).json;
	assert.ok(closed.closed_at);
	assert.deepEqual([rowOf(closed, one).state, rowOf(closed, two).state], ['speaking', 'undelivered']);
	const late = await ask(session, { person: (await somebody()).id });
	assert.deepEqual([late.status, late.json.code], [409, 'STEP']);
	assert.match(late.json.detail, /closed/);
	assert.equal((await onList(session, 'close')).status, 409);
	const open = (await onList(session, 'reopen')).json;
	assert.deepEqual([open.closed_at, rowOf(open, two).state], [null, 'waiting']);
	assert.equal((await onList(session, 'reopen')).status, 409);
});

// ---- undo

test('each act is taken back, the last one first, with clocks as if they had not stopped', async () => {
	const { session, speakers: [one, two] } = await waiting(2);
	const first = (await act(one, 'call')).json;
	await act(two, 'call');
	const undone = (await onList(session, 'undo')).json;
	assert.deepEqual([undone.now.id, undone.now.started_at, undone.now.ended_at], [one.id, first.now.started_at, null]);
	assert.equal(rowOf(undone, two).state, 'waiting');
	assert.deepEqual([undone.undo.action, undone.undo.speaker], ['floor.call', one.id]);
	const further = (await onList(session, 'undo')).json;
	assert.deepEqual([further.now, further.waiting], [null, 2]);
	assert.equal((await onList(session, 'undo')).json.waiting, 1);
	assert.equal((await onList(session, 'undo')).json.undo, null);
	const empty = await onList(session, 'undo');
	assert.deepEqual([empty.status, empty.json.code], [409, 'CONFLICT']);
});

test('of two moderators who take the same act back, one is told that it is done', async () => {
	const { session, speakers: [one, two] } = await waiting(2);
	await act(one, 'call');
	const { seq } = (await list(session)).undo;
	const answers = await Promise.all([moderator, second].map((client) => onList(session, 'undo', { seq }, client)));
	assert.deepEqual(answers.map((a) => a.status).sort(), [200, 412]);
	const refused = answers.find((a) => a.status === 412);
	assert.equal(refused.json.current.waiting, 2);
	assert.deepEqual(order(await list(session)), ids([one, two]));
});

test('acts on a list are for those who run it', async () => {
	const { session, speakers: [one] } = await waiting(1);
	for (const client of [desk, rapporteur, server.guest])
		for (const answer of [await onList(session, 'undo', {}, client), await onList(session, 'close', {}, client), await act(one, 'move', {}, client)])
			assert.ok([401, 403].includes(answer.status));
	for (const name of ['undo', 'close', 'reopen', 'sort']) assert.equal((await onList(randomUUID(), name)).status, 404);
	assert.equal((await onList(session, 'burn')).status, 404);
});

// ---- two moderators

/** Numbers that are the same in each run. */
function dice(seed) {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

test('of edits that two make of one row at the same time none is lost: each version has one author, the rest are told', async () => {
	const { session, speakers: [row] } = await waiting(1);
	const accepted = [];
	let refusals = 0;
	await Promise.all(
		[moderator, second].map(async (client, who) => {
			let { version } = row;
			for (let i = 0; i < 40; i++) {
				const statement = `Words ${who}.${i}`;
				const answer = await edit(row, { statement }, version, client);
				if (answer.status === 200) {
					version++;
					accepted.push({ version, statement });
					assert.equal(rowOf(answer.json, row).version, version);
				} else {
					assert.equal(answer.status, 412, answer.text);
					refusals++;
					assert.ok(answer.json.current.version > version && answer.json.current.statement !== statement);
					({ version } = answer.json.current);
				}
			}
		}),
	);
	accepted.sort((a, b) => a.version - b.version);
	assert.deepEqual(
		accepted.map((a) => a.version),
		accepted.map((_, i) => row.version + 1 + i),
	);
	assert.equal(accepted.length + refusals, 80);
	const last = rowOf(await list(session), row);
	assert.deepEqual([last.version, last.statement], [accepted.at(-1).version, accepted.at(-1).statement]);
});

test('two moderators act at random on one list: it stays one list, and every act that was accepted can be taken back', async () => {
	const { session } = await waiting(8);
	const before = await list(session);
	let done = 0;
	await Promise.all(
		[moderator, second].map(async (client, who) => {
			const roll = dice(7 + who);
			for (let i = 0; i < 50; i++) {
				const { speakers, undo } = (await client.get(`/api/sessions/${session}/speakers`)).json;
				const [some, other] = [speakers[roll(speakers.length)], speakers[roll(speakers.length)]];
				const answer = await [
					() => act(some, ['call', 'end', 'pause', 'resume'][roll(4)], {}, client),
					() => act(some, 'move', { before: other.id }, client),
					() => act(some, 'move', {}, client),
					() => edit(some, { allotted_seconds: 60 + roll(600) }, some.version, client),
					() => act(some, ['withdraw', 'undelivered'][roll(2)], {}, client),
				][roll(5)]();
				assert.ok([200, 409, 412].includes(answer.status), answer.text);
				const now = answer.json.speakers ?? speakers;
				assert.ok(now.filter((s) => s.state === 'speaking').length <= 1);
				assert.deepEqual([...new Set(now.map((s) => s.position))].length, now.length);
				if (answer.status === 200 && answer.json.undo.seq !== undo?.seq) done++;
			}
		}),
	);
	assert.ok(done > 10, `${done} acts`);
	let now = await list(session);
	while (now.undo.seq !== before.undo.seq) now = (await onList(session, 'undo', { seq: now.undo.seq })).json;
	const shape = ({ speakers }) => speakers.map(({ version: _, ...rest }) => rest);
	assert.deepEqual(shape(now), shape(before));
});
