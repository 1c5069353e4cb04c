// What a desk does with people: how far a registration has come, what was seen, who took the badge, the help desk, whole
// delegations, two rows of one person, alerts for protocol; and everything taken back.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { serveDemo } from './lib/server.mjs';

const server = await serveDemo();
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const admin = await server.as('admin');
const desk = await server.as('desk');
const door = await server.as('door');
const moderator = await server.as('moderator');
const protocol = await server.as('protocol');

const seq = async () => (await server.guest.get('/readyz')).json.seq;
const json = async (promise) => {
	const answer = await promise;
	assert.ok(answer.status < 300, answer.text);
	return answer.json;
};
/** Fails unless the act is refused like this and nothing came of it. */
async function refused(act, status, code, field) {
	const before = await seq();
	const answer = await act();
	assert.deepEqual([answer.status, answer.json.code, answer.json.field ?? undefined], [status, code, field], answer.text.slice(0, 300));
	assert.equal(await seq(), before);
	return answer.json;
}

let names = 0;
const walkIn = (more = {}) =>
	json(desk.post('/api/participants', { name: { given: 'Walk', family: `In ${++names}` }, entity: { name: `House ${names}`, country: 'KEN' }, ...more }));
const detail = (person) => json(desk.get(`/api/participants/${person.id}`));
const act = (person, name, body = {}, who = desk) => who.post(`/api/participants/${person.id}/${name}`, body);
const done = (person, name, body) => json(act(person, name, body));

/** Somebody whose request was not granted yet: only a list brings them. */
async function requested(more = {}) {
	const id = `RQ-${++names}`;
	const row = { registration_id: id, family_name: `Request ${names}`, entity: `House ${names}`, state: 'requested', ...more };
	const csv = `${Object.keys(row).join(',')}\n${Object.values(row).join(',')}\n`;
	assert.equal((await admin.upload('/api/import/participants', csv)).status, 200);
	return (await json(desk.get(`/api/participants?q=${id}`))).participants[0];
}
const minister = (more = {}) => walkIn({ category: 'MIN', ...more });

// ---- how far it has come

test('a request goes from the focal point to its registration ID to the desk to somebody’s hand', async () => {
	const person = await requested();
	assert.deepEqual([person.state, person.approval, person.missing], ['requested', null, ['approval']]);
	const approved = await done(person, 'approve', { by: 'Amina Focal', desk: '4' });
	assert.deepEqual([approved.state, approved.approval.by, approved.missing], ['approved', 'Amina Focal', ['confirmation', 'identity']]);
	const confirmed = await done(person, 'confirm', { registration_id: `KGL-${names}` });
	assert.deepEqual([confirmed.state, confirmed.registration_id], ['confirmed', `KGL-${names}`]);
	assert.ok(confirmed.confirmed_at);
	const seen = await done(person, 'identity', { document: 'passport', desk: '4' });
	assert.equal(seen.missing.length, 0);
	const arrived = await done(person, 'check-in', { badge: true, desk: '4' });
	assert.deepEqual([arrived.state, arrived.badge.desk, arrived.badge.collected, arrived.collected], ['arrived', '4', false, null]);
	const taken = await done(person, 'collect', { desk: '4' });
	assert.deepEqual([taken.collected.by, taken.collected.desk, taken.badge.collected], [person.name.display, '4', true]);
	const { acts } = await detail(person);
	assert.deepEqual(
		acts.map((row) => row.action),
		['badge.collect', 'badge.issue', 'participant.check_in', 'participant.identity', 'participant.confirm', 'participant.approve', 'participant.add'],
	);
	assert.deepEqual([acts[1].desk, acts[1].serial, acts[1].actor], ['4', arrived.badge.serial, acts[0].actor]);
});

test('a step that the table does not know is refused with what to do', async () => {
	const waiting = await requested();
	for (const step of ['check-in', 'badge', 'collect', 'confirm']) {
		const problem = await refused(() => act(waiting, step), 409, 'STEP', 'state');
		assert.match(problem.detail, /not approved/);
	}
	const person = await walkIn();
	await refused(() => act(person, 'approve', { by: 'X' }), 409, 'STEP', 'state');
	await refused(() => act(person, 'collect'), 409, 'STEP', 'badge');
	await done(person, 'check-in');
	await refused(() => act(person, 'decline', { reason: 'too late' }), 409, 'STEP', 'state');
	await refused(() => act(person, 'confirm'), 409, 'STEP', 'state');
});

