// Video messages in breaks: together on all screens, found again in the middle, with captions, and never over a session that runs.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { approved, film } from "../http/lib/videos.mjs";
import { openDay } from "./lib/day.mjs";
import { answerOf, axe, closePage, openPage, until } from "./lib/page.mjs";

const ACROSS = [1920, 1080];
/** Two screens side by side, seen by one person. */
const TOGETHER_S = 0.1;
const SECONDS = 40;
/** After the break that nobody is in: MH1 breaks at 15:15, the plenary goes on. */
const IN_BREAK = "2022-06-08T15:20:00+02:00";
let office;
let rooms;
let video;

const { server, browser } = await openDay();

before(async () => {
	office = await server.as("admin");
	const agenda = await answerOf(server.guest.get("/api/agenda"));
	rooms = agenda.rooms;
	video = await approved(office, film({ format: "webm", seconds: SECONDS, size: "320x180" }), { title: { en: "Islands online" } });
	const cues = "WEBVTT\n\n00:00.000 --> 01:00.000\nWe connect every island.\n";
	await office.upload(`/api/videos/${video.id}/captions?lang=en`, Buffer.from(cues), "text/vtt");
	for (const row of agenda.sessions.filter(({ room, state }) => room === roomOf("MH1") && state === "running")) await answerOf(office.post(`/api/sessions/${row.id}/end`));
	await answerOf(office.post("/api/clock", { now: IN_BREAK }));
	await answerOf(office.post("/api/playlists", { name: "Coffee", items: [video.id], loop: true }));
});

const roomOf = (name) => rooms.find((room) => room.name === name).id;
const openSign = (name, options) => openPage(browser, server, `/sign/${roomOf(name)}?lang=en`, { size: ACROSS, ...options });
const isPlaying = (page) => page.waitForFunction(() => {
	const film = document.querySelector("video[data-shown=true]");
	return film !== null && !film.paused && !film.seeking && film.readyState >= 3;
});
/** Where the film is, and when that was (ms of this machine); NaN between two films. */
const whereIs = (page) => page.evaluate(() => ({ at: document.querySelector("video[data-shown=true]")?.currentTime ?? NaN, when: performance.timeOrigin + performance.now() }));

/** How far apart two screens are at one moment. */
async function apart(one, other) {
	const [a, b] = await Promise.all([whereIs(one), whereIs(other)]);
	const difference = a.at - b.at - (a.when - b.when) / 1000;
	return Math.min(Math.abs(difference), Math.abs(SECONDS - Math.abs(difference)));
}

test("two screens that are switched on one after the other show the same picture", async () => {
	const one = await openSign("MH1");
	await isPlaying(one);
	const other = await openSign("MH1");
	await isPlaying(other);
	await until(() => apart(one, other), (seconds) => seconds < TOGETHER_S);
	const measured = [];
	for (let i = 0; i < 5; i += 1) measured.push(await apart(one, other));
	assert.ok(measured.filter((seconds) => seconds < TOGETHER_S).length >= 4, measured.join(" "));
	assert.match(await one.innerText("[data-testid=next]"), /15:45/, "the next session stands beside it");
	assert.deepEqual(await axe(one), []);
	await Promise.all([closePage(one), closePage(other)]);
});

test("a screen that is loaded anew goes on in the middle, and one that was moved finds its place again", async () => {
	const page = await openSign("MH1");
	await isPlaying(page);
	await page.reload();
	await isPlaying(page);
	assert.ok((await whereIs(page)).at > 1, "not from its beginning");
	await page.evaluate(() => { document.querySelector("video[data-shown=true]").currentTime += 9; });
	const other = await openSign("MH1");
	await isPlaying(other);
	await until(() => apart(page, other), (seconds) => seconds < TOGETHER_S);
	await Promise.all([closePage(page), closePage(other)]);
});

