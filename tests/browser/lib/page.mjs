// Real Chromium for tests: one browser a file, one context a person, every error on a page's console a failure of the test.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { folder, run } from "../../http/lib/program.mjs";
import { serve, serveDemo } from "../../http/lib/server.mjs";

export { launch } from "./chromium.mjs";

export const LANGS = ["en", "fr", "es", "ar", "ru", "zh"];
/** The afternoon of the second day: the pledging plenary runs, other rooms change soon. */
export const CLOCK = "2022-06-08T15:05:00+02:00";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** Rules of those that other words can break: what things are called, and in which language. */
const OF_WORDS = ["aria-command-name", "aria-input-field-name", "aria-meter-name", "aria-progressbar-name", "aria-toggle-field-name", "aria-tooltip-name", "button-name",
	"document-title", "html-has-lang", "html-lang-valid", "image-alt", "input-button-name", "label", "link-name", "role-img-alt", "select-name", "summary-name", "svg-img-alt", "valid-lang"];
/** The least size of what is pressed, or the least way to the next: WCAG 2.5.8. */
const TARGET = 24;
const PAGE_MS = 10_000;
const BREATH_MS = 20;
/** What the console says while a test cuts the line on purpose, or expects a refusal. */
const NETWORK_NOISE = /net::ERR_|Failed to load resource/;

/** A server with the demonstration day at CLOCK. `args` are further flags. */
export function serveDay(args = []) {
	return serveDemo({ args: ["--clock", CLOCK, ...args] });
}

/**
 * A page of one person. `role` is signed in first, with a login of its own, or `cookie` is a login there is; `hasNoise`: the
 * console may speak of failed requests; `isStrict`: the page's own policy holds, so axe cannot be put into it.
 */
export async function openPage(browser, server, path, { role, cookie, size = [1366, 768], locale = "en-GB", init, hasNoise = false, isStrict = false, ownClock = false } = {}) {
	const [width, height] = size;
	const context = await browser.newContext({ viewport: { width, height }, locale, bypassCSP: !isStrict, reducedMotion: "reduce" });
	const login = cookie ?? (role === undefined ? undefined : (await server.another(role)).cookie);
	if (login !== undefined) await context.addCookies([cookieFrom(login, server.origin)]);
	const page = await context.newPage();
	page.setDefaultTimeout(PAGE_MS);
	page.faults = [];
	page.on("pageerror", (error) => page.faults.push(error.message));
	page.on("console", (message) => {
		if (!["error", "warning"].includes(message.type()) || (hasNoise && NETWORK_NOISE.test(message.text()))) return;
		page.faults.push(message.text());
	});
	// From the first moment: timers that the page has set before would wait for real seconds.
	if (ownClock) await page.clock.install();
	if (init !== undefined) await page.addInitScript(init);
	await page.goto(server.origin + path);
	return page;
}

/** Closes a page and insists that nothing went wrong in it. */
export async function closePage(page) {
	await page.context().close();
	assert.deepEqual(page.faults, []);
}

/** The login of a client as a browser's context takes it. */
export function cookieFrom(login, url) {
	const [name, value] = login.split("=");
	return { name, value, url };
}

/** Presses a language where the page has them, and waits until it speaks it; false where there is nothing to press. */
export async function chooseLanguage(page, lang) {
	const isThere = await page.evaluate((wanted) => {
		const button = document.querySelector(`.languages [lang=${wanted}]`);
		const select = document.querySelector(".language-select");
		button?.click();
		if (button === null && select !== null) {
			select.value = wanted;
			select.dispatchEvent(new Event("change", { bubbles: true }));
		}
		return button !== null || select !== null;
	}, lang);
	if (isThere) await page.waitForFunction((wanted) => document.documentElement.lang === wanted, lang);
	if (isThere) await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
	return isThere;
}

/** What axe-core finds against WCAG 2.2 A and AA, one line each. `isAgain`: the same screen has been looked at in another language, so only
 * what words and lengths can break is, at a tenth of the cost. */
