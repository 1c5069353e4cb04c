// Who may import whom, checked on what esbuild really bundled. A forbidden edge fails the build and is printed.

/** Room → rooms it may import (itself always). Screens: their views are the stricter row. */
const ALLOWED = {
	"wire": [],
	"net": ["wire", "text/fold"],
	"text": ["wire"],
	"input": ["wire", "text"],
	"ui": ["wire", "text", "input", "net/link", "net/clock", "net/catalogue", "net/reach", "net/outbox", "net/offline", "net/emergency", "net/showing"],
	"boot": ["wire", "text", "net", "ui", "styles"],
	"screen": ["wire", "text", "net", "input", "ui", "boot"],
	"views": ["wire", "text", "input", "ui", "net/link", "net/clock", "net/catalogue", "net/alerts", "net/reach", "net/outbox", "net/offline", "net/roster", "net/conflicts", "net/emergency", "net/showing"],
	"styles": [],
};
const OUTSIDE = { "preact": "*", "@preact/signals": "*", "intl-messageformat": ["text"], "lean-qr": ["text"], "@noble/hashes": ["net"], "signature_pad": ["screen:signing"], "zxing-wasm": ["input"] };

/** Faults as lines of text; type-only imports are gone by now and harmless. */
export function checkWalls(metafile) {
	const faults = [];
	for (const [file, { imports }] of Object.entries(metafile.inputs)) {
		if (file.includes("node_modules/")) continue;
		for (const { path, original, kind } of imports) {
			if (kind === "entry-point") continue;
			if (!mayImport(file, path, original)) faults.push(`wall: ${file} must not import ${path}`);
		}
	}
	return faults;
}

function mayImport(from, to, original) {
	const room = roomOf(from);
	if (to.includes("node_modules/")) return mayUse(room, packageOf(original ?? to));
	if (to.endsWith(".css")) return true;
	const target = roomOf(to);
	if (room === target && screenOf(from) === screenOf(to)) return true;
	if (screenOf(to) !== null) return screenOf(from) === screenOf(to);
	const base = room.startsWith("screen:") ? "screen" : room.startsWith("views:") ? "views" : room;
	return (ALLOWED[base] ?? []).some((name) => target === name || to === `common/${name}.ts` || to === `common/${name}.tsx`);
}

function mayUse(room, name) {
	const rooms = OUTSIDE[name];
	return rooms === "*" || (rooms ?? []).includes(room);
}

function packageOf(specifier) {
	const parts = specifier.split("/");
	return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : parts[0];
}

/** "net", "ui" … for common/; "boot"; "screen:desk" or "views:desk" for a screen. */
function roomOf(file) {
	const parts = file.split("/");
	if (parts[0] === "styles") return "styles";
	if (parts[0] === "common") return parts.length === 2 ? parts[1].replace(/\.\w+$/, "") : parts[1];
	return `${parts[1] === "views" ? "views" : "screen"}:${parts[0]}`;
}

function screenOf(file) {
	const first = file.split("/")[0];
	return ["common", "styles"].includes(first) || file.includes("node_modules/") ? null : first;
}
