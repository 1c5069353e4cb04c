// The server is killed while everybody works, again and again: what it had answered is there once, whatever it had not answered may be
// asked again, and it is back soon.      ROUNDS=200 node --test tests/power/kill.test.mjs      15 rounds when not told otherwise
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { folder, p2c, within } from '../http/lib/program.mjs';
import { serve } from '../http/lib/server.mjs';
import { askAgain, Ledger, makeDay, prepare, signEverybodyIn, work } from './day.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 15);
const BACK_MS = 10_000;
const data = join(folder(), 'data');
let server;
let who;
before(async () => {
	const code = await makeDay(data);
	server = await serve(data);
	who = await signEverybodyIn(server, code);
	who.day = await prepare(who);
});
after(() => server?.stop('SIGKILL'));

/** Starts it again; answers how long it took until it said that it is ready. */
async function startAgain() {
	const from = performance.now();
	server = await serve(data);
	assert.equal((await server.guest.get('/readyz')).status, 200);
	const ms = performance.now() - from;
	for (const client of Object.values(who)) client.server = server;
	return ms;
}

test(`killed ${ROUNDS} times under load, it keeps what it answered, once, and is back within seconds`, async (t) => {
	const times = [];
	let [acknowledged, cutOff] = [0, 0];
	for (let round = 0; round < ROUNDS; round += 1) {
		const ledger = new Ledger();
		const victim = server;
		const last = 20 + ((round * 37) % 60);
		const kill = ({ acknowledged: { length } }) => {
			if (length >= last) victim.child.kill('SIGKILL');
			return false;
		};
		await work(ledger, who, kill);
		await victim.stop('SIGKILL');
		times.push(await within(BACK_MS, 'the server is back', startAgain()));
		acknowledged += ledger.acknowledged.length;
		cutOff += ledger.acts.length - ledger.acknowledged.length;
		await askAgain(ledger);
		who.day = await prepare(who); // another session: nobody knows the version of the last edit
	}
	times.sort((a, b) => a - b);
	t.diagnostic(`${acknowledged} acts were answered and kept, ${cutOff} were cut off; ready again after ${times[times.length >> 1].toFixed(0)} ms, at worst ${times.at(-1).toFixed(0)} ms`);
	assert.ok(acknowledged >= ROUNDS * 20 && cutOff > ROUNDS);
	await server.stop();
	const verified = await p2c(['verify', '--data', data]);
	assert.equal(verified.code, 0, verified.err);
	server = await serve(data);
});
