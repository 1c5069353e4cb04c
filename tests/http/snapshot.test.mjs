// Snapshots while the day runs, and a spare that takes over from the newest.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { listen } from './lib/live.mjs';
import { folder, p2c, within } from './lib/program.mjs';
import { init, serve } from './lib/server.mjs';

const PATIENCE = 20_000;
const NAME = /^p2c-\d{12}\.db$/;

/** Waits until `isSo` of what is in the folder. */
async function until(place, isSo, server) {
	const from = performance.now();
	for (;;) {
		const names = readdirSync(place).filter((name) => NAME.test(name)).sort();
		if (isSo(names)) return names;
		assert.ok(performance.now() - from < PATIENCE, `${names} ${server.logs.join('\n')}`);
		await server.guest.get('/healthz');
	}
}

async function day(args = []) {
	const made = await init(['--zone', 'Africa/Kigali']);
	const place = folder('p2c-spare');
	const server = await serve(made.data, { args: ['--snapshots', place, '--snapshot-seconds', '1', '--snapshots-kept', '3', ...args] });
	const admin = await server.signIn({ code: made.code });
	const add = async (family) => assert.equal((await admin.post('/api/participants', { name: { family }, entity: { name: 'House' } })).status, 201);
	return { server, admin, place, add };
}

test('a snapshot is taken at once and after every change; the oldest make room, what is not ours stays', async () => {
	const { server, place, add } = await day();
	writeFileSync(join(place, 'notes.txt'), 'mine');
	const first = await until(place, (names) => names.length > 0, server);
	let last = first.at(-1);
	for (let i = 0; i < 5; i += 1) {
		await add(`Person ${i}`);
		[last] = (await until(place, (names) => names.at(-1) > last, server)).slice(-1);
	}
	const kept = await until(place, (names) => names.length === 3, server);
	assert.ok(!kept.includes(first[0]));
	assert.equal(readFileSync(join(place, 'notes.txt'), 'utf8'), 'mine');
	assert.match((await server.guest.get('/metrics')).text, /p2c_snapshot_time_seconds [1-9]\d{9}\n/);
	assert.deepEqual(await server.stop(), { code: 0, signal: null });
});

test('the server whose place was taken writes nothing any more, from the first page that has met the other on', async () => {
	const { server, admin, place, add } = await day();
	await add('Before');
	const { json } = await server.guest.get('/readyz');
	await until(place, (names) => names.some((name) => Number(name.slice(4, 16)) >= json.seq), server);
	const data = join(folder(), 'data');
	const restored = await p2c(['restore', place, '--data', data]);
	assert.match(restored.out, /^epoch 2:/m);
	const spare = await serve(data);
	const epochOf = async (of) => {
		const stream = await listen(of.guest, 'agenda');
		const hello = await stream.topic('hello');
		stream.close();
		return hello.data.epoch;
	};
	const [old, taken] = [await epochOf(server), await epochOf(spare)];
	assert.equal(old.split('-')[0], taken.split('-')[0], 'one event');
	assert.deepEqual([old, taken].map((token) => token.split('-')[1]), ['1', '2']);
	for (const harmless of [old, taken.replace('-2-', '-7-'), '2', 'x'.repeat(40), `00000000${taken.slice(8)}`]) {
		assert.equal((await admin.get('/api/me', { headers: { 'x-p2c-epoch': harmless } })).status, 200, harmless);
	}
	const stream = await listen(server.guest, 'agenda');
	const refused = await admin.get('/api/me', { headers: { 'x-p2c-epoch': taken } });
	assert.deepEqual([refused.status, refused.json.code], [503, 'SUPERSEDED']);
	await within(PATIENCE, 'its streams end', stream.closed);
	const late = await admin.post('/api/participants', { name: { family: 'Late' }, entity: { name: 'House' } });
	assert.deepEqual([late.status, late.json.code], [503, 'SUPERSEDED']);
	assert.equal((await server.guest.get('/api/agenda')).status, 503);
	assert.equal((await server.guest.get('/healthz')).status, 200);
	await server.stop();
	const again = await serve(server.data);
	assert.equal((await again.guest.get('/readyz')).status, 503, 'it is not forgotten over a restart');
	await again.stop();
	await spare.stop();
});

