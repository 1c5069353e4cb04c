// Video messages: uploaded in parts, looked at by their bytes, captioned, approved, streamed by range, shown in breaks and never over
// a session that runs.
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { folder, p2c, within } from './lib/program.mjs';
import { init, serve, serveDemo } from './lib/server.mjs';
import { approved, film, finish, formOf, putPart, send, sha256, sound } from './lib/videos.mjs';

const CLOCK = '2022-06-08T15:05:00+02:00';
const MINUTE = 60_000;
const MIB = 1024 * 1024;
const server = await serveDemo({ args: ['--clock', CLOCK] });
// The last test kills it.
const [protocol, admin, moderator] = await Promise.all(['protocol', 'admin', 'moderator'].map((role) => server.as(role)));
const guest = server.guest;
const done = async (promise) => {
	const answer = await promise;
	assert.ok(answer.status < 300, `${answer.status} ${answer.text.slice(0, 300)}`);
	return answer.json;
};
const shelf = () => readdirSync(join(server.data, 'videos'));
const get = (video, headers = {}, client = guest) => client.get(`/videos/${video.id}`, { headers });
const videoOf = async ({ id }) => done(protocol.get(`/api/videos/${id}`));

const MP4 = film({ sound: true });
const WEBM = film({ format: 'webm', seconds: 3 });
/** A real video that is longer than one part, by a box that no player looks into. */
const LARGE = Buffer.concat([MP4, freeBox(9 * MIB)]);
function freeBox(size) {
	const box = randomBytes(size);
	box.writeUInt32BE(size, 0);
	box.write('free', 4);
	return box;
}

// ---- uploading

test('an MP4 goes up, is looked at, is approved and is there for everybody', async () => {
	const video = await send(protocol, MP4, { title: { en: 'Hello', ar: 'مرحبا' }, sha256: sha256(MP4) });
	assert.deepEqual([video.state, video.parts, video.part_bytes, video.url], ['uploading', 1, 4 * MIB, null]);
	assert.equal((await get(video)).status, 404);
	const ready = await done(finish(protocol, video));
	assert.deepEqual([ready.state, ready.type, ready.width, ready.height, ready.sha256], ['ready', 'video/mp4', 160, 90, sha256(MP4)]);
	assert.ok(Math.abs(ready.duration_ms - 2000) < 200, ready.duration_ms);
	assert.equal((await get(video)).status, 404, 'not before it is approved');
	assert.deepEqual((await get(video, {}, protocol)).bytes, MP4, 'but for the office');
	assert.equal((await done(protocol.post(`/api/videos/${video.id}/approve`))).state, 'approved');
	const answer = await get(video);
	assert.deepEqual([answer.status, answer.headers['content-type'], answer.headers['accept-ranges']], [200, 'video/mp4', 'bytes']);
	assert.deepEqual(answer.bytes, MP4);
});

test('a WebM is known by its bytes too', async () => {
	const video = await send(protocol, WEBM);
	const ready = await done(finish(protocol, video));
	assert.deepEqual([ready.type, ready.width, ready.height], ['video/webm', 160, 90]);
	assert.ok(Math.abs(ready.duration_ms - 3000) < 200, ready.duration_ms);
});

test('parts come in any order and twice, and the browser that comes back asks which are missing', async () => {
	const video = await done(protocol.post('/api/videos', formOf(LARGE, { sha256: sha256(LARGE) })));
	assert.deepEqual([video.parts, video.missing], [3, [0, 1, 2]]);
	assert.deepEqual(await done(putPart(protocol, video, 2, LARGE)), { parts: 3, missing: 2 });
	await done(putPart(protocol, video, 2, LARGE));
	await done(putPart(protocol, video, 0, LARGE));
	assert.deepEqual((await videoOf(video)).missing, [1]);
	const early = await finish(protocol, video);
	assert.deepEqual([early.status, early.json.code, early.json.field], [409, 'STEP', 'parts']);
	assert.match(early.json.detail, /1 of 3 parts have not arrived, the first is 1/);
	await done(putPart(protocol, video, 1, LARGE));
	const end = { path: `/api/videos/${video.id}/finish`, options: { key: randomUUID() } };
	const complete = await done(protocol.post(end.path, {}, end.options));
	assert.deepEqual(await done(protocol.post(end.path, {}, end.options)), complete, 'whoever lost the answer gets it again');
	assert.equal((await finish(protocol, video)).json.detail, 'The video is complete already.');
	assert.deepEqual((await get(video, {}, protocol)).bytes, LARGE);
	assert.deepEqual(shelf().filter((name) => name.startsWith(video.id)), [video.id]);
});

