// The search shows people from memory: after each act that changes what a row shows, upon its person or upon somebody else, every
// row that is found is the one that stands in the store.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { noise } from './lib/picture.mjs';
import { p2c } from './lib/program.mjs';
import { init, serve } from './lib/server.mjs';

const START = '2026-11-10T09:00:00+02:00';
const LATER = '2028-11-10T09:00:00+02:00';
const WORD = 'Zeilenprobe';

const made = await init(['--title', 'Rows', '--zone', 'Africa/Kigali']);
const server = await serve(made.data, { args: ['--clock', START] });
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
let admin = await server.signIn({ code: made.code });

const done = async (promise) => {
	const answer = await promise;
	assert.ok(answer.status < 300, answer.text);
	return answer.json;
};
const whole = (id) => done(admin.get(`/api/participants/${id}`));
const rows = async () => (await done(admin.get(`/api/participants?q=${WORD}&limit=200`))).participants.map(({ match: _, ...row }) => row);

/** What is found, each row held against the one that is read by its id; asked twice, for what the first question has read is kept. */
async function shown(what) {
	const found = await rows();
	for (const row of found) {
		const stored = await whole(row.id);
		assert.deepEqual(row, Object.fromEntries(Object.keys(row).map((key) => [key, stored[key]])), `${what}: ${row.name.display}`);
	}
	assert.deepEqual(await rows(), found, `${what}: again`);
	return found;
}

let people = 0;
const add = (more = {}) =>
	done(admin.post('/api/participants', { name: { display: `Person${'abcdefghijklmnopqrstuvwxyz'[people++]} ${WORD}` }, entity: { name: 'House of Rows', country: 'KEN' }, ...more }));
const act = (id, name, body = {}) => done(admin.post(`/api/participants/${id}/${name}`, body));
const edit = async (id, body) => done(admin.patch(`/api/participants/${id}`, body, { version: (await whole(id)).version }));
const category = async (code, body) => {
	const { categories } = await done(admin.get('/api/categories'));
	return done(admin.patch(`/api/categories/${code}`, body, { version: categories.find((row) => row.code === code).version }));
};

test('every act is in every row that shows it, by the next question', async () => {
	const one = (await add({ letter: { state: 'unseen' }, category: 'MED' })).id;
	const host = (await add({ category: 'MIN', collector: 'Amadou Traoré' })).id;
	const guest = (await add({ host: host, category: 'GST' })).id;
	const namesake = (await add({ category: 'DEL' })).id;
	const taker = (await add({ name: { display: 'Amadou Traoré' } })).id;
	const twice = (await add()).id;
	let before = await shown('at the beginning');
	assert.equal(before.length, 5);
	const acts = [
		['a letter', () => act(one, 'letter', { state: 'seen' })],
		['an identity', () => act(one, 'identity', { document: 'passport', desk: '4' })],
		['a photo', async () => done(admin.upload(`/api/participants/${one}/photo`, noise(7), 'image/png'))],
		['an arrival with a badge', () => act(one, 'check-in', { badge: true, desk: '4' })],
		['another badge', () => act(one, 'badge', { reason: 'lost' })],
		['handed over', () => act(one, 'collect', { desk: '4' })],
		['taken back', () => act(one, 'undo', { desk: '4' })],
		['a case at the help desk', () => act(one, 'help', { reason: 'other', words: 'Where is the room?' })],
		['the case is taken', async () => done(admin.post(`/api/help-desk/${(await whole(one)).help.id}/take`))],
		['the case is closed', async () => done(admin.post(`/api/help-desk/${(await whole(one)).help.id}/close`, { outcome: 'shown the way' }))],
		['a name', () => edit(namesake, { name: { display: `Renamed ${WORD}` } })],
		['a host’s name, in the guest’s row', () => edit(host, { name: { display: `Hosting ${WORD}` } })],
		['a category’s VIPs', () => category('DEL', { vip: true })],
		['a category’s photo', () => category('DEL', { photo_needed: true })],
		['a badge for a collector', () => act(host, 'check-in', { badge: true })],
		['the collector takes it', () => act(host, 'collect', { by: 'Amadou Traoré', identity: true })],
		['a host who was twice, in the guest’s row', () => act(host, 'merge', { into: twice, reason: 'the same passport' })],
		['a guest for another case', () => act(guest, 'help', { reason: 'other' })],
		['a collector', () => edit(namesake, { collector: 'Amadou Traoré' })],
		['a badge for the namesake', () => act(namesake, 'check-in', { badge: true })],
		['taken by somebody else', () => act(namesake, 'collect', { by: 'Amadou Traoré', identity: true })],
		['whoever took it is erased', () => act(taker, 'erase', { reason: 'Asked at the desk' })],
		['a host is erased', () => act(twice, 'erase', { reason: 'Asked at the desk' })],
		['a photo goes', () => act(one, 'photo/remove')],
		['a photo again', async () => done(admin.upload(`/api/participants/${one}/photo`, noise(7), 'image/png'))],
	];
	for (const [what, run] of acts) {
		await run();
		const now = await shown(what);
		assert.notDeepEqual(now, before, `${what} shows`);
		before = now;
	}
	assert.deepEqual(before.filter((row) => JSON.stringify(row).includes('Traoré')), []);
});

test('what the retention job takes away is gone from the rows', async () => {
	await done(admin.post('/api/sessions', { title: { en: 'The day' }, kind: 'panel', starts_at: START, ends_at: '2026-11-10T12:00:00+02:00' }));
	const before = await shown('before');
	assert.ok(before.some((row) => row.photo) && before.some((row) => row.help));
	const moved = await p2c(['clock', LATER, '--data', server.data]);
	assert.equal(moved.code, 0, moved.err);
	admin = await server.signIn({ code: JSON.parse((await p2c(['code', '--role', 'admin', '--json', '--data', server.data])).out).code });
	await rows();
	for (let more = true; more; ) ({ more } = await done(admin.post('/api/privacy/retain')));
	const now = await shown('after');
	assert.deepEqual([now.some((row) => row.photo), now.some((row) => row.help)], [false, false]);
});
