// Power cuts under the real server. A recorder (recorder.c) keeps one ordered tape of what the server does to its files and what it says to its
// clients; the tape is cut at many points (ruin.c), and what each cut leaves must open, be whole, be the same history, and have every act
// that was answered, every login, every notice that was told and every copy that was made (examine.c).
//   CUTS=10000 SEED=7 node --test tests/power/power.test.mjs      2,000 cuts when not told otherwise
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { Client } from '../http/lib/client.mjs';
import { folder, p2c, run } from '../http/lib/program.mjs';
import { serve } from '../http/lib/server.mjs';
import { ACTS, newTape, recordDay, TOOLS } from './tape.mjs';

const CUTS = Number(process.env.CUTS ?? 2000);
const SEED = Number(process.env.SEED ?? 1);
const CUT_MS = 200; // at most, on a machine that does much else

/** Cuts a tape; answers the tallies. */
async function cut(tape, cuts, ...words) {
	const place = folder('p2c-cuts');
	const line = ['--cuts', String(cuts), '--seed', String(SEED), ...words, tape, 'data'];
	const done = await run(join(TOOLS, 'check'), line, { env: { TMPDIR: place }, ms: 60_000 + cuts * CUT_MS });
	assert.equal(done.code, 0, done.err);
	return { ...JSON.parse(done.out), said: done.err };
}

const sum = (tallies, what) => Object.values(tallies.phases).reduce((all, phase) => all + phase[what], 0);
const table = (tallies) => Object.entries(tallies.phases).map(([name, { cuts, broken, lossy }]) => `${name} ${cuts} cuts, ${broken} broken, ${lossy} lost something`).join('; ');

const watched = newTape();
before(() => recordDay(watched));

test('no power cut loses or breaks anything that was promised', async (t) => {
	const tallies = await cut(watched.tape, CUTS);
	t.diagnostic(`${tallies.entries} entries, ${tallies.answers} answers: ${table(tallies)}`);
	assert.ok(tallies.answers >= ACTS && tallies.logins >= 6 && tallies.notices > 20 && tallies.commands >= 3, JSON.stringify(tallies));
	for (const [phase, { cuts }] of Object.entries(tallies.phases)) assert.ok(cuts >= CUTS / 5, phase);
	assert.equal(sum(tallies, 'cuts'), CUTS);
	assert.ok(sum(tallies, 'promised') > CUTS * 50);
	assert.equal(sum(tallies, 'broken') + sum(tallies, 'lossy'), 0, tallies.said);
});

test('with the syncs of synchronous=NORMAL alone, nothing breaks and much is lost: this test can tell', async (t) => {
	const tallies = await cut(watched.tape, 200, '--normal');
	t.diagnostic(table(tallies));
	assert.equal(sum(tallies, 'broken'), 0, tallies.said);
	assert.ok(tallies.phases['any time'].lossy > tallies.phases['any time'].cuts / 20, JSON.stringify(tallies));
});

/** Asks again, as it came in before the cut: { status, text, replayed }. */
async function ask(server, asked) {
	const [head, body] = [asked.slice(0, asked.indexOf('\r\n\r\n')), asked.slice(asked.indexOf('\r\n\r\n') + 4)];
	const [first, ...lines] = head.split('\r\n');
	const [method, path] = first.split(' ');
	const of = (name) => lines.find((line) => line.toLowerCase().startsWith(`${name}: `))?.slice(name.length + 2);
	const client = new Client(server);
	client.cookie = of('cookie') ?? null;
	const answer = await client.request(method, path, { body, key: of('idempotency-key'), headers: { 'if-match': of('if-match') } });
	client.close();
	return { status: answer.status, text: answer.text, replayed: answer.headers['idempotent-replayed'] };
}

test('after a cut the program itself verifies the day, serves it, and gives every promised answer again without acting', async () => {
	for (const [i, at] of [150, 400, 550, 700, 850, 990].entries()) {
		const root = folder('p2c-left');
		const line = ['--leave', String(at), '--fate', String(i), '--seed', String(SEED + i), '--to', root, watched.tape, 'data'];
		const left = await run(join(TOOLS, 'check'), line);
		assert.equal(left.code, 0, left.err);
		const data = join(root, 'data');
		const server = await serve(data);
		const verified = await p2c(['verify', '--data', data]);
		assert.equal(verified.code, 0, verified.err);
		for (const { asked, status, answer } of JSON.parse(left.out)) {
			assert.deepEqual(await ask(server, asked), { status, text: answer, replayed: 'true' }, asked);
		}
		await server.stop();
	}
});
