// Durable check-ins: a POST with a login, all checks, the rules, three rows (person, journal with its hash, kept answer), the commit and the
// answer, against PostgreSQL writing the same three rows in one prepared statement a check-in, without any HTTP; and against committing each
// request by itself on a slow disk. No spinners here: they make a thread that waits for the disk wait for the next tick.
import { cpSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { startPostgres } from "./postgres.mjs";
import { cpuOf, end, fdatasync, makeData, program, row, run, runBeside, serve, signIn, workFolder, writeWork } from "./tools.mjs";

const PEOPLE = 52_000;
const ENTITIES = 400;
const WARM = 3_000;
const FLUSHES = 1_500;
/** What the answer of a check-in takes in the row that keeps it. */
const ANSWER = "x".repeat(560);
const RUNS = [
	{ connections: 1, count: 2_000, goal: null },
	{ connections: 8, count: 16_000, goal: 1.8 },
	{ connections: 32, count: 24_000, goal: 2.5 },
];
const SLOW = { connections: 32, count: 6_400, each: 400, goal: 10 };

/** The participants as a desk's list has them. */
export function peopleFile(people = PEOPLE) {
	const countries = ["RWA", "FRA", "KEN", "CHE", "BRA", "JPN"];
	const lines = Array.from({ length: people }, (_, i) => [`B-${String(i).padStart(5, "0")}`, `Family${i % 977}`, `Given${i % 613}`, "",
		`Ministry of Connectivity ${i % ENTITIES}`, "government", countries[i % countries.length], "DEL", "speaker", `p${i}@example.org`, "en", "confirmed"].join(","));
	const header = "registration_id,family_name,given_name,name_latin,entity,entity_type,country,category,roles,email,language,state";
	return writeWork("people.csv", `${header}\n${lines.join("\n")}\n`);
}

export const sqlite = (data, text, args = []) => run("sqlite3", ["-readonly", ...args, join(data, "p2c.db"), text]);

/** The statement of the rival: the login, the person, the journal row with a hash, the kept answer. The chain's order is given up for it: its
 * sequence and hash do not depend on the row before, so its clients never wait for each other. Keys begin with the time, as ours do. */
export const STATEMENT = `\\set turn :turn + 1
\\set person :first + :client_id + :turn * :clients
WITH who AS (SELECT name FROM login WHERE token_hash = '\\xbe' AND ended_at IS NULL AND expires_at > 1),
p AS (UPDATE person SET version = version + 1, state = 'arrived', arrived_at = 1654600000000, arrived_by = (SELECT name FROM who)
  WHERE registration_id = 'B-' || lpad(:person ::text, 5, '0') AND arrived_at IS NULL AND EXISTS (SELECT 1 FROM who) RETURNING id, version),
j AS (INSERT INTO journal (seq, at, actor, topic, action, subject, version, data, person_id, sealed, hash)
  SELECT nextval('journal_seq'), 1654600000000, 'desk', 'participants', 'participant.check_in', id, version, '{}', '', NULL,
  sha256(convert_to('participants participant.check_in desk ' || id || version, 'UTF8')) FROM p RETURNING subject)
INSERT INTO idem (idem_key, actor, route, body_hash, status, answer, at)
  SELECT lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000) ::bigint), 12, '0') || substr(id, 13), 'desk', 'POST /api/participants/{id}/check-in ' || id, sha256('\\x7b7d'), 200, '${ANSWER}', 1654600000000 FROM p;
`;

/** The rival with the same entities and persons, as a template that every round begins from. */
export async function prepareRival(data) {
	const rival = await startPostgres();
	rival.create("base");
	for (const table of ["entity", "person"]) rival.copy("base", table, sqlite(data, `SELECT * FROM ${table}`, ["-csv"]));
	rival.psql("base", `CREATE SEQUENCE journal_seq START 100000 CACHE 50;
		INSERT INTO login VALUES ('\\xbe', NULL, 'desk', 'desk', 1, 2);
		VACUUM ANALYZE; CHECKPOINT;`);
	return rival;
}

/** A copy of the prepared folder, so that every round begins with nobody arrived. */
export function freshFolder(data, name) {
	const copy = join(workFolder(), name);
	cpSync(data, copy, { recursive: true });
	return copy;
}

export async function load(server, connections, first, count, ...how) {
	const args = [server.port, connections, server.token, join(workFolder(), "ids"), first, count, ...how].map(String);
	return JSON.parse(await runBeside(program("load"), args));
}

/** Check-ins a second and the latency of each number of connections. */
async function measureOurs(data, round) {
	const folder = freshFolder(data, `checkin-${round}`);
	const server = await serve(folder);
	server.token = await signIn(server, folder, "desk");
	await load(server, 8, 0, WARM);
	const results = [];
	let first = WARM;
	for (const { connections, count } of RUNS) {
		const before = cpuOf(server.pid).used;
		const result = await load(server, connections, first, count);
		results.push({ ...result, perSecond: result.answered / result.seconds, cpu: (cpuOf(server.pid).used - before) / 1e3 / count });
		first += count;
	}
	await end(server);
	return results;
}

async function measureRival(rival, round) {
	const database = `round${round}`;
	rival.psql("postgres", `CREATE DATABASE ${database} TEMPLATE base`);
	await rival.pgbench(database, STATEMENT, { clients: 8, count: WARM, first: 0 });
	const results = [];
	let first = WARM;
	for (const { connections, count } of RUNS) {
		results.push(await rival.pgbench(database, STATEMENT, { clients: connections, count, first }));
		first += count;
	}
	const arrived = Number(rival.psql(database, "SELECT count(*) FROM person p JOIN idem i ON substr(i.idem_key, 13) = substr(p.id, 13) JOIN journal j ON j.subject = p.id"));
	if (arrived !== first) throw new Error(`the rival wrote ${arrived} of ${first} check-ins`);
	rival.psql("postgres", `DROP DATABASE ${database}`);
	return results;
}

/** A flush that takes 2 ms more: ours at 32 connections, and the same rows committed one by one. */
async function measureSlow(data, round) {
	const env = { LD_PRELOAD: program("slow_disk.so"), P2C_SLOW_US: "2000" };
	const folder = freshFolder(data, `slow-${round}`);
	const server = await serve(folder, { env });
	const token = server.token = await signIn(server, folder, "desk");
	const grouped = await load(server, SLOW.connections, 0, SLOW.count);
	await end(server);
	const each = JSON.parse(await runBeside(program("commit_each"), [folder, token, join(workFolder(), "ids"), String(SLOW.count), String(SLOW.each)], { env }));
	return { grouped: grouped.answered / grouped.seconds, each: each.answered / each.seconds };
}

/** The rows that both sides write, by the tables of the last round. */
function checkRows(data, round) {
	const folder = join(workFolder(), `checkin-${round}`);
	const done = WARM + RUNS.reduce((sum, { count }) => sum + count, 0);
	const rows = sqlite(folder, "SELECT (SELECT count(*) FROM person WHERE arrived_at IS NOT NULL), (SELECT count(*) FROM idem),"
		+ " (SELECT count(*) FROM journal WHERE action = 'participant.check_in'), (SELECT CAST(avg(length(answer)) AS INTEGER) FROM idem)").trim().split("|").map(Number);
	if (rows.slice(0, 3).some((n) => n < done)) throw new Error(`ours wrote ${rows} of ${done} check-ins`);
	return rows[3];
}

function tableOf(ours, rival, raw, slow) {
	const rows = RUNS.map(({ connections, goal }, i) => row({ what: `check-in, ${connections} in flight`, unit: "/s", better: "more", goal,
		ours: ours.map((results) => results[i].perSecond), rival: rival.map((results) => results[i].perSecond), against: "PostgreSQL, no HTTP" }));
	rows.push(row({ what: "check-in, 1 in flight: p50", unit: "µs", goal: 1, ours: ours.map((results) => results[0].p50_us),
		rival: raw.map((disk) => 2.5 * disk.p50_us + 100), against: "2.5 × raw fdatasync + 100 µs" }));
	rows.push(row({ what: "check-in, 32 in flight, flush + 2 ms", unit: "/s", better: "more", goal: SLOW.goal, ours: slow.map((pair) => pair.grouped),
		rival: slow.map((pair) => pair.each), against: "a commit each, no HTTP" }));
	return rows;
}

export async function benchCheckin({ rounds }) {
	const data = makeData("checkin", [["participants", peopleFile()]]);
	writeWork("ids", sqlite(data, "SELECT id FROM person ORDER BY registration_id"));
	const rival = await prepareRival(data);
	const [ours, theirs, raw, slow] = [[], [], [], []];
	for (let round = 0; round < rounds; round++) {
		raw.push(await fdatasync(FLUSHES));
		const steps = [async () => ours.push(await measureOurs(data, round)), async () => theirs.push(await measureRival(rival, round))];
		for (const step of round % 2 === 0 ? steps : steps.reverse()) await step();
		slow.push(await measureSlow(data, round));
	}
	const answer = checkRows(data, rounds - 1);
	await rival.stop();
	const last = ours[ours.length - 1];
	return {
		rows: tableOf(ours, theirs, raw, slow),
		notes: [
			"rows on both sides: person updated, journal row with hash, kept answer; the login is looked up. Only ours: HTTP, chain order, JSON",
			`raw fdatasync of 4 KiB: p50 ${raw.map((disk) => disk.p50_us).join(", ")} µs, p99 ${raw.map((disk) => disk.p99_us).join(", ")} µs`,
			`ours, last round: ${last.map((result, i) => `${RUNS[i].connections} in flight p50 ${result.p50_us} p99 ${result.p99_us} µs, CPU ${result.cpu.toFixed(1)} µs`).join("; ")}`,
			`kept answer ${answer} bytes on average (rival ${ANSWER.length}); folder ${Math.round(statSync(join(data, "p2c.db")).size / 1e6)} MB, ${readdirSync(data).length} files`,
		],
	};
}
