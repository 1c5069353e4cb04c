/*
 * What a door's list says of a code, against Node's own hashes.
 */
import assert from "node:assert/strict";
import { createHash, createHmac, randomBytes } from "node:crypto";
import { test } from "node:test";
import { load } from "./load.mjs";

const { openCodes, lookUp, kindOf } = await load("door/codes.ts");
const { salted, keyed, hex } = await load("common/net/hash.ts");
const BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const [salt, key] = [randomBytes(16), randomBytes(32)];

/* 40 bits in eight characters, as domain/event_mark.c spells them. */
const spell = (bytes) => Array.from({ length: 8 }, (_, i) => BASE32[Number((bytes.readBigUInt64BE(0) >> BigInt(59 - 5 * i)) & 31n)]).join("");
const marked = (random, by = key) => random + spell(createHmac("sha256", by).update(random).digest());
/* ISO/IEC 7064 MOD 1271-36; null for what would need a letter that codes have not. */
function checked(text) {
	let sum = 0;
	for (const digit of text) sum = ((sum + DIGITS.indexOf(digit)) * 36) % 1271;
	const check = (1272 - ((sum * 36) % 1271)) % 1271;
	const code = text + DIGITS[Math.floor(check / 36)] + DIGITS[check % 36];
	return /[ILOU]/.test(code) ? null : code;
}
function draw(count, by = key) {
	const codes = [];
	while (codes.length < count) {
		const code = checked(marked(Array.from(randomBytes(10), (byte) => BASE32[byte & 31]).join(""), by));
		if (code !== null) codes.push(code);
	}
	return codes;
}
function listOf(codes) {
	const rows = codes.map((code, i) => Buffer.concat([createHash("sha256").update(salt).update(code).digest().subarray(0, 8), Buffer.from([0, 0, 0, i & 255, i % 2, i % 3, i % 8, i % 5])]));
	return {
		salt: salt.toString("base64"), key: key.toString("base64"), count: rows.length, rows: Buffer.concat(rows).toString("base64"),
		categories: ["D", "V"], rules: [{ key: "admitted" }, { key: "revoked" }, { key: "not_here" }], entities: [], point: {}, seq: 1,
	};
}

test("hashes taken in parts are the ones of the standards", () => {
	for (const length of [1, 10, 16, 20, 32, 63, 64, 65, 200]) {
		const [word, secret] = [randomBytes(length).toString("hex").slice(0, length), randomBytes(length)];
		assert.equal(hex(salted(secret)(word)), createHash("sha256").update(secret).update(word).digest("hex"));
		assert.equal(hex(keyed(secret)(word)), createHmac("sha256", secret).update(word).digest("hex"));
	}
	const hash = keyed(key);
	assert.deepEqual(hash("again"), hash("again"), "what was taken in once is not used up");
});

test("each code of a list is found with what its row says; a code of no list is not", () => {
	const codes = draw(2000);
	const list = openCodes(listOf(codes));
	codes.forEach((code, i) => {
		assert.deepEqual(lookUp(list, code), {
			category: ["D", "V"][i % 2], rule: ["admitted", "revoked", "not_here"][i % 3],
			isInside: (i % 8 & 1) !== 0, isVip: (i % 8 & 2) !== 0, isCard: (i % 8 & 4) !== 0, entity: i % 5,
		});
		assert.equal(kindOf(list, code), "unlisted");
	});
	for (const code of draw(2000)) assert.equal(lookUp(list, code), null);
});

test("a hash that is alike in the bits that lead to its row, and not in the last, is not found", () => {
	const [code] = draw(1);
	const list = listOf([code]);
	const rows = Buffer.from(list.rows, "base64");
	rows[7] ^= 1;
	assert.equal(lookUp(openCodes({ ...list, rows: rows.toString("base64") }), code), null);
});

test("a code of another event, a made-up one and a slip are told apart", () => {
	const list = openCodes(listOf([]));
	for (const code of draw(500, randomBytes(32))) assert.equal(kindOf(list, code), "foreign");
	for (const code of draw(500)) {
		assert.equal(kindOf(list, code), "unlisted");
		assert.equal(kindOf(list, (code[0] === "7" ? "8" : "7") + code.slice(1)), "damaged");
	}
	const before = openCodes({ ...listOf([]), salt: null, key: null });
	assert.equal(kindOf(before, draw(1)[0]), "unlisted", "before the first badge nothing is known of marks");
	assert.equal(lookUp(before, draw(1)[0]), null);
});
