// A TCP proxy that mistreats the connections which pass through it: late, cut after so many bytes of either side, half closed, reset, or
// silent. What happens to a connection is decided by a seeded die when it comes, so that a run can be had again. Bytes only: it knows
// nothing of HTTP.
import net from 'node:net';
import { dice } from '../../day/plan.mjs';

/** What may befall a connection. `after` counts bytes of the side that is named; `ms` is how late they come. */
export const FATES = {
	none: () => ({}),
	late: (roll, most) => ({ ms: 1 + roll(30), side: 'down', after: roll(4 * most), how: 'end' }),
	cutRequest: (roll, most) => ({ side: 'up', after: roll(most), how: 'end' }),
	cutAnswer: (roll, most) => ({ side: 'down', after: roll(most), how: 'end' }),
	resetRequest: (roll, most) => ({ side: 'up', after: roll(most), how: 'reset' }),
	resetAnswer: (roll, most) => ({ side: 'down', after: roll(most), how: 'reset' }),
	halfClose: (roll, most) => ({ side: 'up', after: roll(most), how: 'half' }),
	stall: (roll, most) => ({ side: 'down', after: roll(most), how: 'stall' }),
};

/** Cuts a connection as a pulled plug does. One whose end is still on its way is only closed: node cannot reset it, loses it and never exits. */
const cut = (socket) => (socket.writableEnded && !socket.writableFinished ? socket.destroy() : socket.resetAndDestroy());

/** One direction of a connection: passes bytes on until its share is used up, then does what it was told to. */
class Side {
	constructor(from, to, { after = Infinity, how, ms = 0 }, strike) {
		Object.assign(this, { from, to, left: after, how, ms, strike, isStruck: false });
		from.on('data', (bytes) => (ms > 0 ? setTimeout(() => this.pass(bytes), ms) : this.pass(bytes)));
		from.on('end', () => (ms > 0 ? setTimeout(() => to.end(), ms) : to.end()));
	}

	pass(bytes) {
		if (this.isStruck || this.to.destroyed) return;
		if (bytes.length < this.left) {
			this.left -= bytes.length;
			this.to.write(bytes);
			return;
		}
		this.isStruck = true;
		this.to.write(bytes.subarray(0, this.left), () => this.strike(this.how, this));
	}
}

export class Proxy {
	constructor(fates, seed, most) {
		Object.assign(this, { fates, most, roll: dice(seed), to: 0, pairs: new Set(), struck: {}, isStalled: false, peak: 0, total: 0 });
		this.server = net.createServer({ allowHalfOpen: true, noDelay: true }, (near) => this.enter(near));
	}

	get port() {
		return this.server.address().port;
	}

	get origin() {
		return `http://127.0.0.1:${this.port}`;
	}

	enter(near) {
		const name = this.fates[this.roll(this.fates.length)];
		const { side, ...fate } = FATES[name](this.roll, this.most);
		const far = net.connect({ port: this.to, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
		const pair = { near, far };
		this.pairs.add(pair);
		this.total += 1;
		this.peak = Math.max(this.peak, this.pairs.size);
		const gone = () => {
			near.destroy();
			far.destroy();
			this.pairs.delete(pair);
		};
		for (const socket of [near, far]) socket.on('error', gone).on('close', gone);
		const strike = (how, { from, to }) => {
			this.struck[name] = (this.struck[name] ?? 0) + 1;
			if (how === 'end') gone();
			if (how === 'reset') [near, far].forEach(cut);
			if (how === 'half') to.end();
			if (how === 'stall') from.pause(); // whoever waits has to give up by itself
		};
		for (const [mine, from, to] of [['up', near, far], ['down', far, near]]) {
			new Side(from, to, { ms: fate.ms, ...(side === mine ? fate : {}) }, strike);
		}
		if (this.isStalled) this.hold(pair, true);
	}

	hold({ near, far }, on) {
		for (const socket of [near, far]) socket[on ? 'pause' : 'resume']();
	}

	/** Nothing passes any more on any connection, as when a switch starts again; or everything that waited does at once. */
	stall(on) {
		this.isStalled = on;
		for (const pair of this.pairs) this.hold(pair, on);
	}

	/** Ends every connection as a pulled plug does. */
	cutAll() {
		for (const { near, far } of this.pairs) [near, far].forEach(cut);
	}

	close() {
		this.cutAll();
		this.server.close();
	}
}

/** A proxy to a port of this machine: { to, fates: names of FATES, seed, most: bytes until a fate strikes, at most }. `to` may be set anew. */
export async function proxy({ to, fates = ['none'], seed = 1, most = 2000 }) {
	const made = new Proxy(fates, seed, most);
	made.to = to;
	await new Promise((done) => made.server.listen(0, '127.0.0.1', done));
	made.server.unref();
	return made;
}
