// What strangers may take of the real server: time, connections, descriptors, requests, memory. Whoever works goes on
// meanwhile. The same rules by a clock that only tests move: tests/unit/http/limits_test.c and tls_test.c.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';
import tls from 'node:tls';
import { p2c, within } from './lib/program.mjs';
import { answersOf } from './lib/raw.mjs';
import { init, serve } from './lib/server.mjs';

const PATIENCE = 20_000;
const KIB = 1024;

const { data, code } = await init();
assert.equal((await p2c(['tls', 'init', '--data', data])).code, 0);
const server = await serve(data, { args: ['--listen-tls', '127.0.0.1:0', '--requests-per-address', '200', '--connections', '1500'] });
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const tlsPort = Number(server.logs.map((line) => JSON.parse(line)).find(({ what }) => what === 'listening-tls').port);
const admin = await server.signIn({ code });
after(() => admin.close());

/** A connection from an address of its own that takes an end without complaint; `closed` says what was heard and when. */
function connect(from, port = server.port) {
	const socket = net.connect({ port, host: '127.0.0.1', localAddress: from });
	const began = performance.now();
	let text = '';
	socket.setEncoding('latin1');
	socket.on('data', (part) => {
		text += part;
	});
	socket.on('error', () => {});
	socket.gone = new Promise((done) => {
		socket.on('close', () => done({ text, after: performance.now() - began }));
	});
	return socket;
}

/** One request on a connection of its own, from this address; answers its status. */
async function ask(from, path, headers = {}, { method = 'GET', body } = {}) {
	const request = http.request({ port: server.port, host: '127.0.0.1', localAddress: from, agent: false, method, path, headers });
	request.end(body);
	const [answer] = await within(PATIENCE, path, once(request, 'response'));
	answer.resume();
	await once(answer, 'end');
	return answer.statusCode;
}

const metric = (text, name) => Number(text.split('\n').find((line) => line.startsWith(`p2c_${name} `)).split(' ')[1]);

// ---- time: these begin first and are waited for last, so that ten seconds pass once

const DRIP_MS = 500;
/** A byte now and then, as long as it is taken. */
function drip(socket, bytes) {
	let at = 0;
	const timer = setInterval(() => socket.write(bytes[at++ % bytes.length], 'latin1'), DRIP_MS);
	socket.once('close', () => clearInterval(timer));
	return socket.gone;
}

const secure = tls.connect({ port: tlsPort, host: '127.0.0.1', servername: 'localhost', ca: readFileSync(join(data, 'tls', 'ca.crt')) });
const secureBegan = performance.now();
let secureText = '';
secure.on('data', (part) => {
	secureText += part;
});
secure.on('error', () => {});
secure.gone = new Promise((done) => {
	secure.on('close', () => done({ text: secureText, after: performance.now() - secureBegan }));
});
const HEAD = 'GET / HTTP/1.1\r\nX: ';
const slow = {
	'a head that drips': drip(connect('127.0.0.21'), HEAD),
	'a head that drips inside TLS': drip(secure, HEAD),
	'a ClientHello that drips': drip(connect('127.0.0.21', tlsPort), '\x16\x03\x01\x02\x40\x01'),
	'a client that says nothing': connect('127.0.0.21').gone,
	'a client that says nothing to the TLS listener': connect('127.0.0.21', tlsPort).gone,
};

// ---- connections

