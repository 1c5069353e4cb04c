// The draft over HTTP: nothing of it is seen until it is released; the log says what changed; a release comes back; what two people
// changed is told. Rooms, co-chairs and what the interpreters can do stand beside it.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { folder, p2c } from './lib/program.mjs';
import { init, serve } from './lib/server.mjs';

const { data, code } = await init(['--title', 'Rehearsal', '--zone', 'Africa/Kigali']);
const server = await serve(data);
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const admin = await server.signIn({ code });
const { guest } = server;

const json = async (promise) => {
	const answer = await promise;
	assert.ok(answer.status < 300, answer.text);
	return answer.json;
};
const agenda = () => json(guest.get('/api/agenda'));
const draft = () => json(admin.get('/api/draft'));
const sessionOf = async (id) => (await agenda()).sessions.find((row) => row.id === id);

const AT = (time) => `2026-06-08T${time}:00+02:00`;
const IN_ALL = (words) => Object.fromEntries(['en', 'fr', 'es', 'ar', 'ru', 'zh'].map((lang) => [lang, words]));
let hours = 8;
/** A panel of half an hour, an hour after the one before. */
const panel = (name, more) => ({ kind: 'panel', title: IN_ALL(name), starts_at: AT(`${String(++hours).padStart(2, '0')}:00`), ends_at: AT(`${String(hours).padStart(2, '0')}:30`), ...more });

const hall = await json(admin.post('/api/rooms', { name: 'Hall A', names: { fr: 'Salle A' }, capacity: 80, languages: ['fr', 'en'], equipment: ['projector'], turn_round_minutes: 15 }));
const attic = await json(admin.post('/api/rooms', { name: 'Attic', level: 'Third floor', plan: { x: 100, y: 200 } }));
const opening = await json(admin.post('/api/sessions', panel('Opening', { room: hall.id, code: 'OP' })));
const closing = await json(admin.post('/api/sessions', panel('Closing', { room: hall.id, capacity: 60 })));

test('a session that is drafted is seen by nobody until it is released, and then by everybody', async () => {
	await json(admin.patch(`/api/draft/sessions/${closing.id}`, { capacity: 5 }, { version: 0 })); // the first draft fixes release 1
	await json(admin.post('/api/draft/discard'));
	const before = (await guest.get('/api/agenda')).headers.etag;
	const made = await json(admin.post('/api/draft/sessions', panel('Access', { room: attic.id, people: [{ name: 'Ada', role: 'chair' }] })));
	assert.deepEqual([made.change, made.base_version, made.conflict, made.findings], ['added', 0, false, []]);
	assert.equal(made.people[0].name, 'Ada');
	assert.equal((await guest.get('/api/agenda')).headers.etag, before);
	const now = await draft();
	assert.deepEqual(now.sessions.map((row) => row.id), [made.id]);
	assert.deepEqual(now.changes.map(({ kind, session }) => [kind, session.title.en]), [['added', 'Access']]);
	const release = await json(admin.post('/api/draft/release', { note: 'One more panel' }));
	assert.deepEqual([release.number, release.added, release.changed, release.removed, release.told_hint], [2, 1, 0, 0, 1]);
	assert.equal((await sessionOf(made.id)).title.ru, 'Access');
	assert.deepEqual((await draft()).sessions, []);
	assert.equal((await draft()).release.note, 'One more panel');
});

test('what changed stands in the public log in plain facts, without who did it', async () => {
	const { version } = await json(admin.patch(`/api/draft/sessions/${opening.id}`, { room: attic.id, title: { fr: 'Ouverture' }, starts_at: opening.starts_at, ends_at: AT('09:45') }, { version: 0 }));
	assert.ok(version > 0);
	const release = await json(admin.post('/api/draft/release', { note: 'The hall is needed' }));
	assert.deepEqual(
		release.changes.map(({ kind, field, from, to }) => [kind, field, from, to]),
		[
			['retimed', 'ends_at', AT('09:30'), AT('09:45')],
			['moved', 'room', 'Hall A', 'Attic'],
			['retitled', 'title.fr', 'Opening', 'Ouverture'],
		],
	);
	const { releases } = await json(guest.get('/api/agenda/changes'));
	assert.deepEqual(releases[0].changes, release.changes);
	assert.equal('by' in releases[0], false);
	assert.deepEqual(releases.at(-1), { ...releases.at(-1), number: 1, changes: [] });
});

