// What stands before every handler: where a change comes from, what it carries, which version it is based on; and bytes that
// two readers could understand in two ways. Nothing that is refused leaves a trace.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { checkHeaders } from './lib/contract.mjs';
import { exchange } from './lib/raw.mjs';
import { serveDemo } from './lib/server.mjs';

const server = await serveDemo();
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const [desk, moderator, agenda] = await Promise.all(['desk', 'moderator', 'agenda'].map((role) => server.as(role)));

const seq = async () => (await server.guest.get('/readyz')).json.seq;
const person = (await desk.get('/api/participants?q=maria&limit=1')).json.participants[0];
const scan = (options) => desk.post('/api/scans', { code: 'NOBODYS', point: 'main' }, options);

/** Fails unless `act` is refused with this status and code and leaves nothing in the journal. */
async function refused(act, status, code, field) {
	const earlier = await seq();
	const answer = await act();
	assert.equal(answer.status, status, answer.text);
	assert.equal(answer.json.code, code, answer.text);
	if (field !== undefined) assert.equal(answer.json.field, field);
	assert.ok(answer.json.title.length > 10);
	assert.equal(await seq(), earlier);
	return answer;
}

// ---- where it comes from

for (const origin of [
	null,
	'null',
	'https://evil.example',
	'http://127.0.0.1',
	'http://127.0.0.1:1',
	`http://localhost:${server.port}`,
	`http://127.0.0.1:${server.port}.evil.example`,
	`ftp://127.0.0.1:${server.port}`,
	`http://127.0.0.1:${server.port}/`,
]) {
	test(`a change with the Origin ${origin?.replace(server.port, 'PORT')} is refused`, async () => {
		await refused(() => scan({ headers: { origin } }), 403, 'CROSS_SITE', 'Origin');
	});
}

for (const site of ['cross-site', 'same-site', 'none', 'Same-Origin']) {
	test(`a change that the browser calls ${site} is refused`, async () => {
		await refused(() => scan({ headers: { 'sec-fetch-site': site } }), 403, 'CROSS_SITE', 'Sec-Fetch-Site');
	});
}

test('a change that the browser calls same-origin is taken', async () => {
	assert.equal((await scan({ headers: { 'sec-fetch-site': 'same-origin' } })).status, 200);
});

for (const mark of [null, '0', 'true', '']) {
	test(`a change with the mark ${JSON.stringify(mark)} is refused`, async () => {
		await refused(() => scan({ headers: { 'x-p2c': mark } }), 403, 'CROSS_SITE', 'X-P2C');
	});
}

test('the answers to questions are not given to pages of other sites', async () => {
	const headers = { 'sec-fetch-site': 'cross-site' };
	for (const path of ['/api/agenda', '/api/tally', '/api/participants?q=a', '/api/live?topics=agenda']) {
		assert.equal((await desk.get(path, { headers })).json.code, 'CROSS_SITE', path);
	}
	for (const path of ['/kiosk', '/agenda.ics']) assert.equal((await desk.get(path, { headers })).status, 200, 'a link may lead here');
	assert.equal((await desk.get('/api/agenda', { headers: { 'sec-fetch-site': 'none' } })).status, 200);
});

test('a cookie alone, as a form of another site would send it, changes nothing', async () => {
	const headers = { origin: 'https://evil.example', 'x-p2c': null, 'content-type': 'text/plain', 'idempotency-key': null };
	await refused(() => desk.post(`/api/participants/${person.id}/badge`, {}, { headers }), 403, 'CROSS_SITE');
});

// ---- what it carries

for (const type of [
	null,
	'text/plain',
	'application/x-www-form-urlencoded',
	'multipart/form-data; boundary=x',
	'application/jsonx',
	'application/problem+json',
	'text/csv',
]) {
	test(`a body of type ${type} is refused`, async () => {
		await refused(() => scan({ headers: { 'content-type': type } }), 415, 'MEDIA_TYPE', 'Content-Type');
	});
}

test('JSON with a charset is JSON', async () => {
	assert.equal((await scan({ headers: { 'content-type': 'application/json; charset=utf-8' } })).status, 200);
});

for (const key of [null, 'short', 'k'.repeat(65), 'with space', '']) {
	test(`the Idempotency-Key ${JSON.stringify(key)} is refused`, async () => {
		await refused(() => scan({ headers: { 'idempotency-key': key } }), 400, 'KEY_MISSING', 'Idempotency-Key');
	});
}

