// What may be said about a pledge beyond the least: every field in and out, the strength that follows, who joins later,
// slips of paper, the badge instead of a name, finding by words, and all of it out and in again as a table.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { readCsv } from './lib/csv.mjs';
import { run } from './lib/program.mjs';
import { init, serve, serveDemo } from './lib/server.mjs';

const server = await serveDemo();
after(async () => assert.deepEqual(await server.stop(), { code: 0, signal: null }));
const [moderator, rapporteur, protocol, desk] = await Promise.all(
	['moderator', 'rapporteur', 'protocol', 'desk'].map((role) => server.as(role)),
);

const PLEDGER = [{ entity_name: 'Fonds du Fleuve', country: 'CIV' }];
const WORDS = {
	instrument: 'grant',
	in_kind: 'Two hundred base stations',
	novelty: 'new',
	condition: 'Subject to parliamentary approval',
	later: true,
	period: { from: '2022-07', to: '2026' },
	sdgs: [4, 9, 17],
	pillar: 'Infrastructure',
	regional_initiative: { code: 'AFR2', period: '2023-2025' },
	target: { number: '1200.5', unit: 'schools', place: 'Bouaké', date: '2026-11-30' },
	beneficiaries: 'Girls in rural schools',
	partners: 'Réseau Sud',
	campaign: 'GenConnect',
	measure: 'Schools on line, counted every year',
	open: true,
	consent: 'yes',
	slip: null,
};
const only = (pledge, names = Object.keys(WORDS)) => Object.fromEntries(names.map((name) => [name, pledge[name]]));
const log = (more = {}, options) => moderator.post('/api/pledges', { type: 'financial', pledgers: PLEDGER, ...more }, options);
const correct = (pledge, more, by = moderator) => by.patch(`/api/pledges/${pledge.id}`, more, { version: pledge.version });
const step = (pledge, name, body = {}) => protocol.post(`/api/pledges/${pledge.id}/${name}`, body);
const join = (pledge, body, by = moderator) => by.post(`/api/pledges/${pledge.id}/join`, body);
const find = async (q) => (await moderator.get(`/api/pledges?q=${encodeURIComponent(q)}`)).json.pledges;
const all = async () => (await moderator.get('/api/pledges.json')).json.pledges;

/** Refused with this field, in a sentence. */
function refused(answer, status, field) {
	assert.equal(answer.status, status, answer.text);
	assert.equal(answer.json.field, field, answer.text);
	assert.match(answer.json.detail ?? answer.json.title, /\w[^.]*[.:]/);
}

// ---- every field

test('everything that may be said comes back as it was said', async () => {
	const { json, status, text } = await log(WORDS);
	assert.equal(status, 201, text);
	assert.deepEqual(only(json), WORDS);
	assert.deepEqual(only((await moderator.get(`/api/pledges/${json.id}`)).json), WORDS);
});

test('nothing of it is needed, and then it says so', async () => {
	const { json } = await log();
	assert.deepEqual(only(json), {
		...Object.fromEntries(Object.keys(WORDS).map((name) => [name, ''])),
		later: false,
		period: { from: '', to: '' },
		sdgs: [],
		regional_initiative: null,
		target: null,
		open: false,
		slip: null,
	});
});

test('a correction changes what it names, null and empty texts take away, the rest stays', async () => {
	let pledge = (await log(WORDS)).json;
	pledge = (await correct(pledge, { target: { number: '1400' }, later: false, sdgs: [5, 5] })).json;
	assert.deepEqual(pledge.target, { ...WORDS.target, number: '1400' });
	assert.deepEqual(only(pledge), { ...WORDS, target: pledge.target, later: false, sdgs: [5] });
	pledge = (await correct(pledge, { target: null, regional_initiative: null, condition: '', sdgs: [], period: { to: '' } })).json;
	assert.deepEqual(only(pledge), {
		...WORDS,
		target: null,
		regional_initiative: null,
		condition: '',
		sdgs: [],
		later: false,
		period: { from: '2022-07', to: '' },
	});
});

