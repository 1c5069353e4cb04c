// Bytes to the server as they are, for requests that no client library would send.
import net from 'node:net';
import { within } from './program.mjs';

const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';
const CLOSE_MS = 20_000;

/** Splits what came into answers: { status, headers, body }. */
export function answersOf(text) {
	const answers = [];
	let rest = text;
	while (rest.startsWith('HTTP/1.1 ')) {
		if (rest.startsWith(CONTINUE)) {
			rest = rest.slice(CONTINUE.length);
			continue;
		}
		const end = rest.indexOf('\r\n\r\n');
		const [first, ...lines] = rest.slice(0, end).split('\r\n');
		const headers = Object.fromEntries(
			lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
		);
		const from = end + 4;
		const to = from + Number(headers['content-length'] ?? 0);
		answers.push({ status: Number(first.split(' ')[1]), headers, body: rest.slice(from, to) });
		rest = rest.slice(to);
	}
	return { answers, rest };
}

/** Sends bytes and reads until the server closes; answers { answers, rest }. `open` makes the connection (TLS, another
 * address), `end` closes our side behind the bytes. */
export async function exchange(server, bytes, { open = () => net.connect(server.port, '127.0.0.1'), end = false } = {}) {
	const socket = open();
	let text = '';
	socket.setEncoding('latin1');
	socket.on('data', (part) => {
		text += part;
	});
	socket.write(bytes, 'latin1');
	if (end) socket.end();
	const closed = new Promise((done, fail) => {
		socket.on('close', done);
		socket.on('error', (error) => (error.code === 'ECONNRESET' || error.code === 'EPIPE' ? done() : fail(error)));
	});
	await within(CLOSE_MS, `the server closes after ${JSON.stringify(bytes.slice(0, 60))}`, closed);
	return answersOf(text);
}
