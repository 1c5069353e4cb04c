// The agenda on its way to other programs and back: what a calendar shows of a late day, tables, version 2 of schedule.json, what an
// import would change, the draft, and files that are wrong.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import addFormats from 'ajv-formats';
import Ajv from 'ajv';
import ICAL from 'ical.js';
import { folder, p2c } from './lib/program.mjs';
import { init, serve, serveDemo } from './lib/server.mjs';
import { unzip } from './lib/zip.mjs';

const FORMATS = process.env.P2C_FORMATS; // where schema2.json and an export of pretalx lie

const server = await serveDemo();
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const [editor, moderator] = await Promise.all(['agenda', 'moderator'].map((role) => server.as(role)));

const agenda = async (where = server) => (await where.guest.get('/api/agenda')).json;
const seq = async (where = server) => (await where.guest.get('/readyz')).json.seq;
const text = async (path, where = server) => (await where.guest.get(path)).text;
const send = (body, type, query = '', client = editor) => client.upload(`/api/import/agenda${query}`, body, type);
const eventsOf = (ics) => new ICAL.Component(ICAL.parse(ics)).getAllSubcomponents('vevent');
const eventOf = (ics, id) => eventsOf(ics).find((event) => event.getFirstPropertyValue('uid').startsWith(id));
const codesOf = (changes) => changes.map((change) => [change.kind, change.field, change.from, change.to]);

/** A calendar of sessions: [[uid, start, end, title, room, more lines…], …]. */
const calendar = (...sessions) =>
	[
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//test//test//EN',
		...sessions.flatMap(([uid, from, to, title, where, ...more]) => [
			'BEGIN:VEVENT',
			`UID:00000000-0000-4000-8000-${uid.padStart(12, '0')}`,
			'DTSTAMP:20220608T000000Z',
			`DTSTART:${from}`,
			`DTEND:${to}`,
			`SUMMARY:${title}`,
			`LOCATION:${where}`,
			...more,
			'END:VEVENT',
		]),
		'END:VCALENDAR',
		'',
	].join('\r\n');

// ---- a calendar on the day

test('a calendar shows when a late session is expected, and beside it what the plan says', async () => {
	const { sessions } = await agenda();
	const session = sessions.find((s) => s.state === 'planned' && s.kind === 'panel' && s.expected_starts_at === s.starts_at);
	const before = eventOf(await text('/agenda.ics'), session.id);
	assert.equal(before.getFirstPropertyValue('x-p2c-official'), null);
	assert.equal((await moderator.post(`/api/sessions/${session.id}/delay`, { minutes: 25 })).status, 200);
	const late = (await agenda()).sessions.find((s) => s.id === session.id);
	const ics = await text('/agenda.ics');
	const event = eventOf(ics, session.id);
	assert.equal(event.getFirstPropertyValue('dtstart').toJSDate().getTime(), Date.parse(late.expected_starts_at));
	assert.notEqual(late.expected_starts_at, session.starts_at);
	assert.match(event.getFirstPropertyValue('description'), new RegExp(`^⏱ Official time: ${session.starts_at.slice(11, 16)}–`));
	assert.ok(event.getFirstPropertyValue('sequence') > before.getFirstPropertyValue('sequence'));
	const again = await send(ics, 'text/calendar');
	assert.deepEqual([again.status, again.json.changed, again.json.changes], [200, 0, []], again.text);
	assert.equal((await agenda()).sessions.find((s) => s.id === session.id).starts_at, session.starts_at);
	await moderator.post(`/api/sessions/${session.id}/delay`, { minutes: 0 });
});

// ---- version 2

test('schedule.json version 2 names every session once, and is valid by the schema where that is at hand', async (t) => {
	const [file, { sessions }] = [JSON.parse(await text('/agenda.v2.json')), await agenda()];
	assert.deepEqual(file.schedule.events.map((s) => s.guid).sort(), sessions.map((s) => s.id).sort());
	const rooms = new Set(file.schedule.conference.rooms.map((r) => r.guid));
	const withRoom = new Set(sessions.filter((s) => s.room !== null).map((s) => s.id));
	assert.ok(file.schedule.events.filter((s) => withRoom.has(s.guid)).every((s) => rooms.has(s.room.guid)));
	if (!FORMATS) return t.diagnostic('P2C_FORMATS is not set: not held against schema2.json');
	const ajv = new Ajv.default({ strict: false, allErrors: true, logger: false });
	addFormats.default(ajv);
	const schema = JSON.parse(readFileSync(join(FORMATS, 'schema2.json'), 'utf8'));
	delete schema.$schema;
	const validate = ajv.compile(schema);
	assert.ok(validate(file), ajv.errorsText(validate.errors));
});