test('the log is kept until something is released, and then it is another', async () => {
	const first = await guest.get('/api/agenda/changes');
	assert.equal((await guest.get('/api/agenda/changes', { headers: { 'if-none-match': first.headers.etag } })).status, 304);
	await json(admin.patch(`/api/draft/sessions/${closing.id}`, { capacity: 61 }, { version: 0 }));
	assert.equal((await guest.get('/api/agenda/changes')).headers.etag, first.headers.etag);
	await json(admin.post('/api/draft/release'));
	assert.notEqual((await guest.get('/api/agenda/changes')).headers.etag, first.headers.etag);
});

test('a clash is told at once, kept in the draft, and released only by force', async () => {
	const made = await json(admin.post('/api/draft/sessions', { ...panel('Beside'), room: hall.id, starts_at: closing.starts_at, ends_at: closing.ends_at }));
	const [finding] = made.findings;
	assert.deepEqual([finding.severity, finding.kind, finding.room, [finding.session, finding.other].sort()], ['error', 'room_overlap', hall.id, [made.id, closing.id].sort()]);
	const refused = await admin.post('/api/draft/release', { note: 'No' });
	assert.deepEqual([refused.status, refused.json.code], [409, 'CLASH']);
	assert.match(refused.json.detail, /both need Hall A/);
	assert.ok(refused.json.current.findings.some(({ kind }) => kind === 'room_overlap'));
	assert.equal(await sessionOf(made.id), undefined);
	assert.equal((await json(admin.get('/api/check'))).errors, 0);
	assert.equal((await json(admin.get('/api/check?draft=1'))).errors, 1);
	await json(admin.post('/api/draft/release', { note: 'Yes', force: true }));
	assert.equal((await json(admin.get('/api/check'))).errors, 1);
	const now = await json(admin.post(`/api/draft/sessions/${made.id}/remove`));
	assert.deepEqual(now.changes.map(({ kind }) => kind), ['cancelled']);
	await json(admin.post('/api/draft/release'));
	assert.equal((await sessionOf(made.id)).state, 'cancelled');
});

test('somebody who drafts on an older look is told, with how it stands now', async () => {
	const first = await json(admin.patch(`/api/draft/sessions/${closing.id}`, { capacity: 10 }, { version: 0 }));
	const second = await admin.patch(`/api/draft/sessions/${closing.id}`, { capacity: 20 }, { version: 0 });
	assert.deepEqual([second.status, second.json.current.version, second.json.current.capacity], [412, first.version, 10]);
	const third = await json(admin.patch(`/api/draft/sessions/${closing.id}`, { capacity: 20 }, { version: first.version }));
	assert.equal(third.capacity, 20);
	assert.deepEqual((await json(admin.post(`/api/draft/sessions/${closing.id}/drop`))).sessions, []);
	assert.equal((await admin.post(`/api/draft/sessions/${closing.id}/drop`)).status, 404);
});

test('what is changed at once shows through the draft; the same field is a conflict that names the session', async () => {
	const row = await json(admin.patch(`/api/draft/sessions/${closing.id}`, { title: { en: 'The end' }, capacity: 70 }, { version: 0 }));
	const { version } = await sessionOf(closing.id);
	const live = await json(admin.patch(`/api/sessions/${closing.id}`, { title: { en: 'Farewell' }, language: 'fr' }, { version }));
	assert.equal(live.title.en, 'Farewell');
	const [shown] = (await draft()).sessions;
	assert.deepEqual([shown.language, shown.title.en, shown.conflict, shown.conflicts], ['fr', 'The end', true, ['title.en']]);
	const refused = await admin.post('/api/draft/release', { note: 'No', force: true });
	assert.equal(refused.status, 412);
	assert.match(refused.json.detail, /"The end"/);
	assert.equal(refused.json.current.sessions[0].id, closing.id);
	await json(admin.patch(`/api/draft/sessions/${closing.id}`, { title: { en: 'The end' } }, { version: row.version }));
	await json(admin.post('/api/draft/release', { note: 'Said again' }));
	const now = await sessionOf(closing.id);
	assert.deepEqual([now.title.en, now.language, now.capacity], ['The end', 'fr', 70]);
});

