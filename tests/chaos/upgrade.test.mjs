// The program is exchanged while the day runs, forth and back, under a service manager that holds the listening socket: nobody who asks
// meanwhile is refused, no act is lost or done twice, streams go on where they were. It is one build that comes and goes: what makes it the
// one before or after is the schema it finds. One that only adds is opened by the program before it, so that one can roll back; another
// is refused in words. EXCHANGES=50 is the long form (make upgrades). OLD=path/to/p2c takes the program of another, older build: the day is
// made by it, the exchange is to this build, and back again where the schemas between the two only add.
import assert from 'node:assert/strict';
import { rmSync, symlinkSync } from 'node:fs';
import http from 'node:http';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { readCsv } from '../http/lib/csv.mjs';
import { manage } from '../http/lib/manager.mjs';
import { folder, p2c, PROGRAM, run } from '../http/lib/program.mjs';
import { Caller } from './lib/caller.mjs';
import { Listener } from './lib/listener.mjs';
import { pace } from './lib/pace.mjs';

const EXCHANGES = Number(process.env.EXCHANGES ?? 5);
/** The program before; of the same build when none is given. */
const OLD = resolve(process.env.OLD ?? PROGRAM);
const isOther = OLD !== PROGRAM;
const PAGES = 4;
const STRANGERS = 4;
/** How long each rests between two: together well over 100 requests a second, so that every moment of an exchange is hit. */
const EVERY_MS = 10;

const sql = async (data, text) => {
	const done = await run('sqlite3', ['-bail', join(data, 'p2c.db'), text]);
	assert.equal(done.code, 0, done.err);
	return done.out.trim();
};

const setting = async (data, name) => Number(await sql(data, `SELECT value FROM setting WHERE name = '${name}'`) || 0);

