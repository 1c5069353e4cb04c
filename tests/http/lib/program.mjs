// The built program as the tests run it: where it is, folders of their own for it, its commands. Everything that was started
// or made here ends and goes with the process.
import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
/** The program: $P2C, or what `make` left. */
export const PROGRAM = resolve(process.env.P2C ?? join(ROOT, 'build', 'p2c'));

const COMMAND_MS = 60_000;
const MEMORY = '/dev/shm';
const MEMORY_LEAST = 2 ** 30;
const REPORT = /(ERROR|WARNING): \w+Sanitizer: |: runtime error: /;
const REPORT_MOST = 2 ** 18;
const children = new Set();
const folders = new Set();
const reports = [];

process.on('exit', () => {
	for (const child of children) child.kill('SIGKILL');
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
	if (reports.length === 0) return;
	process.stderr.write(`${reports.map(({ said }) => said).join('\n')}\n`);
	process.exitCode = 1;
});

/** Keeps what a sanitizer says of a child (`make test SAN=…`): the file then fails, whatever its tests looked at. */
function watch(child) {
	const report = { said: '' };
	let before = '';
	child.stderr?.on('data', (part) => {
		if (report.said) report.said += report.said.length < REPORT_MOST ? part : '';
		else if (REPORT.test((before += part))) reports.push(Object.assign(report, { said: before }));
		before = before.slice(before.lastIndexOf('\n') + 1).slice(-REPORT_MOST);
	});
}

/** Where folders go: memory where there is plenty, since thousands of commits here wait for a disk otherwise and what a disk
 * loses is tests/fault's matter. $TMPDIR decides when it is set. */
function place() {
	try {
		accessSync(MEMORY, constants.W_OK);
		const { bavail, bsize } = statfsSync(MEMORY);
		return !process.env.TMPDIR && bavail * bsize >= MEMORY_LEAST ? MEMORY : tmpdir();
	} catch {
		return tmpdir();
	}
}

/** A new folder of its own, gone when the tests end. */
export function folder(name = 'p2c') {
	const made = mkdtempSync(join(place(), `${name}-`));
	folders.add(made);
	return made;
}

/** `promise`, or an error that says what did not happen in time. */
export async function within(ms, what, promise) {
	let timer;
	const late = new Promise((_, reject) => {
		timer = setTimeout(() => reject(new Error(`not within ${ms} ms: ${what}`)), ms);
	});
	try {
		return await Promise.race([promise, late]);
	} finally {
		clearTimeout(timer);
	}
}

/** Starts a command; the process ends with the tests at the latest. */
export function begin(command, args, options = {}) {
	const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], ...options, env: { ...process.env, TZ: 'UTC', ...options.env } });
	children.add(child);
	watch(child);
	child.on('close', () => children.delete(child));
	child.stdin.on('error', () => {}); // it may end before it has read everything
	return child;
}

/** Runs a command to its end; answers { code, signal, out, err } with text, or with bytes where `bytes` is set, within `ms`. */
export async function run(command, args, { input = '', bytes = false, ms = COMMAND_MS, ...options } = {}) {
	const child = begin(command, args, options);
	const out = [];
	const err = [];
	child.stdout.on('data', (chunk) => out.push(chunk));
	child.stderr.on('data', (chunk) => err.push(chunk));
	child.stdin.end(input);
	const ended = new Promise((done, fail) => {
		child.on('error', fail);
		child.on('close', (code, signal) => done({ code, signal }));
	});
	const how = await within(ms, [command, ...args].join(' '), ended);
	const said = Buffer.concat(out);
	return { ...how, out: bytes ? said : said.toString(), err: Buffer.concat(err).toString() };
}

/** Runs a command of the program. */
export const p2c = (args, options) => run(PROGRAM, args, options);
