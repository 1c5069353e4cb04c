// A real server in a folder of its own, on a free port: started, spoken to, ended by its process id.
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from './client.mjs';
import { begin, folder, p2c, PROGRAM, within } from './program.mjs';

const START_MS = 60_000;
const STOP_MS = 20_000;

/** Waits for the line that says what; rejects when the program ends before. */
function heard(child, lines, what) {
	return new Promise((done, fail) => {
		lines.on('line', (line) => {
			const fact = line.startsWith('{') ? JSON.parse(line) : {};
			if (fact.what === what) done(fact);
		});
		child.on('error', fail);
		child.on('close', (code, signal) => fail(new Error(`the server ended with ${code ?? signal}`)));
	});
}

/** Keeps the process from being waited for, or takes that back. */
function hold(child, on) {
	for (const handle of [child, child.stdin, child.stdout, child.stderr]) handle[on ? 'ref' : 'unref']?.();
}

export class Server {
	constructor(child, data, port, logs) {
		Object.assign(this, { child, data, port, logs, clients: new Map() });
		this.origin = `http://127.0.0.1:${port}`;
		this.ended = new Promise((done) => child.on('close', (code, signal) => done({ code, signal })));
		/** Nobody is signed in. */
		this.guest = new Client(this);
	}

	/** The one-time code of a role that the demonstration day wrote. */
	code(role) {
		const line = readFileSync(join(this.data, 'links'), 'utf8')
			.split('\n')
			.find((row) => row.startsWith(`${role} `));
		return line.split('#code=')[1].trim();
	}

	/** A client signed in with that role; the same one each time. */
	async as(role) {
		if (!this.clients.has(role)) this.clients.set(role, this.signIn({ code: this.code(role) }));
		return this.clients.get(role);
	}

	/** A client signed in with { code } or { name, password }. */
	async signIn(credentials) {
		const client = new Client(this);
		const answer = await client.post('/api/login', credentials);
		assert.equal(answer.status, 200, answer.text);
		client.cookie = answer.headers['set-cookie'][0].split(';')[0];
		return client;
	}

	/** A client with a login of an earlier run of the same day. */
	signedIn(cookie) {
		const client = new Client(this);
		client.cookie = cookie;
		return client;
	}

	/** A further login of a role. */
	async another(role) {
		const admin = await this.as('admin');
		const made = await admin.post('/api/codes', { role });
		return this.signIn({ code: made.json.code });
	}

	/** Asks it to end and waits until it has; answers { code, signal }. */
	async stop(signal = 'SIGTERM') {
		hold(this.child, true);
		for (const client of [this.guest, ...(await Promise.all(this.clients.values()))]) client.close();
		this.child.kill(signal);
		return within(STOP_MS, 'the server ends', this.ended);
	}
}

/** Starts a server on a data folder. `wrap` is a command that starts the program ("prlimit …"). */
export function serve(data, { args = [], env = {}, wrap = [] } = {}) {
	const [command, ...words] = [...wrap, PROGRAM, 'serve', '--data', data, '--listen', '127.0.0.1:0', ...args];
	// Guests of the tests ask faster than strangers may; limits.test.mjs says its own rate as a flag.
	return serving(begin(command, words, { env: { P2C_REQUESTS_PER_ADDRESS: '100000', ...env } }), data);
}

/** The server that a command has begun, once it listens. */
export async function serving(child, data) {
	const lines = createInterface({ input: child.stderr });
	const logs = [];
	lines.on('line', (line) => logs.push(line));
	child.stdout.resume();
	let fact;
	try {
		fact = await within(START_MS, 'the server listens', heard(child, lines, 'listening'));
	} catch (error) {
		throw new Error(`${error.message}\n${logs.join('\n')}`);
	}
	hold(child, false);
	return new Server(child, data, Number(fact.port), logs);
}

/** Where the demonstration day lies that is made once and then copied: of a whole run (run.sh), else of this file. */
const DAYS = process.env.P2C_DAYS ?? folder();
/** A socket is a server's own; what the disk is filled with is made anew. */
const OWN = /\.sock$|\/ballast$/;

/** The demonstration day in a folder that nobody has open. Two who miss it at once both make it, and one is kept. */
async function aDay() {
	const day = join(DAYS, 'day');
	if (existsSync(day)) return day;
	const made = join(mkdtempSync(join(DAYS, 'making-')), 'data');
	const server = await serve(made, { args: ['--demo'] });
	assert.deepEqual(await server.stop(), { code: 0, signal: null });
	try {
		renameSync(made, day);
	} catch (error) {
		assert.ok(['ENOTEMPTY', 'EEXIST'].includes(error.code), error);
	}
	return day;
}

/** A server with the demonstration day in a new folder. */
export async function serveDemo({ args = [], ...options } = {}) {
	return serveCopy(await aDay(), { ...options, args: ['--demo', ...args] });
}

/** A server on a copy of a folder that no server has open. */
export function serveCopy(data, options = {}) {
	const copy = join(folder(), 'data');
	cpSync(data, copy, { recursive: true, filter: (path) => !OWN.test(path) });
	return serve(copy, options);
}

/** An empty data folder; answers { data, code } with the administrator's one-time code. */
export async function init(args = []) {
	const data = join(folder(), 'data');
	const made = await p2c(['init', '--data', data, ...args]);
	assert.equal(made.code, 0, made.err);
	return { data, code: made.out.match(/#code=(\S+)/)[1] };
}
