// Who may come in: codes, passwords, logins. Who may do what is matrix.test.mjs.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { p2c } from './lib/program.mjs';
import { init, serve } from './lib/server.mjs';

const START = '2022-06-08T15:00:00+02:00';
const PASSWORD = 'correct horse battery';
const NOWHERE = '00000000-0000-7000-8000-000000000000';

const { data, code: firstCode } = await init(['--zone', 'Africa/Kigali']);
// The real clock made the first code; the rehearsal's clock lies before that, so the code is still good.
const server = await serve(data, { args: ['--clock', START] });
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const admin = await server.signIn({ code: firstCode });

const newCode = async (role) => (await admin.post('/api/codes', { role })).json.code;
const signedInAs = async (role) => server.signIn({ code: await newCode(role) });
const logIn = (credentials, options) => server.guest.post('/api/login', credentials, options);

test('a one-time code signs in once', async () => {
	const code = await newCode('desk');
	const first = await logIn({ code });
	const second = await logIn({ code });
	assert.equal(first.status, 200);
	assert.deepEqual(first.json.roles, ['desk']);
	assert.equal(second.status, 401);
	assert.equal(second.json.code, 'CODE_USED');
	assert.equal(second.headers['set-cookie'], undefined);
});

test('of many who use one code at the same time, one gets in', async () => {
	const code = await newCode('door');
	const answers = await Promise.all(Array.from({ length: 6 }, () => logIn({ code })));
	assert.deepEqual(answers.map((a) => a.status).sort(), [200, ...Array(5).fill(401)]);
});

test('a code that never was and one of the wrong length are refused alike', async () => {
	const answers = await Promise.all(['A'.repeat(43), 'short', '', 'A'.repeat(500)].map((code) => logIn({ code })));
	for (const answer of answers) {
		assert.equal(answer.status, 401);
		assert.equal(answer.text, answers[0].text);
	}
});

test('a code is not used up by opening its link', async () => {
	const made = (await admin.post('/api/codes', { role: 'agenda' })).json;
	const page = await server.guest.get(made.path.split('#')[0]);
	const answer = await logIn({ code: made.code });
	assert.equal(made.path, `/login#code=${made.code}`);
	assert.equal(page.status, 200);
	assert.equal(answer.status, 200);
});

test('name and password sign in', async () => {
	const put = await admin.post('/api/users', { name: 'amina', roles: ['desk', 'door'], password: PASSWORD });
	assert.equal(put.status, 200, put.text);
	const answer = await logIn({ name: 'amina', password: PASSWORD });
	assert.equal(answer.status, 200);
	assert.equal(answer.json.name, 'amina');
	assert.deepEqual(answer.json.roles, ['desk', 'door']);
	assert.equal(answer.json.expires_at.slice(0, 10), '2022-06-09');
});

test('a wrong password and a name that does not exist get the same answer', async () => {
	const wrong = await logIn({ name: 'amina', password: 'not the password' });
	const nobody = await logIn({ name: 'nobody', password: 'not the password' });
	assert.equal(wrong.status, 401);
	assert.equal(wrong.json.code, 'LOGIN_FAILED');
	assert.equal(nobody.status, 401);
	assert.equal(nobody.text, wrong.text);
	assert.deepEqual(Object.keys(nobody.headers), Object.keys(wrong.headers));
});

test('half of the credentials is told as a missing field', async () => {
	const noPassword = await logIn({ name: 'amina' });
	const nothing = await logIn({});
	assert.equal(noPassword.status, 422);
	assert.equal(noPassword.json.field, 'password');
	assert.equal(nothing.status, 422);
	assert.equal(nothing.json.field, 'name');
});

