// The signing ceremony: a declaration whose bytes anybody can hash, who may sign it, in which order, and what stays of it.
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { listen } from './lib/live.mjs';
import { folder, p2c, run } from './lib/program.mjs';
import { serveDemo } from './lib/server.mjs';

const server = await serveDemo();
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const [protocol, tablet, desk, moderator] = await Promise.all(['protocol', 'kiosk', 'desk', 'moderator'].map((role) => server.as(role)));

const STROKES = [[[10, 20, 0], [30, 40, 16]], [[50, 60, 200]]]; // prettier-ignore
const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const act = (path, body = {}, client = protocol) => client.post(path, body);
const list = async (id) => (await protocol.get(`/api/declarations/${id}/signatories`)).json;
const of = (ceremony, row) => ceremony.signatories.find((s) => s.id === row.id);

let drafts = 0;
/** A draft with a text in two languages. */
async function draft(more = {}) {
	const form = {
		coalition: `Coalition ${++drafts}`,
		title: { en: 'A declaration', fr: 'Une déclaration' },
		body: { en: 'We will connect.\n\nAll.', fr: 'Nous connecterons.' },
		...more,
	};
	return (await act('/api/declarations', form)).json;
}

/** A registered person of an entity, with a badge. */
async function delegate(entity, more = {}) {
	const form = { name: { given: 'Awa', family: `Delegate ${randomUUID().slice(0, 8)}` }, entity, ...more };
	const person = (await desk.post('/api/participants', form)).json;
	const badge = (await desk.post(`/api/participants/${person.id}/badge`, {})).json;
	return { ...person, badge };
}

/** Puts a new entity with its person on the list, authority seen unless said otherwise. */
async function enter(declaration, { entity = { name: `House ${randomUUID()}` }, authority = { state: 'seen' } } = {}) {
	const person = await delegate(entity);
	const answer = await act(`/api/declarations/${declaration.id}/signatories`, { person: person.id });
	assert.equal(answer.status, 201, answer.text);
	let row = answer.json.signatories.find((s) => s.person?.id === person.id);
	if (authority) {
		const seen = await protocol.patch(`/api/signatories/${row.id}`, { authority }, { version: row.version });
		assert.equal(seen.status, 200, seen.text);
		row = of(seen.json, row);
	}
	return { ...row, badge: person.badge };
}

/** An open declaration with n signatories who may sign. */
async function opened(n = 1, more = {}) {
	const declaration = await draft(more);
	const rows = [];
	for (let i = 0; i < n; i++) rows.push(await enter(declaration));
	const open = (await act(`/api/declarations/${declaration.id}/open`)).json;
	return { declaration: open, rows };
}

const call = (row) => act(`/api/signatories/${row.id}/call`);
const signs = (declaration, row, more = {}, client = tablet) =>
	client.post(`/api/declarations/${declaration.id}/signatures`, {
		signatory: row.id,
		means: 'tablet',
		strokes: STROKES,
		text_sha256: declaration.text.sha256,
		...more,
	});

// ---- the text ----

test('the bytes under .txt have the hash that the declaration carries', async () => {
	const declaration = await draft({ title: { en: 'T', zh: '标题' }, body: { en: 'Line one  \r\nLine two\r\n\r\n', zh: '正文' } });
	const text = await protocol.get(`/api/declarations/${declaration.id}.txt`);
	assert.equal(text.text, '[en]\nT\n\nLine one\nLine two\n\n[zh]\n标题\n\n正文\n');
	assert.equal(sha256(text.text), declaration.text.sha256);
});

test('another text is another number with another hash; the earlier one stays; the same text again is no new number', async () => {
	const one = await draft();
	const two = (await protocol.patch(`/api/declarations/${one.id}`, { body: { en: 'We will.' } }, { version: one.version })).json;
	assert.equal(two.text.number, 2);
	assert.notEqual(two.text.sha256, one.text.sha256);
	const earlier = await protocol.get(`/api/declarations/${one.id}.txt?number=1`);
	assert.equal(sha256(earlier.text), one.text.sha256);
	const same = (await protocol.patch(`/api/declarations/${one.id}`, { body: { en: 'We will.' } }, { version: two.version })).json;
	assert.deepEqual([same.text.number, same.text.sha256], [2, two.text.sha256]);
	assert.equal((await protocol.get(`/api/declarations/${one.id}.txt?number=3`)).status, 400);
});

