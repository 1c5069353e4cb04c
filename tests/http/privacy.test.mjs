// Privacy: what is held and why, a copy for the person, erasure of which no byte is left, and what goes by time. One server with snapshots
// every second; the persons have names that stand nowhere else.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { noise } from './lib/picture.mjs';
import { folder, p2c } from './lib/program.mjs';
import { init, serve } from './lib/server.mjs';
import { traces } from './lib/traces.mjs';

const PATIENCE = 30_000;
const DAY = 86_400_000;
const ERASED = '[erased]';
const START = '2026-11-10T09:00:00+02:00';

const made = await init(['--title', 'Privacy day', '--zone', 'Africa/Kigali']);
const snapshots = folder('p2c-snapshots');
const SERVING = ['--clock', START, '--snapshots', snapshots, '--snapshot-seconds', '1'];
let server = await serve(made.data, { args: SERVING });
let admin = await server.signIn({ code: made.code });
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));

const done = async (answer, status = [200, 201]) => {
	const { status: got, json, text } = await answer;
	assert.ok(status.includes(got), `${got} ${text}`);
	return json;
};
const shift = (days) => new Date(Date.parse(START) + days * DAY).toISOString();
/** Logins end as the clock goes on: the administrator comes in again. */
async function signInAgain() {
	const { out, err } = await p2c(['code', '--role', 'admin', '--json', '--data', server.data]);
	assert.ok(out, err);
	admin = await server.signIn({ code: JSON.parse(out).code });
}
async function moveTo(days) {
	const moved = await p2c(['clock', shift(days), '--data', server.data]);
	assert.equal(moved.code, 0, moved.err);
	await signInAgain();
}
const logs = () => server.logs.join('\n');
const found = (needles) => traces(needles, [server.data, snapshots], { log: logs() });

/** Asks again until it is so; each asking is a request, so the server has its turn. */
async function until(isSo, what) {
	const from = performance.now();
	for (;;) {
		const seen = await isSo();
		if (seen === true) return;
		assert.ok(performance.now() - from < PATIENCE, `${what}: ${JSON.stringify(seen)}`);
		await server.guest.get('/healthz');
	}
}

const newestSnapshot = () => readdirSync(snapshots).filter((name) => /^p2c-\d{12}\.db$/.test(name)).sort().at(-1);
const caughtUp = async () => {
	const { json } = await server.guest.get('/readyz');
	return Number(newestSnapshot()?.slice(4, 16) ?? 0) >= json.seq;
};

