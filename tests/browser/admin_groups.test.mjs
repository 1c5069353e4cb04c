// The office makes groups and lays a table: wishes, an assignment that says why, somebody moved by hand; seats that change places.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openDay } from "./lib/day.mjs";
import { answerOf, axe, closePage, openPage, until } from "./lib/page.mjs";

const { server, browser } = await openDay();
const office = await server.as("protocol");
const { sessions } = await answerOf(office.get("/api/agenda"));
const people = (await answerOf(office.get("/api/participants?state=arrived&limit=12"))).participants;

const open = (part, id, more = {}) => openPage(browser, server, `/admin?lang=en#groups/${part}/${id}`, { role: "protocol", size: [1440, 900], ...more });
const note = (page, words) => page.locator("[data-testid=note]", { hasText: words }).waitFor();
const groupsOf = async (id) => answerOf(office.get(`/api/sessions/${id}/groups`));
const seatingOf = async (id) => answerOf(office.get(`/api/sessions/${id}/seating`));
const column = (page, name) => page.locator("[data-testid=group]", { hasText: name });
/** A panel that nobody has made groups for; each call another one. */
let taken = 0;
const panel = () => sessions.filter(({ kind }) => kind === "panel")[taken++].id;

test("groups are made, people join with wishes, everybody is assigned, and each place says why", async () => {
	const id = panel();
	const page = await open("breakout", id);
	await page.getByText("This session has no groups yet.").waitFor();
	await page.click("[data-testid=groups-add]");
	await page.fill("[name=groups]", "Fibre\nSatellites");
	await page.fill("[name=capacity]", "1");
	await page.click("[data-testid=submit]");
	await note(page, "2 groups added.");
	const [fibre, satellites] = (await groupsOf(id)).groups;
	for (const { id: person } of people.slice(0, 2)) await answerOf(office.post(`/api/sessions/${id}/wishes`, { person, wishes: [fibre.id, satellites.id] }));
	await page.locator("[data-testid=unplaced] [data-testid=member]").nth(1).waitFor();
	await page.click("[data-testid=assign]");
	await note(page, "2 have a group, 0 are without.");
	await column(page, "Satellites").getByText("2nd wish").click();
	assert.equal(await page.locator("[data-testid=because]").innerText(), "Satellites was their second wish; Fibre was full.");
	assert.deepEqual(await axe(page), []);
	await closePage(page);
});

test("somebody is moved by the form and by dragging, stays there, and a full group says so", async () => {
	const id = panel();
	const { groups: [north, south] } = await answerOf(office.post(`/api/sessions/${id}/groups`, { groups: [{ name: "North", capacity: 2 }, { name: "South", capacity: 1 }] }));
	for (const { id: person } of people.slice(0, 2)) await answerOf(office.post(`/api/sessions/${id}/wishes`, { person, wishes: [north.id] }));
	await answerOf(office.post(`/api/sessions/${id}/groups/assign`));
	const page = await open("breakout", id, { hasNoise: true });
	await column(page, "North").locator("[data-testid=member]").first().click();
	await page.selectOption("[name=person]", south.id);
	await page.click("[data-testid=submit]");
	await column(page, "South").getByText("By hand").waitFor();
	await column(page, "North").locator("[data-testid=member]").dragTo(column(page, "South"));
	await note(page, "South is full");
	await column(page, "South").locator("[data-testid=member]").click();
	await page.selectOption("[name=person]", "");
	await page.click("[data-testid=submit]");
	await page.locator("[data-testid=unplaced] [data-testid=member]").dragTo(column(page, "North"));
	await until(() => groupsOf(id), ({ groups }) => groups[0].people.length === 2);
	await closePage(page);
});

test("wishes come from a file, and what is wrong in it is said", async () => {
	const id = panel();
	await answerOf(office.post(`/api/sessions/${id}/groups`, { groups: [{ name: "Ports", capacity: 2 }] }));
	const page = await open("breakout", id, { hasNoise: true });
	const file = (text) => page.setInputFiles("[data-testid=wishes-file]", { name: "wishes.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
	await file(`registration_id,wish1\n${people[0].registration_id},Moon\n`);
	await note(page, "This session has no group \"Moon\".");
	await file(`registration_id,wish1\n${people[0].registration_id},Ports\n`);
	await note(page, "Wishes of 1 person are kept.");
	await page.locator("[data-testid=unplaced] [data-testid=member]").waitFor();
	await closePage(page);
});

test("two change places on the plan by two presses, and one by dragging; the picture follows", async () => {
	const id = sessions.find(({ kind, starts_at }) => kind === "round_table" && starts_at.startsWith("2022-06-08T14:00")).id;
	const page = await open("seating", id);
	const seat = (number) => page.locator(`[data-testid=seat-${number}]`);
	const before = (await seatingOf(id)).seats;
	const nameAt = (number) => before[number - 1].person.name;
	await seat(5).click();
	await page.getByText(`${nameAt(5)}: now choose a seat.`).first().waitFor();
	await seat(9).click();
	await note(page, `${nameAt(5)} sits on 9.`);
	assert.equal(await seat(5).getAttribute("aria-label"), `Seat 5: ${nameAt(9)}`);
	await seat(9).dragTo(seat(5));
	await note(page, `${nameAt(5)} sits on 5.`);
	await until(() => seatingOf(id), ({ seats }) => seats[8].person.id === before[8].person.id);
	assert.match(await page.locator("[data-testid=plan] img").getAttribute("src"), /version=3/);
	await seat(5).click();
	await page.keyboard.press("Escape");
	assert.equal(await seat(5).getAttribute("aria-pressed"), "false");
	assert.deepEqual(await axe(page), []);
	await closePage(page);
});

test("a room is laid from the form; who has no seat is beside it and takes one", async () => {
	const id = panel();
	await answerOf(office.post(`/api/sessions/${id}/invitations`, { people: people.slice(0, 4).map((row) => row.id) }));
	const page = await open("seating", id);
	await page.getByText("This room is not laid yet.").waitFor();
	await page.click("[data-testid=lay]");
	await page.selectOption("[name=shape]", "u");
	await page.fill("[name=seats]", "3");
	await page.selectOption("[name=order]", "free");
	await page.click("[data-testid=submit]");
	await page.locator("[data-testid=seat-3]").waitFor();
	const first = page.locator("[data-testid=unseated]").first();
	const name = await first.locator(".name-own").innerText();
	await first.click();
	await page.locator("[data-testid=seat-2]").click();
	await note(page, `${name} sits on 2.`);
	await page.locator("[data-testid=seat-2]").click();
	await page.click("[data-testid=stand]");
	await note(page, `${name} has no seat now.`);
	await closePage(page);
});
