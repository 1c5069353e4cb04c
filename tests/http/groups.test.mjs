// Breakout groups and seats over HTTP: wishes in, an assignment that explains itself, places by hand, rosters; a room laid in French order.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serveDemo } from './lib/server.mjs';

const RULE_OF_WISH = ['wish1', 'wish2', 'wish3'];

let server, office, people, sessions;

before(async () => {
	server = await serveDemo();
	office = await server.as('protocol');
	sessions = (await server.guest.get('/api/agenda')).json.sessions;
	const found = (await office.get('/api/participants?state=arrived&limit=200')).json.participants;
	people = found.filter(({ entity }) => entity.country !== null);
});
after(() => server?.stop());

/** A session that nobody has made groups or laid a table for; each call gives another one. */
const unused = (() => {
	let taken = 0;
	return () => sessions.filter(({ kind }) => kind === 'panel' || kind === 'plenary')[taken++].id;
})();

const ok = (answer, status = 200) => {
	assert.equal(answer.status, status, answer.text);
	return answer.json;
};
const refused = (answer, status, field) => {
	assert.equal(answer.status, status, answer.text);
	if (field !== undefined) assert.equal(answer.json.field, field);
	return answer.json;
};

const groupsOf = async (session) => ok(await office.get(`/api/sessions/${session}/groups`));
const add = async (session, ...groups) => ok(await office.post(`/api/sessions/${session}/groups`, { groups }), 201).groups;
const wish = async (session, person, ...wishes) => ok(await office.post(`/api/sessions/${session}/wishes`, { person: person.id, wishes }));
const assign = async (session) => ok(await office.post(`/api/sessions/${session}/groups/assign`));
const placeOf = (all, person) => [...all.groups.flatMap((group) => group.people.map((one) => ({ ...one, group: group.id }))), ...all.unplaced].find(({ id }) => id === person.id);

test('a session without groups has none, and says so when it is to be assigned', async () => {
	const session = unused();
	const all = await groupsOf(session);
	assert.deepEqual([all.version, all.groups, all.assigned_at], [0, [], null]);
	refused(await office.post(`/api/sessions/${session}/groups/assign`), 409);
	refused(await office.get('/api/sessions/018113e0-0000-7000-8000-000000000000/groups'), 404);
});

test('wishes are granted as far as there is room, and each place says why', async () => {
	const session = unused();
	const [first, second] = await add(session, { name: 'Fibre', capacity: 2 }, { name: 'Satellites', capacity: 4, language: 'fr' });
	for (const person of people.slice(0, 4)) await wish(session, person, first.id, second.id);
	const all = await assign(session);
	assert.deepEqual(all.groups.map((group) => group.people.length), [2, 2]);
	const others = all.groups[1].people;
	assert.deepEqual(others.map(({ why }) => why), others.map(() => ({ rule: 'wish2', full: ['Fibre'] })));
	assert.deepEqual(all.balance.map(({ size, capacity }) => [size, capacity]), [[2, 2], [2, 4]]);
	assert.deepEqual(await groupsOf(session), all);
});

test('whoever asks twice, in whatever order wishes came, gets the same groups', async () => {
	const [one, other] = [unused(), unused()];
	const names = ['North', 'South', 'West'].map((name) => ({ name, capacity: 5 }));
	const groups = [await add(one, ...names), await add(other, ...names)];
	const some = people.slice(0, 15);
	for (const [i, person] of some.entries()) await wish(one, person, groups[0][i % 3].id, groups[0][(i + 1) % 3].id);
	for (const [i, person] of [...some.entries()].reverse()) await wish(other, person, groups[1][i % 3].id, groups[1][(i + 1) % 3].id);
	const named = (all) => all.groups.map((group) => [group.name, group.people.map(({ id }) => id)]);
	const before = named(await assign(one));
	assert.deepEqual(named(await assign(other)), before);
	assert.deepEqual(named(await assign(one)), before);
});

