// The door as the person who stands there uses it: a look, a sound, a thumb; real badges, read by a scanner that types.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openDay } from "./lib/day.mjs";
import { answerTo, badgeOf, insideOf, isVip, nextAnswer, openDoor, people, pointOf, scan } from "./lib/door.mjs";
import { axe, closePage, codeIn, overflow, until } from "./lib/page.mjs";

const { server, browser } = await openDay();
const api = await server.as("admin");
const confirmed = await people(api, (row) => row.state === "confirmed" && row.badge === null && !isVip(row));

/** Somebody whom no other test had, with a badge. */
async function guest() {
	const person = confirmed.pop();
	return { person, ...(await badgeOf(api, person)) };
}

test("the badge that the project draws is read, and its person let in: green, name, entity, one more inside", async () => {
	const { person, serial } = await guest();
	const { inside } = await insideOf(api, "main");
	const code = await codeIn((await api.get(`/api/badges/${serial}.png`)).bytes);
	const page = await openDoor(browser, server);
	await page.keyboard.type(`]Q1${code}`);
	await page.keyboard.press("Enter");
	const answer = await nextAnswer(page);
	assert.deepEqual([answer.light, answer.result, answer.isOwn], ["green", "admitted", false]);
	for (const words of [person.name.display, person.entity.name]) assert.ok(answer.text.includes(words), words);
	await page.waitForFunction((n) => document.querySelector(".count-now")?.textContent.replace(/\D/g, "") === String(n), inside + 1);
	await page.waitForSelector("[data-testid=ready]");
	assert.ok((await page.textContent(".recent")).includes(person.name.display));
	await closePage(page);
});

test("each light: what was never a badge, what was replaced, who is not approved, who is inside and was not seen leaving", async () => {
	await pointOf(api, "lights", { exits: true });
	const page = await openDoor(browser, server, { point: "lights" });
	const old = await guest();
	const fresh = await badgeOf(api, old.person, "lost");
	const [waiting] = await people(api, ({ state }) => state === "requested");
	const asked = await badgeOf(api, waiting).catch(() => null);
	const { qr } = await guest();
	const cases = [
		["0123456789ABCDEFGHJK", "red", "unknown"],
		[old.qr, "red", "revoked"],
		[fresh.qr, "green", "admitted"],
		[qr, "green", "admitted"],
		...(asked === null ? [] : [[asked.qr, "red", "refused"]]),
	];
	for (const [code, light, result] of cases) {
		const answer = await answerTo(page, code);
		assert.deepEqual([answer.light, answer.result], [light, result], code);
		if (light === "red") assert.match(answer.why, /\w+ .*\.$/);
	}
	await page.click("[data-testid=way-out]");
	assert.equal((await answerTo(page, qr)).result, "left");
	await page.click("[data-testid=way-in]");
	assert.equal((await answerTo(page, qr)).result, "admitted");
	await closePage(page);
});

test("amber waits for a thumb: let in counts, turned away does not", async () => {
	await pointOf(api, "full", { capacity: 1, exits: true });
	const page = await openDoor(browser, server, { point: "full" });
	const vip = (await people(api, (row) => isVip(row) && row.badge === null))[0];
	assert.equal((await answerTo(page, (await guest()).qr)).light, "green");
	const refused = await answerTo(page, (await guest()).qr);
	assert.deepEqual([refused.light, refused.why], ["red", "The room is full (1)."]);
	const asking = await answerTo(page, (await badgeOf(api, vip)).qr);
	assert.equal(asking.light, "amber");
	assert.ok(asking.text.includes(vip.name.display));
	await page.click("[data-testid=refuse]");
	await page.waitForSelector("[data-testid=answer][data-light=red]");
	assert.equal((await insideOf(api, "full")).inside, 1);
	const again = await badgeOf(api, vip, "damaged");
	assert.equal((await answerTo(page, again.qr)).light, "amber");
	await page.click("[data-testid=admit]");
	await page.waitForSelector("[data-testid=answer][data-light=green]");
	assert.equal((await insideOf(api, "full")).inside, 2);
	await closePage(page);
});

test("fifty guests one after the other are fifty answers, and a code held before the reader is one scan", async () => {
	await pointOf(api, "fifty");
	const codes = [];
	for (let i = 0; i < 50; i += 1) codes.push((await guest()).qr);
	const page = await openDoor(browser, server, { point: "fifty" });
	let posts = 0;
	page.on("request", (request) => { posts += Number(request.method() === "POST"); });
	for (const code of codes) {
		const answer = await answerTo(page, code);
		assert.deepEqual([answer.light, answer.result], ["green", "admitted"]);
		for (let i = 0; i < 3; i += 1) await scan(page, code);
	}
	assert.equal(posts, 50);
	const { inside, people: names } = await insideOf(api, "fifty");
	assert.deepEqual([inside, new Set(names.map(({ id }) => id)).size], [50, 50]);
	await closePage(page);
});

/** What comes out of the same keys where the computer believes in another keyboard. */
const LAYOUTS = {
	French: { A: "q", Q: "a", Z: "w", W: "z", M: ",", 0: "à", 1: "&", 2: "é", 3: '"', 4: "'", 5: "(", 6: "-", 7: "è", 8: "_", 9: "ç" },
	Arabic: Object.fromEntries([..."ABCDEFGHJKMNPQRSTVWXYZ"].map((key, at) => [key, ["ش", "لا", "ؤ", "ي", "ث", "ب", "ل", "ا", "ت", "ن", "ة", "ى", "ح", "ض", "ق", "س", "ف", "ر", "ص", "ء", "غ", "ئ"][at]])),
	Russian: Object.fromEntries([..."ABCDEFGHJKMNPQRSTVWXYZ"].map((key, at) => [key, [..."фисвуапрокьтзйыыемцчня"][at]])),
};

