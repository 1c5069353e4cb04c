// A pledge on its way: said in the room, taken down by the moderator with the keyboard, seen on the wall, confirmed or withdrawn.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { answerOf, chooseLanguage, closePage, openPage, passTime, restart, serveDay } from "./lib/page.mjs";
import { Plenary } from "./lib/plenary.mjs";

const WALL = [1280, 720];
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

/** Somebody has the floor before each test. */
beforeEach(async () => {
	const { now, speakers } = await floorNow();
	if (now === null) await answerOf(api.post(`/api/speakers/${speakers.find((row) => row.state === "waiting").id}/call`));
});

const tally = (of = api) => answerOf(of.get("/api/tally"));
const floorNow = (of) => plenary.floor(of);
const pledges = (query, of) => plenary.pledges(query, of);
const digits = (text) => text.replace(/\D/g, "");

const openTable = (options) => plenary.table(options);

async function openWall(scene = "") {
	const page = await openPage(browser, server, `/hall?lang=en${scene}`, { size: WALL });
	await page.waitForSelector("[data-testid=totals]");
	return page;
}

/** Waits until the wall shows these sums, each in its own place. */
function wallShows(wall, { confirmed, heard, pledges: count }) {
	return wall.waitForFunction(([sure, said, made]) => {
		const shown = (kind, part) => document.querySelector(`[data-testid=totals] [data-kind=${kind}] ${part}`)?.textContent.replace(/\D/g, "");
		return shown("confirmed", ".usd") === sure && shown("heard", ".usd") === said && shown("count", ".num").replace(/\D/g, "") === made;
	}, [confirmed.usd, heard.usd, String(count)]);
}

const logLine = (page, line) => plenary.log(page, line);

test("one line of keys makes the pledge of whoever has the floor, and says it back in words", async () => {
	const page = await openTable();
	const { now } = await floorNow();
	await page.keyboard.type("f 2.5bn xof access sen mli by 2030 // rural base stations");
	await page.waitForFunction(() => /two billion five hundred million/.test(document.querySelector("[data-testid=in-words]")?.textContent ?? ""));
	await page.fill("#line", "");
	const made = await logLine(page, "f 2.5bn xof access sen mli by 2030 // rural base stations");
	assert.deepEqual([made.type, made.state, made.amount, made.focus_areas, made.countries.sort()],
		["financial", "heard", { value: "2500000000", currency: "XOF" }, ["access"], ["MLI", "SEN"]]);
	assert.equal(made.pledgers[0].entity.id, now.entity.id);
	assert.equal(made.speaker, now.id);
	assert.match(made.text, /rural base stations/);
	await closePage(page);
});

test("a pledge of several focus areas stands in the log with all its letters, none of them cut", async () => {
	const page = await openTable();
	const [row] = (await pledges("")).filter((one) => one.focus_areas.length > 1 && one.state === "heard");
	const chips = page.locator("[data-testid=log-row]", { hasText: row.number }).locator(".focus-chip");
	await chips.first().waitFor();
	assert.equal(await chips.count(), row.focus_areas.length);
	const isWhole = (chip) => chip.getBoundingClientRect().right <= chip.parentElement.getBoundingClientRect().right;
	for (const chip of await chips.all()) assert.ok(await chip.evaluate(isWhole));
	await closePage(page);
});

test("the wall shows the card at once and moves the sum that was heard, never the confirmed one", async () => {
	const [page, wall, sums] = await Promise.all([openTable(), openWall(), openWall("&scene=totals")]);
	const before = await tally();
	await wallShows(sums, before);
	const made = await logLine(page, "f 12m usd adoption");
	await wall.waitForSelector('[data-testid=pledge-card] .state[data-state="heard"]');
	assert.equal(digits(await wall.textContent(".pledge-amount")), "12000000");
	const after = await tally();
	assert.equal(after.confirmed.usd, before.confirmed.usd);
	assert.equal(BigInt(after.heard.usd) - BigInt(before.heard.usd), 12_000_000n);
	assert.equal(after.pledges, before.pledges + 1);
	await Promise.all([wallShows(sums, after), wallShows(wall, after)]);

	await page.focus(`[data-row="${made.id}"]`);
	await page.keyboard.press("c");
	await page.waitForSelector(`[data-row="${made.id}"][data-state=confirmed]`);
	const confirmed = await tally();
	assert.equal(confirmed.heard.usd, before.heard.usd);
	assert.equal(BigInt(confirmed.confirmed.usd) - BigInt(before.confirmed.usd), 12_000_000n);
	await Promise.all([wallShows(sums, confirmed), wallShows(wall, confirmed)]);

	await page.focus(`[data-row="${made.id}"]`);
	await page.keyboard.press("w");
	await page.waitForSelector("#reason");
	await page.keyboard.type("Said by mistake");
	await page.keyboard.press("Enter");
	await page.waitForSelector(`[data-row="${made.id}"][data-state=withdrawn]`);
	await Promise.all([wallShows(sums, before), wallShows(wall, before)]);
	await wall.waitForSelector("[data-testid=pledge-card]", { state: "detached" });
	await Promise.all([page, wall, sums].map(closePage));
});

