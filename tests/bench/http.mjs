// The agenda of 300 sessions against nginx with one worker that has the same bytes as files: server CPU a request, which is capacity per
// core (one load generator cannot saturate either). Ours with every check on and all security headers; nginx as bare as it can be had.
import { mkdirSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { awake, cpuOf, end, launch, makeData, onCpu, row, runBeside, serve, workFolder, writeWork } from "./tools.mjs";

const SERVER_CPU = 0;
const LOAD_CPU = 1;
const CONNECTIONS = 64;
/** A round in which the server waited longer than this part of the time for a CPU was disturbed, and is run again (twice at most). */
const DISTURBED = 0.06;
const GZIP = ["-H", "Accept-Encoding: gzip"];
const CASES = [
	{ what: "agenda, gzip", goal: 1.1, headers: () => GZIP },
	{ what: "agenda, 304", goal: 1.1, headers: (etag) => [...GZIP, "-H", `If-None-Match: ${etag}`] },
	{ what: "agenda, plain", goal: 1.0, headers: () => [] },
];

/** 300 sessions: three days, five rooms, twenty sessions of 25 minutes each, as a schedule.json. */
function agendaFile() {
	const two = (n) => String(n).padStart(2, "0");
	const uuid = (day, room, turn) => `01813d2a-${two(day)}${two(room)}-7000-8000-0000000000${two(turn)}`;
	const rooms = ["Plenary Hall", "Auditorium", "MH1", "MH2", "Breakout Room A"];
	const session = (date, day, room, turn) => {
		const from = 9 * 60 + turn * 30;
		const start = `${two(Math.floor(from / 60))}:${two(from % 60)}`;
		return { guid: uuid(day, room, turn), id: day * 1000 + room * 100 + turn, date: `${date}T${start}:00+02:00`, start, duration: "00:25",
			room: rooms[room], slug: `s-${day}-${room}-${turn}`, url: "https://p2c.example/", subtitle: "", track: null, type: "panel",
			title: `Session ${day}.${room}.${turn}: connecting the unconnected`, language: "en", links: [],
			abstract: "How commitments become connected schools, clinics and villages; what regulators, operators and donors each bring.",
			persons: [{ guid: uuid(day, room + 50, turn), name: `Speaker ${day}${room}${turn}` }] };
	};
	const days = [7, 8, 9].map((number, day) => {
		const date = `2022-06-${two(number)}`;
		const turns = Array.from({ length: 20 }, (_, turn) => turn);
		return { index: day + 1, date, day_start: `${date}T08:00:00+02:00`, day_end: `${date}T20:00:00+02:00`,
			rooms: Object.fromEntries(rooms.map((name, room) => [name, turns.map((turn) => session(date, day, room, turn))])) };
	});
	const conference = { acronym: "bench", title: "Bench", start: "2022-06-07", end: "2022-06-09", daysCount: 3, timeslot_duration: "00:05",
		time_zone_name: "Africa/Kigali", rooms: rooms.map((name, i) => ({ name, guid: uuid(90, i, 0) })), days };
	return writeWork("agenda.json", JSON.stringify({ schedule: { version: "1", base_url: "https://p2c.example/", conference } }));
}

/** The bytes as they come over the wire, and the ETag. */
function fetchRaw(url, headers) {
	return new Promise((done, fail) => {
		get(url, { headers }, (answer) => {
			const parts = [];
			answer.on("data", (part) => parts.push(part));
			answer.on("end", () => done({ status: answer.statusCode, bytes: Buffer.concat(parts), etag: answer.headers.etag }));
		}).on("error", fail);
	});
}

function freePort() {
	return new Promise((done) => {
		const probe = createServer().listen(0, "127.0.0.1", () => {
			const { port } = probe.address();
			probe.close(() => done(port));
		});
	});
}

/** nginx with one worker, and with what its manual has for speed; files of `bodies` under /api/agenda. Answers with the worker's pid: the master does nothing. */
async function startNginx(bodies) {
	const site = join(workFolder(), "site");
	const port = await freePort();
	mkdirSync(join(site, "api"), { recursive: true });
	writeFileSync(join(site, "api", "agenda"), bodies.plain);
	writeFileSync(join(site, "api", "agenda.gz"), bodies.gzip);
	const temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${site}/${name};`).join(" ");
	const config = writeWork("nginx.conf", `daemon off; worker_processes 1; error_log stderr notice; pid ${site}/pid;
events { worker_connections 4096; }
http { access_log off; ${temp} sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 1000000000; keepalive_timeout 65; server_tokens off;
	open_file_cache max=100 inactive=600s; open_file_cache_valid 600s; default_type application/json; gzip_static on; gzip_vary on;
	server { listen 127.0.0.1:${port} backlog=4096; root ${site}; } }
`);
	const [file, args] = onCpu(SERVER_CPU, "nginx", ["-c", config, "-p", site]);
	const nginx = launch(file, args, { ready: (line) => /start worker process (\d+)/.exec(line)?.[1] });
	return { ...nginx, worker: Number(await nginx.up), url: `http://127.0.0.1:${port}` };
}

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
	const data = makeData("http", [["agenda", agendaFile(), "--format", "json", "--force"]]);
	const server = await serve(data, { cpu: SERVER_CPU });
	const url = `${server.url}/api/agenda`;
	const [plain, gzip] = [await fetchRaw(url, {}), await fetchRaw(url, { "Accept-Encoding": "gzip" })];
	const sessions = JSON.parse(plain.bytes).sessions.length;
	if (sessions !== 300) throw new Error(`the agenda has ${sessions} sessions`);
	const ours = { ...server, worker: server.pid, etag: gzip.etag };
	const nginx = await startNginx({ plain: plain.bytes, gzip: gzip.bytes });
	const rival = { ...nginx, etag: (await fetchRaw(`${nginx.url}/api/agenda`, { "Accept-Encoding": "gzip" })).etag };
	const rows = [];
	await awake(async () => {
		for (const test of CASES) rows.push(await measureCase(ours, rival, test, how));
	});
	await end(nginx);
	await end(server);
	return { rows, notes: [`agenda of 300 sessions: ${plain.bytes.length} bytes plain, ${gzip.bytes.length} as gzip; ${CONNECTIONS} connections`] };
}