test('a part that is too long, too short, beyond the end or none is refused', async () => {
	const video = await done(protocol.post('/api/videos', formOf(LARGE)));
	const part = (number, bytes, type = 'application/octet-stream') => protocol.upload(`/api/videos/${video.id}/parts/${number}`, bytes, type);
	for (const [number, bytes, status] of [
		[0, LARGE.subarray(0, 4 * MIB - 1), 422],
		[2, LARGE.subarray(0, 4 * MIB), 422],
		[0, LARGE.subarray(0, 4 * MIB + 1), 413],
		[0, Buffer.alloc(0), 422],
		[3, LARGE.subarray(0, 10), 404],
		['-1', LARGE.subarray(0, 10), 404],
		['0x1', LARGE.subarray(0, 10), 404],
		['99999999999999999999', LARGE.subarray(0, 10), 404],
	]) {
		assert.equal((await part(number, bytes)).status, status, `${number}: ${bytes.length}`);
	}
	assert.equal((await part(0, LARGE.subarray(0, 4 * MIB), 'video/mp4')).status, 415);
	assert.deepEqual((await videoOf(video)).missing, [0, 1, 2]);
	await done(protocol.post(`/api/videos/${video.id}/remove`));
	assert.equal((await part(0, LARGE.subarray(0, 4 * MIB))).status, 404);
});

test('nothing is added to a video that is complete', async () => {
	const video = await send(protocol, MP4);
	await done(finish(protocol, video));
	const late = await putPart(protocol, video, 0, MP4);
	assert.deepEqual([late.status, late.json.code], [409, 'STEP']);
	assert.deepEqual([(await finish(protocol, video)).status, (await finish(protocol, video)).json.code], [409, 'STEP']);
	assert.equal(shelf().includes(`${video.id}.part`), false);
});

const cut = (bytes, at) => bytes.subarray(0, at);
const REFUSED = [
	['a text with the name of a video', Buffer.from('This is not a video at all, is it?'), /no video in MP4 or WebM/],
	['a picture', Buffer.from('\x89PNG\r\n\x1a\n0000IHDR', 'latin1'), /picture \(PNG\)/],
	['a document', Buffer.from('%PDF-1.7 and more of it'), /PDF/],
	['almost nothing', Buffer.from('ftyp'), /too short/],
	['a film that was cut off', cut(film({ seconds: 4 }), 3000), /cut off|no index/],
	['a recording that was cut off', cut(WEBM, WEBM.length - 500), /cut off/],
	['sound alone', sound(), /no picture/],
	['sound alone in WebM', sound('webm'), /no picture/],
	['a Matroska file', film({ format: 'mkv' }), /Matroska/],
	['an old coding', film({ args: ['-c:v', 'mpeg4'] }), /“mp4v”/],
	['a recording without a length', film({ format: 'webm', args: ['-live', '1'] }), /how long/],
	['a box that claims more than there is', Buffer.concat([cut(MP4, 32), Buffer.from([0x7f, 0xff, 0xff, 0xff]), Buffer.from('moov'), Buffer.alloc(50)]), /cut off/],
	['a box of 2^63 bytes', Buffer.concat([cut(MP4, 32), Buffer.from([0, 0, 0, 1]), Buffer.from('moov'), Buffer.alloc(8, 0xff), Buffer.alloc(50)]), /cut off/],
	['a box without any length', Buffer.concat([cut(MP4, 32), Buffer.from([0, 0, 0, 4]), Buffer.from('moov'), Buffer.alloc(50)]), /cut off/],
];
for (const [what, bytes, reason] of REFUSED) {
	test(`${what} is no video, and it is said in words`, async () => {
		const video = await send(protocol, bytes);
		const answer = await finish(protocol, video);
		assert.deepEqual([answer.status, answer.json.code], [422, 'FILE_FORMAT'], answer.text);
		assert.match(answer.json.detail, reason);
		assert.equal((await videoOf(video)).state, 'uploading');
		assert.equal((await protocol.post(`/api/videos/${video.id}/approve`)).status, 409);
		await done(protocol.post(`/api/videos/${video.id}/remove`));
	});
}

