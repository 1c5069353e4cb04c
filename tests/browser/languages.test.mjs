// Every screen in every language: reads in its direction, fits its window, has all its words, and nothing that WCAG 2.2 AA forbids.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { Client } from "../http/lib/client.mjs";
import { somebodyOf } from "./lib/badge.mjs";
import { openDay } from "./lib/day.mjs";
import { answerTo, scan, threeLights } from "./lib/door.mjs";
import { answerOf, axe, beneath, chooseLanguage, cookieFrom, LANGS, missingTexts, openPage, overflow } from "./lib/page.mjs";

/** An address of the server where no page is. */
const NOTHING = "/healthz";

let staff;
let lights;
let own;
let room;
let breakout;
let table;

/** Screens as they are worked with. `then` goes on from what is there; `isFixed`: the page itself never scrolls. */
const SCREENS = [
	{ name: "start", path: "/", ready: ".door" },
	{ name: "login", path: "/login", ready: "#name" },
	{ name: "login of a device", path: "/login", size: [820, 1180], ready: "#name", then: showCode },
	{ name: "desk with a person", path: "/desk", ready: "[data-testid=arrivals]", then: openPerson, isFixed: true },
	{ name: "desk with nobody", path: "/desk", ready: ".today", isFixed: true },
	{ name: "desk with a badge not handed over", path: "/desk", ready: "[data-testid=arrivals]", then: openUncollected, isFixed: true },
	{ name: "desk with a delegation", path: "/desk", ready: "[data-testid=arrivals]", then: openDelegation, isFixed: true },
	{ name: "desk with the help desk’s queue", path: "/desk", ready: "[data-testid=arrivals]", then: (page) => press(page, "Shift+F7", "dialog[open]"), isFixed: true },
	{ name: "desk with its printers", path: "/desk", ready: "[data-testid=arrivals]", then: (page) => press(page, "F8", "#desk-printer"), isFixed: true },
	{ name: "desk with its keys", path: "/desk", ready: "[data-testid=arrivals]", then: (page) => press(page, "F1", ".key-help"), isFixed: true },
	{ name: "desk with a walk-in", path: "/desk", ready: "[data-testid=arrivals]", then: openWalkIn, isFixed: true },
	{ name: "planner with a session", path: "/admin#agenda/plan", size: [1440, 900], ready: ".block", then: openSession, isFixed: true },
	{ name: "planner with a release", path: "/admin#agenda/plan", size: [1440, 900], ready: ".block", then: (page) => pressButton(page, "release", "dialog[open]"), isFixed: true },
	{ name: "planner with an act of the day", path: "/admin#agenda/day", size: [1440, 900], ready: ".entry", then: openAct, isFixed: true },
	{ name: "planner with rooms and co-chairs", path: "/admin#agenda/rooms", size: [1440, 900], ready: "[data-testid=list-rooms] tbody tr", isFixed: true },
	{ name: "planner with files", path: "/admin#agenda/exchange", size: [1440, 900], ready: ".exports", isFixed: true },
	{ name: "office with a person", path: "/admin#people", size: [1440, 900], ready: "[data-testid=list-people] tbody tr", then: openRow, isFixed: true },
	{ name: "office with a person’s form", path: "/admin#people", size: [1440, 900], ready: "[data-testid=list-people] tbody tr", then: openForm, isFixed: true },
	{ name: "office with a category", path: "/admin#people/categories", size: [1440, 900], ready: "[data-testid=list-categories] tbody tr", then: openCategory, isFixed: true },
	{ name: "office with a template", path: "/admin#badges/templates/a6", size: [1440, 900], ready: "[data-testid=preview] img", isFixed: true },
	{ name: "office with packs and signs", path: "/admin#badges/papers", size: [1440, 900], ready: "[data-testid=paper-packs]", isFixed: true },
	{ name: "office with printers", path: "/admin#printers", size: [1440, 900], ready: "[data-testid=list-printers]", isFixed: true },
	{ name: "office with print jobs", path: "/admin#printers/jobs", size: [1440, 900], ready: "[data-testid=list-jobs]", isFixed: true },
	{ name: "office with a point", path: "/admin#doors", size: [1440, 900], ready: "[data-testid=list-points] tbody tr", then: openPoint, isFixed: true },
	{ name: "office with who is inside", path: "/admin#doors/inside/plenary", size: [1440, 900], ready: "[data-testid=list-inside] tbody tr", isFixed: true },
	{ name: "office with invitations", path: "/admin#doors/invitations", size: [1440, 900], ready: ".stage", isFixed: true },
	{ name: "office with cards", path: "/admin#doors/cards", size: [1440, 900], ready: "[data-testid=list-cards] tbody tr", isFixed: true },
	{ name: "office with conflicts", path: "/admin#doors/conflicts", size: [1440, 900], ready: "[data-testid=list-conflicts] tbody tr", isFixed: true },
	{ name: "office with reports", path: "/admin#reports", size: [1440, 900], ready: "[data-testid=reports] li", isFixed: true },
	{ name: "office with the journal", path: "/admin#journal", size: [1440, 900], ready: "[data-testid=list-journal] tbody tr", isFixed: true },
	{ name: "office with breakout groups", path: () => `/admin#groups/breakout/${breakout}`, size: [1440, 900], ready: "[data-testid=member]", then: (page) => page.click("[data-testid=spread] summary"), isFixed: true },
	{ name: "office with somebody’s group", path: () => `/admin#groups/breakout/${breakout}`, size: [1440, 900], ready: "[data-testid=member]", then: (page) => pressButton(page, "member", "[data-testid=because]"), isFixed: true },
	{ name: "office with seats", path: () => `/admin#groups/seating/${table}`, size: [1440, 900], ready: "[data-testid=seat-1]", then: (page) => pressButton(page, "seat-1", "[data-testid=stand]"), isFixed: true },
	{ name: "office with a device that asks", path: "/admin#access", size: [1440, 900], ready: "[data-testid=device-let-in]", then: openDevice, isFixed: true },
	{ name: "office with a one-time link", path: "/admin#access/logins", size: [1440, 900], ready: "[data-testid=list-logins] tbody tr", then: openLink, isFixed: true },
	{ name: "office with what needs a technician", path: "/admin#access/system", size: [1440, 900], ready: "[data-testid=system]", isFixed: true },
	{ name: "office with screens", path: "/admin#screens", size: [1440, 900], ready: "[data-testid=screens], .screens-none", isFixed: true },
	{ name: "office with the emergency message", path: "/admin#messages", size: [1440, 900], ready: "[data-testid=emergency-up]", isFixed: true },
	{ name: "office with videos", path: "/admin#videos", size: [1440, 900], ready: "[data-testid=video-add]", isFixed: true },
	{ name: "office with a new playlist", path: "/admin#videos/playlists", size: [1440, 900], ready: "[data-testid=list-add]", then: (page) => page.click("[data-testid=list-add]"), isFixed: true },
	{ name: "door", path: "/door?point=main", size: [390, 844], ready: "[data-testid=ready]", isFixed: true },
	...["green", "amber", "red"].map((light) => ({ name: `door with ${light}`, path: "/door?point=lights", size: [390, 844], ready: "[data-testid=ready]", then: (page) => showLight(page, light), isFixed: true })),
	{ name: "moderator with a pledge", path: "/moderator", ready: "[data-testid=log-row]", then: typePledge, isFixed: true },
	{ name: "moderator with every field", path: "/moderator", ready: "[data-testid=log-row]", then: openGroups, isFixed: true },
	{ name: "moderator with the rules of the list", path: "/moderator", ready: "[data-testid=log-row]", then: (page) => press(page, "Alt+q", "[data-testid=rules]"), isFixed: true },
	{ name: "moderator with the wall’s scenes", path: "/moderator", ready: "[data-testid=log-row]", then: writeMessage, isFixed: true },
	{ name: "moderator with a read-back", path: "/moderator", ready: "[data-testid=log-row]", then: openReadBack, isFixed: true },
	{ name: "read-back", path: readBackLink, size: [820, 1180], ready: "[data-testid=sheet]" },
	{ name: "read-back on a phone", path: readBackLink, size: [360, 740], ready: "[data-testid=sheet]", then: (page) => page.click("[data-testid=differs]") },
	{ name: "kiosk", path: "/kiosk", size: [1080, 1920], ready: ".card", isFixed: true },
	{ name: "kiosk on a phone", path: "/kiosk", size: [360, 740], ready: ".card", isFixed: true },
	{ name: "kiosk by day", path: "/kiosk#/day", size: [1080, 1920], ready: ".row", isFixed: true },
	{ name: "kiosk with its keyboard", path: "/kiosk#/search", size: [1080, 1920], ready: ".key-space", isFixed: true },
	{ name: "kiosk with the way to a room", path: "/kiosk?here=325,930#/rooms", size: [1080, 1920], ready: ".plan-picture", isFixed: true },
	{ name: "kiosk with somebody’s own agenda", path: "/kiosk", size: [1080, 1920], ready: ".card", then: scanBadge, isFixed: true },
	{ name: "kiosk that waits for a badge, with larger text", path: "/kiosk#/own", size: [1080, 1920], ready: ".own-how", then: (page) => page.locator(".switch-button").first().click(), isFixed: true },
	{ name: "my day on a phone", path: () => own.link, size: [390, 844], ready: "[data-testid=own-item]", then: openWay },
	{ name: "kiosk by focus area", path: "/kiosk#/focus", size: [1080, 1920], ready: ".row", isFixed: true },
	{ name: "wall with a speaker", path: "/hall?scene=speaker", size: [1920, 1080], ready: "[data-testid=speaker]", isFixed: true },
	{ name: "wall with a pledge", path: "/hall?scene=pledge", size: [1920, 1080], ready: "[data-testid=pledge-card]", isFixed: true },
	{ name: "wall with the totals", path: "/hall?scene=totals", size: [1920, 1080], ready: "[data-testid=latest]", isFixed: true },
	{ name: "wall with the list", path: "/hall?scene=list", size: [1920, 1080], ready: "[data-testid=list]", isFixed: true },
	{ name: "wall with the evidence", path: "/hall?scene=evidence", size: [1920, 1080], ready: ".evidence-code", isFixed: true },
	{ name: "wall with the signing", path: "/hall?scene=signing", size: [1920, 1080], ready: "[data-testid=signing]", isFixed: true },
	{ name: "wall with the launch", path: "/hall?scene=launch", size: [1920, 1080], ready: "[data-testid=launch]", isFixed: true },
	{ name: "sign at a door", path: () => `/sign/${room}`, size: [1920, 1080], ready: "[data-testid=now]", isFixed: true },
	{ name: "sign at a door, upright", path: () => `/sign/${room}`, size: [1080, 1920], ready: "[data-testid=now]", isFixed: true },
	{ name: "board", path: "/wall", size: [1920, 1080], ready: "[data-testid=row]", isFixed: true },
	{ name: "board, upright", path: "/wall", size: [1080, 1920], ready: "[data-testid=row]", isFixed: true },
	{ name: "ceremony", path: "/ceremony", ready: ".called", isFixed: true },
	{ name: "ceremony with a signatory", path: "/ceremony", ready: ".called", then: openSignatory, isFixed: true },
	{ name: "ceremony with the text", path: "/ceremony", ready: ".called", then: openText, isFixed: true },
	{ name: "signing table", path: "/signing", size: [1280, 800], ready: "[data-testid=pad]", then: openRemarks, isFixed: true },
	{ name: "lectern", path: "/lectern", size: [1280, 800], ready: "[data-testid=time]", isFixed: true },
];

