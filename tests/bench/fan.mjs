// The driver of fan.c: streams that listen to one server, and perhaps fetch from it or another when they hear.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { LOAD_CPU } from "./nginx.mjs";
import { launch, end, onCpu, program } from "./tools.mjs";

export async function startFan(streams, { port, path }, fetches) {
	const words = [port, path, streams, ...(fetches ? [fetches.port, fetches.path] : [])].map(String);
	const [file, args] = onCpu(LOAD_CPU, program("fan"), words);
	const fan = launch(file, args, { stdio: ["pipe", "pipe", "pipe"] });
	const waiting = [];
	createInterface({ input: fan.child.stdout }).on("line", (line) => waiting.shift()?.done(JSON.parse(line)));
	void fan.over.then((code) => waiting.splice(0).forEach((one) => one.fail(new Error(`fan ended with ${code}`))));
	const answer = () => new Promise((done, fail) => waiting.push({ done, fail }));
	await answer();
	const tell = (text) => {
		const said = answer();
		fan.child.stdin.write(text);
		return said;
	};
	return {
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