test('who declines says why; the badge is out of use, and a later approval counts again', async () => {
	const person = await walkIn();
	const badge = await done(person, 'badge');
	await refused(() => act(person, 'decline'), 422, 'FIELD_MISSING', 'reason');
	const declined = await done(person, 'decline', { reason: 'not of this organisation' });
	assert.deepEqual([declined.state, declined.badge, declined.approval], ['declined', null, null]);
	await refused(() => act(person, 'check-in'), 409, 'STEP', 'state');
	assert.equal((await json(desk.post('/api/scans', { code: badge.qr, point: 'main' }))).result, 'revoked');
	assert.equal((await detail(person)).acts.find((row) => row.action === 'participant.decline').reason, 'not of this organisation');
	assert.equal((await done(person, 'approve', { by: 'Amina Focal' })).state, 'approved');
});

test('each thing that is said wrongly is named', async () => {
	const person = await requested();
	await refused(() => act(person, 'approve'), 422, 'FIELD_MISSING', 'by');
	await refused(() => act(person, 'approve', { by: 'A\u202eB' }), 422, 'INVALID', 'by');
	await refused(() => act(person, 'approve', { by: 'x'.repeat(201) }), 422, 'INVALID', 'by');
	await refused(() => act(person, 'approve', { by: 'A', desk: 'd'.repeat(41) }), 422, 'INVALID', 'desk');
	await done(person, 'approve', { by: 'A' });
	await refused(() => act(person, 'confirm', { registration_id: '' }), 422, 'INVALID', 'registration_id');
	await refused(() => act(person, 'confirm', { registration_id: 'P2C-0001' }), 409, 'CONFLICT', 'registration_id');
	await refused(() => act(person, 'letter'), 422, 'FIELD_MISSING', 'state');
	await refused(() => act(person, 'letter', { state: 'lost' }), 422, 'INVALID', 'state');
	await refused(() => act(person, 'identity', { document: 'library card' }), 422, 'INVALID', 'document');
	await refused(() => act(person, 'help', { reason: 'bored' }), 422, 'INVALID', 'reason');
	await refused(() => act(person, 'merge', { into: person.id, reason: 'x' }), 422, 'INVALID', 'into');
	for (const step of ['approve', 'letter', 'merge', 'undo', 'help']) {
		assert.equal((await desk.post(`/api/participants/${randomUUID()}/${step}`, {})).status, 404, step);
	}
});

test('only desk, protocol and administrator act on a registration', async () => {
	const person = await walkIn();
	for (const step of ['approve', 'decline', 'letter', 'collect', 'merge', 'undo', 'identity', 'confirm'])
		for (const who of [door, moderator]) assert.equal((await act(person, step, {}, who)).status, 403, step);
	assert.equal((await act(person, 'help', { reason: 'other' }, moderator)).status, 403);
	assert.equal((await act(person, 'help', { reason: 'other' }, door)).status, 200);
	assert.equal((await server.guest.post(`/api/participants/${person.id}/undo`)).status, 401);
});

test('the same key acts once', async () => {
	const person = await walkIn({ letter: { state: 'unseen' } });
	const key = randomUUID();
	const send = () => desk.post(`/api/participants/${person.id}/letter`, { state: 'seen' }, { key });
	const first = await send();
	const again = await send();
	assert.equal(again.headers['idempotent-replayed'], 'true');
	assert.deepEqual([again.json.version, again.json.letter.by], [first.json.version, first.json.letter.by]);
});

// ---- what is said about people

test('a walk-in of a category that needs one has not shown a letter', async () => {
	const person = await walkIn({ category: 'MED' });
	assert.equal(person.letter.state, 'unseen');
	assert.ok(person.missing.includes('letter'));
	const seen = await done(person, 'letter', { state: 'seen', remark: 'signed by the editor' });
	assert.deepEqual([seen.letter.state, seen.missing.includes('letter')], ['seen', false]);
	assert.ok(seen.letter.by && seen.letter.at);
	assert.equal((await detail(person)).acts[0].reason, 'signed by the editor');
	assert.equal((await walkIn({ category: 'STF' })).letter.state, 'not_needed');
});

