// Spanish: mil millones is 10^9, un billón is 10^12; veintiún mil, but veintiuna mil libras.
import { type Gender, type Speaker, groupsOf, joined, spokenFraction } from "./speaker.ts";

const SMALL = (
	"cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve " +
	"veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
).split(" ");
const TENS = "_ _ _ treinta cuarenta cincuenta sesenta setenta ochenta noventa".split(" ");
const HUNDREDS = "_ ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos".split(" ");

/** How "uno" ends: alone, before a masculine noun, before a feminine one. */
type Ending = "uno" | "un" | "una";

const ENDINGS: Readonly<Record<Gender, Ending>> = { m: "un", f: "una", "": "uno" };

function ended(said: string, ending: Ending): string {
	if (!said.endsWith("uno") || ending === "uno") return said;
	return ending === "un" ? said.replace(/veintiuno$/, "veintiún").replace(/uno$/, "un") : said.replace(/uno$/, "una");
}

function belowThousand(value: number, ending: Ending): string {
	if (value === 100) return "cien";
	const hundred = HUNDREDS[Math.floor(value / 100)] ?? "";
	const rest = value % 100;
	const unit = rest % 10 === 0 ? "" : (SMALL[rest % 10] ?? "");
	const low = rest < 30 ? (SMALL[rest] ?? "") : joined([TENS[Math.floor(rest / 10)] ?? "", unit], " y ");
	const front = ending === "una" && value >= 200 ? hundred.replace(/os$/, "as") : hundred;
	return joined([value < 100 ? "" : front, rest === 0 ? "" : ended(low, ending)]);
}

function belowMillion(value: number, ending: Ending): string {
	const thousands = Math.floor(value / 1000);
	const rest = value % 1000;
	const front = thousands > 1 ? `${belowThousand(thousands, ending === "una" ? "una" : "un")} mil` : "mil";
	return joined([thousands === 0 ? "" : front, rest === 0 ? "" : belowThousand(rest, ending)]);
}

function counted(count: number, one: string, many: string): string {
	return count === 0 ? "" : `${belowMillion(count, "un")} ${count === 1 ? one : many}`;
}

function said(digits: string, ending: Ending): string {
	const [low = 0, millions = 0, billions = 0] = groupsOf(digits, 6);
	const parts = [counted(billions, "billón", "billones"), counted(millions, "millón", "millones"), belowMillion(low, ending)];
	return joined(parts) || "cero";
}

export const ES: Speaker = {
	whole: (digits: string, gender: Gender) => said(digits, ENDINGS[gender]),
	decimal: (front, fraction) => `${said(front, "uno")} coma ${spokenFraction(fraction, "cero", (value) => said(String(value), "uno"))}`,
	feminine: "GBP EGP LBP SDG SSP SYP FKP GIP SHP INR PKR NPR LKR MUR SCR IDR TRY SEK NOK DKK ISK CZK NGN UAH MVR",
	link: () => "de ",
};
