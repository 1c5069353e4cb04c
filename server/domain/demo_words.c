/* What the pledges of the demonstration day say beyond the least: some say much, some leave gaps, as people do. */
#include "domain/country.h"
#include "domain/demo_plan.h"
#include "domain/vocabulary.h"

#include <string.h>

static const char *const UNITS[UNIT_MAX][LANG_MAX] = {
	[UNIT_DISTRICTS] = { "districts", "districts", "distritos", "مقاطعات", "районы", "地区" },
	[UNIT_SITES] = { "sites", "sites", "emplazamientos", "مواقع", "объекты", "站点" },
	[UNIT_COMPANIES] = { "companies", "entreprises", "empresas", "شركات", "компании", "企业" },
	[UNIT_SCHOOLS] = { "schools", "écoles", "escuelas", "مدارس", "школы", "学校" },
	[UNIT_REGIONS] = { "regions", "régions", "regiones", "مناطق", "регионы", "区域" },
	[UNIT_CITIES] = { "cities", "villes", "ciudades", "مدن", "города", "城市" },
	[UNIT_WOMEN] = { "women", "femmes", "mujeres", "نساء", "женщины", "女性" },
	[UNIT_COMMUNITIES] = { "communities", "communautés", "comunidades", "مجتمعات", "сообщества", "社区" },
	[UNIT_THOUSANDS] = { "thousand people", "milliers de personnes", "miles de personas", "آلاف الأشخاص",
	    "тысячи человек", "千人" },
	[UNIT_VILLAGES] = { "villages", "villages", "aldeas", "قرى", "деревни", "村庄" },
};

static const char *const CONDITIONS[][LANG_MAX] = {
	{ "Subject to parliamentary approval", "Sous réserve de l'approbation du parlement",
	    "Sujeto a la aprobación del parlamento", "رهناً بموافقة البرلمان", "При условии одобрения парламентом",
	    "须经议会批准" },
	{ "Subject to the budget of 2023", "Sous réserve du budget 2023", "Sujeto al presupuesto de 2023",
	    "رهناً بميزانية عام 2023", "При условии принятия бюджета на 2023 год", "视2023年预算而定" },
};

static const char *const MEASURES[][LANG_MAX] = {
	{ "Counted and reported every year by the regulator", "Dénombrement et rapport annuels du régulateur",
	    "Recuento e informe anuales del regulador", "إحصاء وتقرير سنويان من هيئة التنظيم",
	    "Ежегодный подсчет и отчет регулятора", "由监管机构每年统计和报告" },
	{ "Surveyed before and after, results are public", "Enquête avant et après, résultats publics",
	    "Encuesta antes y después, resultados públicos", "مسح قبل التنفيذ وبعده وتُنشر النتائج",
	    "Опрос до и после, результаты открыты", "实施前后进行调查，结果公开" },
};

static const char *const BENEFICIARIES[][LANG_MAX] = {
	{ "Women and girls", "Femmes et filles", "Mujeres y niñas", "النساء والفتيات", "Женщины и девочки",
	    "妇女和女童" },
	{ "Rural communities", "Communautés rurales", "Comunidades rurales", "المجتمعات الريفية", "Сельские жители",
	    "农村社区" },
	{ "Persons with disabilities", "Personnes handicapées", "Personas con discapacidad", "الأشخاص ذوو الإعاقة",
	    "Лица с инвалидностью", "残疾人" },
	{ "Young people", "Jeunes", "Jóvenes", "الشباب", "Молодежь", "青年" },
};

static const char *const IN_KIND[][LANG_MAX] = {
	{ "Equipment, and engineers for two years", "Équipements, et ingénieurs pendant deux ans",
	    "Equipos, e ingenieros durante dos años", "معدات ومهندسون لمدة سنتين",
	    "Оборудование и инженеры на два года", "设备以及为期两年的工程师支持" },
	{ "Courses, trainers and licences", "Cours, formateurs et licences", "Cursos, formadores y licencias",
	    "دورات ومدربون وتراخيص", "Курсы, преподаватели и лицензии", "课程、培训师和许可" },
};

/* By focus area, in its order: the pillar below it, and the goals it serves. */
static const struct {
	const char *pillar[LANG_MAX];
	int64_t sdgs[2];
} AREAS[FOCUS_AREA_MAX] = {
	{ { "Infrastructure", "Infrastructures", "Infraestructura", "البنية التحتية", "Инфраструктура", "基础设施" },
	    { 9, 11 } },
	{ { "Skills", "Compétences", "Competencias", "المهارات", "Навыки", "技能" }, { 4, 5 } },
	{ { "Local ecosystems", "Écosystèmes locaux", "Ecosistemas locales", "النظم الإيكولوجية المحلية",
	      "Местные экосистемы", "本地生态系统" },
	    { 8, 9 } },
	{ { "Financing", "Financement", "Financiación", "التمويل", "Финансирование", "融资" }, { 17, 8 } },
};

static const struct {
	const char *type;
	const char *instruments[3];
} INSTRUMENTS[] = {
	{ "financial", { "grant", "loan", "grant" } },
	{ "policy", { "policy_act", "policy_act", "policy_act" } },
	{ "advocacy", { "in_kind", "", "" } },
	{ "programmatic", { "in_kind", "grant", "" } },
};

/* One of the rows, in that language. */
#define DRAW(random, rows, lang) ((rows)[demo_random_below(random, sizeof(rows) / sizeof *(rows))][lang])

