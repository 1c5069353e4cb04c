// The day as it runs: acts with their previews, what they change for others, who has to be told; and one person's own agenda.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import ICAL from 'ical.js';
import { serveDemo } from './lib/server.mjs';

const server = await serveDemo();
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const [editor, moderator, admin, desk, protocol] = await Promise.all(['agenda', 'moderator', 'admin', 'desk', 'protocol'].map((role) => server.as(role)));
const { guest } = server;

const json = async (promise) => {
	const answer = await promise;
	assert.ok(answer.status < 300, answer.text);
	return answer.json;
};
const agenda = () => json(guest.get('/api/agenda'));
const seq = async () => (await json(guest.get('/readyz'))).seq;
const act = (name, session, body = {}, client = editor, query = '') => client.post(`/api/sessions/${session}/${name}${query}`, body);
const byTitle = async (title) => (await agenda()).sessions.find((row) => row.title.en === title && row.starts_at > '2022-06-08T12');
const minutes = (from, to) => (Date.parse(to) - Date.parse(from)) / 60_000;

const TAX = 'Taxes, fees and licences that attract investment';
const SCHOOLS = 'Every school online by 2030';
const SKILLS = 'Digital skills for millions: what scales';
const LANGUAGES = 'Content people can read: languages of the Internet';

const SPEAKER = (await byTitle(SCHOOLS)).person;

// ---- the demonstration day

test('the running day shows what runs over, who makes another room wait, what was cancelled and what has moved', async () => {
	const { sessions, rooms } = await agenda();
	const [tax, schools, skills, moved] = await Promise.all([TAX, SCHOOLS, SKILLS, LANGUAGES].map(byTitle));
	assert.equal(minutes(tax.ends_at, tax.expected_ends_at), 25);
	assert.deepEqual([minutes(skills.starts_at, skills.expected_starts_at), skills.because, skills.by], [10, 'room', tax.id]);
	assert.deepEqual([minutes(schools.starts_at, schools.expected_starts_at), schools.because, schools.by], [15, 'person', tax.id]);
	assert.ok(tax.people.some((one) => one.name === schools.person) && schools.people.some((one) => one.name === schools.person));
	assert.ok(moved.reason && moved.moved_room === moved.expected_room && moved.room !== moved.expected_room);
	assert.equal(rooms.find((room) => room.id === moved.expected_room).name, 'WTDC Hall 3');
	assert.equal(sessions.filter((row) => row.state === 'cancelled' && row.reason).length, 1);
	const { told } = await json(protocol.get('/api/told?open=1'));
	assert.ok(told.some((row) => row.session === schools.id && row.what === 'retimed' && row.person.name === schools.person));
	assert.ok(told.some((row) => row.session === moved.id && row.what === 'moved' && row.whom === 'door' && row.person === null));
	assert.ok(told.every((row) => row.by === null && row.at === null));
});

// ---- acts and previews

test('a preview says all that the act would do, and does nothing', async () => {
	const tax = await byTitle(TAX);
	const before = [await seq(), JSON.stringify((await agenda()).sessions), (await json(admin.get('/api/told'))).told.length];
	const shown = await json(act('overrun', tax.id, { minutes: 40 }, moderator, '?dry_run=1'));
	assert.equal(shown.session.overrun_minutes, 40);
	assert.deepEqual([await seq(), JSON.stringify((await agenda()).sessions), (await json(admin.get('/api/told'))).told.length], before);
	const done = await json(act('overrun', tax.id, { minutes: 40 }, moderator));
	assert.deepEqual(done.affected, shown.affected);
	assert.deepEqual(done.told.map(({ id, since, ...rest }) => rest), shown.told.map(({ id, since, ...rest }) => rest));
	const schools = await byTitle(SCHOOLS);
	const change = done.affected.find((row) => row.id === schools.id);
	assert.deepEqual([minutes(change.was.starts_at, change.is.starts_at), change.because, change.by], [15, 'person', tax.id]);
	assert.equal(Date.parse(schools.expected_starts_at), Date.parse(change.is.starts_at));
	await json(act('overrun', tax.id, { minutes: 25 }, moderator));
});

test('acts never rewrite the official plan', async () => {
	const official = (row) => [row.id, row.room, row.starts_at, row.ends_at];
	const before = (await agenda()).sessions.map(official);
	const [skills, schools] = await Promise.all([SKILLS, SCHOOLS].map(byTitle));
	await json(act('swap', skills.id, { with: schools.id }));
	await json(act('delay', skills.id, { minutes: 15 }));
	await json(act('cancel', schools.id, { reason: 'Only for a minute' }));
	assert.deepEqual((await agenda()).sessions.map(official), before);
	await json(act('reinstate', schools.id));
	await json(act('reinstate', schools.id));
	await json(act('delay', skills.id, { minutes: 0 }));
	const now = await byTitle(SKILLS);
	assert.deepEqual([now.moved_room, now.moved_starts_at, now.expected_room], [null, null, now.room]);
});

