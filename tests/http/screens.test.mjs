// Screens that hang in the venue: each is a device let in by its code, says what really stands on it, and is pointed elsewhere or told
// to load its page anew from the office.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { enrolled } from './lib/devices.mjs';
import { listen } from './lib/live.mjs';
import { serveDemo } from './lib/server.mjs';

const CLOCK = '2022-06-08T15:05:00+02:00';
const server = await serveDemo({ args: ['--clock', CLOCK] });
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const [admin, protocol, moderator, desk] = await Promise.all(['admin', 'protocol', 'moderator', 'desk'].map((role) => server.as(role)));
const done = async (promise) => {
	const answer = await promise;
	assert.ok(answer.status < 300, `${answer.status} ${answer.text}`);
	return answer.json;
};

const { device, client: sign } = await enrolled(server, { name: 'Sign hall 1', role: 'screen', place: 'Hall 1' });
const REPORT = { build: 'b1', page: '/sign/hall-1', lines: ['Opening', 'until 16:00'], data_at: CLOCK, seq: 12, size: [1080, 1920], scene: 'now', video: null, freshness: 'fresh' };
const report = (body = REPORT, client = sign) => client.post('/api/screens/report', body);
const screen = async (id = device.id) => (await done(admin.get('/api/screens'))).screens.find((row) => row.id === id);
const seq = async () => (await server.guest.get('/readyz')).json.seq;
const later = (seconds) => done(admin.post('/api/clock', { now: new Date(Date.parse(CLOCK) + seconds * 1000).toISOString() }));

test('a screen that was let in has never spoken, and knows who it is', async () => {
	const row = await screen();
	assert.deepEqual([row.name, row.role, row.place, row.target, row.reload, row.state, row.report], ['Sign hall 1', 'screen', 'Hall 1', null, 0, 'never', null]);
	const me = await done(sign.get('/api/screens/me'));
	assert.deepEqual([me.id, me.name, me.target, me.reload], [device.id, 'Sign hall 1', null, 0]);
});

test('what it says is shown as it is, costs no key and leaves no journal entry', async () => {
	const before = await seq();
	const told = await done(sign.request('POST', '/api/screens/report', { json: REPORT, headers: { 'idempotency-key': null } }));
	assert.deepEqual([told.id, told.target, told.reload], [device.id, null, 0]);
	assert.equal(await seq(), before);
	const { report: kept, state } = await screen();
	const { at, data_at, ...rest } = kept;
	const { data_at: said, ...expected } = REPORT;
	assert.deepEqual([state, rest], ['fresh', expected]);
	assert.equal(Date.parse(data_at), Date.parse(said));
	assert.ok(Date.parse(at) >= Date.parse(CLOCK));
});

test('its silence shows: late after eight seconds, silent after fifteen, fresh again with its next word', async () => {
	await later(0);
	await report();
	for (const [seconds, state] of [[3, 'fresh'], [12, 'late'], [30, 'silent'], [-60, 'silent']]) {
		await later(seconds);
		assert.equal((await screen()).state, state, `${seconds} s`);
	}
	await later(0);
	await report();
	assert.equal((await screen()).state, 'fresh');
});

test('it is pointed to another page by one act, and hears of it with its next report', async () => {
	const notices = await listen(admin, 'screens');
	const { version } = await screen();
	const row = await done(protocol.patch(`/api/screens/${device.id}`, { target: '/wall?langs=en,fr', name: 'Foyer' }, { version }));
	assert.deepEqual([row.target, row.name, row.version], ['/wall?langs=en,fr', 'Foyer', version + 1]);
	assert.equal((await notices.topic('screens')).data.action, 'screen.edit');
	assert.equal((await done(report())).target, '/wall?langs=en,fr');
	assert.equal((await done(protocol.patch(`/api/screens/${device.id}`, { target: '' }, { version: row.version }))).target, null);
	notices.close();
});

test('each call to load anew counts', async () => {
	const before = (await done(report())).reload;
	await done(protocol.post(`/api/screens/${device.id}/reload`));
	assert.equal((await done(protocol.post(`/api/screens/${device.id}/reload`))).reload, before + 2);
	assert.equal((await done(report())).reload, before + 2);
});

