// Printing on real IPP printers (CUPS's ippeveprinter): the way of a badge to paper, and everything that stops it. Whatever breaks
// on the way, no badge comes out twice without saying so.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { listen } from './lib/live.mjs';
import { freePort, printer, wire } from './lib/printer.mjs';
import { folder, p2c, run, within } from './lib/program.mjs';
import { anymap, readPages, readPwg, upright } from './lib/pwg.mjs';
import { init, serve } from './lib/server.mjs';

const WAIT_MS = 30_000;
const DESK_HEARS_MS = 2000;

// ---- a day with a few people

const PEOPLE = `registration_id,family_name,given_name,name_latin,entity,entity_type,country,category,roles,email,language,state
${Array.from({ length: 60 }, (_, i) => `R${i},Family${i},Given,,Print House,academia,RWA,,,,,confirmed`).join('\n')}
`;

const { data, code } = await init(['--title', 'Print day']);
writeFileSync(join(data, 'people.csv'), PEOPLE);
assert.equal((await p2c(['import', 'participants', join(data, 'people.csv'), '--data', data])).code, 0);
let server = await serve(data);
let admin = await server.signIn({ code });
let desk = await server.signIn({ code: (await admin.post('/api/codes', { role: 'desk' })).json.code });
after(async () => {
	for (const client of [admin, desk]) client.close();
	assert.deepEqual(await server.stop(), { code: 0, signal: null });
});

const json = async (promise) => {
	const answer = await promise;
	assert.ok(answer.status < 300, answer.text);
	return answer.json;
};
const refused = async (promise, status, errorCode, field) => {
	const answer = await promise;
	assert.deepEqual([answer.status, answer.json.code, answer.json.field], [status, errorCode, field], answer.text);
	return answer.json;
};

const { participants } = await json(desk.get('/api/participants?q=family&limit=200'));
let next = 0;
/** Somebody's new badge. */
const badge = async (reason) => json(desk.post(`/api/participants/${participants[next++].id}/badge`, reason ? { reason } : {}));

let names = 0;
const add = (uri, more = {}) => json(admin.post('/api/printers', { name: `Printer ${++names}`, uri, ...more }));
const print = async (where, { serial }, client = desk) => (await json(client.post('/api/print-jobs', { printer: where.id, serial }))).jobs[0];

/** Asks until what comes is wanted, again at each notice about printing. */
async function until(what, ask, wanted, ms = WAIT_MS) {
	const live = await listen(desk, 'print');
	let got;
	try {
		return await within(
			ms,
			what,
			(async () => {
				for (;;) {
					got = await ask();
					if (wanted(got)) return got;
					await live.topic('print');
				}
			})(),
		);
	} catch (error) {
		throw new Error(`${error.message}: ${JSON.stringify(got)}`);
	} finally {
		live.close();
	}
}
const jobOf = (id) => json(desk.get(`/api/print-jobs/${id}`));
const reaches = (id, ...states) => until(`job ${states}`, () => jobOf(id), (job) => states.includes(job.state));
const printerOf = async (id) => (await json(desk.get('/api/printers'))).printers.find((row) => row.id === id);
const becomes = (id, what, wanted, ms) => until(`a printer ${what}`, () => printerOf(id), wanted, ms);
const ready = (id) => becomes(id, 'that is idle', (row) => row.state === 'idle');

/** A virtual printer and its row, ready. */
async function station(options = {}, more = {}) {
	const device = await printer(options);
	after(() => device.kill());
	const row = await add(device.uri, more);
	return { device, row: await ready(row.id) };
}

const drawn = async ({ serial }) => (await desk.get(`/api/badges/${serial}.pdf`)).bytes;
const history = async (id) => execFileSync('sqlite3', ['-readonly', join(data, 'p2c.db'), `SELECT action FROM journal WHERE subject = '${id}' ORDER BY seq`], { encoding: 'utf8' }).trim().split('\n');

// ---- success