test('what a field may not say is refused with its name, and nothing is changed', async () => {
	const { json: pledge } = await log(WORDS);
	for (const [bad, field] of [
		[{ instrument: 'gift' }, 'instrument'],
		[{ novelty: 'NEW' }, 'novelty'],
		[{ consent: 'maybe' }, 'consent'],
		[{ sdgs: [0] }, 'sdgs'],
		[{ sdgs: [18] }, 'sdgs'],
		[{ sdgs: ['4'] }, 'sdgs'],
		[{ later: 'yes' }, 'later'],
		[{ period: { to: '2026-13' } }, 'period.to'],
		[{ period: { from: '2027' } }, 'period.to'],
		[{ period: '2026' }, 'period'],
		[{ regional_initiative: { code: 'AFR6' } }, 'regional_initiative.code'],
		[{ regional_initiative: { period: '2022' } }, 'regional_initiative.period'],
		[{ regional_initiative: { period: '' } }, 'regional_initiative'],
		[{ target: { number: '1e6' } }, 'target.number'],
		[{ target: { number: '1234567890123456' } }, 'target.number'],
		[{ target: { date: '2026-02-29' } }, 'target.date'],
		[{ target: { size: '5' } }, 'target.size'],
		[{ campaign: 'x'.repeat(201) }, 'campaign'],
		[{ slip: 'twelve' }, 'slip'],
		[{ slip: '0' }, 'slip'],
		[{ measure: null }, 'measure'],
		[{ amount: { value: '1000000000000000000', currency: 'USD' } }, 'amount'],
		[{ amount: { value: '5', currency: 'QQQ' } }, 'currency'],
		[{ countries: ['KIG'] }, 'countries'],
	])
		refused(await correct(pledge, bad), 422, field);
	assert.equal((await moderator.get(`/api/pledges/${pledge.id}`)).json.version, pledge.version);
});

test('a pledge that nobody may publish is not published until consent is given', async () => {
	let pledge = (await log({ consent: 'no' })).json;
	pledge = (await step(pledge, 'confirm')).json;
	refused(await step(pledge, 'publish'), 409, 'consent');
	assert.equal((await step(pledge, 'publish', { consent: 'yes' })).json.state, 'published');
});

test('announced with another figure, the submitted one stays in the journal', async () => {
	const { json } = await log({ state: 'submitted', ...WORDS, amount: { value: '500', currency: 'USD' } });
	const answer = await step(json, 'announce', { amount: { value: '700', currency: 'USD' }, condition: 'None' });
	assert.deepEqual([answer.json.state, answer.json.amount.value, answer.json.condition], ['heard', '700', 'None']);
	assert.deepEqual(only(answer.json), { ...WORDS, condition: 'None' });
	refused(await step(json, 'announce'), 409, 'state');
});

// ---- what follows from it

test('the strength is the sum of what is met, and the gaps are the rest of the rule', async () => {
	const { strength: rule } = (await server.guest.get('/api/catalogue')).json;
	assert.equal(
		rule.reduce((sum, { points }) => sum + points, 0),
		100,
	);
	for (const said of [{}, { focus_areas: ['access'] }, { ...WORDS, text: 'x'.repeat(40), focus_areas: ['access'] }]) {
		const { strength } = (await log(said)).json;
		const keys = rule.map(({ key }) => key);
		assert.deepEqual([...strength.met, ...strength.gaps].sort(), [...keys].sort());
		const points = rule.filter(({ key }) => strength.met.includes(key)).reduce((sum, one) => sum + one.points, 0);
		assert.equal(strength.score, points);
	}
});

test('every gap can be closed by filling one of the fields that the rule names', async () => {
	const { strength: rule } = (await server.guest.get('/api/catalogue')).json;
	const FILL = {
		focus_areas: { focus_areas: ['access'] },
		text: { text: 'Every school of the region gets fibre and a teacher.' },
		amount: { amount: { value: '5', currency: 'USD' } },
		pledgers: { pledgers: [...PLEDGER, { entity_name: 'Réseau Sud', country: 'CMR' }] },
		'target.number': { target: { number: '400' } },
		'target.date': { target: { date: '2026' } },
		'period.to': { period: { to: '2026' } },
		countries: { countries: ['RWA'] },
	};
	for (const { key, needs } of rule)
		for (const name of needs) {
			const pledge = (await log()).json;
			assert.ok(pledge.strength.gaps.includes(key), key);
			const filled = (await correct(pledge, FILL[name] ?? { [name]: WORDS[name] })).json;
			assert.ok(filled.strength.met.includes(key), `${key} by ${name}`);
		}
});

