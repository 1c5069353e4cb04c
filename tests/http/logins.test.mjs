// Guessing at passwords, taking rights away, and what the operator's log says of it: who came in, who was refused, from where.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { listen } from './lib/live.mjs';
import { p2c, within } from './lib/program.mjs';
import { init, serve } from './lib/server.mjs';

const PASSWORD = 'correct horse battery';
const FREE = 5;
const PATIENCE = 10_000;
const SECOND = 1000;
const ESCAPED = 'Mallory\\n\\u001b';

const { data, code } = await init();
const server = await serve(data);
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const admin = await server.signIn({ code });
const done = async (promise) => {
	const answer = await promise;
	assert.ok(answer.status < 300, `${answer.status} ${answer.text}`);
	return answer;
};

let made = 0;
/** A new account with PASSWORD; answers its name. */
async function account(roles = ['moderator']) {
	const name = `person ${++made}`;
	await done(admin.post('/api/users', { name, roles, password: PASSWORD }));
	return name;
}
const logIn = (name, password = PASSWORD, options = {}) => server.guest.post('/api/login', { name, password }, options);
const guess = async (name, times, options) => {
	const answers = [];
	for (let i = 0; i < times; i++) answers.push((await logIn(name, 'not this one at all', options)).status);
	return answers;
};
/** The facts of the log since a mark. */
const facts = (mark = 0) => server.logs.slice(mark).map((line) => JSON.parse(line));
const factsOf = (what, mark) => facts(mark).filter((fact) => fact.what === what);

test('five wrong passwords are free; then the address waits, as long as it is told', async () => {
	const from = { from: '127.0.1.1' };
	const name = await account();
	assert.deepEqual(await guess(name, FREE, from), Array(FREE).fill(401));
	const waiting = await logIn(name, PASSWORD, from);
	assert.deepEqual([waiting.status, waiting.json.code, waiting.headers['retry-after']], [429, 'TOO_MANY', '1']);
});

test('the right password from another address comes in while one guesses, and no other account waits', async () => {
	const from = { from: '127.0.1.2' };
	const [name, other] = [await account(), await account()];
	await guess(name, FREE, from);
	assert.equal((await logIn(name, PASSWORD, from)).status, 429);
	assert.equal((await logIn(name, PASSWORD, { from: '127.0.1.3' })).status, 200);
	assert.equal((await logIn(other, PASSWORD, from)).status, 200);
});

test('guesses that come together do not pass together', async () => {
	const name = await account();
	const answers = await Promise.all(Array.from({ length: 12 }, () => logIn(name, 'not this one at all', { from: '127.0.1.4' })));
	assert.equal(answers.filter(({ status }) => status === 401).length, FREE);
});

test('a name that does not exist makes one wait as one that does', async () => {
	const from = { from: '127.0.1.5' };
	await guess('nobody at all', FREE, from);
	const nobody = await logIn('nobody at all', 'not this one at all', from);
	const name = await account();
	await guess(name, FREE, { from: '127.0.1.6' });
	const somebody = await logIn(name, 'not this one at all', { from: '127.0.1.6' });
	assert.deepEqual([nobody.status, nobody.text], [somebody.status, somebody.text]);
});

test('an unknown name and a wrong password take the same time', async () => {
	const times = { known: [], unknown: [] };
	const name = await account();
	for (let i = 0; i < 12; i++)
		for (const [kind, who] of [['known', name], ['unknown', 'nobody here']]) {
			const since = performance.now();
			await logIn(who, 'not this one at all', { from: `127.0.2.${i + 1}` });
			times[kind].push(performance.now() - since);
		}
	const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
	const ratio = median(times.known) / median(times.unknown);
	assert.ok(ratio > 0.6 && ratio < 1.7, `${ratio}`);
});

test('a password is kept exactly as it was typed, spaces and case and all', async () => {
	const password = '  Ünïcode and  Spaces\t64+ '.padEnd(80, 'x');
	await done(admin.post('/api/users', { name: 'exact', role: 'desk', password }));
	for (const wrong of [password.trim(), password.toLowerCase(), password.slice(0, 64), `${password}x`]) assert.equal((await logIn('exact', wrong)).status, 401);
	assert.equal((await logIn('exact', password)).status, 200);
});

