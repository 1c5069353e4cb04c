// The floor from the moderator's table: the clock, the order of the list, points of order, what was not said, the wall, and taking back.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { answerOf, closePage, serveDay, until } from "./lib/page.mjs";
import { Plenary } from "./lib/plenary.mjs";

let plenary;
let server;
let api;
let session;

before(async () => {
	plenary = await Plenary.open();
	({ server, api, session } = plenary);
});
after(() => plenary?.close());

const floorNow = () => plenary.floor();
const waitingOf = ({ speakers }) => speakers.filter((row) => row.state === "waiting");
const sceneNow = async () => (await answerOf(api.get("/api/wall"))).scene;

/** Somebody has the floor, and their clock runs, before each test. */
beforeEach(async () => {
	const list = await floorNow();
	if (list.now === null) await answerOf(api.post(`/api/speakers/${waitingOf(list)[0].id}/call`));
	else if (list.now.paused_at !== null) await answerOf(api.post(`/api/speakers/${list.now.id}/resume`));
});

const openTable = (options) => plenary.table(options);

/** Waits until the server's list is as wanted; answers it. */
const untilFloor = (isSo) => until(floorNow, isSo);

const placesOn = (page) => page.locator("#speakers [data-testid=speaker][data-state=waiting]").evaluateAll((rows) => rows.map((row) => row.dataset.row));

test("Space outside the line stops the clock and lets it run on; what was spoken stays", async () => {
	const page = await openTable();
	await page.keyboard.press("Alt+k");
	await page.keyboard.press("Space");
	await page.waitForSelector(".floor-clock[data-paused=true]");
	const stopped = await untilFloor(({ now }) => now.paused_at !== null);
	await page.keyboard.press("Space");
	await page.waitForSelector(".floor-clock[data-paused=false]");
	const running = await untilFloor(({ now }) => now.paused_at === null);
	assert.equal(running.now.id, stopped.now.id);
	assert.ok(running.now.spoken_seconds >= stopped.now.spoken_seconds);
	await closePage(page);
});

test("Alt and an arrow moves whoever waits by one place, marks it, and leaves the running clock alone", async () => {
	const page = await openTable();
	const before = await floorNow();
	const [first, second] = waitingOf(before);
	await page.focus(`#speakers [data-row="${first.id}"]`);
	await page.keyboard.press("Alt+ArrowDown");
	const after = await untilFloor((list) => waitingOf(list)[0].id === second.id);
	assert.equal(waitingOf(after)[1].id, first.id);
	assert.equal(waitingOf(after)[1].by_hand, true);
	assert.deepEqual([after.now.id, after.now.started_at], [before.now.id, before.now.started_at]);
	await page.waitForSelector(`#speakers [data-row="${first.id}"] .mark[data-kind=hand]`);

	await page.keyboard.press("Control+z");
	await untilFloor((list) => waitingOf(list)[0].id === first.id);
	await page.waitForFunction((id) => document.querySelector("#speakers [data-testid=speaker][data-state=waiting]")?.dataset.row === id, first.id);
	await closePage(page);
});

test("a row that is dragged takes the place of the one it is dropped on", async () => {
	const page = await openTable();
	const [first, , third] = waitingOf(await floorNow());
	await page.dragAndDrop(`#speakers [data-row="${third.id}"]`, `#speakers [data-row="${first.id}"]`);
	await untilFloor((list) => waitingOf(list)[0].id === third.id);
	await page.waitForFunction((id) => document.querySelector("#speakers [data-testid=speaker][data-state=waiting]")?.dataset.row === id, third.id);
	assert.deepEqual((await placesOn(page)).slice(0, 2), [third.id, first.id]);
	await closePage(page);
});

