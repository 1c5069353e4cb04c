/*
 * A small catalogue for the tests of the moderator's line, with the currencies of the real one.
 */
import { readFileSync } from "node:fs";

const MONEY = readFileSync(new URL("../../server/domain/money.def", import.meta.url), "utf8");
const ROWS = [...MONEY.matchAll(/^C\((\w+), (\d)\)/gm)];
const DIGITS = new Map(ROWS.map(([, code, digits]) => [code, Number(digits)]));
const COUNTRIES = {
	SN: "SEN", ML: "MLI", RW: "RWA", CM: "CMR", PK: "PAK", KE: "KEN", US: "USA", AU: "AUS", IN: "IND", CH: "CHE", TN: "TUN",
	JM: "JAM", BF: "BFA", GB: "GBR", EG: "EGY", ZA: "ZAF", BR: "BRA", MX: "MEX",
};

export const VOCABULARY = {
	focusAreas: [
		{ key: "access", letter: "A", names: ["ACCESS", "ACCÈS", "接入"] },
		{ key: "adoption", letter: "D", names: ["ADOPTION"] },
	],
	countries: Object.entries(COUNTRIES).map(([alpha2, code]) => ({
		code,
		alpha2,
		names: ["en", "fr"].map((language) => new Intl.DisplayNames([language], { type: "region" }).of(alpha2)),
	})),
	currencies: ROWS.map(([, code]) => code),
	languages: ["en", "fr", "es", "ar", "ru", "zh"],
};

export function digitsOf(currency) {
	return DIGITS.get(currency) ?? 2;
}