test('what was damaged on its way is found by its hash, and can be sent again', async () => {
	const video = await send(protocol, MP4, { sha256: sha256(WEBM) });
	const answer = await finish(protocol, video);
	assert.deepEqual([answer.status, answer.json.field], [422, 'sha256']);
	assert.equal((await videoOf(video)).state, 'uploading');
});

// ---- the title

test('a title is corrected: languages that are not named stay, an empty one goes, and an old version changes nothing', async () => {
	const video = await send(protocol, MP4, { title: { en: 'Helo', fr: 'Bonjour' } });
	const patch = (title, version) => protocol.patch(`/api/videos/${video.id}`, { title }, { version });
	const now = await done(patch({ en: ' Hello ', ar: 'مرحبا' }, video.version));
	assert.deepEqual([now.title, now.version, now.state, now.missing], [{ en: 'Hello', fr: 'Bonjour', ar: 'مرحبا' }, video.version + 1, 'uploading', []]);
	const less = await done(patch({ fr: '' }, now.version));
	assert.deepEqual(less.title, { en: 'Hello', ar: 'مرحبا' });
	const stale = await patch({ en: 'Too late' }, now.version);
	assert.deepEqual([stale.status, stale.json.current.version, stale.json.current.title], [412, less.version, less.title]);
	for (const [title, field] of [[{ en: '', ar: '' }, 'title'], [{ en: 'x'.repeat(201) }, 'title.en'], [{ en: 'a\u202eb' }, 'title.en']]) {
		const refused = await patch(title, less.version);
		assert.deepEqual([refused.status, refused.json.field], [422, field], refused.text);
	}
	assert.equal((await moderator.patch(`/api/videos/${video.id}`, { title: {} }, { version: less.version })).status, 403);
	assert.deepEqual((await videoOf(video)).title, less.title);
	await done(protocol.post(`/api/videos/${video.id}/remove`));
	assert.equal((await patch({ en: 'Gone' }, less.version)).status, 404);
});

for (const [what, form, field] of [
	['no title', { title: {} }, 'title'],
	['a title of white space', { title: { fr: '  ' } }, 'title'],
	['no size', { size: undefined }, 'size'],
	['no bytes', { size: 0 }, 'size'],
	['more than 2 GiB', { size: 2 ** 31 + 1 }, 'size'],
	['a size beyond all numbers', { size: 9e18 }, 'size'],
	['a language that is none', { language: 'de' }, 'language'],
	['a hash that is none', { sha256: 'ABC' }, 'sha256'],
	['a speaker whose name runs backwards', { speaker: '\u202eevil' }, 'speaker'],
]) {
	test(`a video with ${what} is not begun`, async () => {
		const before = (await done(protocol.get('/api/videos'))).videos.length;
		const answer = await protocol.post('/api/videos', formOf(MP4, form));
		assert.deepEqual([answer.status, answer.json.field], [422, field], answer.text);
		assert.equal((await done(protocol.get('/api/videos'))).videos.length, before);
	});
}

test('only the office uploads and sees what is not approved', async () => {
	const video = await send(protocol, MP4);
	for (const client of [guest, moderator]) {
		for (const path of ['/api/videos', '/api/playlists']) assert.ok([401, 403].includes((await client.get(path)).status));
		assert.ok([401, 403].includes((await client.post('/api/videos', formOf(MP4))).status));
		assert.ok([401, 403].includes((await putPart(client, video, 0, MP4)).status));
		assert.ok([401, 403].includes((await client.post(`/api/videos/${video.id}/approve`)).status));
	}
});

// ---- deciding

test('a rejected video says why, and leaves the public at once', async () => {
	const video = await approved(protocol, MP4);
	assert.equal((await get(video)).status, 200);
	assert.equal((await protocol.post(`/api/videos/${video.id}/reject`, {})).json.field, 'reason');
	const answer = await done(protocol.post(`/api/videos/${video.id}/reject`, { reason: 'Too dark' }));
	assert.deepEqual([answer.state, answer.reason], ['rejected', 'Too dark']);
	assert.equal((await get(video)).status, 404);
	assert.equal((await done(protocol.post(`/api/videos/${video.id}/approve`))).reason, null);
	assert.equal((await protocol.post(`/api/videos/${video.id}/approve`)).status, 409);
});

