// Doors over HTTP: every result with its light, points and their rules, cards, invitations, head counts, what doors did without network and
// the conflicts that come of it, the lists for the time without network, and many scans at once.
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { after, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { readCsv } from './lib/csv.mjs';
import { p2c } from './lib/program.mjs';
import { serveDemo } from './lib/server.mjs';

const CLOCK = '2022-06-08T09:00:00+02:00';
const MINUTE = 60_000;
const server = await serveDemo({ args: ['--clock', CLOCK] });
const [desk, door, protocol, admin] = await Promise.all(['desk', 'door', 'protocol', 'admin'].map((role) => server.as(role)));
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));

const done = async (promise) => {
	const answer = await promise;
	assert.ok(answer.status < 300, answer.text);
	return answer.json;
};
const refused = async (promise, status, field) => {
	const answer = await promise;
	assert.deepEqual([answer.status, answer.json.field], [status, field], answer.text);
	assert.ok(answer.json.detail.length > 10);
};

let at = Date.parse(CLOCK);
/** Moves the clock of the rehearsal on. */
async function wait(ms) {
	at += ms;
	await done(admin.post('/api/clock', { now: new Date(at).toISOString() }));
}

let guests = 0;
/** Somebody with a badge: { person, badge }. */
async function guest(form = {}) {
	const name = { given: 'Ada', family: `Visitor ${++guests}` };
	const person = await done(desk.post('/api/participants', { name, entity: { name: 'Institut du Fleuve', type: 'academia', country: 'CIV' }, ...form }));
	return { person, badge: await done(desk.post(`/api/participants/${person.id}/badge`, {})) };
}
let points = 0;
const makePoint = (form = {}) => done(admin.post('/api/points', { id: `point-${++points}`, name: `Point ${points}`, ...form }));
const scan = (code, point, more = {}) => done(door.post('/api/scans', { code, point, ...more }));
const said = ({ result, light, reason_key }) => [result, light, reason_key];
const conflicts = async () => (await done(desk.get('/api/conflicts?state=open'))).conflicts;
const demoRoom = (await done(server.guest.get('/api/agenda'))).rooms[0];

// ---- points

test('main is always there, and the table of rules has every key that a scan can answer', async () => {
	const { points: all, rules } = await done(door.get('/api/points'));
	assert.equal(all[0].id, 'main');
	assert.deepEqual(all[0].rules, { categories: [], invitation: false, invitation_minutes: 30, transferable: true, unknown_offline: 'ask' });
	assert.ok(all[0].inside > 0);
	assert.equal(new Set(rules.map((rule) => rule.key)).size, rules.length);
	assert.equal(rules.at(-1).key, 'admitted');
});

test('a point is set up, changed on the version that was seen, and shows on the list', async () => {
	const made = await makePoint({ capacity: 40, exits: true, room: demoRoom.id });
	assert.deepEqual([made.capacity, made.exits, made.room, made.inside], [40, true, demoRoom.id, 0]);
	const edited = await done(protocol.patch(`/api/points/${made.id}`, { capacity: null, rules: { unknown_offline: 'admit' }, state: 'closed' }, { version: made.version }));
	assert.deepEqual([edited.capacity, edited.rules.unknown_offline, edited.state, edited.exits], [null, 'admit', 'closed', true]);
	const stale = await protocol.patch(`/api/points/${made.id}`, { capacity: 5 }, { version: made.version });
	assert.deepEqual([stale.status, stale.json.current.version], [412, edited.version]);
	await refused(admin.post('/api/points', { id: made.id, name: 'Again' }), 409, 'id');
});

