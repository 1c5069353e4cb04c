// Screens as named devices, and the emergency message over all of them: let in by a code, pointed and loaded anew from the office,
// heard or silent; one act covers every page that is open, one takes it down.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client } from "../http/lib/client.mjs";
import { openDay } from "./lib/day.mjs";
import { answerOf, axe, closePage, CLOCK, LANGS, openPage, until } from "./lib/page.mjs";

const ACROSS = [1920, 1080];
const SOON_MS = 1000;
/** A screen says what it shows every five seconds, and hears then where it is to be. */
const ORDERS_MS = 8000;

const { server, browser } = await openDay();
const admin = await server.as("admin");
const rooms = (await answerOf(server.guest.get("/api/agenda"))).rooms;

const roomOf = (name) => rooms.find((room) => room.name === name).id;
const screenOf = async (name) => (await answerOf(admin.get("/api/screens"))).screens.find((row) => row.name === name);
const openBoard = (options) => openPage(browser, server, "/wall?lang=en", { size: ACROSS, ...options });

/** A screen without keys: it shows its code by itself, and is let in under that name. */
async function openScreen(name, options = {}) {
	const page = await openPage(browser, server, "/login?screen&lang=en", { size: ACROSS, hasNoise: true, ...options });
	const code = await page.locator("[data-testid=device-code]").textContent();
	const { devices } = await answerOf(admin.get("/api/devices"));
	const { id } = devices.find(({ state }) => state === "asked");
	await answerOf(admin.post(`/api/devices/${id}/approve`, { code, name, role: "screen" }));
	await page.waitForURL("**/wall");
	await page.waitForSelector("[data-testid=row]");
	return page;
}

async function timeUntil(act, isSo) {
	const from = performance.now();
	await act();
	await isSo();
	return performance.now() - from;
}

/** What somebody who stands before it sees there; a page cannot be asked what covers a dialog. */
async function colourInTheMiddle(page) {
	const png = (await page.screenshot({ clip: { x: ACROSS[0] / 2, y: 300, width: 2, height: 2 } })).toString("base64");
	return page.evaluate(async (bytes) => {
		const image = new Image();
		image.src = `data:image/png;base64,${bytes}`;
		await image.decode();
		const canvas = document.createElement("canvas").getContext("2d");
		canvas.drawImage(image, 0, 0);
		return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)].join();
	}, png);
}

test("a screen without keys shows its code, and once let in tells the office what can be read on it", async () => {
	const page = await openScreen("Foyer");
	const row = await until(() => screenOf("Foyer"), ({ state }) => state === "fresh");
	assert.equal(row.report.page, "/wall");
	assert.equal(row.report.scene, "board");
	assert.deepEqual(row.report.size, ACROSS);
	assert.match(row.report.build, /^[0-9a-f]{10}$/);
	assert.equal(row.report.lines.length, await page.locator("[data-line]").count());
	for (const line of row.report.lines) assert.match(line, /\d\d:\d\d/);
	await closePage(page);
});

test("a screen that is pointed to a door goes there by itself, and is loaded anew when told to", async () => {
	const page = await openScreen("Door MH1");
	const { id, version } = await until(() => screenOf("Door MH1"), ({ state }) => state === "fresh");
	const target = `/sign/${roomOf("MH1")}`;
	const took = await timeUntil(
		() => answerOf(admin.request("PATCH", `/api/screens/${id}`, { json: { target }, version })),
		() => page.waitForURL(`**${target}`),
	);
	assert.ok(took < ORDERS_MS, `${took} ms`);
	await page.waitForSelector("[data-testid=now]");

	await page.evaluate(() => { window.isOld = true; });
	await answerOf(admin.post(`/api/screens/${id}/reload`));
	await page.waitForFunction(() => window.isOld === undefined && document.querySelector("[data-testid=now]") !== null);
	assert.equal(new URL(page.url()).pathname, target);
	await until(() => screenOf("Door MH1"), ({ report }) => report.page === target);
	await page.evaluate(() => { window.isOld = true; });
	await until(() => screenOf("Door MH1"), ({ report }, at = Date.parse(report.at)) => at > 0);
	assert.equal(await page.evaluate(() => window.isOld), true, "it is told once, and loads once");
	await closePage(page);
});

test("the office sees each screen as it is, and which of them is silent", async () => {
	const screen = await openScreen("Gallery");
	await until(() => screenOf("Gallery"), ({ state }) => state === "fresh");
	const office = await openPage(browser, server, "/admin?lang=en#screens", { cookie: admin.cookie, size: [1440, 900] });
	const card = office.locator("[data-testid=screen]", { hasText: "Gallery" });
	await card.getByText("Fresh").waitFor();
	assert.match(await card.locator(".screen-picture").innerText(), /\d\d:\d\d/);
	assert.deepEqual(await axe(office), []);
	await closePage(screen);
	await answerOf(admin.post("/api/clock", { now: new Date(Date.parse(CLOCK) + 120_000).toISOString() }));
	await card.getByText("Silent").waitFor();
	await closePage(office);
});

