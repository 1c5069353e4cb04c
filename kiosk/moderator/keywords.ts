// The fixed words of the moderator's line beside money: instrument, novelty, condition, period and the like, in the six languages.
// Data and its lookup only: details.ts and period.ts read them. "|" parts phrases.
import { fold } from "./fold.ts";
import type { Token } from "./tokens.ts";

export type KeywordField =
	| "instrument" | "novelty" | "later" | "open" | "consent" | "condition" | "sdgs" | "regional_initiative" | "target" | "verb" | "partners";

export interface Keyword {
	readonly field: KeywordField;
	readonly value: string;
	/** An everyday word: taken only where it stands between parts or commas, never inside a sentence. */
	readonly isSoft: boolean;
	readonly length: number;
}

/** Field, value, "soft" or "", phrases. */
const ROWS: readonly (readonly [KeywordField, string, "soft" | "", string])[] = [
	["instrument", "grant", "soft", "grant|grants|don|dons|subvention|donación|subvención|грант|гранты|منحة|منح|赠款"],
	["instrument", "loan", "soft", "loan|loans|prêt|prêts|préstamo|préstamos|crédito|кредит|заем|займ|قرض|قروض|贷款"],
	["instrument", "in_kind", "", "in kind|in-kind|en nature|en especie|в натуральной форме|натурой|عينيا|عينية|实物"],
	["instrument", "policy_act", "", "policy act|policy_act|acte politique|acto normativo|нормативный акт|政策行动"],
	["instrument", "policy_act", "soft", "law|decree|loi|décret|ley|decreto|закон|указ|قانون|مرسوم|法律|法令"],
	["novelty", "new", "", "new pledge|new money|nouvel engagement|nouveaux fonds|nuevo compromiso|новое обязательство|تعهد جديد|新承诺"],
	["novelty", "new", "soft", "new|nouveau|nouvelle|nuevo|nueva|новое|новый|جديد|جديدة|新|新增"],
	["novelty", "announced", "", "already announced|previously announced|déjà annoncé|déjà annoncée|ya anunciado|ранее объявлено|سبق إعلانه|已宣布"],
	["novelty", "announced", "soft", "announced|annoncé|annoncée|anunciado|объявлено"],
	[
		"later", "yes", "",
		"to be announced later|to be announced|tba|tbd|amount later|montant à préciser|à préciser|à annoncer|montant ultérieur|por anunciar|" +
			"por determinar|будет объявлено позже|сумма позже|يعلن لاحقا|يحدد لاحقا|待定|稍后公布",
	],
	["later", "yes", "soft", "later|ultérieurement|plus tard|más adelante|позже|позднее|لاحقا"],
	["open", "yes", "", "open to others|open to all|ouvert à d'autres|ouvert à tous|abierto a otros|открыто для других|مفتوح للآخرين|欢迎加入"],
	["open", "yes", "soft", "open|ouvert|abierto|открыто|مفتوح|开放"],
	["consent", "no", "", "no consent|consent no|do not publish|publish no|sans accord|ne pas publier|sin consentimiento|без согласия|لا للنشر|不公布"],
	["consent", "yes", "", "publish ok|publish yes|consent yes|consent ok|publication ok|accord de publication|publicar sí|согласие да|同意公布"],
	["consent", "yes", "soft", "consent|consentement|consentimiento|согласие|موافقة|同意"],
	[
		"condition", "", "",
		"subject to|provided that|conditional on|conditional upon|on condition that|sous réserve|à condition|sujeto a|sujeta a|" +
			"a reserva de|siempre que|con la condición|при условии|с учетом|رهنا|شريطة|بشرط|须经|前提是|取决于",
	],
	["sdgs", "", "", "sdg|sdgs|odd|ods|цур|أهداف التنمية|هدف التنمية|可持续发展目标"],
	["regional_initiative", "", "", "ri|regional initiative|initiative régionale|iniciativa regional|региональная инициатива|مبادرة إقليمية|区域性举措"],
	["target", "", "", "target|cible|meta|цель|هدف|目标"],
	[
		"verb", "", "",
		"train|connect|reach|build|equip|former|connecter|atteindre|construire|équiper|raccorder|capacitar|formar|conectar|alcanzar|construir|" +
			"equipar|обучить|подключить|охватить|построить|تدريب|ربط|توصيل|بناء|培训|连接|建设|覆盖",
	],
	["partners", "", "", "joint with|jointly with|together with|conjointement avec|en partenariat avec|junto con|совместно с|بالاشتراك مع|联合"],
	["partners", "", "soft", "with|avec|con"],
];

/** Before a colon: "measure: schools online". */
const LABELS: Readonly<Record<string, string>> = {
	in_kind: "in_kind|in-kind|in kind|en nature|en especie|натурой|عيني|实物",
	condition: "condition|condición|condicion|условие|شرط|条件",
	beneficiaries: "beneficiaries|for|bénéficiaires|beneficiarios|бенефициары|المستفيدون|受益者",
	partners: "partners|partner|partenaires|socios|партнеры|شركاء|伙伴",
	campaign: "campaign|campagne|campaña|кампания|حملة|活动",
	measure: "measure|measured|mesure|indicador|показатель|مؤشر|衡量",
	target: "target|cible|meta|цель|هدف|目标",
	pillar: "pillar|pilier|pilar|направление|ركيزة|支柱",
};

