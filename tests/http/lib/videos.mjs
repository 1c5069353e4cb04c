// Small real videos, made with ffmpeg, and how a page uploads one.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder } from './program.mjs';

const WORK = folder();
const CODECS = {
	mp4: ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'],
	webm: ['-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libvorbis'],
	mkv: ['-c:v', 'libx264', '-preset', 'ultrafast'],
};
let made = 0;

/** The bytes of a video of a moving picture: { format, seconds, size, args, sound }. */
export function film({ format = 'mp4', seconds = 2, size = '160x90', args = [], sound = false } = {}) {
	const path = join(WORK, `${++made}.${format}`);
	const inputs = ['-f', 'lavfi', '-i', `testsrc2=duration=${seconds}:size=${size}:rate=10`];
	if (sound) inputs.push('-f', 'lavfi', '-i', `sine=duration=${seconds}`);
	execFileSync('ffmpeg', ['-v', 'error', ...inputs, ...CODECS[format], ...args, path]);
	return readFileSync(path);
}

/** Sound without a picture. */
export function sound(format = 'mp4') {
	const path = join(WORK, `${++made}.${format}`);
	execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'sine=duration=1', '-c:a', format === 'mp4' ? 'aac' : 'libvorbis', path]);
	return readFileSync(path);
}

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** What a page says before it uploads. */
export const formOf = (bytes, form = {}) => ({ title: { en: 'A message' }, speaker: 'H.E. Somebody', entity: 'Ministry', language: 'en', size: bytes.length, ...form });

const ok = async (promise) => {
	const answer = await promise;
	assert.equal(answer.status, 200, answer.text);
	return answer.json;
};

export const putPart = (client, video, number, bytes) =>
	client.upload(`/api/videos/${video.id}/parts/${number}`, bytes.subarray(number * video.part_bytes, (number + 1) * video.part_bytes), 'application/octet-stream');

/** Begins an upload and sends all of its parts; answers the video. */
export async function send(client, bytes, form) {
	const video = await ok(client.post('/api/videos', formOf(bytes, form)));
	for (let number = 0; number < video.parts; number++) await ok(putPart(client, video, number, bytes));
	return video;
}

export const finish = (client, video) => client.post(`/api/videos/${video.id}/finish`);

/** A video that everybody may see. */
export async function approved(client, bytes, form) {
	const video = await send(client, bytes, form);
	await ok(finish(client, video));
	return ok(client.post(`/api/videos/${video.id}/approve`));
}