test('placed by hand is placed, until it is taken back', async () => {
	const session = unused();
	const [small, large] = await add(session, { name: 'Small', capacity: 1 }, { name: 'Large', capacity: 5 });
	const [somebody, another] = people;
	await wish(session, somebody, large.id);
	ok(await office.post(`/api/groups/${small.id}/people`, { person: somebody.id }));
	const kept = placeOf(await assign(session), somebody);
	assert.deepEqual([kept.group, kept.by_hand, kept.why.rule], [small.id, true, 'by_hand']);
	refused(await office.post(`/api/groups/${small.id}/people`, { person: another.id }), 409, 'person');
	ok(await office.post(`/api/groups/${small.id}/people/${somebody.id}/remove`));
	refused(await office.post(`/api/groups/${small.id}/people/${somebody.id}/remove`), 404);
	assert.equal(placeOf(await groupsOf(session), somebody).why.rule, 'waiting');
	assert.equal(placeOf(await assign(session), somebody).group, large.id);
	ok(await office.post(`/api/sessions/${session}/wishes`, { person: somebody.id, wishes: null }));
	assert.equal(placeOf(await groupsOf(session), somebody), undefined);
});

test('a group is changed by who saw it last, never made smaller than who is in it, and gone with its wishes', async () => {
	const session = unused();
	const [group] = await add(session, { name: 'Group', capacity: 3 });
	for (const person of people.slice(0, 2)) await wish(session, person, group.id);
	await assign(session);
	const path = `/api/groups/${group.id}`;
	refused(await office.patch(path, { capacity: 1 }, { version: group.version }), 422, 'capacity');
	const changed = ok(await office.patch(path, { name: '第一组', language: 'zh', moderator: people[5].id }, { version: group.version }));
	assert.deepEqual([changed.name, changed.language, changed.moderator.id, changed.version], ['第一组', 'zh', people[5].id, 2]);
	const stale = refused(await office.patch(path, { name: 'Late' }, { version: group.version }), 412);
	assert.equal(stale.current.name, '第一组');
	refused(await office.patch(path, { name: 'No version' }), 428);
	const left = ok(await office.post(`${path}/remove`));
	assert.deepEqual([left.groups, left.unplaced.map(({ wishes }) => wishes)], [[], [[], []]]);
});

test('who moderates a group has no place in another', async () => {
	const session = unused();
	const [group] = await add(session, { name: 'Led', capacity: 3, moderator: people[0].id });
	await wish(session, people[0], group.id);
	const all = await assign(session);
	assert.deepEqual([all.groups[0].people, all.unplaced], [[], []]);
	refused(await office.post(`/api/groups/${group.id}/people`, { person: people[0].id }), 409, 'person');
});

for (const [what, group, field] of [
	['a group without a name', { capacity: 3 }, 'groups[0].name'],
	['a group without places', { name: 'X', capacity: 0 }, 'groups[0].capacity'],
	['a language that is none of the six', { name: 'X', capacity: 3, language: 'de' }, 'groups[0].language'],
	['a room that is not there', { name: 'X', capacity: 3, room: 'attic' }, 'groups[0].room'],
	['a moderator who is not there', { name: 'X', capacity: 3, moderator: '018113e0-0000-7000-8000-000000000000' }, 'groups[0].moderator'],
]) {
	test(`${what} is refused with its field`, async () => refused(await office.post(`/api/sessions/${sessions[0].id}/groups`, { groups: [group] }), 422, field));
}

test('wishes that cannot be are refused: another session’s group, one said twice, four of them', async () => {
	const [session, other] = [unused(), unused()];
	const [group] = await add(session, { name: 'Here', capacity: 3 });
	const [foreign] = await add(other, { name: 'There', capacity: 3 });
	const path = `/api/sessions/${session}/wishes`;
	for (const wishes of [[foreign.id], [group.id, group.id], [1, 2, 3, 4].map(() => group.id)]) refused(await office.post(path, { person: people[0].id, wishes }), 422, 'wishes');
	refused(await office.post(path, { person: 'nobody', wishes: [] }), 422, 'person');
});

