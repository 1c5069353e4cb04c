// Pledges: logged while they are announced, taken step by step to the record, and added up.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { readCsv } from './lib/csv.mjs';
import { init, serve, serveDemo } from './lib/server.mjs';

const server = await serveDemo();
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const [moderator, rapporteur, protocol, admin] = await Promise.all(
	['moderator', 'rapporteur', 'protocol', 'admin'].map((role) => server.as(role)),
);

const PLEDGER = [{ entity_name: 'Fonds du Fleuve', country: 'CIV' }];
const STEPS = ['announce', 'confirm', 'sign', 'publish', 'withdraw'];
// From which state a step leads where; everything else is refused.
const LIFE = {
	submitted: { announce: 'heard', withdraw: 'withdrawn' },
	heard: { confirm: 'confirmed', withdraw: 'withdrawn' },
	confirmed: { sign: 'signed', publish: 'published', withdraw: 'withdrawn' },
	signed: { publish: 'published', withdraw: 'withdrawn' },
	published: {},
	withdrawn: {},
};
const WAY = {
	submitted: [],
	heard: ['announce'],
	confirmed: ['announce', 'confirm'],
	signed: ['announce', 'confirm', 'sign'],
	published: ['announce', 'confirm', 'publish'],
	withdrawn: ['withdraw'],
};

const log = (more = {}, options) => moderator.post('/api/pledges', { type: 'financial', pledgers: PLEDGER, ...more }, options);
const usd = (value) => ({ amount: { value, currency: 'USD' } });
const get = async ({ id }) => (await moderator.get(`/api/pledges/${id}`)).json;
const step = (pledge, name, body = name === 'withdraw' ? { reason: 'misheard' } : {}, options) =>
	protocol.post(`/api/pledges/${pledge.id}/${name}`, body, options);
const tally = async () => (await server.guest.get('/api/tally')).json;
const wall = async () => (await server.guest.get('/api/wall')).json;
const all = async () => (await moderator.get('/api/pledges.json')).json.pledges;

/** A new pledge in that state. */
async function pledgeIn(state, more = {}) {
	let pledge = (await log({ state: 'submitted', ...more })).json;
	for (const name of WAY[state]) pledge = (await step(pledge, name)).json;
	assert.equal(pledge.state, state);
	return pledge;
}

// ---- logging

test('a type and a pledger are enough', async () => {
	const answer = await log();
	assert.equal(answer.status, 201, answer.text);
	const { json } = answer;
	assert.equal(json.state, 'heard');
	assert.equal(json.version, 1);
	assert.equal(json.by, 'moderator');
	assert.equal(json.amount, null);
	assert.equal(json.usd, null);
	assert.ok(json.heard_at);
	assert.equal(json.confirmed_at, null);
	assert.deepEqual(
		json.pledgers.map((p) => [p.entity.name, p.country, p.lead]),
		[['Fonds du Fleuve', 'CIV', true]],
	);
});

test('numbers rise by one and a refused pledge uses none up', async () => {
	const number = async () => Number((await log()).json.number.slice(2));
	const first = await number();
	assert.equal((await log({ amount: { value: '0', currency: 'USD' } })).status, 422);
	assert.equal(await number(), first + 1);
});

test('everything that was heard is kept as it was said', async () => {
	const session = (await server.guest.get('/api/agenda')).json.sessions.find((s) => s.kind === 'plenary');
	const said = {
		type: 'programmatic',
		title: 'Réseaux – 网络 – شبكات',
		text: 'Line one\nLine two "quoted", with 1,000 commas; and <b>no</b> markup',
		amount: { value: '2500000000', currency: 'XOF' },
		focus_areas: ['adoption', 'access'],
		countries: ['RWA', 'KEN', 'RWA'],
		language: 'fr',
		session: session.id,
		pledgers: [
			{ entity_name: 'Banque du Golfe', country: 'SEN' },
			{ entity_name: 'Réseau Sud', country: 'CMR', lead: true },
		],
	};
	const { json } = await log(said);
	assert.equal(json.title, said.title);
	assert.equal(json.text, said.text);
	assert.deepEqual(json.amount, said.amount);
	assert.deepEqual(json.focus_areas, ['access', 'adoption']);
	assert.deepEqual(json.countries, ['RWA', 'KEN']);
	assert.equal(json.session, session.id);
	assert.deepEqual(
		json.pledgers.map((p) => p.lead),
		[false, true],
	);
	assert.deepEqual({ ...(await get(json)), history: undefined }, { ...json, history: undefined });
});

