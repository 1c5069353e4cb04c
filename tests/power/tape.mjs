// Records the tape of a day (recorder.c): it is made, people work, the server is killed and started again, copies are made, it is stopped.
import assert from 'node:assert/strict';
import { closeSync, openSync, readSync, realpathSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listen } from '../http/lib/live.mjs';
import { folder, p2c, PROGRAM } from '../http/lib/program.mjs';
import { serve } from '../http/lib/server.mjs';
import { Ledger, makeDay, prepare, signEverybodyIn, work } from './day.mjs';

export const TOOLS = join(dirname(PROGRAM), 'power');
export const ACTS = 300;
const PATIENCE = 20_000;
const TAPE_BYTES = 2 ** 30; // a hole, until it is written

/** Where programs are watched: { root, data, tape, env }. */
export function newTape() {
	const root = realpathSync(folder('p2c-watched'));
	const tape = join(folder('p2c-tape'), 'tape');
	writeFileSync(tape, '');
	truncateSync(tape, TAPE_BYTES);
	return { root, data: join(root, 'data'), tape, env: { LD_PRELOAD: join(TOOLS, 'recorder.so'), P2C_TAPE: tape, P2C_TAPE_ROOT: root } };
}

const FAULT = { at: 16, call: { syncs: 1, writes: 2, truncates: 3 }, file: { database: 1, log: 2, any: 0 } }; // tape.h

/** From now on the disk fails: the nth call of that kind on that file, once or for ever. */
export function failDisk({ tape }, { call, file, nth, forEver = false }) {
	const fd = openSync(tape, 'r+');
	const put = (index, value) => writeSync(fd, Buffer.from(Int32Array.of(value).buffer), 0, 4, FAULT.at + 4 * index);
	put(1, FAULT.call[call]);
	put(2, FAULT.file[file]);
	put(3, forEver ? 1 : 0);
	put(4, 0);
	put(0, nth);
	closeSync(fd);
}

/** The disk is as new; answers how many calls failed. */
export function mendDisk({ tape }) {
	const fd = openSync(tape, 'r+');
	const word = new Int32Array(1);
	writeSync(fd, Buffer.alloc(4), 0, 4, FAULT.at);
	readSync(fd, new Uint8Array(word.buffer), 0, 4, FAULT.at + 16);
	closeSync(fd);
	return word[0];
}

const written = (data) => statSync(join(data, 'p2c.db')).mtimeMs;

/** Waits until the server has moved its log into the database since `before`: in a pause of the work on a slow machine, else left alone. */
async function tidied(server, data, before) {
	const from = performance.now();
	while (written(data) === before) {
		assert.ok(performance.now() - from < PATIENCE, 'no checkpoint');
		await server.guest.get('/healthz');
	}
}

/** One day of ACTS acts: a checkpoint and a log that begins again, a kill, a backup beside the work, a stop. */
export async function recordDay({ root, data, env }) {
	const code = await makeDay(data, env);
	const how = { env, args: ['--snapshots', join(root, 'spare'), '--snapshot-seconds', '1', '--snapshots-kept', '3'] };
	let server = await serve(data, how);
	const who = await signEverybodyIn(server, code);
	who.day = await prepare(who);
	const ledger = new Ledger();
	const more = (n) => work(ledger, who, ({ acts }) => acts.length >= n);
	const again = async (signal) => {
		await server.stop(signal);
		server = await serve(data, how);
		for (const client of Object.values(who)) client.server = server; // the day has no use for it
	};
	const wall = await listen(server.guest, 'agenda,floor,tally');
	try {
		const before = written(data);
		await more(ACTS * 0.45);
		await tidied(server, data, before);
		await more(ACTS * 0.7);
		await again('SIGKILL');
		const copied = more(ACTS * 0.8);
		const backup = await p2c(['backup', join(root, 'backup.db'), '--data', data], { env });
		assert.equal(backup.code, 0, backup.err);
		await copied;
		await again('SIGTERM');
		await more(ACTS);
	} finally {
		wall.close();
		await server.stop();
	}
}
