/* What is pledged at the demonstration day, in which currency, and who says it from the floor. */
#include "domain/demo_plan.h"

#include "base/buf.h"
#include "domain/country.h"
#include "domain/demo.h"
#include "domain/money.h"

#include <stdio.h>
#include <string.h>

/* Numbers that fit what is counted: months and regions, districts and cities, schools and sites. */
enum range { RANGE_FEW, RANGE_SOME, RANGE_MANY, RANGE_MAX };
enum { RANGE_NUMBERS = 6 };
static const unsigned RANGES[RANGE_MAX][RANGE_NUMBERS] = {
	[RANGE_FEW] = { 4, 6, 9, 12, 18, 24 },
	[RANGE_SOME] = { 12, 15, 20, 30, 40, 60 },
	[RANGE_MANY] = { 40, 75, 120, 200, 300, 500 },
};

static const struct pattern {
	enum range range;
	enum demo_unit unit;
	const char *type;
	int64_t areas;
	const char *titles[LANG_MAX];
} PATTERNS[] = {
#define PLEDGE(range, unit, type, areas, ...) { RANGE_##range, UNIT_##unit, type, areas, { __VA_ARGS__ } },
#include "domain/demo_pledges.def"
#undef PLEDGE
};
enum { PATTERNS_N = sizeof PATTERNS / sizeof *PATTERNS };

static const char *const BODIES[LANG_MAX] = {
	[LANG_EN] = "Progress will be reported to the Coalition every year until the target is reached.",
	[LANG_FR] =
	    "Les progrès seront communiqués chaque année à la Coalition jusqu'à ce que l'objectif soit atteint.",
	[LANG_ES] = "Los avances se comunicarán cada año a la Coalición hasta alcanzar el objetivo.",
	[LANG_AR] = "سيُبلَّغ التحالف بالتقدم المحرز سنوياً حتى بلوغ الهدف.",
	[LANG_RU] = "О ходе работы Коалиция будет информироваться ежегодно до достижения цели.",
	[LANG_ZH] = "在实现目标之前，每年向联盟报告进展情况。",
};

/* Rates of June 2022, near the UN's operational ones; `round` is about one dollar in round units, for round amounts.
 */
