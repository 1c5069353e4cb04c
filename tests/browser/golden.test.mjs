// How the kiosk, the sign of a door and the venue's board look in each language, against small grey pictures in tests/golden/screens/:
// a sixth of the size in sixteen shades, so that a card that moved, a text that vanished or a page that is not mirrored is seen, and
// another patch level of a font is not. The pages' time stands still. `make golden` draws them anew; look at them before they are kept.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { ROOT, run } from "../http/lib/program.mjs";
import { openDay } from "./lib/day.mjs";
import { answerOf, clipped, CLOCK, closePage, LANGS, openPage, overflow } from "./lib/page.mjs";

const KEPT = join(ROOT, "tests", "golden", "screens");
const isDrawing = process.env.P2C_GOLDEN === "write";
/** Of the picture's size. */
const PART = 6;
/** Between two of sixteen shades, of 255. */
const SHADE = 17;
/** Dots of a small picture: a square of 48 dots of the screen. */
const SQUARE = 8;
/** Two pictures are the same when they differ by less than so many of 255 shades in the mean, and no square by more than so many. */
const MEAN_MOST = 2;
const SQUARE_MOST = 24;
const ACROSS = [1920, 1080];
const UPRIGHT = [1080, 1920];

let room;

/** `columns` stand beside each other: the first one where reading begins. */
const SCREENS = {
	kiosk: { path: () => "/kiosk", size: UPRIGHT, ready: ".card .slot", columns: [".slot-when", ".slot-what"] },
	door: { path: () => `/sign/${room}`, size: ACROSS, ready: "[data-testid=now]", columns: [".door-name", ".door-clock"] },
	"door-upright": { path: () => `/sign/${room}`, size: UPRIGHT, ready: "[data-testid=now]", columns: [".door-room p", ".door-clock"] },
	board: { path: () => "/wall", size: ACROSS, ready: "[data-testid=row]", columns: [".board-room", ".board-cell"] },
};

const { server, browser } = await openDay();

before(async () => {
	room = (await answerOf(server.guest.get("/api/agenda"))).rooms.find(({ name }) => name === "MH1").id;
	mkdirSync(KEPT, { recursive: true });
});

/** Runs in the page before its own code: the device's clock stands, and whatever the server says, it is CLOCK. */
const STAND_STILL = `{
	Date.now = () => ${Date.parse(CLOCK)};
	const still = (event) => new MessageEvent(event.type, { data: event.data?.replace(/"now":"[^"]*"/, '"now":"${CLOCK}"') });
	window.EventSource = class extends EventSource {
		addEventListener(kind, act, options) {
			super.addEventListener(kind, (event) => act(still(event)), options);
		}
	};
}`;

async function open(name, lang) {
	const { path, size, ready } = SCREENS[name];
	const page = await openPage(browser, server, `${path()}?lang=${lang}`, { size, init: STAND_STILL });
	await page.waitForSelector(ready);
	await page.waitForFunction((wanted) => document.documentElement.lang === wanted && document.documentElement.dataset.freshness === "live"
		&& document.fonts.status === "loaded" && [...document.images].every((image) => image.complete), lang);
	await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
	return page;
}

/** The bytes of a small picture, one a dot. */
async function convert(args, input) {
	const { code, out, err } = await run("convert", args, { input, bytes: true });
	assert.equal(code, 0, err);
	return out;
}

const widthOf = (name) => SCREENS[name].size[0] / PART;
const smallSize = (name) => SCREENS[name].size.map((side) => side / PART).join("x");
const fileOf = (name, lang) => join(KEPT, `${name}.${lang}.png`);
const keptPicture = (name, lang) => convert([fileOf(name, lang), "-depth", "8", "gray:-"]);

async function takePicture(page, name) {
	const dots = await convert(["png:-", "-colorspace", "Gray", "-scale", `${smallSize(name)}!`, "-depth", "8", "gray:-"], await page.screenshot());
	return dots.map((dot) => Math.round(dot / SHADE) * SHADE);
}

const keepPicture = (dots, name, lang) => convert(["-size", smallSize(name), "-depth", "8", "gray:-", "-define", "png:compression-level=9", "-strip", fileOf(name, lang)], dots);

