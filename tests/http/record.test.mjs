// The record: history and the way back, who is editing, two ears, read-back by a link, and totals that are kept.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { mediaTypeOf } from './lib/contract.mjs';
import { FAILED, OK, copyOf, ended, on } from './lib/commands.mjs';
import { serveDemo } from './lib/server.mjs';
import { p2c } from './lib/program.mjs';

const server = await serveDemo();
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const [desk, first, rapporteur, protocol, admin] = await Promise.all(
	['desk', 'moderator', 'rapporteur', 'protocol', 'admin'].map((role) => server.as(role)),
);

/** A further login of a role under a name of its own. */
async function called(name, role) {
	const { code } = (await admin.post('/api/codes', { role, name })).json;
	return server.signIn({ code });
}
const second = await called('second ear', 'moderator');

const PLEDGER = [{ entity_name: 'Fonds du Fleuve', country: 'CIV' }];
const usd = (value) => ({ amount: { value, currency: 'USD' } });
const log = async (more = {}) => (await first.post('/api/pledges', { type: 'financial', pledgers: PLEDGER, ...more })).json;
const get = async ({ id }) => (await first.get(`/api/pledges/${id}`)).json;
const history = async ({ id }) => (await first.get(`/api/pledges/${id}/history`)).json.entries;
const act = (pledge, name, body = {}, options, client = first) => client.post(`/api/pledges/${pledge.id}/${name}`, body, options);
const tally = async () => (await server.guest.get('/api/tally')).json;
const wall = async () => (await server.guest.get('/api/wall')).json;
const database = (text) => execFileSync('sqlite3', ['-readonly', join(server.data, 'p2c.db'), text], { encoding: 'utf8' });

let visitors = 0;
/** Somebody new on the list of the session that is running. */
async function speaker() {
	const form = { name: { given: 'Heard', family: `Twice ${++visitors}` }, entity: { name: 'Two Ears House', country: 'KEN' } };
	const person = (await desk.post('/api/participants', form)).json;
	const session = (await wall()).session.id;
	assert.ok((await first.post(`/api/sessions/${session}/speakers`, { person: person.id })).status < 300);
	const { speakers } = (await first.get(`/api/sessions/${session}/speakers`)).json;
	return speakers.find((s) => s.person.id === person.id);
}

// ---- history, undo, stale edits

test('every act can be read with who, when, what it changed and the pledge as it was then', async () => {
	const pledge = await log({ title: 'Heard', ...usd('100') });
	await rapporteur.patch(`/api/pledges/${pledge.id}`, { title: 'Better heard', measure: 'Schools connected' }, { version: 1 });
	await act(pledge, 'confirm', { means: 'text', name: 'Awa Koné' }, {}, protocol);
	const entries = await history(pledge);
	assert.deepEqual(
		entries.map((e) => [e.action, e.actor, e.version]),
		[
			['pledge.log', 'moderator', 1],
			['pledge.correct', 'rapporteur', 2],
			['pledge.confirm', 'protocol', 3],
			['read_back.confirm', 'protocol', 3],
		],
	);
	assert.deepEqual(entries[1].changed, ['title', 'measure']);
	assert.equal(entries[0].pledge.title, 'Heard');
	assert.equal(entries[1].pledge.title, 'Better heard');
	assert.equal(entries[3].pledge, null);
	assert.ok(entries.every((e, i) => !i || e.seq > entries[i - 1].seq));
	assert.ok(!JSON.stringify(entries).includes('Koné'));
});

test('an undo brings back what was, with the totals and the wall', async () => {
	const start = await tally();
	const pledge = await log({ title: 'Taken back', ...usd('1000') });
	await first.patch(`/api/pledges/${pledge.id}`, usd('5000'), { version: 1 });
	const undone = await act(pledge, 'undo', {}, { version: 2 });
	assert.equal(undone.status, 200, undone.text);
	assert.equal(undone.json.amount.value, '1000');
	assert.equal(undone.json.version, 3);
	assert.equal(BigInt((await tally()).heard.usd) - BigInt(start.heard.usd), 1000n);
	assert.equal((await wall()).pledges[0].amount.value, '1000');
	const gone = (await act(pledge, 'undo')).json;
	assert.equal(gone.state, 'withdrawn');
	assert.equal(gone.reason, 'logged by mistake');
	assert.deepEqual({ ...(await tally()), now: start.now }, start);
	assert.ok(!(await wall()).pledges.some((p) => p.id === pledge.id));
	const nothing = await act(pledge, 'undo');
	assert.equal(nothing.status, 409);
	assert.match(nothing.json.detail, /Nothing is left/);
});

test('what is published is not taken back, and that is said', async () => {
	const pledge = await log();
	await act(pledge, 'confirm');
	await act(pledge, 'publish');
	const answer = await act(pledge, 'undo');
	assert.equal(answer.status, 409);
	assert.match(answer.json.detail, /published/);
});