test('a walk-in is registered, checked in and given a badge with one key press', async () => {
	const person = await walkIn({ check_in: true, badge: true, desk: '7', letter: { state: 'seen' }, expected_on: '2022-06-08' });
	assert.deepEqual([person.state, person.badge.desk, person.letter.state, person.expected_on], ['arrived', '7', 'seen', '2022-06-08']);
});

test('guests stand with their host, one step deep', async () => {
	const host = await minister();
	const guest = await walkIn({ host: host.id, category: 'GST' });
	assert.deepEqual(guest.host, { id: host.id, name: host.name.display });
	assert.deepEqual((await detail(host)).guests, [{ id: guest.id, name: guest.name.display }]);
	const add = (body) => () => desk.post('/api/participants', { name: { family: 'X' }, entity: { name: 'Y' }, ...body });
	await refused(add({ host: guest.id }), 422, 'INVALID', 'host');
	await refused(add({ host: randomUUID() }), 422, 'INVALID', 'host');
	await refused(() => desk.patch(`/api/participants/${host.id}`, { host: host.id }, { version: host.version }), 422, 'INVALID', 'host');
	await refused(add({ expected_on: '8 June' }), 422, 'INVALID', 'expected_on');
});

for (const [what, name] of Object.entries({
	'300 characters': 'n'.repeat(300),
	'a line break': 'Ann\nBanda',
	'a bell': 'Ann\u0007',
	'an override': 'Ann\u202eadnaB',
	'an isolate': '\u2066Ann\u2069',
}))
	test(`a name with ${what} is refused in words, of a person and of an organisation`, async () => {
		const problem = await refused(() => desk.post('/api/participants', { name: { family: name }, entity: { name: 'House' } }), 422, 'INVALID', 'name');
		assert.match(problem.detail, /too long|nobody can see/);
		await refused(() => desk.post('/api/participants', { name: { family: 'Ann' }, entity: { name } }), 422, 'INVALID', 'entity');
	});

test('names that need joiners and direction marks are taken', async () => {
	const person = await walkIn({ name: { family: 'می\u200cخواهم' } });
	assert.equal(person.name.family, 'می\u200cخواهم');
});

// ---- handing over

test('a minister’s badge goes to the minister or the named collector, whom somebody has looked at', async () => {
	const person = await minister({ collector: 'Jean Aide' });
	await done(person, 'check-in', { badge: true });
	const stranger = await refused(() => act(person, 'collect', { by: 'A Stranger', identity: true }), 422, 'INVALID', 'by');
	assert.match(stranger.detail, /Jean Aide/);
	await refused(() => act(person, 'collect', { by: 'jean aide' }), 422, 'INVALID', 'identity');
	const taken = await done(person, 'collect', { by: 'JEAN AIDE', identity: true });
	assert.deepEqual([taken.collected.by, taken.identity], ['JEAN AIDE', null]);
	const twice = await refused(() => act(person, 'collect'), 409, 'STEP', 'badge');
	assert.match(twice.detail, /JEAN AIDE/);
	const alone = await minister();
	await done(alone, 'check-in', { badge: true });
	await refused(() => act(alone, 'collect', { by: 'Anybody', identity: true }), 422, 'INVALID', 'by');
	assert.ok((await done(alone, 'collect', { identity: true })).identity);
});

test('a badge that is active is only printed again for a reason', async () => {
	const person = await walkIn();
	await done(person, 'badge');
	const problem = await refused(() => act(person, 'badge'), 422, 'FIELD_MISSING', 'reason');
	assert.match(problem.detail, /issued already/);
	await done(person, 'collect');
	const second = await done(person, 'badge', { reason: 'the child drew on it', desk: '2' });
	assert.deepEqual([second.reason, second.collected], ['the child drew on it', false]);
	assert.equal((await detail(person)).acts[0].reason, 'the child drew on it');
});

test('badges that nobody has taken are a list', async () => {
	const person = await walkIn();
	await done(person, 'badge');
	const waiting = async () => (await json(desk.get('/api/participants?uncollected=true&limit=200'))).participants.map((row) => row.id);
	assert.ok((await waiting()).includes(person.id));
	await done(person, 'collect');
	assert.ok(!(await waiting()).includes(person.id));
});