test('a role that was taken away is gone at the next request, and its open stream ends', async () => {
	const name = await account(['admin']);
	const client = await server.signIn({ name, password: PASSWORD });
	const stream = await listen(client, 'access');
	await done(admin.post('/api/users', { name, roles: ['desk'], password: PASSWORD }));
	assert.equal((await client.get('/api/logins')).status, 401);
	await within(PATIENCE, 'the stream ends', stream.closed);
	const again = await server.signIn({ name, password: PASSWORD });
	assert.notEqual(again.cookie, client.cookie);
	assert.equal((await again.get('/api/logins')).status, 403);
});

test('an account that is closed is out at once, and comes in no more until it is opened again', async () => {
	const name = await account();
	const client = await server.signIn({ name, password: PASSWORD });
	await done(admin.post('/api/users/close', { name }));
	assert.equal((await client.get('/api/me')).status, 401);
	assert.equal((await logIn(name)).status, 401);
	assert.equal((await admin.post('/api/users/close', { name })).status, 404);
	await done(admin.post('/api/users', { name, role: 'desk', password: PASSWORD }));
	assert.equal((await logIn(name)).status, 200);
});

test('all logins of one name end together, and no others', async () => {
	const [name, other] = [await account(), await account()];
	const clients = [];
	for (let i = 0; i < 3; i++) clients.push(await server.signIn({ name, password: PASSWORD }));
	const theirs = await server.signIn({ name: other, password: PASSWORD });
	const row = (await done(admin.get('/api/logins'))).json.logins.find((login) => login.name === name);
	await done(admin.post(`/api/logins/${row.id}/end`, { all: true }));
	for (const client of clients) assert.equal((await client.get('/api/me')).status, 401);
	assert.equal((await theirs.get('/api/me')).status, 200);
});

test('signing out empties the browser’s cache and leaves its storage, where unsent acts lie', async () => {
	const client = await server.signIn({ name: await account(), password: PASSWORD });
	const answer = await done(client.post('/api/logout'));
	assert.equal(answer.headers['clear-site-data'], '"cache"');
});

test('passwords are hashed beside the reading, not before it', async () => {
	const name = await account();
	const guesses = Array.from({ length: 40 }, (_, i) => logIn(name, PASSWORD, { from: `127.0.3.${i + 1}` }));
	const since = performance.now();
	assert.equal((await admin.get('/api/logins')).status, 200);
	const read = performance.now() - since;
	assert.ok((await Promise.all(guesses)).every(({ status }) => status === 200));
	assert.ok(read < (performance.now() - since) / 2, `${read} ms`);
});

// ---- the log

test('the log says who came in, who failed, who waits and who was refused, from where and on what', async () => {
	const from = { from: '127.0.4.1' };
	const name = await account(['desk']);
	const mark = server.logs.length;
	await guess(name, FREE, from);
	await logIn(name, PASSWORD, from);
	const client = await server.signIn({ name, password: PASSWORD });
	assert.equal((await client.get('/api/logins', from)).status, 403);
	await server.guest.post('/api/logout', {}, { headers: { origin: 'https://evil.example' } });
	assert.deepEqual(
		factsOf('login-failed', mark).map((fact) => [fact.level, fact.address, fact.route, fact.code, fact.who]),
		Array(FREE).fill(['warn', '127.0.4.1', '/api/login', 'LOGIN_FAILED', '']),
	);
	assert.deepEqual(factsOf('throttled', mark).map((fact) => fact.address), ['127.0.4.1']);
	assert.deepEqual(factsOf('login', mark).map((fact) => [fact.who, fact.address]), [[name, '127.0.0.1']]);
	assert.deepEqual(
		factsOf('refused', mark).map((fact) => [fact.who, fact.address, fact.route, fact.code]),
		[[name, '127.0.4.1', '/api/logins', 'FORBIDDEN'], ['', '127.0.0.1', '/api/logout', 'CROSS_SITE']],
	);
});

