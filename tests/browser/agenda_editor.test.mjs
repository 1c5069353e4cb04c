// The planner against the real server: a session moved by hand, by keys and by form ends in the same draft; releasing and going back;
// two people at once; the acts of the day, looked at before they are done; an agenda from a file; sixty rooms without a stutter.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { openDay } from "./lib/day.mjs";
import { answerOf, closePage, openPage, until } from "./lib/page.mjs";

const SIZE = [1440, 900];
const NEXT_DAY = "2022-06-09";
const MINUTE = 60_000;

const { server, browser } = await openDay();
const editor = await server.as("agenda");

/** Each test begins with an empty draft, whatever became of the one before. */
beforeEach(async () => {
	await answerOf(editor.post("/api/draft/discard"));
});

const agendaNow = () => answerOf(editor.get("/api/agenda"));
const draftNow = () => answerOf(editor.get("/api/draft"));
const drafted = async (id) => (await draftNow()).sessions.find((row) => row.id === id);
const ms = (at) => Date.parse(at);

/** Opens a part, does what it should, closes it; nothing may have gone wrong in it. */
async function on(part, act, options) {
	const page = await openPage(browser, server, `/admin#agenda/${part}`, { role: "agenda", size: SIZE, ...options });
	await act(page);
	await closePage(page);
}

async function showDay(page, day = NEXT_DAY) {
	await page.click(`[data-testid=day-${day}]`);
	await page.locator(`[data-testid=day-${day}][aria-pressed=true]`).waitFor();
}

const block = (page, row) => page.locator(`[data-testid="slot-${row.code}"]`);
const note = (page, words) => page.locator("[data-testid=note]", { hasText: words }).waitFor();

/** Panels of the third day in rooms, the earliest first. */
async function panels() {
	const { sessions } = await agendaNow();
	return sessions.filter((row) => row.kind === "panel" && row.room !== null && row.state === "planned" && row.starts_at.startsWith(NEXT_DAY))
		.sort((a, b) => a.starts_at.localeCompare(b.starts_at) || a.code.localeCompare(b.code));
}

/** Takes hold of a block and carries it so far; the button stays down. */
async function carry(page, row, across, down) {
	await block(page, row).scrollIntoViewIfNeeded();
	const box = await block(page, row).boundingBox();
	const [x, y] = [box.x + box.width / 2, box.y + Math.min(30, box.height / 2)];
	await page.mouse.move(x, y);
	await page.mouse.down();
	await page.mouse.move(x + across / 2, y + down / 2, { steps: 3 });
	await page.mouse.move(x + across, y + down, { steps: 3 });
	await page.waitForSelector("[data-testid=held]");
}

/** One finger on the screen, in steps as a hand moves it. */
async function touch(page) {
	const devtools = await page.context().newCDPSession(page);
	const send = (type, at) => devtools.send("Input.dispatchTouchEvent", { type, touchPoints: at === null ? [] : [{ x: at[0], y: at[1] }] });
	let spot = [0, 0];
	await devtools.send("Emulation.setTouchEmulationEnabled", { enabled: true });
	return {
		down: (at) => send("touchStart", spot = at),
		up: () => send("touchEnd", null),
		async by(across, down) {
			const [x, y] = spot;
			for (let step = 1; step <= 5; step += 1) await send("touchMove", spot = [x + across * step / 5, y + down * step / 5]);
		},
	};
}

/** Pixels of so many minutes, and of one column. */
async function scale(page, row) {
	const box = await block(page, row).boundingBox();
	const column = await page.locator(`.grid-column[data-room="${row.room}"]`).boundingBox();
	return { minute: (box.height + 2) / ((ms(row.ends_at) - ms(row.starts_at)) / MINUTE), column: column.width };
}

// ---- by hand

test("whoever plans the agenda finds it in the office, and no people, badges or doors", () =>
	on("plan", async (page) => {
		await page.waitForSelector(".block");
		const tabs = await page.locator(".tabs a > span:first-child").allInnerTexts();
		assert.equal(tabs[0], "Agenda");
		assert.deepEqual(tabs.filter((name) => ["People", "Badges", "Printers", "Doors", "Access"].includes(name)), []);
		assert.equal(await page.locator(".parts a").count(), 5);
	}));

