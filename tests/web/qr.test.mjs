/*
 * The QR code a page makes of a secret link: read back by zbarimg, an implementation that is not ours, in every size it can have.
 */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { folder, run } from "../http/lib/program.mjs";
import { load } from "./load.mjs";

const { qrPath } = await load("common/text/qr.ts");
const MODULE = 4;
const QUIET = 4;
const LONGEST = 213;

/** The path of one-by-one squares as a portable bitmap. */
function bitmap({ size, path }) {
	const side = (size + 2 * QUIET) * MODULE;
	const dark = new Set([...path.matchAll(/M(\d+) (\d+)h1/g)].map(([, x, y]) => `${x},${y}`));
	const at = (pixel) => Math.floor(pixel / MODULE) - QUIET;
	const rows = Array.from({ length: side }, (_, y) => Array.from({ length: side }, (_, x) => (dark.has(`${at(x)},${at(y)}`) ? 1 : 0)).join(" "));
	return `P1\n${side} ${side}\n${rows.join("\n")}\n`;
}

async function readBack(text) {
	const file = join(folder("p2c-qr"), "code.pbm");
	writeFileSync(file, bitmap(qrPath(text)));
	const { out } = await run("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file]);
	return out.replace(/\n$/, "");
}

/* One length for each of the ten versions, and the edges between some of them. */
for (const length of [1, 14, 15, 26, 42, 62, 84, 106, 122, 152, 180, LONGEST]) {
	test(`a text of ${length} letters is read as it was written`, async () => {
		const text = "https://p2c.example/read-back#Zz9-".repeat(10).slice(0, length);
		assert.equal(await readBack(text), text);
	});
}

test("a text that no code of ten versions holds is refused", () => {
	assert.throws(() => qrPath("x".repeat(LONGEST + 1)), /too long/);
});
