// Everything that may fail fails: each scenario is acted out while one call of the server, or all from one on, fails. It must not
// crash, must not forget what it acknowledged, must not do anything twice or by half, and must work again afterwards.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { faultsOf, wanted } from './lib/plan.mjs';
import { measure, round } from './lib/round.mjs';
import { Venue } from './lib/venue.mjs';
import { SCENARIOS } from './scenarios.mjs';

const venue = new Venue();
before(() => venue.open());
after(() => venue.close());

let failed = 0;
for (const scenario of wanted(SCENARIOS)) {
	test(`${scenario.name}, whatever fails meanwhile`, async () => {
		for (const { kind, of } of faultsOf(scenario.name)) {
			await measure(venue, scenario, kind); // the first time fills what is kept in memory
			const { calls, entries } = await measure(venue, scenario, kind);
			for (const fault of of(calls).slice(0, scenario.most)) failed += (await round(venue, scenario, { kind, entries, ...fault })).failed;
		}
	});
}

test('calls did fail', () => assert.ok(failed > 0));
