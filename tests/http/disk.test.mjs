// The disk that fills up, that cannot be trusted, or is held by another program; and a clock that jumps.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { listen } from './lib/live.mjs';
import { machine } from './lib/machine.mjs';
import { begin, p2c, run, within } from './lib/program.mjs';
import { serve } from './lib/server.mjs';

const MB = 1_000_000;
const PATIENCE = 20_000;
const HOUR = 3_600_000;
const HEADER = 'registration_id,family_name,given_name,name_latin,entity,entity_type,country,category,roles,email,language,state\n';

/** Asks until it is so; answers what it was then. */
async function until(what, ask, isSo) {
	const from = performance.now();
	for (;;) {
		const answer = await ask();
		if (isSo(answer)) return answer;
		assert.ok(performance.now() - from < PATIENCE, `${what}: ${JSON.stringify(answer)}`);
	}
}

const numbers = async (server) =>
	Object.fromEntries([...(await server.guest.get('/metrics')).text.matchAll(/^p2c_(\w+(?:\{.*\})?) (\d+)$/gm)].map(([, name, value]) => [name, Number(value)]));
const ills = async (server) => (await server.guest.get('/readyz')).json.ills;
const isIll = (code) => (list) => list.some((ill) => ill.code === code);
const told = (server, what) => server.logs.filter((line) => JSON.parse(line).what === what);