test('an account has a known role, a password of twelve characters and a name', async () => {
	const good = { name: 'bo', role: 'desk', password: PASSWORD };
	for (const [change, field] of [
		[{ role: 'emperor' }, 'role'],
		[{ role: '' }, 'role'],
		[{ role: 'desk emperor' }, 'role'],
		[{ password: 'eleven char' }, 'password'],
		[{ password: 'x'.repeat(257) }, 'password'],
		[{ password: `${PASSWORD}${'xy z'.repeat(60)}` }, 'password'],
		[{ password: 'password1234' }, 'password'],
		[{ name: 'bo jones', password: 'BoJones-2026-p2c' }, 'password'],
		[{ name: '' }, 'name'],
		[{ name: 'n'.repeat(61) }, 'name'],
	]) {
		const answer = await admin.post('/api/users', { ...good, ...change });
		assert.equal(answer.status, 422, JSON.stringify(change));
		assert.equal(answer.json.field, field, JSON.stringify(change));
	}
	const noRole = await admin.post('/api/users', { name: 'bo', password: PASSWORD });
	assert.equal(noRole.json.field, 'role');
	assert.equal((await logIn({ name: 'bo', password: PASSWORD })).status, 401);
});

test('a new password replaces the old one', async () => {
	await admin.post('/api/users', { name: 'carla', role: 'moderator', password: PASSWORD });
	await admin.post('/api/users', { name: 'carla', role: 'rapporteur', password: `${PASSWORD} 2` });
	assert.equal((await logIn({ name: 'carla', password: PASSWORD })).status, 401);
	assert.deepEqual((await logIn({ name: 'carla', password: `${PASSWORD} 2` })).json.roles, ['rapporteur']);
});

test('the command line adds an account while the server runs', async () => {
	const added = await p2c(['user', 'add', 'dora', '--role', 'protocol', '--data', data], { input: `${PASSWORD}\n` });
	assert.equal(added.code, 0, added.err);
	assert.deepEqual((await logIn({ name: 'dora', password: PASSWORD })).json.roles, ['protocol']);
});

test('the cookie cannot be read by a page nor be sent from another site', async () => {
	const answer = await logIn({ name: 'amina', password: PASSWORD });
	const [cookie, ...more] = answer.headers['set-cookie'];
	const flags = cookie.split('; ');
	assert.deepEqual(more, []);
	assert.match(flags[0], /^p2c=[\w-]{43}$/);
	assert.deepEqual(flags.slice(1).sort(), ['HttpOnly', 'Max-Age=43200', 'Path=/', 'SameSite=Strict']);
	assert.equal(answer.headers['cache-control'], 'no-store');
});

test('/api/me tells who is signed in, and that nobody is', async () => {
	const desk = await signedInAs('desk');
	const me = await desk.get('/api/me');
	const nobody = await server.guest.get('/api/me');
	assert.deepEqual(me.json.roles, ['desk']);
	assert.equal(nobody.status, 401);
	assert.equal(nobody.json.code, 'LOGIN_NEEDED');
	assert.match(nobody.headers['www-authenticate'], /^Bearer/);
});

test('a token works as a bearer without Origin and mark, and only as it is', async () => {
	const desk = await signedInAs('desk');
	const bare = { cookie: null, origin: null, 'x-p2c': null };
	const asBearer = await server.guest.post(
		'/api/scans',
		{ code: 'ABC', point: 'main' },
		{ headers: { ...bare, authorization: `Bearer ${desk.token}` } },
	);
	assert.equal(asBearer.status, 200);
	for (const authorization of [`Bearer ${desk.token}x`, `Bearer ${desk.token.slice(1)}`, `Basic ${desk.token}`, 'Bearer ', desk.token]) {
		assert.equal((await server.guest.get('/api/arrivals', { headers: { authorization } })).status, 401, authorization);
	}
});

test('other cookies beside ours do not disturb it, and one that is like ours is not ours', async () => {
	const desk = await signedInAs('desk');
	const get = (cookie) => server.guest.get('/api/arrivals', { headers: { cookie } });
	assert.equal((await get(`theme=dark; ${desk.cookie}; p2cx=1`)).status, 200);
	assert.equal((await get(`xp2c=${desk.token}`)).status, 401);
	assert.equal((await get('p2c=')).status, 401);
	assert.equal((await get(`p2c=${'A'.repeat(43)}`)).status, 401);
	assert.equal((await get(`p2c=${'A'.repeat(2000)}`)).status, 401);
});