static const struct currency_row {
	const char *code, *per_usd;
	int64_t round;
	const char *countries;
} CURRENCIES[] = {
	{ "USD", "1", 1, "USA ECU SLV PAN" },
	{ "EUR", "0.931", 1, "FRA DEU ITA ESP PRT BEL NLD LUX AUT FIN IRL GRC EST LVA LTU SVN SVK MLT CYP" },
	{ "GBP", "0.793", 1, "GBR" },
	{ "CHF", "0.958", 1, "CHE LIE" },
	{ "SEK", "9.81", 10, "SWE" },
	{ "NOK", "9.45", 10, "NOR" },
	{ "DKK", "6.93", 7, "DNK" },
	{ "ISK", "128.4", 130, "ISL" },
	{ "PLN", "4.28", 4, "POL" },
	{ "CZK", "23.02", 20, "CZE" },
	{ "HUF", "368.5", 400, "HUN" },
	{ "RON", "4.60", 5, "ROU" },
	{ "TRY", "16.39", 15, "TUR" },
	{ "RUB", "63.5", 60, "RUS" },
	{ "KZT", "416.7", 400, "KAZ" },
	{ "UZS", "11010", 10000, "UZB" },
	{ "GEL", "3.02", 3, "GEO" },
	{ "CNY", "6.66", 7, "CHN" },
	{ "JPY", "127.9", 130, "JPN" },
	{ "KRW", "1238", 1200, "KOR" },
	{ "INR", "77.6", 75, "IND" },
	{ "PKR", "198.5", 200, "PAK" },
	{ "BDT", "88.9", 90, "BGD" },
	{ "NPR", "124.1", 120, "NPL" },
	{ "THB", "34.2", 35, "THA" },
	{ "IDR", "14560", 15000, "IDN" },
	{ "MYR", "4.38", 4, "MYS" },
	{ "PHP", "52.4", 50, "PHL" },
	{ "VND", "23190", 23000, "VNM" },
	{ "AUD", "1.39", 1, "AUS" },
	{ "NZD", "1.53", 2, "NZL" },
	{ "FJD", "2.17", 2, "FJI" },
	{ "CAD", "1.27", 1, "CAN" },
	{ "MXN", "19.7", 20, "MEX" },
	{ "BRL", "4.73", 5, "BRA" },
	{ "ARS", "120.2", 120, "ARG" },
	{ "COP", "3930", 4000, "COL" },
	{ "PEN", "3.70", 4, "PER" },
	{ "SAR", "3.75", 4, "SAU" },
	{ "AED", "3.673", 4, "ARE" },
	{ "QAR", "3.64", 4, "QAT" },
	{ "KWD", "0.306", 1, "KWT" },
	{ "JOD", "0.708", 1, "JOR" },
	{ "EGP", "18.6", 20, "EGY" },
	{ "MAD", "9.87", 10, "MAR" },
	{ "TND", "3.04", 3, "TUN" },
	{ "DZD", "145.6", 150, "DZA" },
	{ "XOF", "610.7", 600, "BEN BFA CIV GNB MLI NER SEN TGO" },
	{ "XAF", "610.7", 600, "CMR CAF TCD COG GNQ GAB" },
	{ "KES", "116.8", 115, "KEN" },
	{ "RWF", "1021", 1000, "RWA" },
	{ "UGX", "3745", 3500, "UGA" },
	{ "TZS", "2327", 2300, "TZA" },
	{ "ETB", "51.9", 50, "ETH" },
	{ "NGN", "415.2", 400, "NGA" },
	{ "GHS", "7.82", 8, "GHA" },
	{ "ZAR", "15.6", 15, "ZAF" },
	{ "ZMW", "17.2", 17, "ZMB" },
	{ "MGA", "3990", 4000, "MDG" },
};
enum { CURRENCIES_N = sizeof CURRENCIES / sizeof *CURRENCIES };

const char *demo_rates_csv(struct arena *arena)
{
	struct buf out = { 0 };
	buf_add_text(&out, "currency,per_usd,valid_on\n");
	for (size_t i = 0; i < CURRENCIES_N; i++)
		buf_printf(&out, "%s,%s,2022-06-01\n", CURRENCIES[i].code, CURRENCIES[i].per_usd);
	return buf_keep(&out, arena);
}

static const struct currency_row *currency_of(const char *country)
{
	for (size_t i = 0; *country && i < CURRENCIES_N; i++)
		if (strstr(CURRENCIES[i].countries, country))
			return &CURRENCIES[i];
	return CURRENCIES;
}

/* The words of a pattern with its number and country in them. */
static const char *title_of(
    struct demo_plan *plan, const struct pattern *pattern, enum lang lang, const char *country, unsigned *out_number)
{
	const char *title = pattern->titles[lang], *mark = strchr(title, '#');
	unsigned number = RANGES[pattern->range][demo_random_below(&plan->random, RANGE_NUMBERS)];
	*out_number = number;
	return arena_printf(
	    plan->arena, "%.*s%u%s%s%s", (int)(mark - title), title, number, mark + 1, *country ? ": " : "", country);
}

static void plan_countries(struct demo_plan *plan, struct demo_pledge *pledge, const char *own)
{
	size_t all;
	const struct country *countries = country_all(&all);
	size_t most = *own ? 1 + demo_random_below(&plan->random, 2) * demo_random_below(&plan->random, 4)
			   : 2 + demo_random_below(&plan->random, 3);
	if (*own)
		pledge->countries[pledge->form.n_countries++] = own;
	for (size_t tries = 0; pledge->form.n_countries < most && tries < 200; tries++) {
		const struct country *country = &countries[demo_random_below(&plan->random, all)];
		if (country_in_group(country, "LDC", "2022-06-07") && strcmp(country->alpha3, own) != 0)
			pledge->countries[pledge->form.n_countries++] = country->alpha3;
	}
	pledge->form.countries = pledge->countries;
	pledge->form.has_countries = true;
}

