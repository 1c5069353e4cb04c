// What a desk does with one person beside checking in: what was seen, the photo, the hand-over, the help desk, undo; whole
// delegations; and the arrival of a VIP on other people's screens. With the keyboard throughout.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { folder } from "../http/lib/program.mjs";
import { openDay } from "./lib/day.mjs";
import { openBy, openDesk as openDeskOf, peopleOf } from "./lib/desk.mjs";
import { answerOf, axe, closePage, openPage, until } from "./lib/page.mjs";

const FAKE_CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

const { server, browser } = await openDay({ flags: FAKE_CAMERA });
const api = await server.as("desk");
const people = peopleOf(api);

const openDesk = (options) => openDeskOf(browser, server, options);
const isNew = (row) => row.badge === null && !row.remote && !row.vip && (row.state === "confirmed" || row.state === "approved");
const vip = (row) => row.vip && row.badge === null && row.state === "confirmed";

/** Presses until the act may be done: the button that has just changed its meaning rests for a moment. */
async function enterUntil(page, selector) {
	await page.waitForSelector("[data-testid='person.handover']:not([aria-busy])");
	await until(async () => {
		await page.keyboard.press("Enter");
		return page.locator(selector).count();
	}, (n) => n > 0);
}

/** A JPEG as a camera makes them: much wider than it is high, with a maker's words in it. */
function jpeg(size = "1600x900") {
	const file = join(folder("p2c-photo"), "camera.jpg");
	execFileSync("convert", ["-size", size, "gradient:navy-orange", "-set", "comment", "taken by a secret camera", "-quality", "90", file]);
	return file;
}

test("letter and document are ticked by one key each, and taken back by Ctrl+Z", async () => {
	const person = await answerOf(api.post("/api/participants", { name: { given: "Ada", family: "Brightwater" }, entity: { name: "The Daily Packet", type: "media" }, category: "MED" }));
	const page = await openDesk({ place: { name: "4" } });
	await openBy(page, person.registration_id, person.id);
	await page.keyboard.press("Alt+2");
	await page.waitForSelector("[data-testid='mark.letter'][data-state=ok]");
	await page.keyboard.press("Alt+4");
	await page.waitForSelector("[data-testid='mark.identity'][data-state=ok]");
	const seen = await people.person(person.id);
	assert.deepEqual([seen.letter.state, seen.identity !== null], ["seen", true]);
	assert.ok(seen.acts.some((row) => row.desk === "4"));

	await page.fill("#search", "");
	await page.keyboard.press("Control+z");
	await page.waitForSelector("[data-testid='mark.identity']:not([data-state=ok])");
	assert.equal((await people.person(person.id)).identity, null);
	await closePage(page);
});

test("somebody whose focal point has not answered is stopped; the approval is noted with a name, and Enter lets them in", async () => {
	const person = await people.somebody((row) => row.state === "requested");
	const page = await openDesk();
	await openBy(page, person.registration_id, person.id);
	await page.waitForSelector(".banner[data-tone=warn]");
	await page.keyboard.press("Enter");
	assert.equal((await people.person(person.id)).state, "requested");
	await page.keyboard.press("Alt+1");
	await page.waitForSelector("#approve-by");
	await page.keyboard.type("Grace Mukamana");
	await page.keyboard.press("Enter");
	await page.waitForSelector("dialog[open]", { state: "detached" });
	await page.waitForSelector("[data-testid='mark.approval'][data-state=ok]");
	assert.equal((await people.person(person.id)).approval.by, "Grace Mukamana");
	await closePage(page);
});

test("a photo from a file is cropped with the keys and stands on the screen and in the record, as a small clean JPEG", async () => {
	const person = await people.somebody(isNew);
	const page = await openDesk();
	await openBy(page, person.registration_id, person.id);
	await page.keyboard.press("Alt+3");
	await page.setInputFiles("[data-testid='photo.file']", jpeg());
	await page.waitForSelector("[data-testid='photo.crop']:focus");
	for (const key of ["ArrowRight", "ArrowUp", "+", "+", "ArrowLeft", "-"]) await page.keyboard.press(key);
	await page.click("[data-testid='photo.send']");
	await page.waitForSelector("dialog[open]", { state: "detached" });
	await page.waitForFunction(() => document.querySelector("[data-testid=photo]")?.naturalWidth === 480);
	assert.equal(await page.evaluate(() => document.querySelector("[data-testid=photo]").naturalHeight), 640);
	const { bytes } = await api.get(`/api/participants/${person.id}/photo`);
	assert.deepEqual([...bytes.subarray(0, 3)], [0xff, 0xd8, 0xff]);
	assert.equal(bytes.includes("secret camera"), false);
	await page.waitForSelector("[data-testid='mark.photo'][data-state=ok]");
	await closePage(page);
});

