// Access, from both sides: a tablet shows its code, the administrator types it in the office, the tablet goes to its work; it is shut out; people get links and are signed out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { folder } from "../http/lib/program.mjs";
import { openDay } from "./lib/day.mjs";
import { answerOf, axe, closePage, openPage, until } from "./lib/page.mjs";

const { server, browser } = await openDay({ args: ["--snapshots", folder("snapshots"), "--snapshot-seconds", "1"] });
const admin = await server.as("admin");

const office = (place = "access") => openPage(browser, server, `/admin?lang=en#${place}`, { role: "admin", size: [1440, 900] });
const note = (page, words) => page.locator("[data-testid=note]", { hasText: words }).waitFor();
const devices = async () => (await answerOf(admin.get("/api/devices"))).devices;
const logins = async () => (await answerOf(admin.get("/api/logins"))).logins;

/** A tablet that nobody has signed in on, with its code on the screen: { tablet, code }. */
async function asking(next) {
	const tablet = await openPage(browser, server, `/login?lang=en&next=${next}`, { size: [820, 1180], hasNoise: true });
	await tablet.click("[data-testid='device.ask']");
	return { tablet, code: await tablet.locator("[data-testid=device-code]").textContent() };
}

/** Types what the tablet shows, and who it is to be. */
async function letIn(page, { code, name, role, place }) {
	await page.locator("[data-testid=device-let-in]").first().click();
	await page.fill("[name=code]", code);
	await page.fill("[name=name]", name);
	await page.selectOption("[name=role]", role);
	await page.fill("[name=place]", place);
	await page.click("[data-testid=submit]");
	await note(page, `${name} is let in.`);
}

test("a tablet becomes a door by the code that is typed in the office, stands at its point, and is shut out from there", async () => {
	await answerOf(admin.post("/api/points", { id: "north", name: "North door" }));
	const page = await office();
	await page.getByText("No devices yet.").waitFor();
	const { tablet, code } = await asking("/door");
	await page.locator("[data-testid=device-let-in]").waitFor();
	assert.equal(await page.locator(".parts a", { hasText: "Devices" }).locator(".waiting-count").innerText().then((text) => text.trim().slice(0, 1)), "1");
	await letIn(page, { code, name: "Tablet 3", role: "door", place: "north" });
	await tablet.waitForURL("**/door");
	await tablet.waitForFunction(() => document.querySelector(".door-point")?.textContent.includes("North door") === true);
	const row = page.locator("[data-testid=list-devices] tbody tr", { hasText: "Tablet 3" });
	await row.getByText("In use").waitFor();
	await row.locator("[data-testid=device-shut-out]").click();
	await page.click("[data-testid=submit]");
	await note(page, "Tablet 3 is shut out.");
	await tablet.waitForURL("**/login*");
	assert.equal(await row.locator("button").count(), 0);
	await closePage(tablet);
	await closePage(page);
});

test("a desk that was let in as one has its number, and a choice made in the browser is stronger", async () => {
	const page = await office();
	const { tablet, code } = await asking("/desk");
	await letIn(page, { code, name: "Desk tablet", role: "desk", place: "7" });
	await tablet.waitForURL("**/desk");
	await tablet.waitForSelector("[data-testid=arrivals]");
	await tablet.keyboard.press("F8");
	assert.equal(await tablet.inputValue("#desk-name"), "7");
	await tablet.fill("#desk-name", "9");
	await tablet.keyboard.press("Enter");
	await tablet.reload();
	await tablet.waitForSelector("[data-testid=arrivals]");
	await tablet.keyboard.press("F8");
	assert.equal(await tablet.inputValue("#desk-name"), "9");
	await closePage(tablet);
	await closePage(page);
});

test("a wrong code is told at its field, and a device nobody knows is refused", async () => {
	const page = await office("access/devices");
	const { tablet } = await asking("/hall");
	await page.locator("[data-testid=device-let-in]").click();
	await page.fill("[name=code]", "ZZZ-ZZZ");
	await page.fill("[name=name]", "Screen");
	await page.click("[data-testid=submit]");
	await page.locator("#f-code-error").waitFor();
	await page.keyboard.press("Escape");
	await page.click("[data-testid=device-refuse]");
	await note(page, "The device is refused.");
	await tablet.getByText("The code was not used in time.").waitFor();
	assert.equal((await devices()).filter(({ state }) => state === "asked").length, 0);
	await closePage(tablet);
	await page.context().close();
});

