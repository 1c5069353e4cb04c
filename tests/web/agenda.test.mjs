/*
 * The pure parts of the kiosk page: what is on and what is next, deep links, search in many scripts, and forgetting visitors.
 * The TypeScript is bundled on the fly, so the tests run on what the browser gets and need no build.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

const kiosk = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "kiosk");
const { build } = createRequire(join(kiosk, "package.json"))("esbuild");

async function load(name) {
	const result = await build({
		entryPoints: [join(kiosk, "agenda", name)],
		bundle: true,
		format: "esm",
		write: false,
		logLevel: "silent",
	});
	return import(`data:text/javascript,${encodeURIComponent(result.outputFiles[0].text)}`);
}

const model = await load("model.ts");
const { fragmentOf, parentOf, routeOf, START, TABS } = await load("route.ts");
const { finderOf, fold, guestKey, guestsOf, wordsOf } = await load("find.ts");
const idle = await load("idle.ts");
const { candidatesFor, lettersAtEnd, readingsOf } = await load("pinyin.ts");
const read = (path) => JSON.parse(readFileSync(join(kiosk, path), "utf8"));

const ZONE = "Africa/Kigali";
/** An instant of 23 November 2026 in the venue: at("10:30"). */
const at = (time, day = 23) => Date.parse(`2026-11-${day}T${time}:00+02:00`);
const stamp = (ms) => new Date(ms).toISOString();

function session(id, room, from, to, more = {}) {
	const { late = 0, day = 23, ...rest } = more;
	return {
		id, code: id.toUpperCase(), version: 1, kind: "panel", title: { en: `Title of ${id}` }, text: { en: "" }, room, expected_room: room,
		starts_at: stamp(at(from, day)), ends_at: stamp(at(to, day)),
		expected_starts_at: stamp(at(from, day) + late * 60_000), expected_ends_at: stamp(at(to, day) + late * 60_000),
		delay_minutes: late, state: "planned", language: "en", focus_areas: [], people: [], ...rest,
	};
}

const ROOMS = [
	{ id: "b", name: "Salle Genève", names: { ar: "قاعة جنيف" }, position: 2, capacity: 80 },
	{ id: "a", name: "Plenary Hall", names: {}, position: 1, capacity: 1200 },
];

function agenda(...sessions) {
	const day = { title: { en: "The day" }, acronym: "P2C", zone: ZONE, starts_at: "", ends_at: "", now: "", seq: 1 };
	return model.agendaFrom({ day, rooms: ROOMS, sessions, cochairs: [] });
}

const one = (...args) => agenda(session(...args)).sessions[0];
const board = (made, now) => model.boardOf(made, made.sessions, now);
const ids = (list) => list.map((item) => item.id);

describe("taking over the server's answer", () => {
	test("rooms stand in the house's order and sessions by expected start, then by room", () => {
		const made = agenda(session("late", "a", "09:00", "10:00", { late: 90 }), session("b1", "b", "10:00", "11:00"), session("a1", "a", "10:00", "11:00"));
		assert.deepEqual(ids(made.rooms), ["a", "b"]);
		assert.deepEqual(ids(made.sessions), ["a1", "b1", "late"]);
	});

	test("a session without a room stands after those of the same minute that have one", () => {
		const made = agenda(session("pause", null, "10:00", "10:30"), session("b1", "b", "10:00", "11:00"));
		assert.deepEqual(ids(made.sessions), ["b1", "pause"]);
	});
});

describe("where a session stands", () => {
	const CASES = [
		["a planned one before its start is ahead", {}, "09:59", "ahead"],
		["a planned one is on from its start", {}, "10:00", "now"],
		["a planned one is past at its end", {}, "11:00", "past"],
		["a late one starts late", { late: 20 }, "10:10", "ahead"],
		["one that people ended early is past", { state: "ended" }, "10:30", "past"],
		["one that people still run is on after its end", { state: "running" }, "11:20", "now"],
		["a cancelled one is cancelled at any time", { state: "cancelled" }, "10:30", "cancelled"],
	];
	for (const [name, more, now, phase] of CASES) {
		test(name, () => assert.equal(model.phaseOf(one("s", "a", "10:00", "11:00", more), at(now)), phase));
	}
});