test('a badge is printed: the printer gets the very bytes of the PDF, once', async () => {
	const { device, row } = await station();
	assert.deepEqual([row.format, row.media, row.accepts, row.reasons], ['pdf', 'oe_badge_105x148mm', true, []]);
	const issued = await badge();
	const job = await print(row, issued);
	assert.deepEqual([job.state, job.kind, job.serial, job.attempts, job.why], ['queued', 'badge', issued.serial, 0, null]);
	assert.equal(job.title, `Badge ${issued.serial}`);
	assert.ok(job.person.name);
	const done = await reaches(job.id, 'printed');
	assert.equal(done.attempts, 1);
	assert.equal(device.files.length, 1);
	assert.ok(device.files[0].equals(await drawn(issued)));
	const acts = await history(job.id);
	assert.deepEqual([acts[0], acts[1], acts.at(-1)], ['print.queue', 'print.send', 'print.finish']);
});

test('a pack of badges comes out in order, one after the other', async () => {
	const { device, row } = await station();
	const pack = [await badge(), await badge(), await badge()];
	const { jobs } = await json(desk.post('/api/print-jobs', { printer: row.id, serials: pack.map(({ serial }) => serial) }));
	for (const job of jobs) await reaches(job.id, 'printed');
	for (const [i, issued] of pack.entries()) assert.ok(device.files[i].equals(await drawn(issued)), `number ${i}`);
	assert.equal((await printerOf(row.id)).waiting, 0);
});

test('a test print needs no badge', async () => {
	const { device, row } = await station();
	const job = await json(desk.post(`/api/printers/${row.id}/test`, {}));
	assert.deepEqual([job.kind, job.serial, job.person], ['test', null, null]);
	await reaches(job.id, 'printed');
	assert.match(device.files[0].toString('latin1', 0, 5), /%PDF-/);
});

for (const [types, bits, dpi] of [
	[['srgb_8', 'sgray_8'], 24, 300],
	[['sgray_8'], 8, 300],
	[['black_1'], 1, 203],
]) {
	test(`a printer that takes only raster gets ${bits} bits at ${dpi} dpi, and its QR code is read`, async () => {
		const { device, row } = await station({ formats: ['image/pwg-raster'], types, dpi });
		assert.equal(row.format, 'pwg');
		const issued = await badge();
		await reaches((await print(row, issued)).id, 'printed');
		const page = readPwg(device.files[0]);
		assert.deepEqual([page.bits, page.dpi, page.width, page.height], [bits, dpi, Math.floor((10500 * dpi) / 2540), Math.floor((14800 * dpi) / 2540)]);
		const file = join(folder('page'), 'page.pnm');
		writeFileSync(file, anymap(page));
		const read = await run('zbarimg', ['--quiet', '--raw', '--nodbus', '-Sdisable', '-Sqrcode.enable', file]);
		assert.equal(read.out.trim(), issued.qr);
	});
}

/** A station whose template has a back: shipped as "fan-fold". */
const twoSided = (options) => station({ formats: ['image/pwg-raster'], types: ['sgray_8'], media: ['oe_badge_86x124mm'], ...options }, { template: 'fan-fold' });

/** What each page of a badge of that template shows, drawn by us as a picture. */
async function picture({ serial }, side) {
	const file = join(folder('side'), `${side}.png`);
	writeFileSync(file, (await desk.get(`/api/badges/${serial}.png?template=fan-fold&dpi=300&side=${side}`)).bytes);
	return file;
}

/** How much of it is another grey than in the drawn picture, 0 to 1. */
async function differs(page, drawnFile) {
	const file = join(folder('page'), 'page.pnm');
	writeFileSync(file, anymap(page));
	const { out, err } = await run('compare', ['-metric', 'AE', '-fuzz', '3%', drawnFile, '-crop', `${page.width}x${page.height}+0+0`, '+repage', '-colorspace', 'Gray', file, 'null:']);
	return Number.parseFloat(err || out) / (page.width * page.height);
}