for (const [body, why] of [
	['{', 'unfinished'],
	['{"code":"A","point":"main"', 'cut off'],
	["{'code':'A'}", 'quoted in another way'],
	['{"code":"A","point":"main",}', 'with one comma more'],
	['{"code":"A"}{"code":"B"}', 'twice'],
	['[]', 'a list'],
	['"text"', 'a text'],
	['null', 'null'],
	['42', 'a number'],
	['{"code":"A","code":"B","point":"main"}', 'with one name twice'],
	['{"code":"\xff\xfe","point":"main"}', 'not UTF-8'],
	['{"code":"a\\u0000b","point":"main"}', 'with a zero byte'],
	['{"code":"\\ud800","point":"main"}', 'with half a surrogate pair'],
	['\u{feff}{"code":"A","point":"main"}', 'after a byte order mark'],
	['['.repeat(30000), 'very deep'],
	[`{"code":${'['.repeat(3000)}${']'.repeat(3000)}}`, 'deep and well formed'],
]) {
	test(`JSON that is ${why} is refused`, async () => {
		const bytes = Buffer.from(body, /[\u0100-\uffff]/.test(body) ? 'utf8' : 'latin1');
		await refused(() => desk.request('POST', '/api/scans', { body: bytes }), 400, 'JSON');
	});
}

test('a body above 64 KiB is refused before it is sent, and the connection closes', async () => {
	const answer = await refused(() => desk.request('POST', '/api/scans', { body: `{"code":"${'x'.repeat(65536)}"}` }), 413, 'TOO_BIG');
	assert.equal(answer.headers.connection, 'close');
});

test('a body of exactly 64 KiB is read', async () => {
	const body = JSON.stringify({ code: 'x'.repeat(65536 - '{"code":"","point":"main"}'.length), point: 'main' });
	assert.equal(body.length, 65536);
	assert.equal((await desk.request('POST', '/api/scans', { body })).json.result, 'unknown');
});

for (const [json, code, field] of [
	[{ code: 'A', point: 'main', extra: 1 }, 'FIELD_UNKNOWN', 'extra'],
	[{ code: 'A', point: 'main', __proto__x: {} }, 'FIELD_UNKNOWN', '__proto__x'],
	[{ code: 'A', point: 'main', '': 1 }, 'FIELD_UNKNOWN', undefined],
	[{ code: 'A', point: 'main', ['n'.repeat(300)]: 1 }, 'FIELD_UNKNOWN', undefined],
	[{ point: 'main' }, 'FIELD_MISSING', 'code'],
	[{ code: 'A' }, 'FIELD_MISSING', 'point'],
	[{}, 'FIELD_MISSING', 'code'],
	[{ code: 7, point: 'main' }, 'INVALID', 'code'],
	[{ code: null, point: 'main' }, 'INVALID', 'code'],
	[{ code: ['A'], point: 'main' }, 'INVALID', 'code'],
	[{ code: { a: 1 }, point: 'main' }, 'INVALID', 'code'],
	[{ code: 'A', point: 'backdoor' }, 'INVALID', 'point'],
]) {
	test(`a scan of ${JSON.stringify(json).slice(0, 60)} is ${code}`, async () => {
		await refused(() => desk.post('/api/scans', json), 422, code, field);
	});
}

for (const [json, field] of [
	[{ name: 'Maria' }, 'name'],
	[{ name: { given: 1 } }, 'name.given'],
	[{ name: { nickname: 'M' } }, 'name.nickname'],
	[{ name: { given: { latin: 'M' } } }, 'name.given'],
	[{ 'name.given': 'Maria', entity: { name: 'X' } }, 'name.given'],
	[{ roles: 'speaker' }, 'roles'],
	[{ roles: [1] }, 'roles'],
	[{ roles: ['two words'] }, 'roles'],
	[{ name: null }, 'name'],
]) {
	test(`a participant with ${JSON.stringify(json)} is refused at ${field}`, async () => {
		const answer = await desk.post('/api/participants', json);
		assert.equal(answer.status, 422, answer.text);
		assert.equal(answer.json.field, field);
	});
}

for (const json of [{ minutes: '10' }, { minutes: 1.5 }, { minutes: true }, { minutes: 1e400 }, { minutes: 601 }, { minutes: -61 }, {}]) {
	test(`a delay of ${JSON.stringify(json)} is refused`, async () => {
		const session = (await server.guest.get('/api/agenda')).json.sessions[0];
		const answer = await agenda.post(`/api/sessions/${session.id}/delay`, json);
		assert.equal(answer.status, 422, answer.text);
		assert.equal(answer.json.field, 'minutes');
	});
}