test('a pledger may be named by id, and then again by name', async () => {
	const entity = (await log()).json.pledgers[0].entity;
	const byId = await log({ pledgers: [{ entity: entity.id }] });
	const byName = await log({ pledgers: [{ entity: 'fonds DU fleuve', country: 'CIV' }] });
	assert.deepEqual(byId.json.pledgers[0].entity, entity);
	assert.deepEqual(byName.json.pledgers[0].entity, entity);
});

test('the speaker who announced it brings the session along', async () => {
	const { speaker } = await wall();
	const { json } = await log({ speaker: speaker.id });
	assert.equal(json.speaker, speaker.id);
	assert.equal(json.session, speaker.session);
});

for (const value of [
	'-5',
	'',
	' ',
	'1e309',
	'1e3',
	'0',
	'0.00',
	'+1',
	'1.',
	'.5',
	'1.234',
	'1,000',
	' 1',
	'1 ',
	'0x10',
	'NaN',
	'Infinity',
	'٣',
	'1000000000000001',
	'9'.repeat(200),
]) {
	test(`an amount of "${value.slice(0, 20)}" US dollars is refused`, async () => {
		const answer = await log(usd(value));
		assert.equal(answer.status, 422, answer.text);
		assert.equal(answer.json.code, 'AMOUNT');
		assert.equal(answer.json.field, 'amount');
	});
}

for (const [more, code, field] of [
	[{ amount: { value: '1.5', currency: 'JPY' } }, 'AMOUNT', 'amount'],
	[{ amount: { value: '1.2345', currency: 'KWD' } }, 'AMOUNT', 'amount'],
	[{ amount: { value: '5', currency: 'ZZZ' } }, 'CURRENCY', 'currency'],
	[{ amount: { value: '5', currency: 'usd' } }, 'CURRENCY', 'currency'],
	[{ amount: { value: '5', currency: '' } }, 'CURRENCY', 'currency'],
	[{ amount: { value: '5' } }, 'CURRENCY', 'amount'],
	[{ amount: { currency: 'USD' } }, 'AMOUNT', 'amount'],
	[{ amount: { value: 5, currency: 'USD' } }, 'INVALID', 'amount.value'],
	[{ amount: '5 USD' }, 'INVALID', 'amount'],
	[{ countries: ['ZZZ'] }, 'COUNTRY', 'countries'],
	[{ countries: ['rwa'] }, 'COUNTRY', 'countries'],
	[{ countries: 'RWA' }, 'INVALID', 'countries'],
	[{ pledgers: [{ entity_name: 'X', country: 'ZZZ' }] }, 'COUNTRY', undefined],
	[{ pledgers: [] }, 'FIELD_MISSING', 'pledgers'],
	[{ pledgers: [{}] }, 'FIELD_MISSING', undefined],
	[{ pledgers: [{ entity_name: ' ' }] }, 'INVALID', undefined],
	[{ pledgers: [{ entity: randomUUID() }] }, 'INVALID', 'pledgers'],
	[{ pledgers: [{ entity_name: 'X', lead: 'yes' }] }, 'INVALID', 'lead'],
	[{ pledgers: [{ entity_name: 'X', share: 1 }] }, 'FIELD_UNKNOWN', 'share'],
	[{ pledgers: [{ entity_name: 'X' }, { entity_name: 'x' }] }, 'INVALID', 'pledgers'],
	[
		{
			pledgers: [
				{ entity_name: 'X', lead: true },
				{ entity_name: 'Y', lead: true },
			],
		},
		'INVALID',
		'pledgers',
	],
	[{ pledgers: Array.from({ length: 41 }, (_, i) => ({ entity_name: `E${i}` })) }, 'FIELD_MISSING', 'pledgers'],
	[{ pledgers: 'X' }, 'INVALID', 'pledgers'],
	[{ type: 'moral' }, 'INVALID', 'type'],
	[{ type: null }, 'INVALID', 'type'],
	[{ language: 'de' }, 'INVALID', 'language'],
	[{ focus_areas: ['space'] }, 'INVALID', 'focus_areas'],
	[{ session: randomUUID() }, 'INVALID', 'session'],
	[{ speaker: randomUUID() }, 'INVALID', 'speaker'],
	[{ state: 'confirmed' }, 'INVALID', 'state'],
	[{ state: 'published' }, 'INVALID', 'state'],
	[{ title: 'x'.repeat(8001) }, 'INVALID', 'title'],
	[{ usd: '5' }, 'FIELD_UNKNOWN', 'usd'],
	[{ number: 'P-0001' }, 'FIELD_UNKNOWN', 'number'],
]) {
	test(`a pledge with ${JSON.stringify(more).slice(0, 60)} is ${code}`, async () => {
		const answer = await log(more);
		assert.equal(answer.status, 422, answer.text);
		assert.equal(answer.json.code, code, answer.text);
		if (field) assert.equal(answer.json.field, field);
	});
}