test("a session that is dragged tells what it would clash with before it is dropped, and is in the draft after it", async () => {
	const [row] = await panels();
	await on("plan", async (page) => {
		await showDay(page);
		const { minute, column } = await scale(page, row);
		await carry(page, row, column, 0);
		assert.equal(await page.locator("[data-testid=held]").getAttribute("data-tone"), "refuse");
		assert.match(await page.locator("[data-testid=held]").innerText(), /at the same time/);
		assert.ok((await page.locator("[data-is-in-the-way=true]").count()) > 0);
		assert.equal((await draftNow()).sessions.length, 0);
		const box = await block(page, row).boundingBox();
		await page.mouse.move(box.x + box.width / 2, box.y + 30 + 20 * minute, { steps: 3 });
		await page.locator("[data-testid=held]", { hasText: "09:" }).waitFor();
		await page.mouse.up();
		await note(page, "Moved");
		const made = await drafted(row.id);
		assert.deepEqual([made.room, ms(made.starts_at) - ms(row.starts_at)], [row.room, 20 * MINUTE]);
		assert.equal((await agendaNow()).sessions.find(({ id }) => id === row.id).starts_at, row.starts_at);
	});
});

test("a finger that rests on a session carries it; one that moves at once scrolls the grid", async () => {
	const row = (await panels()).at(-1);
	await on("plan", async (page) => {
		await showDay(page);
		await block(page, row).scrollIntoViewIfNeeded();
		const { minute } = await scale(page, row);
		const finger = await touch(page);
		const top = () => page.locator("[data-testid=grid]").evaluate((grid) => grid.scrollTop);
		const spot = async () => {
			const box = await block(page, row).boundingBox();
			return [box.x + box.width / 2, box.y + box.height / 2];
		};
		await finger.down(await spot());
		await page.waitForSelector("[data-testid=held]");
		const before = await top();
		await finger.by(0, 20 * minute);
		await finger.up();
		await note(page, "Moved");
		assert.equal(await top(), before);
		const made = await drafted(row.id);
		assert.deepEqual([made.room, ms(made.starts_at) - ms(row.starts_at)], [row.room, 20 * MINUTE]);
		await finger.down(await spot());
		await finger.by(0, -60);
		await finger.up();
		await page.waitForFunction((was) => document.querySelector("[data-testid=grid]").scrollTop > was, before);
		assert.equal(await page.locator("[data-testid=held]").count(), 0);
		assert.equal((await drafted(row.id)).starts_at, made.starts_at);
	});
});

test("Escape puts a dragged session back, and its lower edge makes it longer", async () => {
	const [row] = await panels();
	await on("plan", async (page) => {
		await showDay(page);
		const { minute, column } = await scale(page, row);
		await carry(page, row, column, 0);
		await page.keyboard.press("Escape");
		await page.mouse.up();
		assert.equal(await page.locator("[data-testid=held]").count(), 0);
		assert.equal((await draftNow()).sessions.length, 0);
		const box = await block(page, row).boundingBox();
		await page.mouse.move(box.x + 30, box.y + box.height - 1);
		await page.mouse.down();
		await page.mouse.move(box.x + 30, box.y + box.height - 1 + 10 * minute, { steps: 3 });
		await page.mouse.up();
		await note(page, "Moved");
		const made = await drafted(row.id);
		assert.deepEqual([made.starts_at, ms(made.ends_at) - ms(row.ends_at)], [row.starts_at, 10 * MINUTE]);
	});
});

// ---- by keys

test("arrow keys move a session, with Shift they make it longer, Ctrl+Z takes it back", async () => {
	const [row] = await panels();
	const rooms = [...(await agendaNow()).rooms].sort((a, b) => a.position - b.position).map(({ id }) => id);
	await on("plan", async (page) => {
		await showDay(page);
		await block(page, row).focus();
		for (const key of ["ArrowDown", "ArrowDown", "Shift+ArrowDown", "ArrowRight"]) await page.keyboard.press(key);
		await page.waitForSelector("[data-testid=held]");
		const made = await until(() => drafted(row.id), (found) => found !== undefined);
		assert.deepEqual([ms(made.starts_at) - ms(row.starts_at), ms(made.ends_at) - ms(row.ends_at)], [10 * MINUTE, 15 * MINUTE]);
		assert.equal(made.room, rooms[rooms.indexOf(row.room) + 1]);
		await note(page, "Moved");
		await page.waitForFunction((code) => document.activeElement?.getAttribute("data-testid") === `slot-${code}`, row.code);
		await page.keyboard.press("Control+z");
		await until(draftNow, ({ sessions }) => sessions.length === 0);
		await note(page, "Taken back");
	});
});