const { server, browser } = await openDay();

before(async () => {
	// One person who may do everything: one login for all pages of this file.
	const admin = await server.as("admin");
	staff = admin.cookie;
	const { declarations } = (await admin.get("/api/declarations")).json;
	const { next } = (await admin.get(`/api/declarations/${declarations[0].id}/signatories`)).json;
	await admin.post(`/api/signatories/${next[0].id}/call`);
	await answerOf(new Client(server).post("/api/devices"));
	lights = await threeLights(admin);
	const { qr } = await somebodyOf(server);
	own = { qr, link: (await answerOf(server.guest.post("/api/my-agenda", { code: qr }))).link };
	// Two panels of today in one room at one time, one of them without its French title.
	const { sessions } = (await admin.get("/api/agenda")).json;
	breakout = sessions.find(({ kind, starts_at }) => kind === "breakout" && starts_at >= "2022-06-08T15:30").id;
	table = sessions.find(({ kind, starts_at }) => kind === "round_table" && starts_at.startsWith("2022-06-08T14:00")).id;
	const panels = (await admin.get("/api/agenda")).json.sessions.filter(({ kind, room, state }) => kind === "panel" && room !== null && state === "planned");
	await answerOf(admin.patch(`/api/draft/sessions/${panels[0].id}`, { room: panels[1].room, starts_at: panels[1].starts_at, ends_at: panels[1].ends_at, title: { fr: "" } }));
	room = (await answerOf(admin.get("/api/agenda"))).rooms[1].id;
});

