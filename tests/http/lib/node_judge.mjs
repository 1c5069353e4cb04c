// What Node's own server makes of the frames that wire_probe reads: a line of JSON each, in the same form. The server gets
// streams of this process, no sockets. Not for anything else.
import { createServer } from 'node:http';
import { Duplex } from 'node:stream';

const HEAD_MAX = 64 * 1024;
/** Streams of one process move within turns of the loop: when so many have passed and nothing was read, nothing more comes. */
const QUIET_TURNS = 6;

/** A connection that says its bytes once and is silent then; what the server answers is thrown away. */
class Said extends Duplex {
	constructor(bytes) {
		super();
		Object.assign(this, { bytes, requests: [], refused: 0, moves: 0 });
		this.on('error', () => {});
	}

	_read() {
		if (this.bytes) this.push(this.bytes);
		this.bytes = null;
	}

	_write(_chunk, _encoding, done) {
		this.moves++;
		done();
	}

	setTimeout() {
		return this;
	}
}

const pairs = (flat) => Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i].toLowerCase(), flat[2 * i + 1]]);

const server = createServer({ maxHeaderSize: HEAD_MAX, requestTimeout: 0, headersTimeout: 0 }, (request, response) => {
	const { socket, method, httpVersionMinor: minor, url: target, rawHeaders } = request;
	const parts = [];
	socket.moves++;
	request.on('error', () => {});
	request.on('data', (part) => parts.push(part));
	request.on('end', () => {
		socket.requests.push({ method, minor, target, fields: pairs(rawHeaders), body: Buffer.concat(parts).toString('hex') });
		response.writeHead(204).end();
	});
});
// The connection lives on for a moment: what was read before the bytes that are refused is still to come through.
server.on('clientError', (error, socket) => {
	socket.refused = error.code;
});

/** The requests of one connection, until nothing more happens. */
async function read(bytes) {
	const socket = new Said(bytes);
	server.emit('connection', socket);
	let moves = -1;
	for (let quiet = 0; quiet < QUIET_TURNS && !socket.destroyed; quiet++) {
		if (socket.moves !== moves || socket.bytes !== null) quiet = 0;
		moves = socket.moves;
		await new Promise((turn) => setImmediate(turn));
	}
	socket.destroy();
	return { requests: socket.requests, refused: socket.refused };
}

const parts = [];
for await (const part of process.stdin) parts.push(part);
const input = Buffer.concat(parts);
const rows = [];
for (let at = 0; at < input.length;) {
	const length = input.readUInt32LE(at);
	rows.push(read(input.subarray(at + 4, at + 4 + length)));
	at += 4 + length;
	if (rows.length % 64 === 0) await Promise.all(rows.slice(-64));
}
for (const row of rows) process.stdout.write(`${JSON.stringify(await row)}\n`);
