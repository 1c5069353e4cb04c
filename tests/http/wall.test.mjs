// The wall: what it is told to show, the list on it, and the proof that anybody may photograph.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { folder, p2c, run } from './lib/program.mjs';
import { serveDemo } from './lib/server.mjs';

const server = await serveDemo();
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const [moderator, protocol, desk] = await Promise.all(['moderator', 'protocol', 'desk'].map((role) => server.as(role)));

const wall = async () => (await server.guest.get('/api/wall')).json;
const show = (body, client = moderator) => client.post('/api/wall', body);
const file = (bytes, name) => {
	const path = join(folder(), name);
	writeFileSync(path, bytes);
	return path;
};

test('the wall chooses for itself until somebody tells it', async () => {
	const { scene, rules } = await wall();
	assert.deepEqual(scene, { name: 'auto', message: {}, since: null });
	assert.deepEqual(rules, { allotted_seconds: 180, amber_seconds: 30 });
});

test('a scene stays until another is shown, and one key goes back to the one before', async () => {
	assert.equal((await show({ scene: 'totals' })).json.name, 'totals');
	assert.equal((await wall()).scene.name, 'totals');
	await show({ scene: 'blank' }, protocol);
	assert.ok((await wall()).scene.since);
	assert.equal((await show({ scene: 'back' })).json.name, 'totals');
	assert.equal((await show({ scene: 'back' })).json.name, 'blank');
	await show({ scene: 'blank' });
	assert.equal((await show({ scene: 'back' })).json.name, 'totals');
});

test('a message is cleaned, kept in its languages and shown again without being typed again', async () => {
	const message = { en: '  Lunch is served\u0007 ', ar: 'الغداء جاهز', fr: '' };
	const shown = (await show({ scene: 'message', message })).json;
	assert.deepEqual(shown.message, { en: 'Lunch is served', ar: 'الغداء جاهز' });
	await show({ scene: 'auto' });
	await show({ scene: 'message' });
	assert.deepEqual((await wall()).scene.message, shown.message);
	await show({ scene: 'message', message: { fr: 'À table' } });
	assert.deepEqual((await wall()).scene.message, { fr: 'À table' });
});

for (const [what, body, status, field] of [
	['nothing', {}, 422, 'scene'],
	['a scene that does not exist', { scene: 'disco' }, 422, 'scene'],
	['a message without words', { scene: 'message', message: { en: ' \n ' } }, 422, 'message'],
	['a message that nobody could read', { scene: 'message', message: { zh: '字'.repeat(281) } }, 422, 'message'],
	['a language of no official use', { scene: 'message', message: { de: 'Mittag' } }, 422, 'message.de'],
]) {
	test(`the wall is not told to show ${what}`, async () => {
		const before = (await wall()).scene;
		const answer = await show(body);
		assert.deepEqual([answer.status, answer.json.field], [status, field], answer.text);
		assert.deepEqual((await wall()).scene, before);
	});
}

test('280 characters of any script fit', async () => {
	assert.equal((await show({ scene: 'message', message: { zh: '字'.repeat(280) } })).status, 200);
});

test('the wall is told by those who run the room', async () => {
	for (const client of [desk, server.guest]) assert.ok([401, 403].includes((await show({ scene: 'blank' }, client)).status));
});

test('between pledges the session and the signing on the wall are as they are now', async () => {
	const log = async () => assert.equal((await moderator.post('/api/pledges', { type: 'policy', title: 'Between', pledgers: [{ entity_name: 'Wall Fund' }] })).status, 201);
	const [{ id }] = (await protocol.get('/api/declarations')).json.declarations;
	const [first] = (await protocol.get(`/api/declarations/${id}/signatories`)).json.next;
	await log();
	const before = await wall();
	await protocol.post(`/api/signatories/${first.id}/call`);
	await moderator.post(`/api/sessions/${before.session.id}/overrun`, { minutes: 10 });
	await log();
	await log();
	const after = await wall();
	assert.deepEqual([before.signing.now, after.signing.now.entity], [null, first.entity.name]);
	assert.deepEqual([before.session.overrun_minutes, after.session.overrun_minutes], [0, 10]);
	assert.equal(after.tally.pledges, before.tally.pledges + 2);
	await protocol.post(`/api/signatories/${first.id}/return`);
	await moderator.post(`/api/sessions/${before.session.id}/overrun`, { minutes: 0 });
	const back = await wall();
	assert.deepEqual([back.signing.now, back.session.overrun_minutes], [null, 0]);
});

