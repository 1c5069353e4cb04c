// Photos: sent by a desk, replaced, removed, asked for; refused in words; never in the journal or the log.
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { png } from './lib/picture.mjs';
import { ROOT } from './lib/program.mjs';
import { serveDemo } from './lib/server.mjs';

const server = await serveDemo();
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const [desk, door, admin, moderator] = await Promise.all(['desk', 'door', 'admin', 'moderator'].map((role) => server.as(role)));

const seed = (name) => readFileSync(join(ROOT, 'tests', 'fuzz', 'corpus', 'photo', name));
const JPEG = seed('jpeg');

let names = 0;
async function somebody() {
	const answer = await desk.post('/api/participants', {
		name: { given: 'Ada', family: `Photographed ${++names}` },
		entity: { name: 'Institut du Fleuve', country: 'CIV' },
	});
	assert.equal(answer.status, 201, answer.text);
	return answer.json;
}
const send = (person, bytes = JPEG, { type = 'image/jpeg', query = '', client = desk, ...options } = {}) =>
	client.upload(`/api/participants/${person.id}/photo${query}`, bytes, type, options);
const photoOf = (person, options, client = desk) => client.get(`/api/participants/${person.id}/photo`, options);
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** A picture that compresses to almost nothing. */
function plain(width, height) {
	const row = Buffer.alloc(width * 3 + 1, 0x55).fill(0, 0, 1); // no filter, one grey
	return png([width, height], Buffer.concat(new Array(height).fill(row)));
}

// What a fuzzer found beside the seeds is no picture.
for (const name of readdirSync(join(ROOT, 'tests', 'fuzz', 'corpus', 'photo')).filter((file) => !file.startsWith('grown-'))) {
	test(`a picture "${name}" becomes a JPEG of 3 by 4 that the desk can show`, async () => {
		const person = await somebody();
		const bytes = seed(name);
		const answer = await send(person, bytes, { type: bytes[0] === 0xff ? 'image/jpeg' : 'image/png' });
		assert.equal(answer.status, 200, answer.text);
		assert.equal(answer.json.version, person.version + 1);
		const shown = await photoOf(person);
		assert.deepEqual([shown.status, shown.headers['content-type']], [200, 'image/jpeg']);
		assert.deepEqual([...shown.bytes.subarray(0, 3)], [0xff, 0xd8, 0xff]);
	});
}

test('a browser that has the photo is told that it is still good, and asks again each time', async () => {
	const person = await somebody();
	await send(person);
	const { headers } = await photoOf(person);
	assert.equal(headers['cache-control'], 'private, no-cache');
	assert.equal((await photoOf(person, { headers: { 'if-none-match': headers.etag } })).status, 304);
	await send(person, seed('progressive'));
	assert.equal((await photoOf(person, { headers: { 'if-none-match': headers.etag } })).status, 200);
});

test('a new photo takes the place of the earlier one, which is gone', async () => {
	const person = await somebody();
	await send(person);
	const first = await photoOf(person);
	await send(person, seed('turned'));
	const second = await photoOf(person);
	assert.notDeepEqual(first.bytes, second.bytes);
	const removed = await desk.post(`/api/participants/${person.id}/photo/remove`);
	assert.equal(removed.json.version, person.version + 3);
	assert.equal((await photoOf(person)).status, 404);
});

test('there is nothing to remove of somebody without a photo', async () => {
	const answer = await desk.post(`/api/participants/${(await somebody()).id}/photo/remove`);
	assert.deepEqual([answer.status, answer.json.code, answer.json.field], [409, 'STEP', 'photo']);
});

test('only the part that was chosen is kept', async () => {
	const person = await somebody();
	await send(person, plain(600, 800), { type: 'image/png' });
	const whole = (await photoOf(person)).bytes;
	assert.equal((await send(person, plain(600, 800), { type: 'image/png', query: '?crop=0.5,0.5,0.25,0.25' })).status, 200);
	assert.ok((await photoOf(person)).bytes.length < whole.length);
});

for (const [what, query, status] of [
	['is no list of four', '?crop=1,2,3', 400],
	['has words in it', '?crop=a,b,c,d', 400],
	['has a fifth part', '?crop=0,0,1,1,1', 400],
	['lies outside', '?crop=0.9,0,0.5,1', 422],
	['has no area', '?crop=0,0,0,0.5', 422],
	['is not a number', '?crop=nan,0,1,1', 422],
	['leaves next to nothing', '?crop=0,0,0.01,0.01', 422],
]) {
	test(`a part to keep that ${what} is refused`, async () => {
		const person = await somebody();
		assert.equal((await send(person, JPEG, { query })).status, status);
		assert.equal((await photoOf(person)).status, 404);
	});
}

