// The registration desk as a clerk works it: with the keyboard and a scanner, beside other desks, and when the server is gone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openDay } from "./lib/day.mjs";
import { openBy, openDesk as openDeskOf, peopleOf } from "./lib/desk.mjs";
import { answerOf, closePage, codeIn, openPage, restart, serveDay } from "./lib/page.mjs";

const { server, browser } = await openDay();
const api = await server.as("desk");
const people = peopleOf(api);

const openDesk = (options = {}) => openDeskOf(browser, options.server ?? server, options);
const scan = async (code) => answerOf(api.post("/api/scans", { code, point: "main" }));
/** Somebody of the list in that state whom no other test has had. */
const somebody = (state, hasBadge = false) => people.somebody((one) => one.state === state && (one.badge !== null) === hasBadge && !one.remote);

const arrivedOn = (page) => page.locator("[data-testid=arrivals] .num").first().textContent().then((text) => Number(text.split(" of ")[0].replace(/\D/g, "")));

for (const [script, typed, shown] of [
	["Arabic", "محمد", ".hit-name"], ["Chinese", "李", ".hit-name"], ["Cyrillic", "Ивано", ".hit-name"], ["Ethiopic", "አበ", ".hit-name"],
	["the Latin form", "gebremedhin", ".hit-latin"], ["Latin without its accents", "jose", ".hit-name"],
]) {
	test(`a name is found by a fragment in ${script}, marked, and opened with Enter`, async () => {
		const page = await openDesk();
		await page.keyboard.type(typed);
		const first = page.locator(".hit").first();
		await first.locator(`${shown} mark`).first().waitFor();
		/* The list follows the typing: this is the one for the last letter. */
		await page.waitForFunction((letters) => document.querySelector(".hit mark").textContent.normalize("NFC").length >= letters, typed.length);
		const id = (await first.getAttribute("id")).replace("hit-", "");
		await page.keyboard.press("Enter");
		await page.waitForSelector(`[data-testid=person][data-id="${id}"]`);
		const { name } = await people.person(id);
		assert.ok((await page.textContent("[data-testid=person] h2")).includes(name.display));
		await closePage(page);
	});
}

test("typing anywhere reaches the field, arrows choose, Escape goes back one step at a time", async () => {
	const page = await openDesk();
	await page.evaluate(() => document.activeElement.blur());
	await page.keyboard.type("mar");
	assert.equal(await page.inputValue("#search"), "mar");
	await page.waitForSelector(".hit:nth-child(3)");
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("ArrowDown");
	const id = (await page.locator(".hit[aria-selected=true]").getAttribute("id")).replace("hit-", "");
	assert.equal(await page.locator(".hit:nth-child(3)").getAttribute("id"), `hit-${id}`);
	await page.keyboard.press("Enter");
	await page.waitForSelector(`[data-testid=person][data-id="${id}"]`);
	await page.keyboard.press("Escape");
	await page.waitForSelector("[data-testid=person]", { state: "detached" });
	await page.keyboard.press("Escape");
	await page.waitForFunction(() => document.getElementById("search").value === "");
	await closePage(page);
});

test("Enter checks in and prints once; the badge on the screen is this person's, and the field is ready for the next", async () => {
	const person = await somebody("confirmed");
	const page = await openDesk();
	const before = await arrivedOn(page);
	await openBy(page, person.registration_id, person.id);
	await page.keyboard.press("Enter");
	await page.keyboard.press("Enter");
	await page.waitForSelector("[data-testid=checked-in]");
	await page.waitForFunction(() => window.prints === 1 && document.activeElement.id === "search" && document.getElementById("search").value === "");
	await page.waitForFunction((n) => document.querySelector("[data-testid=arrivals]").textContent.startsWith(String(n)), before + 1);

	const { badges, state } = await people.person(person.id);
	assert.equal(state, "arrived");
	assert.equal(badges.length, 1);
	const source = await page.getAttribute("[data-testid=badge-preview]", "src");
	const read = await codeIn((await api.get(source)).bytes);
	const { result, participant } = await scan(read);
	assert.ok(["admitted", "already"].includes(result), result);
	assert.equal(participant.id, person.id);
	await closePage(page);
});