test('a removed video leaves everything, and the disk', async () => {
	const video = await approved(protocol, MP4);
	const list = await done(protocol.post('/api/playlists', { name: 'To be emptied', items: [video.id] }));
	assert.ok(shelf().includes(video.id));
	await done(protocol.post(`/api/videos/${video.id}/remove`));
	assert.equal((await get(video, {}, protocol)).status, 404);
	assert.deepEqual((await done(protocol.get('/api/playlists'))).playlists.find((row) => row.id === list.id).items, []);
	await within(5000, 'the file is gone', gone(video.id));
	await done(protocol.post(`/api/playlists/${list.id}/remove`));
});
async function gone(id) {
	while (shelf().some((name) => name.startsWith(id))) await guest.get('/healthz');
}

// ---- ranges

const LONG = await approved(protocol, LARGE);
const total = LARGE.length;
for (const [range, from, to] of [
	['bytes=0-0', 0, 1],
	['bytes=0-1023', 0, 1024],
	['bytes=1000000-', 1000000, total],
	['bytes=-500', total - 500, total],
	[`bytes=${total - 1}-`, total - 1, total],
	[`bytes=5-${total * 10}`, 5, total],
	['bytes=5-99999999999999999999999999', 5, total],
	['bytes=-99999999999999999999999999', 0, total],
]) {
	test(`${range} is answered with just that`, async () => {
		const answer = await get(LONG, { range });
		assert.deepEqual([answer.status, answer.headers['content-range']], [206, `bytes ${from}-${to - 1}/${total}`]);
		assert.ok(answer.bytes.equals(LARGE.subarray(from, to)));
	});
}

for (const range of [`bytes=${total}-`, 'bytes=-0', 'bytes=99999999999999999999999999-', `bytes=${total + 5}-${total + 10}`]) {
	test(`${range} has nothing to answer`, async () => {
		const answer = await get(LONG, { range });
		assert.deepEqual([answer.status, answer.headers['content-range'], answer.bytes.length], [416, `bytes */${total}`, 0]);
	});
}

for (const range of ['bytes=0-1,5-9', `bytes=${Array.from({ length: 500 }, (_, i) => `${i}-${i + 1}`).join(',')}`, 'bytes=9-5', 'lines=1-2', 'bytes=', 'bytes=a-b', 'bytes=--5']) {
	test(`${range.slice(0, 20)} is answered with all of it, once`, async () => {
		const answer = await get(LONG, { range });
		assert.deepEqual([answer.status, answer.bytes.length], [200, total]);
	});
}

test('a range counts only for the file that is still the same', async () => {
	const { etag } = (await get(LONG, { range: 'bytes=0-0' })).headers;
	assert.equal((await get(LONG, { range: 'bytes=0-9', 'if-range': etag })).status, 206);
	assert.equal((await get(LONG, { range: 'bytes=0-9', 'if-range': '"other"' })).status, 200);
	assert.equal((await get(LONG, { 'if-none-match': etag })).status, 304);
});

test('HEAD tells the length and nothing else', async () => {
	const answer = await guest.request('HEAD', `/videos/${LONG.id}`);
	assert.deepEqual([answer.status, Number(answer.headers['content-length']), answer.bytes.length], [200, total, 0]);
});

test('an id that is a path is no video', async () => {
	for (const id of ['..%2f..%2fp2c.db', '../p2c.db', 'p2c.db', '%00', `${LONG.id}.part`, LONG.id.toUpperCase(), 'x'.repeat(300)]) {
		assert.ok([400, 404].includes((await guest.get(`/videos/${id}`)).status), id);
	}
});

/** A client that asks for the video on a socket of its own and reads only when told. */
async function slowly(video) {
	const socket = net.connect(server.port, '127.0.0.1');
	socket.on('error', () => {});
	socket.pause();
	socket.write(`GET /videos/${video.id} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n\r\n`);
	await new Promise((opened) => socket.once('connect', opened));
	return socket;
}

