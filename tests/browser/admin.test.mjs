// The office's page against the real server: each tab's main job from end to end, what is said when it is refused, the keyboard alone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { printer } from "../http/lib/printer.mjs";
import { ROOT } from "../http/lib/program.mjs";
import { openDay } from "./lib/day.mjs";
import { answerOf, closePage, openPage, until } from "./lib/page.mjs";

const SIZE = [1440, 900];
/** Nobody listens there. */
const NOWHERE = "ipp://127.0.0.1:9/ipp/print";

const { server, browser } = await openDay();
const admin = await server.as("admin");
const agenda = await answerOf(admin.get("/api/agenda"));

const open = (place, options = {}) => openPage(browser, server, `/admin#${place}`, { role: "admin", size: SIZE, ...options });
const row = (page, key) => page.locator(`tr[data-key="${key}"]`);
const note = (page) => page.locator("[data-testid=note]");
const save = (page) => page.click("[data-testid=submit]");

/** Opens a page, does what it should, closes it; nothing may have gone wrong in it. */
async function on(place, act, options) {
	const page = await open(place, options);
	await act(page);
	await closePage(page);
}

/** Presses Tab until that has the focus. */
async function tabTo(page, selector) {
	for (let i = 0; i < 60; i += 1) {
		if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
		await page.keyboard.press("Tab");
	}
	assert.fail(`Tab never comes to ${selector}`);
}

async function downloaded(page, act) {
	const [file] = await Promise.all([page.waitForEvent("download"), act()]);
	return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

let names = 0;
async function somebody(more = {}) {
	names += 1;
	return answerOf(admin.post("/api/participants", { name: { given: "Wanjiru", family: `Officetest${names}` }, entity: { name: "Institut du Fleuve", country: "CIV" }, ...more }));
}
const personNow = (person) => answerOf(admin.get(`/api/participants/${person.id}`));

// ---- the page

test("a link to a place opens it, and Back leads to where one was", () =>
	on("doors/conflicts", async (page) => {
		await page.waitForSelector("[data-testid=list-conflicts]");
		await page.click(".tabs a >> text=Printers");
		await page.waitForSelector("[data-testid=list-printers]");
		await page.goBack();
		await page.waitForSelector("[data-testid=list-conflicts]");
	}));

test("protocol has the tabs that are protocol's, and a moderator reads that there are none", async () => {
	await on("people", async (page) => {
		await page.waitForSelector("[data-testid=list-people]");
		assert.deepEqual(await page.locator(".tabs a > span:first-child").allInnerTexts(), ["People", "Entities", "Printers", "Doors", "Groups", "Screens", "Messages", "Videos", "Reports"]);
	}, { role: "protocol" });
	await on("people", async (page) => {
		await page.waitForSelector(".nothing");
		assert.equal(await page.locator(".tabs a").count(), 0);
		assert.match(await page.locator(".nothing").innerText(), /does not allow/);
	}, { role: "moderator" });
});

test("the keyboard alone makes a point at a door", () =>
	on("people", async (page) => {
		await page.waitForSelector("[data-testid=list-people]");
		await tabTo(page, ".tabs a[href='#doors']");
		await page.keyboard.press("Enter");
		await page.waitForSelector("[data-testid=list-points]");
		await tabTo(page, "[data-testid=point-add]");
		await page.keyboard.press("Enter");
		await page.waitForSelector("dialog[open]");
		assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), "id");
		await page.keyboard.type("by-keys");
		await page.keyboard.press("Tab");
		await page.keyboard.type("By the keyboard");
		await page.keyboard.press("Enter");
		await note(page).waitFor();
		await row(page, "by-keys").waitFor();
		assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("data-testid")), "point-add");
	}));

// ---- lists