/** Everything a person can leave behind: names in three scripts, two registrations, photo, badges, scans, help, programme, floor, pledge. */
async function leaveTraces(mark) {
	const now = {
		display: `زبيدة ${mark} القرنفلية`,
		latin: `Zubayda ${mark} Alqaranfuliyya`,
		earlier: `Зубайда ${mark} Гвоздичная`,
		twin: `祖拜达${mark}康乃馨`,
		email: `zubayda.${mark}@postfach.example`.toLowerCase(),
		registration: `REG-ZBD-${mark}`,
		note: `asks for a chair near the door, says ${mark}-helpdesk`,
		statement: `${mark}-statement: my own grandmother waited for a telephone`,
	};
	const person = await done(
		admin.post('/api/participants', {
			registration_id: now.registration, name: { display: now.earlier, given: 'Зубайда', family: `Гвоздичная${mark}`, latin: `Zubayda ${mark} Gvozdichnaya` },
			entity: { name: now.earlier, country: 'RWA' }, category: 'MIN', email: now.email, language: 'ar', collector: `Driver ${mark}-collector`,
		}),
	);
	const twin = await done(admin.post('/api/participants', { name: { display: now.twin, family: now.twin, latin: `Zubayda ${mark} Kangnaixin` }, entity: { name: 'Twin House', country: 'RWA' }, email: `second.${now.email}` }));
	const at = (act, body, who = person) => admin.post(`/api/participants/${who.id}/${act}`, body);

	// the programme names her as she was called at first; a release keeps that
	const session = await done(admin.post('/api/draft/sessions', { title: { en: `Plenary of ${mark.length}` }, kind: 'plenary', starts_at: '2026-11-10T10:00:00+02:00', ends_at: '2026-11-10T12:00:00+02:00', people: [{ id: person.id, role: 'speaker' }, { name: now.display, role: 'chair' }] }));
	await done(admin.post('/api/draft/release', { note: 'first' }));

	const corrected = await done(admin.patch(`/api/participants/${person.id}`, { name: { display: now.display, given: 'زبيدة', family: 'القرنفلية', latin: now.latin } }, { version: person.version }));
	await done(admin.upload(`/api/participants/${person.id}/photo`, noise(mark.charCodeAt(0)), 'image/png'));
	const photo = (await admin.get(`/api/participants/${person.id}/photo`)).bytes;
	await done(at('letter', { state: 'seen', remark: `${mark}-remark` }));
	await done(at('identity', { document: 'passport' }));
	const checkInKey = randomUUID();
	await done(admin.post(`/api/participants/${person.id}/check-in`, { badge: true, desk: 'Desk 1' }, { key: checkInKey }));
	await done(at('help', { reason: 'other', words: now.note }));
	await done(at('check-in', { badge: true, desk: 'Desk 1' }, twin));
	await done(at('merge', { into: person.id, reason: 'one person' }, twin));
	const detail = await done(admin.get(`/api/participants/${person.id}`));
	const code = (await done(at('badge', { reason: 'lost' }))).qr;
	assert.equal((await done(admin.post('/api/scans', { code, point: 'main' }))).result, 'admitted');

	await done(admin.post(`/api/sessions/${session.id}/invitations`, { people: [person.id] }));
	const other = await done(admin.post('/api/participants', { name: { display: `Witness of ${mark.length}` }, entity: { name: 'Witness House' }, collector: now.display }));
	const speaker = await done(admin.post(`/api/sessions/${session.id}/speakers`, { person: person.id }));
	await done(admin.patch(`/api/speakers/${speaker.id}`, { statement: now.statement, language: 'ar' }, { version: speaker.version }));
	await done(admin.post(`/api/speakers/${speaker.id}/call`));
	const pledge = await done(admin.post('/api/pledges', { type: 'financial', title: 'A mast on the hill', amount: { value: '250000', currency: 'USD' }, pledgers: [{ entity_name: 'Rwanda Masts', country: 'RWA' }], speaker: speaker.id }));
	const asked = await done(admin.post(`/api/pledges/${pledge.id}/confirm`, { means: 'person', name: now.display, remark: `${mark}-readback`, reason: 'in the room' }, { version: pledge.version }));
	await done(admin.post(`/api/speakers/${speaker.id}/end`));
	const pieces = [0.3, 0.5, 0.7].map((part) => photo.subarray(Math.floor(photo.length * part), Math.floor(photo.length * part) + 48));
	return {
		person: corrected, twin, other, session, speaker, pledge: asked.pledge ?? asked, badge: detail.badge, code, checkInKey, photo,
		needles: {
			...now, given: `Гвоздичная${mark}`, earlierLatin: `Zubayda ${mark} Gvozdichnaya`, twinLatin: `Zubayda ${mark} Kangnaixin`, mark, code,
			...Object.fromEntries(pieces.map((piece, i) => [`photo${i}`, piece])),
		},
	};
}

/** The keys under which the journal's sealed values of a person can be read. */
const keysOf = (...ids) => {
	const question = `SELECT hex(sealing_key) FROM person_key WHERE person_id IN (${ids.map((id) => `'${id}'`).join(', ')})`;
	const rows = execFileSync('sqlite3', ['-readonly', join(server.data, 'p2c.db'), question], { encoding: 'utf8' }).trim().split('\n');
	assert.equal(rows.length, ids.length);
	return Object.fromEntries(rows.map((row, i) => [`key${i}`, Buffer.from(row, 'hex')]));
};

const copyOf = async (person) => {
	await done(admin.post(`/api/participants/${person.id}/export`));
	return done(admin.get(`/api/participants/${person.id}/export.json`));
};