test('one address gets its share of connections, whatever it says of itself, and another is served', async () => {
	const mine = Array.from({ length: 64 }, () => connect('127.0.0.2'));
	await Promise.all(mine.map((socket) => once(socket, 'connect')));
	const more = connect('127.0.0.2');
	more.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n');
	assert.equal((await within(PATIENCE, 'the 65th is closed', more.gone)).text, '');
	assert.equal(await ask('127.0.0.3', '/healthz'), 200);
	for (const socket of mine) socket.end('GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
	const heard = await within(PATIENCE, 'they are answered', Promise.all(mine.map(({ gone }) => gone)));
	assert.ok(heard.every(({ text }) => answersOf(text).answers[0].status === 200), 'those that were there are served');
	assert.equal(await ask('127.0.0.2', '/healthz'), 200, 'and there is room again');
});

test('the share counts for both listeners together', async () => {
	const mine = Array.from({ length: 64 }, (_, i) => connect('127.0.0.4', i % 2 ? tlsPort : server.port));
	await Promise.all(mine.map((socket) => once(socket, 'connect')));
	for (const port of [server.port, tlsPort]) assert.equal((await within(PATIENCE, 'it is closed', connect('127.0.0.4', port).gone)).text, '');
	for (const socket of mine) socket.destroy();
});

// ---- requests

test('a thousand requests of a stranger in a moment are not all worked on, and nobody else waits', async () => {
	const flood = '127.0.0.9';
	const asker = connect(flood);
	const agent = new http.Agent({ keepAlive: true });
	const signedIn = () =>
		new Promise((done, fail) => {
			const headers = { cookie: admin.cookie };
			http.get({ port: server.port, host: '127.0.0.1', localAddress: flood, agent, path: '/api/me', headers }, (answer) => answer.resume().on('end', () => done(answer.statusCode))).on('error', fail);
		});
	assert.equal(await signedIn(), 200);
	const began = performance.now();
	const line = (more) => `GET /api/journal/head HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`;
	asker.end(Array.from({ length: 2000 }, (_, i) => line(i % 2 ? `X-Forwarded-For: 192.0.2.${i % 250}\r\n` : `Cookie: p2c=of-nobody-${i}\r\n`)).join(''));
	const beside = [];
	for (let i = 0; i < 50; i++) beside.push(await signedIn());
	const { answers } = answersOf((await within(PATIENCE, 'all are answered', asker.gone)).text);
	const took = (performance.now() - began) / 1000;
	const taken = answers.filter(({ status }) => status === 200).length;
	assert.equal(answers.length, 2000);
	assert.equal(taken + answers.filter(({ status }) => status === 429).length, 2000);
	assert.ok(taken >= 600 && taken <= 600 + 200 * (took + 1), `${taken} in ${took} s; a token that is no login's helps nobody`);
	assert.deepEqual([...new Set(beside)], [200], 'somebody signed in, from the same address');
	for (const path of ['/api/agenda', '/desk', '/healthz']) assert.equal(await ask(flood, path), 200, `${path} comes from memory`);
	assert.equal(await ask('127.0.0.10', '/api/journal/head'), 200, 'a stranger elsewhere');
	agent.destroy();
});

test('guesses are counted by the address they come from, not by the one they name', async () => {
	const guess = (from, i) => ask(from, '/api/login', { origin: server.origin, host: `127.0.0.1:${server.port}`, 'x-p2c': '1', 'content-type': 'application/json',
		'idempotency-key': `guess-${from}-${i}-0123456789`, 'x-forwarded-for': `192.0.2.${i}`, forwarded: `for=192.0.2.${i}` }, { method: 'POST', body: JSON.stringify({ code: `WRONG-${i}` }) });
	const statuses = [];
	for (let i = 0; i < 40; i++) statuses.push(await guess('127.0.0.5', i));
	assert.deepEqual([statuses.indexOf(429), new Set(statuses.slice(30)).size], [30, 1]);
	assert.notEqual(await guess('127.0.0.6', 1), 429);
});

// ---- drips and memory

test('a thousand connections that drip leave room for those who work, and take little memory', async (t) => {
	// What a sanitizer keeps beside the program's own bytes is resident, too: there only those count that the program holds.
	const figures = ['connections', 'held_bytes', ...(process.env.SAN ? [] : ['resident_bytes'])];
	const told = async () => {
		const { text } = await admin.get('/metrics');
		return figures.map((figure) => metric(text, figure));
	};
	const before = await told();
	const sockets = Array.from({ length: 1000 }, (_, i) => connect(`127.0.1.${1 + (i % 20)}`, i % 2 ? tlsPort : server.port));
	await within(PATIENCE, 'all are connected', Promise.all(sockets.map((socket) => once(socket, 'connect'))));
	const times = [];
	let most = before;
	for (let i = 0; i < 200; i++) {
		for (let k = 0; k < 25; k++) sockets[(i * 25 + k) % 1000].write((i * 25 + k) % 2 ? '\x16' : 'G', 'latin1');
		const from = performance.now();
		assert.equal((await admin.post('/api/codes', { role: 'desk' })).status, 200);
		times.push(performance.now() - from);
		if (i % 20 === 0) most = (await told()).map((now, n) => Math.max(now, most[n]));
	}
	times.sort((a, b) => a - b);
	const [connections, ...bytes] = most.map((n, i) => n - before[i]);
	t.diagnostic(`a change: median ${times[100].toFixed(1)} ms, p99 ${times[198].toFixed(1)} ms; a connection: ${bytes.map((n) => Math.round(n / KIB / connections))} KiB (${figures.slice(1)})`);
	assert.ok(connections > 900, `${connections} connections`);
	assert.ok(times[198] < 1000, `p99 ${times[198]} ms`);
	for (const n of bytes) assert.ok(n < connections * 64 * KIB, `memory: ${n} bytes`);
	for (const socket of sockets) socket.destroy();
});

// ---- descriptors

/** Seconds of CPU a process used. */
function cpuOf(pid) {
	const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1].split(' ');
	return (Number(fields[11]) + Number(fields[12])) / 100;
}