test("a pledge sent in before is announced once, not logged twice", async () => {
	const page = await openTable();
	const submitted = await pledges("&state=submitted");
	const { speakers } = await floorNow();
	const next = speakers.find((row) => row.state === "waiting" && submitted.some((one) => one.pledgers[0].entity.id === row.entity.id));
	assert.ok(next, "somebody who waits has sent a pledge in");
	await answerOf(api.post(`/api/speakers/${next.id}/call`));
	await page.waitForFunction((name) => document.querySelector("[data-testid=floor]")?.textContent.includes(name), next.entity.name);
	await page.waitForSelector("[data-testid=submitted] li");
	const number = await page.textContent("[data-testid=submitted] li:first-child .code");
	const before = await tally();
	await page.keyboard.press("Alt+a");
	await page.waitForFunction((wanted) => [...document.querySelectorAll("[data-testid=log-row] .log-number")].some((cell) => cell.textContent === wanted), number);
	const after = await tally();
	assert.equal(after.submitted.count, before.submitted.count - 1);
	assert.equal(after.pledges, before.pledges + 1);
	const row = (await pledges("")).filter((one) => one.number === number);
	assert.deepEqual(row.map((one) => [one.state, one.session, one.speaker]), [["heard", session, next.id]]);
	await closePage(page);
});

test("with pledges sent in before the whole form is in sight on a laptop, in the longest languages too", async () => {
	const submitted = await pledges("&state=submitted");
	const { speakers } = await floorNow();
	const next = speakers.find((row) => row.state === "waiting" && submitted.some((one) => one.pledgers[0].entity.id === row.entity.id));
	await answerOf(api.post(`/api/speakers/${next.id}/call`));
	const page = await openTable({ size: [1366, 768] });
	await page.waitForSelector("[data-testid=submitted] li");
	for (const lang of ["en", "fr", "ru", "ar"]) {
		await chooseLanguage(page, lang);
		const hidden = await page.evaluate(() => {
			const form = document.querySelector(".entry");
			const floor = form.getBoundingClientRect().bottom;
			return [...form.querySelectorAll("button, input, select, textarea")].filter((part) => part.getBoundingClientRect().bottom > floor).map((part) => part.id || part.innerText);
		});
		assert.deepEqual(hidden, [], lang);
	}
	await closePage(page);
});

test("two moderators: who is second sees both versions side by side and decides", async () => {
	const [first, second] = await Promise.all([openTable(), openTable({ hasNoise: true })]);
	const made = await logLine(first, "f 7m usd access // seven");
	const edit = async (page, figure) => {
		await page.waitForSelector(`[data-row="${made.id}"]`);
		await page.focus(`[data-row="${made.id}"]`);
		await page.keyboard.press("e");
		await page.fill("#edit-figure", figure);
	};
	await edit(second, "9m");
	await edit(first, "8m");
	await first.keyboard.press("Enter");
	await first.waitForSelector("#edit-figure", { state: "detached" });
	await second.focus("#edit-figure");
	await second.keyboard.press("Enter");
	await second.waitForSelector("[data-testid=differ]");
	assert.deepEqual((await second.locator("[data-testid=differ] .version .num").allTextContents()).map(digits), ["9000000", "8000000"]);
	assert.equal((await pledges("")).find((row) => row.id === made.id).amount.value, "8000000");
	await second.locator("[data-testid=differ] .button[data-tone=main]").click();
	await second.waitForSelector("[data-testid=differ]", { state: "detached" });
	await first.waitForFunction((id) => document.querySelector(`[data-row="${id}"] .log-amount`).textContent.replace(/\D/g, "") === "9000000", made.id);
	await Promise.all([first, second].map(closePage));
});

test("N gives the floor to the next, on the other table and on the wall as well", async () => {
	const [page, other, wall] = await Promise.all([openTable(), openTable(), openWall("&scene=speaker")]);
	const { speakers } = await floorNow();
	const next = speakers.find((row) => row.state === "waiting");
	await page.keyboard.press("Alt+n");
	const says = (of, selector) => of.waitForFunction(([where, name]) => document.querySelector(where)?.textContent.includes(name), [selector, next.person.name.display]);
	await Promise.all([says(page, "[data-testid=floor]"), says(other, "[data-testid=floor]"), says(wall, "[data-testid=speaker]")]);
	assert.equal((await floorNow()).now.id, next.id);
	await Promise.all([page, other, wall].map(closePage));
});