test('a person has a copy of everything, and who takes it stands in the journal first', async () => {
	const traced = await leaveTraces('QZX71');
	const path = `/api/participants/${traced.person.id}/export`;
	for (const form of ['json', 'pdf']) assert.equal((await admin.get(`${path}.${form}`)).status, 409, 'nobody has said that a copy is taken');
	const copy = await copyOf(traced.person);
	const history = (await done(admin.get(`/api/participants/${traced.person.id}`))).history;
	assert.equal(history.at(-1).action, 'person.export');
	const text = JSON.stringify(copy);
	const { photo0, photo1, photo2, mark, ...words } = traced.needles;
	for (const [name, word] of Object.entries(words)) assert.ok(text.includes(word), `${name} is in the copy`);
	const tables = new Set(copy.held.map(({ table }) => table));
	for (const table of ['person', 'entity', 'photo', 'badge', 'presence', 'help_case', 'alert', 'invitation', 'session_person', 'speaker', 'pledge', 'read_back', 'idem']) assert.ok(tables.has(table), table);
	assert.equal(copy.held.filter(({ table }) => table === 'person').length, 2, 'the registration that was merged too');
	assert.ok(Buffer.from(copy.held.find(({ table }) => table === 'photo').jpeg, 'base64').equals(traced.photo));
	assert.ok(copy.journal.some(({ personal }) => personal?.email === traced.needles.email), 'the journal is unsealed');
	const pdf = await admin.get(`${path}.pdf?lang=ar`);
	assert.equal(pdf.status, 200);
	const paper = join(folder(), 'copy.pdf');
	writeFileSync(paper, pdf.bytes);
	assert.match(execFileSync('pdftotext', [paper, '-'], { encoding: 'utf8' }), /Zubayda QZX71 Alqaranfuliyya/);
	await done(admin.post('/api/clock', { now: new Date(Date.parse(START) + 20 * 60_000).toISOString() }));
	assert.equal((await admin.get(`${path}.json`)).status, 409, 'the word holds for a quarter of an hour');
});

test('after an erasure no byte of the person is in the folder, in the snapshots or in the log, and the chain holds', async () => {
	const traced = await leaveTraces('VKW93');
	Object.assign(traced.needles, keysOf(traced.person.id, traced.twin.id));
	await until(caughtUp, 'a snapshot holds the person');
	const before = found(traced.needles);
	const { photo0, photo1, photo2, ...texts } = traced.needles;
	for (const name of [...Object.keys(texts), 'photo1']) assert.ok(before[name]?.length > 0, `the search sees ${name}: ${Object.keys(before)}`);
	assert.ok(!Object.values(before).flat().includes('log'), 'the log never held anything');
	assert.ok(Object.values(before).flat().some((where) => /^p2c-\d{12}\.db$/.test(where)), 'a snapshot holds the person');

	const held = (await done(admin.get(`/api/participants/${traced.person.id}/held`))).held;
	assert.deepEqual(held.find(({ table }) => table === 'photo'), { record: 'photo', table: 'photo', erasure: 'delete', rows: 1 });
	assert.equal(held.find(({ table }) => table === 'pledge').erasure, 'public');

	const erase = { reason: 'Asked by letter of 9 November' };
	for (const [body, field] of [[{}, 'reason'], [{ reason: '' }, 'reason'], [{ reason: `${traced.needles.latin} asked` }, 'reason'], [{ ...erase, keep: ['registration'] }, 'keep']]) {
		const refused = await admin.post(`/api/participants/${traced.person.id}/erase`, body);
		assert.deepEqual([refused.status, refused.json.field], [422, field]);
	}
	const answer = await done(admin.post(`/api/participants/${traced.person.id}/erase`, erase));
	assert.deepEqual(new Set(answer.registrations), new Set([traced.person.id, traced.twin.id]));

	await until(() => {
		const left = found(traced.needles);
		return Object.keys(left).length === 0 || left;
	}, 'something is left');
	assert.ok(newestSnapshot(), 'a snapshot was taken, without the person');
	const verified = await p2c(['verify', '--data', server.data]);
	assert.equal(verified.code, 0, verified.err);

	// what stays
	const pledge = await done(admin.get(`/api/pledges/${traced.pledge.id}`));
	assert.deepEqual([pledge.amount.value, pledge.pledgers[0].entity?.name ?? pledge.pledgers[0].name], ['250000', 'Rwanda Masts']);
	const speakers = JSON.stringify(await done(admin.get(`/api/sessions/${traced.session.id}/speakers`)));
	assert.ok(speakers.includes(ERASED));
	assert.ok(JSON.stringify(await done(server.guest.get('/api/agenda'))).includes(ERASED));
	const row = await done(admin.get(`/api/participants/${traced.person.id}`));
	assert.deepEqual([row.state, row.name.display, row.email ?? null], ['erased', ERASED, null]);

	const sealed = (await copyOf(traced.person)).journal;
	assert.ok(sealed.length > 10 && sealed.every(({ personal }) => personal === null), 'nobody opens what the journal sealed');

	// nothing brings it back
	const acts = [['check-in', {}], ['badge', {}], ['undo', {}], ['help', { reason: 'other' }], ['merge', { into: traced.other.id, reason: 'x' }], ['erase', erase]];
	for (const [act, body] of acts) {
		const refused = await admin.post(`/api/participants/${traced.person.id}/${act}`, body);
		assert.deepEqual([act, refused.status, refused.json.code], [act, 410, 'ERASED']);
	}
	const again = await admin.post(`/api/participants/${traced.person.id}/check-in`, { badge: true, desk: 'Desk 1' }, { key: traced.checkInKey });
	assert.deepEqual([again.status, again.json.code], [410, 'ERASED'], 'a desk that offers an old act again');
	const back = await admin.post('/api/participants', { registration_id: traced.needles.registration, name: { display: 'Somebody' }, entity: { name: 'House' } });
	assert.deepEqual([back.status, back.json.field], [410, 'registration_id'], 'an old list');
	assert.equal((await admin.post('/api/scans', { code: traced.code, point: 'main' })).json.result, 'unknown');
	for (const q of ['Zubayda VKW93', traced.needles.registration, 'VKW93']) assert.equal((await done(admin.get(`/api/participants?q=${encodeURIComponent(q)}`))).participants.length, 0, q);
	assert.ok(!JSON.stringify(await done(admin.get('/api/roster'))).includes('VKW93'));
	assert.deepEqual(found(traced.needles), {}, 'none of these attempts left a trace');

	// the other person, who was exported before, is whole
	assert.equal((await done(admin.get('/api/participants?q=QZX71'))).participants.length, 1);
});