test('without descriptors the server rests, says so once a second, and serves again when there are some', async (t) => {
	const LIMIT = 90;
	const { data: own } = await init();
	const poor = await serve(own, { wrap: ['prlimit', `--nofile=${LIMIT}:${LIMIT}`] });
	t.after(() => poor.stop());
	const free = LIMIT - readdirSync(`/proc/${poor.child.pid}/fd`).length;
	const failures = () => poor.logs.filter((line) => line.includes('accept-failed')).length;
	const sockets = Array.from({ length: free + 8 }, (_, i) => connect(`127.0.0.${1 + (i % 4)}`, poor.port));
	await Promise.all(sockets.map((socket) => once(socket, 'connect')));
	const told = async (n) => {
		const until = performance.now() + PATIENCE;
		while (failures() < n && performance.now() < until) await once(poor.child.stderr, 'data');
		assert.ok(failures() >= n);
	};
	await within(PATIENCE, 'it says that it has none', told(1));
	const [began, cpu] = [performance.now(), cpuOf(poor.child.pid)];
	await within(PATIENCE, 'it says so again', told(3));
	const took = (performance.now() - began) / 1000;
	assert.ok(took >= 1.5 && failures() <= took + 2, `${failures()} lines in ${took} s`);
	assert.ok(cpuOf(poor.child.pid) - cpu < took * 0.2, `${cpuOf(poor.child.pid) - cpu} s of CPU in ${took} s`);
	for (const socket of sockets) socket.destroy();
	const freed = performance.now();
	assert.equal((await poor.guest.get('/healthz')).status, 200);
	assert.ok(performance.now() - freed < 2000, `${performance.now() - freed} ms`);
});

// ---- time, as it was begun above

for (const [what, end] of Object.entries(slow)) {
	test(`${what} is closed after ten seconds, however it goes on`, async () => {
		const { text, after: took } = await within(PATIENCE, 'it is closed', end);
		assert.ok(took > 9_000 && took < 14_000, `${took} ms`);
		if (what.includes('head')) assert.match(text, /^HTTP\/1\.1 408 /);
		else assert.ok(!text.includes('HTTP/1.1'), text);
	});
}