test('twenty clients that do not read hold nobody up, and one that reads late gets all of it', async () => {
	const sleepers = await Promise.all(Array.from({ length: 20 }, () => slowly(LONG)));
	const began = process.hrtime.bigint();
	for (let i = 0; i < 50; i++) assert.equal((await guest.get('/api/agenda')).status, 200);
	assert.ok(Number(process.hrtime.bigint() - began) / 1e6 < 5000);
	assert.ok((await get(LONG)).bytes.equals(LARGE));
	const [late, ...others] = sleepers;
	for (const other of others) other.destroy();
	let came = 0;
	const all = new Promise((end) => late.on('data', (bytes) => (came += bytes.length) >= total && end()));
	late.resume();
	await within(10_000, 'the late reader has it all', all);
	late.destroy();
});

test('clients that hang up in the middle leave the server as it was', async () => {
	for (let i = 0; i < 30; i++) {
		const socket = await slowly(LONG);
		await new Promise((read) => {
			socket.once('data', read);
			socket.resume();
		});
		socket.resetAndDestroy();
	}
	assert.ok((await get(LONG)).bytes.equals(LARGE));
});

test('two requests on one connection get their own bytes', async () => {
	const socket = net.connect(server.port, '127.0.0.1');
	const parts = [];
	socket.on('data', (part) => parts.push(part));
	const ask = (range, last) => `GET /videos/${LONG.id} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nRange: ${range}\r\n${last ? 'Connection: close\r\n' : ''}\r\n`;
	socket.write(ask('bytes=0-2999999') + ask('bytes=3000000-', true));
	await within(10_000, 'both answers', new Promise((end) => socket.on('close', end)));
	const text = Buffer.concat(parts);
	const first = text.indexOf('\r\n\r\n') + 4;
	const second = text.indexOf('\r\n\r\n', first + 3000000) + 4;
	assert.ok(Buffer.concat([text.subarray(first, first + 3000000), text.subarray(second)]).equals(LARGE));
});

// ---- captions

const VTT = 'WEBVTT\n\n00:00.000 --> 00:01.000\nHello & welcome\n';
const SRT = '1\r\n00:00:00,000 --> 00:00:01,500\r\nBienvenue à <font color="red">Kigali</font>\r\n\r\n2\r\n00:00:01,500 --> 00:00:02,000\r\n<i>Merci</i>\r\n';
const caption = (lang, bytes, type = 'text/vtt', video = LONG) => protocol.upload(`/api/videos/${video.id}/captions?lang=${lang}`, bytes, type);
const shown = async (lang) => (await guest.get(`/videos/${LONG.id}.${lang}.vtt`)).text;

test('captions come as WebVTT or SubRip and are always shown as clean WebVTT', async () => {
	assert.deepEqual(await done(caption('en', VTT)), { cues: 1, encoding: 'UTF-8', repairs: [] });
	assert.equal(await shown('en'), 'WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nHello &amp; welcome\n\n');
	assert.equal((await done(caption('fr', SRT, 'application/x-subrip'))).cues, 2);
	assert.equal(await shown('fr'), 'WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nBienvenue à Kigali\n\n00:00:01.500 --> 00:00:02.000\n<i>Merci</i>\n\n');
	assert.deepEqual((await videoOf(LONG)).captions, ['en', 'fr']);
	assert.equal((await guest.get(`/videos/${LONG.id}.en.vtt`)).headers['content-type'], 'text/vtt; charset=utf-8');
	assert.equal((await guest.get(`/videos/${LONG.id}.ru.vtt`)).status, 404);
});

const wide = (text, big) => {
	const bytes = Buffer.from(text, 'utf16le');
	return big ? bytes.swap16() : bytes;
};
const windows1251 = Buffer.from('WEBVTT\n\n00:00.000 --> 00:01.000\n', 'latin1');
for (const [what, lang, bytes, text, encoding] of [
	['UTF-8 with a mark', 'fr', `\ufeff${VTT.replace('Hello', 'Été')}`, 'Été', 'UTF-8'],
	['UTF-16 with a mark', 'ar', wide(`\ufeff${VTT.replace('Hello', 'أهلا')}`), 'أهلا', 'UTF-16LE'],
	['UTF-16 the other way round', 'ar', wide(`\ufeff${VTT.replace('Hello', 'أهلا')}`, true), 'أهلا', 'UTF-16BE'],
	['UTF-16 without a mark', 'zh', wide(VTT.replace('Hello', '你好')), '你好', 'UTF-16LE'],
	['the code page of Western Europe', 'es', Buffer.from(VTT.replace('Hello', 'Señor'), 'latin1'), 'Señor', 'windows-1252'],
	['the code page of Russia', 'ru', Buffer.concat([windows1251, Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2])]), 'Привет', 'windows-1251'],
]) {
	test(`captions in ${what} are read, and it is said how`, async () => {
		const report = await done(caption(lang, bytes));
		assert.equal(report.encoding, encoding);
		assert.equal(report.repairs.length, encoding === 'UTF-8' ? 0 : 1);
		assert.ok((await shown(lang)).includes(text), await shown(lang));
	});
}

