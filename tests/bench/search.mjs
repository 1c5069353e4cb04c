// Finding people among 100,000 in many scripts: a whole request of ours (login, search, the rows, JSON, HTTP) against one prepared query of
// PostgreSQL by the same client: prefixes of unaccented words in a tsvector with GIN, ranked; and for mistyped names the similarity of pg_trgm.
// Recall stands beside it: how often the person who was meant came first, or among the first five.
import { join } from "node:path";
import { startPostgres } from "./postgres.mjs";
import { awake, end, makeData, program, row, run, runBeside, serve, signIn, writeWork } from "./tools.mjs";

const PEOPLE = 100_000;
const FILES = 4;
const QUESTIONS = 600;
const GOAL_P50 = 3;
const CONNECTIONS = [1, 8];
const TIMES = 3;

const COLUMNS = `p.id, p.registration_id, p.version, p.display, p.given, p.family, p.latin, p.title, p.category, p.roles, p.language, p.email,
	p.state, p.arrived_at, e.id, e.name, e.type, e.country, b.serial, b.code, b.state, b.issued_at
	FROM person p JOIN entity e ON e.id = p.entity_id LEFT JOIN badge b ON b.person_id = p.id AND b.state = 'issued'`;
const SQL = {
	words: `SELECT ${COLUMNS}, to_tsquery('simple', unaccent($1)) q WHERE p.words @@ q ORDER BY ts_rank(p.words, q) DESC, p.latin LIMIT 20`,
	name: `SELECT ${COLUMNS} WHERE p.plain % unaccent($1) ORDER BY similarity(p.plain, unaccent($1)) DESC LIMIT 20`,
};

async function prepareRival(data) {
	const rival = await startPostgres();
	rival.create("search");
	for (const table of ["entity", "person"]) {
		rival.copy("search", table, run("sqlite3", ["-readonly", "-csv", join(data, "p2c.db"), `SELECT * FROM ${table}`]));
	}
	rival.psql("search", "CREATE EXTENSION unaccent; CREATE EXTENSION pg_trgm; CREATE TABLE country (alpha3 TEXT PRIMARY KEY, names TEXT NOT NULL)");
	const countries = run(program("search"), ["countries"]).trim().split("\n").map((line) => line.split("\t").map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","));
	rival.copy("search", "country", `${countries.join("\n")}\n`);
	rival.psql("search", `ALTER TABLE person ADD words TSVECTOR, ADD plain TEXT;
		UPDATE person p SET plain = lower(unaccent(CASE WHEN p.latin = p.display THEN p.display ELSE p.display || ' ' || p.latin END)),
			words = to_tsvector('simple', unaccent(concat_ws(' ', p.display, p.latin, p.registration_id, e.name, c.names)))
			FROM entity e LEFT JOIN country c ON c.alpha3 = e.country WHERE e.id = p.entity_id;
		CREATE INDEX person_words ON person USING gin (words);
		CREATE INDEX person_plain ON person USING gin (plain gin_trgm_ops);
		VACUUM ANALYZE; CHECKPOINT;`);
	return rival;
}

/** Asks all questions of a kind: { p50_us, p99_us, first, five, judged }. */
async function ask(target, connections, questions, kinds) {
	const how = target.sql === undefined ? "http" : "pg";
	const args = [how, target.at, String(connections), questions, kinds, String(TIMES)];
	const sql = target.sql === undefined ? [] : ["sh", ["-c", 'printf %s "$SQL" | exec "$0" "$@"', program("search_client"), ...args], { env: { SQL: target.sql } }];
	return JSON.parse(await (how === "http" ? runBeside(program("search_client"), args) : runBeside(...sql)));
}

const percent = (part, whole) => `${((100 * part) / whole).toFixed(1)} %`;
const recall = ({ first, five, judged }) => `${percent(first, judged)} first, ${percent(five, judged)} among five`;

export async function benchSearch({ rounds }) {
	const people = Array.from({ length: FILES }, (_, i) => ["participants", writeWork(`crowd-${i}.csv`,
		run(program("search"), ["people", String((i * PEOPLE) / FILES), String(PEOPLE / FILES)]))]);
	const questions = writeWork("questions.tsv", run(program("search"), ["questions", String(PEOPLE), String(QUESTIONS)]));
	const data = makeData("search", people);
	const rival = await prepareRival(data);
	const inside = JSON.parse(await runBeside(program("search"), ["inside", String(PEOPLE), String(QUESTIONS)]));
	const server = await serve(data);
	const ours = { at: `${server.port}:${await signIn(server, data, "desk")}` };
	const theirs = (form) => ({ at: `${rival.folder}:search:${form}`, sql: SQL[form] });
	const results = { ours: [], words: [], oursSlips: [], name: [] };
	await ask(ours, 8, questions, "typed"); // warm on both sides
	await ask(theirs("words"), 8, questions, "typed");
	await awake(async () => {
		for (let round = 0; round < rounds; round++) {
			const of = { ours: [], words: [], oursSlips: [], name: [] };
			for (const connections of CONNECTIONS) {
				of.ours.push(await ask(ours, connections, questions, "typed"));
				of.words.push(await ask(theirs("words"), connections, questions, "typed"));
				of.oursSlips.push(await ask(ours, connections, questions, "slips"));
				of.name.push(await ask(theirs("name"), connections, questions, "slips"));
			}
			for (const side of Object.keys(of)) results[side].push(of[side]);
		}
	});
	await end(server);
	await rival.stop();
	return { rows: tableOf(results), notes: notesOf(results, inside) };
}

function tableOf(results) {
	const of = (side, i, what) => results[side].map((round) => round[i][what]);
	return CONNECTIONS.flatMap((connections, i) => [
		row({ what: `search, ${connections} in flight: p50`, unit: "µs", goal: GOAL_P50, ours: of("ours", i, "p50_us"), rival: of("words", i, "p50_us"), against: "tsvector, prefix, ranked: p50" }),
		row({ what: `search, ${connections} in flight: p99`, unit: "µs", goal: 1, ours: of("ours", i, "p99_us"), rival: of("words", i, "p50_us"), against: "tsvector, prefix, ranked: p50" }),
		row({ what: `mistyped, ${connections} in flight: p99`, unit: "µs", goal: 1, ours: of("oursSlips", i, "p99_us"), rival: of("name", i, "p50_us"), against: "pg_trgm similarity: p50" }),
	]);
}

function notesOf(results, inside) {
	const last = (side) => results[side].at(-1)[0];
	const figures = (side) => `p50 ${last(side).p50_us} p99 ${last(side).p99_us} µs`;
	return [
		`${PEOPLE} people; ${QUESTIONS} questions with known answers, each also while it is being typed; every one ${TIMES} times a round`,
		`in this process: filled in ${inside.fill_ms} ms, ${inside.heap_mb} MB; typed p50 ${inside.typed.p50_us} p99 ${inside.typed.p99_us} µs; mistyped p50 ${inside.slips.p50_us} p99 ${inside.slips.p99_us} µs`,
		`one in flight: ours ${figures("ours")}, tsvector ${figures("words")}; mistyped: ours ${figures("oursSlips")}, pg_trgm ${figures("name")}`,
		`recall, typed: ours ${recall(last("ours"))}; tsvector ${recall(last("words"))}`,
		`recall, mistyped: ours ${recall(last("oursSlips"))}; pg_trgm ${recall(last("name"))}`,
		...inside.recall.map(({ kind, asked, first, five }) => `  ${kind.padEnd(20)} ${percent(first, asked).padStart(7)} first, ${percent(five, asked).padStart(7)} among five, of ${asked}`),
	];
}
