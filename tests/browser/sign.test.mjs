// Signs at doors and boards in the halls, as somebody sees them who passes by: now and next, what changed, whose languages, and that
// nothing old ever looks fresh. Nobody touches them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openDay } from "./lib/day.mjs";
import { answerOf, clipped, closePage, CLOCK, LANGS, openPage, passTime, restart, serveDay, until } from "./lib/page.mjs";

const ACROSS = [1920, 1080];
const UPRIGHT = [1080, 1920];
/** From the act to the screen. */
const SOON_MS = 1000;
/** From the network's return to a screen that is fresh again. */
const RECOVERY_MS = 5000;

const { server, browser } = await openDay();
const admin = await server.as("admin");
const { rooms } = await answerOf(server.guest.get("/api/agenda"));

const agendaOf = (of = server) => answerOf(of.guest.get("/api/agenda"));
const roomOf = (name) => rooms.find((room) => room.name === name).id;

async function openSign(path, { size = ACROSS, of = server, ...options } = {}) {
	const page = await openPage(browser, of, path, { size, ...options });
	await page.waitForSelector("[data-testid=next], [data-testid=row], .sign-empty");
	return page;
}
const openDoor = (name, options, query = "?lang=en") => openSign(`/sign/${roomOf(name)}${query}`, options);

/** What stands in a part of the page, in one line. */
const textOf = (page, part) => page.evaluate((selector) => document.querySelector(selector)?.innerText.replace(/\s+/g, " ").trim() ?? null, part);

/** How long after `act` the page shows `text` in that part. */
async function timeUntil(page, part, text, act) {
	const from = performance.now();
	await act();
	await page.waitForFunction(([selector, wanted]) => document.querySelector(selector)?.innerText.includes(wanted), [part, text], { polling: 20 });
	return performance.now() - from;
}

test("a door says what is on until when, and what comes next, by the day's own clock", async () => {
	const page = await openDoor("MH1");
	assert.equal(await textOf(page, ".door-clock"), "15:05");
	assert.match(await textOf(page, "[data-testid=now]"), /^Now until 15:15 Generation Connect: young people at the table/);
	assert.match(await textOf(page, "[data-testid=next]"), /^Next 15:15 On time Coffee break/);
	await closePage(page);
});

test("a session that runs late says so in words, with the time that was announced", async () => {
	const page = await openDoor("Auditorium");
	assert.match(await textOf(page, "[data-testid=now]"), /until 15:25 ends 10 min later/);
	assert.match(await textOf(page, "[data-testid=next]"), /15:25 10 min late · was 15:15 Coffee break/);
	await closePage(page);
});

test("a cancelled session is said at the door where people wait for it", async () => {
	const page = await openDoor("Breakout Room A");
	assert.equal(await textOf(page, "[data-testid=gone]"), "14:30 Green by default: networks and the climate: cancelled");
	await closePage(page);
});

test("a delay stands at the door and on the board within a second", async () => {
	const [door, board] = await Promise.all([openDoor("MH2"), openSign("/wall?lang=en", { size: UPRIGHT })]);
	const session = (await agendaOf()).sessions.find((row) => row.room === roomOf("MH2") && row.state === "running");
	const row = `[data-room="${roomOf("MH2")}"]`;
	await board.waitForSelector(row);
	const seen = timeUntil(board, row, "+20 min", async () => undefined);
	const took = await timeUntil(door, "[data-testid=now]", "until 15:35", () => answerOf(admin.post(`/api/sessions/${session.id}/delay`, { minutes: 20 })));
	await seen;
	assert.ok(took < SOON_MS, `${took} ms`);
	assert.match(await textOf(door, "[data-testid=now]"), /ends 20 min later/);
	await Promise.all([closePage(door), closePage(board)]);
});

test("the board has a row for every room where something is on or to come, on pages that take turns", async () => {
	const page = await openSign("/wall?lang=en");
	const shown = new Set();
	await until(async () => {
		for (const id of await page.evaluate(() => [...document.querySelectorAll("[data-testid=row]")].map((row) => row.dataset.room))) shown.add(id);
		return shown.size;
	}, (n) => n === 10);
	assert.ok(!shown.has(roomOf("WTDC Hall 1")), "nothing is on there today");
	await closePage(page);
});

