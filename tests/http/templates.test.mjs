// Templates and what is printed with them: the shipped ones, one's own, the preview that keeps nothing, packs by delegation, nameplates in
// the French order of Members, signs for doors; and everything that cannot be printed, refused in words.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, test } from 'node:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { p2c } from './lib/program.mjs';
import { init, serve } from './lib/server.mjs';

const { data, code } = await init(['--title', 'Rehearsal', '--zone', 'Africa/Kigali', '--dates', '7–9 June 2022']);
const server = await serve(data);
const scratch = mkdtempSync(join(tmpdir(), 'p2c-templates-'));
after(async () => {
	rmSync(scratch, { recursive: true, force: true });
	assert.deepEqual(await server.stop(), { code: 0, signal: null });
});
const admin = await server.signIn({ code });
const desk = await server.signIn({ code: (await admin.post('/api/codes', { role: 'desk' })).json.code });

const seq = async () => (await server.guest.get('/readyz')).json.seq;
const get = async (path) => {
	const answer = await admin.get(path);
	assert.equal(answer.status, 200, answer.text.slice(0, 300));
	return answer;
};
function tool(name, args, bytes) {
	const file = join(scratch, 'it');
	writeFileSync(file, bytes);
	return execFileSync(name, args.map((arg) => (arg === '%' ? file : arg)), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}
const pages = (pdf) => Number(/Pages: +(\d+)/.exec(tool('pdfinfo', ['%'], pdf))[1]);
const size = (pdf) => /Page size: +([\d.]+) x ([\d.]+)/.exec(tool('pdfinfo', ['%'], pdf)).slice(1).map((pt) => Math.round((pt / 72) * 25.4));
const text = (pdf, page) => tool('pdftotext', [...(page ? ['-f', String(page), '-l', String(page)] : []), '-enc', 'UTF-8', '%', '-'], pdf);
const qr = (png) => tool('zbarimg', ['--nodbus', '-q', '--raw', '%'], png).trim();

// ---- given: five delegations, each with a badge

const PEOPLE = [
	{ given: 'Marta', family: 'Zulu', country: 'ZMB', entity: 'Ministry of Technology' },
	{ given: 'Hagos', family: 'Bekele', country: 'ETH', entity: 'Ministry of Innovation' },
	{ given: 'Nour', family: 'Hassan', country: 'EGY', entity: 'Ministry of Communications' },
	{ given: 'Fatima', family: 'Al Kaabi', country: 'ARE', entity: 'Telecommunications Authority' },
	{ given: 'Ann', family: 'Adams', entity: 'Aardvark Networks', type: 'private_sector' },
];
for (const person of PEOPLE) {
	const answer = await admin.post('/api/participants', {
		name: { given: person.given, family: person.family },
		entity: { name: person.entity, country: person.country, type: person.type ?? 'government' },
		category: 'MIN',
	});
	assert.equal(answer.status, 201, answer.text);
	person.row = answer.json;
	const issued = await admin.post(`/api/participants/${person.row.id}/badge`, {});
	assert.equal(issued.status, 200, issued.text);
	person.badge = issued.json;
}
const [zulu, , , , adams] = PEOPLE;
const order = (pdf) => [...text(pdf).matchAll(/Marta Zulu|Hagos Bekele|Nour Hassan|Fatima Al Kaabi|Ann Adams/g)].map(([name]) => name);
const once = (names) => names.filter((name, i) => names.indexOf(name) === i);
const FRENCH = ['Nour Hassan', 'Fatima Al Kaabi', 'Hagos Bekele', 'Marta Zulu', 'Ann Adams']; // Égypte, Émirats, Éthiopie, Zambie; then the company

const own = async (id, change = {}) => ({ ...(await get('/api/templates/credit-card')).json.template, id, name: 'Our card', ...change });

// ---- templates

test('the shipped templates are listed with their kind and size, and say what a preview can show', async () => {
	const { templates, samples } = (await get('/api/templates')).json;
	const byId = new Map(templates.map((row) => [row.id, row]));
	assert.deepEqual([...byId.keys()].slice(0, 2), ['a6', 'card']);
	assert.deepEqual([byId.get('a6').width, byId.get('a6').height, byId.get('a6').built_in], [105, 148, true]);
	assert.deepEqual([byId.get('fan-fold').sides, byId.get('fan-fold').photo], [2, true]);
	assert.equal(byId.get('label-62').black, true);
	assert.deepEqual([byId.get('tent-card').kind, byId.get('door-sign').kind], ['nameplate', 'door_sign']);
	assert.ok(samples.includes('arabic') && samples.includes('long'));
});

test('a template is kept, read back, changed under its version, and the change is in the journal', async () => {
	const before = await seq();
	const made = await admin.post('/api/templates', await own('our-card'));
	assert.deepEqual([made.status, made.json.version, made.json.built_in], [201, 1, false]);
	assert.equal(await seq(), before + 1);
	const changed = await admin.patch('/api/templates/our-card', await own('our-card', { name: 'Our second card' }), { version: 1 });
	assert.deepEqual([changed.status, changed.json.version, changed.json.name], [200, 2, 'Our second card']);
	const stale = await admin.patch('/api/templates/our-card', await own('our-card'), { version: 1 });
	assert.deepEqual([stale.status, stale.json.current.name], [412, 'Our second card']);
	const listed = (await get('/api/templates')).json.templates.at(-1);
	assert.deepEqual([listed.id, listed.name, listed.version], ['our-card', 'Our second card', 2]);
});

test('a shipped template stays as it is, and an id is taken once', async () => {
	const { template } = (await get('/api/templates/a6')).json;
	const edited = await admin.patch('/api/templates/a6', template, { version: 1 });
	assert.deepEqual([edited.status, edited.json.code], [409, 'STEP']);
	for (const id of ['a6', 'cover', 'our-card']) {
		const again = await admin.post('/api/templates', await own(id));
		assert.deepEqual([again.status, again.json.field], [409, 'id'], id);
	}
	const renamed = await admin.patch('/api/templates/our-card', await own('another'), { version: 2 });
	assert.deepEqual([renamed.status, renamed.json.field], [422, 'id']);
	assert.equal((await admin.get('/api/templates/nothing')).status, 404);
});

test('a template of an impossible size is refused in words and not kept', async () => {
	const before = await seq();
	const side = (await own('x')).sides[0];
	for (const [change, field, words] of [
		[{ width: 5 }, 'width', /25 to 420 mm/],
		[{ sides: [{ ...side, qr: { x: 60, y: 9, width: 8 } }] }, 'sides[0].qr.width', /module has to be 0\.33 mm/],
		[{ sides: [{ ...side, bands: [{ x: 0, y: 50, width: 86, height: 10, colour: 'category' }] }] }, 'sides[0].bands[0]', /leaves the page/],
		[{ sides: [{ ...side, fields: [] }] }, 'sides[0].fields', /list/],
		[{ sides: [{ ...side, logos: [{ x: 1, y: 1, width: 5, height: 5, svg: '<svg><image href="http://a.b/c"/></svg>' }] }] }, 'sides[0].logos[0].svg', /no pictures/],
	]) {
		const answer = await admin.post('/api/templates', await own('wrong', change));
		assert.deepEqual([answer.status, answer.json.field], [422, field], answer.text);
		assert.match(answer.json.detail, words);
	}
	assert.equal(await seq(), before);
});

test('a template of one’s own is removed, unless a printer prints with it or it came with the program', async () => {
	assert.equal((await admin.post('/api/templates', await own('short-lived'))).status, 201);
	const printer = await admin.post('/api/printers', { name: 'Desk 9', uri: 'ipp://localhost:1/ipp/print', template: 'short-lived' });
	assert.equal(printer.status, 201, printer.text);
	const used = await admin.post('/api/templates/short-lived/remove', {});
	assert.deepEqual([used.status, used.json.code], [409, 'STEP']);
	assert.match(used.json.detail, /Desk 9/);
	assert.equal((await admin.patch(`/api/printers/${printer.json.id}`, { template: 'a6' }, { version: printer.json.version })).status, 200);
	const before = await seq();
	assert.equal((await desk.post('/api/templates/short-lived/remove', {})).status, 403);
	assert.equal((await admin.post('/api/templates/short-lived/remove', {})).status, 200);
	assert.equal(await seq(), before + 1);
	assert.equal((await admin.get('/api/templates/short-lived')).status, 404);
	assert.equal((await admin.post('/api/templates/short-lived/remove', {})).status, 404);
	const shipped = await admin.post('/api/templates/a6/remove', {});
	assert.deepEqual([shipped.status, shipped.json.code], [409, 'STEP']);
});

test('only an administrator keeps templates; the desk may look', async () => {
	assert.equal((await desk.get('/api/templates')).status, 200);
	assert.equal((await desk.post('/api/templates', await own('theirs'))).status, 403);
	assert.equal((await desk.post('/api/templates/preview', await own('theirs'))).status, 403);
});

// ---- the preview

test('a preview draws what was not kept, in any script and form, and changes nothing', async () => {
	const before = await seq();
	const template = await own('not-kept');
	for (const sample of ['latin', 'arabic', 'chinese', 'long']) {
		const answer = await admin.post(`/api/templates/preview?sample=${sample}&dpi=203`, template, { headers: { 'idempotency-key': null } });
		assert.deepEqual([answer.status, answer.headers['content-type']], [200, 'image/png'], answer.text.slice(0, 200));
		assert.equal(qr(answer.bytes), 'SAMPLE0000SAMPLE0000');
	}
	const pdf = await admin.post('/api/templates/preview?form=pdf', template, { headers: { 'idempotency-key': null } });
	assert.deepEqual(size(pdf.bytes), [86, 54]);
	assert.match(text(pdf.bytes), /Rehearsal/);
	const svg = await admin.post('/api/templates/preview?form=svg&sample=mixed', template, { headers: { 'idempotency-key': null } });
	assert.match(svg.text, /<svg/);
	assert.equal(await seq(), before);
	assert.equal((await admin.get('/api/templates/not-kept')).status, 404);
});

test('a preview is refused as a change is when it comes from elsewhere or is no JSON', async () => {
	const template = await own('x');
	const ask = (headers, body = JSON.stringify(template)) => admin.request('POST', '/api/templates/preview', { body, headers: { 'idempotency-key': null, ...headers } });
	assert.equal((await ask({ origin: 'http://elsewhere.example' })).status, 403);
	assert.equal((await ask({ 'x-p2c': null })).status, 403);
	assert.equal((await ask({ 'content-type': 'text/plain' })).status, 415);
	assert.equal((await ask({}, '{')).status, 400);
	const unknown = await admin.post('/api/templates/preview?sample=klingon', template, { headers: { 'idempotency-key': null } });
	assert.deepEqual([unknown.status, unknown.json.field], [400, 'sample']);
});

// ---- badges

test('a badge is drawn with the template, the side and the resolution that are asked for', async () => {
	const at = `/api/badges/${zulu.badge.serial}`;
	assert.deepEqual(size((await get(`${at}.pdf`)).bytes), [105, 148]);
	assert.deepEqual(size((await get(`${at}.pdf?template=our-card`)).bytes), [86, 54]);
	assert.equal(pages((await get(`${at}.pdf?template=fan-fold`)).bytes), 2);
	assert.equal(pages((await get(`${at}.pdf?template=fan-fold&side=2`)).bytes), 1);
	const small = (await get(`${at}.png?template=label-62&dpi=203`)).bytes;
	assert.deepEqual([small.readUInt32BE(16), small.readUInt32BE(20)], [Math.round((62 / 25.4) * 203), Math.round((100 / 25.4) * 203)]);
	assert.equal(qr(small), qr((await get(`${at}.png?template=fan-fold&side=2`)).bytes));
});

test('a badge with a template that is none, of another kind, or of a side that is none is refused', async () => {
	const at = `/api/badges/${zulu.badge.serial}.png`;
	for (const [query, status, field] of [
		['template=nothing', 404, 'template'],
		['template=tent-card', 422, 'template'],
		['side=2', 400, 'side'],
		['dpi=20', 400, 'dpi'],
	]) {
		const answer = await admin.get(`${at}?${query}`);
		assert.deepEqual([answer.status, answer.json.field], [status, field], query);
	}
});

// ---- books

test('packs stand in the French order of Members, each behind its cover; others follow', async () => {
	const { bytes } = await get('/api/packs.pdf?all=1');
	assert.equal(pages(bytes), 2 * PEOPLE.length);
	assert.deepEqual(once(order(bytes)), FRENCH);
	assert.match(text(bytes, 1), /Ministry of\s+Communications[\s\S]*1 badge/);
	assert.match(text(bytes, 1), /Égypte/);
	const one = await get(`/api/packs.pdf?entity=${adams.row.entity.id}&template=credit-card`);
	assert.deepEqual([pages(one.bytes), size(one.bytes)], [2, [86, 54]]);
});

test('a pack of nobody is refused in words', async () => {
	const { json: guest } = await admin.post('/api/participants', { name: { given: 'No', family: 'Badge' }, entity: { name: 'House of no badge', country: 'KEN' } });
	const answer = await admin.get(`/api/packs.pdf?entity=${guest.entity.id}`);
	assert.deepEqual([answer.status, answer.json.field], [404, 'entity']);
	assert.match(answer.json.detail, /Issue them first/);
	assert.equal((await admin.get('/api/packs.pdf?entity=00000000-0000-7000-8000-000000000000')).status, 404);
});

test('nameplates are a folded page a person, in the order that is asked for', async () => {
	const people = PEOPLE.map((person) => person.row.id).join(',');
	const french = await get(`/api/nameplates.pdf?people=${people}`);
	assert.deepEqual([pages(french.bytes), size(french.bytes)], [PEOPLE.length, [210, 297]]);
	assert.deepEqual(once(order(french.bytes)), FRENCH);
	assert.match(text(french.bytes, 2), /Émirats arabes unis/);
	assert.deepEqual(once(order((await get(`/api/nameplates.pdf?people=${people}&order=given`)).bytes)), [
		'Ann Adams', 'Fatima Al Kaabi', 'Hagos Bekele', 'Marta Zulu', 'Nour Hassan',
	]);
	const byName = await get(`/api/nameplates.pdf?people=${people}&order=name`);
	assert.deepEqual(once(order(byName.bytes)), ['Ann Adams', 'Fatima Al Kaabi', 'Hagos Bekele', 'Nour Hassan', 'Marta Zulu']);
	assert.match(text(byName.bytes), /United Arab Emirates/);
	assert.equal(pages((await get(`/api/nameplates.pdf?entity=${zulu.row.entity.id}`)).bytes), 1);
});

test('nameplates of nobody, of no session and in no order are refused', async () => {
	for (const [query, status] of [['people=nobody', 404], ['session=none', 404], ['entity=none', 404], ['order=size', 400], ['lang=tlh', 400], ['template=a6', 422]]) {
		assert.equal((await admin.get(`/api/nameplates.pdf?${query}`)).status, status, query);
	}
});

test('a door sign says the room and whom its entrances admit', async () => {
	const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', 'BEGIN:VEVENT', 'UID:one@test', 'DTSTAMP:20220601T000000Z', 'DTSTART:20220607T080000Z',
		'DTEND:20220607T090000Z', 'SUMMARY:Opening', 'LOCATION:Hall One', 'END:VEVENT', 'END:VCALENDAR', ''];
	const imported = await admin.request('POST', '/api/import/agenda?format=ics', { body: lines.join('\r\n'), headers: { 'content-type': 'text/calendar' } });
	assert.equal(imported.status, 200, imported.text);
	const sign = text((await get('/api/door-signs.pdf')).bytes);
	assert.match(sign, /Hall One/);
	assert.match(sign, /All badges[\s\S]*Tous les badges/);
	const [room] = (await get('/api/agenda')).json.rooms;
	const point = await admin.post('/api/points', { name: 'Hall One, front', room: room.id, rules: { categories: ['MIN', 'VVIP'] } });
	assert.ok(point.status < 300, point.text);
	const guarded = text((await get(`/api/door-signs.pdf?room=${room.id}`)).bytes);
	assert.match(guarded, /Head of State or Government · Minister/);
	assert.doesNotMatch(guarded, /All badges|Delegate/);
	const arabic = text((await get(`/api/door-signs.pdf?room=${room.id}&lang=en&second=ar`)).bytes);
	assert.match(arabic, /Minister[\s\S]*وزير/);
	const nobody = await admin.get(`/api/nameplates.pdf?session=${(await get('/api/agenda')).json.sessions[0].id}`);
	assert.deepEqual([nobody.status, nobody.json.field], [404, 'session']);
});

