// Just enough of ZIP to look into a spreadsheet: the files of an archive by their names.
import { inflateRawSync } from 'node:zlib';

const ENTRY = 0x02014b50;
const END = 0x06054b50;

/** Name to text of every file in the archive. */
export function unzip(bytes) {
	const files = new Map();
	let end = bytes.length - 22;
	while (end >= 0 && bytes.readUInt32LE(end) !== END) end--;
	let at = bytes.readUInt32LE(end + 16);
	while (bytes.readUInt32LE(at) === ENTRY) {
		const [method, packed] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
		const [name, more, comment] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
		const local = bytes.readUInt32LE(at + 42);
		const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
		const body = bytes.subarray(from, from + packed);
		files.set(bytes.toString('utf8', at + 46, at + 46 + name), (method === 0 ? body : inflateRawSync(body)).toString());
		at += 46 + name + more + comment;
	}
	return files;
}
