// What operators, their programs and browsers get that is no part of the day itself: health, metrics, pages and their files.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { p2c } from './lib/program.mjs';
import { init, serve, serveDemo } from './lib/server.mjs';

const server = await serveDemo();
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const desk = await server.as('desk');
const { guest } = server;

const PAGES = JSON.parse((await p2c(['routes', '--json'])).out)
	.filter((route) => route.kind === 4)
	.map((route) => route.path)
	.filter((path) => !path.endsWith('.js'));
/** Shown within a page of staff before and while the room sees them. */
const FRAMED = ['/hall', '/sign/{room}', '/wall'];

/** The metrics as { name{labels}: number }, read as strictly as Prometheus reads them. */
async function metrics() {
	const answer = await guest.get('/metrics');
	const values = {};
	const typed = new Set();
	assert.ok(answer.text.endsWith('\n'));
	for (const line of answer.text.trimEnd().split('\n')) {
		const [, kind, about] = line.match(/^# (HELP|TYPE) (\w+) .+$/) ?? [];
		if (kind === 'TYPE') {
			assert.ok(!typed.has(about), about);
			typed.add(about);
		}
		if (kind) continue;
		const [, name, labels = '', value] =
			line.match(/^([a-z_:][a-z0-9_:]*)(\{[a-z]+="[^"]*"\})? (-?\d+(?:\.\d+)?)$/) ?? assert.fail(line);
		assert.ok(typed.has(name), name);
		assert.equal(values[name + labels], undefined, name);
		values[name + labels] = Number(value);
	}
	return values;
}

test('it is alive and ready, and says how far the journal goes', async () => {
	const ready = (await guest.get('/readyz')).json;
	assert.deepEqual((await guest.get('/healthz')).json, { status: 'ok' });
	assert.equal(ready.status, 'ready');
	await desk.post('/api/participants', { name: { given: 'One' }, entity: { name: 'More' } });
	assert.ok((await guest.get('/readyz')).json.seq > ready.seq);
});

test('the office is told how the server is: room, the log, copies, how long it runs, as /metrics has it', async () => {
	const { json } = await (await server.as('admin')).get('/api/health');
	const now = await metrics();
	assert.equal(json.seq, (await guest.get('/readyz')).json.seq);
	assert.deepEqual(json.ills, (await guest.get('/readyz')).json.ills);
	assert.deepEqual([json.reserve_bytes, json.snapshot, json.certificate_ends_at], [now.p2c_ballast_bytes, null, null]);
	assert.ok(Math.abs(json.disk_free_bytes - now.p2c_disk_free_bytes) < 1e9 && json.disk_free_bytes > 0);
	assert.ok(json.connections >= 1 && json.uptime_seconds >= 0 && json.uptime_seconds < 3600);
	assert.match((await p2c(['--version'])).out, new RegExp(`^p2c ${json.version}\\n$`));
});

test('answers are counted by class', async () => {
	const before = await metrics();
	await guest.get('/api/agenda');
	await guest.get('/api/agenda', { headers: { 'if-none-match': (await guest.get('/api/agenda')).headers.etag } });
	await guest.get('/api/nothing');
	await guest.get('/api/arrivals');
	const now = await metrics();
	const grown = (code) => now[`p2c_requests_total{class="${code}"}`] - before[`p2c_requests_total{class="${code}"}`];
	assert.deepEqual([grown('4xx'), grown('5xx')], [2, 0]);
	assert.equal(grown('2xx') + grown('3xx'), 4);
});

test('commits, the journal and the views are counted', async () => {
	await guest.get('/api/tally');
	const before = await metrics();
	const moderator = await server.as('moderator');
	for (let i = 0; i < 3; i++) await moderator.post('/api/pledges', { type: 'policy', pledgers: [{ entity_name: 'X' }] });
	await guest.get('/api/tally');
	await guest.get('/api/tally');
	const now = await metrics();
	assert.ok(now.p2c_commits_total >= before.p2c_commits_total + 4);
	assert.ok(now.p2c_journal_seq >= before.p2c_journal_seq + 4);
	assert.equal(now.p2c_journal_seq, (await guest.get('/readyz')).json.seq);
	assert.equal(now.p2c_views_built_total, before.p2c_views_built_total + 1);
});

test('memory, connections and what waits are told', async () => {
	const now = await metrics();
	assert.ok(now.p2c_resident_bytes > 1e6 && now.p2c_resident_bytes < 1e9);
	assert.ok(now.p2c_held_bytes > 1e5 && now.p2c_held_bytes < now.p2c_resident_bytes);
	assert.ok(now.p2c_connections >= 1);
	assert.equal(now.p2c_writer_waiting, 0);
	assert.ok(now.p2c_start_time_seconds > 1e9);
});

test('the service worker is a script of this place, asked for anew each time, and keeps only files that are there', async () => {
	const answer = await guest.get('/sw.js');
	assert.match(answer.headers['content-type'], /^text\/javascript/);
	assert.equal(answer.headers['cache-control'], 'no-cache');
	const kept = [...answer.text.matchAll(/"(\/(?:assets\/[\w.-]+|[a-z-]+))"/g)].map(([, path]) => path);
	assert.ok(kept.includes('/desk') && kept.includes('/door') && kept.some((path) => path.endsWith('.wasm')), String(kept));
	for (const path of kept) assert.equal((await guest.file(path)).status, 200, path);
});

for (const row of PAGES) {
	const path = row.replace(/\{\w+\}/g, 'x1');
	test(`the page ${row} may run its own scripts and nobody else’s`, async () => {
		const answer = await guest.get(path);
		const policy = Object.fromEntries(
			answer.headers['content-security-policy'].split('; ').map((rule) => [rule.split(' ')[0], rule.slice(rule.indexOf(' ') + 1)]),
		);
		assert.match(answer.text, /^<!doctype html>/i);
		assert.equal(policy['default-src'], "'none'");
		assert.equal(policy['script-src'], "'self' 'wasm-unsafe-eval'");
		assert.equal(policy['style-src'], "'self'");
		assert.equal(policy['frame-ancestors'], FRAMED.includes(row) ? "'self'" : "'none'");
		assert.doesNotMatch(answer.text, /<script(?![^>]*\bsrc=)|\son\w+=|style="/i);
		assert.doesNotMatch(answer.text, /(?:src|href)="(?:https?:)?\/\//i);
		assert.equal((await guest.get(path, { headers: { 'if-none-match': answer.headers.etag } })).status, 304);
	});

	test(`every file that ${row} names is there, kept for ever and compressed`, async () => {
		const { text } = await guest.get(path);
		const files = [...text.matchAll(/(?:src|href)="(\/[^"#]+\.(?:js|css|woff2|svg|json))"/g)].map(([, file]) => file);
		assert.ok(files.length >= 2, text.slice(0, 500));
		for (const file of new Set(files)) {
			const plain = await guest.file(file);
			assert.equal(plain.status, 200, file);
			assert.match(plain.headers['cache-control'], /immutable/, file);
			const packed = await guest.file(file, { 'accept-encoding': 'gzip' });
			if (packed.headers['content-encoding'] === 'gzip') assert.deepEqual(gunzipSync(packed.bytes), plain.bytes, file);
			assert.equal((await guest.file(file, { 'if-none-match': plain.headers.etag })).status, 304, file);
		}
	});
}

test('a page is found again by its ETag, whatever stands behind the question mark', async () => {
	const first = await guest.get('/kiosk?lang=ar');
	const again = await guest.get('/kiosk?lang=ar', { headers: { 'if-none-match': first.headers.etag } });
	assert.equal(again.status, 304);
	assert.deepEqual((await guest.get('/kiosk')).bytes, first.bytes);
});

test('a file may be asked for in part', async () => {
	const { text } = await guest.get('/kiosk');
	const file = text.match(/src="(\/[^"]+\.js)"/)[1];
	const whole = await guest.file(file);
	const part = await guest.file(file, { range: 'bytes=10-19' });
	const tail = await guest.file(file, { range: 'bytes=-5' });
	const beyond = await guest.file(file, { range: `bytes=${whole.bytes.length}-` });
	assert.equal(part.status, 206);
	assert.deepEqual(part.bytes, whole.bytes.subarray(10, 20));
	assert.equal(part.headers['content-range'], `bytes 10-19/${whole.bytes.length}`);
	assert.deepEqual(tail.bytes, whole.bytes.subarray(-5));
	assert.equal(beyond.status, 416);
});

test('the clock of a rehearsal moves when the administrator says so', async () => {
	const [admin, now] = [await server.as('admin'), '2022-06-08T17:30:00+02:00'];
	const moved = await admin.post('/api/clock', { now });
	assert.deepEqual([moved.status, moved.json.now], [200, now]);
	assert.match((await guest.get('/api/agenda')).json.day.now, /^2022-06-08T17:30/);
	assert.equal((await admin.post('/api/clock', { now: 'noon' })).json.field, 'now');
});

test('the clock of a real day does not move', async () => {
	const { data, code } = await init();
	const real = await serve(data);
	const admin = await real.signIn({ code });
	const answer = await admin.post('/api/clock', { now: '2022-06-09T09:30:00+02:00' });
	assert.equal(answer.status, 403);
	assert.match(answer.json.detail, /--clock/);
	await real.stop();
});

test('the catalogue names every closed list in six languages', async () => {
	const { json } = await guest.get('/api/catalogue');
	const six = (words) => assert.deepEqual(Object.keys(words).sort(), ['ar', 'en', 'es', 'fr', 'ru', 'zh']);
	assert.equal(json.focus_areas.length, 4);
	assert.equal(json.entity_types.length, 7);
	assert.equal(json.pledge_types.length, 4);
	for (const area of json.focus_areas) [area.short, area.long].forEach(six);
	for (const word of [...json.entity_types, ...json.categories]) six(word.words);
	for (const { code } of json.countries) six(json.country_names[code]);
	assert.ok(json.countries.length >= 193);
	assert.ok(json.countries.find((c) => c.code === 'RWA').groups.includes('LLDC'));
	assert.ok(json.countries.find((c) => c.code === 'BTN').groups.includes('LDC'), 'on the day of the event');
});
