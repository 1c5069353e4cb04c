// A disk that fails under the real server: nothing is acknowledged after it, every stream ends, the process ends with 70, and the next start finds
// everything that was acknowledged, also when the kernel forgot what the failed sync held.
//   FAULTS=40 node --test tests/power/failing.test.mjs      the 1st to the 40th call of each kind instead of a few
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { listen } from '../http/lib/live.mjs';
import { folder, p2c, run, within } from '../http/lib/program.mjs';
import { serve } from '../http/lib/server.mjs';
import { askAgain, Ledger, makeDay, prepare, signEverybodyIn, work } from './day.mjs';
import { failDisk, mendDisk, newTape, TOOLS } from './tape.mjs';

const UNTIL = Number(process.env.FAULTS ?? 0);
const END_MS = 20_000;
const NTH = (few) => (UNTIL ? Array.from({ length: UNTIL }, (_, i) => i + 1) : few);
const BROKEN = 70;

/** A day whose disk is still well: { watched, server, who }. */
async function begin() {
	const watched = newTape();
	const code = await makeDay(watched.data, watched.env);
	const server = await serve(watched.data, { env: watched.env });
	const who = await signEverybodyIn(server, code);
	who.day = await prepare(who);
	return { watched, server, who };
}

/** Works until the disk has failed and the server has ended; answers what was asked of it. */
async function breakIt({ watched, server, who }, fault) {
	const ledger = new Ledger();
	const wall = await listen(server.guest, 'agenda,floor,tally');
	failDisk(watched, fault);
	await work(ledger, who, ({ acts }) => acts.length > 2000);
	const ended = await within(END_MS, 'the server ends', server.ended);
	assert.deepEqual(ended, { code: BROKEN, signal: null }, server.logs.join('\n'));
	await within(END_MS, 'the stream ends', wall.closed);
	assert.ok(server.logs.some((line) => line.includes('"what":"store-broken"')), server.logs.join('\n'));
	assert.ok(mendDisk(watched) >= 1);
	return ledger;
}

/** The same folder on a disk that is well again. */
async function startAgain({ watched, who }) {
	const server = await serve(watched.data, { env: watched.env });
	for (const client of Object.values(who)) client.server = server;
	return server;
}

const CASES = [
	{ call: 'syncs', file: 'log', nths: NTH([1, 3]) },
	{ call: 'syncs', file: 'log', nths: NTH([2]), forEver: true },
	{ call: 'writes', file: 'log', nths: NTH([1, 4]) },
	{ call: 'writes', file: 'log', nths: NTH([2]), forEver: true },
];
for (const { nths, ...fault } of CASES) {
	for (const nth of nths) {
		test(`${fault.call} of the log fail ${fault.forEver ? 'for ever from' : 'once, at'} number ${nth}`, async () => {
			const day = await begin();
			const ledger = await breakIt(day, { ...fault, nth });
			const server = await startAgain(day);
			await askAgain(ledger);
			await server.stop();
			const verified = await p2c(['verify', '--data', day.watched.data]);
			assert.equal(verified.code, 0, verified.err);
		});
	}
}

test('nothing rests on what a failed sync left: after the next start a power cut takes nothing that was promised', async (t) => {
	const day = await begin();
	await breakIt(day, { call: 'syncs', file: 'log', nth: 3 });
	const server = await startAgain(day);
	day.who.day = await prepare(day.who);
	await work(new Ledger(), day.who, ({ acts }) => acts.length >= 60);
	await server.stop('SIGKILL');
	const line = ['--cuts', '240', day.watched.tape, 'data'];
	const cut = await run(join(TOOLS, 'check'), line, { env: { TMPDIR: folder('p2c-cuts') } });
	assert.equal(cut.code, 0, cut.err);
	const phases = Object.values(JSON.parse(cut.out).phases);
	t.diagnostic(JSON.stringify(phases));
	assert.deepEqual(phases.map(({ broken, lossy }) => broken + lossy), [0, 0, 0, 0], cut.err);
});
