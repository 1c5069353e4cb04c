// Snapshots of a running day while something in the server fails: what stands under a snapshot's name in the second folder is whole, the
// newest of before is not lost for one that did not come, and the operator is told in a sentence why it did not.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { folder, p2c } from '../http/lib/program.mjs';
import { faultsOf, wanted } from './lib/plan.mjs';
import { measure, round } from './lib/round.mjs';
import { Venue } from './lib/venue.mjs';

const place = join(folder(), 'copies');
const venue = new Venue(['--snapshots', place, '--snapshot-seconds', '1', '--snapshots-kept', '3']);
before(() => venue.open());
after(() => venue.close());

const names = () => readdirSync(place).filter((name) => /^p2c-\d{12}\.db$/.test(name)).sort();
const seqOf = (name) => Number(name?.slice(4, 16) ?? 0);

/** Each is brought back once, for a restore verifies pages, rows and journal before it writes. Only three are kept: an old one may go meanwhile. */
const verified = new Set();
async function verifyAll() {
	for (const name of names().filter((one) => !verified.has(one))) {
		const restored = await p2c(['restore', join(place, name), '--data', join(folder(), 'data')]);
		assert.ok(restored.code === 0 || !existsSync(join(place, name)), `${name}: ${restored.err}`);
		verified.add(name);
	}
}

/** Until a snapshot holds entry `seq`, the server says why there is none, or it is gone. */
async function copied(act, seq, from) {
	const { server } = venue;
	for (;;) {
		if (seqOf(names().at(-1)) >= seq) return { status: 200 };
		const failed = server.logs.slice(from).find((line) => line.includes('snapshot-failed'));
		if (failed) assert.ok(JSON.parse(failed).detail.length > 0, failed);
		if (failed || venue.ended || act.isOver) return { status: 503 };
		await new Promise((done) => setImmediate(done));
	}
}

let newest = 0;
const snapshot = {
	name: 'a snapshot is taken',
	run: async (act) => {
		const from = venue.server.logs.length;
		try {
			await act.post('desk', '/api/participants', { name: { given: 'Copied', family: act.tag }, entity: { name: 'House' } });
			const seq = (await act.get('guest', '/api/journal/head')).json.seq;
			await act.heard(() => copied(act, seq, from), 'a snapshot');
		} finally {
			assert.ok(seqOf(names().at(-1)) >= newest, 'the newest was lost');
			newest = seqOf(names().at(-1));
			await verifyAll();
		}
	},
};

for (const scenario of wanted([snapshot])) {
	test(`${scenario.name}, whatever fails meanwhile`, async () => {
		for (const { kind, of } of faultsOf(scenario.name)) {
			const { calls, entries } = await measure(venue, scenario, kind);
			for (const fault of of(calls)) await round(venue, scenario, { kind, entries, ...fault });
		}
	});
}