test('an edit of a row that somebody changed meanwhile shows the row as it is', async () => {
	const one = await draft();
	await protocol.patch(`/api/declarations/${one.id}`, { coalition: 'Another name' }, { version: one.version });
	const late = await protocol.patch(`/api/declarations/${one.id}`, { coalition: 'Mine' }, { version: one.version });
	assert.equal(late.status, 412);
	assert.equal(late.json.current.coalition, 'Another name');
});

test('a text that cannot be hashed without doubt is refused', async () => {
	for (const [more, field] of [
		[{ title: { en: 'Two\nlines' } }, 'title.en'],
		[{ title: { en: '' }, body: { en: 'No title' } }, 'title.en'],
		[{ body: { en: 'before\n[fr]\nafter' } }, 'body.en'],
		[{ coalition: ' ' }, 'coalition'],
		[{ order: 'by age' }, 'order'],
		[{ language: 'pt' }, 'language'],
	]) {
		const refused = await act('/api/declarations', { coalition: 'C', title: { en: 'T' }, body: { en: 'B' }, ...more });
		assert.deepEqual([refused.status, refused.json.field], [422, field], refused.text);
	}
});

test('a draft is nobody’s business but of those who are signed in', async () => {
	const { id } = await draft();
	for (const path of [`/api/declarations/${id}`, `/api/declarations/${id}.txt`, `/api/declarations/${id}/members`]) {
		assert.equal((await server.guest.get(path)).status, 404);
		assert.equal((await moderator.get(path)).status, 200);
	}
	const seen = (await server.guest.get('/api/declarations')).json.declarations.map((d) => d.id);
	assert.ok(!seen.includes(id) && seen.length > 0);
});

test('the public reads the text as it is, not what was thought of before', async () => {
	const first = await draft();
	await protocol.patch(`/api/declarations/${first.id}`, { body: { en: 'We will.' } }, { version: first.version });
	const { id } = (await act(`/api/declarations/${first.id}/open`)).json;
	assert.equal((await server.guest.get(`/api/declarations/${id}.txt?number=2`)).status, 200);
	assert.equal((await server.guest.get(`/api/declarations/${id}.txt?number=1`)).status, 400);
	assert.equal((await moderator.get(`/api/declarations/${id}.txt?number=1`)).status, 200);
});

test('what is open to be signed keeps a text in its host language', async () => {
	const { declaration } = await opened();
	const change = (form) => protocol.patch(`/api/declarations/${declaration.id}`, form, { version: declaration.version });
	for (const form of [{ title: { fr: '' }, body: { fr: '' } }, { body: { fr: ' \n ' } }, { language: 'ru' }]) {
		const refused = await change(form);
		assert.deepEqual([refused.status, refused.json.code, refused.json.field], [409, 'STEP', 'body'], JSON.stringify(form));
	}
	assert.equal((await change({ language: 'en' })).status, 200);
});

// ---- the steps of a declaration ----

test('a declaration opens with a text in its host language, closes, opens again for accession', async () => {
	const silent = await draft({ language: 'es' });
	const refused = await act(`/api/declarations/${silent.id}/open`);
	assert.equal(refused.status, 409);
	assert.match(refused.json.detail, /host language/);
	const { declaration } = await opened();
	assert.deepEqual([declaration.state, declaration.reopened], ['open', false]);
	assert.equal((await act(`/api/declarations/${declaration.id}/open`)).status, 409);
	const closed = (await act(`/api/declarations/${declaration.id}/close`)).json;
	assert.ok(closed.state === 'closed' && closed.closed_at);
	const again = (await act(`/api/declarations/${declaration.id}/reopen`)).json;
	assert.deepEqual([again.state, again.reopened], ['open', true]);
	assert.equal((await act(`/api/declarations/${declaration.id}/dance`)).status, 404);
});

test('the launch marks one moment, once, and needs a signature', async () => {
	const { declaration, rows } = await opened();
	assert.match((await act(`/api/declarations/${declaration.id}/launch`)).json.detail, /Nobody has signed/);
	await call(rows[0]);
	await signs(declaration, rows[0]);
	const launched = (await act(`/api/declarations/${declaration.id}/launch`)).json;
	assert.ok(launched.launched_at);
	assert.equal((await server.guest.get('/api/wall')).json.signing.launched_at, launched.launched_at);
	assert.match((await act(`/api/declarations/${declaration.id}/launch`)).json.detail, /already/);
});

