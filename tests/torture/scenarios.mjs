// What is acted out on a running server while something in it fails: { name, run(act) }. Each acting out makes things of its own,
// named by act.tag. `ms`: how long it may take at most. `noisy`: the server writes entries of its own meanwhile. `most`: so many faults of a kind at most. Not for how it is judged: lib/round.mjs.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import tls from 'node:tls';
import { listen } from '../http/lib/live.mjs';
import { ROOT } from '../http/lib/program.mjs';

const seed = (kind, name) => readFileSync(join(ROOT, 'tests', 'fuzz', 'corpus', kind, name));
const PHOTO = seed('photo', 'jpeg');
const FILM = seed('container', 'film-mp4');
const STROKES = [[[10, 20, 0], [30, 40, 16]]]; // prettier-ignore
const EVENING = { starts_at: '2022-06-08T20:00:00+02:00', ends_at: '2022-06-08T21:00:00+02:00' };
const IN_ALL = (words) => Object.fromEntries(['en', 'fr', 'es', 'ar', 'ru', 'zh'].map((lang) => [lang, words]));

// ---- what scenarios begin with

const person = (act, more = {}) =>
	act.post('desk', '/api/participants', { name: { given: 'Torture', family: `Visitor ${act.tag} ${act.n}` }, entity: { name: `House ${act.tag}`, country: 'KEN' }, ...more });
const badge = (act, who) => act.post('desk', `/api/participants/${who.id}/badge`);
const desk = (act, who, step, body) => act.post('desk', `/api/participants/${who.id}/${step}`, body);
const session = (act, more = {}) => act.post('agenda', '/api/sessions', { kind: 'plenary', title: IN_ALL(`Session ${act.tag}`), ...EVENING, ...more });
const pledge = (act, more = {}) =>
	act.post('moderator', '/api/pledges', { type: 'financial', title: `Pledge ${act.tag}`, amount: { value: '1000', currency: 'USD' }, pledgers: [{ entity_name: `Fund ${act.tag}` }], ...more });
const onPledge = (act, row, step, body, options) => act.post('moderator', `/api/pledges/${row.id}/${step}`, body, options);

async function speaker(act) {
	const { id } = await session(act);
	const who = await person(act);
	return act.post('moderator', `/api/sessions/${id}/speakers`, { person: who.id });
}

async function declaration(act) {
	return act.post('protocol', '/api/declarations', { coalition: `Coalition ${act.tag}`, title: { en: 'A declaration' }, body: { en: 'We will.' }, language: 'en' });
}

async function signatory(act, of) {
	const who = await person(act);
	await badge(act, who);
	const { signatories } = await act.post('protocol', `/api/declarations/${of.id}/signatories`, { person: who.id });
	const row = signatories.find((s) => s.person?.id === who.id);
	const seen = await act.patch('protocol', `/api/signatories/${row.id}`, { authority: { state: 'seen' } }, row.version);
	return seen.signatories.find((s) => s.id === row.id);
}

async function video(act) {
	const row = await act.post('protocol', '/api/videos', { title: { en: act.tag }, speaker: 'Somebody', entity: 'House', language: 'en', size: FILM.length });
	const isOpen = async () => (await act.get('protocol', `/api/videos/${row.id}`)).json.state === 'uploading';
	const part = () => act.upload('protocol', `/api/videos/${row.id}/parts/0`, FILM, 'application/octet-stream', { unkept: true, key: `part-${act.tag}` });
	/* The last round's finish may still be on its way while this round begins: a part is then refused, and not needed. */
	if (await isOpen()) {
		try {
			await part();
		} catch (error) {
			if (await isOpen()) throw error;
		}
	}
	await act.post('protocol', `/api/videos/${row.id}/finish`);
	return act.post('protocol', `/api/videos/${row.id}/approve`);
}

const group = async (act) => {
	const { id } = await session(act);
	const { groups } = await act.post('agenda', `/api/sessions/${id}/groups`, { groups: [{ name: 'One', capacity: 2 }] });
	return { session: id, group: groups[0] };
};

