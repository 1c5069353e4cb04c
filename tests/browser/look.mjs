// Renders every screen in every language, and sample badges, as pictures: node look.mjs OUT [--only=desk,kiosk]. For eyes, not for a comparison by machine.
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { answerTo, threeLights } from "./lib/door.mjs";
import { LANGS, launch, openPage, serveDay } from "./lib/page.mjs";

const out = resolve(process.argv[2] ?? "build/look");
const only = process.argv.find((word) => word.startsWith("--only="))?.slice(7).split(",");
const DESK = [1366, 768];
const KIOSK = [1080, 1920];
const WALL = [1920, 1080];
const PHONE = [390, 844];
const TABLET = [1280, 800];

/** What is done before the picture is taken: an act on the page, and what must then be there. */
const type = (text, then) => async (page) => {
	await page.keyboard.type(text);
	await page.waitForSelector(then);
};
const press = (key, then) => async (page) => {
	await page.keyboard.press(key);
	await page.waitForSelector(then);
};
const inTurn = (...acts) => async (page, server) => {
	for (const act of acts) await act(page, server);
};

/** One row a picture: name, address, and what it takes to get there. `langs` is all unless said. */
const PICTURES = [
	{ name: "start", path: "/", size: DESK, ready: ".door" },
	{ name: "start-phone", path: "/", size: PHONE, ready: ".door", langs: ["en", "ar"] },
	{ name: "login", path: "/login", size: DESK, ready: "#name" },
	{ name: "login-device", path: "/login", size: [820, 1180], ready: "#name", act: inTurn((page) => page.click("[data-testid='device.ask']"), (page) => page.waitForSelector("[data-testid=device-code]")), langs: ["en", "ar"] },
	{ name: "desk", path: "/desk", role: "desk", ready: "#search" },
	{ name: "desk-results", path: "/desk", role: "desk", ready: "#search", act: type("mar", ".hit") },
	{ name: "desk-results-ar", path: "/desk", role: "desk", ready: "#search", act: type("محمد", ".hit"), langs: ["en", "ar"] },
	{ name: "desk-person", path: "/desk", role: "desk", ready: "#search", act: inTurn(type("mar", ".hit"), press("Enter", "[data-testid=person] .facts, [data-testid=person]")) },
	{ name: "desk-arrived", path: "/desk", role: "desk", ready: "#search", act: inTurn(type("ministry", ".hit[data-state=arrived]"), (page) => page.click(".hit[data-state=arrived]"), (page) => page.waitForSelector("[data-testid=person][data-state=arrived]")), langs: ["en", "ar"] },
	{ name: "desk-issued", path: "/desk", role: "desk", ready: "#search", act: checkSomebodyIn, langs: ["en", "ar"] },
	{ name: "desk-reprint", path: "/desk", role: "desk", ready: "#search", act: inTurn(checkSomebodyIn, press("F4", "dialog[open]")), langs: ["en", "fr"] },
	{ name: "desk-walkin", path: "/desk", role: "desk", ready: "#search", act: press("F2", "dialog[open]") },
	{ name: "desk-question", path: "/desk", role: "desk", ready: "#search", act: inTurn(press("F3", ".list-row"), (page) => page.locator(".list-row").first().click(), (page) => page.waitForSelector("[data-testid=uncollected]")), langs: ["en", "fr", "ar"] },
	{ name: "desk-delegation", path: "/desk", role: "desk", ready: "#search", act: inTurn(type("ministry", ".hit"), press("Enter", "[data-testid=person]"), press("F6", "[data-testid=delegate]")), langs: ["en", "ar"] },
	{ name: "desk-queue", path: "/desk", role: "desk", ready: "#search", act: press("Shift+F7", "[data-testid=case]"), langs: ["en", "ar"] },
	{ name: "desk-photo", path: "/desk", role: "desk", ready: "#search", act: inTurn(type("ministry", ".hit"), press("Enter", "[data-testid=person]"), press("Alt+3", "dialog[open]")), langs: ["en", "ar"] },
	{ name: "desk-printers", path: "/desk", role: "desk", ready: "#search", act: press("F8", "#desk-printer"), langs: ["en", "fr"] },
	{ name: "desk-help", path: "/desk", role: "desk", ready: "#search", act: press("F1", ".key-help"), langs: ["en", "ar", "ru"] },
	{ name: "desk-phone", path: "/desk", role: "desk", size: PHONE, ready: "#search", act: type("mar", ".hit"), langs: ["en"] },
	{ name: "admin-plan", path: "/admin#agenda/plan", role: "agenda", size: [1440, 900], ready: ".block" },
	{ name: "admin-session", path: "/admin#agenda/plan", role: "agenda", size: [1440, 900], ready: ".block", act: inTurn((page) => page.locator(".block[data-kind=panel]").first().click(), (page) => page.waitForSelector("[data-testid=session-people]")), langs: ["en", "ar"] },
	{ name: "admin-day", path: "/admin#agenda/day", role: "agenda", size: [1440, 900], ready: ".entry", act: inTurn((page) => page.locator(".entry[data-state=planned]").first().click(), (page) => page.click("[data-testid=act-delay]"), (page) => page.waitForSelector(".moves li")), langs: ["en", "ar"] },
	{ name: "admin-rooms", path: "/admin#agenda/rooms", role: "agenda", size: [1440, 900], ready: "[data-testid=list-rooms] tbody tr", langs: ["en", "ar"] },
	{ name: "admin-exchange", path: "/admin#agenda/exchange", role: "agenda", size: [1440, 900], ready: ".exports", langs: ["en", "ar"] },
	{ name: "admin-people", path: "/admin#people", role: "admin", size: [1440, 900], ready: "[data-testid=list-people] tbody tr", act: (page) => page.click("[data-testid=list-people] .row-open") },
	{ name: "admin-template", path: "/admin#badges/templates/a6", role: "admin", size: [1440, 900], ready: "[data-testid=preview] img", langs: ["en", "ar"] },
	{ name: "admin-printers", path: "/admin#printers", role: "admin", size: [1440, 900], ready: "[data-testid=list-printers]", langs: ["en", "ar"] },
	{ name: "admin-doors", path: "/admin#doors", role: "admin", size: [1440, 900], ready: "[data-testid=list-points] tbody tr", langs: ["en", "ar"] },
	{ name: "admin-categories", path: "/admin#people/categories", role: "admin", size: [1440, 900], ready: "[data-testid=list-categories] tbody tr", langs: ["en", "ar"] },
	{ name: "admin-inside", path: "/admin#doors/inside/lounge", role: "admin", size: [1440, 900], ready: "[data-testid=list-inside] tbody tr", langs: ["en", "ar"] },
	{ name: "admin-cards", path: "/admin#doors/cards", role: "admin", size: [1440, 900], ready: "[data-testid=list-cards] tbody tr", langs: ["en", "ar"] },
	{ name: "admin-conflicts", path: "/admin#doors/conflicts", role: "admin", size: [1440, 900], ready: "[data-testid=list-conflicts] tbody tr", langs: ["en", "ar"] },
	{ name: "admin-access", path: "/admin", role: "admin", size: [1440, 900], ready: ".tabs", act: openAccess, langs: ["en", "ar"] },
	{ name: "admin-let-in", path: "/admin", role: "admin", size: [1440, 900], ready: ".tabs", act: inTurn(openAccess, (page) => page.locator("[data-testid=device-let-in]").first().click(), (page) => page.waitForSelector("#f-code")), langs: ["en", "ar"] },
	{ name: "admin-link", path: "/admin#access/logins", role: "admin", size: [1440, 900], ready: "[data-testid=list-logins] tbody tr", act: makeLink, langs: ["en", "ar"] },
	{ name: "door", path: "/door?point=main", role: "door", size: PHONE, ready: "[data-testid=ready]" },
	{ name: "door-green", path: "/door?point=main", role: "door", size: PHONE, ready: "[data-testid=ready]", act: light("green") },
	{ name: "door-amber", path: "/door?point=main", role: "door", size: PHONE, ready: "[data-testid=ready]", act: light("amber") },
	{ name: "door-red", path: "/door?point=main", role: "door", size: PHONE, ready: "[data-testid=ready]", act: light("red") },
	{ name: "moderator", path: "/moderator", role: "moderator", ready: "[data-testid=floor]" },
	{ name: "moderator-line", path: "/moderator", role: "moderator", ready: "[data-testid=floor]", act: type("f 2.5bn xof access sen mli by 2030", "[data-testid=in-words]") },
	{ name: "moderator-fields", path: "/moderator", role: "moderator", size: WALL, ready: "[data-testid=log-row]", act: inTurn(type("f 2.5bn xof grant access sen mli by 2030", "[data-testid=in-words]"), press("Alt+1", "[data-group=money]"), press("Alt+2", "[data-group=aim]"), press("Alt+3", "[data-group=record]")), langs: ["en", "fr", "ar"] },
	{ name: "moderator-wall", path: "/moderator", role: "moderator", ready: "[data-testid=log-row]", act: inTurn(press("Alt+w", "[data-testid=wall-menu]"), press("5", ".wall-frame"), (page) => page.frameLocator(".wall-frame").locator(".totals-scene").waitFor()), langs: ["en", "ar"] },
	{ name: "moderator-rules", path: "/moderator", role: "moderator", ready: "[data-testid=log-row]", act: press("Alt+q", "[data-testid=rules]"), langs: ["en", "ar"] },
	{ name: "moderator-read-back", path: "/moderator", role: "moderator", ready: "[data-testid=log-row]", act: inTurn(press("Alt+l", "#log [data-row]:focus"), press("r", "[data-testid=read-back]"), press("Enter", "[data-testid=read-back-link]")), langs: ["en", "ar"] },
	{ name: "read-back", path: "/", size: [820, 1180], ready: ".door", act: openReadBack },
	{ name: "moderator-edit", path: "/moderator", role: "moderator", ready: "[data-testid=log-row]", act: (page) => page.locator("[data-testid=log-row]").first().press("e"), langs: ["en", "ar"] },
	{ name: "moderator-small", path: "/moderator", role: "moderator", size: [1024, 768], ready: "[data-testid=floor]", langs: ["en"] },
	{ name: "ceremony", path: "/ceremony", role: "protocol", ready: ".row", act: callSomebody },
	{ name: "ceremony-blocked", path: "/ceremony", role: "protocol", ready: ".row", act: callBlocked, langs: ["en", "ar"] },
	{ name: "ceremony-sheet", path: "/ceremony", role: "protocol", ready: ".row", act: inTurn((page) => page.locator(".row[data-state=expected] .row-button").first().click(), (page) => page.waitForSelector("[data-testid=sheet]")), langs: ["en", "fr", "ar"] },
	{ name: "ceremony-text", path: "/ceremony", role: "protocol", ready: ".row", act: inTurn((page) => page.click("[data-testid=tab-text]"), (page) => page.waitForSelector(".text-lang")), langs: ["en", "fr", "ar"] },
	{ name: "signing", path: "/signing", role: "kiosk", size: TABLET, ready: "[data-testid=calm], [data-testid=signing]", act: signSomebody },
	{ name: "signing-calm", path: "/signing", role: "kiosk", size: TABLET, ready: "[data-testid=calm], [data-testid=signing]", act: nobodyCalled, langs: ["en", "ar"] },
	{ name: "hall", path: "/hall", size: WALL, ready: ".scene" },
	{ name: "hall-pledge", path: "/hall?scene=pledge", size: WALL, ready: ".scene" },
	{ name: "hall-totals", path: "/hall?scene=totals", size: WALL, ready: ".scene" },
	{ name: "hall-list", path: "/hall?scene=list", size: WALL, ready: ".scene" },
	{ name: "hall-evidence", path: "/hall?scene=evidence", size: WALL, ready: ".evidence-code" },
	{ name: "hall-signing", path: "/hall?scene=signing", size: WALL, ready: ".scene" },
	{ name: "hall-video", path: "/hall?scene=video", size: WALL, ready: "[data-testid=video-scene]" },
	{ name: "hall-launch", path: "/hall?scene=launch", size: WALL, ready: ".scene" },
	{ name: "lectern", path: "/lectern", size: WALL, ready: "[data-testid=lectern]" },
	{ name: "kiosk", path: "/kiosk", size: KIOSK, ready: ".card" },
	{ name: "kiosk-day", path: "/kiosk#/day", size: KIOSK, ready: ".row" },
	{ name: "kiosk-rooms", path: "/kiosk#/rooms", size: KIOSK, ready: ".row", langs: ["en", "ar"] },
	{ name: "kiosk-focus", path: "/kiosk#/focus", size: KIOSK, ready: ".row" },
	{ name: "kiosk-search", path: "/kiosk#/search", size: KIOSK, ready: ".key-space", langs: ["en", "ar", "zh"] },
	{ name: "kiosk-found", path: "/kiosk#/search/school", size: KIOSK, ready: ".row", langs: ["en"] },
	{ name: "kiosk-session", path: "/kiosk", size: KIOSK, ready: ".slot", act: openSession },
	{ name: "kiosk-idle", path: "/kiosk?idle=1000,20000#/day", size: KIOSK, ready: ".row", act: inTurn((page) => page.mouse.wheel(0, 1), (page) => page.waitForSelector("dialog[open]")), langs: ["en", "ar"] },
	{ name: "kiosk-wide", path: "/kiosk", size: WALL, ready: ".card", langs: ["en", "ar"] },
	{ name: "kiosk-phone", path: "/kiosk", size: PHONE, ready: ".card", langs: ["en", "ar"] },
	{ name: "kiosk-contrast", path: "/kiosk", size: KIOSK, ready: ".card", act: (page) => page.locator(".switch-button").nth(1).click(), langs: ["en"] },
	{ name: "kiosk-large", path: "/kiosk", size: KIOSK, ready: ".card", act: (page) => page.locator(".switch-button").first().click(), langs: ["en", "ar"] },
	{ name: "kiosk-reach", path: "/kiosk#/search/school", size: KIOSK, ready: ".key-space", act: (page) => page.click("[data-only=tall]"), langs: ["en", "ar"] },
	{ name: "kiosk-own", path: "/kiosk#/own", size: KIOSK, ready: ".own-how", langs: ["en", "ar"] },
];