test('a delay declared while the draft is open never waits for it and survives a roll-back', async () => {
	await json(admin.patch(`/api/draft/sessions/${closing.id}`, { title: { en: 'Later' } }, { version: 0 }));
	await json(admin.post(`/api/sessions/${closing.id}/delay`, { minutes: 10 }));
	assert.deepEqual((await draft()).sessions.map(({ conflict }) => conflict), [false]);
	await json(admin.post('/api/draft/release', { note: 'Later' }));
	const { releases } = await json(admin.get('/api/releases'));
	const back = await json(admin.post(`/api/releases/${releases.at(-1).number}/restore`, { note: 'Back to the start' }));
	assert.deepEqual([back.number, back.restored, back.note], [releases[0].number + 1, 1, 'Back to the start']);
	const now = await sessionOf(closing.id);
	assert.deepEqual([now.title.en, now.delay_minutes, now.capacity], ['Closing', 10, 60]);
	assert.ok(now.version > closing.version);
	const { sessions } = await agenda();
	assert.deepEqual(sessions.filter(({ title }) => title.en === 'Access').map(({ state }) => state), ['cancelled']);
	assert.deepEqual((await json(admin.get(`/api/releases/${back.number}`))).changes, back.changes);
	assert.equal((await admin.get('/api/releases/999')).status, 404);
	assert.equal((await admin.get('/api/releases/x')).status, 404);
	assert.equal((await admin.post('/api/releases/999/restore', {})).status, 404);
});

test('the same key releases once', async () => {
	await json(admin.patch(`/api/draft/sessions/${closing.id}`, { by_invitation: true }, { version: 0 }));
	const key = randomUUID();
	const first = await admin.post('/api/draft/release', { note: 'Twice' }, { key });
	const second = await admin.post('/api/draft/release', { note: 'Twice' }, { key });
	assert.deepEqual([second.headers['idempotent-replayed'], second.json], ['true', first.json]);
	assert.equal((await json(admin.get('/api/releases'))).releases[0].number, first.json.number);
});

test('a draft is let go whole, and a field can be emptied again', async () => {
	await json(admin.patch(`/api/draft/sessions/${closing.id}`, { room: null, title: { fr: '' }, equipment: ['booths'], interpretation: ['fr', 'zh'], is_fixed: true }, { version: 0 }));
	const [shown] = (await draft()).sessions;
	assert.deepEqual([shown.room, 'fr' in shown.title, shown.equipment, shown.interpretation, shown.is_fixed], [null, false, ['booths'], ['fr', 'zh'], true]);
	assert.deepEqual(shown.fields.sort(), ['equipment', 'interpretation', 'is_fixed', 'room', 'title.fr']);
	assert.deepEqual((await json(admin.post('/api/draft/discard'))).sessions, []);
});

for (const [fields, field] of [
	[{ kind: 'concert' }, 'kind'],
	[{ room: randomUUID() }, 'room'],
	[{ equipment: ['rocket'] }, 'equipment'],
	[{ interpretation: ['de'] }, 'interpretation'],
	[{ capacity: -1 }, 'capacity'],
	[{ people: [{ name: 'Ada', role: 'queen' }] }, 'people'],
	[{ people: [{ id: randomUUID(), role: 'chair' }] }, 'people'],
	[{ people: [{ role: 'chair' }] }, 'people'],
	[{ ends_at: AT('00:01') }, 'ends_at'],
	[{ title: IN_ALL('') }, 'title'],
	[{ title: { en: 'x'.repeat(501) } }, 'title.en'],
]) {
	test(`a draft with ${JSON.stringify(fields).slice(0, 60)} is refused at ${field}`, async () => {
		const { version } = await draft();
		const answer = await admin.patch(`/api/draft/sessions/${opening.id}`, fields, { version: 0 });
		assert.deepEqual([answer.status, answer.json.field], [422, field], answer.text);
		assert.equal((await draft()).version, version);
	});
}

