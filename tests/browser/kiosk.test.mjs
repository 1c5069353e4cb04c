// The agenda as somebody meets it in the hall: by touch, in their language, while the day moves.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openDay } from "./lib/day.mjs";
import { answerOf, closePage, CLOCK, openPage, restart, serveDay } from "./lib/page.mjs";

const STAND = [1080, 1920];

const { server, browser } = await openDay();

const agendaOf = (of = server) => answerOf(of.guest.get("/api/agenda"));

async function openKiosk(path = "/kiosk?lang=en", options = {}) {
	const page = await openPage(browser, options.server ?? server, path, { size: STAND, ...options });
	await page.waitForSelector(".card, .row, .session, .person, h1");
	return page;
}

/** What a room's card must say at an instant: computed here from the programme, not with the page's own code. */
function expectedCard(agenda, room, now) {
	const here = agenda.sessions.filter((row) => row.expected_room === room.id && row.state !== "cancelled")
		.map((row) => ({ title: row.title.en, from: Date.parse(row.expected_starts_at), to: Date.parse(row.expected_ends_at) }))
		.sort((a, b) => a.from - b.from);
	return {
		now: here.filter((row) => row.from <= now && now < row.to).at(-1)?.title ?? null,
		next: here.find((row) => row.from > now)?.title ?? null,
	};
}

/** The cards as they are read: room → now and next. */
const cardsOn = (page) => page.evaluate(() => Object.fromEntries([...document.querySelectorAll(".card")].map((card) => {
	const title = (phase) => card.querySelector(`.slot[data-phase=${phase}] .slot-title`)?.textContent ?? null;
	return [card.querySelector(".card-room").textContent, { now: title("now"), next: title("ahead") }];
})));

test("now and next of every room are those of the programme at the day's own clock", async () => {
	const page = await openKiosk();
	await page.waitForSelector(".card");
	await page.waitForFunction(() => document.querySelector(".head-clock").textContent === "15:05"); // the server has been heard
	const agenda = await agendaOf();
	const expected = Object.fromEntries(agenda.rooms.map((room) => [room.name, expectedCard(agenda, room, Date.parse(CLOCK))]));
	assert.deepEqual(await cardsOn(page), expected);
	await closePage(page);
});

test("every way through the agenda leads to a session in two touches, and back to where one was", async () => {
	const page = await openKiosk();
	for (const tab of ["day", "rooms", "focus", "search"]) {
		await page.click(`.dock a[href="#/${tab}"]`);
		await page.waitForSelector(`.dock a[href="#/${tab}"][aria-current=page]`);
		if (tab === "search") await page.fill("#search", "school");
		const row = page.locator(".row[data-phase=now], .row[data-phase=ahead]").first();
		const title = await row.locator(".row-title").textContent();
		await row.click();
		await page.waitForSelector(".session h1");
		assert.equal(await page.textContent(".session h1"), title.replace(/^WTDC(?=WTDC)/, ""));
		await page.click(".back");
		await page.waitForSelector(`.dock a[href="#/${tab}"][aria-current=page]`);
	}
	await closePage(page);
});

test("a focus area lists its co-chairs and exactly its sessions that are not over", async () => {
	const page = await openKiosk("/kiosk?lang=en#/focus/adoption");
	await page.waitForSelector(".area[data-area=adoption]");
	const { sessions, cochairs } = await agendaOf();
	const own = sessions.filter((row) => row.focus_areas.includes("adoption"));
	const ahead = own.filter((row) => row.state !== "ended");
	assert.equal(await page.locator(".by-day > section .row").count(), ahead.length);
	assert.equal(await page.locator(".over .row").count(), own.length - ahead.length);
	assert.equal(await page.locator(".area .person").count(), cochairs.filter((row) => row.focus_area === "adoption").length);
	await closePage(page);
});

test("a session's page names its people, whose pages lead back to it", async () => {
	const { sessions } = await agendaOf();
	const session = sessions.find((row) => row.state === "running" && row.people.length > 2);
	const page = await openKiosk(`/kiosk?lang=en#/session/${session.id}`);
	await page.waitForSelector(".session h1");
	const names = await page.locator(".session .person-name").allTextContents();
	assert.deepEqual(names, session.people.map((one) => one.name));
	await page.locator(".session .person").first().click();
	await page.waitForFunction((name) => document.querySelector("h1")?.textContent === name, session.people[0].name);
	await page.locator(".row", { hasText: session.title.en }).first().waitFor();
	await closePage(page);
});