// ---- the order ----

/** A delegation of a government; its country names it. */
async function government(declaration, country, category = 'DEL') {
	const entity = { name: `Ministry ${randomUUID()}`, type: 'government', country };
	const person = await delegate(entity, { category });
	return act(`/api/declarations/${declaration.id}/signatories`, { person: person.id });
}
const countries = (ceremony) => ceremony.signatories.map((s) => s.entity.country);

test('alphabetical order is that of the host language, accents ignored, organisations behind the States', async () => {
	const declaration = await draft({ order: 'alphabetical', language: 'fr' });
	await enter(declaration, { entity: { name: 'Aardvark Fund', type: 'civil_society' } });
	for (const country of ['USA', 'EGY', 'ETH', 'FRA', 'ARE', 'DEU']) await government(declaration, country);
	assert.deepEqual(countries(await list(declaration.id)), ['DEU', 'EGY', 'ARE', 'USA', 'ETH', 'FRA', null]);
	const { version } = (await list(declaration.id)).declaration;
	await protocol.patch(`/api/declarations/${declaration.id}`, { language: 'en' }, { version });
	assert.deepEqual(countries(await list(declaration.id)), ['EGY', 'ETH', 'FRA', 'DEU', 'ARE', 'USA', null]);
});

test('protocol puts ranks first, and a hand wins over both', async () => {
	const declaration = await draft({ order: 'protocol' });
	await government(declaration, 'ALB', 'AMB');
	await government(declaration, 'ZWE', 'MIN');
	await government(declaration, 'YEM', 'VVIP');
	await government(declaration, 'BEN', 'MIN');
	const ranked = await list(declaration.id);
	assert.deepEqual(countries(ranked), ['YEM', 'BEN', 'ZWE', 'ALB']);
	const [first, , , last] = ranked.signatories;
	const moved = (await act(`/api/signatories/${last.id}/move`, { before: first.id })).json;
	assert.deepEqual(countries(moved), ['ALB', 'YEM', 'BEN', 'ZWE']);
	assert.equal(moved.declaration.order, 'hand');
	assert.deepEqual(countries((await act(`/api/signatories/${last.id}/move`)).json), ['YEM', 'BEN', 'ZWE', 'ALB']);
	const elsewhere = await enter(await draft());
	assert.equal((await act(`/api/signatories/${last.id}/move`, { before: elsewhere.id })).json.field, 'before');
});

test('who is called stands apart, the next three follow, late ones come last', async () => {
	const { declaration, rows } = await opened(5);
	const before = await list(declaration.id);
	assert.deepEqual([before.now, before.next.length, before.counts.expected], [null, 3, 5]);
	await act(`/api/signatories/${before.signatories[0].id}/late`);
	await act(`/api/signatories/${before.signatories[1].id}/absent`);
	const now = (await call(before.signatories[2])).json;
	assert.equal(now.now.id, before.signatories[2].id);
	assert.deepEqual(
		now.next.map((s) => s.id),
		[3, 4, 0].map((i) => before.signatories[i].id),
	);
	assert.deepEqual(now.counts, { expected: 2, called: 1, signed: 0, absent: 1, late: 1, declined: 0 });
	const second = await call(before.signatories[3]);
	assert.equal(second.status, 409);
	assert.match(second.json.detail, /is called and has not signed/);
	assert.equal((await act(`/api/signatories/${rows[0].id}/juggle`)).status, 404);
});

// ---- authority ----

test('nobody signs without authority: the answer says so, and who saw it stays', async () => {
	const declaration = await draft();
	const row = await enter(declaration, { authority: null });
	await act(`/api/declarations/${declaration.id}/open`);
	const called = (await call(row)).json.now;
	const refused = await signs(declaration, row);
	assert.deepEqual([refused.status, refused.json.field], [409, 'authority']);
	assert.match(refused.json.detail, /full powers or mandate/);
	const seen = (await protocol.patch(`/api/signatories/${row.id}`, { authority: { state: 'seen' } }, { version: called.version })).json.now;
	assert.deepEqual([seen.authority.state, seen.authority.kind, seen.authority.by], ['seen', 'mandate', 'protocol']);
	assert.ok(seen.authority.at);
	assert.equal((await signs(declaration, row)).status, 201);
});