test('without a type or without a pledger nothing is logged', async () => {
	const noType = await moderator.post('/api/pledges', { pledgers: PLEDGER });
	const nobody = await moderator.post('/api/pledges', { type: 'policy' });
	assert.deepEqual([noType.status, noType.json.field], [422, 'type']);
	assert.deepEqual([nobody.status, nobody.json.field], [422, 'pledgers']);
});

for (const [value, currency] of [
	['0.01', 'USD'],
	['1200.5', 'USD'],
	['1000000000000000', 'USD'],
	['1', 'JPY'],
	['0.001', 'KWD'],
	['1200.00', 'EUR'],
]) {
	test(`${value} ${currency} is kept exactly`, async () => {
		const { json } = await log({ amount: { value, currency } });
		assert.equal(Number(json.amount.value), Number(value));
		assert.equal(json.amount.currency, currency);
		await step(json, 'withdraw');
	});
}

// ---- its life

for (const [state, possible] of Object.entries(LIFE)) {
	test(`from ${state} exactly ${Object.keys(possible).join(', ') || 'nothing'} is possible`, async () => {
		for (const name of STEPS) {
			const pledge = await pledgeIn(state);
			const answer = await step(pledge, name);
			const now = await get(pledge);
			if (possible[name]) {
				assert.equal(answer.status, 200, answer.text);
				assert.equal(answer.json.state, possible[name]);
				assert.equal(answer.json.version, pledge.version + 1);
				assert.equal(
					now.history.some((entry) => entry.action === `pledge.${name}` && entry.actor === 'protocol'),
					true,
				);
			} else {
				assert.equal(answer.status, 409, answer.text);
				assert.equal(answer.json.code, 'STEP');
				assert.match(answer.json.detail, new RegExp(state));
				assert.equal(now.version, pledge.version);
			}
		}
	});
}

test('a withdrawal needs a reason and keeps it', async () => {
	const pledge = await pledgeIn('heard');
	for (const body of [{}, { reason: '' }]) {
		const answer = await step(pledge, 'withdraw', body);
		assert.equal(answer.status, 422);
		assert.equal(answer.json.field, 'reason');
	}
	const { json } = await step(pledge, 'withdraw', { reason: 'announced by mistake' });
	assert.equal(json.reason, 'announced by mistake');
});

test('a withdrawn pledge is not corrected any more', async () => {
	const pledge = await pledgeIn('withdrawn');
	const answer = await moderator.patch(`/api/pledges/${pledge.id}`, { title: 'back' }, { version: pledge.version });
	assert.equal(answer.status, 409);
	assert.equal(answer.json.code, 'STEP');
});

