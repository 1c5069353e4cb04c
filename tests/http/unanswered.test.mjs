// A question to the database that fails is told as what it is. Every address that answers an administrator is asked once for each of the
// first questions that stand behind it, and that one fails: never half an answer, never "there is nothing", never "please sign in"; asked again, all is there.
import assert from 'node:assert/strict';
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { behind } from './lib/machine.mjs';
import { folder, p2c } from './lib/program.mjs';
import { serveDemo } from './lib/server.mjs';
import { furnish } from './lib/things.mjs';

const LIVE = 5; // enum route_kind
/** Of one address; a list asks the same for each of its rows. */
const QUESTIONS_MAX = 25;
/** What is drawn for everybody takes long, and asks what its lists ask. */
const DRAWN = /\.(pdf|png|svg)$/;

const file = join(folder('questions'), 'questions');
const fd = openSync(file, 'w+');
writeSync(fd, Buffer.alloc(16), 0, 16, 0);
const server = await serveDemo({ env: { ...await behind('questions.c'), P2C_QUESTIONS: file } });
after(async () => {
	assert.deepEqual(await server.stop(), { code: 0, signal: null });
	closeSync(fd);
});
const { admin, THINGS } = await furnish(server);
const routes = JSON.parse((await p2c(['routes', '--json'])).out);

/** The at-th question from now on fails. */
function fail(at) {
	const bytes = Buffer.alloc(16);
	bytes.writeBigInt64LE(BigInt(at));
	writeSync(fd, bytes, 0, 16, 0);
}

/** How many were begun since. */
function begun() {
	const bytes = Buffer.alloc(16);
	readSync(fd, bytes, 0, 16, 0);
	return Number(bytes.readBigInt64LE(8));
}

/** The address with what is there, or null where nothing of the kind is. */
function filled(path) {
	let isThere = true;
	const whole = path.replace(/([\w-]+)\/\{\w+\}/g, (all, word) => {
		isThere &&= THINGS[word] !== undefined;
		return `${word}/${THINGS[word]}`;
	});
	return isThere && !whole.includes('{') ? whole : null;
}

async function unanswered(path) {
	for (let at = 1; at <= QUESTIONS_MAX; at += 1) {
		fail(at);
		const answer = await admin.get(path);
		const has = begun() >= at;
		fail(0);
		if (!has) return at - 1;
		assert.deepEqual([answer.status, answer.json?.code], [503, 'BUSY'], `${path}, question ${at}`);
	}
	return QUESTIONS_MAX;
}

test('a question that fails is answered by "busy", and never by a part of what was asked for', async (t) => {
	let asked = 0;
	const addresses = routes.filter((one) => one.method === 'GET' && one.kind !== LIVE && !DRAWN.test(one.path)).map((one) => filled(one.path));
	for (const path of addresses.filter((one) => one !== null)) {
		if ((await admin.get(path)).status !== 200) continue;
		const questions = await unanswered(path);
		asked += questions;
		assert.equal((await admin.get(path)).status, 200, path);
	}
	t.diagnostic(`${asked} questions failed`);
	assert.ok(asked > 150, `${asked}`);
});