test('regions and groups follow from the countries on the date of the pledge', async () => {
	const { json } = await log({ countries: ['BTN', 'FJI', 'RWA'] });
	assert.deepEqual(json.regions, ['Africa', 'Asia and the Pacific']);
	assert.deepEqual(json.groups, ['LDC', 'LLDC', 'SIDS']);
	const { data, code } = await init(['--zone', 'Africa/Kigali']);
	const later = await serve(data, { args: ['--clock', '2024-06-01T09:00:00+02:00'] });
	const admin = await later.signIn({ code });
	const pledge = await admin.post('/api/pledges', { type: 'policy', pledgers: PLEDGER, countries: ['BTN'] });
	assert.deepEqual(pledge.json.groups, ['LLDC']);
	await later.stop();
});

test('the catalogue names what a choice may say', async () => {
	const { pledge_choices: choices, regional_initiatives: initiatives } = (await server.guest.get('/api/catalogue')).json;
	assert.deepEqual(choices.instrument, ['grant', 'loan', 'in_kind', 'policy_act']);
	for (const [name, words] of Object.entries(choices).filter(([name]) => !name.includes('.')))
		for (const word of words) assert.equal((await log({ [name]: word })).json[name], word);
	for (const { code, periods } of initiatives.slice(0, 3))
		assert.equal((await log({ regional_initiative: { code, period: periods[0] } })).status, 201);
});

// ---- who pledges

test('the type and the speaker are enough: the entity of the speaker leads', async () => {
	const { speaker } = (await server.guest.get('/api/wall')).json;
	const { json, status, text } = await moderator.post('/api/pledges', { type: 'policy', speaker: speaker.id });
	assert.equal(status, 201, text);
	assert.deepEqual(
		json.pledgers.map((p) => [p.entity.id, p.lead]),
		[[speaker.entity.id, true]],
	);
	refused(await moderator.post('/api/pledges', { type: 'policy' }), 422, 'pledgers');
});

test('a badge stands for the entity of whoever wears it; an unknown or replaced one is refused in words', async () => {
	const [person] = (await desk.get('/api/participants?q=a&limit=1')).json.participants;
	const first = (await desk.post(`/api/participants/${person.id}/badge`, { reason: 'lost' })).json;
	const by = (code, more) => moderator.post('/api/pledges', { type: 'advocacy', code, ...more });
	const { json } = await by(first.badge?.code ?? first.code);
	assert.equal(json.pledgers[0].entity.id, person.entity.id);
	const second = (await desk.post(`/api/participants/${person.id}/badge`, { reason: 'lost' })).json;
	refused(await by(first.badge?.code ?? first.code), 409, 'code');
	refused(await by('nonsense'), 404, 'code');
	refused(await by(second.badge?.code ?? second.code, { pledgers: PLEDGER }), 422, 'code');
});

test('others join a pledge that is open, once each, and never lead', async () => {
	let pledge = (await log({ open: true })).json;
	pledge = (await join(pledge, { entity_name: 'Réseau Sud', country: 'CMR' })).json;
	pledge = (await join(pledge, { entity_name: 'Nilometer Cloud', country: 'EGY', lead: true }, protocol)).json;
	assert.deepEqual(
		pledge.pledgers.map((p) => [p.entity.name, p.lead]),
		[
			['Fonds du Fleuve', true],
			['Réseau Sud', false],
			['Nilometer Cloud', false],
		],
	);
	refused(await join(pledge, { entity: pledge.pledgers[1].entity.id }), 409, 'entity');
	refused(await join(pledge, {}), 422, 'entity');
	assert.equal((await join({ id: 'none' }, { entity: 'Réseau Sud' })).status, 404);
	const { history } = (await moderator.get(`/api/pledges/${pledge.id}`)).json;
	assert.equal(history.filter((h) => h.action === 'pledge.join').length, 2);
});

test('nobody joins a pledge that is closed or withdrawn', async () => {
	const { json: closed } = await log();
	refused(await join(closed, { entity_name: 'Réseau Sud' }), 409, 'open');
	const { json: gone } = await log({ open: true });
	await step(gone, 'withdraw', { reason: 'misheard' });
	refused(await join(gone, { entity_name: 'Réseau Sud' }), 409, 'open');
});

// ---- slips of paper