// ---- tables

/** Rows of cells, by RFC 4180. */
function cells(csv) {
	const rows = [[]];
	for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
		rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
		if (end === '\r\n') rows.push([]);
	}
	rows.pop();
	return rows;
}

test('agenda.csv has a row a session in order of time, in the language that was asked for', async () => {
	const [answer, { sessions, rooms }] = [await server.guest.get('/agenda.csv?lang=fr'), await agenda()];
	assert.match(answer.headers['content-type'], /^text\/csv/);
	assert.match(answer.headers['content-disposition'], /agenda\.csv/);
	assert.equal(answer.text.charCodeAt(0), 0xfeff);
	const [head, ...rows] = cells(answer.text.slice(1));
	assert.equal(rows.length, sessions.length);
	assert.ok(rows.every((row) => row.length === head.length));
	const byId = new Map(sessions.map((s) => [s.id, s]));
	const names = new Map(rooms.map((r) => [r.id, r.name]));
	for (const row of rows) {
		const one = Object.fromEntries(head.map((name, i) => [name, row[i]]));
		const session = byId.get(one.id);
		assert.equal(one.starts_at, session.starts_at);
		assert.equal(one.expected_starts_at, session.expected_starts_at);
		assert.equal(one.room, names.get(session.room) ?? '');
		assert.equal(one.kind, session.kind);
		assert.equal(one.title, session.title.fr ?? session.title.en ?? Object.values(session.title)[0] ?? '');
		assert.equal(one.people.split('; ').filter(Boolean).length, session.people.length);
	}
	assert.deepEqual(rows.map((row) => row[1]), [...rows.map((row) => row[1])].sort());
	assert.equal((await server.guest.get('/agenda.csv?lang=tlh')).status, 400);
});

test('a title that a spreadsheet would run is text in both tables', async () => {
	const made = await editor.post('/api/sessions', {
		kind: 'panel',
		title: { en: '=HYPERLINK("http://evil.example")' },
		starts_at: '2022-08-20T09:00:00+02:00',
		ends_at: '2022-08-20T10:00:00+02:00',
	});
	assert.equal(made.status, 201, made.text);
	const row = cells(await text('/agenda.csv')).find((cell) => cell.at(-1) === made.json.id);
	assert.ok(row.includes('\'=HYPERLINK("http://evil.example")'));
	const files = unzip((await server.guest.get('/agenda.xlsx')).bytes);
	assert.ok(files.get('xl/sharedStrings.xml').includes('=HYPERLINK(&quot;') || files.get('xl/sharedStrings.xml').includes('=HYPERLINK("'));
	assert.ok(!files.get('xl/worksheets/sheet1.xml').includes('<f>'));
});

for (const [lang, title, fromRight] of [
	['en', 'Expected start', false],
	['ar', 'البداية المتوقعة', true],
	['zh', '预计开始', false],
]) {
	test(`agenda.xlsx in ${lang} has its head in that language and reads from the ${fromRight ? 'right' : 'left'}`, async () => {
		const answer = await server.guest.get(`/agenda.xlsx?lang=${lang}`);
		assert.equal(answer.status, 200);
		assert.match(answer.headers['content-type'], /spreadsheetml/);
		const files = unzip(answer.bytes);
		const [sheet, strings] = [files.get('xl/worksheets/sheet1.xml'), files.get('xl/sharedStrings.xml')];
		assert.ok(strings.includes(title));
		assert.equal(/rightToLeft="1"/.test(sheet), fromRight);
		assert.equal([...sheet.matchAll(/<row /g)].length, (await agenda()).sessions.length + 1);
		assert.match(sheet, /<autoFilter /);
	});
}

// ---- what an import would change

