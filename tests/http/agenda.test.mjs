// The agenda: as the screens read it, as other programs read it, and as its editor changes it.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import addFormats from 'ajv-formats';
import Ajv2020 from 'ajv/dist/2020.js';
import ICAL from 'ical.js';
import { folder, run } from './lib/program.mjs';
import { init, serve, serveDemo } from './lib/server.mjs';

const FORMATS = process.env.P2C_FORMATS; // where schedule.xml.xsd and schema.json of their projects lie
const VIEWS = ['/api/agenda', '/agenda.ics', '/agenda.xml', '/agenda.json', '/agenda.v2.json'];
const FILES = [
	['/agenda.xml', 'application/xml'],
	['/agenda.json', 'application/json'],
	['/agenda.v2.json', 'application/json'],
	['/agenda.ics', 'text/calendar'],
];

const server = await serveDemo();
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const [editor, moderator, desk] = await Promise.all(['agenda', 'moderator', 'desk'].map((role) => server.as(role)));

const agenda = async (where = server) => (await where.guest.get('/api/agenda')).json;
const seq = async () => (await server.guest.get('/readyz')).json.seq;
const file = async (path, where = server) => (await where.guest.get(path)).text;
const minutes = (time, n) => new Date(Date.parse(time) + n * 60_000).toISOString();
const same = (one, other) => assert.equal(Date.parse(one), Date.parse(other), `${one} is ${other}`);
const send = (text, type = 'application/xml', query = '', client = editor) => client.upload(`/api/import/agenda${query}`, text, type);

let days = 10;
/** Sessions back to back on a day of their own in a room of their own: [[minutes from 09:00, length], …]. */
async function room(name, plan, more = {}) {
	const day = `2022-07-${++days}`;
	const rooms = (await agenda()).rooms;
	const known = rooms.find((r) => r.name === name) ?? (await newRoom(name));
	const made = [];
	for (const [from, length, kind = 'panel'] of plan) {
		const starts_at = minutes(`${day}T09:00:00+02:00`, from);
		const answer = await editor.post('/api/sessions', {
			kind,
			title: { en: `${name} at ${from}` },
			room: known.id,
			starts_at,
			ends_at: minutes(starts_at, length),
			...more,
		});
		assert.equal(answer.status, 201, answer.text);
		made.push(answer.json);
	}
	return made;
}

/** A room comes with an agenda that names it. */
async function newRoom(name) {
	const calendar = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//test//test//EN',
		'BEGIN:VEVENT',
		`UID:00000000-0000-4000-8000-${String(++days).padStart(12, '0')}`,
		'DTSTAMP:20220608T000000Z',
		`DTSTART:202208${days}T090000Z`,
		`DTEND:202208${days}T100000Z`,
		`SUMMARY:First in ${name}`,
		`LOCATION:${name}`,
		'END:VEVENT',
		'END:VCALENDAR',
		'',
	].join('\r\n');
	const answer = await send(calendar, 'text/calendar');
	assert.equal(answer.status, 200, answer.text);
	return (await agenda()).rooms.find((r) => r.name === name);
}

const byId = async (id) => (await server.guest.get(`/api/sessions/${id}`)).json;

// ---- reading

test('the agenda is a whole day of rooms, sessions and co-chairs', async () => {
	const { day, rooms, sessions, cochairs } = await agenda();
	const roomIds = new Set(rooms.map((r) => r.id));
	assert.equal(day.zone, 'Africa/Kigali');
	assert.ok(Date.parse(day.starts_at) < Date.parse(day.now) && Date.parse(day.now) < Date.parse(day.ends_at));
	assert.ok(sessions.length > 50 && cochairs.length >= 12);
	assert.ok(sessions.every((s) => s.room === null || roomIds.has(s.room)));
	assert.ok(sessions.every((s) => s.starts_at.endsWith('+02:00') && Date.parse(s.ends_at) > Date.parse(s.starts_at)));
	assert.equal(new Set(sessions.map((s) => s.id)).size, sessions.length);
	assert.equal(new Set(sessions.map((s) => s.code)).size, sessions.length);
	assert.deepEqual(
		sessions.map((s) => Date.parse(s.starts_at)),
		sessions.map((s) => Date.parse(s.starts_at)).sort((a, b) => a - b),
	);
	for (const language of ['en', 'fr', 'es', 'ar', 'ru', 'zh'])
		assert.ok(
			sessions.some((s) => s.title[language]),
			language,
		);
});