for (const [what, text, line] of [
	['a time that is none', 'WEBVTT\n\n00:00.000 --> 00:01.000\nA\n\n00:aa.000 --> 00:03.000\nB\n', 6],
	['times without an end', '1\n00:00:01,000 -->\nA\n', 2],
	['text before any time', 'Hello\nthere\n', 1],
	['a text between two captions', 'WEBVTT\n\n00:00.000 --> 00:01.000\nA\n\nlost words\n\n00:02.000 --> 00:03.000\nB\n', 6],
]) {
	test(`captions with ${what} are refused with their line, and those before stay`, async () => {
		await done(caption('en', VTT));
		const answer = await caption('en', text);
		assert.deepEqual([answer.status, answer.json.code], [422, 'FILE_FORMAT'], answer.text);
		assert.match(answer.json.detail, new RegExp(`^Line ${line}:`));
		assert.match(await shown('en'), /Hello/);
	});
}

test('a caption that ends before it begins is left out and reported', async () => {
	const report = await done(caption('en', `${VTT}\n00:05.000 --> 00:04.000\nBackwards\n`));
	assert.deepEqual([report.cues, report.repairs], [1, [{ line: 6, words: 'This caption ends before it begins; it was left out.' }]]);
});

test('what is not captions at all is refused', async () => {
	for (const bytes of [Buffer.alloc(0), Buffer.from('WEBVTT\n'), randomBytes(5000), Buffer.alloc(3000), MP4]) assert.equal((await caption('en', bytes)).status, 422);
	assert.equal((await caption('en', Buffer.alloc(MIB + 1, 0x20))).status, 413);
	assert.equal((await caption('de', VTT)).status, 422);
	assert.equal((await caption('en', VTT, 'application/json')).status, 415);
	assert.equal((await caption('en', VTT, 'text/vtt', { id: randomUUID() })).status, 404);
});

test('a caption cannot smuggle markup onto a screen', async () => {
	await done(caption('en', 'WEBVTT\n\n00:00.000 --> 00:01.000 line:0 onload:x\n<script>alert(1)</script><b>bold</b> 1 < 2 <img src=x>\n'));
	assert.equal(await shown('en'), 'WEBVTT\n\n00:00:00.000 --> 00:00:01.000 line:0\nalert(1)<b>bold</b> 1 &lt; 2 \n\n');
});

// ---- playlists and what is shown

const showing = async () => (await done(guest.get('/api/showing'))).playlists;
const agenda = async () => done(guest.get('/api/agenda'));
const playlist = (body) => done(protocol.post('/api/playlists', { name: `List ${randomUUID().slice(0, 8)}`, ...body }));
const ms = Date.parse;

test('a playlist is shown in every break of its rooms, from the minute the break really begins', async () => {
	const { sessions } = await agenda();
	const pause = sessions.find((s) => s.kind === 'break' && s.room && s.state === 'planned' && ms(s.expected_starts_at) > ms(CLOCK) + 20 * 3600_000);
	const list = await playlist({ rooms: [pause.room], items: [LONG.id] });
	const [entry] = (await showing()).filter((row) => row.id === list.id && ms(row.starts_at) >= ms(pause.expected_starts_at));
	assert.deepEqual([entry.rooms, ms(entry.starts_at), ms(entry.ends_at), entry.loop, entry.by_hand], [[pause.room], ms(pause.expected_starts_at), ms(pause.expected_ends_at), true, false]);
	assert.deepEqual(entry.items.map((item) => [item.id, item.url, item.duration_ms]), [[LONG.id, `/videos/${LONG.id}`, (await videoOf(LONG)).duration_ms]]);
	assert.ok(entry.items[0].captions.some(({ lang, url }) => lang === 'en' && url === `/videos/${LONG.id}.en.vtt`));
	await done(protocol.post(`/api/playlists/${list.id}/remove`));
	assert.equal((await showing()).some((row) => row.id === list.id), false);
});

