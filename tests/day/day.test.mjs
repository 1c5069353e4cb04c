// A whole pledging plenary and a signing ceremony, acted out by two moderators, a rapporteur, a protocol officer and a hall
// screen: 150 speakers, 360 pledges, a restart, a spell without network, corrections. What the server has at the end must
// be what a small model, which never asks the server, says.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { closePage, launch, openPage } from "../browser/lib/page.mjs";
import { readCsv } from "../http/lib/csv.mjs";
import { folder, p2c, run } from "../http/lib/program.mjs";
import { init, serve } from "../http/lib/server.mjs";
import { dollarsOf, Model, RATES } from "./model.mjs";
import { peopleCsv, SIGNATORIES, SPEAKERS, statements } from "./plan.mjs";

const CLOCK = "2022-06-08T15:05:00+02:00";
const model = new Model();
const script = statements();
/** registration → { id, entity, qr } */
const people = new Map();
/** slip of the plan → the server's pledge as it last answered */
const known = new Map();
let data;
let server;
let browser;
let hall;
let table;
let session;
let who;
let declaration;
let head;

// ---- the rig

const okay = async (request) => {
	const { status, json, text } = await request;
	assert.ok(status < 300, `${status} ${text}`);
	return json;
};
const pledgerOf = (registration, lead) => ({ entity: people.get(registration).entity, lead });
const pledgersOf = ({ registration, joint }) => [pledgerOf(registration, true), ...joint.map((one) => pledgerOf(one, false))];
const bodyOf = (statement, pledge) => {
	const { amount, ...fields } = pledge.fields;
	return { ...fields, ...(amount && { amount }), language: "en", session, pledgers: pledgersOf({ ...statement, joint: pledge.joint }) };
};

async function signEverybodyIn(code) {
	const admin = await server.signIn({ code });
	const as = async (role) => server.signIn({ code: (await okay(admin.post("/api/codes", { role }))).code });
	const roles = ["desk", "agenda", "moderator", "moderator", "rapporteur", "protocol"];
	const [desk, agenda, first, second, rapporteur, protocol] = await Promise.all(roles.map(as));
	return { admin, desk, agenda, moderators: [first, second], rapporteur, protocol };
}

/** The same folder again on the same address; everybody is still signed in. */
async function startAgain() {
	const at = new URL(server.origin).host;
	await server.stop("SIGKILL");
	const next = await serve(data, { args: ["--clock", CLOCK, "--listen", at] });
	for (const client of [who.admin, who.desk, who.agenda, ...who.moderators, who.rapporteur, who.protocol]) client.server = next;
	server = next;
}

before(async () => {
	const made = await init(["--title", "Day", "--zone", "Africa/Kigali"]);
	data = made.data;
	[server, browser] = await Promise.all([serve(data, { args: ["--clock", CLOCK] }), launch()]);
	who = await signEverybodyIn(made.code);
});
after(async () => {
	await browser?.close();
	await server?.stop();
});

/** What the server says and what the wall in the hall shows, as soon as it does: both what the model says. */
async function hallAgrees() {
	const { confirmed, heard } = model.totals();
	const tally = await okay(server.guest.get("/api/tally"));
	assert.deepEqual([tally.confirmed, tally.heard].map(({ count, usd }) => [count, usd]), [confirmed, heard].map(({ count, cents }) => [count, dollarsOf(cents)]));
	const wanted = [dollarsOf(confirmed.cents), dollarsOf(heard.cents), String(confirmed.count + heard.count)];
	await hall.waitForFunction((sums) => {
		const digits = (kind, part) => document.querySelector(`[data-testid=totals] [data-kind=${kind}] ${part}`)?.textContent.replace(/\D/g, "");
		return digits("confirmed", ".usd") === sums[0] && digits("heard", ".usd") === sums[1] && digits("count", ".num") === sums[2];
	}, wanted);
}

// ---- before the plenary