test("a list is filtered, sorted, leafed through and taken along, as it is shown", () =>
	on("doors/inside/main", async (page) => {
		await page.waitForSelector("[data-testid=list-inside] tbody tr");
		assert.match(await page.locator("[data-testid=count-inside]").innerText(), /^1–50 of \d+$/);
		const first = () => page.locator("tbody tr >> nth=0").innerText();
		await page.click("text=Name >> visible=true");
		const rising = await first();
		await page.click("thead button >> text=Name");
		assert.equal(await page.locator("th[aria-sort]").first().getAttribute("aria-sort"), "descending");
		assert.notEqual(await first(), rising);
		await page.click("[aria-label='Next page']");
		assert.match(await page.locator("[data-testid=count-inside]").innerText(), /^51–100/);
		await page.fill("[data-testid=filter-inside]", "ministry del");
		const shown = Number(/(?:of )?(\d+)(?: rows)?$/.exec(await page.locator("[data-testid=count-inside]").innerText())[1]);
		const file = await downloaded(page, () => page.click("[data-testid=csv-inside]"));
		const lines = file.bytes.toString("utf8").trimEnd().split("\r\n");
		assert.deepEqual([file.name, lines[0], lines.length], ["inside.csv", "\ufeffName,Category,Entity,Since", shown + 1]);
		assert.ok(lines.slice(1).every((line) => /ministry/i.test(line)));
	}));

test("nothing in a file becomes a formula", async () => {
	await answerOf(admin.post("/api/printers", { name: '=HYPERLINK("x"),a', uri: NOWHERE }));
	await on("printers", async (page) => {
		await page.waitForSelector("[data-testid=list-printers] tbody tr");
		const file = await downloaded(page, () => page.click("[data-testid=csv-printers]"));
		assert.match(file.bytes.toString("utf8"), /"'=HYPERLINK\(""x""\),a"/);
	});
});

// ---- badges

test("a template is drawn as one types, refused in words at its field, and kept as one's own", () =>
	on("badges", async (page) => {
		await row(page, "a6").locator("button").click();
		await page.waitForSelector("[data-testid=preview] img");
		const before = await page.getAttribute("[data-testid=preview] img", "src");
		const text = await page.inputValue("#template-json");
		await page.fill("#template-json", text.replace('"width": 105', '"width": 90'));
		await page.waitForSelector("[data-testid=template-wrong]");
		assert.match(await page.innerText("[data-testid=template-wrong]"), /mm|page|wide|edge/i);
		assert.equal(await page.locator("[data-testid=template-save-new]").isDisabled(), true);
		await page.fill("#template-json", text.replace('"width": 40', '"width": 38'));
		await page.waitForFunction((src) => { const img = document.querySelector("[data-testid=preview] img"); return img !== null && img.src !== src; }, before);
		await page.selectOption("[data-testid=sample]", "arabic");
		await page.click("[data-testid=template-save-new]");
		await page.fill("#f-id", "a6-ours");
		await page.fill("#f-name", "A6, ours");
		await save(page);
		await note(page).waitFor();
		await page.waitForFunction(() => location.hash === "#badges/templates/a6-ours");
		await page.click(".editor-head a");
		await row(page, "a6-ours").waitFor();
		const { templates } = await answerOf(admin.get("/api/templates"));
		assert.equal(templates.find(({ id }) => id === "a6-ours").name, "A6, ours");
		await row(page, "a6-ours").locator("button").click();
		await page.click("[data-testid=template-remove]");
		await save(page);
		await page.waitForFunction(() => location.hash === "#badges/templates");
		await row(page, "a6").waitFor();
		assert.equal(await row(page, "a6-ours").count(), 0);
	}, { hasNoise: true }));

test("what is no JSON is said before anybody is asked", () =>
	on("badges/templates/a6", async (page) => {
		await page.waitForSelector("[data-testid=preview] img");
		await page.fill("#template-json", "{ no json");
		await page.waitForSelector("[data-testid=template-wrong]");
		assert.match(await page.innerText("[data-testid=preview]"), /again when the text is right/);
	}));

