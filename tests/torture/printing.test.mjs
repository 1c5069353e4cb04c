// A badge on its way to a real IPP printer while something in the server fails: it comes out once, whole, or the desk is told that nobody
// knows and a person looks into the tray. The printing room asks its printer all the time, so the number of a call is only a moment here.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listen } from '../http/lib/live.mjs';
import { printer } from '../http/lib/printer.mjs';
import { within } from '../http/lib/program.mjs';
import { faultsOf, wanted } from './lib/plan.mjs';
import { measure, round } from './lib/round.mjs';
import { Venue } from './lib/venue.mjs';

const PRINTED_MS = 30_000; // a printer that is silent is asked for eight seconds
const OVER = ['printed', 'failed', 'unknown', 'cancelled'];

const venue = new Venue();
let device, row;
before(async () => {
	await venue.open();
	device = await printer();
	row = (await venue.as('admin').post('/api/printers', { name: 'Torture', uri: device.uri })).json;
});
after(async () => {
	await device.kill();
	await venue.close();
});

/** The job, when it has come to an end. */
async function over(act, id) {
	const live = await act.heard(() => listen(act.venue.as('desk'), 'print').catch(act.pardon), 'live');
	try {
		for (;;) {
			const { json } = await act.get('desk', `/api/print-jobs/${id}`);
			if (OVER.includes(json.state)) return json;
			await act.heard(() => within(PRINTED_MS, 'a notice', Promise.race([live.topic('print').then(() => ({ status: 200 })), live.closed.then(() => ({ status: 503 }))])), 'a notice');
		}
	} finally {
		live.close();
	}
}

const printing = {
	name: 'a badge is printed',
	noisy: true, // what the printer says is written down, too
	ms: PRINTED_MS,
	run: async (act) => {
		const who = await act.post('desk', '/api/participants', { name: { given: 'Printed', family: act.tag }, entity: { name: 'House' } });
		const { serial } = await act.post('desk', `/api/participants/${who.id}/badge`);
		const { jobs } = await act.post('desk', '/api/print-jobs', { printer: row.id, serial });
		const job = await over(act, jobs[0].id);
		if (!act.faultless) return;
		const drawn = (await act.get('desk', `/api/badges/${serial}.pdf`)).bytes;
		const came = device.files.filter((file) => file.equals(drawn)).length;
		assert.ok(came <= 1, `${came} badges came out`);
		if (job.state === 'printed') assert.equal(came, 1, 'it is said to be printed');
		else assert.ok(job.words.length > 0, job.state);
		if (job.state === 'failed') assert.equal(came, 0, `it is said to have failed: ${job.why}`);
	},
};

for (const scenario of wanted([printing])) {
	test(`${scenario.name}, whatever fails meanwhile`, async () => {
		for (const { kind, of } of faultsOf(scenario.name)) {
			const { calls, entries } = await measure(venue, scenario, kind);
			for (const fault of of(calls)) await round(venue, scenario, { kind, entries, ...fault });
		}
	});
}
