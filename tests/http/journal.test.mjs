// The journal as the office reads it: its entries newest first, narrowed by whom, what, who and when, with no word of what is sealed;
// and the proof that it is whole, which names the entry that is not. Who may is in matrix.test.mjs.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { copyOf } from './lib/commands.mjs';
import { run } from './lib/program.mjs';
import { serveCopy, serveDemo } from './lib/server.mjs';

const CLOCK = '2022-06-08T15:05:00+02:00'; // one-time codes of the day are good then

const server = await serveDemo();
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const admin = await server.as('admin');
const desk = await server.as('desk');

const read = async (query = '') => {
	const answer = await admin.get(`/api/journal${query}`);
	assert.equal(answer.status, 200, answer.text);
	return answer.json;
};
/** Somebody new, seen by the desk: two entries. */
async function somebody(display) {
	const added = await desk.post('/api/participants', { name: { display }, entity: { name: `House of ${display}` }, email: 'sealed@example.org' });
	assert.equal(added.status, 201, added.text);
	assert.equal((await desk.post(`/api/participants/${added.json.id}/check-in`, {})).status, 200);
	return added.json;
}
const seqs = ({ entries }) => entries.map(({ seq }) => seq);

test('the newest entry comes first: who, what, and whom it is about by name', async () => {
	const person = await somebody('Ida Newcomer');
	const { entries, head } = await read('?topic=participants&limit=2');
	assert.deepEqual(entries.map(({ action }) => action), ['participant.check_in', 'participant.add']);
	assert.deepEqual(entries[0].person, { id: person.id, name: 'Ida Newcomer' });
	assert.equal(entries[0].actor, (await desk.get('/api/me')).json.name);
	assert.equal(head.seq, (await server.guest.get('/api/journal/head')).json.seq);
	assert.equal(head.hash, (await server.guest.get('/api/journal/head')).json.hash);
});

test('things are told by what they are called: a pledge by its number, a session by its code, a speaker with theirs', async () => {
	const pledge = (await admin.get('/api/pledges?limit=1')).json.pledges[0];
	const ofPledge = (await read(`?about=${pledge.id}`)).entries;
	assert.ok(ofPledge.length > 0 && ofPledge.every(({ thing }) => thing === pledge.number), JSON.stringify(ofPledge[0]));
	const [call] = (await read('?topic=floor&limit=1000')).entries.filter(({ action }) => action === 'floor.call');
	assert.ok(call.person.name.length > 0);
	assert.ok((await admin.get('/api/agenda')).json.sessions.some(({ code }) => code === call.thing), call.thing);
	assert.ok(seqs(await read(`?about=${call.person.id}&limit=1000`)).includes(call.seq), 'whoever speaks is found by who they are');
});

test('entries are narrowed by person, actor and time, and every condition holds at once', async () => {
	const person = await somebody('Nora Narrow');
	const mine = await read(`?about=${person.id}`);
	assert.equal(mine.entries.length, 2);
	const [last, first] = mine.entries;
	assert.deepEqual(seqs(await read(`?about=${person.id}&actor=${encodeURIComponent(first.actor)}`)), seqs(mine));
	assert.deepEqual(seqs(await read(`?about=${person.id}&actor=nobody`)), []);
	assert.deepEqual(seqs(await read(`?about=${person.id}&topic=doors`)), []);
	assert.deepEqual(seqs(await read(`?about=${person.id}&from=${encodeURIComponent(first.at)}`)), seqs(mine), 'from is the first instant that counts');
	assert.deepEqual(seqs(await read(`?about=${person.id}&before=${encodeURIComponent(first.at)}`)), [], 'before is the first that no longer does');
	assert.deepEqual(seqs(await read(`?about=${person.id}&before_seq=${last.seq}`)), [first.seq]);
});

test('page by page, every entry is read once and none is left out', async () => {
	const { head } = await read('?limit=1');
	const seen = [];
	for (let before = head.seq + 1, more = true; more;) {
		const page = await read(`?before_seq=${before}&limit=1000`);
		seen.push(...seqs(page));
		more = page.more;
		before = seen.at(-1);
	}
	assert.deepEqual(seen, Array.from({ length: head.seq }, (_, i) => head.seq - i));
});

test('what an entry says of a person stays sealed, and an erased name is told no more', async () => {
	const person = await somebody('Vera Vanish');
	const path = `/api/journal?about=${person.id}`;
	assert.doesNotMatch((await admin.get(path)).text, /sealed@example\.org|House of/);
	assert.match((await admin.get(path)).text, /Vera Vanish/);
	const erased = await admin.post(`/api/participants/${person.id}/erase`, { reason: 'Asked for it' });
	assert.equal(erased.status, 200, erased.text);
	const { entries } = await read(`?about=${person.id}`);
	assert.equal(entries[0].action, 'person.erase');
	assert.ok(entries.length >= 3, 'that something was done is still there');
	assert.doesNotMatch(JSON.stringify(entries), /Vera|Vanish/);
});

test('a condition that makes no sense is refused with its name', async () => {
	for (const [query, name] of [['topic=weather', 'topic'], ['from=yesterday', 'from'], ['before=12', 'before'], ['before_seq=0', 'before_seq'], ['limit=0', 'limit'], ['limit=1001', 'limit'], ['data=1', 'data']]) {
		const answer = await admin.get(`/api/journal?${query}`);
		assert.deepEqual([answer.status, answer.json.field], [400, name], query);
	}
});

test('nobody but the administrator reads it', async () => {
	for (const path of ['/api/journal', '/api/journal/verify']) {
		assert.equal((await server.guest.get(path)).status, 401, path);
		for (const role of ['desk', 'door', 'moderator', 'protocol', 'agenda']) assert.equal((await (await server.as(role)).get(path)).status, 403, `${path} ${role}`);
	}
});

test('the journal of the day is whole up to its head', async () => {
	const { json } = await admin.get('/api/journal/verify');
	const { head } = await read('?limit=1');
	assert.deepEqual([json.state, json.seq, json.head], ['whole', 0, head]);
});

const closed = await serveDemo();
await closed.stop();

for (const [what, change, found] of [
	['altered', "UPDATE journal SET actor = 'nobody' WHERE seq = 7", { state: 'altered', seq: 7 }],
	['taken out', 'DELETE FROM journal WHERE seq = 5', { state: 'missing', seq: 5 }],
]) {
	test(`an entry that was ${what} behind the program's back is named, and the journal can still be read`, async () => {
		const data = copyOf(closed.data);
		const changed = await run('sqlite3', ['-bail', join(data, 'p2c.db'), change]);
		assert.equal(changed.code, 0, changed.err);
		const other = await serveCopy(data, { args: ['--clock', CLOCK] });
		const office = await other.as('admin');
		const { state, seq, head } = (await office.get('/api/journal/verify')).json;
		assert.deepEqual({ state, seq }, found);
		assert.equal(head.seq, found.seq - 1, 'as far as it is whole');
		assert.equal((await office.get('/api/journal?limit=1')).status, 200);
		assert.deepEqual(await other.stop(), { code: 0, signal: null });
	});
}
