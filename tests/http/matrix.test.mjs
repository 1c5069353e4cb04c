// Nobody gets in where they do not belong: every route for every role, for a stranger, for a login that has ended and for a device that
// was shut out, each with a thing that is there and one that is not. Who may what is said by the x-roles of the description, held
// here against the server; a route that is new and not described, or has a {…} that nobody filled in below, fails.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Client } from './lib/client.mjs';
import { description, mediaTypeOf } from './lib/contract.mjs';
import { enrolled } from './lib/devices.mjs';
import { p2c } from './lib/program.mjs';
import { serveDemo } from './lib/server.mjs';
import { delegateOf, furnish } from './lib/things.mjs';

const NOWHERE = '00000000-0000-7000-8000-000000000000';
const NOBODYS = 'A'.repeat(43);
const LIVE = 5; // enum route_kind
const BY_LOGIN = ['kiosk', 'door', 'desk', 'moderator', 'rapporteur', 'protocol', 'agenda', 'admin'];
const AT_ONCE = 12;

const server = await serveDemo();
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const day = await furnish(server);
const { admin, THINGS } = day;
const routes = JSON.parse((await p2c(['routes', '--json'])).out);
const json = async (promise) => {
	const answer = await promise;
	assert.ok(answer.status < 300, `${answer.status} ${answer.text.slice(0, 300)}`);
	return answer.json;
};

// ---- what stands for {…}

const badge = await json(admin.post(`/api/participants/${THINGS.participants}/badge`, {}));
const { cards } = await json(admin.post('/api/cards', { entity: THINGS.entities, count: 1 }));
const { told } = await json(admin.get('/api/told'));
const { signatures } = await json(admin.get(`/api/declarations/${(await json(admin.get('/api/declarations'))).declarations[0].id}/signatures`));
const { link } = await json(admin.post(`/api/participants/${THINGS.participants}/personal-link`, {}));
const { device: lost, client: shutOut } = await enrolled(server, { name: 'A lost tablet', role: 'desk' });
const released = (await json(admin.get('/api/releases'))).releases[0];
await json(admin.post(`/api/devices/${lost.id}/revoke`));
const ended = await server.another('admin');
await json(ended.post('/api/logout'));
const victim = await server.another('desk');
const second = await json(admin.post('/api/pledges', { type: 'policy', speaker: day.speaker.id, open: true, amount: { value: '7', currency: 'USD' } }));
const { client: one } = await delegateOf(server, THINGS.pledges);
const { client: other } = await delegateOf(server, second.id);
const login = (await json(admin.get('/api/logins'))).logins[0].id;

/** What is there and told to nobody outside before it is opened: to them it is not there. */
const HIDDEN = (path, role) => /^\/api\/declarations\/\{id\}/.test(path) && [null, 'delegate'].includes(role);

/** [a thing that is there, one that is not], by the word before it and its name; or by its name alone. */
const FILLED = {
	'badges {serial}': [badge.serial, '00000000'],
	'cards {serial}': [cards[0].serial, '00000000'],
	'print-jobs {id}': [NOWHERE, NOWHERE], // a printer that has one says something at any moment; print.test.mjs has them
	'told {id}': [told[0].id, NOWHERE],
	'signatures {id}': [signatures[0].id, NOWHERE],
	'devices {id}': [lost.id, NOWHERE],
	'logins {id}': [login, '0'.repeat(64)],
	'releases {number}': [String(released.number), '999999'],
	'my {token}': [link.slice('/my/'.length), NOBODYS],
	'sign {room}': [THINGS.rooms, NOWHERE],
	'parts {number}': ['0', '999'],
	'people {person}': [THINGS.participants, NOWHERE],
	'{form}': ['pdf', 'pdf'],
	'{lang}': ['en', 'xx'],
	'{step}': ['confirm', 'confirm'],
};