describe("what the chip says", () => {
	const CASES = [
		["on time", {}, "09:00", "on_time", 0, false],
		["a small delay", { late: 6 }, "09:00", "late", 6, false],
		["a delay that changes plans", { late: 15 }, "09:00", "late", 15, true],
		["early", { late: -10 }, "09:00", "early", 10, false],
		["running over", { state: "running" }, "11:05", "over", 0, false],
		["cancelled, whatever the delay was", { late: 30, state: "cancelled" }, "09:00", "cancelled", 0, false],
		["ended", { late: 30 }, "13:00", "ended", 0, false],
	];
	for (const [name, more, now, key, minutes, isGrave] of CASES) {
		test(name, () => assert.deepEqual(model.timingOf(one("s", "a", "10:00", "11:00", more), at(now)), { key, minutes, isGrave }));
	}

	test("a session that started on time and will end late is late once it is on", () => {
		const running = { ...one("s", "a", "10:00", "11:00"), endsAt: at("11:09") };
		assert.equal(model.timingOf(running, at("09:30")).key, "on_time");
		assert.deepEqual(model.timingOf(running, at("10:30")), { key: "late", minutes: 9, isGrave: false });
	});
});

describe("minutes and progress", () => {
	test("a started minute counts whole and the past counts nothing", () => {
		assert.equal(model.minutesTo(at("10:05"), at("10:00") + 1), 5);
		assert.equal(model.minutesTo(at("10:00"), at("10:05")), 0);
	});

	test("progress stays between nothing and all, also for a session without length", () => {
		const hour = one("s", "a", "10:00", "11:00");
		assert.equal(model.progressOf(hour, at("09:00")), 0);
		assert.equal(model.progressOf(hour, at("10:15")), 0.25);
		assert.equal(model.progressOf(hour, at("12:00")), 1);
		assert.equal(model.progressOf(one("s", "a", "10:00", "10:00"), at("10:00")), 1);
	});
});

describe("now and next by room", () => {
	test("every room has its card, also an empty one", () => {
		const places = board(agenda(session("s", "a", "10:00", "11:00")), at("10:30"));
		assert.deepEqual(places.map((place) => [place.room.id, place.now?.id ?? null, place.next]), [["a", "s", null], ["b", null, null]]);
	});

	test("a session that nobody closed does not hide the one after it", () => {
		const made = agenda(session("old", "a", "09:00", "10:00", { state: "running" }), session("new", "a", "10:00", "11:00", { state: "running" }));
		assert.equal(board(made, at("10:10"))[0].now.id, "new");
	});

	test("a cancelled session is neither now nor next but is told while people may wait for it", () => {
		const made = agenda(session("gone", "a", "10:00", "11:00", { state: "cancelled" }), session("next", "a", "11:00", "12:00"));
		const [place] = board(made, at("10:05"));
		assert.equal(place.now, null);
		assert.equal(place.next.id, "next");
		assert.deepEqual(ids(place.dropped), ["gone"]);
		assert.deepEqual(board(made, at("11:05"))[0].dropped, []);
	});

	test("a break for everybody has a card when it is near, and none when it is far", () => {
		const made = agenda(session("pause", null, "10:30", "11:00", { kind: "break" }));
		assert.equal(board(made, at("10:05"))[0].kind, "venue");
		assert.ok(board(made, at("09:00")).every((place) => place.kind === "room"));
		assert.ok(board(made, at("11:00")).every((place) => place.kind === "room"));
	});

	test("the conference around us stands last and never as ours", () => {
		const made = agenda(session("wtdc", null, "09:00", "12:00", { kind: "foreign" }));
		const places = board(made, at("10:00"));
		assert.deepEqual(places.map((place) => place.kind), ["room", "room", "foreign"]);
		assert.equal(places[2].now.id, "wtdc");
	});

	test("what the visitor filtered out leaves no card behind", () => {
		const made = agenda(session("wtdc", null, "09:00", "12:00", { kind: "foreign" }));
		assert.equal(model.boardOf(made, [], at("10:00")).length, 2);
	});
});