test('a signature in force stays with the name under it, in the register alone; one that was annulled says nothing', async () => {
	const name = 'Ingeborg Signatura-Hjelm';
	const person = await done(admin.post('/api/participants', { name: { display: name }, entity: { name: 'House of Hjelm', country: 'NOR' } }));
	await done(admin.post(`/api/participants/${person.id}/check-in`, { badge: true }));
	const sign = async (annul) => {
		const draft = await done(admin.post('/api/declarations', { coalition: `Coalition ${randomUUID()}`, language: 'en', title: { en: 'D' }, body: { en: 'We will.' } }));
		const listed = await done(admin.post(`/api/declarations/${draft.id}/signatories`, { person: person.id }));
		const row = listed.signatories[0];
		const seen = await done(admin.patch(`/api/signatories/${row.id}`, { authority: { state: 'seen' } }, { version: row.version }));
		const open = await done(admin.post(`/api/declarations/${draft.id}/open`));
		await done(admin.post(`/api/signatories/${row.id}/call`, {}, { version: seen.signatories[0].version }));
		const signed = await done(admin.post(`/api/declarations/${draft.id}/signatures`, { signatory: row.id, means: 'tablet', strokes: [[[7, 3, 0], [41, 17, 13]]], text_sha256: open.text.sha256 }));
		if (annul) await done(admin.post(`/api/signatures/${signed.id}/annul`, { reason: 'a trial' }));
		return draft.id;
	};
	const [kept, annulled] = [await sign(false), await sign(true)];
	const answer = await done(admin.post(`/api/participants/${person.id}/erase`, { reason: 'Asked at the desk' }));
	assert.equal(answer.signatures_kept, 1);
	const names = async (id) => (await done(admin.get(`/api/declarations/${id}/signatures`))).signatures.map((row) => row.person?.name?.display ?? row.name ?? JSON.stringify(row));
	assert.ok((await names(kept))[0].includes(name));
	assert.ok((await names(annulled))[0].includes(ERASED));
});

