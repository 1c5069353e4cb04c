// Doors: durable scans (a POST with a login, badge, person, rules, presence, head count, journal with its hash, kept answer, commit) against
// the PostgreSQL figure of the check-in; what a door without network does with a code, in the program and as a browser does it; and how big
// the lists for the time without network are.
import { gunzipSync } from "node:zlib";
import { load } from "../web/load.mjs";
import { STATEMENT, freshFolder, load as loadWith, peopleFile, prepareRival, sqlite } from "./checkin.mjs";
import { cpuOf, end, makeData, program, row, run, serve, signIn, writeWork } from "./tools.mjs";

const PEOPLE = 30_000;
const WARM = 2_000;
const RUNS = [
	{ connections: 1, count: 2_000, goal: null },
	{ connections: 32, count: 24_000, goal: 2.5 },
];
const CODES = 20_000;
const OFFLINE_GOAL = 10_000;
const ROSTER = 10_000;
const ROSTER_KB = 1_000;

async function post(server, path, body, token) {
	const answer = await fetch(server.url + path, {
		method: "POST", headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}`, "Idempotency-Key": `bench-${path}` }, body: JSON.stringify(body),
	});
	if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

/** A folder in which everybody has a badge. */
async function badged(name, people) {
	const data = makeData(name, [["participants", peopleFile(people)]]);
	const server = await serve(data);
	await post(server, "/api/badges", {}, await signIn(server, data, "admin"));
	await end(server);
	return data;
}

/** Scans a second and the latency of each number of connections. */
async function measureScans(data, round) {
	const folder = freshFolder(data, `doors-${round}`);
	const server = await serve(folder);
	server.token = await signIn(server, folder, "door");
	await loadWith(server, 8, 0, WARM, "scan");
	const results = [];
	let first = WARM;
	for (const { connections, count } of RUNS) {
		const before = cpuOf(server.pid).used;
		const result = await loadWith(server, connections, first, count, "scan");
		results.push({ ...result, perSecond: result.answered / result.seconds, cpu: (cpuOf(server.pid).used - before) / 1e3 / count });
		first += count;
	}
	await end(server);
	const [inside, rows] = sqlite(folder, "SELECT inside, (SELECT count(*) FROM presence WHERE at > 0) FROM point WHERE id = 'main'").trim().split("|").map(Number);
	if (inside !== first || rows !== first) throw new Error(`${first} scans left ${rows} rows and a head count of ${inside}`);
	return results;
}

async function measureRival(rival, round) {
	const database = `doors${round}`;
	rival.psql("postgres", `CREATE DATABASE ${database} TEMPLATE base`);
	await rival.pgbench(database, STATEMENT, { clients: 8, count: WARM, first: 0 });
	const results = [];
	let first = WARM;
	for (const { connections, count } of RUNS) {
		results.push(await rival.pgbench(database, STATEMENT, { clients: connections, count, first }));
		first += count;
	}
	rival.psql("postgres", `DROP DATABASE ${database}`);
	return results;
}

/** The same questions as a browser answers them, by the door's own modules: how is it spelled, is it marked, is it listed? Codes a second on one core. */
async function measureBrowser(list, codes) {
	const [{ readCode }, { openCodes, lookUp, kindOf }] = await Promise.all([load("common/text/code.ts"), load("door/codes.ts")]);
	const held = openCodes(list);
	const from = performance.now();
	for (const code of codes) {
		const { text } = readCode(code);
		if (kindOf(held, text) !== "unlisted" || lookUp(held, text) === null) throw new Error(`${code} is not in its own list`);
	}
	return codes.length / ((performance.now() - from) / 1000);
}

/** One list as it travels: its size in kB, packed. */
async function fetchList(server, path, token) {
	const { request } = await import("node:http");
	const bytes = await new Promise((done, fail) => {
		const asked = request(server.url + path, { headers: { Authorization: `Bearer ${token}`, "Accept-Encoding": "gzip" } }, (answer) => {
			const parts = [];
			answer.on("data", (part) => parts.push(part));
			answer.on("end", () => (answer.statusCode === 200 && answer.headers["content-encoding"] === "gzip" ? done(Buffer.concat(parts)) : fail(new Error(`${path}: ${answer.statusCode}`))));
		});
		asked.on("error", fail).end();
	});
	return { kb: bytes.length / 1000, json: JSON.parse(gunzipSync(bytes)) };
}

async function measureLists(data) {
	const server = await serve(data);
	const token = await signIn(server, data, "desk");
	const from = performance.now();
	const roster = await fetchList(server, "/api/roster", token);
	const took = performance.now() - from;
	const door = await fetchList(server, "/api/door-list?point=main", token);
	await end(server);
	if (roster.json.count !== ROSTER || door.json.count !== ROSTER) throw new Error("the lists are not whole");
	return { roster, door, took };
}

export async function benchDoors({ rounds }) {
	const data = await badged("doors", PEOPLE);
	writeWork("ids", sqlite(data, "SELECT b.qr FROM badge b ORDER BY b.serial"));
	const small = await badged("roster", ROSTER);
	const codes = sqlite(small, `SELECT b.qr FROM badge b ORDER BY b.serial LIMIT ${CODES}`).trim().split("\n");
	const rival = await prepareRival(data);
	const [ours, theirs, native, browser, lists] = [[], [], [], [], []];
	for (let round = 0; round < rounds; round++) {
		const steps = [async () => ours.push(await measureScans(data, round)), async () => theirs.push(await measureRival(rival, round))];
		for (const step of round % 2 === 0 ? steps : steps.reverse()) await step();
		native.push(JSON.parse(run(program("codes"), [String(CODES)])));
		lists.push(await measureLists(small));
		browser.push(await measureBrowser(lists[round].door.json, codes));
	}
	await rival.stop();
	const last = ours[ours.length - 1];
	const goal = ours.map(() => OFFLINE_GOAL);
	const rows = RUNS.map(({ connections, goal: least }, i) => row({ what: `scan at a door, ${connections} in flight`, unit: "/s", better: "more", goal: least,
		ours: ours.map((results) => results[i].perSecond), rival: theirs.map((results) => results[i].perSecond), against: "PostgreSQL's check-in, no HTTP" }));
	rows.push(
		row({ what: "a code verified offline, in C", unit: "/s", better: "more", goal: 1, ours: native.map((n) => n.verified), rival: goal, against: "10,000 a second a core" }),
		row({ what: "a code found in a door's list, in C", unit: "/s", better: "more", goal: 1, ours: native.map((n) => n.listed), rival: goal, against: "10,000 a second a core" }),
		row({ what: "both, as a browser does it", unit: "/s", better: "more", goal: 1, ours: browser, rival: goal, against: "10,000 a second a core" }),
		row({ what: "roster of 10,000, packed", unit: "kB", goal: 1, ours: lists.map(({ roster }) => roster.kb), rival: lists.map(() => ROSTER_KB), against: "1 MB" }),
	);
	return {
		rows,
		notes: [
			"rows of a scan: presence, head count, journal row with hash, kept answer; the login, badge, person and point are looked up. The rival: person, journal row, kept answer",
			`ours, last round: ${last.map((result, i) => `${RUNS[i].connections} in flight p50 ${result.p50_us} p99 ${result.p99_us} µs, CPU ${result.cpu.toFixed(1)} µs`).join("; ")}`,
			`door list of 10,000: ${lists[0].door.kb.toFixed(0)} kB packed; roster made and sent in ${lists[0].took.toFixed(0)} ms`,
		],
	};
}