test('lists are asked by state, category and what is missing', async () => {
	const get = (query) => desk.get(`/api/participants?${query}`);
	const declined = await json(get('state=declined&limit=200'));
	assert.ok(declined.total >= 3 && declined.participants.every((row) => row.state === 'declined'));
	const ministers = await json(get('category=MIN&missing=photo&limit=5'));
	assert.ok(ministers.total > ministers.participants.length);
	assert.ok(ministers.participants.every((row) => row.category === 'MIN' && row.missing.includes('photo')));
	for (const query of ['state=lost', 'missing=hat', 'uncollected=maybe']) assert.equal((await get(query)).status, 400, query);
});

// ---- taken back

test('every act is taken back within ten minutes, newest first', async () => {
	const person = await requested({ category: 'MED', letter: 'unseen' });
	const steps = [
		['approve', { by: 'Amina' }],
		['confirm', {}],
		['letter', { state: 'seen' }],
		['identity', {}],
		['check-in', {}],
		['badge', {}],
		['collect', {}],
	];
	const before = [];
	const shape = ({ state, approval, confirmed_at, letter, identity, collected, arrived_at }) => ({ state, approval, confirmed_at, letter, identity, collected, arrived_at });
	for (const [name, body] of steps) {
		before.push(shape(await detail(person)));
		await done(person, name, body);
	}
	const { badge } = await detail(person);
	for (const [name] of steps.reverse()) {
		const now = await done(person, 'undo', { desk: '1' });
		assert.deepEqual(shape(now), before.pop(), name);
	}
	const end = await detail(person);
	assert.equal(end.badge, null);
	assert.equal(end.badges.find((row) => row.serial === badge.serial).state, 'revoked');
	await refused(() => act(person, 'undo'), 409, 'CONFLICT');
});

test('a check-in with its badge is one act to take back', async () => {
	const person = await walkIn();
	await done(person, 'check-in', { badge: true });
	const now = await done(person, 'undo');
	assert.deepEqual([now.state, now.arrived_at, now.badge], ['approved', null, null]);
	assert.equal((await done(person, 'check-in', { badge: true })).already, false);
});

// ---- two rows of one person

test('two rows become one: roles, arrival, badge, list of speakers', async () => {
	const wall = await json(server.guest.get('/api/wall'));
	const session = wall.speaker.session;
	const counts = await walkIn({ roles: ['signatory'], category: 'AMB' });
	const other = await walkIn({ roles: ['speaker', 'signatory'], category: 'MIN' });
	await done(counts, 'badge');
	const { badge: lost } = await done(other, 'check-in', { badge: true, desk: '9' });
	const speaker = await json(moderator.post(`/api/sessions/${session}/speakers`, { person: other.id }));
	const merged = await done(other, 'merge', { into: counts.id, reason: 'the same passport' });
	assert.deepEqual([merged.id, merged.state, merged.category, merged.roles], [counts.id, 'arrived', 'AMB', ['signatory', 'speaker']]);
	const gone = await detail(other);
	assert.deepEqual([gone.state, gone.merged_into, gone.badge], ['merged', counts.id, null]);
	assert.equal(gone.badges.find((row) => row.serial === lost.serial).state, 'revoked');
	assert.equal(gone.acts.find((row) => row.action === 'participant.merge').reason, 'the same passport');
	const { speakers } = await json(moderator.get(`/api/sessions/${session}/speakers`));
	assert.equal(speakers.find((row) => row.id === speaker.id).person.id, counts.id);
	for (const said of [other.registration_id, lost.code]) {
		const { participants } = await json(desk.get(`/api/participants?q=${said}`));
		assert.deepEqual(participants.map((row) => row.id), [counts.id], 'whoever holds the old paper is the person that counts');
	}
	for (const step of ['check-in', 'badge', 'letter', 'merge']) await refused(() => act(other, step, step === 'letter' ? { state: 'seen' } : {}), 409, 'STEP', 'state');
	await refused(() => desk.patch(`/api/participants/${other.id}`, { title: 'X' }, { version: gone.version }), 409, 'STEP', 'state');
	await refused(() => act(counts, 'merge', { into: other.id, reason: 'x' }), 422, 'INVALID', 'into');
	await refused(() => act(counts, 'undo'), 409, 'CONFLICT');
	const back = await done(other, 'undo');
	assert.deepEqual([back.state, back.merged_into, back.id], ['arrived', null, other.id]);
	const again = await detail(counts);
	assert.deepEqual([again.state, again.arrived_at, again.roles], ['approved', null, ['signatory']]);
	const { speakers: put } = await json(moderator.get(`/api/sessions/${session}/speakers`));
	assert.equal(put.find((row) => row.id === speaker.id).person.id, other.id);
});

