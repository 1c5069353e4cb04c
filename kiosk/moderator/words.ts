// An amount said aloud, so that a misheard million is seen as one: "two billion five hundred million".
// Spelled out in English; the other languages use the browser's long compact form ("2,5 milliards"), which names the same magnitude.

const SMALL = (
	"zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen " +
	"seventeen eighteen nineteen"
).split(" ");
const TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const SCALES = ["", "thousand", "million", "billion", "trillion"];

function belowHundred(value: number): string {
	if (value < 20) {
		return SMALL[value] ?? "";
	}
	const unit = value % 10;
	const ten = TENS[Math.floor(value / 10)] ?? "";
	return unit === 0 ? ten : `${ten}-${SMALL[unit] ?? ""}`;
}

function belowThousand(value: number): string {
	const rest = value % 100;
	const hundreds = value >= 100 ? `${SMALL[Math.floor(value / 100)] ?? ""} hundred` : "";
	if (rest === 0) {
		return hundreds;
	}
	return hundreds === "" ? belowHundred(rest) : `${hundreds} and ${belowHundred(rest)}`;
}

function spellWhole(digits: string): string {
	const groups: string[] = [];
	for (let end = digits.length; end > 0; end -= 3) {
		groups.push(digits.slice(Math.max(0, end - 3), end));
	}
	const said = groups
		.map((group, power) => (Number(group) === 0 ? "" : `${belowThousand(Number(group))} ${SCALES[power] ?? ""}`.trim()))
		.reverse()
		.filter((group) => group !== "");
	return said.length === 0 ? "zero" : said.join(" ");
}

function spellEnglish(value: string): string {
	const [whole = "0", fraction = ""] = value.split(".");
	const tail = fraction === "" ? "" : ` point ${[...fraction].map((digit) => SMALL[Number(digit)] ?? "").join(" ")}`;
	return spellWhole(whole) + tail;
}

function currencyName(value: string, language: string, currency: string): string {
	const parts = new Intl.NumberFormat(language, { style: "currency", currency, currencyDisplay: "name" }).formatToParts(Number(value));
	return parts.find((part) => part.type === "currency")?.value ?? currency;
}

/**
 * `value` is a decimal string of at most fifteen digits before its point; the currency's name is left out when it is not known yet.
 * The result is for people to compare with what they heard, never to be read back.
 */
export function amountInWords(value: string, language: string, currency: string | null): string {
	if (language === "en") {
		return currency === null ? spellEnglish(value) : `${spellEnglish(value)} ${currencyName(value, language, currency)}`;
	}
	return new Intl.NumberFormat(`${language}-u-nu-latn`, {
		...(currency === null ? {} : { style: "currency", currency, currencyDisplay: "name" }),
		notation: "compact",
		compactDisplay: "long",
		maximumSignificantDigits: 15,
	}).format(Number(value));
}