for (const [back, turn] of [
	['normal', { across: 1, down: 1 }],
	['flipped', { across: 1, down: -1 }],
	['rotated', { across: -1, down: -1 }],
]) {
	test(`a badge with a back is one raster of two sides, the back turned as a printer that says “${back}” wants it`, async () => {
		const { device, row } = await twoSided({ sides: ['one-sided', 'two-sided-long-edge', 'two-sided-short-edge'], back });
		assert.deepEqual(row.reasons, []);
		const issued = await badge();
		await reaches((await print(row, issued)).id, 'printed');
		const pages = readPages(device.files[0]);
		assert.equal(device.files.length, 1);
		assert.deepEqual(pages.map(({ duplex, tumble, across, down }) => ({ duplex, tumble, across, down })), [
			{ duplex: true, tumble: false, across: 1, down: 1 },
			{ duplex: true, tumble: false, ...turn },
		]);
		for (const [i, page] of pages.entries()) assert.ok((await differs(upright(page), await picture(issued, i + 1))) < 0.02, `side ${i + 1}`);
	});
}

test('a printer that prints on one side says so before, and gets the back as a second paper', async () => {
	const { device, row } = await twoSided({ sides: ['one-sided'], back: 'rotated' });
	assert.deepEqual(row.reasons, ['sides-unsupported']);
	await reaches((await print(row, await badge())).id, 'printed');
	const pages = readPages(device.files[0]);
	assert.deepEqual(pages.map(({ duplex, across, down }) => [duplex, across, down]), [[false, 1, 1], [false, 1, 1]]);
});

// ---- what the printer says

test('paper out reaches the desk within two seconds, and when it is back the badge comes out', async () => {
	const { device, row } = await station();
	await device.hold();
	const job = await print(row, await badge());
	await reaches(job.id, 'printing');
	device.tell('state +media-empty-error');
	await becomes(row.id, 'without paper', ({ reasons }) => reasons.includes('media-empty'), DESK_HEARS_MS);
	const stopped = await until('a job that says why', () => jobOf(job.id), ({ why }) => why === 'media-empty');
	assert.match(stopped.words, /out of paper/);
	device.tell('state -media-empty-error', 'end 0');
	assert.equal((await reaches(job.id, 'printed')).why, null);
	await becomes(row.id, 'with paper', ({ reasons }) => !reasons.length);
	assert.equal(device.files.length, 1);
});

for (const [said, key] of [
	['media-jam-error', 'media-jam'],
	['cover-open-error', 'cover-open'],
	['toner-low-warning', 'toner-low'],
	['marker-supply-empty-error', 'marker-supply-empty'],
]) {
	test(`${said} is said as ${key}`, async () => {
		const { device, row } = await station();
		await device.hold();
		const job = await print(row, await badge());
		await reaches(job.id, 'printing');
		device.tell(`state +${said}`);
		await becomes(row.id, key, ({ reasons }) => reasons.includes(key), DESK_HEARS_MS);
		device.tell(`state -${said}`, 'end 0');
		await reaches(job.id, 'printed');
	});
}

test('a printer that is busy for somebody else gets the badge later, by itself', async () => {
	const { device, row } = await station();
	await device.hold();
	const file = join(folder('other'), 'other.pdf');
	writeFileSync(file, await drawn(await badge()));
	const other = run('ipptool', ['-f', file, '-d', 'filetype=application/pdf', '-T', '20', device.uri, 'print-job.test']);
	await becomes(row.id, 'at work', ({ state }) => state === 'processing');
	const job = await print(row, await badge());
	const waiting = await until('a job that says why', () => jobOf(job.id), ({ why }) => why === 'busy');
	assert.deepEqual([waiting.state, waiting.attempts], ['queued', 0]);
	device.tell('end 0', 'end 0');
	await reaches(job.id, 'printed');
	await other;
	assert.equal(device.files.length, 2);
});

test('a badge whose size the printer has no paper for is refused in words', async () => {
	const { device, row } = await station({ media: ['iso_a4_210x297mm'] });
	assert.deepEqual([row.media, row.reasons], ['', ['media-unsupported']]);
	const failed = await reaches((await print(row, await badge())).id, 'failed');
	assert.equal(failed.why, 'media-unsupported');
	assert.match(failed.words, /no paper of 105 x 148 mm\. It has: 210 x 297 mm/);
	assert.equal(device.files.length, 0);
});

test('a label roll of any length is told the size by its own name', async () => {
	const { row } = await station({ media: ['custom_min_20x20mm', 'custom_max_120x300mm', 'iso_a4_210x297mm'] });
	assert.equal(row.media, 'custom_105x148mm_105x148mm');
});

