// The other side of tests/torture/faults.c: what a program under it is to fail, and what it did. Not for the oracle.
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { folder, PROGRAM } from '../../http/lib/program.mjs';

/** What can fail, as in faults.c. Halves: a call that moves bytes moves only half of them. Questions: to the database, which is busy. */
export const KINDS = { memory: 1, files: 2, network: 4, kernel: 8, halves: 16, questions: 32 };

const SHIM = resolve(process.env.P2C_FAULTS_SO ?? join(dirname(PROGRAM), 'torture', 'faults.so'));
const WORDS = 7; // kinds, first, for_ever, depth, cause, counted, failed
const WHERE = 160;
const PLACES = 16384;
const SIZE = WORDS * 8 + WHERE + PLACES * 8;
/** 0: each call may be failed; else one from each place, told by so many frames of the program. */
export const DEPTH = Number(process.env.P2C_PLACES ?? 0);

export class Faults {
	constructor() {
		this.path = join(folder('faults'), 'control');
		this.fd = openSync(this.path, 'w+');
		this.rest();
	}

	close() {
		closeSync(this.fd);
	}

	/** What a program needs to be run under it. */
	get env() {
		return { LD_PRELOAD: SHIM, P2C_FAULTS: this.path };
	}

	/** From now on calls of that kind count; `first` of them fails, one that rest() named (0: none), and all after it when `forEver`. */
	arm(kind, first = 0, forEver = false) {
		this.rest();
		const words = Buffer.alloc(SIZE);
		[0, first, Number(forEver), DEPTH].forEach((word, i) => words.writeBigInt64LE(BigInt(word), i * 8));
		writeSync(this.fd, words, 0, SIZE, 0);
		words.writeBigInt64LE(BigInt(KINDS[kind]), 0); // last, so that nothing counts before all stands
		writeSync(this.fd, words, 0, 8, 0);
	}

	/** Nothing counts, nothing fails; answers { calls, failed, where }: the calls that can be failed, by number or place. */
	rest() {
		const words = Buffer.alloc(SIZE);
		writeSync(this.fd, Buffer.alloc(8), 0, 8, 0);
		readSync(this.fd, words, 0, SIZE, 0);
		const where = words.subarray(WORDS * 8);
		const counted = Number(words.readBigInt64LE(40));
		const places = () => Array.from({ length: PLACES }, (_, i) => words.readBigInt64LE(WORDS * 8 + WHERE + i * 8)).filter((place) => place !== 0n);
		return {
			calls: DEPTH ? places() : Array.from({ length: counted }, (_, i) => i + 1),
			failed: Number(words.readBigInt64LE(48)),
			where: where.subarray(0, where.indexOf(0)).toString(),
		};
	}
}
