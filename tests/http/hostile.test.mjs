// What no page ever sends, to every change of the floor, the record and the ceremony: values of the wrong kind and size, ids of nothing
// and of somebody else's thing, steps in the wrong order, old versions, used keys. It is refused in words, and nothing is left behind.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { description } from './lib/contract.mjs';
import { serveDemo } from './lib/server.mjs';
import { furnish } from './lib/things.mjs';

const server = await serveDemo();
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const seq = async () => (await server.guest.get('/readyz')).json.seq;
const json = async (promise) => {
	const answer = await promise;
	assert.ok(answer.status < 300, answer.text);
	return answer.json;
};

/** Fails unless `answer` is refused like this and nothing came of it. */
async function refused(act, status, code, field) {
	const before = await seq();
	const { status: got, json: problem, text } = await act();
	assert.deepEqual([got, problem.code, problem.field ?? undefined], [status, code, field], text.slice(0, 300));
	assert.equal(await seq(), before, text.slice(0, 300));
}

const { admin, second, person, ceremony, session, speaker, hearing, mine, other, THINGS } = await furnish(server);
const MEDIA = 'application/json';

const ELSEWHERE = /delay$|^\/api\/sessions\/\{id\}$/; /* the agenda has its own tests */

/** Every change with an {id} that is told by JSON: method, path and the names its body may have. */
const changes = Object.entries(description.paths).flatMap(([path, verbs]) =>
	Object.entries(verbs)
		.filter(([verb, operation]) => verb !== 'get' && operation.requestBody?.content[MEDIA] && THINGS[path.split('/')[2]] && path.includes('{id}') && !ELSEWHERE.test(path))
		.map(([verb, operation]) => ({ method: verb.toUpperCase(), path, fields: namesOf(operation.requestBody.content[MEDIA].schema) })),
);

function namesOf(schema) {
	const at = schema.$ref ? schema.$ref.slice(2).split('/').reduce((inside, word) => inside[word], description) : schema;
	return [...Object.keys(at.properties ?? {}), ...(at.allOf ?? []).flatMap(namesOf)];
}

const STEPS = { declarations: 'close', signatories: 'photo', pledges: 'sign' };
const addressOf = (path, id) => {
	const thing = path.split('/')[2];
	return path.replace('{id}', id).replace('{step}', STEPS[thing]);
};

// ---- values

let deep = 1;
for (let i = 0; i < 500; i++) deep = [deep];
const VALUES = {
	'10^18': 10 ** 18,
	'a number beyond all': 1e300,
	'below zero': -1,
	'a fraction': 0.5,
	'three thousand items': Array(3000).fill('x'),
	'lists in lists': deep,
	'an object of nothing': {},
	'an object of something else': { $ne: null },
	'30,000 letters': 'x'.repeat(30000),
	'half a character': '\ud800',
	'a NUL': 'a\u0000b',
	'another direction': '\u202egnp.exe',
};

for (const { method, path, fields } of changes) {
	test(`${method} ${path} takes ${fields.length} fields and refuses what is none of them`, async () => {
		const address = addressOf(path, THINGS[path.split('/')[2]]);
		for (const field of fields)
			for (const [what, value] of Object.entries(VALUES)) {
				const before = await seq();
				const answer = await admin.request(method, address, { json: { [field]: value }, version: 10 ** 6 });
				const isTaken = answer.status < 300;
				assert.ok(answer.status < 500, `${field} ${what}: ${answer.status} ${answer.text.slice(0, 200)}`);
				assert.ok(!isTaken || typeof value === 'string', `${field} ${what} was taken`);
				assert.ok(isTaken || (await seq()) === before, `${field} ${what}`);
			}
		await refused(() => admin.request(method, address, { json: { nothing_of_ours: 1 }, version: 10 ** 6 }), 422, 'FIELD_UNKNOWN', 'nothing_of_ours');
		await refused(() => admin.request(method, address, { json: [], version: 10 ** 6 }), 400, 'JSON');
	});

	test(`${method} ${path} finds nothing under an id of nothing`, async () => {
		for (const id of [randomUUID(), '0', 'x'.repeat(300), "'%20OR%201=1", '%00', '..']) {
			const answer = await admin.request(method, addressOf(path, id), { json: {}, version: 1 });
			assert.ok([400, 404, 422].includes(answer.status), `${id}: ${answer.status} ${answer.text.slice(0, 200)}`);
		}
	});
}

// ---- somebody else's thing

test('nobody signs, stands or is moved on the list of another declaration', async () => {
	const form = { signatory: other.signatory.id, means: 'tablet', strokes: [[[1, 1, 0]]], text_sha256: mine.declaration.text.sha256 };
	const { declaration } = await ceremony();
	await json(admin.post(`/api/declarations/${declaration.id}/open`, {}));
	await refused(() => admin.post(`/api/declarations/${declaration.id}/signatures`, form), 422, 'INVALID', 'signatory');
	await refused(() => admin.post(`/api/signatories/${mine.signatory.id}/move`, { before: other.signatory.id }), 422, 'INVALID', 'before');
	const body = { person: (await person()).id };
	await refused(() => admin.patch(`/api/signatories/${mine.signatory.id}`, body, { version: mine.signatory.version }), 422, 'INVALID', 'person');
});

