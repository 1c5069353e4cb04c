// The message that stands over everything on all screens: one act puts it up, one takes it down, and whoever listens hears at once.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { listen } from './lib/live.mjs';
import { serveDemo } from './lib/server.mjs';

const LANGUAGES = ['en', 'fr', 'es', 'ar', 'ru', 'zh'];
const server = await serveDemo();
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const [protocol, admin, moderator] = await Promise.all(['protocol', 'admin', 'moderator'].map((role) => server.as(role)));

const up = async () => (await server.guest.get('/api/emergency')).json;
const begin = (body, client = protocol) => client.post('/api/emergency', body);
const end = (client = protocol) => client.post('/api/emergency/end');
const { rooms } = (await server.guest.get('/api/agenda')).json;

test('nothing is up until somebody puts it there', async () => {
	assert.deepEqual(await up(), { active: false, version: 1, kind: null, since: null, words: {}, where: [] });
	assert.deepEqual([(await end()).status, (await end()).json.code], [409, 'STEP']);
});

test('one act with one word says it in six languages', async () => {
	const { kinds } = (await server.guest.get('/api/emergency/texts')).json;
	assert.deepEqual(kinds.map(({ kind }) => kind), ['evacuate', 'stay', 'medical', 'info']);
	const stock = kinds[0].words;
	assert.deepEqual(Object.keys(stock), LANGUAGES);
	assert.deepEqual((await begin({ kind: 'evacuate' })).json.words, stock);
	const shown = await up();
	assert.deepEqual([shown.active, shown.kind, shown.words, shown.where], [true, 'evacuate', stock, []]);
	assert.ok(shown.since);
});

test('a new one takes the place of the old one, with words of its own and the ready ones for the other languages', async () => {
	const ready = (await server.guest.get('/api/emergency/texts')).json.kinds[1].words;
	await begin({ kind: 'stay', words: { en: '  Doors are\u0007 locked. ', ar: '' }, rooms: [rooms[0].id, rooms[2].id] }, admin);
	const shown = await up();
	assert.deepEqual(shown.words, { ...ready, en: 'Doors are locked.' });
	assert.deepEqual(shown.where, [rooms[0].id, rooms[2].id]);
});

test('its end leaves nothing behind', async () => {
	assert.equal((await end(admin)).json.active, false);
	const { version, ...rest } = await up();
	assert.deepEqual(rest, { active: false, kind: null, since: null, words: {}, where: [] });
	assert.equal(version, 4);
});

test('a page that listens without a login hears of it, and what it asks then is new', async () => {
	const stream = await listen(server.guest, 'emergency');
	await begin({ kind: 'medical' });
	assert.equal((await stream.next((notice) => notice.event === 'emergency')).data.action, 'emergency.begin');
	assert.equal((await up()).kind, 'medical');
	await end();
	assert.equal((await stream.next((notice) => notice.data.action === 'emergency.end')).data.subject, 'emergency');
	assert.equal((await up()).active, false);
	stream.close();
});

for (const [what, body, field] of [
	['no kind', {}, 'kind'],
	['a kind that is none', { kind: 'party' }, 'kind'],
	['information without words', { kind: 'info' }, 'words'],
	['information of white space', { kind: 'info', words: { fr: ' \n\t ' } }, 'words'],
	['words nobody could read from afar', { kind: 'info', words: { zh: '字'.repeat(281) } }, 'words.zh'],
	['words that run backwards', { kind: 'info', words: { en: '\u202egnp.exe' } }, 'words.en'],
	['a language that is not official', { kind: 'info', words: { de: 'Achtung' } }, 'words.de'],
	['a room that is none', { kind: 'stay', rooms: ['nowhere'] }, 'rooms'],
	['a room of two words', { kind: 'stay', rooms: [`${rooms[0].id} ${rooms[1].id}`] }, 'rooms'],
]) {
	test(`${what} is refused, and nothing is put up`, async () => {
		const answer = await begin(body);
		assert.deepEqual([answer.status, answer.json.field], [422, field], answer.text);
		assert.equal((await up()).active, false);
	});
}

test('only protocol and the administrator may', async () => {
	for (const client of [moderator, server.guest]) {
		assert.ok([401, 403].includes((await begin({ kind: 'stay' }, client)).status));
		assert.ok([401, 403].includes((await end(client)).status));
	}
	assert.equal((await up()).active, false);
});

test('sent twice with one key it is put up once', async () => {
	const key = 'emergency-1234567890';
	const first = await protocol.post('/api/emergency', { kind: 'stay' }, { key });
	await end();
	const again = await protocol.post('/api/emergency', { kind: 'stay' }, { key });
	assert.deepEqual(again.json, first.json);
	assert.equal((await up()).active, false);
});