for (const [what, form, field] of [
	['without a name', { id: 'x1' }, 'name'],
	['with a name of 300 characters', { name: 'x'.repeat(300) }, 'name'],
	['with a name that runs the other way', { name: 'Hall \u202e1' }, 'name'],
	['with an id that is a path', { id: '../x', name: 'x' }, 'id'],
	['for nobody', { name: 'x', capacity: 0 }, 'capacity'],
	['for a category that is none', { name: 'x', rules: { categories: ['NONE'] } }, 'rules.categories'],
	['in a room that is not there', { name: 'x', room: 'cellar' }, 'room'],
	['that does something else without network', { name: 'x', rules: { unknown_offline: 'panic' } }, 'rules.unknown_offline'],
	['that is half open', { name: 'x', state: 'ajar' }, 'state'],
	['with an invitation of a week', { name: 'x', rules: { invitation_minutes: 10_080 } }, 'rules.invitation_minutes'],
]) {
	test(`a point ${what} is refused in words`, async () => refused(admin.post('/api/points', form), 422, field));
}

// ---- results and lights

test('a first scan is green, the same again a repeat, later an entry that was made before', async () => {
	const { person, badge } = await guest();
	await wait(10_000); /* a slow machine has half of the five seconds on either side */
	const first = await scan(badge.qr, 'main');
	await wait(2_500);
	assert.deepEqual(said(first), ['admitted', 'green', 'admitted']);
	assert.deepEqual([first.participant.id, first.card, first.reason], [person.id, null, null]);
	const again = await scan(badge.code, 'main');
	assert.deepEqual(said(again), ['repeat', 'green', 'admitted']);
	assert.equal(again.inside, first.inside);
	await wait(6_000);
	const later = await scan(badge.qr, 'main');
	assert.deepEqual(said(later), ['already', 'green', 'admitted_before']);
	assert.equal(later.reason_values.since, first.at);
	assert.match(later.reason, /Admitted before, 2022-06-08T/);
	assert.equal(later.inside, first.inside);
});

test('a repeat leaves nothing behind', async () => {
	const { badge } = await guest();
	await wait(10_000);
	await scan(badge.qr, 'main');
	await wait(2_500);
	const before = (await server.guest.get('/readyz')).json.seq;
	for (let i = 0; i < 3; i++) assert.equal((await scan(badge.qr, 'main')).result, 'repeat');
	assert.equal((await server.guest.get('/readyz')).json.seq, before);
});

test('an entrance that scans people out asks before it admits the same badge twice', async () => {
	const { id } = await makePoint({ exits: true });
	const { badge } = await guest();
	assert.equal((await scan(badge.qr, id)).inside, 1);
	await wait(10_000);
	assert.deepEqual(said(await scan(badge.qr, id)), ['already', 'amber', 'inside_already']);
	assert.deepEqual(said(await scan(badge.qr, id, { decided: 'refuse' })), ['refused', 'red', 'turned_away']);
	const let_in = await scan(badge.qr, id, { decided: 'admit' });
	assert.deepEqual([...said(let_in), let_in.inside], ['admitted', 'green', 'let_in', 1]);
	const out = await scan(badge.qr, id, { direction: 'out' });
	assert.deepEqual([...said(out), out.inside], ['left', 'green', 'left', 0]);
	assert.deepEqual(said(await scan(badge.qr, id)), ['admitted', 'green', 'admitted']);
});

test('red is red whoever decides', async () => {
	const { id } = await makePoint({ rules: { categories: ['VVIP'] } });
	const { person, badge: old } = await guest();
	const badge = await done(desk.post(`/api/participants/${person.id}/badge`, { reason: 'lost' }));
	for (const more of [{}, { decided: 'admit' }]) {
		assert.deepEqual(said(await scan(old.qr, id, more)), ['revoked', 'red', 'revoked']);
		assert.deepEqual(said(await scan(badge.qr, id, more)), ['refused', 'red', 'category_point']);
	}
});

test('a desk that scans a revoked badge sees the one its bearer has now', async () => {
	const { id } = await makePoint({});
	const { person, badge: old } = await guest();
	const badge = await done(desk.post(`/api/participants/${person.id}/badge`, { reason: 'lost' }));
	const answer = await done(desk.post('/api/scans', { code: old.qr, point: id }));
	assert.deepEqual([...said(answer), answer.participant.badge.code], ['revoked', 'red', 'revoked', badge.code]);
});