test('each of the seven latest pledges stands on the wall as it is now', async () => {
	const answerOf = async (asked, status = 200) => {
		const answer = await asked;
		assert.equal(answer.status, status, answer.text);
		return answer.json;
	};
	const made = [];
	for (let i = 1; i <= 8; i += 1) {
		made.unshift(await answerOf(moderator.post('/api/pledges', { type: 'policy', title: `Pledge ${i}`, pledgers: [{ entity_name: 'Wall Fund' }] }), 201));
		assert.equal((await wall()).pledges[0].id, made[0].id);
	}
	const titles = async () => (await wall()).pledges.map(({ title }) => title);
	assert.deepEqual(await titles(), ['Pledge 8', 'Pledge 7', 'Pledge 6', 'Pledge 5', 'Pledge 4', 'Pledge 3', 'Pledge 2']);

	const third = made[2]; /* the sixth that was made */
	await answerOf(moderator.patch(`/api/pledges/${third.id}`, { title: 'Pledge six' }, { version: third.version }));
	assert.deepEqual(await titles(), ['Pledge 8', 'Pledge 7', 'Pledge six', 'Pledge 5', 'Pledge 4', 'Pledge 3', 'Pledge 2']);

	await answerOf(moderator.post(`/api/pledges/${made[0].id}/withdraw`, { reason: 'misheard' }));
	assert.deepEqual(await titles(), ['Pledge 7', 'Pledge six', 'Pledge 5', 'Pledge 4', 'Pledge 3', 'Pledge 2', 'Pledge 1']);
	for (const shown of (await wall()).pledges) assert.equal(shown.version, (await answerOf(moderator.get(`/api/pledges/${shown.id}`))).version);
});

test('the list stands on the wall with how many are still to come, also between two speakers', async () => {
	const { speaker, list, next, waiting } = await wall();
	assert.equal(list.length, Math.min(waiting, 7));
	assert.deepEqual(list.slice(0, 3), next);
	await moderator.post(`/api/speakers/${speaker.id}/end`);
	const between = await wall();
	assert.equal(between.speaker, null);
	assert.equal(between.session.id, speaker.session);
	assert.deepEqual(
		between.list.map((s) => s.id),
		list.map((s) => s.id),
	);
	assert.equal(between.waiting, waiting);
	await moderator.post(`/api/sessions/${speaker.session}/floor/close`);
	const closed = await wall();
	assert.deepEqual([closed.list, closed.waiting], [[], 0]);
	await moderator.post(`/api/sessions/${speaker.session}/floor/undo`);
	assert.equal((await wall()).waiting, waiting);
});

// ---- proof

test('anybody reads the journal’s head, and the program finds it again', async () => {
	const head = (await server.guest.get('/api/journal/head')).json;
	assert.equal(head.text, `P2C HEAD ${head.seq}:${head.hash.toUpperCase()}`);
	await show({ scene: 'auto' });
	const later = (await server.guest.get('/api/journal/head')).json;
	assert.equal(later.seq, head.seq + 1);
	const verified = await p2c(['verify', '--data', server.data, '--head', head.text.slice('P2C HEAD '.length)]);
	assert.equal(verified.code, 0, verified.err);
});

/** The picture of an SVG made of runs of dark modules, as a PGM that any reader of codes takes. */
function pixels(svg, scale = 8) {
	const side = Number(svg.match(/viewBox="0 0 (\d+) \1"/)[1]);
	const grey = Buffer.alloc((side * scale) ** 2, 255);
	for (const [, x, y, n] of svg.match(/<path d="([^"]+)"/)[1].matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
		for (let row = y * scale; row < (Number(y) + 1) * scale; row++)
			grey.fill(0, row * side * scale + x * scale, row * side * scale + (Number(x) + Number(n)) * scale);
	return Buffer.concat([Buffer.from(`P5 ${side * scale} ${side * scale} 255\n`), grey]);
}

test('the head is a QR that a phone reads', async () => {
	const { text } = (await server.guest.get('/api/journal/head')).json;
	const svg = await server.guest.get('/api/journal/head.svg');
	assert.equal(svg.headers['content-type'], 'image/svg+xml');
	const read = await run('zbarimg', ['--quiet', '--raw', file(pixels(svg.text), 'head.pgm')]);
	assert.equal(read.out.trim(), text, read.err);
});

test('the evidence of a session says what was heard, kept and pledged, in six languages', async () => {
	const { session } = await wall();
	for (const lang of ['en', 'fr', 'es', 'ar', 'ru', 'zh']) {
		const pdf = await moderator.get(`/api/evidence.pdf?session=${session.id}&lang=${lang}`);
		assert.equal(pdf.status, 200);
		assert.equal(pdf.headers['content-type'], 'application/pdf');
		const { out } = await run('pdftotext', ['-layout', file(pdf.bytes, `${lang}.pdf`), '-']);
		const { speakers } = (await moderator.get(`/api/sessions/${session.id}/speakers`)).json;
		if (lang === 'en') assert.match(out, new RegExp(`Statements delivered\\s+${speakers.filter((s) => s.state === 'delivered').length}\\b`));
	}
});

test('evidence is asked for by those who sign it, of sessions that exist', async () => {
	const { session } = await wall();
	assert.equal((await desk.get(`/api/evidence.pdf?session=${session.id}`)).status, 403);
	assert.equal((await moderator.get('/api/evidence.pdf?session=00000000-0000-7000-8000-000000000000')).status, 404);
	assert.equal((await moderator.get(`/api/evidence.pdf?session=${session.id}&lang=tlh`)).status, 400);
	assert.equal((await protocol.get('/api/evidence.pdf')).status, 200);
});