describe("days and hours", () => {
	test("a day is the venue's and not the reader's or Greenwich's", () => {
		assert.equal(model.dayOf(Date.parse("2026-11-22T22:30:00Z"), ZONE), "2026-11-23");
		assert.equal(model.dayOf(Date.parse("2026-11-22T21:30:00Z"), ZONE), "2026-11-22");
	});

	test("without a wish it is today, else the next day with sessions, else the last", () => {
		const days = model.daysOf(agenda(session("x", "a", "10:00", "11:00", { day: 22 }), session("y", "a", "10:00", "11:00", { day: 24 })).sessions, ZONE);
		assert.deepEqual(days.map((day) => day.key), ["2026-11-22", "2026-11-24"]);
		assert.equal(model.dayToShow(days, at("12:00", 22), ZONE), "2026-11-22");
		assert.equal(model.dayToShow(days, at("12:00", 23), ZONE), "2026-11-24");
		assert.equal(model.dayToShow(days, at("12:00", 25), ZONE), "2026-11-24");
		assert.equal(model.dayToShow([], at("12:00"), ZONE), null);
	});

	test("sessions that start together share an hour and the line stands before the first hour to come", () => {
		const made = agenda(session("p", "a", "10:00", "11:00"), session("q", "b", "10:00", "11:00"), session("r", "a", "11:00", "12:00"));
		const steps = model.stepsOf(made.sessions);
		assert.deepEqual(steps.map((step) => ids(step.sessions)), [["p", "q"], ["r"]]);
		assert.equal(model.nowLine(steps, at("09:00")), 0);
		assert.equal(model.nowLine(steps, at("10:00")), 1);
		assert.equal(model.nowLine(steps, at("11:00")), 2);
	});

	test("after a session comes the next one of its room that is not cancelled", () => {
		const made = agenda(session("p", "a", "10:00", "11:00"), session("x", "a", "11:00", "12:00", { state: "cancelled" }), session("o", "b", "11:00", "12:00"), session("q", "a", "12:00", "13:00"));
		assert.equal(model.followerOf(made, made.sessions[0]).id, "q");
		assert.equal(model.followerOf(made, made.sessions.at(-1)), null);
	});
});

describe("what has to be told when the agenda changes", () => {
	const before = agenda(session("s", "a", "10:00", "11:00"));

	test("a later start, another room and a cancellation are told", () => {
		for (const change of [{ late: 10 }, { expected_room: "b" }, { room: "b", expected_room: "b" }, { state: "cancelled" }]) {
			const after = agenda(session("s", "a", "10:00", "11:00", change));
			assert.deepEqual(ids(model.movedBetween(before, after)), ["s"]);
		}
	});

	test("what stayed, what is new, and what was cancelled before are not", () => {
		const cancelled = agenda(session("s", "a", "10:00", "11:00", { state: "cancelled" }));
		assert.deepEqual(model.movedBetween(before, before), []);
		assert.deepEqual(model.movedBetween(before, agenda(session("s", "a", "10:00", "11:00"), session("n", "a", "12:00", "13:00"))), []);
		assert.deepEqual(model.movedBetween(cancelled, cancelled), []);
	});

	test("the conference around us may move without a word", () => {
		const slot = (late) => agenda(session("w", null, "10:00", "11:00", { kind: "foreign", late }));
		assert.deepEqual(model.movedBetween(slot(0), slot(30)), []);
	});
});

describe("deep links", () => {
	test("every route survives the way into the address and back", () => {
		const routes = [
			START, { view: "day", day: "2026-11-23" }, { view: "day", day: null }, { view: "rooms", room: "r/1 ä" }, { view: "focus", area: "access" },
			{ view: "search", query: "100% العربية" }, { view: "person", person: "li-明华" }, { view: "session", session: "s#1?" },
		];
		for (const route of routes) assert.deepEqual(routeOf(fragmentOf(route)), route);
		for (const tab of TABS) assert.equal(routeOf(`#/${tab}`).view, tab);
	});

	test("what no page stands for leads to the start or to the plain list", () => {
		for (const fragment of ["", "#", "#/", "#/nothing", "#/session", "#/session/", "#/person", "#__proto__"]) assert.deepEqual(routeOf(fragment), START);
		assert.deepEqual(routeOf("#/day/2026-13"), { view: "day", day: null });
		assert.deepEqual(routeOf("#/day/<script>"), { view: "day", day: null });
	});

	test("a link that is badly encoded is taken as it stands", () => {
		assert.deepEqual(routeOf("#/search/100%"), { view: "search", query: "100%" });
	});

	test("back from a page reached by a link leads to its list", () => {
		assert.deepEqual(parentOf({ view: "session", session: "s" }), START);
		assert.deepEqual(parentOf({ view: "person", person: "p" }), { view: "people" });
	});
});

