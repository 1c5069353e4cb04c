// A sum said aloud in the language of the meeting, so that a misheard million is seen as one: "two billion five hundred million".
// Spelled out in the six languages; the browser only names the currency.
import { AR } from "./words/ar.ts";
import { EN } from "./words/en.ts";
import { ES } from "./words/es.ts";
import { FR } from "./words/fr.ts";
import { RU } from "./words/ru.ts";
import type { Gender, Speaker } from "./words/speaker.ts";
import { ZH } from "./words/zh.ts";

const SPEAKERS: Readonly<Record<string, Speaker>> = { en: EN, fr: FR, es: ES, ar: AR, ru: RU, zh: ZH };

function speakerOf(language: string): Speaker {
	return SPEAKERS[language] ?? EN;
}

/** "2500000000" or "12.5" in words; at most fifteen digits before the point. Another language than the six is said in English. */
export function numberToWords(value: string, language: string, gender: Gender = ""): string {
	const [front = "", tail = ""] = value.split(".");
	const whole = front.replace(/^0+(?=\d)/, "");
	const fraction = tail.replace(/0+$/, "");
	const speaker = speakerOf(language);
	return fraction === "" ? speaker.whole(whole, gender) : speaker.decimal(whole, fraction);
}

const formats = new Map<string, Intl.NumberFormat>();

function currencyName(value: string, language: string, currency: string): string {
	const key = `${language}.${currency}`;
	const options = { style: "currency", currency, currencyDisplay: "name", minimumFractionDigits: 0 } as const;
	const format = formats.get(key) ?? new Intl.NumberFormat(language, options);
	formats.set(key, format);
	const parts = format.formatToParts(Number(value));
	return parts.find((part) => part.type === "currency")?.value ?? currency;
}

/** The sum in words with its currency; the currency's name is left out while it is not known. */
export function amountInWords(value: string, language: string, currency: string | null): string {
	if (currency === null) {
		return numberToWords(value, language);
	}
	const speaker = speakerOf(language);
	const name = currencyName(value, language, currency);
	const said = numberToWords(value, language, speaker.feminine.includes(currency) ? "f" : "m");
	const isRound = /^[1-9]\d*000000$/.test(value);
	const link = isRound && speaker.link !== undefined ? speaker.link(name) : "";
	return `${said}${language === "zh" ? "" : " "}${link}${name}`;
}