test("an arrival at one desk shows at another that has the same person open, without a reload", async () => {
	const person = await somebody("confirmed");
	const [here, there] = await Promise.all([openDesk(), openDesk()]);
	const before = await arrivedOn(there);
	await openBy(there, person.registration_id, person.id);
	await openBy(here, person.registration_id, person.id);
	await here.keyboard.press("Enter");
	await here.waitForSelector("[data-testid=checked-in]");
	await there.waitForSelector(`[data-testid=person][data-id="${person.id}"][data-state=arrived]`);
	await there.waitForSelector(`#hit-${person.id}[data-state=arrived]`);
	await there.waitForFunction((n) => document.querySelector("[data-testid=arrivals]").textContent.startsWith(String(n)), before + 1);
	await there.keyboard.press("Enter");
	assert.equal((await people.person(person.id)).badges.length, 1);
	assert.equal(await there.evaluate(() => window.prints), 0);
	await Promise.all([closePage(here), closePage(there)]);
});

test("somebody who is not on the list is registered with the keyboard, checked in and given a badge", async () => {
	const page = await openDesk();
	await page.keyboard.type("Zoë Quimby-Zubiri");
	await page.waitForSelector("[data-testid=nobody]");
	await page.keyboard.press("F2");
	await page.waitForSelector("dialog[open]");
	assert.deepEqual([await page.inputValue("#walkin-given"), await page.inputValue("#walkin-family")], ["Zoë", "Quimby-Zubiri"]);
	const tabTo = async (id) => {
		for (let i = 0; i < 12 && !(await page.evaluate((wanted) => document.activeElement?.id === wanted, id)); i += 1) await page.keyboard.press("Tab");
	};
	await tabTo("walkin-entity");
	await page.keyboard.type("telecom");
	await page.waitForSelector("#walkin-entity-0");
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Enter");
	await tabTo("walkin-category");
	await page.keyboard.type("MED");
	await tabTo("walkin-email");
	await page.keyboard.type("zoe@example.org");
	await page.keyboard.press("Enter");
	await page.waitForSelector("dialog[open]", { state: "detached" });
	const id = await page.getAttribute("[data-testid=person]", "data-id");
	await page.keyboard.press("Enter");
	await page.waitForSelector("[data-testid=checked-in]");
	const made = await people.person(id);
	assert.deepEqual([made.name.display, made.category, made.state, made.badges.length], ["Zoë Quimby-Zubiri", "MED", "arrived", 1]);
	assert.match(made.entity.name.toLowerCase(), /telecom/);
	await closePage(page);
});

test("a walk-in that lacks what a badge needs is told so at the field, and keeps what was typed", async () => {
	const page = await openDesk({ hasNoise: true });
	await page.keyboard.press("F2");
	await page.waitForSelector("dialog[open]");
	await page.fill("#walkin-given", "Ana");
	await page.fill("#walkin-family", "Novak");
	await page.fill("#walkin-entity", "A company nobody knows");
	await page.selectOption("#walkin-type", "media");
	await page.evaluate(() => document.querySelectorAll("dialog [required]").forEach((field) => field.removeAttribute("required")));
	await page.focus("#walkin-family");
	await page.keyboard.press("Enter");
	await page.waitForSelector("#walkin-category-error");
	assert.equal(await page.inputValue("#walkin-family"), "Novak");
	assert.equal((await people.find("Novak Ana")).length, 0);
	await closePage(page);
});

test("a lost badge is replaced with its reason, and the old one opens no door any more", async () => {
	const person = await somebody("approved");
	const first = await answerOf(api.post(`/api/participants/${person.id}/badge`));
	const page = await openDesk();
	await openBy(page, person.registration_id, person.id);
	await page.keyboard.press("F4");
	await page.waitForSelector("dialog[open]");
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Enter");
	await page.waitForSelector("dialog[open]", { state: "detached" });
	await page.waitForSelector(".badge-earlier");
	await page.waitForFunction(() => window.prints === 1);

	const { badge, badges } = await people.person(person.id);
	assert.notEqual(badge.serial, first.serial);
	assert.deepEqual(badges.map((row) => row.state).sort(), ["issued", "revoked"]);
	assert.ok(badges.some((row) => row.reason === "damaged"));
	assert.equal((await scan(first.qr)).result, "revoked");
	const newCode = await codeIn((await api.get(await page.getAttribute("[data-testid=badge-preview]", "src"))).bytes);
	assert.notEqual(newCode, first.qr);
	assert.equal((await scan(newCode)).participant.id, person.id);
	await closePage(page);
});

