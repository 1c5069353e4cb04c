// Writes what make compiles into the program: assets.S (the bytes, by .incbin) and assets.c (the table of server/http/files.h).
import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export function writeTable(out, assets) {
	const rows = [...assets].sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
	rmSync(join(out, "embed"), { recursive: true, force: true });
	mkdirSync(join(out, "embed"), { recursive: true });
	rows.forEach(({ bytes, gzip }, i) => {
		writeFileSync(join(out, "embed", `${i}`), bytes);
		writeFileSync(join(out, "embed", `${i}.gz`), gzip);
	});
	writeFileSync(join(out, "assets.S"), assembly(rows, join(out, "embed")));
	writeFileSync(join(out, "assets.c"), table(rows));
}

function assembly(rows, folder) {
	const blobs = rows.flatMap((_, i) => [["plain", `${i}`], ["gzip", `${i}.gz`]].map(([kind, file]) =>
		`\t.globl asset_${kind}_${i}\nasset_${kind}_${i}:\n\t.incbin "${join(folder, file)}"\n\t.byte 0\n`));
	return `\t.section .rodata\n${blobs.join("")}\t.section .note.GNU-stack,"",%progbits\n`;
}

function table(rows) {
	const names = rows.map((_, i) => `extern const char asset_plain_${i}[], asset_gzip_${i}[];`).join("\n");
	const lines = rows.map((row, i) => `\t{.path = "${row.path}", .content_type = "${row.type}",
\t .etag = ${etag(row.bytes)}, .gzip_etag = ${etag(row.gzip)},
\t .bytes = asset_plain_${i}, .len = ${row.bytes.length}, .gzip = asset_gzip_${i}, .gzip_len = ${row.gzip.length},
\t .immutable = ${row.isImmutable}},`);
	return `/* Made by kiosk/build.mjs. Sorted by path. */
#include "http/files.h"

${names}

extern const struct asset assets[];
extern const size_t assets_len;

const struct asset assets[] = {
${lines.join("\n")}
};
const size_t assets_len = sizeof assets / sizeof assets[0];
`;
}

function etag(bytes) {
	return `"\\"${createHash("sha256").update(bytes).digest("hex").slice(0, 20)}\\""`;
}