test('another person’s authority is unseen again; nobody has authority for nobody', async () => {
	const declaration = await draft();
	const row = await enter(declaration);
	const other = await delegate({ name: row.entity.name });
	const changed = of((await protocol.patch(`/api/signatories/${row.id}`, { person: other.id }, { version: row.version })).json, row);
	assert.deepEqual([changed.person.id, changed.authority.state], [other.id, 'unseen']);
	const nobody = await protocol.patch(`/api/signatories/${row.id}`, { person: '', authority: { state: 'seen' } }, { version: changed.version });
	assert.deepEqual([nobody.status, nobody.json.field], [409, 'person']);
	const stranger = await delegate({ name: 'Somewhere else' });
	const wrong = await protocol.patch(`/api/signatories/${row.id}`, { person: stranger.id }, { version: changed.version });
	assert.deepEqual([wrong.status, wrong.json.field], [422, 'person']);
	const kind = { state: 'not_needed', kind: 'full_powers' };
	const mixed = await protocol.patch(`/api/signatories/${row.id}`, { authority: kind }, { version: changed.version });
	assert.deepEqual([mixed.status, mixed.json.field], [422, 'authority.kind']);
	const stale = await protocol.patch(`/api/signatories/${row.id}`, { capacity: 'x' }, { version: row.version });
	assert.equal(stale.status, 412);
	assert.equal(of(stale.json.current, row).version, changed.version);
});

test('a person of another body of the same government may be named', async () => {
	const declaration = await draft();
	const one = { name: `Ministry ${randomUUID()}`, type: 'government', country: 'GHA' };
	const row = await enter(declaration, { entity: one });
	const other = await delegate({ name: `Regulator ${randomUUID()}`, type: 'government', country: 'GHA' });
	const answer = await protocol.patch(`/api/signatories/${row.id}`, { person: other.id }, { version: row.version });
	assert.equal(answer.status, 200);
});

test('an entity stands on a list once', async () => {
	const declaration = await draft();
	const row = await enter(declaration);
	const again = await act(`/api/declarations/${declaration.id}/signatories`, { entity: row.entity.id });
	assert.deepEqual([again.status, again.json.field], [409, 'entity']);
	const byName = await act(`/api/declarations/${declaration.id}/signatories`, { entity: 'A new house', capacity: 'as observer' });
	assert.equal(byName.json.signatories.find((s) => s.entity.name === 'A new house').person, null);
	assert.equal((await act(`/api/declarations/${declaration.id}/signatories`, {})).json.field, 'entity');
});

// ---- signing ----

test('a signature keeps who, when, on which device, which text, and proves itself by its record', async () => {
	const { declaration, rows } = await opened();
	await call(rows[0]);
	const more = { reservation: 'Paragraph 2\r\nis read so.', statement: 'With joy.' };
	const signature = (await signs(declaration, rows[0], more)).json;
	assert.deepEqual(
		[signature.entity.id, signature.person.id, signature.means, signature.device, signature.text_number, signature.accession],
		[rows[0].entity.id, rows[0].person.id, 'tablet', 'kiosk', 1, false],
	);
	assert.deepEqual(signature.strokes, STROKES);
	const record = (await protocol.get(`/api/signatures/${signature.id}.txt`)).text;
	assert.equal(sha256(record), signature.sha256);
	assert.equal(
		record,
		[
			'P2C SIGNATURE 1',
			`declaration: ${declaration.id}`,
			`text: 1 ${declaration.text.sha256}`,
			`entity: ${rows[0].entity.id}`,
			`person: ${rows[0].person.id}`,
			'means: tablet',
			`time: ${Date.parse(signature.signed_at)}`,
			`strokes: ${JSON.stringify(STROKES)}`,
			'reservation: Paragraph 2\n\tis read so.',
			'statement: With joy.\n',
		].join('\n'),
	);
	const row = of(await list(declaration.id), rows[0]);
	assert.deepEqual([row.state, row.signature.id, row.signature.strokes], ['signed', signature.id, null]);
});

