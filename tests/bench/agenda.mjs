// The agenda changes while 2,000 kiosks listen: every one of them asks for the new agenda, which has to be read, encoded and compressed
// first. Against the time that the same bytes alone need from nginx when 2,000 connections ask for them at one moment.
import { gunzipSync } from "node:zlib";
import { delayRequest, several, startFan } from "./fan.mjs";
import { SERVER_CPU, fetchRaw, startNginx } from "./nginx.mjs";
import { planFile } from "./plan.mjs";
import { awake, end, makeData, median, row, serve, signIn } from "./tools.mjs";

const KIOSKS = 2000;
const LIMITS = ["--connections", "6000", "--connections-per-address", "6000"];
const LIVE = "/api/live?topics=agenda";

export async function benchAgenda({ rounds }) {
	const data = makeData("kiosks", [["agenda", planFile({ languages: true }), "--format", "json", "--force"]]);
	const server = await serve(data, { cpu: SERVER_CPU, args: LIMITS });
	const token = await signIn(server, data, "moderator");
	const gzip = (await fetchRaw(`${server.url}/api/agenda`, { "Accept-Encoding": "gzip" })).bytes;
	const { sessions } = JSON.parse(gunzipSync(gzip));
	const nginx = await startNginx({ name: "kiosks-nginx", files: { "api/agenda": gunzipSync(gzip), "api/agenda.gz": gzip } });
	const pairs = [];
	await awake(async () => {
		for (let round = 0; round < rounds; round += 1) {
			const kiosks = await startFan(KIOSKS, { port: server.port, path: LIVE }, { port: server.port, path: "/api/agenda" });
			const ours = await several(kiosks, server.pid, (n) => kiosks.publish(delayRequest(server, token, sessions[0].id, n)));
			await kiosks.end();
			const bare = await startFan(KIOSKS, { port: server.port, path: LIVE }, { port: nginx.port, path: "/api/agenda" });
			const rival = await several(bare, nginx.worker, () => bare.fetch());
			await bare.end();
			pairs.push({ ours, rival });
		}
	});
	await end(nginx);
	await end(server);
	return {
		rows: [row({ what: `a change until ${KIOSKS} kiosks have the new agenda`, unit: "ms", ours: pairs.map((pair) => pair.ours.last),
			rival: pairs.map((pair) => 2 * pair.rival.last), against: "2 × the bytes from nginx", goal: 1 })],
		notes: [`${sessions.length} sessions, ${gzip.length} bytes as gzip; the first kiosk had it after ${median(pairs.map((pair) => pair.ours.first)).toFixed(1)} ms; no request failed (any other answer ends the run)`],
	};
}