/** One device is at work, one was shut out, one asks. */
async function openAccess(page, server) {
	const api = await server.as("admin");
	const { devices } = (await api.get("/api/devices")).json;
	if (devices.every(({ state }) => state === "asked")) {
		const asked = await Promise.all([1, 2, 3].map(async () => (await server.guest.post("/api/devices")).json));
		for (const [i, name] of ["Door hall 1", "Lost tablet"].entries()) await api.post(`/api/devices/${asked[i].id}/approve`, { code: asked[i].code, name, role: "door", place: "main" });
		await server.guest.post(`/api/devices/${asked[0].id}/enrol`, { secret: asked[0].secret });
		await api.post(`/api/devices/${asked[1].id}/revoke`);
	}
	await page.click(".tabs a[href='#access']");
	await page.waitForSelector("[data-testid=device-let-in]");
}

async function makeLink(page) {
	await page.click("[data-testid=link-make]");
	await page.fill("[name=name]", "Amina Uwase");
	await page.click("[data-testid=submit]");
	await page.waitForSelector("[data-testid=link-made]");
}

let lights;
function light(colour) {
	return async (page, server) => {
		lights ??= threeLights(await server.as("admin"));
		await page.goto(page.url().replace("point=main", "point=lights"));
		await page.waitForSelector("[data-testid=ready]");
		await answerTo(page, (await lights)[colour]);
		await page.locator("[data-testid=answer]").dispatchEvent("pointerdown");
	};
}

