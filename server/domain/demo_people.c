/* Who comes to the demonstration day: a delegation for every country and every organization, with names of its part
 * of the world, and when they arrive. */
#include "domain/demo_plan.h"

#include "domain/country.h"
#include "domain/demo.h"
#include "domain/demo_names.h"
#include "domain/fold.h"

#include <stdlib.h>
#include <string.h>

enum { LANGUAGE_ROWS = 6, DELEGATES = 3, ARRIVALS = 436 };
static const int64_t CHANGE_ROOMS_MS = 10 * DEMO_MINUTE_MS, EARLY_MS = 15 * DEMO_MINUTE_MS;

/* Functions and ministries in the language a delegation registers with. */
static const struct words {
	const char *language;
	const char *ministries[3];
	const char *regulator;
	const char *vvip, *minister, *deputy, *ambassador, *chief;
	const char *delegates[DELEGATES];
} WORDS[LANGUAGE_ROWS] = {
	{ "en",
	    { "Ministry of Information and Communications Technology", "Ministry of Digital Economy",
		"Ministry of Transport and Communications" },
	    "Communications Regulatory Authority", "H.E., Prime Minister", "H.E., Minister of ICT",
	    "H.E., Deputy Minister of Communications", "H.E., Ambassador", "Director General",
	    { "Senior Adviser", "Head of International Affairs", "Policy Officer" } },
	{ "fr",
	    { "Ministère de l'Économie numérique", "Ministère des Postes et des Télécommunications",
		"Ministère de la Communication" },
	    "Autorité de régulation des communications", "S.E., Premier Ministre",
	    "S.E., Ministre de l'Économie numérique", "S.E., Secrétaire d'État aux Télécommunications",
	    "S.E., Ambassadeur", "Directeur général",
	    { "Conseiller", "Chef du Service international", "Chargé de mission" } },
	{ "es",
	    { "Ministerio de Tecnologías de la Información y las Comunicaciones",
		"Ministerio de Transportes y Comunicaciones", "Secretaría de Telecomunicaciones" },
	    "Comisión de Regulación de Comunicaciones", "Excmo. Sr. Presidente del Gobierno",
	    "Ministro de Comunicaciones", "Viceministro de Conectividad", "Embajador", "Director General",
	    { "Asesora", "Jefa de Asuntos Internacionales", "Especialista" } },
	{ "ar", { "وزارة الاتصالات وتقنية المعلومات", "وزارة الاقتصاد الرقمي", "وزارة البريد والمواصلات" },
	    "هيئة تنظيم الاتصالات", "معالي رئيس الوزراء", "معالي وزير الاتصالات", "نائب وزير الاتصالات",
	    "سعادة السفير", "المدير العام", { "مستشار", "رئيس قسم العلاقات الدولية", "خبير اتصالات" } },
	{ "ru",
	    { "Министерство цифрового развития", "Министерство связи и информатизации",
		"Министерство транспорта и коммуникаций" },
	    "Агентство по регулированию связи", "Премьер-министр", "Министр цифрового развития",
	    "Заместитель министра", "Посол", "Генеральный директор",
	    { "Советник", "Начальник международного отдела", "Эксперт" } },
	{ "zh", { "工业和信息化部", "数字发展部", "交通通信部" }, "通信管理局", "总理", "部长", "副部长", "大使",
	    "局长", { "顾问", "国际合作司处长", "专家" } },
};

/* What each kind of organization's people are, head first. */
static const struct kind {
	const char *type, *head, *member, *role;
	size_t least, most;
	const char *head_title, *member_title;
} KINDS[] = {
	{ "private_sector", "SM", "SM", "", 2, 5, "Chief Executive Officer", "Director of Public Policy" },
	{ "un_igo", "UN", "IO", "", 2, 6, "Head of Agency", "Programme Manager" },
	{ "civil_society", "CS", "CS", "", 1, 4, "Executive Director", "Programme Lead" },
	{ "academia", "ACA", "ACA", "", 1, 4, "Professor", "Researcher" },
	{ "youth", "YTH", "YTH", "", 2, 6, "Youth Envoy", "Youth Delegate" },
	{ "media", "MED", "MED", "press", 1, 4, "Editor", "Correspondent" },
};

static const struct words *words_of(const char *language)
{
	for (size_t i = 0; i < LANGUAGE_ROWS; i++)
		if (!strcmp(WORDS[i].language, language))
			return &WORDS[i];
	return WORDS;
}

