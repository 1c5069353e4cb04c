// Random commands of several people, allowed ones and others, against the real server and against a small model of the day; the program is
// ended and killed in between. After each command the answer and what can be seen of the thing are what the model says; now and then all of
// it. A sequence that fails is shortened and printed as a script. SEED=… COMMANDS=… is the long form (make model).
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dice } from '../day/plan.mjs';
import { folder, p2c } from '../http/lib/program.mjs';
import { init, serve } from '../http/lib/server.mjs';
import { CAPACITY, Day, everything, NAMES, planOf, ROLES } from './lib/day_model.mjs';

const LENGTH = Number(process.env.COMMANDS ?? 250);
const ROUNDS = Number(process.env.ROUNDS ?? 2);
const SEED = Number(process.env.SEED ?? 7);
const LOOK_AT_ALL = 60;
const SHRINKS = 40;
const START = Date.parse('2022-06-08T09:00:00+02:00');
const MORE = { kill: 1, restart: 1 };

/** The day as it begins, made once and copied for every run: { data, cookies, day }. */
let begun;
async function beginning() {
	if (begun) return begun;
	const { data, code } = await init(['--zone', 'Africa/Kigali']);
	const server = await serve(data, { args: ['--clock', new Date(START).toISOString()] });
	const admin = await server.signIn({ code });
	const okay = async (request) => {
		const { status, json, text } = await request;
		assert.ok(status < 300, `${status} ${text}`);
		return json;
	};
	const cookies = { admin: admin.cookie };
	const clients = [admin];
	for (const role of ROLES.filter((one) => one !== 'admin')) {
		const client = await server.signIn({ code: (await okay(admin.post('/api/codes', { role }))).code });
		cookies[role] = client.cookie;
		clients.push(client);
	}
	const day = new Day();
	const people = ['requested', 'requested', 'approved', 'confirmed'].map((state, i) => `R-${i},Person ${i},House ${i},${state}`);
	await okay(admin.upload('/api/import/participants', `registration_id,family_name,entity,state\n${people.join('\n')}\n`));
	for (const [i, state] of ['requested', 'requested', 'approved', 'confirmed'].entries()) {
		const { participants } = await okay(admin.get(`/api/participants?q=R-${i}`));
		day.people.push({ id: participants[0].id, name: `Person ${i}`, state, badge: null, old: [], isInside: false });
	}
	await okay(admin.post('/api/points', { id: 'hall', name: 'Hall', exits: true, capacity: CAPACITY }));
	for (let i = 0; i < 4; i += 1) {
		const room = await okay(admin.post('/api/rooms', { name: `Room ${i}` }));
		const form = { kind: 'panel', title: { en: `Session ${i}` }, room: room.id, starts_at: '2022-06-08T14:00:00+02:00', ends_at: '2022-06-08T15:00:00+02:00' };
		const { id } = await okay(admin.post('/api/sessions', form));
		day.sessions.push({ id, state: 'planned', delay: 0 });
	}
	day.list.session = day.sessions[3].id;
	const declaration = await okay(admin.post('/api/declarations', { coalition: 'All', language: 'en', title: { en: 'T' }, body: { en: 'We will.' } }));
	day.declaration = { id: declaration.id, sha256: declaration.text.sha256, state: declaration.state, signatories: [] };
	clients.forEach((client) => client.close());
	await server.stop();
	begun = { data, cookies, day };
	return begun;
}

/** One run of the real thing: what is done to it, and what it says. */
class Run {
	async begin() {
		const { data, cookies, day } = await beginning();
		this.data = join(folder(), 'data');
		cpSync(data, this.data, { recursive: true, filter: (path) => !path.endsWith('.sock') });
		this.day = Object.assign(new Day(), structuredClone({ ...day }));
		this.cookies = cookies;
		this.now = START;
		await this.start();
	}

	wait(ms) {
		this.now += ms;
		this.day.now = this.now;
	}

	async start() {
		this.wait(60_000);
		this.server = await serve(this.data, { args: ['--clock', new Date(this.now).toISOString()] });
		this.clients = Object.fromEntries(Object.entries(this.cookies).map(([role, cookie]) => [role, this.server.signedIn(cookie)]));
	}

