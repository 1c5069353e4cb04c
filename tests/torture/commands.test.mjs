// Commands of the program, and the start and the end of a server, while one of their calls fails, or all from one on: they end by a
// code and a sentence, never by a signal; what said that it went well is whole; and the next try works.
import assert from 'node:assert/strict';
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { Client } from '../http/lib/client.mjs';
import { folder, p2c, PROGRAM, run, within } from '../http/lib/program.mjs';
import { serve } from '../http/lib/server.mjs';
import { COMMANDS, smallDay } from './commands.mjs';
import { Faults } from './lib/faults.mjs';
import { faultsOf, wanted } from './lib/plan.mjs';

const ENDS = [0, 1, 2, 70, 78];
const faults = new Faults();
let day;
before(async () => {
	day = await smallDay();
});

/** A folder for one run: { data, out }. */
async function room(command) {
	const at = folder('room');
	const data = command.prepare ? await command.prepare() : join(at, 'data');
	if (!command.prepare) cpSync(day, data, { recursive: true });
	return { data, out: join(at, 'out') };
}

const call = (command, { data, out }, env = {}) => p2c(command.args(data, out), { input: command.input ?? '', env });

/** Nothing is half: what said that it went well has left what a run without faults leaves. */
async function checkDone(command, place, done, clean) {
	if (command.says) assert.equal(done.out, clean.out);
	if (command.writes) assert.ok(existsSync(place.out) && readFileSync(place.out).length > 0, 'no file');
	if (command.writes === 'same') assert.ok(readFileSync(place.out).equals(clean.file), 'another file');
	if (command.leaves) assert.deepEqual(await command.leaves(place.data), clean.left);
}

async function cleanRun(command, kind) {
	const place = await room(command);
	faults.arm(kind);
	const done = await call(command, place, faults.env);
	const { calls } = faults.rest();
	assert.equal(done.code, 0, done.err);
	const left = command.leaves && (await command.leaves(place.data));
	return { out: done.out, left, calls, file: existsSync(place.out) ? readFileSync(place.out) : null };
}

async function tortured(command, kind, { k, forEver }, clean) {
	const place = await room(command);
	faults.arm(kind, k, forEver);
	const done = await call(command, place, faults.env);
	const { where, failed } = faults.rest();
	const what = `${command.name}: ${kind} ${k}${forEver ? ' and all after it' : ''} (${where}): ${done.err}`;
	assert.ok(done.signal === null && ENDS.includes(done.code), `${what} ended by ${done.signal ?? done.code}`);
	if (done.code === 0) await checkDone(command, place, done, clean);
	else assert.ok(failed > 0 && done.err.length > 0, `${what}: ended with ${done.code} without a word`);
	if (done.code === 0 && command.onceOnly) return;
	rmSync(place.out, { force: true });
	const again = await call(command, place);
	assert.ok(again.code === 0 || (command.onceOnly && !command.clears), `${what}: and again ${again.code} ${again.err}`);
	if (again.code === 0) await checkDone(command, place, again, clean);
	else assert.match(again.err, /already|exists/i, what);
}

for (const command of wanted(COMMANDS)) {
	test(`p2c ${command.name}, whatever fails meanwhile`, async () => {
		for (const { kind, of } of faultsOf(command.name)) {
			const clean = await cleanRun(command, kind);
			for (const fault of of(clean.calls)) await tortured(command, kind, fault, clean);
		}
	});
}

// ---- a server's start and end

/** Starts a server under the fault that is armed; it listens, or ends by a code: null. */
async function begin(data) {
	try {
		return await serve(data, { env: faults.env });
	} catch (error) {
		assert.match(error.message, /the server ended with (1|70|78)\n/);
		assert.match(error.message, /^p2c: ./m, 'without a word');
		return null;
	}
}

const answers = async (server) => (await new Client(server).get('/readyz')).status === 200;
const ended = (how, ...codes) => assert.ok(how.signal === null && codes.includes(how.code), JSON.stringify(how));

async function wholeLife(data, kind, fault, where) {
	if (where === 'start') faults.arm(kind, fault.k, fault.forEver);
	const server = await begin(data);
	if (where === 'end') faults.arm(kind, fault.k, fault.forEver);
	if (where === 'start' && !fault.forEver) faults.rest();
	const how = server && (await server.stop());
	const { calls } = faults.rest();
	if (how) ended(how, 0, 70);
	return calls;
}

for (const where of wanted([{ name: 'start' }, { name: 'end' }])) {
	test(`a server’s ${where.name}, whatever fails meanwhile`, async () => {
		const data = join(folder(), 'data');
		cpSync(day, data, { recursive: true });
		for (const { kind, of } of faultsOf(where.name)) {
			const calls = await wholeLife(data, kind, { k: 0 }, where.name);
			for (const fault of of(calls)) {
				await wholeLife(data, kind, fault, where.name);
				const server = await within(20_000, 'a start', serve(data));
				assert.ok(await answers(server));
				ended(await server.stop(), 0);
			}
		}
		assert.equal((await run(PROGRAM, ['verify', '--data', data])).code, 0);
	});
}
