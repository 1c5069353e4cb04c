// TLS on a second listener: the venue's own authority, what is refused, and that the same strict core answers behind it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID, X509Certificate } from 'node:crypto';
import { chmodSync, copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';
import tls from 'node:tls';
import { p2c, within } from './lib/program.mjs';
import { init, serve } from './lib/server.mjs';

const PATIENCE = 10_000;
const NAME = 'desk.example';

const { data, code } = await init();
const made = await p2c(['tls', 'init', '--data', data, '--hosts', NAME]);
assert.equal(made.code, 0, made.err);
const file = (name) => join(data, 'tls', name);
const ca = readFileSync(file('ca.crt'));
const server = await serve(data, { args: ['--hosts', NAME, '--listen-tls', '127.0.0.1:0'] });
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const factOf = (what) => server.logs.map((line) => JSON.parse(line)).findLast((fact) => fact.what === what);
const port = Number(factOf('listening-tls').port);

/** One request over TLS with the authority trusted and the name checked; answers { status, headers, text }. */
function ask(path, { method = 'GET', headers = {}, body, ...options } = {}) {
	return within(PATIENCE, path, new Promise((done, fail) => {
		const sent = { ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }), ...headers };
		const request = https.request({ host: '127.0.0.1', servername: NAME, port, ca, agent: false, path, method, headers: { host: `${NAME}:${port}`, ...sent }, ...options }, (answer) => {
			const parts = [];
			answer.on('data', (part) => parts.push(part));
			answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(parts).toString() }));
		});
		request.on('error', fail);
		request.end(body);
	}));
}