test('a category keeps to its rooms, unless the entrance names it', async () => {
	const [room, other] = (await done(server.guest.get('/api/agenda'))).rooms;
	const { categories } = await done(admin.get('/api/categories'));
	const press = categories.find(({ code }) => code === 'MED');
	await done(admin.patch('/api/categories/MED', { rooms: [other.id] }, { version: press.version }));
	const { badge } = await guest({ category: 'MED' });
	const own = await makePoint({ room: other.id });
	const closed = await makePoint({ room: room.id });
	const named = await makePoint({ room: room.id, rules: { categories: ['MED'] } });
	assert.deepEqual(said(await scan(badge.qr, own.id)), ['admitted', 'green', 'admitted']);
	assert.deepEqual(said(await scan(badge.qr, closed.id)), ['refused', 'red', 'category_room']);
	assert.deepEqual(said(await scan(badge.qr, named.id)), ['admitted', 'green', 'admitted']);
	const list = (await door.get(`/api/door-list?point=${closed.id}`)).json;
	assert.equal(unpack(list).get(hashOf(list, badge.qr)).rule, 'category_room');
});

test('protocol hears of a minister at the main door, once', async () => {
	const { person, badge } = await guest({ category: 'MIN' });
	const alerts = async () => (await done(protocol.get('/api/alerts'))).alerts.filter((alert) => alert.person.id === person.id);
	await scan(badge.qr, (await makePoint()).id);
	assert.equal((await alerts()).length, 0);
	await scan(badge.qr, 'main');
	await wait(10_000);
	await scan(badge.qr, 'main');
	assert.deepEqual((await alerts()).map((alert) => alert.where), ['Main entrance']);
});

test('a closed entrance is closed', async () => {
	const { id } = await makePoint({ state: 'closed' });
	assert.deepEqual(said(await scan((await guest()).badge.qr, id)), ['refused', 'red', 'closed']);
});

test('codes that are nobody’s are told apart: damaged, of another event', async () => {
	const { badge } = await guest();
	const body = '0123456789' + '0'.repeat(8);
	assert.deepEqual(said(await scan(`${badge.qr.slice(0, -1)}${badge.qr.endsWith('A') ? 'B' : 'A'}`, 'main')), ['unknown', 'red', 'code_damaged']);
	assert.deepEqual(said(await scan(withCheck(body), 'main')), ['unknown', 'red', 'code_foreign']);
	assert.equal((await scan(withCheck(body), 'main')).reason, 'This badge belongs to another event.');
});

/** A body of 18 with its two check characters (ISO/IEC 7064, MOD 1271-36), moved on until they are of base 32. */
function withCheck(body) {
	const [digits, base32] = ['0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', '0123456789ABCDEFGHJKMNPQRSTVWXYZ'];
	for (const last of base32) {
		const text = body.slice(0, -1) + last;
		let sum = 0;
		for (const letter of text) sum = ((sum + digits.indexOf(letter)) * 36) % 1271;
		const check = (1272 - ((sum * 36) % 1271)) % 1271;
		const code = text + digits[Math.floor(check / 36)] + digits[check % 36];
		if ([...code].every((letter) => base32.includes(letter))) return code;
	}
	throw new Error('no body fits');
}

for (const [what, more, field] of [
	['in no direction', { direction: 'sideways' }, 'direction'],
	['with a decision that is none', { decided: 'perhaps' }, 'decided'],
	['at a point that is not there', { point: 'cellar' }, 'point'],
	['of another time without a reason', { at: CLOCK }, 'at'],
	['of tomorrow', { at: '2022-06-09T12:00:00Z', offline: { result: 'admitted' } }, 'at'],
	['of last week', { at: '2022-06-01T12:00:00Z', offline: { result: 'admitted' } }, 'at'],
	['with a result that is none', { at: CLOCK, offline: { result: 'green' } }, 'offline.result'],
]) {
	test(`a scan ${what} is refused in words`, async () => refused(door.post('/api/scans', { code: 'ABC', point: 'main', ...more }), 422, field));
}

// ---- capacity, at once