async function checkSomebodyIn(page) {
	await page.keyboard.type("ministry");
	await page.waitForSelector(".hit[data-state=approved], .hit[data-state=confirmed]");
	await page.locator(".hit[data-state=approved], .hit[data-state=confirmed]").first().click();
	await page.waitForSelector("[data-testid=person]");
	await page.keyboard.press("Enter");
	await page.waitForSelector("[data-testid=checked-in]");
	await page.waitForSelector("img[data-testid=badge-preview]");
	await page.waitForFunction(() => document.querySelector("img[data-testid=badge-preview]").complete);
}

/** With a link of its own, in the language of the picture. */
async function openReadBack(page, server) {
	const api = await server.as("moderator");
	const { pledges } = (await api.get("/api/pledges?state=heard&limit=9")).json;
	const pledge = pledges.find((row) => row.amount !== null) ?? pledges[0];
	const { link } = (await api.post(`/api/pledges/${pledge.id}/read-back`, { means: "tablet" })).json;
	await page.goto(server.origin + link.replace("#", `${new URL(page.url()).search}#`));
	await page.waitForSelector("[data-testid=sheet]");
}

/** The list as protocol has it, and somebody called to the table. */
async function theCeremony(server) {
	const protocol = await server.as("protocol");
	const { id } = (await protocol.get("/api/declarations")).json.declarations[0];
	return { protocol, list: async () => (await protocol.get(`/api/declarations/${id}/signatories`)).json };
}

