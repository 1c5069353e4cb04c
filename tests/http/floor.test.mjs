// The floor: who asked for it, who has it, who had it; one list a session, one speaker at a time.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { serveDemo } from './lib/server.mjs';

const server = await serveDemo();
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const [desk, moderator, protocol, editor] = await Promise.all(['desk', 'moderator', 'protocol', 'agenda'].map((role) => server.as(role)));

const wall = async () => (await server.guest.get('/api/wall')).json;
const list = async (session) => (await moderator.get(`/api/sessions/${session}/speakers`)).json;
const ask = (session, who, client = moderator) => client.post(`/api/sessions/${session}/speakers`, who);
const act = (speaker, name, client = moderator) => client.post(`/api/speakers/${speaker.id}/${name}`);
const states = ({ speakers }) => Object.fromEntries(speakers.map((s) => [s.id, s.state]));

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
async function somebody() {
	const form = { name: { given: 'Floor', family: `Visitor ${++visitors}` }, entity: { name: 'Floor House' } };
	return (await desk.post('/api/participants', form)).json;
}

/** A session with so many people waiting. */
async function waiting(n) {
	const session = await quiet();
	const speakers = [];
	for (let i = 0; i < n; i++) speakers.push((await ask(session, { person: (await somebody()).id })).json);
	return { session, speakers };
}

test('the wall shows who has the floor, the next three and how many wait', async () => {
	const before = await wall();
	assert.ok(before.speaker && before.session.id === before.speaker.session && before.next.length === 3);
	const { speakers } = await list(before.session.id);
	assert.deepEqual(
		before.next.map((s) => s.id),
		speakers
			.filter((s) => s.state === 'waiting')
			.slice(0, 3)
			.map((s) => s.id),
	);
	assert.equal(before.waiting, speakers.filter((s) => s.state === 'waiting').length);
	await act(before.next[0], 'call');
	const after_ = await wall();
	assert.equal(after_.speaker.id, before.next[0].id);
	assert.equal(after_.waiting, before.waiting - 1);
	assert.equal((await act(before.next[1], 'withdraw', protocol)).status, 200);
	assert.equal((await wall()).waiting, before.waiting - 2);
});

test('who asks is put at the end of the list, with three minutes', async () => {
	const { session, speakers } = await waiting(3);
	const now = await list(session);
	assert.deepEqual(
		now.speakers.map((s) => s.id),
		speakers.map((s) => s.id),
	);
	assert.deepEqual(
		now.speakers.map((s) => [s.state, s.allotted_seconds, s.started_at]),
		Array(3).fill(['waiting', 180, null]),
	);
	assert.equal(now.now, null);
	assert.equal(now.session, session);
});

test('a badge asks as well as an id, and a replaced badge does not', async () => {
	const [session, person] = [await quiet(), await somebody()];
	const badge = async () => (await desk.post(`/api/participants/${person.id}/badge`, { reason: 'lost' })).json;
	const [old, current] = [await badge(), await badge()];
	const revoked = await ask(session, { code: old.qr });
	const taken = await ask(session, { code: current.code });
	assert.deepEqual([revoked.status, revoked.json.code], [409, 'BADGE_REVOKED']);
	assert.equal(taken.status, 201, taken.text);
	assert.equal(taken.json.person.id, person.id);
});

test('nobody stands twice on one list, and may come again after having spoken', async () => {
	const {
		session,
		speakers: [speaker],
	} = await waiting(1);
	const again = () => ask(session, { person: speaker.person.id });
	assert.equal((await again()).status, 409);
	await act(speaker, 'call');
	assert.equal((await again()).status, 409);
	await act(speaker, 'end');
	assert.equal((await again()).status, 201);
});

test('ten requests of one person at the same time are one', async () => {
	const [session, person] = [await quiet(), await somebody()];
	const answers = await Promise.all(Array.from({ length: 10 }, () => ask(session, { person: person.id })));
	assert.deepEqual(answers.map((a) => a.status).sort(), [201, ...Array(9).fill(409)]);
	assert.equal((await list(session)).speakers.length, 1);
});

for (const [what, form, status, code] of [
	['nobody', {}, 422, 'FIELD_MISSING'],
	['a person who is not there', { person: randomUUID() }, 422, 'INVALID'],
	['a code that is nobody’s', { code: 'NOBODYS' }, 404, 'CODE_UNKNOWN'],
	['a number', { person: 7 }, 422, 'INVALID'],
	['a wish', { person: randomUUID(), position: 1 }, 422, 'FIELD_UNKNOWN'],
]) {
	test(`a request for ${what} is refused`, async () => {
		const session = await quiet();
		const answer = await ask(session, form);
		assert.equal(answer.status, status, answer.text);
		assert.equal(answer.json.code, code);
		assert.deepEqual((await list(session)).speakers, []);
	});
}

test('a session that is not there has no list', async () => {
	const nowhere = randomUUID();
	assert.equal((await ask(nowhere, { person: (await somebody()).id })).status, 404);
	assert.equal((await moderator.get(`/api/sessions/${nowhere}/speakers`)).status, 404);
});

test('a call gives the floor and starts the clock; the one before has delivered', async () => {
	const {
		session,
		speakers: [one, two],
	} = await waiting(2);
	const first = (await act(one, 'call')).json;
	const second = (await act(two, 'call')).json;
	assert.equal(first.now.id, one.id);
	assert.ok(first.now.started_at);
	assert.equal(second.now.id, two.id);
	const delivered = second.speakers.find((s) => s.id === one.id);
	assert.equal(delivered.state, 'delivered');
	assert.equal(delivered.ended_at, second.now.started_at);
	assert.equal(second.session, session);
});

test('an end leaves the floor empty', async () => {
	const {
		speakers: [one],
	} = await waiting(1);
	await act(one, 'call');
	const { json } = await act(one, 'end');
	assert.equal(json.now, null);
	assert.equal(states(json)[one.id], 'delivered');
});

test('of two calls at the same time both are heard and one has the floor', async () => {
	const { session, speakers } = await waiting(5);
	const answers = await Promise.all(speakers.map((speaker) => act(speaker, 'call')));
	assert.ok(answers.every((a) => a.status === 200));
	const now = Object.values(states(await list(session)));
	assert.deepEqual(now.filter((s) => s === 'speaking').length, 1);
	assert.deepEqual(now.filter((s) => s === 'delivered').length, 4);
});

const ALLOWED = { waiting: ['call', 'withdraw'], speaking: ['end'], delivered: [], withdrawn: [] };
const WAY = { waiting: [], speaking: ['call'], delivered: ['call', 'end'], withdrawn: ['withdraw'] };

for (const state of Object.keys(ALLOWED)) {
	test(`for somebody ${state} exactly ${ALLOWED[state].join(' and ') || 'nothing'} is possible`, async () => {
		for (const name of ['call', 'end', 'withdraw']) {
			const {
				session,
				speakers: [speaker],
			} = await waiting(1);
			for (const step of WAY[state]) await act(speaker, step);
			const answer = await act(speaker, name);
			assert.equal(answer.status, ALLOWED[state].includes(name) ? 200 : 409, `${name}: ${answer.text}`);
			if (answer.status === 409) {
				assert.equal(answer.json.code, 'STEP');
				assert.equal(states(await list(session))[speaker.id], state);
			}
		}
	});
}

test('an act on a speaker who is not there is not found', async () => {
	for (const name of ['call', 'end', 'withdraw']) assert.equal((await act({ id: randomUUID() }, name)).status, 404);
});