test('a stale edit, step or undo is refused with the row as it is now', async () => {
	const pledge = await log({ title: 'Mine' });
	assert.equal((await second.patch(`/api/pledges/${pledge.id}`, { title: 'Theirs' }, { version: 1 })).status, 200);
	for (const late of [
		await first.patch(`/api/pledges/${pledge.id}`, { title: 'Mine, later' }, { version: 1 }),
		await act(pledge, 'undo', {}, { version: 1 }),
		await act(pledge, 'confirm', {}, { version: 1 }),
	]) {
		assert.equal(late.status, 412);
		assert.equal(late.json.current.title, 'Theirs');
		assert.equal(late.json.current.version, 2);
	}
	assert.equal((await history(pledge)).length, 2);
});

test('who is editing is shown to the others, and never to the public', async () => {
	const pledge = await log({ title: 'Open in two places' });
	assert.equal((await act(pledge, 'editing', { on: true })).json.by, 'moderator');
	assert.equal((await act(pledge, 'editing', { on: true }, {}, second)).json.by, 'moderator');
	const { editing } = await get(pledge);
	assert.equal(editing.by, 'moderator');
	assert.ok(Date.parse(editing.since));
	const shown = (await wall()).pledges[0];
	assert.equal(shown.id, pledge.id);
	for (const inside of ['by', 'reason', 'editing', 'read_back', 'differs']) assert.ok(!(inside in shown), inside);
	assert.equal((await act(pledge, 'editing', { on: false })).json, null);
	assert.equal((await get(pledge)).editing, null);
	assert.equal((await get(pledge)).version, 1);
	assert.equal((await get(pledge)).history.length, 1);
});

// ---- two ears

test('what two ears heard differently is settled by a third act', async () => {
	const { id } = await speaker();
	const pledge = await log({ speaker: id, ...usd('1000000') });
	const heard = await second.post('/api/hearings', { speaker: id, type: 'financial', ...usd('10000000') });
	assert.equal(heard.status, 201, heard.text);
	assert.equal(heard.json.state, 'differs');
	assert.equal(heard.json.pledge, pledge.id);
	assert.deepEqual(heard.json.differences, [
		{ field: 'amount', first: { value: '1000000', currency: 'USD' }, second: { value: '10000000', currency: 'USD' } },
	]);
	assert.equal((await get(pledge)).differs, true);
	const open = (await first.get(`/api/hearings?state=differs&session=${heard.json.session}`)).json.hearings;
	assert.ok(open.some((h) => h.id === heard.json.id));
	const path = `/api/hearings/${heard.json.id}/settle`;
	assert.equal((await rapporteur.post(path, { take: 'second' })).status, 428);
	const stale = await rapporteur.post(path, { take: 'second' }, { version: 9 });
	assert.equal(stale.status, 412);
	assert.equal(stale.json.current.id, heard.json.id);
	const settled = await rapporteur.post(path, { take: 'second' }, { version: 1 });
	assert.equal(settled.status, 200, settled.text);
	assert.deepEqual([settled.json.state, settled.json.taken, settled.json.settled_by], ['settled', 'second', 'rapporteur']);
	const now = await get(pledge);
	assert.equal(now.amount.value, '10000000');
	assert.equal(now.differs, false);
	assert.equal((await rapporteur.post(path, { take: 'first' }, { version: 2 })).status, 409);
});

test('a second ear that was faster waits for the first', async () => {
	const { id } = await speaker();
	const heard = (await second.post('/api/hearings', { speaker: id, type: 'policy', title: 'A fibre law' })).json;
	assert.equal(heard.state, 'waiting');
	assert.equal(heard.pledge, null);
	assert.equal(heard.heard.title, 'A fibre law');
	const pledge = await log({ speaker: id, type: 'policy' });
	const waiting = (await first.get('/api/hearings?state=agrees')).json.hearings;
	assert.equal(waiting.find((h) => h.id === heard.id).pledge, pledge.id);
});

test('a hearing of one’s own pledge, of nobody or of another session is refused', async () => {
	const { id } = await speaker();
	await log({ speaker: id });
	const hear = (body, client = first) => client.post('/api/hearings', { type: 'financial', ...body });
	assert.equal((await hear({ speaker: id })).status, 409);
	assert.equal((await hear({})).json.field, 'speaker');
	assert.equal((await hear({ speaker: 'nobody' }, second)).json.field, 'speaker');
	const elsewhere = (await server.guest.get('/api/agenda')).json.sessions.find((s) => s.kind !== 'plenary').id;
	const other = await hear({ speaker: id, session: elsewhere }, second);
	assert.equal(other.status, 422);
	assert.match(other.json.detail, /another session/);
	assert.equal((await first.get('/api/hearings?state=heard')).status, 400);
});