test('fifty scans of one badge at once admit once', async () => {
	const { id } = await makePoint();
	const { badge } = await guest();
	const second = await server.another('door');
	const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => done((i % 2 ? door : second).post('/api/scans', { code: badge.qr, point: id }))));
	assert.equal(answers.filter(({ result }) => result === 'admitted').length, 1);
	assert.ok(answers.every(({ result, light }) => ['admitted', 'repeat', 'already'].includes(result) && light === 'green'));
	assert.equal((await done(door.get(`/api/points/${id}/inside`))).people.length, 1);
});

test('fifty people at once and one place left: one comes in, the others are told that it is full', async () => {
	const { id } = await makePoint({ capacity: 50 });
	const badges = [];
	for (let i = 0; i < 99; i++) badges.push((await guest()).badge.qr);
	for (const code of badges.slice(0, 49)) assert.equal((await scan(code, id)).result, 'admitted');
	const answers = await Promise.all(badges.slice(49).map((code) => scan(code, id)));
	assert.equal(answers.filter(({ result }) => result === 'admitted').length, 1);
	const full = answers.filter(({ reason_key }) => reason_key === 'full');
	assert.equal(full.length, 49);
	assert.deepEqual([full[0].light, full[0].reason_values, full[0].capacity], ['red', { capacity: 50 }, 50]);
	assert.equal((await done(door.get(`/api/points/${id}/inside`))).inside, 50);
	const minister = await guest({ category: 'MIN' });
	assert.deepEqual(said(await scan(minister.badge.qr, id)), ['ask', 'amber', 'full_vip']);
	assert.deepEqual(said(await scan(minister.badge.qr, id, { decided: 'admit' })), ['admitted', 'green', 'let_in']);
});

// ---- cards, invitations

test('cards of a delegation: quota counted at the door, blocked when lost, only where they are taken', async () => {
	const { id } = await makePoint({ rules: { transferable: true } });
	const closed = await makePoint();
	const { person } = await guest();
	const entity = await done(admin.get(`/api/entities/${person.entity.id}`));
	assert.equal(entity.card_quota, null);
	const limited = await done(protocol.patch(`/api/entities/${person.entity.id}`, { card_quota: 2 }, { version: entity.version }));
	assert.equal(limited.card_quota, 2);
	const stale = await protocol.patch(`/api/entities/${person.entity.id}`, { card_quota: 5 }, { version: entity.version });
	assert.deepEqual([stale.status, stale.json.current.card_quota], [412, 2]);
	const { cards } = await done(protocol.post('/api/cards', { entity: person.entity.id, count: 3 }));
	assert.equal(new Set(cards.map(({ qr }) => qr)).size, 3);
	assert.deepEqual((await Promise.all(cards.map(({ qr }) => scan(qr, id)))).map(({ result }) => result).sort(), ['admitted', 'admitted', 'refused']);
	const third = await scan(cards[0].qr, id, { direction: 'out' });
	assert.equal(third.card.serial, cards[0].serial);
	assert.deepEqual(said(await scan(cards[1].qr, closed.id)), ['refused', 'red', 'no_cards']);
	const inside = await done(door.get(`/api/points/${id}/inside`));
	assert.deepEqual([inside.people.length, inside.cards[0].entity.name], [0, 'Institut du Fleuve']);
	assert.equal((await done(protocol.post(`/api/cards/${cards[1].serial}/revoke`, { reason: 'lost' }))).state, 'revoked');
	assert.deepEqual(said(await scan(cards[1].qr, id)), ['revoked', 'red', 'revoked']);
	assert.equal((await done(admin.get(`/api/cards?entity=${person.entity.id}`))).cards.length, 3);
	await refused(protocol.post('/api/cards', { entity: person.entity.id, count: 101 }), 422, 'count');
	await refused(protocol.post('/api/cards', { entity: 'nobody', count: 1 }), 422, 'entity');
	await refused(protocol.post('/api/cards', { entity: person.entity.id, count: 1, points: ['cellar'] }), 422, 'points');
});

