// Under a service manager: listening sockets that outlive the process, being ready, being alive, and what the unit allows.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { file } from './lib/commands.mjs';
import { manage } from './lib/manager.mjs';
import { p2c, PROGRAM, ROOT, run, within } from './lib/program.mjs';
import { init, serve } from './lib/server.mjs';

const PATIENCE = 20_000;
const UNIT = join(ROOT, 'server/service/p2c.service');

const health = (port) => fetch(`http://127.0.0.1:${port}/healthz`);

test('a socket that was handed over is served, and what is asked for is heard', async (t) => {
	const { data } = await init();
	const manager = await manage(t, data, 'http');
	await manager.tell('start', 'said READY=1');
	assert.equal((await health(manager.port)).status, 200);
	await manager.hear('said WATCHDOG=1');
	const fact = manager.facts.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line)).find((row) => row.what === 'listening');
	assert.equal(Number(fact.port), manager.port);
	assert.equal(await manager.tell('stop', 'ended'), 'ended 0');
	assert.ok(manager.said.includes('said STOPPING=1'));
});

test('who connects while the server is exchanged waits and is answered by the next one', async (t) => {
	const { data } = await init();
	const manager = await manage(t, data, 'http');
	await manager.tell('start', 'said READY=1');
	assert.equal(await manager.tell('stop', 'ended'), 'ended 0');
	const between = Array.from({ length: 40 }, () => health(manager.port));
	await manager.tell('start', 'said READY=1');
	const answers = await within(PATIENCE, 'forty answers', Promise.all(between));
	assert.deepEqual([...new Set(answers.map((answer) => answer.status))], [200]);
	assert.equal(await manager.tell('end', 'ended'), 'ended 0');
});

test('a second socket speaks TLS', async (t) => {
	const { data } = await init();
	const made = await p2c(['tls', 'init', '--data', data]);
	assert.equal(made.code, 0, made.err);
	const manager = await manage(t, data, 'http:https');
	await manager.tell('start', 'said READY=1');
	const port = Number(manager.said.filter((line) => line.startsWith('port'))[1].split(' ')[1]);
	const answer = await run('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, '-CAfile', join(data, 'tls/ca.crt'), '-brief'], { input: '' });
	assert.match(answer.err, /Verification: OK/);
	assert.equal(await manager.tell('end', 'ended'), 'ended 0');
});

test('the example of settings is taken as it is, and with each of its lines in force', async () => {
	const { data } = await init();
	const example = readFileSync(join(ROOT, 'server/service/p2c.conf'), 'utf8');
	assert.match(example, /^;snapshots = \/var\/lib\/p2c-snapshots$/m);
	for (const text of [example, example.replaceAll(/^;/gm, '')]) {
		const answer = await p2c(['printers', '--data', data, '--config', file(text, 'p2c.conf')]);
		assert.equal(answer.code, 0, answer.err);
	}
	assert.match(readFileSync(UNIT, 'utf8'), /^StateDirectory=.*\bp2c-snapshots$/m);
});

test('sockets that are announced to another process are left alone', async () => {
	const { data } = await init();
	const server = await serve(data, { env: { LISTEN_PID: '1', LISTEN_FDS: '3', LISTEN_FDNAMES: 'http' } });
	assert.equal((await server.guest.get('/healthz')).status, 200);
	await server.stop();
});

test('what is handed over and is no listening socket is refused in words', async () => {
	const { data } = await init();
	const refused = await run('sh', ['-c', 'LISTEN_PID=$$ LISTEN_FDS=1 exec "$0" serve --data "$1" 3</dev/null', PROGRAM, data]);
	assert.equal(refused.code, 78);
	assert.match(refused.err, /no listening TCP socket/);
});

test('a running server starts no other program', async (t) => {
	const { data } = await init();
	const server = await serve(data);
	t.after(() => server.stop());
	const status = readFileSync(`/proc/${server.child.pid}/status`, 'utf8');
	assert.match(status, /^NoNewPrivs:\t1$/m);
	assert.match(status, /^Seccomp:\t2$/m);
});

test('the unit is hardened: systemd finds an exposure of 1.5 at most', async () => {
	const said = await run('systemd-analyze', ['security', '--offline=true', UNIT]);
	const level = /exposure level for p2c.service: ([0-9.]+)/.exec(said.out)?.[1];
	assert.ok(Number(level) <= 1.5, said.out + said.err);
});
