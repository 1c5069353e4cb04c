// Doors for tests: badges and cards made by the project, a scanner that types, points with rules.
import { answerOf, openPage } from "./page.mjs";

export const PHONE = [390, 844];
/** Where the room is full, a person decides about these. */
export const isVip = ({ category }) => ["VVIP", "UN", "MIN", "DMIN", "REG", "AMB"].includes(category);

const QUERIES = ["an", "ma", "in", "or", "ar", "al", "en", "er", "on", "el", "te", "ra", "com", "uni", "a", "e", "i", "o", "u", "ministry"];

/** People of the demonstration day, in the order of the search; `isFit` picks. */
export async function people(api, isFit = () => true) {
	const found = await Promise.all(QUERIES.map((q) => answerOf(api.get(`/api/participants?q=${q}&limit=200`))));
	const rows = new Map(found.flatMap(({ participants }) => participants).map((row) => [row.id, row]));
	return [...rows.values()].filter(isFit);
}

/** A new badge: { qr, code, serial }. */
export function badgeOf(api, person, reason) {
	return answerOf(api.post(`/api/participants/${person.id}/badge`, reason === undefined ? {} : { reason }));
}

export function pointOf(api, id, more = {}) {
	return answerOf(api.post("/api/points", { id, name: `Point ${id}`, ...more }));
}

export async function insideOf(api, point) {
	return answerOf(api.get(`/api/points/${point}/inside`));
}

/** A point called "lights" that is full, and codes for it: of who is inside already, of a VIP, of nobody. All can be scanned again and again. */
export async function threeLights(api) {
	await pointOf(api, "lights", { capacity: 1 });
	const everybody = await people(api, ({ state, badge }) => state === "confirmed" && badge === null);
	const [guest, vip] = [everybody.find((row) => !isVip(row)), everybody.find(isVip)];
	const [{ qr: green }, { qr: amber }] = [await badgeOf(api, guest), await badgeOf(api, vip)];
	await answerOf(api.post("/api/scans", { code: green, point: "lights" }));
	return { green, amber, red: "0123456789ABCDEFGHJK" };
}

/** A door's page, ready for the next guest, with the list it works with when it is alone. */
export async function openDoor(browser, server, { point = "main", lang = "en", ...options } = {}) {
	const page = await openPage(browser, server, `/door?lang=${lang}&point=${point}`, { role: "door", size: PHONE, ...options });
	await page.waitForSelector("[data-testid=ready]");
	return page;
}

/** Presses the keys that a scanner presses, as fast as the page takes them. */
export function scan(page, text) {
	return page.evaluate((keys) => {
		for (const key of [...keys, "Enter"]) document.dispatchEvent(new KeyboardEvent("keydown", { key, code: key === "Enter" ? "Enter" : "", bubbles: true, cancelable: true }));
	}, text);
}

/** The light that answers this scan, with what is said to it. */
export async function answerTo(page, text) {
	const before = await page.evaluate(() => document.querySelector("[data-testid=answer]")?.dataset.n ?? "");
	await scan(page, text);
	return nextAnswer(page, before);
}

export async function nextAnswer(page, before = "") {
	await page.waitForFunction((n) => ![undefined, n].includes(document.querySelector("[data-testid=answer]")?.dataset.n), before);
	return page.evaluate(() => {
		const answer = document.querySelector("[data-testid=answer]");
		const { light, result, own } = answer.dataset;
		return { light, result, isOwn: own === "true", why: answer.querySelector("[data-testid=why]")?.textContent ?? "", text: answer.innerText };
	});
}