static size_t count_names(const char *const *names, size_t most)
{
	size_t n = 0;
	while (n < most && names[n])
		n++;
	return n;
}

/* "王小明|Wang Xiaoming" in two parts; both the same where there is one. */
struct name {
	const char *own, *latin;
};

static struct name name_of(struct arena *arena, const char *text)
{
	const char *bar = strchr(text, '|');
	if (!bar)
		return (struct name){ text, text };
	return (struct name){ arena_copy(arena, text, (size_t)(bar - text)), bar + 1 };
}

static void draw_name(struct demo_plan *plan, struct demo_person *person, const struct demo_culture *culture)
{
	struct arena *arena = plan->arena;
	size_t n_given = count_names(culture->given, DEMO_GIVEN_MAX),
	       n_family = count_names(culture->family, DEMO_FAMILY_MAX);
	struct name given = name_of(arena, culture->given[demo_random_below(&plan->random, n_given)]);
	struct name family = name_of(arena, culture->family[demo_random_below(&plan->random, n_family)]);
	bool first = culture->family_first;
	person->form.given = given.own;
	person->form.family = family.own;
	person->form.display = arena_printf(arena, "%s%s%s", first ? family.own : given.own,
	    culture->joined ? "" : " ", first ? given.own : family.own);
	if (given.latin != given.own)
		person->form.latin = arena_printf(
		    arena, "%s %s", first ? family.latin : given.latin, first ? given.latin : family.latin);
	person->form.language = culture->language;
}

/* A few tries to find a name that nobody has yet: lists are short, and clerks should not be misled by accident. */
static void name_person(struct demo_plan *plan, struct demo_person *person, const struct demo_culture *culture)
{
	enum { TRIES = 6 };
	bool taken = true;
	for (int tries = 0; tries < TRIES && taken; tries++) {
		draw_name(plan, person, culture);
		taken = false;
		for (const struct demo_person *other = plan->people; other < person && !taken; other++)
			taken = !strcmp(other->form.display, person->form.display);
	}
}

static void add_email(struct demo_plan *plan, struct demo_person *person)
{
	const char *name = person->form.latin ? person->form.latin : person->form.display;
	char *local = fold_latin(plan->arena, name);
	for (char *c = local; *c; c++)
		if (*c == ' ')
			*c = '.';
	if (demo_random_chance(&plan->random, 75))
		person->form.email =
		    arena_printf(plan->arena, "%s%zu@delegation.example", local, (size_t)(person - plan->people) + 1);
}

static struct demo_person *add_person(
    struct demo_plan *plan, const struct demo_delegation *delegation, const char *category, const char *title)
{
	static const char *const STATES[] = { "confirmed", "confirmed", "confirmed", "confirmed", "approved" };
	size_t number = plan->n_people++;
	struct demo_person *person = &plan->people[number];
	const char *country = *delegation->country ? delegation->country : "";
	const struct demo_culture *culture =
	    *country ? demo_culture_of(country) : &DEMO_CULTURES[demo_random_below(&plan->random, DEMO_CULTURES_N)];
	person->id = demo_random_id(&plan->random, demo_time(1, 9, 0) + (int64_t)number);
	person->delegation = (size_t)(delegation - plan->delegations);
	person->form.id = person->id.text;
	person->form.registration_id = arena_printf(plan->arena, "P2C-%04zu", number + 1);
	name_person(plan, person, culture);
	person->form.entity_name = delegation->name;
	person->form.entity_type = delegation->type;
	person->form.entity_country = country;
	person->form.category = category;
	person->form.title = title;
	person->form.roles = "";
	person->form.state =
	    demo_random_chance(&plan->random, 3) ? "requested" : STATES[demo_random_below(&plan->random, 5)];
	add_email(plan, person);
	return person;
}

static struct demo_delegation *add_delegation(
    struct demo_plan *plan, const char *name, const char *type, const char *country)
{
	struct demo_delegation *delegation = &plan->delegations[plan->n_delegations++];
	const struct demo_culture *culture = *country ? demo_culture_of(country) : DEMO_CULTURES;
	*delegation = (struct demo_delegation){
		.name = name, .type = type, .country = country, .language = culture->language, .first = plan->n_people
	};
	return delegation;
}

