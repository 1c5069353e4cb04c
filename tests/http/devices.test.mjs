// Devices that are let in by a code on their screen, shut out by one act, and the streams that end with their login.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Client } from './lib/client.mjs';
import { enrolled as letIn } from './lib/devices.mjs';
import { listen } from './lib/live.mjs';
import { p2c, within } from './lib/program.mjs';
import { serveDemo } from './lib/server.mjs';

const CLOCK = '2022-06-08T15:05:00+02:00';
const MINUTE = 60_000;
const PATIENCE = 10_000;
const server = await serveDemo({ args: ['--clock', CLOCK] });
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const admin = await server.as('admin');
const done = async (promise) => {
	const answer = await promise;
	assert.ok(answer.status < 300, `${answer.status} ${answer.text}`);
	return answer.json;
};
const DOOR = { name: 'Door hall 1', role: 'door', place: 'main' };

const ask = () => done(new Client(server).post('/api/devices'));
const approve = (device, form = {}) => admin.post(`/api/devices/${device.id}/approve`, { code: device.code, ...DOOR, ...form });

/** A device that asked, was let in and has come in: { device, client }. */
const enrolled = (form) => letIn(server, { ...DOOR, ...form });

test('a device asks with a code that is easy to read out, and is not in yet', async () => {
	const device = await ask();
	assert.match(device.code, /^[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{3}$/);
	assert.equal((await done(server.guest.get(`/api/devices/${device.id}`))).state, 'asked');
	const answer = await server.guest.post(`/api/devices/${device.id}/enrol`, { secret: device.secret });
	assert.deepEqual([answer.status, answer.json.code], [409, 'STEP']);
});

test('who typed the code lets it in, under a name and with one role; what it does carries that name', async () => {
	const { device, client } = await enrolled();
	const me = await done(client.get('/api/me'));
	assert.deepEqual([me.name, me.roles, me.device], [DOOR.name, ['door'], { id: device.id, name: DOOR.name, place: 'main' }]);
	assert.equal((await client.get('/api/participants?q=a')).status, 200);
	assert.equal((await client.get('/api/devices')).status, 403);
	const [row] = (await done(admin.get('/api/devices'))).devices.filter((one) => one.id === device.id);
	assert.deepEqual([row.state, row.name, row.role, row.place], ['enrolled', DOOR.name, 'door', 'main']);
});

test('the code may be typed as people type: small letters, no dash, O for 0', async () => {
	const device = await ask();
	const typed = device.code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
	assert.equal((await approve(device, { code: typed })).status, 200);
});

for (const [what, form, field] of [
	['a wrong code', { code: 'ZZZ-ZZZ' }, 'code'],
	['an empty code', { code: '' }, 'code'],
	['a longer code', { code: 'AAA-AAAA' }, 'code'],
	['no name', { name: '' }, 'name'],
	['a name of the program itself', { name: 'operator' }, 'name'],
	['a role there is not', { role: 'boss' }, 'role'],
	['two roles', { role: 'door desk' }, 'role'],
	['an administrator', { role: 'admin' }, 'role'],
	['a place as long as a page', { place: 'x'.repeat(61) }, 'place'],
]) {
	test(`${what} lets nobody in`, async () => {
		const device = await ask();
		const answer = await approve(device, form);
		assert.deepEqual([answer.status, answer.json.field], [422, field], answer.text);
		assert.equal((await done(server.guest.get(`/api/devices/${device.id}`))).state, 'asked');
	});
}

test('only an administrator lets devices in, sees them and shuts them out', async () => {
	const device = await ask();
	for (const role of ['desk', 'door', 'moderator', 'protocol', 'kiosk']) {
		const client = await server.as(role);
		for (const act of ['approve', 'revoke']) assert.equal((await client.post(`/api/devices/${device.id}/${act}`, { code: device.code, ...DOOR })).status, 403);
		assert.equal((await client.get('/api/devices')).status, 403);
		assert.equal((await client.get('/api/logins')).status, 403);
	}
	assert.equal((await server.guest.post(`/api/devices/${device.id}/approve`, { code: device.code, ...DOOR })).status, 401);
});

test('somebody else’s secret is worth nothing', async () => {
	const [device, other] = [await ask(), await ask()];
	await done(approve(device));
	for (const secret of [other.secret, device.secret.slice(1), `${device.secret}A`, '', 'x'.repeat(43)]) {
		const answer = await server.guest.post(`/api/devices/${device.id}/enrol`, { secret });
		assert.deepEqual([answer.status, answer.json.code], [401, 'CODE_USED'], secret);
	}
});

test('when the answer was lost the device comes in again; after ten minutes it must ask anew', async () => {
	const { device } = await enrolled();
	assert.equal((await server.guest.post(`/api/devices/${device.id}/enrol`, { secret: device.secret })).status, 200);
	await done(admin.post('/api/clock', { now: new Date(Date.parse(CLOCK) + 11 * MINUTE).toISOString() }));
	assert.equal((await server.guest.post(`/api/devices/${device.id}/enrol`, { secret: device.secret })).status, 409);
});

test('a question nobody answered in ten minutes is forgotten', async () => {
	const device = await ask();
	await done(admin.post('/api/clock', { now: new Date(Date.parse(CLOCK) + 40 * MINUTE).toISOString() }));
	assert.equal((await done(server.guest.get(`/api/devices/${device.id}`))).state, 'ended');
	assert.equal((await approve(device)).status, 409);
	await ask();
	assert.equal((await server.guest.get(`/api/devices/${device.id}`)).status, 404);
});

test('one act shuts a device out: its login ends, and its live stream within a second', async () => {
	const { device, client } = await enrolled({ name: 'Lost tablet', role: 'desk' });
	const stream = await listen(client, 'participants');
	const since = performance.now();
	await done(admin.post(`/api/devices/${device.id}/revoke`));
	await within(PATIENCE, 'the stream ends', stream.closed);
	assert.ok(performance.now() - since < PATIENCE);
	assert.equal((await client.get('/api/me')).status, 401);
	assert.equal((await client.post('/api/scans', { code: 'NOBODYS', point: 'main' })).status, 401);
	assert.equal((await admin.post(`/api/devices/${device.id}/revoke`)).status, 409);
});

test('a stream ends when its owner signs out, and those of others go on', async () => {
	const [one, other] = [await server.another('desk'), await server.another('desk')];
	const [mine, theirs] = await Promise.all([one, other].map((client) => listen(client, 'participants')));
	await done(one.post('/api/logout'));
	await within(PATIENCE, 'the stream ends', mine.closed);
	await done(other.post('/api/participants', { name: { family: 'Still here' }, entity: { name: 'House of the others' } }));
	assert.equal((await theirs.next(({ event }) => event === 'participants')).data.topic, 'participants');
	theirs.close();
});

test('a stream does not outlive the time of its login', async () => {
	const { client } = await enrolled({ name: 'Desk for an hour', role: 'desk' });
	const stream = await listen(client, 'participants');
	const { expires_at: end } = await done(client.get('/api/me'));
	const boss = await server.signIn({ code: await operatorCode() });
	await done(boss.post('/api/clock', { now: new Date(Date.parse(end) + 1000).toISOString() }));
	await within(PATIENCE, 'the stream ends', stream.closed);
});

test('an administrator sees who is signed in and ends a login', async () => {
	const boss = await server.signIn({ code: await operatorCode() });
	const guest = await server.signIn({ code: (await done(boss.post('/api/codes', { role: 'protocol', name: 'A guest' }))).code });
	const { logins } = await done(boss.get('/api/logins'));
	const row = logins.find(({ name }) => name === 'A guest');
	assert.match(row.id, /^[0-9a-f]{64}$/);
	await done(boss.post(`/api/logins/${row.id}/end`));
	assert.equal((await guest.get('/api/me')).status, 401);
	assert.equal((await boss.post(`/api/logins/${row.id}/end`)).status, 404);
	for (const id of ['0', 'x'.repeat(64), row.id.toUpperCase()]) assert.equal((await boss.post(`/api/logins/${id}/end`)).status, 404);
});

test('secrets and codes of devices stand in no list and no log', async () => {
	const device = await ask();
	const boss = await server.signIn({ code: await operatorCode() });
	const list = (await boss.get('/api/devices')).text;
	assert.ok(!list.includes(device.secret) && !list.includes(device.code));
	assert.ok(!server.logs.join('\n').includes(device.secret));
});

test('whoever asks without end is told to wait', async () => {
	let answer;
	for (let i = 0; i < 60; i += 1) {
		answer = await server.guest.post('/api/devices');
		if (answer.status !== 200) break;
	}
	assert.deepEqual([answer.status, answer.json.code], [429, 'TOO_MANY']);
});

/** A code that the operator makes on the machine: logins of the demonstration's links have run out by then. */
async function operatorCode() {
	const made = await p2c(['code', '--role', 'admin', '--json', '--data', server.data]);
	assert.equal(made.code, 0, made.err);
	return JSON.parse(made.out).code;
}