async function nobodyCalled(page, server) {
	const { protocol, list } = await theCeremony(server);
	const { now } = await list();
	if (now !== null) await protocol.post(`/api/signatories/${now.id}/return`, {});
	await page.waitForSelector("[data-testid=calm]");
}

async function callSomebody(page, server) {
	const { protocol, list } = await theCeremony(server);
	const { now, next } = await list();
	if (now === null) await protocol.post(`/api/signatories/${next[1].id}/call`, {});
	await page.waitForSelector(".called");
}

/** Somebody whose authority nobody has seen. */
async function callBlocked(page, server) {
	const { protocol, list } = await theCeremony(server);
	const { now, signatories } = await list();
	if (now !== null) await protocol.post(`/api/signatories/${now.id}/return`, {});
	const row = signatories.find((other) => other.state === "expected" && other.authority.state === "unseen");
	await protocol.post(`/api/signatories/${row.id}/call`, {});
	await page.waitForSelector(`.called[data-row="${row.id}"] [data-testid=block]`);
}

async function signSomebody(page, server) {
	const { protocol, list } = await theCeremony(server);
	const { now, next } = await list();
	if (now === null) await protocol.post(`/api/signatories/${next[1].id}/call`, {});
	const box = await (await page.waitForSelector("[data-testid=pad]")).boundingBox();
	await page.mouse.move(box.x + 90, box.y + box.height / 2);
	await page.mouse.down();
	for (let i = 1; i < 90; i += 1) await page.mouse.move(box.x + 90 + i * 4 + 26 * Math.sin(i / 2.2), box.y + box.height / 2 - i / 3 + 42 * Math.cos(i / 2.2) * Math.cos(i / 19));
	await page.mouse.up();
}

