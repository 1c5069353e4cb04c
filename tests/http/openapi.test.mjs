// The description of the interface against the table of routes and against the server that serves it. That every answer of
// every other test fits it is seen to by lib/client.mjs.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { checkAnswer, checkRequest, description } from './lib/contract.mjs';
import { init, serve } from './lib/server.mjs';
import { folder, p2c } from './lib/program.mjs';

const VERBS = ['get', 'post', 'patch', 'delete', 'put'];
const DO = 1; // enum route_kind

const { data, code } = await init(['--title', 'Rehearsal', '--zone', 'Africa/Kigali']);
const server = await serve(data, { args: ['--snapshots', folder('p2c-copies')] });
after(() => server.stop());
const routes = JSON.parse((await p2c(['routes', '--json'])).out);

const operations = Object.entries(description.paths).flatMap(([path, item]) =>
	VERBS.filter((verb) => item[verb]).map((verb) => ({ path, verb, item, operation: item[verb] })),
);
const operationOf = (route) => description.paths[route.path]?.[route.method.toLowerCase()];

/** A parameter or a response, where it is referred to. */
const resolved = (part) =>
	part.$ref
		? part.$ref
				.slice(2)
				.split('/')
				.reduce((inside, word) => inside[word], description)
		: part;

function* walk(part, at = '#') {
	if (part === null || typeof part !== 'object') return;
	yield [at, part];
	for (const [name, inside] of Object.entries(part)) yield* walk(inside, `${at}/${name}`);
}

test('every route is described, and nothing else is', () => {
	const table = routes.map((route) => `${route.method} ${route.path}`).sort();
	const described = operations.map(({ path, verb }) => `${verb.toUpperCase()} ${path}`).sort();
	assert.ok(table.length > 40);
	assert.deepEqual(described, table);
});

test('the description names the roles that the table names', () => {
	for (const route of routes) {
		const operation = operationOf(route);
		const expected = route.public ? [] : [...route.roles].sort();
		assert.deepEqual([...(operation['x-roles'] ?? [])].sort(), expected, `${route.method} ${route.path}`);
		assert.equal(operation.security.length > 0, !route.public, `${route.method} ${route.path}`);
	}
});

test('the description names the query parameters that the table names', () => {
	for (const route of routes) {
		const described = (operationOf(route).parameters ?? [])
			.map(resolved)
			.filter((p) => p.in === 'query')
			.map((p) => p.name);
		assert.deepEqual(described.sort(), route.query.split(' ').filter(Boolean).sort(), route.path);
	}
});

test('every change takes an Idempotency-Key and a body, and can fail in the ways a change can', () => {
	const changes = routes.filter((route) => route.kind === DO);
	assert.ok(changes.length > 20);
	for (const route of changes) {
		const operation = operationOf(route);
		const names = operation.parameters.map(resolved).map((p) => p.name);
		assert.ok(names.includes('Idempotency-Key') && names.includes('X-P2C'), route.path);
		assert.ok(operation.requestBody.required, route.path);
		for (const status of [400, 401, 403, 413, 415, 422, 503, 507]) assert.ok(operation.responses[status], `${route.path} ${status}`);
	}
});

test('every name in a path is a described parameter', () => {
	for (const { path, item, operation } of operations) {
		const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
		const described = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(resolved).filter((p) => p.in === 'path');
		assert.deepEqual(described.map((p) => p.name).sort(), wanted.sort(), path);
		assert.ok(
			described.every((p) => p.required),
			path,
		);
	}
});

test('every reference leads somewhere and everything kept for reference is used', () => {
	const used = new Set();
	for (const [at, part] of walk(description)) {
		if (typeof part.$ref !== 'string') continue;
		assert.ok(resolved(part), `${at} → ${part.$ref}`);
		used.add(part.$ref);
	}
	for (const kind of ['schemas', 'responses', 'parameters']) {
		for (const name of Object.keys(description.components[kind]))
			assert.ok(used.has(`#/components/${kind}/${name}`), `${kind}/${name}`);
	}
});

test('every operation has a name of its own, a summary and a known tag', () => {
	const tags = new Set(description.tags.map((tag) => tag.name));
	assert.equal(new Set(operations.map(({ operation }) => operation.operationId)).size, operations.length);
	for (const { operation } of operations) {
		assert.ok(operation.summary.length > 4);
		assert.ok(operation.tags.length === 1 && tags.has(operation.tags[0]), operation.operationId);
	}
});

test('every object in a schema is closed, or says why by its form', () => {
	const open = ['Problem', 'SessionMembers', 'ParticipantMembers', 'PledgeMembers', 'PledgeFields', 'PledgeWords'];
	for (const [at, part] of walk(description.components.schemas, '')) {
		if (part.type !== 'object' || !part.properties || open.includes(at.slice(1))) continue;
		const isPart = /\/allOf\/\d+$/.test(at);
		assert.ok(isPart || part.additionalProperties === false || part.unevaluatedProperties === false, at);
	}
});

test('the judge finds what does not fit', () => {
	const answer = (status, type, json) => ({ status, headers: { 'content-type': type }, bytes: Buffer.from('x'), text: '', json });
	const ready = { status: 'ready', seq: 1, ills: [] };
	checkAnswer('GET', '/readyz', answer(200, 'application/json', ready));
	for (const [path, bad] of [
		['/readyz', answer(200, 'application/json', { ...ready, more: 1 })],
		['/readyz', answer(200, 'application/json', { status: 'ready', ills: [] })],
		['/readyz', answer(200, 'application/json', { ...ready, seq: '1' })],
		['/readyz', answer(200, 'text/plain', ready)],
		['/readyz', answer(418, 'application/json', ready)],
		['/nowhere', answer(200, 'application/json', ready)],
		['/nowhere', answer(404, 'application/problem+json', { title: 'x' })],
	]) {
		assert.throws(() => checkAnswer('GET', path, bad), assert.AssertionError);
	}
	checkRequest('POST', '/api/scans', { code: 'A', point: 'main' });
	assert.throws(() => checkRequest('POST', '/api/scans', { code: 'A' }), assert.AssertionError);
});

test('the server serves this very description, under its own version', async () => {
	const served = await server.guest.get('/api/openapi.json');
	const catalogue = await server.guest.get('/api/catalogue');
	assert.deepEqual(served.json, description);
	assert.equal(catalogue.json.version, description.info.version);
	assert.equal((await p2c(['--version'])).out, `p2c ${description.info.version}\n`);
});

/* An empty day has no stream that ends, nobody signed in, no floor plan, and no authority of the venue. */
test('every public view of an empty day answers as described', async () => {
	for (const route of routes.filter(
		(row) => row.public && row.method === 'GET' && !row.path.includes('{') && !['/api/live', '/api/me', '/plan.png', '/ca.crt'].includes(row.path),
	)) {
		const answer = await server.guest.get(route.path);
		assert.equal(answer.status, 200, route.path);
		const head = await server.guest.request('HEAD', route.path);
		assert.equal(head.status, 200, route.path);
		assert.equal(head.headers['content-type'], answer.headers['content-type'], route.path);
	}
});

test('every list of an empty day answers as described to the administrator', async () => {
	const admin = await server.signIn({ code });
	// Slips of paper are printed once they are numbered.
	await admin.post('/api/slips', { count: 1 });
	for (const route of routes.filter((row) => row.roles.includes('admin') && !row.public && row.method === 'GET' && !row.path.includes('{'))) {
		assert.equal((await admin.get(route.path)).status, 200, route.path);
	}
});