test('each focus area has its co-chairs from members, the private sector and civil society', async () => {
	const { cochairs } = await agenda();
	for (const area of ['access', 'adoption', 'value_creation', 'accelerate']) {
		const seats = cochairs.filter((c) => c.focus_area === area).map((c) => c.seat);
		assert.ok(seats.length >= 3 && seats.length <= 4, area);
		assert.deepEqual([...new Set(seats)].sort(), ['civil_society_or_io', 'member', 'private_sector']);
	}
});

test('a session by itself is what it is in the agenda', async () => {
	const { sessions } = await agenda();
	for (const session of sessions.slice(0, 10)) assert.deepEqual(await byId(session.id), session);
});

for (const path of VIEWS) {
	test(`${path} is kept, compressed and validated by its ETag`, async () => {
		const plain = await server.guest.get(path);
		const packed = await server.guest.get(path, { headers: { 'accept-encoding': 'br, gzip;q=0.8' } });
		const known = await server.guest.get(path, { headers: { 'if-none-match': `"other", ${plain.headers.etag}` } });
		const weak = await server.guest.get(path, { headers: { 'if-none-match': `W/${plain.headers.etag}` } });
		const star = await server.guest.get(path, { headers: { 'if-none-match': '*' } });
		const refused = await server.guest.get(path, { headers: { 'accept-encoding': 'gzip;q=0, br' } });
		assert.equal(packed.headers['content-encoding'], 'gzip');
		assert.deepEqual(gunzipSync(packed.bytes), plain.bytes);
		assert.ok(packed.bytes.length * 2 < plain.bytes.length);
		assert.notEqual(packed.headers.etag, plain.headers.etag);
		assert.deepEqual([known.status, weak.status, star.status], [304, 304, 304]);
		assert.equal(known.headers.etag, plain.headers.etag);
		assert.equal(refused.headers['content-encoding'], undefined);
		for (const answer of [plain, packed, known]) {
			assert.equal(answer.headers.vary, 'Accept-Encoding');
			assert.equal(answer.headers['cache-control'], 'no-cache');
		}
	});
}

test('an ETag holds until the agenda changes, and no other change touches it', async () => {
	const etags = async () => Promise.all(VIEWS.map(async (path) => (await server.guest.get(path)).headers.etag));
	const first = await etags();
	await desk.post('/api/scans', { code: 'NOBODYS', point: 'main' });
	await moderator.post('/api/pledges', { type: 'policy', pledgers: [{ entity_name: 'X' }] });
	assert.deepEqual(await etags(), first);
	const { sessions } = await agenda();
	const answer = await editor.patch(`/api/sessions/${sessions[0].id}`, { language: 'ru' }, { version: sessions[0].version });
	assert.equal(answer.status, 200);
	const second = await etags();
	for (const [i, path] of VIEWS.entries()) assert.notEqual(second[i], first[i], path);
});

test('a reader who asks after a change was answered sees the change', async () => {
	const [session] = await room('Echo', [[0, 30]]);
	for (let round = 0; round < 20; round++) {
		const title = `Round ${round}`;
		const version = session.version + round;
		const edited = await editor.patch(`/api/sessions/${session.id}`, { title: { en: title } }, { version });
		assert.equal(edited.status, 200, edited.text);
		const reads = await Promise.all([agenda(), agenda(), file('/agenda.ics')]);
		assert.equal(reads[0].sessions.find((s) => s.id === session.id).title.en, title);
		assert.equal(reads[1].sessions.find((s) => s.id === session.id).title.en, title);
		assert.ok(reads[2].includes(title));
	}
});

// ---- delays