test("a file that is no picture is refused in words before anything is sent", async () => {
	const person = await people.somebody(isNew);
	const file = join(folder("p2c-photo"), "letter.jpg");
	writeFileSync(file, "Dear Sir or Madam");
	const page = await openDesk();
	await openBy(page, person.registration_id, person.id);
	await page.keyboard.press("Alt+3");
	await page.setInputFiles("[data-testid='photo.file']", file);
	await page.waitForSelector(".photo-wrong");
	await page.keyboard.press("Escape");
	assert.equal((await people.person(person.id)).photo, null);
	await closePage(page);
});

test("the camera of the computer takes the photo: Enter opens it, Enter takes it, and the camera is let go", async () => {
	const person = await people.somebody(isNew);
	const page = await openDesk();
	await openBy(page, person.registration_id, person.id);
	await page.keyboard.press("Alt+3");
	await page.waitForSelector("[data-testid='photo.camera']:focus");
	await page.keyboard.press("Enter");
	await page.waitForSelector("[data-testid='photo.take']:focus");
	const track = await page.evaluateHandle(() => document.querySelector("video").srcObject.getVideoTracks()[0]);
	await page.keyboard.press("Enter");
	await page.waitForSelector("[data-testid='photo.crop']");
	assert.equal(await track.evaluate((one) => one.readyState), "ended");
	await page.click("[data-testid='photo.send']");
	await page.waitForFunction(() => document.querySelector("[data-testid=photo]")?.naturalWidth === 480);
	await closePage(page);
});

test("a badge that was printed and not handed over interrupts: Enter hands it over, and no second one is printed", async () => {
	const person = await people.somebody(isNew);
	await people.post(person.id, "check-in", { badge: true, desk: "2" });
	const page = await openDesk({ place: { name: "4" } });
	await openBy(page, person.registration_id, person.id);
	const question = page.locator("[data-testid=uncollected]");
	await question.waitFor();
	assert.match(await question.textContent(), /desk 2/);
	await page.keyboard.press("Enter");
	await page.waitForSelector("[data-testid=all-done]");
	const now = await people.person(person.id);
	assert.deepEqual([now.badges.length, now.badge.collected, now.collected.desk, now.identity !== null], [1, true, "4", true]);
	assert.equal(await page.evaluate(() => window.prints), 0);
	await closePage(page);
});

test("check in, print, hand over: Enter, Enter, Enter, and what happened stands beneath", async () => {
	const person = await people.somebody(isNew);
	const page = await openDesk({ place: { name: "4" } });
	await openBy(page, person.registration_id, person.id);
	await page.keyboard.press("Enter");
	await page.waitForSelector("[data-testid=checked-in]");
	await page.waitForFunction(() => window.prints === 1);
	await enterUntil(page, "[data-testid=all-done]");
	const now = await people.person(person.id);
	assert.deepEqual([now.state, now.badges.length, now.badge.collected], ["arrived", 1, true]);
	await page.waitForFunction(() => document.querySelectorAll(".before li").length >= 2);
	assert.match(await page.textContent(".before"), /Desk 4/);
	await closePage(page);
});

test("a VIP’s badge goes to the collector they named, with the rule in words, and to nobody else", async () => {
	const person = await people.somebody(vip);
	const admin = await server.as("admin");
	const found = await people.person(person.id);
	await answerOf(admin.patch(`/api/participants/${person.id}`, { collector: "Amina Uwase" }, { version: found.version }));
	await people.post(person.id, "check-in", { badge: true });
	assert.equal((await api.post(`/api/participants/${person.id}/collect`, { by: "Somebody Else" })).status, 422);
	const page = await openDesk();
	await openBy(page, person.registration_id, person.id);
	await page.waitForSelector("[data-testid=uncollected]");
	await page.keyboard.press("Shift+Enter");
	await page.waitForSelector("dialog[open] input[value=collector]:checked");
	assert.equal(await page.locator("dialog[open] input[value=other]").count(), 0);
	assert.match(await page.textContent("dialog[open]"), /one person they named/);
	await page.keyboard.press("Enter");
	await page.waitForSelector("[data-testid=all-done]");
	assert.equal((await people.person(person.id)).collected.by, "Amina Uwase");
	await closePage(page);
});