test('an announcement may bring the amount that was said', async () => {
	const pledge = await pledgeIn('submitted', usd('5'));
	const { json } = await step(pledge, 'announce', usd('7'));
	assert.equal(json.amount.value, '7');
	assert.equal(json.state, 'heard');
	assert.ok(json.heard_at);
});

test('a step with a bad amount is refused whole', async () => {
	const pledge = await pledgeIn('submitted', usd('5'));
	const answer = await step(pledge, 'announce', usd('-7'));
	const now = await get(pledge);
	assert.equal(answer.status, 422);
	assert.deepEqual([now.state, now.amount.value, now.version], ['submitted', '5', pledge.version]);
});

test('a step that does not exist and a pledge that does not exist are not found', async () => {
	const pledge = await pledgeIn('heard');
	assert.equal((await protocol.post(`/api/pledges/${pledge.id}/multiply`)).status, 404);
	assert.equal((await step({ id: randomUUID() }, 'confirm')).status, 404);
	assert.equal((await moderator.get('/api/pledges/P-0001')).status, 404);
});

// ---- corrections

test('a correction changes what it names and takes an amount away when told', async () => {
	const pledge = (await log({ ...usd('500'), title: 'Before', focus_areas: ['access'] })).json;
	const first = await rapporteur.patch(`/api/pledges/${pledge.id}`, { title: 'After', countries: ['KEN'] }, { version: 1 });
	const second = await rapporteur.patch(`/api/pledges/${pledge.id}`, { amount: null, focus_areas: [] }, { version: 2 });
	assert.equal(first.json.title, 'After');
	assert.deepEqual(first.json.amount, pledge.amount);
	assert.equal(second.json.amount, null);
	assert.equal(second.json.usd, null);
	assert.deepEqual(second.json.focus_areas, []);
	assert.deepEqual(second.json.countries, ['KEN']);
	assert.equal((await get(pledge)).history.length, 3);
});

test('of two corrections of one version one wins, and the other sees it', async () => {
	const pledge = (await log()).json;
	const answers = await Promise.all(
		['one', 'two', 'three'].map((title) => moderator.patch(`/api/pledges/${pledge.id}`, { title }, { version: 1 })),
	);
	const winner = answers.find((a) => a.status === 200);
	assert.deepEqual(answers.map((a) => a.status).sort(), [200, 412, 412]);
	for (const loser of answers.filter((a) => a.status === 412)) {
		assert.equal(loser.json.code, 'STALE');
		assert.deepEqual(loser.json.current, winner.json);
	}
});

test('a step may say its version, and is stale when the pledge has moved on', async () => {
	const pledge = await pledgeIn('heard');
	const stale = await step(pledge, 'confirm', {}, { version: pledge.version - 1 });
	const right = await step(pledge, 'confirm', {}, { version: pledge.version });
	assert.equal(stale.status, 412);
	assert.equal(stale.json.current.state, 'heard');
	assert.equal(right.json.state, 'confirmed');
	assert.ok(right.json.confirmed_at);
});

test('two confirmations at the same time are one', async () => {
	const pledge = await pledgeIn('heard');
	const answers = await Promise.all([1, 2, 3, 4].map(() => step(pledge, 'confirm')));
	assert.deepEqual(answers.map((a) => a.status).sort(), [200, 409, 409, 409]);
});

// ---- totals

/** US cents of an amount at its rate, half up, with whole numbers only. */
function cents({ amount, rate }) {
	if (!amount || !rate) return 0n;
	const decimal = (text) => {
		const [whole, fraction = ''] = text.split('.');
		return [BigInt(whole + fraction), 10n ** BigInt(fraction.length)];
	};
	const [units, parts] = decimal(amount.value);
	const [per, perParts] = decimal(rate.value);
	const [above, below] = [units * 100n * perParts, parts * per];
	return (above * 2n + below) / (below * 2n);
}