static void add_head(struct demo_plan *plan, const struct demo_delegation *delegation, const struct words *words)
{
	static const struct {
		unsigned until;
		const char *category;
	} RANKS[] = { { 3, "VVIP" }, { 60, "MIN" }, { 80, "DMIN" }, { 92, "AMB" }, { 100, "DEL" } };
	const char *const titles[] = { words->vvip, words->minister, words->deputy, words->ambassador,
		words->delegates[1] };
	bool host = !strcmp(delegation->country, "RWA");
	size_t draw = host ? 0 : demo_random_below(&plan->random, 100), rank = 0;
	while (draw >= RANKS[rank].until)
		rank++;
	struct demo_person *head = add_person(plan, delegation, RANKS[rank].category, titles[rank]);
	head->government = head->head = true;
	head->signs = rank <= 2 && demo_random_chance(&plan->random, 50);
	head->form.state = "confirmed";
}

static void add_government(struct demo_plan *plan, const struct country *country)
{
	const struct demo_culture *culture = demo_culture_of(country->alpha3);
	const struct words *words = words_of(culture->language);
	const char *ministry = words->ministries[demo_random_below(&plan->random, 3)];
	struct demo_delegation *delegation = add_delegation(plan, ministry, "government", country->alpha3);
	size_t n = 2 + demo_random_below(&plan->random, 5) + (demo_random_chance(&plan->random, 25) ? 2 : 0);
	add_head(plan, delegation, words);
	for (size_t i = 1; i < n; i++) {
		bool regulator = i == 1 && n > 3;
		struct demo_person *person = add_person(plan, delegation, regulator ? "REG" : "DEL",
		    regulator ? words->chief : words->delegates[demo_random_below(&plan->random, DELEGATES)]);
		person->government = true;
		if (regulator)
			person->form.entity_name = words->regulator;
	}
	delegation->n = n;
}

static void add_organization(struct demo_plan *plan, const struct demo_entity *entity)
{
	const struct kind *kind = KINDS;
	while (strcmp(kind->type, entity->type) != 0)
		kind++;
	struct demo_delegation *delegation = add_delegation(plan, entity->name, entity->type, entity->country);
	size_t n = kind->least + demo_random_below(&plan->random, kind->most - kind->least + 1);
	for (size_t i = 0; i < n; i++) {
		struct demo_person *person = add_person(
		    plan, delegation, i ? kind->member : kind->head, i ? kind->member_title : kind->head_title);
		person->head = i == 0;
		person->form.roles = kind->role;
		if (!i)
			person->form.state = "confirmed";
	}
	delegation->n = n;
}

/* The Union's own people who run the day. */
static void add_staff(struct demo_plan *plan)
{
	enum { STAFF = 24 };
	struct demo_delegation *delegation = add_delegation(plan, "P2C Secretariat", "un_igo", "");
	for (size_t i = 0; i < STAFF; i++)
		add_person(plan, delegation, "STF", "Secretariat")->form.roles = "staff";
	delegation->n = STAFF;
}

void demo_people_plan(struct demo_plan *plan)
{
	size_t n;
	const struct country *countries = country_all(&n);
	for (size_t i = 0; i < n; i++)
		if (*countries[i].region && !demo_random_chance(&plan->random, 2))
			add_government(plan, &countries[i]);
	for (size_t i = 0; i < DEMO_ENTITIES_N; i++)
		add_organization(plan, &DEMO_ENTITIES[i]);
	add_staff(plan);
	for (size_t i = 0; i < plan->n_people; i += DEMO_BATCH)
		demo_step_add(plan, demo_time(1, 10, 0) + (int64_t)i * DEMO_MINUTE_MS, DO_PEOPLE, i);
}

bool demo_person_is_free(const struct demo_person *person, int64_t from, int64_t to)
{
	for (size_t i = 0; i < person->n_duties; i++)
		if (from < person->duties[i].to + CHANGE_ROOMS_MS && person->duties[i].from < to + CHANGE_ROOMS_MS)
			return false;
	return person->n_duties < DEMO_DUTIES_MAX;
}

void demo_person_engage(struct demo_person *person, int64_t from, int64_t to)
{
	person->duties[person->n_duties++] = (struct demo_duty){ from, to };
	if (!strcmp(person->form.state, "requested"))
		person->form.state = "confirmed"; /* nobody is asked to speak before the request is settled */
}

/* ---- arrivals ---- */