/** A session of half an hour in a room that is free then for an hour around it. */
async function closedTable(starts) {
	const agenda = await done(server.guest.get('/api/agenda'));
	const near = (session) => Math.abs(Date.parse(session.expected_starts_at) - starts) < 4 * 60 * MINUTE;
	const taken = new Set(agenda.sessions.filter(near).map((session) => session.room?.id ?? session.room));
	const room = agenda.rooms.find(({ id }) => !taken.has(id)) ?? assert.fail('every room is taken');
	const form = { title: { en: 'Closed table' }, kind: 'round_table', room: room.id, starts_at: new Date(starts).toISOString(), ends_at: new Date(starts + 30 * MINUTE).toISOString() };
	return { room, session: await done(admin.post('/api/sessions', form)) };
}

test('a session by invitation lets in who is on its list, and asks when none is on', async () => {
	const { session, room } = await closedTable(at + 60 * MINUTE);
	const { id } = await makePoint({ room: room.id, rules: { invitation: true, invitation_minutes: 20 } });
	const [invited, stranger] = [await guest(), await guest()];
	const list = await done(protocol.post(`/api/sessions/${session.id}/invitations`, { people: [invited.person.id] }));
	assert.deepEqual(list.people.map((person) => person.id), [invited.person.id]);
	assert.deepEqual(said(await scan(invited.badge.qr, id)), ['ask', 'amber', 'no_session']);
	await wait(50 * MINUTE);
	assert.deepEqual(said(await scan(invited.badge.qr, id)), ['admitted', 'green', 'admitted']);
	const no = await scan(stranger.badge.qr, id);
	assert.deepEqual([...said(no), no.reason_values], ['refused', 'red', 'not_invited', { session: session.code }]);
	const emptied = await done(protocol.post(`/api/sessions/${session.id}/invitations`, { remove: [invited.person.id] }));
	assert.deepEqual(emptied.people, []);
	await refused(protocol.post(`/api/sessions/${session.id}/invitations`, { people: ['nobody'] }), 422, 'people');
	await refused(protocol.post(`/api/sessions/${session.id}/invitations`, {}), 422, 'people');
});

// ---- who is inside

test('head counts are kept, listed, carried out on paper and counted again', async () => {
	const { id, name } = await makePoint({ exits: true });
	const inside = [await guest({ name: { given: '=cmd()', family: 'Sheet' } }), await guest(), await guest()];
	for (const { badge } of inside) await scan(badge.qr, id);
	await scan(inside[2].badge.qr, id, { direction: 'out' });
	const listed = await done(door.get(`/api/points/${id}/inside`));
	assert.deepEqual([listed.inside, listed.people.length, listed.point.id], [2, 2, id]);
	const presence = await done(protocol.get('/api/presence'));
	assert.equal(presence.points.find((point) => point.id === id).inside, 2);
	assert.ok(presence.total >= presence.points[0].inside);
	const sheet = await door.get(`/api/evacuation.csv?point=${id}`);
	const rows = readCsv(sheet.text);
	assert.deepEqual(rows.map((row) => [row.point, row.entity, row.country]), [[name, 'Institut du Fleuve', 'CIV'], [name, 'Institut du Fleuve', 'CIV']]);
	assert.ok(rows.some((row) => row.name.startsWith("'=")), 'a name that a spreadsheet would run is text');
	assert.equal(readCsv((await door.get('/api/evacuation.csv')).text).length >= presence.points[0].inside, true);
	assert.equal((await door.get('/api/evacuation.csv?point=cellar')).status, 400);
	const verified = await p2c(['verify', '--data', server.data]);
	assert.match(verified.out, /head counts of \d+ points agree/, verified.err);
});

// ---- without network

const offline = (ms, result = 'admitted') => ({ at: new Date(at - ms).toISOString(), offline: { result } });

test('what a door did without network counts from when it was', async () => {
	const { id } = await makePoint({ exits: true });
	const { badge } = await guest();
	const late = await scan(badge.qr, id, offline(30 * MINUTE));
	assert.deepEqual([late.result, late.light, late.inside, late.conflict], ['admitted', 'green', 1, null]);
	assert.equal(Date.parse((await done(door.get(`/api/points/${id}/inside`))).people[0].since), at - 30 * MINUTE);
	const out = await scan(badge.qr, id, { direction: 'out', ...offline(10 * MINUTE, 'left') });
	assert.deepEqual([out.result, out.inside, out.conflict], ['left', 0, null]);
});