/** A day made by the program before. */
async function begun() {
	const data = join(folder(), 'data');
	const made = await run(OLD, ['init', '--data', data]);
	assert.equal(made.code, 0, made.err);
	return { data, code: made.out.match(/#code=(\S+)/)[1], known: await setting(data, 'schema') };
}

/** A name for whichever program is to start next: { path, becomes(program) }. */
function whichever() {
	const path = join(folder(), 'p2c');
	symlinkSync(OLD, path);
	return {
		path,
		becomes(program) {
			rmSync(path);
			symlinkSync(program, path);
		},
	};
}

/** The database as a later program leaves it: one file more has run, which needs at least a program that knows `least`. */
async function migrateBeyond(data, least) {
	const known = Number(await sql(data, "SELECT value FROM setting WHERE name = 'schema'"));
	await sql(data, `CREATE TABLE later_${known} (id TEXT PRIMARY KEY);
		UPDATE setting SET value = '${known + 1}' WHERE name = 'schema';
		UPDATE setting SET value = '${least(known)}' WHERE name = 'schema_least';`);
}

/** One request on a connection of its own, never said again; rejects when there is no answer. */
const askOnce = (port, path) => new Promise((done, fail) => {
	const request = http.get({ host: '127.0.0.1', port, path, agent: false }, (answer) => {
		answer.resume();
		answer.on('end', () => done(answer.statusCode));
		answer.on('error', fail);
	});
	request.on('error', fail);
});

async function signIn(way, code) {
	const caller = new Caller(way, null);
	const { headers } = await caller.post('/api/login', { code });
	caller.close();
	return headers['set-cookie'][0].split(';')[0];
}

test(`${EXCHANGES} exchanges of the program under load: nobody is refused, no act is lost, streams go on`, async (t) => {
	const { data, code, known } = await begun();
	const program = whichever();
	const manager = await manage(t, data, 'http', [], program.path);
	await manager.tell('start', 'said READY=1');
	const way = { port: manager.port, origin: `http://127.0.0.1:${manager.port}` };
	const cookie = await signIn(way, code);
	const load = { isOver: false, answered: new Map(), fresh: 0, failures: [], callers: [] };
	t.after(() => {
		load.isOver = true;
		for (const caller of load.callers) caller.tries = 0;
	});
	const listeners = [new Listener(way, cookie, 'participants'), new Listener(way, cookie, 'participants')];
	await Promise.all(listeners.map((one) => one.opened()));

	const page = async (at) => {
		const caller = new Caller(way, cookie, { patience: 10_000 });
		load.callers.push(caller);
		for (let n = 1; !load.isOver; n += 1) {
			const family = `Page ${at} act ${n}`;
			const answer = await caller.post('/api/participants', { name: { family }, entity: { name: 'House' } });
			assert.equal(answer?.status, 201, `${family}: ${answer?.text}`);
			load.answered.set(family, answer.json.id);
			await pace(EVERY_MS);
		}
		caller.close();
		return caller.unanswered;
	};
	const stranger = async (at) => {
		for (; !load.isOver; load.fresh += 1) {
			try {
				const status = await askOnce(way.port, at % 2 ? '/api/agenda' : '/readyz');
				if (status !== 200) load.failures.push(status);
			} catch (error) {
				load.failures.push(error.code);
			}
			await pace(EVERY_MS / 2);
		}
	};
	const busy = [...Array.from({ length: PAGES }, (_, at) => page(at)), ...Array.from({ length: STRANGERS }, (_, at) => stranger(at))];
	let longest = 0;
	for (let n = 1; n <= EXCHANGES; n += 1) {
		const from = performance.now();
		assert.equal(await manager.tell('stop', 'ended'), 'ended 0');
		if (n === 1 && !isOther) await migrateBeyond(data, (schema) => schema);
		if (n === 1) program.becomes(PROGRAM);
		else if (await setting(data, 'schema_least') <= known) program.becomes(n % 2 ? PROGRAM : OLD);
		await manager.tell('start', 'said READY=1');
		longest = Math.max(longest, performance.now() - from);
		await pace(200);
	}
	load.isOver = true;
	const again = (await Promise.all(busy)).slice(0, PAGES).reduce((sum, one) => sum + one, 0);
	await Promise.all(listeners.map((one) => one.heard([...load.answered.values()])));
	const caller = new Caller(way, cookie);
	const rows = readCsv((await caller.get('/api/participants.csv')).text);
	caller.close();
	listeners.forEach((one) => one.close());
	assert.equal(await manager.tell('end', 'ended'), 'ended 0');

	t.diagnostic(`${load.fresh} requests on connections of their own, ${load.answered.size} acts, ${again} said again; longest exchange ${Math.round(longest)} ms`);
	assert.deepEqual(load.failures, [], 'a request on a connection of its own is answered, whenever it comes');
	assert.deepEqual(rows.map((row) => row.family_name).sort(), [...load.answered.keys()].sort(), 'each act is there, once');
	for (const one of listeners) {
		assert.ok(one.openings > EXCHANGES, 'every exchange ended the streams, and they came back');
		assert.equal(one.resets, 0, 'and nobody had to ask for everything again');
	}
	assert.equal((await p2c(['verify', '--data', data])).code, 0);
});

test('a program that cannot open what a later one left says so and changes nothing; the backup from before has the day', async () => {
	const { data, known } = await begun();
	const backup = join(folder(), 'before.p2c');
	const old = (...args) => run(OLD, args);
	assert.equal((await old('backup', backup, '--data', data)).code, 0);
	if (isOther) assert.equal((await p2c(['code', '--role', 'desk', '--data', data])).code, 0);
	else await migrateBeyond(data, (schema) => schema + 1);
	if (await setting(data, 'schema_least') <= known) return; // it can go back, as the test above did
	const before = await sql(data, 'SELECT name, value FROM setting ORDER BY name');

	const refused = await old('serve', '--data', data, '--listen', '127.0.0.1:0');
	assert.equal(refused.code, 78);
	assert.match(refused.err, /newer version of p2c/);
	assert.equal(await sql(data, 'SELECT name, value FROM setting ORDER BY name'), before);

	const restored = join(folder(), 'restored');
	assert.equal((await old('restore', backup, '--data', restored)).code, 0);
	assert.equal(await setting(restored, 'schema'), known);
	const verdict = await old('verify', '--data', restored);
	assert.equal(verdict.code, 0, verdict.err);
});