test('what begins and ends says when, in the words of the plan and of the day', async () => {
	const skills = await byTitle(SKILLS);
	const begun = await json(act('start', skills.id, {}, moderator));
	assert.equal(begun.session.state, 'running');
	assert.ok(begun.session.started_at);
	const tax = await byTitle(TAX);
	assert.deepEqual([tax.state, tax.ended_at === null], ['ended', false], 'what ran in its room has ended');
	const ended = await json(act('end', skills.id, {}, moderator));
	assert.deepEqual([ended.session.state, ended.told], ['ended', []]);
	assert.equal((await act('start', skills.id, {}, moderator)).json.code, 'STEP');
});

test('an act with the same key is done once', async () => {
	const row = await byTitle(LANGUAGES);
	const headers = { 'idempotency-key': randomUUID() };
	const [one, two] = [await editor.post(`/api/sessions/${row.id}/delay`, { minutes: 7 }, { headers }), await editor.post(`/api/sessions/${row.id}/delay`, { minutes: 7 }, { headers })];
	assert.deepEqual(two.json, one.json);
	assert.equal(two.headers['idempotent-replayed'], 'true');
	assert.equal((await byTitle(LANGUAGES)).version, one.json.session.version);
	await json(act('delay', row.id, { minutes: 0 }));
});

test('who moderates announces lateness; places are the agenda office’s', async () => {
	const row = await byTitle(LANGUAGES);
	for (const [name, body] of [['move', { room: row.room }], ['swap', { with: row.id }], ['cancel', {}], ['reinstate', {}]])
		assert.equal((await act(name, row.id, body, moderator)).status, 403, name);
	for (const name of ['start', 'end', 'delay', 'cancel']) {
		assert.equal((await act(name, row.id, { minutes: 5 }, desk)).status, 403, name);
		assert.equal((await act(name, row.id, { minutes: 5 }, guest)).status, 401, name);
	}
	assert.equal((await desk.get('/api/told')).status, 403);
});

const NOWHERE = '00000000-0000-4000-8000-999999999999';
for (const [name, body, status, code, field] of [
	['start', { at: 'soon' }, 422, 'INVALID', 'at'],
	['start', { at: '2022-06-08T15:30:00+02:00' }, 422, 'INVALID', 'at'],
	['start', { when: 1 }, 422, 'FIELD_UNKNOWN', 'when'],
	['end', {}, 409, 'STEP'],
	['overrun', {}, 422, 'FIELD_MISSING', 'minutes'],
	['overrun', { minutes: -1 }, 422, 'INVALID', 'minutes'],
	['overrun', { minutes: '5' }, 422, 'INVALID', 'minutes'],
	['delay', { minutes: 601 }, 422, 'INVALID', 'minutes'],
	['swap', { with: NOWHERE }, 422, 'INVALID', 'with'],
	['swap', {}, 422, 'FIELD_MISSING', 'with'],
	['move', {}, 422, 'FIELD_MISSING', 'room'],
	['move', { room: NOWHERE }, 422, 'INVALID', 'room'],
	['move', { starts_at: '1969-01-01T00:00:00Z' }, 422, 'INVALID', 'starts_at'],
	['move', { starts_at: '2022-06-08T18:00:00+02:00', reason: 'x'.repeat(501) }, 422, 'INVALID', 'reason'],
	['cancel', { reason: 'a\u202eb' }, 422, 'INVALID', 'reason'],
]) {
	test(`${name} with ${JSON.stringify(body).slice(0, 60)} is refused as ${code} and nothing is written`, async () => {
		const { id } = await byTitle(LANGUAGES);
		const before = await seq();
		const { status: got, json: problem } = await act(name, id, body);
		assert.deepEqual([got, problem.code, problem.field ?? undefined], [status, code, field]);
		assert.equal(await seq(), before);
	});
}

test('an act on a session that is not there is not found', async () => {
	for (const name of ['start', 'end', 'cancel', 'reinstate']) assert.equal((await act(name, NOWHERE)).status, 404, name);
});

// ---- telling

