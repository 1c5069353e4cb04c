// Notices of what changes: told after the commit, in order, once, to those who may hear them, and again to those who were away.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { listen } from './lib/live.mjs';
import { within } from './lib/program.mjs';
import { serve, serveDemo } from './lib/server.mjs';

let server = await serveDemo();
after(() => server.stop());
const [desk, moderator, editor, admin] = await Promise.all(['desk', 'moderator', 'agenda', 'admin'].map((role) => server.as(role)));

const beating = await listen(server.guest, 'agenda'); // its beat comes while the other tests run
const seq = async () => (await server.guest.get('/readyz')).json.seq;
const log = (title = 'Live') => moderator.post('/api/pledges', { type: 'policy', title, pledgers: [{ entity_name: 'Live Fund' }] });
const isNotice = ({ event }) => event !== 'hello' && event !== 'beat';
const walkIn = async () =>
	(await desk.post('/api/participants', { name: { given: 'Live', family: 'Visitor' }, entity: { name: 'Live Fund' } })).json;

/** The next n notices. */
async function notices(live, n) {
	const heard = [];
	while (heard.length < n) heard.push(await live.next(isNotice));
	return heard;
}

/** Nothing was told before the next change is. */
async function toldNothingBefore(live, topic, act) {
	const { json } = await act();
	const first = await live.next(isNotice);
	assert.equal(first.event, topic);
	return { first, json };
}

test('a stream begins with where the server stands', async () => {
	const live = await listen(server.guest, 'agenda,tally,floor');
	const hello = await live.next();
	assert.equal(hello.event, 'hello');
	assert.equal(hello.data.seq, await seq());
	assert.match(hello.data.now, /^2022-06-08T15:\d\d:\d\d/);
	assert.ok(hello.data.boot.length >= 8);
	assert.equal(hello.retry, '1000');
	live.close();
});

test('a pledge is told with its number, its id and its version to those who may see it', async () => {
	const live = await listen(moderator, 'pledges');
	const { json } = await log();
	const notice = await live.topic('pledges');
	assert.equal(Number(notice.id), await seq());
	assert.deepEqual(notice.data, {
		seq: Number(notice.id),
		at: notice.data.at,
		topic: 'pledges',
		action: 'pledge.log',
		subject: json.id,
		version: 1,
	});
	live.close();
});

test('the public hears that the totals moved, and not by which pledge', async () => {
	const live = await listen(server.guest, 'tally');
	const before = (await server.guest.get('/api/tally')).json.pledges;
	await log();
	const notice = await live.topic('tally');
	assert.deepEqual(Object.keys(notice.data).sort(), ['at', 'seq', 'topic']);
	assert.equal((await server.guest.get('/api/tally')).json.pledges, before + 1);
	live.close();
});

test('a notice is told after the commit: who asks then sees the change', async () => {
	const live = await listen(moderator, 'pledges');
	for (let round = 0; round < 10; round++) {
		const [notice, { json }] = await Promise.all([live.topic('pledges'), log(`Round ${round}`)]);
		assert.equal(notice.data.subject, json.id);
		assert.equal((await moderator.get(`/api/pledges/${notice.data.subject}`)).json.title, `Round ${round}`);
	}
	live.close();
});

test('each change is told under its topic', async () => {
	const live = await listen(admin, 'agenda,floor,tally,participants,pledges,access');
	const { session, speaker, next } = (await server.guest.get('/api/wall')).json;
	const { version } = (await server.guest.get(`/api/sessions/${session.id}`)).json;
	const person = await walkIn();
	await desk.post(`/api/participants/${person.id}/check-in`, { badge: true });
	await moderator.post(`/api/speakers/${next[0].id}/call`);
	await editor.patch(`/api/sessions/${session.id}`, { language: 'fr' }, { version });
	await admin.post('/api/codes', { role: 'desk' });
	const heard = [];
	while (heard.at(-1)?.data.topic !== 'access') heard.push(await live.next(isNotice));
	const about = (topic) => heard.filter((n) => n.event === topic).map((n) => [n.data.action, n.data.subject]);
	assert.ok(heard.every((n) => n.event === n.data.topic && Number(n.id) === n.data.seq));
	assert.deepEqual(
		about('participants')
			.map(([action]) => action)
			.slice(-3),
		['participant.add', 'participant.check_in', 'badge.issue'],
	);
	assert.ok(
		about('participants')
			.slice(-3)
			.every(([, subject]) => subject === person.id),
	);
	assert.deepEqual(
		about('floor')
			.map(([, subject]) => subject)
			.sort(),
		[next[0].id, speaker.id].sort(),
	);
	assert.deepEqual(about('agenda'), [['session.edit', session.id]]);
	assert.equal(about('access')[0][0], 'code.make');
	live.close();
});