async function scanBadge(page) {
	await scan(page, own.qr);
	await page.waitForSelector(".own-take .qr");
}
async function openWay(page) {
	await page.locator("[data-testid=own-item]").first().click();
	await page.waitForSelector("[data-testid=way]");
}
async function openSession(page) {
	await page.locator(".block[data-change=edited]").first().click();
	await page.waitForSelector("[data-testid=session-people]");
}
async function openAct(page) {
	await page.locator(".entry[data-state=planned]").first().click();
	await pressButton(page, "act-move", "[data-testid=act-preview]");
}
async function pressButton(page, name, then) {
	await page.locator(`[data-testid=${name}]`).first().click();
	await page.waitForSelector(then);
}
async function openRow(page) {
	await page.click("[data-testid=list-people] .row-open");
	await page.waitForSelector("[data-testid=panel] .facts");
}
async function openForm(page) {
	await openRow(page);
	await pressButton(page, "act-edit", "dialog[open] form");
}
async function openCategory(page) {
	await page.click("[data-testid=list-categories] .row-open");
	await page.waitForSelector("dialog[open]");
}
async function openPoint(page) {
	await page.click("[data-testid=list-points] .row-open");
	await page.waitForSelector("dialog[open]");
}
async function openDevice(page) {
	await page.locator("[data-testid=device-let-in]").first().click();
	await page.waitForSelector("dialog[open] #f-code");
}
async function openLink(page) {
	await page.click("[data-testid=link-make]");
	await page.fill("[name=name]", "Amina Uwase");
	await page.click("[data-testid=submit]");
	await page.waitForSelector("[data-testid=link-made]");
}
async function showCode(page) {
	await page.click("[data-testid='device.ask']");
	await page.waitForSelector("[data-testid=device-code]");
}
/** Held under a thumb, so that it stays. */
async function showLight(page, light) {
	assert.equal((await answerTo(page, lights[light])).light, light);
	await page.locator("[data-testid=answer]").dispatchEvent("pointerdown");
}
async function openPerson(page) {
	await page.keyboard.type("gebremedhin");
	await page.waitForSelector(".hit");
	await page.keyboard.press("Enter");
	await page.waitForSelector("[data-testid=person] .facts");
}