for (const [what, bytes, type, status, code] of [
	['a text that says it is a JPEG', Buffer.from('no picture at all'), 'image/jpeg', 415, 'MEDIA_TYPE'],
	['nothing', Buffer.alloc(0), 'image/jpeg', 415, 'MEDIA_TYPE'],
	['a picture of another kind', Buffer.from('GIF89a'), 'image/gif', 415, 'MEDIA_TYPE'],
	['JSON', Buffer.from('{}'), 'application/json', 415, 'MEDIA_TYPE'],
	['a drawing with scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml', 415, 'MEDIA_TYPE'],
	['half a picture', JPEG.subarray(0, JPEG.length / 2), 'image/jpeg', 422, 'INVALID'],
	['a dot', plain(1, 1), 'image/png', 422, 'INVALID'],
	['a bomb of 49 megapixels in 150 kB', plain(7000, 7000), 'image/png', 413, 'TOO_BIG'],
	['a strip of 13,000 pixels', plain(13000, 100), 'image/png', 413, 'TOO_BIG'],
]) {
	test(`${what} is refused in words, and the photo that was there stays`, async () => {
		const person = await somebody();
		await send(person);
		const before = await photoOf(person);
		const answer = await send(person, bytes, { type });
		assert.deepEqual([answer.status, answer.json.code], [status, code], answer.text);
		assert.ok((answer.json.detail ?? answer.json.title).length > 20, answer.text);
		assert.equal((await photoOf(person)).headers.etag, before.headers.etag);
	});
}

test('more than 4 MB are not taken in at all', async () => {
	const answer = await send(await somebody(), Buffer.concat([JPEG, Buffer.alloc(4 * 1024 * 1024)]));
	assert.deepEqual([answer.status, answer.json.code], [413, 'TOO_BIG']);
});

test('a large but honest picture is taken', async () => {
	const person = await somebody();
	assert.equal((await send(person, plain(5000, 7000), { type: 'image/png' })).status, 200);
	assert.ok((await photoOf(person)).bytes.length < 100_000);
});

test('who may not see people sees no photo, and a door may look but not change', async () => {
	const person = await somebody();
	await send(person);
	for (const [client, sees, sends] of [
		[door, 200, 403],
		[moderator, 403, 403],
		[server.guest, 401, 401],
		[admin, 200, 200],
	])
		assert.deepEqual([(await photoOf(person, {}, client)).status, (await send(person, JPEG, { client })).status], [sees, sends]);
});

test('another website can neither see nor send', async () => {
	const person = await somebody();
	await send(person);
	assert.equal((await photoOf(person, { headers: { 'sec-fetch-site': 'cross-site' } })).status, 403);
	const foreign = await desk.request('POST', `/api/participants/${person.id}/photo`, {
		body: JPEG,
		headers: { 'content-type': 'image/jpeg', origin: 'https://elsewhere.example' },
	});
	assert.equal(foreign.status, 403);
});

test('nobody of that id has a photo or gets one', async () => {
	const nobody = { id: '00000000-0000-7000-8000-000000000000' };
	assert.equal((await photoOf(nobody)).status, 404);
	assert.equal((await send(nobody)).status, 404);
});

test('a photo sent twice under one key is one change', async () => {
	const person = await somebody();
	const key = randomUUID();
	const first = await send(person, JPEG, { key });
	const again = await send(person, JPEG, { key });
	assert.deepEqual([again.headers['idempotent-replayed'], again.json], ['true', first.json]);
	assert.equal((await send(person, seed('turned'), { key })).status, 422);
});

test('the badge of somebody with a photo is drawn', async () => {
	const person = await somebody();
	await send(person, plain(600, 800), { type: 'image/png' });
	const { json } = await desk.post(`/api/participants/${person.id}/badge`);
	const badge = await desk.get(`/api/badges/${json.serial}.pdf`);
	assert.equal(badge.status, 200);
	assert.equal(badge.bytes.subarray(0, 5).toString(), '%PDF-');
});

test('the journal has the hash of the photo, and neither journal nor log the photo', async () => {
	const person = await somebody();
	await send(person);
	const { bytes } = await photoOf(person);
	await desk.post(`/api/participants/${person.id}/photo/remove`);
	const { history } = (await admin.get(`/api/participants/${person.id}`)).json;
	assert.deepEqual(
		history.map(({ action }) => action),
		['participant.add', 'photo.take', 'photo.remove'],
	);
	const told = JSON.stringify(history) + server.logs.join('\n');
	for (const trace of [bytes.toString('base64').slice(40, 80), bytes.toString('hex').slice(40, 80)]) assert.ok(!told.includes(trace));
	assert.ok(!server.logs.some((line) => line.includes(sha256(bytes))));
});