test('who has the floor is let finish; who waits is taken off the list', async () => {
	const session = await done(admin.post('/api/sessions', { title: { en: 'Floor' }, kind: 'panel', starts_at: '2026-11-10T13:00:00+02:00', ends_at: '2026-11-10T14:00:00+02:00' }));
	const people = [];
	for (const display of ['Waits Aline', 'Speaks Boris']) people.push(await done(admin.post('/api/participants', { name: { display }, entity: { name: `Of ${display}` } })));
	const [waits, speaks] = [];
	const rows = [];
	for (const person of people) rows.push(await done(admin.post(`/api/sessions/${session.id}/speakers`, { person: person.id })));
	await done(admin.post(`/api/speakers/${rows[1].id}/call`));
	const erase = (person) => admin.post(`/api/participants/${person.id}/erase`, { reason: 'Asked at the desk' });
	assert.deepEqual([(await erase(people[1])).status, waits, speaks], [409, undefined, undefined]);
	await done(erase(people[0]));
	const list = (await done(admin.get(`/api/sessions/${session.id}/speakers`))).speakers;
	assert.equal(list.find(({ id }) => id === rows[0].id).state, 'withdrawn');
	await done(admin.post(`/api/speakers/${rows[1].id}/end`));
	await done(erase(people[1]));
});

test('only an administrator looks at it, copies it, erases', async () => {
	const [person] = (await done(admin.get('/api/participants?q=QZX71'))).participants;
	const { code } = await done(admin.post('/api/codes', { role: 'protocol' }));
	const protocol = await server.signIn({ code });
	const of = `/api/participants/${person.id}`;
	for (const path of ['/api/privacy', `${of}/held`, `${of}/export.json`, `${of}/export.pdf`]) assert.equal((await protocol.get(path)).status, 403, path);
	for (const path of ['/api/privacy/retain', '/api/privacy/retention', `${of}/export`, `${of}/erase`]) assert.equal((await protocol.post(path)).status, 403, path);
});

test('the record of processing says of every kind what it is for and how long it stays; the days can be set', async () => {
	const { records } = await done(admin.get('/api/privacy'));
	const photo = records.find(({ record }) => record === 'photo');
	assert.deepEqual([photo.rule, photo.days, photo.due_at, photo.basis], ['after_day', 7, '2026-11-18T00:00:00+02:00', 'safety']);
	assert.ok(records.every(({ what, purpose, tables }) => what && purpose && tables.length > 0));
	for (const [body, field] of [[{ record: 'pledges', days: 3 }, 'record'], [{ record: 'photo', days: -1 }, 'days'], [{ record: 'photo', days: 99999 }, 'days']]) {
		const refused = await admin.post('/api/privacy/retention', body);
		assert.deepEqual([refused.status, refused.json.field], [422, field]);
	}
	const set = await p2c(['privacy', 'days', 'photo', '9', '--data', server.data]);
	assert.equal(set.code, 0, set.err);
	assert.equal((await done(admin.get('/api/privacy'))).records.find(({ record }) => record === 'photo').due_at, '2026-11-20T00:00:00+02:00');
	assert.match((await p2c(['privacy', 'table', '--data', server.data])).out, /^photo: .*\n.*\n {2}stays: 9 days/m);
});

test('photos go by themselves nine days after the day, scans and answers after thirty, and each step is in the journal', async () => {
	const [person] = (await done(admin.get('/api/participants?q=QZX71'))).participants;
	const photo = () => admin.get(`/api/participants/${person.id}/photo`);
	const needles = { photo: (await photo()).bytes.subarray(9000, 9048) };
	assert.ok(Object.keys(found(needles)).length > 0);
	const dry = async () => (await p2c(['privacy', 'retain', '--dry-run', '--data', server.data])).out;
	await moveTo(9);
	assert.match(await dry(), /^photo +0 due/m, 'not yet');
	await moveTo(10);
	await until(async () => (await photo()).status === 404 || 'the photo is there', 'the server takes it away by itself');
	await until(() => Object.keys(found(needles)).length === 0 || found(needles), 'the photo is nowhere');
	const { runs } = await done(admin.get('/api/privacy'));
	assert.deepEqual(runs.filter(({ record }) => record === 'photo').map(({ by, removed }) => [by, removed]), [['system', 1]]);

	await server.stop();
	server = await serve(made.data, { args: [...SERVING.filter((word) => word !== START && word !== '--clock'), '--clock', shift(31)] });
	await signInAgain();
	await until(async () => {
		const { runs: all } = await done(admin.get('/api/privacy'));
		const taken = new Set(all.map(({ record }) => record));
		return ['scans', 'desk', 'groups', 'answers', 'links'].every((record) => taken.has(record)) || [...taken];
	}, 'at its start too');
	const held = (await done(admin.get(`/api/participants/${person.id}/held`))).held;
	for (const table of ['photo', 'presence', 'help_case', 'alert', 'invitation']) assert.equal(held.find((row) => row.table === table).rows, 0, table);
	const verified = await p2c(['verify', '--data', server.data]);
	assert.equal(verified.code, 0, verified.err);
	const kept = await p2c(['privacy', 'retain', '--data', server.data]);
	assert.deepEqual([kept.code, kept.out], [0, ''], 'nothing is due any more');
});