async function openSession(page) {
	await page.locator(".slot[data-kind=plenary]").first().click();
	await page.waitForSelector(".session");
}

/** Answers are drawn, fonts and pictures are there. */
async function settled(page) {
	await page.waitForFunction(() => document.fonts.status === "loaded" && [...document.images].every((image) => image.complete)
		&& document.querySelector("[aria-busy=true]") === null);
	await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

async function takePicture(browser, server, picture, lang) {
	const { name, path, size = DESK, role, ready, act } = picture;
	const [address, fragment] = path.split("#");
	const url = `${address}${address.includes("?") ? "&" : "?"}lang=${lang}${fragment === undefined ? "" : `#${fragment}`}`;
	const page = await openPage(browser, server, url, { size, role, init: () => { window.print = () => dispatchEvent(new Event("afterprint")); } });
	try {
		await page.waitForSelector(ready);
		if (act !== undefined) await act(page, server);
		await settled(page);
		await page.screenshot({ path: join(out, `${name}.${lang}.png`) });
		if (page.faults.length > 0) console.log(`${name}.${lang}: ${page.faults.join(" | ")}`);
	} catch (error) {
		await page.screenshot({ path: join(out, `${name}.${lang}.failed.png`) });
		console.log(`${name}.${lang}: ${error.message.split("\n").slice(0, 3).join(" ")}`);
	} finally {
		await page.context().close();
	}
}

/** A badge of each category, and of names in each script. */
async function takeBadges(server) {
	const desk = await server.as("desk");
	const find = async (q) => (await desk.get(`/api/participants?q=${encodeURIComponent(q)}&limit=200`)).json.participants;
	const rows = (await Promise.all(["a", "e", "m", "محمد", "李", "иван", "አበ", "田中", "कु"].map(find))).map((list) => [...list]);
	const samples = new Map();
	for (const [i, list] of rows.entries()) {
		if (list[0] !== undefined && i > 2) samples.set(`script-${i - 2}`, list[0]);
		for (const person of list) samples.set(person.category, samples.get(person.category) ?? person);
	}
	for (const [name, person] of samples) {
		const { serial } = person.badge ?? (await desk.post(`/api/participants/${person.id}/badge`)).json;
		for (const form of ["png", "pdf"]) writeFileSync(join(out, `badge-${name}.${form}`), (await desk.get(`/api/badges/${serial}.${form}`)).bytes);
	}
}

mkdirSync(out, { recursive: true });
const server = await serveDay();
const browser = await launch();
try {
	const rows = PICTURES.filter((row) => only === undefined || only.includes(row.name) || only.includes(row.name.split("-")[0]));
	for (const row of rows) {
		for (const lang of row.langs ?? LANGS) await takePicture(browser, server, row, lang);
	}
	if (only === undefined || only.includes("badge")) await takeBadges(server);
	console.log(`pictures in ${out}`);
} finally {
	await browser.close();
	await server.stop();
}