test('an import says what it would change before it changes anything, and the second time nothing', async () => {
	const first = calendar(['a1', '20220901T080000Z', '20220901T090000Z', 'Opening', 'Diff Hall'], ['a2', '20220901T090000Z', '20220901T100000Z', 'Debate', 'Diff Hall']);
	const second = calendar(['a1', '20220901T083000Z', '20220901T090000Z', 'Opening', 'Diff Hall'], ['a2', '20220901T090000Z', '20220901T100000Z', 'Long debate', 'Diff Garden']);
	const added = await send(first, 'text/calendar');
	assert.equal(added.status, 200, added.text);
	assert.deepEqual(added.json.changes.map((c) => [c.kind, c.session.title.en]), [['added', 'Opening'], ['added', 'Debate']]);
	const [earlier, before] = [await seq(), await agenda()];
	const dry = await send(second, 'text/calendar', '?dry_run=1');
	assert.deepEqual(codesOf(dry.json.changes), [
		['retimed', 'starts_at', '2022-09-01T10:00:00+02:00', '2022-09-01T10:30:00+02:00'],
		['moved', 'room', 'Diff Hall', 'Diff Garden'],
		['retitled', 'title.en', 'Debate', 'Long debate'],
	]);
	assert.equal(await seq(), earlier);
	assert.deepEqual((await agenda()).sessions, before.sessions);
	const done = await send(second, 'text/calendar');
	assert.deepEqual([done.json.changes, done.json.changed], [dry.json.changes, 2]);
	const again = await send(second, 'text/calendar');
	assert.deepEqual([again.json.changes, again.json.same], [[], 2]);
	assert.equal((await agenda()).sessions.filter((s) => s.title.en === 'Opening' && s.starts_at.startsWith('2022-09-01')).length, 1);
});

test('an import into the draft leaves what is released alone, even where rooms clash', async () => {
	const before = await agenda();
	const file = calendar(['b1', '20220902T080000Z', '20220902T090000Z', 'Drafted', 'Diff Hall'], ['b2', '20220902T083000Z', '20220902T093000Z', 'In its way', 'Diff Hall']);
	const answer = await send(file, 'text/calendar', '?draft=1');
	assert.equal(answer.status, 200, answer.text);
	assert.deepEqual(answer.json.changes.map((c) => c.kind), ['added', 'added']);
	assert.deepEqual((await agenda()).sessions, before.sessions);
	const { findings } = (await editor.get('/api/check?draft=1')).json;
	assert.ok(findings.some((f) => f.kind === 'room_overlap' && /Drafted/.test(f.sentence) && /In its way/.test(f.sentence)));
	const again = await send(file, 'text/calendar', '?draft=1');
	assert.deepEqual([again.json.changes, again.json.same], [[], 2], again.text);
	assert.equal((await editor.post('/api/draft/discard', {})).status, 200);
});

test('the conference’s calendar comes in as busy time', async () => {
	const file = calendar(['c1', '20220903T080000Z', '20220903T110000Z', 'WTDC plenary', '']);
	const answer = await send(file, 'text/calendar', '?kind=foreign');
	assert.equal(answer.status, 200, answer.text);
	assert.equal((await agenda()).sessions.find((s) => s.title.en === 'WTDC plenary').kind, 'foreign');
	assert.equal((await send(file, 'text/calendar', '?kind=alien')).status, 400);
});

test('the command says each change of a dry run in a line', async () => {
	const path = join(folder(), 'agenda.ics');
	writeFileSync(path, calendar(['d1', '20220904T080000Z', '20220904T090000Z', 'From the command', 'Diff Hall']));
	const said = await p2c(['import', 'agenda', path, '--dry-run', '--data', server.data]);
	assert.equal(said.code, 0, said.err);
	assert.match(said.out, /^added: \S* ?From the command/m);
	assert.match(said.out, /would be: 1 added/);
	assert.ok(!(await agenda()).sessions.some((s) => s.title.en === 'From the command'));
});

test('an export of pretalx comes in with a report of what was repaired, and the second time changes nothing', async (t) => {
	const path = FORMATS && join(FORMATS, 'pretalx-democon.json');
	if (!path || !existsSync(path)) return t.diagnostic('P2C_FORMATS is not set: no export at hand');
	const { data, code } = await init(['--zone', 'UTC']);
	const other = await serve(data);
	const client = await other.signIn({ code });
	const body = readFileSync(path, 'utf8');
	const first = await send(body, 'application/json', '', client);
	assert.equal(first.status, 200, first.text);
	assert.ok(first.json.added > 10 && first.json.lines.length > 0, first.text);
	const second = await send(body, 'application/json', '', client);
	assert.deepEqual([second.json.added, second.json.changed, second.json.changes], [0, 0, []]);
	await other.stop();
});

// ---- files that are wrong