test('the command line copies and erases as the office does', async () => {
	const name = 'Commandline Petronella';
	const person = await done(admin.post('/api/participants', { registration_id: 'CLI-0042', name: { display: name }, entity: { name: 'Shell House' } }));
	const file = join(folder(), 'copy.json');
	const copy = await p2c(['privacy', 'export', 'CLI-0042', '-o', file, '--data', server.data]);
	assert.equal(copy.code, 0, copy.err);
	assert.equal(JSON.parse(readFileSync(file)).held[0].name, name);
	assert.match((await p2c(['privacy', 'held', person.id, '--data', server.data])).out, /^person +1 {2}at an erasure: blank$/m);
	assert.equal((await p2c(['privacy', 'erase', 'CLI-0042', '--data', server.data])).code, 1, 'a reason is wanted');
	const gone = await p2c(['privacy', 'erase', 'CLI-0042', '--reason', 'Asked on the telephone', '--data', server.data]);
	assert.equal(gone.code, 0, gone.err);
	assert.match(gone.out, /other machines, are yours to remove/);
	assert.equal((await p2c(['privacy', 'held', 'CLI-0042', '--data', server.data])).code, 1);
	assert.equal((await p2c(['privacy', 'held', 'nobody', '--data', server.data])).code, 1);
	assert.equal((await p2c(['privacy', 'dance', '--data', server.data])).code, 2);
	await until(() => { const left = found({ name }); return Object.keys(left).length === 0 || left; }, 'gone');
});

test('no name, address or code of a person stands in the log, in metrics, in an address or in a QR code', async () => {
	const person = await done(admin.post('/api/participants', { name: { display: 'Qrina Logbuchfrei', family: 'Logbuchfrei' }, entity: { name: 'QR House' }, email: 'qrina@logbuchfrei.example' }));
	const { badge } = await done(admin.post(`/api/participants/${person.id}/check-in`, { badge: true }));
	await done(admin.get('/api/participants?q=logbuchfrei'));
	await admin.post('/api/participants', { name: { display: 'Logbuchfrei' }, entity: { name: 'x'.repeat(5000) } });
	await admin.get('/api/participants/logbuchfrei');
	await done(admin.post('/api/participants/' + person.id + '/help', { reason: 'other', words: 'Logbuchfrei waits' }));
	const qr = (await done(admin.post(`/api/participants/${person.id}/badge`, { reason: 'lost' }))).qr;
	const link = await done(admin.post(`/api/participants/${person.id}/personal-link`));
	const png = await admin.get(`/api/badges/${(await done(admin.get(`/api/participants/${person.id}`))).badge.serial}.png?dpi=300`);
	const picture = join(folder(), 'badge.png');
	writeFileSync(picture, png.bytes);
	const read = execFileSync('zbarimg', ['-q', '--raw', picture], { encoding: 'utf8' });
	const metrics = (await server.guest.get('/metrics')).text;
	const seen = { log: logs(), metrics, qr: read + qr, link: JSON.stringify(link) };
	for (const [where, text] of Object.entries(seen)) assert.doesNotMatch(text, /logbuchfrei|qrina/i, where);
	assert.match(read.trim(), /^[0-9A-Z]{20}$/);
	assert.ok(!logs().includes(qr) && !logs().includes(badge.qr ?? qr));
});