test('a delay flows to later sessions of the room until a gap swallows it', async () => {
	const [one, two, three, four] = await room('Delay Hall', [
		[0, 30],
		[30, 30],
		[75, 30],
		[180, 30],
	]);
	const answer = await moderator.post(`/api/sessions/${one.id}/delay`, { minutes: 20 });
	assert.equal(answer.status, 200, answer.text);
	const now = await Promise.all([one, two, three, four].map((s) => byId(s.id)));
	assert.equal(now[0].delay_minutes, 20);
	assert.deepEqual(
		now.map((s, i) => (Date.parse(s.expected_starts_at) - Date.parse([one, two, three, four][i].starts_at)) / 60_000),
		[20, 20, 5, 0],
	);
	assert.deepEqual(
		now.map((s, i) => (Date.parse(s.expected_ends_at) - Date.parse([one, two, three, four][i].ends_at)) / 60_000),
		[20, 20, 5, 0],
	);
	for (const [i, s] of [one, two, three, four].entries()) same(now[i].starts_at, s.starts_at);
	const back = await moderator.post(`/api/sessions/${one.id}/delay`, { minutes: 0 });
	same(back.json.session.expected_starts_at, one.starts_at);
	same((await byId(three.id)).expected_starts_at, three.starts_at);
});

test('a break shortens, and a cancelled session holds nobody up', async () => {
	const [one, pause, two, three] = await room('Break Hall', [
		[0, 30],
		[30, 30, 'break'],
		[60, 30],
		[90, 30],
	]);
	await moderator.post(`/api/sessions/${one.id}/delay`, { minutes: 40 });
	const late = async (s) => (Date.parse((await byId(s.id)).expected_starts_at) - Date.parse(s.starts_at)) / 60_000;
	assert.deepEqual([await late(pause), await late(two), await late(three)], [40, 15, 15]);
	assert.equal((await editor.patch(`/api/sessions/${two.id}`, { state: 'cancelled' }, { version: two.version })).status, 200);
	assert.equal(await late(three), 0);
});

test('the delay of one room does not touch another', async () => {
	const [one] = await room('North', [
		[0, 30],
		[30, 30],
	]);
	const [, other] = await room('South', [
		[0, 30],
		[30, 30],
	]);
	await moderator.post(`/api/sessions/${one.id}/delay`, { minutes: 60 });
	assert.equal((await byId(other.id)).expected_starts_at, other.starts_at);
});

test('a delay of a session that is not there is not found', async () => {
	assert.equal((await moderator.post('/api/sessions/00000000-0000-4000-8000-999999999999/delay', { minutes: 5 })).status, 404);
});

// ---- the editor

test('an edit changes what it names and raises version and SEQUENCE', async () => {
	const [session] = await room('Edit Hall', [[0, 30]], {
		title: { en: 'Title', fr: 'Titre' },
		focus_areas: ['access'],
		language: 'fr',
		text: { en: 'Text' },
	});
	const before = eventOf(await file('/agenda.ics'), session.id).getFirstPropertyValue('sequence');
	const edited = await editor.patch(
		`/api/sessions/${session.id}`,
		{ title: { en: 'New title' }, focus_areas: ['adoption', 'accelerate'] },
		{ version: session.version },
	);
	assert.deepEqual(edited.json.title, { en: 'New title', fr: 'Titre' });
	assert.deepEqual(edited.json.focus_areas, ['adoption', 'accelerate']);
	assert.deepEqual(edited.json.text, { en: 'Text' });
	assert.equal(edited.json.language, 'fr');
	assert.equal(edited.json.version, session.version + 1);
	const event = eventOf(await file('/agenda.ics'), session.id);
	assert.equal(event.getFirstPropertyValue('sequence'), before + 1);
	assert.equal(event.getFirstPropertyValue('summary'), 'New title');
});

for (const [change, field] of [
	[{ kind: 'concert' }, 'kind'],
	[{ state: 'lost' }, 'state'],
	[{ focus_areas: ['space'] }, 'focus_areas'],
	[{ starts_at: '2022-06-08' }, 'starts_at'],
	[{ starts_at: '2022-06-08T15:00:00' }, 'starts_at'],
	[{ starts_at: 1654693500000 }, 'starts_at'],
	[{ starts_at: '2022-07-01T12:00:00Z', ends_at: '2022-07-01T11:00:00Z' }, 'ends_at'],
	[{ starts_at: '2022-07-01T12:00:00Z', ends_at: '2022-07-01T12:00:00Z' }, 'ends_at'],
	[{ starts_at: '2022-07-01T12:00:00Z', ends_at: '2022-07-08T12:00:00Z' }, 'ends_at'],
	[{ starts_at: '2300-07-01T12:00:00Z', ends_at: '2300-07-01T13:00:00Z' }, 'starts_at'],
	[{ starts_at: '1960-07-01T12:00:00Z', ends_at: '1960-07-01T13:00:00Z' }, 'starts_at'],
	[{ title: { de: 'Titel' } }, 'title.de'],
	[{ title: 'Title' }, 'title'],
	[{ title: {} }, 'title'],
	[{ title: { en: '' } }, 'title'],
	[{ room: 'Plenary Hall' }, 'room'],
	[{ room: '00000000-0000-4000-8000-999999999999' }, 'room'],
]) {
	test(`a session with ${JSON.stringify(change)} is refused at ${field} and nothing is written`, async () => {
		const earlier = await seq();
		const good = { kind: 'panel', title: { en: 'Good' }, starts_at: '2022-07-01T10:00:00Z', ends_at: '2022-07-01T11:00:00Z' };
		const answer = await editor.post('/api/sessions', { ...good, ...change });
		assert.ok([409, 422].includes(answer.status), answer.text);
		assert.equal(answer.json.field, field, answer.text);
		assert.equal(await seq(), earlier);
	});
}