/* Dollars in thousands that a pledge may be worth. */
static const int64_t SIZES[] = { 50, 80, 120, 150, 200, 250, 400, 500, 750, 1000, 1500, 2000, 2500, 4000, 5000, 7500,
	10000, 15000, 25000, 40000, 60000, 100000, 250000, 500000, 1000000 };

/* What each kind of pledger makes: which types, in per cent, and sizes from … to (indexes of SIZES). */
static const struct means {
	const char *type; /* of the entity */
	struct {
		const char *type;
		unsigned percent, amount_percent;
	} pledges[4];
	size_t least, most;
} MEANS[] = {
	{ "government",
	    { { "financial", 30, 100 }, { "policy", 35, 8 }, { "advocacy", 10, 15 }, { "programmatic", 25, 60 } }, 9,
	    22 },
	{ "private_sector", { { "financial", 45, 100 }, { "advocacy", 10, 10 }, { "programmatic", 45, 70 } }, 9, 23 },
	{ "un_igo", { { "financial", 45, 100 }, { "advocacy", 20, 20 }, { "programmatic", 35, 70 } }, 11, 24 },
	{ "civil_society", { { "advocacy", 45, 10 }, { "programmatic", 55, 60 } }, 0, 10 },
	{ "academia", { { "advocacy", 35, 10 }, { "programmatic", 65, 50 } }, 0, 10 },
	{ "youth", { { "advocacy", 60, 10 }, { "programmatic", 40, 40 } }, 0, 6 },
	{ "media", { { "advocacy", 80, 20 }, { "programmatic", 20, 40 } }, 0, 7 },
};
/* The least developed countries and small islands pledge what they can, most of all reforms. */
static const struct means SMALL_STATE = { "government",
	{ { "financial", 12, 100 }, { "policy", 45, 5 }, { "advocacy", 15, 5 }, { "programmatic", 28, 50 } }, 2, 16 };

static const struct means *means_of(const struct demo_delegation *delegation)
{
	const struct country *country = country_find(delegation->country);
	bool small = country && (country_in_group(country, "LDC", "2022-06-07") ||
				    country_in_group(country, "SIDS", "2022-06-07"));
	size_t i = 0;
	while (strcmp(MEANS[i].type, delegation->type) != 0)
		i++;
	return small && i == 0 ? &SMALL_STATE : &MEANS[i];
}

/* Draws the type, and a pattern of that type. */
static const struct pattern *draw_pattern(
    struct demo_plan *plan, const struct means *means, unsigned *out_amount_percent)
{
	size_t draw = demo_random_below(&plan->random, 100), row = 0;
	while (draw >= means->pledges[row].percent)
		draw -= means->pledges[row++].percent;
	*out_amount_percent = means->pledges[row].amount_percent;
	size_t i = demo_random_below(&plan->random, PATTERNS_N);
	while (strcmp(PATTERNS[i].type, means->pledges[row].type) != 0)
		i = (i + 1) % PATTERNS_N;
	return &PATTERNS[i];
}

static void plan_amount(
    struct demo_plan *plan, struct demo_pledge *pledge, const struct means *means, const char *country)
{
	const struct currency_row *currency = currency_of(demo_random_chance(&plan->random, 70) ? country : "");
	int64_t thousands = SIZES[means->least + demo_random_below(&plan->random, means->most - means->least + 1)];
	pledge->worth = thousands;
	pledge->form.amount_value = arena_printf(plan->arena, "%lld", (long long)thousands * 1000 * currency->round);
	pledge->form.amount_currency = currency->code;
}

