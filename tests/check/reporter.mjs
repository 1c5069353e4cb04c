// A reporter for node's test runner in the form of run.sh: the whole of what failed and what was skipped, and the counts in the file
// that P2C_RESULT names. Works with the events of node 18 and later.
import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";

const count = { passed: 0, failed: 0, skipped: 0 };
const names = []; // of the tests around the present one

function fileOf(data) {
	const file = data.file ?? "?";
	return relative(process.cwd(), file.startsWith("file:") ? fileURLToPath(file) : file);
}

/** A file is reported as a test of its own; it counts only when nothing in it could (it did not load). */
function isFile(data) {
	return data.nesting === 0 && (data.name === data.file || /\.test\.mjs$/.test(data.name));
}

function failure(data) {
	const { error } = data.details;
	const reason = error?.cause ?? error;
	const why = reason?.stack && reason.code !== "ERR_ASSERTION" ? reason.stack : inspect(reason, { depth: 4, maxStringLength: 4000 });
	return `FAILED ${fileOf(data)}: ${[...names.slice(0, data.nesting), data.name].join(" › ")}\n${why.replace(/^/gm, "       ")}\n`;
}

/** What failed inside is told already. */
function isOnlyAround(data) {
	return data.details.error?.failureType === "subtestsFailed";
}

function* finished(type, data) {
	names[data.nesting] = data.name;
	if (data.details.type === "suite" || isOnlyAround(data)) return;
	if (isFile(data) && type === "test:pass") return;
	if (type === "test:fail") {
		count.failed++;
		yield failure(data);
	} else if (data.skip !== undefined || data.todo !== undefined) {
		count.skipped++;
		yield `skipped ${fileOf(data)}: ${data.name}${typeof data.skip === "string" ? ` (${data.skip})` : ""}\n`;
	} else count.passed++;
}

export default async function* reporter(source) {
	for await (const { type, data } of source) {
		if (type === "test:start") names[data.nesting] = data.name;
		if (type === "test:pass" || type === "test:fail") yield* finished(type, data);
		if (type === "test:stderr" || type === "test:stdout") yield data.message;
	}
	writeFileSync(process.env.P2C_RESULT, `${count.passed} ${count.failed} ${count.skipped}\n`);
}
