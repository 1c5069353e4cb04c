// Which currency a sign, a code or a spoken name means. Many countries have a dollar, a franc or a rupee of their own: the country of
// whoever pledges decides, and what it leaves open is marked. Not for how many decimals a currency has: the catalogue says that.
import { fold } from "./fold.ts";

export interface Currencies {
	readonly codes: ReadonlySet<string>;
	/** Full names of two words and more by nameKey(): "долларов США". */
	readonly names: ReadonlyMap<string, string>;
}

export interface Place {
	/** Alpha-3 and alpha-2 of the country of whoever pledges. */
	readonly code: string;
	readonly alpha2: string;
}

export interface Named {
	/** null: the word alone does not say which. */
	readonly code: string | null;
	/** What else it may be; empty when it is clear. */
	readonly others: readonly string[];
	/** How many words it took. */
	readonly taken: number;
}

/** Words, and the code they always mean. */
const PLAIN: Readonly<Record<string, string>> = {
	USD: "us$ $us u$s usd$ 美元 美金",
	EUR: "€ euro euros евро يورو 欧元 欧",
	GBP: "sterling 英镑",
	JPY: "¥ yen yens yenes иена иены иен ين 日元",
	CNY: "yuan yuans rmb renminbi юань юаня юаней يوان 元 人民币",
	INR: "₹",
	NGN: "₦ naira nairas найра найры найр نايرا 奈拉",
	RUB: "₽ руб",
	KRW: "₩ won wons вон وون 韩元",
	TRY: "₺",
	VND: "₫ dong",
	UAH: "₴ hryvnia",
	GHS: "₵ cedi cedis седи سيدي 塞地",
	PHP: "₱",
	KZT: "₸ tenge тенге",
	GEL: "₾ lari",
	ZAR: "rand rands рэнд рэнда рэндов راند 兰特",
	BRL: "r$ real reais réals reales реал реала реалов ريال_برازيلي 雷亚尔",
	AUD: "a$ au$",
	CAD: "c$ ca$",
	NZD: "nz$",
	SGD: "s$",
	HKD: "hk$ 港元",
	KES: "ksh kshs",
	TZS: "tsh",
	UGX: "ush",
	BWP: "pula",
	ETB: "birr",
	BDT: "taka ৳",
	THB: "baht ฿",
	MYR: "ringgit",
	PLN: "zloty zlotys",
	XOF: "西非法郎",
	XAF: "中非法郎",
};

/** Words, the one meant when no country says otherwise ("" = none), and all that bear the name. "!" = clear without a country. */
const FAMILIES: readonly (readonly [string, string, string])[] = [
	[
		"$ dollar dollars dólar dólares доллар доллара долларов долл دولار دولارات دولارا",
		"USD!",
		"USD AUD CAD NZD SGD HKD TWD JMD TTD BBD BSD BZD GYD SRD NAD LRD FJD SBD BND BMD KYD XCD",
	],
	["fcfa cfa кфа", "XOF", "XOF XAF"],
	["franc francs franco francos франк франка франков فرنك فرنكات 法郎", "", "CHF XOF XAF XPF RWF BIF GNF DJF KMF CDF"],
	["rupee rupees roupie roupies rupia rupias рупия рупии рупий روبية روبيات 卢比 rs ₨", "INR", "INR PKR NPR LKR MUR SCR IDR"],
	["shilling shillings chelín chelines шиллинг шиллинга шиллингов شلن 先令", "", "KES TZS UGX SOS"],
	["dinar dinars dinares динар динара динаров دينار دنانير دينارا 第纳尔", "", "DZD BHD IQD JOD KWD LYD MKD RSD TND"],
	["£ pound pounds livre livres libra libras фунт фунта фунтов جنيه جنيهات جنيها 镑", "GBP", "GBP EGP SDG SSP SYP LBP GIP FKP SHP"],
	["lira liras lire lires лира лиры лир ليرة ليرات 里拉", "TRY", "TRY LBP SYP"],
	["peso pesos песо بيزو 比索", "", "MXN ARS CLP COP CUP DOP PHP UYU"],
	["riyal riyals rial rials riyales riales риал риала риалов риял ريال ريالات 里亚尔", "", "SAR QAR OMR YER IRR"],
	["dirham dirhams dirhames дирхам дирхама дирхамов درهم دراهم درهما 迪拉姆", "", "AED MAD"],
	["krona kronor krone kroner couronne couronnes corona coronas крона кроны крон 克朗", "", "SEK NOK DKK ISK CZK"],
	["kwacha kwachas квача", "", "ZMW MWK"],
	["ruble rubles rouble roubles rublo rublos рубль рубля рублей روبل 卢布", "RUB!", "RUB BYN"],
];

/** Where the code does not begin with the country's: shared currencies. */
const SHARED: readonly (readonly [string, string])[] = [
	["XOF", "BEN BFA CIV GNB MLI NER SEN TGO"],
	["XAF", "CMR CAF TCD COG GNQ GAB"],
	["XCD", "ATG DMA GRD KNA LCA VCT"],
	["XPF", "NCL PYF WLF"],
	["CHF", "LIE"],
	["AUD", "KIR NRU TUV"],
];

/** Codes and names that are also everyday words: read as money only in capitals, or right beside a number. */
const SHY: ReadonlySet<string> = new Set("all top try cup pen mop mad bob gel sos bam real won rand lira sterling".split(" "));
/** "de francs", "d'euros", "of dollars". */
const LINKS: ReadonlySet<string> = new Set(["de", "d'", "of"]);
/** Said more often than the names the browser knows. */
const USUAL_NAMES: readonly string[] = ["dollars américains", "american dollars", "u.s. dollars", "dollars us", "американских долларов"];
const LONGEST = 5;
const STEM = 5;

