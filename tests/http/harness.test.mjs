// The tests' own tools: what a sanitizer says of a program must not go unheard, whatever the test looked at.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder, ROOT, run } from './lib/program.mjs';

/** A file whose one test passes and whose program says this; answers how its run ended. */
function fileOf(saying) {
	const path = join(folder(), 'file.test.mjs');
	writeFileSync(
		path,
		`import { test } from 'node:test';
import { run } from '${ROOT}/tests/http/lib/program.mjs';
test('passes', () => run('sh', ['-c', 'cat >&2'], { input: ${JSON.stringify(saying)} }));
`,
	);
	return run('env', ['-u', 'NODE_TEST_CONTEXT', process.execPath, '--test', path]);
}

for (const saying of [
	'==7==ERROR: LeakSanitizer: detected memory leaks\n',
	'==7==ERROR: AddressSanitizer: heap-use-after-free on address 0x6\n',
	'WARNING: ThreadSanitizer: data race (pid=7)\n',
	'{"what":"listening"}\nserver/x.c:7:1: runtime error: signed integer overflow\n',
])
	test(`a file fails when one of its programs said “${saying.trim()}”`, async () => {
		const { code, out } = await fileOf(saying);
		assert.notEqual(code, 0);
		assert.ok(out.includes(saying.trim().split('\n').at(-1)), out);
	});

test('a file whose programs say other things passes', async () => {
	const { code, out } = await fileOf('p2c: cannot listen: an error of the network\n');
	assert.equal(code, 0, out);
});