test('the wall is brought, as it would be asked for, after every change that it shows', async () => {
	const live = await listen(server.guest, '&view=wall');
	assert.equal((await live.next(isNotice)).event, 'reset');
	const { json } = await log('Brought to the wall');
	let brought;
	do brought = await live.topic('wall');
	while (brought.data.pledges[0].id !== json.id);
	const asked = (await server.guest.get('/api/wall')).json;
	assert.deepEqual(brought.data.tally.confirmed, asked.tally.confirmed);
	assert.equal(brought.data.tally.pledges, asked.tally.pledges);
	live.close();
});

test('the room sees a pledge before who logged it has the answer', async () => {
	const live = await listen(server.guest, '&view=wall');
	const TIMES = 10;
	const PAUSE_MS = 30; /* after some commits the wall rests for 10 ms, and nobody waits for it */
	let roomFirst = 0;
	for (let i = 0; i < TIMES; i += 1) {
		const from = performance.now();
		do await server.guest.get('/healthz');
		while (performance.now() - from < PAUSE_MS);
		const order = [];
		const shown = async () => {
			let brought;
			do brought = await live.topic('wall');
			while (brought.data.pledges[0].title !== `Room first ${i}`);
			order.push('room');
		};
		await Promise.all([shown(), log(`Room first ${i}`).then(() => order.push('answer'))]);
		roomFirst += order[0] === 'room';
	}
	assert.ok(roomFirst > TIMES / 2, `${roomFirst} of ${TIMES}`);
	live.close();
});

test('only the topics asked for are told', async () => {
	const live = await listen(server.guest, 'floor');
	await log();
	await walkIn();
	const { speaker } = (await server.guest.get('/api/wall')).json;
	const { first } = await toldNothingBefore(live, 'floor', () => moderator.post(`/api/speakers/${speaker.id}/end`));
	assert.equal(first.data.subject, speaker.id);
	live.close();
});

test('what was refused is not told', async () => {
	const live = await listen(moderator, 'pledges');
	await moderator.post('/api/pledges', { type: 'policy', pledgers: [], title: 'refused' });
	await moderator.post('/api/pledges', { type: 'financial', pledgers: [{ entity_name: 'X' }], amount: { value: '-1', currency: 'USD' } });
	const { first, json } = await toldNothingBefore(live, 'pledges', log);
	assert.equal(first.data.subject, json.id);
	live.close();
});

test('a change replayed for its key is told once', async () => {
	const live = await listen(moderator, 'pledges');
	const key = 'told-once-please';
	const form = { type: 'policy', pledgers: [{ entity_name: 'Live Fund' }] };
	const [one, two] = [await moderator.post('/api/pledges', form, { key }), await moderator.post('/api/pledges', form, { key })];
	const other = (await log()).json;
	const subjects = (await notices(live, 2)).map((n) => n.data.subject);
	assert.equal(two.headers['idempotent-replayed'], 'true');
	assert.deepEqual(subjects, [one.json.id, other.id]);
	live.close();
});

test('who was away hears what was missed, in order and once', async () => {
	const first = await listen(moderator, 'pledges');
	const known = (await log()).json;
	const last = await first.topic('pledges');
	assert.equal(last.data.subject, known.id);
	first.close();
	await first.closed;
	const missed = [];
	for (let i = 0; i < 5; i++) missed.push((await log(`Missed ${i}`)).json.id);
	const again = await listen(moderator, 'pledges', { lastId: last.id });
	const live = (await log('Live again')).json.id;
	const heard = await notices(again, 6);
	assert.deepEqual(
		heard.map((n) => n.data.subject),
		[...missed, live],
	);
	assert.deepEqual(
		heard.map((n) => Number(n.id)),
		heard.map((n) => Number(n.id)).sort((a, b) => a - b),
	);
	again.close();
});

test('nothing falls between the replay and the first live notice', async () => {
	const start = await seq();
	const acts = Array.from({ length: 40 }, () => log());
	const streams = await Promise.all(Array.from({ length: 10 }, () => listen(moderator, 'pledges', { lastId: start })));
	const logged = await Promise.all(acts);
	const ids = new Set(logged.map((a) => a.json.id));
	for (const live of streams) {
		const heard = await notices(live, 40);
		assert.deepEqual(new Set(heard.map((n) => n.data.subject)), ids);
		live.close();
	}
});

test('who comes back after too long is told to fetch everything again', async () => {
	const long = await listen(server.guest, 'tally', { lastId: 1 });
	assert.equal((await long.next(isNotice)).event, 'reset');
	await log();
	assert.equal((await long.next(isNotice)).event, 'tally');
	long.close();
});