test("a delay moves what comes after it, on the screen, without a touch", async () => {
	const page = await openKiosk();
	const agenda = await agendaOf();
	const room = agenda.rooms.find((one) => one.name === "MH1");
	const session = agenda.sessions.find((row) => row.room === room.id && row.state === "running");
	const card = page.locator(".card", { has: page.locator(".card-room", { hasText: /^MH1$/ }) });
	await card.locator(".timing[data-key=on_time]").waitFor();
	await answerOf((await server.as("agenda")).post(`/api/sessions/${session.id}/delay`, { minutes: 20 }));
	await card.locator(".card-head .timing[data-key=late]").waitFor();
	assert.match(await card.locator(".card-head .timing").textContent(), /20/);
	const moved = (await agendaOf()).sessions.find((row) => row.room === room.id && row.state === "planned");
	assert.notEqual(moved.expected_starts_at, moved.starts_at);
	await card.locator(".slot[data-phase=ahead] .start", { hasText: moved.expected_starts_at.slice(11, 16) }).waitFor();
	await answerOf((await server.as("agenda")).post(`/api/sessions/${session.id}/delay`, { minutes: 0 }));
	await card.locator(".card-head .timing[data-key=on_time]").waitFor();
	await closePage(page);
});

test("who walks away is asked, and when nobody answers the screen returns to its start and forgets the language", async () => {
	const page = await openKiosk("/kiosk?idle=1000,2000");
	await page.click('[lang="fr"]');
	await page.waitForFunction(() => document.documentElement.lang === "fr");
	await page.click('.dock a[href="#/day"]');
	await page.waitForSelector("dialog[open]");
	await page.locator("dialog .button[data-tone=main]").click();
	await page.waitForSelector("dialog[open]", { state: "detached" });
	assert.equal(await page.getAttribute('.dock a[href="#/day"]', "aria-current"), "page");
	await page.waitForSelector("dialog[open]");
	await page.waitForSelector('.dock a[href="#/now"][aria-current=page]');
	await page.waitForFunction(() => document.documentElement.lang === "en" && document.querySelector("dialog") === null);
	await closePage(page);
});

test("Arabic mirrors the page and keeps times and figures as they are", async () => {
	const page = await openKiosk("/kiosk?lang=ar");
	await page.waitForSelector(".card");
	assert.equal(await page.getAttribute("html", "dir"), "rtl");
	const middle = async (selector) => {
		const box = await page.locator(selector).first().boundingBox();
		return box.x + box.width / 2;
	};
	assert.ok((await middle(".dock a:first-child")) > (await middle(".dock a:last-child")), "the first tab is on the right");
	assert.ok((await middle(".head-clock")) < STAND[0] / 2, "the clock is on the left");
	assert.equal(await page.textContent(".head-clock"), "15:05");
	assert.ok((await page.locator(".slot .start").allTextContents()).every((text) => /^[0-9:]+$/.test(text)));
	await closePage(page);
});

test("when the day moves on, now and next follow by themselves", async () => {
	const own = await serveDay();
	try {
		const page = await openKiosk("/kiosk?lang=en", { server: own });
		await page.waitForSelector(".card");
		const later = "2022-06-08T15:50:00+02:00";
		await answerOf((await own.as("admin")).post("/api/clock", { now: later }));
		await page.waitForFunction(() => document.querySelector(".head-clock").textContent === "15:50");
		const agenda = await agendaOf(own);
		const room = agenda.rooms.find((one) => one.name === "MH2");
		const expected = expectedCard({ ...agenda, sessions: agenda.sessions.filter((row) => row.state === "planned") }, room, Date.parse(later));
		await page.waitForFunction(([name, title]) => [...document.querySelectorAll(".card")].some((card) =>
			card.querySelector(".card-room").textContent === name && card.querySelector(".slot[data-phase=ahead], .slot[data-phase=now]")?.textContent.includes(title)),
		[room.name, expected.now]);
		await closePage(page);
	} finally {
		await own.stop();
	}
});

test("without the server the page says how old it is, turns stale, and recovers by itself", async () => {
	let own = await serveDay();
	try {
		const page = await openKiosk("/kiosk?lang=en", { server: own, hasNoise: true });
		await page.waitForSelector(".card");
		await page.waitForSelector('[data-testid=freshness][data-freshness="live"]');
		await page.clock.install();
		await own.stop();
		await page.clock.fastForward(12_000);
		await page.waitForSelector('html[data-freshness="late"]');
		await page.clock.fastForward(20_000);
		await page.waitForSelector('html[data-freshness="stale"]');
		assert.ok(await page.locator(".card").count() > 0, "what was known stays readable");
		own = await restart(own);
		await page.clock.fastForward(30_000);
		await page.waitForSelector('html[data-freshness="live"]');
		await closePage(page);
	} finally {
		await own.stop();
	}
});