test('the log says which device was let in and shut out, and who took lists away', async () => {
	const mark = server.logs.length;
	const device = (await done(server.guest.post('/api/devices'))).json;
	await done(admin.post(`/api/devices/${device.id}/approve`, { code: device.code, name: 'A door', role: 'door' }));
	await done(server.guest.post(`/api/devices/${device.id}/enrol`, { secret: device.secret }));
	await done(admin.post(`/api/devices/${device.id}/revoke`));
	for (const path of ['/api/participants.csv', '/api/pledges.csv', '/api/roster', '/api/evacuation.csv']) await done(admin.get(path));
	const me = (await admin.get('/api/me')).json.name;
	assert.deepEqual(
		facts(mark).map(({ what, who, route }) => [what, who, route]),
		[
			['device-let-in', me, '/api/devices/{id}/approve'],
			['login', 'A door', '/api/devices/{id}/enrol'],
			['device-shut-out', me, '/api/devices/{id}/revoke'],
			['export-read', me, '/api/participants.csv'],
			['export-read', me, '/api/pledges.csv'],
			['export-read', me, '/api/roster'],
			['export-read', me, '/api/evacuation.csv'],
		],
	);
});

test('a name with a line of its own and an escape forges no line', async () => {
	const name = 'Mallory\n\u001b[2J{"what":"login","who":"admin"}';
	const mark = server.logs.length;
	await done(admin.post('/api/users', { name, role: 'desk', password: PASSWORD }));
	await done(logIn(name, PASSWORD, { headers: { 'user-agent': 'x"}' } }));
	const lines = server.logs.slice(mark);
	assert.deepEqual(facts(mark).map(({ what }) => what), ['account-changed', 'login']);
	assert.ok(lines.every((line) => !/[\u0000-\u001f\u007f]/.test(line)));
	assert.ok(lines[1].includes(ESCAPED), lines[1]);
});

test('whoever is refused without end fills no disk: the lines have a limit, and say what was left out', async () => {
	const name = await account(['desk']);
	const client = await server.signIn({ name, password: PASSWORD });
	const mark = server.logs.length;
	const since = performance.now();
	for (let i = 0; i < 30; i++) await Promise.all(Array.from({ length: 10 }, () => client.get('/api/logins')));
	const seconds = Math.ceil((performance.now() - since) / SECOND) + 1;
	assert.ok(factsOf('refused', mark).length <= 20 * seconds);
});

test('no password, code or token stands in any line of the log', async () => {
	const name = await account();
	const client = await server.signIn({ name, password: PASSWORD });
	await logIn(name, 'a wrong one that is secret too');
	await logIn('a password typed as a name', 'x');
	const text = server.logs.join('\n');
	for (const secret of [PASSWORD, code, client.token, 'a wrong one that is secret too', 'a password typed as a name']) assert.ok(!text.includes(secret));
	assert.ok(text.includes('"what":"login"'));
});

// ---- unused

test('a login of the office that nobody uses ends; one whose page is open, a desk and a device do not', async () => {
	const { data: other, code: first } = await init();
	const quick = await serve(other, { args: ['--idle-seconds', '1'] });
	const boss = await quick.signIn({ code: first });
	const codeOf = async (role) => JSON.parse((await p2c(['code', '--role', role, '--json', '--data', other])).out).code;
	const watching = await quick.signIn({ code: await codeOf('moderator') });
	const page = await listen(watching, 'agenda');
	const desk = await quick.signIn({ code: await codeOf('desk') });
	const gone = await quick.signIn({ code: await codeOf('protocol') });
	const stream = await listen(watching, 'participants');
	const watcher = await quick.signIn({ code: await codeOf('admin') });
	const access = await listen(watcher, 'access');
	const left = async () => {
		for (const until = performance.now() + PATIENCE; performance.now() < until;) {
			const names = (await done(watcher.get('/api/logins'))).json.logins.map((row) => row.name);
			if (names.length === 3) return names.sort();
		}
	};
	assert.deepEqual(await within(PATIENCE, 'two logins end', left()), ['admin', 'desk', 'moderator']);
	for (const client of [boss, gone]) assert.equal((await client.get('/api/me')).status, 401);
	for (const client of [watching, desk]) assert.equal((await client.get('/api/me')).status, 200);
	for (const live of [page, stream, access]) live.close();
	await quick.stop();
});
