// `make bench`: ratios against real peers, taken in one run on one machine. Absolute figures change with the machine, ratios hold.
//   node tests/bench/run.mjs [--rounds N] [--seconds N] [--strict] [GROUP…]
// Rounds alternate the rivals; the table shows medians, and the lowest and highest round of each ratio (1 is equal, more is better for us).
// --strict makes a goal that is not met the exit code. Only loopback is used; everything lives in one folder that is removed at the end.
import { benchAgenda } from "./agenda.mjs";
import { benchBadges } from "./badges.mjs";
import { benchCheckin } from "./checkin.mjs";
import { benchDocuments } from "./documents.mjs";
import { benchDoors } from "./doors.mjs";
import { benchDrip } from "./drip.mjs";
import { benchFanout } from "./fanout.mjs";
import { benchGuards } from "./guards.mjs";
import { benchHttp } from "./http.mjs";
import { benchIssue } from "./issue.mjs";
import { benchKiosk } from "./kiosk.mjs";
import { benchProgramme } from "./programme.mjs";
import { benchRecovery } from "./recovery.mjs";
import { benchSearch } from "./search.mjs";
import { benchSnapshot } from "./snapshot.mjs";
import { benchStart } from "./start.mjs";
import { benchStreams } from "./streams.mjs";
import { benchTotals } from "./totals.mjs";
import { BUILD, CPUS, ROOT, cleanUp, has, run } from "./tools.mjs";
import { benchWall } from "./wall.mjs";

const GROUPS = { http: benchHttp, checkin: benchCheckin, badges: benchBadges, documents: benchDocuments, issue: benchIssue, search: benchSearch, start: benchStart,
	totals: benchTotals, wall: benchWall, streams: benchStreams, doors: benchDoors, programme: benchProgramme, fanout: benchFanout, agenda: benchAgenda,
	kiosk: benchKiosk, guards: benchGuards, drip: benchDrip, snapshot: benchSnapshot, recovery: benchRecovery };
const NEEDED = ["wrk", "nginx", "sqlite3", "taskset", "cc"];

function read(words) {
	const how = { rounds: 3, seconds: 2, strict: false, groups: [] };
	for (let i = 0; i < words.length; i++) {
		if (words[i] === "--rounds" || words[i] === "--seconds") how[words[i].slice(2)] = Math.max(1, Number(words[++i]) || 1);
		else if (words[i] === "--strict") how.strict = true;
		else if (words[i] in GROUPS) how.groups.push(words[i]);
		else throw new Error(`unknown word ${words[i]}: [--rounds N] [--seconds N] [--strict] [${Object.keys(GROUPS).join(" ")}]`);
	}
	if (how.groups.length === 0) how.groups = Object.keys(GROUPS);
	return how;
}

const number = (value) => (value >= 1000 ? String(Math.round(value)) : value.toPrecision(3));
const amount = (value, unit) => `${number(value)} ${unit}`;

function line(row) {
	return [row.what, amount(row.ours, row.unit), amount(row.rival, row.unit), row.against, `${row.ratio.toFixed(2)} (${row.low.toFixed(2)}…${row.high.toFixed(2)})`,
		row.goal === null ? "" : `≥ ${row.goal}`, row.goal === null ? "" : row.ratio >= row.goal ? "yes" : "NO"];
}

function print(rows, notes) {
	const lines = [["what", "ours", "rival", "the rival", "ratio (rounds)", "goal", "met"], ...rows.map(line)];
	const widths = lines[0].map((_, i) => Math.max(...lines.map((cells) => cells[i].length)));
	for (const cells of lines) console.log(cells.map((cell, i) => cell.padEnd(widths[i])).join("  ").trimEnd());
	for (const note of notes) console.log(`  ${note}`);
}

async function main() {
	const how = read(process.argv.slice(2));
	const missing = NEEDED.filter((file) => !has(file));
	if (missing.length > 0) throw new Error(`missing: ${missing.join(", ")} (make bench installs them)`);
	run("make", ["-s", "-f", "tests/bench/bench.mk", `BUILD=${BUILD}`, "NO_SETUP=1", "bench-programs"], { cwd: ROOT, stdio: "inherit" });
	const rows = [];
	for (const group of how.groups) {
		const from = performance.now();
		const result = await GROUPS[group](how);
		console.log(`\n${group} (${Math.round((performance.now() - from) / 1000)} s, ${how.rounds} rounds, ${CPUS} CPUs)`);
		print(result.rows, result.notes);
		rows.push(...result.rows);
	}
	const unmet = rows.filter((row) => row.goal !== null && row.ratio < row.goal);
	console.log(`\n${rows.filter((row) => row.goal !== null).length - unmet.length} goals met, ${unmet.length} not${unmet.map((row) => `\n  not met: ${row.what}`).join("")}`);
	return how.strict && unmet.length > 0 ? 1 : 0;
}

for (const signal of ["SIGINT", "SIGTERM"]) {
	process.once(signal, () => {
		cleanUp();
		process.exit(130);
	});
}
try {
	process.exitCode = await main();
} catch (error) {
	console.error(`bench: ${error.stack}`);
	process.exitCode = 1;
} finally {
	cleanUp();
}