const change = (path, json, headers = {}) => ask(path, {
	method: 'POST',
	body: JSON.stringify(json),
	headers: { origin: `https://${NAME}:${port}`, 'x-p2c': '1', 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
});

/** A TLS connection that was made; ended with the test. */
function connect(t, options = {}) {
	const socket = tls.connect({ host: '127.0.0.1', port, ca, servername: NAME, ...options });
	t.after(() => socket.destroy());
	socket.on('error', () => {});
	return within(PATIENCE, 'the handshake', new Promise((done, fail) => {
		socket.once('secureConnect', () => done(socket));
		socket.once('error', fail);
		socket.once('close', () => fail(new Error('closed')));
	}));
}

test('the certificate is for the names that were asked for, and for this machine', () => {
	const { subjectAltName } = new X509Certificate(readFileSync(file('server.crt')));
	for (const name of [`DNS:${NAME}`, 'DNS:localhost', 'IP Address:127.0.0.1']) assert.ok(subjectAltName.includes(name), name);
	assert.match(made.out, new RegExp(new X509Certificate(ca).fingerprint256));
});

test('the office is told when the certificate in use ends', async () => {
	const made = JSON.parse((await p2c(['code', '--role', 'admin', '--json', '--data', data])).out);
	const admin = await server.signIn({ code: made.code });
	const { certificate_ends_at } = (await admin.get('/api/health')).json;
	const { validTo } = new X509Certificate(readFileSync(file('server.crt')));
	assert.ok(Math.abs(Date.parse(certificate_ends_at) - Date.parse(validTo)) <= 1000, certificate_ends_at);
});

test('keys are for their owner alone', () => {
	for (const name of ['ca.key', 'server.key']) assert.equal(statSync(file(name)).mode & 0o777, 0o600);
});

test('a name that cannot stand in a certificate is refused, and nothing is made', async () => {
	const before = readFileSync(file('server.crt'));
	const answer = await p2c(['tls', 'init', '--data', data, '--hosts', 'desk example,DNS:evil']);
	assert.equal(answer.code, 2);
	assert.match(answer.err, /neither a host name nor an IP address/);
	assert.deepEqual(readFileSync(file('server.crt')), before);
});

test('a browser that trusts the authority is answered without a warning', async () => {
	const answer = await ask('/healthz');
	assert.deepEqual([answer.status, JSON.parse(answer.text).status], [200, 'ok']);
});

test('whoever does not trust the authority, or looks for another name, sees that something is wrong', async () => {
	await assert.rejects(ask('/healthz', { ca: [] }), /self.signed|unable to (get|verify)/i);
	await assert.rejects(ask('/healthz', { servername: 'other.example' }), /altnames/i);
});

test('a long answer arrives whole', async () => {
	const plain = (await server.guest.get('/api/openapi.json')).text;
	assert.equal((await ask('/api/openapi.json')).text, plain);
});

test('fifty connections at once are answered one by one', async () => {
	const answers = await Promise.all(Array.from({ length: 50 }, () => ask('/api/catalogue')));
	assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
});

test('old protocols are refused', async (t) => {
	await assert.rejects(connect(t, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' }));
	for (const version of ['TLSv1.2', 'TLSv1.3']) {
		const socket = await connect(t, { minVersion: version, maxVersion: version });
		assert.equal(socket.getProtocol(), version);
	}
});

test('a client that speaks only HTTP/2 is refused', async (t) => {
	await assert.rejects(connect(t, { ALPNProtocols: ['h2'] }));
	assert.equal((await connect(t, { ALPNProtocols: ['h2', 'http/1.1'] })).alpnProtocol, 'http/1.1');
});

test('plain HTTP on this port is closed, and the server goes on', async () => {
	const closed = await within(PATIENCE, 'it closes', new Promise((done) => {
		const socket = net.connect(port, '127.0.0.1', () => socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n'));
		let heard = '';
		socket.on('data', (bytes) => { heard += bytes.toString('latin1'); });
		socket.on('error', () => {});
		socket.on('close', () => done(heard));
	}));
	assert.ok(!closed.includes('200 OK'));
	assert.equal((await ask('/healthz')).status, 200);
});

test('bytes that can be read in two ways are refused behind TLS as well, and the connection ends', async (t) => {
	const socket = await connect(t);
	let heard = '';
	socket.on('data', (bytes) => { heard += bytes; });
	socket.write(`POST /api/login HTTP/1.1\r\nHost: ${NAME}:${port}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: ${NAME}:${port}\r\n\r\n`);
	await within(PATIENCE, 'it ends', new Promise((done) => { socket.on('close', done); }));
	assert.match(heard, /^HTTP\/1\.1 (400|501) /);
	assert.equal(heard.match(/HTTP\/1\.1/g).length, 1);
});

test('a login over TLS lives in a cookie that plain pages cannot read or set', async () => {
	const answer = await change('/api/login', { code });
	assert.equal(answer.status, 200, answer.text);
	const [cookie] = answer.headers['set-cookie'];
	assert.match(cookie, /^__Host-p2c=[^;]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+; Secure$/);
	const [pair] = cookie.split(';');
	assert.equal((await ask('/api/me', { headers: { cookie: pair } })).status, 200);
	assert.equal((await ask('/api/me', { headers: { cookie: pair.replace('__Host-', '') } })).status, 401);
	assert.equal((await server.guest.get('/api/me', { headers: { cookie: pair } })).status, 401);
});

test('a change from the plain page of the same name is refused', async () => {
	const answer = await change('/api/login', { code: 'x' }, { origin: `http://${NAME}:${port}` });
	assert.deepEqual([answer.status, JSON.parse(answer.text).field], [403, 'Origin']);
});

test('the live stream comes through at once', async (t) => {
	const socket = await connect(t);
	socket.write(`GET /api/live?topics=agenda HTTP/1.1\r\nHost: ${NAME}:${port}\r\n\r\n`);
	const first = await within(PATIENCE, 'hello', new Promise((done) => {
		let heard = '';
		socket.on('data', (bytes) => {
			heard += bytes;
			if (/event: hello\n/.test(heard)) done(heard);
		});
	}));
	assert.match(first, /^HTTP\/1\.1 200 /);
});

test('names that are owned are told to use TLS only, when the office says so, and nothing else is', async (t) => {
	const name = 'p2c.example.org';
	const own = await serve((await init()).data, { args: ['--hosts', `${name},desk.local`, '--hsts', '400', '--listen-tls', '127.0.0.1:0', '--tls-cert', file('server.crt'), '--tls-key', file('server.key')] });
	t.after(() => own.stop());
	const secure = Number(own.logs.map((line) => JSON.parse(line)).find(({ what }) => what === 'listening-tls').port);
	const said = async (path, host) => (await ask(path, { port: secure, headers: { host: `${host}:${secure}` } })).headers['strict-transport-security'];
	for (const path of ['/healthz', '/desk', '/api/agenda', '/api/me', '/nowhere']) assert.equal(await said(path, name), 'max-age=34560000', path);
	for (const host of ['127.0.0.1', 'localhost', 'desk.local']) assert.equal(await said('/healthz', host), undefined, host);
	const plain = await own.guest.get('/healthz', { headers: { host: name } });
	assert.equal(plain.headers['strict-transport-security'], undefined, 'RFC 6797 §7.2: not by plain HTTP');
	assert.equal((await ask('/healthz')).headers['strict-transport-security'], undefined, 'not unless it is configured');
});

test('a renewed certificate is shown after SIGHUP; connections that were open live on', async (t) => {
	const old = await connect(t);
	const before = old.getPeerCertificate().fingerprint256;
	assert.equal((await p2c(['tls', 'init', '--data', data, '--hosts', NAME])).code, 0);
	const read = () => server.logs.filter((line) => line.includes('certificate-read')).length;
	server.child.kill('SIGHUP');
	let now = before;
	const until = performance.now() + PATIENCE;
	while ((now === before || read() === 0) && performance.now() < until) now = (await connect(t)).getPeerCertificate().fingerprint256;
	assert.notEqual(now, before);
	old.write(`GET /healthz HTTP/1.1\r\nHost: ${NAME}:${port}\r\n\r\n`);
	assert.match(String(await within(PATIENCE, 'the old connection', new Promise((done) => { old.once('data', done); }))), /^HTTP\/1\.1 200/);
	assert.deepEqual(readFileSync(file('ca.crt')), ca, 'the authority that is installed already stays');
});

test('a wrong certificate is told in the log and leaves the old one in use', async () => {
	copyFileSync(file('server.crt'), file('good.crt'));
	writeFileSync(file('server.crt'), 'not a certificate');
	server.child.kill('SIGHUP');
	const until = performance.now() + PATIENCE;
	while (factOf('certificate-refused') === undefined && performance.now() < until) await ask('/healthz');
	assert.match(factOf('certificate-refused').detail, /server\.crt/);
	assert.equal((await ask('/healthz')).status, 200);
	copyFileSync(file('good.crt'), file('server.crt'));
});

test('a key that everybody may read, or that belongs to another certificate, stops the start with its reason', async () => {
	const own = await init();
	assert.equal((await p2c(['tls', 'init', '--data', own.data])).code, 0);
	const key = join(own.data, 'tls', 'server.key');
	chmodSync(key, 0o644);
	await assert.rejects(serve(own.data, { args: ['--listen-tls', '127.0.0.1:0'] }), /may be read by others/);
	copyFileSync(join(own.data, 'tls', 'ca.key'), key);
	chmodSync(key, 0o600);
	await assert.rejects(serve(own.data, { args: ['--listen-tls', '127.0.0.1:0'] }), /mismatch/);
});

test('the certificate is one that OpenSSL accepts under its authority', () => {
	assert.match(execFileSync('openssl', ['verify', '-CAfile', file('ca.crt'), file('server.crt')]).toString(), /: OK/);
});
