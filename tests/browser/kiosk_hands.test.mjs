// A kiosk under the hands of people: who types in six languages, who sits in a wheelchair, who hears instead of seeing, who looks for a room.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openDay } from "./lib/day.mjs";
import { answerOf, closePage, openPage, passTime } from "./lib/page.mjs";

const STAND = [1080, 1920];
/** Fingers of people who stand: 20 mm on a 32-inch Full HD panel. */
const TARGET = 54;
/** What a wheelchair user reaches of the panel, from its bottom. */
const WITHIN_REACH = 0.55;

const { server, browser } = await openDay();
const agenda = await answerOf(server.guest.get("/api/agenda"));

async function openKiosk(path = "/kiosk?lang=en", options = {}) {
	const page = await openPage(browser, server, path, { size: STAND, ...options });
	await page.waitForSelector("main h1");
	return page;
}

/** Presses the keys of these letters on the screen. */
async function press(page, letters) {
	for (const letter of letters) await page.locator(".key:not(.candidate)", { hasText: new RegExp(`^${letter}$`) }).click();
}

const titles = (page) => page.locator(".row .row-title").allTextContents();
/** A word of a title in that language, long enough to mean one thing, and the session it is of. */
function wordIn(lang, letters, length = 6) {
	for (const session of agenda.sessions.filter(({ kind }) => kind !== "foreign")) {
		const word = (session.title[lang] ?? "").split(/[^\p{L}]+/u).find((one) => one.length >= length && [...one.toLowerCase()].every((letter) => letters.includes(letter)));
		if (word !== undefined) return { word: word.toLowerCase(), title: session.title[lang] };
	}
	throw new Error(`no word in ${lang}`);
}