for (const [layout, keys] of Object.entries(LAYOUTS)) {
	test(`a scanner is understood on a computer with a ${layout} keyboard, wherever the focus is`, async () => {
		const { qr, person } = await guest();
		const page = await openDoor(browser, server);
		await page.focus("[data-testid=more]");
		const devtools = await page.context().newCDPSession(page);
		for (const key of qr) {
			const text = keys[key] ?? key.toLowerCase();
			await devtools.send("Input.dispatchKeyEvent", { type: "keyDown", key: text, code: /\d/.test(key) ? `Digit${key}` : `Key${key}`, ...(text.length === 1 && { text }) });
		}
		await page.keyboard.press("Enter");
		const answer = await nextAnswer(page);
		assert.deepEqual([answer.light, answer.text.includes(person.name.display)], ["green", true]);
		assert.equal(await page.evaluate(() => document.querySelector("dialog[open]")), null, "the Enter of the scanner pressed nothing");
		await closePage(page);
	});
}

test("the short code is typed when nothing reads the badge, and a slip is told before anything is asked", async () => {
	const { code, person } = await guest();
	const page = await openDoor(browser, server);
	await page.click("[data-testid=type]");
	await page.fill("#code", `${code.slice(0, -1)}${code.endsWith("2") ? "3" : "2"}`);
	await page.keyboard.press("Enter");
	await page.waitForSelector("#code-error");
	await page.fill("#code", code.toLowerCase().replace("-", ""));
	await page.keyboard.press("Enter");
	const answer = await nextAnswer(page);
	assert.deepEqual([answer.light, answer.text.includes(person.name.display)], ["green", true]);
	await closePage(page);
});

test("a device asks once where it stands, and remembers", async () => {
	await pointOf(api, "hall-2", { capacity: 80 });
	const page = await openDoor(browser, server, { point: "hall-2" });
	await page.click("[data-testid=point]");
	await page.click("[data-testid=point-hall-2]");
	await page.goto(`${server.origin}/door?lang=en`);
	await page.waitForFunction(() => document.querySelector(".door-point")?.textContent.includes("Point hall-2") === true);
	assert.match(await page.textContent("[data-testid=count]"), /of 80/);
	assert.equal(await page.locator("dialog[open]").count(), 0);
	await closePage(page);
});

test("who is inside is listed by point and found by name, for the case that the house has to be left", async () => {
	const { qr, person } = await guest();
	await pointOf(api, "leave");
	const page = await openDoor(browser, server, { point: "leave" });
	await answerTo(page, qr);
	await until(() => insideOf(api, "leave"), ({ inside }) => inside === 1);
	await page.waitForSelector("[data-testid=ready]");
	await page.click("[data-testid=count]");
	await page.fill("#inside-search", person.name.display);
	await page.waitForFunction((name) => document.querySelector("[data-testid=inside-leave]")?.textContent.includes(name), person.name.display);
	await closePage(page);
});

test("each light sounds and shakes in its own way, and can be told to be quiet", async () => {
	const init = () => {
		window.felt = [];
		window.heard = [];
		navigator.vibrate = (pulses) => window.felt.push(pulses.join(" "));
		const start = OscillatorNode.prototype.start;
		OscillatorNode.prototype.start = function begin(...args) {
			window.heard.push(this.frequency.value);
			return start.apply(this, args);
		};
	};
	const page = await openDoor(browser, server, { init });
	await page.mouse.click(10, 400);
	await answerTo(page, (await guest()).qr);
	await answerTo(page, "0123456789ABCDEFGHJK");
	const { felt, heard } = await page.evaluate(() => ({ felt: window.felt, heard: window.heard }));
	assert.equal(new Set(felt).size, 2);
	assert.ok(Math.min(...heard.slice(0, 2)) > Math.max(...heard.slice(2)), `green is higher than red: ${heard}`);
	await page.click("[data-testid=more]");
	await page.click("[data-testid=silent]");
	await page.keyboard.press("Escape");
	await answerTo(page, (await guest()).qr);
	assert.equal(await page.evaluate(() => window.heard.length), heard.length);
	await closePage(page);
});

for (const lang of ["en", "ar", "ru"]) {
	test(`nothing on the door is forbidden by WCAG 2.2 AA or cut off, at rest, at each light and in its sheets: ${lang}`, async () => {
		await pointOf(api, `axe-${lang}`, { capacity: 1 });
		const vip = (await people(api, (row) => isVip(row) && row.badge === null))[0];
		const page = await openDoor(browser, server, { lang, point: `axe-${lang}` });
		const look = async (where) => assert.deepEqual([await axe(page), await overflow(page)], [[], []], where);
		await look("at rest");
		for (const [code, light] of [[(await guest()).qr, "green"], [(await guest()).qr, "red"], [(await badgeOf(api, vip)).qr, "amber"]]) {
			assert.equal((await answerTo(page, code)).light, light);
			await page.locator("[data-testid=answer]").dispatchEvent("pointerdown");
			await look(light);
		}
		await page.click("[data-testid=refuse]");
		await page.waitForSelector("[data-testid=answer][data-light=red]");
		for (const sheet of ["more", "type"]) {
			await page.click(`[data-testid=${sheet}]`);
			await page.waitForSelector("dialog[open]");
			await look(sheet);
			await page.keyboard.press("Escape");
		}
		await page.click("[data-testid=count]");
		await look("who is inside");
		await closePage(page);
	});
}