test("the keyboard alone goes from session to session, opens one, and takes it out", async () => {
	const [row] = await panels();
	await on("plan", async (page) => {
		await showDay(page);
		await block(page, row).focus();
		await page.keyboard.press("Control+ArrowDown");
		await page.waitForFunction((code) => document.activeElement?.matches(".block:not([data-testid='slot-" + code + "'])"), row.code);
		await page.keyboard.press("Control+ArrowUp");
		await page.waitForFunction((code) => document.activeElement?.getAttribute("data-testid") === `slot-${code}`, row.code);
		await page.keyboard.press("Enter");
		await page.waitForSelector("[data-testid=session-form]");
		await block(page, row).focus();
		await page.keyboard.press("Delete");
		await until(() => drafted(row.id), (found) => found?.change === "removed");
		await page.locator(`[data-testid="slot-${row.code}"][data-change=removed]`).waitFor();
		await page.keyboard.press("Control+z");
		await until(draftNow, ({ sessions }) => sessions.length === 0);
	});
});

// ---- by form

test("the form shows gaps of six languages, says what would clash as one types, and saves into the same draft", async () => {
	const [row, other] = await panels();
	await on(`plan/${row.id}`, async (page) => {
		await page.waitForSelector("[data-testid=session-form]");
		assert.equal(await page.locator(".tongue").count(), 6);
		await page.fill("[name='title.fr']", "");
		assert.equal(await page.locator(".tongue[data-is-gap=true]").count(), 1);
		await page.selectOption("#s-room", other.room);
		await page.fill("#s-from", other.starts_at.slice(11, 16));
		await page.fill("#s-to", other.ends_at.slice(11, 16));
		await page.locator("[data-testid=session-found]", { hasText: "at the same time" }).waitFor();
		await page.fill("#s-capacity", "64");
		await page.click("[data-testid=session-save]");
		await note(page, "Saved in the draft");
		const made = await drafted(row.id);
		assert.deepEqual([made.room, made.starts_at, made.capacity, made.title.fr], [other.room, other.starts_at, 64, undefined]);
		assert.deepEqual(made.people.map(({ name }) => name), row.people.map(({ name }) => name));
		assert.ok((await draftNow()).findings.some(({ kind, session, other: against }) => kind === "room_overlap" && [session, against].includes(row.id)));
		await page.locator("[data-testid=findings-open][data-tone=refuse]").click();
		await page.locator(".found-row[data-kind=room_overlap]").first().click();
		await page.waitForFunction(() => document.activeElement?.matches(".block[data-worst=error], .found-row"));
	});
});

test("N makes a new session, with somebody who is found and somebody by name", async () => {
	await on("plan", async (page) => {
		await showDay(page);
		await page.keyboard.press("n");
		await page.waitForSelector("[data-testid=session-form]");
		await page.fill("[name='title.en']", "Lightning talks");
		await page.fill("#s-from", "18:00");
		await page.fill("#s-to", "18:30");
		await page.fill("#s-person", "gebremedhin");
		await page.locator("#s-person-list li").first().click();
		await page.fill("#s-bare", "Keynote to be announced");
		await page.click(".session-bare .button");
		await page.click("[data-testid=session-save]");
		await note(page, "Added to the draft");
		const made = (await draftNow()).sessions.find(({ title }) => title.en === "Lightning talks");
		assert.equal(made.change, "added");
		assert.equal(made.starts_at.slice(0, 16), `${NEXT_DAY}T18:00`);
		assert.deepEqual(made.people.map(({ id }) => Boolean(id)), [true, false]);
		await page.click("[data-testid=undo]");
		await until(draftNow, ({ sessions }) => sessions.length === 0);
	});
});