describe("search", () => {
	const people = [
		{ name: "Łukasz Ångström", role: "speaker", entity: "Größe AG", country: "POL" },
		{ name: "أحمد الشريف", role: "chair", entity: "وزارة الاتصالات", country: "EGY" },
		{ name: "李明华", role: "panellist", entity: null, country: "CHN" },
	];
	const made = agenda(
		session("net", "a", "10:00", "11:00", { title: { en: "Financing rural networks", fr: "Financer les réseaux ruraux" }, people }),
		session("work", "b", "10:00", "11:00", { title: { en: "Teamwork of networks" }, people: [people[0]] }),
	);
	const guests = guestsOf(made, (a, b) => a.localeCompare(b, "en"));
	const find = finderOf(made, guests, new Map());

	test("marks, case and letters of their own do not matter", () => {
		assert.equal(fold("ŁÓDŹ Ångström ße"), "lodz angstrom sse");
		assert.equal(fold("مُؤْتَمَرُ"), fold("مؤتمر"));
		assert.deepEqual(wordsOf("  Côte-d’Ivoire,  "), ["cote", "d", "ivoire"]);
	});

	test("titles are found in any of their languages", () => {
		assert.deepEqual(ids(find("reseaux").sessions), ["net"]);
		assert.deepEqual(ids(find("RURAL fin").sessions), ["net"]);
	});

	test("starts of words come before insides of words, and one Latin letter inside is no hit", () => {
		assert.deepEqual(ids(find("work").sessions), ["work", "net"]);
		assert.deepEqual(ids(find("k").sessions), []);
	});

	test("people are found in their own script and by their entity", () => {
		const names = (query) => find(query).guests.map((guest) => guest.name);
		assert.deepEqual(names("lukasz ang"), ["Łukasz Ångström"]);
		assert.deepEqual(names("grosse"), ["Łukasz Ångström"]);
		assert.deepEqual(names("الشريف"), ["أحمد الشريف"]);
		assert.deepEqual(names("明"), ["李明华"]);
	});

	test("rooms are found without their accents", () => assert.deepEqual(ids(find("geneve").rooms), ["b"]));

	test("rooms are found by what they are called in a language", () => assert.deepEqual(ids(find("جنيف").rooms), ["b"]));

	test("Chinese is found by how it is read, once somebody writes by pinyin", () => {
		const byPinyin = finderOf(made, guests, new Map([["李", "li"], ["明", "ming"], ["华", "hua"]]));
		for (const query of ["liming", "ming hua", "LI"]) assert.deepEqual(byPinyin(query).guests.map((guest) => guest.name), ["李明华"], query);
		assert.deepEqual(find("liming").guests, []);
	});

	test("nothing is asked, nothing is found; and every word has to be found", () => {
		for (const query of ["", "   ", "…", "rural zebra"]) {
			const { sessions, guests: hits, rooms } = find(query);
			assert.equal(sessions.length + hits.length + rooms.length, 0, query);
		}
	});

	test("somebody with two sessions is one person, and a namesake of another entity is another", () => {
		assert.equal(guests.length, 3);
		assert.deepEqual(guests.find((guest) => guest.name.startsWith("Ł")).parts.map((part) => part.session.id), ["net", "work"]);
		assert.notEqual(guestKey({ name: "A B", entity: "C" }), guestKey({ name: "A B", entity: null }));
	});
});

