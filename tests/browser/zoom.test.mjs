// A laptop's window at twice its size (640 × 400), a phone, and a kiosk that is not tall: what is worked on is in sight, nothing is cut off.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openDay } from "./lib/day.mjs";
import { chooseLanguage, closePage, LANGS, openPage, overflow } from "./lib/page.mjs";

const TWICE = [640, 400];
const PHONE = [390, 844];

const { server, browser } = await openDay();

/** How much of it is within the window, in pixels. */
const inSight = (page, selector) => page.evaluate((wanted) => {
	const { top, bottom } = document.querySelector(wanted).getBoundingClientRect();
	return Math.min(bottom, innerHeight) - Math.max(top, 0);
}, selector);

for (const size of [TWICE, PHONE]) {
	test(`a person opened at the desk comes into sight at ${size.join(" × ")}`, async () => {
		const page = await openPage(browser, server, "/desk?lang=en", { role: "desk", size });
		await page.waitForSelector(".today");
		await page.keyboard.type("gebremedhin");
		await page.waitForSelector(".hit");
		await page.keyboard.press("Enter");
		await page.waitForSelector("[data-testid=person] .facts");
		assert.ok((await inSight(page, "[data-testid=person] h2")) > 0);
		await page.keyboard.press("Escape");
		await page.waitForSelector(".today");
		assert.ok((await inSight(page, "#search")) > 0, "the field is where one types next");
		await closePage(page);
	});
}

test("the office’s list keeps a height to work in when its window is made twice as large", async () => {
	const page = await openPage(browser, server, "/admin?lang=en#people", { role: "admin", size: TWICE });
	await page.waitForSelector("[data-testid=list-people] tbody tr");
	const { height } = await page.locator("[data-testid=list-people]").boundingBox();
	assert.ok(height > 300, `${height}`);
	await page.locator("[data-testid=list-people] tbody .row-open").nth(2).focus();
	assert.ok((await inSight(page, "[data-testid=list-people] tbody tr:nth-child(3)")) > 0);
	await closePage(page);
});

for (const size of [[1280, 800], [1366, 768]]) {
	test(`the office’s tabs stand in one line at ${size.join(" × ")}, in each language`, async () => {
		const page = await openPage(browser, server, "/admin?lang=en#people", { role: "admin", size });
		await page.waitForSelector("[data-testid=list-people] tbody tr");
		for (const lang of LANGS) {
			await chooseLanguage(page, lang);
			const lines = await page.evaluate(() => new Set([...document.querySelectorAll(".tabs a")].map((tab) => tab.getBoundingClientRect().top)).size);
			assert.equal(lines, 1, lang);
			assert.deepEqual(await overflow(page), [], lang);
		}
		await closePage(page);
	});
}

test("a kiosk that is not tall shows the field and the first hit above its keyboard", async () => {
	for (const [lang, size] of [["ar", [1280, 800]], ["en", [1366, 768]], ["zh", [1280, 720]]]) {
		const page = await openPage(browser, server, `/kiosk?lang=${lang}#/search/school`, { size });
		await page.waitForSelector(".key-space");
		const free = await page.evaluate(() => {
			const keys = document.querySelector(".keyboard").getBoundingClientRect().top;
			return [".search-box", ".results a, .results button"].map((at) => keys - document.querySelector(at).getBoundingClientRect().bottom);
		});
		assert.ok(free.every((room) => room >= 0), `${lang}: ${free}`);
		await closePage(page);
	}
});

test("the kiosk’s pages scroll as a whole where the window is small, and reach nowhere beyond it", async () => {
	for (const [lang, view] of [["en", "/kiosk"], ["ru", "/kiosk#/day"], ["ar", "/kiosk#/search/school"]]) {
		const page = await openPage(browser, server, view.replace("/kiosk", `/kiosk?lang=${lang}`), { size: TWICE });
		await page.waitForSelector(".card, .row");
		assert.deepEqual(await overflow(page), []);
		assert.ok(await page.evaluate(() => document.documentElement.scrollHeight > innerHeight));
		await closePage(page);
	}
});