// ---- read-back

/** A client that has come in by the link of a read-back, and the code it had. */
async function delegate(pledge, more = {}) {
	const asked = await act(pledge, 'read-back', { means: 'link', ...more });
	assert.equal(asked.status, 200, asked.text);
	const code = asked.json.link.slice('/read-back#'.length);
	return { code, client: await server.signIn({ code }) };
}

test('a delegate confirms by a link what was heard', async () => {
	const pledge = await log({ title: 'To be read back', ...usd('250') });
	const { client } = await delegate(pledge, { name: 'Awa Koné', hours: 2 });
	const seen = (await client.get('/api/read-back')).json;
	assert.equal(seen.pledge.id, pledge.id);
	assert.ok(!('by' in seen.pledge) && !('reason' in seen.pledge));
	assert.equal(seen.name, 'Awa Koné');
	assert.equal(seen.answer, null);
	assert.equal((await get(pledge)).read_back.answer, null);
	const key = 'read-back-answer-1';
	const said = { answer: 'confirmed', name: 'Awa Koné', remark: 'Subject to parliament.' };
	const answer = await client.post('/api/read-back', said, { key, headers: { 'user-agent': 'A telephone' } });
	assert.equal(answer.status, 200, answer.text);
	assert.equal(answer.json.answer, 'confirmed');
	const again = await client.post('/api/read-back', said, { key });
	assert.equal(again.headers['idempotent-replayed'], 'true');
	assert.equal((await client.post('/api/read-back', said)).status, 409);
	const now = await get(pledge);
	assert.equal(now.state, 'confirmed');
	const { at, ...read } = now.read_back;
	assert.deepEqual(read, {
		means: 'link',
		answer: 'confirmed',
		name: 'Awa Koné',
		remark: 'Subject to parliament.',
		device: 'A telephone',
		asked_by: 'moderator',
	});
	assert.ok(Date.parse(at));
	const actors = (await history(pledge)).map((e) => [e.action, e.actor]);
	assert.deepEqual(actors.slice(-2), [
		['read_back.answer', `delegate ${pledge.number}`],
		['pledge.confirm', `delegate ${pledge.number}`],
	]);
});

test('a delegate who meant something else is noted, and nothing is confirmed', async () => {
	const pledge = await log();
	const { client } = await delegate(pledge);
	assert.equal((await client.post('/api/read-back', { answer: 'differs', name: 'Awa', remark: 'Half of it.' })).status, 200);
	const now = await get(pledge);
	assert.equal(now.state, 'heard');
	assert.equal(now.differs, true);
	assert.equal(now.read_back.remark, 'Half of it.');
	await act(pledge, 'confirm', { means: 'text', name: 'Awa' }, {}, rapporteur);
	assert.equal((await get(pledge)).differs, false);
	assert.equal((await get(pledge)).read_back.means, 'text');
});

test('a reason that is said with a confirmation is kept as with every other step', async () => {
	const pledge = await log();
	await act(pledge, 'confirm', { means: 'person', name: 'Awa', reason: 'met at the podium' }, {}, rapporteur);
	assert.equal((await get(pledge)).reason, 'met at the podium');
});

test('a link is used once, and not for a pledge that was withdrawn or read back anew', async () => {
	const pledge = await log();
	const old = await delegate(pledge);
	assert.equal((await server.guest.post('/api/login', { code: old.code })).status, 401);
	const { client } = await delegate(pledge);
	const said = { answer: 'confirmed', name: 'Awa' };
	const superseded = await old.client.post('/api/read-back', said);
	assert.equal(superseded.status, 409);
	assert.match(superseded.json.detail, /newer link/);
	assert.equal((await client.post('/api/read-back', { ...said, name: '' })).status, 422);
	await first.patch(`/api/pledges/${pledge.id}`, { title: 'Changed meanwhile' }, { version: 1 });
	assert.equal((await client.post('/api/read-back', said, { version: 1 })).json.current.title, 'Changed meanwhile');
	await act(pledge, 'withdraw', { reason: 'not meant' });
	assert.equal((await client.post('/api/read-back', said)).status, 409);
	assert.equal((await act(pledge, 'read-back', { means: 'link' })).status, 409);
});