describe("visitors who walk away", () => {
	const LIMITS = { askMs: 45_000, answerMs: 25_000 };
	/** Ticks once a second. */
	const wait = (state, seconds, isAtStart = false) => {
		let now = state;
		for (let n = 0; n < seconds; n++) now = idle.stepped(now, now.at + 1000, LIMITS, isAtStart);
		return now;
	};

	test("they are asked after 45 seconds and forgotten 25 seconds later", () => {
		assert.equal(wait(idle.touched(0), 44).phase, "active");
		assert.equal(wait(idle.touched(0), 45).phase, "asking");
		assert.equal(wait(idle.touched(0), 69).phase, "asking");
		assert.equal(wait(idle.touched(0), 70).phase, "home");
	});

	test("a touch starts the time again", () => {
		const later = wait(idle.touched(0), 40);
		assert.equal(wait(idle.touched(later.at), 44).phase, "active");
	});

	test("who looks at the start is not asked, and nobody is not asked either", () => {
		assert.equal(wait(idle.touched(0), 45, true).phase, "home");
		assert.equal(wait(idle.home(0), 500).phase, "home");
	});

	test("a clock that is set forward or back sends nobody away", () => {
		const reading = wait(idle.touched(0), 10);
		assert.equal(idle.stepped(reading, reading.at + 3_600_000, LIMITS, false).phase, "active");
		const back = idle.stepped(reading, reading.at - 3_600_000, LIMITS, false);
		assert.equal(back.phase, "active");
		assert.equal(back.quietMs, reading.quietMs);
	});

	test("the seconds left count down to nothing", () => {
		const asking = wait(idle.touched(0), 45);
		assert.equal(idle.secondsLeft(asking, LIMITS), 25);
		assert.equal(idle.secondsLeft(wait(asking, 24), LIMITS), 1);
		assert.equal(idle.secondsLeft({ ...asking, quietMs: 99_000 }, LIMITS), 0);
	});

	test("the address may set the times or switch the watch off; nonsense changes nothing", () => {
		assert.deepEqual(idle.limitsFrom("?idle=600,900"), { askMs: 600, answerMs: 900 });
		assert.deepEqual(idle.limitsFrom("?lang=fr&idle=600"), { askMs: 600, answerMs: 25_000 });
		assert.equal(idle.limitsFrom("?idle=0"), null);
		for (const search of ["", "?idle=", "?idle=-5", "?idle=1e9", "?idle=123456789"]) assert.deepEqual(idle.limitsFrom(search), idle.LIMITS);
	});
});

describe("the keyboard on the screen", () => {
	const layouts = read("agenda/keyboard/layouts.json");
	const { syllables } = read("agenda/keyboard/pinyin.json");
	const readings = readingsOf(syllables);
	const offered = (letters, texts = []) => candidatesFor(letters, syllables, readings, texts);

	/** Names such as WTDC are typed on another layout. */
	const SCRIPTS = { en: /[a-z]/i, fr: /\p{Script=Latin}/u, es: /\p{Script=Latin}/u, ar: /\p{Script=Arabic}/u, ru: /\p{Script=Cyrillic}/u, zh: /\p{Script=Han}/u };

	for (const [lang, { rows, isPinyin }] of Object.entries(layouts)) {
		test(`${lang}: no key twice, and every letter of the language's own texts can be typed`, () => {
			const keys = [...rows.join("")];
			assert.equal(new Set(keys).size, keys.length);
			const letters = [...Object.values(read(`messages/${lang}/agenda.json`)).join("").replace(/\{[^}]*\}/g, "")].filter((one) => SCRIPTS[lang].test(one));
			const typed = new Set(keys.map(fold));
			const isTyped = (letter) => (isPinyin && /\p{Script=Han}/u.test(letter) ? readings.has(letter) : typed.has(fold(letter)));
			assert.deepEqual([...new Set(letters)].filter((letter) => !isTyped(letter)), []);
		});
	}

	test("each character is read in one way, by letters that have keys", () => {
		assert.equal(readings.size, Object.values(syllables).join("").length);
		for (const syllable of Object.keys(syllables)) assert.match(syllable, /^[a-z]{1,6}$/);
	});

	test("words of the agenda that are read so come first, the frequent one before the rare one", () => {
		const texts = ["数字发展", "数字技能", "树脂"];
		assert.deepEqual(offered("shuzi", texts)[0], { text: "数字", used: 5 });
		assert.equal(offered("shuz", texts)[0].text, "数字");
		assert.ok(offered("shuzhi", texts).some(({ text }) => text === "树脂"));
	});

	test("what no word is read as becomes characters one after the other", () => {
		const [first] = offered("zhongwen");
		assert.deepEqual(first, { text: "中", used: 5 });
		assert.ok(offered("lv").some(({ text }) => text === "律"));
		assert.deepEqual(offered(""), []);
		assert.deepEqual(offered("i"), []);
	});

	test("only the letters at the end wait to become characters", () => {
		assert.equal(lettersAtEnd("数字jin"), "jin");
		assert.equal(lettersAtEnd("数字"), "");
		assert.equal(lettersAtEnd("MH2"), "");
	});
});
