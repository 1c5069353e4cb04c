/*
 * Every act that the server writes into the journal has words in the six languages, and so has every area.
 * An act is a quoted "thing.verb" of the rooms that write; what looks the same and is none is listed here.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const TREE = new URL("../../", import.meta.url).pathname;
const read = (path) => readFileSync(join(TREE, path), "utf8");
const WRITERS = ["server/domain", "server/store", "server/http", "server"].flatMap((room) => readdirSync(join(TREE, room)).filter((name) => name.endsWith(".c")).map((name) => read(join(room, name))));

/** Fields of requests, files, and what a history calls its parts. */
const NO_ACT = [
	/\.(?:csv|pdf|xlsx|json|html|tmp|en|fr|es|ar|ru|zh|db|svg|jpg|png|key|crt|sock|lock|ics|xml)$/,
	/^(?:amount|authority|copying|letter|name|offline|period|rules|target|title|words|message|snapshot|tls|wishes)\./,
	/^(?:entity\.(?:id|name|type|country)|interpreters\.(?:hours|teams|longest_minutes|rest_minutes)|plan\.[xy]|retention\.links_ended)$/,
];
/** Acts that are put together of a thing and a step of its table, or have no verb. */
const STEPS = { pledge: ["announce", "confirm", "sign", "publish", "withdraw"], declaration: ["open", "close", "reopen", "launch"], signatory: ["call", "absent", "late", "decline", "return", "photo"] };
const RULES = { pledge: "pledge_rules.c", declaration: "ceremony_rules.c", signatory: "ceremony_rules.c" };
const PLAIN = ["scan", "login", "logout"];

const written = new Set(PLAIN);
for (const source of WRITERS)
	for (const [, word] of source.replaceAll(/^#include.*$/gm, "").matchAll(/"([a-z_]+\.[a-z_]+)"/g)) if (!NO_ACT.some((rule) => rule.test(word))) written.add(word);
for (const [thing, steps] of Object.entries(STEPS)) for (const step of steps) written.add(`${thing}.${step}`);

const LANGS = readdirSync(join(TREE, "kiosk/messages"));
const wordsIn = (lang) => JSON.parse(read(`kiosk/messages/${lang}/journal.json`));
const named = (words, prefix) => Object.keys(words).filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));

test("every act of the journal has words in every language, and there are words for no other act", () => {
	assert.equal(LANGS.length, 6);
	for (const lang of LANGS) assert.deepEqual(named(wordsIn(lang), "journal.act.").sort(), [...written].sort(), lang);
});

test("the steps that are written here are those of the tables", () => {
	for (const [thing, steps] of Object.entries(STEPS))
		for (const step of steps) assert.match(read(`server/domain/${RULES[thing]}`), new RegExp(`\\{ "${step}", `), `${thing}.${step}`);
	const composed = WRITERS.flatMap((source) => [...source.matchAll(/"([a-z_]+)\.%s", \w+_step_name/g)].map(([, thing]) => thing));
	assert.deepEqual(composed.sort(), Object.keys(STEPS).sort());
});

test("every area of the journal has words, and can be asked for", () => {
	const topics = [...read("server/store/topic.def").matchAll(/^TOPIC\(\w+, "(\w+)"/gm)].map(([, name]) => name).sort();
	for (const lang of LANGS) assert.deepEqual(named(wordsIn(lang), "journal.topic.").sort(), topics, lang);
	const offered = /export const TOPICS[^=]*= \[([^\]]+)\]/.exec(read("kiosk/admin/journal.ts"))[1];
	assert.deepEqual([...offered.matchAll(/"(\w+)"/g)].map(([, name]) => name).sort(), topics);
});
