// Words that are programs, in every text that somebody may type: no screen runs them, with the policy of the pages switched off too.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { openDay } from "./lib/day.mjs";
import { answerOf, closePage, openPage } from "./lib/page.mjs";

const MARK = "Mallory";
const HOSTILE = `${MARK}<img src=x onerror="window.__pwned=1"><script>window.__pwned=1</script>`;

const { server, browser } = await openDay();

before(async () => {
	const admin = await server.as("admin");
	const words = { en: HOSTILE };
	const { speaker: now } = await answerOf(server.guest.get("/api/wall"));
	const person = await answerOf(admin.post("/api/participants", { name: { given: HOSTILE, family: HOSTILE }, title: HOSTILE, entity: { name: HOSTILE, country: "KEN" } }));
	const speaker = await answerOf(admin.post(`/api/sessions/${now.session}/speakers`, { person: person.id }));
	await answerOf(admin.post("/api/pledges", { type: "policy", speaker: speaker.id, open: true, title: HOSTILE, text: HOSTILE, amount: { value: "5", currency: "USD" } }));
	await answerOf(admin.post(`/api/participants/${person.id}/help`, { reason: "other", words: HOSTILE }));
	await answerOf(admin.post("/api/playlists", { name: `${MARK}<svg onload=__pwned=1>` }));
	await answerOf(admin.post("/api/videos", { title: words, language: "en", size: 1 }));
	await answerOf(admin.post("/api/points", { name: `${MARK}<img src=x onerror=__pwned=1>` }));
	await answerOf(admin.post("/api/declarations", { coalition: HOSTILE, title: words, body: words, language: "en" }));
	const session = await answerOf(server.guest.get(`/api/sessions/${now.session}`));
	await answerOf(admin.patch(`/api/sessions/${session.id}`, { title: { ...session.title, en: HOSTILE } }, { version: session.version }));
});

for (const [path, role, shows] of [
	["/wall?lang=en", undefined, true],
	["/hall?lang=en", undefined, true],
	["/kiosk?lang=en", undefined, true],
	["/desk?lang=en", "desk", false],
	["/moderator?lang=en", "moderator", true],
	["/ceremony?lang=en", "protocol", true],
	["/admin?lang=en#videos", "admin", true],
	["/admin?lang=en#doors", "admin", true],
]) {
	test(`${path} shows hostile words as words`, async () => {
		const page = await openPage(browser, server, path, { role });
		if (shows) await page.waitForFunction((mark) => document.body.textContent.includes(mark), MARK);
		else await page.waitForFunction(() => document.activeElement?.id === "search");
		if (path.startsWith("/desk")) {
			await page.keyboard.type(MARK);
			await page.waitForFunction((mark) => document.body.textContent.includes(`${mark}<img`), MARK);
		}
		assert.equal(await page.evaluate(() => window.__pwned), undefined);
		assert.equal(await page.evaluate(() => document.querySelectorAll("[onerror], [onload]").length), 0);
		await closePage(page);
	});
}

test("the words are programs: a page that took them as markup would have run them", async () => {
	const page = await openPage(browser, server, "/wall?lang=en", { hasNoise: true });
	await page.evaluate((words) => {
		document.body.innerHTML = words;
	}, HOSTILE);
	await page.waitForFunction(() => window.__pwned === 1);
	await page.context().close();
});
