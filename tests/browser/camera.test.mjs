// Badges before a camera: Chromium is given a film of a badge that the project drew, in place of the device's camera. The page's
// own policy holds throughout.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { folder, run } from "../http/lib/program.mjs";
import { badgeOf, nextAnswer, openDoor, people } from "./lib/door.mjs";
import { closePage, launch, openPage, serveDay } from "./lib/page.mjs";

let server;
let person;
let film;

before(async () => {
	server = await serveDay();
	const api = await server.as("admin");
	[person] = await people(api, ({ state, badge }) => state === "confirmed" && badge === null);
	const { serial } = await badgeOf(api, person);
	film = await filmOf((await api.get(`/api/badges/${serial}.png`)).bytes);
});
after(() => server?.stop());

/** A badge held before a camera: a second of it, over and over, not filling the frame and a little turned. */
async function filmOf(png) {
	const place = folder("p2c-film");
	writeFileSync(join(place, "badge.png"), png);
	const scene = "scale=-2:620,rotate=0.12:ow=rotw(0.12):oh=roth(0.12):c=gray,pad=1280:720:(ow-iw)/2:(oh-ih)/2:gray,format=yuvj420p";
	const { code, err } = await run("ffmpeg", ["-y", "-v", "error", "-loop", "1", "-i", join(place, "badge.png"), "-vf", scene, "-t", "1", "-r", "10", "-q:v", "3", join(place, "badge.mjpeg")]);
	assert.equal(code, 0, err);
	return join(place, "badge.mjpeg");
}

/** A browser whose camera shows the film, or that has no camera. */
function launchWith(shown) {
	return launch(["--use-fake-ui-for-media-stream", ...(shown === null ? [] : ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${shown}`])]);
}

test("a badge is read by the camera, under the page's own policy, with nothing from outside, and as one scan", async () => {
	const browser = await launchWith(film);
	try {
		const page = await openDoor(browser, server, { isStrict: true });
		const asked = [];
		page.on("request", (request) => asked.push(request));
		await page.click("[data-testid=camera]");
		const answer = await nextAnswer(page);
		assert.deepEqual([answer.light, answer.text.includes(person.name.display)], ["green", true]);
		await page.waitForSelector("[data-testid=ready]");
		await page.waitForSelector("#finder");
		assert.equal(asked.filter((request) => request.method() === "POST").length, 1);
		assert.deepEqual([...new Set(asked.map((request) => new URL(request.url()).origin))], [server.origin]);
		await page.click("[data-testid=camera]");
		assert.equal(await page.evaluate(() => document.getElementById("finder").srcObject), null);
		await closePage(page);
	} finally {
		await browser.close();
	}
});

test("a kiosk fetches its reader when somebody asks for the camera, and shows the agenda of the badge it sees, under the page's own policy", async () => {
	const browser = await launchWith(film);
	try {
		const page = await openPage(browser, server, "/kiosk?lang=en#/own", { size: [1080, 1920], isStrict: true });
		await page.waitForSelector("[data-testid=own-camera]");
		const before = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
		await page.click("[data-testid=own-camera]");
		await page.waitForSelector("[data-testid=own]");
		assert.equal(await page.textContent("[data-testid=own] h1"), person.name.display);
		const after = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
		const isReader = (name) => /camera-|zxing/.test(name);
		assert.deepEqual([before.filter(isReader).length, after.filter(isReader).length], [0, 2]);
		assert.equal(await page.locator("video").count(), 0);
		await closePage(page);
	} finally {
		await browser.close();
	}
});

test("a device without a camera says so, and what to do instead", async () => {
	const browser = await launchWith(null);
	try {
		const page = await openDoor(browser, server);
		await page.click("[data-testid=camera]");
		assert.match(await page.textContent(".ready-failure"), /no camera.*type the code/i);
		await closePage(page);
	} finally {
		await browser.close();
	}
});

test("the camera reads on when the server is gone and the page was opened without it", async () => {
	const browser = await launchWith(film);
	const own = await serveDay();
	try {
		const page = await openDoor(browser, own, { hasNoise: true, isStrict: true });
		await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === "activated");
		await own.stop();
		await page.reload();
		await page.waitForSelector("[data-testid=offline][data-reachable=false]");
		await page.click("[data-testid=camera]");
		/* A badge of another server: this event's mark is not on it. */
		const answer = await nextAnswer(page);
		assert.equal(answer.isOwn, true);
		await closePage(page);
	} finally {
		await browser.close();
		await own.stop();
	}
});
