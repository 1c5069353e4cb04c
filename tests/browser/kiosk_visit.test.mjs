// One visit to a kiosk: who types, reaches, scans a badge or walks away; and what the kiosk does when nobody feeds it any more.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { somebodyOf } from "./lib/badge.mjs";
import { scan } from "./lib/door.mjs";
import { answerOf, closePage, launch, openPage, restart, serveDay, until } from "./lib/page.mjs";

const STAND = [1080, 1920];
/** Fingers of people who stand: 20 mm on a 32-inch Full HD panel. */
const TARGET = 54;
/** What a wheelchair user reaches of the panel, from its bottom. */
const WITHIN_REACH = 0.55;

let server;
let browser;
let agenda;

before(async () => {
	[server, browser] = await Promise.all([serveDay(), launch()]);
	agenda = await answerOf(server.guest.get("/api/agenda"));
});
after(async () => {
	await browser?.close();
	await server?.stop();
});

async function openKiosk(path = "/kiosk?lang=en", options = {}) {
	const page = await openPage(browser, options.server ?? server, path, { size: STAND, ...options });
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
	const page = await openKiosk("/kiosk?lang=en&idle=30000,25000");
	await page.locator("[data-only=tall]").click();
	for (const view of VIEWS) {
		await page.click(`.dock a[data-tab="${view}"]`);
		await page.waitForSelector(`.screen[data-view="${view}"][data-lowered=true]`);
		if (view === "search") await page.waitForSelector(".key-space");
		const high = (await pressable(page)).filter(({ top }) => top < STAND[1] * (1 - WITHIN_REACH));
		assert.deepEqual(high.map(({ name }) => name), [], view);
	}
	await closePage(page);
	const asked = await openKiosk("/kiosk?lang=en&idle=1500,25000");
	await asked.locator("[data-only=tall]").click();
	await asked.waitForSelector("dialog[open]");
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

// ---- my agenda

test("who holds a badge under the scanner sees their own sessions, and their phone can take them along", async () => {
	const { person, session, qr } = await somebodyOf(server);
	const page = await openKiosk();
	await scan(page, qr);
	await page.waitForSelector("[data-testid=own]");
	assert.equal(await page.textContent("[data-testid=own] h1"), person.name.display);
	await page.locator("[data-testid=own-item]", { hasText: session.title.en }).first().waitFor();
	await page.waitForSelector(".own-take .qr");
	await page.click("[data-testid=own-done]");
	await page.waitForSelector("[data-testid=own]", { state: "detached" });
	assert.equal((await page.content()).includes(person.name.display), false);
	await closePage(page);
});

test("a badge that was replaced, and a code of nobody, are told apart in words, and show nothing", async () => {
	const { person, qr } = await somebodyOf(server);
	const desk = await server.as("desk");
	await answerOf(desk.post(`/api/participants/${person.id}/badge`, { reason: "lost" }));
	const page = await openKiosk("/kiosk?lang=en", { hasNoise: true });
	await scan(page, qr);
	await page.locator(".own-how[data-state=refused]", { hasText: "replaced by a newer one" }).waitFor();
	await scan(page, "0123456789ABCDEFGHJK");
	await page.locator(".own-how[data-state=refused]", { hasText: "not known here" }).waitFor();
	assert.equal(await page.locator("[data-testid=own]").count(), 0);
	await closePage(page);
});

/** Does a text stand anywhere in the memory of the page? */
async function isInMemory(page, text) {
	const client = await page.context().newCDPSession(page);
	let snapshot = "";
	client.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => { snapshot += chunk; });
	await client.send("HeapProfiler.enable");
	await client.send("HeapProfiler.collectGarbage");
	await client.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
	return snapshot.includes(text);
}

/** Everything that this origin keeps in the browser, as text. */
const kept = (page) => page.evaluate(async () => {
	const rows = { ...localStorage, ...sessionStorage };
	const caught = await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)));
	return JSON.stringify([rows, caught, document.cookie, location.href, history.state]);
});

test("when they have gone, the kiosk has forgotten them: on the screen, in memory, in its history and on its disk", async () => {
	const { qr } = await somebodyOf(server);
	const { link } = await answerOf(server.guest.post("/api/my-agenda", { code: qr }));
	const token = link.split("/").at(-1);
	const page = await openKiosk("/kiosk?lang=en&idle=2500,2000");
	const pages = await page.evaluate(() => history.length);
	await scan(page, qr);
	await page.waitForSelector(".own-take .qr");
	assert.equal(await isInMemory(page, token), true, "the test finds what is there");
	await page.locator("[data-testid=own-item]").first().click();
	await page.waitForSelector(".session h1");
	await page.click('.dock a[data-tab="search"]');
	await page.fill("#search", "zanzibar");
	await page.waitForSelector("dialog[open]");
	await page.waitForSelector('.dock a[data-tab="now"][aria-current=page]');
	await until(() => isInMemory(page, token), (isThere) => !isThere);
	assert.doesNotMatch(await page.content(), new RegExp(`${token}|zanzibar`));
	assert.doesNotMatch(await kept(page), new RegExp(`${token}|${qr}|zanzibar`));
	assert.equal(await page.evaluate(() => history.length), pages);
	await page.click('.dock a[data-tab="own"]');
	await page.waitForSelector(".own-how[data-state=none]");
	await closePage(page);
});