for (const target of ['/admin', '/signs', '//evil.example', 'https://evil.example/sign/a', '/sign/../admin#x', '/sign/a b', '/wall"', '/sign/\u0007', `/sign/${'x'.repeat(200)}`, 'javascript:alert(1)']) {
	test(`no screen is pointed to ${JSON.stringify(target).slice(0, 40)}`, async () => {
		const { version } = await screen();
		const answer = await admin.patch(`/api/screens/${device.id}`, { target }, { version });
		assert.deepEqual([answer.status, answer.json.field], [422, 'target'], answer.text);
		assert.equal((await screen()).version, version);
	});
}

test('two who edit one screen do not overwrite each other', async () => {
	const { version } = await screen();
	assert.equal((await admin.patch(`/api/screens/${device.id}`, { name: 'One' })).status, 428);
	await done(admin.patch(`/api/screens/${device.id}`, { name: 'One' }, { version }));
	const late = await protocol.patch(`/api/screens/${device.id}`, { name: 'Other' }, { version });
	assert.deepEqual([late.status, late.json.current.name], [412, 'One']);
});

test('a page that says too much is cut, not refused: the sign goes on', async () => {
	await done(report({ page: `/sign/${'x'.repeat(500)}`, lines: Array.from({ length: 30 }, () => '字'.repeat(300)), seq: null, data_at: null }));
	const { report: kept } = await screen();
	assert.deepEqual([kept.lines.length, kept.page.length, kept.data_at], [8, 120, null]);
	assert.ok(kept.lines.every((line) => line === '字'.repeat(66)));
});

for (const [what, body, field] of [
	['no page', {}, 'page'],
	['lines that are no texts', { page: '/', lines: [1] }, 'lines'],
	['three sizes', { page: '/', size: [1, 2, 3] }, 'size'],
	['a size below nothing', { page: '/', size: [-1, 2] }, 'size'],
	['a member nobody knows', { page: '/', password: 'x' }, 'password'],
]) {
	test(`a report with ${what} is refused, and the one before stays`, async () => {
		await done(report());
		const answer = await report(body);
		assert.deepEqual([answer.status, answer.json.field], [422, field], answer.text);
		assert.equal((await screen()).report.page, REPORT.page);
	});
}

test('a person’s login is no screen, and a screen may do nothing but speak for itself', async () => {
	const kiosk = await server.as('kiosk');
	assert.deepEqual([(await report(REPORT, kiosk)).status, (await kiosk.get('/api/screens/me')).status], [404, 404]);
	for (const client of [server.guest, desk, moderator]) assert.ok([401, 403].includes((await report(REPORT, client)).status));
	for (const client of [server.guest, desk, sign]) assert.ok([401, 403].includes((await client.get('/api/screens')).status));
	for (const path of ['/api/participants?q=a', '/api/devices', '/api/presence', '/api/pledges']) assert.equal((await sign.get(path)).status, 403, path);
	const { version } = await screen();
	assert.equal((await sign.patch(`/api/screens/${device.id}`, { name: 'Mine' }, { version })).status, 403);
});

test('only devices that are screens can be pointed, and one that was shut out is gone', async () => {
	const door = await enrolled(server, { name: 'Door', role: 'door' });
	assert.equal((await admin.patch(`/api/screens/${door.device.id}`, { name: 'X' }, { version: 3 })).status, 404);
	const other = await enrolled(server, { name: 'Kiosk foyer', role: 'kiosk' });
	await done(report(REPORT, other.client));
	assert.equal((await screen(other.device.id)).state, 'fresh');
	await done(admin.post(`/api/devices/${other.device.id}/revoke`));
	assert.equal(await screen(other.device.id), undefined);
	assert.equal((await report(REPORT, other.client)).status, 401);
});

test('five hundred reports a moment apart are all there', async () => {
	const answers = await Promise.all(Array.from({ length: 500 }, (_, i) => report({ ...REPORT, seq: i })));
	assert.ok(answers.every(({ status }) => status === 200));
	assert.equal((await screen()).state, 'fresh');
});
