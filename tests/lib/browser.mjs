// Real Chromium for tests: one browser a file, one context a person, every console error a failure.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const LANGS = ["en", "fr", "es", "ar", "ru", "zh"];
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
	"--disable-component-update", "--disable-sync"];
/** What the network says while a test stops the server on purpose. */
const NETWORK_NOISE = /net::ERR_|Failed to load resource/;

export function launch() {
	return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

/** A page of one person: `role` signs in first; `lang` is the browser's; faults collects what went wrong in it. */
export async function openPage(browser, server, path, { role, size = [1366, 768], locale = "en-GB", init, mayLoseNetwork = false } = {}) {
	const [width, height] = size;
	const context = await browser.newContext({ viewport: { width, height }, locale, bypassCSP: true, reducedMotion: "reduce" });
	if (role !== undefined) await context.addCookies([await cookieOf(server, role)]);
	const page = await context.newPage();
	page.setDefaultTimeout(10_000);
	page.faults = [];
	page.on("pageerror", (error) => page.faults.push(error.message));
	page.on("console", (message) => {
		const isNoise = mayLoseNetwork && NETWORK_NOISE.test(message.text());
		if (["error", "warning"].includes(message.type()) && !isNoise) page.faults.push(message.text());
	});
	if (init !== undefined) await page.addInitScript(init);
	await page.goto(server.url + path);
	return page;
}

/** Closes a page's context and insists that nothing went wrong in it. */
export async function closePage(page) {
	await page.context().close();
	assert.deepEqual(page.faults, []);
}

async function cookieOf(server, role) {
	const [name, value] = (await server.signIn(role)).cookie.split("=");
	return { name, value, url: server.url };
}

/** What axe-core finds against WCAG 2.2 AA, one line each; nothing is the wish. */
export async function axe(page) {
	await page.evaluate(AXE);
	const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
	const { violations } = await page.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values } }), rules);
	return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target} ${node.failureSummary.split("\n")[1] ?? ""}`));
}

/** Message keys that stand on the page in place of their texts. */
export function missingTexts(page) {
	return page.evaluate(() => document.body.innerText.match(/\b(?:agenda|common|desk|hall|login|moderator|pledge|start|strip|ui|err)\.[a-z_]+(?:\.[a-z_]+)*\b/g) ?? []);
}

/** How far the page is wider than its window, in px; 0 is right. */
export function overflow(page) {
	return page.evaluate(() => {
		const root = document.documentElement;
		return Math.max(0, root.scrollWidth - root.clientWidth, document.body.scrollWidth - document.body.clientWidth);
	});
}

/** What a scanner reads in a picture. */
export function readCode(png) {
	const folder = mkdtempSync(join(tmpdir(), "p2c-code-"));
	try {
		const file = join(folder, "badge.png");
		writeFileSync(file, png);
		return execFileSync("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file], { encoding: "utf8" }).trim();
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