test("a name that is taken is said at its field, and nothing typed is lost", () =>
	on("badges/templates/a6", async (page) => {
		await page.waitForSelector("[data-testid=preview] img");
		await page.click("[data-testid=template-save-new]");
		await page.fill("#f-id", "NOT VALID");
		await save(page);
		await page.waitForSelector("dialog .field-error, dialog .problem");
		assert.equal(await page.inputValue("#f-id"), "NOT VALID");
	}, { hasNoise: true }));

test("an organisation is found, read with its people, and corrected by the keyboard", () =>
	on("entities", async (page) => {
		await page.waitForSelector("[data-testid=list-entities] .row-open");
		const { entities } = await answerOf(admin.get("/api/entity-book"));
		const { entity } = entities.find(({ registered, pledges }) => registered > 1 && pledges > 0);
		await page.fill("[data-testid=filter-entities]", entity.name);
		await row(page, entity.id).locator(".row-open").focus();
		await page.keyboard.press("Enter");
		const { participants } = await answerOf(admin.get(`/api/entities/${entity.id}/participants`));
		await page.waitForSelector("[data-testid=entity-people] li");
		assert.equal(await page.locator("[data-testid=entity-people] li").count(), participants.length);
		assert.equal(await page.locator("[data-testid=entity-people] a").first().getAttribute("href"), `#people/list/${participants[0].id}`);
		await page.locator("[data-testid=entity-edit]").press("Enter");
		await page.fill("#f-name", `${entity.name} II`);
		await page.keyboard.press("Enter");
		await page.waitForSelector(`tr[data-key="${entity.id}"]:has-text("${entity.name} II")`);
		assert.match(await note(page).innerText(), new RegExp(" II is saved"));
	}));

test("packs, nameplates and door signs are PDFs", () =>
	on("badges/papers", async (page) => {
		await page.waitForSelector("a[data-testid=paper-packs]");
		await page.selectOption("[data-testid=signs-room]", agenda.rooms[0].id);
		await page.selectOption("[data-testid=signs-second]", "ar");
		assert.match(await page.getAttribute("a[data-testid=paper-signs]", "href"), /lang=en&second=ar$/);
		const sign = await downloaded(page, () => page.click("a[data-testid=paper-signs]"));
		assert.equal(sign.bytes.subarray(0, 5).toString(), "%PDF-");
		assert.equal(await page.locator("a[data-testid=paper-nameplates]").count(), 0);
		const plenary = agenda.sessions.find(({ kind }) => kind === "plenary");
		await page.selectOption("[data-testid=plates-session]", plenary.id);
		const plates = await downloaded(page, () => page.click("a[data-testid=paper-nameplates]"));
		assert.equal(plates.bytes.subarray(0, 5).toString(), "%PDF-");
		await page.fill("#packs-entity", "fleuve");
		await somebody();
		assert.match(await page.getAttribute("a[data-testid=paper-packs]", "href"), /^\/api\/packs\.pdf\?all=true$/);
	}));

test("paper forms are numbered once and printed; the next ones go on from there", () =>
	on("badges/papers", async (page) => {
		const printed = async (count) => {
			await page.fill("#slips-count", String(count));
			await page.click("[data-testid=slips-take]");
			await page.waitForSelector("a[data-testid=paper-slips]:focus");
			const file = await downloaded(page, () => page.keyboard.press("Enter"));
			assert.equal(file.bytes.subarray(0, 5).toString(), "%PDF-");
			return new URLSearchParams((await page.getAttribute("a[data-testid=paper-slips]", "href")).split("?")[1]);
		};
		const first = await printed(6);
		assert.equal(Number(first.get("to")) - Number(first.get("from")), 5);
		await page.click("#paper-slips ~ .card-fields .link-button");
		assert.equal(Number((await printed(3)).get("from")), Number(first.get("to")) + 1);
	}));

// ---- printers