/** Papers of everybody take seconds to draw; one of nobody is refused in the same way. */
const NARROW = {
	'/api/nameplates.pdf': `?session=${NOWHERE}`,
	'/api/packs.pdf': `?entity=${NOWHERE}`,
	'/api/door-signs.pdf': `?room=${NOWHERE}`,
	'/api/pledges.pdf': `?session=${NOWHERE}`,
	'/api/evidence.pdf': `?session=${NOWHERE}`,
};
/** What the things here do not have: a picture, a film, captions, a plan of seats, an export that somebody asked for. Their own tests have them. */
const BARE = /photo$|export\.(?:json|pdf)$|^\/videos\/|seating\.\{form\}$/;

/** The two addresses of a route; one where nothing stands for anything. */
function addressesOf({ path }) {
	const fill = (which) => {
		let before = '';
		return path.split('/').map((word) => {
			const filled = word.replace(/\{\w+\}/g, (name) => {
				const known = FILLED[`${before} ${name}`] ?? FILLED[name] ?? (name === '{id}' && THINGS[before] && [THINGS[before], NOWHERE]);
				assert.ok(known, `nothing stands for ${name} in ${path}`);
				return known[which];
			});
			before = word;
			return filled;
		}).join('/') + (NARROW[path] ?? '');
	};
	return [...new Set([fill(0), fill(1)])];
}

/** Who may, as the description has it; null for anybody. */
function rolesOf({ method, path }) {
	const operation = description.paths[path]?.[method.toLowerCase()];
	assert.ok(operation, `${method} ${path} is described nowhere`);
	return operation['x-roles']?.length ? operation['x-roles'] : null;
}

const asked = routes.filter(({ kind }) => kind !== LIVE).map((route) => ({ ...route, may: rolesOf(route), addresses: addressesOf(route) }));
const restricted = asked.filter(({ may }) => may);
const describe = ({ method, path }) => `${method} ${path}`;

const clients = new Map([[null, server.guest]]);
for (const role of BY_LOGIN) clients.set(role, await server.as(role));
clients.set('delegate', one);
clients.set('screen', day.sign);
const seq = async () => (await server.guest.get('/readyz')).json.seq;

/** Asks with as little as gets past the guard and is no valid change. */
function knock(client, { method, path }, address, from) {
	if (method === 'GET') return client.get(address, { from });
	const headers = { 'content-type': mediaTypeOf(method, path) };
	return client.request(method, address, { body: '{"nothing_of_ours":1}', headers, from });
}

/** Runs `act` for each item, a few at once. */
async function each(items, act) {
	const rest = [...items];
	await Promise.all(Array.from({ length: AT_ONCE }, async () => {
		for (let item = rest.shift(); item; item = rest.shift()) await act(item);
	}));
}

test('every role of the program is one of the table', () => {
	const named = new Set(routes.flatMap(({ roles }) => roles));
	assert.deepEqual([...named].sort(), [...BY_LOGIN, 'delegate', 'screen'].sort());
	assert.deepEqual([...clients.keys()].filter(Boolean).sort(), [...named].sort());
});

let host = 0;
for (const [role, client] of clients) {
	test(`${role ?? 'a stranger'} does what the description says on every route, and is told nothing of things by being refused`, async () => {
		const from = `127.0.6.${++host}`;
		const before = await seq();
		let refused = 0;
		await each(asked, async (route) => {
			const may = !route.may || route.may.includes(role);
			const answers = await Promise.all(route.addresses.map((address) => knock(client, route, address, from)));
			const what = `${describe(route)} as ${role}: ${answers.map(({ status }) => status)}`;
			if (may) {
				if (route.path === '/api/me') return;
				for (const answer of answers) assert.ok(answer.status !== 401 && (answer.status !== 403 || answer.json.code !== 'FORBIDDEN'), what);
				if (HIDDEN(route.path, role)) assert.deepEqual(answers.map(({ status, text }) => [status, text]), Array(2).fill([404, answers[1].text]), what);
				else if (route.method === 'GET' && answers.length > 1 && !BARE.test(route.path)) assert.ok(answers[0].status < 300, what);
				return;
			}
			refused++;
			assert.deepEqual(answers.map(({ status, json }) => [status, json.code]), answers.map(() => (role ? [403, 'FORBIDDEN'] : [401, 'LOGIN_NEEDED'])), what);
			assert.equal(new Set(answers.map(({ text }) => text)).size, 1, what);
		});
		assert.equal(refused, restricted.filter(({ may }) => !may.includes(role)).length);
		assert.equal(await seq(), before, 'nothing came of it');
	});
}

