// What each role is told, to the last field: every GET that answers JSON, asked as everybody who may, held against
// tests/golden/fields.txt. A field more for anybody fails here until somebody has looked at it and written it down
// (P2C_GOLDEN=write node --test tests/http/fields.test.mjs).
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { p2c, ROOT } from './lib/program.mjs';
import { serveDemo } from './lib/server.mjs';
import { delegateOf, furnish } from './lib/things.mjs';

const GOLDEN = join(ROOT, 'tests', 'golden', 'fields.txt');
const LIVE = 5; // enum route_kind
const BY_LOGIN = ['kiosk', 'door', 'desk', 'moderator', 'rapporteur', 'protocol', 'agenda', 'admin'];
const STRANGER = 'anyone';

const server = await serveDemo();
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const { admin, sign, THINGS } = await furnish(server);
const json = async (promise) => {
	const answer = await promise;
	assert.ok(answer.status < 300, `${answer.status} ${answer.text.slice(0, 300)}`);
	return answer.json;
};

const rows = await json(admin.get('/api/participants?q=maria&limit=1'));
const { link } = await json(admin.post(`/api/participants/${rows.participants[0].id}/personal-link`, {}));
const { declarations } = await json(admin.get('/api/declarations'));
// Of what the day has, the richest.
Object.assign(THINGS, { participants: rows.participants[0].id, declarations: declarations[0].id, my: link.slice('/my/'.length), releases: '1' });
THINGS.entities = rows.participants[0].entity.id;
const { pledges } = await json(admin.get('/api/pledges?limit=1'));
THINGS.pledges = pledges[0].id;

const clients = new Map([[STRANGER, server.guest]]);
for (const role of BY_LOGIN) clients.set(role, await server.as(role));
clients.set('delegate', (await delegateOf(server, THINGS.pledges)).client);
clients.set('screen', sign);

// One address may have so many connections.
const addresses = new Map([...clients.keys()].map((role, i) => [role, `127.0.7.${i + 1}`]));
const routes = JSON.parse((await p2c(['routes', '--json'])).out).filter(({ method, kind }) => method === 'GET' && kind !== LIVE);
/** What has to be said with the question. */
const QUERY = { '/api/participants': '?q=maria&limit=20', '/api/door-list': '?point=main', '/api/pledges': '?limit=50' };
/** Files and pages; a table of a file is named by its first line. */
const isData = ({ path }) => path.startsWith('/api/') && !/\.(pdf|svg|png|\{form\}|txt)$|openapi|photo$/.test(path);
const addressOf = ({ path }) => {
	let before = '';
	return path.split('/').map((word) => {
		const filled = word.replace(/\{\w+\}/, () => THINGS[before] ?? 'x');
		before = word;
		return filled;
	}).join('/') + (QUERY[path] ?? '');
};

/** Every name that says something, with the way to it; what stands behind an id, a country or a language is one name. */
function fieldsOf(value, at = '', into = new Set()) {
	if (Array.isArray(value)) for (const item of value) fieldsOf(item, `${at}[]`, into);
	else if (value !== null && typeof value === 'object')
		for (const [name, inside] of Object.entries(value)) fieldsOf(inside, `${at}.${/^[\da-f-]{36}$|^[A-Z]{3}$|^(?:en|fr|es|ar|ru|zh)$/.test(name) ? '*' : name}`, into);
	else if (value !== null && value !== '') into.add(at.replace(/^\./, ''));
	return into;
}

/** The lines of one route: who is told what, those who are told the same together. */
async function linesOf(route) {
	const told = new Map();
	const who = route.public ? [...clients.keys()] : route.roles;
	for (const role of who) {
		const answer = await clients.get(role).get(addressOf(route), { from: addresses.get(role) });
		if (answer.status >= 300) continue;
		const fields = answer.json ? [...fieldsOf(answer.json)].sort().join(' ') : answer.text.split('\n', 1)[0].replace(/^\ufeff/, '').trim();
		told.set(fields, [...(told.get(fields) ?? []), role]);
	}
	return [...told].map(([fields, roles]) => {
		const all = roles.length === clients.size ? 'everybody' : roles.join(' ');
		return `${route.path} | ${all}\n\t${fields.split(' ').join('\n\t')}\n`;
	});
}

const seen = (await Promise.all(routes.filter(isData).map(linesOf))).flat().sort().join('\n');
if (process.env.P2C_GOLDEN === 'write') writeFileSync(GOLDEN, seen);

/** Blocks of the text: { route, roles, fields }. */
const blocks = (text) =>
	text.split('\n\n').filter(Boolean).map((block) => {
		const [head, ...fields] = block.trim().split('\n');
		const [route, roles] = head.split(' | ');
		return { route, roles: roles === 'everybody' ? [...clients.keys()] : roles.split(' '), fields: fields.map((field) => field.trim()) };
	});

test('each role is told the fields that were written down, and no other', () => {
	const golden = blocks(readFileSync(GOLDEN, 'utf8'));
	for (const { route, roles, fields } of blocks(seen))
		for (const role of roles) {
			const written = golden.find((block) => block.route === route && block.roles.includes(role));
			assert.ok(written, `${role} was told nothing by ${route}`);
			assert.deepEqual(fields.filter((field) => !written.fields.includes(field)), [], `${role} is told more by ${route}`);
		}
	assert.deepEqual(blocks(seen).map(({ route, roles }) => [route, roles]), golden.map(({ route, roles }) => [route, roles]));
});
