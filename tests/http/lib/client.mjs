// A client as a page of this server is one: same origin, marked, with an idempotency key. Every answer is held against the
// description of the interface and must carry the security headers.
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { checkAnswer, checkHeaders, checkRequest } from './contract.mjs';

const SOCKETS_MAX = 16; // a few clients together stay below what one address may have

/** Sends one request; answers { status, headers, bytes }. */
function send(options, body) {
	return new Promise((done, fail) => {
		const request = http.request(options, (answer) => {
			const parts = [];
			answer.on('data', (part) => parts.push(part));
			answer.on('error', fail);
			answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, bytes: Buffer.concat(parts) }));
		});
		request.on('error', fail);
		request.end(body);
	});
}

export class Client {
	constructor(server) {
		this.server = server;
		this.agent = new http.Agent({ keepAlive: true, maxSockets: SOCKETS_MAX });
		this.cookie = null;
	}

	/** The token of its login, as a device would send it. */
	get token() {
		return this.cookie.slice('p2c='.length);
	}

	get to() {
		return { host: '127.0.0.1', port: this.server.port, agent: this.agent };
	}

	close() {
		this.agent.destroy();
	}

	/** `headers` replace the usual ones; one that is null is not sent. `body` is sent as it is, `json` as JSON; `from` is the
	 * address it comes from. */
	async request(method, path, { json, body, headers = {}, key, version, from } = {}) {
		const payload = json === undefined ? body : JSON.stringify(json);
		const usual = { cookie: this.cookie };
		if (method !== 'GET' && method !== 'HEAD') {
			usual.origin = this.server.origin;
			usual['x-p2c'] = '1';
			usual['content-type'] = 'application/json';
			usual['idempotency-key'] = key ?? randomUUID();
		}
		if (version !== undefined) usual['if-match'] = `"${version}"`;
		if (payload !== undefined) usual['content-length'] = Buffer.byteLength(payload);
		const sent = Object.fromEntries(
			Object.entries({ ...usual, ...headers }).filter(([, value]) => value !== null && value !== undefined),
		);
		const answer = await send({ method, path, headers: sent, ...this.to, localAddress: from }, payload);
		answer.text = answer.bytes.toString();
		answer.json =
			/json/.test(answer.headers['content-type']) && answer.bytes.length && !answer.headers['content-encoding']
				? JSON.parse(answer.text)
				: null;
		checkHeaders(answer, path);
		checkAnswer(method, path, answer);
		if (json !== undefined && answer.status < 300) checkRequest(method, path, json);
		return answer;
	}

	/** A file of the pages, which no route describes. */
	async file(path, headers = {}) {
		const answer = await send({ method: 'GET', path, headers, ...this.to });
		checkHeaders(answer, path);
		return answer;
	}

	get(path, options) {
		return this.request('GET', path, options);
	}

	post(path, json = {}, options = {}) {
		return this.request('POST', path, { json, ...options });
	}

	patch(path, json, options = {}) {
		return this.request('PATCH', path, { json, ...options });
	}

	/** Sends a file as the admin page does. */
	upload(path, body, type = 'text/csv', options = {}) {
		return this.request('POST', path, { body, headers: { 'content-type': type, ...options.headers }, ...options });
	}
}