test('who may not edit the agenda sees no draft and releases nothing', async () => {
	for (const path of ['/api/draft', '/api/releases', '/api/check', '/api/cochairs', '/api/programme/settings']) assert.equal((await guest.get(path)).status, 401, path);
	for (const path of ['/api/draft/release', '/api/draft/sessions', '/api/rooms', '/api/cochairs', '/api/releases/1/restore']) assert.equal((await guest.post(path)).status, 401, path);
});

// ---- what a plan is made with

test('a room keeps what is not said, against its version', async () => {
	const now = await json(admin.patch(`/api/rooms/${hall.id}`, { names: { ar: 'القاعة' }, way: { en: 'Up the stairs' }, plan: { x: 5, y: 6 } }, { version: hall.version }));
	assert.deepEqual([now.names, now.way, now.plan, now.capacity, now.languages], [{ fr: 'Salle A', ar: 'القاعة' }, { en: 'Up the stairs' }, { x: 5, y: 6 }, 80, ['fr', 'en']]);
	const stale = await admin.patch(`/api/rooms/${hall.id}`, { capacity: 1 }, { version: hall.version });
	assert.deepEqual([stale.status, stale.json.current.version], [412, now.version]);
	assert.equal((await json(admin.patch(`/api/rooms/${hall.id}`, { plan: null }, { version: now.version }))).plan, null);
	assert.deepEqual((await agenda()).rooms.find(({ id }) => id === hall.id).way, { en: 'Up the stairs' });
});

test('a language of a room is taken away by an empty text, and the others stay', async () => {
	const made = await json(admin.post('/api/rooms', { name: 'Annex', names: { en: 'Annex', fr: 'Annexe' }, way: { en: 'Down', fr: 'En bas' } }));
	const less = await json(admin.patch(`/api/rooms/${made.id}`, { names: { fr: '' }, way: { en: '' } }, { version: made.version }));
	assert.deepEqual([less.names, less.way], [{ en: 'Annex' }, { fr: 'En bas' }]);
	const none = await json(admin.patch(`/api/rooms/${made.id}`, { names: { en: '' }, way: { fr: '' } }, { version: less.version }));
	assert.deepEqual([none.names, none.way], [{}, {}]);
	const { names, way } = (await agenda()).rooms.find(({ id }) => id === made.id);
	assert.deepEqual([names, way], [{}, {}]);
});

for (const [fields, status, field] of [
	[{ name: '' }, 422, 'name'],
	[{ name: 'Attic' }, 409, 'name'],
	[{ capacity: -1 }, 422, 'capacity'],
	[{ capacity: 10 ** 12 }, 422, 'capacity'],
	[{ languages: ['en', 'en'] }, 422, 'languages'],
	[{ languages: ['de'] }, 422, 'languages'],
	[{ equipment: ['rocket'] }, 422, 'equipment'],
	[{ plan: { x: 1001, y: 0 } }, 422, 'plan.x'],
]) {
	test(`a room with ${JSON.stringify(fields)} is refused at ${field}`, async () => {
		const room = (await agenda()).rooms.find(({ id }) => id === hall.id);
		const answer = await admin.patch(`/api/rooms/${hall.id}`, fields, { version: room.version });
		assert.deepEqual([answer.status, answer.json.field], [status, field], answer.text);
	});
}