test('a pledge and a hearing are of a speaker of their own session', async () => {
	const { sessions } = await json(server.guest.get('/api/agenda'));
	const elsewhere = sessions.find((row) => row.id !== session).id;
	const said = { type: 'policy', speaker: speaker.id, session: elsewhere };
	await refused(() => admin.post('/api/pledges', said), 422, 'INVALID', 'speaker');
	await refused(() => second.post('/api/hearings', said), 422, 'INVALID', 'speaker');
});

// ---- in the wrong order

test('what has not begun does not end, and what has ended does not end again', async () => {
	const { declaration, signatory } = await ceremony();
	const step = (name, body = {}) => () => admin.post(`/api/declarations/${declaration.id}/${name}`, body);
	for (const early of ['close', 'reopen', 'launch']) await refused(step(early), 409, 'STEP', 'state');
	const form = { signatory: signatory.id, means: 'tablet', strokes: [[[1, 1, 0]]], text_sha256: declaration.text.sha256 };
	await refused(step('signatures', form), 409, 'STEP', 'state');
	await refused(() => admin.post(`/api/signatories/${signatory.id}/call`, {}), 409, 'STEP', 'state');
	await json(step('open')());
	await refused(step('open'), 409, 'STEP', 'state');
	await refused(step('signatures', form), 409, 'STEP', 'authority');
	await refused(step('launch'), 409, 'STEP', 'launched_at');
	const seen = { authority: { state: 'seen' } };
	await json(admin.patch(`/api/signatories/${signatory.id}`, seen, { version: signatory.version }));
	await refused(step('signatures', form), 409, 'STEP', 'state');
	await json(admin.post(`/api/signatories/${signatory.id}/call`, {}));
	const signature = await json(step('signatures', form)());
	await json(admin.post(`/api/signatures/${signature.id}/annul`, { reason: 'the wrong table' }));
	await refused(() => admin.post(`/api/signatures/${signature.id}/annul`, { reason: 'again' }), 409, 'STEP', 'state');
	await json(step('close')());
	const late = { person: (await person()).id };
	await refused(step('signatories', late), 409, 'STEP', 'state');
});

test('a hearing is settled on the version that was seen, once, and only where it differs', async () => {
	const settle = (version) => () => admin.post(`/api/hearings/${hearing.id}/settle`, { take: 'first' }, { version });
	await refused(settle(undefined), 428, 'VERSION_MISSING', 'If-Match');
	const stale = await admin.post(`/api/hearings/${hearing.id}/settle`, { take: 'first' }, { version: 99 });
	assert.deepEqual([stale.status, stale.json.current.id], [412, hearing.id]);
	assert.equal((await json(settle(hearing.version)())).state, 'settled');
	await refused(settle(hearing.version + 1), 409, 'STEP', 'state');
});

test('a key that was used for one thing is used for no other', async () => {
	const key = randomUUID();
	const { declaration } = await ceremony();
	const opened = await json(admin.post(`/api/declarations/${declaration.id}/open`, {}, { key }));
	const again = await admin.post(`/api/declarations/${declaration.id}/open`, {}, { key });
	assert.deepEqual([again.headers['idempotent-replayed'], again.json.version], ['true', opened.version]);
	await refused(() => admin.post(`/api/declarations/${declaration.id}/close`, {}, { key }), 422, 'KEY_REUSED', 'Idempotency-Key');
	await refused(() => admin.post('/api/wall', { scene: 'blank' }, { key }), 422, 'KEY_REUSED', 'Idempotency-Key');
});

test('slips are ordered and printed by the hundred, not by the million', async () => {
	for (const count of [0, -1, 301, 10 ** 18]) await refused(() => admin.post('/api/slips', { count }), 422, 'INVALID', 'count');
	await json(admin.post('/api/slips', { count: 2 }));
	for (const range of ['from=0', 'to=3000000000', 'from=2&to=1', 'to=99999', 'from=x']) {
		assert.equal((await admin.get(`/api/slips.pdf?${range}`)).status, 400, range);
	}
});

test('lists are asked for with limits and states that exist', async () => {
	for (const query of ['limit=0', 'limit=1000000', 'limit=1e3', 'state=lost', "state='", 'limit=9223372036854775808']) {
		assert.equal((await admin.get(`/api/hearings?${query}`)).status, 400, query);
		assert.equal((await admin.get(`/api/pledges?${query}`)).status, 400, query);
	}
	for (const path of ['evidence.pdf', 'pledges.pdf', 'slips.pdf']) assert.equal((await admin.get(`/api/${path}?lang=de`)).status, 400, path);
});