for (const [how, delay] of [["", 0], [" by a slow scanner", 120]]) test(`a badge that is scanned${how} asks for the floor`, async () => {
	const desk = await server.as("desk");
	const { participants } = await answerOf(desk.get("/api/participants?q=ministry&limit=200"));
	const onList = new Set((await floorNow()).speakers.map((row) => row.person.id));
	const person = participants.find((row) => row.state === "confirmed" && !onList.has(row.id));
	const { qr } = await answerOf(desk.post(`/api/participants/${person.id}/badge`));
	const page = await openTable();
	await page.keyboard.type("f 2m");
	await page.keyboard.type(qr, { delay });
	await page.keyboard.press("Enter");
	await page.locator(".speaker-list", { hasText: person.name.display }).waitFor();
	assert.equal(await page.inputValue("#line"), "f 2m");
	assert.ok((await floorNow()).speakers.some((row) => row.person.id === person.id && row.state === "waiting"));
	await closePage(page);
});

/** The draft as it stands on the laptop's disk, once it says that line. */
function draftOf(page, line) {
	return page.evaluate((wanted) => new Promise((resolve) => {
		const look = () => {
			const opening = indexedDB.open("p2c.moderator");
			opening.onsuccess = () => {
				const asking = opening.result.transaction("draft").objectStore("draft").getAll();
				asking.onsuccess = () => {
					const found = asking.result.find((row) => row.line === wanted);
					if (found === undefined) requestAnimationFrame(look);
					else resolve(found);
				};
			};
		};
		look();
	}), line);
}

test("a half-typed line is there again after the page was closed", async () => {
	const page = await openTable();
	await page.keyboard.type("f 3m eur acc");
	await page.waitForSelector("[data-testid=in-words]");
	await draftOf(page, "f 3m eur acc");
	await page.reload();
	await page.waitForFunction(() => document.getElementById("line")?.value === "f 3m eur acc");
	await closePage(page);
});

test("a pledge that was on its way when the laptop died is the same pledge when it is logged again", async () => {
	const page = await openTable();
	const line = "p adoption // sent in the last moment";
	await page.keyboard.type(line);
	const draft = await draftOf(page, line);
	const before = await tally();
	await page.keyboard.press("Control+Enter");
	await page.waitForFunction(() => document.getElementById("line").value === "" && document.querySelector("[data-testid=sending-row]") === null);
	/* The disk as the crash would have left it: the draft is there, and no word of the sending. */
	await page.evaluate((row) => new Promise((resolve) => {
		const opening = indexedDB.open("p2c.moderator");
		opening.onsuccess = () => {
			const writing = opening.result.transaction("draft", "readwrite");
			writing.objectStore("draft").put(row, "draft");
			writing.oncomplete = resolve;
		};
	}), draft);
	await page.reload();
	await page.waitForFunction((said) => document.getElementById("line")?.value === said, line);
	await page.waitForSelector("[data-testid=log-row]");
	await page.focus("#line");
	await page.keyboard.press("Control+Enter");
	await page.waitForFunction(() => document.getElementById("line").value === "" && document.querySelector("[data-testid=sending-row]") === null);
	assert.equal((await tally()).pledges, before.pledges + 1);
	await closePage(page);
});

test("a pledge taken down while the server is gone waits on the laptop and arrives once when it is back", async () => {
	let own = await serveDay();
	try {
		const before = await tally(own.guest);
		const page = await openTable({ server: own, hasNoise: true });
		await page.clock.install();
		await own.stop();
		await page.keyboard.type("f 5m usd access");
		await page.keyboard.press("Control+Enter");
		await page.waitForSelector("[data-testid=sending-row]");
		assert.equal(await page.inputValue("#line"), "", "the form is free for the next one");
		await page.clock.fastForward(20_000);
		await page.waitForSelector("[data-testid=sending-row]");
		own = await restart(own);
		const row = page.locator("[data-testid=sending-row]");
		await passTime(page, 120, async () => !(await row.isVisible()));
		const after = await tally(own.guest);
		assert.equal(after.pledges, before.pledges + 1);
		assert.equal(BigInt(after.heard.usd) - BigInt(before.heard.usd), 5_000_000n);
		await closePage(page);
	} finally {
		await own.stop();
	}
});