test('a number beyond what a machine holds is no JSON here', async () => {
	const session = (await server.guest.get('/api/agenda')).json.sessions[0];
	const answer = await agenda.request('POST', `/api/sessions/${session.id}/delay`, { body: '{"minutes":99999999999999999999}' });
	assert.equal(answer.status, 400);
});

// ---- addresses

for (const path of [
	'/api/agenda?lang=en',
	'/api/tally?x',
	'/api/participants?q=a&offset=3',
	'/api/arrivals?a=b',
	'/healthz?deep=1',
	'/api/me?=1',
	'/agenda.ics?token=1',
]) {
	test(`${path} has a parameter that is not known`, async () => {
		await refused(() => desk.get(path), 400, 'QUERY');
	});
}

for (const path of [
	'/api/participants?q=a&q=b',
	'/api/participants?q=%zz',
	'/api/participants?q=%ff',
	'/api/participants?q=%00',
	'/api/participants?q=a%0d%0aX:1',
]) {
	test(`${path} is refused`, async () => {
		const answer = await desk.get(path);
		assert.equal(answer.status, 400, answer.text);
	});
}

for (const limit of ['0', '-1', '201', 'many', '1.5', '', '99999999999999999999']) {
	test(`a limit of "${limit}" is refused`, async () => {
		await refused(() => desk.get(`/api/participants?q=a&limit=${limit}`), 400, 'QUERY', 'limit');
	});
}

test('an empty query is none', async () => {
	assert.equal((await desk.get('/api/agenda?')).status, 200);
});

test('an address that is not there is a problem, not a page', async () => {
	for (const path of ['/api/nothing', '/api', '/API/agenda', '/api/agenda/', '/wp-login.php', '/api/participants/a/b/c']) {
		await refused(() => desk.get(path), 404, 'NOT_FOUND');
	}
});

test('a wrong method is told with the right ones', async () => {
	for (const [method, path, allow] of [
		['DELETE', '/api/participants', 'GET, POST'],
		['PUT', '/api/pledges', 'GET, POST'],
		['PATCH', '/api/scans', 'POST'],
		['GET', '/api/login', 'POST'],
		['OPTIONS', '/api/agenda', 'GET'],
		['POST', '/api/agenda', 'GET'],
	]) {
		const answer = await desk.request(method, path, { body: method === 'GET' || method === 'OPTIONS' ? undefined : '{}' });
		assert.equal(answer.status, 405, `${method} ${path}`);
		assert.equal(answer.headers.allow, allow, `${method} ${path}`);
	}
});

// ---- versions

test('an edit without If-Match is asked for it', async () => {
	await refused(() => desk.patch(`/api/participants/${person.id}`, { title: 'Dr' }), 428, 'VERSION_MISSING', 'If-Match');
});

for (const match of ['3', '*', 'W/"1"', '"00"', '"-1"', '"one"', '"1', '""', '"1" , "2"', '"1","2"']) {
	test(`the If-Match ${match} is refused`, async () => {
		await refused(
			() => desk.patch(`/api/participants/${person.id}`, { title: 'Dr' }, { headers: { 'if-match': match } }),
			400,
			'MALFORMED',
			'If-Match',
		);
	});
}

test('an edit of an older version is shown the row as it is now', async () => {
	const now = (await desk.get(`/api/participants/${person.id}`)).json;
	const edited = await desk.patch(`/api/participants/${person.id}`, { title: 'Rapporteur' }, { version: now.version });
	assert.equal(edited.status, 200);
	const stale = await refused(
		() => desk.patch(`/api/participants/${person.id}`, { title: 'Chair' }, { version: now.version }),
		412,
		'STALE',
	);
	assert.deepEqual(stale.json.current, edited.json);
	assert.equal(stale.json.current.version, now.version + 1);
});

test('an edit of a version that is not yet there is stale as well', async () => {
	await refused(() => desk.patch(`/api/participants/${person.id}`, { title: 'X' }, { version: 9999 }), 412, 'STALE');
});

test('an edit of something that is not there is not found', async () => {
	const nowhere = randomUUID();
	assert.equal((await desk.patch(`/api/participants/${nowhere}`, { title: 'X' }, { version: 1 })).status, 404);
	assert.equal((await moderator.patch(`/api/pledges/${nowhere}`, { title: 'X' }, { version: 1 })).status, 404);
	assert.equal((await agenda.patch(`/api/sessions/${nowhere}`, { title: { en: 'X' } }, { version: 1 })).status, 404);
});

