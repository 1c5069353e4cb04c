// What must hold when it matters: badges for everybody, a journal that shows every change to it, backups that restore, a disk
// that fills up.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { closedDemo, CONFIG, copyOf, ended, FAILED, file, HEADER, OK, on, people, row, WORK } from './lib/commands.mjs';
import { folder, run } from './lib/program.mjs';
import { init, serve, serveCopy } from './lib/server.mjs';

const DEMO = await closedDemo();
const headOf = (out) => out.match(/Head: (\d+:[0-9a-f]{64})/)[1];

/** Changes the database behind the program's back. */
async function sql(data, text) {
	const answer = await run('sqlite3', ['-bail', join(data, 'p2c.db'), text]);
	assert.equal(answer.code, 0, answer.err);
	return answer.out.trim();
}

// ---- badges

test('one badge is drawn by registration ID, code or name, in three forms', async () => {
	const [person] = (await people(DEMO)).filter((p) => p.state === 'arrived');
	for (const form of ['pdf', 'png', 'svg']) {
		const path = join(WORK, `badge.${form}`);
		ended(await on(DEMO, 'badge', person.registration_id, '-o', path), OK);
		const start = readFileSync(path).subarray(0, 8).toString('latin1');
		assert.match(start, { pdf: /^%PDF/, png: /^\x89PNG/, svg: /^<\?xml|^<svg/ }[form]);
	}
	ended(
		await on(DEMO, 'badge', `${person.family_name} ${person.given_name} ${person.registration_id}`, '-o', join(WORK, 'by-name.pdf')),
		OK,
	);
});

test('a badge of nobody, of several, or of somebody without one is told', async () => {
	const draw = (who) => on(DEMO, 'badge', who, '-o', join(WORK, 'never.pdf'));
	ended(await draw('Nobody At All'), FAILED, /Nobody fits/);
	ended(await draw('a'), FAILED, /More than one/);
	// Some of those who are confirmed hold one that was printed before the day.
	const coming = (await people(DEMO)).filter((p) => p.state === 'confirmed').slice(0, 40);
	const said = [];
	for (const { registration_id: id } of coming) {
		said.push(await draw(id));
		if (said.at(-1).code === FAILED) break;
		rmSync(join(WORK, 'never.pdf'));
	}
	ended(said.at(-1), FAILED, /no badge yet/);
	assert.ok(!existsSync(join(WORK, 'never.pdf')));
});

test('badges --all has a page for everybody who may have one', async () => {
	const { data } = await init();
	const rows = Array.from({ length: 30 }, (_, i) => row(`B-${i}`, `Guest ${i}`, { state: i === 7 ? 'requested' : '' })).join('');
	ended(await on(data, 'import', 'participants', file(HEADER + rows)), OK);
	const path = join(WORK, 'all.pdf');
	ended(await on(data, 'badges', '--all', '-o', path), OK, /^29 badges/);
	assert.match((await run('pdfinfo', [path])).out, /^Pages:\s+29$/m);
	ended(await on(data, 'badges', '--all', '-o', path), OK, /^29 badges/);
	assert.equal(await sql(data, 'SELECT COUNT(*) FROM badge'), '29');
});

test('badges are drawn beside a running server, and its log of them is the operator’s', async () => {
	const server = await serve((await init()).data);
	ended(await on(server.data, 'import', 'participants', file(HEADER + row('R-1') + row('R-2'))), OK);
	ended(await on(server.data, 'badges', '--all', '-o', join(WORK, 'running.pdf')), OK, /^2 badges/);
	assert.equal(await sql(server.data, "SELECT DISTINCT actor FROM journal WHERE action = 'badge.issue'"), 'operator');
	await server.stop();
});

// ---- the journal's proof

test('an untouched journal verifies, beside a running server too', async () => {
	const server = await serveCopy(DEMO);
	ended(await on(server.data, 'verify'), OK, /whole/, /Head: \d+:[0-9a-f]{64}/);
	await server.stop();
});