test('who was told is ticked off by name, once', async () => {
	const row = await byTitle(LANGUAGES);
	const { told } = await json(act('delay', row.id, { minutes: 12 }));
	assert.deepEqual(new Set(told.map((tell) => tell.session)), new Set([row.id]));
	const [first] = told;
	const done = await json(protocol.post(`/api/told/${first.id}/done`, {}));
	assert.ok(done.by && done.at);
	assert.equal((await protocol.post(`/api/told/${first.id}/done`, {})).json.code, 'STEP');
	const open = (await json(moderator.get('/api/told?open=1'))).told.map((tell) => tell.id);
	assert.ok(!open.includes(first.id) && open.includes(told[1].id));
	assert.ok((await json(moderator.get('/api/told'))).told.some((tell) => tell.id === first.id && tell.by === done.by));
	const again = await json(act('delay', row.id, { minutes: 0 }));
	assert.equal(again.told.find((tell) => tell.id === first.id).from.starts_at, done.to.starts_at, 'they know what they were told');
	assert.equal((await protocol.post(`/api/told/${NOWHERE}/done`, {})).status, 404);
});

test('an edit of tomorrow’s plan is listed for those it concerns, at once or when it is released', async () => {
	const row = (await agenda()).sessions.find(({ kind, starts_at }) => kind === 'round_table' && starts_at > '2022-06-09');
	const later = (minute) => new Date(Date.parse(row.starts_at) + minute * 60_000).toISOString();
	const open = async () => (await json(protocol.get('/api/told?open=1'))).told.filter((tell) => tell.session === row.id && tell.whom === 'person');
	assert.deepEqual(await open(), []);
	const { version } = await json(editor.patch(`/api/sessions/${row.id}`, { starts_at: later(5) }, { version: row.version }));
	const told = await open();
	assert.deepEqual(new Set(told.map(({ what }) => what)), new Set(['retimed']));
	assert.ok(told.some((tell) => tell.person.name === row.people[0].name && minutes(tell.from.starts_at, tell.to.starts_at) === 5));
	await json(editor.patch(`/api/sessions/${row.id}`, { starts_at: row.starts_at }, { version }));
	assert.deepEqual(await open(), [], 'nobody has to hear of what was taken back');
	await json(editor.patch(`/api/draft/sessions/${row.id}`, { starts_at: later(5) }, { version: 0 }));
	assert.deepEqual(await open(), [], 'a draft is news to nobody');
	await json(editor.post('/api/draft/release', { note: 'Five minutes later', force: true }));
	assert.deepEqual((await open()).map(({ to }) => Date.parse(to.starts_at)), told.map(() => Date.parse(later(5))));
	const file = (await guest.get('/agenda.ics')).text;
	const moved = file.replaceAll('\r\n ', '').split('BEGIN:VEVENT').map((event) => (event.includes(`UID:${row.id}`) ? event.replace(/(DTSTART[^:]*:\d{8}T)\d{6}/, '$1000500') : event));
	assert.equal((await editor.upload('/api/import/agenda?force=1', moved.join('BEGIN:VEVENT'), 'text/calendar')).status, 200);
	assert.ok((await open()).every(({ to }) => to.starts_at.includes('T00:05')), 'nor does an import change it behind their backs');
});

test('what is to be told is told to those who listen, and to nobody else', async () => {
	assert.equal((await guest.get('/api/live?topics=told')).status, 401);
});

// ---- one's own agenda

const someone = async () => {
	const [found] = (await json(admin.get(`/api/participants?q=${encodeURIComponent(SPEAKER)}&limit=1`))).participants;
	const person = await json(admin.get(`/api/participants/${found.id}`));
	return { person, qr: person.badge?.qr ?? (await json(desk.post(`/api/participants/${found.id}/badge`, { reason: 'first' }))).qr };
};

test('whoever holds the badge sees their own agenda, and a link to take along', async () => {
	const schools = await byTitle(SCHOOLS);
	const { person, qr } = await someone();
	const before = await seq();
	const mine = await json(guest.post('/api/my-agenda', { code: qr }, { headers: { 'idempotency-key': null } }));
	assert.equal(await seq(), before, 'looking changes nothing');
	assert.equal(mine.name.display, person.name.display);
	const item = mine.items.find((row) => row.session.id === schools.id);
	assert.deepEqual([item.role, item.session.version, item.speaking], ['speaker', schools.version, null]);
	assert.deepEqual([...mine.items].sort((a, b) => a.session.starts_at.localeCompare(b.session.starts_at)), mine.items);
	assert.match(mine.link, /^\/my\/[0-9A-Z]{39}$/);
	assert.deepEqual(await json(guest.get(`/api${mine.link}`)), mine);
	assert.equal((await json(desk.post(`/api/participants/${person.id}/personal-link`, {}))).link, mine.link);
	assert.ok(!mine.link.includes(person.registration_id));
});

