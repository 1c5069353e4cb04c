// 1,000 sessions in 60 rooms. What follows from a change (clash check, expected times, whom to tell) against encoding that agenda as
// JSON once, in one process; and the calendar and schedule.xml from the cache against /api/agenda.
import { LOAD_CPU, SERVER_CPU, fetchRaw } from "./nginx.mjs";
import { planFile } from "./plan.mjs";
import { awake, cpuOf, end, makeData, onCpu, program, row, runBeside, serve } from "./tools.mjs";

const SIZE = { days: 1, rooms: 60, turns: 17, sessions: 1000, languages: true };
const ROUNDS = 200;
const CONNECTIONS = 32;
const GZIP = "Accept-Encoding: gzip";
const PATHS = ["/api/agenda", "/agenda.ics", "/agenda.xml"];
/** What two runs of the same differ by. */
const NOISE = 1.1;

async function compute(file) {
	const [path, args] = onCpu(SERVER_CPU, program("programme"), [file, "Africa/Kigali", String(ROUNDS)]);
	return JSON.parse(await runBeside(path, args));
}

/** Server CPU a request, microseconds. */
async function ask(server, path, headers, seconds) {
	const before = cpuOf(server.pid).used;
	const [file, args] = onCpu(LOAD_CPU, "wrk", ["-t1", `-c${CONNECTIONS}`, `-d${seconds}s`, ...headers.flatMap((header) => ["-H", header]), `${server.url}${path}`]);
	const said = await runBeside(file, args);
	const requests = Number(/(\d+) requests in/.exec(said)?.[1]);
	if (!(requests > 0) || /Non-2xx|Socket errors/.test(said)) throw new Error(`wrk: ${said}`);
	return (cpuOf(server.pid).used - before) / 1e3 / requests;
}

export async function benchProgramme({ rounds, seconds }) {
	const file = planFile(SIZE);
	const computed = [];
	const known = Object.fromEntries(PATHS.map((path) => [path, []]));
	const whole = Object.fromEntries(PATHS.map((path) => [path, []]));
	const data = makeData("programme", [["agenda", file, "--format", "json", "--force"]]);
	const server = await serve(data, { cpu: SERVER_CPU });
	const first = Object.fromEntries(await Promise.all(PATHS.map(async (path) => [path, await fetchRaw(`${server.url}${path}`, { "Accept-Encoding": "gzip" })])));
	for (let round = 0; round < rounds; round += 1) computed.push(await compute(file));
	await awake(async () => {
		for (let round = 0; round < rounds; round += 1) {
			for (const path of round % 2 === 0 ? PATHS : PATHS.toReversed()) {
				known[path].push(await ask(server, path, [GZIP, `If-None-Match: ${first[path].etag}`], seconds));
				whole[path].push(await ask(server, path, [GZIP], seconds));
			}
		}
	});
	await end(server);
	const [one] = computed;
	const rows = [row({ what: "clash check, expected times, whom to tell", unit: "µs", ours: computed.map((each) => each.all_us), rival: computed.map((each) => each.encode_us),
		against: "encoding it as JSON once", goal: 1 })];
	for (const path of PATHS.slice(1))
		for (const [what, measured] of [["304", known], ["gzip", whole]])
			rows.push(row({ what: `${path}, ${what}`, unit: "µs CPU", ours: measured[path], rival: measured[PATHS[0]].map((us) => us * NOISE), against: `${NOISE} × /api/agenda`, goal: 1 }));
	return { rows, notes: [`${one.sessions} sessions, ${one.rooms} rooms, ${one.bytes} bytes of JSON; ${one.findings} findings, ${one.moved} sessions moved; ` +
		`check ${one.check_us} µs, expected times ${one.expected_us} µs, whom to tell ${one.told_us} µs`,
		`as gzip: ${PATHS.map((path) => `${path} ${first[path].bytes.length} bytes`).join(", ")}`] };
}