test('who waits twice on one list waits once after a merge', async () => {
	const { session } = (await json(server.guest.get('/api/wall'))).speaker;
	const [one, two] = [await walkIn(), await walkIn()];
	for (const person of [one, two]) await json(moderator.post(`/api/sessions/${session}/speakers`, { person: person.id }));
	await done(two, 'merge', { into: one.id, reason: 'twice' });
	const { speakers } = await json(moderator.get(`/api/sessions/${session}/speakers`));
	assert.equal(speakers.filter((row) => row.person.id === one.id && row.state === 'waiting').length, 1);
});

test('a merge stands once something was done to the row that counts', async () => {
	const [one, two] = [await walkIn(), await walkIn()];
	await done(two, 'merge', { into: one.id, reason: 'twice' });
	await done(one, 'identity');
	await refused(() => act(two, 'undo'), 409, 'CONFLICT');
});

// ---- the help desk

test('an exception is opened, taken once and closed with what came of it', async () => {
	const person = await walkIn();
	const sent = await done(person, 'help', { reason: 'name_differs', words: 'passport says Ana', desk: '3' });
	assert.equal(sent.help.reason, 'name_differs');
	await refused(() => act(person, 'help', { reason: 'other' }), 409, 'CONFLICT');
	const { cases } = await json(desk.get('/api/help-desk?limit=500'));
	const found = cases.find((row) => row.id === sent.help.id);
	assert.deepEqual([found.person.id, found.words, found.state, found.desk], [person.id, 'passport says Ana', 'open', '3']);
	const path = `/api/help-desk/${found.id}`;
	assert.equal((await json(desk.post(`${path}/take`))).state, 'taken');
	await refused(() => protocol.post(`${path}/take`), 409, 'STEP', 'state');
	await refused(() => desk.post(`${path}/close`, {}), 422, 'FIELD_MISSING', 'outcome');
	const closed = await json(desk.post(`${path}/close`, { outcome: 'corrected' }));
	assert.deepEqual([closed.state, closed.outcome], ['closed', 'corrected']);
	await refused(() => desk.post(`${path}/close`, { outcome: 'again' }), 409, 'STEP', 'state');
	assert.equal((await detail(person)).help, null);
	assert.ok((await json(desk.get('/api/help-desk?state=closed'))).cases.some((row) => row.id === found.id));
	assert.equal((await desk.get('/api/help-desk?state=lost')).status, 400);
	assert.equal((await desk.post(`/api/help-desk/${randomUUID()}/take`)).status, 404);
	assert.equal((await door.get('/api/help-desk')).status, 403);
});

// ---- delegations

test('a delegation is checked in together; who cannot be does not stop the others', async () => {
	const first = await walkIn();
	const entity = first.entity;
	const same = (more) => walkIn({ entity: { id: entity.id }, ...more });
	const [here, second, stranger] = [await same(), await same(), await walkIn()];
	await done(here, 'check-in', { badge: true });
	const waiting = await requested({ entity: entity.name, country: 'KEN' });
	const head = await requested({ entity: entity.name, country: 'KEN', roles: 'head_of_delegation', state: 'approved' });
	const people = [first.id, here.id, second.id, waiting.id, stranger.id, randomUUID()];
	const all = await json(desk.post(`/api/entities/${entity.id}/check-in`, { people, badge: true, desk: '5' }));
	assert.deepEqual([all.checked_in, all.already], [[first.id, second.id], [here.id]]);
	assert.deepEqual(all.refused.map((row) => row.id), people.slice(3));
	assert.ok(all.refused.every((row) => row.reason.length > 10));
	assert.equal(all.badges.length, 2);
	const list = await json(desk.get(`/api/entities/${entity.id}/participants`));
	assert.equal(list.participants.length, 5);
	const { delegations } = await json(desk.get(`/api/delegations?q=${encodeURIComponent(entity.name)}`));
	const row = delegations.find((d) => d.entity.id === entity.id);
	assert.deepEqual([row.expected, row.arrived, row.badges, row.uncollected], [4, 3, 3, 3]);
	assert.deepEqual(row.head, { id: head.id, name: head.name.display });
});