test('a session that would share its room with another is refused and nothing is written', async () => {
	const [one, two] = await room('Clash Hall', [
		[0, 30],
		[30, 30],
	]);
	const earlier = await seq();
	const added = await editor.post('/api/sessions', {
		kind: 'panel',
		title: { en: 'In the way' },
		room: one.room,
		starts_at: minutes(one.starts_at, 10),
		ends_at: minutes(one.starts_at, 20),
	});
	const moved = await editor.patch(`/api/sessions/${two.id}`, { starts_at: minutes(two.starts_at, -5) }, { version: two.version });
	for (const answer of [added, moved]) {
		assert.equal(answer.status, 409, answer.text);
		assert.equal(answer.json.code, 'CLASH');
		assert.match(answer.json.detail, /Clash Hall at 0/);
	}
	assert.equal(await seq(), earlier);
	assert.deepEqual(await byId(two.id), two);
});

test('two editors cannot both take the room at the same time', async () => {
	const [one] = await room('Race Hall', [[0, 30]]);
	const starts_at = minutes(one.starts_at, 60);
	const form = { kind: 'panel', title: { en: 'Race' }, room: one.room, starts_at, ends_at: minutes(starts_at, 30) };
	const answers = await Promise.all(Array.from({ length: 6 }, () => editor.post('/api/sessions', form)));
	assert.deepEqual(answers.map((a) => a.status).sort(), [201, 409, 409, 409, 409, 409]);
});

// ---- formats

const eventsOf = (text) => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
const eventOf = (text, id) => eventsOf(text).find((event) => event.getFirstPropertyValue('uid').startsWith(id));

test('agenda.ics is read by another library with the same sessions at the same instants', async () => {
	const [text, { sessions, rooms }] = [await file('/agenda.ics'), await agenda()];
	const calendar = new ICAL.Component(ICAL.parse(text));
	for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
	assert.ok(calendar.getAllSubcomponents('vtimezone').length > 0);
	assert.equal(eventsOf(text).length, sessions.length);
	const names = new Map(rooms.map((r) => [r.id, r.name]));
	for (const session of sessions) {
		const event = eventOf(text, session.id);
		assert.ok(event, session.id);
		assert.equal(event.getFirstPropertyValue('dtstart').toJSDate().getTime(), Date.parse(session.expected_starts_at), session.code);
		assert.equal(event.getFirstPropertyValue('dtend').toJSDate().getTime(), Date.parse(session.expected_ends_at), session.code);
		assert.equal(event.getFirstPropertyValue('location'), names.get(session.expected_room) ?? null);
		assert.equal(event.getFirstPropertyValue('summary'), session.title.en ?? Object.values(session.title)[0]);
		assert.equal(event.getFirstPropertyValue('status'), session.state === 'cancelled' ? 'CANCELLED' : 'CONFIRMED');
		assert.equal(
			event.getFirstPropertyValue('sequence'),
			sessions.reduce((sum, s) => sum + s.version, 0),
		);
	}
});

test('agenda.ics has lines of at most 75 octets that end in CRLF', async () => {
	const { bytes } = await server.guest.get('/agenda.ics');
	const lines = bytes.toString('latin1').split('\r\n');
	assert.equal(lines.pop(), '');
	for (const line of lines) assert.ok(line.length <= 75 && !/[\r\n]/.test(line), line);
});

