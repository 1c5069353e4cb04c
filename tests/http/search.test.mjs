// What the desk's one search box finds, in which order, and why: over HTTP, while people come and change.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { serveDemo } from './lib/server.mjs';

const server = await serveDemo();
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const desk = await server.as('desk');

const ask = async (q, limit = 200) => (await desk.get(`/api/participants?q=${encodeURIComponent(q)}&limit=${limit}`)).json;
const names = async (q) => (await ask(q)).participants.map((person) => person.name.display);

/** Registers somebody. */
async function walkIn(display, more = {}) {
	const answer = await desk.post('/api/participants', { name: { display, ...more.name }, entity: { name: 'Quelltest AG', type: 'private_sector', country: 'CHE' }, ...more.said });
	assert.equal(answer.status, 201, answer.text);
	return answer.json;
}

/** The letters that a match marks. */
const marked = (match) => match.map(({ field, how, text, ranges }) => `${field} ${how}: ${ranges.map(([from, to]) => text.slice(from, to)).join('|')}`);

test('a walk-in is found by the next question, and by the new name after an edit', async () => {
	const person = await walkIn('Xaverine Quellmeister');
	assert.deepEqual(await names('quellmeister'), ['Xaverine Quellmeister']);
	const answer = await desk.patch(`/api/participants/${person.id}`, { name: { display: 'Xaverine Bachmeister' } }, { version: person.version });
	assert.equal(answer.status, 200, answer.text);
	assert.deepEqual(await names('quellmeister xaverine'), []);
	assert.deepEqual(await names('xaverine bachm'), ['Xaverine Bachmeister']);
});

test('the letters that fit are told in the text as it is written', async () => {
	const cases = [
		['Zdzisław Brzęczyszczykiewicz', {}, 'brzecz', ['name prefix: Brzęcz']],
		['Zdzisław Brzęczyszczykiewicz', {}, 'brzęczyszczykiewicz zdzislaw', ['name order: Zdzisław|Brzęczyszczykiewicz']],
		['Zdzisław Brzęczyszczykiewicz', {}, 'zdzislwa', ['name typo: Zdzisław']],
		['Zdzisław Brzęczyszczykiewicz', {}, 'szczyk', ['name inside: szczyk']],
		['عبدالرزاق القزويني', {}, 'abdelrazzak', ['name latin: عبدالرزاق']],
		['上官雨薇', {}, '雨薇', ['name exact: 雨薇']],
		['上官雨薇', {}, 'shangguan', ['name latin: 上官']],
		['Ῥαψῳδία Ἀγγελοπούλου', { latin: 'Rapsodia ANGELOPOULOU' }, 'angelopoulou', ['latin exact: ANGELOPOULOU']],
		['Zdzisław Brzęczyszczykiewicz', {}, 'brzeczy suiza', ['name prefix: Brzęczy', 'country exact: Suiza']],
		['Zdzisław Brzęczyszczykiewicz', {}, 'brzeczy quell', ['name prefix: Brzęczy', 'entity prefix: Quell']],
	];
	const made = new Map();
	for (const [display, name, q, why] of cases) {
		if (!made.has(display)) made.set(display, await walkIn(display, { name }));
		const { participants } = await ask(q);
		const hit = participants.find((person) => person.id === made.get(display).id);
		assert.ok(hit, `"${q}" finds ${display}`);
		assert.deepEqual(marked(hit.match), why, q);
	}
});

test('a registration ID, a code and a QR code say that they were what fitted', async () => {
	const person = await walkIn('Ottokar Siebenschein');
	const badge = (await desk.post(`/api/participants/${person.id}/badge`, {})).json;
	assert.deepEqual(marked((await ask(person.registration_id)).participants[0].match), [`registration_id exact: ${person.registration_id}`]);
	for (const code of [badge.qr, badge.code, badge.code.toLowerCase()]) {
		const { participants, total } = await ask(code);
		assert.equal(total, 1);
		assert.equal(participants[0].id, person.id);
		assert.match(marked(participants[0].match)[0], /^code exact: /);
	}
});

test('every badge of the day is found by its code', async () => {
	const { participants } = await ask('', 200);
	const badges = participants.filter((person) => person.badge !== null);
	assert.ok(badges.length > 20);
	for (const person of badges) assert.deepEqual((await ask(person.badge.code)).participants.map(({ id }) => id), [person.id]);
});

test('whole words come before beginnings, before the inside, before slips', async () => {
	for (const name of ['Pia Quorlam', 'Pia Oquorlan', 'Pia Quorlanda', 'Pia Quorlan']) await walkIn(name);
	assert.deepEqual(await names('quorlan'), ['Pia Quorlan', 'Pia Quorlanda', 'Pia Oquorlan', 'Pia Quorlam']);
});

test('VIPs come first among equals', async () => {
	await walkIn('Aaron Vogtlander');
	await walkIn('Zoltan Vogtlander', { said: { category: 'MIN' } });
	await walkIn('Bruno Vogtlanders', { said: { category: 'MIN' } });
	assert.deepEqual(await names('vogtlander'), ['Zoltan Vogtlander', 'Aaron Vogtlander', 'Bruno Vogtlanders']);
});

test('without a search everybody is listed, and nothing is marked', async () => {
	const { participants, total } = await ask('', 50);
	assert.equal(participants.length, 50);
	assert.ok(total > 1000);
	assert.ok(participants.every((person) => person.match.length === 0));
});

test('the longest name that is taken is found and marked inside its text', async () => {
	const long = `Ludowika ${'y'.repeat(190)}`;
	await walkIn(long);
	const { participants } = await ask('yyyyyyyyy ludowika');
	assert.equal(participants[0].name.display, long);
	for (const { text, ranges } of participants[0].match) for (const [from, to] of ranges) assert.ok(from < to && to <= text.length);
});

test('many ask and add at once, and whoever was added is found', async () => {
	const adding = Array.from({ length: 24 }, async (_, i) => {
		await walkIn(`Gleichzeitig Nummer${String.fromCharCode(97 + i)}`);
		assert.ok((await names('gleichzeitig')).includes(`Gleichzeitig Nummer${String.fromCharCode(97 + i)}`));
	});
	await Promise.all(adding);
	assert.equal((await ask('gleichzeitig')).total, 24);
});
