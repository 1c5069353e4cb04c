// The record of a pledge: everything that may be said about it, heard by two, read back to whoever made it, and its history.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { answerOf, closePage, codeIn, openPage, until } from "./lib/page.mjs";
import { Plenary } from "./lib/plenary.mjs";

let plenary;
let server;
let browser;
let api;
let session;

before(async () => {
	plenary = await Plenary.open();
	({ server, browser, api, session } = plenary);
});
after(() => plenary?.close());

const floorNow = () => plenary.floor();
const pledges = () => plenary.pledges();
const digits = (text) => text.replace(/\D/g, "");

/** A new speaker before each test, so that what one test logs is not heard in another. */
beforeEach(async () => {
	const next = (await floorNow()).speakers.find((row) => row.state === "waiting");
	if (next !== undefined) await answerOf(api.post(`/api/speakers/${next.id}/call`));
});

const openTable = (options) => plenary.table(options);

const logLine = (page, line) => plenary.log(page, line);

/** A key of the log's row. */
async function pressIn(page, pledge, key) {
	await page.waitForSelector(`#log [data-row="${pledge.id}"]`);
	await page.focus(`#log [data-row="${pledge.id}"]`);
	await page.keyboard.press(key);
}

const find = async (id) => (await pledges()).find((row) => row.id === id);

/** Waits until the server's pledge is as wanted; answers it. */
const untilPledge = (id, isSo) => until(() => find(id), isSo);

test("the groups of further fields open by key, and everything in them is on the record", async () => {
	const page = await openTable();
	await page.keyboard.type("f 2.5bn xof access sen // solar base stations for villages without power");
	await page.keyboard.press("Alt+1");
	await page.selectOption("#more-instrument", "grant");
	await page.fill("#more-to", "2030-12");
	await page.fill("#more-condition", "parliament");
	await page.keyboard.press("Alt+2");
	await page.fill("#more-target_number", "300");
	await page.fill("#more-target_unit", "schools");
	await page.fill("#more-measure", "schools with a working line");
	await page.selectOption("#more-initiative", "AFR2");
	await page.locator(".sdgs .choice-row", { hasText: /^9$/ }).click();
	await page.keyboard.press("Alt+3");
	await page.fill("#more-partners", "UNICEF");
	await page.fill("#more-slip", "9001");
	await page.check("#more-open");
	const shown = await page.textContent("[data-testid=strength] .strength-score");
	const known = new Set((await pledges()).map((row) => row.id));
	await page.keyboard.press("Control+Enter");
	await page.waitForFunction(() => document.getElementById("line").value === "" && document.querySelector("[data-testid=sending-row]") === null);
	const made = (await pledges()).find((row) => !known.has(row.id));
	assert.deepEqual([made.instrument, made.period.to, made.condition, made.measure, made.sdgs, made.partners, made.open],
		["grant", "2030-12", "parliament", "schools with a working line", [9], "UNICEF", true]);
	assert.deepEqual([made.target.number, made.target.unit, made.regional_initiative.code], ["300", "schools", "AFR2"]);
	assert.equal(digits(shown), String(made.strength.score), "the page counts as the server does");
	await closePage(page);
});

test("a sum that can be read two ways is switched by one key, or looked at before it is logged", async () => {
	const page = await openTable();
	await page.keyboard.type("f 2.500 eur access");
	await page.waitForSelector("[data-testid=doubt]");
	const first = digits(await page.textContent("[data-testid=in-words] strong"));
	await page.keyboard.press("Control+Enter");
	await page.getByText("can be read two ways").first().waitFor({ state: "attached" });
	assert.equal(await page.inputValue("#line"), "f 2.500 eur access");
	await page.keyboard.press("Alt+y");
	await page.waitForSelector("[data-testid=doubt]", { state: "detached" });
	assert.notEqual(digits(await page.textContent("[data-testid=in-words] strong")), first);
	await page.click(".entry .button[data-tone=quiet]:has-text('Clear')");
	await closePage(page);
});

test("several pledges of one statement, one after the other, of two entities together", async () => {
	const page = await openTable();
	const { now } = await floorNow();
	const one = await logLine(page, "p access // first");
	await page.getByText("Pledge 2 of this statement").waitFor();
	await page.keyboard.press("Alt+j");
	await page.waitForSelector("#pledger");
	await page.keyboard.type("New Foundation");
	await page.waitForSelector(".finder-list [role=option]");
	await page.locator(".finder-list [role=option]", { hasText: "New entity" }).click();
	const two = await logLine(page, "a adoption // second");
	assert.deepEqual([one.speaker, two.speaker], [now.id, now.id]);
	assert.deepEqual(two.pledgers.map((row) => [row.entity.name, row.lead]), [[now.entity.name, true], ["New Foundation", false]]);
	await closePage(page);
});