test("the wall plays what is on in its room while the moderator wants it to, in step with the doors; where a session runs it says that there is none", async () => {
	const moderator = await server.as("moderator");
	const openHall = (name) => openPage(browser, server, `/hall?lang=en&room=${roomOf(name)}`);
	await answerOf(moderator.post("/api/wall", { scene: "video" }));
	const [hall, door] = [await openHall("MH1"), await openSign("MH1")];
	await Promise.all([isPlaying(hall), isPlaying(door)]);
	await until(() => apart(hall, door), (seconds) => seconds < TOGETHER_S);
	await closePage(door);
	assert.equal(await hall.innerText(".video-title"), "Islands online");
	assert.deepEqual(await axe(hall), []);
	const busy = await openHall("Plenary Hall");
	assert.match(await busy.innerText("[data-testid=video-scene]"), /No video at this time/);
	await answerOf(moderator.post("/api/wall", { scene: "back" }));
	await hall.waitForSelector("[data-testid=video-scene]", { state: "detached" });
	await Promise.all([closePage(hall), closePage(busy)]);
});

test("captions stand on the picture, which is silent", async () => {
	const page = await openSign("MH1");
	await isPlaying(page);
	await page.waitForFunction(() => [...document.querySelector("video[data-shown=true]").textTracks].some((track) => track.mode === "showing" && track.activeCues?.length === 1));
	assert.deepEqual(await page.evaluate(() => {
		const film = document.querySelector("video[data-shown=true]");
		return [film.muted, film.textTracks[0].language, film.textTracks[0].activeCues[0].text];
	}), [true, "en", "We connect every island."]);
	await closePage(page);
});

test("where a session runs nothing is shown over it, and what is shown goes when one begins", async () => {
	const [busy, free] = await Promise.all([openSign("Plenary Hall"), openSign("MH1")]);
	await isPlaying(free);
	await busy.waitForSelector("[data-testid=now]");
	assert.equal(await busy.locator("video[data-shown=true]").count(), 0);
	const { sessions } = await answerOf(server.guest.get("/api/agenda"));
	const next = sessions.find((row) => row.room === roomOf("MH1") && row.kind === "panel" && row.state === "planned" && row.starts_at.startsWith("2022-06-08"));
	await answerOf(office.post(`/api/sessions/${next.id}/start`));
	await free.waitForSelector("video[data-shown=true]", { state: "detached" });
	await free.getByText("After Doha: finance for the least developed countries").waitFor();
	await Promise.all([closePage(busy), closePage(free)]);
});

test("the office sends a video in, approves it and puts it into a list", async () => {
	const page = await openPage(browser, server, "/admin?lang=en#videos", { cookie: office.cookie, size: [1440, 900] });
	await page.click("[data-testid=video-add]");
	await page.setInputFiles("[data-testid=video-file]", { name: "message.webm", mimeType: "video/webm", buffer: film({ format: "webm", seconds: 3 }) });
	await page.fill("#f-title\\.en", "A short message");
	await page.fill("#f-speaker", "H.E. Somebody");
	await page.click("[data-testid=submit]");
	const row = page.locator("tr", { hasText: "A short message" });
	await row.getByText("To be looked at").waitFor();
	await row.locator("[data-testid=video-approve]").click();
	await row.getByText("Approved").waitFor();
	await row.locator(".row-open").click();
	await page.fill("#f-title\\.fr", "Un bref message");
	await page.fill("#f-title\\.en", "A short film");
	assert.deepEqual(await axe(page), []);
	await page.click("[data-testid=submit]");
	await page.locator("tr", { hasText: "A short film" }).waitFor();
	const { videos } = await answerOf(office.get("/api/videos"));
	assert.deepEqual(videos.find(({ title }) => title.en === "A short film").title, { en: "A short film", fr: "Un bref message" });
	assert.deepEqual(await axe(page), []);
	await page.goto(`${server.origin}/admin?lang=en#videos/playlists`);
	await page.click("[data-testid=list-add]");
	await page.selectOption("[data-testid=list-item]", { label: "A short film (00:03)" });
	await page.fill("#f-name", "Short");
	await page.click("[data-testid=submit]");
	await page.locator("tr", { hasText: "Short" }).waitFor();
	assert.ok((await answerOf(office.get("/api/playlists"))).playlists.some(({ name, items }) => name === "Short" && items.length === 1));
	await closePage(page);
});