static void add_pledger(struct demo_plan *plan, struct demo_pledge *pledge, size_t delegation)
{
	const struct demo_delegation *from = &plan->delegations[delegation];
	for (size_t i = 0; i < pledge->form.n_pledgers; i++)
		if (!strcmp(pledge->pledgers[i].entity_name, from->name) &&
		    !strcmp(pledge->pledgers[i].country, from->country))
			return;
	pledge->pledgers[pledge->form.n_pledgers] = (struct pledger_form){
		.entity_name = from->name, .country = from->country, .lead = pledge->form.n_pledgers == 0
	};
	pledge->form.n_pledgers++;
}

static void plan_pledgers(struct demo_plan *plan, struct demo_pledge *pledge)
{
	add_pledger(plan, pledge, pledge->delegation);
	/* Others join: mostly companies, agencies and associations, now and then another government. */
	for (size_t i = 1; i < DEMO_PLEDGERS_MAX && demo_random_chance(&plan->random, 30); i++) {
		size_t other = demo_random_below(&plan->random, plan->n_delegations - 1);
		const char *type = plan->delegations[other].type;
		bool joins =
		    !strcmp(type, "un_igo") || !strcmp(type, "private_sector") || !strcmp(type, "civil_society");
		if (joins || demo_random_chance(&plan->random, 15))
			add_pledger(plan, pledge, other);
	}
	pledge->form.pledgers = pledge->pledgers;
	pledge->form.has_pledgers = true;
}

static void plan_pledge(struct demo_plan *plan, struct demo_pledge *pledge)
{
	unsigned amount_percent, number;
	pledge->delegation =
	    demo_random_below(&plan->random, plan->n_delegations - 1); /* the secretariat is the last */
	const struct demo_delegation *from = &plan->delegations[pledge->delegation];
	const struct country *country = country_find(from->country);
	const struct means *means = means_of(from);
	const struct pattern *pattern = draw_pattern(plan, means, &amount_percent);
	enum lang lang = LANG_EN;
	lang_parse(from->language, &lang);
	pledge->form.type = pattern->type;
	pledge->form.language = lang_key(lang);
	pledge->form.title =
	    title_of(plan, pattern, lang, country ? country_name(country, lang_key(lang)) : "", &number);
	pledge->form.text = BODIES[lang];
	pledge->form.focus_areas = pattern->areas;
	pledge->form.has_focus_areas = true;
	plan_pledgers(plan, pledge);
	plan_countries(plan, pledge, from->country);
	if (demo_random_chance(&plan->random, amount_percent))
		plan_amount(plan, pledge, means, from->country);
	demo_words_plan(plan, pledge, lang, number, pattern->unit);
}

void demo_pledges_plan(struct demo_plan *plan)
{
	for (size_t i = 0; i < DEMO_PLEDGES; i++) {
		plan_pledge(plan, &plan->pledges[i]);
		demo_step_add(plan, demo_time(3 + (int)i / 86, 9, 0) + (int64_t)(i % 86) / 4 * 20 * DEMO_MINUTE_MS,
		    DO_SUBMIT, i);
	}
}

/* ---- the floor ---- */

/* A plenary's speakers' list: how many spoke and wait, how long a statement took, how many pledges were read back. */
static const struct list {
	const char *session;
	size_t spoken, confirmed, waiting;
	int64_t first_ms, each_ms;
	int64_t area;
} LISTS[] = {
	{ "PLEDGES_FIRST", 9, 9, 0, 6 * DEMO_MINUTE_MS, 6 * DEMO_MINUTE_MS, 0 },
	{ "PLEDGES_ACCESS", 10, 9, 0, 5 * DEMO_MINUTE_MS, 6 * DEMO_MINUTE_MS, 1 },
	{ "PLEDGES_ADOPTION", 10, 9, 0, 5 * DEMO_MINUTE_MS, 7 * DEMO_MINUTE_MS, 2 },
	{ "PLEDGES_ALL", 5, 2, 13, 170000, 190000, 0 },
};

