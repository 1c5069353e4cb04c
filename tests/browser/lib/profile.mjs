// A browser that has a disk of its own and can be killed: what a device is after its battery was taken out.
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";
import { begin, folder, within } from "../../http/lib/program.mjs";
import { CHROMIUM, FLAGS } from "./chromium.mjs";

const START_MS = 30_000;

/** A folder for the browser's disk. */
export const newProfile = () => folder("p2c-profile");

/** Starts a browser on that disk; `kill` ends its process as a power cut would. */
export async function startOn(profile) {
	const child = begin(CHROMIUM, [...FLAGS, "--headless=new", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"]);
	child.stdout.resume();
	const lines = createInterface({ input: child.stderr });
	const address = await within(START_MS, "the browser listens", new Promise((done) => {
		lines.on("line", (line) => {
			const [, found] = /DevTools listening on (ws:\S+)/.exec(line) ?? [];
			if (found !== undefined) done(found);
		});
	}));
	const browser = await chromium.connectOverCDP(address);
	const ended = new Promise((done) => child.on("close", done));
	const kill = async () => {
		child.kill("SIGKILL");
		await within(START_MS, "the browser is gone", ended);
	};
	return { context: browser.contexts()[0], kill };
}
