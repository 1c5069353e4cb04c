// The registration desk and the door: finding people, walk-ins, arrivals, badges and scans.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { folder, run } from './lib/program.mjs';
import { serveDemo } from './lib/server.mjs';

const server = await serveDemo();
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const [desk, door, protocol, admin] = await Promise.all(['desk', 'door', 'protocol', 'admin'].map((role) => server.as(role)));

const find = async (q, limit = 200) => (await desk.get(`/api/participants?q=${encodeURIComponent(q)}&limit=${limit}`)).json;
const finds = async (q, person) =>
	assert.ok(
		(await find(q)).participants.some((p) => p.id === person.id),
		`"${q}" finds ${person.name.display}`,
	);
const scan = async (code, client = door) => (await client.post('/api/scans', { code, point: 'main' })).json;
const detail = async (person) => (await desk.get(`/api/participants/${person.id}`)).json;
const checkIn = (person, badge = true, options = {}) => desk.post(`/api/participants/${person.id}/check-in`, { badge }, options);
const issue = async (person, reason) => (await desk.post(`/api/participants/${person.id}/badge`, reason ? { reason } : {})).json;

let walkIns = 0;
/** Registers somebody new. */
async function walkIn(name, more = {}) {
	walkIns++;
	const answer = await desk.post('/api/participants', {
		name,
		entity: { name: 'Institut du Fleuve', type: 'academia', country: 'CIV' },
		...more,
	});
	assert.equal(answer.status, 201, answer.text);
	return answer.json;
}
const somebody = () => walkIn({ given: 'Ada', family: `Visitor ${walkIns}` });

// ---- finding