const isConfirmed = (p) => ['confirmed', 'signed', 'published'].includes(p.state);
const isHeard = (p) => p.state === 'heard';

/** The totals as anybody can add them up from the export. */
function added(pledges) {
	const sum = (some) => ({ count: some.length, usd: String((some.reduce((total, p) => total + cents(p), 0n) + 50n) / 100n) });
	const both = (some) => ({ confirmed: sum(some.filter(isConfirmed)), heard: sum(some.filter(isHeard)) });
	const counted = pledges.filter((p) => isConfirmed(p) || isHeard(p));
	return {
		pledges: counted.length,
		...both(pledges),
		submitted: { count: pledges.filter((p) => p.state === 'submitted').length },
		unrated: counted.filter((p) => p.amount && !p.rate).length,
		by_type: ['financial', 'policy', 'advocacy', 'programmatic'].map((key) => ({
			key,
			...both(pledges.filter((p) => p.type === key)),
		})),
		by_focus_area: ['access', 'adoption', 'value_creation', 'accelerate'].map((key) => ({
			key,
			...both(pledges.filter((p) => p.focus_areas.includes(key))),
		})),
		by_region: keyed(Object.entries(REGIONS), ([, name]) => both(pledges.filter((p) => p.regions.includes(name)))),
		by_group: keyed(['LDC', 'LLDC', 'SIDS'].map((key) => [key]), ([key]) => both(pledges.filter((p) => p.groups.includes(key)))),
		by_country: [...new Set(counted.flatMap((p) => p.countries))]
			.map((country) => ({ country, ...both(pledges.filter((p) => p.countries.includes(country))) }))
			.sort((a, b) => many(b) - many(a) || (a.country < b.country ? -1 : 1)),
	};
}

const REGIONS = {
	africa: 'Africa',
	americas: 'Americas',
	arab_states: 'Arab States',
	asia_pacific: 'Asia and the Pacific',
	cis: 'CIS',
	europe: 'Europe',
};
const many = ({ confirmed, heard }) => confirmed.count + heard.count;
const keyed = (entries, of) => Object.fromEntries(entries.map((entry) => [entry[0], of(entry)]));
const sums = ({ now, estimated, ...rest }) => rest;
/** The wall names only the first few of the beneficiaries. */
const ofWall = (tally) => ({ ...tally, by_country: tally.by_country.slice(0, 6) });

test('the tally is what one gets by adding up the export', async () => {
	const pledges = await all();
	assert.ok(pledges.length > 200);
	assert.deepEqual(sums(await tally()), added(pledges));
});

test('what is heard and what is confirmed are told apart, and a withdrawal takes it back', async () => {
	const start = await tally();
	const moved = async () => {
		const now = await tally();
		const by = (name) => [now[name].count - start[name].count, Number(BigInt(now[name].usd) - BigInt(start[name].usd))];
		return { confirmed: by('confirmed'), heard: by('heard'), submitted: now.submitted.count - start.submitted.count };
	};
	const pledge = (await log({ ...usd('1000000'), state: 'submitted', focus_areas: ['access', 'accelerate'] })).json;
	assert.deepEqual(await moved(), { confirmed: [0, 0], heard: [0, 0], submitted: 1 });
	await step(pledge, 'announce');
	assert.deepEqual(await moved(), { confirmed: [0, 0], heard: [1, 1000000], submitted: 0 });
	await step(pledge, 'confirm');
	assert.deepEqual(await moved(), { confirmed: [1, 1000000], heard: [0, 0], submitted: 0 });
	await step(pledge, 'sign');
	assert.deepEqual(await moved(), { confirmed: [1, 1000000], heard: [0, 0], submitted: 0 });
	await step(pledge, 'withdraw');
	assert.deepEqual(await moved(), { confirmed: [0, 0], heard: [0, 0], submitted: 0 });
	assert.deepEqual(sums(await tally()), sums(start));
});

