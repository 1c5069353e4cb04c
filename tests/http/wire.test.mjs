// Every request of the table (tests/unit/http/wire_cases.def) through real sockets of the whole server, plain and by TLS, a
// connection each. Behind each one that must be refused stands a change that an administrator may make: it never happens.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import tls from 'node:tls';
import { checkHeaders } from './lib/contract.mjs';
import { p2c } from './lib/program.mjs';
import { exchange } from './lib/raw.mjs';
import { init, serve } from './lib/server.mjs';
import { wireCases } from './lib/wire.mjs';

const AT_ONCE = 24;
const LEAST_REFUSED = 400;

const cases = await wireCases();
const refused = cases.filter(({ status }) => status !== 0);
const taken = cases.filter(({ status }) => status === 0);

const { data, code } = await init();
assert.equal((await p2c(['tls', 'init', '--data', data])).code, 0);
const server = await serve(data, { args: ['--hosts', 'p2c.example:8443', '--listen-tls', '127.0.0.1:0'] });
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const tlsPort = Number(server.logs.map((line) => JSON.parse(line)).find(({ what }) => what === 'listening-tls').port);
const admin = await server.signIn({ code });
after(() => admin.close());

const ca = readFileSync(join(data, 'tls', 'ca.crt'));
let session;
/** A connection by TLS; the session of an earlier one is used again, as browsers do. */
function openSecure() {
	const socket = tls.connect({ port: tlsPort, host: '127.0.0.1', servername: 'localhost', ca, session });
	socket.on('session', (given) => {
		session = given;
	});
	return socket;
}

const WAYS = [['by a plain connection', {}], ['by TLS', { open: openSecure }]];

/** A change that would be made: a bearer token proves a program, so nothing else is needed. */
function change() {
	const body = '{"role":"desk"}';
	return `POST /api/codes HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${admin.token}\r\nContent-Type: application/json\r\n` +
		`Idempotency-Key: ${randomUUID()}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

/** `act` for every row, some at a time; a row that fails is named. */
async function each(rows, act) {
	const left = [...rows];
	const wrong = [];
	const worker = async () => {
		for (let row = left.shift(); row; row = left.shift()) {
			try {
				await act(row);
			} catch (error) {
				wrong.push(`${row.group}: ${row.what}: ${error.message}`);
			}
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
	assert.deepEqual(wrong, []);
}

/** What the server counts: answers by class, and the journal's last number. */
async function counted() {
	const { text } = await admin.get('/metrics');
	const of = (name) => Number(text.split('\n').find((line) => line.startsWith(`${name} `)).split(' ').at(-1));
	return { good: of('p2c_requests_total{class="2xx"}'), bad: of('p2c_requests_total{class="4xx"}') + of('p2c_requests_total{class="5xx"}'), seq: of('p2c_journal_seq') };
}

test('the table is as large as it was promised to be', (t) => {
	for (const group of new Set(cases.map((row) => row.group))) {
		const rows = cases.filter((row) => row.group === group);
		t.diagnostic(`${group}: ${rows.filter(({ status }) => status !== 0).length} refused, ${rows.filter(({ status }) => status === 0).length} taken`);
	}
	t.diagnostic(`in all ${refused.length} refused, ${taken.length} taken, each by a plain connection and by TLS`);
	assert.ok(refused.length >= LEAST_REFUSED, `${refused.length} of ${LEAST_REFUSED}`);
	assert.equal(new Set(cases.map(({ group, what }) => `${group}: ${what}`)).size, cases.length, 'each has a name of its own');
});

test('the change that stands behind refused requests is one that would be made', async () => {
	const before = await counted();
	const { answers } = await exchange(server, change(), { end: true });
	assert.equal(answers[0].status, 200, answers[0].body);
	assert.ok((await counted()).seq > before.seq);
});

for (const [how, way] of WAYS) {
	test(`what must be refused is refused ${how}, and nothing behind it is done`, async () => {
		const before = await counted();
		await each(refused, async ({ status, bytes }) => {
			const { answers, rest } = await exchange(server, bytes + change(), way);
			assert.deepEqual([answers.map((answer) => answer.status), rest], [[status], '']);
			assert.equal(answers[0].headers.connection, 'close');
			assert.equal(answers[0].headers['content-type'], 'application/problem+json');
			checkHeaders(answers[0]);
			if (!bytes.startsWith('HEAD ')) assert.equal(JSON.parse(answers[0].body).status, status);
			else assert.equal(answers[0].body, '', 'HEAD has no body');
		});
		const after = await counted();
		assert.deepEqual(after, { good: before.good + 1, bad: before.bad + refused.length, seq: before.seq }, 'one answer each, no change');
	});

	test(`what must be taken is taken ${how}`, async () => {
		await each(taken, async ({ bytes }) => {
			const { answers, rest } = await exchange(server, bytes, { ...way, end: true });
			assert.deepEqual([answers.length, rest], [1, '']);
			checkHeaders(answers[0], bytes.split(' ')[1]);
			if (bytes.startsWith('HEAD ')) assert.equal(answers[0].body, '');
			else assert.ok(!/"code":"(MALFORMED|TOO_BIG)"/.test(answers[0].body), answers[0].body);
		});
	});
}

test('an answer to HEAD has the head of the answer to GET and no body, also where it is refused', async () => {
	const host = 'Host: localhost\r\nConnection: close\r\n';
	for (const path of ['/healthz', '/desk', '/api/agenda', '/agenda.ics', '/api/me', '/api/nothing', '/nowhere', '/api/agenda?x=1']) {
		const [got, asked] = await Promise.all(['GET', 'HEAD'].map((method) => exchange(server, `${method} ${path} HTTP/1.1\r\n${host}\r\n`)));
		const [get] = got.answers;
		const [head] = asked.answers;
		assert.deepEqual([head.status, head.headers['content-length'], head.body, asked.rest], [get.status, get.headers['content-length'], '', ''], path);
		assert.ok(get.body.length > 0, path);
	}
	for (const wrong of ['X : a', 'Transfer-Encoding: chunked', 'Content-Length: x', `Cookie: ${'x'.repeat(17_000)}`]) {
		const { answers, rest } = await exchange(server, `HEAD / HTTP/1.1\r\nHost: localhost\r\n${wrong}\r\n\r\n`);
		assert.deepEqual([answers.length, answers[0].status >= 400, answers[0].body, rest], [1, true, '', ''], wrong.slice(0, 40));
		assert.ok(Number(answers[0].headers['content-length']) > 0);
	}
});

test('requests sent ahead are answered one after the other, up to the first that is refused', async () => {
	const get = (path, more = '') => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`;
	for (const [, way] of WAYS) {
		const before = await counted();
		const { answers, rest } = await exchange(server, get('/healthz') + get('/api/me') + get('/healthz', 'X : a\r\n') + change(), way);
		assert.deepEqual([answers.map(({ status }) => status), rest], [[200, 401, 400], '']);
		assert.equal((await counted()).seq, before.seq);
	}
});
