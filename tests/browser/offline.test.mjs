// Doors and desks when the server is gone: it is really stopped, browsers are really killed. Nothing is lost, nothing happens twice,
// and what does not fit afterwards is read by a person.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { answerTo, badgeOf, insideOf, openDoor, people, pointOf } from "./lib/door.mjs";
import { answerOf, axe, closePage, launch, restart, serveDay, until } from "./lib/page.mjs";
import { newProfile, startOn } from "./lib/profile.mjs";

/** From the network's return to the last act in the database: ten seconds are asked of us, but here others use the processors, too. */
const UPLOAD_MS = 90_000;
const MANY = 500;
/** Clocks of servers do not go back while they are away. */
const LATER = ["2022-06-08T15:35:00+02:00", "2022-06-08T16:05:00+02:00", "2022-06-08T16:35:00+02:00", "2022-06-08T17:05:00+02:00"];

let server;
let browser;
/** People without a badge whom no test had. */
let guests;

before(async () => {
	[server, browser] = await Promise.all([serveDay(), launch()]);
	const api = await server.as("admin");
	guests = await people(api, ({ state, badge }) => ["confirmed", "approved"].includes(state) && badge === null);
	/* What the demonstration day has left to look at would be on every door. */
	for (const { id } of await openConflicts(api)) await answerOf(api.post(`/api/conflicts/${id}/resolve`, { take: "keep", words: "Seen" }));
});
after(async () => {
	await browser?.close();
	await server?.stop();
});

async function openConflicts(api) {
	return (await answerOf(api.get("/api/conflicts?state=open"))).conflicts;
}

/** With a badge that the server made just now. */
async function guest() {
	const person = guests.pop();
	return { person, ...(await badgeOf(await server.as("admin"), person)) };
}

/** The pages are kept, and the door holds its list. */
async function readyForAlone(page) {
	await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === "activated");
	await page.waitForFunction(async () => (await indexedDB.databases()).some(({ name }) => name === "p2c.sealed"));
	await until(() => page.evaluate(keptRows), (rows) => ["me", "catalogue", "points"].every((row) => rows.includes(row)) && rows.some((row) => row.startsWith("door-list")));
}

/** Loads the page again and waits until it holds a list that was made after that. */
async function reloadList(page) {
	const before = await page.evaluate(listUntil);
	await page.reload();
	await until(() => page.evaluate(listUntil), (at) => at > before);
}

function listUntil() {
	return new Promise((resolve) => {
		const opening = indexedDB.open("p2c.sealed");
		opening.onsuccess = () => {
			const rows = opening.result.transaction("rows").objectStore("rows").getAll(IDBKeyRange.bound("door-list ", "door-list~"));
			rows.onsuccess = () => {
				opening.result.close();
				resolve(rows.result[0]?.until ?? 0);
			};
		};
	});
}

function keptRows() {
	return new Promise((resolve) => {
		const opening = indexedDB.open("p2c.sealed");
		opening.onsuccess = () => {
			const names = opening.result.transaction("rows").objectStore("rows").getAllKeys();
			names.onsuccess = () => {
				opening.result.close();
				resolve(names.result);
			};
		};
	});
}

/** In the page: guest after guest, each when the one before is on the disk. */
async function scanAll(codes) {
	const waiting = () => Number(document.querySelector("[data-testid=pending]")?.textContent.replace(/\D/g, "") ?? 0);
	const from = waiting();
	for (const [i, code] of codes.entries()) {
		for (const key of [...code, "Enter"]) document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
		while (waiting() < from + i + 1) await new Promise(requestAnimationFrame);
	}
}

const pendingOn = (page) => page.evaluate(() => Number(document.querySelector("[data-testid=pending]")?.textContent.replace(/\D/g, "") ?? 0));

/** How long until nothing of this page waits any more. */
async function uploaded(page) {
	const from = performance.now();
	await page.waitForFunction(() => document.querySelector("[data-testid=offline]")?.dataset.reachable === "true" && document.querySelector("[data-testid=pending]") === null,
		undefined, { timeout: UPLOAD_MS });
	return performance.now() - from;
}