test("a point of order interrupts whoever speaks, and the floor goes back afterwards", async () => {
	const page = await openTable();
	const { now, speakers } = await floorNow();
	const known = new Set(speakers.map((row) => row.id));
	await page.keyboard.press("Alt+o");
	await page.waitForSelector(".add-speaker[data-kind=point_of_order] #add-speaker");
	await page.keyboard.type("mar");
	await page.waitForSelector(".finder-list [role=option]");
	await page.keyboard.press("Enter");
	const asked = await untilFloor((list) => list.speakers.some((row) => !known.has(row.id)));
	const order = asked.speakers.find((row) => !known.has(row.id));
	assert.deepEqual([order.kind, waitingOf(asked)[0].id], ["point_of_order", order.id]);

	await page.waitForSelector(`#speakers [data-row="${order.id}"]`);
	await page.keyboard.press("Alt+n");
	await page.waitForSelector(`#speakers [data-row="${now.id}"][data-state=interrupted]`);
	await untilFloor((list) => list.now?.id === order.id);
	await page.keyboard.press("Alt+e");
	await page.waitForSelector(`#speakers [data-row="${now.id}"][data-state=speaking]`);
	assert.equal((await floorNow()).now.id, now.id);
	await closePage(page);
});

test("time can be added in one key, or set", async () => {
	const page = await openTable();
	const { now } = await floorNow();
	await page.keyboard.press("Alt+m");
	await untilFloor((list) => list.now.allotted_seconds === now.allotted_seconds + 60);
	await page.keyboard.press("Alt+t");
	await page.waitForSelector("[data-testid=particulars]");
	await page.keyboard.type("7:30");
	await page.keyboard.press("Enter");
	await untilFloor((list) => list.now.allotted_seconds === 450);
	await page.waitForSelector("[data-testid=particulars]", { state: "detached" });
	assert.match(await page.textContent(".floor-clock"), /07:30/);
	await closePage(page);
});

test("a statement there was no time for keeps its text, and the text can be corrected", async () => {
	const page = await openTable();
	const last = waitingOf(await floorNow()).at(-1);
	await page.focus(`#speakers [data-row="${last.id}"]`);
	await page.keyboard.press("u");
	await page.waitForSelector("#statement-text");
	await page.keyboard.type("We would have said this.");
	await page.click(".statement .button[data-tone=main]");
	const kept = await untilFloor((list) => list.speakers.some((row) => row.id === last.id && row.state === "undelivered"));
	assert.equal(kept.speakers.find((row) => row.id === last.id).statement, "We would have said this.");
	await page.waitForSelector("#statement-text", { state: "detached" });
	await closePage(page);
});

test("a delivered statement's text is corrected while its window is open", async () => {
	const page = await openTable();
	const { now } = await floorNow();
	await page.keyboard.press("Alt+e");
	await untilFloor((list) => list.now === null);
	await page.locator(".heard-list summary").first().click();
	await page.locator(".heard-list li", { hasText: now.entity.name }).locator(".small-act").first().click();
	await page.fill("#statement-text", "As delivered.");
	await page.click(".statement .button[data-tone=main]");
	await untilFloor((list) => list.speakers.some((row) => row.state === "delivered" && row.statement === "As delivered."));
	await closePage(page);
});

test("the rules of the list: what decides, how long, one per entity", async () => {
	const page = await openTable();
	await page.keyboard.press("Alt+q");
	await page.waitForSelector("[data-testid=rules]");
	await page.getByRole("button", { name: "+ Rank" }).click();
	await page.getByRole("button", { name: "Rank: up" }).click();
	await page.getByLabel("Time for a statement").fill("4:00");
	await page.getByLabel("One speaker per entity").check();
	await page.getByRole("button", { name: "Save" }).click();
	await page.waitForSelector("[data-testid=rules]", { state: "detached" });
	const { rules } = await floorNow();
	assert.deepEqual([rules.order.slice(0, 2), rules.allotted_seconds, rules.one_per_entity], [["rank", "request"], 240, true]);
	await closePage(page);
});