test('who comes back with a number of another database is told the same', async () => {
	const live = await listen(server.guest, 'tally', { lastId: (await seq()) + 1000 });
	assert.equal((await live.next(isNotice)).event, 'reset');
	live.close();
});

for (const [query, status, headers] of [
	['', 400],
	['?topics=', 400],
	['?topics=weather', 400],
	['?view=agenda', 400],
	['?view=', 400],
	['?topics=weather&view=wall', 400],
	['?topics=pledges&view=wall', 401],
	['?topics=agenda,weather', 400],
	['?topics=agenda&lang=en', 400],
	['?topics=participants', 401],
	['?topics=agenda,pledges', 401],
	['?topics=access', 401],
	['?topics=agenda', 400, { 'last-event-id': 'yesterday' }],
	['?topics=agenda', 400, { 'last-event-id': '-1' }],
	['?topics=agenda&last_event_id=1e3', 400],
]) {
	test(`a stranger asking for "${query}"${headers ? ` after ${headers['last-event-id']}` : ''} gets ${status}`, async () => {
		assert.equal((await server.guest.get(`/api/live${query}`, { headers })).status, status);
	});
}

test('a desk hears of participants and not of logins', async () => {
	const live = await listen(desk, 'participants');
	const person = await walkIn();
	assert.equal((await live.topic('participants')).data.subject, person.id);
	live.close();
	assert.equal((await desk.get('/api/live?topics=access')).status, 403);
});

test('two listeners hear the same, and the same as the history says', async () => {
	const [one, two] = [await listen(moderator, 'pledges,tally'), await listen(admin, 'pledges,tally')];
	const logged = await Promise.all(Array.from({ length: 30 }, () => log()));
	const heard = await Promise.all([one, two].map((live) => notices(live, 60)));
	assert.deepEqual(heard[0], heard[1]);
	const own = heard[0].filter((n) => n.event === 'pledges');
	assert.deepEqual(own.map((n) => n.data.subject).sort(), logged.map((a) => a.json.id).sort());
	assert.deepEqual(
		own.map((n) => n.data.seq),
		own.map((n) => n.data.seq).sort((a, b) => a - b),
	);
	const pledge = (await moderator.get(`/api/pledges/${own[0].data.subject}`)).json;
	assert.equal(pledge.history[0].seq, own[0].data.seq);
	one.close();
	two.close();
});

/** The value of a metric. */
async function metric(name) {
	const { text } = await server.guest.get('/metrics');
	return Number(text.match(new RegExp(`^p2c_${name} (\\S+)$`, 'm'))[1]);
}

test('a listener who leaves is forgotten', async () => {
	const streams = await Promise.all(Array.from({ length: 20 }, () => listen(server.guest, 'agenda')));
	assert.ok((await metric('streams')) >= 20);
	for (const live of streams) live.close();
	// Those of the tests before leave as well; the one that waits for its beat stays.
	const gone = async () => {
		while ((await metric('streams')) > 1);
	};
	await within(10_000, 'the streams end', gone());
});

test('a HEAD of the stream does not open one', async () => {
	const answer = await server.guest.request('HEAD', '/api/live?topics=agenda');
	assert.ok(answer.status < 500);
	assert.equal(answer.bytes.length, 0);
});

test('a silent stream beats', async () => {
	const hello = await beating.topic('hello');
	const beat = await beating.topic('beat');
	assert.ok(Date.parse(beat.data.now) > Date.parse(hello.data.now));
	assert.equal(beat.data.boot, hello.data.boot);
	assert.ok(beat.data.seq >= hello.data.seq);
	assert.equal(beat.id, undefined);
	beating.close();
});

test('a restart ends the stream, changes the boot and keeps the numbers', async () => {
	const live = await listen(server.guest, 'agenda,tally');
	const hello = await live.next();
	await log();
	const last = await live.topic('tally');
	const ended = await server.stop();
	await within(5_000, 'the stream closes', live.closed);
	assert.deepEqual(ended, { code: 0, signal: null });
	server = await serve(server.data, { args: ['--demo'] });
	const again = await listen(server.guest, 'agenda,tally', { lastId: last.id });
	const second = await again.next();
	assert.notEqual(second.data.boot, hello.data.boot);
	assert.ok(second.data.seq >= last.data.seq);
	const moderatorAgain = await server.as('moderator');
	await moderatorAgain.post('/api/pledges', { type: 'policy', pledgers: [{ entity_name: 'After' }] });
	const notice = await again.next(isNotice);
	assert.equal(notice.event, 'tally');
	assert.ok(notice.data.seq > last.data.seq);
	again.close();
});
