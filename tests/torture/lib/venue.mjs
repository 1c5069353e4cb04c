// A server that is tortured: started again on the same folder whenever it ended as it may, with the same people signed in.
// Not for the scenarios, nor for what to fail.
import assert from 'node:assert/strict';
import { copyFileSync, readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import { Client } from '../../http/lib/client.mjs';
import { folder, p2c, within } from '../../http/lib/program.mjs';
import { serve } from '../../http/lib/server.mjs';
import { Faults } from './faults.mjs';

const ROLES = ['desk', 'door', 'moderator', 'rapporteur', 'protocol', 'agenda', 'kiosk', 'admin'];
const CLOCK = ['--clock', '2022-06-08T15:10:00+02:00']; // within the demonstration's day, so that its logins hold
const OVER_TLS = / over TLS$/;
const CERTIFICATES = 2;
const FATAL = 70;
const ANSWER_MS = 9000; // before the deadline of a head
const END_MS = 20_000;
const SILENT_MS = 2000;

/** The same by TLS, with the authority trusted. */
class SecureClient extends Client {
	constructor(port, ca) {
		super({ port, origin: `https://127.0.0.1:${port}` });
		this.agent = new https.Agent({ keepAlive: false, ca });
	}

	get to() {
		return { ...super.to, protocol: 'https:' };
	}
}

export class Venue {
	constructor(args = []) {
		Object.assign(this, { args, faults: new Faults(), data: join(folder(), 'data'), cookies: {}, starts: 0, files: new Map() });
	}

	async open() {
		await this.start(['--demo']);
		for (const role of ROLES) this.cookies[role] = (await this.server.as(role)).cookie;
		const { code } = await (await this.server.as('admin')).post('/api/codes', { role: 'desk' }).then((answer) => answer.json);
		await this.server.stop();
		await this.certify();
		await this.start();
		const answer = await this.as('desk over TLS').post('/api/login', { code });
		this.cookies['desk over TLS'] = answer.headers['set-cookie'][0].split(';')[0];
	}

	/** Certificates of one authority, to be taken in turn: tls/server.* is what the server reads. */
	async certify() {
		for (let n = 0; n < CERTIFICATES; n++) {
			const made = await p2c(['tls', 'init', '--data', this.data]);
			assert.equal(made.code, 0, made.err);
			for (const what of ['crt', 'key']) copyFileSync(this.pathOf(`server.${what}`), this.pathOf(`${n}.${what}`));
		}
		this.ca = readFileSync(this.pathOf('ca.crt'));
	}

	pathOf(name) {
		return join(this.data, 'tls', name);
	}

	/** Lays the n-th certificate where the server reads it, and answers it. */
	lay(n) {
		for (const what of ['crt', 'key']) copyFileSync(this.pathOf(`${n % CERTIFICATES}.${what}`), this.pathOf(`server.${what}`));
		return readFileSync(this.pathOf('server.crt'));
	}

	async start(args = [...CLOCK, '--listen-tls', '127.0.0.1:0']) {
		this.server = await serve(this.data, { args: [...args, ...this.args], env: this.faults.env });
		this.port = this.server.logs.map((line) => (line.startsWith('{') ? JSON.parse(line) : {})).findLast(({ what }) => what === 'listening-tls')?.port;
		this.ended = null;
		this.server.ended.then((how) => (this.ended = how));
		this.starts++;
	}

	/** A client of that role that opens a connection for each request, so that each request is accepted anew. */
	as(role) {
		const client = OVER_TLS.test(role) ? new SecureClient(Number(this.port), this.ca) : new Client(this.server);
		client.cookie = this.cookies[role] ?? null;
		if (client.agent.protocol === 'http:') client.agent = new http.Agent({ keepAlive: false });
		return client;
	}

	/** A line of the log behind the first `from` that fits; fails when the server ended or is silent. */
	async logged(fits, from) {
		const { server } = this;
		const found = async () => {
			for (;;) {
				const line = server.logs.slice(from).find((one) => fits.test(one));
				if (line !== undefined) return line;
				if (this.ended || server !== this.server) throw new Error('the server ended');
				await new Promise((done) => setImmediate(done));
			}
		};
		return within(SILENT_MS, `a line ${fits}`, found());
	}

	/** The number of the journal's last entry. */
	async head() {
		return (await this.as('guest').get('/api/journal/head')).json.seq;
	}

	/** Is it there and well, or did it end as it may? Then it is started again. Answers whether it had ended. */
	async recover() {
		const alive = await within(ANSWER_MS, 'the server answers or ends', this.alive());
		if (alive) return false;
		const how = await within(END_MS, 'the server ends', this.server.ended);
		assert.deepEqual(how, { code: FATAL, signal: null }, this.server.logs.join('\n'));
		assert.ok(this.hasSaidWhy, `it ended without a word:\n${this.server.logs.join('\n')}`);
		await this.start();
		return true;
	}

	/** It said why it must end; or it did. */
	get isBroken() {
		return this.ended !== null || this.hasSaidWhy;
	}

	get hasSaidWhy() {
		return this.server.logs.some((line) => line.startsWith('p2c: ') || line.includes('store-broken'));
	}

	/** It answers that it is ready; false when it ended before. */
	async alive() {
		while (!this.ended) {
			if (this.isBroken) await this.server.ended;
			try {
				return (await this.as('guest').get('/readyz')).status === 200;
			} catch (error) {
				if (!['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(error.code)) throw error;
				await new Promise((done) => setImmediate(done));
			}
		}
		return false;
	}

	/** Its end: with nothing left behind, and with a journal and totals that can be proved. */
	async close() {
		assert.deepEqual(await this.server.stop(), { code: 0, signal: null }, this.server.logs.join('\n'));
		const proof = await p2c(['verify', '--data', this.data]);
		assert.equal(proof.code, 0, proof.out + proof.err);
		this.faults.close();
	}
}