test('never over a session that is expected in that room', async () => {
	const list = await playlist({ items: [LONG.id] });
	const { sessions } = await agenda();
	const entries = (await showing()).filter((row) => row.id === list.id);
	assert.ok(entries.length >= 2);
	const busy = sessions.filter((s) => !['break', 'video', 'foreign'].includes(s.kind) && !['cancelled', 'ended'].includes(s.state));
	for (const { rooms, starts_at, ends_at } of entries)
		for (const room of rooms)
			for (const s of busy) {
				const overlaps = ms(s.expected_starts_at) < ms(ends_at) && ms(s.expected_ends_at) > ms(starts_at);
				assert.ok(!overlaps || (room !== '' && s.expected_room !== room), `${s.code} in ${room}`);
			}
	await done(protocol.post(`/api/playlists/${list.id}/remove`));
});

test('by hand it begins in three seconds, at one instant for all, only where nothing runs, and ends by hand', async () => {
	const { sessions, rooms } = await agenda();
	const runs = (room) => sessions.some((s) => s.expected_room === room.id && s.state === 'running');
	const free = rooms.find((room) => !runs(room) && !sessions.some((s) => s.expected_room === room.id && Math.abs(ms(s.expected_starts_at) - ms(CLOCK)) < 20 * MINUTE && s.kind !== 'break'));
	const full = rooms.find(runs);
	const list = await playlist({ rooms: [free.id, full.id], items: [LONG.id] });
	const { json: playing } = await protocol.post(`/api/playlists/${list.id}/play`);
	const lead = ms(playing.started_at) - ms(CLOCK);
	assert.ok(lead >= 3000 && lead < 120_000, lead);
	const entries = (await showing()).filter((row) => row.id === list.id && row.by_hand);
	assert.deepEqual(entries.map((row) => [row.rooms, row.starts_at]), [[[free.id], playing.started_at]]);
	await done(protocol.post(`/api/playlists/${list.id}/stop`));
	assert.equal((await showing()).some((row) => row.id === list.id && row.by_hand), false);
	assert.equal((await protocol.post(`/api/playlists/${list.id}/stop`)).status, 409);
	await done(protocol.post(`/api/playlists/${list.id}/remove`));
});

test('a list without an approved video is not played, and a withdrawn one is taken out of what is shown', async () => {
	const video = await send(protocol, MP4);
	const list = await playlist({ items: [video.id] });
	assert.deepEqual((await protocol.post(`/api/playlists/${list.id}/play`)).json.field, 'items');
	await done(finish(protocol, video));
	await done(protocol.post(`/api/videos/${video.id}/approve`));
	assert.ok((await showing()).some((row) => row.id === list.id));
	await done(protocol.post(`/api/videos/${video.id}/reject`, { reason: 'Wrong take' }));
	assert.equal((await showing()).some((row) => row.id === list.id), false);
	await done(protocol.post(`/api/playlists/${list.id}/remove`));
});

for (const [what, body, field] of [
	['no name', { name: '' }, 'name'],
	['a room that is none', { rooms: ['nowhere'] }, 'rooms'],
	['a session that is none', { sessions: ['nothing'] }, 'sessions'],
	['a video that is none', { items: [randomUUID()] }, 'items'],
	['too many videos', { items: Array(201).fill(LONG.id) }, 'items'],
]) {
	test(`a playlist with ${what} is refused`, async () => {
		const answer = await protocol.post('/api/playlists', { name: 'Refused', ...body });
		assert.deepEqual([answer.status, answer.json.field], [422, field], answer.text);
	});
}

test('two who change a playlist do not overwrite each other, and a name is taken once', async () => {
	const list = await playlist({ name: 'Coffee', items: [LONG.id, LONG.id] });
	assert.deepEqual(list.items, [LONG.id, LONG.id]);
	const changed = await done(protocol.patch(`/api/playlists/${list.id}`, { loop: false }, { version: list.version }));
	assert.deepEqual([changed.loop, changed.items.length, changed.name], [false, 2, 'Coffee']);
	const late = await admin.patch(`/api/playlists/${list.id}`, { name: 'Tea' }, { version: list.version });
	assert.deepEqual([late.status, late.json.current.loop], [412, false]);
	assert.equal((await protocol.post('/api/playlists', { name: 'Coffee' })).status, 409);
	await done(protocol.post(`/api/playlists/${list.id}/remove`));
});