test('a delegation of nobody, of too many or of no entity is refused', async () => {
	const { entity } = await walkIn();
	const check = (people, id = entity.id) => () => desk.post(`/api/entities/${id}/check-in`, { people });
	await refused(check([]), 422, 'FIELD_MISSING', 'people');
	await refused(check(Array(201).fill(randomUUID())), 422, 'INVALID', 'people');
	assert.equal((await check(['x'], randomUUID())()).status, 404);
	assert.equal((await desk.get(`/api/entities/${randomUUID()}/participants`)).status, 404);
	assert.equal((await door.post(`/api/entities/${entity.id}/check-in`, { people: ['x'] })).status, 403);
});

// ---- what comes late

test('a check-in of a while ago stands at its own time', async () => {
	const { now } = await json(server.guest.get('/api/tally'));
	const at = (minutes) => new Date(Date.parse(now) - minutes * 60_000).toISOString();
	const person = await walkIn();
	const arrived = await done(person, 'check-in', { at: at(30), offline: true, desk: '8' });
	assert.equal(Date.parse(arrived.arrived_at), Date.parse(at(30)));
	assert.equal(arrived.conflict, null);
	const other = await walkIn();
	await refused(() => act(other, 'check-in', { at: at(30) }), 422, 'INVALID', 'at');
	await refused(() => act(other, 'check-in', { at: at(-60), offline: true }), 422, 'INVALID', 'at');
	await refused(() => act(other, 'check-in', { at: at(49 * 60), offline: true }), 422, 'INVALID', 'at');
	const twice = await done(person, 'check-in', { at: at(10), offline: true, desk: '9' });
	assert.deepEqual([twice.already, twice.arrived_at], [true, arrived.arrived_at]);
	const { conflicts } = await json(desk.get('/api/conflicts?state=open'));
	assert.deepEqual([conflicts.find((row) => row.id === twice.conflict)?.kind], ['double_arrival']);
	const waiting = await requested();
	const stale = await done(waiting, 'check-in', { at: at(10), offline: true });
	assert.deepEqual([stale.state, stale.arrived_at], ['requested', null]);
	const all = await json(desk.get('/api/conflicts?state=open'));
	assert.equal(all.conflicts.find((row) => row.id === stale.conflict).kind, 'stale_person');
});

test('what was seen and handed over a while ago stands at its own time, too', async () => {
	const { now } = await json(server.guest.get('/api/tally'));
	const at = (minutes) => new Date(Date.parse(now) - minutes * 60_000).toISOString();
	const person = await walkIn();
	await done(person, 'check-in', { badge: true });
	const letter = await done(person, 'letter', { state: 'seen', at: at(30), offline: true, desk: '8' });
	const identity = await done(person, 'identity', { at: at(29), offline: true, desk: '8' });
	const collected = await done(person, 'collect', { at: at(28), offline: true, desk: '8' });
	const times = [letter.letter.at, identity.identity.at, collected.collected.at];
	assert.deepEqual(times.map(Date.parse), [at(30), at(29), at(28)].map(Date.parse));
	await refused(() => act(person, 'letter', { state: 'seen', at: at(30) }), 422, 'INVALID', 'at');
	await refused(() => act(person, 'identity', { at: at(-60), offline: true }), 422, 'INVALID', 'at');
});

// ---- arrivals and alerts

test('arrivals tell the day, the desks and when the queue will be gone', async () => {
	const before = await json(desk.get('/api/arrivals'));
	for (let i = 0; i < 3; i++) await done(await walkIn({ expected_on: '2022-06-08' }), 'check-in', { desk: 'Annex' });
	const now = await json(desk.get('/api/arrivals'));
	assert.equal(now.today.arrived, before.today.arrived + 3);
	assert.deepEqual(now.by_desk.find((row) => row.desk === 'Annex'), { desk: 'Annex', count: 3, per_hour: 12 });
	assert.ok(now.forecast.per_hour >= 12);
	assert.ok(['clears', 'late'].includes(now.forecast.words_key));
	assert.match(now.forecast.rule, /15 minutes/);
});

