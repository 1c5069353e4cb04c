// Documents on paper against reportlab as its users draw them: platypus, a LongTable whose cells are Paragraphs, "3 / 12" by a canvas that counts
// its pages, Arabic reshaped and reordered. Both sides print the same texts in Latin, Cyrillic and Arabic, warm, in one process each.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { ROOT, program, row, runBeside, writeWork } from "./tools.mjs";

const PYTHON = "/usr/bin/python3";
const SCRIPT = join(ROOT, "tests", "bench", "reportlab_documents.py");
const SIGNATORIES = 200;
const PLEDGES = 1_000;
const STROKES = 4;
const POINTS = 80;
const PEOPLE = [
	{ language: "fr", entity: "Ministère du numérique", country: "Sénégal", name: ["Théogène", "Uwimana"], title: "Ministre du numérique",
		pledge: "Fonds pour la dorsale et le dernier kilomètre dans # districts" },
	{ language: "en", entity: "Ministry of ICT and Innovation", country: "Rwanda", name: ["Grace", "Mukamana"], title: "Permanent Secretary",
		pledge: "Grants to connect # schools in rural districts" },
	{ language: "ru", entity: "Агентство связи", country: "Казахстан", name: ["Екатерина", "Щербакова"], title: "Заместитель министра",
		pledge: "Гранты на подключение # школ в сельских районах" },
	{ language: "ar", entity: "هيئة الفضاء والتقنية", country: "السعودية", name: ["عبد العزيز", "الهاشمي"], title: "محافظ الهيئة",
		pledge: "منح لتوصيل المدارس في المناطق الريفية" },
];
const STATES = ["confirmed", "heard", "signed", "published"];
const TYPES = ["financial", "policy", "advocacy", "programmatic"];
const NEIGHBOURS = ["Rwanda", "Burundi", "Lesotho", "Uganda", "Kenya", "Zambia", "Malawi"];
/** What, how it is called, the goal. */
const CASES = [
	{ what: `declaration PDF, ${SIGNATORIES} signatures`, way: "register", file: registerFile, ours: 10, rival: 1 },
	{ what: `pledge list PDF, ${PLEDGES.toLocaleString("en")} pledges`, way: "pledges", file: pledgesFile, ours: 10, rival: 1 },
];
const GOAL = 10;

const sha = (text) => createHash("sha256").update(text).digest("hex");

/** A hand: loops that move to the right, no two alike. */
function strokes(seed) {
	return Array.from({ length: STROKES }, (_, s) => Array.from({ length: POINTS }, (__, i) => {
		const t = i * (0.22 + (seed % 7) * 0.02);
		const x = 40 + s * 110 + i * 2.1 + 12 * Math.cos(t + seed);
		const y = 90 + 38 * Math.sin(t) * Math.exp(-t / 20) + s * 7;
		return `${x.toFixed(1)},${y.toFixed(1)},${i * 8}`;
	}).join(";")).join("|");
}

/** number, language, entity, country, name, title, authority, time, statement, hash, strokes. */
function registerFile() {
	const lines = Array.from({ length: SIGNATORIES }, (_, i) => {
		const who = PEOPLE[i % PEOPLE.length];
		const statement = i % 10 === 3 ? `The signatory understands paragraph ${i} in the light of its national legislation, which prevails where the two differ.` : "";
		return [i + 1, who.language, who.entity, who.country, `${who.name[0]} ${who.name[1]}`, who.title, `Full powers seen by official ${i % 9}`,
			`9 June 2022, 17:${String(10 + (i % 50))}:${String(10 + ((i * 7) % 50))}`, statement, sha(`record ${i}`), strokes(i)].join("\t");
	});
	return writeWork("register.tsv", `${lines.join("\n")}\n`);
}

/** number, state, type, focus areas, language, title, amount, currency, usd, pledgers, countries. */
function pledgesFile() {
	const lines = Array.from({ length: PLEDGES }, (_, i) => {
		const who = PEOPLE[i % PEOPLE.length];
		const joint = Array.from({ length: i % 5 === 0 ? 2 : 1 }, (__, j) => PEOPLE[(i + j * 3) % PEOPLE.length]);
		return [i + 1, STATES[i % 4], TYPES[Math.floor(i / 4) % 4], (i % 15) + 1, who.language, who.pledge.replace("#", String(20 + (i % 180))),
			1_000_000 + i * 12_345, "CHF", 1_100_000 + i * 13_579, joint.map((p) => `${p.entity}|${p.country}`).join(";"),
			Array.from({ length: 1 + (i % 4) }, (__, j) => NEIGHBOURS[(i + j) % NEIGHBOURS.length]).join(";")].join("\t");
	});
	return writeWork("pledges.tsv", `${lines.join("\n")}\n`);
}

export async function benchDocuments({ rounds }) {
	const rows = [];
	for (const test of CASES) {
		const file = test.file();
		const ours = async () => Number(await runBeside(program("documents"), [test.way, file, String(test.ours)]));
		const rival = async () => Number(await runBeside(PYTHON, [SCRIPT, test.way, file, String(test.rival)]));
		const pairs = [];
		for (let round = 0; round < rounds; round++) pairs.push(round % 2 === 0 ? [await ours(), await rival()] : [await rival(), await ours()].reverse());
		rows.push(row({ what: test.what, unit: "ms", goal: GOAL, against: "reportlab, platypus", ours: pairs.map((pair) => pair[0]), rival: pairs.map((pair) => pair[1]) }));
	}
	return { rows, notes: ["milliseconds a document; the process and its fonts are warm; a signature is 4 strokes of 80 points, which both sides draw as curves"] };
}