test("a printer is added, says in plain words that it cannot be reached, and hands its jobs over", async () => {
	const spare = await answerOf(admin.post("/api/printers", { name: "The spare", uri: NOWHERE }));
	await on("printers", async (page) => {
		await page.click("[data-testid=printer-add]");
		await page.fill("#f-name", "Desk 7");
		await page.fill("#f-desk", "7");
		await page.fill("#f-uri", "http://not a printer");
		await save(page);
		await page.waitForSelector(".field-error");
		assert.match(await page.innerText(".form-one:has(#f-uri) .field-error"), /ipp/);
		await page.fill("#f-uri", NOWHERE);
		await page.selectOption("#f-backup", spare.id);
		await save(page);
		const mine = page.locator("tr:has-text('Desk 7')");
		await mine.locator("text=Not reachable").waitFor();
		await mine.locator("[data-testid=printer-test]").click();
		await mine.locator("text=Hand over to The spare").click();
		await page.waitForSelector("[data-testid=note] >> text=1 job goes to");
		await page.click(".parts a >> text=Print jobs");
		const job = page.locator("tr:has-text('Test page'):has-text('The spare')");
		await job.locator("text=Waits").waitFor();
		await job.locator("[data-testid=job-cancel]").click();
		await job.locator("text=Cancelled").waitFor();
	}, { hasNoise: true });
});

test("a printer within TLS is asked for badges only once its certificate was compared and confirmed", async () => {
	const device = await printer();
	after(() => device.kill());
	const added = await answerOf(admin.post("/api/printers", { name: "Behind TLS", uri: device.secureUri }));
	await on("printers", async (page) => {
		const mine = page.locator("tr:has-text('Behind TLS')");
		await mine.locator("text=certificate is not confirmed").waitFor();
		await mine.locator("[data-testid=printer-certificate]").click();
		const shown = (await page.innerText(".fingerprint")).replaceAll(/[^0-9A-F]/g, "").toLowerCase();
		assert.equal(shown, (await answerOf(admin.get("/api/printers"))).printers.find(({ id }) => id === added.id).certificate);
		await save(page);
		await mine.locator("text=Ready").waitFor();
		assert.equal(await mine.locator("[data-testid=printer-certificate]").count(), 0);
	});
});

test("what changes between a page's question and the beginning of its live stream is shown all the same", async () => {
	const page = await openPage(browser, server, "/login", { role: "admin", size: SIZE });
	let begin;
	const held = new Promise((resolve) => { begin = resolve; });
	await page.route("**/api/live*", async (route) => { await held; await route.continue(); });
	await page.goto(`${server.origin}/admin#printers`);
	await page.waitForSelector("[data-testid=list-printers] tbody tr");
	await answerOf(admin.post("/api/printers", { name: "Plugged in meanwhile", uri: NOWHERE, enabled: false }));
	begin();
	await page.locator("tr:has-text('Plugged in meanwhile')").waitFor();
	await closePage(page);
});

// ---- doors

test("heads are counted live, and the list of who is inside is one press away", async () => {
	const person = await somebody();
	const badge = await answerOf(admin.post(`/api/participants/${person.id}/badge`, {}));
	await answerOf(admin.post("/api/points", { id: "hall-1", name: "Hall one", capacity: 2, exits: true }));
	await on("doors", async (page) => {
		await row(page, "hall-1").locator("text=0 of 2").waitFor();
		await answerOf(admin.post("/api/scans", { code: badge.code, point: "hall-1" }));
		await row(page, "hall-1").locator("text=1 of 2").waitFor();
		await row(page, "hall-1").locator("a").click();
		await page.waitForSelector(`tbody tr:has-text("${person.name.family}")`);
		const list = await downloaded(page, () => page.click("[data-testid=evacuation]"));
		assert.match(list.bytes.toString(), new RegExp(person.name.family));
	});
});

