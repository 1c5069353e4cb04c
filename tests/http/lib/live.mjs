// Reads a stream of server-sent events (WHATWG HTML §9.2) as notices: { id, event, data }.
import assert from 'node:assert/strict';
import http from 'node:http';
import { checkHeaders } from './contract.mjs';
import { within } from './program.mjs';

const NOTICE_MS = 15_000;

function parse(block) {
	const notice = { event: 'message', data: '' };
	for (const line of block.split('\n')) {
		const [, name, value] = line.match(/^(\w*): ?(.*)$/s) ?? [];
		if (name === 'data') notice.data += value;
		else if (name) notice[name] = value;
	}
	return { ...notice, data: notice.data ? JSON.parse(notice.data) : null };
}

export class Live {
	constructor(answer, request) {
		Object.assign(this, { request, heard: [], waiting: null, rest: '' });
		this.status = answer.statusCode;
		this.headers = answer.headers;
		this.closed = new Promise((done) => answer.on('close', done));
		answer.setEncoding('utf8');
		answer.on('error', () => {}); // closing it from here is one
		answer.on('data', (text) => this.take(text));
	}

	take(text) {
		const blocks = (this.rest + text).split('\n\n');
		this.rest = blocks.pop();
		this.heard.push(...blocks.map(parse));
		this.waiting?.();
	}

	/** The next notice that is wanted; those before it are dropped. */
	async next(wanted = () => true) {
		const found = async () => {
			for (;;) {
				while (this.heard.length) {
					const notice = this.heard.shift();
					if (wanted(notice)) return notice;
				}
				await new Promise((done) => {
					this.waiting = done;
				});
			}
		};
		return within(NOTICE_MS, `a notice ${wanted}`, found());
	}

	/** The next notice about a topic. */
	topic(name) {
		return this.next((notice) => notice.event === name);
	}

	close() {
		this.request.destroy();
	}
}

/** Opens /api/live; `lastId` comes back to an earlier stream. */
export async function listen(client, topics, { lastId } = {}) {
	const headers = {
		accept: 'text/event-stream',
		...(client.cookie ? { cookie: client.cookie } : {}),
		...(lastId === undefined ? {} : { 'last-event-id': String(lastId) }),
	};
	const opened = new Promise((done, fail) => {
		const request = http.get(
			{ host: '127.0.0.1', port: client.server.port, path: `/api/live?topics=${topics}`, headers, agent: false },
			(answer) => done(new Live(answer, request)),
		);
		request.on('error', fail);
	});
	const live = await within(NOTICE_MS, 'a stream', opened);
	assert.equal(live.status, 200);
	checkHeaders(live);
	assert.match(live.headers['content-type'], /^text\/event-stream/);
	return live;
}
