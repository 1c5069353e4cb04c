// A day of trouble in short: clients with acts of their own work through a proxy while the server is killed, stopped, cut off, starved of
// descriptors, moved in time and replaced by a spare. Everything that was said and answered is written down (Jepsen's way) and accounted
// for at the end: every acknowledged act is there once, nothing that was refused is, versions go up by one, streams missed nothing, the
// journal and the kept totals hold. MINUTES=10 CLIENTS=16 is the long form (make soak).
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dice } from '../day/plan.mjs';
import { readCsv } from '../http/lib/csv.mjs';
import { folder, p2c, run } from '../http/lib/program.mjs';
import { init, serve } from '../http/lib/server.mjs';
import { Caller } from './lib/caller.mjs';
import { Listener } from './lib/listener.mjs';
import { pace } from './lib/pace.mjs';
import { proxy } from './lib/proxy.mjs';

const MINUTES = Number(process.env.MINUTES ?? 0);
const isLong = MINUTES > 0;
const SEED = Number(process.env.SEED ?? 1);
const CLIENTS = Number(process.env.CLIENTS ?? (isLong ? 16 : 8));
const CLOCK = Date.parse('2022-06-08T12:00:00+02:00');
const HOUR = 3_600_000;
const WAL_MOST = 64 * 2 ** 20;
/** How long a trouble lasts at most, and how long there is peace before the next. */
const [TROUBLE_MS, PEACE_MS] = isLong ? [30_000, 8_000] : [900, 300];
const STALL_MS = isLong ? 90_000 : 1200;
const SAMPLE_MS = 250;
/** A day takes one a minute; in the short form nobody waits for that. */
const SNAPSHOT_SECONDS = isLong ? '60' : '10';
/** In the last part of a long run the process is left alive, so that its memory can be judged: from there on, and not in its first moments. */
const ALIVE_PART = 0.4;
const WARM_MS = 60_000;

/** The venue: the server of the moment behind one address, whatever happens to it. */
class Venue {
	epoch = 1;
	offset = 0;
	walMost = 0;
	memory = [];

	async begin() {
		const { data, code } = await init();
		this.data = data;
		await this.start();
		const admin = await this.server.signIn({ code });
		this.cookie = admin.cookie;
		admin.close();
		this.way = await proxy({ to: this.server.port, fates: ['none', 'none', 'late', 'cutAnswer', 'cutRequest', 'resetAnswer'], seed: SEED, most: 40_000 });
		await this.snapshotOf((await this.server.guest.get('/readyz')).json.seq);
	}

	async start() {
		this.place ??= folder('p2c-spare');
		const now = new Date(CLOCK + this.offset).toISOString();
		this.server = await serve(this.data, { args: ['--snapshots', this.place, '--snapshot-seconds', SNAPSHOT_SECONDS, '--connections-per-address', '600', '--clock', now] });
		if (this.way) this.way.to = this.server.port;
	}

	async snapshotOf(seq) {
		for (;;) {
			const names = readdirSync(this.place).filter((name) => /^p2c-\d{12}\.db$/.test(name)).sort();
			if (names.length > 0 && Number(names.at(-1).slice(4, 16)) >= seq) return;
			await this.server.guest.get('/healthz');
		}
	}

	async restart(signal) {
		await this.server.stop(signal);
		await this.start();
	}

	/** The laptop dies for good; another one takes over from what its snapshots hold. */
	async takeOver() {
		await this.server.stop('SIGKILL');
		const data = join(folder(), 'data');
		const restored = await p2c(['restore', this.place, '--data', data]);
		assert.equal(restored.code, 0, restored.err);
		Object.assign(this, { data, place: null, epoch: this.epoch + 1 });
		await this.start();
		this.way.cutAll();
	}

	get pid() {
		return this.server.child.pid;
	}

	descriptors() {
		return readdirSync(`/proc/${this.pid}/fd`).length;
	}