test("people, rates and the session are there, and everybody has a badge", async () => {
	const added = await okay(who.admin.upload("/api/import/participants", peopleCsv()));
	assert.equal(added.added, SPEAKERS);
	const rates = Object.entries(RATES).map(([currency, rate]) => `${currency},${rate},2022-06-01`);
	await okay(who.admin.upload("/api/import/rates", `currency,per_usd,valid_on\n${rates.join("\n")}\n`));
	const form = { kind: "plenary", title: { en: "Pledging plenary" }, starts_at: "2022-06-08T15:00:00+02:00", ends_at: "2022-06-08T18:00:00+02:00" };
	session = (await okay(who.agenda.post("/api/sessions", form))).id;
	for (let i = 1; i <= SPEAKERS; i += 1) {
		const { participants } = await okay(who.desk.get(`/api/participants?q=DAY-${i}&limit=20`));
		const person = participants.find((row) => row.registration_id === `DAY-${i}`);
		const { qr } = await okay(who.desk.post(`/api/participants/${person.id}/badge`));
		people.set(`DAY-${i}`, { id: person.id, entity: person.entity.id, qr });
	}
});

test("pledges that were sent in before the day are filed, and counted nowhere", async () => {
	for (const statement of script) {
		for (const pledge of statement.pledges.filter((row) => row.before)) {
			const { session: _later, ...body } = bodyOf(statement, pledge);
			known.set(pledge.slip, await okay(who.rapporteur.post("/api/pledges", { ...body, state: "submitted" })));
			model.say(pledge.slip, "submitted", { ...pledge.fields, lead: statement.registration });
		}
	}
	const tally = await okay(server.guest.get("/api/tally"));
	assert.deepEqual([tally.pledges, tally.submitted.count], [0, model.totals().submitted]);
});

test("the list is kept by rule: inscribed before, or asked for by a scanned badge in the room", async () => {
	for (const [at, { registration }] of script.entries()) {
		const { qr } = people.get(registration);
		await okay(who.moderators[at % 2].post(`/api/sessions/${session}/speakers`, { code: qr, prior: at < SPEAKERS / 2 }));
	}
	const { speakers, waiting } = await okay(who.rapporteur.get(`/api/sessions/${session}/speakers`));
	assert.equal(waiting, SPEAKERS);
	assert.deepEqual(speakers.map((row) => row.entity.id), script.map(({ registration }) => people.get(registration).entity));
});

// ---- the plenary

/** Gives the floor to the next on the list, who is the one the script says. */
async function callNext(statement, moderator) {
	const list = await okay(moderator.get(`/api/sessions/${session}/speakers`));
	const next = list.speakers.find((row) => row.state === "waiting");
	assert.equal(next.person.id, people.get(statement.registration).id);
	const after_ = await okay(moderator.post(`/api/speakers/${next.id}/call`));
	assert.equal(after_.now.id, next.id);
	return next;
}

async function logOne(statement, pledge, speaker, moderator) {
	if (pledge.before) {
		const changed = pledge.changed ?? pledge.fields.amount;
		const step = { session, speaker: speaker.id, ...(pledge.changed && { amount: pledge.changed }) };
		known.set(pledge.slip, await okay(moderator.post(`/api/pledges/${known.get(pledge.slip).id}/announce`, step)));
		assert.equal((await moderator.post(`/api/pledges/${known.get(pledge.slip).id}/announce`, step)).status, 409, "announced once");
		model.step(pledge.slip, "heard");
		model.correct(pledge.slip, { amount: changed });
		return;
	}
	const key = randomUUID();
	const body = { ...bodyOf(statement, pledge), speaker: speaker.id };
	const made = await okay(moderator.post("/api/pledges", body, { key }));
	assert.equal((await okay(moderator.post("/api/pledges", body, { key }))).id, made.id, "a button pressed twice is one act");
	known.set(pledge.slip, made);
	model.say(pledge.slip, "heard", { ...pledge.fields, lead: statement.registration });
}

async function deliver(from, to) {
	for (const [at, statement] of script.entries()) {
		if (at < from || at >= to) continue;
		const moderator = who.moderators[at % 2];
		const speaker = await callNext(statement, moderator);
		for (const pledge of statement.pledges) await logOne(statement, pledge, speaker, who.moderators[pledge.slip % 2]);
	}
}

test("the first sixty statements: two moderators on one list, the wall in the hall follows", async () => {
	hall = await openPage(browser, server, "/hall?lang=en&scene=totals", { size: [1280, 720], hasNoise: true });
	await deliver(0, 30);
	await hallAgrees();
	await deliver(30, 60);
	await hallAgrees();
});

test("the machine loses its power in the middle: what was acknowledged is there, and the day goes on", async () => {
	await startAgain();
	await hallAgrees();
	await deliver(60, 100);
	await hallAgrees();
});

