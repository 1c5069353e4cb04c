// Check-ins at a steady pace: while verified snapshots of a database of 100 MB are taken one after the other, against the same without them; and
// on a disk whose flush takes 5 ms more. A latency counts from the moment at which the act was due, so a stall is felt by all that came in it.
import { statSync } from "node:fs";
import { join } from "node:path";
import { freshFolder, load, peopleFile, sqlite } from "./checkin.mjs";
import { end, makeData, program, row, run, serve, signIn, workFolder, writeWork } from "./tools.mjs";

const PEOPLE = 40_000;
const FILL_MB = 100;
const PACE = { connections: 32, rate: 1_000, count: 8_000, warm: 1_000 };
const SLOW = { connections: 16, rate: 100, count: 500, most_us: 20_000 };

/** Makes the database as large as it has to be, by pages of somebody else's. */
function grow(data) {
	const database = join(data, "p2c.db");
	const missing = FILL_MB - Math.floor(statSync(database).size / 1e6);
	if (missing > 0) run("sqlite3", [database, `CREATE TABLE bench_filler(bytes BLOB); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${missing}) INSERT INTO bench_filler SELECT zeroblob(1000000) FROM n;`]);
}

async function measure(data, name, { connections, rate, count, warm = 200 }, how = {}) {
	const folder = freshFolder(data, name);
	const server = await serve(folder, how);
	server.token = await signIn(server, folder, "desk");
	await load(server, connections, 0, warm, "check-in", rate);
	const result = await load(server, connections, warm, count, "check-in", rate);
	const metrics = await (await fetch(`${server.url}/metrics`)).text();
	await end(server);
	return { ...result, wal: Number(/^p2c_wal_bytes (\d+)/m.exec(metrics)[1]) };
}

export async function benchSnapshot({ rounds }) {
	const data = makeData("snapshot", [["participants", peopleFile(PEOPLE)]]);
	writeWork("ids", sqlite(data, "SELECT id FROM person ORDER BY registration_id"));
	grow(data);
	const [quiet, busy, slow] = [[], [], []];
	for (let i = 0; i < rounds; i++) {
		const place = join(workFolder(), `spare-${i}`);
		const steps = [
			async () => quiet.push(await measure(data, `quiet-${i}`, PACE)),
			async () => busy.push(await measure(data, `busy-${i}`, PACE, { args: ["--snapshots", place, "--snapshot-seconds", "1", "--snapshots-kept", "3"] })),
		];
		for (const step of i % 2 === 0 ? steps : steps.reverse()) await step();
		slow.push(await measure(data, `slow-disk-${i}`, SLOW, { env: { LD_PRELOAD: program("slow_disk.so"), P2C_SLOW_US: "5000" } }));
	}
	return {
		rows: [
			row({ what: "check-in at 1,000/s under snapshots: p99", unit: "µs", goal: 1, ours: busy.map(({ p99_us }) => p99_us), rival: quiet.map(({ p99_us }) => 2 * p99_us),
				against: "2 × without snapshots" }),
			row({ what: "check-in at 100/s, flush + 5 ms: p99", unit: "µs", goal: 1, ours: slow.map(({ p99_us }) => p99_us), rival: slow.map(() => SLOW.most_us), against: "20 ms" }),
		],
		notes: [
			`p50 and longest: quiet ${quiet.map((r) => `${r.p50_us}/${r.max_us}`).join(", ")}; under snapshots ${busy.map((r) => `${r.p50_us}/${r.max_us}`).join(", ")} µs`,
			`longest log under snapshots: ${busy.map((r) => Math.round(r.wal / 1e6)).join(", ")} MB; database ${Math.round(statSync(join(data, "p2c.db")).size / 1e6)} MB`,
		],
	};
}