export async function axe(page, isAgain = false) {
	if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
	const runOnly = isAgain ? { type: "rule", values: OF_WORDS } : { type: "tag", values: WCAG };
	const { violations } = await page.evaluate((wanted) => window.axe.run(wanted), { runOnly, resultTypes: ["violations"] });
	const found = violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target} ${node.failureSummary.split("\n")[1] ?? ""}`));
	return isAgain ? [...found, ...(await tooSmall(page))] : found;
}

/** What is too small to be pressed: under 24 dots, and the circle of 24 around its middle meets another such thing. Links within a
 * sentence are as high as its lines. */
function tooSmall(page) {
	return page.evaluate((least) => {
		const top = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document;
		const isThere = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest(".sr-only, [inert], [aria-hidden=true], label:has(input)");
		const isInText = (element) => element.matches("p a, li a, td a, dd a") && getComputedStyle(element).display === "inline";
		const all = [...top.querySelectorAll("a[href], button:not(:disabled), input:not([type=hidden], :disabled), select, textarea, summary, [tabindex='0']")]
			.filter((element) => isThere(element) && !isInText(element))
			.map((element) => ({ element, ...element.getBoundingClientRect().toJSON() })).filter(({ width, height }) => width > 1 && height > 1);
		const isSmall = ({ width, height }) => width < least - 0.5 || height < least - 0.5;
		const middle = ({ left, right, top: up, bottom }) => [(left + right) / 2, (up + bottom) / 2];
		const way = ([x, y], { left, right, top: up, bottom }) => Math.hypot(Math.max(left - x, 0, x - right), Math.max(up - y, 0, y - bottom));
		const between = (one, other) => Math.hypot(...middle(one).map((at, i) => at - middle(other)[i]));
		const meets = (one, other) => way(middle(one), other) < least / 2 - 0.5 || (isSmall(other) && between(one, other) < least - 0.5);
		const isApart = (one, other) => one.element.contains(other.element) || other.element.contains(one.element) || !meets(one, other);
		return all.filter((one) => isSmall(one) && !all.every((other) => isApart(one, other)))
			.map(({ element, width, height }) => `too small: ${element.outerHTML.slice(0, 120)} (${Math.round(width)} by ${Math.round(height)})`);
	}, TARGET);
}

/** Message keys that stand on the page in place of their texts; what is marked as code is meant so: a name of the program's own. */
export function missingTexts(page) {
	return page.evaluate(() => {
		const names = new Set([...document.querySelectorAll("code")].map((element) => element.innerText));
		const keys = document.body.innerText.match(/\b(?:admin|agenda|ceremony|desk|door|groups|hall|journal|lectern|login|mine|moderator|my|offline|pledge|readback|reports|screens|sign|signing|start|strip|trust|ui|err)\.[a-z_]+(?:\.[a-z_]+)*/g) ?? [];
		return keys.filter((key) => !names.has(key));
	});
}

/** What reaches beyond the window: how far the page itself does, and elements whose text is cut off at its edge. What lies in a part that is
 * meant to scroll sideways by itself does not count. */
export function overflow(page) {
	return page.evaluate(() => {
		const wide = document.documentElement.clientWidth;
		const hides = (element) => element.closest("[aria-hidden=true], .sr-only, option, svg, [data-scrolls=sideways] > *") !== null;
		const isOut = ({ left, right, width }) => width > 0 && (left < -1 || right > wide + 1);
		const out = [...document.body.querySelectorAll("*")].filter((element) => !hides(element) && isOut(element.getBoundingClientRect()));
		return [...new Set(out.map((element) => `${element.tagName.toLowerCase()}.${element.className}`))];
	});
}

/** Texts that are cut off by a box they stand in. What can be scrolled to is not, nor the end of a text that is meant to end in dots. */
export function clipped(page) {
	return page.evaluate(() => {
		const hides = (box) => /hidden|clip/.test(getComputedStyle(box).overflow);
		const scrolls = (box) => /auto|scroll/.test(getComputedStyle(box).overflow);
		const isMeant = (box) => getComputedStyle(box).webkitLineClamp !== "none";
		const isFull = (box) => hides(box) && !isMeant(box) && (box.scrollHeight > box.clientHeight + 2 || box.scrollWidth > box.clientWidth + 2);
		const isCut = (element) => {
			const own = element.getBoundingClientRect();
			for (let box = element.parentElement; box !== null && !scrolls(box); box = box.parentElement) {
				const edge = box.getBoundingClientRect();
				if (hides(box) && (own.bottom > edge.bottom + 2 || own.top < edge.top - 2 || own.right > edge.right + 2 || own.left < edge.left - 2)) return true;
			}
			return false;
		};
		const isText = (element) => element.childElementCount === 0 && element.textContent.trim() !== "" && element.getClientRects().length > 0;
		const texts = [...document.body.querySelectorAll("*")].filter((element) => isText(element) && !element.closest(".sr-only, svg, script, style"));
		return texts.filter((element) => isFull(element) || isCut(element)).map((element) => element.textContent);
	});
}

/** How much more than its window a page is tall: 0 where only the parts within it scroll. */
export function beneath(page) {
	return page.evaluate(() => Math.max(0, document.documentElement.scrollHeight - document.documentElement.clientHeight));
}

/** What a scanner reads in a picture of a badge. */
export async function codeIn(png) {
	const file = join(folder("p2c-code"), "badge.png");
	writeFileSync(file, png);
	const { out } = await run("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file]);
	return out.trim();
}

/** The same day again on the address it had: what a restart of the machine looks like from a page. */
export async function restart(server, clock = CLOCK) {
	await server.stop();
	return serve(server.data, { args: ["--demo", "--clock", clock, "--listen", new URL(server.origin).host] });
}

/** Lets the page's own clock (ownClock) run on, second by second, until something is so; at most so many seconds. */
export async function passTime(page, seconds, isSo) {
	for (let i = 0; i < seconds; i += 1) {
		if (await isSo()) return;
		await page.clock.runFor(1000);
	}
	assert.fail(`not within ${seconds} s of the page's time: ${isSo}`);
}

/** An API client's answer as JSON, or a loud failure. */
export async function answerOf(request) {
	const { status, json, text } = await request;
	assert.ok(status < 300, `${status} ${text}`);
	return json;
}

/** Asks again until the answer is as wanted; answers it. Between two asks those who are asked have the processor. */
export async function until(ask, isSo) {
	const from = performance.now();
	let answer;
	do {
		answer = await ask();
		if (isSo(answer)) return answer;
		await new Promise((next) => setTimeout(next, BREATH_MS));
	} while (performance.now() - from < PAGE_MS);
	assert.fail(`not in time: ${isSo}\n${JSON.stringify(answer)}`);
}
