// PWG raster (PWG 5102.4) read back: its pages as { width, height, dpi, bits, duplex, tumble, across, down, rows }, and as pictures for zbarimg.
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

/** The page whose header begins there, and where the next one does. */
function readPage(bytes, from) {
	const word = (offset) => bytes.readUInt32BE(from + offset);
	const page = { duplex: word(272) === 1, dpi: word(276), tumble: word(368) === 1, width: word(372), height: word(376), bits: word(388), length: word(392), across: word(456) | 0, down: word(460) | 0, rows: [] };
	const size = Math.max(1, page.bits / 8);
	let at = from + HEADER;
	while (page.rows.length < page.height) {
		const repeats = bytes[at++] + 1;
		const line = unpackLine(bytes, at, page.length, size);
		at = line.at;
		for (let i = 0; i < repeats; i++) page.rows.push(line.out);
	}
	return { page, at };
}

export function readPages(bytes) {
	assert.equal(bytes.toString('latin1', 0, 4), 'RaS2');
	const pages = [];
	for (let at = 4; at < bytes.length; ) {
		const read = readPage(bytes, at);
		pages.push(read.page);
		at = read.at;
	}
	return pages;
}

/** Of a file with one page. */
export function readPwg(bytes) {
	const pages = readPages(bytes);
	assert.equal(pages.length, 1);
	return pages[0];
}

/** The page as it looks when its turn is undone: of 8 or 24 bits. */
export function upright(page) {
	const size = page.bits / 8;
	const mirrored = (row) => Buffer.concat(Array.from({ length: page.width }, (_, i) => row.subarray((page.width - 1 - i) * size, (page.width - i) * size)));
	const rows = page.across === -1 ? page.rows.map(mirrored) : page.rows;
	return { ...page, rows: page.down === -1 ? rows.toReversed() : rows };
}

/** Portable anymap of it. */
export function anymap(page) {
	const kind = { 1: 'P4', 8: 'P5', 24: 'P6' }[page.bits];
	const most = page.bits === 1 ? '' : '255\n';
	return Buffer.concat([Buffer.from(`${kind}\n${page.width} ${page.height}\n${most}`), ...page.rows]);
}
