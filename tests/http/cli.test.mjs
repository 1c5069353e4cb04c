// The command line: words, configuration, starting and ending, files that come in and go out.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { closedDemo, CONFIG, ended, FAILED, file, HEADER, MISUSED, OK, on, people, row, WORK } from './lib/commands.mjs';
import { folder, p2c, within } from './lib/program.mjs';
import { answersOf } from './lib/raw.mjs';
import { init, serve, serveCopy } from './lib/server.mjs';

const DEMO = await closedDemo();

// ---- words

test('--help lists every command and each command explains itself', async () => {
	const help = await p2c(['--help']);
	ended(help, OK, /serve/, /verify/, /restore/);
	const names = [...help.out.matchAll(/^ {2}([\w-]+)/gm)].map(([, name]) => name);
	assert.ok(names.length >= 14);
	for (const name of names) {
		const own = await p2c([name, '--help']);
		ended(own, OK, new RegExp(`Use: p2c ${name}`), /--data/, new RegExp(`For example:\n  p2c ${name}`));
		assert.equal((await p2c(['help', name])).out, own.out);
	}
	assert.equal((await p2c([])).out, help.out);
});

test('--version says one line', async () => {
	assert.match((await p2c(['--version'])).out, /^p2c \d+\.\d+\.\d+\n$/);
});

test('a file that is larger than can be imported is called so', async () => {
	const large = file('x'.repeat(8 * 2 ** 20 + 1), 'large.csv');
	ended(await on(DEMO, 'import', 'participants', large), FAILED, /larger than 8 MiB\. Nothing was imported/);
});

for (const [what, args, words] of [
	['a command that does not exist', ['dance'], /no command "dance"/],
	['an option that does not exist', ['serve', '--fast'], /--fast is no option of this command\. p2c serve --help lists them/],
	['an option of another command', ['verify', '--demo'], /--demo/],
	['an option without its value', ['serve', '--data'], /--data lacks its value/],
	['a map without its half', ['import', 'participants', 'x.csv', '--map', 'Surname'], /THEIRS=OURS/],
	['a badge as a picture of another kind', ['badge', 'P2C-0001', '-o', 'badge.gif'], /pdf\|png\|svg/],
	['days that are no number', ['privacy', 'days', 'photo', 'soon'], /whole number/],
	['words that belong to nothing', ['serve', 'now'], /words/],
	['too many words', ['export', 'pledges', 'agenda'], /words/],
	['an import of something else', ['import', 'weather', 'x.csv'], /participants\|agenda/],
	['an import without a file', ['import', 'pledges'], /FILE/],
	['an export of something else', ['export', 'weather'], /participants\|pledges/],
	['an export in a format it has not', ['export', 'participants', '--format', 'xml'], /format/],
	['badges without saying whose', ['badges', '-o', 'x.pdf'], /--all/],
	['a badge without a file', ['badge', 'P2C-0001'], /-o/],
	['a user without a role', ['user', 'add', 'x'], /--role/],
	['a code without a role', ['code'], /--role/],
	['a backup to nowhere', ['backup'], /FILE/],
	['a head that is none', ['verify', '--head', 'abc'], /SEQ:HASH/],
]) {
	test(`${what} is misuse`, async () => {
		const answer = await p2c(args);
		ended(answer, MISUSED, words);
		assert.equal(answer.out, '');
	});
}

test('what is missing is told by what to do about it, not by what a page would say', async () => {
	const { data } = await init();
	for (const [args, words] of [
		[['verify', '--data', join(data, 'none')], /^p2c: there is no database/],
		[['badges', '--all', '-o', join(WORK, 'none.pdf'), '--data', data], /^p2c: Nobody is registered yet\. .*import participants/],
		[['door-signs', '-o', join(WORK, 'none.pdf'), '--data', data], /^p2c: There is no room yet\. Import an agenda/],
		[['nameplates', '-o', join(WORK, 'none.pdf'), '--session', 'none', '--data', data], /^p2c: There is no such session\./],
		[['user', 'add', 'amina', '--role', 'clerk', '--data', data], /^p2c: There is no role "clerk"\. Roles are kiosk, door, desk/],
	]) {
		const answer = await p2c(args, { input: 'a long pass phrase\n' });
		ended(answer, FAILED);
		assert.match(answer.err, words);
	}
	assert.ok(!existsSync(join(WORK, 'none.pdf')));
	ended(await on(data, 'printers'), OK, /no printer: desks use the browser.*p2c printer add/);
});

