// A signing ceremony: the protocol officer calls, sees what blocks, the signatory signs on the tablet or on paper, everybody sees it; and
// nothing written is lost when the network is.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { answerOf, closePage, launch, openPage, restart, serveDay, until } from "./lib/page.mjs";

const TABLET = [1280, 800];
let server;
let browser;
let protocol;
let declaration;

before(async () => {
	[server, browser] = await Promise.all([serveDay(), launch()]);
	protocol = await server.as("protocol");
	[declaration] = (await answerOf(protocol.get("/api/declarations"))).declarations;
});
after(async () => {
	await browser?.close();
	await server?.stop();
});

const list = () => answerOf(protocol.get(`/api/declarations/${declaration.id}/signatories`));
const rowOf = async (id) => (await list()).signatories.find((row) => row.id === id);

/** Nobody is at the table before each test. */
beforeEach(async () => {
	const { now } = await list();
	if (now !== null) await answerOf(protocol.post(`/api/signatories/${now.id}/return`));
});

/** The next one on the list, with the authority that a test needs, called or not. */
async function nextOne({ seen = true, called = true } = {}) {
	const { next } = await list();
	const [row] = next;
	const authority = seen ? { state: "seen", kind: "full_powers" } : { state: "unseen" };
	await answerOf(protocol.patch(`/api/signatories/${row.id}`, { authority }, { version: row.version }));
	if (called) await answerOf(protocol.post(`/api/signatories/${row.id}/call`));
	return rowOf(row.id);
}

async function openOfficer(options = {}) {
	const page = await openPage(browser, server, `/ceremony?lang=en#declaration=${declaration.id}`, { role: "protocol", ...options });
	await page.waitForSelector(".row");
	return page;
}

async function openTablet(options = {}) {
	const page = await openPage(browser, server, `/signing?lang=en#declaration=${declaration.id}`, { role: "kiosk", size: TABLET, ...options });
	await page.waitForSelector("[data-testid=calm], [data-testid=signing]");
	return page;
}

/** A hand that goes up and down. */
async function write(tablet) {
	const box = await (await tablet.waitForSelector("[data-testid=pad]")).boundingBox();
	const [x, y] = [box.x + box.width / 4, box.y + box.height / 2];
	await tablet.mouse.move(x, y);
	await tablet.mouse.down();
	for (let i = 1; i <= 20; i += 1) await tablet.mouse.move(x + 12 * i, y + (i % 2 === 0 ? 40 : -40));
	await tablet.mouse.up();
	await tablet.waitForSelector("[data-testid=clear]:not(:disabled)");
}

const counted = (page, n) => page.waitForFunction((wanted) => document.querySelector("[data-testid=counter]").textContent.startsWith(`${wanted} of`), n);

test("N calls the next one, the officer sees the full powers, the signatory signs on the tablet, and the counter moves", async () => {
	const first = await nextOne({ seen: false, called: false });
	const { signed } = (await list()).declaration;
	const [officer, tablet] = await Promise.all([openOfficer(), openTablet()]);
	await officer.keyboard.press("n");
	await officer.waitForSelector(`.called[data-row="${first.id}"]`);
	await tablet.waitForSelector(`[data-testid=signing][data-row="${first.id}"] [data-testid=blocked]`);
	await officer.click("[data-testid=seen]");
	await officer.waitForSelector("[data-testid=ready]");
	await tablet.waitForSelector("[data-testid=blocked]", { state: "detached" });
	await write(tablet);
	await tablet.click("[data-testid=sign]");
	await tablet.waitForSelector("[data-testid=thanks]");
	await counted(officer, signed + 1);
	const row = await rowOf(first.id);
	assert.deepEqual([row.state, row.signature.means, row.signature.device], ["signed", "tablet", "kiosk"]);
	await answerOf(protocol.post("/api/wall", { scene: "signing" }));
	const { signing } = await answerOf(server.guest.get("/api/wall"));
	assert.ok(signing.signed === signed + 1 && signing.last.strokes.flat().length > 10);
	await Promise.all([closePage(officer), closePage(tablet)]);
});

test("the list says of which language its alphabet is, for Allemagne stands before Belgique", async () => {
	const page = await openOfficer();
	const { language } = (await answerOf(protocol.get("/api/declarations"))).declarations[0];
	assert.equal(language, "fr");
	assert.match(await page.textContent(".list-head"), /Alphabetical · French/);
	await closePage(page);
});

test("the tablet shows the text that is hashed, in the reader's language, with its number", async () => {
	await nextOne();
	const tablet = await openTablet();
	await tablet.waitForSelector(".paper h1");
	const text = (await server.guest.get(`/api/declarations/${declaration.id}.txt`)).text;
	const shown = await tablet.textContent("[data-testid=sha256]");
	assert.ok(shown.includes(createHash("sha256").update(text).digest("hex")));
	await tablet.click("button[lang=ar]");
	await tablet.waitForSelector(".paper[dir=rtl]");
	assert.equal(await tablet.textContent(".paper h1"), declaration.text.title.ar);
	await closePage(tablet);
});