/** One line as the moderator types it. */
function lineOf({ type, amount, focus_areas, countries, text }) {
	const money = amount === null ? [] : [amount.value, amount.currency];
	return [type, ...money, ...focus_areas.map((area) => area.split("_")[0]), ...countries, "//", text].join(" ");
}

test("ten statements are taken down in the browser, six of their pledges while the network is away", async () => {
	table = await openPage(browser, server, `/moderator?lang=en#session=${session}`, { cookie: who.moderators[0].cookie, hasNoise: true });
	await table.waitForSelector("[data-testid=floor]");
	let typed = 0;
	for (const statement of script.slice(100, 110)) {
		const speaker = await callNext(statement, who.moderators[0]);
		await table.waitForFunction((name) => document.querySelector("[data-testid=floor]")?.textContent.includes(name), speaker.person.name.display);
		for (const pledge of statement.pledges) {
			if (pledge.before || pledge.joint.length > 0) {
				await logOne(statement, pledge, speaker, who.moderators[1]);
				continue;
			}
			if (typed === 3) await table.context().setOffline(true);
			await table.focus("#line");
			await table.keyboard.type(lineOf(pledge.fields));
			await table.keyboard.press("Control+Enter");
			await table.waitForFunction(() => document.getElementById("line").value === "");
			typed += 1;
			model.say(pledge.slip, "heard", { ...pledge.fields, lead: statement.registration });
			if (typed === 9) await table.context().setOffline(false);
		}
		if (typed >= 3 && typed < 9) await table.context().setOffline(false);
	}
	await table.waitForFunction(() => document.querySelector("[data-testid=sending-row]") === null);
	await hallAgrees();
	const { pledges } = await okay(who.rapporteur.get(`/api/pledges?session=${session}&limit=1000`));
	for (const pledge of script.slice(100, 110).flatMap((row) => row.pledges).filter((row) => !known.has(row.slip))) {
		const mine = pledges.filter((row) => row.text === pledge.fields.text);
		assert.equal(mine.length, 1, `what was typed as ${pledge.slip} is there once`);
		known.set(pledge.slip, mine[0]);
	}
	await closePage(table);
});

test("the last forty speak, and nobody waits any more", async () => {
	await deliver(110, SPEAKERS);
	const last = await okay(who.moderators[0].get(`/api/sessions/${session}/speakers`));
	const ended = await okay(who.moderators[0].post(`/api/speakers/${last.now.id}/end`));
	assert.deepEqual([ended.waiting, ended.now], [0, null]);
	assert.equal(model.pledges.size, 360);
	await hallAgrees();
});

// ---- the record

test("a second ear agrees or differs, and a third act settles it", async () => {
	const plain = script
		.filter(({ pledges }) => pledges.every((row) => !row.before) && pledges.filter((row) => row.fields.type === "financial").length === 1)
		.map((statement) => ({ statement, pledge: statement.pledges.find((row) => row.fields.type === "financial") }))
		.filter(({ pledge }) => pledge.fields.amount !== null);
	const [same, other] = plain;
	const hear = async ({ pledge }, amount) => {
		const { type, focus_areas, countries } = pledge.fields;
		return okay(who.rapporteur.post("/api/hearings", { speaker: known.get(pledge.slip).speaker, type, focus_areas, countries, amount, language: "en" }));
	};
	assert.equal((await hear(same, same.pledge.fields.amount)).state, "agrees");
	const differs = await hear(other, { value: "777", currency: "USD" });
	assert.equal(differs.state, "differs");
	assert.deepEqual(differs.differences.map((row) => row.field), ["amount"]);
	assert.equal((await okay(who.rapporteur.get(`/api/pledges/${differs.pledge}`))).differs, true);
	await okay(who.moderators[1].post(`/api/hearings/${differs.id}/settle`, { take: "second" }, { version: differs.version }));
	const slip = [...known].find(([, row]) => row.id === differs.pledge)[0];
	model.correct(slip, { amount: { value: "777", currency: "USD" } });
	await hallAgrees();
});