test("two presses on an empty spot begin a session there", () =>
	on("plan", async (page) => {
		await showDay(page);
		const column = page.locator(".grid-column").nth(3);
		await column.scrollIntoViewIfNeeded();
		const [room, box, grid] = [await column.getAttribute("data-room"), await column.boundingBox(), await page.locator("[data-testid=grid]").boundingBox()];
		await page.mouse.dblclick(box.x + box.width / 2, grid.y + grid.height - 20);
		await page.waitForSelector("[data-testid=session-form]");
		assert.equal(await page.inputValue("#s-room"), room);
		assert.match(await page.inputValue("#s-from"), /:(?:00|15|30|45)$/);
	}));

test("what the server refuses is said at its field, and what was typed stays", async () => {
	const [row, other] = await panels();
	await on(`plan/${row.id}`, async (page) => {
		await page.waitForSelector("[data-testid=session-form]");
		await page.fill("#s-code", other.code);
		await page.click("[data-testid=session-save]");
		await page.locator("[data-testid=session-form] .problem, [data-testid=session-form] .field-error").first().waitFor();
		assert.equal(await page.inputValue("#s-code"), other.code);
		assert.equal((await draftNow()).sessions.length, 0);
	}, { hasNoise: true });
});

// ---- release and back

test("a release says in words what it changes, everybody has it, and one act goes back", async () => {
	const [row] = await panels();
	const later = new Date(ms(row.starts_at) - 5 * MINUTE).toISOString();
	await answerOf(editor.patch(`/api/draft/sessions/${row.id}`, { starts_at: later, title: { en: "A better title" } }));
	const before = (await answerOf(editor.get("/api/releases"))).releases[0].number;
	await on("plan", async (page) => {
		await page.locator("[data-testid=draft-bar]", { hasText: "1 change in the draft" }).waitFor();
		await page.click("[data-testid=release]");
		await page.waitForSelector("dialog[open]");
		assert.match(await page.locator("dialog [data-testid=change-log]").innerText(), /→ A better title/);
		await page.fill("dialog [name=note]", "Earlier, and with a better title");
		const force = page.locator("dialog [name=force]");
		if (await force.count()) await force.check();
		await page.click("dialog [data-testid=submit]");
		await note(page, "is out");
		const now = (await agendaNow()).sessions.find(({ id }) => id === row.id);
		assert.deepEqual([ms(now.starts_at), now.title.en], [ms(later), "A better title"]);

		await page.click(".parts a[href='#agenda/releases']");
		await page.locator(`tr[data-key="${before + 1}"] .row-open`).click();
		await page.locator("[data-testid=panel] [data-testid=change-log]", { hasText: "A better title" }).waitFor();
		await page.locator(`tr[data-key="${before}"] .row-open`).click();
		await page.click("[data-testid=restore]");
		await page.fill("dialog [name=note]", "Too early after all");
		await page.click("dialog [data-testid=submit]");
		await note(page, `as it was at release ${before}`);
		const back = (await agendaNow()).sessions.find(({ id }) => id === row.id);
		assert.deepEqual([back.starts_at, back.title.en], [row.starts_at, row.title.en]);
	});
});

// ---- two at once

/** A page that does not hear yet what others did to the draft, until it sends something itself. */
async function deafPage(part) {
	const page = await openPage(browser, server, `/admin#agenda/${part}`, { role: "agenda", size: SIZE, hasNoise: true });
	const kept = await draftNow();
	const isDraft = (url) => url.pathname === "/api/draft";
	await page.route(isDraft, (route) => route.fulfill({ json: kept }));
	page.on("request", (request) => { if (request.method() === "PATCH") void page.unroute(isDraft); });
	return page;
}

test("of two who move one session the second is told in words, loses nothing, and decides", async () => {
	const [row, other] = await panels();
	const page = await deafPage("plan");
	await page.waitForSelector(".block");
	await showDay(page);
	await answerOf((await server.as("admin")).patch(`/api/draft/sessions/${row.id}`, { room: other.room }));
	const { minute } = await scale(page, row);
	await carry(page, row, 0, 30 * minute);
	await page.mouse.up();
	await page.waitForSelector("[data-testid=unsaved]");
	const words = await page.locator("[data-testid=unsaved]").innerText();
	assert.match(words, /changed “.*” while you were at it/);
	assert.match(words, /It stands now: .*You wanted: /s);
	assert.equal((await drafted(row.id)).starts_at, row.starts_at);
	await page.click("[data-testid=insist]");
	await note(page, "Saved in the draft");
	const made = await drafted(row.id);
	assert.deepEqual([made.room, ms(made.starts_at) - ms(row.starts_at)], [other.room, 30 * MINUTE]);
	await closePage(page);
});