test("languages take turns on all screens at once, by the server's clock", async () => {
	const pages = await Promise.all([openDoor("MH1", {}, "?langs=fr,ar"), openDoor("MH2", { size: UPRIGHT }, "?langs=fr,ar")]);
	const seen = new Set();
	await until(async () => {
		const [one, other] = await Promise.all(pages.map((page) => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir].join())));
		if (one === other) seen.add(one);
		return seen.size;
	}, (n) => n === 2);
	assert.deepEqual([...seen].sort(), ["ar,rtl", "fr,ltr"]);
	await Promise.all(pages.map(closePage));
});

test("no text is cut off in any language, across or upright", async () => {
	for (const [path, size] of [[`/sign/${roomOf("Plenary Hall")}`, ACROSS], [`/sign/${roomOf("Auditorium")}`, UPRIGHT], ["/wall", ACROSS], ["/wall", UPRIGHT]]) {
		const page = await openSign(`${path}?lang=en`, { size });
		for (const lang of LANGS) {
			await page.goto(`${server.origin}${path}?lang=${lang}`);
			await page.waitForSelector("[data-testid=now], [data-testid=row]");
			assert.deepEqual(await clipped(page), [], `${path} ${lang} ${size}`);
		}
		await closePage(page);
	}
});

test("a sign of a room that is not in the agenda says so", async () => {
	const page = await openSign("/sign/nowhere?lang=en");
	await until(() => textOf(page, ".sign-main"), (words) => words === "This room is not in the agenda.");
	await closePage(page);
});

test("a sign and a board that are started without the server show the last agenda, grey, and say of when it is", async () => {
	const own = await serveDay();
	const page = await openDoor("Auditorium", { of: own, hasNoise: true });
	const before = await textOf(page, "[data-testid=next]");
	const fresh = () => page.evaluate(() => document.querySelector("[data-testid=freshness]")?.dataset.freshness);
	await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === "activated");
	await page.reload();
	await until(fresh, (state) => state === "live");
	await page.waitForFunction(async () => (await indexedDB.databases()).some(({ name }) => name === "p2c.sealed"));
	await own.stop();
	await page.reload();
	await page.waitForSelector("[data-testid=next]");
	assert.equal(await textOf(page, "[data-testid=next]"), before);
	assert.equal(await fresh(), "stale");
	assert.match(await textOf(page, "[data-testid=freshness]"), /^Not current: as of Wed 8 15:0\d, \d min ago$/);
	assert.notEqual(await page.evaluate(() => getComputedStyle(document.querySelector(".sign-main")).filter), "none");
	await page.goto(`${own.origin}/wall?lang=ar`);
	await page.waitForSelector("[data-testid=row]");
	assert.equal(await fresh(), "stale");

	const again = await restart(own, CLOCK);
	await until(fresh, (state) => state === "live");
	await page.context().close();
	await again.stop();
});

test("ten seconds without a heartbeat and nobody can take it for fresh; within five of the server's return it is", async () => {
	const own = await serveDay();
	const page = await openSign("/wall?lang=en", { of: own, hasNoise: true });
	await page.clock.install();
	await page.reload();
	await page.waitForSelector("[data-testid=row]");
	await page.waitForFunction(() => document.querySelector("[data-testid=freshness]").dataset.freshness === "live");
	await own.stop();
	await passTime(page, 14, () => page.evaluate(() => document.querySelector("[data-testid=freshness]").dataset.freshness !== "live"));
	assert.match(await textOf(page, "[data-testid=freshness]"), /^Not current: as of 15:0\d:\d\d, 1\d s ago$/);
	assert.notEqual(await page.evaluate(() => getComputedStyle(document.querySelector(".sign-main")).filter), "none");
	assert.ok((await page.locator("[data-testid=row]").count()) > 0, "what was last known stays");

	const again = await restart(own, CLOCK);
	const from = performance.now();
	await page.waitForFunction(() => document.documentElement.dataset.freshness === "live", null, { polling: 50 });
	assert.ok(performance.now() - from < RECOVERY_MS, `${performance.now() - from} ms`);
	await page.context().close();
	await again.stop();
});