test('two doors that admitted one badge: kept, shown, taken back by a person, once', async () => {
	const { id } = await makePoint({ exits: true });
	const { person, badge } = await guest();
	await scan(badge.qr, id, offline(30 * MINUTE));
	const second = await scan(badge.qr, id, offline(20 * MINUTE));
	assert.equal(second.result, 'admitted');
	const conflict = (await conflicts()).find((row) => row.id === second.conflict);
	assert.deepEqual([conflict.kind, conflict.point, conflict.person.id, conflict.state, conflict.resolution], ['double_entry', id, person.id, 'open', null]);
	const solved = await done(desk.post(`/api/conflicts/${conflict.id}/resolve`, { take: 'undo', words: 'a lent badge' }));
	assert.deepEqual([solved.state, solved.resolution.take, solved.resolution.words], ['resolved', 'undo', 'a lent badge']);
	assert.equal((await done(door.get(`/api/points/${id}/inside`))).inside, 0);
	await refused(desk.post(`/api/conflicts/${conflict.id}/resolve`, { take: 'keep' }), 409, null);
	assert.ok(!(await conflicts()).some((row) => row.id === conflict.id));
	assert.ok((await done(desk.get('/api/conflicts?state=resolved'))).conflicts.some((row) => row.id === conflict.id));
});

test('a badge that was replaced before, a stranger, somebody who may not: each is a conflict of its own kind', async () => {
	const { id } = await makePoint({ rules: { categories: ['VVIP'] } });
	const { person, badge: old } = await guest({ category: 'VVIP' });
	await done(desk.post(`/api/participants/${person.id}/badge`, { reason: 'lost' }));
	await wait(20 * MINUTE);
	const good = await scan(old.qr, id, offline(25 * MINUTE));
	const revoked = await scan(old.qr, id, offline(5 * MINUTE));
	const stranger = await scan(withCheck('9876543210' + '1'.repeat(8)), id, offline(5 * MINUTE));
	const delegate = await scan((await guest()).badge.qr, id, offline(5 * MINUTE));
	assert.equal(good.conflict, null);
	const kinds = Object.fromEntries((await conflicts()).map((row) => [row.id, row.kind]));
	assert.deepEqual([kinds[revoked.conflict], kinds[stranger.conflict], kinds[delegate.conflict]], ['revoked_badge', 'unknown_code', 'not_allowed']);
	await refused(desk.post(`/api/conflicts/${stranger.conflict}/resolve`, { take: 'undo' }), 409, 'take');
	await refused(desk.post(`/api/conflicts/${stranger.conflict}/resolve`, { take: 'forget' }), 422, 'take');
	assert.equal((await done(desk.post(`/api/conflicts/${stranger.conflict}/resolve`, { take: 'keep' }))).state, 'resolved');
	assert.equal((await desk.post('/api/conflicts/nothing/resolve', { take: 'keep' })).status, 404);
	assert.equal((await desk.get('/api/conflicts?state=lost')).status, 400);
});

test('a scan that was sent again with its key is the same one', async () => {
	const { id } = await makePoint({ exits: true });
	const { badge } = await guest();
	const body = { code: badge.qr, point: id, ...offline(30 * MINUTE) };
	const [first, again] = [await door.post('/api/scans', body, { key: 'device-1-act-7' }), await door.post('/api/scans', body, { key: 'device-1-act-7' })];
	assert.deepEqual([first.json, again.headers['idempotent-replayed']], [again.json, 'true']);
	assert.equal((await scan(badge.qr, id, offline(30 * MINUTE))).conflict, null, 'the very same act under another key is no second entry');
});