test("a new badge asks why; the clerk’s own words are kept, and the old badge stops working", async () => {
	const person = await people.somebody(isNew);
	const { badge } = await people.post(person.id, "check-in", { badge: true });
	await people.post(person.id, "collect");
	const page = await openDesk();
	await openBy(page, person.registration_id, person.id);
	await page.keyboard.press("F4");
	await page.waitForSelector("dialog[open] input[value=lost]:checked");
	for (let i = 0; i < 4; i += 1) await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Tab");
	await page.keyboard.type("eaten by a goat");
	await page.keyboard.press("Enter");
	await page.waitForSelector("dialog[open]", { state: "detached" });
	await page.waitForSelector(".badge-earlier");
	const now = await people.person(person.id);
	assert.notEqual(now.badge.serial, badge.serial);
	assert.equal(now.badges.find((row) => row.serial === badge.serial).state, "revoked");
	assert.match(await page.textContent(".person"), /eaten by a goat/);
	await closePage(page);
});

test("Ctrl+Z takes a check-in back: the person has not arrived, and the badge opens no door", async () => {
	const person = await people.somebody(isNew);
	const page = await openDesk();
	await openBy(page, person.registration_id, person.id);
	await page.keyboard.press("Enter");
	await page.waitForSelector("[data-testid=checked-in]");
	await page.waitForSelector("[data-testid=undo-bar][data-state=open]");
	await page.keyboard.press("Control+z");
	await page.waitForSelector("[data-testid=undo-bar][data-state=none]");
	await page.waitForSelector(`[data-testid=person][data-id="${person.id}"]:not([data-state=arrived])`);
	const now = await people.person(person.id);
	assert.deepEqual([now.state, now.badge], [person.state, null]);
	await closePage(page);
});

test("an exception goes to the help desk; another desk takes it and closes it with its outcome", async () => {
	const person = await people.somebody(isNew);
	const [here, there] = await Promise.all([openDesk({ place: { name: "2" } }), openDesk({ place: { name: "help" } })]);
	await openBy(here, person.registration_id, person.id);
	await here.keyboard.press("F7");
	await here.waitForSelector("dialog[open] input[type=radio]:checked");
	await here.click("dialog[open] input[value=name_differs]");
	await here.fill("#help-words", "The passport says Marie");
	await here.keyboard.press("Enter");
	await here.waitForSelector("dialog[open]", { state: "detached" });
	await here.waitForSelector("[data-testid=in-help]");

	await there.keyboard.press("Shift+F7");
	const row = there.locator("[data-testid=case]", { hasText: "The passport says Marie" });
	await row.waitFor();
	assert.match(await row.textContent(), /Desk 2/);
	await row.locator("[data-testid='case.take']").click();
	await there.waitForSelector("[data-testid=case][data-state=taken]");
	await row.locator("[data-testid='case.close']").click();
	await row.locator("input").fill("Corrected after the passport");
	await there.keyboard.press("Enter");
	await row.waitFor({ state: "detached" });
	assert.equal((await people.person(person.id)).help, null);
	await Promise.all([closePage(here), closePage(there)]);
});

test("a delegation is checked in together with one batch of badges; who may not come in does not stop the others", async () => {
	const { delegations } = await answerOf(api.get("/api/delegations?limit=200"));
	const wanted = delegations.find((row) => row.expected - row.arrived >= 3);
	assert.ok(wanted, "no delegation has three to come");
	const page = await openDesk();
	await page.keyboard.press("F6");
	await page.waitForSelector("#delegation-q:focus");
	await page.keyboard.type(wanted.entity.name);
	await page.waitForFunction((name) => document.querySelector("[data-testid=delegation] b")?.textContent === name, wanted.entity.name);
	await page.keyboard.press("Enter");
	await page.waitForSelector("[data-testid=delegate]");
	const ticked = await page.locator("[data-testid=delegate] input:checked").count();
	assert.ok(ticked >= 2);
	await page.keyboard.press("Enter");
	await page.waitForSelector("[data-testid=delegation-done]");
	await page.waitForFunction(() => window.prints === 1);
	const { participants } = await answerOf(api.get(`/api/entities/${wanted.entity.id}/participants`));
	assert.equal(participants.filter((row) => row.state === "arrived" && row.badge !== null).length, wanted.arrived + ticked);
	await closePage(page);
});

