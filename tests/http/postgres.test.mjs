// One language for two databases: the schema files run on a real PostgreSQL, every statement of sql.def prepares there, and
// the ones that rest on ON CONFLICT … RETURNING answer as SQLite does. A private server: own folder, own socket, no network.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const BIN = process.env.PG_BIN ?? '/usr/lib/postgresql/15/bin';
const SCHEMA = join(ROOT, 'server', 'store', 'schema');
const START_MS = 30_000;

let base; // the private folder
let server; // the postgres process
let owner; // PostgreSQL does not run as root

function ownerOf() {
	if (process.getuid() !== 0) return {};
	const id = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
	return { uid: id('-u'), gid: id('-g') };
}

/** Statements as the compiler sees them: [{ name, text }]. */
function statements() {
	const source = '#define SQL(n, t) @@ n @@ t @@\n#include "store/sql.def"\n';
	const compiler = process.env.CC ?? 'cc';
	const expanded = execFileSync(compiler, ['-E', '-P', '-I', join(ROOT, 'server'), '-'], { input: source, encoding: 'utf8' });
	return [...expanded.matchAll(/@@\s*(\w+)\s*@@((?:\s*"(?:[^"\\]|\\.)*")+)\s*@@/g)].map(([, name, literals]) => ({
		name,
		text: [...literals.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([literal]) => JSON.parse(literal)).join(''),
	}));
}

/** A row of a list, by its kind, is so many statements. */
const STATEMENTS_OF = { SQL: 1, EXPORT: 1, ERASE: 1, RETAIN: 2 };

/** Runs a script; answers { out, err }. Stops at the first error unless told to go on. */
function psql(script, { stop = true } = {}) {
	const file = join(base, 'script.sql');
	writeFileSync(file, script);
	const args = ['-X', '-q', '-A', '-t', '-h', base, '-U', 'p2c', '-d', 'postgres', '-f', file];
	const run = spawnSync(join(BIN, 'psql'), stop ? [...args, '-v', 'ON_ERROR_STOP=1'] : args, { encoding: 'utf8', timeout: START_MS });
	if (stop) assert.equal(run.status, 0, run.stderr);
	return { out: run.stdout.trim(), err: run.stderr };
}

/** Resolves when the server says that it is ready; rejects when it ends or says nothing in time. */
function ready(child) {
	return new Promise((resolve, reject) => {
		let said = '';
		const timer = setTimeout(() => reject(new Error(`PostgreSQL did not start: ${said}`)), START_MS);
		const settle = (act) => {
			clearTimeout(timer);
			act();
		};
		child.stderr.on('data', (bytes) => {
			said += bytes;
			if (said.includes('ready to accept connections')) settle(resolve);
		});
		child.on('error', (error) => settle(() => reject(error)));
		child.on('exit', () => settle(() => reject(new Error(`PostgreSQL ended: ${said}`))));
	});
}

async function stopped(child) {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const gone = new Promise((resolve) => child.on('exit', resolve));
	const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
	child.kill('SIGINT'); // fast shutdown
	await gone;
	clearTimeout(timer);
}

before(async () => {
	assert.ok(existsSync(join(BIN, 'initdb')), `PostgreSQL is needed in ${BIN} (PG_BIN says otherwise)`);
	owner = ownerOf();
	base = mkdtempSync(join(tmpdir(), 'p2c-pg-'));
	const data = join(base, 'data');
	mkdirSync(data, { mode: 0o700 });
	for (const folder of owner.uid === undefined ? [] : [base, data]) chownSync(folder, owner.uid, owner.gid);
	const how = { ...owner, cwd: base, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' } };
	execFileSync(join(BIN, 'initdb'), ['-D', data, '-U', 'p2c', '-A', 'trust', '-E', 'UTF8', '--no-sync'], { ...how, stdio: 'pipe' });
	const settings = ['listen_addresses=', `unix_socket_directories=${base}`, 'fsync=off', 'shared_buffers=16MB', 'max_connections=8'];
	server = spawn(join(BIN, 'postgres'), ['-D', data, ...settings.flatMap((s) => ['-c', s])], { ...how, stdio: ['ignore', 'ignore', 'pipe'] });
	await ready(server);
	for (const name of readdirSync(SCHEMA).filter((n) => n.endsWith('.sql')).sort()) {
		psql(`BEGIN;\n${readFileSync(join(SCHEMA, name), 'utf8')}\nCOMMIT;\n`);
	}
});

after(async () => {
	if (server) await stopped(server);
	if (base) rmSync(base, { recursive: true, force: true });
});

test('the list of statements is read whole', () => {
	const all = statements();
	const rows = readdirSync(join(ROOT, 'server', 'store'))
		.filter((name) => /^(sql|privacy_).*\.def$/.test(name))
		.flatMap((name) => [...readFileSync(join(ROOT, 'server', 'store', name), 'utf8').matchAll(/^(\w+)\(/gm)].map(([, kind]) => STATEMENTS_OF[kind] ?? 0));
	assert.equal(all.length, rows.reduce((sum, n) => sum + n, 0));
	assert.ok(all.length > 10);
	for (const { name, text } of all) assert.match(text, /^(SELECT|INSERT|UPDATE|DELETE|WITH)\b/, name);
});

test('every statement prepares on PostgreSQL', () => {
	const all = statements();
	const { err } = psql(all.map(({ name, text }) => `\\warn @${name}\nPREPARE "${name}" AS ${text};\n`).join(''), { stop: false });
	const failures = err
		.split('@')
		.slice(1)
		.filter((part) => part.includes('ERROR'))
		.map((part) => part.replace(/psql:\S*: /g, '').trim());
	assert.equal(err.split('@').length - 1, all.length, err);
	assert.deepEqual(failures, []);
});

test('parameters are numbered in order of first use', () => {
	for (const { name, text } of statements()) {
		const seen = [...new Set([...text.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number)))];
		assert.deepEqual(seen, seen.map((_, i) => i + 1), name);
	}
});

test('counters, settings and the journal answer as on SQLite', () => {
	const text = Object.fromEntries(statements().map((row) => [row.name, row.text]));
	const prepare = (name) => `PREPARE "${name}" AS ${text[name]};\n`;
	const { out } = psql(
		['COUNTER_NEXT', 'SETTING_PUT', 'SETTING_GET', 'JOURNAL_ADD', 'JOURNAL_HEAD', 'JOURNAL_AFTER'].map(prepare).join('') +
			`EXECUTE "COUNTER_NEXT"('badge');\nEXECUTE "COUNTER_NEXT"('badge');\nEXECUTE "COUNTER_NEXT"('new');\n` +
			`EXECUTE "SETTING_PUT"('zone', 'Africa/Kigali');\nEXECUTE "SETTING_PUT"('zone', 'Asia/Baku');\nEXECUTE "SETTING_GET"('zone');\n` +
			`EXECUTE "JOURNAL_ADD"(1, 1654600000000, 'a', 't', 'x', 's', 1, '{}', '', NULL, '\\x00ff');\nEXECUTE "JOURNAL_HEAD";\n` +
			`EXECUTE "JOURNAL_AFTER"(0, 10);\n`,
	);
	assert.deepEqual(out.split('\n'), ['1', '2', '1', 'Asia/Baku', '1|\\x00ff', '1|1654600000000|1|a|t|x|s|{}']);
});
