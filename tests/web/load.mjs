/*
 * Loads a TypeScript module of kiosk/ the way the browser gets it: bundled by esbuild, in memory. Only for modules without a screen.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const kiosk = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "kiosk");
const { build } = createRequire(join(kiosk, "package.json"))("esbuild");

async function bundle(entry) {
	const result = await build({ ...entry, bundle: true, format: "esm", write: false, logLevel: "silent", loader: { ".css": "empty" } });
	return import(`data:text/javascript,${encodeURIComponent(result.outputFiles[0].text)}`);
}

/* `path` is relative to kiosk/. */
export const load = (path) => bundle({ entryPoints: [join(kiosk, path)] });

/* Modules that share what they know, in the order of their paths. */
export async function loadTogether(...paths) {
	const contents = paths.map((path, i) => `export * as m${i} from "./${path}";`).join("\n");
	const modules = await bundle({ stdin: { contents, resolveDir: kiosk } });
	return paths.map((_, i) => modules[`m${i}`]);
}