test("a walk-in with a letter, who accompanies somebody on the list, is registered so", async () => {
	const host = await people.somebody((row) => row.state === "confirmed");
	const page = await openDesk();
	await page.keyboard.press("F2");
	await page.waitForSelector("#walkin-given:focus");
	await page.fill("#walkin-given", "Ines");
	await page.fill("#walkin-family", "Quimby-Zubiri");
	await page.fill("#walkin-entity", "telecom");
	await page.waitForSelector("#walkin-entity-0");
	await page.focus("#walkin-entity");
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Enter");
	await page.selectOption("#walkin-category", "DEL");
	await page.fill("#walkin-host", host.registration_id);
	await page.waitForSelector("#walkin-host-0");
	await page.focus("#walkin-host");
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Enter");
	await page.check("#walkin-letter");
	await page.focus("#walkin-family");
	await page.keyboard.press("Enter");
	await page.waitForSelector("dialog[open]", { state: "detached" });
	const made = await people.person(await page.getAttribute("[data-testid=person]", "data-id"));
	assert.deepEqual([made.host.id, made.letter.state], [host.id, "seen"]);
	assert.ok((await people.person(host.id)).guests.some((row) => row.id === made.id));
	await closePage(page);
});

test("the list of badges that nobody collected opens their owners", async () => {
	const person = await people.somebody(isNew);
	await people.post(person.id, "check-in", { badge: true });
	const page = await openDesk();
	await page.keyboard.press("F3");
	await page.waitForSelector("#uncollected-q:focus");
	await page.keyboard.type(person.name.display);
	await page.locator(".list-row", { hasText: person.name.display }).first().click();
	await page.waitForSelector("[data-testid=uncollected]");
	await closePage(page);
});

test("when a VIP arrives, moderator and protocol officer see it within a second, and one key says that it was seen", async () => {
	const person = await people.somebody(vip);
	const open = (role, path) => openPage(browser, server, path, { role });
	const [moderator, protocol] = await Promise.all([open("moderator", "/moderator?lang=en"), open("protocol", "/ceremony?lang=en")]);
	for (const page of [moderator, protocol]) await page.waitForSelector("[data-testid=freshness][data-freshness=live]");
	await until(() => moderator.textContent("[data-testid=freshness]"), (text) => text.includes("Live"));
	const from = performance.now();
	await people.post(person.id, "check-in", { badge: true, desk: "4" });
	await until(() => moderator.textContent("[data-testid=alert]"), (text) => text.includes(person.name.display));
	const took = performance.now() - from;
	assert.ok(took < 1000, `${took} ms`);
	assert.deepEqual(await axe(moderator), []);
	const id = await moderator.getAttribute("[data-testid=alert]", "data-id");
	await moderator.keyboard.press("F9");
	await moderator.waitForSelector(`[data-testid=alert][data-id="${id}"]`, { state: "detached" });
	assert.equal(await protocol.locator(`[data-testid=alert][data-id="${id}"]`).count(), 1);
	const [bar, head] = await Promise.all([protocol.locator("[data-testid=alert]").boundingBox(), protocol.locator(".head").boundingBox()]);
	assert.ok(bar.y >= head.y + head.height, "the protocol officer's tabs stay in sight");
	await Promise.all([closePage(moderator), closePage(protocol)]);
});

for (const [name, prepare] of [
	["with a question about a badge", async (page, person) => { await people.post(person.id, "check-in", { badge: true }); await openBy(page, person.registration_id, person.id); }],
	["with a delegation", async (page, person) => { await openBy(page, person.registration_id, person.id); await page.keyboard.press("F6"); await page.waitForSelector("[data-testid=delegate]"); }],
	["with a photo to crop", async (page, person) => { await openBy(page, person.registration_id, person.id); await page.keyboard.press("Alt+3"); await page.setInputFiles("[data-testid='photo.file']", jpeg()); await page.waitForSelector("[data-testid='photo.crop']"); }],
	["with its printers", async (page) => { await page.keyboard.press("F8"); await page.waitForSelector("#desk-printer"); }],
	["with the reasons for the help desk", async (page, person) => { await openBy(page, person.registration_id, person.id); await page.keyboard.press("F7"); await page.waitForSelector("dialog[open]"); }],
]) {
	test(`nothing that WCAG 2.2 AA forbids on a desk ${name}`, async () => {
		const page = await openDesk();
		await prepare(page, await people.somebody(isNew));
		assert.deepEqual(await axe(page), []);
		await closePage(page);
	});
}