test("what was typed into a form outlives somebody else’s change, and both are kept", async () => {
	const [row] = await panels();
	const page = await deafPage(`plan/${row.id}`);
	await page.waitForSelector("[data-testid=session-form]");
	await page.fill("[name='title.en']", "Typed by the second");
	await answerOf((await server.as("admin")).patch(`/api/draft/sessions/${row.id}`, { capacity: 33 }));
	await page.click("[data-testid=session-save]");
	await page.waitForSelector("[data-testid=session-stale]");
	assert.match(await page.locator("[data-testid=session-stale]").innerText(), /They changed: Seats needed\.\s+What you typed is safe/);
	assert.equal(await page.inputValue("[name='title.en']"), "Typed by the second");
	await page.click("[data-testid=session-rebase]");
	assert.equal(await page.inputValue("#s-capacity"), "33");
	await page.click("[data-testid=session-save]");
	await note(page, "Saved in the draft");
	const made = await drafted(row.id);
	assert.deepEqual([made.title.en, made.capacity], ["Typed by the second", 33]);
	await closePage(page);
});

test("a step is not taken back over somebody else’s", async () => {
	const [row] = await panels();
	await on("plan", async (page) => {
		await showDay(page);
		await block(page, row).focus();
		await page.keyboard.press("ArrowDown");
		const mine = await until(() => drafted(row.id), (found) => found !== undefined);
		await note(page, "Moved");
		await answerOf((await server.as("admin")).patch(`/api/draft/sessions/${row.id}`, { capacity: 12 }, { headers: { "If-Match": `"${mine.version}"` } }));
		await page.click("[data-testid=undo]");
		await note(page, "Somebody else has changed");
		assert.equal((await drafted(row.id)).capacity, 12);
	});
});

// ---- the day

test("an act of the day is looked at first, done with Enter, and whoever has to know is ticked off", async () => {
	const { sessions } = await agendaNow();
	const soon = sessions.find((row) => row.state === "planned" && row.kind === "panel" && row.people.length > 1 && row.starts_at.startsWith("2022-06-08") && ms(row.expected_starts_at) > ms("2022-06-08T15:05:00+02:00"));
	await on("day", async (page) => {
		await page.click(`[data-testid="entry-${soon.code}"]`);
		await page.waitForSelector("[data-testid=day-acts]");
		await page.keyboard.press("d");
		await page.locator("[data-testid=act-preview] .tells li").first().waitFor();
		assert.ok((await page.locator("[data-testid=act-preview] .moves li").count()) > 0);
		assert.equal((await agendaNow()).sessions.find(({ id }) => id === soon.id).delay_minutes, soon.delay_minutes);
		await page.fill("[data-testid=act-preview] [name=minutes]", String(soon.delay_minutes + 20));
		await page.keyboard.press("Enter");
		await note(page, "Delayed");
		assert.equal((await agendaNow()).sessions.find(({ id }) => id === soon.id).delay_minutes, soon.delay_minutes + 20);
		const open = async () => (await answerOf(editor.get("/api/told?open=1"))).told;
		const mine = (await open()).filter(({ session }) => session === soon.id);
		assert.ok(mine.length > 0);
		const many = (await open()).length;
		await page.locator("[data-testid=told] .tells li >> nth=0").locator("[data-testid=told-tick]").click();
		await note(page, "Told");
		await until(open, (left) => left.length === many - 1);
		await page.locator("[data-testid=told] li[data-is-done=true]").waitFor();
	});
});