test("a one-time link is shown once, as a code and as text, signs one person in, and that login is ended", async () => {
	const page = await office("access/logins");
	await page.click("[data-testid=link-make]");
	await page.fill("[name=name]", "Ms Relief");
	await page.selectOption("[name=role]", "protocol");
	await page.click("[data-testid=submit]");
	await page.locator("[data-testid=link-made] svg.qr").waitFor();
	assert.deepEqual(await axe(page), []);
	const link = await page.inputValue("[data-testid=link-made] input");
	assert.ok(link.startsWith(`${server.origin}/login#code=`), link.slice(0, 40));
	await page.keyboard.press("Escape");
	await page.locator("[data-testid=link-made]").waitFor({ state: "detached" });
	const guest = await openPage(browser, server, link.slice(server.origin.length), { hasNoise: true });
	await guest.waitForURL((url) => !url.pathname.startsWith("/login"));
	const row = page.locator("[data-testid=list-logins] tbody tr", { hasText: "Ms Relief" });
	await row.locator("[data-testid=login-end]").click();
	await note(page, "Ms Relief is signed out.");
	await until(logins, (rows) => rows.every(({ name }) => name !== "Ms Relief"));
	await row.waitFor({ state: "detached" });
	await closePage(guest);
	await closePage(page);
});

test("all logins of a name end together, and an account that is closed comes in no more", async () => {
	const password = "three red umbrellas";
	await answerOf(admin.post("/api/users", { name: "Amina", role: "desk", password }));
	const clients = [await server.signIn({ name: "Amina", password }), await server.signIn({ name: "Amina", password })];
	const page = await office("access/logins");
	const rows = page.locator("[data-testid=list-logins] tbody tr", { hasText: "Amina" });
	await rows.first().locator("[data-testid=login-end-all]").click();
	await page.click("[data-testid=submit]");
	await note(page, "Amina is signed out everywhere.");
	await until(logins, (list) => list.every(({ name }) => name !== "Amina"));
	for (const client of clients) assert.equal((await client.get("/api/logins")).status, 401);
	const again = await server.signIn({ name: "Amina", password });
	await page.click("[data-testid=account-close]");
	await page.fill("[name=name]", "Nobody");
	await page.click("[data-testid=submit]");
	await page.locator("dialog [role=alert]").first().waitFor();
	await page.fill("[name=name]", "Amina");
	await page.click("[data-testid=submit]");
	await note(page, "The account Amina is closed.");
	assert.equal((await again.get("/api/logins")).status, 401);
	assert.equal((await server.guest.post("/api/login", { name: "Amina", password })).status, 401);
	await page.context().close();
});

test("what needs a technician stands in the office: in words, with what the server says, and the card to print", async () => {
	const page = await office("access/system");
	await page.waitForSelector("[data-testid=ill-snapshot-same-disk], [data-testid=ill-snapshot-failed]");
	const { ills, version } = await answerOf(admin.get("/api/health"));
	const text = await page.locator("[data-testid=system]").innerText();
	for (const { detail } of ills) assert.ok(text.includes(detail), detail);
	assert.match(text, /The spare machine has no fresh copy on a second disk/);
	assert.ok(text.includes(version) && /Disk left\n[\d,]+ MB/.test(text), text);
	assert.equal(await page.locator(".parts a", { hasText: "System" }).locator(".waiting-count").innerText().then((words) => Number.parseInt(words, 10)), ills.length);
	assert.deepEqual(await axe(page), []);
	const card = await admin.get(await page.getAttribute("[data-testid=system-card]", "href"));
	assert.deepEqual([card.status, card.headers["content-type"]], [200, "application/pdf"]);
	await page.route("**/api/health", async (route) => {
		const answer = await route.fetch();
		await route.fulfill({ response: answer, json: { ...(await answer.json()), ills: [] } });
	});
	await page.clock.install();
	await page.reload();
	await page.waitForSelector("[data-testid=system-well]");
	await page.unroute("**/api/health");
	await page.clock.runFor(11_000);
	await page.waitForSelector("[data-testid=ill-snapshot-same-disk]");
	await closePage(page);
});

test("the office's tab of access is the administrator's alone", async () => {
	const page = await openPage(browser, server, "/admin?lang=en#access", { role: "protocol", size: [1440, 900] });
	await page.waitForSelector(".stage");
	assert.equal(await page.getByText("Access", { exact: true }).count(), 0);
	await closePage(page);
});
