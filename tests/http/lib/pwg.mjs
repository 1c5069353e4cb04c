// PWG raster (PWG 5102.4) read back: the first page as { width, height, dpi, colours, rows }, and as a picture for zbarimg.
import assert from 'node:assert/strict';

const HEADER = 1796;

/** One line of pixels, packed: runs of one pixel (n + 1 times) or, from 128 on, 257 - n pixels as they are. */
function unpackLine(bytes, at, length, size) {
	const out = Buffer.alloc(length);
	let to = 0;
	while (to < length) {
		const n = bytes[at++];
		const literal = n >= 128;
		const count = literal ? 257 - n : n + 1;
		for (let i = 0; i < count; i++) {
			bytes.copy(out, to, at, at + size);
			to += size;
			if (literal) at += size;
		}
		if (!literal) at += size;
	}
	return { out, at };
}

export function readPwg(bytes) {
	assert.equal(bytes.toString('latin1', 0, 4), 'RaS2');
	const word = (offset) => bytes.readUInt32BE(4 + offset);
	const page = { dpi: word(276), width: word(372), height: word(376), bits: word(388), length: word(392), rows: [] };
	const size = Math.max(1, page.bits / 8);
	for (let at = 4 + HEADER; page.rows.length < page.height; ) {
		const repeats = bytes[at++] + 1;
		const line = unpackLine(bytes, at, page.length, size);
		at = line.at;
		for (let i = 0; i < repeats; i++) page.rows.push(line.out);
	}
	return page;
}

/** Portable anymap of it. */
export function anymap(page) {
	const kind = { 1: 'P4', 8: 'P5', 24: 'P6' }[page.bits];
	const most = page.bits === 1 ? '' : '255\n';
	return Buffer.concat([Buffer.from(`${kind}\n${page.width} ${page.height}\n${most}`), ...page.rows]);
}