test("a pledge saved with its type alone is marked, and completed later in the same fields", async () => {
	const page = await openTable();
	const made = await logLine(page, "g");
	await page.waitForSelector(`[data-row="${made.id}"] [data-testid=incomplete]`);
	await pressIn(page, made, "f");
	await page.waitForSelector(".entry[data-mode=complete]");
	await page.fill("#text", "Training for 200 teachers");
	await page.locator(".choice-row[data-area=adoption]").click();
	await page.keyboard.press("Control+Enter");
	await page.waitForSelector(".entry[data-mode=new]");
	const done = await find(made.id);
	assert.deepEqual([done.text, done.focus_areas, done.type], ["Training for 200 teachers", ["adoption"], "programmatic"]);
	await page.waitForSelector(`[data-row="${made.id}"] [data-testid=incomplete]`, { state: "detached" });
	await closePage(page);
});

test("who has a pledge open is said at the other table", async () => {
	const [first, second] = await Promise.all([openTable(), openTable({ role: "admin" })]);
	const made = await logLine(first, "p access // open at one table");
	await pressIn(first, made, "f");
	await second.waitForSelector(`[data-row="${made.id}"] .log-editing`);
	await first.keyboard.press("Escape");
	await second.waitForSelector(`[data-row="${made.id}"] .log-editing`, { state: "detached" });
	await Promise.all([first, second].map(closePage));
});

test("a pledge completed at two tables shows both versions to who is second", async () => {
	const page = await openTable({ hasNoise: true });
	const made = await logLine(page, "p access // as first logged");
	await pressIn(page, made, "f");
	await page.waitForSelector(".entry[data-mode=complete]");
	await answerOf(api.patch(`/api/pledges/${made.id}`, { text: "theirs" }, { headers: { "If-Match": `"${(await find(made.id)).version}"` } }));
	await page.fill("#text", "mine");
	await page.keyboard.press("Control+Enter");
	await page.waitForSelector("[data-testid=differ]");
	assert.deepEqual(await page.locator("[data-testid=differ] .both tbody td").allTextContents(), ["mine", "theirs"]);
	await page.locator("[data-testid=differ] .button[data-tone=main]").click();
	await untilPledge(made.id, (row) => row.text === "mine");
	await closePage(page);
});

test("a paper slip that was keyed in before leads to its pledge", async () => {
	const page = await openTable();
	const made = await logLine(page, "p access // from a slip");
	await answerOf(api.patch(`/api/pledges/${made.id}`, { slip: "7007" }, { headers: { "If-Match": `"${made.version}"` } }));
	const { slip } = await untilPledge(made.id, (row) => row.slip !== null);
	await page.keyboard.press("Alt+3");
	await page.fill("#more-slip", slip);
	const show = page.locator(".more-fields .small-act");
	await show.waitFor();
	await show.press("Enter"); // as from the keyboard: what stands where on a small screen does not matter
	await page.waitForFunction((id) => document.activeElement?.dataset.row === id, made.id);
	await closePage(page);
});

test("a second ear writes down what it heard before it sees the first log; a difference is settled field by field", async () => {
	const [table, ear] = await Promise.all([openTable(), openTable({ role: "rapporteur" })]);
	const made = await logLine(table, "f 15m usd access // fifteen");
	await ear.waitForSelector(`#log [data-row="${made.id}"] .log-unheard`);
	assert.ok(!(await ear.textContent(`#log [data-row="${made.id}"]`)).includes("15,000"), "the sum is not to be seen");
	await ear.focus("#line");
	await ear.keyboard.type("f 50m usd access // fifty");
	await ear.keyboard.press("Control+Enter");
	await ear.waitForSelector(`#log [data-row="${made.id}"] .log-amount`);

	await table.waitForSelector(`#log [data-row="${made.id}"] [data-testid=differs]`);
	await pressIn(table, made, "d");
	await table.waitForSelector("[data-testid=hearing] .both");
	for (const field of await table.locator("[data-testid=hearing] tbody tr").all()) {
		const isSum = (await field.locator("th").textContent()) === "Amount";
		await field.locator("label.ear").nth(isSum ? 1 : 0).click();
	}
	await table.getByRole("button", { name: "As chosen above" }).click();
	const settled = await untilPledge(made.id, (row) => row.amount.value === "50000000");
	assert.equal(settled.text, "fifteen");
	await table.waitForSelector(`#log [data-row="${made.id}"] [data-testid=differs]`, { state: "detached" });
	await Promise.all([table, ear].map(closePage));
});

