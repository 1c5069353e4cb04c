// The drill of the printed card: the laptop with the server dies in the middle of the day, another one takes over from the snapshots, and
// every page says once more, by key, what it did. Two folders and two ports stand for the two laptops. Nothing that was acknowledged is
// missing, the first laptop is fenced when it comes back, and the machine's part of it takes seconds.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readCsv } from '../http/lib/csv.mjs';
import { listen } from '../http/lib/live.mjs';
import { folder, p2c } from '../http/lib/program.mjs';
import { init, serve } from '../http/lib/server.mjs';
import { Caller } from './lib/caller.mjs';
import { proxy } from './lib/proxy.mjs';

const DESKS = 6;
const PATIENCE = 20_000;
/** What the machines may take of the five minutes that a volunteer has. */
const MACHINE_MS = 60_000;

/** A page at work: what it did is kept with its key and its answer, as kiosk/common/net/again.ts keeps it. */
class Page {
	constructor(way, cookie) {
		this.caller = new Caller(way, cookie, { patience: 2000 });
		this.acts = [];
	}

	async do(path, json = {}) {
		const key = crypto.randomUUID();
		const { status, json: answer, text } = await this.caller.post(path, json, key);
		assert.ok(status < 300, `${path}: ${status} ${text}`);
		this.acts.push({ path, json, key, answer });
		return answer;
	}

	/** A walk-in comes to the desk, is checked in, gets a badge; somebody logs a pledge for the house and confirms it. */
	async somebody(name) {
		const person = await this.do('/api/participants', { name: { family: name }, entity: { name: `House of ${name}` } });
		await this.do(`/api/participants/${person.id}/check-in`);
		await this.do(`/api/participants/${person.id}/badge`, { reason: 'lost' });
		const pledge = await this.do('/api/pledges', { type: 'policy', title: name, pledgers: [{ entity: person.entity.id }] });
		await this.do(`/api/pledges/${pledge.id}/confirm`, { means: 'text' });
	}

	/** All of it once more, oldest first; answers how much of it was new to the server. */
	async sayAgain() {
		let unknown = 0;
		for (const { path, json, key, answer } of this.acts) {
			const again = await this.caller.post(path, json, key);
			assert.ok(again?.status < 300, `${path}: ${again?.status} ${again?.text}`);
			if (!again.headers['idempotent-replayed']) unknown += 1;
			assert.equal(again.json.id, answer.id, 'under the id that it had: what was done to it later finds it');
			assert.equal(again.json.qr, answer.qr, 'a badge that was printed stays good');
		}
		return unknown;
	}
}

async function newest(place, seq) {
	const from = performance.now();
	for (;;) {
		const names = readdirSync(place).filter((name) => /^p2c-\d{12}\.db$/.test(name)).sort();
		if (names.length > 0 && Number(names.at(-1).slice(4, 16)) >= seq) return names.at(-1);
		assert.ok(performance.now() - from < PATIENCE, `no snapshot of ${seq} among ${names}`);
		await new Promise((done) => setImmediate(done));
	}
}

/** What the record holds, to be compared: who is there, with which badge, and what was pledged. */
async function recordOf(caller) {
	const rows = async (path) => readCsv((await caller.get(path)).text);
	return { people: await rows('/api/participants.csv'), pledges: (await rows('/api/pledges.csv')) };
}

test('a laptop dies, a spare takes over from its snapshots: no acknowledged act is lost, and the first is fenced', async (t) => {
	const { data, code } = await init();
	const place = folder('p2c-spare');
	const first = await serve(data, { args: ['--snapshots', place, '--snapshot-seconds', '1'] });
	const admin = await first.signIn({ code });
	const way = await proxy({ to: first.port });
	t.after(() => way.close());
	const pages = Array.from({ length: DESKS }, () => new Page(way, admin.cookie));
	t.after(() => pages.forEach((page) => page.caller.close()));

	// given a day that is in a snapshot up to here …
	for (const [at, page] of pages.entries()) await page.somebody(`Early ${at}`);
	const { json: ready } = await first.guest.get('/readyz');
	await newest(place, ready.seq);
	// … and acts after it, of which the spare may know none
	await Promise.all(pages.map((page, at) => page.somebody(`Late ${at}`)));
	const before = await recordOf(pages[0].caller);

	// when the first laptop dies and a volunteer follows the card
	await first.stop('SIGKILL');
	const from = performance.now();
	const spareData = join(folder(), 'data');
	const restored = await p2c(['restore', place, '--data', spareData]);
	assert.equal(restored.code, 0, restored.err);
	const spare = await serve(spareData);
	t.after(() => spare.stop());
	way.to = spare.port;
	way.cutAll();
	const unknown = (await Promise.all(pages.map((page) => page.sayAgain()))).reduce((sum, n) => sum + n, 0);
	const took = performance.now() - from;

	// then everything that was acknowledged is there, once
	const after = await recordOf(pages[0].caller);
	const bare = ({ people, pledges }) => ({
		people: people.map((row) => `${row.family_name} ${row.state}`).sort(),
		pledges: pledges.map((row) => `${row.title ?? row.title_en} ${row.state}`).sort(),
	});
	assert.deepEqual(bare(after), bare(before));
	assert.equal(after.people.length, 2 * DESKS);
	assert.ok(unknown > 0, 'the snapshot was older than the last acts');
	assert.ok(took < MACHINE_MS, `${took} ms`);
	assert.equal((await p2c(['verify', '--data', spareData])).code, 0);
	t.diagnostic(`restored, started and told ${unknown} of ${pages.reduce((sum, page) => sum + page.acts.length, 0)} acts anew in ${Math.round(took)} ms`);

	// and when the first laptop comes back, the first page that has met the spare ends its part
	const back = await serve(data);
	const stream = await listen(spare.guest, 'agenda');
	const { epoch } = (await stream.topic('hello')).data;
	stream.close();
	const met = await back.guest.get('/api/me', { headers: { 'x-p2c-epoch': epoch } });
	assert.deepEqual([met.status, met.json.code], [503, 'SUPERSEDED']);
	const late = await back.signedIn(admin.cookie).post('/api/participants', { name: { family: 'Too late' }, entity: { name: 'House' } });
	assert.deepEqual([late.status, late.json.code], [503, 'SUPERSEDED']);
	await back.stop();
});