for (const [what, change, words] of [
	['an altered action', "UPDATE journal SET action = 'pledge.confirm' WHERE seq = 500", /500/],
	['an altered actor', "UPDATE journal SET actor = 'nobody' WHERE seq = 7", /\b7\b/],
	['an altered time', 'UPDATE journal SET at = at + 1 WHERE seq = 1', /\b1\b/],
	[
		'altered data',
		"UPDATE journal SET data = replace(data, 'a', 'b') WHERE seq = (SELECT MAX(seq) FROM journal WHERE data LIKE '%a%')",
		/\d/,
	],
	[
		'an altered sealed value',
		'UPDATE journal SET sealed = zeroblob(length(sealed)) WHERE seq = (SELECT MIN(seq) FROM journal WHERE sealed IS NOT NULL)',
		/\d/,
	],
	['a missing entry', 'DELETE FROM journal WHERE seq = 900', /90[01]/],
	[
		'two entries exchanged',
		'UPDATE journal SET seq = -1 WHERE seq = 20; UPDATE journal SET seq = 20 WHERE seq = 21; UPDATE journal SET seq = 21 WHERE seq = -1',
		/2[01]/,
	],
]) {
	test(`${what} is found and named`, async () => {
		const data = copyOf(DEMO);
		await sql(data, change);
		ended(await on(data, 'verify'), FAILED, /does not verify/, words);
	});
}

test('a printed head proves that nothing was cut off', async () => {
	const data = copyOf(DEMO);
	const head = headOf((await on(data, 'verify')).out);
	ended(await on(data, 'verify', '--head', head), OK);
	ended(await on(data, 'code', '--role', 'desk'), OK);
	ended(await on(data, 'verify', '--head', head), OK);
	const last = headOf((await on(data, 'verify')).out);
	await sql(data, 'DELETE FROM journal WHERE seq = (SELECT MAX(seq) FROM journal)');
	ended(await on(data, 'verify'), OK);
	ended(await on(data, 'verify', '--head', last), FAILED, /does not verify/);
	const other = head.replace(/.$/, (c) => (c === '0' ? '1' : '0'));
	ended(await on(data, 'verify', '--head', other), FAILED, /does not verify/);
});

test('somebody whose key is destroyed is gone, and the journal still verifies', async () => {
	const data = copyOf(DEMO);
	await sql(data, 'DELETE FROM person_key WHERE person_id = (SELECT person_id FROM journal WHERE sealed IS NOT NULL LIMIT 1)');
	ended(await on(data, 'verify'), OK);
});

// ---- backups

test('a backup of a running day restores to the same day', async () => {
	const server = await serveCopy(DEMO, { args: ['--demo'] });
	const desk = await server.as('desk');
	let writing = true;
	const writer = (async () => {
		for (let i = 0; writing; i++)
			await desk.post('/api/participants', { name: { given: 'During', family: `Backup ${i}` }, entity: { name: 'X' } });
	})();
	const path = join(WORK, 'day.backup');
	const backup = await on(server.data, 'backup', path);
	writing = false;
	await writer;
	ended(backup, OK, /verified/);
	await server.stop();
	const data = join(folder(), 'restored');
	ended(await on(data, 'restore', path), OK, /holds the event again/);
	const head = headOf(backup.out);
	ended(await on(data, 'verify', '--head', head), OK);
	const [seq, after] = [head, headOf((await on(data, 'verify')).out)].map((one) => Number(one.split(':')[0]));
	assert.equal(after, seq + 1, 'one entry more: the epoch was raised');
	ended(await on(server.data, 'verify', '--head', head), OK);
	const again = await serve(data, { args: ['--demo'] });
	assert.equal((await again.guest.get('/api/agenda')).json.day.zone, 'Africa/Kigali');
	await again.stop();
});