test('a spare serves from the newest snapshot everything that was in it', async () => {
	const { server, place, add } = await day();
	await add('Taken Along');
	const { json } = await server.guest.get('/readyz');
	await until(place, (names) => names.some((name) => Number(name.slice(4, 16)) >= json.seq), server);
	await server.stop('SIGKILL');
	const data = join(folder(), 'data');
	const restored = await p2c(['restore', place, '--data', data]);
	assert.equal(restored.code, 0, restored.err);
	const spare = await serve(data);
	const code = JSON.parse((await p2c(['code', '--role', 'desk', '--json', '--data', data])).out).code;
	const desk = await spare.signIn({ code });
	assert.equal((await desk.get('/api/participants?q=taken')).json.participants[0].name.family, 'Taken Along');
	assert.equal((await p2c(['verify', '--data', data])).code, 0);
	await spare.stop();
});

test('a snapshot that was damaged since is refused, and nothing is put in its place', async () => {
	const { server, place } = await day();
	const [name] = await until(place, (names) => names.length > 0, server);
	await server.stop();
	truncateSync(join(place, name), 40_000);
	const data = join(folder(), 'data');
	const restored = await p2c(['restore', join(place, name), '--data', data]);
	assert.equal(restored.code, 1);
	assert.throws(() => readdirSync(data));
});

test('a folder without a snapshot is said to have none', async () => {
	const empty = folder();
	const restored = await p2c(['restore', empty, '--data', join(folder(), 'data')]);
	assert.equal(restored.code, 1);
	assert.match(restored.err, /holds no snapshot/);
});

/** What /readyz says of the copies: a code, or none when all is well. */
const illOf = async (server) => (await server.guest.get('/readyz')).json.ills.find(({ matter }) => matter === 'snapshot');

async function untilIll(server, code) {
	const from = performance.now();
	for (;;) {
		const ill = await illOf(server);
		if (ill?.code === code) return ill;
		assert.ok(performance.now() - from < PATIENCE, `${ill?.code} is not ${code}: ${server.logs.join('\n')}`);
	}
}

/** Two folders on two disks: the day's, and another. */
function twoDisks() {
	const day = folder();
	const other = ['/dev/shm', tmpdir(), process.cwd()].find((path) => statSync(path).dev !== statSync(day).dev);
	assert.ok(other, 'this machine has memory and a disk');
	return { day, apart: mkdtempSync(join(other, 'p2c-apart-')) };
}

test('copies beside the day are told to be no help; on a disk of their own all is well; pulled out and put back', async (t) => {
	const { day, apart } = twoDisks();
	t.after(() => rmSync(apart, { recursive: true, force: true }));
	const place = join(day, 'spare');
	const beside = join(day, 'beside');
	mkdirSync(beside);
	symlinkSync(beside, place);
	const made = await init();
	const server = await serve(made.data, { args: ['--snapshots', place, '--snapshot-seconds', '1'] });
	t.after(() => server.stop());
	assert.match((await untilIll(server, 'snapshot-same-disk')).detail, /if it dies, both are lost/);
	const mount = (to) => {
		unlinkSync(place);
		symlinkSync(to, place);
	};
	mount(apart);
	await untilIll(server, undefined);
	await until(apart, (names) => names.length > 0, server);
	const copies = readdirSync(beside);
	mount(beside);
	assert.match((await untilIll(server, 'snapshot-failed')).detail, /second disk is not at .* any more.*No good copy for 0 min/);
	assert.match((await server.guest.get('/metrics')).text, /^p2c_ill\{matter="snapshot"\} 1$/m);
	assert.deepEqual(readdirSync(beside), copies, 'nothing is written where the disk was');
	mount(apart);
	await untilIll(server, undefined);
});

test('fewer than three copies are refused', async () => {
	const { data } = await init();
	const { code, err } = await p2c(['serve', '--data', data, '--listen', '127.0.0.1:0', '--snapshots', folder(), '--snapshots-kept', '2']);
	assert.equal(code, 78);
	assert.match(err, /At least 3 snapshots are kept/);
});

test('a place that cannot be written to is told once, the day goes on, and it is used when it can be', async () => {
	const place = join(folder(), 'spare');
	writeFileSync(place, 'in the way');
	const made = await init();
	const server = await serve(made.data, { args: ['--snapshots', place, '--snapshot-seconds', '1'] });
	const failures = () => server.logs.filter((line) => line.includes('snapshot-failed')).length;
	const from = performance.now();
	while (failures() === 0 && performance.now() - from < PATIENCE) await server.guest.get('/healthz');
	assert.equal(failures(), 1);
	assert.match((await server.guest.get('/metrics')).text, /p2c_snapshot_time_seconds 0\n/);
	unlinkSync(place);
	mkdirSync(place);
	await until(place, (names) => names.length > 0, server);
	assert.equal(failures(), 1);
	await until(place, () => server.logs.some((line) => line.includes('snapshot-again')), server);
	await server.stop();
});
