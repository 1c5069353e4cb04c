// The shell of a screen (kiosk/shell): what systemd starts on a machine that hangs in the venue. Here on a display that nobody sees.
import assert from "node:assert/strict";
import { chownSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { begin, folder, ROOT, run, within } from "../http/lib/program.mjs";
import { answerOf, restart, serveDay, until } from "./lib/page.mjs";

const SHELL = join(ROOT, "kiosk", "shell", "p2c-kiosk");
const START_MS = 30_000;
const DOOR = "DevToolsActivePort";
/** A compositor does not run as root; where the tests do, the screen is somebody else. */
const NOBODY = 65_534;
const who = process.getuid() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
let server;
let admin;

before(async () => {
	server = await serveDay();
	admin = await server.as("admin");
});
after(() => server?.stop());
/** What a test that failed has left on: the file would not end before them. */
const lit = new Set();
after(() => lit.forEach((child) => child.kill("SIGTERM")));

/** A screen with its own settings, profile and display. */
function install(settings) {
	const home = folder("p2c-shell");
	mkdirSync(join(home, "display"), { mode: 0o700 });
	const profile = join(home, "profile");
	writeFileSync(join(home, "conf"), `# a screen\nPROFILE=${profile}\n${settings}\n`);
	copyFileSync(SHELL, join(home, "p2c-kiosk"));
	if (who.uid !== undefined) for (const path of [home, join(home, "display"), join(home, "p2c-kiosk")]) chownSync(path, who.uid, who.gid);
	const env = {
		HOME: home, P2C_KIOSK_CONF: join(home, "conf"), XDG_RUNTIME_DIR: join(home, "display"), WLR_BACKENDS: "headless", WLR_RENDERER: "pixman", WLR_LIBINPUT_NO_DEVICES: "1",
	};
	return { home, profile, env };
}

function start({ home, profile, env }) {
	rmSync(join(profile, DOOR), { force: true });
	const child = begin(join(home, "p2c-kiosk"), [], { env, ...who });
	child.stdout.resume();
	child.stderr.resume();
	lit.add(child);
	const ended = new Promise((done) => child.on("close", done)).then(() => lit.delete(child));
	const stop = async () => {
		child.kill("SIGTERM");
		await within(START_MS, "the screen is dark", ended);
	};
	return { child, stop };
}

/** The page that stands on it, through the browser's own door for tools. */
async function pageOn({ profile }) {
	const door = join(profile, DOOR);
	await until(async () => existsSync(door) && readFileSync(door, "utf8").split("\n").length > 1, (isThere) => isThere);
	const browser = await chromium.connectOverCDP(`http://127.0.0.1:${readFileSync(door, "utf8").split("\n")[0]}`);
	const [page] = browser.contexts()[0].pages();
	return { page, close: () => browser.close() };
}

/** Chromium writes a login to the disk up to half a minute late; who is cut off before that has to be let in again. */
async function isKept({ profile }) {
	const disk = join(profile, "Default");
	const looks = () => readdirSync(disk).includes("Cookies") && readFileSync(join(disk, "Cookies")).includes("127.0.0.1p2c");
	const kept = new Promise((done) => {
		const watcher = watch(disk, () => {
			if (!looks()) return;
			watcher.close();
			done();
		});
		if (looks()) watcher.close(), done();
	});
	await within(2 * START_MS, "the login is on the screen's disk", kept);
}

const flags = "FLAGS=--no-sandbox --disable-gpu --remote-debugging-port=0";

test("a screen shows its code on the whole display, is let in, and stays let in after it was cut off", async () => {
	const screen = install(`URL=${server.origin}/login?screen\n${flags}`);
	const first = start(screen);
	const shown = await pageOn(screen);
	const code = await shown.page.locator("[data-testid=device-code]").textContent();
	const { devices } = await answerOf(admin.get("/api/devices"));
	await answerOf(admin.post(`/api/devices/${devices.find(({ state }) => state === "asked").id}/approve`, { code, name: "Foyer", role: "screen" }));
	await shown.page.waitForURL("**/wall");
	const of = async () => (await answerOf(admin.get("/api/screens"))).screens.find(({ name }) => name === "Foyer");
	const { report } = await until(of, ({ state }) => state === "fresh");
	assert.deepEqual(report.size, await shown.page.evaluate(() => [screen.width, screen.height]), "nothing but the page is on the display");
	await isKept(screen);
	await shown.close();
	await first.stop();

	const again = start(screen);
	const back = await pageOn(screen);
	await back.page.waitForURL("**/wall");
	await back.close();
	await again.stop();
});

test("it waits for a server that is not there yet", async () => {
	const own = await serveDay();
	const screen = install(`URL=${own.origin}/wall\n${flags}`);
	await own.stop();
	const waiting = start(screen);
	const served = await restart(own);
	const shown = await pageOn(screen);
	await shown.page.waitForSelector("[data-testid=row]");
	await shown.close();
	await waiting.stop();
	await served.stop();
});

for (const [settings, words] of [["", /URL has to begin with/], ["URL=ftp://box/", /URL has to begin with/], ["URL=http://box/\nZOOM=2", /line 4: "ZOOM" is no setting/]]) {
	test(`settings that cannot be meant are told and end it for good: ${JSON.stringify(settings)}`, async () => {
		const { code, err } = await run(SHELL, [], { env: install(settings).env });
		assert.equal(code, 78);
		assert.match(err, words);
	});
}

test("the unit is one that systemd takes", async () => {
	const { code, out, err } = await run("systemd-analyze", ["verify", "--man=no", "--recursive-errors=no", join(ROOT, "kiosk", "shell", "p2c-kiosk.service")]);
	const faults = `${out}${err}`.split("\n").filter((line) => line.includes("p2c-kiosk.service") && !line.includes("is not executable"));
	assert.deepEqual(faults, [], `${code}`);
});