const SESSION = (id, title) =>
	`<event guid="${id}" id="1">\n<date>2022-06-07T10:00:00+02:00</date>\n<duration>01:00</duration>\n<title>${title}</title>\n</event>`;
const XML = (...events) => `<schedule>\n<day date="2022-06-07">\n<room name="Hall">\n${events.join('\n')}\n</room>\n</day>\n</schedule>`;
const ID = '01813d2a-0000-7000-8000-0000000000aa';

for (const [what, body, type, why] of [
	['a calendar that repeats for ever', calendar(['e1', '20220905T080000Z', '20220905T090000Z', 'Daily', 'Hall', 'RRULE:FREQ=DAILY']), 'text/calendar', /Line 11: .*repeats/],
	['a calendar in Latin-1', Buffer.from(calendar(['e2', '20220905T080000Z', '20220905T090000Z', 'Café', 'Hall']), 'latin1'), 'text/calendar', /Line 9: .*UTF-8/],
	['a calendar in UTF-16', Buffer.from(`\ufeff${calendar()}`, 'utf16le'), 'text/calendar', /not UTF-8/],
	['a calendar with one id twice', calendar(['e3', '20220905T080000Z', '20220905T090000Z', 'A', 'Hall'], ['e3', '20220905T100000Z', '20220905T110000Z', 'B', 'Hall']), 'text/calendar', /Line 12: .*two sessions: "A" and "B"/],
	['a calendar that breaks off', calendar(['e4', '20220905T080000Z', '20220905T090000Z', 'A', 'Hall']).slice(0, -40), 'text/calendar', /Line \d+/],
	['XML with one id twice', XML(SESSION(ID, 'A'), SESSION(ID, 'B')), 'application/xml', /Line 9: .*two sessions/],
	['XML with a session without a time', XML(`<event guid="${ID}">\n<title>A</title></event>`), 'application/xml', /Line 4: .*no usable date/],
	['XML that breaks off', XML(SESSION(ID, 'A')).slice(0, -30), 'application/xml', /Line \d+/],
	['JSON with a member twice', '{"schedule": {},\n"schedule": {}}', 'application/json', /Line 2/],
	['JSON that is not UTF-8', Buffer.from('{"schedule":\n{"a":"\xe9"}}', 'latin1'), 'application/json', /Line 2/],
]) {
	test(`${what} is refused with its line and nothing comes in`, async () => {
		const earlier = await seq();
		for (const query of ['', '?draft=1', '?dry_run=1']) {
			const answer = await send(body, type, query);
			assert.ok([409, 422].includes(answer.status), answer.text);
			assert.equal(answer.json.code, 'FILE_FORMAT');
			assert.match(answer.json.detail, why);
		}
		assert.equal(await seq(), earlier);
	});
}

test('XML in Latin-1 that says so is read', async () => {
	const body = Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>\n${XML(SESSION('01813d2a-0000-7000-8000-0000000000ab', 'Café'))}`, 'latin1');
	const answer = await send(body, 'application/xml');
	assert.equal(answer.status, 200, answer.text);
	assert.ok((await agenda()).sessions.some((s) => s.title.en === 'Café'));
});

// ---- size

test('a thousand sessions in sixty rooms come in and go out in every format', async () => {
	const { data, code } = await init(['--zone', 'Africa/Kigali']);
	const other = await serve(data);
	const client = await other.signIn({ code });
	const two = (n) => String(n).padStart(2, '0');
	const sessions = Array.from({ length: 1000 }, (_, i) => {
		const [room, turn] = [i % 60, Math.floor(i / 60)];
		const at = (minutes) => `20220607T${two(6 + Math.floor(minutes / 60))}${two(minutes % 60)}00Z`;
		return [`f${i.toString(16)}`, at(turn * 50), at(turn * 50 + 45), `Session ${i}`, `Room ${room}`];
	});
	const answer = await send(calendar(...sessions), 'text/calendar', '', client);
	assert.deepEqual([answer.status, answer.json?.added], [200, 1000], answer.text.slice(0, 300));
	for (const [path, type] of [
		['/agenda.ics', 'text/calendar'],
		['/agenda.xml', 'application/xml'],
		['/agenda.json', 'application/json'],
		['/agenda.v2.json', 'application/json'],
	]) {
		const again = await send(await text(path, other), type, '', client);
		assert.deepEqual([again.status, again.json.same, again.json.changes], [200, 1000, []], path);
	}
	const { sessions: there } = await agenda(other);
	assert.equal(there.length, 1000);
	await other.stop();
});