test('what interpreters can do is a finding where it is asked for too much', async () => {
	const settings = await json(admin.get('/api/programme/settings'));
	const interpreters = { hours: [{ from: '09:00', to: '09:20' }], teams: 1, longest_minutes: 180, rest_minutes: 30 };
	const kept = await json(admin.patch('/api/programme/settings', { interpreters }, { version: settings.version }));
	assert.deepEqual(kept.interpreters, interpreters);
	assert.equal((await admin.patch('/api/programme/settings', { interpreters }, { version: settings.version })).status, 412);
	const made = await json(admin.patch(`/api/draft/sessions/${opening.id}`, { room: hall.id, interpretation: ['fr', 'zh'], equipment: ['booths'], capacity: 90, needs_high_level: true }, { version: 0 }));
	assert.deepEqual(
		made.findings.map(({ kind, values }) => [kind, values]).sort(),
		[
			['equipment', { equipment: ['booths'] }],
			['high_level', {}],
			['interpretation_room', { languages: ['zh'] }],
			['interpreters_hours', { hours: '09:00-09:20' }],
			['room_capacity', { capacity: 90, seats: 80 }],
		],
	);
	await json(admin.post('/api/draft/discard'));
	for (const hours of [[{ from: '9:00', to: '10:00' }], [{ from: '10:00', to: '09:00' }], Array(9).fill({ from: '09:00', to: '10:00' })])
		assert.equal((await admin.patch('/api/programme/settings', { interpreters: { hours } }, { version: kept.version })).json.field, 'interpreters.hours');
});

test('co-chairs of an area are replaced together; how they are composed is a finding', async () => {
	const people = [];
	for (const family of ['Banda', 'Phiri', 'Zulu'])
		people.push(await json(admin.post('/api/participants', { name: { given: 'A', family }, entity: { name: 'Kariba Telecom', country: 'ZMB' } })));
	const seats = ['member', 'private_sector', 'civil_society_or_io'];
	const { cochairs } = await json(admin.post('/api/cochairs', { focus_area: 'adoption', people: people.map(({ id }, i) => ({ id, seat: seats[i] })) }));
	assert.deepEqual(cochairs.map(({ focus_area, people: row }) => [focus_area, row.length]), [['access', 0], ['adoption', 3], ['value_creation', 0], ['accelerate', 0]]);
	const { findings } = await json(admin.get('/api/check'));
	const about = findings.filter(({ kind }) => kind === 'cochairs');
	assert.deepEqual(about.map(({ session, values }) => [session, values.area, values.problem]), [[null, 'access', 'number'], [null, 'value_creation', 'number'], [null, 'accelerate', 'number']]);
	const bad = (body) => admin.post('/api/cochairs', body);
	assert.equal((await bad({ focus_area: 'space', people: [] })).json.field, 'focus_area');
	assert.equal((await bad({ focus_area: 'access', people: [{ id: people[0].id, seat: 'throne' }] })).json.field, 'people');
	assert.equal((await bad({ focus_area: 'access', people: [{ id: randomUUID(), seat: 'member' }] })).json.field, 'people');
});

// ---- the same rules for a file

test('p2c check agenda says for a file what the server says, also as JSON', async () => {
	const { version } = await sessionOf(opening.id);
	await json(admin.patch(`/api/sessions/${opening.id}`, { room: hall.id, capacity: 90, title: { zh: '' } }, { version }));
	const path = join(folder(), 'agenda.json');
	writeFileSync(path, (await guest.get('/agenda.json')).text);
	const plain = await p2c(['check', 'agenda', path]);
	assert.equal(plain.code, 0);
	assert.match(plain.out, /warning: .*has 90 places; Hall A has 80 seats/);
	const report = JSON.parse((await p2c(['check', 'agenda', path, '--json'])).out);
	const { findings } = await json(admin.get('/api/check'));
	const facts = (rows) => rows.filter(({ kind }) => !/^(?:cochairs|interpreters_hours|high_level)$/.test(kind)).map(({ kind, session, values }) => [kind, session, values]);
	assert.deepEqual(facts(report.findings), facts(findings));
	assert.ok(facts(findings).some(([kind]) => kind === 'language_gap'));
	assert.deepEqual([report.errors, report.warnings], [0, report.findings.length]);
});
