// The driver of fan.c: streams that listen to one server, and perhaps fetch from it or another when they hear.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { LOAD_CPU } from "./nginx.mjs";
import { cpuOf, end, launch, median, onCpu, pace, program } from "./tools.mjs";

/** An act in which server or screens waited longer than this part of it for a CPU was disturbed by other programs. */
const DISTURBED = 0.03;
const ACTS = 9;
const TRIES = 4 * ACTS;
const REST_MS = 100;

export async function startFan(streams, { port, path }, fetches) {
	const words = [port, path, streams, ...(fetches ? [fetches.port, fetches.path] : [])].map(String);
	const [file, args] = onCpu(LOAD_CPU, program("fan"), words);
	const fan = launch(file, args, { stdio: ["pipe", "pipe", "pipe"] });
	const waiting = [];
	createInterface({ input: fan.child.stdout }).on("line", (line) => waiting.shift()?.done(JSON.parse(line)));
	let said = "";
	fan.child.stderr.on("data", (text) => { said += text; });
	void fan.over.then((code) => waiting.splice(0).forEach((one) => one.fail(new Error(`fan ended with ${code}: ${said}`))));
	const answer = () => new Promise((done, fail) => waiting.push({ done, fail }));
	await answer();
	const tell = (text) => {
		const said = answer();
		fan.child.stdin.write(text);
		return said;
	};
	return {
		pid: fan.pid,
		publish: (request) => tell(`publish ${Buffer.byteLength(request)}\n${request}`),
		fetch: () => tell("fetch\n"),
		end: () => { fan.child.stdin.end(); return end(fan); },
	};
}

/** Says that a session runs late: an act of the moderator, committed to the disk before anybody hears of it. */
export function delayRequest(server, token, session, minutes) {
	const body = JSON.stringify({ minutes });
	return [`POST /api/sessions/${session}/delay HTTP/1.1`, `Host: 127.0.0.1:${server.port}`, `Origin: ${server.url}`, "X-P2C: 1", `Cookie: p2c=${token}`,
		`Idempotency-Key: ${randomUUID()}`, "Content-Type: application/json", `Content-Length: ${body.length}`, "", body].join("\r\n");
}

/** Memory of a process that is its own: bytes. */
export function memoryOf(pid) {
	return 1024 * Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]);
}

/** Medians (milliseconds, and bytes) over acts that nobody disturbed, as far as there are such in a few times as many. */
export async function several(fan, pid, act) {
	const all = [];
	const waits = () => cpuOf(pid).waited + cpuOf(fan.pid).waited;
	const isQuiet = (one) => one.waited < DISTURBED;
	while (all.filter(isQuiet).length < ACTS && all.length < TRIES) {
		await pace(REST_MS);
		const before = waits();
		const result = await act(all.length + 1);
		all.push({ ...result, waited: (waits() - before) / (result.last_us * 1000) });
	}
	const quiet = all.filter(isQuiet);
	const of = (what) => median((quiet.length > 2 ? quiet : all).map((one) => one[what]));
	return { first: of("first_us") / 1000, last: of("last_us") / 1000, acked: of("acked_us") / 1000, bytes: of("bytes"), disturbed: all.length - quiet.length };
}
