// A tablet that nobody types a password into: it shows a code, an administrator types it, the tablet goes to its work by itself.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openDay } from "./lib/day.mjs";
import { answerOf, axe, closePage, openPage } from "./lib/page.mjs";

const { server, browser } = await openDay();
const admin = await server.as("admin");

const openLogin = (options) => openPage(browser, server, "/login?lang=en&next=/desk", { size: [820, 1180], ...options });
async function codeOn(page) {
	await page.click("[data-testid='device.ask']");
	return page.locator("[data-testid=device-code]").textContent();
}
/** The device that asks; the administrator sees several, and knows which by the code. */
const asking = async () => (await answerOf(admin.get("/api/devices"))).devices.find(({ state }) => state === "asked");

test("a tablet shows a code and is let in by whoever typed it; then it goes on by itself", async () => {
	const page = await openLogin();
	const code = await codeOn(page);
	assert.match(code, /^[0-9A-Z]{3}-[0-9A-Z]{3}$/);
	assert.deepEqual(await axe(page), []);
	const { id } = await asking();
	await answerOf(admin.post(`/api/devices/${id}/approve`, { code, name: "Desk 7", role: "desk", place: "7" }));
	await page.waitForURL("**/desk");
	await page.waitForSelector("[data-testid=arrivals]");
	await closePage(page);
});

test("a tablet that is turned away says so and may ask again", async () => {
	const page = await openLogin();
	const first = await codeOn(page);
	const { id } = await asking();
	await answerOf(admin.post(`/api/devices/${id}/revoke`));
	await page.getByText("The code was not used in time.").waitFor();
	assert.notEqual(await codeOn(page), first);
	await closePage(page);
});

test("a desk that is shut out stands at the sign-in within a moment", async () => {
	const page = await openLogin({ hasNoise: true });
	const code = await codeOn(page);
	const { id } = await asking();
	await answerOf(admin.post(`/api/devices/${id}/approve`, { code, name: "Desk 8", role: "desk", place: "8" }));
	await page.waitForURL("**/desk");
	await page.waitForSelector("[data-testid=arrivals]");
	await answerOf(admin.post(`/api/devices/${id}/revoke`));
	await page.waitForURL("**/login*");
	await closePage(page);
});