static void plan_instrument(struct demo_random *random, struct demo_pledge *pledge, enum lang lang)
{
	const char **words = pledge->form.words;
	for (size_t i = 0; i < sizeof INSTRUMENTS / sizeof *INSTRUMENTS; i++)
		if (!strcmp(INSTRUMENTS[i].type, pledge->form.type))
			words[PLEDGE_INSTRUMENT] = INSTRUMENTS[i].instruments[demo_random_below(random, 3)];
	if (!strcmp(words[PLEDGE_INSTRUMENT], "in_kind"))
		words[PLEDGE_IN_KIND] = DRAW(random, IN_KIND, lang);
}

/* When, and how much of what is reached by then. */
static void plan_target(struct demo_plan *plan, struct demo_random *random, struct demo_pledge *pledge,
    enum lang lang, unsigned number, enum demo_unit unit)
{
	static const char *const FROM[] = { "2022-07", "2022-09", "2023-01", "2023" }, *const TO[] = { "2024-12",
		"2025", "2026", "2026-06" };
	const struct country *country = country_find(plan->delegations[pledge->delegation].country);
	const char **words = pledge->form.words;
	const char *to = TO[demo_random_below(random, sizeof TO / sizeof *TO)];
	if (demo_random_chance(random, 65)) {
		words[PLEDGE_PERIOD_FROM] = FROM[demo_random_below(random, sizeof FROM / sizeof *FROM)];
		words[PLEDGE_PERIOD_TO] = to;
	}
	if (unit == UNIT_NONE || !demo_random_chance(random, 55))
		return;
	words[PLEDGE_TARGET_NUMBER] = arena_printf(plan->arena, "%u", number);
	words[PLEDGE_TARGET_UNIT] = UNITS[unit][lang];
	words[PLEDGE_TARGET_PLACE] = country ? country_name(country, lang_key(lang)) : "";
	words[PLEDGE_TARGET_DATE] = demo_random_chance(random, 70) ? to : "";
}

static void plan_areas(struct demo_random *random, struct demo_pledge *pledge, enum lang lang)
{
	const char **words = pledge->form.words;
	for (int area = FOCUS_AREA_MAX - 1; area >= 0; area--) {
		if (!(pledge->form.focus_areas & (1 << area)))
			continue;
		words[PLEDGE_PILLAR] = demo_random_chance(random, 70) ? AREAS[area].pillar[lang] : "";
		if (pledge->form.n_sdgs < DEMO_SDGS_MAX && demo_random_chance(random, 85))
			pledge->sdgs[pledge->form.n_sdgs++] = AREAS[area].sdgs[demo_random_below(random, 2)];
	}
	pledge->form.sdgs = pledge->sdgs;
	pledge->form.has_sdgs = true;
}

static void plan_initiative(struct demo_plan *plan, struct demo_random *random, struct demo_pledge *pledge)
{
	const struct country *country = country_find(plan->delegations[pledge->delegation].country);
	if (!country || !demo_random_chance(random, 35))
		return;
	for (size_t i = 0; i < INITIATIVE_REGIONS_N; i++)
		if (!strcmp(INITIATIVE_REGIONS[i].region, country->region))
			pledge->form.words[PLEDGE_INITIATIVE] = arena_printf(plan->arena, "%s%zu",
			    INITIATIVE_REGIONS[i].code, 1 + demo_random_below(random, INITIATIVES_OF_REGION - 1));
	pledge->form.words[PLEDGE_INITIATIVE_PERIOD] = "2023-2025";
}

static void plan_terms(struct demo_plan *plan, struct demo_random *random, struct demo_pledge *pledge, enum lang lang)
{
	const char **words = pledge->form.words;
	words[PLEDGE_NOVELTY] = demo_random_chance(random, 75)   ? "new"
				: demo_random_chance(random, 60) ? "announced"
								 : "";
	words[PLEDGE_CONSENT] = demo_random_chance(random, 90) ? "yes" : demo_random_chance(random, 30) ? "no" : "";
	if (demo_random_chance(random, 15))
		words[PLEDGE_CONDITION] = DRAW(random, CONDITIONS, lang);
	if (demo_random_chance(random, 40))
		words[PLEDGE_MEASURE] = DRAW(random, MEASURES, lang);
	if (demo_random_chance(random, 45))
		words[PLEDGE_BENEFICIARIES] = DRAW(random, BENEFICIARIES, lang);
	if (demo_random_chance(random, 12))
		words[PLEDGE_CAMPAIGN] = "School2Net";
	if (demo_random_chance(random, 25))
		words[PLEDGE_PARTNERS] = plan->delegations[demo_random_below(random, plan->n_delegations - 1)].name;
	pledge->form.open = demo_random_chance(random, 20);
	pledge->form.later = !pledge->form.amount_value && demo_random_chance(random, 15);
	pledge->form.has_open = pledge->form.has_later = true;
}

void demo_words_plan(
    struct demo_plan *plan, struct demo_pledge *pledge, enum lang lang, unsigned number, enum demo_unit unit)
{
	struct demo_random random = { plan->random.state ^ UINT64_C(0x9e6c63d0876a9a47) };
	plan_instrument(&random, pledge, lang);
	plan_target(plan, &random, pledge, lang, number, unit);
	plan_areas(&random, pledge, lang);
	plan_initiative(plan, &random, pledge);
	plan_terms(plan, &random, pledge, lang);
}
