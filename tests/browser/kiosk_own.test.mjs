// A kiosk and who it is about: somebody's own agenda by their badge, forgotten when they have gone; the same on their phone; and what
// the kiosk does when nobody feeds it any more.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { somebodyOf } from "./lib/badge.mjs";
import { openDay } from "./lib/day.mjs";
import { scan } from "./lib/door.mjs";
import { answerOf, closePage, openPage, passTime, restart, serveDay, until } from "./lib/page.mjs";

const STAND = [1080, 1920];
const PHONE = [390, 844];

const { server, browser } = await openDay();

async function openKiosk(path = "/kiosk?lang=en", options = {}) {
	const page = await openPage(browser, options.server ?? server, path, { size: STAND, ...options });
	await page.waitForSelector("main h1");
	return page;
}

/** Nobody touches the kiosk until it has started over. */
async function walkAway(page) {
	await passTime(page, 60, () => page.locator('.dock a[data-tab="now"][aria-current=page]').count());
}

describe("a kiosk and who it is about", { concurrency: 2 }, () => {
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

	test("while somebody reads, their agenda follows the day: a session that is late, a group they are put into", async () => {
		const { person, session, qr } = await somebodyOf(server, (row) => row.room !== null && row.kind === "panel");
		const office = await server.as("agenda");
		const page = await openKiosk();
		await scan(page, qr);
		const item = page.locator("[data-testid=own-item]", { hasText: session.title.en });
		await item.first().waitFor();
		await answerOf(office.post(`/api/sessions/${session.id}/delay`, { minutes: 25 }));
		const moved = (await answerOf(server.guest.get("/api/agenda"))).sessions.find(({ id }) => id === session.id);
		await item.locator(".own-start", { hasText: moved.expected_starts_at.slice(11, 16) }).first().waitFor();
		await answerOf(office.post(`/api/sessions/${session.id}/delay`, { minutes: 0 }));
		const { groups: [group] } = await answerOf(office.post(`/api/sessions/${session.id}/groups`, { groups: [{ name: "Fibre and masts", capacity: 3 }] }));
		await answerOf(office.post(`/api/groups/${group.id}/people`, { person: person.id }));
		await page.locator("[data-testid=own-item]", { hasText: "Fibre and masts" }).waitFor();
		const phone = await openPage(browser, server, `${(await answerOf(server.guest.post("/api/my-agenda", { code: qr }))).link}?lang=en`, { size: PHONE });
		await phone.locator("[data-testid=own-item]", { hasText: "Fibre and masts" }).waitFor();
		await answerOf(office.patch(`/api/groups/${group.id}`, { name: "Cables" }, { version: group.version }));
		for (const one of [page, phone]) await one.locator("[data-testid=own-item]", { hasText: "Cables" }).waitFor();
		await page.click("[data-testid=own-done]");
		await page.waitForSelector("[data-testid=own]", { state: "detached" });
		await Promise.all([closePage(page), closePage(phone)]);
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
		const page = await openKiosk("/kiosk?lang=en&idle=20000,20000", { ownClock: true });
		const pages = await page.evaluate(() => history.length);
		await scan(page, qr);
		await page.waitForSelector(".own-take .qr");
		assert.equal(await isInMemory(page, token), true, "the test finds what is there");
		await page.locator("[data-testid=own-item]").first().click();
		await page.waitForSelector(".session h1");
		await page.click('.dock a[data-tab="search"]');
		await page.fill("#search", "zanzibar");
		await walkAway(page);
		await until(() => isInMemory(page, token), (isThere) => !isThere);
		assert.doesNotMatch(await page.content(), new RegExp(`${token}|zanzibar`));
		assert.doesNotMatch(await kept(page), new RegExp(`${token}|${qr}|zanzibar`));
		assert.equal(await page.evaluate(() => history.length), pages);
		await page.click('.dock a[data-tab="own"]');
		await page.waitForSelector(".own-how[data-state=none]");
		await closePage(page);
	});

	test("what anybody set on the kiosk is as it was for the next: text, contrast, reach, keyboard", async () => {
		const page = await openKiosk("/kiosk?lang=en&idle=20000,20000", { ownClock: true });
		for (const name of ["Larger text", "High contrast", "Move down"]) await page.getByRole("button", { name }).click();
		await page.click('.dock a[data-tab="search"]');
		await page.locator(".key-layout[lang=ru]").click();
		await walkAway(page);
		assert.equal(await page.locator(".switch-button[aria-pressed=true]").count(), 0);
		await page.click('.dock a[data-tab="search"]');
		await page.waitForSelector(".key-layout[lang=en][aria-pressed=true]");
		await closePage(page);
	});

	// ---- on the phone

	test("the own page on a phone shows where to be, the way there, and moves when the day moves", async () => {
		const { session, qr, person } = await somebodyOf(server, (row) => row.room !== null && row.kind === "panel");
		const { link, calendar } = await answerOf(server.guest.post("/api/my-agenda", { code: qr }));
		const page = await openPage(browser, server, `${link}?lang=en`, { size: PHONE });
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
		const page = await openPage(browser, server, `/my/${"a".repeat(26)}?lang=en`, { size: PHONE, hasNoise: true });
		await page.locator("[role=alert]", { hasText: "Scan your badge at a kiosk" }).waitFor();
		await closePage(page);
	});

	// ---- alone

	test("a kiosk that is started without the server shows the last agenda, says how old it is, and finds rooms in it", async () => {
		let own = await serveDay();
		const { rooms } = await answerOf(own.guest.get("/api/agenda"));
		try {
			const page = await openKiosk(`/kiosk?lang=en#/rooms/${rooms[0].id}`, { server: own, hasNoise: true });
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
			for (const letter of "audit") await page.locator(".key", { hasText: new RegExp(`^${letter}$`) }).click();
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
});