test('the estimate follows the rate of the day and stays when the rate changes', async () => {
	const rates = (rate, date) => admin.upload('/api/import/rates', `currency,per_usd,valid_on\nXPF,${rate},${date}\n`);
	assert.equal((await rates('113.25', '2022-06-01')).status, 200);
	assert.equal((await rates('1', '2022-07-01')).status, 200);
	const pledge = (await log({ amount: { value: '1132500', currency: 'XPF' } })).json;
	assert.equal((await rates('200', '2022-06-08')).status, 200);
	assert.equal(pledge.usd, '10000');
	assert.deepEqual(pledge.rate, { value: '113.25', date: '2022-06-01' });
	assert.equal((await get(pledge)).usd, '10000');
	assert.equal((await log({ amount: { value: '200', currency: 'XPF' } })).json.usd, '1');
});

test('an amount without a rate is kept and counted as unrated', async () => {
	const start = await tally();
	const { json } = await log({ amount: { value: '5000', currency: 'KPW' } });
	const now = await tally();
	assert.equal(json.usd, null);
	assert.equal(json.rate, null);
	assert.equal(json.amount.value, '5000');
	assert.equal(now.unrated, start.unrated + 1);
	assert.equal(now.heard.usd, start.heard.usd);
	assert.equal(now.heard.count, start.heard.count + 1);
});

test('a correction of the amount moves the total', async () => {
	const pledge = (await log(usd('100'))).json;
	const start = BigInt((await tally()).heard.usd);
	await moderator.patch(`/api/pledges/${pledge.id}`, usd('350'), { version: 1 });
	assert.equal(BigInt((await tally()).heard.usd) - start, 250n);
});

test('a hundred pledges logged at once are all in the total and all have a number of their own', async () => {
	const start = await tally();
	const logged = await Promise.all(Array.from({ length: 100 }, (_, i) => log({ ...usd(String(i + 1)), type: 'policy' })));
	const now = await tally();
	assert.equal(new Set(logged.map((a) => a.json.number)).size, 100);
	assert.equal(now.heard.count - start.heard.count, 100);
	assert.equal(BigInt(now.heard.usd) - BigInt(start.heard.usd), 5050n);
	assert.deepEqual(sums(now), added(await all()));
});

test('the wall shows the newest first and drops what is withdrawn', async () => {
	const pledge = (await log({ title: 'On the wall' })).json;
	assert.equal((await wall()).pledges[0].id, pledge.id);
	await step(pledge, 'withdraw');
	assert.ok(!(await wall()).pledges.some((p) => p.id === pledge.id));
	await pledgeIn('submitted', { title: 'Not yet' });
	assert.ok((await wall()).pledges.every((p) => isHeard(p) || isConfirmed(p)));
	assert.deepEqual(sums((await wall()).tally), ofWall(sums(await tally())));
});

// ---- lists and exports

test('lists are cut by state, session, entity and limit, newest change first', async () => {
	const query = async (text) => (await moderator.get(`/api/pledges?${text}`)).json.pledges;
	const pledge = await pledgeIn('signed');
	assert.equal((await query('limit=1'))[0].id, pledge.id);
	assert.equal((await query('state=signed'))[0].id, pledge.id);
	assert.ok((await query('state=signed&limit=1000')).every((p) => p.state === 'signed'));
	const entity = pledge.pledgers[0].entity.id;
	assert.ok((await query(`entity=${entity}&limit=1000`)).every((p) => p.pledgers.some((q) => q.entity.id === entity)));
	const session = (await wall()).session.id;
	const ofSession = await query(`session=${session}&limit=1000`);
	assert.ok(ofSession.length > 0 && ofSession.every((p) => p.session === session));
	assert.deepEqual(await query(`session=${randomUUID()}`), []);
	assert.equal((await moderator.get('/api/pledges?state=lost')).status, 400);
	const times = (await query('limit=1000')).map((p) => p.changed_at);
	assert.deepEqual(times, [...times].sort().reverse());
});

