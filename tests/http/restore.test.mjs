// A spare brings the day back: from the newest good copy, into a folder of its own, with the certificate; in words for a volunteer.
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { folder, p2c } from './lib/program.mjs';
import { init, serve } from './lib/server.mjs';

const PATIENCE = 20_000;

/** Copies of one day: two snapshots with their certificate. */
const { data, code } = await init();
assert.equal((await p2c(['tls', 'init', '--data', data, '--hosts', 'desk.example'])).code, 0);
const place = folder('p2c-spare');
const server = await serve(data, { args: ['--snapshots', place, '--snapshot-seconds', '1', '--listen-tls', '127.0.0.1:0'] });
const admin = await server.signIn({ code });
after(() => server.stop());

const copies = () => readdirSync(place).filter((name) => name.endsWith('.db')).sort();

async function until(isSo, what) {
	const from = performance.now();
	while (!isSo()) {
		assert.ok(performance.now() - from < PATIENCE, `${what}: ${readdirSync(place)} ${server.logs.join('\n')}`);
		await server.guest.get('/healthz');
	}
}

await until(() => copies().length > 0, 'a first copy');
assert.equal((await admin.post('/api/participants', { name: { family: 'Second' }, entity: { name: 'House' } })).status, 201);
await until(() => copies().length > 1 && existsSync(join(place, 'tls', 'ca.crt')), 'a second copy');

/** The same copies in a folder that a test may spoil. */
function another() {
	const made = folder();
	for (const name of copies().slice(-2)) copyFileSync(join(place, name), join(made, name));
	return { made, names: copies().slice(-2) };
}
const restore = (from, to = join(folder(), 'data')) => p2c(['restore', from, '--data', to]).then((answer) => ({ ...answer, to }));

test('it says what was taken, how old that is, what may be missing, and what to type next', async () => {
	const { out, code: status, err, to } = await restore(place);
	assert.equal(status, 0, err);
	for (const said of [/^taken from .*p2c-\d{12}\.db: pages, references and journal are whole$/m, /^its last entry is \d+, of \d{4}-\d\d-\d\dT/m,
		/^the copy was made \d+ min \d+ s ago$/m, /^what was done after that entry is not in it/m, /^epoch 2:/m, /^done in \d+\.\d s$/m]) assert.match(out, said);
	assert.ok(out.includes(`next: p2c serve --data ${to} `), out);
});

test('the certificate comes along, its key for the owner alone; the authority’s key never leaves the first machine', async () => {
	const { to } = await restore(place);
	for (const name of ['server.crt', 'server.key', 'ca.crt']) assert.deepEqual(readFileSync(join(to, 'tls', name)), readFileSync(join(data, 'tls', name)), name);
	assert.equal(statSync(join(to, 'tls', 'server.key')).mode & 0o777, 0o600);
	for (const where of [place, to]) assert.ok(!existsSync(join(where, 'tls', 'ca.key')), where);
	const spare = await serve(to, { args: ['--listen-tls', '127.0.0.1:0'] });
	assert.deepEqual(await spare.stop(), { code: 0, signal: null });
});

test('a single backup brings its certificate as well', async () => {
	const file = join(folder(), 'copy.db');
	assert.equal((await p2c(['backup', file, '--data', data])).code, 0);
	const { to } = await restore(file);
	assert.deepEqual(readFileSync(join(to, 'tls', 'server.key')), readFileSync(join(data, 'tls', 'server.key')));
});

test('a newest copy that was damaged is named, and the one before it is taken', async () => {
	const { made, names } = another();
	truncateSync(join(made, names[1]), 40_000);
	const { code: status, out, err } = await restore(made);
	assert.equal(status, 0, err);
	assert.match(err, new RegExp(`${names[1]} is damaged and is passed over`));
	assert.match(out, new RegExp(`^taken from .*${names[0]}`, 'm'));
});

test('when none is good it says so, and nothing is put in its place', async () => {
	const { made, names } = another();
	for (const name of names) writeFileSync(join(made, name), 'no database');
	const { code: status, err, to } = await restore(made);
	assert.notEqual(status, 0);
	assert.match(err, /None of the 2 snapshots .* is good/);
	assert.ok(!existsSync(to));
});

test('a folder that is not empty is left alone, in words that help', async () => {
	const full = folder();
	writeFileSync(join(full, 'letter.odt'), 'mine');
	const { code: status, err } = await restore(place, full);
	assert.equal(status, 1);
	assert.match(err, /is not empty \(letter\.odt\)\. Name a folder that is not there yet, such as --data .*-2/);
	assert.deepEqual(readdirSync(full), ['letter.odt']);
});

test('what an attempt that was cut short left is not in the way', async () => {
	const to = join(folder(), 'data');
	mkdirSync(to, { mode: 0o700 });
	writeFileSync(join(to, 'p2c.db.tmp'), 'half');
	assert.equal((await restore(place, to)).code, 0);
});

test('a disk that is too small is told before the first byte', async () => {
	const { made, names } = another();
	// A file that says that it is larger than any disk, and takes no room.
	truncateSync(join(made, names[1]), 2 ** 43);
	const { code: status, err, to } = await restore(join(made, names[1]));
	assert.equal(status, 1);
	assert.match(err, /\d+ MB are needed, \d+ MB are free/);
	assert.ok(!existsSync(to));
});