test("a signature is cleared before it is given, and a reservation goes with it", async () => {
	const row = await nextOne();
	const tablet = await openTablet();
	await write(tablet);
	await tablet.click("[data-testid=clear]");
	await tablet.waitForSelector("[data-testid=sign]:disabled");
	await write(tablet);
	await tablet.click(".remarks summary");
	await tablet.fill("#reservation", "Paragraph 2 is read in the light of our law.");
	await tablet.click("[data-testid=sign]");
	await tablet.waitForSelector("[data-testid=thanks]");
	assert.equal((await rowOf(row.id)).signature.reservation, "Paragraph 2 is read in the light of our law.");
	await closePage(tablet);
});

test("a signature written while the network is gone survives a restart of server and tablet, and is given once", async () => {
	const row = await nextOne();
	const tablet = await openTablet({ hasNoise: true });
	await write(tablet);
	await server.stop();
	await tablet.click("[data-testid=sign]");
	await tablet.waitForSelector("[data-testid=kept]");
	server = await restart(server);
	protocol = await server.as("protocol");
	await tablet.reload();
	await tablet.waitForSelector("[data-testid=thanks], [data-testid=calm]");
	await tablet.waitForFunction(() => document.querySelector("[data-testid=kept]") === null);
	assert.equal((await rowOf(row.id)).state, "signed");
	const { signatures } = await answerOf(protocol.get(`/api/declarations/${declaration.id}/signatures`));
	assert.equal(signatures.filter((one) => one.signatory === row.id).length, 1);
	await closePage(tablet);
});

test("a refusal says why, and what was written can be given again", async () => {
	const row = await nextOne();
	const tablet = await openTablet({ hasNoise: true });
	await write(tablet);
	await tablet.route("**/signatures", async (route) => {
		const body = { ...route.request().postDataJSON(), text_sha256: "0".repeat(64) };
		await route.continue({ postData: JSON.stringify(body) });
	}, { times: 1 });
	await tablet.click("[data-testid=sign]");
	await tablet.waitForSelector("[data-testid=refused]");
	assert.match(await tablet.textContent("[data-testid=refused]"), /The text was changed meanwhile/);
	await tablet.click("[data-testid=take-back]");
	await tablet.waitForSelector("[data-testid=sign]:not(:disabled)");
	await tablet.click("[data-testid=sign]");
	await tablet.waitForSelector("[data-testid=thanks]");
	assert.equal((await rowOf(row.id)).state, "signed");
	await closePage(tablet);
});

test("who cannot draw signs on paper: the officer scans the badge", async () => {
	const row = await nextOne();
	const desk = await server.as("desk");
	const { qr } = await answerOf(desk.post(`/api/participants/${row.person.id}/badge`, { reason: "lost" }));
	const [officer, tablet] = await Promise.all([openOfficer(), openTablet()]);
	await tablet.click("[data-testid=paper]");
	await tablet.waitForSelector("[data-testid=on-paper]");
	await officer.waitForSelector(".called");
	await officer.keyboard.press("s");
	await officer.waitForSelector("#paper-code");
	await officer.keyboard.type(qr);
	await officer.keyboard.press("Enter");
	await officer.waitForFunction((code) => document.getElementById("paper-code").value === code, qr);
	await officer.click("[data-testid=paper-yes]");
	await officer.waitForSelector(`[data-row="${row.id}"][data-state=signed]`);
	assert.equal((await rowOf(row.id)).signature.means, "paper");
	await tablet.waitForSelector("[data-testid=calm]");
	await Promise.all([closePage(officer), closePage(tablet)]);
});

test("absent, late and undo have a key each; a refused act says so in words", async () => {
	const first = await nextOne();
	const officer = await openOfficer();
	await officer.waitForSelector(".called");
	await officer.keyboard.press("u");
	await officer.waitForSelector(".called", { state: "detached" });
	assert.equal((await rowOf(first.id)).state, "expected");
	await officer.keyboard.press("n");
	await officer.waitForSelector(".called");
	await officer.keyboard.press("l");
	await officer.waitForSelector(`[data-row="${first.id}"][data-state=late]`);
	await officer.keyboard.press("n");
	await officer.waitForSelector(".called");
	const second = (await list()).now;
	await officer.keyboard.press("a");
	await officer.waitForSelector(`[data-row="${second.id}"][data-state=absent]`);
	await officer.keyboard.press("p");
	await officer.waitForSelector("[data-testid=note][data-tone=ok]");
	await closePage(officer);
});

test("a signature is annulled only with a reason, and the signatory may sign again", async () => {
	const officer = await openOfficer();
	const signed = (await list()).signatories.filter((row) => row.state === "signed");
	await officer.keyboard.press("u");
	await officer.waitForSelector("#reason");
	await officer.click("[data-testid=annul-yes]");
	assert.notEqual(await officer.$("#reason"), null);
	await officer.fill("#reason", "signed on the wrong line");
	await officer.click("[data-testid=annul-yes]");
	await counted(officer, signed.length - 1);
	const { signatures } = await answerOf(protocol.get(`/api/declarations/${declaration.id}/signatures`));
	assert.deepEqual(signatures.filter((one) => one.annulled !== null).map((one) => one.annulled.reason), ["signed on the wrong line"]);
	await closePage(officer);
});

