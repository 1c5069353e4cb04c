// Builds every screen: node build.mjs OUT_DIR [--only=desk,start]. One html, js and css a screen (hashed names), one
// message catalogue a screen and language, gzip copies, and the C table the program embeds. Fails, before anything is
// written, on a forbidden import, on a catalogue that is not complete, and above the size budgets.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { writeTable } from "./build/embed.mjs";
import { checkCatalogues, compileCatalogue, LANGS } from "./build/messages.mjs";
import { checkStyles } from "./build/styles.mjs";
import { checkWalls } from "./build/walls.mjs";

const ROOT = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? fail("usage: node build.mjs OUT_DIR [--only=SCREEN,…]"));
process.chdir(ROOT);

/**
 * Folder → address (or several; {…} stands for what differs from page to page), catalogues, and the most its gzipped files may take
 * (kB): js, css, one language; reads: badges, with the camera; lazy: what it imports when that is first wanted, and the most it may take;
 * early: what stands on it until it is drawn, in all languages.
 */
const SCREENS = {
	start: { path: "/", messages: ["start"], budget: [22, 7, 5] },
	trust: { path: "/trust", messages: ["trust"], budget: [20, 7, 5] },
	login: { path: "/login", messages: ["start"], budget: [24, 7, 5] },
	// Its words are those of a dozen lists and forms, the planner's the half of them; they travel once and stay (hashed names).
	admin: { path: "/admin", messages: ["admin", "entities", "planner", "screens", "groups", "privacy", "journal", "reports"], budget: [80, 17, 30], lazy: { planner: 40, groups: 8 } },
	// The whole work of a desk is one page, and must open at once when the server is far: photo, delegations, printers, help desk, offline.
	desk: { path: "/desk", messages: ["desk", "offline"], budget: [56, 13, 14] },
	// A third of it reads QR codes: the other side of the decoder (its wasm is a file of its own).
	door: { path: "/door", messages: ["door", "offline"], budget: [55, 12, 9], reads: true },
	// All that is loaded at once stays below 60 kB together, in every language.
	agenda: { path: "/kiosk", messages: ["agenda", "mine"], budget: [45, 9, 6], reads: true, early: "agenda.title", lazy: { camera: 30, layouts: 2, pinyin: 20, qr: 6 } },
	my: { path: "/my/{token}", messages: ["mine", "my"], budget: [26, 8, 5] },
	// Number words of six languages are in it: spoken sums are read and said back while the line to the server is down; and the whole
	// table of a plenary: floor, wall, every field of a pledge, hearings, history, read-back; and the arrivals of VIPs.
	moderator: { path: "/moderator", messages: ["pledge", "moderator"], budget: [75, 16, 16] },
	lectern: { path: "/lectern", messages: ["lectern"], budget: [22, 7, 4] },
	readback: { path: "/read-back", messages: ["pledge", "readback"], budget: [26, 9, 5] },
	ceremony: { path: "/ceremony", messages: ["ceremony"], budget: [45, 12, 9] },
	signing: { path: "/signing", messages: ["signing"], budget: [32, 10, 5] },
	hall: { path: "/hall", messages: ["pledge", "hall"], budget: [27, 10, 5] },
	sign: { path: ["/sign/{room}", "/wall"], messages: ["sign"], budget: [28, 10, 5] },
};
const TYPES = { html: "text/html; charset=utf-8", wasm: "application/wasm", js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8", json: "application/json", svg: "image/svg+xml" };

/** These open without the server: the service worker keeps them, with all languages. */
const KEPT = ["login", "desk", "door", "agenda", "sign"];

const only = process.argv[3]?.replace("--only=", "").split(",");
const screens = Object.keys(SCREENS).filter((name) => (only ?? [name]).includes(name));
const assets = [];
/** Screen → addresses of its further files. */
const chunkPaths = {};

const result = await bundle();
report([...checkWalls(result.metafile), ...checkStyles(result.metafile)]);
report(checkCatalogues({ screens, table: SCREENS, metafile: result.metafile, isWhole: only === undefined }));
const icon = keep("icon.svg", readFileSync("styles/icon.svg"));
const reader = keep("zxing.wasm", readFileSync("node_modules/zxing-wasm/dist/reader/zxing_reader.wasm"));
const sizes = screens.map(buildScreen);
console.log(sizes.map((row) => row.line).join("\n"));
report(sizes.flatMap((row) => row.faults));
if (only === undefined) await keepWorker();
writeFiles();
writeTable(out, assets);

/** A screen is one file; one that loads parts of itself later is split by itself, and shares with them what both need. */
async function bundle() {
	const isLazy = (name) => SCREENS[name].lazy !== undefined;
	const made = await Promise.all([
		bundleSome(screens.filter((name) => !isLazy(name)), false),
		...screens.filter(isLazy).map((name) => bundleSome([name], true)),
	]);
	return {
		outputFiles: made.flatMap(({ outputFiles }) => outputFiles),
		metafile: {
			inputs: Object.assign({}, ...made.map(({ metafile }) => metafile.inputs)),
			outputs: Object.assign({}, ...made.map(({ metafile }) => metafile.outputs)),
		},
	};
}

async function bundleSome(names, splitting) {
	return build({
		absWorkingDir: ROOT,
		entryPoints: Object.fromEntries(names.map((name) => [name, `${name}/main.tsx`])),
		splitting,
		chunkNames: "[name]-[hash]",
		outdir: join(out, "assets"),
		entryNames: "[name]",
		bundle: true,
		minify: true,
		write: false,
		metafile: true,
		format: "esm",
		target: ["es2022", "chrome111", "firefox115", "safari16.4"],
		jsx: "automatic",
		jsxImportSource: "preact",
		legalComments: "none",
		charset: "utf8",
		logLevel: "warning",
		// Messages are parsed here, so the parser need not travel (7 kB gzipped of every screen).
		alias: { "@formatjs/icu-messageformat-parser": "@formatjs/icu-messageformat-parser/no-parser.js" },
	});
}

function buildScreen(name) {
	const { path, messages, budget, reads, early: greeting, lazy = {} } = SCREENS[name];
	const file = (ext) => result.outputFiles.find((f) => f.path === join(out, "assets", `${name}.${ext}`));
	const chunks = chunksOf(name);
	chunkPaths[name] = chunks.map(({ made }) => made.path);
	const early = chunks.filter(({ entry }) => entry === undefined);
	const js = keep(`${name}.js`, Buffer.from(file("js").contents));
	const css = keep(`${name}.css`, Buffer.from(file("css").contents));
	const texts = Object.fromEntries(LANGS.map((lang) => {
		const text = JSON.stringify(compileCatalogue(lang, ["common", ...messages]));
		return [lang, keep(`${name}.${lang}.json`, Buffer.from(text))];
	}));
	const urls = Object.fromEntries(Object.entries(texts).map(([lang, asset]) => [lang, asset.path]));
	const html = Buffer.from(page({ name, js: js.path, css: css.path, urls, reads, early: early.map(({ made }) => made.path), greeting: greeting && greetingOf(greeting, messages) }));
	for (const one of [path].flat()) assets.push(asset(one, "html", html, false));
	const size = (...all) => all.reduce((sum, { gzip }) => sum + gzip.length / 1000, 0);
	const late = Object.keys(lazy);
	const kinds = ["js", "css", "messages", ...late];
	const limits = [...budget, ...Object.values(lazy)];
	const kb = [
		size(js, ...early.map(({ made }) => made)), size(css), Math.max(...Object.values(texts).map((text) => size(text))),
		...late.map((part) => size(...chunks.filter(({ entry }) => entry === part).map(({ made }) => made))),
	];
	return {
		line: `${name.padEnd(10)} ${kinds.map((kind, i) => `${kind} ${kb[i].toFixed(1)}/${limits[i]} kB`).join("   ")}`,
		faults: [
			...kinds.filter((_, i) => kb[i] > limits[i]).map((kind) => `${name}: ${kind} is above its size budget`),
			...chunks.filter(({ entry }) => entry !== undefined && !late.includes(entry)).map(({ entry }) => `${name}: ${entry} is loaded late and has no size budget`),
		],
	};
}

/** The same words in six languages: whoever stands before the screen reads one of them. */
function greetingOf(key, messages) {
	const words = LANGS.map((lang) => `<bdi lang="${lang}">${compileCatalogue(lang, messages)[key]}</bdi>`);
	return `<div class="screen" data-early><header class="head"><p class="head-title">${[...new Set(words)].join(" · ")}</p></header></div>`;
}

/** The further files of a screen that loads parts of itself later; entry: what such a part is called, undefined for what all share. */
function chunksOf(name) {
	if (SCREENS[name].lazy === undefined) return [];
	const mine = new Set();
	const visit = (file) => {
		if (mine.has(file)) return;
		mine.add(file);
		for (const { path, external } of result.metafile.outputs[file].imports) if (!external) visit(path);
	};
	const main = Object.keys(result.metafile.outputs).find((file) => result.metafile.outputs[file].entryPoint === `${name}/main.tsx` && file.endsWith(".js"));
	visit(main);
	return [...mine].filter((file) => file !== main).map((file) => {
		const { entryPoint } = result.metafile.outputs[file];
		const bytes = Buffer.from(result.outputFiles.find(({ path }) => path === resolve(file)).contents);
		const path = `/assets/${basename(file)}`;
		// Two screens may load the same part.
		const made = assets.find((one) => one.path === path) ?? asset(path, "js", bytes, true);
		if (!assets.includes(made)) assets.push(made);
		return { made, entry: entryPoint === undefined ? undefined : basename(entryPoint).replace(/\.\w+$/, "") };
	});
}

/** The worker carries the addresses of what it keeps; its bytes change when any of that does, and browsers then fetch it all. */
async function keepWorker() {
	const pages = KEPT.flatMap((name) => SCREENS[name].path).filter((path) => !path.includes("{"));
	const further = KEPT.flatMap((name) => chunkPaths[name]);
	const isOf = (path) => [icon.path, reader.path, ...further].includes(path) || KEPT.some((name) => path.startsWith(`/assets/${name}-`) || path.startsWith(`/assets/${name}.`));
	const files = assets.map(({ path }) => path).filter(isOf).sort();
	const version = createHash("sha256").update(assets.filter(({ path }) => pages.includes(path) || isOf(path)).map(({ bytes }) => bytes).reduce((all, bytes) => Buffer.concat([all, bytes]))).digest("hex").slice(0, 10);
	const made = await build({
		absWorkingDir: ROOT,
		entryPoints: ["sw/main.ts"],
		bundle: true,
		minify: true,
		write: false,
		format: "iife",
		target: ["es2022"],
		define: { KEPT: JSON.stringify({ version, pages, files }) },
	});
	assets.push(asset("/sw.js", "js", Buffer.from(made.outputFiles[0].contents), false));
}

function page({ name, js, css, urls, reads = false, early = [], greeting = "" }) {
	const messages = JSON.stringify(urls).replaceAll('"', "&quot;");
	return `<!doctype html>
<html lang="en" dir="ltr" data-screen="${name}">
<head>
<meta charset="utf-8">
<title>p2c</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="p2c-messages" content="${messages}">
${reads ? `<meta name="p2c-wasm" content="${reader.path}">\n` : ""}<link rel="icon" type="image/svg+xml" href="${icon.path}">
<link rel="stylesheet" href="${css}">
${early.map((path) => `<link rel="modulepreload" href="${path}">\n`).join("")}<script type="module" src="${js}"></script>
</head>
<body>
<div id="root">${greeting}</div>
<noscript>This page needs JavaScript. The agenda is also at /agenda.ics and /agenda.xml.</noscript>
</body>
</html>
`;
}

/** A file whose name carries the hash of its content. */
function keep(name, bytes) {
	const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
	const [, stem, ext] = /^(.*)\.(\w+)$/.exec(name);
	const made = asset(`/assets/${stem}-${hash}.${ext}`, ext, bytes, true);
	assets.push(made);
	return made;
}

function asset(path, ext, bytes, isImmutable) {
	return { path, type: TYPES[ext], bytes, gzip: gzipSync(bytes, { level: 9 }), isImmutable };
}

/** Laid out so that the program can also serve the folder itself: "/" is index.html, "/desk" is desk.html, "/sign/{room}" is sign/{room}.html. */
function writeFiles() {
	rmSync(join(out, "assets"), { recursive: true, force: true });
	mkdirSync(join(out, "assets"), { recursive: true });
	for (const { path, bytes, gzip } of assets) {
		const file = path === "/" ? "index.html" : path.includes(".") ? path.slice(1) : `${path.slice(1)}.html`;
		mkdirSync(dirname(join(out, file)), { recursive: true });
		writeFileSync(join(out, file), bytes);
		writeFileSync(join(out, `${file}.gz`), gzip);
	}
	console.log(`${assets.length} files in ${out}`);
}

function report(faults) {
	if (faults.length === 0) return;
	console.error(faults.join("\n"));
	fail(`${faults.length} fault(s): nothing was written`);
}

function fail(text) {
	console.error(text);
	process.exit(1);
}