test('a door sign speaks two languages, or one, and a room that is called alike in both is named once', async () => {
	const [room] = (await get('/api/agenda')).json.rooms;
	const renamed = await admin.patch(`/api/rooms/${room.id}`, { names: { en: 'Hall One', fr: 'Salle Un', zh: '一号厅' } }, { version: room.version });
	assert.ok(renamed.status < 300, renamed.text);
	const sign = async (query) => text((await get(`/api/door-signs.pdf?room=${room.id}${query}`)).bytes);
	assert.match(await sign(''), /Hall One\s+Salle Un/);
	assert.match(await sign('&lang=fr'), /Salle Un\s+Hall One/);
	assert.doesNotMatch(await sign('&lang=fr&second=none'), /Hall One|Minister/);
	assert.match(await sign('&lang=zh&second=fr'), /一号厅\s+Salle Un/);
	assert.equal((await sign('&lang=en&second=es')).match(/Hall One/g).length, 1);
});

test('a door sign says which way, and a room that is none has no sign', async () => {
	assert.equal((await get('/api/door-signs.pdf?arrow=left')).status, 200);
	assert.equal((await admin.get('/api/door-signs.pdf?room=nowhere')).status, 404);
	for (const wrong of ['arrow=sideways', 'lang=tlh', 'second=tlh']) assert.equal((await admin.get(`/api/door-signs.pdf?${wrong}`)).status, 400, wrong);
});

// ---- the command line

test('the command line draws the same: one badge with a template, packs, nameplates, signs', async () => {
	const out = join(scratch, 'out.pdf');
	const run = async (...args) => {
		const done = await p2c([...args, '-o', out, '--data', data]);
		return [done.code, done.out.trim(), done.err.trim()];
	};
	assert.deepEqual((await run('badge', zulu.row.registration_id, '--template', 'fan-fold'))[0], 0);
	assert.equal((await run('badge', zulu.row.registration_id, '--template', 'fan-fold', '--side', '3'))[0], 2);
	const [code, said] = await run('badges', '--all', '--packs', '--template', 'card');
	assert.deepEqual([code, /^6 badges in /.test(said)], [0, true], said);
	assert.match((await run('nameplates', '--entity', zulu.row.entity.id))[1], /^1 nameplates in /);
	assert.equal((await run('door-signs'))[0], 0);
	const [wrong, , why] = await run('nameplates', '--template', 'a6');
	assert.deepEqual([wrong, /another kind/.test(why)], [2, true], why);
});
