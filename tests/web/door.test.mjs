/*
 * What a door says by itself, and the codes it is told: the same as the server's own tables.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { load } from "./load.mjs";

const { decide, LIVE } = await load("door/rules.ts");
const { readCode } = await load("common/text/code.ts");
const text = (path) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");
const rules = [...text("server/domain/door_rules.def").matchAll(/^DOOR_RULE\((\w+), (\w+), (\w+), (true|false),/gm)]
	.map(([, key, result, light, live]) => ({ key, result: result.toLowerCase(), light: light.toLowerCase(), live: live === "true" }));
const PLAIN = { code: "listed", listed: "admitted", direction: "in", decided: null, isInside: false, hasExits: false, isVip: false, isQuotaFull: false, capacity: null, inside: 0 };

test("each live rule of the server is known to a door without it, and each rule that says something has words in the reader's language", () => {
	assert.ok(rules.length > 15);
	const words = JSON.parse(text("kiosk/messages/en/door.json"));
	for (const { key, live } of rules) {
		if (live) assert.ok(key in LIVE, key);
		if (!["admitted", "left"].includes(key)) assert.ok(`door.reason.${key}` in words, key);
	}
});

test("the first rule that holds decides; an amber one is passed when a person lets in", () => {
	const says = (more) => decide(rules, { ...PLAIN, ...more }).key;
	assert.equal(says({}), "admitted");
	assert.equal(says({ listed: "revoked", isInside: true }), "revoked");
	assert.equal(says({ code: "unlisted" }), "unlisted");
	assert.equal(says({ code: "unlisted", decided: "admit" }), "let_in");
	assert.equal(says({ listed: "revoked", decided: "admit" }), "revoked");
	assert.equal(says({ capacity: 1, inside: 1 }), "full");
	assert.equal(says({ capacity: 1, inside: 1, isVip: true }), "full_vip");
	assert.equal(says({ capacity: 1, inside: 1, isVip: true, decided: "admit" }), "let_in");
	assert.equal(says({ capacity: 1, inside: 1, isInside: true }), "admitted_before");
	assert.equal(says({ listed: "revoked", direction: "out", isInside: true }), "left");
});

test("a code is read as people type and scanners frame it; one wrong character is none", () => {
	assert.equal(readCode("\u0002]Q1bnk2390z61p4mensak8n\r")?.text, "BNK2390Z61P4MENSAK8N");
	assert.equal(readCode("BNK239OZ6IP4MENSAK8N")?.text, "BNK2390Z61P4MENSAK8N");
	const good = "BNK2390Z61P4MENSAK8N";
	for (let at = 0; at < good.length; at += 1) {
		const wrong = good[at] === "7" ? "8" : "7";
		assert.equal(readCode(good.slice(0, at) + wrong + good.slice(at + 1)), null, `character ${at}`);
	}
});
