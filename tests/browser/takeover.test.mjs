// The box dies, a spare takes over from a copy that is older than the last acts: the desk says them again by itself, each once.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { folder, p2c } from "../http/lib/program.mjs";
import { serve, serveDemo } from "../http/lib/server.mjs";
import { openBy, openDesk, peopleOf } from "./lib/desk.mjs";
import { CLOCK, closePage, launch } from "./lib/page.mjs";

let browser;
before(async () => {
	browser = await launch();
});
after(() => browser?.close());

const isNew = (row) => row.badge === null && !row.remote && !row.vip && row.state === "confirmed";

async function checkIn(page, person) {
	await openBy(page, person.name.display, person.id);
	await page.keyboard.press("Enter");
	await page.waitForSelector(`[data-testid=person][data-id="${person.id}"][data-state=arrived]`);
}

test("what a desk did after the copy was taken is on the spare within moments, and what the spare knew is not done twice", async () => {
	const box = await serveDemo({ args: ["--clock", CLOCK] });
	const api = await box.as("desk");
	const people = peopleOf(api);
	const [known, lost] = [await people.somebody(isNew), await people.somebody(isNew)];
	const page = await openDesk(browser, box, { place: { name: "4" }, hasNoise: true });
	await checkIn(page, known);
	const copy = join(folder(), "copy.db");
	assert.equal((await p2c(["backup", copy, "--data", box.data])).code, 0);
	await checkIn(page, lost);
	assert.equal((await people.person(lost.id)).state, "arrived");
	await box.stop("SIGKILL");

	const data = join(folder(), "data");
	assert.equal((await p2c(["restore", copy, "--data", data])).code, 0);
	const spare = await serve(data, { args: ["--listen", `127.0.0.1:${box.port}`, "--clock", CLOCK] });
	try {
		const again = spare.signedIn(api.cookie);
		assert.equal((await again.get(`/api/participants/${lost.id}`)).json.state, "confirmed", "the copy does not know it");
		await page.waitForResponse((one) => one.url().endsWith("/check-in") && one.ok());
		await page.waitForFunction(async (id) => (await (await fetch(`/api/participants/${id}`)).json()).state === "arrived", lost.id);
		for (const { id } of [known, lost]) {
			const { acts } = (await again.get(`/api/participants/${id}`)).json;
			assert.equal(acts.filter((act) => act.action.endsWith("check_in")).length, 1);
		}
		assert.equal(await page.locator(".strip-old").count(), 0);
		await closePage(page);
	} finally {
		await spare.stop();
	}
});
