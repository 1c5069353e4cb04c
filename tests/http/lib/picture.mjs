// Pictures that tests send, drawn here: a PNG of any size, and one like no other.
import { crc32, deflateSync } from 'node:zlib';

/** An RGB picture as PNG; `rows` are its rows, each with the byte of its filter before it. */
export function png([width, height], rows) {
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
	return Buffer.concat([Buffer.from('\x89PNG\r\n\x1A\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

/** Colours by a small generator of its own, so that the file that is kept of it is long and its bytes stand nowhere else. */
export function noise(seed, [width, height] = [240, 320]) {
	const rows = Buffer.alloc((width * 3 + 1) * height);
	for (let at = 0, state = seed; at < rows.length; at += 1) {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		rows[at] = at % (width * 3 + 1) === 0 ? 0 : state >>> 24;
	}
	return png([width, height], rows);
}