test("two corrections, two withdrawals and an undo leave their trace and the right sums", async () => {
	const heard = [...model.pledges].filter(([, row]) => row.state === "heard" && row.amount !== null).map(([slip]) => slip);
	for (const slip of heard.slice(4, 6)) {
		const now = await okay(who.rapporteur.get(`/api/pledges/${known.get(slip).id}`));
		const amount = { value: "3100000.5", currency: "EUR" };
		await okay(who.rapporteur.patch(`/api/pledges/${now.id}`, { amount }, { version: now.version }));
		const stale = await who.moderators[1].patch(`/api/pledges/${now.id}`, { title: "Too late" }, { version: now.version });
		assert.deepEqual([stale.status, stale.json.current.amount.currency], [412, "EUR"]);
		model.correct(slip, { amount });
	}
	for (const slip of heard.slice(8, 11)) {
		await okay(who.moderators[0].post(`/api/pledges/${known.get(slip).id}/withdraw`, { reason: "The delegation takes it back" }));
		model.step(slip, "withdrawn");
	}
	const [mistaken] = heard.slice(8, 9);
	await okay(who.moderators[0].post(`/api/pledges/${known.get(mistaken).id}/undo`));
	model.step(mistaken, "heard");
	const { entries } = await okay(who.rapporteur.get(`/api/pledges/${known.get(mistaken).id}/history`));
	assert.deepEqual(entries.slice(-2).map((row) => row.action), ["pledge.withdraw", "pledge.undo"]);
	await hallAgrees();
});

test("two hundred pledges are confirmed from the text, ten by the delegates' own links", async () => {
	const heard = [...model.pledges].filter(([, row]) => row.state === "heard").map(([slip]) => slip);
	for (const slip of heard.slice(0, 200)) {
		await okay(who.rapporteur.post(`/api/pledges/${known.get(slip).id}/confirm`, { means: "text" }));
		model.step(slip, "confirmed");
	}
	for (const slip of heard.slice(200, 210)) {
		const { link } = await okay(who.rapporteur.post(`/api/pledges/${known.get(slip).id}/read-back`, { means: "link", name: "Delegate" }));
		const delegate = await server.signIn({ code: link.split("#")[1] });
		assert.equal((await okay(delegate.get("/api/read-back"))).pledge.id, known.get(slip).id);
		await okay(delegate.post("/api/read-back", { answer: "confirmed", name: "Delegate" }));
		model.step(slip, "confirmed");
		delegate.close();
	}
	await hallAgrees();
});

// ---- the ceremony

const strokesOf = (at) => [[[10, 10 + at, 0], [40, 60, 120], [90, 20, 240]]];

test("sixty signatories are called in order: tablet, paper, one absent, one without authority", async () => {
	const made = await okay(who.protocol.post("/api/declarations", {
		coalition: "Digital Coalition",
		title: { en: "Declaration of the day", fr: "Déclaration du jour", ar: "إعلان اليوم" },
		body: { en: "We will connect everybody.", fr: "Nous connecterons tout le monde.", ar: "سنصل الجميع." },
		order: "alphabetical",
	}));
	declaration = made.id;
	for (const { registration } of script.slice(0, SIGNATORIES)) {
		await okay(who.protocol.post(`/api/declarations/${declaration}/signatories`, { person: people.get(registration).id }));
	}
	await okay(who.protocol.post(`/api/declarations/${declaration}/open`));
	const list = await okay(who.protocol.get(`/api/declarations/${declaration}/signatories`));
	assert.equal(list.signatories.length, SIGNATORIES);
	const text = await okay(who.protocol.get(`/api/declarations/${declaration}`));
	for (const [at, row] of list.signatories.entries()) await signAs(at, row, text.text.sha256);
	const done = await okay(who.protocol.get(`/api/declarations/${declaration}/signatories`));
	assert.deepEqual([done.counts.signed, done.counts.absent], [SIGNATORIES - 1, 1]);
});

async function signAs(at, { id, version, entity, person }, sha256) {
	const signing = `/api/declarations/${declaration}/signatures`;
	await okay(who.protocol.post(`/api/signatories/${id}/call`));
	if (at === 17) {
		await okay(who.protocol.post(`/api/signatories/${id}/absent`));
		return;
	}
	const drawn = { signatory: id, means: "tablet", strokes: strokesOf(at), text_sha256: sha256 };
	if (at === 3) {
		const refused = await who.protocol.post(signing, drawn);
		assert.deepEqual([refused.status, /authority|powers/i.test(refused.json.detail)], [409, true], "without authority nobody signs");
	}
	const now = (await okay(who.protocol.get(`/api/declarations/${declaration}/signatories`))).now;
	assert.equal(now.id, id);
	assert.ok(now.version >= version);
	await okay(who.protocol.patch(`/api/signatories/${id}`, { authority: { state: "seen", kind: "full_powers" } }, { version: now.version }));
	const { qr } = [...people.values()].find((row) => row.id === person.id);
	const paper = { signatory: id, means: "paper", code: qr, text_sha256: sha256 };
	await okay(who.protocol.post(signing, at === 5 ? paper : drawn));
	assert.equal((await who.protocol.post(signing, drawn)).status, 409, "nobody signs twice");
	model.sign(entity.id, at === 5 ? "paper" : "tablet");
}