test("a door whose server is stopped opens again, knows its badges, asks about newer ones, and tells it all when the server is back", async () => {
	const api = await server.as("admin");
	await pointOf(api, "alone", { capacity: 90 });
	const [known, told] = [await guest(), await guest()];
	const page = await openDoor(browser, server, { point: "alone", hasNoise: true });
	assert.equal((await answerTo(page, told.qr)).light, "green");
	await page.waitForSelector("[data-testid=ready]");
	await readyForAlone(page);
	await reloadList(page);
	const newer = await guest();
	await server.stop();

	await page.reload();
	await page.waitForSelector("[data-testid=ready]");
	await page.waitForSelector("[data-testid=offline][data-reachable=false]");
	const own = await answerTo(page, known.qr);
	assert.deepEqual([own.light, own.result, own.isOwn], ["green", "admitted", true]);
	assert.equal((await answerTo(page, told.qr)).result, "already");
	assert.deepEqual([(await answerTo(page, "0123456789ABCDEFGHJK")).light], ["red"]);
	const asking = await answerTo(page, newer.qr);
	assert.deepEqual([asking.light, asking.why], ["amber", "This badge is newer than the list of this door. Look at the badge and decide."]);
	await page.click("[data-testid=admit]");
	await page.waitForSelector("[data-testid=answer][data-light=green]");
	await page.waitForSelector("[data-testid=ready]");
	assert.equal(await pendingOn(page), 4);
	assert.equal((await page.textContent(".count-now")).trim(), "3");
	await page.click("[data-testid=count]");
	await page.waitForFunction((name) => document.querySelector("[data-testid=inside-alone]")?.textContent.includes(name), told.person.name.display);
	await page.waitForSelector("[data-testid=inside-age][data-stale=true]");
	assert.deepEqual(await axe(page), []);
	await page.keyboard.press("Escape");

	server = await restart(server, LATER.shift());
	await uploaded(page);
	const { inside, people: names } = await insideOf(await server.as("admin"), "alone");
	assert.deepEqual([inside, names.map(({ id }) => id).sort()], [3, [known, newer, told].map(({ person }) => person.id).sort()]);
	await closePage(page);
});

test("while the server hangs, a guest waits three seconds at most; when it goes on, the scan is there once", async () => {
	const api = await server.as("admin");
	await pointOf(api, "hangs");
	const known = await guest();
	const page = await openDoor(browser, server, { point: "hangs", hasNoise: true });
	await readyForAlone(page);
	server.child.kill("SIGSTOP");
	try {
		const from = performance.now();
		const answer = await answerTo(page, known.qr);
		assert.deepEqual([answer.light, answer.isOwn], ["green", true]);
		assert.ok(performance.now() - from < 4000, `${performance.now() - from} ms`);
	} finally {
		server.child.kill("SIGCONT");
	}
	await page.waitForSelector("[data-testid=ready]");
	await uploaded(page);
	assert.equal((await insideOf(api, "hangs")).inside, 1);
	assert.deepEqual(await openConflicts(api), []);
	await closePage(page);
});

test(`${MANY} scans without the server, the browser killed twice in between: all of them arrive, once and in order`, async (t) => {
	const api = await server.as("admin");
	await pointOf(api, "many");
	const many = guests.splice(0, MANY);
	const codes = [];
	for (const person of many) codes.push((await badgeOf(api, person)).qr);
	const { cookie } = await server.another("door");
	const [name, value] = cookie.split("=");
	const profile = newProfile();

	/** The door as it opens after a power cut; the login outlives it. */
	const begin = async () => {
		const device = await startOn(profile);
		await device.context.addCookies([{ name, value, url: server.origin }]);
		const page = await device.context.newPage();
		await page.goto(`${server.origin}/door?lang=en&point=many`);
		await page.waitForSelector("[data-testid=ready]");
		return { ...device, page };
	};
	let device = await begin();
	t.after(() => device.kill());
	await readyForAlone(device.page);
	await server.stop();
	const cuts = [0, Math.floor(MANY / 3), Math.floor((2 * MANY) / 3), MANY];
	for (let life = 0; life < 3; life += 1) {
		if (life > 0) device = await begin();
		await device.page.waitForSelector("[data-testid=offline][data-reachable=false]");
		await device.page.evaluate(scanAll, codes.slice(cuts[life], cuts[life + 1]));
		assert.equal(await pendingOn(device.page), cuts[life + 1]);
		if (life < 2) await device.kill();
	}

	server = await restart(server, LATER.shift());
	const took = await uploaded(device.page);
	const admin = await server.as("admin");
	const { inside, people: names } = await insideOf(admin, "many");
	assert.equal(inside, MANY);
	/* As numbers: an instant of a whole second has no fraction, so as texts it would stand behind the next ones. */
	const order = names.toSorted((a, b) => Date.parse(a.since) - Date.parse(b.since)).map(({ id }) => id);
	assert.deepEqual(order, many.map(({ id }) => id));
	assert.deepEqual(await openConflicts(admin), []);
	t.diagnostic(`${MANY} acts arrived in ${Math.round(took)} ms`);
});

