/*
 * The QR code a page makes of a secret link: read back by zbarimg.
 */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { folder, run } from "../http/lib/program.mjs";
import { load } from "./load.mjs";

const { qrRows } = await load("common/text/qr.ts");
const MODULE = 4;
const QUIET = 4;

/** Rows of 0 and 1 as a portable bitmap. */
function bitmap(rows) {
	const side = (rows.length + 2 * QUIET) * MODULE;
	const at = (pixel) => Math.floor(pixel / MODULE) - QUIET;
	const lines = Array.from({ length: side }, (_, y) => Array.from({ length: side }, (_, x) => rows[at(y)]?.[at(x)] ?? "0").join(" "));
	return `P1\n${side} ${side}\n${lines.join("\n")}\n`;
}

async function readBack(text) {
	const file = join(folder("p2c-qr"), "code.pbm");
	writeFileSync(file, bitmap(qrRows(text)));
	const { out } = await run("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file]);
	return out.replace(/\n$/, "");
}

for (const length of [1, 26, 62, 106, 152, 213]) {
	test(`a text of ${length} letters is read as it was written`, async () => {
		const text = "https://p2c.example/read-back#Zz9-".repeat(10).slice(0, length);
		assert.equal(await readBack(text), text);
	});
}
