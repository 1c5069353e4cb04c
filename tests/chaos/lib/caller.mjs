// A page that never gives up: says an act with its key until an answer has come, whatever the network does meanwhile. An act without an
// answer may have been done or not; saying it again with the same key is how one finds out.
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { pace } from './pace.mjs';

/** A request that got no answer in this time is given up and said again. */
const PATIENCE_MS = 700;
const TRIES = 400;
/** Not now: the server starts, is full, or could not save. The act was not done. */
const LATER = new Set([429, 503, 507]);

export class Caller {
	/** `way` is anything with a port and an origin: a server or a proxy. */
	constructor(way, cookie, { patience = PATIENCE_MS, tries = TRIES } = {}) {
		Object.assign(this, { way, cookie, patience, tries, asked: 0, unanswered: 0, replayed: 0 });
		this.agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
	}

	close() {
		this.agent.destroy();
	}

	/** One request, once: { status, json, headers }, or null when no whole answer came. */
	once(method, path, json, key, version) {
		const payload = json === undefined ? '' : JSON.stringify(json);
		const headers = { ...(this.cookie && { cookie: this.cookie }), ...(version && { 'if-match': `"${version}"` }) };
		if (method !== 'GET') {
			Object.assign(headers, { origin: this.way.origin, 'x-p2c': '1', 'content-type': 'application/json', 'idempotency-key': key });
			headers['content-length'] = Buffer.byteLength(payload);
		}
		this.asked += 1;
		return new Promise((done) => {
			const options = { host: '127.0.0.1', port: this.way.port, method, path, headers, agent: this.agent };
			const request = http.request(options, (answer) => {
				const parts = [];
				answer.on('data', (part) => parts.push(part));
				answer.on('error', () => done(null));
				answer.on('end', () => done(read(answer, Buffer.concat(parts))));
				answer.on('close', () => done(null)); // a whole answer has ended before
			});
			const timer = setTimeout(() => request.destroy(), this.patience);
			request.on('error', () => done(null));
			request.on('close', () => clearTimeout(timer));
			request.end(payload);
		});
	}

	/** The act, on a version where one is named, until it is answered: { status, json, headers, tries }. Null when there is none after all tries. */
	async act(method, path, json, key = randomUUID(), version) {
		for (let tries = 1; tries <= this.tries; tries += 1) {
			const answer = await this.once(method, path, json, key, version);
			if (answer === null) this.unanswered += 1;
			if (answer !== null && !LATER.has(answer.status)) {
				if (answer.headers['idempotent-replayed']) this.replayed += 1;
				return { ...answer, tries };
			}
			if (tries > 2) await pace(Math.min(20 * tries, 300));
		}
		return null;
	}

	post(path, json = {}, key) {
		return this.act('POST', path, json, key);
	}

	get(path) {
		return this.act('GET', path);
	}
}

function read(answer, bytes) {
	const text = bytes.toString();
	const json = /json/.test(answer.headers['content-type'] ?? '') && text ? JSON.parse(text) : null;
	return { status: answer.statusCode, headers: answer.headers, json, text };
}
