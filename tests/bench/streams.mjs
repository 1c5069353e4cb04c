// A hundred acts a second while a thousand streams listen: no stream is dropped, and the last notice reaches everybody about as
// fast as a single one does in a quiet hour.
import { randomUUID } from "node:crypto";
import http from "node:http";
import { end, makeData, median, pace, row, serve, signIn, writeWork } from "./tools.mjs";

const STREAMS = 1000;
const ACTS_A_SECOND = 100;
const SECONDS = 60;
const QUIET = 15;
const PEOPLE = "registration_id,family_name,given_name,entity,entity_type,country,category,state\nS-1,Speaker,One,Ministry,government,RWA,MIN,confirmed\n";

/** One stream: the number of the last notice it heard, and whether it still runs. */
class Listener {
	constructor(url) {
		this.last = 0;
		this.isOpen = false;
		this.rest = "";
		this.ready = new Promise((done, fail) => {
			this.request = http.get(`${url}/api/live?topics=tally`, { agent: false }, (answer) => {
				this.isOpen = answer.statusCode === 200;
				answer.setEncoding("latin1");
				answer.on("data", (text) => this.take(text));
				answer.on("close", () => { this.isOpen = false; });
				answer.on("error", () => {});
				done();
			});
			this.request.on("error", fail);
		});
	}

	take(text) {
		const whole = this.rest + text;
		const at = whole.lastIndexOf("\n") + 1;
		this.rest = whole.slice(at);
		const ids = whole.slice(0, at).match(/^id: ?\d+$/gm);
		if (ids !== null) this.last = Math.max(this.last, Number(ids.at(-1).replace(/\D/g, "")));
		if (this.last >= this.wanted) this.reached?.();
	}

	/** Resolves when it has heard of that entry. */
	until(seq) {
		if (this.last >= seq) return Promise.resolve();
		this.wanted = seq;
		return new Promise((done) => {
			this.reached = done;
		});
	}
}

function poster(url, token) {
	const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
	const headers = { "Content-Type": "application/json", "X-P2C": "1", Origin: url, Cookie: `p2c=${token}` };
	const body = JSON.stringify({ type: "policy", pledgers: [{ entity: "Ministry", country: "RWA", lead: true }], title: "A pledge" });
	return () => new Promise((done, fail) => {
		const request = http.request(`${url}/api/pledges`, { method: "POST", agent, headers: { ...headers, "Idempotency-Key": randomUUID() } }, (answer) => {
			answer.resume();
			answer.on("end", () => (answer.statusCode === 201 ? done() : fail(new Error(`a save was answered with ${answer.statusCode}`))));
		});
		request.on("error", fail);
		request.end(body);
	});
}

/** The journal's number after what was acknowledged so far. */
const headOf = async (url) => (await (await fetch(`${url}/api/journal/head`)).json()).seq;

async function fanOut(url, listeners) {
	const from = performance.now();
	const seq = await headOf(url);
	await Promise.all(listeners.map((one) => one.until(seq)));
	return performance.now() - from;
}

async function storm(post) {
	const acts = [];
	const from = performance.now();
	for (let i = 0; i < ACTS_A_SECOND * SECONDS; i += 1) {
		const wait = from + (i * 1000) / ACTS_A_SECOND - performance.now();
		if (wait > 1) await pace(wait);
		acts.push(post());
	}
	await Promise.all(acts);
	return (performance.now() - from) / 1000;
}

export async function benchStreams({ rounds }) {
	const data = makeData("streams", [["participants", writeWork("streams.csv", PEOPLE)]]);
	const server = await serve(data, { args: ["--connections-per-address", "1200", "--connections", "1500"] });
	const listeners = Array.from({ length: STREAMS }, () => new Listener(server.url));
	try {
		await Promise.all(listeners.map((one) => one.ready));
		const post = poster(server.url, await signIn(server, data, "moderator"));
		const quiet = [];
		for (let i = 0; i < QUIET; i += 1) {
			await post();
			quiet.push(await fanOut(server.url, listeners));
		}
		const loud = [];
		const took = [];
		for (let i = 0; i < Math.min(rounds, 1); i += 1) {
			took.push(await storm(post));
			loud.push(await fanOut(server.url, listeners));
		}
		const open = listeners.filter((one) => one.isOpen).length;
		return {
			rows: [
				row({ what: `the last notice reaches ${STREAMS} streams after ${ACTS_A_SECOND}/s for ${SECONDS} s`, unit: "ms", ours: loud, rival: [2 * median(quiet)], against: "2 × in a quiet hour", goal: 1 }),
				row({ what: "streams still open", unit: "of them", ours: [open], rival: [STREAMS], against: "all", goal: 1, better: "more" }),
			],
			notes: [`${ACTS_A_SECOND * SECONDS} acts took ${took[0].toFixed(1)} s`],
		};
	} finally {
		for (const one of listeners) one.request.destroy();
		await end(server);
	}
}