test("what anybody set on the kiosk is as it was for the next: text, contrast, reach, keyboard", async () => {
	const page = await openKiosk("/kiosk?lang=en&idle=1500,1500");
	for (const name of ["Larger text", "High contrast", "Move down"]) await page.getByRole("button", { name }).click();
	await page.click('.dock a[data-tab="search"]');
	await page.locator(".key-layout[lang=ru]").click();
	await page.waitForSelector('.dock a[data-tab="now"][aria-current=page]');
	assert.equal(await page.locator(".switch-button[aria-pressed=true]").count(), 0);
	await page.click('.dock a[data-tab="search"]');
	await page.waitForSelector(".key-layout[lang=en][aria-pressed=true]");
	await closePage(page);
});

// ---- on the phone

test("the own page on a phone shows where to be, the way there, and moves when the day moves", async () => {
	const { session, qr, person } = await somebodyOf(server, (row) => row.room !== null && row.kind === "panel");
	const { link, calendar } = await answerOf(server.guest.post("/api/my-agenda", { code: qr }));
	const page = await openPage(browser, server, `${link}?lang=en`, { size: [390, 844] });
	const item = page.locator("[data-testid=own-item]", { hasText: session.title.en }).first();
	await item.waitFor();
	assert.equal(await page.textContent("h1"), person.name.display);
	assert.equal(await page.getAttribute(".calendar-file", "href"), calendar);
	await item.click();
	await page.waitForSelector("[data-testid=mark]");
	const fresh = (await answerOf(server.guest.get("/api/agenda"))).sessions.find(({ id }) => id === session.id);
	await answerOf((await server.as("agenda")).post(`/api/sessions/${session.id}/delay`, { minutes: 30 }));
	const moved = (await answerOf(server.guest.get("/api/agenda"))).sessions.find(({ id }) => id === session.id);
	assert.notEqual(moved.expected_starts_at, fresh.expected_starts_at);
	await item.locator(".own-start", { hasText: moved.expected_starts_at.slice(11, 16) }).waitFor();
	await item.locator("s", { hasText: session.starts_at.slice(11, 16) }).waitFor();
	await answerOf((await server.as("agenda")).post(`/api/sessions/${session.id}/delay`, { minutes: 0 }));
	await closePage(page);
});

test("an address that belongs to nobody says what to do instead", async () => {
	const page = await openPage(browser, server, `/my/${"a".repeat(26)}?lang=en`, { size: [390, 844], hasNoise: true });
	await page.locator("[role=alert]", { hasText: "Scan your badge at a kiosk" }).waitFor();
	await closePage(page);
});

// ---- alone

test("a kiosk that is started without the server shows the last agenda, says how old it is, and finds rooms in it", async () => {
	let own = await serveDay();
	try {
		const page = await openKiosk(`/kiosk?lang=en#/rooms/${agenda.rooms[0].id}`, { server: own, hasNoise: true });
		await page.waitForSelector(".plan-picture");
		await page.evaluate(() => navigator.serviceWorker.ready);
		await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === "activated");
		await page.reload();
		await page.waitForFunction(() => document.querySelector(".plan-picture")?.naturalWidth > 0);
		await own.stop();
		await page.reload();
		await page.waitForSelector("[data-testid=kept]");
		assert.match(await page.textContent("[data-testid=kept]"), /Wednesday 8 June at 15:0\d, \d+ min ago/);
		await page.waitForFunction(() => document.querySelector(".plan-picture")?.naturalWidth > 0);
		await page.click('.dock a[data-tab="search"]');
		await press(page, "audit");
		await page.locator(".results .row", { hasText: "Auditorium" }).first().waitFor();
		await page.locator(".key-layout[lang=zh]").click();
		await page.waitForSelector(".candidates");
		await scan(page, (await somebodyOf(server)).qr);
		await page.waitForSelector(".own-how");
		own = await restart(own);
		await page.waitForSelector("[data-testid=kept]", { state: "detached" });
		await closePage(page);
	} finally {
		await own.stop();
	}
});
