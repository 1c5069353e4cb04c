// What holds on every route alike, by the table of routes: where a request may come from, what it must carry, what every answer
// carries, and that looking changes nothing. The headers of every answer, refusals too, are held by lib/client.mjs.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { description, mediaTypeOf } from './lib/contract.mjs';
import { p2c, run } from './lib/program.mjs';
import { exchange } from './lib/raw.mjs';
import { serveDemo } from './lib/server.mjs';
import { furnish } from './lib/things.mjs';

const LIVE = 5; // enum route_kind
const PAGE = 4;
const AT_ONCE = 12;
const server = await serveDemo();
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const { admin, THINGS } = await furnish(server);
const routes = JSON.parse((await p2c(['routes', '--json'])).out);
const changes = routes.filter(({ method }) => method !== 'GET');
const questions = routes.filter(({ method, kind }) => method === 'GET' && kind !== LIVE);
/** Papers of everybody take seconds to draw. */
const isHeavy = ({ path }) => /^\/api\/(nameplates|packs|door-signs|pledges)\.pdf$/.test(path);

const addressOf = ({ path }) => {
	let before = '';
	return path.split('/').map((word) => {
		const filled = word.replaceAll('{form}', 'svg').replaceAll('{lang}', 'en').replace(/\{\w+\}/, () => THINGS[before] ?? '0');
		before = word;
		return filled;
	}).join('/');
};
const knock = (client, { method, path }, headers = {}, body = '{"nothing_of_ours":1}') =>
	client.request(method, addressOf({ path }), { body, headers: { 'content-type': mediaTypeOf(method, path), ...headers } });
const seq = async () => (await server.guest.get('/readyz')).json.seq;

async function each(items, act) {
	const rest = [...items];
	await Promise.all(Array.from({ length: AT_ONCE }, async () => {
		for (let item = rest.shift(); item; item = rest.shift()) await act(item);
	}));
}

/** Every row of every table, as one number. */
async function everything() {
	const { out, code, err } = await run('sqlite3', ['-readonly', `${server.data}/p2c.db`, '.dump']);
	assert.equal(code, 0, err);
	return createHash('sha256').update(out).digest('hex');
}

