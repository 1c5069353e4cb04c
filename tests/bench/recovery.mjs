// After a kill under load: from exec to the first answer with a log as long as the server lets it become, against the sqlite3 shell that recovers a copy of the same files and
// our own clean start. What the log holds was acknowledged; both have to read all of it.
import { cpSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { P2C, end, makeData, median, program, row, runBeside, serve, signIn, workFolder, writeWork } from "./tools.mjs";

const LOG_BYTES = 24 << 20; // the server moves its log into the database before it is much longer, also under load
const TRIES = 5;
const PEOPLE = 400;
const BATCH = 16;

/** People by a file, again and again: many pages a second. */
const crowd = (round) => {
	const lines = Array.from({ length: PEOPLE }, (_, i) => `R-${round}-${i},Family ${i} of ${round},Given,House ${i % 50}`);
	return `registration_id,family_name,given_name,entity\n${lines.join("\n")}\n`;
};

async function post(server, token, path, body, type) {
	const headers = { Cookie: `p2c=${token}`, Origin: server.url, "X-P2C": "1", "Content-Type": type, "Idempotency-Key": crypto.randomUUID() };
	const answer = await fetch(server.url + path, { method: "POST", headers, body });
	if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
	await answer.arrayBuffer();
}

/** Works without a pause, so that no checkpoint comes in between, until the log is that long; then kills the server. */
async function fillAndKill(data) {
	const server = await serve(data);
	const token = await signIn(server, data, "admin");
	const log = join(data, "p2c.db-wal");
	const form = (n) => JSON.stringify({ type: "policy", title: `Pledge ${n}`, pledgers: [{ entity_name: `Fund ${n % 9}` }] });
	let over = false;
	const pledge = async () => {
		for (let n = 0; !over; n += 1) await post(server, token, "/api/pledges", form(n), "application/json");
	};
	const load = Array.from({ length: BATCH }, pledge);
	for (let round = 0; statSync(log).size < LOG_BYTES; round += 1) await post(server, token, "/api/import/participants", crowd(round), "text/csv");
	over = true;
	await Promise.all(load);
	await end(server, "SIGKILL");
	return statSync(log).size;
}

export async function benchRecovery({ rounds }) {
	const nobody = writeWork("nobody.csv", "registration_id,family_name,entity\nR-0,First,House\n");
	const killed = makeData("killed", [["participants", nobody]]);
	const bytes = await fillAndKill(killed);
	const clean = join(workFolder(), "clean");
	const copy = join(workFolder(), "copy");
	const fresh = () => {
		rmSync(copy, { recursive: true, force: true });
		cpSync(killed, copy, { recursive: true, filter: (path) => !/\.sock$|-shm$/.test(path) });
	};
	const answer = async (data) => Number(await runBeside(program("start"), ["answer", P2C, "serve", "--data", data, "--listen", "127.0.0.1:0"]));
	cpSync(killed, clean, { recursive: true, filter: (path) => !/\.sock$|-shm$/.test(path) });
	await answer(clean); // leaves a database without a log
	const times = Array.from({ length: rounds }, () => ({}));
	for (const round of times) {
		const samples = { ours: [], shell: [], clean: [] };
		for (let i = 0; i < TRIES; i += 1) {
			fresh();
			samples.shell.push(Number(await runBeside(program("start"), ["run", "sqlite3", join(copy, "p2c.db"), "SELECT count(*) FROM journal"])));
			fresh();
			samples.ours.push(await answer(copy));
			samples.clean.push(await answer(clean));
		}
		for (const [name, values] of Object.entries(samples)) round[name] = median(values);
	}
	const typical = (name) => median(times.map((round) => round[name])).toFixed(0);
	return {
		rows: [row({ what: "killed under load, to the first answer", unit: "ms", ours: times.map((round) => round.ours),
			rival: times.map((round) => 2 * round.shell + round.clean), against: "2 × sqlite3 recovering + a clean start", goal: 1 })],
		notes: [`a log of ${(bytes / 2 ** 20).toFixed(0)} MB: ${typical("ours")} ms; the sqlite3 shell ${typical("shell")} ms; a clean start ${typical("clean")} ms`],
	};
}