test("the launch is asked twice and marks its moment", async () => {
	const officer = await openOfficer();
	await officer.click("[data-testid=launch]");
	await officer.click("[data-testid=launch-yes]");
	await officer.waitForSelector("[data-testid=launched]");
	await officer.click("[data-testid=scene-launch]");
	await officer.waitForSelector("[data-testid=scene-launch][aria-pressed=true]");
	const wall = await answerOf(server.guest.get("/api/wall"));
	assert.ok(wall.signing.launched_at);
	assert.equal(wall.scene.name, "launch");
	await closePage(officer);
});

test("a new declaration is drafted, its gaps are seen, and each saved text has its number and hash", async () => {
	const officer = await openOfficer();
	await officer.click("[data-testid=tab-text]");
	await officer.getByRole("button", { name: "New declaration" }).click();
	await officer.fill("dialog #coalition", "Coalition of schools");
	await officer.keyboard.press("Enter");
	await officer.waitForFunction(() => document.querySelectorAll(".text-lang[data-gap=true]").length === 6);
	await officer.fill("#title", "Déclaration des écoles");
	await officer.fill("#body", "Nous connecterons les écoles.");
	await officer.click("[data-testid=save-text]");
	await officer.waitForFunction(() => document.querySelector("[data-testid=text-number]").textContent === "2");
	assert.equal(await officer.locator(".text-lang[data-gap=true]").count(), 5);
	const shown = await officer.textContent("[data-testid=sha256]");
	const { declarations } = await answerOf(protocol.get("/api/declarations"));
	const made = declarations.find((row) => row.coalition === "Coalition of schools");
	assert.equal(shown, made.text.sha256);
	assert.equal(made.text.title.fr, "Déclaration des écoles");
	await closePage(officer);
});

test("in which capacity somebody signs is said on the sheet, and stands at the table and on the tablet; what is too long stays to be corrected", async () => {
	const row = await nextOne();
	const [officer, tablet] = await Promise.all([openOfficer({ hasNoise: true }), openTablet()]);
	await officer.click(`.row[data-row="${row.id}"] .row-button`);
	await officer.fill("#capacity", "Minister ".repeat(60));
	await officer.keyboard.press("Enter");
	await officer.waitForSelector("[data-testid=note][data-tone=refuse]");
	assert.match(await officer.inputValue("#capacity"), /^Minister Minister/);
	await officer.fill("#capacity", "Minister of Communications");
	await officer.keyboard.press("Enter");
	await officer.waitForSelector("[data-testid=capacity-save]", { state: "detached" });
	assert.equal((await rowOf(row.id)).capacity, "Minister of Communications");
	await officer.keyboard.press("Escape");
	await officer.waitForSelector(".called >> text=Minister of Communications");
	await tablet.waitForSelector("[data-testid=signing] >> text=Minister of Communications");
	await Promise.all([closePage(officer), closePage(tablet)]);
});

/** What this device keeps of texts that were not saved, as it lies on its disk. */
const kept = (page) => page.evaluate(() => new Promise((done) => {
	const opening = indexedDB.open("p2c.ceremony");
	opening.onsuccess = () => {
		const asked = opening.result.transaction("draft").objectStore("draft").get("draft");
		asked.onsuccess = () => {
			opening.result.close();
			done(JSON.stringify(asked.result ?? null));
		};
	};
}));

test("a text that was written and not saved survives a reload, stays with its declaration, and leaves the device when it is saved or discarded", async () => {
	const [made, other] = await Promise.all(["Coalition of islands", "Coalition of ports"].map((coalition) => answerOf(protocol.post("/api/declarations", { coalition }))));
	const officer = await openPage(browser, server, `/ceremony?lang=en#declaration=${made.id}`, { role: "protocol" });
	const toText = () => officer.press("[data-testid=tab-text]", "Enter"); // a guest’s arrival may stand over it
	await toText();
	await officer.fill("#title", "Islands, half written");
	await until(() => kept(officer), (text) => text.includes("half written"));
	await officer.reload();
	await toText();
	await officer.waitForSelector("[data-testid=unsaved]");
	assert.equal(await officer.inputValue("#title"), "Islands, half written");
	await officer.selectOption(".head-select", other.id);
	await officer.waitForSelector("[data-testid=unsaved]", { state: "detached" });
	assert.equal(await officer.inputValue("#title"), "");
	await officer.selectOption(".head-select", made.id);
	await officer.click("[data-testid=save-text]");
	await officer.waitForSelector("[data-testid=unsaved]", { state: "detached" });
	await until(() => kept(officer), (text) => text === "null");
	await officer.fill("#title", "Never meant");
	await until(() => kept(officer), (text) => text.includes("Never meant"));
	await officer.click("[data-testid=drop-text]");
	await until(() => kept(officer), (text) => text === "null");
	await officer.reload();
	await toText();
	assert.equal(await officer.inputValue("#title"), "Islands, half written");
	await closePage(officer);
});