test('wishes from a file are taken by name or number, all or nothing', async () => {
	const session = unused();
	const [first, second] = await add(session, { name: 'Rural schools', capacity: 9 }, { name: 'Ports', capacity: 9 });
	const [one, other] = people;
	const file = (...rows) => ['registration_id,wish1,wish2', ...rows].join('\r\n');
	const send = (body, query = '') => office.upload(`/api/import/wishes?session=${session}${query}`, body);
	const report = refused(await send(file(`${one.registration_id},ports`, `${other.registration_id},Moon`)), 422).current;
	assert.deepEqual(report.lines.map(({ line, field }) => [line, field]), [[3, 'wish1']]);
	assert.deepEqual((await groupsOf(session)).unplaced, []);
	const good = file(`${one.registration_id},PORTS,1`, `${other.registration_id},2`);
	assert.equal(ok(await send(good, '&dry_run=1')).added, 2);
	assert.deepEqual((await groupsOf(session)).unplaced, []);
	assert.equal(ok(await send(good)).added, 2);
	assert.equal(ok(await send(good)).same, 2);
	assert.deepEqual(placeOf(await groupsOf(session), one).wishes, [second.id, first.id]);
});

test('the rosters are a page a group, for those who may see them', async () => {
	const session = unused();
	await add(session, { name: 'One', capacity: 3 }, { name: 'Two', capacity: 3 });
	const answer = await office.get(`/api/sessions/${session}/groups.pdf?lang=ar`);
	assert.equal(answer.status, 200);
	assert.equal(answer.bytes.subarray(0, 5).toString(), '%PDF-');
	assert.equal((await server.guest.get(`/api/sessions/${session}/groups.pdf`)).status, 401);
	const desk = await server.as('desk');
	assert.equal((await desk.get(`/api/sessions/${session}/groups`)).status, 403);
});

test('the demonstration day has a breakout that is assigned, and its wishes explain it', async () => {
	const session = sessions.find(({ kind, starts_at }) => kind === 'breakout' && starts_at >= '2022-06-08T15:30').id;
	const { groups, unplaced } = await groupsOf(session);
	assert.equal(groups.length, 4);
	assert.deepEqual(unplaced, []);
	for (const group of groups) {
		assert.ok(group.people.length <= group.capacity);
		for (const { wishes, why } of group.people) {
			const at = wishes.indexOf(group.id);
			if (why.rule !== 'by_hand' && at >= 0) assert.equal(why.rule, RULE_OF_WISH[at]);
		}
	}
});

/* ---- seats ---- */

const lay = (session, said) => office.post(`/api/sessions/${session}/seating`, said);
const seatingOf = async (session) => ok(await office.get(`/api/sessions/${session}/seating`));
const invite = async (session, some) => ok(await (await server.as('protocol')).post(`/api/sessions/${session}/invitations`, { people: some.map(({ id }) => id) }));
/** Nobody is in the programme of such a session: its guests are all there is. */
const bare = async () => {
	const admin = await server.as('admin');
	const [room] = (await server.guest.get('/api/agenda')).json.rooms.slice(-1);
	const made = await admin.post('/api/sessions', { kind: 'round_table', title: { en: 'Table' }, room: room.id, starts_at: `2022-06-10T${String(8 + bare.n).padStart(2, '0')}:00:00+02:00`, ends_at: `2022-06-10T${String(8 + bare.n++).padStart(2, '0')}:50:00+02:00` });
	return ok(made, 201).id;
};
bare.n = 0;

test('a table is laid in the French order of Members: Allemagne, Égypte, États-Unis, Éthiopie', async () => {
	const session = await bare();
	const codes = ['ETH', 'USA', 'DEU', 'EGY', 'CHE'];
	const all = (await office.get('/api/participants?limit=200&q=ministry')).json.participants;
	const byCountry = (code) => [...all, ...people].find(({ entity, state }) => entity.country === code && entity.type === 'government' && state !== 'merged' && state !== 'declined');
	const guests = codes.map(byCountry).filter((row) => row !== undefined);
	await invite(session, guests);
	assert.equal((await seatingOf(session)).version, 0);
	const laid = ok(await lay(session, { shape: 'hollow_square', seats: 8, order: 'french' }));
	const seated = laid.seats.filter(({ person }) => person !== null).map(({ entity }) => entity.country);
	assert.deepEqual(seated, ['DEU', 'EGY', 'USA', 'ETH', 'CHE'].filter((code) => guests.some(({ entity }) => entity.country === code)));
	assert.ok(seated.length >= 2, 'the demonstration day has some of these countries');
	assert.deepEqual(laid.seats.map(({ label }) => label), ['1', '2', '3', '4', '5', '6', '7', '8']);
});

