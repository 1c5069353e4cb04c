// A p2c server of one's own for a test: a demonstration day in a folder of its own, on a port the system gives, ended by its process id.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The program under test: $P2C, else the one `make` leaves. */
export const PROGRAM = process.env.P2C ?? fileURLToPath(new URL("../../build/p2c", import.meta.url));
/** The afternoon of the second day: the pledging plenary runs, breakouts end soon. */
export const DEMO_CLOCK = "2022-06-08T15:05:00+02:00";

/** Starts a demonstration day; resolves when it listens. Options: `clock` (RFC 3339), `args` (further flags). */
export async function startDemo({ clock = DEMO_CLOCK, args = [] } = {}) {
	const folder = await mkdtemp(join(tmpdir(), "p2c-test-"));
	const child = spawn(PROGRAM, ["serve", "--demo", "--data", folder, "--listen", "127.0.0.1:0", "--clock", clock, ...args],
		{ stdio: ["ignore", "ignore", "pipe"] });
	const log = [];
	const over = new Promise((resolve) => child.once("exit", resolve));
	try {
		const port = await listening(child, log, over);
		const codes = codesIn(await readFile(join(folder, "links"), "utf8"));
		return createServer({ child, over, folder, log, codes, url: `http://127.0.0.1:${port}` });
	} catch (error) {
		child.kill("SIGKILL");
		await rm(folder, { recursive: true, force: true });
		throw error;
	}
}

/** The port of the log's line that says so; fails with the log when the program ends before. */
function listening(child, log, over) {
	return new Promise((resolve, reject) => {
		createInterface({ input: child.stderr }).on("line", (line) => {
			log.push(line);
			const row = parsed(line);
			if (row?.what === "listening") resolve(Number(row.port));
		});
		child.once("error", reject);
		void over.then((code) => reject(new Error(`${PROGRAM} ended with ${code}:\n${log.join("\n")}`)));
	});
}

function parsed(line) {
	try {
		return JSON.parse(line);
	} catch {
		return null;
	}
}

/** Role → one-time code, from the demonstration's list of links. */
function codesIn(links) {
	return Object.fromEntries([...links.matchAll(/^(\w+)\s+\S*#code=(\S+)$/gm)].map((hit) => [hit[1], hit[2]]));
}

function createServer({ child, over, folder, log, codes, url }) {
	let admin = null;
	const server = {
		url, folder, log,

		/** A new login of a role, as often as wanted: the first uses the demonstration's link, later ones a code the admin makes. */
		async signIn(role) {
			const code = await server.codeFor(role);
			return login(url, code);
		},

		async codeFor(role) {
			const ready = codes[role];
			delete codes[role];
			if (ready !== undefined) return ready;
			admin ??= role === "admin" ? null : await server.signIn("admin");
			assert.ok(admin, "the admin signs in once");
			return (await admin.post("/api/codes", { role })).code;
		},

		/** Ends the program the friendly way; stop() is for the end, halt() keeps the folder. */
		async halt() {
			child.kill("SIGTERM");
			return over;
		},

		async stop() {
			if (child.exitCode === null) await server.halt();
			await rm(folder, { recursive: true, force: true });
		},
	};
	return server;
}

async function login(url, code) {
	const client = createClient(url, "");
	const response = await client.send("POST", "/api/login", { code });
	assert.equal(response.status, 200, await response.text());
	const [cookie] = response.headers.getSetCookie();
	return createClient(url, cookie.split(";")[0]);
}

/** A signed-in caller of the API: get, post and patch answer the JSON and fail loudly on a refusal. */
function createClient(url, cookie) {
	const send = (method, path, body, headers = {}) => fetch(url + path, {
		method,
		headers: {
			...(cookie !== "" && { Cookie: cookie }),
			...(method !== "GET" && { "Content-Type": "application/json", "X-P2C": "1", "Idempotency-Key": randomUUID(), "Origin": url }),
			...headers,
		},
		...(body !== undefined && { body: JSON.stringify(body) }),
	});
	const json = async (...what) => {
		const response = await send(...what);
		const text = await response.text();
		assert.ok(response.ok, `${what[0]} ${what[1]} → ${response.status} ${text}`);
		return JSON.parse(text);
	};
	return {
		cookie, send,
		get: (path) => json("GET", path),
		post: (path, body = {}, headers) => json("POST", path, body, headers),
		patch: (path, body, version) => json("PATCH", path, body, { "If-Match": `"${version}"` }),
		bytes: async (path) => {
			const response = await send("GET", path);
			assert.equal(response.status, 200, path);
			return Buffer.from(await response.arrayBuffer());
		},
	};
}