for (const [script, name, own, latin] of [
	['Arabic', { given: 'محمد', family: 'الفاسي' }, 'فاسي', 'fasy'],
	['Cyrillic', { given: 'Юлия', family: 'Щербакова' }, 'щербак', 'yuliya'],
	['Chinese', { given: '小明', family: '欧阳', display: '欧阳小明' }, '阳小', 'yang xiao'],
	['Korean', { given: '민준', family: '김', display: '김민준' }, '민준', 'gim'],
	['Devanagari', { given: 'प्रिया', family: 'शर्मा' }, 'शर्मा', 'priya'],
	['Ethiopic', { given: 'አበበ', family: 'በቀለ' }, 'በቀለ', 'bekele'],
	['Greek', { given: 'Ελένη', family: 'Παπαδάκη' }, 'παπαδ', 'papadak'],
	['Latin with marks', { given: 'Zoë', family: 'Núñez-Łoś' }, 'úñez', 'nunez'],
]) {
	test(`somebody is found by part of a ${script} name and of its Latin form`, async () => {
		const person = await walkIn(name);
		assert.match(person.name.latin, /^[\p{Script=Latin}\p{Zs}'’-]+$/u);
		for (const q of [own, latin, name.family, person.name.latin]) await finds(q, person);
	});
}

test('a Latin form that was said is kept and found', async () => {
	const person = await walkIn({ given: '文', family: '王', display: '王文', latin: 'Vincent WANG' });
	assert.equal(person.name.latin, 'Vincent WANG');
	await finds('vincent', person);
});

test('case, accents and punctuation do not matter', async () => {
	const person = await walkIn({ given: 'José-María', family: "O'Brien Ibáñez" });
	for (const q of ['jose maria', 'JOSÉ', 'ibanez', 'IBÁÑEZ', 'ibanez jose', 'brien', "o'brien", 'José-María O’Brien'])
		await finds(q, person);
});

test('every word has to fit, in any order and from any part', async () => {
	const person = await walkIn({ given: 'Wairimu', family: 'Kamau' });
	await finds('kamau wairimu', person);
	await finds('kam fleuve', person);
	assert.ok(!(await find('wairimu nobodyelse')).participants.some((p) => p.id === person.id));
});

test('an organisation and a country in six languages find its people', async () => {
	const person = await walkIn(
		{ given: 'Karla', family: 'Weiß' },
		{ entity: { name: 'Institut für Netze', type: 'academia', country: 'DEU' } },
	);
	for (const q of [
		'institut netze',
		'karla germany',
		'karla allemagne',
		'karla alemania',
		'karla ألمانيا',
		'karla Германия',
		'karla 德国',
		'weiss',
	])
		await finds(q, person);
});

test('a registration ID, a QR code and a short code find exactly one', async () => {
	const person = await somebody();
	const badge = await issue(person);
	for (const q of [
		person.registration_id,
		person.registration_id.toLowerCase(),
		badge.qr,
		badge.code,
		badge.code.toLowerCase(),
		` ${badge.qr} `,
	]) {
		const { participants } = await find(q);
		assert.equal(participants[0]?.id, person.id, q);
	}
	assert.equal((await find(badge.qr)).total, 1);
});

test('whose own name begins with the word comes before others that only contain it', async () => {
	const [contains, begins] = [await walkIn({ given: 'Bo', family: 'Xanthippe' }), await walkIn({ given: 'Anthippe', family: 'Bo' })];
	const ids = (await find('anthippe')).participants.map((p) => p.id);
	assert.deepEqual(ids, [begins.id, contains.id]);
});

test('the limit cuts the list and the total tells', async () => {
	const { participants, total } = await find('a', 5);
	assert.equal(participants.length, 5);
	assert.ok(total > 500);
	assert.equal((await find('zzzzqqq')).total, 0);
	assert.equal((await desk.get('/api/participants')).json.participants.length, 20);
});

test('signs that mean something to the database are letters here', async () => {
	for (const q of ['%', '_', "'", '"; DROP TABLE person; --', '*', '\\', '%25', '😀', 'a'.repeat(200)]) {
		const answer = await desk.get(`/api/participants?q=${encodeURIComponent(q)}`);
		assert.equal(answer.status, 200, q);
	}
	assert.equal((await desk.get(`/api/participants?q=${'a'.repeat(201)}`)).status, 400);
	assert.equal(
		(await find("o'%'")).participants.some((p) => !/o/i.test(JSON.stringify(p))),
		false,
	);
});

test('entities are found by part of the name', async () => {
	await somebody();
	const { entities } = (await desk.get(`/api/entities?q=${encodeURIComponent('INSTITUT du fl')}`)).json;
	assert.equal(entities[0].name, 'Institut du Fleuve');
	assert.equal(entities[0].country, 'CIV');
});

// ---- walk-ins

test('a walk-in is approved, has a number of its own and no badge yet', async () => {
	const [one, two] = [await somebody(), await somebody()];
	assert.match(one.registration_id, /^W-\d{4,}$/);
	assert.equal(Number(two.registration_id.slice(2)), Number(one.registration_id.slice(2)) + 1);
	assert.equal(one.state, 'approved');
	assert.equal(one.badge, null);
	assert.equal(one.version, 1);
	assert.equal(one.name.display, one.name.latin);
});

test('an entity is taken by id, or found again by its name in any case', async () => {
	const first = await somebody();
	const byName = await walkIn({ given: 'By', family: 'Name' }, { entity: { name: 'INSTITUT DU FLEUVE', country: 'CIV' } });
	const byId = await walkIn({ given: 'By', family: 'Id' }, { entity: { id: first.entity.id } });
	assert.equal(byName.entity.id, first.entity.id);
	assert.deepEqual(byId.entity, first.entity);
});

for (const [form, status, field] of [
	[{}, 422, 'name'],
	[{ name: { given: '', family: '' }, entity: { name: 'X' } }, 422, 'name'],
	[{ name: { given: 'A' } }, 422, 'entity'],
	[{ name: { given: 'A' }, entity: { id: randomUUID() } }, 422, 'entity'],
	[{ name: { given: 'A' }, entity: { name: 'X', country: 'ZZZ' } }, 422, undefined],
	[{ name: { given: 'A' }, entity: { name: 'X', type: 'cartel' } }, 422, undefined],
	[{ name: { given: 'A' }, entity: { name: 'X' }, category: 'KING' }, 422, 'category'],
	[{ name: { given: 'A' }, entity: { name: 'X' }, language: 'de' }, 422, 'language'],
	[{ name: { given: 'A' }, entity: { name: 'X' }, roles: ['king'] }, 422, 'roles'],
	[{ name: { given: 'A' }, entity: { name: 'X' }, email: 'nowhere' }, 422, 'email'],
	[{ name: { given: 'A' }, entity: { name: 'X' }, registration_id: '' }, 422, 'registration_id'],
	[{ name: { given: 'A'.repeat(2000) }, entity: { name: 'X' } }, 422, 'name'],
	[{ name: { given: 'A' }, entity: { name: 'X' }, registration_id: 'P2C-0001' }, 409, 'registration_id'],
]) {
	test(`a walk-in like ${JSON.stringify(form).slice(0, 70)} is refused and no number is used up`, async () => {
		const earlier = await somebody();
		const answer = await desk.post('/api/participants', form);
		const later = await somebody();
		assert.equal(answer.status, status, answer.text);
		if (field) assert.equal(answer.json.field, field);
		assert.equal(Number(later.registration_id.slice(2)), Number(earlier.registration_id.slice(2)) + 1);
	});
}

test('an edit changes what it names and the search follows', async () => {
	const person = await walkIn({ given: 'Old', family: 'Nameworthy' }, { title: 'Adviser', roles: ['press'] });
	const edited = await desk.patch(`/api/participants/${person.id}`, { name: { family: 'Newworthy' } }, { version: person.version });
	assert.equal(edited.status, 200, edited.text);
	assert.equal(edited.json.version, 2);
	assert.equal(edited.json.name.display, 'Old Newworthy');
	assert.equal(edited.json.title, 'Adviser');
	assert.deepEqual(edited.json.roles, ['press']);
	await finds('newworthy', person);
	assert.equal((await find('nameworthy')).total, 0);
	const history = (await detail(person)).history.map((entry) => entry.action);
	assert.deepEqual(history.sort(), ['participant.add', 'participant.edit']);
});

test('a registration ID is permanent', async () => {
	const person = await somebody();
	const answer = await desk.patch(`/api/participants/${person.id}`, { registration_id: 'X-1' }, { version: person.version });
	assert.equal(answer.status, 422);
	assert.equal(answer.json.field, 'registration_id');
});

// ---- arrivals

test('a check-in sets the arrival and issues one badge; the second call says so', async () => {
	const person = await somebody();
	const first = await checkIn(person);
	const second = await checkIn(person);
	assert.equal(first.status, 200, first.text);
	assert.equal(first.json.already, false);
	assert.equal(first.json.state, 'arrived');
	assert.equal(first.json.arrived_by, 'desk');
	assert.equal(first.json.badge.state, 'issued');
	assert.deepEqual(second.json, { ...first.json, already: true });
});

test('a check-in is replayed for its key and refused for another body', async () => {
	const person = await somebody();
	const key = randomUUID();
	const first = await checkIn(person, true, { key });
	const again = await checkIn(person, true, { key });
	const other = await checkIn(person, false, { key });
	assert.equal(again.headers['idempotent-replayed'], 'true');
	assert.equal(again.text, first.text);
	assert.equal(other.status, 422);
	assert.equal(other.json.code, 'KEY_REUSED');
	assert.equal((await detail(person)).badges.length, 1);
});

test('without a badge asked for none is issued, and a later check-in can ask', async () => {
	const person = await somebody();
	const bare = await checkIn(person, false);
	const later = await checkIn(person, true);
	assert.equal(bare.json.badge, null);
	assert.equal(later.json.already, true);
	assert.equal(later.json.badge.state, 'issued');
	assert.equal(later.json.arrived_at, bare.json.arrived_at);
});

test('fifty parallel check-ins of one person are one arrival and one badge', async () => {
	const person = await somebody();
	const answers = await Promise.all(
		Array.from({ length: 50 }, (_, i) =>
			checkIn(person, true, {}).then((a) => (assert.equal(a.status, 200, a.text), { ...a.json, i })),
		),
	);
	const after_ = await detail(person);
	assert.equal(answers.filter((a) => !a.already).length, 1);
	assert.equal(new Set(answers.map((a) => a.badge.serial)).size, 1);
	assert.equal(new Set(answers.map((a) => a.arrived_at)).size, 1);
	assert.equal(after_.badges.length, 1);
	assert.equal(after_.history.filter((entry) => entry.action === 'participant.check_in').length, 1);
});

test('a registration that was not approved is not checked in', async () => {
	const csv = 'registration_id,family_name,given_name,entity,state\nREQ-1,Waiting,Wilma,Institut du Fleuve,requested\n';
	assert.equal((await admin.upload('/api/import/participants', csv)).status, 200);
	const [person] = (await find('REQ-1')).participants;
	const answer = await checkIn(person);
	assert.equal(answer.status, 409);
	assert.equal(answer.json.code, 'STEP');
	assert.equal((await detail(person)).arrived_at, null);
});

test('arrivals are counted', async () => {
	const earlier = (await desk.get('/api/arrivals')).json;
	await checkIn(await somebody());
	const later = (await desk.get('/api/arrivals')).json;
	assert.equal(later.arrived, earlier.arrived + 1);
	assert.equal(later.expected, earlier.expected + 1);
	assert.equal(
		later.by_quarter.reduce((sum, { count }) => sum + count, 0),
		later.arrived,
	);
});

test('nobody is checked in who is not there', async () => {
	assert.equal((await checkIn({ id: randomUUID() })).status, 404);
	assert.equal((await checkIn({ id: 'W-0001' })).status, 404);
});

// ---- badges and scans

test('a new badge revokes every earlier one', async () => {
	const person = await somebody();
	const badges = [await issue(person), await issue(person, 'lost'), await issue(person, 'damaged')];
	const { badges: kept, badge } = await detail(person);
	assert.equal(new Set(badges.map((b) => b.serial)).size, 3);
	assert.equal(new Set(badges.map((b) => b.qr)).size, 3);
	assert.equal(badge.serial, badges[2].serial);
	assert.deepEqual(kept.map((b) => [b.serial, b.state, b.reason]).sort(), [
		[badges[0].serial, 'revoked', null],
		[badges[1].serial, 'revoked', 'lost'],
		[badges[2].serial, 'issued', 'damaged'],
	]);
});

test('twenty parallel issues leave one active badge', async () => {
	const person = await somebody();
	await Promise.all(Array.from({ length: 20 }, () => issue(person, 'misprint')));
	const { badges } = await detail(person);
	assert.equal(badges.length, 20);
	assert.equal(badges.filter((b) => b.state === 'issued').length, 1);
	assert.equal(new Set(badges.map((b) => b.code)).size, 20);
});

test('the first scan admits, the same again is a repeat of it, a replaced badge is revoked', async () => {
	const person = await somebody();
	const old = await issue(person);
	const badge = await issue(person, 'lost');
	const first = await scan(badge.qr);
	const second = await scan(badge.qr);
	const revoked = await scan(old.qr);
	assert.equal(first.result, 'admitted');
	assert.equal(first.participant.id, person.id);
	assert.deepEqual([second.result, second.light, second.participant.id], ['repeat', 'green', person.id]);
	assert.equal(revoked.result, 'revoked');
	assert.equal(revoked.participant.id, person.id);
	assert.match(revoked.reason, /newer/);
});

test('a short code works as the QR does, however it is typed', async () => {
	const person = await somebody();
	const { code } = await issue(person);
	assert.equal((await scan(code.toLowerCase())).result, 'admitted');
	assert.equal((await scan(` ${code.replace(/(...)/, '$1 ')} `)).result, 'repeat');
});

test('codes that belong to nobody are unknown, whatever they are', async () => {
	const { qr } = await issue(await somebody());
	const other = qr.slice(0, -1) + (qr.endsWith('A') ? 'B' : 'A');
	for (const code of ['', 'X', other, qr.slice(1), `${qr}0`, 'https://evil.example/', '%', "' OR 1=1 --", 'é', '0'.repeat(5000)]) {
		const said = await scan(code);
		assert.equal(said.result, 'unknown', code.slice(0, 40));
		assert.equal(said.participant, null);
		assert.ok(said.reason);
	}
});

test('a hundred scans of one badge at two doors admit once', async () => {
	const { qr } = await issue(await somebody());
	const second = await server.another('door');
	const results = await Promise.all(Array.from({ length: 100 }, (_, i) => scan(qr, i % 2 ? door : second)));
	assert.equal(results.filter((r) => r.result === 'admitted').length, 1);
	assert.equal(results.filter((r) => ['repeat', 'already'].includes(r.result)).length, 99);
});

const DRAWN = folder();

/** A badge as a file. */
async function draw(badge, form) {
	const answer = await desk.get(`/api/badges/${badge.serial}.${form}`);
	assert.equal(answer.status, 200, answer.text.slice(0, 200));
	const file = join(DRAWN, `${badge.serial}.${form}`);
	writeFileSync(file, answer.bytes);
	return { answer, file };
}

for (const name of [
	{ given: 'Grace', family: 'Hopper' },
	{ given: 'محمد', family: 'الفاسي' },
	{ given: '小明', family: '王', display: '王小明' },
]) {
	test(`the QR on the drawn badge of ${name.family} reads as the one that was issued`, async () => {
		const badge = await issue(await walkIn(name));
		const { answer, file } = await draw(badge, 'png');
		const read = await run('zbarimg', ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', file]);
		assert.equal(answer.headers['content-type'], 'image/png');
		assert.equal(read.out.trim(), badge.qr, read.err);
		assert.equal((await scan(read.out.trim())).result, 'admitted');
	});
}

test('a badge is one page of PDF with the name and the short code on it', async () => {
	const badge = await issue(await walkIn({ given: 'Grace', family: 'Murray' }));
	const { file } = await draw(badge, 'pdf');
	const info = await run('pdfinfo', [file]);
	const words = await run('pdftotext', [file, '-']);
	assert.match(info.out, /^Pages:\s+1$/m);
	assert.match(words.out, /Grace/i);
	assert.match(words.out, /Murray/i);
});

test('a badge is well-formed SVG without a script', async () => {
	const { answer, file } = await draw(await issue(await walkIn({ given: '<script>alert(1)</script>', family: '&amp;"\'' })), 'svg');
	const checked = await run('xmllint', ['--noout', '--nonet', file]);
	assert.equal(checked.code, 0, checked.err);
	assert.doesNotMatch(answer.text, /<script/i);
	assert.match(answer.headers['content-security-policy'], /default-src 'none'/);
});

test('a revoked badge is not drawn any more, nor one that never was', async () => {
	const person = await somebody();
	const old = await issue(person);
	await issue(person, 'lost');
	const revoked = await desk.get(`/api/badges/${old.serial}.pdf`);
	assert.equal(revoked.status, 409);
	assert.equal(revoked.json.code, 'BADGE_REVOKED');
	for (const name of ['99999999.pdf', '0.pdf', '-1.pdf', '1x.pdf', `${old.serial}.gif`, `${old.serial}.PDF`]) {
		assert.equal((await desk.get(`/api/badges/${name}`)).status, 404, name);
	}
});

test('a badge too long for any line is drawn all the same', async () => {
	const person = await walkIn({ given: 'Wolfeschlegelsteinhausenbergerdorff '.repeat(5).trim(), family: 'ي'.repeat(200) });
	const { answer } = await draw(await issue(person), 'pdf');
	assert.ok(answer.bytes.length > 1000);
});

test('everybody without a badge gets one, once', async () => {
	const first = await admin.post('/api/badges');
	const second = await admin.post('/api/badges');
	const csv = (await admin.get('/api/participants.csv')).text;
	assert.ok(first.json.issued > 500, first.text);
	assert.equal(second.json.issued, 0);
	assert.ok(csv.trim().split('\r\n').length > first.json.issued);
	assert.equal((await protocol.get('/api/arrivals')).status, 200);
});

test('a gender is said or not, at the desk and in a file, and comes out again', async () => {
	const csv = 'registration_id,family_name,given_name,entity,Sexe\nGEN-1,Said,Sara,Institut du Fleuve,F\nGEN-2,Unsaid,Uma,Institut du Fleuve,\n';
	assert.equal((await admin.upload('/api/import/participants', csv)).status, 200);
	const [said] = (await find('GEN-1')).participants;
	const [unsaid] = (await find('GEN-2')).participants;
	assert.deepEqual([said.gender, unsaid.gender], ['f', '']);
	const edited = await desk.patch(`/api/participants/${unsaid.id}`, { gender: 'x' }, { version: unsaid.version });
	assert.equal(edited.json.gender, 'x');
	const wrong = await desk.patch(`/api/participants/${unsaid.id}`, { gender: 'female' }, { version: edited.json.version });
	assert.deepEqual([wrong.status, wrong.json.field], [422, 'gender']);
	const out = (await admin.get('/api/participants.csv')).text.split('\r\n');
	assert.match(out[0], /,gender,/);
	assert.match(out.find((line) => line.startsWith('GEN-2')), /,x,/);
});