/* A pledge that was not announced yet, of a delegation whose head is free for the whole session. */
static size_t find_open(struct demo_plan *plan, int64_t from, int64_t to)
{
	size_t start = demo_random_below(&plan->random, DEMO_PLEDGES);
	for (size_t i = 0; i < DEMO_PLEDGES; i++) {
		size_t at = (start + i) % DEMO_PLEDGES;
		const struct demo_pledge *pledge = &plan->pledges[at];
		const struct demo_person *head = &plan->people[plan->delegations[pledge->delegation].first];
		if (!pledge->announced && demo_person_is_free(head, from, to))
			return at;
	}
	return DEMO_PLEDGES;
}

/* The largest of a few: who pledges much wants to be heard. */
static size_t find_pledge(struct demo_plan *plan, int64_t from, int64_t to)
{
	enum { CANDIDATES = 3 };
	size_t best = DEMO_PLEDGES;
	for (int i = 0; i < CANDIDATES; i++) {
		size_t at = find_open(plan, from, to);
		if (at < DEMO_PLEDGES &&
		    (best == DEMO_PLEDGES || plan->pledges[at].worth > plan->pledges[best].worth))
			best = at;
	}
	return best;
}

static size_t add_speech(struct demo_plan *plan, size_t session, size_t pledge)
{
	size_t person = plan->delegations[plan->pledges[pledge].delegation].first;
	demo_person_engage(&plan->people[person], plan->sessions[session].starts_at, plan->sessions[session].ends_at);
	plan->people[person].speaks = true;
	plan->speeches[plan->n_speeches] =
	    (struct demo_speech){ .session = session, .person = person, .pledge = pledge };
	return plan->n_speeches++;
}

/* One statement that has been made: called, heard near its end, read back a little later. */
static void plan_statement(struct demo_plan *plan, const struct list *list, size_t speech, size_t number)
{
	int64_t starts_at = plan->sessions[plan->speeches[speech].session].starts_at;
	int64_t called = starts_at + list->first_ms + (int64_t)number * list->each_ms;
	struct demo_pledge *pledge = &plan->pledges[plan->speeches[speech].pledge];
	pledge->announced = true;
	pledge->form.focus_areas |= list->area;
	demo_step_add(plan, called, DO_CALL, speech);
	demo_step_add(plan, called + list->each_ms - 70000, DO_HEAR, speech);
	if (number < list->confirmed)
		demo_step_add(plan, called + 2 * list->each_ms - 25000, DO_CONFIRM, plan->speeches[speech].pledge);
	if (number + 1 == list->spoken && !list->waiting)
		demo_step_add(plan, called + list->each_ms, DO_END_SPEECH, speech);
}

static void plan_list(struct demo_plan *plan, const struct list *list)
{
	size_t session = demo_session_of(plan, list->session);
	int64_t starts_at = plan->sessions[session].starts_at, ends_at = plan->sessions[session].ends_at;
	for (size_t i = 0; i < list->spoken + list->waiting; i++) {
		size_t pledge = find_pledge(plan, starts_at, ends_at);
		if (pledge == DEMO_PLEDGES)
			return;
		size_t speech = add_speech(plan, session, pledge);
		/* Most ask before the session, the last ones while it runs. */
		demo_step_add(plan, starts_at + ((int64_t)i - 14) * DEMO_MINUTE_MS, DO_REQUEST, speech);
		if (i < list->spoken)
			plan_statement(plan, list, speech, i);
		else if (i == list->spoken)
			demo_step_add(plan, starts_at + list->first_ms + (int64_t)i * list->each_ms, DO_CALL, speech);
	}
}

void demo_floor_plan(struct demo_plan *plan)
{
	for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++)
		plan_list(plan, &LISTS[i]);
}
