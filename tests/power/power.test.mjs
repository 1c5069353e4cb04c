// Power cuts under the real server. A recorder (recorder.c) keeps one ordered tape of what the server does to its files and what it says to its
// clients; the tape is cut at many points (ruin.c), and what each cut leaves must open, be whole, be the same history, and have every act
// that was answered, every login, every notice that was told and every copy that was made (examine.c).
//   CUTS=10000 SEED=7 node --test tests/power/power.test.mjs      2,000 cuts when not told otherwise
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { folder, run } from '../http/lib/program.mjs';
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
	assert.ok(tallies.phases['any time'].lossy > tallies.phases['any time'].cuts / 4, JSON.stringify(tallies));
});