test('a stale edit of a session and of a pledge are shown theirs', async () => {
	const session = (await server.guest.get('/api/agenda')).json.sessions[5];
	const pledge = (await moderator.get('/api/pledges?limit=1')).json.pledges[0];
	const one = await agenda.patch(`/api/sessions/${session.id}`, { language: 'fr' }, { version: session.version + 7 });
	const two = await moderator.patch(`/api/pledges/${pledge.id}`, { title: 'X' }, { version: pledge.version + 7 });
	assert.deepEqual([one.status, two.status], [412, 412]);
	assert.deepEqual(one.json.current, (await server.guest.get(`/api/sessions/${session.id}`)).json);
	assert.equal(two.json.current.id, pledge.id);
});

// ---- keys

test('the same key with the same body gets the same answer and acts once', async () => {
	const key = randomUUID();
	const form = { name: { given: 'Key', family: 'Once' }, entity: { name: 'Key Institute', type: 'academia', country: 'RWA' } };
	const first = await desk.post('/api/participants', form, { key });
	const earlier = await seq();
	const again = await desk.post('/api/participants', form, { key });
	assert.equal(first.status, 201, first.text);
	assert.equal(first.headers['idempotent-replayed'], undefined);
	assert.equal(again.status, 201);
	assert.equal(again.headers['idempotent-replayed'], 'true');
	assert.equal(again.text, first.text);
	assert.equal(await seq(), earlier);
});

test('the same key with another body, on another address or by somebody else is refused', async () => {
	const key = randomUUID();
	const other = await server.another('protocol');
	assert.equal((await scan({ key })).status, 200);
	await refused(() => desk.post('/api/scans', { code: 'OTHER', point: 'main' }, { key }), 422, 'KEY_REUSED', 'Idempotency-Key');
	await refused(() => desk.post(`/api/participants/${person.id}/check-in`, {}, { key }), 422, 'KEY_REUSED');
	await refused(() => other.post('/api/scans', { code: 'NOBODYS', point: 'main' }, { key }), 422, 'KEY_REUSED');
});

test('twenty parallel requests with one key act once', async () => {
	const key = randomUUID();
	const form = { name: { given: 'Twenty', family: 'Clicks' }, entity: { name: 'Key Institute', country: 'RWA' } };
	const answers = await Promise.all(Array.from({ length: 20 }, () => desk.post('/api/participants', form, { key })));
	assert.equal(new Set(answers.map((a) => a.json.id)).size, 1);
	assert.equal(answers.filter((a) => !a.headers['idempotent-replayed']).length, 1);
});

test('a key whose act was refused may be used for the corrected form', async () => {
	const key = randomUUID();
	const wrong = await desk.post('/api/scans', { code: 'A', point: 'backdoor' }, { key });
	const right = await desk.post('/api/scans', { code: 'A', point: 'main' }, { key });
	assert.deepEqual([wrong.status, right.status], [422, 200]);
});

// ---- bytes

const host = `Host: 127.0.0.1:${server.port}\r\n`;
const SMUGGLED = `GET /healthz HTTP/1.1\r\n${host}\r\n`;
const post = (lines, body = '') => `POST /api/scans HTTP/1.1\r\n${host}${lines.map((line) => `${line}\r\n`).join('')}\r\n${body}`;

