// The strict core outside the server: its table of requests, and what it reads from any bytes (wire_probe.c).
import { dirname, join } from 'node:path';
import { PROGRAM, run } from './program.mjs';

const PROBE = join(dirname(PROGRAM), 'tests', 'wire_probe');
const latin = (hex) => Buffer.from(hex, 'hex').toString('latin1');

const lines = (text) => text.trimEnd().split('\n').map((line) => JSON.parse(line));

/** The table: [{ group, what, status, bytes }]; status 0 is what must be taken. Bytes are text, a character each. */
export async function wireCases() {
	const said = await run(PROBE, ['cases']);
	if (said.code !== 0) throw new Error(said.err);
	return lines(said.out).map((row) => ({ ...row, what: latin(row.what), bytes: latin(row.bytes) }));
}

/** Texts as frames: four bytes of length, little-endian, then the bytes. */
export function framed(texts) {
	const parts = texts.flatMap((text) => {
		const bytes = Buffer.from(text, 'latin1');
		const size = Buffer.alloc(4);
		size.writeUInt32LE(bytes.length);
		return [size, bytes];
	});
	return Buffer.concat(parts);
}

/** Runs a judge over texts; a judge writes a line of JSON a frame: { requests, refused }. */
export async function judged(texts, command, args) {
	const said = await run(command, args, { input: framed(texts) });
	if (said.code !== 0) throw new Error(`${command}: ${said.err}`);
	return lines(said.out);
}

/** What our core makes of each text: { requests: [{ method, minor, keep, path, query, fields, body }], refused }. */
export async function judgedHere(texts) {
	const rows = await judged(texts, PROBE, ['judge']);
	return rows.map(({ requests, refused }) => ({
		refused,
		requests: requests.map((request) => ({
			...request,
			path: latin(request.path),
			query: latin(request.query),
			body: request.body,
			fields: request.fields.map(([name, value]) => [latin(name), latin(value)]),
		})),
	}));
}