test("one key takes everything off the wall, the same key puts it back", async () => {
	const page = await openTable();
	const before = (await sceneNow()).name;
	await page.keyboard.press("Alt+b");
	await page.waitForSelector("[data-testid=wall-control][data-scene=blank]");
	assert.equal((await sceneNow()).name, "blank");
	await page.keyboard.press("Alt+b");
	await page.waitForSelector(`[data-testid=wall-control][data-scene=${before}]`);
	assert.equal((await sceneNow()).name, before);
	await closePage(page);
});

test("a scene is looked at before the room sees it, then shown", async () => {
	const page = await openTable();
	await page.keyboard.press("Alt+w");
	await page.waitForSelector("[data-testid=wall-menu]");
	await page.keyboard.press("5");
	await page.frameLocator(".wall-frame").locator(".totals-scene").waitFor();
	assert.notEqual((await sceneNow()).name, "totals");
	await page.keyboard.press("Enter");
	await page.waitForSelector("[data-testid=wall-control][data-scene=totals]");
	assert.equal((await sceneNow()).name, "totals");
	await closePage(page);
});

test("the tenth scene has the key 0", async () => {
	const page = await openTable();
	await page.keyboard.press("Alt+w");
	await page.waitForSelector("[data-testid=wall-menu]");
	await page.keyboard.press("0");
	await page.frameLocator(".wall-frame").locator(".video-scene").waitFor();
	await page.keyboard.press("Enter");
	await page.waitForSelector("[data-testid=wall-control][data-scene=video]");
	assert.equal((await sceneNow()).name, "video");
	await closePage(page);
});

test("a message goes on the wall in the languages it was written in", async () => {
	const page = await openTable();
	await page.keyboard.press("Alt+w");
	await page.waitForSelector("[data-testid=wall-menu]");
	await page.keyboard.press("6");
	await page.fill(".message-field textarea[lang=en]", "Lunch is served");
	await page.fill(".message-field textarea[lang=ar]", "الغداء جاهز");
	await page.getByRole("button", { name: /Put on the wall/ }).click();
	await page.waitForSelector("[data-testid=wall-control][data-scene=message]");
	assert.deepEqual((await sceneNow()).message, { en: "Lunch is served", ar: "الغداء جاهز" });
	await closePage(page);
});

test("what happens at one table is seen at the other", async () => {
	const [first, second] = await Promise.all([openTable(), openTable()]);
	const [next] = waitingOf(await floorNow());
	await first.keyboard.press("Alt+n");
	await second.waitForSelector(`#speakers [data-row="${next.id}"][data-state=speaking]`);
	await second.waitForSelector("[data-testid=undo]");
	await second.keyboard.press("Alt+z");
	await first.waitForSelector(`#speakers [data-row="${next.id}"][data-state=waiting]`);
	await Promise.all([first, second].map(closePage));
});

test("closing the list leads to the evidence: the report, and the journal's head as a code", async () => {
	const page = await openTable();
	await page.keyboard.press("Alt+q");
	await page.getByRole("button", { name: "Close the list" }).click();
	await page.waitForSelector("[data-testid=evidence] svg.qr");
	assert.match(await page.textContent(".head-text"), /^P2C HEAD \d+:[0-9A-F]{64}$/);
	const address = await page.getAttribute("[data-testid=evidence] a", "href");
	const report = await api.get(address);
	assert.deepEqual([report.status, report.headers["content-type"]], [200, "application/pdf"]);
	assert.notEqual((await floorNow()).closed_at, null);
	await closePage(page);
});

test("without a connection an act on the floor is refused in words and never comes later", async () => {
	const own = await serveDay();
	const page = await openTable({ server: own, hasNoise: true });
	await page.clock.install();
	await own.stop();
	await page.waitForFunction(() => document.querySelector(".strip")?.dataset.network === "lost");
	await page.keyboard.press("Alt+n");
	await page.getByText("No connection: nothing was done.").first().waitFor();
	assert.equal(await page.locator("[data-testid=sending-row]").count(), 0);
	await closePage(page);
});