	sample() {
		try {
			this.memory.push({ pid: this.pid, at: performance.now(), kib: Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8'))?.[1] ?? 0) });
			this.walMost = Math.max(this.walMost, statSync(join(this.data, 'p2c.db-wal')).size);
		} catch {
			// Between two servers there is nothing to measure.
		}
	}
}

const limit = async (venue, soft) => {
	const { code, err } = await run('prlimit', ['--pid', String(venue.pid), `--nofile=${soft}:`]);
	assert.equal(code, 0, err);
};

/** What goes wrong. Each leaves the venue as it should be. */
const TROUBLES = {
	killed: (venue) => venue.restart('SIGKILL'),
	restarted: (venue) => venue.restart('SIGTERM'),
	replaced: (venue) => venue.takeOver(),
	stopped: async (venue, ms) => {
		venue.server.child.kill('SIGSTOP');
		await pace(ms);
		venue.server.child.kill('SIGCONT');
	},
	cutOff: async (venue) => venue.way.cutAll(),
	switchedOff: async (venue) => {
		venue.way.stall(true);
		await pace(STALL_MS);
		venue.way.stall(false);
	},
	outOfDescriptors: async (venue, ms) => {
		await limit(venue, venue.descriptors());
		venue.way.cutAll();
		await pace(ms);
		await limit(venue, 1024);
	},
	movedInTime: async (venue) => {
		venue.offset = venue.offset > 0 ? -HOUR : HOUR;
		const admin = venue.server.signedIn(venue.cookie);
		const { status } = await admin.post('/api/clock', { now: new Date(CLOCK + venue.offset).toISOString() });
		admin.close();
		assert.equal(status, 200);
	},
};

/** Those that the process outlives. */
const OUTLIVED = ['stopped', 'cutOff', 'switchedOff', 'outOfDescriptors', 'movedInTime'];

/** Somebody at work. What was done is kept and said again to a spare, as pages do. */
class Worker {
	constructor(at, venue) {
		Object.assign(this, { at, venue, epoch: venue.epoch, done: [], history: [], roll: dice(SEED * 1000 + at), people: [], pledges: [] });
		this.caller = new Caller(venue.way, venue.cookie, { patience: 1500, tries: 4000 });
	}

	/** Says everything again where another server has taken over. */
	async catchUp() {
		while (this.epoch !== this.venue.epoch) {
			const { epoch } = this.venue;
			for (const [path, json, key, id] of this.done) {
				const answer = await this.caller.post(path, json, key);
				if (this.venue.epoch !== epoch) break;
				assert.ok(answer?.status < 300, `said again: ${path} ${answer?.status} ${answer?.text}`);
				assert.equal(answer.json.id, id);
			}
			this.epoch = epoch;
		}
	}

	/** An act and its line of the history: what was said, and ok, fail or unknown. */
	async act(name, path, json) {
		const key = randomUUID();
		for (;;) {
			await this.catchUp();
			const answer = await this.caller.post(path, json, key);
			if (this.epoch !== this.venue.epoch) continue; // whoever answered may be gone with the answer
			const outcome = answer === null ? 'unknown' : answer.status < 300 ? 'ok' : 'fail';
			this.history.push({ name, outcome, status: answer?.status, id: answer?.json?.id });
			if (outcome === 'ok') this.done.push([path, json, key, answer.json.id]);
			return outcome === 'ok' ? answer.json : null;
		}
	}

	async work(venue, shared) {
		for (let n = 1; !venue.isOver; n += 1) {
			const name = `Person ${this.at}-${n}`;
			const person = await this.act(name, '/api/participants', { name: { family: name }, entity: { name: 'House' } });
			await this.act(`arrival of ${name}`, `/api/participants/${person.id}/check-in`, { badge: true });
			if (n % 3 === 0) await this.act(`refused ${this.at}-${n}`, '/api/participants', { name: { family: `Refused ${this.at}-${n}` }, entity: { name: 'House' }, category: 'NOBODY' });
			if (n % 2 === 0) {
				const pledge = await this.act(`Pledge ${this.at}-${n}`, '/api/pledges', { type: 'policy', title: `Pledge ${this.at}-${n}`, pledgers: [{ entity: person.entity.id }] });
				await this.act(`confirmation of it`, `/api/pledges/${pledge.id}/confirm`, { means: 'text' });
			}
			await this.correct(shared);
		}
		await this.catchUp();
		this.caller.close();
	}

	/** Several moderators on one pledge: whoever comes second is told so, and takes what is there. Not said again to a spare. */
	async correct(shared) {
		const { epoch } = this.venue;
		const row = await this.caller.get(`/api/pledges/${shared.id}`);
		if (row?.status !== 200) return;
		const { version } = row.json;
		const answer = await this.caller.act('PATCH', `/api/pledges/${shared.id}`, { title: `As ${this.at} heard it on version ${version}` }, randomUUID(), version);
		if (answer !== null && epoch === this.venue.epoch) shared.answers.push(answer.status);
	}
}

/** The samples of the server that lived longest, without its first minute. */
function longestLife(memory) {
	const byPid = new Map();
	for (const row of memory) byPid.set(row.pid, [...(byPid.get(row.pid) ?? []), row]);
	const rows = [...byPid.values()].sort((a, b) => b.length - a.length)[0] ?? [];
	return rows.filter((row) => row.at > rows[0].at + WARM_MS);
}

/** MiB an hour by least squares; 0 where there are too few samples to say. */
function slopeOf(rows) {
	const mean = (of) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
	const [t, m] = [mean((row) => row.at), mean((row) => row.kib)];
	const spread = rows.reduce((sum, row) => sum + (row.at - t) ** 2, 0);
	return spread > 0 ? (rows.reduce((sum, row) => sum + (row.at - t) * (row.kib - m), 0) / spread) * 3600 * 1000 / 1024 : 0;
}

/** How a life went, in words: minutes, first and last size, slope, and the size a minute. */
function lifeOf(rows) {
	if (rows.length < 2) return 'too short to tell a slope';
	const mib = (row) => Math.round(row.kib / 1024);
	const each = rows.filter((row, i) => i === 0 || Math.floor((row.at - rows[0].at) / 60_000) > Math.floor((rows[i - 1].at - rows[0].at) / 60_000));
	return `a life of ${((rows.at(-1).at - rows[0].at) / 60_000).toFixed(1)} min after its first: ${[...each, rows.at(-1)].map(mib).join(', ')} MiB, slope ${slopeOf(rows).toFixed(1)} MiB/h`;
}

test(`${isLong ? `${MINUTES} minutes` : 'every kind of trouble once'}, ${CLIENTS} clients: every answer is accounted for`, async (t) => {
	const venue = new Venue();
	await venue.begin();
	t.after(() => venue.server.stop());
	t.after(() => venue.way.close());
	const chief = new Worker(999, venue);
	const shared = { ...(await chief.act('the shared pledge', '/api/pledges', { type: 'policy', title: 'Shared', pledgers: [{ entity_name: 'House' }] })), answers: [] };
	const descriptors = venue.descriptors();
	const listeners = Array.from({ length: 3 }, () => new Listener(venue.way, venue.cookie, 'participants', async () => {
		const answer = await chief.caller.get('/api/participants.csv');
		return answer?.status === 200 ? readCsv(answer.text).map((row) => row.family_name) : null;
	}));
	t.after(() => listeners.forEach((one) => one.close()));
	await Promise.all(listeners.map((one) => one.opened()));
	const workers = Array.from({ length: CLIENTS }, (_, at) => new Worker(at, venue));
	const busy = workers.map((worker) => worker.work(venue, shared));
	const ended = Promise.all(busy);
	ended.catch(() => {}); // looked at below
	const sampling = setInterval(() => venue.sample(), SAMPLE_MS);
	t.after(() => clearInterval(sampling));

	const roll = dice(SEED);
	const names = Object.keys(TROUBLES);
	const told = {};
	const until = performance.now() + MINUTES * 60_000;
	const aliveFrom = until - ALIVE_PART * MINUTES * 60_000;
	for (let n = 0; n < names.length || performance.now() < until; n += 1) {
		await pace(PEACE_MS / 2 + roll(PEACE_MS));
		const choice = performance.now() < aliveFrom ? names : OUTLIVED;
		const name = n < names.length ? names[n] : choice[roll(choice.length)];
		told[name] = (told[name] ?? 0) + 1;
		await TROUBLES[name](venue, TROUBLE_MS / 3 + roll(TROUBLE_MS));
		await chief.catchUp();
	}
	await pace(PEACE_MS);
	venue.isOver = true;
	await ended;

	const history = workers.flatMap((worker) => worker.history);
	const count = (outcome) => history.filter((row) => row.outcome === outcome).length;
	const rows = readCsv((await chief.caller.get('/api/participants.csv')).text).map((row) => row.family_name);
	const pledges = readCsv((await chief.caller.get('/api/pledges.csv')).text);
	const peopleOk = history.filter(({ name, outcome }) => outcome === 'ok' && name.startsWith('Person'));
	const pledgesOk = history.filter(({ name, outcome }) => outcome === 'ok' && name.startsWith('Pledge'));
	const sum = (of) => workers.reduce((all, worker) => all + of(worker.caller), 0);
	t.diagnostic(`${history.length} acts: ${count('ok')} ok, ${count('fail')} refused, ${count('unknown')} unknown; ${sum((c) => c.asked)} requests, ${sum((c) => c.unanswered)} unanswered, ${sum((c) => c.replayed)} answered from memory; ${JSON.stringify(told)}`);

	assert.equal(count('unknown'), 0, 'who keeps asking gets an answer');
	assert.deepEqual(rows.toSorted(), peopleOk.map((row) => row.name).toSorted(), 'every acknowledged person is there, once, and nobody else');
	assert.deepEqual(pledges.map((row) => row.title).filter((title) => title.startsWith('Pledge')).toSorted(), pledgesOk.map((row) => row.name).toSorted());
	assert.ok(history.filter((row) => row.outcome === 'fail').every(({ name, status }) => name.startsWith('refused') && status === 422), 'only what is wrong is refused');
	const tally = (await chief.caller.get('/api/tally')).json;
	assert.equal(tally.confirmed.count, history.filter(({ name, outcome }) => name === 'confirmation of it' && outcome === 'ok').length);

	const { entries } = (await chief.caller.get(`/api/pledges/${shared.id}/history`)).json;
	assert.deepEqual(entries.map((row) => row.version), entries.map((_, at) => at + 1), 'its versions go up by one');
	assert.ok(shared.answers.includes(200) && shared.answers.every((status) => status === 200 || status === 412), `${[...new Set(shared.answers)]}`);

	const known = new Map(peopleOk.map(({ id, name }) => [id, name]));
	await Promise.all(listeners.map((one) => one.heardOrSaw(known)));
	for (const one of listeners) one.close();
	workers.forEach((worker) => worker.caller.close());
	chief.caller.close();
	await eventually(() => venue.descriptors() <= descriptors + 3);
	t.diagnostic(`memory ${Math.round(Math.max(...venue.memory.map((row) => row.kib)) / 1024)} MiB at most, ${lifeOf(longestLife(venue.memory))}; WAL ${(venue.walMost / 2 ** 20).toFixed(1)} MiB at most; descriptors ${descriptors} then ${venue.descriptors()}; connections ${venue.way.peak} at most`);
	if (isLong) assert.ok(venue.walMost <= WAL_MOST);
	const verified = await p2c(['verify', '--data', venue.data]);
	assert.equal(verified.code, 0, verified.err);
});

/** Looks again and again until it is so. */
async function eventually(isSo) {
	const from = performance.now();
	while (!isSo()) {
		assert.ok(performance.now() - from < 20_000, `not so in time: ${isSo}`);
		await new Promise((done) => setImmediate(done));
	}
}
