/*
 * Loads a TypeScript module of kiosk/ the way the browser gets it: bundled by esbuild, in memory. Only for modules without a screen.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const kiosk = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "kiosk");
const { build } = createRequire(join(kiosk, "package.json"))("esbuild");

/* `path` is relative to kiosk/. */
export async function load(path) {
	const result = await build({
		entryPoints: [join(kiosk, path)],
		bundle: true,
		format: "esm",
		write: false,
		logLevel: "silent",
	});
	return import(`data:text/javascript,${encodeURIComponent(result.outputFiles[0].text)}`);
}