test("the Coalition is launched, its members are those who signed, and the hall shows it", async () => {
	await okay(who.protocol.post(`/api/declarations/${declaration}/launch`));
	await okay(who.protocol.post("/api/wall", { scene: "launch" }));
	const wall = await openPage(browser, server, "/hall?lang=en", { size: [1280, 720], hasNoise: true });
	await wall.waitForSelector("[data-testid=launch][data-launched=true]");
	assert.match(await wall.textContent("[data-testid=launch]"), new RegExp(`${SIGNATORIES - 1} founding`));
	await closePage(wall);
	const { members } = await okay(who.protocol.get(`/api/declarations/${declaration}/members`));
	assert.deepEqual(new Set(members.map((row) => row.entity.id)), new Set(model.signed.keys()));
});

test("the signed declaration as PDF names everybody who signed, the hash of the text and the journal's head", async () => {
	const { bytes, status } = await who.protocol.get(`/api/declarations/${declaration}.pdf?lang=en`);
	assert.equal(status, 200);
	const file = join(folder("p2c-day"), "declaration.pdf");
	writeFileSync(file, bytes);
	const { out } = await run("pdftotext", ["-layout", file, "-"]);
	for (const entity of model.signed.keys()) {
		const [registration] = [...people].find(([, row]) => row.entity === entity);
		assert.match(out, new RegExp(`Delegation ${registration.slice(4)}\\b`));
	}
	const { text } = await okay(who.protocol.get(`/api/declarations/${declaration}`));
	assert.ok(out.replace(/\s/g, "").includes(text.sha256), "the hash of the text");
	head = await okay(server.guest.get("/api/journal/head"));
	assert.equal(head.text, `P2C HEAD ${head.seq}:${head.hash.toUpperCase()}`);
});

// ---- the end

test("the export says what the model says, pledge by pledge, and its cents add up to the totals shown", async () => {
	const rows = readCsv((await who.rapporteur.get("/api/pledges.csv")).text);
	const bySlip = new Map(rows.map((row) => [Number(/number (\d+),/.exec(row.text)[1]), row]));
	assert.equal(rows.length, model.pledges.size);
	for (const [slip, pledge] of model.pledges) {
		const row = bySlip.get(slip);
		const money = pledge.amount === null ? ["", ""] : [Number(pledge.amount.value), pledge.amount.currency];
		assert.deepEqual(
			[row.state, row.type, row.amount === "" ? "" : Number(row.amount), row.currency, row.focus_areas, row.countries, row.entity.split(" | ")[0]],
			[pledge.state, pledge.type, ...money, pledge.focus_areas.join(" | "), pledge.countries.join(" | "), `Delegation ${pledge.lead.slice(4)}`],
			`pledge ${slip}`,
		);
	}
	const cents = (states) => rows.filter((row) => states.includes(row.state) && row.usd_estimate !== "").reduce((sum, row) => sum + centsIn(row.usd_estimate), 0n);
	const totals = model.totals();
	assert.deepEqual([cents(["confirmed", "signed", "published"]), cents(["heard"])], [totals.confirmed.cents, totals.heard.cents]);
	const tally = await okay(server.guest.get("/api/tally"));
	assert.deepEqual([tally.confirmed.usd, tally.heard.usd], [dollarsOf(totals.confirmed.cents), dollarsOf(totals.heard.cents)]);
	assert.deepEqual([tally.confirmed.count, tally.heard.count], [totals.confirmed.count, totals.heard.count]);
	await closePage(hall);
});

function centsIn(text) {
	const [whole, fraction = ""] = text.split(".");
	return BigInt(whole + fraction.padEnd(2, "0"));
}

test("the journal proves the head that was shown, and its totals", async () => {
	await server.stop();
	const { code, out, err } = await p2c(["verify", "--data", data, "--head", `${head.seq}:${head.hash}`]);
	assert.equal(code, 0, out + err);
	const forged = await p2c(["verify", "--data", data, "--head", `${head.seq}:${"0".repeat(64)}`]);
	assert.equal(forged.code, 1);
	server = null;
});