test("a session moves to another room and is reinstated; Escape does nothing at all", async () => {
	const { sessions, rooms } = await agendaNow();
	const row = sessions.find(({ state, kind, starts_at, room }) => state === "planned" && kind === "panel" && room !== null && starts_at > "2022-06-08T15:30" && starts_at < "2022-06-09");
	const free = rooms.find(({ id }) => !sessions.some((other) => (other.expected_room ?? other.room) === id && other.starts_at.startsWith("2022-06-08")) && id !== row.room) ?? rooms.at(-1);
	const now = async () => (await agendaNow()).sessions.find(({ id }) => id === row.id);
	await on(`day/${row.id}`, async (page) => {
		await page.waitForSelector("[data-testid=day-acts]");
		await page.click("[data-testid=act-move]");
		await page.selectOption("[data-testid=act-preview] [name=room]", free.id);
		await page.locator("[data-testid=act-preview] .moves li").first().waitFor();
		await page.keyboard.press("Escape");
		assert.equal(await page.locator("[data-testid=act-preview]").count(), 0);
		assert.equal((await now()).expected_room, row.expected_room);
		await page.click("[data-testid=act-move]");
		await page.selectOption("[data-testid=act-preview] [name=room]", free.id);
		await page.locator("[data-testid=act-do]:enabled").click();
		await note(page, "Moved");
		assert.deepEqual([(await now()).expected_room, (await now()).room], [free.id, row.room]);
		await page.click("[data-testid=act-reinstate]");
		await page.locator("[data-testid=act-do]:enabled").click();
		await note(page, "Reinstated");
		assert.equal((await now()).expected_room, row.expected_room);
	});
});

// ---- from a file

test("an agenda from a file says what it would change before it does, and goes into the draft", async () => {
	const { sessions } = await agendaNow();
	const row = sessions.find(({ title, state, kind }) => state === "planned" && kind !== "foreign" && sessions.filter((other) => other.title.en === title.en).length === 1);
	const xml = (await editor.get("/agenda.xml")).text;
	assert.ok(xml.includes(row.title.en));
	const file = { name: "schedule.xml", mimeType: "application/xml", buffer: Buffer.from(xml.replaceAll(row.title.en, "Retitled elsewhere")) };
	await on("exchange", async (page) => {
		await page.setInputFiles("[data-testid=import-file]", file);
		await page.locator("[data-testid=reading] [data-testid=change-log]", { hasText: "Retitled elsewhere" }).waitFor();
		assert.match(await page.locator("[data-testid=import-counts]").innerText(), /changed: 1 /);
		assert.equal((await draftNow()).sessions.length, 0);
		await page.click("[data-testid=import-draft]");
		await note(page, "in the draft");
		assert.equal((await drafted(row.id)).title.en, "Retitled elsewhere");
		assert.equal((await agendaNow()).sessions.find(({ id }) => id === row.id).title.en, row.title.en);
	});
});

test("a file that is no agenda is refused in words, with its line, and nothing changes", () =>
	on("exchange", async (page) => {
		const before = await agendaNow();
		await page.setInputFiles("[data-testid=import-file]", { name: "broken.xml", mimeType: "application/xml", buffer: Buffer.from("<schedule>\n<day>\n</schedule>") });
		assert.match(await page.locator("[data-testid=reading] .problem").innerText(), /line 3/i);
		assert.deepEqual((await agendaNow()).sessions, before.sessions);
	}, { hasNoise: true }));

// ---- rooms

test("a floor plan is taken in from a file, and one that is none is refused in words", async () => {
	const before = await answerOf(editor.get("/api/plan"));
	const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="#fff"/></svg>';
	await on("rooms", async (page) => {
		await page.setInputFiles("[data-testid=plan-file]", { name: "plan.svg", mimeType: "image/svg+xml", buffer: Buffer.from(svg) });
		await note(page, "floor plan is shown");
		await page.waitForFunction((url) => document.querySelector(".venue-plan")?.getAttribute("src") !== url, before.url);
	});
	const after = await answerOf(editor.get("/api/plan"));
	assert.ok(after.version > before.version);
	await on("rooms", async (page) => {
		await page.setInputFiles("[data-testid=plan-file]", { name: "plan.png", mimeType: "image/png", buffer: Buffer.from("no picture") });
		await page.waitForSelector("[data-testid=note][data-tone=refuse]");
	}, { hasNoise: true });
	assert.deepEqual(await answerOf(editor.get("/api/plan")), after);
});