test('the same form sent twice is one signature; a second one is refused with the time of the first', async () => {
	const { declaration, rows } = await opened();
	await call(rows[0]);
	const key = randomUUID();
	const form = { signatory: rows[0].id, means: 'tablet', strokes: STROKES, text_sha256: declaration.text.sha256 };
	const path = `/api/declarations/${declaration.id}/signatures`;
	const one = await tablet.post(path, form, { key });
	const again = await tablet.post(path, form, { key });
	assert.equal(again.json.id, one.json.id);
	assert.equal(again.headers['idempotent-replayed'], 'true');
	const second = await tablet.post(path, form);
	assert.equal(second.status, 409);
	assert.match(second.json.detail, /has signed already, on 2022-06-08/);
	assert.equal((await protocol.get(path)).json.signatures.length, 1);
});

test('a step the table does not allow is answered in words, and nothing is lost', async () => {
	const { declaration, rows } = await opened();
	const early = await signs(declaration, rows[0]);
	assert.match(early.json.detail, /is expected: "sign on the tablet" is not possible/);
	await call(rows[0]);
	const changed = await signs(declaration, rows[0], { text_sha256: 'f'.repeat(64) });
	assert.deepEqual([changed.status, changed.json.field], [409, 'text_sha256']);
	for (const [strokes, field] of [
		[[], 'strokes'],
		[[[]], 'strokes'],
		[[[[1, 2]]], 'strokes'],
		[[[[1, 2, 3, 4]]], 'strokes'],
		[[[[1, 2, 50], [1, 2, 40]]], 'strokes'], // prettier-ignore
		[[[[1, -2, 3]]], 'strokes'],
	])
		assert.equal((await signs(declaration, rows[0], { strokes })).json.field, field, JSON.stringify(strokes));
	for (const strokes of ['scribble', [[['a', 1, 2]]], [[[1.5, 1, 2]]], [[[[1, 2, 3]]]]])
		assert.equal((await signs(declaration, rows[0], { strokes })).status, 422, JSON.stringify(strokes));
	assert.equal((await signs(declaration, rows[0], { means: 'voice' })).json.field, 'means');
	assert.equal((await signs(declaration, { id: randomUUID() })).json.field, 'signatory');
	assert.equal((await signs(declaration, rows[0])).status, 201);
	await act(`/api/declarations/${declaration.id}/close`);
	assert.match((await signs(declaration, rows[0])).json.detail, /is closed/);
});

test('a text that somebody has signed is not changed any more', async () => {
	const { declaration, rows } = await opened();
	await call(rows[0]);
	await signs(declaration, rows[0]);
	const { version } = (await list(declaration.id)).declaration;
	const text = await protocol.patch(`/api/declarations/${declaration.id}`, { body: { en: 'Something else' } }, { version });
	assert.equal(text.status, 409);
	assert.match(text.json.detail, /signed 1 times/);
	const order = await protocol.patch(`/api/declarations/${declaration.id}`, { order: 'alphabetical' }, { version });
	assert.equal(order.status, 200);
	const row = of(await list(declaration.id), rows[0]);
	const person = await protocol.patch(`/api/signatories/${row.id}`, { person: '' }, { version: row.version });
	assert.match(person.json.detail, /has signed/);
});

test('on paper the scanned badge is the evidence: of the person named, not revoked, entered by protocol', async () => {
	const { declaration, rows } = await opened(2);
	const paper = (more, client = protocol) => signs(declaration, rows[0], { means: 'paper', strokes: undefined, ...more }, client);
	assert.equal((await paper({})).json.field, 'code');
	assert.equal((await paper({ code: 'AAAA-AAA' })).status, 404);
	assert.match((await paper({ code: rows[1].badge.qr })).json.detail, /cannot sign for/);
	const colleague = await delegate({ name: rows[0].entity.name });
	assert.match((await paper({ code: colleague.badge.qr })).json.detail, /another person of the delegation/);
	assert.equal((await paper({ code: rows[0].badge.qr }, tablet)).status, 403);
	assert.equal((await paper({ code: rows[0].badge.qr, strokes: STROKES })).json.field, 'strokes');
	const renewed = (await desk.post(`/api/participants/${rows[0].person.id}/badge`, { reason: 'lost' })).json;
	assert.match((await paper({ code: rows[0].badge.qr })).json.title, /replaced/);
	const signature = await paper({ code: renewed.qr });
	assert.deepEqual([signature.status, signature.json.badge, signature.json.strokes], [201, renewed.code, null]);
});

