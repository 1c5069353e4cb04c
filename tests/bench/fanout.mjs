// One change of the agenda to thousands of screens that listen: from the act to the last stream that has the notice, against nginx with
// nchan in the same run. Ours is committed to the disk first; theirs is kept in memory. And what an idle stream costs.
import { delayRequest, memoryOf, several, startFan } from "./fan.mjs";
import { SERVER_CPU, fetchRaw, startNginx } from "./nginx.mjs";
import { planFile } from "./plan.mjs";
import { awake, end, makeData, median, row, run, serve, signIn } from "./tools.mjs";

const SIZES = [10000, 15000];
const LIMITS = ["--connections", "19000", "--connections-per-address", "19000"];

/** The module as its package has it. */
const modulePath = () => run("dpkg", ["-L", "libnginx-mod-nchan"]).split("\n").find((path) => path.endsWith("ngx_nchan_module.so"));

/** As long as one of our notices. */
const NOTICE = JSON.stringify({ seq: 12345, at: "2022-06-07T10:00:00.000+02:00", topic: "agenda", action: "session.delay",
	subject: "01813d2a-0000-7000-8000-000000000000", version: 12 });

const publishRequest = (nginx) => [`POST /pub HTTP/1.1`, `Host: 127.0.0.1:${nginx.port}`, "X-EventSource-Event: agenda", "Content-Type: application/json",
	`Content-Length: ${NOTICE.length}`, "", NOTICE].join("\r\n");

async function measure(streams, at, pid, act) {
	const before = memoryOf(pid);
	const fan = await startFan(streams, at);
	const each = (memoryOf(pid) - before) / streams;
	const times = await several(fan, pid, (n) => fan.publish(act(n)));
	await fan.end();
	return { ...times, each };
}

async function ours(streams, data) {
	const server = await serve(data, { cpu: SERVER_CPU, args: LIMITS });
	const token = await signIn(server, data, "moderator");
	const { sessions } = JSON.parse((await fetchRaw(`${server.url}/api/agenda`)).bytes);
	await measure(64, { port: server.port, path: "/api/live?topics=agenda" }, server.pid, (n) => delayRequest(server, token, sessions[0].id, n));
	const result = await measure(streams, { port: server.port, path: "/api/live?topics=agenda" }, server.pid,
		(n) => delayRequest(server, token, sessions[0].id, n));
	await end(server);
	return result;
}

async function theirs(streams) {
	const nginx = await startNginx({ name: "nchan", modules: [modulePath()],
		locations: "location = /pub { nchan_publisher; nchan_channel_id a; nchan_message_buffer_length 10; } location = /sub { nchan_subscriber eventsource; nchan_channel_id a; }" });
	await measure(64, { port: nginx.port, path: "/sub" }, nginx.worker, () => publishRequest(nginx));
	const result = await measure(streams, { port: nginx.port, path: "/sub" }, nginx.worker, () => publishRequest(nginx));
	await end(nginx);
	return result;
}

export async function benchFanout({ rounds }) {
	const data = makeData("fanout", [["agenda", planFile(), "--format", "json", "--force"]]);
	const rows = [];
	const notes = [];
	await awake(async () => {
		for (const streams of SIZES) {
			const pairs = [];
			for (let round = 0; round < rounds; round += 1) {
				const first = round % 2 === 0 ? await ours(streams, data) : null;
				const rival = await theirs(streams);
				pairs.push({ ours: first ?? await ours(streams, data), rival });
			}
			const of = (what) => ({ ours: pairs.map((pair) => pair.ours[what]), rival: pairs.map((pair) => pair.rival[what]) });
			rows.push(row({ what: `act to the last of ${streams} streams`, unit: "ms", ...of("last"), against: "nginx + nchan, 1 worker", goal: 1 / 0.75 }));
			rows.push(row({ what: `memory an idle stream, ${streams}`, unit: "B", ...of("each"), against: "nginx + nchan", goal: 10 }));
			rows.push(row({ what: `memory an idle stream, ${streams}`, unit: "B", ours: of("each").ours, rival: pairs.map(() => 1024), against: "1 KB", goal: 1 }));
			notes.push(`${streams}: the first had it after ${median(of("first").ours).toFixed(1)} ms, of nchan after ${median(of("first").rival).toFixed(1)} ms; the commit was answered after ${median(of("acked").ours).toFixed(1)} ms; ${of("disturbed").ours.concat(of("disturbed").rival).reduce((a, b) => a + b)} acts were disturbed`);
		}
	});
	return { rows, notes };
}