test("a room gets its names, its way and its turn-round time; its place is marked on the plan with the keyboard", async () => {
	const [room] = (await agendaNow()).rooms;
	const now = async () => (await agendaNow()).rooms.find(({ id }) => id === room.id);
	await on("rooms", async (page) => {
		await page.locator("[data-testid=list-rooms] .row-open", { hasText: room.name }).first().click();
		await page.fill("dialog [name='way.en']", "Through the foyer, then straight on");
		await page.fill("dialog [name=turn_round_minutes]", "5");
		await page.fill("dialog [name=position]", "99");
		await page.click("dialog [data-testid=submit]");
		await note(page, "Saved");
		assert.deepEqual([(await now()).way.en, (await now()).turn_round_minutes, (await now()).position], ["Through the foyer, then straight on", 5, 99]);
		assert.equal((await agendaNow()).rooms.at(-1).id, room.id, "the last one everywhere");
		await page.locator("[data-testid=list-rooms] .row-open", { hasText: room.name }).first().click();
		await page.fill("dialog [name='way.en']", "");
		await page.click("dialog [data-testid=submit]");
		await until(now, ({ way }) => way.en === undefined);
		const from = (await now()).plan;
		await page.locator(`tr[data-key="${room.id}"] [data-testid=room-mark]`).click();
		await page.focus("[data-testid=mark]");
		await page.keyboard.press("ArrowDown");
		await page.click("dialog [data-testid=submit]");
		await until(now, ({ plan }) => plan.y === from.y + 10 && plan.x === from.x);
	});
});

// ---- sixty rooms

/** A day of sixty rooms with ten sessions each, as schedule.json. */
function bigDay(day) {
	const two = (n) => String(n).padStart(2, "0");
	const talks = (room) => Array.from({ length: 10 }, (_, i) => ({
		id: room * 100 + i + 900_000, guid: `00000000-0000-4000-8000-${String(room * 100 + i).padStart(12, "0")}`, date: `${day}T${two(8 + i)}:00:00+02:00`, start: `${two(8 + i)}:00`, duration: "00:50",
		room: `Big ${room}`, title: `Session ${room}.${i} about many things`, type: "panel", language: "en", persons: [],
	}));
	const rooms = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`Big ${i + 1}`, talks(i + 1)]));
	const conference = { acronym: "p2c", title: "Big", start: day, end: day, daysCount: 1, timeslot_duration: "00:05", time_zone_name: "Africa/Kigali", days: [{ index: 1, date: day, day_start: `${day}T04:00:00+02:00`, day_end: `${day}T23:00:00+02:00`, rooms }] };
	return JSON.stringify({ schedule: { version: "1", base_url: "https://example.org/", conference } });
}

const FRAME_MS = 1000 / 60;

/** Runs an act so many times; answers what one of them cost the page's own thread, in ms. Its time, not the clock's: others share the machine. */
async function clockOfPage(page) {
	const devtools = await page.context().newCDPSession(page);
	await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
	const spent = async () => (await devtools.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value * 1000;
	return async (times, act) => {
		const before = await spent();
		for (let i = 0; i < times; i += 1) await act(i);
		await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
		return ((await spent()) - before) / times;
	};
}

test("a day of sixty rooms scrolls and drags within a frame a step", async () => {
	await answerOf(editor.upload("/api/import/agenda", bigDay("2022-06-10"), "application/json"));
	await on("plan", async (page) => {
		await showDay(page, "2022-06-10");
		await page.waitForFunction(() => document.querySelectorAll(".block").length >= 600);
		const cost = await clockOfPage(page);
		await page.mouse.move(700, 500);
		const scrolled = await cost(40, (i) => page.mouse.wheel(i % 8 < 4 ? 240 : 0, i % 8 < 4 ? 0 : 120));
		const box = await page.evaluate(async () => {
			document.querySelector("[data-testid=grid]").scrollTo({ left: 2000, top: 200, behavior: "instant" });
			await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
			const inside = [...document.querySelectorAll(".block")].map((one) => one.getBoundingClientRect()).find(({ left, top, bottom }) => left > 300 && left < 900 && top > 320 && bottom < 700);
			return { x: inside.x + 40, y: inside.y + 20 };
		});
		await page.mouse.move(box.x, box.y);
		await page.mouse.down();
		const dragged = await cost(60, (i) => page.mouse.move(box.x + 6 * Math.min(i, 40), box.y + 2 * i));
		await page.waitForSelector("[data-testid=held]");
		await page.keyboard.press("Escape");
		await page.mouse.up();
		assert.ok(scrolled < FRAME_MS && dragged < FRAME_MS, `a step of scrolling took ${scrolled.toFixed(1)} ms, one of dragging ${dragged.toFixed(1)} ms`);
	});
});
