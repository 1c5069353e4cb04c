// A device of a closed network comes to trust the server: the page that says how, and a real Chromium before and after it was done.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { chromium } from "playwright-core";
import { folder, p2c, run } from "../http/lib/program.mjs";
import { init, serve } from "../http/lib/server.mjs";
import { CHROMIUM } from "./lib/chromium.mjs";
import { axe, chooseLanguage, clipped, closePage, LANGS, launch, missingTexts, openPage, overflow } from "./lib/page.mjs";

let server;
let browser;
let secure;

before(async () => {
	const { data } = await init();
	assert.equal((await p2c(["tls", "init", "--data", data])).code, 0);
	[server, browser] = await Promise.all([serve(data, { args: ["--listen-tls", "127.0.0.1:0"] }), launch()]);
	secure = `https://127.0.0.1:${server.logs.map((line) => JSON.parse(line)).find(({ what }) => what === "listening-tls").port}`;
});
after(async () => {
	await browser?.close();
	await server?.stop();
});

/** A page of a Chromium with a home of its own; `install` is what a technician does there with the certificate. */
async function device(t, install) {
	const home = folder("p2c-home");
	const ca = join(home, "ca.crt");
	writeFileSync(ca, (await server.guest.get("/ca.crt")).text);
	await install?.(home, ca);
	const one = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"], env: { ...process.env, HOME: home } });
	t.after(() => one.close());
	return one.newPage();
}

/** As the page says it for Debian, with what its last line holds. */
async function trustIt(home, ca) {
	const database = `sql:${join(home, ".pki", "nssdb")}`;
	for (const [command, args] of [
		["mkdir", ["-p", join(home, ".pki", "nssdb")]],
		["certutil", ["-d", database, "-N", "--empty-password"]],
		["certutil", ["-d", database, "-A", "-t", "C,,", "-n", "p2c", "-i", ca]],
	]) assert.equal((await run(command, args)).code, 0, command);
}

test("where the certificate was installed pages open without a warning, and work without the server is possible", async (t) => {
	const page = await device(t, trustIt);
	await page.goto(`${secure}/kiosk`);
	assert.equal(await page.evaluate(() => isSecureContext), true);
	assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.ready).active.scriptURL), `${secure}/sw.js`);
});

test("where it was not, Chromium refuses", async (t) => {
	const page = await device(t);
	await assert.rejects(page.goto(`${secure}/login`), /ERR_CERT_AUTHORITY_INVALID/);
});

test("the page shows the fingerprint that the technician’s card has, and leads on to the page with encryption", async () => {
	const page = await openPage(browser, server, "/trust?lang=en");
	const { fingerprint } = (await server.guest.get("/api/trust")).json;
	assert.match(fingerprint, /^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/);
	assert.equal(await page.textContent("[data-testid=fingerprint]"), fingerprint);
	assert.equal(await page.getAttribute("[data-testid=open]", "href"), `${secure}/`);
	assert.equal(await page.getAttribute("a[href='/ca.crt']", "download"), null, "a phone offers to install what it opens");
	await closePage(page);
});

test("a server without an authority says that nothing has to be done", async () => {
	const plain = await serve((await init()).data);
	const page = await openPage(browser, plain, "/trust?lang=en");
	await page.waitForSelector("[data-testid=none]");
	await closePage(page);
	await plain.stop();
});

describe("on a phone, in each language", () => {
	let page;
	for (const lang of LANGS) {
		test(`in ${lang}`, async () => {
			page ??= await openPage(browser, server, `/trust?lang=${lang}`, { size: [390, 844] });
			await page.waitForSelector("[data-testid=fingerprint]");
			await chooseLanguage(page, lang);
			assert.deepEqual([await missingTexts(page), await overflow(page), await clipped(page), await axe(page, lang !== LANGS[0])], [[], [], [], []]);
		});
	}
	after(() => closePage(page));
});