/** Words around dates and numbers, looked up folded. */
function set(words: string): ReadonlySet<string> {
	return new Set(words.split("|").map(fold));
}

export const UNTIL = set("by|until|till|before|d'ici|dici|avant|jusqu'en|jusqu'a|jusqu'à|hasta|antes|para|до|к|بحلول|حتى|到|至");
export const UNTIL_LINKS = set("a|à|the|end|of|de|la|fin|fines|finales|mid|конца|концу|نهاية|عام|سنة");
export const SINCE = set("from|since|starting|dès|depuis|desde|partir|начиная|с|من|自|从");
export const SINCE_LINKS = set("in|de|du|с|le|the|в|عام");
export const BETWEEN = set("from|between|de|du|entre|desde|с|между|من|بين|从");
export const TO = set("to|and|through|until|-|–|—|à|au|et|a|al|y|hasta|по|до|и|إلى|حتى|و|至|到");
export const OVER = set("over|for|during|within|sur|pendant|durant|en|durante|за|течение|مدى|خلال|مدة");
export const OVER_LINKS = set("the|next|coming|les|prochaines|los|próximos|proximos|следующие|ближайшие|السنوات");
export const YEARS = set("year|years|yr|yrs|an|ans|année|années|año|años|год|года|лет|سنة|سنوات|سنتين|عام|أعوام|年");
export const PLACES = set("in|dans|en|au|aux|в|на|في|在");
/** What is counted with these is no result: years, shares. */
export const NO_UNITS = set(
	"year|years|yr|yrs|month|months|week|weeks|day|days|hours|minutes|an|ans|année|années|mois|semaines|jours|heures|año|años|mes|meses|días|" +
		"год|года|лет|месяц|месяца|месяцев|дней|سنة|سنوات|شهر|أشهر|يوم|أيام|年|percent|per cent|pour cent|cent",
);
/** No unit begins or ends with these. */
export const SMALL_WORDS = set(
	"a|an|the|for|to|in|of|by|on|at|with|and|or|from|over|per|pour|de|des|du|le|la|les|un|une|à|au|aux|en|dans|par|sur|et|ou|para|por|el|los|" +
		"las|y|o|del|в|на|для|и|из|к|по|с|от|من|في|على|إلى|مع|و",
);

const MONTHS: ReadonlyMap<string, string> = new Map(
	[
		"jan янв ene يناير janv january janvier enero января январь",
		"feb fév фев فبراير february février fevrier febrero февраля февраль",
		"mar мар مارس march mars marzo марта март",
		"apr avr abr апр أبريل april avril abril апреля апрель",
		"may mai mayo мая май مايو",
		"jun june juin junio июня июнь июн يونيو",
		"jul july juillet juil julio июля июль июл يوليو",
		"aug august août ago agosto августа август авг أغسطس",
		"sep sept september septembre septiembre сентября сентябрь сен سبتمبر",
		"oct october octobre octubre октября октябрь окт أكتوبر",
		"nov november novembre noviembre ноября ноябрь ноя نوفمبر",
		"dec déc december décembre diciembre dic декабря декабрь дек ديسمبر",
	].flatMap((names, at) => names.split(" ").map((name) => [fold(name), String(at + 1).padStart(2, "0")] as const)),
);

/** "03" for mars, March, марта. */
export function monthOf(folded: string): string | null {
	return MONTHS.get(folded) ?? null;
}

interface Entry extends Keyword {
	readonly words: readonly string[];
}

const BY_FIRST: ReadonlyMap<string, readonly Entry[]> = (() => {
	const map = new Map<string, Entry[]>();
	for (const [field, value, soft, phrases] of ROWS) {
		for (const phrase of phrases.split("|")) {
			const words = phrase.split(" ").map(fold);
			const entry = { field, value, isSoft: soft === "soft", length: words.length, words };
			map.set(words[0] ?? "", [...(map.get(words[0] ?? "") ?? []), entry].sort((a, b) => b.length - a.length));
		}
	}
	return map;
})();

const LABEL_BY_WORD: ReadonlyMap<string, string> = new Map(
	Object.entries(LABELS).flatMap(([field, words]) => words.split("|").map((word) => [fold(word), field] as const)),
);

/** The longest keyword that begins at this word. */
export function keywordAt(tokens: readonly Token[], at: number): Keyword | null {
	const rows = BY_FIRST.get(tokens[at]?.folded ?? "") ?? [];
	return rows.find((row) => row.words.every((word, i) => tokens[at + i]?.folded === word)) ?? null;
}

/** "measure:", "in kind:" or "measure:schools" = the field, what is already behind the colon, and how many words that was. */
export function labelAt(tokens: readonly Token[], at: number): { field: string; rest: string; length: number } | null {
	for (const length of [1, 2]) {
		const raw = tokens.slice(at, at + length).map((token) => token.raw).join(" ");
		const match = /^([^:\uff1a/]+)[:\uff1a](.*)$/.exec(raw);
		const field = match === null ? undefined : LABEL_BY_WORD.get(fold(match[1] ?? ""));
		if (field !== undefined) return { field, rest: match?.[2] ?? "", length };
	}
	return null;
}