const csv = (...rows) => `registration_id,family_name,given_name,entity,entity_type,country,state\n${rows.join('\n')}\n`;
const ics = (act) =>
	['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:torture', 'BEGIN:VEVENT', `UID:${act.tag}@torture`, 'DTSTAMP:20220601T000000Z', 'DTSTART:20220608T200000Z', 'DTEND:20220608T210000Z', `SUMMARY:Imported ${act.tag}`, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');

/** What the listener for TLS shows of itself. */
const shown = (venue) =>
	new Promise((done, fail) => {
		const socket = tls.connect({ host: '127.0.0.1', port: Number(venue.port), ca: venue.ca }, () => {
			done({ status: 200, certificate: socket.getPeerX509Certificate() });
			socket.destroy();
		});
		socket.on('error', fail);
		socket.on('close', () => fail(new Error('closed')));
	});

// ---- the scenarios

export const SCENARIOS = [
	// signing in
	{
		name: 'a one-time code is made and opens a login, which ends',
		run: async (act) => {
			const { code } = await act.post('admin', '/api/codes', { role: 'desk' }, { unkept: true });
			const answer = await act.heard(() => act.venue.as('guest').post('/api/login', { code }), 'login');
			const client = act.venue.as('guest');
			client.cookie = answer.headers['set-cookie'][0].split(';')[0];
			assert.equal((await act.heard(() => client.get('/api/me'), 'me')).json.roles[0], 'desk');
			await act.heard(() => client.post('/api/logout'), 'logout');
		},
		noisy: true, // what carries a secret is kept under no key: done again, it is another code
	},
	{
		name: 'an account is made and its password opens a login',
		run: async (act) => {
			const form = { name: `user-${act.tag}`, password: `correct horse ${act.tag}` };
			await act.post('admin', '/api/users', { ...form, role: 'desk' }, { unkept: true });
			await act.heard(() => act.venue.as('guest').post('/api/login', form), 'login');
		},
		noisy: true,
	},
	{ name: 'who am I', run: async (act) => assert.equal((await act.get('desk', '/api/me')).json.roles[0], 'desk') },
	{
		name: 'a device asks to be let in',
		run: async (act) => {
			await act.post('guest', '/api/devices', {}, { unkept: true });
			const { devices } = (await act.get('admin', '/api/devices')).json;
			/* Not many may wait: they are shut out again. */
			for (const { id } of devices.filter(({ state }) => state === 'asked')) await act.post('admin', `/api/devices/${id}/revoke`, {}, { unkept: true, key: `revoke-${id}` });
		},
		noisy: true,
		most: 8, // who asks more often in a minute has to wait
	},

	// desk
	{
		name: 'a walk-in is registered and found',
		run: async (act) => {
			const { id } = await person(act, { name: { given: 'Found', family: `Quickly${act.tag}` } });
			const { participants } = (await act.get('desk', `/api/participants?q=quickly${act.tag}`)).json;
			assert.equal(participants.filter((row) => row.id === id).length, 1);
		},
	},
	{ name: 'somebody is searched', run: async (act) => assert.ok((await act.get('desk', '/api/participants?q=mohamed')).json.total > 0) },
	{ name: 'a person is checked in with a badge', run: async (act) => desk(act, await person(act), 'check-in', { badge: true }) },
	{
		name: 'a person is corrected',
		run: async (act) => {
			const who = await person(act);
			await act.patch('desk', `/api/participants/${who.id}`, { name: { family: `Corrected ${act.tag}` } }, who.version);
		},
	},
	{
		name: 'a badge is reprinted and the lost one is refused at the door',
		run: async (act) => {
			const who = await person(act);
			const lost = await badge(act, who);
			await act.post('desk', `/api/participants/${who.id}/badge`, { reason: 'lost' });
			assert.equal((await act.post('door', '/api/scans', { code: lost.qr, point: 'main' })).result, 'revoked');
		},
	},
	{ name: 'a letter is seen', run: async (act) => desk(act, await person(act), 'letter', { state: 'seen' }) },
	{ name: 'two records of one person are merged', run: async (act) => {
		const [one, two] = [await person(act), await person(act)];
		await desk(act, one, 'merge', { into: two.id, reason: 'the same person' });
	} }, // prettier-ignore
	{
		name: 'a photo is taken and shown',
		run: async (act) => {
			const who = await person(act);
			await act.upload('desk', `/api/participants/${who.id}/photo`, PHOTO, 'image/jpeg');
			act.same('photo', (await act.get('desk', `/api/participants/${who.id}/photo`)).bytes);
		},
	},
	{ name: 'a photo is taken and removed', run: async (act) => {
		const who = await person(act);
		await act.upload('desk', `/api/participants/${who.id}/photo`, PHOTO, 'image/jpeg');
		await act.post('desk', `/api/participants/${who.id}/photo/remove`);
	} }, // prettier-ignore
	{ name: 'people are imported from CSV', run: async (act) => act.upload('admin', '/api/import/participants', csv(`T-${act.tag},Imported,One,House,academia,RWA,confirmed`, `U-${act.tag},Imported,Two,House,academia,RWA,confirmed`)) },
	{ name: 'rates are imported', run: async (act) => act.upload('admin', '/api/import/rates', `currency,per_usd,valid_on\nXPF,${100 + parseInt(act.tag, 36)},2022-06-08\n`) },
	{ name: 'an agenda is imported from iCalendar', run: async (act) => act.upload('agenda', '/api/import/agenda?format=ics&kind=foreign', ics(act), 'text/calendar') },

	// badges and papers
	{ name: 'a badge is drawn in three forms', run: async (act) => {
		const who = await person(act, { name: { given: 'Same', family: 'Always' }, entity: { name: 'Same House', country: 'KEN' } });
		const { serial } = await badge(act, who);
		for (const form of ['svg', 'png', 'pdf']) assert.ok((await act.get('desk', `/api/badges/${serial}.${form}?dpi=100`.replace(form === 'png' ? 'none' : '?dpi=100', ''))).bytes.length > 1000);
	} }, // prettier-ignore
	{ name: 'nameplates are drawn', run: async (act) => {
		const { json } = await act.get('guest', '/api/agenda');
		const { bytes } = await act.get('desk', `/api/nameplates.pdf?session=${json.sessions.find((s) => s.people.length).id}`);
		assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');
	} }, // prettier-ignore
	{ name: 'slips are ordered and drawn', run: async (act) => {
		const { from, to } = await act.post('moderator', '/api/slips', { count: 2 });
		assert.equal((await act.get('moderator', `/api/slips.pdf?from=${from}&to=${to}`)).bytes.subarray(0, 5).toString(), '%PDF-');
	} }, // prettier-ignore
	{ name: 'the evidence is drawn', run: async (act) => act.get('protocol', '/api/evidence.pdf') },
	{ name: 'a template is made', run: async (act) => act.post('admin', '/api/templates', { ...JSON.parse(seed('template', 'credit-card.json')), id: `t-${act.tag}`.toLowerCase() }) },

	// doors
	{
		name: 'a badge is scanned in',
		run: async (act) => {
			const { qr } = await badge(act, await person(act));
			assert.equal((await act.post('door', '/api/scans', { code: qr, point: 'main' })).light, 'green');
		},
	},
	{ name: 'a point is set up', run: async (act) => act.post('admin', '/api/points', { id: `p-${act.tag}`, name: `Point ${act.tag}`, capacity: 3, exits: true }) },
	{ name: 'a door gets its list', run: async (act) => act.get('door', '/api/door-list?point=main') },
	{ name: 'who is inside is written down', run: async (act) => act.get('door', '/api/evacuation.csv') },
	{ name: 'an alarm is raised and ended', run: async (act) => {
		await act.post('protocol', '/api/emergency', { kind: 'stay' });
		await act.post('protocol', '/api/emergency/end');
	} }, // prettier-ignore

	// moderator
	{ name: 'a pledge is logged', run: async (act) => pledge(act) },
	{ name: 'a pledge is corrected and the correction taken back', run: async (act) => {
		const row = await pledge(act);
		await act.patch('moderator', `/api/pledges/${row.id}`, { amount: { value: '2000', currency: 'USD' } }, 1);
		assert.equal((await onPledge(act, row, 'undo', {}, { version: 2 })).amount.value, '1000');
	} }, // prettier-ignore
	{ name: 'a pledge is confirmed and published', run: async (act) => {
		const row = await pledge(act);
		await onPledge(act, row, 'confirm');
		await onPledge(act, row, 'publish');
	} }, // prettier-ignore
	{ name: 'a read-back is asked for', run: async (act) => onPledge(act, await pledge(act), 'read-back', { means: 'link' }, { unkept: true }), noisy: true },
	{ name: 'a second ear hears another amount', run: async (act) => {
		const { id } = await speaker(act);
		await pledge(act, { speaker: id });
		assert.equal((await act.post('admin', '/api/hearings', { speaker: id, type: 'financial', amount: { value: '1', currency: 'USD' } })).state, 'differs');
	} }, // prettier-ignore
	{ name: 'a speaker is called, paused and ended', run: async (act) => {
		const { id } = await speaker(act);
		for (const step of ['call', 'pause', 'resume', 'end']) await act.post('moderator', `/api/speakers/${id}/${step}`);
	} }, // prettier-ignore
	{ name: 'the floor is closed and that is taken back', run: async (act) => {
		const { id } = await session(act);
		await act.post('moderator', `/api/sessions/${id}/floor/close`);
		await act.post('moderator', `/api/sessions/${id}/floor/undo`);
	} }, // prettier-ignore
	{ name: 'the wall shows a message', run: async (act) => act.post('moderator', '/api/wall', { scene: 'message', message: { en: `Lunch ${act.tag}` } }) },

	// ceremony
	{ name: 'a declaration is written and read', run: async (act) => {
		const { id } = await declaration(act);
		assert.match((await act.get('protocol', `/api/declarations/${id}.txt`)).text, /We will/);
	} }, // prettier-ignore
	{ name: 'a declaration is opened, somebody is called and signs', run: async (act) => {
		const draft = await declaration(act);
		const row = await signatory(act, draft);
		const open = await act.post('protocol', `/api/declarations/${draft.id}/open`);
		await act.post('protocol', `/api/signatories/${row.id}/call`);
		await act.post('kiosk', `/api/declarations/${draft.id}/signatures`, { signatory: row.id, means: 'tablet', strokes: STROKES, text_sha256: open.text.sha256 });
		assert.equal((await act.get('protocol', `/api/declarations/${draft.id}.pdf`)).bytes.subarray(0, 5).toString(), '%PDF-');
	} }, // prettier-ignore

	// the plan and the day
	{ name: 'a session is added and delayed', run: async (act) => {
		const { id } = await session(act);
		await act.post('agenda', `/api/sessions/${id}/delay`, { minutes: 7 });
	} }, // prettier-ignore
	{ name: 'a draft is released', run: async (act) => {
		await act.post('agenda', '/api/draft/sessions', { kind: 'panel', title: IN_ALL(`Drafted ${act.tag}`), ...EVENING });
		await act.post('agenda', '/api/draft/release', { note: act.tag, force: true });
	} }, // prettier-ignore
	{ name: 'a room is added', run: async (act) => act.post('agenda', '/api/rooms', { name: `Room ${act.tag}`, capacity: 20 }) },
	{ name: 'groups are made, wished for and assigned', run: async (act) => {
		const { session: id, group: one } = await group(act);
		const who = await person(act);
		await act.post('agenda', `/api/sessions/${id}/wishes`, { person: who.id, wishes: [one.id] });
		await act.post('agenda', `/api/sessions/${id}/groups/assign`);
	} }, // prettier-ignore
	{ name: 'a calendar is subscribed to', run: async (act) => assert.match((await act.get('guest', '/agenda.ics')).text, /^BEGIN:VCALENDAR[^]*END:VCALENDAR\r\n$/) },
	{ name: 'the agenda is exported in each form', run: async (act) => {
		for (const form of ['xml', 'json', 'v2.json', 'csv', 'xlsx']) assert.ok((await act.get('guest', `/agenda.${form}`)).bytes.length > 1000, form);
	} }, // prettier-ignore
	{ name: 'people are exported', run: async (act) => assert.ok((await act.get('admin', '/api/participants.csv')).bytes.length > 1000) },

	// TLS
	{ name: 'a walk-in is registered over TLS', run: async (act) => act.post('desk over TLS', '/api/participants', { name: { given: 'Secure', family: act.tag }, entity: { name: 'House' } }) },
	{ name: 'a page is fetched over TLS', run: async (act) => act.same('/desk', (await act.heard(() => act.venue.as('guest over TLS').file('/desk'), '/desk')).bytes) },
	{
		name: 'a renewed certificate is taken at SIGHUP',
		run: async (act) => {
			const { venue } = act;
			const laid = new X509Certificate(venue.lay(parseInt(act.tag, 36)));
			const before = venue.server.logs.length;
			venue.server.child.kill('SIGHUP');
			const line = await act.heard(async () => ({ status: 200, text: await venue.logged(/certificate-(read|refused)/, before) }), 'SIGHUP');
			if (!line.text.includes('certificate-read')) assert.ok(!act.faultless, line.text);
			const { certificate } = await act.heard(() => shown(venue), 'the certificate');
			if (act.faultless) assert.equal(certificate.fingerprint256, laid.fingerprint256);
		},
	},

	// screens and videos
	{ name: 'a page is fetched', run: async (act) => act.same('/desk', (await act.heard(() => act.venue.as('guest').file('/desk'), '/desk')).bytes) },
	{ name: 'a video is uploaded in parts, approved and streamed by range', run: async (act) => {
		const { id } = await video(act);
		const whole = await act.get('guest', `/videos/${id}`);
		assert.ok(whole.bytes.equals(FILM));
		const part = await act.get('guest', `/videos/${id}`, { headers: { range: 'bytes=100-199' } });
		assert.ok(part.bytes.equals(FILM.subarray(100, 200)));
	} }, // prettier-ignore
	{ name: 'a video gets captions', run: async (act) => {
		const { id } = await video(act);
		await act.upload('protocol', `/api/videos/${id}/captions?lang=en`, 'WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n', 'text/vtt');
		assert.match((await act.get('guest', `/videos/${id}.en.vtt`)).text, /Hello/);
	} }, // prettier-ignore
	{ name: 'a playlist is made and removed', run: async (act) => {
		const list = await act.post('protocol', '/api/playlists', { name: `List ${act.tag}` });
		await act.post('protocol', `/api/playlists/${list.id}/remove`);
	} }, // prettier-ignore
	{
		name: 'a notice comes over the live stream',
		run: async (act) => {
			const stream = await act.heard(() => listen(act.venue.as('moderator'), 'pledges').catch(act.pardon), 'live');
			try {
				await pledge(act);
				if (act.isReplayed) return; // told already, or on the way to somebody else
				const notice = () => Promise.race([stream.topic('pledges'), stream.closed.then(() => ({ status: 503 }))]);
				await act.heard(async () => ({ status: 200, ...(await notice()) }), 'a notice');
			} finally {
				stream.close();
			}
		},
	},
	{ name: 'the journal’s head is shown', run: async (act) => assert.match((await act.get('guest', '/api/journal/head.svg')).text, /^<svg|<\?xml/) },
];