test('each slip has a number of its own', async () => {
	const take = async (count) => (await moderator.post('/api/slips', { count })).json;
	const [a, b] = await Promise.all([take(300), take(5)]);
	assert.deepEqual([a.to - a.from, b.to - b.from], [299, 4]);
	assert.ok(a.to < b.from || b.to < a.from);
	for (const count of [0, -1, 301]) refused(await moderator.post('/api/slips', { count }), 422, 'count');
});

test('a slip is keyed in once, and whoever keys it again sees the pledge that has it', async () => {
	const { json: pledge } = await log({ slip: '000712' });
	assert.equal(pledge.slip, '712');
	assert.equal((await correct(pledge, { slip: 'P2C SLIP 0712' })).json.slip, '712');
	const again = await rapporteur.post('/api/pledges', { type: 'policy', pledgers: PLEDGER, slip: '712' });
	refused(again, 409, 'slip');
	assert.equal(again.json.code, 'SLIP_KEYED');
	assert.deepEqual([again.json.current.id, again.json.current.slip], [pledge.id, '712']);
	const { json: other } = await log();
	const moved = await correct(other, { slip: '712' });
	assert.deepEqual([moved.status, moved.json.current?.id], [409, pledge.id]);
	assert.equal((await correct(again.json.current, { title: 'The same slip', slip: '712' })).status, 200);
});

test('two devices that key the same slip at once make one pledge', async () => {
	const answers = await Promise.all([moderator, rapporteur].map((by) => by.post('/api/pledges', { type: 'policy', pledgers: PLEDGER, slip: '713' })));
	assert.deepEqual(answers.map((a) => a.status).sort(), [201, 409]);
	assert.equal((await all()).filter((p) => p.slip === '713').length, 1);
});

test('a withdrawn pledge gives its slip back', async () => {
	const { json } = await log({ slip: '714' });
	await step(json, 'withdraw', { reason: 'keyed from the wrong slip' });
	assert.equal((await log({ slip: '714' })).status, 201);
});

// ---- on paper

/** The words of a PDF, as poppler reads them. */
const words = async (answer) => {
	assert.equal(answer.status, 200, answer.text);
	assert.equal(answer.headers['content-type'], 'application/pdf');
	return (await run('pdftotext', ['-layout', '-', '-'], { input: answer.bytes })).out.replace(/\s+/g, ' ');
};

test('the list on paper has the pledges of a session with their sums, in the language asked for', async () => {
	const session = (await server.guest.get('/api/wall')).json.session.id;
	const { json } = await log({ session, title: 'Zanzibar fibre', amount: { value: '1234567', currency: 'TZS' } });
	const ofSession = (await moderator.get(`/api/pledges?session=${session}&limit=1000`)).json.pledges;
	const text = await words(await moderator.get(`/api/pledges.pdf?session=${session}`));
	for (const { number } of ofSession) assert.ok(text.includes(` ${number} `), number);
	assert.match(text, /Zanzibar fibre/);
	assert.match(text, /Heard, not yet confirmed/);
	assert.match(await words(await protocol.get(`/api/pledges.pdf?session=${session}&lang=fr`)), /Entendus, non encore confirmés/);
	assert.ok((await words(await moderator.get('/api/pledges.pdf'))).includes(` ${json.number} `));
	assert.equal((await moderator.get('/api/pledges.pdf?session=nowhere')).status, 404);
	assert.equal((await moderator.get('/api/pledges.pdf?lang=de')).status, 400);
	assert.equal((await desk.get('/api/pledges.pdf')).status, 403);
});

test('slips are printed with the numbers that were taken, and no others', async () => {
	const { from, to } = (await moderator.post('/api/slips', { count: 4 })).json;
	const text = await words(await moderator.get(`/api/slips.pdf?from=${from}&to=${to}`));
	for (let number = from; number <= to; number++) assert.match(text, new RegExp(`\\b0*${number}\\b`));
	for (const query of [`from=${from}&to=${to + 1}`, 'from=1&to=301', `from=${to}&to=${from}`, '', 'from=0', `from=${from}&lang=xx`])
		assert.equal((await moderator.get(`/api/slips.pdf?${query}`)).status, 400, query);
});

// ---- finding

