// A page's live stream that comes back after every loss with the number of the last notice it heard, as an EventSource does, and keeps
// what it was told. What it must have heard is for the test to say.
import assert from 'node:assert/strict';
import http from 'node:http';
import { within } from '../../http/lib/program.mjs';

const PATIENCE_MS = 60_000;
const RETRY_MS = 50;

export class Listener {
	/** `ask` asks for everything again: answers the names of all there is, or null when it did not work. */
	constructor(way, cookie, topics, ask) {
		Object.assign(this, { ask, seen: new Set(), epoch: null, way, cookie, topics, lastId: null, subjects: new Map(), openings: 0, resets: 0, isClosed: false, waiting: [], order: [] });
		this.open();
	}

	open() {
		if (this.isClosed) return;
		const headers = { accept: 'text/event-stream', cookie: this.cookie, ...(this.lastId !== null && { 'last-event-id': this.lastId }) };
		let isOver = false;
		const again = () => {
			if (!isOver) setTimeout(() => this.open(), RETRY_MS);
			isOver = true;
		};
		this.request = http.get({ host: '127.0.0.1', port: this.way.port, path: `/api/live?topics=${this.topics}`, headers, agent: false }, (answer) => {
			let rest = '';
			if (answer.statusCode === 200) this.openings += 1;
			answer.setEncoding('utf8');
			answer.on('error', () => {});
			answer.on('close', again);
			answer.on('data', (text) => {
				const blocks = (rest + text).split('\n\n');
				rest = blocks.pop();
				for (const block of blocks) this.take(Object.fromEntries(block.split('\n').map((line) => line.match(/^(\w+): ?(.*)$/s)?.slice(1) ?? ['', ''])));
			});
		});
		this.request.on('error', again);
	}

	take({ event, id, data }) {
		if (event === 'hello') this.meet(JSON.parse(data));
		if (event === 'reset') this.askAgain();
		if (id !== undefined) this.lastId = id;
		if (event === this.topics) {
			const { subject } = JSON.parse(data);
			this.subjects.set(subject, (this.subjects.get(subject) ?? 0) + 1);
			this.order.push(Number(id));
		}
		for (const look of this.waiting) look();
	}

	/** Another server may have other numbers: a page asks it for everything. */
	meet({ seq, epoch }) {
		this.lastId ??= String(seq);
		if (this.epoch !== null && this.epoch !== epoch) this.askAgain();
		this.epoch = epoch;
	}

	async askAgain() {
		this.resets += 1;
		this.order = [];
		const names = (await this.ask?.()) ?? [];
		for (const name of names) this.seen.add(name);
		for (const look of this.waiting) look();
	}

	/** Was told of each of these (id → name), or saw it when it asked for everything. */
	async heardOrSaw(known) {
		const ids = () => [...known].filter(([id, name]) => !this.subjects.has(id) && !this.seen.has(name));
		await this.until('a notice of everybody', () => ids().length === 0);
		this.inOrder();
	}

	inOrder() {
		for (let i = 1; i < this.order.length; i += 1) assert.ok(this.order[i] > this.order[i - 1], `${this.order[i]} after ${this.order[i - 1]}`);
	}

	/** Its stream is open. */
	opened() {
		return this.until('a stream', () => this.lastId !== null);
	}

	until(what, isSo) {
		return within(PATIENCE_MS, what, new Promise((done) => {
			const look = () => isSo() && done();
			this.waiting.push(look);
			look();
		}));
	}

	/** Was told of each of these; and of everything in order, each notice once. */
	async heard(ids) {
		await this.until(`all of ${ids.length} notices`, () => ids.every((id) => this.subjects.has(id)));
		this.inOrder();
	}

	close() {
		this.isClosed = true;
		this.request.destroy();
	}
}