/** The rows of a door's list by their hash. */
function unpack(list) {
	const bytes = Buffer.from(list.rows, 'base64');
	assert.equal(bytes.length, list.count * 16);
	return new Map(
		Array.from({ length: list.count }, (_, i) => {
			const row = bytes.subarray(i * 16, i * 16 + 16);
			return [row.toString('hex', 0, 8), { serial: row.readUInt32BE(8), category: list.categories[row[12]], rule: list.rules[row[13]].key, flags: row[14], entity: row[15] }];
		}),
	);
}
const hashOf = (list, code) => createHash('sha256').update(Buffer.from(list.salt, 'base64')).update(code).digest('hex').slice(0, 16);

test('a door holds hashes and what the rules would say, no names; and can tell codes of this event', async () => {
	const { id } = await makePoint({ rules: { categories: ['MIN'] } });
	const [delegate, minister] = [await guest(), await guest({ category: 'MIN' })];
	const old = minister.badge;
	const badge = await done(desk.post(`/api/participants/${minister.person.id}/badge`, { reason: 'lost' }));
	const { cards } = await done(protocol.post('/api/cards', { entity: delegate.person.entity.id, count: 1 }));
	await scan(badge.qr, id);
	const answer = await door.get(`/api/door-list?point=${id}`);
	const list = answer.json;
	const rows = unpack(list);
	const row = (code) => rows.get(hashOf(list, code));
	assert.deepEqual([row(delegate.badge.qr).rule, row(delegate.badge.qr).flags], ['category_point', 0]);
	assert.deepEqual([row(badge.qr).rule, row(badge.qr).category, row(badge.qr).flags], ['admitted', 'MIN', 1 | 2]);
	assert.equal(row(old.qr).rule, 'revoked');
	assert.deepEqual([row(cards[0].qr).rule, row(cards[0].qr).flags, list.entities[row(cards[0].qr).entity - 1].quota], ['no_cards', 4, 2]);
	assert.equal(row(withCheck('0123456789' + '0'.repeat(8))), undefined);
	assert.doesNotMatch(answer.text, /Visitor /);
	const mark = createHmac('sha256', Buffer.from(list.key, 'base64')).update(badge.qr.slice(0, 10)).digest().readUIntBE(0, 5);
	const spelled = [35, 30, 25, 20, 15, 10, 5, 0].map((shift) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[Math.floor(mark / 2 ** shift) % 32]).join('');
	assert.equal(spelled, badge.qr.slice(10, 18));
	assert.ok(Date.parse(list.valid_until) > at && list.seq > 0);
	assert.equal((await door.get('/api/door-list?point=cellar')).status, 400);
});

test('a desk holds everybody by columns, packed, and later only who changed', async () => {
	const { person, badge } = await guest({ category: 'MIN' });
	const packed = await desk.get('/api/roster', { headers: { 'accept-encoding': 'gzip' } });
	assert.equal(packed.headers['content-encoding'], 'gzip');
	const roster = JSON.parse(gunzipSync(packed.bytes));
	const { columns, entities, entity, codes, count } = roster;
	const row = columns.id.indexOf(person.id);
	assert.ok(Object.values(columns).every((column) => column.length === count) && entity.length === count);
	assert.deepEqual([columns.display[row], columns.category[row], columns.vip[row], columns.arrived[row]], [person.name.display, 'MIN', 1, 0]);
	assert.deepEqual(entities[entity[row]].slice(1), ['Institut du Fleuve', 'CIV']);
	assert.equal(Buffer.from(codes, 'base64').toString('hex', row * 8, row * 8 + 8), hashOf(roster, badge.qr));
	const none = await done(desk.get(`/api/roster?since=${roster.seq}`));
	assert.deepEqual([none.count, none.full], [0, false]);
	await done(desk.post(`/api/participants/${person.id}/check-in`, {}));
	const changed = await done(desk.get(`/api/roster?since=${roster.seq}`));
	assert.deepEqual([changed.columns.id, changed.full], [[person.id], false]);
	assert.ok(changed.columns.arrived[0] > 0);
	assert.equal((await done(desk.get('/api/roster?since=99999999'))).full, true);
	assert.equal((await desk.get('/api/roster?since=-1')).status, 400);
});