test('a list is searched by the beginnings of words in any script, by who pledges and by number', async () => {
	const { json } = await log({
		title: 'Réseaux ruraux – 网络',
		text: 'Для сельских школ',
		pledgers: [...PLEDGER, { entity_name: 'Coopérative Zéphyr', country: 'MAR' }],
	});
	for (const q of ['reseaux zeph', 'RÉSEAUX RUR', '网络 zephyr', 'сельских zephyr', json.number, `${json.number} fleuve`])
		assert.ok((await find(q)).some((p) => p.id === json.id), q);
	for (const q of ['reseaux nowhere', 'éseaux', `${json.number}0`]) assert.ok(!(await find(q)).some((p) => p.id === json.id), q);
	const renamed = (await correct(json, { title: 'Tout autre' })).json;
	assert.ok(!(await find('ruraux zephyr')).some((p) => p.id === json.id));
	assert.deepEqual((await find(`autre ${renamed.number}`)).map((p) => p.id), [json.id]);
	assert.equal((await moderator.get(`/api/pledges?q=${'x'.repeat(201)}`)).status, 400);
});

// ---- out and in again

test('a table that was exported, imported and exported again is the same table', async () => {
	const { data, code } = await init(['--zone', 'Africa/Kigali']);
	const there = await serve(data);
	const admin = await there.signIn({ code });
	await log({ ...WORDS, title: 'Round trip', text: 'Wie sie war', slip: '715', amount: { value: '612000', currency: 'XOF' } });
	const joint = await log({ open: true, pledgers: [...PLEDGER, { entity_name: 'Kariba Youth', country: 'ZMB' }], title: 'Joint' });
	await step(joint.json, 'withdraw', { reason: 'Said by somebody else' });
	const exported = (await moderator.get('/api/pledges.csv')).text;
	const taken = await admin.upload('/api/import/pledges', exported);
	assert.equal(taken.status, 200, taken.text.slice(0, 600));
	const again = (await admin.get('/api/pledges.csv')).text;
	// The number is given anew, and a table is no witness of when something was heard or confirmed.
	const facts = (text) => {
		const rows = readCsv(text).map((row) => ({
			...row,
			number: '',
			heard_at: '',
			confirmed_at: '',
			state: row.state === 'withdrawn' ? row.state : 'submitted',
		}));
		return [...new Set(rows.map((row) => JSON.stringify(row)))].sort();
	};
	const key = (row) => { const r = JSON.parse(row); return JSON.stringify([r.state, r.entity.split(' | ')[0], r.type, r.title, r.text, r.amount]); };
	const [before, after] = [facts(exported), facts(again)];
	// Twins (the same lead, type, words and money) come in once: the first of them.
	const keys = before.map(key);
	const unique = before.filter((row) => keys.filter((k) => k === key(row)).length === 1);
	assert.ok(unique.length > 200);
	for (const row of unique) assert.ok(after.includes(row), row);
	assert.equal(after.length, new Set(keys).size);
	assert.ok(after.some((row) => row.includes('Said by somebody else')));
	const second = await admin.upload('/api/import/pledges', again);
	assert.equal(second.json.added, 0, second.text.slice(0, 400));
	await there.stop();
});

test('a table may say all of it under the same names, and is refused with the name of the field', async () => {
	const admin = await server.as('admin');
	const HEAD = 'type,entity,country,in_kind,period.to,sdgs,later,target.number,slip\n';
	const good = await admin.upload('/api/import/pledges', `${HEAD}policy,Réseau Sud,CMR,Two servers,2026-11,4 | 9,yes,40,716\n`);
	assert.equal(good.json.added, 1, good.text);
	const [came] = (await all()).filter((p) => p.slip === '716');
	assert.deepEqual([came.in_kind, came.period.to, came.sdgs, came.later, came.target.number], ['Two servers', '2026-11', [4, 9], true, '40']);
	for (const [row, field] of [
		['policy,A,CMR,,soon,,,,', 'period.to'],
		['policy,A,CMR,,,4 and 9,,,', 'sdgs'],
		['policy,A,CMR,,,18,,,', 'sdgs'],
		['policy,A,CMR,,,,,many,', 'target.number'],
		['policy,A,CMR,,,,,,716', 'slip'],
	]) {
		const answer = await admin.upload('/api/import/pledges', `${HEAD}${row}\n`);
		assert.equal(answer.status, 422, row);
		assert.equal(answer.json.field, field, answer.text);
	}
});
