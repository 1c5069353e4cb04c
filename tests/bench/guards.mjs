// What all guards together cost: the server as it ships against the same objects linked without them (bare.c): checks of origin, host, target
// and rate, shares of addresses, the audit, security headers, the filter of system calls. Server CPU a request, in turns; goal: at most 5 %.
import { LOAD_CPU, SERVER_CPU, fetchRaw } from "./nginx.mjs";
import { planFile } from "./plan.mjs";
import { awake, cpuOf, end, makeData, onCpu, program, row, runBeside, serve, signIn } from "./tools.mjs";

const CONNECTIONS = 32;
const TURNS = 4; // of a second each
const CASES = [
	{ what: "agenda, gzip", path: "/api/agenda", headers: () => ["Accept-Encoding: gzip"] },
	{ what: "agenda, 304", path: "/api/agenda", headers: ({ etag }) => ["Accept-Encoding: gzip", `If-None-Match: ${etag}`] },
	{ what: "signed in, by a worker", path: "/api/me", headers: ({ token }) => [`Cookie: p2c=${token}`] },
];

async function measure(server, { path, headers }) {
	const before = cpuOf(server.pid).used;
	const [file, args] = onCpu(LOAD_CPU, "wrk", ["-t1", `-c${CONNECTIONS}`, "-d1s", ...headers(server).flatMap((text) => ["-H", text]), server.url + path]);
	const said = await runBeside(file, args);
	const used = cpuOf(server.pid).used - before;
	const requests = Number(/(\d+) requests in/.exec(said)?.[1]);
	if (!(requests > 0) || /Non-2xx|Socket errors/.test(said)) throw new Error(`wrk: ${said}`);
	return used / 1e3 / requests;
}

/** Both in turns, who begins changes; the least of each is what it costs when nothing else disturbs. */
async function measureRound(pair, test) {
	const least = [Infinity, Infinity];
	for (let turn = 0; turn < TURNS; turn++) {
		for (const i of turn % 2 === 0 ? [0, 1] : [1, 0]) least[i] = Math.min(least[i], await measure(pair[i], test));
	}
	return least;
}

async function start(name, file) {
	const data = makeData(name, [["agenda", planFile(), "--format", "json", "--force"]]);
	const server = await serve(data, { cpu: SERVER_CPU, file });
	const token = await signIn(server, data, "desk");
	const { etag } = await fetchRaw(`${server.url}/api/agenda`, { "Accept-Encoding": "gzip" });
	return { ...server, token, etag };
}

export async function benchGuards({ rounds }) {
	const pair = [await start("guarded"), await start("bare", program("p2c_bare"))];
	const rows = [];
	await awake(async () => {
		for (const test of CASES) {
			const taken = [];
			for (let round = 0; round < rounds; round++) taken.push(await measureRound(pair, test));
			rows.push(row({ what: test.what, unit: "µs CPU", ours: taken.map(([ours]) => ours), rival: taken.map(([, bare]) => bare), against: "without guards", goal: 0.95 }));
		}
	});
	for (const server of pair) await end(server);
	return { rows, notes: ["without: origin, host, target, rate, shares, audit, security headers, filter of system calls; what the parser reads is the same"] };
}
