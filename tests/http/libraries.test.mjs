// The libraries the program runs with: one older than what it was tried with is no ground for a day, one that lacks an update
// is told to the technician.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONFIG, ended, file } from './lib/commands.mjs';
import { behind } from './lib/machine.mjs';
import { p2c } from './lib/program.mjs';
import { init, serve } from './lib/server.mjs';

const OTHERS = await behind('libraries.c');
const { data } = await init();
const packages = (rows) => ({ ...OTHERS, P2C_PACKAGES: file(Object.entries(rows).map(([name, version]) =>
	`Package: ${name}\nStatus: install ok installed\nPriority: optional\nVersion: ${version}\nConffiles:\n /etc/${name} 1\n\n`).join(''), 'status') });

/** What /readyz, /metrics and the log say of libraries. */
async function told(t, env) {
	const server = await serve(data, { env });
	t.after(() => server.stop());
	const { ills } = (await server.guest.get('/readyz')).json;
	const figure = (await server.guest.get('/metrics')).text.match(/^p2c_ill\{matter="library"\} (\d)$/m)[1];
	await server.stop();
	const lines = server.logs.map((line) => JSON.parse(line)).filter(({ what }) => what === 'library-old');
	return { ills: ills.filter(({ matter }) => matter === 'library'), figure, packages: lines.map((line) => line.package) };
}

test('a library that is older than what the program was tried with is named, and no day is opened', async () => {
	const refused = await p2c(['serve', '--data', data, '--listen', '127.0.0.1:0'], { env: { ...OTHERS, P2C_SQLITE: '3.39.4' } });
	ended(refused, CONFIG, /SQLite is version 3\.39\.4 here; p2c was tried with 3\.40\.1 and later\. Install the updates/);
});

test('a later one is taken', async (t) => {
	assert.deepEqual(await told(t, { ...packages({}), P2C_SQLITE: '3.100.0' }), { ills: [], figure: '0', packages: [] });
});

test('a package without its last fixes is told to the technician, and the day goes on', async (t) => {
	const found = await told(t, packages({ 'libevent-core-2.1-7': '2.1.12-stable-8', 'libssl3': '3.0.99-1~deb12u1', 'libxml2': '2.9.14+dfsg-1.3~deb12u1', 'adduser': '0.1' }));
	assert.deepEqual([found.figure, found.packages], ['1', ['libevent-core-2.1-7', 'libxml2']]);
	assert.match(found.ills[0].detail, /libxml2 is 2\.9\.14\+dfsg-1\.3~deb12u1 here.*apt-get upgrade/);
});

test('where nobody counts packages nothing is said of them', async (t) => {
	assert.deepEqual(await told(t, { ...OTHERS, P2C_PACKAGES: '/nobody/counts' }), { ills: [], figure: '0', packages: [] });
});