test('a printer that takes neither PDF nor raster is refused in words', async () => {
	const { row } = await station({ formats: ['image/urf'] });
	assert.equal((await reaches((await print(row, await badge())).id, 'failed')).why, 'format-unsupported');
});

test('a print command that fails is a failed badge, which may be printed again', async () => {
	const { device, row } = await station();
	await device.hold();
	device.tell('end 1');
	const issued = await badge();
	const failed = await reaches((await print(row, issued)).id, 'failed');
	assert.equal(failed.why, 'aborted');
	device.tell('end 0');
	const again = await json(desk.post(`/api/print-jobs/${failed.id}/again`, {}));
	assert.deepEqual([again.serial, again.again_of], [issued.serial, failed.id]);
	await reaches(again.id, 'printed');
	await refused(desk.post(`/api/print-jobs/${failed.id}/again`, {}), 409, 'CONFLICT', 'serial');
});

// ---- within TLS

const says = (reason) => ({ reasons }) => reasons.includes(reason);

/** A virtual printer that is spoken to within TLS, and its row: nobody has confirmed its certificate. */
async function secureStation() {
	const device = await printer();
	after(() => device.kill());
	const { id } = await add(device.secureUri);
	return { device, row: await becomes(id, 'whose certificate is new', says('certificate-new')) };
}
const trust = (row, certificate = row.certificate, client = admin) => client.post(`/api/printers/${row.id}/trust`, { certificate });

test('a printer within TLS gets nothing before somebody confirmed its certificate', async () => {
	const { device, row } = await secureStation();
	assert.match(row.certificate, /^[0-9a-f]{64}$/);
	assert.deepEqual([row.state, row.pinned, row.format], ['unknown', null, '']);
	const issued = await badge();
	const job = await print(row, issued);
	await refused(trust(row, row.certificate, desk), 403, 'FORBIDDEN', null);
	await refused(trust(row, 'AB:CD'), 422, 'INVALID', 'certificate');
	await refused(trust(row, '0'.repeat(64)), 409, 'CONFLICT', 'certificate');
	assert.deepEqual([(await jobOf(job.id)).state, device.files.length], ['queued', 0]);

	const trusted = await json(trust(row, row.certificate.toUpperCase().match(/../g).join(':')));
	assert.equal(trusted.pinned, row.certificate);
	await reaches(job.id, 'printed');
	assert.ok(device.files[0].equals(await drawn(issued)));
});

test('a certificate is confirmed from the command line, too', async () => {
	const { row } = await secureStation();
	const shown = await p2c(['printers', '--data', data]);
	assert.match(shown.out, new RegExp(`p2c printer trust ${row.name} ${row.certificate}`));
	const wrong = await p2c(['printer', 'trust', row.name, '0'.repeat(64), '--data', data]);
	assert.deepEqual([wrong.code, wrong.out], [1, '']);
	assert.equal((await p2c(['printer', 'trust', 'Nobody', row.certificate, '--data', data])).code, 2);
	assert.equal((await p2c(['printer', 'trust', row.name, row.certificate, '--data', data])).code, 0);
	await ready(row.id);
});

test('a printer that shows another certificate than before gets nothing until somebody confirmed that one', async () => {
	const { device, row } = await secureStation();
	await json(trust(row));
	await ready(row.id);
	await device.kill();
	const other = await printer({ again: device, keys: 'other' });
	after(() => other.kill());
	const changed = await becomes(row.id, 'that is another', says('certificate-changed'));
	assert.notEqual(changed.certificate, row.certificate);
	assert.equal(changed.pinned, row.certificate);
	const job = await print(row, await badge());
	await refused(trust(row), 409, 'CONFLICT', 'certificate');
	assert.deepEqual([(await jobOf(job.id)).state, other.files.length], ['queued', 0]);
	await json(trust(changed));
	await reaches(job.id, 'printed');
});

