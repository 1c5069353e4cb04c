// Acts said through a network that cuts, resets, half closes, stalls and delays at any byte, and said again with their keys until they are
// answered: each is done once. ACTS=100000 is the long form (make retried).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCsv } from '../http/lib/csv.mjs';
import { init, serve } from '../http/lib/server.mjs';
import { Caller } from './lib/caller.mjs';
import { FATES, proxy } from './lib/proxy.mjs';

const ACTS = Number(process.env.ACTS ?? 2000);
const SEED = Number(process.env.SEED ?? 22);
const CALLERS = 16;
const BAD = Object.keys(FATES).filter((name) => name !== 'none');
/** Bytes until a fate strikes, at most: a request has some 500, so that one in two or three is hit somewhere. */
const MOST = 2200;

test(`${ACTS} acts through a network that fails at any byte: nobody is there twice, nobody is lost`, async (t) => {
	const { data, code } = await init();
	const server = await serve(data, { args: ['--connections-per-address', '500'] });
	t.after(() => server.stop());
	const admin = await server.signIn({ code });
	const way = await proxy({ to: server.port, fates: BAD, seed: SEED, most: MOST });
	t.after(() => way.close());
	const callers = Array.from({ length: CALLERS }, () => new Caller(way, admin.cookie, { patience: 300 }));
	t.after(() => callers.forEach((caller) => caller.close()));

	const answered = new Map();
	let next = 0;
	await Promise.all(callers.map(async (caller) => {
		while (next < ACTS) {
			const family = `Person ${(next += 1)}`;
			const answer = await caller.post('/api/participants', { name: { family }, entity: { name: 'House' } });
			assert.equal(answer?.status, 201, `${family}: ${answer?.text}`);
			answered.set(family, answer.json.registration_id);
		}
	}));

	const rows = readCsv((await admin.get('/api/participants.csv')).text);
	assert.deepEqual([answered.size, rows.length], [ACTS, ACTS]);
	assert.equal(new Set(rows.map((row) => row.family_name)).size, ACTS, 'nobody twice');
	for (const row of rows) assert.equal(answered.get(row.family_name), row.registration_id, `what was answered for ${row.family_name} is what is there`);
	const sum = (name) => callers.reduce((all, caller) => all + caller[name], 0);
	t.diagnostic(`seed ${SEED}: ${sum('asked')} requests for ${ACTS} acts, ${sum('unanswered')} without an answer, ${sum('replayed')} answered from memory; ${JSON.stringify(way.struck)}`);
	assert.ok(sum('replayed') > ACTS / 50, 'many were done, cut before their answer, and answered by their key');
	for (const name of BAD) assert.ok(way.struck[name] > 0, name);
});