interface Family {
	readonly codes: readonly string[];
	readonly usual: string | null;
	readonly isClear: boolean;
}

const CODE_BY_WORD: ReadonlyMap<string, string> = new Map(
	Object.entries(PLAIN).flatMap(([code, words]) => words.split(" ").map((word) => [fold(word), code] as const)),
);
const FAMILY_BY_WORD: ReadonlyMap<string, Family> = new Map(
	FAMILIES.flatMap(([words, usual, codes]) => {
		const family = { codes: codes.split(" "), usual: usual.slice(0, 3) || null, isClear: usual.endsWith("!") };
		return words.split(" ").map((word) => [fold(word), family] as const);
	}),
);

/** The beginnings of a name's words, so that plurals and cases meet: "кенийских шиллингов", "иен" and "иена". */
export function nameKey(words: readonly string[]): string {
	return words.map((word) => fold(word).replace(/[аеиоуыьюя]+$/, "").slice(0, STEM)).join(" ");
}

const made = new Map<string, Currencies>();

/** The currencies' full names in these languages, as the browser knows them; a name of several is none. Asked for once: it takes a while. */
export function currenciesOf(codes: readonly string[], languages: readonly string[]): Currencies {
	const key = [...codes, ...languages].join(" ");
	const known = made.get(key) ?? namedIn(codes, languages);
	made.set(key, known);
	return known;
}

function namedIn(codes: readonly string[], languages: readonly string[]): Currencies {
	const names = new Map<string, string | null>(codes.includes("USD") ? USUAL_NAMES.map((name) => [nameKey(name.split(/\s+/)), "USD"]) : []);
	for (const language of languages) {
		const display = new Intl.DisplayNames([language], { type: "currency", fallback: "none" });
		for (const code of codes) {
			const name = display.of(code) ?? "";
			const words = name.split(/\s+/);
			const key = nameKey(words);
			/* "US dollar (next day)" is a code of bankers. */
			if (name.includes("(")) continue;
			if (words.length > 1 || /\p{Script=Han}/u.test(key)) {
				names.set(key, names.has(key) && names.get(key) !== code ? null : code);
			}
		}
	}
	return { codes: new Set(codes), names: new Map([...names].filter((row): row is [string, string] => row[1] !== null)) };
}

function nationalOf(family: Family, place: Place | null): string | null {
	if (place === null) {
		return null;
	}
	const shared = SHARED.find(([, countries]) => countries.includes(place.code))?.[0];
	const own = shared ?? family.codes.find((code) => code.startsWith(place.alpha2));
	return own !== undefined && family.codes.includes(own) ? own : null;
}

function resolved(family: Family, known: Currencies, place: Place | null): Omit<Named, "taken"> | null {
	const codes = family.codes.filter((code) => known.codes.has(code));
	const national = nationalOf(family, place);
	const usual = family.usual !== null && known.codes.has(family.usual) ? family.usual : null;
	if (codes.length === 0) {
		return null;
	}
	if (national !== null && codes.includes(national)) {
		/* A dollar may be the world's where the country has one of its own. */
		return family.isClear && national !== usual ? { code: usual, others: [national] } : { code: national, others: [] };
	}
	return { code: usual, others: family.isClear ? [] : codes.filter((code) => code !== usual) };
}

/** One word or sign. `isAlone`: no number stands beside it, so everyday words are left alone. */
export function currencyOf(raw: string, known: Currencies, place: Place | null, isAlone = false): Named | null {
	const folded = fold(raw);
	const code = raw.toUpperCase();
	if (known.codes.has(code) && (raw === code || !SHY.has(folded))) {
		return { code, others: [], taken: 1 };
	}
	if (isAlone && SHY.has(folded)) {
		return null;
	}
	const plain = CODE_BY_WORD.get(folded);
	if (plain !== undefined) {
		return known.codes.has(plain) ? { code: plain, others: [], taken: 1 } : null;
	}
	const family = FAMILY_BY_WORD.get(folded);
	const named = family === undefined ? null : resolved(family, known, place);
	return named === null ? null : { ...named, taken: 1 };
}

const FRANC = /^(francs?|francos?|франк(а|ов)?|فرنك)$/;

function isCfa(words: readonly string[]): boolean {
	const [first = "", second = ""] = words.map(fold);
	return (/^(f|xof|xaf)?cfa$/.test(first) && FRANC.test(second)) || (FRANC.test(first) && /^(cfa|кфа)$/.test(second));
}

/** A currency that begins with words[0], perhaps after a filler: "de francs CFA", "Kenyan shillings", "долларов США". */
export function currencyAt(words: readonly string[], known: Currencies, place: Place | null, isAlone = false): Named | null {
	const skip = !isAlone && LINKS.has(fold(words[0] ?? "")) ? 1 : 0;
	const rest = words.slice(skip, skip + LONGEST).map((word, at) => (at === 0 ? word.replace(/^d['\u2019]/i, "") : word));
	for (let length = rest.length; length > 1; length--) {
		const named = known.names.get(nameKey(rest.slice(0, length)));
		if (named !== undefined && !isCfa(rest)) {
			return { code: named, others: [], taken: skip + length };
		}
	}
	const [first = ""] = rest;
	const isPair = isCfa(rest);
	const named = first === "" ? null : currencyOf(isPair ? "cfa" : first, known, place, isAlone);
	if (named !== null) {
		return { ...named, taken: skip + (isPair ? 2 : 1) };
	}
	const whole = known.names.get(nameKey([first]));
	return whole === undefined || first === "" ? null : { code: whole, others: [], taken: skip + 1 };
}
