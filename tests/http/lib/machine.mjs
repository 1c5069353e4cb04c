// A machine that a test has in its hand (machine.c): how large the disk of the data folder is, of which kind, what time it is.
import assert from 'node:assert/strict';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { folder, run } from './program.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const FLAGS = ['-std=c17', '-D_GNU_SOURCE', '-O2', '-fPIC', '-shared'];
let built;

/** The environment of a program before which this file of C stands. */
export async function behind(source) {
	const library = join(folder('machine'), 'machine.so');
	const made = await run('cc', [...FLAGS, join(HERE, source), '-o', library]);
	assert.equal(made.code, 0, made.err);
	return { LD_PRELOAD: library, ASAN_OPTIONS: `${process.env.ASAN_OPTIONS ?? ''}:verify_asan_link_order=0` };
}

export class Machine {
	constructor(preload, at) {
		this.state = join(at, 'state');
		this.data = join(at, 'data');
		this.file = openSync(this.state, 'w');
		for (const number of [0, 1, 2, 3, 4]) this.set(number, 0);
		/** For serve() and p2c(): what runs so runs on this machine. */
		this.env = {
			...preload,
			P2C_MACHINE: this.state,
			P2C_MACHINE_DATA: this.data,
		};
	}

	set(which, value) {
		const bytes = Buffer.alloc(8);
		bytes.writeBigInt64LE(BigInt(value));
		writeSync(this.file, bytes, 0, 8, which * 8);
	}

	/** Bytes that the disk of the data folder holds in all. */
	size(bytes) {
		this.set(0, bytes);
	}

	/** The file system it is on, as statfs(2) says. */
	kind(number) {
		this.set(1, number);
	}

	/** How far the clock of the wall is ahead. */
	ahead(ms) {
		this.set(2, ms);
	}

	/** Its disk says that it has written, and has not. */
	deaf() {
		this.set(3, 1);
	}

	/** Syncs of its disk wait until it is told otherwise. */
	hold(is = true) {
		this.set(4, is ? 1 : 0);
	}

	/** Nobody waits for its disk any more. */
	close() {
		this.hold(false);
		closeSync(this.file);
	}
}

/** A new one, whose data folder is not there yet. */
export async function machine() {
	built ??= behind('machine.c');
	const at = folder('machine');
	mkdirSync(at, { recursive: true });
	return new Machine(await built, at);
}
