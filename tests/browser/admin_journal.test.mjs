// The journal and the reports in the office: reading along, asking by whom and whom, the proof in words, and files that are there.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openDay } from "./lib/day.mjs";
import { answerOf, axe, closePage, openPage, overflow } from "./lib/page.mjs";

const { server, browser } = await openDay();
const admin = await server.as("admin");

const office = (place, lang = "en", role = "admin") => openPage(browser, server, `/admin?lang=${lang}#${place}`, { role, size: [1440, 900] });
const rows = (page) => page.locator("[data-testid=list-journal] tbody tr");
const row = (page, words) => rows(page).filter({ hasText: words }).first();

async function somebody(display) {
	const person = await answerOf(admin.post("/api/participants", { name: { display }, entity: { name: `House of ${display}` } }));
	await answerOf(admin.post(`/api/participants/${person.id}/check-in`, {}));
	return person;
}

test("an entry is opened, and all about the same person and all by the same actor are asked for from it", async () => {
	await somebody("Josephine Journal");
	const page = await office("journal");
	await row(page, "Checked in").getByRole("button").click();
	const panel = page.locator("[data-testid=panel]");
	await panel.getByText("Josephine Journal").waitFor();
	await page.click("[data-testid=journal-about]");
	await page.getByText("Only about Josephine Journal").waitFor();
	await page.waitForFunction(() => document.querySelector("[data-testid=count-journal]").textContent === "2 rows");
	assert.match((await rows(page).allInnerTexts()).join("\n"), /Checked in[^]*Registered/, "the newest first");
	await page.click("[data-testid=journal-all]");
	await page.waitForFunction(() => document.querySelector("[data-testid=count-journal]").textContent.endsWith("of 200"));
	await closePage(page);
});

test("new entries come in by themselves; under whoever reads further down nothing moves, and they are asked for", async () => {
	const page = await office("journal");
	await rows(page).first().waitFor();
	await somebody("Nora Newcomer");
	await row(page, "Nora Newcomer").waitFor();
	const first = rows(page).first();
	const read = await first.getAttribute("data-key");
	await first.getByRole("button").click();
	await page.locator("[data-testid=panel]").waitFor();
	await somebody("Lars Later");
	const more = page.locator("[data-testid=journal-newest]");
	await more.filter({ hasText: "new entr" }).waitFor();
	assert.equal(await first.getAttribute("data-key"), read);
	await more.click();
	await row(page, "Lars Later").waitFor();
	assert.equal(await page.locator(`tr[data-key="${read}"]`).count(), 1, "what was read is still there");
	await closePage(page);
});

test("the keyboard alone narrows by area, actor and person; older entries come below", async () => {
	const person = await somebody("Kasimir Keyboard");
	const page = await office("journal");
	await rows(page).first().waitFor();
	await page.click("[data-testid=journal-older]");
	await page.waitForFunction(() => document.querySelector("[data-testid=count-journal]").textContent.endsWith("of 400"));
	await page.selectOption("[data-testid=journal-topic]", "participants");
	await row(page, "Checked in").waitFor();
	await page.focus("[data-testid=journal-actor]");
	await page.keyboard.type("nobody at all");
	await page.keyboard.press("Enter");
	await page.getByText("Nothing fits these filters.").waitFor();
	await page.click("[data-testid=journal-all]");
	await page.fill("#journal-person", "Kasimir");
	await page.locator("[role=option]").first().waitFor();
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Enter");
	await page.getByText(`Only about ${person.name.display}`).waitFor();
	await page.waitForFunction(() => document.querySelector("[data-testid=count-journal]").textContent === "2 rows");
	await closePage(page);
});

test("the head stands in groups of four, and the proof says in words how many entries fit", async () => {
	const page = await office("journal");
	await rows(page).first().waitFor();
	assert.match(await page.locator("[data-testid=journal-hash]").innerText(), /^(?:[\da-f]{4}\s?){16}$/);
	await page.click("[data-testid=journal-verify]");
	const { head } = await answerOf(admin.get("/api/journal/verify"));
	await page.locator("[data-testid=journal-found]", { hasText: `all ${head.seq.toLocaleString("en")} entries fit` }).waitFor();
	await closePage(page);
});

test("an entry that was altered is said with its number, and what to do", async () => {
	const page = await office("journal");
	await page.route("**/api/journal/verify", async (route) => {
		const answer = await route.fetch();
		await route.fulfill({ response: answer, json: { ...await answer.json(), state: "altered", seq: 1234 } });
	});
	await page.click("[data-testid=journal-verify]");
	await page.locator("[data-testid=journal-found] [data-tone=refuse]", { hasText: /Entry 1,234 was altered\.[^]*Call the technician/ }).waitFor();
	await closePage(page);
});

for (const role of ["admin", "protocol"]) {
	test(`every file of Reports is there for ${role}`, async () => {
		const page = await office("reports", "en", role);
		await page.locator("[data-testid^='report /api/declarations/']").first().waitFor();
		const paths = await page.locator("a[data-testid^=report]").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
		assert.equal(paths.includes("/api/participants.csv"), role === "admin");
		const statuses = await page.evaluate((all) => Promise.all(all.map(async (path) => `${path} ${(await fetch(path)).status}`)), paths);
		assert.deepEqual(statuses, paths.map((path) => `${path} 200`));
		assert.ok(paths.length >= 12, `${paths.length}`);
		await closePage(page);
	});
}

for (const lang of ["en", "ar"]) {
	test(`journal and reports can be read by everybody (${lang})`, async () => {
		for (const place of ["journal", "reports"]) {
			const page = await office(place, lang);
			await page.locator("[data-testid=list-journal] tbody tr, [data-testid=reports] a").first().waitFor();
			if (place === "journal") await rows(page).nth(2).getByRole("button").click();
			assert.deepEqual([await axe(page), await overflow(page)], [[], []], place);
			await closePage(page);
		}
	});
}
