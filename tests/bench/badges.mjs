// Badges against reportlab drawn the way pretix does it (a Paragraph a text, QrCodeWidget, reshaper and bidi), and our PNG against cairo's own
// writer. Both sides draw the same fields of the same people in Latin, Cyrillic and Arabic, warm, in one process each, all names different.
import { join } from "node:path";
import { ROOT, program, row, runBeside, writeWork } from "./tools.mjs";

const PYTHON = "/usr/bin/python3";
const SCRIPT = join(ROOT, "tests", "bench", "reportlab_badges.py");
const PEOPLE = 1_000;
/** With six digits before it what pretix's QR carries: 32 characters. */
const SECRET = "k7pq2mzr8wvxh4ny6tcgb3dfas";
const NAMES = [
	{ language: "fr", given: ["Théogène", "Željka", "Ana Lucía", "Émile", "Ingrid"], family: ["Uwimana", "Ñúñez Ørsted", "Ferreira", "Kovács", "Müller"],
		organisation: "Ministry of ICT and Innovation", country: ["Rwanda", "RWA"] },
	{ language: "ru", given: ["Екатерина", "Дмитрий", "Айгуль", "Сергей", "Ольга"], family: ["Щербакова", "Иванов", "Нурланова", "Ковалёв", "Петрова"],
		organisation: "Агентство связи", country: ["Казахстан", "KAZ"] },
	{ language: "ar", given: ["عبد العزيز", "فاطمة", "محمد", "ليلى", "يوسف"], family: ["بن محمد", "الهاشمي", "السعدي", "الكعبي", "حداد"],
		organisation: "هيئة الفضاء والتقنية", country: ["السعودية", "SAU"] },
];
/** What, how the two sides are called, how many badges a round each side draws, the goal. */
const CASES = [
	{ what: "badges, 1,000 in one PDF", way: "book", ours: 1_000, rival: 150, goal: 40 },
	{ what: "badge, one PDF", way: "single", ours: 150, rival: 40, goal: 10 },
];
const PNGS = 20;

/** People with a name each: the number in words of the same script keeps texts from being set once and used again. */
export function peopleFile() {
	const lines = Array.from({ length: PEOPLE }, (_, i) => {
		const script = NAMES[i % NAMES.length];
		const turn = Math.floor(i / NAMES.length);
		const name = `${script.given[turn % 5]} ${script.family[Math.floor(turn / 5) % 5]} ${i}`;
		return [name, `Latin Name ${i}`, `Director ${i}`, `${script.organisation} ${i % 97}`, script.country[0], script.country[1], "DEL", "Delegate", "Speaker",
			script.language, `M${String(i).padStart(3, "0")}-ZT2`, `${String(i).padStart(6, "0")}${SECRET}`].join("\t");
	});
	return writeWork("badges.tsv", `${lines.join("\n")}\n`);
}

async function timed(file, args) {
	return Number(await runBeside(file, args.map(String)));
}

async function measurePair(round, ours, rival) {
	const first = round % 2 === 0 ? await ours() : undefined;
	const theirs = await rival();
	return [first ?? (await ours()), theirs];
}

export async function benchBadges({ rounds }) {
	const people = peopleFile();
	const draw = (way, n) => () => timed(program("badges"), [way, people, n]);
	const reportlab = (way, n) => () => timed(PYTHON, [SCRIPT, way, people, n]);
	const tests = [
		...CASES.map((test) => ({ ...test, unit: "ms", against: "reportlab, pretix's way", run: [draw(test.way, test.ours), reportlab(test.way, test.rival)] })),
		{ what: "badge, PNG 300 dpi", unit: "ms", goal: 4, against: "cairo's writer, not drawing", run: [draw("png", PNGS), draw("cairo-png", PNGS)] },
	];
	const rows = [];
	for (const test of tests) {
		const pairs = [];
		for (let round = 0; round < rounds; round++) pairs.push(await measurePair(round, ...test.run));
		rows.push(row({ ...test, ours: pairs.map((pair) => pair[0]), rival: pairs.map((pair) => pair[1]) }));
	}
	return { rows, notes: ["milliseconds a badge; the process and its fonts are warm; reportlab draws fewer a round, its time a badge is the same"] };
}
