// A private PostgreSQL on the same disk with the product's own schema: own folder, own socket, no network, durable as it comes.
import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, end, launch, run, runBeside, workFolder } from "./tools.mjs";

const BASE = "/usr/lib/postgresql";
const SCHEMA = join(ROOT, "server", "store", "schema");

/** Where initdb is: the newest version that is installed. */
function programs() {
	const versions = existsSync(BASE) ? readdirSync(BASE).sort((a, b) => Number(b) - Number(a)) : [];
	const found = versions.map((version) => join(BASE, version, "bin")).find((bin) => existsSync(join(bin, "initdb")));
	if (found === undefined) throw new Error(`PostgreSQL is missing in ${BASE} (make bench installs it)`);
	return found;
}

/** PostgreSQL refuses to run as root: then it is the user that Debian made for it. */
function owner() {
	if (process.getuid() !== 0) return {};
	const id = (flag) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
	return { uid: id("-u"), gid: id("-g") };
}

export async function startPostgres() {
	const bin = programs();
	const who = owner();
	const folder = join(workFolder(), "postgres");
	const data = join(folder, "data");
	const how = { ...who, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: "C.UTF-8", TZ: "UTC" } };
	mkdirSync(data, { recursive: true, mode: 0o700 });
	if (who.uid !== undefined) for (const path of [folder, data]) chownSync(path, who.uid, who.gid);
	run(join(bin, "initdb"), ["-D", data, "-U", "p2c", "-A", "trust", "-E", "UTF8"], how);
	const settings = ["listen_addresses=", `unix_socket_directories=${folder}`, "shared_buffers=512MB", "max_wal_size=4GB", "min_wal_size=512MB",
		"max_connections=100", "autovacuum=off", "jit=off", "fsync=on", "synchronous_commit=on"];
	const server = launch(join(bin, "postgres"), ["-D", data, ...settings.flatMap((setting) => ["-c", setting])],
		{ ...how, ready: (line) => (line.includes("ready to accept connections") ? true : undefined) });
	await server.up;
	return createRival(server, bin, folder);
}

function createRival(server, bin, folder) {
	const access = ["-h", folder, "-U", "p2c"];
	const rival = {
		folder,

		/** Runs a script on a database. */
		psql(database, script) {
			return run(join(bin, "psql"), [...access, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database], { input: script }).trim();
		},

		/** A database with the product's schema. */
		create(database) {
			rival.psql("postgres", `CREATE DATABASE ${database}`);
			for (const name of readdirSync(SCHEMA).filter((file) => file.endsWith(".sql")).sort()) {
				rival.psql(database, `BEGIN;\n${readFileSync(join(SCHEMA, name), "utf8")}\nCOMMIT;`);
			}
		},

		/** Takes rows in, as CSV text. */
		copy(database, table, csv) {
			const file = join(folder, `${table}.csv`);
			writeFileSync(file, csv);
			rival.psql(database, `\\copy ${table} FROM '${file}' WITH (FORMAT csv)`);
		},

		/** pgbench with prepared statements: { perSecond, latencyMs }. `count` transactions in all; `first` is handed to the script. */
		async pgbench(database, script, { clients, count, first }) {
			const file = join(folder, "script.sql");
			writeFileSync(file, script);
			const each = Math.floor(count / clients);
			const said = await runBeside(join(bin, "pgbench"), [...access, "-n", "-M", "prepared", "-c", String(clients), "-j", String(Math.min(clients, 2)),
				"-t", String(each), "-f", file, "-D", `first=${first}`, "-D", `clients=${clients}`, "-D", "turn=-1", database]);
			const perSecond = Number(/tps = ([\d.]+)/.exec(said)?.[1]);
			const done = Number(/number of transactions actually processed: (\d+)/.exec(said)?.[1]);
			if (!(perSecond > 0) || done !== each * clients) throw new Error(`pgbench: ${said}`);
			return { perSecond, latencyMs: Number(/latency average = ([\d.]+)/.exec(said)?.[1]) };
		},

		async stop() {
			await end(server, "SIGINT");
		},
	};
	return rival;
}