test('a badge alone says for whom its holder signs', async () => {
	const { declaration, rows } = await opened(2);
	const form = { means: 'paper', text_sha256: declaration.text.sha256, code: rows[1].badge.code };
	const signature = await act(`/api/declarations/${declaration.id}/signatures`, form);
	assert.equal(signature.json.signatory, rows[1].id);
	const stranger = await delegate({ name: 'Nobody’s house' });
	const other = await act(`/api/declarations/${declaration.id}/signatures`, { ...form, code: stranger.badge.code });
	assert.match(other.json.detail, /is not on the list/);
});

test('an annulled signature stays with its reason, and the signatory may sign again', async () => {
	const { declaration, rows } = await opened();
	await call(rows[0]);
	const { id } = (await signs(declaration, rows[0])).json;
	assert.equal((await act(`/api/signatures/${id}/annul`, { reason: ' ' })).json.field, 'reason');
	const gone = (await act(`/api/signatures/${id}/annul`, { reason: 'signed on the wrong line' })).json;
	assert.deepEqual([gone.annulled.by, gone.annulled.reason], ['protocol', 'signed on the wrong line']);
	assert.match((await act(`/api/signatures/${id}/annul`, { reason: 'again' })).json.detail, /annulled already/);
	assert.equal(of(await list(declaration.id), rows[0]).state, 'expected');
	assert.deepEqual((await protocol.get(`/api/declarations/${declaration.id}/members`)).json.members, []);
	await call(rows[0]);
	assert.equal((await signs(declaration, rows[0])).status, 201);
	const all = (await protocol.get(`/api/declarations/${declaration.id}/signatures`)).json.signatures;
	assert.deepEqual(
		all.map((s) => s.annulled !== null),
		[true, false],
	);
});

test('a clock that was set back a little keeps the order; one that jumped is answered in words', async () => {
	const { declaration, rows } = await opened(3);
	const at = async (ms) => assert.equal((await p2c(['clock', new Date(ms).toISOString(), '--data', server.data])).code, 0);
	await call(rows[0]);
	const first = (await signs(declaration, rows[0])).json;
	const real = Date.parse(first.signed_at);
	await at(real - 20_000);
	await call(rows[1]);
	const second = (await signs(declaration, rows[1])).json;
	assert.ok(Date.parse(second.signed_at) >= Date.parse(first.signed_at));
	await at(real - 3_600_000);
	await call(rows[2]);
	const refused = await signs(declaration, rows[2]);
	assert.deepEqual([refused.status, refused.json.field], [409, 'signed_at']);
	assert.match(refused.json.detail, /clock/);
	await at(real + 60_000);
	assert.equal((await signs(declaration, rows[2])).status, 201);
});

// ---- what follows ----

test('who signs is a member from that moment on; after re-opening it is an accession', async () => {
	const { declaration, rows } = await opened(2);
	await call(rows[0]);
	const first = (await signs(declaration, rows[0])).json;
	await act(`/api/declarations/${declaration.id}/close`);
	const closed = await act(`/api/declarations/${declaration.id}/signatories`, { entity: 'Too late' });
	assert.match(closed.json.detail, /re-open/);
	await act(`/api/declarations/${declaration.id}/reopen`);
	await call(rows[1]);
	await signs(declaration, rows[1]);
	const { members } = (await server.guest.get(`/api/declarations/${declaration.id}/members`)).json;
	assert.deepEqual(
		members.map((m) => [m.entity.id, m.accession]),
		[
			[rows[0].entity.id, false],
			[rows[1].entity.id, true],
		],
	);
	assert.equal(members[0].since, first.signed_at);
	const csv = (await server.guest.get('/api/members.csv')).text;
	assert.ok(csv.includes(`${rows[1].entity.name},`) && csv.includes(first.sha256));
});

test('the wall shows who signs now, the next three and, while it shows the signing, the last signature', async () => {
	const { declaration, rows } = await opened(5);
	await act('/api/wall', { scene: 'signing' });
	const { signatories } = await list(declaration.id);
	await call(signatories[0]);
	const signature = (await signs(declaration, signatories[0])).json;
	await act(`/api/signatories/${signatories[0].id}/photo`);
	await call(signatories[1]);
	const { signing } = (await server.guest.get('/api/wall')).json;
	assert.deepEqual([signing.declaration, signing.signed, signing.of, signing.next.length], [declaration.id, 1, rows.length, 3]);
	assert.equal(signing.now.entity, signatories[1].entity.name);
	assert.deepEqual(signing.last.strokes, STROKES);
	assert.equal(signing.last.signed_at, signature.signed_at);
	await act('/api/wall', { scene: 'totals' });
	const { last } = (await server.guest.get('/api/wall')).json.signing;
	assert.deepEqual([last.strokes, last.signed_at], [null, signature.signed_at]);
	assert.ok(of(await list(declaration.id), signatories[0]).photo_at);
});