test('at another address a certificate is to be confirmed again, on another path it is not', async () => {
	const { row } = await secureStation();
	const trusted = await json(trust(row));
	const path = await json(admin.patch(`/api/printers/${row.id}`, { uri: `${row.uri}/2` }, { version: trusted.version }));
	assert.equal(path.pinned, row.certificate);
	const host = await json(admin.patch(`/api/printers/${row.id}`, { uri: 'ipps://127.0.0.1:1/ipp/print' }, { version: path.version }));
	assert.equal(host.pinned, null);
});

test('what does not speak TLS at an ipps address is said not to, and hears no word of a badge', async () => {
	const row = await add(`ipps://127.0.0.1:${server.port}/ipp/print`);
	const plain = await becomes(row.id, 'that is plain', says('no-tls'));
	assert.deepEqual([plain.state, plain.certificate], ['unknown', null]);
	const nobody = await add(`ipps://127.0.0.1:${await freePort()}/`);
	await becomes(nobody.id, 'that is not there', ({ state }) => state === 'offline');
});

// ---- what breaks on the way

test('a printer that is off keeps its badges in the queue; they come out when it is on', async () => {
	const { device, row } = await station();
	await device.kill();
	await becomes(row.id, 'that is off', ({ state, reasons }) => state === 'offline' && reasons.includes('offline'), DESK_HEARS_MS);
	const job = await print(row, await badge());
	const on = await printer({ again: device });
	after(() => on.kill());
	const done = await reaches(job.id, 'printed');
	assert.equal(done.attempts, 1);
	assert.equal(on.files.length, 1);
});

test('a printer that was switched off in the middle leaves an unknown badge, and a person says what is in the tray', async () => {
	const { device, row } = await station();
	await device.hold();
	const issued = await badge();
	const job = await print(row, issued);
	await reaches(job.id, 'printing');
	await device.kill();
	await becomes(row.id, 'that is off', ({ state }) => state === 'offline', DESK_HEARS_MS);
	const lost = await reaches(job.id, 'unknown');
	assert.equal(lost.why, 'silent');
	assert.match(lost.words, /Look into its tray/);

	await refused(desk.post(`/api/print-jobs/${job.id}/again`, {}), 409, 'STEP', 'state');
	await refused(desk.post('/api/print-jobs', { printer: row.id, serial: issued.serial }), 409, 'CONFLICT', 'serial');
	const seen = await json(desk.post(`/api/print-jobs/${job.id}/answer`, { printed: true }));
	assert.deepEqual([seen.state, seen.why], ['printed', 'in-tray']);
	await refused(desk.post(`/api/print-jobs/${job.id}/answer`, { printed: false }), 409, 'STEP', 'state');
});

test('a printer that forgot the badge is not sent it again by itself, but when a person did not find it', async () => {
	const { device, row } = await station();
	await device.hold();
	const job = await print(row, await badge());
	await reaches(job.id, 'printing');
	await device.kill();
	const on = await printer({ again: device });
	after(() => on.kill());
	const lost = await reaches(job.id, 'unknown');
	assert.equal(lost.why, 'lost');
	assert.equal(on.files.length, 1);

	const missing = await json(desk.post(`/api/print-jobs/${job.id}/answer`, { printed: false }));
	assert.deepEqual([missing.state, missing.why, missing.withdraw], ['failed', 'not-in-tray', true]);
	await until('the printer is told', () => jobOf(job.id), ({ withdraw }) => !withdraw);
	await on.hold();
	on.tell('end 0');
	const again = await json(desk.post(`/api/print-jobs/${job.id}/again`, {}));
	await reaches(again.id, 'printed');
	assert.deepEqual((await history(job.id)).slice(-3), ['print.lose', 'print.missing', 'print.withdrawn']);
});

test('a badge that a person did not find, and the printer brings later, is said to exist', async () => {
	const { device, row } = await station();
	const between = await wire(device);
	after(() => between.close());
	await device.hold();
	const wired = await add(between.uri);
	await ready(wired.id);
	const job = await print(wired, await badge());
	await reaches(job.id, 'printing');
	await between.close();
	await reaches(job.id, 'unknown');
	const missing = await json(desk.post(`/api/print-jobs/${job.id}/answer`, { printed: false }));
	assert.equal(missing.state, 'failed');
	device.tell('end 0');
	await becomes(row.id, 'that is done', ({ state }) => state === 'idle');
	await json(admin.patch(`/api/printers/${wired.id}`, { uri: device.uri }, { version: wired.version }));
	const after_all = await reaches(job.id, 'printed');
	assert.equal(after_all.why, 'after-all');
	assert.match(after_all.words, /There may be two/);
});