test('a code is told as the address to open, and as JSON when asked', async () => {
	const { data } = await init();
	ended(await on(data, 'code', '--role', 'desk'), OK, /sign-in as desk.*: \/login#code=[\w-]{43}\n$/);
	assert.equal(JSON.parse((await on(data, 'code', '--role', 'desk', '--json')).out).role, 'desk');
});

test('a dry run of a file with a bad line does not promise that the rest would be taken', async () => {
	const { data } = await init();
	const answer = await on(data, 'import', 'participants', file(HEADER + row('A-1') + row('A-2', 'X', { country: 'ZZZ' })), '--dry-run');
	ended(answer, FAILED, /:3: refused/);
	assert.match(answer.out, /^without the refused: 1 added.*all of the file would be refused$/m);
});

// ---- configuration

for (const [what, open, mode] of [
	['the data folder', '.', 0o750],
	['the database', 'p2c.db', 0o644],
	['the folder of keys', 'keys', 0o705],
]) {
	test(`${what} that others may read is refused, with what to type; then it is served`, async () => {
		const { data } = await init();
		chmodSync(join(data, open), mode);
		const refused = await p2c(['serve', '--data', data, '--listen', '127.0.0.1:0']);
		ended(refused, CONFIG, new RegExp(`Type: chmod -R go= ${data}`), new RegExp(`mode 0${mode.toString(8)}`));
		execFileSync('chmod', ['-R', 'go=', data]);
		assert.deepEqual(await (await serve(data)).stop(), { code: 0, signal: null });
	});
}

test('init makes an empty folder private, and changes nothing in one that is in use', async () => {
	const [empty, used] = [folder(), folder()];
	for (const at of [empty, used]) chmodSync(at, 0o755);
	writeFileSync(join(used, 'theirs'), '');
	ended(await p2c(['init', '--data', empty, '--title', 'A day', '--zone', 'Africa/Kigali']), OK);
	for (const [name, mode] of [['.', 0o700], ['keys', 0o700], ['p2c.db', 0o600]]) assert.equal(statSync(join(empty, name)).mode & 0o777, mode, name);
	ended(await p2c(['init', '--data', used, '--title', 'A day', '--zone', 'Africa/Kigali']), CONFIG, /chmod -R go=/);
	assert.equal(statSync(used).mode & 0o777, 0o755);
});

test('an unknown setting in the configuration file is refused with its line', async () => {
	const config = file('listen = 127.0.0.1:0\n; a remark\n\nlisten_port = 80\n', 'p2c.ini');
	ended(await p2c(['serve', '--config', config]), CONFIG, /p2c\.ini, line 4/, /listen_port/);
});

test('a line that is no setting is refused with its number, and so is a file that is not there', async () => {
	ended(await p2c(['serve', '--config', file('listen = 127.0.0.1:0\nhello\n', 'p2c.ini')]), CONFIG, /line 2/);
	ended(await p2c(['serve', '--config', join(WORK, 'none.ini')]), CONFIG, /none\.ini/);
});

test('a flag goes before the environment, that before the file, that before the default', async () => {
	const asked = async (args, env) => (await p2c(['verify', ...args], { env })).err;
	const data = (name) => file(`data = ${join(WORK, name)}\n`, 'p2c.ini');
	assert.match(await asked(['--config', data('of-file')]), /of-file/);
	assert.match(await asked(['--config', data('of-file')], { P2C_DATA: join(WORK, 'of-env') }), /of-env/);
	assert.match(
		await asked(['--config', data('of-file'), '--data', join(WORK, 'of-flag')], { P2C_DATA: join(WORK, 'of-env') }),
		/of-flag/,
	);
});

for (const [what, args, words] of [
	['an address that is none', ['--listen', 'nowhere'], /nowhere/],
	['a port that is none', ['--listen', '127.0.0.1:http'], /127.0.0.1:http/],
	['no worker', ['--workers', '0'], /workers/],
	['a number that is none', ['--connections', 'many'], /connections/],
	['a level that is none', ['--log-level', 'loud'], /log-level/],
	['a clock that is none', ['--clock', 'noon'], /clock/],
]) {
	test(`a server with ${what} does not start`, async () => {
		const { data } = await init();
		ended(await p2c(['serve', '--data', data, '--listen', '127.0.0.1:0', ...args]), CONFIG, words);
	});
}

test('the demonstration day is served on loopback only', async () => {
	ended(await p2c(['serve', '--demo', '--data', join(folder(), 'data'), '--listen', '0.0.0.0:0']), CONFIG, /loopback/);
});

// ---- folders and servers

test('init makes a folder for its owner only, once', async () => {
	const { data, code } = await init(['--title', 'Rehearsal', '--zone', 'Asia/Baku']);
	assert.match(code, /^[\w-]{43}$/);
	assert.equal(statSync(data).mode & 0o777, 0o700);
	assert.equal(statSync(join(data, 'p2c.db')).mode & 0o077, 0);
	ended(await p2c(['init', '--data', data, '--zone', 'Europe/Paris']), FAILED, /already/, /p2c code/);
	const server = await serve(data);
	assert.equal((await server.guest.get('/api/agenda')).json.day.zone, 'Asia/Baku');
	await server.stop();
});

test('a zone that does not exist makes no folder', async () => {
	const data = join(folder(), 'data');
	ended(await p2c(['init', '--data', data, '--zone', 'Mars/Base']), CONFIG, /Mars\/Base/);
	assert.ok(!existsSync(data));
});

test('a folder that is not there is told, and not made', async () => {
	const data = join(folder(), 'data');
	ended(await on(data, 'serve', '--listen', '127.0.0.1:0'), FAILED, /p2c init/);
	ended(await on(data, 'export', 'pledges'), FAILED, /p2c init/);
	assert.ok(!existsSync(data));
});

test('a port that is in use is told with the port', async () => {
	const server = await serveCopy(DEMO);
	const { data } = await init();
	ended(await p2c(['serve', '--data', data, '--listen', `127.0.0.1:${server.port}`]), CONFIG, new RegExp(`${server.port}.*in use`));
	await server.stop();
});

test('a folder that another server has open is told', async () => {
	const server = await serveCopy(DEMO);
	ended(await on(server.data, 'serve', '--listen', '127.0.0.1:0'), CONFIG, /Another p2c/);
	assert.equal((await server.guest.get('/healthz')).status, 200);
	await server.stop();
});

test('the log is one JSON object a line, or text when asked', async () => {
	const server = await serveCopy(DEMO);
	await server.stop();
	for (const line of server.logs) assert.ok(JSON.parse(line).what, line);
	assert.ok(server.logs.some((line) => line.includes('"stopping"')));
	const answer = await p2c(['code', '--role', 'desk', '--log-format', 'text', '--data', server.data]);
	ended(answer, OK);
});

test('what is answered after SIGTERM is answered whole, then the server ends', async () => {
	const server = await serveCopy(DEMO);
	const socket = net.connect(server.port, '127.0.0.1');
	let text = '';
	const heard = (word) =>
		within(
			10_000,
			word,
			new Promise((done) => {
				const look = (part = '') => {
					text += part;
					if (text.includes(word)) done();
				};
				socket.on('data', look);
				look();
			}),
		);
	socket.setEncoding('utf8');
	const body = JSON.stringify({ code: 'A'.repeat(43) });
	socket.write(
		`POST /api/login HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: ${server.origin}\r\nX-P2C: 1\r\nIdempotency-Key: finishing\r\n` +
			`Content-Type: application/json\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`,
	);
	await heard('100 Continue');
	const stopped = server.stop();
	const refused = async () => {
		for (;;) {
			const other = net.connect(server.port, '127.0.0.1');
			const how = await new Promise((done) => other.on('connect', () => done('taken')).on('error', (error) => done(error.code)));
			other.destroy();
			if (how === 'ECONNREFUSED') return;
		}
	};
	await within(10_000, 'no new connections', refused());
	const closed = new Promise((done) => socket.on('close', done));
	socket.write(body);
	await within(10_000, 'the answer', closed);
	const { answers } = answersOf(text.slice(text.indexOf('\r\n\r\n') + 4));
	assert.equal(answers[0].status, 401);
	assert.equal(answers[0].headers.connection, 'close');
	assert.equal(JSON.parse(answers[0].body).code, 'CODE_USED');
	assert.deepEqual(await stopped, { code: 0, signal: null });
});

test('a server that is killed starts again with everything it acknowledged', async () => {
	const server = await serveCopy(DEMO, { args: ['--demo'] });
	const desk = await server.as('desk');
	const added = await Promise.all(
		Array.from({ length: 20 }, (_, i) =>
			desk.post('/api/participants', { name: { given: 'Kill', family: `Survivor ${i}` }, entity: { name: 'X' } }),
		),
	);
	await server.stop('SIGKILL');
	ended(await on(server.data, 'verify'), OK);
	const ids = new Set((await people(server.data)).map((row) => row.registration_id));
	for (const answer of added) assert.ok(ids.has(answer.json.registration_id));
	const again = await serve(server.data, { args: ['--demo'] });
	assert.equal((await again.guest.get('/readyz')).status, 200);
	await again.stop();
});

// ---- imports

for (const running of [false, true]) {
	const where = running ? 'through the running server' : 'into the folder itself';

	/** A folder with its server, or without. */
	const open = async () => {
		if (!running) {
			const { data } = await init();
			return { data, close: () => {} };
		}
		const { data } = await init();
		const server = await serve(data);
		return { data, close: () => server.stop() };
	};

	test(`participants are imported ${where}, and the same file again changes nothing`, async () => {
		const { data, close } = await open();
		const path = file(HEADER + row('A-1', 'Núñez', { roles: 'speaker' }) + row('A-2', '王', { given: '小明' }) + row('A-3'));
		ended(await on(data, 'import', 'participants', path), OK, /^3 added, 0 changed, 0 the same/);
		ended(await on(data, 'import', 'participants', path), OK, /^0 added, 0 changed, 3 the same/);
		const changed = file(HEADER + row('A-1', 'Núñez', { roles: 'press' }) + row('A-4'));
		ended(await on(data, 'import', 'participants', changed), OK, /^1 added, 1 changed/);
		const rows = await people(data);
		assert.deepEqual(
			rows.map((r) => r.registration_id),
			['A-1', 'A-2', 'A-3', 'A-4'],
		);
		assert.deepEqual([rows[0].family_name, rows[0].roles, rows[1].name_latin], ['Núñez', 'press', 'Xiao Ming Wang']);
		await close();
	});

	test(`a dry run ${where} reports and leaves nothing`, async () => {
		const { data, close } = await open();
		const head = (await on(data, 'verify')).out;
		const answer = await on(data, 'import', 'participants', file(HEADER + row('A-1') + row('A-2')), '--dry-run');
		ended(answer, OK, /would be: 2 added/);
		assert.deepEqual(await people(data), []);
		assert.equal((await on(data, 'verify')).out, head);
		await close();
	});

	test(`one bad line stops all of the file ${where} and is named`, async () => {
		const { data, close } = await open();
		const path = file(HEADER + row('A-1') + row('A-2', 'X', { country: 'ZZZ' }) + row('A-3', '', { given: '' }) + row('A-4'));
		const answer = await on(data, 'import', 'participants', path);
		ended(answer, FAILED, /:3: refused: .*ZZZ/, /:4: refused:/);
		assert.match(answer.out, /nothing was imported/);
		assert.deepEqual(await people(data), []);
		await close();
	});
}

const { data: IMPORTED } = await init();
const imported = (text, ...more) => on(IMPORTED, 'import', 'participants', file(text), '--dry-run', ...more);

test('a file in Latin-1 is refused with its first line that is not UTF-8', async () => {
	const path = file(Buffer.from(HEADER + row('A-1') + row('A-2', 'N\xfa\xf1ez') + row('A-3', '\xc9'), 'latin1'));
	ended(await on(IMPORTED, 'import', 'participants', path), FAILED, /3/, /UTF-8/);
	assert.deepEqual(await people(IMPORTED), []);
});

for (const [what, text] of [
	['semicolons and a byte order mark', '\ufeff' + (HEADER + row('A-1')).replaceAll(',', ';')],
	['tabs', (HEADER + row('A-1')).replaceAll(',', '\t')],
	['CRLF and quotes', (HEADER + row('A-1', '"Family, of ""two"""')).replaceAll('\n', '\r\n')],
	['a line break in a cell', HEADER + row('A-1', '"Fam\nily"')],
	['empty lines and no end of line', `${HEADER}\n\n${row('A-1').trim()}`],
	['columns in another order', 'given_name,entity,family_name\nGiven,House,Family\n'],
	['a French header', "Nom de famille,Prénom,Entité,Pays,Catégorie\nDupont,Ève,Institut,Côte d'Ivoire,\n"],
	['a Russian header', 'Фамилия,Имя,Организация,Страна\nИванова,Анна,Институт,Казахстан\n'],
	['an Arabic header', 'الاسم الكامل,المنظمة,البلد\nليلى حسن,معهد,مصر\n'],
]) {
	test(`a file with ${what} is understood`, async () => {
		ended(await imported(text), OK, /would be: 1 added/);
	});
}

test('columns with names of their own are mapped', async () => {
	const text = 'Surname of guest,Called,House,Land\nDupont,Ève,Institut,FRA\n';
	ended(await imported(text), FAILED);
	ended(await imported(text, '--map', 'Surname of guest=family_name;Called=given_name;House=entity;Land=country'), OK, /1 added/);
});

for (const [what, text, words] of [
	['an empty file', '', /./],
	['a header alone without the columns it needs', 'colour,size\nred,1\n', /entity|family_name/],
	['one registration twice', HEADER + row('A-1') + row('A-1'), /:3: refused: .*twice/],
	['a quote that never ends', HEADER + row('A-1', '"Family'), /quote|line/i],
	['an unknown type of entity', HEADER + row('A-1', 'X', { type: 'cartel' }), /:2: refused: .*cartel/],
	['an unknown language', HEADER + row('A-1', 'X', { language: 'tlh' }), /:2: refused: .*tlh/],
	['a role that is none', HEADER + row('A-1', 'X', { roles: 'king' }), /:2: refused: .*king/],
]) {
	test(`${what} is refused`, async () => {
		ended(await imported(text), FAILED, words);
	});
}

test('a report is JSON when asked', async () => {
	const answer = await imported(HEADER + row('A-1'), '--json');
	assert.equal(JSON.parse(answer.out).added, 1);
});

test('a file is read from standard input too, and one that is not there is told', async () => {
	const answer = await p2c(['import', 'participants', '-', '--dry-run', '--data', IMPORTED], { input: HEADER + row('A-1') });
	ended(answer, OK, /1 added/);
	ended(await on(IMPORTED, 'import', 'participants', join(WORK, 'none.csv')), FAILED, /none\.csv/);
});

test('an agenda with a clash is not imported; a check names it; force takes it', async () => {
	const event = (uid, from, to) =>
		`BEGIN:VEVENT\r\nUID:${uid}\r\nDTSTAMP:20220608T000000Z\r\nDTSTART:20220801T${from}00Z\r\nDTEND:20220801T${to}00Z\r\nSUMMARY:Talk ${uid}\r\nLOCATION:Hall\r\nEND:VEVENT\r\n`;
	const calendar = (...events) =>
		file(`BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t//EN\r\n${events.join('')}END:VCALENDAR\r\n`, 'agenda.ics');
	const [clash, fine] = [
		calendar(event('one', '0900', '1000'), event('two', '0930', '1030')),
		calendar(event('one', '0900', '1000'), event('two', '1000', '1030')),
	];
	const { data } = await init();
	const checked = await p2c(['check', 'agenda', clash]);
	ended(checked, FAILED);
	assert.match(checked.out, /error: .*Talk one/);
	ended(await p2c(['check', 'agenda', fine]), OK, /0 errors/);
	ended(await on(data, 'import', 'agenda', clash), FAILED, /Talk/);
	ended(await on(data, 'import', 'agenda', clash, '--force'), OK, /2 added/);
});

test('every export comes out as a file and the agenda checks clean', async () => {
	for (const format of ['xml', 'json', 'json2', 'ics']) {
		const path = join(WORK, `agenda-${format}.${format.replace('2', '')}`);
		ended(await on(DEMO, 'export', 'agenda', '--format', format, '-o', path), OK);
		ended(await p2c(['check', 'agenda', path]), OK, /0 errors/);
	}
	assert.ok(JSON.parse((await on(DEMO, 'export', 'pledges', '--json')).out).pledges.length > 100);
	assert.ok((await people(DEMO)).length > 1000);
	const nowhere = await on(DEMO, 'export', 'pledges', '-o', join(WORK, 'no', 'where.csv'));
	ended(nowhere, FAILED, /where\.csv/);
});

test('a check of something that is no agenda fails with a sentence', async () => {
	ended(await p2c(['check', 'agenda', file('<html/>', 'page.xml')]), FAILED, /./);
	ended(await p2c(['check', 'agenda', join(WORK, 'none.xml')]), FAILED, /none\.xml/);
});
