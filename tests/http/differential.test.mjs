// What our core takes, Node's server and Python's h11 have to take as well, and to understand alike: method, target, header
// fields, body, number of requests. Where they are laxer it does not matter. Inputs: the table, the fuzzers' corpus, and
// seeded mutations of requests that are taken (ROUNDS=N times as many; SEED=N others).
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ROOT } from './lib/program.mjs';
import { judged, judgedHere, wireCases } from './lib/wire.mjs';

const MUTANTS = 16_000;
const CHUNK = 8_000;
const ROUNDS = Number(process.env.ROUNDS ?? 1);
const SEED = Number(process.env.SEED ?? 20261110);
const LONGEST = 2_048;
const OTHERS = [
	{ who: 'h11', command: '/usr/bin/python3', args: [fileURLToPath(new URL('lib/h11_judge.py', import.meta.url))] },
	{ who: 'node', command: process.execPath, args: [fileURLToPath(new URL('lib/node_judge.mjs', import.meta.url))] },
];

/** The path as we decode it, and the query as it came. */
function targetOf(target) {
	const mark = target.indexOf('?');
	const path = mark < 0 ? target : target.slice(0, mark);
	return { path: path.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))), query: mark < 0 ? '' : target.slice(mark + 1) };
}

const alike = ({ method, minor, fields, body }, { path, query }) => ({ method, minor, path, query, fields, body });

/** Fails unless another reader understands what we do. Nothing is compared behind our last request. */
function expectAlike(text, ours, theirs, who) {
	for (const [i, request] of ours.requests.entries()) {
		const what = `${who}, request ${i + 1} of ${JSON.stringify(text)}`;
		const other = theirs.requests[i];
		assert.ok(other, `${what} is refused there (${theirs.refused}) and taken here`);
		assert.deepEqual(alike(request, request), alike(other, targetOf(other.target)), what);
	}
}

/** Holds what we take of these texts against the others; answers how many requests were compared. */
async function compare(texts) {
	const all = await judgedHere(texts);
	const ours = [...all.keys()].filter((i) => all[i].requests.length > 0);
	const said = await Promise.all(OTHERS.map(({ command, args }) => judged(ours.map((i) => texts[i]), command, args)));
	for (const [k, rows] of said.entries()) {
		assert.equal(rows.length, ours.length);
		for (const [at, i] of ours.entries()) expectAlike(texts[i], all[i], rows[at], OTHERS[k].who);
	}
	return { texts: texts.length, taken: ours.length, requests: ours.reduce((sum, i) => sum + all[i].requests.length, 0) };
}

// ---- mutations

/** Numbers below n that a seed decides (mulberry32). */
function chance(seed) {
	let state = seed;
	return (n) => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) % n;
	};
}

const BYTES = '\0\t\n\v\f\r !"#%&\'()*+,-./0159:;<=>?@AZ[\\]^_`az{|}~\x7f\x80\x85\xa0\xc3\xff';
const PIECES = ['\r\n', '\n', '\r', '\r\n\r\n', ' ', '\t', ': ', ',', 'Content-Length: 0\r\n', 'Content-Length: 5\r\n', 'Transfer-Encoding: chunked\r\n', 'Host: localhost\r\n',
	'Connection: close\r\n', 'Connection: keep-alive\r\n', 'Expect: 100-continue\r\n', 'X: a\r\n', 'HTTP/1.1', 'HTTP/1.0', 'GET ', 'POST ', 'HEAD ', '0\r\n\r\n', '5\r\nhello\r\n',
	'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n', '%41', '%2e', '/', '//', '?', 'hello'];
const splice = (text, at, gone, added) => text.slice(0, at) + added + text.slice(at + gone);
const place = (random, text) => random(text.length + 1);
const lineOf = (random, text) => {
	const lines = text.split('\r\n');
	return { lines, at: random(lines.length) };
};
const WAYS = [
	(random, text) => splice(text, place(random, text), 1, BYTES[random(BYTES.length)]),
	(random, text) => splice(text, place(random, text), 0, BYTES[random(BYTES.length)]),
	(random, text) => splice(text, place(random, text), 1 + random(3), ''),
	(random, text) => splice(text, place(random, text), 0, PIECES[random(PIECES.length)]),
	(random, text) => splice(text, text.indexOf('\r\n') + 2, 0, PIECES[random(PIECES.length)]),
	(random, text) => {
		const { lines, at } = lineOf(random, text);
		return [...lines.slice(0, at), lines[at], ...lines.slice(at)].join('\r\n');
	},
	(random, text) => {
		const { lines, at } = lineOf(random, text);
		const other = random(lines.length);
		[lines[at], lines[other]] = [lines[other], lines[at]];
		return lines.join('\r\n');
	},
	(random, text) => {
		const at = place(random, text);
		const letter = text[at] ?? 'a';
		return splice(text, at, 1, letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase());
	},
	(random, text, other) => text + other,
	(random, text, other) => text.slice(0, place(random, text)) + other.slice(place(random, other)),
];

function* mutants(seeds, count, random) {
	for (let i = 0; i < count; i++) {
		let text = seeds[random(seeds.length)];
		for (let steps = 1 + random(3); steps > 0; steps--) text = WAYS[random(WAYS.length)](random, text, seeds[random(seeds.length)]);
		yield text;
	}
}

// ---- the tests

const cases = await wireCases();
const corpus = join(ROOT, 'tests', 'fuzz', 'corpus', 'wire');

test('every request of the table that is taken here is understood alike by the others', async (t) => {
	const count = await compare(cases.map(({ bytes }) => bytes));
	assert.equal(count.taken, cases.filter(({ status }) => status === 0).length);
	t.diagnostic(`${count.requests} requests compared`);
});

test('what the fuzzers start from is understood alike by the others', async () => {
	// The first byte says how the fuzzer cuts the rest.
	const texts = readdirSync(corpus).map((name) => readFileSync(join(corpus, name)).subarray(1).toString('latin1').replaceAll('Host: h\r\n', 'Host: localhost\r\n'));
	assert.ok((await compare(texts)).taken > 0);
});

test('mutations of requests that are taken are refused here, or understood alike by the others', async (t) => {
	const random = chance(SEED);
	const seeds = cases.filter(({ status, bytes }) => status === 0 && bytes.length <= LONGEST).map(({ bytes }) => bytes);
	const total = { texts: 0, taken: 0, requests: 0 };
	for (let left = MUTANTS * ROUNDS; left > 0; left -= CHUNK) {
		const count = await compare([...mutants(seeds, CHUNK, random)]);
		for (const name of Object.keys(total)) total[name] += count[name];
	}
	t.diagnostic(`seed ${SEED}: of ${total.texts} mutations ${total.taken} are taken here, ${total.requests} requests compared`);
	assert.ok(total.taken > total.texts / 20 && total.taken < total.texts, 'some are taken and some are not');
});