test("a scan opens its person from anywhere and leaves nothing in the field; an unknown code is told", async () => {
	const person = await somebody("approved");
	const { qr } = await answerOf(api.post(`/api/participants/${person.id}/badge`));
	const page = await openDesk();
	await page.keyboard.type("mar");
	await page.waitForSelector(".hit");
	await page.keyboard.type(`]Q1${qr}`);
	await page.keyboard.press("Enter");
	await page.waitForSelector(`[data-testid=person][data-id="${person.id}"]`);
	assert.equal(await page.inputValue("#search"), "");
	await page.keyboard.type("0123456789ABCDEFGHJK");
	await page.keyboard.press("Enter");
	await page.waitForSelector("[data-testid=unknown-code]");
	await closePage(page);
});

test("somebody without approval is not checked in: the reason stands where the clerk looks", async () => {
	const person = await somebody("requested");
	const page = await openDesk();
	await openBy(page, person.registration_id, person.id);
	await page.waitForSelector(".banner[data-tone=warn]");
	assert.match(await page.textContent(".banner"), /not approved/i);
	await page.keyboard.press("Enter");
	await page.keyboard.press("F7");
	await page.waitForSelector("dialog[open] input[value=not_approved]:checked");
	const now = await people.person(person.id);
	assert.deepEqual([now.state, now.badge], ["requested", null]);
	await closePage(page);
});

test("the keys are explained in one sheet, and leaving it puts the cursor back", async () => {
	const page = await openDesk();
	await page.keyboard.press("?");
	await page.waitForSelector(".key-help");
	await page.keyboard.press("Escape");
	await page.waitForSelector("dialog[open]", { state: "detached" });
	await page.waitForFunction(() => document.activeElement.id === "search");
	await closePage(page);
});

test("a desk that is not signed in is sent to the sign-in page, and a one-time link opens the desk", async () => {
	const { json } = await (await server.as("admin")).post("/api/codes", { role: "desk" });
	const page = await openPage(browser, server, "/desk", { hasNoise: true });
	await page.waitForURL("**/login?next=*");
	await page.goto(`${server.origin}/login#code=${json.code}`);
	await page.waitForURL("**/desk");
	await page.waitForSelector("#search");
	await closePage(page);
});

test("while the server is gone the desk goes on and says what is safe; when it is back the same check-in happens once", async () => {
	let own = await serveDay();
	try {
		const clerk = await own.as("desk");
		const [person] = (await answerOf(clerk.get("/api/participants?q=ministry&limit=200"))).participants.filter((row) => row.state === "confirmed");
		const page = await openDesk({ server: own, hasNoise: true });
		await openBy(page, person.registration_id, person.id);
		await own.stop();
		await page.keyboard.press("Enter");
		await page.waitForSelector("[data-testid=kept]");
		await page.waitForSelector("[data-testid=pending]");
		own = await restart(own);
		await page.waitForSelector("[data-testid=pending]", { state: "detached" });
		await page.waitForSelector(`[data-testid=person][data-id="${person.id}"][data-state=arrived]`);
		const again = await own.another("desk");
		const kept = await answerOf(again.get(`/api/participants/${person.id}`));
		assert.equal(kept.state, "arrived");
		/* What could not be printed without the server is printed now. */
		if (kept.badge === null) await page.keyboard.press("Enter");
		await page.waitForSelector("[data-testid=badge-preview]");
		assert.equal((await answerOf(again.get(`/api/participants/${person.id}`))).badges.length, 1);
		await closePage(page);
	} finally {
		await own.stop();
	}
});