test('logging out ends the login, and this one only', async () => {
	const [desk, other] = [await signedInAs('desk'), await signedInAs('desk')];
	const answer = await desk.post('/api/logout');
	assert.equal(answer.status, 200);
	assert.match(answer.headers['set-cookie'][0], /^p2c=; .*Max-Age=0/);
	assert.equal((await desk.get('/api/me')).status, 401);
	assert.equal((await desk.get('/api/arrivals')).status, 401);
	assert.equal((await desk.post('/api/scans', { code: 'ABC', point: 'main' })).status, 401);
	assert.equal((await other.get('/api/arrivals')).status, 200);
});

test('logging out without a login is no failure', async () => {
	assert.equal((await server.guest.post('/api/logout')).status, 200);
});

test('a public route answers somebody whose login has ended as it answers anybody', async () => {
	const desk = await signedInAs('desk');
	await desk.post('/api/logout');
	assert.equal((await desk.get('/api/agenda')).status, 200);
	assert.equal((await desk.get(`/api/sessions/${NOWHERE}`)).status, 404);
});

test('what is refused for the role is refused before the body is read', async () => {
	const door = await signedInAs('door');
	const answer = await door.request('POST', '/api/pledges', { body: '{"broken' });
	assert.equal(answer.status, 403);
});

test('a role that was refused leaves nothing behind under its key', async () => {
	const key = randomUUID();
	const body = { given: 'x' };
	const refused = await (await signedInAs('door')).post('/api/participants', body, { key });
	const invalid = await (await signedInAs('desk')).post('/api/participants', body, { key });
	assert.equal(refused.status, 403);
	assert.equal(invalid.json.code, 'FIELD_UNKNOWN');
});

test('after thirty failures an address has to wait, and no other one', async () => {
	const { data: quiet, code } = await init();
	const other = await serve(quiet);
	const guess = (options) => other.guest.post('/api/login', { code: 'A'.repeat(43) }, options);
	for (let i = 0; i < 30; i++) assert.equal((await guess()).status, 401);
	const waiting = await other.guest.post('/api/login', { code });
	assert.equal(waiting.status, 429);
	assert.equal(waiting.json.code, 'TOO_MANY');
	assert.equal((await guess({ from: '127.0.0.2' })).status, 401);
	assert.equal((await other.guest.get('/api/agenda')).status, 200);
	assert.equal((await other.guest.post('/api/login', { code }, { from: '127.0.0.2' })).status, 200);
	await other.stop();
});

test('tokens and codes stand nowhere in the data folder nor in the log', async () => {
	const code = await newCode('desk');
	const desk = await server.signIn({ code });
	const files = readdirSync(data).filter((name) => name.startsWith('p2c.db'));
	assert.ok(files.length >= 2);
	for (const name of files) {
		const bytes = readFileSync(join(data, name));
		assert.ok(!bytes.includes(code) && !bytes.includes(desk.token) && !bytes.includes(PASSWORD), name);
	}
	assert.ok(!server.logs.some((line) => line.includes(code) || line.includes(desk.token)));
});

test('a login ends after twelve hours and a code after a day', async () => {
	const desk = await signedInAs('desk');
	const code = await newCode('desk');
	const at = async (time) => assert.equal((await p2c(['clock', time, '--data', data])).code, 0);
	await at('2022-06-09T02:59:00+02:00');
	assert.equal((await desk.get('/api/arrivals')).status, 200);
	await at('2022-06-09T03:10:00+02:00');
	assert.equal((await desk.get('/api/arrivals')).status, 401);
	await at('2022-06-09T15:10:00+02:00');
	const late = await logIn({ code });
	assert.equal(late.status, 401);
	assert.equal(late.json.code, 'CODE_USED');
});
