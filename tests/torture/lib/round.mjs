// One round of a scenario: acted out while something fails, then again with nothing failing and the same keys. What was
// acknowledged the first time must be known the second time, all must be done in the end, and each thing once.
import assert from 'node:assert/strict';
import { within } from '../../http/lib/program.mjs';
import { DEPTH } from './faults.mjs';

const SCENARIO_MS = 9000; // before the deadline of a head: nobody is left waiting for that
const PATIENCE_MS = 800; // with all calls of a kind failing: a server without descriptors lets people wait

const patience = ({ ms = SCENARIO_MS }) => ms;

/** A step that was not answered as wanted: part of a fault, no finding. */
class Stopped extends Error {}

/** One acting out. `tag` names what is made in it and is part of every key. */
export class Act {
	constructor(venue, tag, { known = new Map(), faultless = true } = {}) {
		Object.assign(this, { venue, tag, known, faultless, n: 0, said: new Map(), isReplayed: false });
	}

	/** A change with a key of its own; answers the JSON. `options` as of Client.request; `unkept`: its answer is kept under no key. */
	async send(role, method, path, { unkept = false, key = `torture-${this.tag}-${++this.n}`.padEnd(24, '-'), ...options }) {
		const answer = await this.heard(() => this.venue.as(role).request(method, path, { key, ...options }), `${method} ${path}`);
		const before = this.known.get(key);
		if (before !== undefined && !unkept) {
			assert.equal(answer.headers['idempotent-replayed'], 'true', `${method} ${path} was acknowledged and is not known any more`);
			assert.equal(answer.text, before);
		}
		this.said.set(key, answer.text);
		this.isReplayed = answer.headers['idempotent-replayed'] === 'true';
		return answer.json;
	}

	post(role, path, json = {}, options = {}) {
		return this.send(role, 'POST', path, { json, ...options });
	}

	patch(role, path, json, version) {
		return this.send(role, 'PATCH', path, { json, version });
	}

	upload(role, path, body, type = 'text/csv', options = {}) {
		return this.send(role, 'POST', path, { body, headers: { 'content-type': type }, ...options });
	}

	/** Asks; answers the whole answer. */
	async get(role, path, options) {
		return this.heard(() => this.venue.as(role).get(path, options), `GET ${path}`);
	}

	/** An error that may be a fault's doing, as an answer. */
	pardon = (error) => {
		if (this.faultless) throw error;
		return { status: 503 };
	};

	/** Fails unless a file is the same whenever it is whole. */
	same(name, bytes) {
		this.venue.files.set(name, this.venue.files.get(name) ?? bytes);
		assert.ok(this.venue.files.get(name).equals(bytes), `${name} is another file`);
	}

	/** A wanted answer; under a fault it may also be a refusal of the server's own making, or none. */
	async heard(ask, what) {
		let answer;
		try {
			answer = await ask();
		} catch (error) {
			if (this.faultless || (error.code === 'ERR_ASSERTION' && !this.isOver)) throw error;
			throw new Stopped(`${what}: ${error.code ?? error.message}`);
		}
		if (this.isOver) throw new Stopped(`${what}: too late`);
		if (answer.status < 300) return answer;
		assert.ok(!this.faultless && answer.status >= 500, `${what} was answered ${answer.status} ${answer.text}`);
		throw new Stopped(`${what}: ${answer.status}`);
	}
}

async function actOut(scenario, act, forEver) {
	const acting = scenario.run(act).catch((error) => {
		if (!(error instanceof Stopped)) throw error;
	});
	try {
		await within(forEver ? PATIENCE_MS : patience(scenario), scenario.name, acting);
	} catch (error) {
		if (!forEver || !error.message.startsWith('not within')) throw error;
	}
	act.isOver = true;
}

/** Acts it out with nothing failing. A server that was just ending when it was asked is asked again when it is back. */
async function again(venue, scenario, tag, known) {
	try {
		await within(patience(scenario), scenario.name, scenario.run(new Act(venue, tag, { known })));
	} catch (error) {
		if (!venue.isBroken) throw error;
		await venue.recover();
		await within(patience(scenario), scenario.name, scenario.run(new Act(venue, tag, { known })));
	}
}

let tags = 0;
const nextTag = () => `${(++tags).toString(36)}`;

async function actOutWell(venue, scenario, kind) {
	const before = await venue.head();
	venue.faults.arm(kind);
	await scenario.run(new Act(venue, nextTag()));
	const { calls } = venue.faults.rest();
	return { entries: (await venue.head()) - before, calls };
}

/** How a scenario goes when nothing fails: { entries, calls }. The first time fills what is kept in memory; its places count, too. */
export async function measure(venue, scenario, kind) {
	const first = await actOutWell(venue, scenario, kind);
	const { entries, calls } = await actOutWell(venue, scenario, kind);
	return { entries, calls: DEPTH ? [...new Set([...first.calls, ...calls])] : calls };
}

/** Fails the k-th call of a kind, or all from it on. Answers whether the server ended of it. */
export async function round(venue, scenario, { kind, k, forEver, entries }) {
	const tag = nextTag();
	const before = await venue.head();
	const first = new Act(venue, tag, { faultless: false });
	venue.faults.arm(kind, k, forEver);
	let fault, ended;
	try {
		try {
			await actOut(scenario, first, forEver);
		} finally {
			fault = venue.faults.rest();
		}
		ended = await venue.recover();
		await again(venue, scenario, tag, first.said);
		if (!scenario.noisy) assert.equal((await venue.head()) - before, entries, 'entries of the journal');
	} catch (error) {
		error.message = `${scenario.name}: ${kind} ${k}${forEver ? ' and all after it' : ''} (${fault?.where}): ${error.message}`;
		throw error;
	}
	return { ended, failed: fault.failed };
}