test("the rules of a point are changed, and refused where they make no sense", () =>
	on("doors", async (page) => {
		await page.click("[data-testid=point-add]");
		await page.fill("#f-id", "Not A Name!");
		await page.fill("[id='f-name']", "Somewhere");
		await save(page);
		await page.waitForSelector(".field-error, dialog .problem");
		await page.fill("#f-id", "somewhere");
		await page.check("[name='rules.invitation']");
		await page.check("input[name='rules.categories'][value=MIN]");
		await save(page);
		await row(page, "somewhere").locator("text=by invitation").waitFor();
		const { points } = await answerOf(admin.get("/api/points"));
		assert.deepEqual(points.find(({ id }) => id === "somewhere").rules.categories, ["MIN"]);
	}, { hasNoise: true }));

test("people are invited to a session by finding them, and taken off again", async () => {
	const person = await somebody();
	const session = agenda.sessions.find(({ kind }) => kind === "round_table") ?? agenda.sessions[0];
	const invited = async () => (await answerOf(admin.get(`/api/sessions/${session.id}/invitations`))).people.map(({ id }) => id);
	await on("doors/invitations", async (page) => {
		await page.selectOption("[data-testid=invite-session]", session.id);
		await page.fill("#invite-find", person.name.family);
		await page.waitForSelector("#invite-find-list [role=option]");
		await page.keyboard.press("ArrowDown");
		await page.keyboard.press("Enter");
		await row(page, person.id).waitFor();
		assert.ok((await invited()).includes(person.id));
		await row(page, person.id).locator("[data-testid=uninvite]").click();
		await row(page, person.id).waitFor({ state: "detached" });
		assert.ok(!(await invited()).includes(person.id));
	});
});

test("cards are made for an entity, blocked one by one, and limited", () =>
	on("doors/cards", async (page) => {
		await somebody();
		const whose = async (button) => {
			await page.click(`[data-testid=${button}]`);
			await page.fill("#card-entity", "Fleuve");
			await page.click("#card-entity-list [role=option] >> nth=0");
		};
		await whose("card-add");
		await page.fill("#f-count", "3");
		await save(page);
		await page.waitForSelector("[data-testid=note] >> text=3 cards");
		await page.waitForSelector("[data-testid=list-cards] tbody tr >> nth=2");
		await page.locator("[data-testid=card-block]").first().click();
		await page.fill("#f-reason", "lost");
		await save(page);
		await page.waitForSelector("tbody >> text=Revoked");
		await whose("quota");
		await page.fill("#f-card_quota", "2");
		await save(page);
		await page.waitForSelector("[data-testid=note] >> text=quota");
	}));

test("what a door did without network and does not fit is settled by a person, with a word why", async () => {
	const person = await somebody();
	const old = await answerOf(admin.post(`/api/participants/${person.id}/badge`, {}));
	await answerOf(admin.post(`/api/participants/${person.id}/badge`, { reason: "lost" }));
	const { badge } = await personNow(person);
	await answerOf(admin.post("/api/scans", { code: old.code, point: "main", at: badge.issued_at, offline: { result: "admitted" } }));
	const { conflicts } = await answerOf(admin.get("/api/conflicts?state=open"));
	const conflict = conflicts.find((one) => one.person?.id === person.id);
	await on("doors/conflicts", async (page) => {
		assert.match(await row(page, conflict.id).innerText(), /Badge was revoked/);
		await row(page, conflict.id).locator("[data-testid=keep]").click();
		await page.fill("#f-words", "The old badge was in the pocket");
		await save(page);
		await row(page, conflict.id).locator("text=Settled").waitFor();
	});
});

// ---- people

/** The page with one person open. */
const onPerson = (person, act, options) => on(`people/list/${person.id}`, async (page) => {
	await page.waitForSelector("[data-testid=panel] .facts");
	await act(page);
}, options);
const panel = (page) => page.locator("[data-testid=panel]");