/** A server on a machine of its own. */
async function begun(t, args = [], m = null) {
	m ??= await machine();
	t.after(() => m.close());
	const made = await p2c(['init', '--data', m.data], { env: m.env });
	assert.equal(made.code, 0, made.err);
	const server = await serve(m.data, { env: m.env, args });
	t.after(() => server.stop());
	const admin = await server.signIn({ code: made.out.match(/#code=(\S+)/)[1] });
	const saved = [];
	const add = async () => {
		const answer = await within(PATIENCE, 'an answer', admin.post('/api/participants', { name: { family: 'Disk', given: randomUUID() }, title: 'y'.repeat(200), entity: { name: randomUUID().repeat(5) } }));
		if (answer.status === 201) saved.push(answer.json.registration_id);
		return answer;
	};
	return { m, server, admin, saved, add };
}

/** Another program takes what is left of the disk but for `spare` bytes. */
async function fill(m, server, name, spare = 0) {
	const { disk_free_bytes: left } = await numbers(server);
	writeFileSync(join(m.data, name), Buffer.alloc(Math.max(0, left - spare), 1));
}

async function verified(m, saved) {
	const verdict = await p2c(['verify', '--data', m.data]);
	assert.equal(verdict.code, 0, verdict.err);
	const out = (await p2c(['export', 'participants', '--data', m.data])).out;
	for (const id of saved) assert.ok(out.includes(id), id);
	assert.equal(out.split('\n').filter((line) => line.includes('Disk')).length, saved.length);
}

// ---- a full disk

test('a disk that fills up is met with the reserve first; then changes are refused, reading goes on, and space heals it', async (t) => {
	const m = await machine();
	m.size(48 * MB);
	const { server, admin, saved, add } = await begun(t, ['--ballast', '8'], m);
	await until('a reserve', () => numbers(server), (now) => now.ballast_bytes === 8 * MB);
	assert.equal(statSync(join(m.data, 'ballast')).mode & 0o777, 0o600);
	await until('a warning', () => ills(server), isIll('disk-low'));
	const stream = await listen(admin, 'participants');

	await fill(m, server, 'theirs');
	await until('the reserve is used', add, (answer) => {
		assert.equal(answer.status, 201, 'as long as there is a reserve nobody is refused');
		return readdirSync(m.data).every((name) => name !== 'ballast');
	});
	const [ill] = (await until('the office is told', () => ills(server), isIll('reserve-used'))).filter(({ matter }) => matter === 'disk');
	assert.match(ill.detail, /goes on in the reserve: \d+ MB are left/);

	await fill(m, server, 'more');
	const refused = [];
	await until('the disk is full', add, (answer) => answer.status !== 201 && refused.push(answer) === 5);
	for (const answer of refused) assert.deepEqual([answer.status, answer.json.code], [507, 'DISK_FULL']);
	await until('the office is told', () => ills(server), isIll('disk-full'));
	assert.equal((await admin.get('/api/participants?q=disk')).json.total, saved.length);
	assert.equal((await server.guest.get('/api/agenda')).status, 200);
	const late = await listen(admin, 'participants');
	await late.topic('hello');
	assert.equal(told(server, 'request-failed').length, 1, 'the same failure is logged once a minute');

	for (const name of ['theirs', 'more']) rmSync(join(m.data, name));
	await until('it saves again', add, (answer) => answer.status === 201);
	for (const one of [stream, late]) {
		await one.topic('participants');
		one.close();
	}
	await until('a reserve again', () => numbers(server), (now) => now.ballast_bytes === 8 * MB);
	await until('the office is told', () => ills(server), (list) => !isIll('reserve-used')(list) && !isIll('disk-full')(list));
	assert.deepEqual(await server.stop(), { code: 0, signal: null });
	await verified(m, saved);
});

test('a day that ends on a full disk ends orderly, in the room of the reserve', async (t) => {
	const m = await machine();
	m.size(48 * MB);
	const { server, saved, add } = await begun(t, ['--ballast', '8'], m);
	await until('a reserve', () => numbers(server), (now) => now.ballast_bytes === 8 * MB);
	for (let i = 0; i < 40; i++) await add();
	await fill(m, server, 'theirs');
	assert.deepEqual(await server.stop(), { code: 0, signal: null });
	assert.ok(!readdirSync(m.data).includes('p2c.db-wal'), String(readdirSync(m.data)));
	await verified(m, saved);
});

test('a video that would leave the journal too little of the disk is not begun, and it is said how much is free', async (t) => {
	const m = await machine();
	m.size(1_300 * MB);
	const { admin } = await begun(t, [], m);
	const begin = (mb) => admin.post('/api/videos', { title: { en: 'A message' }, language: 'en', size: mb * MB });
	const refused = await begin(400);
	assert.deepEqual([refused.status, refused.json.code, refused.json.field], [507, 'DISK_FULL', 'size']);
	const [, needs, free] = refused.json.detail.match(/needs (\d+) MB, and (\d+) MB are free/).map(Number);
	assert.equal(needs, 400);
	assert.ok(free > 100 && free < 230, 'a gibibyte stays for the journal');
	assert.deepEqual((await admin.get('/api/videos')).json.videos, []);
	assert.equal((await begin(100)).status, 200);
});

test('on the disk of the day old snapshots make room, and the newest stays', async (t) => {
	const m = await machine();
	m.size(60 * MB);
	mkdirSync(m.data, { mode: 0o700 });
	const place = join(m.data, 'spare');
	mkdirSync(place);
	const { server, add } = await begun(t, ['--snapshots', place, '--snapshot-seconds', '1'], m);
	const names = () => readdirSync(place).filter((name) => name.endsWith('.db')).sort();
	const [first] = await until('a snapshot', names, (list) => list.length > 0);
	await add();
	await until('the next one', names, (list) => list.length === 1 && list[0] > first);
	let files = 0;
	await until('it says that there is no room', async () => {
		await fill(m, server, `theirs-${files++}`);
		await add();
		return told(server, 'snapshot-failed');
	}, (lines) => lines.length > 0);
	assert.match(told(server, 'snapshot-failed')[0], /MB left, and the next snapshot needs/);
	assert.equal(names().length, 1, 'the newest one stays');
});

// ---- a disk that cannot be trusted

for (const [kind, name, words] of [
	[0x4d44, 'a stick with FAT', /stick or card with FAT/],
	[0x2011bab0, 'a card with exFAT', /stick or card with FAT or exFAT/],
	[0x6969, 'NFS', /network file system/],
	[0x65735546, 'FUSE', /driver outside the kernel/],
]) {
	test(`${name} is no place for a day, and the technician is told what is`, async (t) => {
		const m = await machine();
		t.after(() => m.close());
		m.kind(kind);
		const made = await p2c(['init', '--data', m.data], { env: m.env });
		assert.equal(made.code, 78, made.err);
		assert.match(made.err, words);
		assert.match(made.err, /local disk with ext4, XFS or Btrfs/);
	});
}

test('an overlay of a container and a file system that nobody knows are taken', async (t) => {
	const m = await machine();
	t.after(() => m.close());
	for (const kind of [0x794c7630, 0x12345678]) {
		m.kind(kind);
		const made = await p2c(['init', '--data', `${m.data}-${kind}`], { env: m.env });
		assert.equal(made.code, 0, made.err);
	}
});

test('a disk that answers a sync before it can have written is told to the office, once', async (t) => {
	const m = await machine();
	m.deaf();
	const { server } = await begun(t, [], m);
	const [ill] = (await until('a warning', () => ills(server), isIll('disk-too-quick'))).filter(({ matter }) => matter === 'flush');
	assert.match(ill.detail, /at a power cut it may lose what was acknowledged/);
	assert.equal((await numbers(server))['ill{matter="flush"}'], 1);
	assert.equal(told(server, 'disk-too-quick').length, 1);
});

test('what the disk does not have yet is made ready for the wall, and neither shown nor acknowledged before it has', async (t) => {
	const { m, server, admin } = await begun(t);
	const live = await listen(server.guest, '&view=wall');
	await live.topic('reset');
	m.hold();
	const told = [];
	const has = ({ pledges }) => pledges.some(({ title }) => title === 'Not yet');
	const shows = ({ event, data }) => event === 'wall' && has(data);
	const said = admin.post('/api/pledges', { type: 'policy', title: 'Not yet', pledgers: [{ entity_name: 'Disk Fund' }] }).then((answer) => told.push('answer') && answer);
	await until('a wall that was built ahead', async () => (await server.guest.get('/api/wall')).json, has);
	await server.guest.get('/healthz'); // whatever was sent with that view has arrived
	assert.deepEqual([told, live.heard.filter(shows)], [[], []]);
	m.hold(false);
	assert.equal((await within(PATIENCE, 'an answer', said)).status, 201);
	await live.next(shows);
	live.close();
});

// ---- another program

test('a program that holds a view of the database is named; the day goes on, and the log is short again after it', async (t) => {
	const { m, server, admin } = await begun(t);
	const shell = begin('sqlite3', ['-batch', '-readonly', join(m.data, 'p2c.db')]);
	t.after(() => shell.kill());
	const said = createInterface({ input: shell.stdout })[Symbol.asyncIterator]();
	shell.stdin.write('BEGIN; SELECT count(*) FROM journal;\n');
	assert.match((await said.next()).value, /^\d+$/);
	const people = (round) => HEADER + Array.from({ length: 5_000 }, (_, i) => `R${round}-${i},Family${i},Given,,Entity ${i % 50},government,RWA,DEL,,,en,confirmed\n`).join('');
	const isHeld = (list) => list.some(({ matter }) => matter === 'wal');
	let list = [];
	for (let round = 0; !isHeld(list); round++) { // bounded by what is written, not by a clock: under a sanitizer an import takes seconds
		assert.ok(round < 20, JSON.stringify(list));
		const answer = await admin.upload('/api/import/participants', people(round));
		assert.equal(answer.status, 200, answer.text);
		list = await ills(server);
	}
	const { detail } = list.find(({ matter }) => matter === 'wal');
	assert.match(detail, new RegExp(`The program sqlite3 \\(process ${shell.pid}\\) reads the database`));
	shell.stdin.end('COMMIT;\n');
	await until('it is well', async () => {
		await admin.post('/api/participants', { name: { family: 'After' }, entity: { name: 'E' } });
		return ills(server);
	}, (now) => !isHeld(now));
	await until('it is short', () => numbers(server), ({ wal_bytes: bytes }) => bytes < 64 * MB);
	assert.equal((await numbers(server)).database_busy_total, 0);
});

// ---- a clock that jumps

test('a clock that jumps an hour ahead and back changes no order, no login, no stream and no proof', async (t) => {
	const { m, server, admin, add } = await begun(t);
	const stream = await listen(admin, 'participants');
	const numbersSeen = [];
	for (const ahead of [0, HOUR, -HOUR, 10 * 60_000, 0]) {
		m.ahead(ahead);
		assert.equal((await add()).status, 201);
		const notice = await stream.topic('participants');
		numbersSeen.push(Number(notice.id));
		assert.equal((await admin.get('/api/me')).status, 200, `${ahead}`);
		assert.equal((await server.guest.get('/readyz')).status, 200);
	}
	assert.deepEqual(numbersSeen, [...numbersSeen].sort((a, b) => a - b));
	assert.equal(new Set(numbersSeen).size, 5);
	stream.close();
	await server.stop();
	const [first, last] = (await run('sqlite3', [join(m.data, 'p2c.db'), 'SELECT min(at), max(at) FROM journal'])).out.split('|').map(Number);
	assert.ok(last - first > 1.9 * HOUR, 'the clock really jumped');
	assert.equal((await p2c(['verify', '--data', m.data])).code, 0);
});
