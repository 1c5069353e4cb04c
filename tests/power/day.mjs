// A day as the tests of this folder need it: several people at work at once, each act with a key of its own, until somebody says stop. Every act
// is kept with what was asked and what came back, so that it can be asked again.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { p2c } from '../http/lib/program.mjs';

const STROKES = [[[10, 20, 0], [30, 40, 16]], [[50, 60, 200]]]; // prettier-ignore
const NOT_SAVED = 'NOT_SAVED';
const BREAKS = [NOT_SAVED, 'ECONNRESET', 'ECONNREFUSED', 'EPIPE'];
export const ROLES = ['desk', 'moderator', 'agenda', 'protocol', 'kiosk'];

/** An empty day; answers the administrator's one-time code. `env` may watch how it is made. */
export async function makeDay(data, env = {}) {
	const made = await p2c(['init', '--data', data, '--title', 'Power', '--zone', 'Africa/Kigali'], { env });
	assert.equal(made.code, 0, made.err);
	return made.out.match(/#code=(\S+)/)[1];
}

/** Everything that was asked and what came of it. An answer that never came stays null. */
export class Ledger {
	constructor() {
		this.acts = [];
		this.over = false;
	}

	get acknowledged() {
		return this.acts.filter(({ answer }) => answer);
	}

	/** Sends one act; throws when the connection breaks or it could not be saved, and keeps that it was asked. */
	async act(client, method, path, json, version) {
		const act = { client, method, path, json, version, key: randomUUID(), answer: null };
		this.acts.push(act);
		const answer = await client.request(method, path, { json, key: act.key, version });
		if (answer.json?.code === NOT_SAVED) throw Object.assign(new Error(answer.text), { code: NOT_SAVED });
		assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`);
		act.answer = { status: answer.status, text: answer.text };
		return answer.json;
	}
}

/** Signs the roles in: { admin, desk, … }. */
export async function signEverybodyIn(server, code) {
	const admin = await server.signIn({ code });
	const made = { admin };
	for (const role of ROLES) made[role] = await server.signIn({ code: (await admin.post('/api/codes', { role })).json.code });
	return made;
}

/** A session to change. */
export async function prepare(who) {
	const times = { starts_at: '2026-11-10T15:00:00+02:00', ends_at: '2026-11-10T18:00:00+02:00' };
	return { session: (await who.agenda.post('/api/sessions', { kind: 'plenary', title: { en: 'Plenary' }, ...times })).json };
}

/** People come, are checked in, get their badge and go through the door. */
async function register(ledger, { desk }, n) {
	const name = { given: 'Ada', family: `Visitor ${randomUUID().slice(0, 8)} ${n}` };
	const person = await ledger.act(desk, 'POST', '/api/participants', { name, entity: { name: `House ${n % 7}` } });
	await ledger.act(desk, 'POST', `/api/participants/${person.id}/check-in`, {});
	const badge = await ledger.act(desk, 'POST', `/api/participants/${person.id}/badge`, {});
	await ledger.act(desk, 'POST', '/api/scans', { code: badge.qr, point: 'main' });
	return person;
}

/** Pledges are logged, corrected and confirmed. */
async function pledge(ledger, { moderator }, n) {
	const form = { type: 'financial', title: `Pledge ${n}`, amount: { value: `${n + 1}000`, currency: 'USD' }, pledgers: [{ entity_name: `Fund ${n % 5}` }] };
	const made = await ledger.act(moderator, 'POST', '/api/pledges', form);
	const changed = await ledger.act(moderator, 'PATCH', `/api/pledges/${made.id}`, { title: `Pledge ${n}, as corrected` }, made.version);
	await ledger.act(moderator, 'POST', `/api/pledges/${made.id}/confirm`, { means: 'text' }, changed.version);
}

/** The plan is edited, again and again the same session. */
async function edit(ledger, { agenda, day }, n) {
	const form = { title: { en: `Plenary, part ${n}` } };
	day.session = await ledger.act(agenda, 'PATCH', `/api/sessions/${day.session.id}`, form, day.session.version);
}

/** A declaration is written, opened, and signed by somebody who has just come. */
async function sign(ledger, who, n) {
	const { protocol, kiosk } = who;
	const person = await register(ledger, who, n);
	const text = { coalition: `Coalition ${n}`, title: { fr: 'Une déclaration' }, body: { fr: 'Nous connecterons.' } };
	const draft = await ledger.act(protocol, 'POST', '/api/declarations', text);
	const { signatories } = await ledger.act(protocol, 'POST', `/api/declarations/${draft.id}/signatories`, { person: person.id });
	const [row] = signatories;
	await ledger.act(protocol, 'PATCH', `/api/signatories/${row.id}`, { authority: { state: 'seen' } }, row.version);
	await ledger.act(protocol, 'POST', `/api/declarations/${draft.id}/open`, {});
	await ledger.act(protocol, 'POST', `/api/signatories/${row.id}/call`, {});
	const signature = { signatory: row.id, means: 'tablet', strokes: STROKES, text_sha256: draft.text.sha256 };
	await ledger.act(kiosk, 'POST', `/api/declarations/${draft.id}/signatures`, signature);
}

const TEAM = [register, register, register, pledge, pledge, edit, sign];

/** The team works until `isOver(ledger)` is true, or until nothing is saved any more. */
export async function work(ledger, who, isOver) {
	const one = async (job) => {
		try {
			for (let n = 0; !ledger.over && !isOver(ledger); n += 1) await job(ledger, who, n);
		} catch (error) {
			ledger.over = true; // nobody works on without the others
			throw error;
		}
	};
	ledger.over = false;
	const ends = await Promise.allSettled(TEAM.map(one));
	const wrong = ends.find(({ reason }) => reason && !BREAKS.includes(reason.code));
	if (wrong) throw wrong.reason;
}

/** Asks for every act again, in its order and with its key: what was answered gets that answer again and is not done anew. */
export async function askAgain(ledger) {
	for (const { client, method, path, json, version, key, answer } of ledger.acts) {
		const again = await client.request(method, path, { json, key, version });
		if (!answer) continue; // it was done or not, and is now
		assert.deepEqual({ status: again.status, text: again.text }, answer, `${method} ${path}`);
		assert.equal(again.headers['idempotent-replayed'], 'true', `${method} ${path} was done again`);
	}
	await countPeople(ledger);
}

/** Nobody is there twice: each walk-in of the ledger is found once by its name. */
async function countPeople({ acts }) {
	for (const { client, json } of acts.filter(({ path }) => path === '/api/participants').slice(-3)) {
		const { participants } = (await client.get(`/api/participants?q=${encodeURIComponent(json.name.family)}`)).json;
		const same = participants.filter(({ name }) => name.family === json.name.family);
		assert.equal(same.length, 1, json.name.family);
	}
}
