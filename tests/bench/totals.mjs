// Totals are kept, not counted again: what a correction of a pledge and the wall after it cost with 10,000 pledges in the book, against the same
// with 100; and a full recount from the journal against the sqlite3 shell summing the same rows of it.
import http from "node:http";
import { join } from "node:path";
import { cpuOf, end, makeData, median, program, row, run, runBeside, serve, signIn } from "./tools.mjs";

const SMALL = 100;
const LARGE = 10_000;
const SAVES = 3_000;
const WALLS = 400;
const IN_FLIGHT = 8;
const RECOUNTS = 7;
const ZONE = "Africa/Kigali";
/** The last entry of every pledge, summed by what its JSON says. */
const SHELL_SUM = `WITH last AS (SELECT MAX(seq) AS s FROM journal WHERE topic = 'pledges' AND action LIKE 'pledge.%' GROUP BY subject)
	SELECT json_extract(data, '$.state') AS state, json_extract(data, '$.type') AS type, COUNT(*), SUM(json_extract(data, '$.usd_minor'))
	FROM last JOIN journal ON seq = s GROUP BY 1, 2`;

const TYPES = ["financial", "policy", "advocacy", "programmatic"];
const AREAS = ["access", "adoption", "value_creation", "accelerate"];
const COUNTRIES = ["RWA", "KEN", "FJI", "BRA", "EGY", "KAZ", "FRA", "NPL"];

const pledgeOf = (i) => ({
	type: TYPES[i % 4], title: `Pledge ${i}`, text: `We will connect ${i} schools by the end of the decade and say every year how far we are.`,
	amount: { value: String(1000 + i), currency: "USD" }, focus_areas: [AREAS[i % 4]], countries: [COUNTRIES[i % 8], COUNTRIES[(i * 5 + 1) % 8]],
	pledgers: [{ entity_name: `Entity ${i % 400}`, country: COUNTRIES[i % 8] }],
});

let keys = 0;
/** One change as a program sends it; resolves to the answer's JSON. */
function send(book, method, path, json) {
	const body = JSON.stringify(json);
	const headers = { authorization: `Bearer ${book.token}`, "x-p2c": "1", "content-type": "application/json", "content-length": Buffer.byteLength(body),
		"idempotency-key": `totals-${++keys}` };
	if (method === "PATCH") headers["if-match"] = `"${book.versions.get(path)}"`;
	return new Promise((done, fail) => {
		const request = http.request({ host: "127.0.0.1", port: book.server.port, method, path, headers, agent: book.agent }, (answer) => {
			const parts = [];
			answer.on("data", (part) => parts.push(part));
			answer.on("end", () => (answer.statusCode < 300 ? done(JSON.parse(Buffer.concat(parts))) : fail(new Error(`${path}: ${answer.statusCode}`))));
		});
		request.on("error", fail);
		request.end(body);
	});
}

/** `act(i)` for 0 … count - 1, so many at a time. */
async function each(count, act) {
	let next = 0;
	const worker = async () => {
		while (next < count) await act(next++);
	};
	await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
}

/** A served book with so many pledges that were heard. */
async function makeBook(size) {
	const data = makeData(`totals-${size}`, []);
	const server = await serve(data);
	const book = { data, server, token: await signIn(server, data, "moderator"), agent: new http.Agent({ keepAlive: true }), versions: new Map() };
	await each(size, async (i) => {
		const { id, version } = await send(book, "POST", "/api/pledges", pledgeOf(i));
		book.versions.set(`/api/pledges/${id}`, version);
	});
	return book;
}

/** CPU of the server for one correction of an amount, in microseconds. */
async function costOfSave(book) {
	const paths = [...book.versions.keys()];
	const before = cpuOf(book.server.pid).used;
	await Promise.all(Array.from({ length: IN_FLIGHT }, async (_, lane) => {
		const own = paths.filter((_path, i) => i % IN_FLIGHT === lane); // so that nobody is stale
		for (let i = 0; i < SAVES / IN_FLIGHT; i++) {
			const path = own[(i * 7) % own.length];
			const { version } = await send(book, "PATCH", path, { amount: { value: String(1 + i), currency: "USD" } });
			book.versions.set(path, version);
		}
	}));
	return (cpuOf(book.server.pid).used - before) / SAVES / 1000;
}

/** CPU of the server for a correction and the wall that is built after it. */
async function costOfWall(book) {
	const [path] = book.versions.keys();
	const before = cpuOf(book.server.pid).used;
	for (let i = 0; i < WALLS; i++) {
		const { version } = await send(book, "PATCH", path, { title: `On the wall ${i}` });
		book.versions.set(path, version);
		const answer = await fetch(`${book.server.url}/api/wall`);
		await answer.arrayBuffer();
	}
	return (cpuOf(book.server.pid).used - before) / WALLS / 1000;
}

/** Milliseconds of a whole process, the median of a few. */
async function timeOf(file, args) {
	const times = [];
	for (let i = 0; i < RECOUNTS; i++) times.push(Number(await runBeside(program("start"), ["run", file, ...args])));
	return median(times);
}

export async function benchTotals({ rounds }) {
	const small = await makeBook(SMALL);
	const large = await makeBook(LARGE);
	const times = [];
	for (let i = 0; i < rounds; i++) {
		const round = {};
		for (const [name, measure] of [["save", costOfSave], ["wall", costOfWall]]) {
			round[name] = { small: await measure(small), large: await measure(large) };
		}
		times.push(round);
	}
	for (const book of [small, large]) {
		book.agent.destroy();
		await end(book.server);
	}
	const database = join(large.data, "p2c.db");
	const counted = run(program("recount"), [database, ZONE]).trim();
	if (counted !== String(LARGE)) throw new Error(`the recount found ${counted} pledges`);
	for (const round of times) {
		round.recount = await timeOf(program("recount"), [database, ZONE]);
		round.shell = await timeOf("sqlite3", ["-readonly", database, SHELL_SUM]);
	}
	const entries = run("sqlite3", ["-readonly", database, "SELECT COUNT(*) FROM journal"]).trim();
	const of = (name, which) => times.map((round) => round[name][which]);
	return {
		rows: [
			row({ what: "a save, 10,000 pledges in the book", unit: "µs CPU", ours: of("save", "large"), rival: of("save", "small").map((cost) => cost * 1.2),
				against: "1.2 × with 100 pledges", goal: 1 }),
			row({ what: "a save and the wall after it, 10,000", unit: "µs CPU", ours: of("wall", "large"), rival: of("wall", "small").map((cost) => cost * 1.2),
				against: "1.2 × with 100 pledges", goal: 1 }),
			row({ what: "full recount from the journal", unit: "ms", ours: times.map((round) => round.recount), rival: times.map((round) => round.shell * 5),
				against: "5 × sqlite3 summing the same rows", goal: 1 }),
		],
		notes: [
			`large to small: a save ${median(times.map(({ save }) => save.large / save.small)).toFixed(3)}, with the wall ${median(times.map(({ wall }) => wall.large / wall.small)).toFixed(3)}; goal ≤ 1.2`,
			`recount to sqlite3: ${median(times.map((round) => round.recount / round.shell)).toFixed(2)} (${LARGE} pledges, ${entries} journal entries)`,
		],
	};
}
