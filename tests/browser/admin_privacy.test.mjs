// Privacy in the office: what is held of one person, a copy, erasing with the word typed, and what stays is said before.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openDay } from "./lib/day.mjs";
import { answerOf, axe, closePage, openPage } from "./lib/page.mjs";

const { server, browser } = await openDay();
const admin = await server.as("admin");

const office = (part, lang = "en") => openPage(browser, server, `/admin?lang=${lang}#privacy/${part}`, { role: "admin", size: [1440, 900] });
const note = (page, words) => page.locator("[data-testid=note]", { hasText: words }).waitFor();

/** Somebody with a help desk case, whose name nobody else has. */
async function somebody(display) {
	const person = await answerOf(admin.post("/api/participants", { name: { display }, entity: { name: `House of ${display}` } }));
	await answerOf(admin.post(`/api/participants/${person.id}/check-in`, { badge: true }));
	await answerOf(admin.post(`/api/participants/${person.id}/help`, { reason: "other", words: "waits" }));
	return person;
}

async function lookAt(page, name) {
	await page.fill("#privacy-person", name);
	await page.locator("[role=option]").first().click();
	await page.locator("[data-testid=list-privacy-held] tr", { hasText: "help_case" }).waitFor();
}

test("a person is found, copied, and erased only with their registration ID typed; what stays is said before", async () => {
	const person = await somebody("Wilhelmina Vergissmeinnicht");
	const page = await office("person");
	await lookAt(page, "Vergissmeinnicht");
	const [file] = await Promise.all([page.waitForEvent("download"), page.click("[data-testid=privacy-json]")]);
	assert.equal(file.suggestedFilename(), "person.json");
	await note(page, "A copy of what is held");
	await page.click("[data-testid=privacy-erase]");
	assert.match(await page.locator("[data-testid=privacy-lead]").innerText(), /What stays, and why:[^]*Journal: that something was done/);
	await page.fill("[name=reason]", "Asked at the desk");
	await page.fill("[name=typed]", "somebody else");
	await page.click("[data-testid=submit]");
	await page.getByText("That is not the registration ID.").first().waitFor();
	assert.equal((await answerOf(admin.get(`/api/participants/${person.id}`))).state, "arrived", "nothing has happened");
	await page.fill("[name=typed]", person.registration_id);
	await page.click("[data-testid=submit]");
	await note(page, "Erased.");
	assert.equal((await answerOf(admin.get(`/api/participants/${person.id}`))).state, "erased");
	await page.goto(`${server.origin}/admin?lang=en#privacy/taken`);
	await page.locator("[data-testid=list-privacy-erasures] tbody tr", { hasText: "Asked at the desk" }).waitFor();
	await closePage(page);
});

test("the days that photos stay are changed in the table", async () => {
	const page = await office("records");
	await page.click("[data-testid=days-photo]");
	await page.fill("[name=days]", "12");
	await page.click("[data-testid=submit]");
	await page.locator("[data-testid=list-privacy-records] tr", { hasText: "12 days after the last day" }).waitFor();
	await closePage(page);
});

for (const lang of ["en", "ar"]) {
	test(`what is held, why, and what went can be read by everybody (${lang})`, async () => {
		const name = `Ottilie Lesbar ${lang}`;
		await somebody(name);
		for (const part of ["person", "records", "taken"]) {
			const page = await office(part, lang);
			if (part === "person") await lookAt(page, name);
			else await page.locator("[data-testid^=list-privacy] tbody tr, .list-empty").first().waitFor();
			assert.deepEqual(await axe(page), [], part);
			await closePage(page);
		}
	});
}
