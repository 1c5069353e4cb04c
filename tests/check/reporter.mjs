// A reporter for node's test runner in the form of run-c.sh: a line a file, the whole of what failed, and the counts in the
// file that P2C_RESULT names. Works with the events of node 18 and later.
import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";

const count = { passed: 0, failed: 0, skipped: 0 };
const files = new Map(); // path → { passed, failed, skipped, ms }
const names = []; // of the tests around the present one

function fileOf(data) {
	const file = data.file ?? "?";
	const path = relative(process.cwd(), file.startsWith("file:") ? fileURLToPath(file) : file);
	if (!files.has(path)) files.set(path, { passed: 0, failed: 0, skipped: 0, ms: 0 });
	return { path, row: files.get(path) };
}

/** A file is reported as a test of its own; it counts only when nothing in it could (it did not load). */
function isFile(data) {
	return data.nesting === 0 && (data.name === data.file || /\.test\.mjs$/.test(data.name));
}

function failure({ path }, data) {
	const { error } = data.details;
	const reason = error?.cause ?? error;
	const why = reason?.stack && reason.code !== "ERR_ASSERTION" ? reason.stack : inspect(reason, { depth: 4, maxStringLength: 4000 });
	return `FAILED ${path}: ${[...names.slice(0, data.nesting), data.name].join(" › ")}\n${why.replace(/^/gm, "       ")}\n`;
}

/** What failed inside is told already. */
function isOnlyAround(data) {
	return data.details.error?.failureType === "subtestsFailed";
}

function* finished(type, data) {
	names[data.nesting] = data.name;
	if (data.nesting === 0 && !isFile(data)) fileOf(data).row.ms += data.details.duration_ms;
	if (data.details.type === "suite" || isOnlyAround(data)) return;
	if (isFile(data) && type === "test:pass") return;
	const at = fileOf(data);
	const add = (outcome) => {
		count[outcome]++;
		at.row[outcome]++;
	};
	if (type === "test:fail") {
		add("failed");
		yield failure(at, data);
	} else if (data.skip !== undefined || data.todo !== undefined) {
		add("skipped");
		yield `skipped ${at.path}: ${data.name}${typeof data.skip === "string" ? ` (${data.skip})` : ""}\n`;
	} else add("passed");
}

export default async function* reporter(source) {
	for await (const { type, data } of source) {
		if (type === "test:start") {
			names[data.nesting] = data.name;
			if (data.file) fileOf(data);
		}
		if (type === "test:pass" || type === "test:fail") yield* finished(type, data);
		if (type === "test:stderr" || type === "test:stdout") yield data.message;
	}
	for (const [path, { passed, failed, skipped, ms }] of files) {
		const tests = passed + failed + skipped;
		if (tests > 0) yield `${failed ? "FAILED" : "ok    "} ${path.padEnd(42)} ${String(tests).padStart(4)} tests ${(ms / 1000).toFixed(1).padStart(7)} s\n`;
	}
	writeFileSync(process.env.P2C_RESULT, `${count.passed} ${count.failed} ${count.skipped}\n`);
}