test("everybody is listed, filtered by what is the case and what is missing, and found by any part of a name", () =>
	on("people", async (page) => {
		await page.waitForSelector("[data-testid=list-people] tbody tr");
		const count = async () => Number(/([\d,]+)(?: rows?)?$/.exec(await page.innerText("[data-testid=count-people]"))[1].replace(",", ""));
		const { total } = await answerOf(admin.get("/api/participants?limit=5000"));
		assert.equal(await count(), total);
		for (const [box, value, query] of [["want-state", "confirmed", "state=confirmed"], ["want-category", "MIN", "category=MIN"], ["want-missing", "photo", "missing=photo"]]) {
			await page.selectOption(`[data-testid=${box}]`, value);
			const answer = await answerOf(admin.get(`/api/participants?limit=5000&${query}`));
			assert.equal(await count(), answer.total, query);
			await page.selectOption(`[data-testid=${box}]`, "");
		}
		const person = await somebody();
		await page.fill("[data-testid=people-search]", person.name.family.toLowerCase());
		await row(page, person.id).waitFor();
		assert.ok((await count()) < 10);
		await page.selectOption("[data-testid=want-badge]", "handed");
		await page.waitForSelector("text=Nothing fits these filters");
	}));

test("what a desk does appears in the list without asking", async () => {
	const person = await somebody();
	await on("people", async (page) => {
		await page.fill("[data-testid=people-search]", person.name.family);
		await row(page, person.id).locator("text=Approved").waitFor();
		await answerOf(admin.post(`/api/participants/${person.id}/check-in`, { badge: true }));
		await row(page, person.id).locator("text=Arrived").waitFor();
		await row(page, person.id).locator("text=Not collected").waitFor();
	});
});

test("a request is approved in the focal point's name and then confirmed", async () => {
	const { participants } = await answerOf(admin.get("/api/participants?state=requested&limit=5"));
	const [person] = participants;
	await onPerson(person, async (page) => {
		await page.click("[data-testid=act-approve]");
		await save(page);
		assert.equal(await page.locator("dialog[open]").count(), 1, "a name has to be said");
		await page.fill("#f-by", "Focal Point");
		await save(page);
		await panel(page).locator("text=Focal Point").first().waitFor();
		await page.click("[data-testid=act-confirm]");
		await save(page);
		await panel(page).locator(".state-chip >> text=Confirmed").waitFor();
		assert.equal(await page.locator("[data-testid=act-approve]").count(), 0);
	});
	assert.equal((await personNow(person)).state, "confirmed");
});

test("somebody is declined with a reason that the history keeps", async () => {
	const person = await somebody();
	await onPerson(person, async (page) => {
		await page.click("[data-testid=act-decline]");
		await page.fill("#f-reason", "Asked to come next year");
		await save(page);
		await panel(page).locator("text=Declined").first().waitFor();
		assert.match(await page.innerText("[data-testid=history]"), /Declined · Asked to come next year/);
	});
});

test("the letter of a walk-in is noted, and is no longer missing", async () => {
	const person = await somebody();
	await onPerson(person, async (page) => {
		assert.match(await page.innerText("[data-testid=missing]"), /No letter seen/);
		await page.click("[data-testid=act-letter]");
		await page.selectOption("#f-state", "seen");
		await save(page);
		await note(page).waitFor();
		await page.waitForFunction(() => !document.querySelector("[data-testid=missing]")?.textContent.includes("No letter"));
	});
	assert.equal((await personNow(person)).letter.state, "seen");
});

test("what is written about somebody is corrected, refused in words at its field, and a newer version is not written over", async () => {
	const person = await somebody();
	await onPerson(person, async (page) => {
		await page.click("[data-testid=act-edit]");
		await page.fill("[id='f-email']", "no address");
		await save(page);
		await page.waitForSelector(".field-error");
		assert.match(await page.innerText(".field-error"), /e-mail/);
		await page.fill("[id='f-email']", "wanjiru@fleuve.example");
		await page.check("input[name=roles][value=speaker]");
		await save(page);
		await panel(page).locator("text=wanjiru@fleuve.example").waitFor();
		await page.click("[data-testid=act-edit]");
		const now = await personNow(person);
		await answerOf(admin.patch(`/api/participants/${person.id}`, { title: "Somebody else's" }, { version: now.version }));
		await page.fill("[id='f-title']", "Mine");
		await save(page);
		await page.waitForSelector("dialog .problem[data-code=STALE]");
		assert.equal(await page.inputValue("[id='f-title']"), "Mine");
	}, { hasNoise: true });
	const now = await personNow(person);
	assert.deepEqual([now.title, now.roles], ["Somebody else's", ["speaker"]]);
});