// ---- copies

test('backups and snapshots have the videos beside them, and what is restored shows them', async () => {
	const file = join(folder(), 'copy.db');
	const made = await p2c(['backup', file, '--data', server.data]);
	assert.equal(made.code, 0, made.err);
	assert.match(made.out, /videos stand in/);
	assert.deepEqual(readFileSync(`${file}.videos/${LONG.id}`), LARGE);
	assert.ok(readdirSync(`${file}.videos`).every((name) => !name.includes('.')), 'whole ones only');
	const data = join(folder(), 'data');
	const restored = await p2c(['restore', file, '--data', data]);
	assert.equal(restored.code, 0, restored.err);
	const again = await serve(data, { args: ['--clock', CLOCK, '--snapshots', join(data, 'spare')] });
	try {
		assert.ok((await again.guest.get(`/videos/${LONG.id}`)).bytes.equals(LARGE));
		await within(15_000, 'a snapshot', (async () => {
			while (!existsSync(join(data, 'spare', 'videos', LONG.id))) await again.guest.get('/healthz');
		})());
	} finally {
		assert.deepEqual(await again.stop(), { code: 0, signal: null });
	}
});

test('a day that was restored without its videos says so, and shows nothing half', async () => {
	const file = join(folder(), 'copy.db');
	await p2c(['backup', file, '--data', server.data]);
	rmSync(`${file}.videos`, { recursive: true });
	const data = join(folder(), 'data');
	await p2c(['restore', file, '--data', data]);
	const again = await serve(data, { args: ['--clock', CLOCK] });
	try {
		const answer = await again.guest.get(`/videos/${LONG.id}`);
		assert.equal(answer.status, 404);
		assert.match(answer.json.detail, /not on this box/);
		assert.deepEqual((await done(again.guest.get('/api/showing'))).playlists, []);
	} finally {
		assert.deepEqual(await again.stop(), { code: 0, signal: null });
	}
});

test('a disk that is full says so, and nothing of the part counts', async () => {
	const { data, code } = await init(['--zone', 'Africa/Kigali']);
	const small = await serve(data, { wrap: ['prlimit', `--fsize=${8 * MIB}`] });
	try {
		const office = await small.signIn({ code });
		const video = await done(office.post('/api/videos', formOf(LARGE)));
		const answer = await putPart(office, video, 0, LARGE);
		assert.deepEqual([answer.status, answer.json.code], [507, 'DISK_FULL']);
		assert.deepEqual((await done(office.get(`/api/videos/${video.id}`))).missing, [0, 1, 2]);
		await done(office.post(`/api/videos/${video.id}/remove`));
	} finally {
		assert.deepEqual(await small.stop(), { code: 0, signal: null });
	}
});

// ---- crashes

test('a server that was killed in the middle goes on with the upload, and throws away what belongs to nothing', async () => {
	const data = server.data;
	const video = await done(protocol.post('/api/videos', formOf(LARGE, { sha256: sha256(LARGE) })));
	await done(putPart(protocol, video, 1, LARGE));
	const { cookie } = protocol;
	assert.equal((await server.stop('SIGKILL')).signal, 'SIGKILL');
	const [orphan, foreign] = [randomUUID(), 'README'];
	for (const name of [orphan, `${orphan}.part`, `${LONG.id}.part`, foreign]) writeFileSync(join(data, 'videos', name), 'left');
	const again = await serve(data, { args: ['--demo', '--clock', CLOCK] });
	const client = again.signedIn(cookie);
	try {
		await within(5000, 'the sweep', (async () => {
			while (shelf().some((name) => name.startsWith(orphan) || name === `${LONG.id}.part`)) await again.guest.get('/healthz');
		})());
		assert.ok(existsSync(join(data, 'videos', foreign)), 'what is not ours is left alone');
		assert.deepEqual((await done(client.get(`/api/videos/${video.id}`))).missing, [0, 2]);
		for (const number of [0, 2]) await done(putPart(client, video, number, LARGE));
		await done(finish(client, video));
		assert.ok((await client.get(`/videos/${video.id}`)).bytes.equals(LARGE));
		assert.ok((await again.guest.get(`/videos/${LONG.id}`)).bytes.equals(LARGE));
	} finally {
		assert.deepEqual(await again.stop(), { code: 0, signal: null });
	}
});