async function openUncollected(page) {
	await page.keyboard.press("F3");
	await page.locator(".list-row").first().click();
	await page.waitForSelector("[data-testid=uncollected]");
}

async function openDelegation(page) {
	await openPerson(page);
	await page.keyboard.press("F6");
	await page.waitForSelector("[data-testid=delegate]");
}

async function openWalkIn(page) {
	await page.keyboard.press("F2");
	await page.waitForSelector("#walkin-family");
}

async function typePledge(page) {
	await page.waitForSelector("[data-testid=floor]");
	await page.keyboard.type("f 2.5bn xof access sen mli by 2030");
	await page.waitForSelector("[data-testid=in-words]");
}

async function press(page, key, then) {
	await page.keyboard.press(key);
	await page.waitForSelector(then);
}

async function openGroups(page) {
	await typePledge(page);
	for (const [key, group] of [["Alt+1", "money"], ["Alt+2", "aim"], ["Alt+3", "record"]]) await press(page, key, `[data-group=${group}]`);
}

async function writeMessage(page) {
	await press(page, "Alt+w", "[data-testid=wall-menu]");
	await press(page, "6", ".message-fields");
}

async function openReadBack(page) {
	await press(page, "Alt+l", "#log [data-row]:focus");
	await press(page, "r", "[data-testid=read-back]");
	await press(page, "Enter", "[data-testid=read-back-link]");
}