test('a delegate may use the read-back and what anybody may, and nothing else', async () => {
	const pledge = await log();
	const { client } = await delegate(pledge);
	const routes = JSON.parse((await p2c(['routes', '--json'])).out).filter((route) => !route.public);
	assert.ok(routes.length > 40);
	for (const { method, path, roles } of routes) {
		if (roles.includes('delegate')) continue;
		const at = path.replaceAll(/\{\w+\}/g, pledge.id);
		const answer = await client.request(method, at, method === 'GET' ? {} : { body: '{}', headers: { 'content-type': mediaTypeOf(method, path) } });
		assert.equal(answer.status, 403, `${method} ${path}`);
	}
	assert.equal((await client.get('/api/live?topics=pledges')).status, 401);
	const draft = { coalition: 'Not yet', title: { fr: 'Un projet' }, body: { fr: 'Un texte.' } };
	const { id } = (await admin.post('/api/declarations', draft)).json;
	assert.equal((await client.get(`/api/declarations/${id}`)).status, 404);
	for (const role of ['delegate', 'desk delegate']) assert.equal((await admin.post('/api/codes', { role })).status, 422);
	assert.equal((await first.get('/api/read-back')).status, 403);
});

test('the code of a link is kept nowhere and logged nowhere', async () => {
	const pledge = await log();
	const key = 'a-key-for-a-secret-answer';
	const asked = await act(pledge, 'read-back', { means: 'tablet' }, { key });
	const code = asked.json.link.split('#')[1];
	assert.notEqual((await act(pledge, 'read-back', { means: 'tablet' }, { key })).json.link, asked.json.link);
	assert.equal(database(`SELECT COUNT(*) FROM idem WHERE idem_key = '${key}'`).trim(), '0');
	for (const name of ['p2c.db', 'p2c.db-wal']) assert.ok(!readFileSync(join(server.data, name)).includes(code), name);
	assert.ok(!server.logs.join('\n').includes(code));
});

// ---- totals

test('verify counts the pledges again and says whether the kept totals agree', async () => {
	ended(await on(server.data, 'verify'), OK, /kept totals agree with the journal: \d+ pledges/);
	const other = await serveDemo();
	await other.stop();
	const data = copyOf(other.data);
	const change = (text) => execFileSync('sqlite3', ['-bail', join(data, 'p2c.db'), text]);
	change("UPDATE tally SET pledges = pledges + 1 WHERE dimension = 'region' AND item = 'africa'");
	ended(await on(data, 'verify'), FAILED, /totals do not agree.*region africa/);
	change('DELETE FROM tally');
	ended(await on(data, 'verify'), FAILED, /totals do not agree/);
	assert.equal((await on(data, 'code', '--role', 'desk')).code, OK); // opens the folder to write: counted again, once
	ended(await on(data, 'verify'), OK, /agree/);
});

// ---- two people, many edits

/** The same "random" numbers in every run. */
function* numbers(seed) {
	for (let x = seed; ; ) {
		x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
		yield x >>> 16;
	}
}

test('of 4,000 edits by two people none that was accepted is lost', async () => {
	const EDITS = 2000;
	const pledges = await Promise.all(Array.from({ length: 4 }, (_, i) => log({ title: `Contested ${i}`, ...usd('10') })));
	const accepted = new Map(pledges.map((p) => [p.id, new Map()]));
	let refused = 0;
	const edit = async (client, name, seed) => {
		const random = numbers(seed);
		const seen = new Map(pledges.map((p) => [p.id, p.version]));
		for (let i = 0; i < EDITS; i++) {
			const { id } = pledges[random.next().value % pledges.length];
			const undo = random.next().value % 8 === 0 && seen.get(id) > 1;
			const title = `${name} ${i}`;
			const version = seen.get(id);
			const answer = undo
				? await client.post(`/api/pledges/${id}/undo`, {}, { version })
				: await client.patch(`/api/pledges/${id}`, { title, ...usd(String(1 + (random.next().value % 999))) }, { version });
			if (answer.status === 412) {
				refused++;
				assert.ok(answer.json.current.version > version);
				seen.set(id, answer.json.current.version);
			} else if (answer.status === 200) {
				assert.equal(answer.json.version, version + 1);
				assert.ok(!accepted.get(id).has(version + 1), 'two were accepted on one version');
				accepted.get(id).set(version + 1, answer.json.title);
				seen.set(id, version + 1);
			} else {
				assert.equal(answer.status, 409, answer.text); // everything was undone: the pledge is withdrawn
			}
		}
	};
	await Promise.all([edit(first, 'first', 1), edit(second, 'second', 2)]);
	assert.ok(refused > 100);
	for (const pledge of pledges) {
		const entries = await history(pledge);
		const kept = accepted.get(pledge.id);
		assert.equal(entries.length, kept.size + 1);
		for (const { version, pledge: then } of entries.slice(1)) assert.equal(then.title, kept.get(version));
		const now = await get(pledge);
		assert.equal(now.version, kept.size + 1);
		assert.equal(now.title, entries.at(-1).pledge.title);
		assert.equal(now.state, entries.at(-1).pledge.state);
	}
	ended(await on(server.data, 'verify'), OK, /agree/);
});