for (const [what, client] of [['a login that has ended', ended], ['a device that was shut out', shutOut]]) {
	test(`${what} is a stranger on every route`, async () => {
		await each(restricted, async (route) => {
			const answer = await knock(client, route, route.addresses[0], '127.0.6.100');
			assert.deepEqual([answer.status, answer.json.code], [401, 'LOGIN_NEEDED'], describe(route));
		});
		for (const path of ['/api/agenda', '/api/wall', '/api/journal/head']) assert.equal((await client.get(path)).status, 200);
	});
}

// ---- somebody else's thing

test('a delegate sees and answers the pledge of their own link, whatever they ask for', async () => {
	assert.equal((await json(one.get('/api/read-back'))).pledge.id, THINGS.pledges);
	assert.equal((await json(other.get('/api/read-back'))).pledge.id, second.id);
	for (const id of [THINGS.pledges, second.id, NOWHERE]) {
		assert.equal((await one.get(`/api/pledges/${id}`)).status, 403);
		assert.equal((await one.post(`/api/pledges/${id}/confirm`, {})).status, 403);
	}
	assert.equal((await one.post('/api/read-back', { answer: 'confirmed', name: 'X', pledge: second.id })).json.code, 'FIELD_UNKNOWN');
});

test('a personal link with another letter is nobody’s, and says so as one that never was', async () => {
	const token = link.slice('/my/'.length);
	const other = (at) => token.slice(0, at) + (token[at] === 'B' ? 'C' : 'B') + token.slice(at + 1);
	const wrong = [0, 1, token.length >> 1, token.length - 2].map(other).filter((text) => text !== token);
	const answers = await Promise.all([...wrong, NOBODYS, token.slice(1), `${token}A`].map((text) => server.guest.get(`/api/my/${text}`)));
	assert.equal((await server.guest.get(`/api/my/${token}`)).status, 200);
	for (const answer of answers) assert.deepEqual([answer.status, answer.text], [404, answers[0].text]);
});

test('a screen is told of itself alone, and may say nothing for another', async () => {
	const { client } = await enrolled(server, { name: 'Another sign', role: 'screen' });
	const [mine, theirs] = [await json(day.sign.get('/api/screens/me')), await json(client.get('/api/screens/me'))];
	assert.notEqual(mine.id ?? mine.name, theirs.id ?? theirs.name);
	assert.equal((await client.patch(`/api/screens/${THINGS.screens}`, { name: 'Mine' }, { version: 1 })).status, 403);
	assert.equal((await client.post('/api/screens/report', { screen: THINGS.screens })).json.code, 'FIELD_UNKNOWN');
});

test('a device comes in with its own secret only, and is told no more than where it stands', async () => {
	const device = await json(new Client(server).post('/api/devices'));
	const answers = await Promise.all([THINGS.screens, NOWHERE].map((id) => server.guest.post(`/api/devices/${id}/enrol`, { secret: device.secret })));
	assert.deepEqual(answers.map(({ status, text }) => [status, text]), Array(2).fill([401, answers[0].text]));
	assert.deepEqual(Object.keys(await json(server.guest.get(`/api/devices/${THINGS.screens}`))), ['state']);
});

test('one login ends itself and no other', async () => {
	await json(victim.post('/api/logout'));
	assert.equal((await victim.get('/api/arrivals')).status, 401);
	for (const [role, client] of clients) if (role) assert.equal((await client.get('/api/me')).status, 200, role);
});