test('the calendar holds the own sessions only, each under its permanent id', async () => {
	const { qr } = await someone();
	const mine = await json(guest.post('/api/my-agenda', { code: qr }));
	const answer = await guest.get(mine.calendar);
	assert.equal(answer.status, 200, answer.text);
	assert.match(answer.headers['content-type'], /^text\/calendar/);
	const events = new ICAL.Component(ICAL.parse(answer.text)).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event).uid);
	assert.deepEqual(events.sort(), mine.items.map((item) => `${item.session.id}@p2c`).sort());
});

test('somebody on the speakers’ list sees how many stand before them', async () => {
	const { speaker: now } = await json(guest.get('/api/wall'));
	const { speakers } = await json(moderator.get(`/api/sessions/${now.session}/speakers`));
	const waiting = speakers.filter((row) => row.state === 'waiting');
	const { link } = await json(admin.post(`/api/participants/${waiting[1].person.id}/personal-link`, {}));
	const mine = await json(guest.get(`/api${link}`));
	const item = mine.items.find((row) => row.session.id === now.session);
	assert.deepEqual(item.speaking, { state: 'waiting', position: 2, waiting: waiting.length });
});

test('the calendar says who somebody is with, where they sit, and that they speak', async () => {
	const { speaker: now } = await json(guest.get('/api/wall'));
	const { speakers } = await json(moderator.get(`/api/sessions/${now.session}/speakers`));
	const { sessions } = await agenda();
	const groups = (await Promise.all(sessions.filter((row) => row.kind === 'breakout').map((row) => json(admin.get(`/api/sessions/${row.id}/groups`))))).flatMap((row) => row.groups);
	const group = groups.find((row) => row.people.length > 0);
	const description = async (person, session) => {
		const { link } = await json(admin.post(`/api/participants/${person}/personal-link`, {}));
		const mine = await json(guest.get(`/api${link}`));
		const events = new ICAL.Component(ICAL.parse((await guest.get(`${link}.ics`)).text)).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
		const item = mine.items.find((row) => (session ? row.session.id === session : row.group?.id === group.id));
		return [item, events.find((event) => event.uid === `${item.session.id}@p2c`).description];
	};
	const [item, words] = await description(group.people[0].id);
	assert.ok(item.group.name && words.includes(item.group.name), words);
	const [, spoken] = await description(speakers.find((row) => row.state === 'waiting').person.id, now.session);
	assert.match(spoken, /list of speakers|liste des orateurs|lista de oradores|قائمة المتحدثين|списке ораторов|发言名单/);
});

test('a link that was changed, and every link after a renewal, leads nowhere', async () => {
	const { person } = await someone();
	const { link } = await json(desk.post(`/api/participants/${person.id}/personal-link`, {}));
	const other = link.replace(/.$/, (letter) => (letter === '0' ? 'G' : '0'));
	assert.equal((await guest.get(`/api${link.slice(0, 10)}${link[10] === '7' ? '8' : '7'}${link.slice(11)}`)).status, 404);
	assert.equal((await guest.get(`/api${other}x`)).status, 404);
	assert.equal((await desk.post('/api/personal-links/renew', {})).status, 403);
	await json(admin.post('/api/personal-links/renew', {}));
	assert.equal((await guest.get(`/api${link}`)).status, 404);
	assert.equal((await guest.get(`${link}.ics`)).status, 404);
	assert.notEqual((await json(desk.post(`/api/participants/${person.id}/personal-link`, {}))).link, link);
	assert.equal((await moderator.post(`/api/participants/${person.id}/personal-link`, {})).status, 403);
});

test('a badge that was replaced, a stranger’s code and guesses are refused, and guessing is slowed down', async () => {
	const { person, qr } = await someone();
	await json(desk.post(`/api/participants/${person.id}/badge`, { reason: 'lost' }));
	assert.deepEqual([(await guest.post('/api/my-agenda', { code: qr })).json.code], ['BADGE_REVOKED']);
	assert.equal((await guest.post('/api/my-agenda', {})).json.code, 'FIELD_MISSING');
	const codes = [];
	for (let i = 0; i < 40; i++) codes.push((await guest.post('/api/my-agenda', { code: `AAAA-AA${i % 10}` })).json.code);
	assert.equal(codes[0], 'CODE_UNKNOWN');
	assert.equal(codes.at(-1), 'TOO_MANY');
});