test('a desk hears of everybody whose row an act upon somebody else changed', async () => {
	const { person: named } = await guest();
	const { person: twin } = await guest();
	const host = { host: named.id };
	const [{ person: accompanying }, { person: minister }, collected] = [await guest(host), await guest({ category: 'MIN', collector: named.name.display }), await guest({ category: 'MIN', collector: named.name.display })];
	await done(desk.post(`/api/participants/${collected.person.id}/collect`, { by: named.name.display, identity: true }));
	let { seq } = await done(desk.get('/api/roster'));
	const changed = async () => {
		const list = await done(desk.get(`/api/roster?since=${seq}`));
		seq = list.seq;
		return new Set(list.columns.id);
	};
	await done(desk.post(`/api/participants/${named.id}/merge`, { into: twin.id, reason: 'Registered twice' }));
	assert.deepEqual(await changed(), new Set([named.id, twin.id, accompanying.id]));
	await done(desk.post(`/api/participants/${named.id}/undo`, {}));
	assert.deepEqual(await changed(), new Set([named.id, twin.id, accompanying.id]));
	await done(admin.post(`/api/participants/${named.id}/erase`, { reason: 'Asked at the desk' }));
	assert.deepEqual(await changed(), new Set([named.id, accompanying.id, minister.id, collected.person.id]));
	const full = await done(desk.get('/api/roster'));
	assert.ok(!full.columns.id.includes(named.id) && !JSON.stringify(full).includes(named.name.display));
	const { version } = (await done(admin.get('/api/categories'))).categories.find(({ code }) => code === 'MIN');
	await done(admin.patch('/api/categories/MIN', { vip: true }, { version }));
	assert.ok((await changed()).has(minister.id), 'who is a VIP is in the row of each');
});

test('a door settles what doors did; what a desk did is none of its business', async () => {
	const { person, badge } = await guest();
	await scan(badge.qr, 'main');
	await wait(10_000);
	const late = { offline: { result: 'admitted' }, at: new Date(at - 3 * 3600_000).toISOString() };
	const { conflict: entered } = await scan(badge.qr, 'main', late);
	await done(desk.post(`/api/participants/${person.id}/check-in`, {}));
	await done(desk.post(`/api/participants/${person.id}/check-in`, { offline: true, at: late.at, desk: 'Desk 2' }));
	const arrived = (await conflicts()).find((row) => row.kind === 'double_arrival' && row.person.id === person.id).id;
	const seen = (await done(door.get('/api/conflicts?state=open'))).conflicts;
	assert.ok(seen.some(({ id }) => id === entered) && seen.every(({ desk: where }) => where === null));
	assert.equal((await door.post(`/api/conflicts/${arrived}/resolve`, { take: 'keep' })).status, 404);
	const settled = await done(door.post(`/api/conflicts/${entered}/resolve`, { take: 'undo', words: 'a lent badge' }));
	assert.deepEqual([settled.state, settled.resolution.take, settled.resolution.words], ['resolved', 'undo', 'a lent badge']);
	assert.equal((await done(desk.post(`/api/conflicts/${arrived}/resolve`, { take: 'keep' }))).state, 'resolved');
});

test('who may: a door scans and looks, the office sets up, a desk settles', async () => {
	const { id } = await makePoint();
	assert.equal((await door.post('/api/points', { name: 'x' })).status, 403);
	assert.equal((await desk.patch(`/api/points/${id}`, { name: 'x' }, { version: 1 })).status, 403);
	assert.equal((await door.get('/api/roster')).status, 403);
	assert.equal((await door.get('/api/cards')).status, 403);
	assert.equal((await door.post('/api/conflicts/x/resolve', { take: 'keep' })).status, 404);
	assert.equal((await server.guest.get('/api/door-list')).status, 401);
	assert.equal((await server.guest.get('/api/evacuation.csv')).status, 401);
});

test('doors are told of scans, and nobody else is', async () => {
	assert.equal((await server.guest.get('/api/live?topics=doors')).status, 401);
});