test('a backup never overwrites, and a restore never over a day', async () => {
	const path = join(WORK, 'once.backup');
	ended(await on(DEMO, 'backup', path), OK);
	const bytes = readFileSync(path);
	ended(await on(DEMO, 'backup', path), FAILED, /exists/);
	assert.deepEqual(readFileSync(path), bytes);
	ended(await on(copyOf(DEMO), 'restore', path), FAILED, /exists/);
	assert.ok(!existsSync(`${path}.tmp`));
});

test('a damaged backup is not restored', async () => {
	const path = join(WORK, 'damaged.backup');
	ended(await on(DEMO, 'backup', path), OK);
	const bytes = readFileSync(path);
	bytes.fill(0x55, bytes.length / 2, bytes.length / 2 + 8192);
	writeFileSync(path, bytes);
	for (const broken of [path, file('hello', 'no.backup'), file('', 'empty.backup'), join(WORK, 'none.backup')]) {
		const data = join(folder(), 'restored');
		assert.notEqual((await on(data, 'restore', broken)).code, OK, broken);
		assert.ok(!existsSync(join(data, 'p2c.db')), broken);
	}
});

test('a database of a newer version is left alone by every command', async () => {
	const data = copyOf(DEMO);
	await sql(data, "UPDATE setting SET value = '999' WHERE name IN ('schema', 'schema_least')");
	await sql(data, 'PRAGMA wal_checkpoint(TRUNCATE)');
	const bytes = readFileSync(join(data, 'p2c.db'));
	for (const args of [
		['serve', '--listen', '127.0.0.1:0'],
		['verify'],
		['export', 'pledges'],
		['code', '--role', 'desk'],
		['backup', join(WORK, 'newer.backup')],
	]) {
		const answer = await on(data, ...args);
		assert.ok([FAILED, CONFIG].includes(answer.code), `${args}: ${answer.code}`);
		assert.match(answer.err, /999|newer/, args.join(' '));
	}
	ended(await on(data, 'serve', '--listen', '127.0.0.1:0'), CONFIG, /newer version/);
	ended(await on(join(folder(), 'restored'), 'restore', join(data, 'p2c.db')), CONFIG, /newer version/);
	assert.deepEqual(readFileSync(join(data, 'p2c.db')), bytes);
});

test('a file that is no database is told', async () => {
	const data = copyOf(DEMO);
	writeFileSync(join(data, 'p2c.db'), 'this is a letter\n'.repeat(1000));
	assert.notEqual((await on(data, 'serve', '--listen', '127.0.0.1:0')).code, OK);
});

// ---- the disk

test('on a full disk changes are refused as such, reading goes on, and nothing is half saved', async () => {
	const data = copyOf(DEMO);
	const limit = Math.max(statSync(join(data, 'p2c.db')).size, 1_000_000) + 64 * 1024;
	const server = await serve(data, { args: ['--demo'], wrap: ['prlimit', `--fsize=${limit}`] });
	const desk = await server.as('desk');
	const add = (i) =>
		desk.post('/api/participants', { name: { given: 'Full', family: `Disk ${i}` }, title: 'y'.repeat(200), entity: { name: `${'X'.repeat(180)} ${i}` } });
	const saved = [];
	const refused = [];
	for (let i = 0; refused.length < 5 && i < 3000; i++) {
		const answer = await add(i);
		if (answer.status === 201) saved.push(answer.json.registration_id);
		else refused.push(answer);
	}
	assert.equal(refused.length, 5);
	for (const answer of refused) {
		assert.equal(answer.status, 507, answer.text);
		assert.equal(answer.json.code, 'DISK_FULL');
		assert.match(answer.json.title, /Nothing was saved/);
	}
	assert.equal((await server.guest.get('/api/agenda')).status, 200);
	assert.equal((await desk.get('/api/participants?q=full')).json.total, saved.length);
	await server.stop();
	ended(await on(data, 'verify'), OK);
	const rows = (await people(data)).filter((p) => p.given_name === 'Full').map((p) => p.registration_id);
	assert.deepEqual(rows.sort(), saved.sort());
});