for (const [what, bytes] of [
	['Content-Length and Transfer-Encoding', post(['Content-Length: 4', 'Transfer-Encoding: chunked'], '0\r\n\r\n')],
	['chunked', post(['Transfer-Encoding: chunked'], '0\r\n\r\n')],
	['Transfer-Encoding with a tab', post(['Transfer-Encoding:\tchunked'], '0\r\n\r\n')],
	['Transfer-Encoding with a space before the colon', post(['Transfer-Encoding : chunked'], '0\r\n\r\n')],
	['an unknown Transfer-Encoding', post(['Transfer-Encoding: xchunked'], '0\r\n\r\n')],
	['two different lengths', post(['Content-Length: 0', 'Content-Length: 44'])],
	['the same length twice', post(['Content-Length: 0', 'Content-Length: 0'])],
	['a list of lengths', post(['Content-Length: 0, 0'])],
	['a signed length', post(['Content-Length: +0'])],
	['a negative length', post(['Content-Length: -1'])],
	['a hexadecimal length', post(['Content-Length: 0x10'])],
	['a length of too many digits', post([`Content-Length: ${'9'.repeat(40)}`])],
	['a folded header', post(['X-Long: a\r\n b', 'Content-Length: 0'])],
	['a bare line feed', `GET /healthz HTTP/1.1\n${host}\r\n`],
	['a bare carriage return', `GET /healthz HTTP/1.1\r\nHost: a\rX: b\r\n\r\n`],
	['a zero byte in a value', `GET /healthz HTTP/1.1\r\n${host}X: a\0b\r\n\r\n`],
	['a header without a name', `GET /healthz HTTP/1.1\r\n${host}: x\r\n\r\n`],
	['two hosts', `GET /healthz HTTP/1.1\r\n${host}Host: evil.example\r\n\r\n`],
	['no host', 'GET /healthz HTTP/1.1\r\n\r\n'],
	['a host of somebody else', 'GET /healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n'],
	['a whole URL as target', `GET http://127.0.0.1/healthz HTTP/1.1\r\n${host}\r\n`],
	['CONNECT', `CONNECT 127.0.0.1:1 HTTP/1.1\r\n${host}\r\n`],
	['TRACE', `TRACE /healthz HTTP/1.1\r\n${host}\r\n`],
	['a GET with a body', `GET /healthz HTTP/1.1\r\n${host}Content-Length: 5\r\n\r\nhello`],
	['a way up', `GET /assets/../api/me HTTP/1.1\r\n${host}\r\n`],
	['an encoded way up', `GET /%2e%2e/api/me HTTP/1.1\r\n${host}\r\n`],
	['an encoded slash', `GET /api%2fme HTTP/1.1\r\n${host}\r\n`],
	['two slashes first', `GET //evil.example/ HTTP/1.1\r\n${host}\r\n`],
	['two spaces in the request line', `GET  /healthz HTTP/1.1\r\n${host}\r\n`],
	['HTTP/2.0', `GET /healthz HTTP/2.0\r\n${host}\r\n`],
	['HTTP/0.9', 'GET /healthz\r\n'],
	['an address of 3,000 characters', `GET /${'a'.repeat(3000)} HTTP/1.1\r\n${host}\r\n`],
	['65 header fields', `GET /healthz HTTP/1.1\r\n${host}${'X: 1\r\n'.repeat(65)}\r\n`],
	['20 KiB of headers', `GET /healthz HTTP/1.1\r\n${host}X: ${'a'.repeat(20000)}\r\n\r\n`],
	['an expectation it cannot meet', post(['Expect: 200-maybe', 'Content-Length: 0'])],
	['the hello of TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
]) {
	test(`${what} is refused, the connection closes, and what follows is not read`, async () => {
		const { answers, rest } = await exchange(server, bytes + SMUGGLED);
		assert.equal(answers.length, 1, JSON.stringify(answers));
		assert.equal(rest, '');
		assert.ok(answers[0].status >= 400 && answers[0].status <= 505, String(answers[0].status));
		assert.equal(answers[0].headers.connection, 'close');
		assert.equal(answers[0].headers['content-type'], 'application/problem+json');
		assert.ok(JSON.parse(answers[0].body).detail);
		checkHeaders(answers[0]);
	});
}

test('requests that lie one behind the other are answered in order', async () => {
	const one = `GET /healthz HTTP/1.1\r\n${host}\r\n`;
	const two = `GET /api/nothing HTTP/1.1\r\n${host}\r\n`;
	const last = `GET /readyz HTTP/1.1\r\n${host}Connection: close\r\n\r\n`;
	const { answers, rest } = await exchange(server, one + two + last);
	assert.deepEqual(
		answers.map((a) => a.status),
		[200, 404, 200],
	);
	assert.equal(JSON.parse(answers[2].body).status, 'ready');
	assert.equal(rest, '');
});

test('a HEAD has the head of its GET and no body', async () => {
	for (const path of ['/api/agenda', '/healthz', '/kiosk', '/api/nothing', '/agenda.xml']) {
		const get = await server.guest.get(path);
		const head = await server.guest.request('HEAD', path);
		assert.equal(head.status, get.status, path);
		assert.equal(head.headers['content-length'], get.headers['content-length'], path);
		assert.equal(head.bytes.length, 0, path);
	}
});

test('after all that the server still answers', async () => {
	assert.equal((await desk.get('/readyz')).json.status, 'ready');
});
