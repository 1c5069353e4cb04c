// The floor plan: sent by who keeps the agenda, drawn here, shown to everybody; a drawing that reaches out or is none is refused in words.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { crc32 } from 'node:zlib';
import { serveDemo } from './lib/server.mjs';

const server = await serveDemo();
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const [agenda, desk] = await Promise.all(['agenda', 'desk'].map((role) => server.as(role)));

/** Signature and IHDR of a PNG. */
const HEAD_END = 33;
const svg = (inside, head = 'viewBox="0 0 400 200"') => `<svg xmlns="http://www.w3.org/2000/svg" ${head}>${inside}</svg>`;
const HALL = svg('<rect x="10" y="10" width="380" height="180" fill="#88aacc"/><text x="20" y="40">Hall</text>');
const send = (bytes, { type = 'image/svg+xml', client = agenda } = {}) => client.upload('/api/plan', Buffer.from(bytes), type);
const plan = async () => (await server.guest.get('/api/plan')).json;
const seq = async () => (await server.guest.get('/readyz')).json.seq;

test('the demonstration day has a floor plan with every room of the house on it', async () => {
	const { version, url, width, height } = await plan();
	assert.deepEqual([version, url], [1, '/plan.png?version=1']);
	assert.ok(width > 300 && height > 300);
	const { rooms } = (await server.guest.get('/api/agenda')).json;
	for (const { name, plan: at, way } of rooms) {
		assert.ok(at && at.x > 0 && at.x < 1000 && at.y > 0 && at.y < 1000, name);
		assert.deepEqual(Object.keys(way).sort(), ['ar', 'en', 'es', 'fr', 'ru', 'zh'], name);
	}
});

test('a drawing becomes a PNG of 2,000 pixels under a new address', async () => {
	const before = await plan();
	const answer = await send(HALL);
	assert.equal(answer.status, 200, answer.text);
	assert.deepEqual(answer.json, { version: before.version + 1, url: `/plan.png?version=${before.version + 1}`, width: 2000, height: 1000 });
	assert.deepEqual(await plan(), answer.json);
	const picture = await server.guest.get(answer.json.url);
	assert.deepEqual([picture.status, picture.headers['content-type']], [200, 'image/png']);
	assert.equal(picture.bytes.subarray(1, 4).toString(), 'PNG');
	assert.equal(picture.bytes.readUInt32BE(16), 2000);
	assert.equal((await server.guest.get(answer.json.url, { headers: { 'if-none-match': picture.headers.etag } })).status, 304);
});

test('a picture that was drawn here is taken again as a PNG, and its bytes are written anew', async () => {
	await send(HALL);
	const { bytes } = await server.guest.get((await plan()).url);
	const note = Buffer.from('\0\0\0\x09tEXtBy\0Nobody\0\0\0\0', 'latin1');
	note.writeUInt32BE(crc32(note.subarray(4, -4)), note.length - 4);
	const noted = Buffer.concat([bytes.subarray(0, HEAD_END), note, bytes.subarray(HEAD_END)]);
	const answer = await send(noted, { type: 'image/png' });
	assert.deepEqual([answer.status, answer.json.width, answer.json.height], [200, 2000, 1000], answer.text);
	const kept = await server.guest.get(answer.json.url);
	assert.equal(kept.bytes.includes('Nobody'), false);
	assert.deepEqual(kept.bytes, bytes);
});

const REFUSED = {
	'a script': [svg('<script>1</script>'), 422, /no scripts/],
	'a picture from elsewhere': [svg('<image href="http://a.b/c.png"/>'), 422, /no pictures/],
	'a style sheet from elsewhere': [svg('<style>@import url(http://a.b/c.css)</style>'), 422, /style sheets/],
	'a reference outside': [svg('<use href="http://a.b/c.svg#x"/>'), 422, /nothing outside/],
	'entities': [`<!DOCTYPE svg [<!ENTITY a "aaaa">]>${HALL}`, 422, /document type/],
	'no size': [svg('<rect width="10" height="10"/>', ''), 422, /how large/],
	'a sliver': [svg('', 'viewBox="0 0 4000 1"'), 422, /at least 300/],
	'twenty-one thousand shapes': [svg('<g/>'.repeat(21000)), 422, /too complicated/],
	'markup cut short': [HALL.slice(0, -20), 422, /SVG/],
	'a page': ['<!doctype html><p>Hello', 422, /document type/],
	'plain words': ['turn left at the coffee', 415, /PNG or an SVG/],
	'nothing': ['', 415, /PNG or an SVG/],
	'a PNG cut short': [Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x07\xd0\0\0\x03\xe8\x08\x02', 'latin1'), 422, /damaged/],
};
for (const [what, [bytes, status, words]] of Object.entries(REFUSED)) {
	test(`${what} instead of a floor plan is refused in words, and the plan stays`, async () => {
		const before = [await plan(), await seq()];
		const answer = await send(bytes, { type: /PNG/.test(what) ? 'image/png' : 'image/svg+xml' });
		assert.equal(answer.status, status, answer.text);
		assert.match(answer.json.detail, words);
		assert.deepEqual([await plan(), await seq()], before);
	});
}

test('only who keeps the agenda gives the venue a floor plan, and not a file of any size', async () => {
	assert.equal((await send(HALL, { client: desk })).status, 403);
	assert.equal((await send(HALL, { client: server.guest })).status, 401);
	assert.equal((await send(HALL, { type: 'text/plain' })).status, 415);
	assert.equal((await send(svg(' '.repeat(3 * 1024 * 1024)))).status, 413);
});
