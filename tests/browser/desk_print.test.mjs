// A desk and its printer, a real IPP one: the badge comes out there, trouble is said in plain words, one key moves to the other
// printer, and what nobody knows is asked.
import assert from "node:assert/strict";
import { test } from "node:test";
import { printer } from "../http/lib/printer.mjs";
import { openDay } from "./lib/day.mjs";
import { openBy, openDesk as openDeskOf, peopleOf } from "./lib/desk.mjs";
import { answerOf, axe, closePage, until } from "./lib/page.mjs";

const { server, browser } = await openDay();
const [api, admin] = await Promise.all([server.as("desk"), server.as("admin")]);
const people = peopleOf(api);

const openDesk = (place) => openDeskOf(browser, server, { place });
const isNew = (row) => row.badge === null && !row.remote && !row.vip && row.state === "confirmed";
const add = (name, { uri }, more = {}) => answerOf(admin.post("/api/printers", { name, uri, ...more }));
const jobOf = async (serial) => (await answerOf(api.get("/api/print-jobs?limit=50"))).jobs.find((row) => row.serial === serial);
const becomes = (serial, state) => until(() => jobOf(serial), (job) => job?.state === state);
const strip = (page, words) => page.waitForFunction((text) => document.querySelector("[data-testid=printer]")?.textContent.includes(text), words);

/** A desk whose printer the server has seen: it says that it is ready. */
async function readyDesk(name, row) {
	const page = await openDesk({ name, printer: row.id });
	await strip(page, `${row.name} · ready`);
	return page;
}

test("a desk chooses its name and its printer with the keyboard, and keeps both over a reload", async () => {
	const row = await add("Chosen", await printer());
	const page = await openDesk({});
	await page.waitForFunction(() => document.querySelector("[data-testid=printer]").textContent.includes("browser"));
	await page.keyboard.press("F8");
	await page.waitForSelector("#desk-name:focus");
	await page.keyboard.type("7");
	await page.keyboard.press("Tab");
	await page.keyboard.type("Chosen");
	await page.keyboard.press("Escape");
	await page.waitForSelector("dialog[open]", { state: "detached" });
	await page.reload();
	await strip(page, row.name);
	assert.equal(await page.textContent("h1"), "Desk 7");
	await closePage(page);
});

test("Enter prints on the desk’s own printer: the badge comes out once, and no print dialog opens", async () => {
	const paper = await printer();
	const row = await add("Own", paper);
	const person = await people.somebody(isNew);
	const page = await readyDesk("4", row);
	await openBy(page, person.registration_id, person.id);
	await page.keyboard.press("Enter");
	await page.waitForSelector("[data-testid=checked-in]");
	const { badge } = await people.person(person.id);
	const job = await becomes(badge.serial, "printed");
	assert.deepEqual([job.desk, job.person.id, paper.files.length], ["4", person.id, 1]);
	assert.equal(await page.evaluate(() => window.prints), 0);
	await closePage(page);
});

test("paper out is said in plain words within two seconds; one key prints on the other printer, and nothing is lost", async () => {
	const [first, second] = await Promise.all([printer(), printer()]);
	const backup = await add("Beside", second);
	const row = await add("Empty", first, { backup: backup.id });
	await first.hold();
	const [one, two] = [await people.somebody(isNew), await people.somebody(isNew)];
	const page = await readyDesk("4", row);
	for (const person of [one, two]) {
		await openBy(page, person.registration_id, person.id);
		await page.keyboard.press("Enter");
		await page.waitForSelector("[data-testid=checked-in]");
		await page.keyboard.press("Escape");
	}
	await becomes((await people.person(one.id)).badge.serial, "printing");
	const from = performance.now();
	first.tell("state +media-empty-error");
	await page.waitForSelector("[data-testid=printer-trouble]");
	assert.ok(performance.now() - from < 2000, `${performance.now() - from} ms`);
	assert.match(await page.textContent("[data-testid=printer-trouble]"), /out of paper/);
	assert.deepEqual(await axe(page), []);

	await page.keyboard.press("Shift+F8");
	await strip(page, "Beside");
	await becomes((await people.person(two.id)).badge.serial, "printed");
	assert.equal(second.files.length, 1);
	await closePage(page);
	first.tell("end 0");
});

test("when nobody knows whether a badge came out, the clerk is asked to look; “no” prints it again, once", async () => {
	let paper = await printer();
	const row = await add("Cut off", paper);
	await paper.hold();
	const person = await people.somebody(isNew);
	const page = await readyDesk("4", row);
	await openBy(page, person.registration_id, person.id);
	await page.keyboard.press("Enter");
	await page.waitForSelector("[data-testid=checked-in]");
	const { badge } = await people.person(person.id);
	await becomes(badge.serial, "printing");
	await paper.kill();
	paper = await printer({ again: paper });
	await becomes(badge.serial, "unknown");
	await page.waitForSelector("[data-testid=tray]");
	assert.ok((await page.textContent("[data-testid=tray]")).includes(person.name.display));
	assert.equal((await people.person(person.id)).badges.length, 1);
	await page.click("[data-testid='tray.no']");
	await page.waitForSelector("[data-testid=tray]", { state: "detached" });
	const { jobs } = await answerOf(api.get(`/api/print-jobs?printer=${row.id}&limit=50`));
	assert.equal(jobs.filter((job) => job.serial === badge.serial).length, 2);
	await closePage(page);
});