/** The mean difference in shades of all, and of the square that differs most. */
function difference(one, other, width) {
	assert.equal(one.length, other.length);
	const across = Math.ceil(width / SQUARE);
	const squares = new Array(across * Math.ceil(one.length / width / SQUARE)).fill(0);
	for (let i = 0; i < one.length; i += 1) squares[Math.floor(i / width / SQUARE) * across + Math.floor((i % width) / SQUARE)] += Math.abs(one[i] - other[i]);
	const worst = Math.max(...squares);
	const at = squares.indexOf(worst);
	return { mean: squares.reduce((sum, square) => sum + square) / one.length, square: worst / SQUARE ** 2,
		x: (at % across) * SQUARE * PART, y: Math.floor(at / across) * SQUARE * PART };
}

const isSame = ({ mean, square }) => mean <= MEAN_MOST && square <= SQUARE_MOST;

/** Whether the first of two columns stands left of the second. */
const startsLeft = (page, columns) => page.evaluate((parts) => {
	const [first, second] = parts.map((part) => document.querySelector(part).getBoundingClientRect());
	return first.left + first.right < second.left + second.right;
}, columns);

/** How far the page is from what was kept. */
const distance = async (page, name, lang) => difference(await takePicture(page, name), await keptPicture(name, lang), widthOf(name));

async function looksAsKept(name, lang) {
	const page = await open(name, lang);
	assert.deepEqual(await clipped(page), []);
	assert.deepEqual(await overflow(page), []);
	assert.equal(await startsLeft(page, SCREENS[name].columns), lang !== "ar");
	if (isDrawing) await keepPicture(await takePicture(page, name), name, lang);
	const found = await distance(page, name, lang);
	await closePage(page);
	assert.ok(isSame(found), `${fileOf(name, lang)}: ${JSON.stringify(found)}`);
}

/** What may go wrong, done to a page: each must be seen, and a tick of the clock must not. */
const CHANGES = [
	{ what: "a card that is missing is seen", name: "kiosk", lang: "en", isSeen: true, change: () => document.querySelectorAll(".card")[1].remove() },
	{ what: "a card that moved by half a line is seen", name: "kiosk", lang: "zh", isSeen: true, change: () => { document.querySelectorAll(".card")[1].style.translate = "0 16px"; } },
	{ what: "a word that is missing is seen", name: "door", lang: "ru", isSeen: true, change: () => document.querySelector(".door-label > b").replaceChildren() },
	{ what: "a sign that is not mirrored is seen", name: "door-upright", lang: "ar", isSeen: true, change: () => { document.documentElement.dir = "ltr"; } },
	{ what: "a board that is not mirrored is seen", name: "board", lang: "ar", isSeen: true, change: () => { document.documentElement.dir = "ltr"; } },
	{ what: "other seconds are not seen", name: "board", lang: "en", isSeen: false, change: () => { document.querySelector(".sign-seconds").textContent = "15:05:38"; } },
];

async function isSeenOrNot({ name, lang, change, isSeen }) {
	const page = await open(name, lang);
	await page.evaluate(change);
	const found = await distance(page, name, lang);
	await closePage(page);
	assert.equal(isSame(found), !isSeen, JSON.stringify(found));
}

describe("each screen looks as it was kept, with no text cut off", { concurrency: 3 }, () => {
	for (const name of Object.keys(SCREENS)) {
		for (const lang of LANGS) test(`${name}, in ${lang}`, () => looksAsKept(name, lang));
	}
});

describe("what changes a picture, and what does not", { concurrency: 3 }, () => {
	for (const row of CHANGES) test(row.what, () => isSeenOrNot(row));
});

test("another language is another picture, by far", async () => {
	for (const name of Object.keys(SCREENS)) {
		const [en, fr, ar] = await Promise.all(["en", "fr", "ar"].map((lang) => keptPicture(name, lang)));
		for (const [one, other] of [[en, fr], [en, ar]]) {
			const found = difference(one, other, widthOf(name));
			assert.ok(found.square > 2 * SQUARE_MOST, `${name}: ${JSON.stringify(found)}`);
		}
	}
});