test('agenda.xml is well formed, and valid by the schema where that is at hand', async (t) => {
	const path = join(folder(), 'agenda.xml');
	writeFileSync(path, await file('/agenda.xml'));
	const formed = await run('xmllint', ['--noout', '--nonet', path]);
	assert.equal(formed.code, 0, formed.err);
	if (!FORMATS) return t.diagnostic('P2C_FORMATS is not set: not held against schedule.xml.xsd');
	const valid = await run('xmllint', ['--noout', '--nonet', '--schema', join(FORMATS, 'schedule.xml.xsd'), path]);
	assert.equal(valid.code, 0, valid.err);
});

test('agenda.json names every session once, and is valid by the schema where that is at hand', async (t) => {
	const [json, { sessions }] = [JSON.parse(await file('/agenda.json')), await agenda()];
	const listed = json.schedule.conference.days.flatMap((day) => Object.values(day.rooms).flat());
	assert.deepEqual(
		listed.map((s) => s.guid).sort(),
		sessions
			.filter((s) => s.room !== null)
			.map((s) => s.id)
			.sort(),
	);
	if (!FORMATS) return t.diagnostic('P2C_FORMATS is not set: not held against schema.json');
	const ajv = new Ajv2020.default({ strict: false, allErrors: true });
	addFormats.default(ajv);
	const schema = JSON.parse(readFileSync(join(FORMATS, 'schema.json'), 'utf8'));
	delete schema.$schema;
	const validate = ajv.compile(schema);
	assert.ok(validate(json), ajv.errorsText(validate.errors));
});

for (const [path, type] of FILES) {
	test(`${path} imported where it came from changes nothing`, async () => {
		const [text, { sessions }] = [await file(path), await agenda()];
		const earlier = await seq();
		const answer = await send(text, type);
		assert.equal(answer.status, 200, answer.text);
		const { added, changed, same: untouched, lines } = answer.json;
		assert.deepEqual([added, changed, lines.filter((l) => l.refused)], [0, 0, []]);
		assert.equal(untouched, sessions.length);
		assert.equal(await seq(), earlier);
	});

	test(`${path} imported elsewhere is the same agenda`, async () => {
		const { data, code } = await init(['--zone', 'Africa/Kigali']);
		const other = await serve(data);
		const there = await other.signIn({ code });
		const [text, here] = [await file(path), await agenda()];
		const dry = await send(text, type, '?dry_run=1', there);
		assert.equal(dry.json.added, here.sessions.length, dry.text);
		assert.equal((await agenda(other)).sessions.length, 0);
		const answer = await send(text, type, '', there);
		assert.deepEqual([answer.status, answer.json.added], [200, here.sessions.length]);
		const came = await agenda(other);
		const nameOf = ({ rooms }, id) => rooms.find((r) => r.id === id)?.name ?? null;
		const facts = (where) => (s) => [
			s.id,
			s.code,
			s.kind,
			s.state,
			s.title,
			s.text,
			nameOf(where, s.room),
			s.starts_at,
			s.ends_at,
			s.language,
			s.focus_areas,
			s.people.map((p) => [p.name, p.role]),
		];
		assert.deepEqual(came.sessions.map(facts(came)).sort(), here.sessions.map(facts(here)).sort());
		await other.stop();
	});
}

test('titles full of other formats’ signs survive every format', async () => {
	const title = 'a & b <c> "d" \'e\' ]]> ?> --> ; , \\ \\n BEGIN:VCALENDAR {"x":1} \u200f\u{1F680}';
	const [session] = await room('Odd Hall', [[0, 30]], { title: { en: title, ar: `ع ${title}` }, text: { en: `${title}\n\n${title}` } });
	for (const [path, type] of FILES) {
		const answer = await send(await file(path), type);
		assert.deepEqual([answer.status, answer.json.changed], [200, 0], `${path}: ${answer.text}`);
	}
	assert.equal(eventOf(await file('/agenda.ics'), session.id).getFirstPropertyValue('summary'), title);
});

