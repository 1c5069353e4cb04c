// RFC 4180 read as strictly as it is written: CRLF, quotes doubled. Rows become objects by the header.
import assert from 'node:assert/strict';

export function readCsv(text) {
	const cells = [[]];
	const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
	const bare = text.replace(/^\uFEFF/, '');
	while (cell.lastIndex < bare.length) {
		const at = cell.lastIndex;
		const [, quoted, plain, end] = cell.exec(bare) ?? assert.fail(`not RFC 4180 at ${at}: ${bare.slice(at, at + 60)}`);
		cells[cells.length - 1].push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
		if (end === '\r\n' && cell.lastIndex < bare.length) cells.push([]);
	}
	const [head, ...rows] = cells;
	return rows.map((row) => {
		assert.equal(row.length, head.length, row.join('|'));
		return Object.fromEntries(head.map((name, i) => [name, row[i]]));
	});
}