/* How many come in each quarter of an hour: most of a day within an hour before its first session. */
static const struct curve {
	int day, hour, minute;
	unsigned quarters[32];
} CURVES[] = {
	{ 6, 8, 0, { 3, 5, 8, 9, 7, 4, 3, 2, 1, 1, 1 } },
	{ 7, 8, 30, { 4, 6, 5, 3, 2, 1, 1, 0, 0, 1, 1, 2, 2, 2, 3, 4, 6, 9, 12, 17, 22, 24, 18, 11, 6, 3, 2, 1 } },
	{ 8, 7, 0,
	    { 2, 6, 14, 25, 34, 38, 27, 16, 8, 5, 4, 3, 3, 2, 2, 1, 1, 1, 0, 0, 1, 1, 2, 2, 3, 4, 4, 5, 4, 3, 2,
		1 } },
};

static size_t arrival_slots(struct demo_plan *plan, int64_t slots[ARRIVALS])
{
	enum { QUARTERS = 32 };
	size_t n = 0;
	for (size_t c = 0; c < sizeof CURVES / sizeof *CURVES; c++)
		for (int q = 0; q < QUARTERS; q++)
			for (unsigned i = 0; i < CURVES[c].quarters[q] && n < ARRIVALS; i++)
				slots[n++] = demo_time(CURVES[c].day, CURVES[c].hour, CURVES[c].minute + 15 * q) +
					     (int64_t)demo_random_below(&plan->random, 15) * DEMO_MINUTE_MS;
	return n;
}

static int64_t first_duty(const struct demo_person *person)
{
	int64_t first = INT64_MAX;
	for (size_t i = 0; i < person->n_duties; i++)
		if (person->duties[i].from < first)
			first = person->duties[i].from;
	return first;
}

/* A free slot before `until`; SIZE_MAX when there is none. */
static size_t slot_before(struct demo_plan *plan, const int64_t *slots, const bool *taken, size_t n, int64_t until)
{
	size_t open = 0;
	for (size_t i = 0; i < n; i++)
		open += !taken[i] && slots[i] < until;
	if (!open)
		return SIZE_MAX;
	size_t draw = demo_random_below(&plan->random, open);
	for (size_t i = 0;; i++)
		if (!taken[i] && slots[i] < until && !draw--)
			return i;
}

static void arrive(struct demo_plan *plan, size_t person, int64_t at)
{
	plan->people[person].arrives = at;
	demo_step_add(plan, at, DO_ARRIVE, person);
	/* The door is a short walk from the desk; a few are lost to the coffee bar on the way. */
	int64_t admitted = at + (4 + (int64_t)demo_random_below(&plan->random, 9)) * DEMO_MINUTE_MS;
	if (admitted < demo_now() && demo_random_chance(&plan->random, 94))
		demo_step_add(plan, admitted, DO_SCAN, person);
	if (demo_random_below(&plan->random, 70) == 0 && at < demo_time(8, 9, 0))
		demo_step_add(
		    plan, demo_time(8, 13, 5 + (int)demo_random_below(&plan->random, 40)), DO_REISSUE, person);
}

struct arrival {
	int64_t duty;
	size_t person;
};

static int by_duty(const void *a, const void *b)
{
	const struct arrival *one = a, *other = b;
	if (one->duty != other->duty)
		return one->duty < other->duty ? -1 : 1;
	return one->person < other->person ? -1 : 1;
}

/* Who has something to do comes in time for it, earliest duty first; the others fill what is left. */
void demo_arrivals_plan(struct demo_plan *plan)
{
	int64_t slots[ARRIVALS];
	bool taken[ARRIVALS] = { false };
	size_t n = arrival_slots(plan, slots), arrived = 0;
	struct arrival *order = arena_array(plan->arena, struct arrival, plan->n_people);
	for (size_t i = 0; i < plan->n_people; i++) {
		int64_t duty = first_duty(&plan->people[i]);
		bool waits = duty > demo_now();
		order[i] =
		    (struct arrival){ waits ? demo_now() + (int64_t)demo_random_below(&plan->random, 1 << 20) : duty,
			    i };
	}
	qsort(order, plan->n_people, sizeof *order, by_duty);
	for (size_t i = 0; i < plan->n_people && arrived < n; i++) {
		struct demo_person *person = &plan->people[order[i].person];
		bool must = order[i].duty < demo_now();
		if (!must && !strcmp(person->form.state, "requested"))
			continue;
		size_t slot = slot_before(plan, slots, taken, n, must ? order[i].duty - EARLY_MS : demo_now());
		if (slot == SIZE_MAX)
			continue;
		taken[slot] = true;
		arrive(plan, order[i].person, slots[slot]);
		arrived++;
	}
}