/** A new link: each works once. */
async function readBackLink() {
	const api = await server.as("admin");
	const { pledges } = await answerOf(api.get("/api/pledges?state=heard&limit=1"));
	return (await answerOf(api.post(`/api/pledges/${pledges[0].id}/read-back`, { means: "link" }))).link;
}

async function openSignatory(page) {
	await page.locator(".row-button").nth(2).click();
	await page.waitForSelector("[data-testid=sheet]");
}

async function openText(page) {
	await page.click("[data-testid=tab-text]");
	await page.waitForSelector("[data-testid=sha256]");
}

async function openRemarks(page) {
	await page.click(".remarks summary");
	await page.waitForSelector("#reservation");
}

function address(path, lang) {
	const [page, fragment] = path.split("#");
	return `${page}${page.includes("?") ? "&" : "?"}lang=${lang}${fragment === undefined ? "" : `#${fragment}`}`;
}

/** Tabs that show no screen just now: one that has shown another before has most of the pages' program already. */
const tabs = [];

/** A tab of that size in which nobody has been. */
async function tabOf([width, height] = [1366, 768]) {
	const tab = tabs.pop() ?? (await openPage(browser, server, NOTHING, { cookie: staff }));
	await tab.goto(server.origin + NOTHING);
	await tab.evaluate(() => localStorage.clear());
	/* A delegate's link has signed in somebody else. */
	await tab.context().addCookies([cookieFrom(staff, server.origin)]);
	await tab.setViewportSize({ width, height });
	return tab;
}

/** Loads the screen and goes to the state it is looked at. */
async function load(page, { path, ready, then }, lang) {
	await page.goto(server.origin + address(typeof path === "function" ? await path() : path, lang));
	await page.waitForSelector(ready);
	await then?.(page);
}

async function check(page, isFixed, lang, isFirst) {
	assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), [lang, lang === "ar" ? "rtl" : "ltr"]);
	assert.deepEqual(await missingTexts(page), []);
	assert.deepEqual(await overflow(page), []);
	if (isFixed) assert.equal(await beneath(page), 0);
	assert.deepEqual(await axe(page, !isFirst), []);
}

/** All six, each screen with another one first. */
const turns = (first) => LANGS.map((_, i) => LANGS[(first + i) % LANGS.length]);

/** Goes through the languages as a reader does who changes them in the middle of work; a page that lets nobody choose is loaded anew for each. */
async function inEach(t, screen, langs) {
	const page = await tabOf(screen.size);
	for (const lang of langs) {
		await t.test(`in ${lang}`, async () => {
			if (lang === langs[0] || !(await chooseLanguage(page, lang))) await load(page, screen, lang);
			await check(page, screen.isFixed, lang, lang === langs[0]);
		});
	}
	await page.goto(server.origin + NOTHING);
	assert.deepEqual(page.faults.splice(0), []);
	tabs.push(page);
}

describe("each screen in each language", { concurrency: 3 }, () => {
	for (const [i, screen] of SCREENS.entries()) test(screen.name, (t) => inEach(t, screen, turns(i)));
});