test("a badge that was replaced while the door was alone: let in, told, and read by a person who settles it with words", async () => {
	const api = await server.as("admin");
	await pointOf(api, "late");
	const { person, qr } = await guest();
	const page = await openDoor(browser, server, { point: "late", hasNoise: true });
	await readyForAlone(page);
	await page.click("[data-testid=more]");
	await page.click("[data-testid=drill]");
	await page.keyboard.press("Escape");
	await badgeOf(api, person, "lost");
	/* Clocks of two machines agree to some tenths of a second. */
	await page.waitForFunction((from) => Date.now() > from + 1000, Date.now());
	const told = await answerTo(page, qr);
	assert.deepEqual([told.light, told.isOwn], ["green", true]);
	await page.waitForSelector("[data-testid=ready]");
	await page.click("[data-testid=more]");
	await page.click("[data-testid=drill]");
	await page.keyboard.press("Escape");
	await uploaded(page);
	await page.click("[data-testid=look]");
	const row = page.locator("[data-testid=conflict]").filter({ hasText: person.name.display });
	await row.waitFor();
	assert.match(await row.textContent(), /replaced.*Point late/);
	assert.deepEqual(await axe(page), []);
	await row.locator("input").fill("Showed a passport; the new badge was collected");
	await row.locator("[data-testid=keep]").click();
	await row.waitFor({ state: "detached" });
	const { conflicts } = await answerOf(api.get("/api/conflicts?state=resolved"));
	const settled = conflicts.find(({ point }) => point === "late");
	assert.deepEqual([settled.resolution.take, settled.resolution.words], ["keep", "Showed a passport; the new badge was collected"]);
	await closePage(page);
});

test("an act that the server refuses when it hears of it stays until a person has dealt with it", async () => {
	const { qr } = await guest();
	const page = await openDoor(browser, server, { hasNoise: true });
	await readyForAlone(page);
	await page.evaluate(leaveBehind, qr);
	await page.reload();
	await page.click("[data-testid=look]");
	const row = page.locator("[data-testid=refused]");
	await row.waitFor();
	assert.ok((await row.textContent()).includes(qr));
	assert.equal(await row.locator("[data-testid=settle]").isDisabled(), true);
	await row.locator("input").fill("Was let in on Monday; nothing to do");
	await row.locator("[data-testid=settle]").click();
	await row.waitFor({ state: "detached" });
	const heard = page.waitForResponse(/\/api\/conflicts/);
	await page.reload();
	await page.waitForSelector("[data-testid=ready]");
	await heard;
	await page.locator("[data-testid=look]").waitFor({ state: "detached" });
	await closePage(page);
});

/** In the page: a scan of three days ago that never left this device. */
function leaveBehind(code) {
	const row = { key: crypto.randomUUID(), path: "/api/scans", body: { code, point: "main", direction: "in" }, offline: { result: "admitted", by_rule: false }, kind: "scan_in", about: code,
		madeAt: Date.now() - 3 * 24 * 3600 * 1000, state: "waiting", isTried: false };
	return new Promise((resolve) => {
		const opening = indexedDB.open("p2c.outbox");
		opening.onsuccess = () => {
			const writing = opening.result.transaction("acts", "readwrite", { durability: "strict" });
			writing.objectStore("acts").add(row);
			writing.oncomplete = () => {
				opening.result.close();
				resolve();
			};
		};
	});
}

test("signing out forgets the lists; the pages kept hold no answers of the API", async () => {
	const page = await openDoor(browser, server);
	await readyForAlone(page);
	const kept = await page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat());
	assert.deepEqual(["/desk", "/door", "/login"].filter((path) => !kept.includes(path)), []);
	assert.deepEqual(kept.filter((path) => path.startsWith("/api")), []);
	await page.click("[data-testid=more]");
	await page.locator(".more .button").last().click();
	await page.waitForURL("**/login");
	assert.deepEqual(await page.evaluate(keptRows), []);
	await closePage(page);
});