test("two rows of one person are seen side by side and become one", async () => {
	const [first, second] = [await somebody(), await somebody()];
	const badge = await answerOf(admin.post(`/api/participants/${second.id}/badge`, {}));
	await onPerson(second, async (page) => {
		await page.click("[data-testid=act-merge]");
		await page.fill("#merge-find", first.name.family);
		await page.waitForSelector("#merge-find-list [role=option]");
		await page.click(`#merge-find-list [role=option]:has-text("${first.name.family}")`);
		assert.match(await page.innerText(".compare"), new RegExp(`${second.name.family}[\\s\\S]*${first.name.family}`));
		await page.check(`input[name=stays][value="${first.id}"]`);
		await page.fill("#merge-reason", "Registered twice");
		await save(page);
		await note(page).locator(`text=${first.name.display}`).waitFor();
		await panel(page).locator("text=Merged into").waitFor();
	});
	const gone = await personNow(second);
	assert.deepEqual([gone.state, gone.merged_into], ["merged", first.id]);
	assert.equal(gone.badges.find(({ serial }) => serial === badge.serial).state, "revoked");
});

test("a photo is added, shown, replaced and removed; what is none is refused in words", async () => {
	const person = await somebody();
	const seed = (name) => join(ROOT, "tests", "fuzz", "corpus", "photo", name);
	await onPerson(person, async (page) => {
		await page.setInputFiles("[data-testid=photo-file]", seed("turned"));
		const image = panel(page).locator(".photo img");
		await image.waitFor();
		await page.waitForFunction(() => document.querySelector(".photo img").naturalWidth > 0);
		const first = await image.getAttribute("src");
		await page.setInputFiles("[data-testid=photo-file]", seed("see-through"));
		await page.waitForFunction((src) => { const img = document.querySelector(".photo img"); return img.getAttribute("src") !== src && img.naturalWidth > 0; }, first);
		await page.setInputFiles("[data-testid=photo-file]", { name: "x.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no picture") });
		await note(page).locator("text=This is no photo").waitFor();
		await panel(page).locator(".photo-box button").click();
		await image.waitFor({ state: "detached" });
	}, { hasNoise: true });
	assert.equal((await personNow(person)).photo, null);
});

test("a category is made with the contrast of its colour in view; a letter that is taken is said so", () =>
	on("people/categories", async (page) => {
		await page.click("[data-testid=category-add]");
		await page.fill("#f-code", "OBS");
		await page.fill("#f-letter", "M");
		await page.fill("#f-rgb", "#FFDD00");
		assert.equal(await page.getAttribute(".colour-sample", "data-is-good"), "false");
		await page.fill("#f-rgb", "#334455");
		assert.equal(await page.getAttribute(".colour-sample", "data-is-good"), "true");
		for (const [lang, words] of Object.entries({ en: "Observer", fr: "Observateur", es: "Observador", ar: "مراقب", ru: "Наблюдатель", zh: "观察员" })) await page.fill(`[id='f-words.${lang}']`, words);
		await page.check(`input[name=rooms][value="${agenda.rooms[0].id}"]`);
		await save(page);
		await page.waitForSelector("dialog .field-error, dialog .problem");
		await page.fill("#f-letter", "O");
		await save(page);
		await row(page, "OBS").waitFor();
		assert.match(await row(page, "OBS").innerText(), new RegExp(agenda.rooms[0].name));
		await until(() => answerOf(server.guest.get("/api/catalogue")), ({ categories }) => categories.some(({ code }) => code === "OBS"));
	}, { hasNoise: true }));