test('anybody may hear that something happened at the ceremony, not what', async () => {
	const { declaration, rows } = await opened();
	const live = await listen(server.guest, 'ceremony');
	await live.next(({ event }) => event === 'hello');
	await call(rows[0]);
	await signs(declaration, rows[0]);
	const heard = [await live.next(({ event }) => event === 'ceremony'), await live.next(({ event }) => event === 'ceremony')];
	assert.deepEqual(
		heard.map(({ data }) => data.action),
		['signatory.call', 'signature.sign'],
	);
	assert.ok(!JSON.stringify(heard).includes(rows[0].entity.name));
	live.close();
});

test('the demonstration day has an open declaration in six languages, sixty signatories and a few early signatures', async () => {
	const { declarations } = (await server.guest.get('/api/declarations')).json;
	const demo = declarations.find((d) => d.coalition === 'Partner2Connect Digital Coalition');
	assert.equal(demo.state, 'open');
	assert.deepEqual(Object.keys(demo.text.title).sort(), ['ar', 'en', 'es', 'fr', 'ru', 'zh']);
	assert.ok(demo.signatories >= 60 && demo.signed >= 3);
	const ceremony = await list(demo.id);
	assert.ok(ceremony.signatories.some((s) => s.authority.state === 'unseen'));
	assert.ok(ceremony.signatories.some((s) => s.authority.state === 'seen'));
});

test('a list without any text is a list, and one that is not there is not there', async () => {
	const { id } = (await act('/api/declarations', { coalition: 'No words yet' })).json;
	assert.deepEqual((await list(id)).declaration.text.title, {});
	assert.equal((await protocol.get(`/api/declarations/${id}.txt`)).status, 404);
	assert.equal((await protocol.get(`/api/declarations/${id}.pdf`)).status, 409);
	for (const path of ['', '.txt', '.pdf', '/signatories', '/signatures', '/members'])
		assert.equal((await protocol.get(`/api/declarations/${randomUUID()}${path}`)).status, 404, path);
	for (const path of ['signatories', 'signatures']) assert.equal((await act(`/api/declarations/${randomUUID()}/${path}`, path === 'signatures' ? { means: 'tablet', text_sha256: '0'.repeat(64) } : { entity: 'Nobody' })).status, 404, path);
});

test('the register is a PDF in the language that was asked for, with the capacity in which somebody signed', async () => {
	const { declaration, rows } = await opened();
	assert.equal((await protocol.patch(`/api/signatories/${rows[0].id}`, { capacity: 'Ministre des îles' }, { version: rows[0].version })).status, 200);
	await call(rows[0]);
	await signs(declaration, rows[0]);
	const pdf = await protocol.get(`/api/declarations/${declaration.id}.pdf?lang=fr`);
	assert.equal(pdf.status, 200);
	const file = join(folder(), 'register.pdf');
	writeFileSync(file, pdf.bytes);
	assert.match((await run('pdftotext', ['-layout', file, '-'])).out, /Ministre des îles/);
	assert.equal((await protocol.get(`/api/declarations/${declaration.id}.pdf?lang=xx`)).status, 400);
	assert.equal((await moderator.get(`/api/declarations/${declaration.id}.pdf`)).status, 403);
});

test('only protocol runs the ceremony; the tablet only signs; guests only read', async () => {
	const { declaration, rows } = await opened();
	for (const [client, status] of [
		[server.guest, 401],
		[moderator, 403],
		[tablet, 403],
	]) {
		assert.equal((await act(`/api/signatories/${rows[0].id}/call`, {}, client)).status, status);
		assert.equal((await act(`/api/declarations/${declaration.id}/launch`, {}, client)).status, status);
	}
	assert.equal((await signs(declaration, rows[0], {}, moderator)).status, 403);
	assert.equal((await server.guest.get(`/api/declarations/${declaration.id}/signatories`)).status, 401);
	assert.equal((await tablet.get(`/api/declarations/${declaration.id}/signatories`)).status, 200);
	assert.equal((await server.guest.get(`/api/declarations/${declaration.id}`)).status, 200);
});