	async end(signal) {
		for (const client of Object.values(this.clients)) client.close();
		await this.server.stop(signal);
	}

	async look([path, of, expected]) {
		const { status, json, text } = await this.clients.admin.get(path);
		assert.equal(status, 200, `GET ${path}: ${text}`);
		assert.deepEqual(of(json), expected, `what GET ${path} shows`);
	}

	/** Does one command and holds it against the model; answers its line of the script. */
	async do({ name, seed }, say) {
		if (name === 'kill' || name === 'restart') {
			say(name);
			await this.end(name === 'kill' ? 'SIGKILL' : 'SIGTERM');
			await this.start();
			return;
		}
		const plan = planOf(this.day, { name, roll: dice(seed) });
		if (plan === null) return;
		const { method, path, json, version, role, status, then, answer, looks = [] } = plan;
		say(`${name}: ${method} ${path} ${JSON.stringify(json)}${version === undefined ? '' : ` on version ${version}`} as ${role ?? 'nobody'} → ${status}`);
		if (plan.waits) {
			this.wait(10_000);
			await this.clients.admin.post('/api/clock', { now: new Date(this.now).toISOString() });
		}
		const client = role === null ? this.server.guest : this.clients[role];
		const said = await client.request(method, path, { json, version });
		assert.equal(said.status, status, said.text);
		then?.(said.json);
		if (answer) assert.deepEqual(answer[1](said.json), answer[2](), answer[0]);
		for (const look of looks) await this.look(look());
	}

	async lookAtAll() {
		for (const look of everything(this.day)) await this.look(look);
		const { points } = (await this.clients.admin.get('/api/points')).json;
		assert.equal(points.find(({ id }) => id === 'hall').inside, this.day.inside, 'head count');
	}
}

/** Runs a sequence; answers { error, script }, error null when it held. */
async function attempt(sequence, isLast = false) {
	const run = new Run();
	const script = [];
	let error = null;
	await run.begin();
	try {
		for (const [at, command] of sequence.entries()) {
			await run.do(command, (line) => script.push(line));
			if ((at + 1) % LOOK_AT_ALL === 0) await run.lookAtAll();
		}
		await run.lookAtAll();
	} catch (thrown) {
		error = thrown;
	}
	await run.end('SIGTERM');
	if (isLast && error === null) assert.equal((await p2c(['verify', '--data', run.data])).code, 0, 'the journal and the kept totals hold');
	return { error, script };
}

/** A shorter sequence that fails as well: halves, quarters … are left out as long as it does. */
async function shrink(sequence) {
	let [short, size] = [sequence, Math.ceil(sequence.length / 2)];
	for (let tries = 0; tries < SHRINKS && size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
		for (let at = 0; at < short.length && tries < SHRINKS; ) {
			const without = [...short.slice(0, at), ...short.slice(at + size)];
			tries += 1;
			if ((await attempt(without)).error) short = without;
			else at += size;
		}
	}
	return short;
}

function sequenceOf(seed) {
	const roll = dice(seed);
	const bag = [...NAMES.flatMap((name) => Array(['scan', 'pledgeStep', 'floor', 'signatory', 'sign', 'badge', 'checkIn'].includes(name) ? 12 : 6).fill(name)), ...Object.entries(MORE).flatMap(([name, n]) => Array(n).fill(name))];
	return Array.from({ length: LENGTH }, () => ({ name: bag[roll(bag.length)], seed: roll(2 ** 31) }));
}

for (let round = 0; round < ROUNDS; round += 1) {
	test(`${LENGTH} commands of several people, killed in between, seed ${SEED + round}: the server and the model agree`, async () => {
		const sequence = sequenceOf(SEED + round);
		const { error, script } = await attempt(sequence, true);
		if (!error) return;
		const short = await shrink(sequence);
		const again = await attempt(short);
		assert.fail(`seed ${SEED + round}, ${short.length} commands are enough:\n${again.script.join('\n')}\n${(again.error ?? error).message}`);
	});
}
