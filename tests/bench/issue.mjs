// From the desk's key to the last byte of the badge at the printer: a badge is issued and printed in one request, on CUPS's own
// ippeveprinter. What stands between measures, and takes off what the printer took to answer. The rival is drawing one such badge alone.
import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import { printer } from "../http/lib/printer.mjs";
import { peopleFile } from "./badges.mjs";
import { end, makeData, pace, program, row, runBeside, serve, signIn, writeWork } from "./tools.mjs";

const BADGES = 100;
const DRAWN = 150;
const WAIT_MS = 10_000;
/** The goal: no more than three times the drawing, even in the slowest of a hundred. */
const TIMES = 3;
const CREATE = 5;
const SEND = 6;

/** Is it whole? Then the number of its operation (RFC 8010 §3.1.1). */
function operation(request) {
	const head = request.indexOf("\r\n\r\n");
	const length = Number(/content-length: (\d+)/i.exec(request.toString("latin1", 0, Math.max(head, 0)))?.[1]);
	return head > 0 && request.length >= head + 4 + length ? request.readUInt16BE(head + 4 + 2) : null;
}

/** Carries bytes to the printer and back and notes when a question was whole and when its answer began. */
async function between(device) {
	const seen = new Map();
	const server = net.createServer({ noDelay: true }, (near) => {
		const far = net.connect({ port: device.port, host: "localhost", noDelay: true });
		let request = Buffer.alloc(0);
		let asked = null;
		for (const socket of [near, far]) socket.on("error", () => {});
		near.on("data", (part) => {
			request = Buffer.concat([request, part]);
			const number = asked === null ? operation(request) : null;
			if (number !== null) {
				asked = { number, from: performance.now(), to: null };
				seen.set(number, asked);
			}
			far.write(part);
		});
		far.on("data", (part) => {
			if (asked !== null) asked.to ??= performance.now();
			near.write(part);
		});
		near.on("close", () => far.destroy());
		far.on("close", () => near.destroy());
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	return { seen, uri: `ipp://127.0.0.1:${server.address().port}/ipp/print`, close: () => server.close() };
}

function client(server, token) {
	const agent = new http.Agent({ keepAlive: true });
	let keys = 0;
	return (method, path, json) => new Promise((done, fail) => {
		const body = json === undefined ? undefined : JSON.stringify(json);
		const headers = { Authorization: `Bearer ${token}` };
		if (body !== undefined) Object.assign(headers, { "Content-Type": "application/json", "Idempotency-Key": `issue-${process.pid}-${keys += 1}`, "Content-Length": Buffer.byteLength(body) });
		const request = http.request(`${server.url}${path}`, { method, headers, agent }, (answer) => {
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

/** Milliseconds from the request to the last byte of the badge, without what the printer took to make room for it. */
async function issue(ask, person, device, wire) {
	wire.seen.clear();
	const from = performance.now();
	await ask("POST", `/api/participants/${person}/badge`, { printer: device, reason: "misprint" });
	await until("a badge at the printer", () => wire.seen.get(SEND)?.to);
	const made = wire.seen.get(CREATE);
	const share = wire.seen.get(SEND).from - from - (made.to - made.from);
	await until("a printed badge", async () => (await ask("GET", "/api/print-jobs?limit=1")).jobs[0].state === "printed");
	return share;
}

/** By nearest rank: of a hundred, the 99th. */
const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.ceil(values.length * q) - 1];

export async function benchIssue({ rounds }) {
	const people = Array.from({ length: BADGES }, (_, i) => `P${i},Uwimana${i},Théogène,,Ministry of ICT ${i % 7},government,RWA,confirmed`);
	const csv = writeWork("issue.csv", `registration_id,family_name,given_name,name_latin,entity,entity_type,country,state\n${people.join("\n")}\n`);
	const data = makeData("issue", [["participants", csv]]);
	const server = await serve(data);
	const ask = client(server, await signIn(server, data, "admin"));
	const device = await printer();
	const wire = await between(device);
	const { id } = await ask("POST", "/api/printers", { name: "Bench", uri: wire.uri });
	await until("a printer that is ready", async () => (await ask("GET", "/api/printers")).printers[0].state === "idle");
	const { participants } = await ask("GET", `/api/participants?q=uwimana&limit=${BADGES}`);
	for (const { id: person } of participants.slice(0, 5)) await issue(ask, person, id, wire); // warm
	const shares = [];
	const drawing = [];
	for (let round = 0; round < rounds; round++) {
		shares.push([]);
		for (const { id: person } of participants) shares[round].push(await issue(ask, person, id, wire));
		drawing.push(Number(await runBeside(program("badges"), ["single", peopleFile(), String(DRAWN)])));
	}
	wire.close();
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