test('the CSV says what the JSON says', async () => {
	await log({ title: '=HYPERLINK("http://evil.example","click")', text: 'a "quoted", text\r\nof two lines', ...usd('1200.5') });
	const [csv, json] = [await moderator.get('/api/pledges.csv'), await all()];
	const rows = readCsv(csv.text);
	assert.match(csv.headers['content-disposition'], /attachment; filename="pledges\.csv"/);
	assert.ok(csv.text.startsWith('\uFEFF'));
	assert.equal(rows.length, json.length);
	const byNumber = new Map(rows.map((row) => [row.number, row]));
	for (const pledge of json) {
		const row = byNumber.get(pledge.number);
		assert.deepEqual(
			[row.state, row.type, row.amount, row.currency, row.rate, row.text, row.reason],
			[
				pledge.state,
				pledge.type,
				pledge.amount?.value ?? '',
				pledge.amount?.currency ?? '',
				pledge.rate?.value ?? '',
				pledge.text,
				pledge.reason ?? '',
			],
		);
		const leadFirst = [...pledge.pledgers].sort((a, b) => b.lead - a.lead);
		assert.equal(row.entity, leadFirst.map((p) => p.entity.name).join(' | '));
		assert.equal(row.countries, pledge.countries.join(' | '));
		assert.equal(row.focus_areas, pledge.focus_areas.join(' | '));
	}
});

test('no cell of the CSV starts a formula', async () => {
	const { text } = await moderator.get('/api/pledges.csv');
	for (const row of readCsv(text)) for (const cell of Object.values(row)) assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
	assert.ok(readCsv(text).some((row) => row.title.startsWith("'=HYPERLINK")));
});

test('an export comes in again elsewhere with type, title, money, areas and countries', async () => {
	const { data, code } = await init(['--zone', 'Africa/Kigali']);
	const other = await serve(data);
	const there = await other.signIn({ code });
	const [csv, json] = [(await moderator.get('/api/pledges.csv')).text, await all()];
	const taken = await there.upload('/api/import/pledges', csv);
	assert.equal(taken.status, 200, taken.text.slice(0, 600));
	// One pledge is the same as another when lead, type, words and money are: such twins come in once. What was withdrawn is
	// another, and stays so: everything else was submitted, since a table is no witness of what was heard.
	const identity = (p) =>
		JSON.stringify([p.state === 'withdrawn', p.type, p.title.replace(/^'(?==)/, ''), p.text, p.amount, p.pledgers.find((q) => q.lead).entity.name]);
	const facts = (p) => [p.focus_areas, p.countries, p.language, p.usd, p.reason, p.pledgers.map((q) => q.entity.name).sort()];
	const came = (await there.get('/api/pledges.json')).json.pledges;
	const known = new Map(came.map((p) => [identity(p), p]));
	const twins = new Map();
	for (const pledge of json) twins.set(identity(pledge), (twins.get(identity(pledge)) ?? 0) + 1);
	assert.ok(came.every((p) => ['submitted', 'withdrawn'].includes(p.state)));
	assert.equal(taken.json.added, twins.size);
	for (const pledge of json) {
		assert.ok(known.has(identity(pledge)), identity(pledge));
		if (twins.get(identity(pledge)) === 1) assert.deepEqual(facts(known.get(identity(pledge))), facts(pledge));
	}
	assert.equal((await there.upload('/api/import/pledges', csv)).json.added, 0);
	await other.stop();
});

test('who logged and who confirmed stands in the history', async () => {
	const pledge = (await log()).json;
	await rapporteur.patch(`/api/pledges/${pledge.id}`, { title: 'Better heard' }, { version: 1 });
	await step(pledge, 'confirm');
	const { history } = await get(pledge);
	const sorted = [...history].sort((a, b) => a.seq - b.seq);
	assert.deepEqual(
		sorted.map((h) => [h.action, h.actor, h.version]),
		[
			['pledge.log', 'moderator', 1],
			['pledge.correct', 'rapporteur', 2],
			['pledge.confirm', 'protocol', 3],
			['read_back.confirm', 'protocol', 3],
		],
	);
});