test("the office points a screen elsewhere with a form", async () => {
	const screen = await openScreen("Corner");
	await until(() => screenOf("Corner"), ({ state }) => state === "fresh");
	const office = await openPage(browser, server, "/admin?lang=en#screens", { cookie: admin.cookie, size: [1440, 900] });
	await office.locator("[data-testid=screen]", { hasText: "Corner" }).locator("[data-testid=screen-point]").click();
	await office.selectOption("#f-target", "/hall");
	await office.click("[data-testid=submit]");
	await screen.waitForURL("**/hall");
	await Promise.all([closePage(office), closePage(screen)]);
});

test("an emergency covers pages that were open within a second, in all languages, and goes with its end", async () => {
	const [board, kiosk, office] = await Promise.all([openBoard(), openPage(browser, server, "/kiosk?lang=ar", { size: [1080, 1920] }), openPage(browser, server, "/desk?lang=en", { role: "desk" })]);
	await Promise.all([board.waitForSelector("[data-testid=row]"), kiosk.waitForSelector(".card"), office.waitForSelector("[data-testid=arrivals]")]);
	const all = [board, kiosk, office];
	await answerOf(admin.post("/api/emergency", { kind: "evacuate" }));
	const up = await timeUntil(async () => undefined, () => board.waitForSelector("[data-testid=emergency]"));
	await Promise.all(all.map((page) => page.waitForSelector("[data-testid=emergency]")));
	assert.ok(up < SOON_MS, `${up} ms`);
	for (const page of [board, kiosk]) {
		assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll(".emergency-text [lang]")].map((text) => text.lang)), LANGS);
		assert.ok(await page.evaluate(() => document.elementFromPoint(innerWidth / 2, innerHeight / 2).closest("[data-testid=emergency]") !== null), "nothing is over it");
		assert.deepEqual(await axe(page), []);
	}
	assert.equal(await office.locator(".emergency-band").count(), 1, "who works sees a band");
	await office.click(".emergency-band button");
	assert.equal(await office.locator(".emergency-band[data-small=true]").count(), 1);
	await answerOf(admin.post("/api/emergency/end"));
	const down = await timeUntil(async () => undefined, () => board.waitForSelector("[data-testid=emergency]", { state: "detached" }));
	await Promise.all(all.map((page) => page.waitForSelector("[data-testid=emergency]", { state: "detached" })));
	assert.ok(down < SOON_MS, `${down} ms`);
	await Promise.all(all.map(closePage));
});

test("a page that opens during an emergency shows it, over an open dialog, too", async () => {
	await answerOf(admin.post("/api/emergency", { kind: "stay" }));
	const page = await openBoard();
	await page.waitForSelector("[data-testid=emergency]");
	await page.evaluate(() => {
		const dialog = document.body.appendChild(document.createElement("dialog"));
		dialog.textContent = "More time?";
		dialog.style.cssText = "inline-size: 90vw; block-size: 90vh; color: white";
		dialog.showModal();
	});
	await until(() => colourInTheMiddle(page), (colour) => colour === "242,177,52");
	await answerOf(admin.post("/api/emergency/end"));
	await closePage(page);
});

test("an emergency of one room covers that door, and stands as a band on the others", async () => {
	const [here, there] = await Promise.all(["MH1", "MH2"].map((name) => openPage(browser, server, `/sign/${roomOf(name)}?lang=en`, { size: ACROSS })));
	await Promise.all([here, there].map((page) => page.waitForSelector("[data-testid=now]")));
	await answerOf(admin.post("/api/emergency", { kind: "medical", rooms: [roomOf("MH1")] }));
	await Promise.all([here.waitForSelector(".emergency"), there.waitForSelector(".emergency-band")]);
	await answerOf(admin.post("/api/emergency/end"));
	await Promise.all([closePage(here), closePage(there)]);
});

test("the office puts a message up with one press and takes it down with one; a desk may not", async () => {
	const [office, board] = await Promise.all([openPage(browser, server, "/admin?lang=en#messages", { role: "protocol", size: [1440, 900] }), openBoard()]);
	await office.click("[data-testid=emergency-medical]");
	await office.fill("[name='words.en']", "A doctor is needed in the foyer.");
	await office.click("[data-testid=emergency-up]");
	await board.getByText("A doctor is needed in the foyer.").waitFor();
	await office.click("[data-testid=emergency-end]");
	await board.waitForSelector("[data-testid=emergency]", { state: "detached" });
	assert.equal((await (await server.as("desk")).post("/api/emergency", { kind: "info" })).status, 403);
	assert.equal((await new Client(server).post("/api/emergency/end")).status, 401);
	await Promise.all([closePage(office), closePage(board)]);
});