test('an answer that got lost on the way is asked for, and the badge is not sent twice', async () => {
	const { device } = await station();
	const between = await wire(device);
	after(() => between.close());
	const row = await add(between.uri);
	await ready(row.id);
	const swallowed = between.swallow((asked) => asked.includes('%PDF-'));
	const job = await print(row, await badge());
	await swallowed;
	between.heal();
	assert.equal((await reaches(job.id, 'printed')).attempts, 1);
	assert.equal(device.files.length, 1);
});

for (const [when, cut] of [
	['while the printer works on it', null],
	['before the printer’s answer came', (asked) => asked.includes('%PDF-')],
]) {
	test(`a server that dies ${when} asks the printer when it is back, and prints no second badge`, async () => {
		const { device } = await station();
		const between = await wire(device);
		after(() => between.close());
		await device.hold();
		const row = await add(between.uri);
		await ready(row.id);
		const swallowed = cut && between.swallow(cut);
		const job = await print(row, await badge());
		const queued = await print(row, await badge());
		await (swallowed ?? reaches(job.id, 'printing'));
		await server.stop('SIGKILL');
		between.heal();
		const kept = { admin: admin.cookie, desk: desk.cookie };
		for (const client of [admin, desk]) client.close();
		server = await serve(data);
		[admin, desk] = await Promise.all([server.signedIn(kept.admin), server.signedIn(kept.desk)]);
		device.tell('end 0', 'end 0');
		assert.equal((await reaches(job.id, 'printed')).attempts, 1);
		await reaches(queued.id, 'printed');
		assert.equal(device.files.length, 2);
	});
}

// ---- what people do

test('a queued badge is cancelled at once, one at the printer when the printer says so', async () => {
	const { device, row } = await station();
	await device.hold();
	const first = await print(row, await badge());
	const second = await print(row, await badge());
	await reaches(first.id, 'printing');
	assert.equal((await json(desk.post(`/api/print-jobs/${second.id}/cancel`, {}))).state, 'cancelled');
	const told = await json(desk.post(`/api/print-jobs/${first.id}/cancel`, {}));
	assert.deepEqual([told.state, told.withdraw], ['printing', true]);
	device.tell('end 0');
	const over = await reaches(first.id, 'cancelled', 'printed');
	assert.equal(over.withdraw, false);
	await refused(desk.post(`/api/print-jobs/${first.id}/cancel`, {}), 409, 'STEP', 'state');
	assert.equal(device.files.length, 1);
});

test('a badge that was replaced while it waited is not printed any more', async () => {
	const { device, row } = await station();
	await device.hold();
	const first = await print(row, await badge());
	await reaches(first.id, 'printing');
	const person = participants[next].id;
	const job = await print(row, await badge());
	const newer = await json(desk.post(`/api/participants/${person}/badge`, { reason: 'lost' }));
	device.tell('end 0', 'end 0');
	assert.equal((await reaches(job.id, 'failed')).why, 'revoked');
	await reaches((await print(row, newer)).id, 'printed');
	await refused(desk.post('/api/print-jobs', { printer: row.id, serial: job.serial }), 409, 'BADGE_REVOKED', 'serial');
});

test('one key hands the queue over to the backup', async () => {
	const backup = await station();
	const { device, row } = await station({}, { backup: backup.row.id });
	await device.kill();
	await becomes(row.id, 'that is off', ({ state }) => state === 'offline');
	const jobs = [await print(row, await badge()), await print(row, await badge())];
	assert.equal((await printerOf(row.id)).waiting, 2);
	assert.deepEqual(await json(desk.post(`/api/printers/${row.id}/hand-over`, {})), { moved: 2 });
	for (const job of jobs) assert.equal((await reaches(job.id, 'printed')).printer.id, backup.row.id);
	assert.equal(backup.device.files.length, 2);
	assert.deepEqual(await json(desk.post(`/api/printers/${row.id}/hand-over`, {})), { moved: 0 });
	await refused(desk.post(`/api/printers/${backup.row.id}/hand-over`, {}), 422, 'FIELD_MISSING', 'to');
	await refused(desk.post(`/api/printers/${row.id}/hand-over`, { to: row.id }), 422, 'INVALID', 'to');
});

