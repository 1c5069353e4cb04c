// From the desk's key to the last byte of the badge at the printer: a badge is issued and printed in one request, on CUPS's own
// ippeveprinter. What stands between measures, and what the printer took to make room is taken off. The rival is drawing one such badge alone.
import { once } from "node:events";
import http from "node:http";
import { createInterface } from "node:readline";
import { printer } from "../http/lib/printer.mjs";
import { peopleFile } from "./badges.mjs";
import { end, launch, makeData, pace, program, row, runBeside, serve, signIn, writeWork } from "./tools.mjs";

const BADGES = 100;
const DRAWN = 150;
const WAIT_MS = 10_000;
/** The goal: no more than three times the drawing, even in the slowest of a hundred. */
const TIMES = 3;
/** Of the wire's ports, the desk's. */
const DESK = 0;
/** The questions that count: the desk's, Create-Job and Send-Document (RFC 8011 §5.4.15). */
const KEY = 0;
const CREATE = 5;
const SEND = 6;
/** From a printed badge to the next key, in ms: no clerk is faster, and what was written down of the last one is over. */
const PAUSE_MS = 30;

/**
 * What stands between the desk and us, and between us and the printer: wire.c, which notes when a question was whole and when its
 * answer began. It is a program of its own because whatever it takes counts as ours: in this process a request would wait for its
 * turn with everything else that happens here, and for the collector of garbage.
 */
async function between(desk, device) {
	const { child, over } = launch(program("wire"), [String(desk), String(device)], { stdio: ["ignore", "pipe", "pipe"] });
	const lines = createInterface({ input: child.stdout });
	const [ports] = await once(lines, "line");
	const [deskPort, devicePort] = ports.trim().split(" ");
	const seen = new Map();
	const wire = { seen, child, over, deskPort, uri: `ipp://127.0.0.1:${devicePort}/ipp/print`, noted: null };
	lines.on("line", (line) => {
		const [which, operation, asked, answered] = line.split(" ").map(Number);
		seen.set(which === DESK ? KEY : operation, { asked: asked / 1e6, answered: answered / 1e6 });
		wire.noted?.();
	});
	return wire;
}

/** Waits until it has seen that question answered. */
async function answered(wire, question) {
	while (!wire.seen.has(question)) await new Promise((done) => (wire.noted = done));
	return wire.seen.get(question);
}

let keys = 0;

function client(server, token, port = server.port) {
	const agent = new http.Agent({ keepAlive: true });
	return (method, path, json) => new Promise((done, fail) => {
		const body = json === undefined ? undefined : JSON.stringify(json);
		const headers = { Host: `127.0.0.1:${server.port}`, Authorization: `Bearer ${token}` };
		if (body !== undefined) Object.assign(headers, { "Content-Type": "application/json", "Idempotency-Key": `issue-${process.pid}-${keys += 1}`, "Content-Length": Buffer.byteLength(body) });
		const request = http.request({ host: "127.0.0.1", port, path, method, headers, agent }, (answer) => {
			const parts = [];
			answer.on("data", (part) => parts.push(part));
			answer.on("end", () => (answer.statusCode < 300 ? done(JSON.parse(Buffer.concat(parts))) : fail(new Error(`${method} ${path}: ${Buffer.concat(parts)}`))));
		});
		request.on("error", fail);
		request.end(body);
	});
}

async function until(what, ask) {
	for (const from = performance.now(); performance.now() - from < WAIT_MS; await pace(10)) if (await ask()) return;
	throw new Error(`${what} did not happen`);
}

/**
 * Milliseconds from the whole request to the last byte of the badge, without what the printer took to make room for it: from the
 * end of that question to the first byte of its answer, as the wire saw them. What we did meanwhile, drawing, is taken off with it.
 */
async function issue(ask, press, person, device, wire) {
	wire.seen.clear();
	await press("POST", `/api/participants/${person}/badge`, { printer: device, reason: "misprint" });
	const send = await answered(wire, SEND);
	const [key, made] = [wire.seen.get(KEY), wire.seen.get(CREATE)];
	await until("a printed badge", async () => (await ask("GET", "/api/print-jobs?limit=1")).jobs[0].state === "printed");
	await pace(PAUSE_MS);
	return send.asked - key.asked - (made.answered - made.asked);
}

/** By nearest rank: of a hundred, the 99th. */
const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.ceil(values.length * q) - 1];

export async function benchIssue({ rounds }) {
	const people = Array.from({ length: BADGES }, (_, i) => `P${i},Uwimana${i},Théogène,,Ministry of ICT ${i % 7},government,RWA,confirmed`);
	const csv = writeWork("issue.csv", `registration_id,family_name,given_name,name_latin,entity,entity_type,country,state\n${people.join("\n")}\n`);
	const data = makeData("issue", [["participants", csv]]);
	const server = await serve(data);
	const device = await printer();
	const wire = await between(server.port, device.port);
	const token = await signIn(server, data, "admin");
	const ask = client(server, token);
	const press = client(server, token, wire.deskPort);
	const { id } = await ask("POST", "/api/printers", { name: "Bench", uri: wire.uri });
	await until("a printer that is ready", async () => (await ask("GET", "/api/printers")).printers[0].state === "idle");
	const { participants } = await ask("GET", `/api/participants?q=uwimana&limit=${BADGES}`);
	for (const { id: person } of participants.slice(0, 5)) await issue(ask, press, person, id, wire); // warm
	const shares = [];
	const drawing = [];
	for (let round = 0; round < rounds; round++) {
		shares.push([]);
		for (const { id: person } of participants) shares[round].push(await issue(ask, press, person, id, wire));
		drawing.push(Number(await runBeside(program("badges"), ["single", peopleFile(), String(DRAWN)])));
	}
	await end(wire);
	await device.kill();
	await end(server);
	const rival = drawing.map((ms) => ms * TIMES);
	return {
		rows: [
			row({ what: "badge to the printer, p99", unit: "ms", ours: shares.map((all) => quantile(all, 0.99)), rival, against: `${TIMES} times drawing it`, goal: 1 }),
			row({ what: "badge to the printer, p50", unit: "ms", ours: shares.map((all) => quantile(all, 0.5)), rival, against: `${TIMES} times drawing it` }),
		],
		notes: [`our share: issued, written down twice, drawn, sent; drawing alone took ${drawing.map((ms) => ms.toFixed(2)).join(", ")} ms`],
	};
}