describe("a kiosk", { concurrency: 2 }, () => {
	// ---- the keyboard

	const TYPED = {
		en: () => wordIn("en", "abcdefghijklmnopqrstuvwxyz"),
		fr: () => ({ word: "éco", title: agenda.sessions.find((row) => /\béco/i.test(row.title.fr ?? "")).title.fr }),
		ar: () => wordIn("ar", "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذأإآ", 5),
		ru: () => wordIn("ru", "йцукенгшщзхъфывапролджэячсмитьбюё"),
	};
	for (const [lang, target] of Object.entries(TYPED)) {
		test(`somebody who writes ${lang} finds a session with the keys on the screen`, async () => {
			const page = await openKiosk(`/kiosk?lang=${lang}#/search`);
			const { word, title } = target();
			await press(page, word);
			assert.equal(await page.inputValue("#search"), word);
			assert.ok((await titles(page)).includes(title), `${word}: ${title}`);
			await closePage(page);
		});
	}

	test("somebody who writes es finds a person by the letter ñ, and takes a slip back", async () => {
		const page = await openKiosk("/kiosk?lang=es#/search");
		await press(page, "begoñx");
		await page.getByRole("button", { name: "Retroceso" }).click();
		assert.equal(await page.inputValue("#search"), "begoñ");
		const names = await page.locator(".results .person-name").allTextContents();
		assert.ok(names.length > 0 && names.every((name) => name.startsWith("Begoña")), names.join());
		await closePage(page);
	});

	test("somebody who writes zh types pinyin and takes what stands on the agenda, under the page's own policy", async () => {
		const page = await openKiosk("/kiosk?lang=zh#/search", { isStrict: true });
		await press(page, "shuzi");
		await page.locator(".candidate").first().waitFor();
		assert.equal(await page.locator(".candidate").first().textContent(), "数字");
		assert.ok((await titles(page)).some((title) => title.includes("数字")), "pinyin itself finds Chinese");
		await page.getByRole("button", { name: "空格" }).click();
		assert.equal(await page.inputValue("#search"), "数字");
		assert.ok((await titles(page)).every((title) => title.includes("数字")));
		await press(page, "lv");
		await page.locator(".candidate", { hasText: /^律$/ }).click();
		assert.equal(await page.inputValue("#search"), "数字律");
		await closePage(page);
	});

	test("a layout is another press away, and the keyboard of a phone stays the phone's own", async () => {
		const page = await openKiosk("/kiosk?lang=ru#/search");
		await page.locator(".key-layout[lang=en]").click();
		await press(page, "mh2");
		await page.locator(".results .row", { hasText: "MH2" }).first().waitFor();
		await page.click('.dock a[data-tab="now"]');
		assert.equal(await page.locator(".keyboard").count(), 0);
		await closePage(page);
		const phone = await openKiosk("/kiosk?lang=ru#/search", { size: [390, 844] });
		await phone.fill("#search", "MH2");
		assert.equal(await phone.locator(".keyboard").count(), 0);
		await closePage(phone);
	});

	// ---- reach, targets, order

	const VIEWS = ["now", "day", "rooms", "focus", "people", "search", "own"];

	/** What can be pressed and is in sight: its name and its box. */
	const pressable = (page) => page.evaluate(() => [...document.querySelectorAll("a[href], button, input, summary, label.switch")]
		.filter((one) => one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }))
		.map((one) => {
			// What is scrolled out of its part cannot be pressed; what is half out is as high as what is in sight of it.
			const { top, bottom, width, height } = one.getBoundingClientRect();
			const part = (one.closest("main") ?? document.documentElement).getBoundingClientRect();
			return { name: one.textContent || one.id, width, height, top: Math.max(top, part.top), isSeen: bottom > part.top + 1 && top < part.bottom - 1 };
		})
		.filter(({ isSeen }) => isSeen));

	test("within reach, everything that can be pressed stands in the lower 55 % of the screen, the question too", async () => {
		const page = await openKiosk();
		await page.locator("[data-only=tall]").click();
		for (const view of VIEWS) {
			await page.click(`.dock a[data-tab="${view}"]`);
			await page.waitForSelector(`.screen[data-view="${view}"][data-lowered=true]`);
			if (view === "search") await page.waitForSelector(".key-space");
			const high = (await pressable(page)).filter(({ top }) => top < STAND[1] * (1 - WITHIN_REACH));
			assert.deepEqual(high.map(({ name }) => name), [], view);
		}
		await closePage(page);
		const asked = await openKiosk("/kiosk?lang=en&idle=20000,25000", { ownClock: true });
		await asked.locator("[data-only=tall]").click();
		await passTime(asked, 30, () => asked.locator("dialog[open]").count());
		const question = await asked.evaluate(() => [...document.querySelectorAll("dialog button")].map((one) => one.getBoundingClientRect()).filter((box) => box.width > 0).map((box) => box.top));
		assert.ok(question.length > 0 && question.every((top) => top >= STAND[1] * (1 - WITHIN_REACH)), question.join());
		await closePage(asked);
	});

	test("what can be pressed is large enough for fingers of people who stand, and larger with larger text", async () => {
		const stand = await openKiosk();
		const small = async () => (await pressable(stand)).filter(({ width, height }) => Math.min(width, height) < TARGET - 0.5).map(({ name, width, height }) => `${name} ${Math.round(width)}×${Math.round(height)}`);
		for (const view of VIEWS) {
			await stand.click(`.dock a[data-tab="${view}"]`);
			if (view === "search") await stand.waitForSelector(".key-space");
			assert.deepEqual(await small(), [], view);
		}
		const before = await stand.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
		await stand.getByRole("button", { name: "Larger text" }).click();
		assert.ok((await stand.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize))) >= before * 1.2);
		assert.deepEqual(await small(), []);
		assert.equal(await stand.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
		await closePage(stand);
	});

	test("a screen reader meets the parts in the order in which they stand, each with its name, and a new page by its heading", async () => {
		const page = await openKiosk("/kiosk?lang=en#/search");
		await page.waitForSelector(".key-space");
		const parts = await page.evaluate(() => [...document.querySelectorAll(".screen > *")].map((part) => [part.className.split(" ")[0], Math.round(part.getBoundingClientRect().top)]));
		assert.deepEqual(parts.map(([name]) => name), ["head", "tools", "page", "keyboard", "dock", "strip"]);
		assert.deepEqual(parts.map(([, top]) => top), parts.map(([, top]) => top).toSorted((a, b) => a - b));
		const nameless = await page.evaluate(() => [...document.querySelectorAll("a[href], button")].filter((one) => (one.ariaLabel ?? one.textContent.trim()) === "").length);
		assert.equal(nameless, 0);
		await page.click('.dock a[data-tab="rooms"]');
		await page.waitForFunction(() => document.activeElement?.tagName === "H1" && document.activeElement.textContent === "Plenary Hall");
		await closePage(page);
	});

	// ---- where things are

	test("a room's page says how to get there and marks it on the floor plan, and this kiosk beside it", async () => {
		const room = agenda.rooms.find(({ name }) => name === "MH2");
		const page = await openKiosk(`/kiosk?lang=fr&here=325,930#/rooms/${room.id}`);
		await page.waitForFunction(() => document.querySelector(".plan-picture")?.naturalWidth > 1000);
		assert.match(await page.textContent(".way-words"), /niveau 1 : deuxième porte/);
		assert.match(await page.getAttribute(".plan-picture", "alt"), /MH2/);
		const picture = await page.locator(".plan-picture").boundingBox();
		const middleOf = async (mark) => {
			const box = await page.locator(mark).boundingBox();
			return [(box.x + box.width / 2 - picture.x) / picture.width, (box.y + box.height / 2 - picture.y) / picture.height].map((part) => Math.round(part * 1000));
		};
		const close = (found, { x, y }) => assert.ok(Math.abs(found[0] - x) <= 2 && Math.abs(found[1] - y) <= 2, `${found} is not ${x},${y}`);
		close(await middleOf(".plan-ring"), room.plan);
		close(await middleOf(".plan-here"), { x: 325, y: 930 });
		await closePage(page);
	});

	test("a session that was moved says its new room and time, and the programme's struck out beside them", async () => {
		const api = await server.as("agenda");
		const [from, to] = ["MH1", "MH4"].map((name) => agenda.rooms.find((room) => room.name === name));
		const session = agenda.sessions.find((row) => row.room === from.id && row.state === "planned" && row.kind === "panel");
		const page = await openKiosk(`/kiosk?lang=en#/session/${session.id}`);
		await answerOf(api.post(`/api/sessions/${session.id}/move`, { room: to.id, reason: "The projector failed" }));
		await page.locator(".session-state .timing[data-key=room]").waitFor();
		assert.equal(await page.locator(".facts dd a", { hasText: "MH4" }).count(), 1);
		assert.equal(await page.locator(".facts s", { hasText: "MH1" }).count(), 1);
		assert.match(await page.textContent(".reason"), /projector failed/);
		await page.waitForFunction((x) => document.querySelector("[data-testid=mark]")?.dataset.x === String(x), to.plan.x);
		await answerOf(api.post(`/api/sessions/${session.id}/reinstate`, {}));
		await page.locator(".session-state .timing[data-key=room]").waitFor({ state: "detached" });
		await closePage(page);
	});
});
