// Memory and start: what the process holds with the demonstration day and warm fonts, and how long it takes from exec to the first answer. The
// limit is three times what the sqlite3 shell takes to open and count the same database, and what warming the fonts takes, which a worker does
// beside the first answers. What the loader takes for the libraries, before the program runs at all, is shown by itself.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { P2C, end, launch, median, program, row, run, runBeside, signIn, workFolder, writeWork } from "./tools.mjs";

const STARTS = 9;
const BADGES = 24;
const MEMORY_GOAL_MB = 64;

/** The demonstration day; resolves when it is made and served. */
async function serveDemo(data) {
	const server = launch(P2C, ["serve", "--demo", "--data", data, "--listen", "127.0.0.1:0"],
		{ ready: (text) => /"what":"listening".*"port":"(\d+)"/.exec(text)?.[1] });
	const port = Number(await server.up);
	return { ...server, port, url: `http://127.0.0.1:${port}` };
}

/** Uses the day as a desk does, several at a time: every view once, searches, badges in all scripts and forms on every worker. */
async function warm(server, token) {
	const get = async (path) => {
		const answer = await fetch(server.url + path, { headers: { Cookie: `p2c=${token}` } });
		const bytes = await answer.arrayBuffer();
		if (!answer.ok) throw new Error(`${path}: ${answer.status} ${Buffer.from(bytes)}`);
		return answer.headers.get("content-type").includes("json") ? JSON.parse(Buffer.from(bytes)) : null;
	};
	for (const path of ["/api/catalogue", "/api/agenda", "/agenda.ics", "/agenda.xml", "/agenda.json", "/api/tally", "/api/wall", "/"]) await get(path);
	const { participants } = await get("/api/participants?q=&limit=200");
	const serials = participants.map((person) => person.badge?.serial).filter((serial) => serial !== undefined).slice(0, BADGES);
	if (serials.length < BADGES) throw new Error(`the demonstration day shows only ${serials.length} badges`);
	for (const serial of serials) await Promise.all(["pdf", "png", "svg"].map((form) => get(`/api/badges/${serial}.${form}`)));
}

const anonymousMb = (pid) => Number(/^RssAnon:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;

async function measureMemory(data) {
	const server = await serveDemo(data);
	const fresh = anonymousMb(server.pid);
	await warm(server, await signIn(server, data, "desk"));
	const warmed = anonymousMb(server.pid);
	await end(server);
	return { fresh, warmed };
}

/** Counts every table, as text for the sqlite3 shell. */
function countAll(database) {
	const tables = run("sqlite3", ["-readonly", database, "SELECT name FROM sqlite_schema WHERE type = 'table'"]).trim().split("\n");
	return tables.map((name) => `SELECT count(*) FROM ${name};`).join(" ");
}

export async function benchStart({ rounds }) {
	const data = join(workFolder(), "demo");
	const memory = await measureMemory(data);
	const database = join(data, "p2c.db");
	const count = countAll(database);
	const nobody = writeWork("nobody.tsv", `${Array(12).fill("x").join("\t")}\n`);
	const commands = {
		ours: [program("start"), ["answer", P2C, "serve", "--data", data, "--listen", "127.0.0.1:0"]],
		shell: [program("start"), ["run", "sqlite3", "-readonly", database, count]],
		fonts: [program("badges"), ["warm", nobody, "1"]],
		loader: [program("start"), ["run", P2C, "--version"]],
	};
	const times = Array.from({ length: rounds }, () => ({}));
	for (const round of times) {
		const samples = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
		for (let i = 0; i < STARTS; i++) {
			for (const [name, [file, args]] of Object.entries(commands)) samples[name].push(Number(await runBeside(file, args)));
		}
		for (const name of Object.keys(commands)) round[name] = median(samples[name]);
	}
	const typical = Object.fromEntries(Object.keys(commands).map((name) => [name, median(times.map((round) => round[name])).toFixed(1)]));
	return {
		rows: [
			row({ what: "RssAnon, demonstration day, fonts warm", unit: "MB", ours: [memory.warmed], rival: [MEMORY_GOAL_MB], against: "the limit", goal: 1 }),
			row({ what: "exec to first answer", unit: "ms", ours: times.map((round) => round.ours),
				rival: times.map((round) => 3 * round.shell + round.fonts), against: "3 × sqlite3 counting + fonts", goal: 1 }),
		],
		notes: [
			`RssAnon when it began to listen: ${memory.fresh.toFixed(1)} MB`,
			`start: ${typical.ours} ms to the first answer; the sqlite3 shell ${typical.shell} ms; warming the fonts ${typical.fonts} ms; loading p2c's libraries alone ${typical.loader} ms`,
		],
	};
}
