// Check-ins while strangers do what they can: 1,000 connections that drip a byte a second each, and 200 connections a second that are refused
// (drip.c). p99 of desks that work, quiet against not, in one run; goal: at most twice.
import { freshFolder, load, peopleFile, sqlite } from "./checkin.mjs";
import { end, launch, makeData, program, row, serve, signIn, writeWork } from "./tools.mjs";

const PEOPLE = 30_000;
const DESKS = 4;
const WARM = 1_000;
const COUNT = 4_000;
const SHARE = 64;
const DRIPS = 1_000;
const REFUSED = 200;

async function measureRound(data, round) {
	const folder = freshFolder(data, `drip-${round}`);
	const server = await serve(folder, { args: ["--connections-per-address", String(SHARE)] });
	server.token = await signIn(server, folder, "desk");
	let first = await load(server, DESKS, 0, WARM).then(() => WARM);
	const take = async () => {
		const result = await load(server, DESKS, first, COUNT);
		first += COUNT;
		return result;
	};
	const strangers = () => launch(program("drip"), [server.port, DRIPS, REFUSED, SHARE].map(String), { ready: (line) => (line === "up" ? true : undefined) });
	const under = async () => {
		const crowd = strangers();
		await crowd.up;
		const result = await take();
		const open = Number(/p2c_connections (\d+)/.exec(await (await fetch(`${server.url}/metrics`, { headers: { Authorization: `Bearer ${server.token}` } })).text())?.[1]);
		await end(crowd, "SIGKILL");
		if (!(open > DRIPS * 0.9)) throw new Error(`${open} connections were open`);
		return result;
	};
	const taken = round % 2 === 0 ? { quiet: await take(), busy: await under() } : { busy: await under(), quiet: await take() };
	await end(server);
	return taken;
}

export async function benchDrip({ rounds }) {
	const data = makeData("drip", [["participants", peopleFile(PEOPLE)]]);
	writeWork("ids", sqlite(data, "SELECT id FROM person ORDER BY registration_id"));
	const taken = [];
	for (let round = 0; round < rounds; round++) taken.push(await measureRound(data, round));
	const of = (which, what) => taken.map((pair) => pair[which][what]);
	const rivals = (what) => of("quiet", what).map((value) => 2 * value);
	return {
		rows: ["p99_us", "p50_us"].map((what) => row({ what: `check-in among strangers: ${what.slice(0, 3)}`, unit: "µs", ours: of("busy", what), rival: rivals(what), against: "2 × quiet", goal: what === "p99_us" ? 1 : null })),
		notes: [`${DESKS} desks; ${DRIPS} connections of ${20} addresses drip a byte a second, ${REFUSED} a second are refused; quiet p99 ${of("quiet", "p99_us").join(", ")} µs, among strangers ${of("busy", "p99_us").join(", ")} µs`],
	};
}
