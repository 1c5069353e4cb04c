// The restore card: a volunteer with the card in hand and a second laptop brings the day back. What is typed here is read out of the
// PDF, and run in a bare folder.
import assert from 'node:assert/strict';
import { randomUUID, X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { listen } from './lib/live.mjs';
import { begin, folder, p2c, PROGRAM, run, within } from './lib/program.mjs';
import { init, serve, serving } from './lib/server.mjs';

const PATIENCE = 20_000;
const NAME = 'desk.example';
const CONTACT = 'Amina Uwase, +250 788 000 000';
const LANGS = ['en', 'fr', 'es', 'ar', 'ru', 'zh'];
/** Above the line at the foot of the page, in points from its top. */
const FOOT = 790;

const { data, code } = await init(['--zone', 'Africa/Kigali']);
assert.equal((await p2c(['tls', 'init', '--data', data, '--hosts', NAME])).code, 0);
/** A second disk, with a name that a shell would take for two. */
const disk = join(folder(), 'second disk');
const first = await serve(data, { args: ['--listen-tls', '127.0.0.1:0', '--hosts', NAME, '--snapshots', disk, '--snapshot-seconds', '1', '--contact', CONTACT] });
after(() => first.stop('SIGKILL'));

/** The card in one language: its file, its text as it stands on the page, what is typed. */
async function card(lang = 'en') {
	const file = join(folder(), 'card.pdf');
	const made = await p2c(['card', 'restore', '-o', file, '--lang', lang, '--data', data]);
	assert.equal(made.code, 0, made.err);
	const { out: text } = await run('pdftotext', ['-layout', file, '-']);
	return { file, text, commands: commandsIn(text) };
}

/** A command goes on in the next line where a line ends with a backslash. Beside Arabic, pdftotext says which way a line runs. */
function commandsIn(text) {
	const lines = text.replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').replaceAll(/\\\n\s*/g, '').split('\n').map((line) => line.trim());
	return lines.filter((line) => /^(?:ls|ip|p2c) [-/'a-z]/.test(line) && !line.startsWith('p2c 0'));
}

/** A command as it is typed into the terminal of another machine, on which p2c was installed. */
const installed = folder();
symlinkSync(PROGRAM, join(installed, 'p2c'));
const typed = (command, cwd) => ['sh', ['-c', command], { cwd, env: { PATH: `${installed}:${process.env.PATH}` } }];

/** What the screens carry of this server. */
async function epochOf(server) {
	const stream = await listen(server.guest, 'agenda');
	const hello = await stream.topic('hello');
	stream.close();
	return hello.data.epoch;
}

async function copiedUpTo(seq) {
	const from = performance.now();
	const isThere = () => existsSync(disk) && readdirSync(disk).some((name) => name.endsWith('.db') && Number(name.slice(4, 16)) >= seq) && existsSync(join(disk, 'tls', 'ca.crt'));
	while (!isThere()) {
		assert.ok(performance.now() - from < PATIENCE, first.logs.join('\n'));
		await first.guest.get('/healthz');
	}
}

/** The page over TLS, by a device that trusts the authority it has. */
const overTls = (port, ca, path) => within(PATIENCE, path, new Promise((done, fail) => {
	https.get({ host: '127.0.0.1', servername: NAME, port, ca, agent: false, path, headers: { host: `${NAME}:${port}` } }, (answer) => {
		answer.resume();
		answer.on('end', () => done(answer.statusCode));
	}).on('error', fail);
}));

const tlsPortOf = (server) => Number(server.logs.map((line) => JSON.parse(line)).find(({ what }) => what === 'listening-tls').port);

test('the card stands on one page in six languages, with the same commands and whom to call', async () => {
	const cards = await Promise.all(LANGS.map(card));
	for (const [i, { file, text, commands }] of cards.entries()) {
		// Beside Arabic, pdftotext tears a line of the terminal apart.
		if (LANGS[i] !== 'ar') assert.deepEqual(commands, cards[0].commands, LANGS[i]);
		assert.ok(text.includes(CONTACT), LANGS[i]);
		assert.match((await run('pdfinfo', [file])).out, /^Pages: +1$/m);
		const { out: boxes } = await run('pdftotext', ['-bbox', file, '-']);
		const [, bottom] = boxes.match(/yMax="([\d.]+)">788</);
		assert.ok(Number(bottom) < FOOT, `${LANGS[i]}: ${bottom}`);
	}
});

test('its code says at which entry of the journal and in which epoch it was printed', async () => {
	const { file, text } = await card();
	const picture = await run('pdftoppm', ['-r', '200', '-gray', file], { bytes: true });
	const page = join(folder(), 'page.pgm');
	writeFileSync(page, picture.out);
	const { out } = await run('zbarimg', ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', page]);
	const head = (await first.guest.get('/api/journal/head')).json;
	const epoch = (await epochOf(first)).split('-')[1];
	assert.equal(out.trim(), `${head.text} EPOCH ${epoch}`);
	assert.match(text, new RegExp(`Entry ${head.seq} · epoch ${epoch}`));
});

test('the authority that devices trust is had without TLS, and its fingerprint is on the card', async () => {
	const answer = await first.guest.get('/ca.crt');
	assert.equal(answer.headers['content-type'], 'application/x-x509-ca-cert');
	const { fingerprint256 } = new X509Certificate(answer.text);
	assert.equal((await first.guest.get('/api/trust')).json.fingerprint, fingerprint256);
	assert.ok((await card()).text.includes(fingerprint256));
	assert.ok(!answer.text.includes('PRIVATE'));
});

test('only the office has the card', async () => {
	assert.equal((await first.guest.get('/api/restore-card.pdf')).status, 401);
});

test('a server that takes no snapshots has no card, and says what to do', async () => {
	const made = await init();
	const plain = await serve(made.data);
	const { code: status, err } = await p2c(['card', 'restore', '-o', join(folder(), randomUUID()), '--data', made.data]);
	assert.equal(status, 1);
	assert.match(err, /takes no snapshots.*--snapshots/);
	assert.equal((await plain.guest.get('/ca.crt')).status, 404);
	assert.deepEqual((await plain.guest.get('/api/trust')).json, { fingerprint: '', hosts: '', tls_port: '' });
	await plain.stop();
	const without = await p2c(['card', 'restore', '-o', join(folder(), randomUUID()), '--data', made.data]);
	assert.equal(without.code, 1);
	assert.match(without.err, /No server runs on this data folder/);
});

test('a volunteer who types what the card says has the day on the second laptop, and the first server is fenced', async (t) => {
	const ca = readFileSync(join(data, 'tls', 'ca.crt'));
	const admin = await first.signIn({ code });
	const added = await admin.post('/api/participants', { name: { family: 'Taken Along' }, entity: { name: 'House' } });
	assert.equal(added.status, 201);
	const { seq } = (await first.guest.get('/readyz')).json;
	await copiedUpTo(seq);
	const { commands } = await card();
	const tlsPort = tlsPortOf(first);
	await first.stop('SIGKILL');

	const [list, restore, address, start, ...none] = commands;
	assert.deepEqual(none, []);
	const laptop = folder();
	assert.match((await run(...typed(list, laptop))).out, /^p2c-\d{12}\.db$/m);
	const restored = await run(...typed(restore, laptop));
	assert.equal(restored.code, 0, restored.err);
	assert.match(restored.out, /^done in \d+\.\d s\nnext: p2c serve/m);
	assert.equal(address, 'ip -brief address');
	const [shell, words, options] = typed(`exec ${start}`, laptop);
	const spare = await serving(begin(shell, words, options), join(laptop, 'p2c-restored'));
	t.after(() => spare.stop());

	assert.equal(spare.port, first.port, 'under the address that the screens know');
	assert.equal(await overTls(tlsPort, ca, '/readyz'), 200, 'with the certificate that they trust');
	const again = spare.signedIn(admin.cookie);
	assert.equal((await again.get(`/api/participants/${added.json.id}`)).json.name.family, 'Taken Along');
	const old = await serve(data);
	t.after(() => old.stop());
	const met = await old.guest.get('/api/agenda', { headers: { 'x-p2c-epoch': await epochOf(spare) } });
	assert.deepEqual([met.status, met.json.code], [503, 'SUPERSEDED']);
});
