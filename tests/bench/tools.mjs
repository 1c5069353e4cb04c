// What the groups share: a folder of the run, processes that are ended by their id, CPU time, rounds and rows of the table.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
export const BUILD = resolve(ROOT, process.env.BUILD ?? "build");
export const P2C = join(BUILD, "p2c");
const START_MS = 30_000;

/** A program of tests/bench/, built by bench.mk. */
export const program = (name) => join(BUILD, "bench", name);
export const CPUS = availableParallelism?.() ?? cpus().length;

// --- the folder of the run: on a disk (a tmpfs has no flush to measure), readable for the user that PostgreSQL runs as ---
let folder = null;

export function workFolder() {
	if (folder === null) {
		folder = mkdtempSync(join(process.env.BENCH_DIR ?? "/var/tmp", "p2c-bench-"));
		chmodSync(folder, 0o755);
	}
	return folder;
}

// --- processes ---
const running = new Set();

/** Starts a program; `ready(line)` answers something else than undefined for the line of its standard error that says it is up. */
export function launch(file, args, { ready, env = {}, ...how } = {}) {
	const child = spawn(file, args, { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, ...env }, ...how });
	const over = new Promise((done) => child.once("exit", done));
	const said = [];
	running.add(child);
	void over.then(() => running.delete(child));
	const up = new Promise((done, fail) => {
		const timer = setTimeout(() => fail(new Error(`${file} did not start:\n${said.join("\n")}`)), START_MS);
		const settle = (act, value) => {
			clearTimeout(timer);
			act(value);
		};
		createInterface({ input: child.stderr }).on("line", (line) => {
			said.push(line);
			const answer = ready?.(line);
			if (answer !== undefined) settle(done, answer);
		});
		child.once("error", (error) => settle(fail, error));
		void over.then((code) => settle(fail, new Error(`${file} ended with ${code}:\n${said.join("\n")}`)));
		if (ready === undefined) child.once("spawn", () => settle(done, null));
	});
	return { child, pid: child.pid, up, over };
}

export async function end(process_, signal = "SIGTERM") {
	if (process_.child.exitCode === null && process_.child.signalCode === null) process_.child.kill(signal);
	const timer = setTimeout(() => process_.child.kill("SIGKILL"), 15_000);
	await process_.over;
	clearTimeout(timer);
}

/** Whatever a failure left behind: processes and the folder. */
export function cleanUp() {
	for (const child of running) child.kill("SIGKILL");
	if (folder !== null) rmSync(folder, { recursive: true, force: true });
	folder = null;
}

/** Runs a program to its end; answers its standard output. */
export function run(file, args, how = {}) {
	return execFileSync(file, args, { encoding: "utf8", maxBuffer: 64 << 20, stdio: ["pipe", "pipe", "pipe"], ...how });
}

/** The same without stopping the loop of this process. */
export function runBeside(file, args, { env = {}, ...how } = {}) {
	return new Promise((done, fail) => {
		const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env }, ...how });
		const out = [];
		const err = [];
		running.add(child);
		child.stdout.on("data", (bytes) => out.push(bytes));
		child.stderr.on("data", (bytes) => err.push(bytes));
		child.once("error", fail);
		child.once("close", (code) => {
			running.delete(child);
			if (code === 0) done(Buffer.concat(out).toString());
			else fail(new Error(`${file} ${args.join(" ")} ended with ${code}:\n${Buffer.concat(err)}`));
		});
	});
}

/** A load has its pace and samples their distance; nothing is awaited by this. */
export const pace = (ms) => new Promise((go) => setTimeout(go, ms));

export const has = (file) => spawnSync("sh", ["-c", `command -v ${file}`]).status === 0;

/** Pins a command line to one CPU. */
export const onCpu = (cpu, file, args) => ["taskset", ["-c", String(cpu), file, ...args]];

// --- our server ---

/** A data folder with nothing in it but what the files bring: [["participants", path], …]. */
export function makeData(name, imports) {
	const data = join(workFolder(), name);
	run(P2C, ["init", "--data", data, "--zone", "Africa/Kigali", "--title", "Bench"]);
	for (const [what, file, ...flags] of imports) run(P2C, ["import", what, file, "--data", data, ...flags]);
	return data;
}

/** Serves a folder; resolves when it listens: { pid, port, url, … }. */
export async function serve(data, { cpu = null, args = [], env = {}, file: binary = P2C } = {}) {
	const words = ["serve", "--data", data, "--listen", "127.0.0.1:0", "--connections-per-address", "1000",
		"--requests-per-address", "100000", ...args];
	const [file, line] = cpu === null ? [binary, words] : onCpu(cpu, binary, words);
	const server = launch(file, line, { env, ready: (text) => /"what":"listening".*"port":"(\d+)"/.exec(text)?.[1] });
	const port = Number(await server.up);
	return { ...server, port, url: `http://127.0.0.1:${port}` };
}

/** The token of a new login of a role. */
export async function signIn(server, data, role) {
	const { code } = JSON.parse(run(P2C, ["code", "--role", role, "--json", "--data", data]));
	const answer = await fetch(`${server.url}/api/login`, {
		method: "POST",
		headers: { "Content-Type": "application/json", "X-P2C": "1", Origin: server.url, "Idempotency-Key": `login-${code.slice(0, 20)}` },
		body: JSON.stringify({ code }),
	});
	const token = /p2c=([^;]+)/.exec(answer.headers.get("set-cookie") ?? "")?.[1];
	if (answer.status !== 200 || token === undefined) throw new Error(`login: ${answer.status} ${await answer.text()}`);
	return token;
}

// --- measuring ---

/** What the disk itself takes to flush a page, `count` times: { p50_us, p99_us }. */
export async function fdatasync(count, env = {}) {
	return JSON.parse(await runBeside(program("fdatasync"), [join(workFolder(), "raw"), String(count)], { env }));
}

/** What a thread used and waited; nothing for one that ended since it was listed. */
function schedstat(path) {
	try {
		return readFileSync(path, "utf8").split(" ").map(Number);
	} catch {
		return [0, 0];
	}
}

/** CPU time of a process (all threads that live now), and how long they waited for a CPU: nanoseconds. */
export function cpuOf(pid) {
	let used = 0;
	let waited = 0;
	for (const task of readdirSync(`/proc/${pid}/task`)) {
		const [ran, queued] = schedstat(`/proc/${pid}/task/${task}/schedstat`);
		used += ran;
		waited += queued;
	}
	return { used, waited };
}

export function median(values) {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** One line of the table. `ours` and `rival` hold a value a round, taken in the same round; the ratio says how many times better. */
export function row({ what, unit, ours, rival, against, goal = null, better = "less" }) {
	const ratios = ours.map((value, i) => (better === "more" ? value / rival[i] : rival[i] / value));
	return { what, unit, ours: median(ours), rival: median(rival), against, goal, ratio: median(ratios),
		low: Math.min(...ratios), high: Math.max(...ratios) };
}

/** Runs one spinner a CPU while `act` runs. */
export async function awake(act) {
	const spinners = Array.from({ length: CPUS }, (_, cpu) => launch(program("spin"), [String(cpu)]));
	await Promise.all(spinners.map((spinner) => spinner.up));
	try {
		return await act();
	} finally {
		await Promise.all(spinners.map((spinner) => end(spinner, "SIGKILL")));
	}
}

/** A JSON file in the folder of the run, or any text. */
export function writeWork(name, text) {
	const path = join(workFolder(), name);
	writeFileSync(path, text);
	return path;
}