for (const [what, headers, status, code] of [
	['from another site', { origin: 'https://evil.example' }, 403, 'CROSS_SITE'],
	['from nowhere', { origin: null }, 403, 'CROSS_SITE'],
	['that the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }, 403, 'CROSS_SITE'],
	['without the mark', { 'x-p2c': null }, 403, 'CROSS_SITE'],
	['as a form sends it', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'MEDIA_TYPE'],
	['as multipart', { 'content-type': 'multipart/form-data; boundary=x' }, 415, 'MEDIA_TYPE'],
	['without a type', { 'content-type': null }, 415, 'MEDIA_TYPE'],
]) {
	test(`every change ${what} is refused, also with the cookie of an administrator`, async () => {
		const before = await seq();
		await each(changes, async (route) => {
			const answer = await knock(admin, route, headers);
			assert.deepEqual([answer.status, answer.json.code], [status, code], `${route.method} ${route.path}`);
		});
		assert.equal(await seq(), before);
	});
}

test('every change that is journalled needs a key, and every one refuses a field it does not know', async () => {
	await each(changes, async (route) => {
		const what = `${route.method} ${route.path}`;
		const isJson = mediaTypeOf(route.method, route.path) === 'application/json';
		if (route.kind === 1) assert.equal((await knock(admin, route, { 'idempotency-key': null })).json.code, 'KEY_MISSING', what);
		if (!isJson) return;
		const answer = await admin.request(route.method, addressOf(route), { json: { nothing_of_ours: 1 }, version: 1 });
		assert.ok(['FIELD_UNKNOWN', 'NOT_FOUND', 'STEP', 'STALE', 'FORBIDDEN'].includes(answer.json.code), `${what}: ${answer.text.slice(0, 200)}`);
		if (!route.path.includes('{')) assert.ok(['FIELD_UNKNOWN', 'FORBIDDEN'].includes(answer.json.code), `${what}: ${answer.text.slice(0, 200)}`);
	});
});

test('no question is answered to a page of another site, and none takes a parameter it does not know or one twice', async () => {
	await each(questions.filter(({ path }) => path.startsWith('/api/')), async (route) => {
		const address = addressOf(route);
		assert.equal((await admin.get(address, { headers: { 'sec-fetch-site': 'cross-site' } })).json.code, 'CROSS_SITE', route.path);
		assert.equal((await admin.get(`${address}?nothing_of_ours=1`)).status, 400, route.path);
		for (const name of route.query.split(' ').filter(Boolean)) assert.equal((await admin.get(`${address}?${name}=1&${name}=1`)).status, 400, `${route.path} ${name}`);
	});
});

test('GET, HEAD and OPTIONS on every route change no row of the database', async () => {
	const before = await everything();
	await each(routes.filter((route) => route.kind !== LIVE && !isHeavy(route)), async (route) => {
		for (const method of ['HEAD', 'GET', 'OPTIONS']) {
			const answer = await admin.request(method, addressOf(route), {});
			assert.ok(answer.status < 500, `${method} ${route.path}: ${answer.status}`);
			if (method === 'HEAD') assert.equal(answer.bytes.length, 0);
			if (method === 'OPTIONS') assert.equal(answer.status, 405);
		}
	});
	assert.equal(await everything(), before);
	await admin.post('/api/codes', { role: 'desk' });
	assert.notEqual(await everything(), before, 'and a change would have been seen');
});

test('every method that a route does not have is refused, and TRACE and CONNECT everywhere', async () => {
	await each([...new Set(routes.map(({ path }) => path))], async (path) => {
		const has = routes.filter((route) => route.path === path).map(({ method }) => method);
		for (const method of ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'].filter((name) => !has.includes(name))) {
			const { status } = await admin.request(method, addressOf({ path }), { body: method === 'GET' ? undefined : '{}' });
			assert.ok([404, 405, 422, 428].includes(status), `${method} ${path}: ${status}`); // the last two: an id's own route fits it
		}
	});
	for (const method of ['TRACE', 'CONNECT']) {
		const { answers } = await exchange(server, `${method} /api/agenda HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
		assert.ok([400, 405, 501].includes(answers[0].status), `${method}: ${answers[0].status}`);
	}
});

test('what is answered says what it is: JSON, or text with its charset, or a file; data is kept by nobody on the way', async () => {
	await each(questions.filter((route) => !isHeavy(route) && route.kind !== PAGE), async (route) => {
		const answer = await admin.get(addressOf(route));
		const type = answer.headers['content-type'];
		assert.ok(/^application\/(problem\+)?json$/.test(type) || /^text\/[a-z-]+;.*charset=utf-8/i.test(type) || /^(application|image|video)\/(?!.*json)/.test(type), `${route.path}: ${type}`);
		assert.match(answer.headers['cache-control'], route.public ? /no-store|no-cache|private|immutable|max-age/ : /no-store|private, no-cache/, route.path);
		assert.equal(answer.headers['access-control-allow-origin'], undefined);
		assert.equal(answer.headers.server, undefined);
	});
});

test('cookies are ours alone, and no page of another origin is told anything for its Origin', async () => {
	const answer = await admin.get('/api/agenda', { headers: { origin: 'https://evil.example' } });
	assert.equal(answer.headers['access-control-allow-origin'], undefined);
	for (const path of ['/.git/config', '/p2c.db', '/data/p2c.db', '/kiosk/', '/static/', '/server-status', '/api/', '/keys/', '/../p2c.db']) {
		assert.ok([400, 404].includes((await admin.request('GET', path)).status), path);
	}
});

test('who forwards is not believed: the address that waits is the one that asked', async () => {
	const guess = (forged) => server.guest.post('/api/login', { name: 'nobody', password: 'wrong wrong wrong' }, { from: '127.0.8.1', headers: { 'x-forwarded-for': forged, forwarded: `for=${forged}` } });
	const statuses = [];
	for (let i = 0; i < 7; i++) statuses.push((await guess(`10.0.0.${i}`)).status);
	assert.deepEqual(statuses.slice(0, 5), Array(5).fill(401));
	assert.ok(statuses.slice(5).includes(429), `${statuses}`);
	assert.ok(server.logs.every((line) => !line.includes('10.0.0.')));
});

test('the description names a security scheme for everything that is not for everybody', () => {
	for (const route of routes) assert.equal(description.paths[route.path][route.method.toLowerCase()].security.length > 0, !route.public, route.path);
});
