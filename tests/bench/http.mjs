// The agenda of 300 sessions against nginx with one worker that has the same bytes as files: server CPU a request, which is capacity per
// core (one load generator cannot saturate either). Ours with every check on and all security headers; nginx as bare as it can be had.
import { LOAD_CPU, SERVER_CPU, fetchRaw, startNginx } from "./nginx.mjs";
import { planFile } from "./plan.mjs";
import { awake, cpuOf, end, makeData, onCpu, row, runBeside, serve } from "./tools.mjs";

const CONNECTIONS = 64;
/** A round in which the server waited longer than this part of the time for a CPU was disturbed, and is run again (twice at most). */
const DISTURBED = 0.06;
const GZIP = ["-H", "Accept-Encoding: gzip"];
const CASES = [
	{ what: "agenda, gzip", goal: 1.1, headers: () => GZIP },
	{ what: "agenda, 304", goal: 1.1, headers: (etag) => [...GZIP, "-H", `If-None-Match: ${etag}`] },
	{ what: "agenda, plain", goal: 1.0, headers: () => [] },
];

/** One run of the load: server CPU a request in microseconds, and the part of the time that the server waited for a CPU. */
async function measure(server, headers, seconds) {
	const before = cpuOf(server.worker);
	const from = performance.now();
	const [file, args] = onCpu(LOAD_CPU, "wrk", ["-t1", `-c${CONNECTIONS}`, `-d${seconds}s`, ...headers, `${server.url}/api/agenda`]);
	const said = await runBeside(file, args);
	const after = cpuOf(server.worker);
	const took = (performance.now() - from) * 1e6;
	const requests = Number(/(\d+) requests in/.exec(said)?.[1]);
	if (!(requests > 0) || /Non-2xx|Socket errors/.test(said)) throw new Error(`wrk: ${said}`);
	return { cpu: (after.used - before.used) / 1e3 / requests, waited: (after.waited - before.waited) / took };
}

/** Both servers in turn, who begins changes with the round. */
async function measureRound(round, ours, rival, test, seconds) {
	const order = round % 2 === 0 ? [ours, rival] : [rival, ours];
	const results = new Map();
	for (const server of order) results.set(server, await measure(server, test.headers(server.etag), seconds));
	return { ours: results.get(ours), rival: results.get(rival) };
}

async function measureCase(ours, rival, test, { rounds, seconds }) {
	const kept = [];
	let disturbed = 0;
	for (let round = 0; kept.length < rounds; round++) {
		const pair = await measureRound(round, ours, rival, test, seconds);
		const quiet = pair.ours.waited < DISTURBED && pair.rival.waited < DISTURBED;
		if (!quiet) disturbed++;
		if (quiet || disturbed > 2) kept.push(pair);
	}
	const against = `nginx, 1 worker${disturbed > 2 ? " (disturbed)" : ""}`;
	return row({ what: test.what, unit: "µs CPU", ours: kept.map((pair) => pair.ours.cpu), rival: kept.map((pair) => pair.rival.cpu), against,
		goal: test.goal });
}

export async function benchHttp(how) {
	const data = makeData("http", [["agenda", planFile(), "--format", "json", "--force"]]);
	const server = await serve(data, { cpu: SERVER_CPU });
	const url = `${server.url}/api/agenda`;
	const [plain, gzip] = [await fetchRaw(url, {}), await fetchRaw(url, { "Accept-Encoding": "gzip" })];
	const sessions = JSON.parse(plain.bytes).sessions.length;
	if (sessions !== 300) throw new Error(`the agenda has ${sessions} sessions`);
	const ours = { ...server, worker: server.pid, etag: gzip.etag };
	const nginx = await startNginx({ files: { "api/agenda": plain.bytes, "api/agenda.gz": gzip.bytes } });
	const rival = { ...nginx, etag: (await fetchRaw(`${nginx.url}/api/agenda`, { "Accept-Encoding": "gzip" })).etag };
	const rows = [];
	await awake(async () => {
		for (const test of CASES) rows.push(await measureCase(ours, rival, test, how));
	});
	await end(nginx);
	await end(server);
	return { rows, notes: [`agenda of 300 sessions: ${plain.bytes.length} bytes plain, ${gzip.bytes.length} as gzip; ${CONNECTIONS} connections`] };
}