test("a pledge is read back on a tablet: the code opens it, the answer confirms it by name", async () => {
	const page = await openTable();
	const made = await logLine(page, "f 3m usd access sen // read back");
	await pressIn(page, made, "r");
	await page.waitForSelector("[data-testid=read-back]");
	await page.keyboard.press("Enter");
	await page.waitForSelector("[data-testid=read-back-link] svg.qr");
	const link = await codeIn(await page.locator("svg.qr").screenshot());
	assert.equal(link, await page.inputValue(".link-text"));

	const tablet = await openPage(browser, server, `${link.slice(server.origin.length).replace("#", "?lang=ar#")}`, { size: [820, 1180] });
	await tablet.waitForSelector("[data-testid=sheet]");
	assert.ok(!tablet.url().includes("#"), "the code has left the address");
	assert.equal(digits(await tablet.textContent(".sheet-sum strong")), "3000000");
	await tablet.fill("#name", "Awa Ndiaye");
	await tablet.click("[data-testid=confirm]");
	await tablet.waitForSelector("[data-testid=recorded][data-answer=confirmed]");
	await page.waitForSelector(`#log [data-row="${made.id}"][data-state=confirmed]`);
	const { state, read_back: said } = await find(made.id);
	assert.deepEqual([state, said.answer, said.name, said.means], ["confirmed", "confirmed", "Awa Ndiaye", "tablet"]);
	await Promise.all([page, tablet].map(closePage));
});

test("whoever says that it differs confirms nothing; the table sees the remark", async () => {
	const page = await openTable();
	const made = await logLine(page, "f 4m usd access // differs");
	const { link } = await answerOf(api.post(`/api/pledges/${made.id}/read-back`, { means: "link" }));
	const phone = await openPage(browser, server, link, { size: [390, 844] });
	await phone.waitForSelector("[data-testid=sheet]");
	await phone.fill("#name", "Awa Ndiaye");
	await phone.click("[data-testid=differs]");
	await phone.fill("#remark", "It was four hundred thousand");
	await phone.click("[data-testid=send]");
	await phone.waitForSelector("[data-testid=recorded][data-answer=differs]");
	await page.waitForSelector(`#log [data-row="${made.id}"] [data-testid=differs]`);
	await pressIn(page, made, "d");
	await page.getByText("It was four hundred thousand").waitFor();
	assert.equal((await find(made.id)).state, "heard");
	await Promise.all([page, phone].map(closePage));
});

test("a link that was used on another device says so in plain words", async () => {
	const made = (await pledges()).find((row) => row.state === "heard");
	const { link } = await answerOf(api.post(`/api/pledges/${made.id}/read-back`, { means: "link" }));
	const first = await openPage(browser, server, link);
	await first.waitForSelector("[data-testid=sheet]");
	const second = await openPage(browser, server, link, { hasNoise: true });
	await second.waitForSelector("[data-testid=gone]");
	await Promise.all([first, second].map(closePage));
});

test("a pledge is confirmed from the written text, with whose word it is", async () => {
	const page = await openTable();
	const made = await logLine(page, "f 6m usd access // in writing");
	await pressIn(page, made, "r");
	await page.getByLabel("Name", { exact: true }).fill("Awa Ndiaye");
	await page.getByLabel("Remark").fill("letter of today");
	await page.keyboard.press("Enter");
	const done = await untilPledge(made.id, (row) => row.state === "confirmed");
	assert.deepEqual([done.read_back.means, done.read_back.name, done.read_back.remark], ["text", "Awa Ndiaye", "letter of today"]);
	await closePage(page);
});

test("the history tells who changed what, and the last act is taken back in two presses", async () => {
	const page = await openTable();
	const made = await logLine(page, "f 7m usd access // seven");
	await pressIn(page, made, "e");
	await page.fill("#edit-figure", "8m");
	await page.keyboard.press("Enter");
	await untilPledge(made.id, (row) => row.amount.value === "8000000");
	await page.waitForSelector("#edit-figure", { state: "detached" });
	await pressIn(page, made, "h");
	await page.waitForSelector("[data-testid=history] li.history-row");
	const change = page.locator("[data-testid=history] .history-changes li", { hasText: "Amount" }).first();
	assert.deepEqual([digits(await change.locator("del").textContent()), digits(await change.locator("ins").textContent())], ["7000000", "8000000"]);
	await page.getByRole("button", { name: "Undo the last act…" }).click();
	await page.getByRole("button", { name: "Yes, undo it" }).click();
	await untilPledge(made.id, (row) => row.amount.value === "7000000");
	await closePage(page);
});