test('a move changes two places; a seat can be emptied; an older page is told', async () => {
	const session = await bare();
	await invite(session, people.slice(0, 3));
	const laid = ok(await lay(session, { shape: 'rectangle', seats: 4, order: 'french' }));
	const [one, two] = laid.seats;
	const path = `/api/sessions/${session}/seating`;
	const moved = ok(await office.patch(path, { moves: [{ number: 2, person: one.person.id }] }, { version: laid.version }));
	assert.deepEqual([moved.seats[0].person.id, moved.seats[1].person.id], [two.person.id, one.person.id]);
	const stale = refused(await office.patch(path, { moves: [{ number: 1 }] }, { version: laid.version }), 412);
	assert.equal(stale.current.version, moved.version);
	const emptied = ok(await office.patch(path, { moves: [{ number: 1, person: null }] }, { version: moved.version }));
	assert.equal(emptied.seats[0].person, null);
	assert.deepEqual(emptied.unseated.map(({ person }) => person.id), [two.person.id]);
	refused(await office.patch(path, { moves: [{ number: 9, person: two.person.id }] }, { version: emptied.version }), 422, 'moves[0].number');
	refused(await office.patch(path, { moves: [{ number: 1, person: 'nobody' }] }, { version: emptied.version }), 422, 'moves[0].person');
	const free = ok(await lay(session, { shape: 'u', seats: 6, order: 'free' }));
	assert.equal(free.seats[1].person.id, one.person.id, 'a free order leaves those alone who sit');
});

test('seats can be for delegations, and a theatre has rows', async () => {
	const session = await bare();
	await invite(session, people.slice(0, 6));
	const laid = ok(await lay(session, { shape: 'rounds', seats: 12, tables: 2, order: 'french', whom: 'delegations' }));
	assert.ok(laid.seats.filter(({ entity }) => entity !== null).every(({ person }) => person === null));
	assert.equal(laid.seats[6].label, '2A');
	const rows = ok(await lay(session, { shape: 'theatre', seats: 20, tables: 2, order: 'protocol' }));
	assert.deepEqual([rows.seats[0].label, rows.seats[10].label], ['A1', 'B1']);
});

for (const [what, said, field] of [
	['no seats at all', { shape: 'u', seats: 0, order: 'free' }, 'seats'],
	['more seats than a room is laid for', { shape: 'u', seats: 4000, order: 'free' }, 'seats'],
	['a shape that is none', { shape: 'star', seats: 8, order: 'free' }, 'shape'],
	['an order that is none', { shape: 'u', seats: 8, order: 'size' }, 'order'],
	['one row for everybody', { shape: 'theatre', seats: 100, tables: 1, order: 'free' }, 'tables'],
]) {
	test(`${what} is refused with its field`, async () => refused(await lay(sessions[0].id, said), 422, field));
}

test('the plan is a picture and a file, and nameplates come in the order of the seats', async () => {
	const session = await bare();
	await invite(session, people.slice(0, 4));
	refused(await office.get(`/api/sessions/${session}/seating.svg`), 404);
	ok(await lay(session, { shape: 'rectangle', seats: 4, order: 'french' }));
	const svg = await office.get(`/api/sessions/${session}/seating.svg?lang=ar&version=1`);
	assert.equal(svg.headers['content-type'], 'image/svg+xml');
	assert.match(svg.text, /^<\?xml[\s\S]*<svg/);
	const pdf = await office.get(`/api/sessions/${session}/seating.pdf`);
	assert.equal(pdf.bytes.subarray(0, 5).toString(), '%PDF-');
	refused(await office.get(`/api/sessions/${session}/seating.png`), 404);
	const plates = await office.get(`/api/nameplates.pdf?session=${session}`);
	assert.equal(plates.status, 200, plates.text);
});
