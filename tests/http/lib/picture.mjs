// A picture like no other: colours by a small generator of its own, so that the file that is kept of it is long and its bytes stand nowhere else.
import { crc32, deflateSync } from 'node:zlib';

export function noise(seed, [width, height] = [240, 320]) {
	const chunk = (type, data) => {
		const body = Buffer.concat([Buffer.from(type), data]);
		const out = Buffer.alloc(body.length + 8);
		out.writeUInt32BE(data.length, 0);
		body.copy(out, 4);
		out.writeUInt32BE(crc32(body), body.length + 4);
		return out;
	};
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([8, 2], 8);
	const rows = Buffer.alloc((width * 3 + 1) * height);
	for (let at = 0, state = seed; at < rows.length; at += 1) {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		rows[at] = at % (width * 3 + 1) === 0 ? 0 : state >>> 24;
	}
	return Buffer.concat([Buffer.from('\x89PNG\r\n\x1A\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}