test('protocol is told when a VIP comes, and says so once', async () => {
	const person = await minister();
	const alerts = async (who = protocol) => (await json(who.get('/api/alerts'))).alerts;
	const find = async () => (await alerts()).find((row) => row.person.id === person.id);
	await done(await walkIn(), 'check-in');
	assert.equal(await find(), undefined);
	await done(person, 'check-in', { desk: '2' });
	const alert = await find();
	assert.deepEqual([alert.where, alert.person.name, alert.seen], ['2', person.name.display, []]);
	const seen = await json(protocol.post(`/api/alerts/${alert.id}/seen`));
	const before = await seq();
	const again = await json(protocol.post(`/api/alerts/${alert.id}/seen`));
	assert.deepEqual([seen.seen.length, again.seen.length, await seq()], [1, 1, before]);
	assert.equal((await json(moderator.post(`/api/alerts/${alert.id}/seen`))).seen.length, 2);
	assert.equal((await protocol.post(`/api/alerts/${randomUUID()}/seen`)).status, 404);
	assert.equal((await protocol.get('/api/alerts?since=yesterday')).status, 400);
	await done(person, 'undo');
	assert.equal(await find(), undefined);
});

// ---- categories

test('an administrator changes the categories, and the catalogue follows', async () => {
	const body = { code: 'OBS', letter: 'O', rgb: '#1F4D3A', words: { en: 'Observer', fr: 'Observateur' }, vip: true };
	assert.equal((await desk.post('/api/categories', body)).status, 403);
	const made = await json(admin.post('/api/categories', body));
	assert.deepEqual([made.vip, made.words.es, made.rooms], [true, 'Observer', []]);
	const shown = (await json(server.guest.get('/api/catalogue'))).categories.find((row) => row.code === 'OBS');
	assert.deepEqual([shown.colour, shown.vip, shown.words.fr], ['#1F4D3A', true, 'Observateur']);
	assert.equal((await walkIn({ category: 'OBS' })).vip, true);
	await refused(() => admin.post('/api/categories', body), 409, 'CONFLICT', 'code');
	await refused(() => admin.post('/api/categories', { ...body, code: 'OBT' }), 409, 'CONFLICT', 'letter');
	await refused(() => admin.post('/api/categories', { ...body, code: 'OBT', letter: 'X', rgb: '#FFFFFF' }), 422, 'INVALID', 'rgb');
	await refused(() => admin.patch('/api/categories/OBS', { vip: false }), 428, 'VERSION_MISSING', 'If-Match');
	await refused(() => admin.patch('/api/categories/OBS', { code: 'OBX' }, { version: 1 }), 422, 'FIELD_UNKNOWN', 'code');
	const { rooms } = await json(server.guest.get('/api/agenda'));
	const edited = await json(admin.patch('/api/categories/OBS', { vip: false, rooms: [rooms[0].id] }, { version: 1 }));
	assert.deepEqual([edited.vip, edited.rooms, edited.version], [false, [rooms[0].id], 2]);
	const stale = await admin.patch('/api/categories/OBS', { vip: true }, { version: 1 });
	assert.deepEqual([stale.status, stale.json.current.version], [412, 2]);
	await refused(() => admin.patch('/api/categories/OBS', { rooms: ['cellar'] }, { version: 2 }), 422, 'INVALID', 'rooms');
	assert.equal((await admin.patch('/api/categories/KING', {}, { version: 1 })).status, 404);
});

// ---- files

