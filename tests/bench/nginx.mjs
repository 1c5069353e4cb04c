// nginx with one worker as a rival: what its manual has for speed, files of the run, and modules where a group wants them.
import { mkdirSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { launch, onCpu, workFolder, writeWork } from "./tools.mjs";

export const SERVER_CPU = 0;
export const LOAD_CPU = 1;

/** The bytes as they come over the wire, and the ETag. */
export function fetchRaw(url, headers = {}) {
	return new Promise((done, fail) => {
		get(url, { headers }, (answer) => {
			const parts = [];
			answer.on("data", (part) => parts.push(part));
			answer.on("end", () => done({ status: answer.statusCode, bytes: Buffer.concat(parts), etag: answer.headers.etag }));
		}).on("error", fail);
	});
}

function freePort() {
	return new Promise((done) => {
		const probe = createServer().listen(0, "127.0.0.1", () => {
			const { port } = probe.address();
			probe.close(() => done(port));
		});
	});
}

/** Serves `files` (path to bytes; "x.gz" beside "x" is sent to who takes gzip). `modules` are paths of shared objects, `locations` text
 * of the server's block. Answers with the worker's pid: the master does nothing. */
export async function startNginx({ name = "site", files = {}, modules = [], locations = "" }) {
	const site = join(workFolder(), name);
	const port = await freePort();
	mkdirSync(site, { recursive: true });
	for (const [path, bytes] of Object.entries(files)) {
		mkdirSync(dirname(join(site, path)), { recursive: true });
		writeFileSync(join(site, path), bytes);
	}
	const temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((what) => `${what}_temp_path ${site}/${what};`).join(" ");
	const config = writeWork(`${name}.conf`, `${modules.map((path) => `load_module ${path};\n`).join("")}daemon off; worker_processes 1; error_log stderr notice; pid ${site}/pid;
worker_rlimit_nofile 20000;
events { worker_connections 19000; }
http { access_log off; ${temp} sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 1000000000; keepalive_timeout 65; server_tokens off;
	open_file_cache max=100 inactive=600s; open_file_cache_valid 600s; default_type application/json; gzip_static on; gzip_vary on;
	server { listen 127.0.0.1:${port} backlog=4096; root ${site}; ${locations} } }
`);
	const [file, args] = onCpu(SERVER_CPU, "nginx", ["-c", config, "-p", site]);
	const nginx = launch(file, args, { ready: (line) => /start worker process (\d+)/.exec(line)?.[1] });
	return { ...nginx, worker: Number(await nginx.up), port, url: `http://127.0.0.1:${port}` };
}
