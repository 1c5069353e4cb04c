// A desk whose line to the server is cut: it goes on with the people it holds, and what it did is there once when the line is back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBy, openDesk as openDeskOf, peopleOf } from "./lib/desk.mjs";
import { serveDemo } from "../http/lib/server.mjs";
import { answerOf, axe, closePage, launch } from "./lib/page.mjs";

let server;
let browser;
let api;
let people;

before(async () => {
	[server, browser] = await Promise.all([serveDemo(), launch()]);
	api = await server.as("desk");
	people = peopleOf(api);
});
after(async () => {
	await browser?.close();
	await server?.stop();
});

const isNew = (row) => row.badge === null && !row.remote && !row.vip && row.state === "confirmed";

/** A desk that holds the list of people. */
async function openDesk() {
	const isHeld = async () => {
		const answer = page.waitForResponse((one) => one.url().includes("/api/roster") && one.ok());
		await page.reload();
		await answer;
	};
	const page = await openDeskOf(browser, server, { place: { name: "4" }, hasNoise: true });
	await isHeld();
	await page.waitForSelector("#search");
	return page;
}

/** The drill of the sheet behind F8: cuts the line of this page, and mends it. */
async function drill(page, isOn) {
	await page.keyboard.press("F8");
	await page.click(`[data-testid=drill][aria-pressed=${!isOn}]`);
	await page.waitForSelector(`[data-testid=drill][aria-pressed=${isOn}]`);
	await page.keyboard.press("Escape");
	await page.waitForSelector("dialog[open]", { state: "detached" });
	await page.waitForSelector(`[data-testid=offline][data-reachable=${!isOn}]`, { state: "attached" });
}

test("found by name, checked in and handed over without the server; sent in order when it is back, each once", async () => {
	const [fresh, packed] = [await people.somebody(isNew), await people.somebody(isNew)];
	await people.post(packed.id, "badge", { desk: "office" });
	const page = await openDesk();
	await drill(page, true);

	await openBy(page, fresh.name.display, fresh.id);
	await page.waitForSelector("[data-testid=held]");
	assert.match(await page.textContent("[data-testid=ready]"), /cannot be reached/);
	assert.deepEqual(await axe(page), []);
	await page.keyboard.press("Enter");
	await page.waitForSelector("[data-testid=kept]");
	assert.match(await page.textContent("[data-testid=kept]"), /cannot be printed/);
	assert.equal(await page.inputValue("#search"), "");

	await openBy(page, packed.name.display, packed.id);
	await page.waitForSelector("[data-testid=uncollected]");
	await page.keyboard.press("Enter");
	await page.waitForSelector("[data-testid=kept]");
	await page.waitForFunction(() => document.querySelector("[data-testid=pending]")?.textContent.startsWith("3"));
	assert.equal((await people.person(fresh.id)).state, "confirmed");

	await drill(page, false);
	await page.waitForSelector("[data-testid=pending]", { state: "detached" });
	const [one, two] = [await people.person(fresh.id), await people.person(packed.id)];
	assert.deepEqual([one.state, one.badge], ["arrived", null]);
	assert.deepEqual([two.state, two.badges.length, two.badge.collected, two.collected.desk], ["arrived", 1, true, "4"]);
	for (const row of [one, two]) assert.equal(row.acts.filter((act) => act.action.endsWith("check_in")).length, 1);
	await closePage(page);
});

test("a page that is loaded again while the line is cut still knows what was done there", async () => {
	const person = await people.somebody(isNew);
	const page = await openDesk();
	await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration())?.active !== undefined);
	await drill(page, true);
	await openBy(page, person.name.display, person.id);
	await page.keyboard.press("Enter");
	await page.waitForSelector("[data-testid=kept]");
	await page.reload();
	await page.waitForSelector("#search");
	await openBy(page, person.name.display, person.id);
	await page.waitForSelector(`[data-testid=person][data-state=arrived]`);
	await page.waitForSelector("[data-testid=all-done]");
	await drill(page, false);
	await page.waitForSelector("[data-testid=pending]", { state: "detached" });
	const { state, acts } = await people.person(person.id);
	assert.deepEqual([state, acts.filter((act) => act.action.endsWith("check_in")).length], ["arrived", 1]);
	await closePage(page);
});

test("two desks that checked in the same person, one of them alone, leave a row that a person settles", async () => {
	const person = await people.somebody(isNew);
	const page = await openDesk();
	await drill(page, true);
	await openBy(page, person.name.display, person.id);
	await page.keyboard.press("Enter");
	await page.waitForSelector("[data-testid=kept]");
	await people.post(person.id, "check-in", { badge: true, desk: "5" });
	await drill(page, false);
	await page.waitForSelector("[data-testid=look]");
	await page.click("[data-testid=look]");
	await page.locator("[data-testid=conflicts] li", { hasText: person.name.display }).waitFor();
	assert.equal((await people.person(person.id)).badges.length, 1);
	assert.equal((await answerOf(api.get("/api/conflicts?state=open"))).conflicts.filter((row) => row.person?.id === person.id).length, 1);
	await closePage(page);
});