test('a file brings collectors, letters, dates, guests and who is remote; it comes out as it went in', async () => {
	const head = 'registration_id,display,entity,category,title,collector,letter,expected_on,host,remote';
	const rows = ['F-2,Host Person,File House,MIN,Minister,Aide Person,not_needed,2022-06-09,,', 'F-1,Guest Person,File House,GST,,,unseen,,F-2,yes'];
	assert.equal((await admin.upload('/api/import/participants', [head, ...rows].join('\n'))).status, 200);
	const [host] = (await json(desk.get('/api/participants?q=F-2'))).participants;
	const [guest] = (await json(desk.get('/api/participants?q=F-1'))).participants;
	assert.deepEqual([host.collector, host.expected_on, host.remote, host.title], ['Aide Person', '2022-06-09', false, 'Minister']);
	assert.deepEqual([guest.host.id, guest.letter.state, guest.remote], [host.id, 'unseen', true]);
	const out = (await admin.get('/api/participants.csv')).text;
	const again = await json(admin.upload('/api/import/participants', out));
	assert.deepEqual([again.added, again.changed, again.refused], [0, 0, 0]);
	const bad = await admin.upload('/api/import/participants', `${head}\nF-3,X,Y,MIN,,,not_needed,,F-99,`);
	assert.deepEqual([bad.status, bad.json.field], [422, 'host']);
});

// ---- organisations in the office

const bookOf = async () => new Map((await json(admin.get('/api/entity-book'))).entities.map((row) => [row.entity.id, row]));

test('the office sees each organisation with its people, who of them has arrived, and its pledges', async () => {
	const { entity } = await walkIn({ entity: { name: 'Union des Rives', type: 'civil_society', country: 'MLI' } });
	await done(await walkIn({ entity: { name: 'union des RIVES', country: 'MLI' } }), 'check-in');
	const row = (await bookOf()).get(entity.id);
	assert.deepEqual([row.entity.name, row.entity.type, row.registered, row.arrived, row.pledges], ['Union des Rives', 'civil_society', 2, 1, 0]);
	for (const client of [desk, door]) assert.equal((await client.get('/api/entity-book')).status, 403);
});

test('what is corrected of an organisation is shown wherever it stands, and found at the desk by its new name', async () => {
	const { entity, id } = await walkIn({ entity: { name: 'Institut Zanbezi', country: 'MOZ' } });
	const { version } = (await bookOf()).get(entity.id);
	const edit = (said, at = version) => admin.patch(`/api/entities/${entity.id}`, said, { version: at });
	const now = await json(edit({ name: 'Institut Zambezi', type: 'academia', country: '' }));
	assert.deepEqual([now.entity.name, now.entity.type, now.entity.country, now.version], ['Institut Zambezi', 'academia', null, version + 1]);
	assert.equal((await json(desk.get(`/api/participants/${id}`))).entity.name, 'Institut Zambezi');
	assert.deepEqual((await json(desk.get('/api/participants?q=zambezi'))).participants.map((row) => [row.id, row.entity.name]), [[id, 'Institut Zambezi']]);
	const stale = await edit({ name: 'Institut' });
	assert.deepEqual([stale.status, stale.json.current.entity.name], [412, 'Institut Zambezi']);
	const [line] = (await json(admin.get(`/api/journal?about=${entity.id}`))).entries;
	assert.deepEqual([line.action, line.version], ['entity.edit', version + 1]);
});

test('an organisation is not given a name that another one has in that country, no name, no type, no such country', async () => {
	const { entity } = await walkIn({ entity: { name: 'Fonds du Lac', country: 'TCD' } });
	await walkIn({ entity: { name: 'Fonds du Fleuve', country: 'TCD' } });
	const { version } = (await bookOf()).get(entity.id);
	const wrong = async (said) => {
		const { status, json: problem } = await admin.patch(`/api/entities/${entity.id}`, said, { version });
		return [status, problem.field];
	};
	assert.deepEqual(await wrong({ name: 'FONDS du fleuve' }), [409, 'name']);
	assert.deepEqual(await wrong({ name: '' }), [422, 'name']);
	assert.deepEqual(await wrong({ name: '…' }), [422, 'name']);
	assert.deepEqual(await wrong({ type: '' }), [422, 'type']);
	assert.deepEqual(await wrong({ type: 'club' }), [422, 'type']);
	assert.deepEqual(await wrong({ country: 'QQQ' }), [422, 'country']);
	assert.deepEqual(await wrong({}), [422, 'name']);
	assert.equal((await admin.patch(`/api/entities/${randomUUID()}`, { name: 'Nobody' }, { version })).status, 404);
	assert.equal((await bookOf()).get(entity.id).entity.name, 'Fonds du Lac');
});