test('control characters in a title do not spoil the files', async () => {
	const [session] = await room('Bell Hall', [[0, 30]], { title: { en: 'a\u0001b\u0007c\u000bd\ufffee\r\nEND:VEVENT\r\nf' } });
	const path = join(folder(), 'agenda.xml');
	writeFileSync(path, await file('/agenda.xml'));
	const formed = await run('xmllint', ['--noout', '--nonet', path]);
	assert.equal(formed.code, 0, formed.err);
	assert.ok(JSON.parse(await file('/agenda.json')));
	assert.equal(eventsOf(await file('/agenda.ics')).length, (await agenda()).sessions.length);
	assert.ok(eventOf(await file('/agenda.ics'), session.id));
});

// ---- imports that go wrong

const event = (uid, from, to, where, more = []) => [
	'BEGIN:VEVENT',
	`UID:${uid}`,
	'DTSTAMP:20220608T000000Z',
	`DTSTART:${from}`,
	`DTEND:${to}`,
	`SUMMARY:${uid}`,
	`LOCATION:${where}`,
	...more,
	'END:VEVENT',
];
const calendar = (...events) =>
	['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//test//EN', ...events.flat(), 'END:VCALENDAR', ''].join('\r\n');

test('an agenda whose rooms clash is refused whole, unless it is forced', async () => {
	const text = calendar(
		event('clash-0', '20220801T080000Z', '20220801T090000Z', 'Import Hall'),
		event('clash-1', '20220801T100000Z', '20220801T110000Z', 'Import Hall'),
		event('clash-2', '20220801T103000Z', '20220801T113000Z', 'Import Hall'),
	);
	const [earlier, before] = [await seq(), await agenda()];
	const refused = await send(text, 'text/calendar');
	assert.equal(refused.status, 409, refused.text);
	assert.equal(refused.json.code, 'CLASH');
	assert.match(refused.json.detail, /clash-1/);
	assert.equal(await seq(), earlier);
	assert.equal((await agenda()).rooms.length, before.rooms.length);
	const dry = await send(text, 'text/calendar', '?dry_run=1&force=1');
	assert.equal(dry.json.added, 3);
	assert.equal(await seq(), earlier);
});

const BOMB = `<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aaaaaaaaaa">${'bcdefghi'
	.split('')
	.map((c, i) => `<!ENTITY ${c} "${`&${'abcdefgh'[i]};`.repeat(10)}">`)
	.join('')}]><schedule><version>&i;</version></schedule>`;
const OUTSIDE =
	'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><schedule><version>&x;</version><conference><title>&x;</title></conference></schedule>';

for (const [what, text, type] of [
	['broken XML', '<schedule><version>1</version><conference>', 'application/xml'],
	['XML of something else', '<html><body/></html>', 'application/xml'],
	['an entity bomb', BOMB, 'application/xml'],
	['an entity from outside', OUTSIDE, 'application/xml'],
	['XML nested very deep', `<schedule>${'<a>'.repeat(100000)}`, 'application/xml'],
	['broken JSON', '{"schedule":', 'application/json'],
	['JSON of something else', '{"hello":"world"}', 'application/json'],
	['JSON nested very deep', '{"schedule":'.concat('['.repeat(100000)), 'application/json'],
	['a broken calendar', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n', 'text/calendar'],
	['an empty file', '', 'text/calendar'],
	['plain text', 'see you at nine', 'text/calendar'],
	['bytes of a picture', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'text/calendar'],
]) {
	test(`${what} is refused and nothing is written`, async () => {
		const earlier = await seq();
		const answer = await send(text, type);
		assert.ok([400, 413, 422].includes(answer.status), `${answer.status} ${answer.text.slice(0, 300)}`);
		assert.doesNotMatch(answer.text, /root:/);
		assert.equal(await seq(), earlier);
		assert.equal((await server.guest.get('/healthz')).status, 200);
	});
}

test('a format that does not exist and a type that is none of ours are told', async () => {
	assert.equal((await send('{}', 'application/json', '?format=xlsx')).json.field, 'format');
	assert.equal((await send('{}', 'application/zip')).status, 415);
});

test('a file of more than eight megabytes is refused', async () => {
	const answer = await send(`<schedule>${' '.repeat(8 * 1024 * 1024)}</schedule>`);
	assert.equal(answer.status, 413);
});

test('the format is told by the file when nobody says it', async () => {
	for (const [path, type] of FILES) {
		const other = FILES.find(([, t]) => t !== type)[1];
		assert.equal((await send(`\ufeff${await file(path)}`, other, '?dry_run=1')).status, 200, path);
	}
});