test('a printer that is switched off here takes no badges and is not asked', async () => {
	const { row } = await station();
	const off = await json(admin.patch(`/api/printers/${row.id}`, { enabled: false }, { version: row.version }));
	await becomes(row.id, 'that nobody asks', ({ state }) => state === 'unknown');
	await refused(desk.post('/api/print-jobs', { printer: row.id, serial: (await badge()).serial }), 409, 'STEP', 'printer');
	await json(admin.patch(`/api/printers/${row.id}`, { enabled: true }, { version: off.version }));
	await ready(row.id);
});

// ---- what is refused

test('an address that is no printer’s is said to be none', async () => {
	const row = await add(`ipp://127.0.0.1:${server.port}/ipp/print`);
	await becomes(row.id, 'that is none', ({ reasons }) => reasons.includes('no-printer'));
	const nobody = await add(`ipp://127.0.0.1:${await freePort()}/`);
	await becomes(nobody.id, 'that is not there', ({ state }) => state === 'offline');
	const unknown = await add('ipp://no-such-printer.invalid/ipp/print');
	await becomes(unknown.id, 'whose name nobody knows', ({ reasons }) => reasons.includes('name-unknown'));
});

for (const [what, body, field] of [
	['a name', { uri: 'ipp://10.0.0.1/' }, 'name'],
	['an address', { name: 'No address' }, 'uri'],
	['a scheme that prints', { name: 'Web', uri: 'http://10.0.0.1/' }, 'uri'],
	['an address without a line in it', { name: 'Line', uri: 'ipp://10.0.0.1/\r\nX: 1' }, 'uri'],
	['a port that exists', { name: 'Port', uri: 'ipp://10.0.0.1:70000/' }, 'uri'],
	['a template that exists', { name: 'Template', uri: 'ipp://10.0.0.1/', template: 'billboard' }, 'template'],
	['a backup that exists', { name: 'Backup', uri: 'ipp://10.0.0.1/', backup: 'nobody' }, 'backup'],
]) {
	test(`a printer needs ${what}`, async () => {
		const answer = await admin.post('/api/printers', body);
		assert.deepEqual([answer.status, answer.json.field], [422, field], answer.text);
	});
}

test('an unknown printer, badge or job is refused in words', async () => {
	const { row } = await station();
	const { serial } = await badge();
	await refused(desk.post('/api/print-jobs', { printer: 'nobody', serial }), 422, 'INVALID', 'printer');
	await refused(desk.post('/api/print-jobs', { printer: row.id, serial: '99999999' }), 422, 'INVALID', 'serial');
	await refused(desk.post('/api/print-jobs', { printer: row.id }), 422, 'FIELD_MISSING', 'serial');
	for (const act of ['answer', 'again', 'cancel']) {
		const answer = await desk.post(`/api/print-jobs/nobody/${act}`, act === 'answer' ? { printed: true } : {});
		assert.equal(answer.status, 404);
	}
	await refused(desk.post('/api/printers', { name: 'Mine', uri: 'ipp://10.0.0.1/' }), 403, 'FORBIDDEN', null);
	const twice = await admin.post('/api/printers', { name: row.name, uri: 'ipp://10.0.0.1/' });
	assert.deepEqual([twice.status, twice.json.field], [409, 'name']);
	const stale = await admin.patch(`/api/printers/${row.id}`, { name: 'Stale' }, { version: 99 });
	assert.deepEqual([stale.status, stale.json.current.name], [412, row.name]);
});

test('none of a pack is queued when one of it cannot be', async () => {
	const { row } = await station();
	const { serial } = await badge();
	await refused(desk.post('/api/print-jobs', { printer: row.id, serials: [serial, '99999999'] }), 422, 'INVALID', 'serial');
	const { jobs } = await json(desk.get(`/api/print-jobs?printer=${row.id}`));
	assert.deepEqual(jobs, []);
});
