/* What is on at the demonstration day: rooms, sessions, who sits where, the co-chairs. demo_titles.def has the words,
 * demo_agenda.def the times. */
#include "domain/demo_plan.h"

#include "domain/country.h"
#include "domain/demo.h"

#include <string.h>

enum demo_title {
#define TITLE(key, ...) TITLE_##key,
#include "domain/demo_titles.def"
#undef TITLE
	TITLE_MAX
};

static const struct {
	const char *key;
	const char *in[LANG_MAX];
	const char *abstract_en, *abstract_fr;
} TITLES[TITLE_MAX] = {
#define TITLE(key, en, fr, es, ar, ru, zh, abstract_en, abstract_fr)                                                 \
	[TITLE_##key] = { #key, { en, fr, es, ar, ru, zh }, abstract_en, abstract_fr },
#include "domain/demo_titles.def"
#undef TITLE
};

enum demo_room {
	ROOM_PLENARY,
	ROOM_AUDITORIUM,
	ROOM_MH1,
	ROOM_MH2,
	ROOM_MH3,
	ROOM_MH4,
	ROOM_BREAKOUT_A,
	ROOM_BREAKOUT_B,
	ROOM_HALL_1,
	ROOM_HALL_2,
	ROOM_HALL_3
};
static const struct {
	const char *name;
	int capacity;
} ROOMS[DEMO_ROOMS] = { { "Plenary Hall", 1200 }, { "Auditorium", 600 }, { "MH1", 180 }, { "MH2", 140 },
	{ "MH3", 120 }, { "MH4", 90 }, { "Breakout Room A", 40 }, { "Breakout Room B", 40 }, { "WTDC Hall 1", 1600 },
	{ "WTDC Hall 2", 400 }, { "WTDC Hall 3", 250 } };

static const struct slot {
	int day, hour, minute, minutes;
	enum demo_room room;
	enum session_kind kind;
	enum demo_title title;
	unsigned areas;
} SLOTS[] = {
#define SLOT(day, hour, minute, minutes, room, kind, title, areas)                                                   \
	{ day, hour, minute, minutes, ROOM_##room, SESSION_##kind, TITLE_##title, areas },
#include "domain/demo_agenda.def"
#undef SLOT
};
enum { SLOTS_N = sizeof SLOTS / sizeof *SLOTS };
_Static_assert((int)SLOTS_N <= (int)DEMO_SESSIONS_MAX, "the agenda fits the plan");

/* Who sits in a session of each kind: g someone of a government, o of an organization. */
static const struct cast {
	enum person_role role;
	char who;
} CASTS[SESSION_KIND_MAX][DEMO_SESSION_PEOPLE + 1] = {
	[SESSION_PANEL] = { { PERSON_MODERATOR, 'o' }, { PERSON_PANELLIST, 'g' }, { PERSON_PANELLIST, 'g' },
	    { PERSON_PANELLIST, 'o' }, { PERSON_PANELLIST, 'o' } },
	[SESSION_ROUND_TABLE] = { { PERSON_CHAIR, 'g' }, { PERSON_MODERATOR, 'o' }, { PERSON_SPEAKER, 'g' },
	    { PERSON_SPEAKER, 'o' } },
	[SESSION_BREAKOUT] = { { PERSON_MODERATOR, 'o' }, { PERSON_SPEAKER, 'g' }, { PERSON_SPEAKER, 'o' } },
	[SESSION_PLENARY] = { { PERSON_CHAIR, 'g' }, { PERSON_MODERATOR, 'o' } },
	[SESSION_CEREMONY] = { { PERSON_CHAIR, 'g' }, { PERSON_SPEAKER, 'g' }, { PERSON_SPEAKER, 'o' } },
	[SESSION_VIDEO] = { { PERSON_SPEAKER, 'g' }, { PERSON_SPEAKER, 'o' } },
};

static bool is_eligible(const struct demo_person *person, char who)
{
	bool senior = person->head || !strcmp(person->form.category, "REG");
	bool common = !strcmp(person->form.category, "STF") || !strcmp(person->form.category, "MED");
	return senior && !common && person->government == (who == 'g');
}

/* Somebody eligible and free, from a random place on; the fewest duties first, so that the burden is shared. */
static struct demo_person *pick(struct demo_plan *plan, char who, int64_t from, int64_t to)
{
	size_t start = demo_random_below(&plan->random, plan->n_people);
	for (size_t busy = 0; busy < DEMO_DUTIES_MAX; busy++)
		for (size_t i = 0; i < plan->n_people; i++) {
			struct demo_person *person = &plan->people[(start + i) % plan->n_people];
			if (person->n_duties == busy && is_eligible(person, who) &&
			    demo_person_is_free(person, from, to))
				return person;
		}
	return NULL;
}

static void seat(struct demo_plan *plan, struct agenda_session *session, const struct cast *cast)
{
	struct demo_person *person = pick(plan, cast->who, session->starts_at, session->ends_at);
	if (!person)
		return;
	/* Somebody seen in a video is elsewhere; nobody waits for them at the desk. */
	if (session->kind != SESSION_VIDEO)
		demo_person_engage(person, session->starts_at, session->ends_at);
	person->speaks = person->speaks || (cast->role != PERSON_MODERATOR && session->kind != SESSION_VIDEO);
	person->moderates = person->moderates || cast->role == PERSON_MODERATOR;
	session->persons[session->n_persons++] =
	    (struct agenda_person){ .id = person->id.text, .name = person->form.display, .role = cast->role };
}

/* Into which languages a session is interpreted: what its room has booths for (demo_venue.def). */
static unsigned interpretation_of(const struct slot *slot)
{
	enum { ALL = (1u << LANG_MAX) - 1, EN = 1u << LANG_EN, FR = 1u << LANG_FR, AR = 1u << LANG_AR };
	static const unsigned BOOTHS[DEMO_ROOMS] = { [ROOM_PLENARY] = ALL,
		[ROOM_AUDITORIUM] = ALL,
		[ROOM_MH1] = EN | FR,
		[ROOM_MH2] = EN | FR,
		[ROOM_MH3] = EN | AR };
	bool is_spoken = slot->kind != SESSION_BREAK && slot->kind != SESSION_VIDEO && slot->kind != SESSION_BREAKOUT;
	return is_spoken ? BOOTHS[slot->room] : 0;
}

static void plan_session(struct demo_plan *plan, const struct slot *slot)
{
	static const char *const LANGUAGES[] = { "en", "en", "fr", "en", "es", "en", "ar" };
	struct agenda_session *session = &plan->sessions[plan->n_sessions];
	int64_t starts_at = demo_time(slot->day, slot->hour, slot->minute);
	bool foreign = slot->kind == SESSION_FOREIGN;
	*session = (struct agenda_session){ .kind = slot->kind,
		.id = arena_dup(plan->arena, demo_random_id(&plan->random, demo_time(1, 12, 0)).text),
		.code =
		    arena_printf(plan->arena, "%s-%d%02zu", foreign ? "W" : "P2C", slot->day, plan->n_sessions + 1),
		.room = slot->room,
		.starts_at = starts_at,
		.ends_at = starts_at + slot->minutes * DEMO_MINUTE_MS,
		.focus_areas = slot->areas,
		.interpretation = interpretation_of(slot),
		.persons = arena_array(plan->arena, struct agenda_person, DEMO_SESSION_PEOPLE) };
	memcpy(session->title.in, TITLES[slot->title].in, sizeof session->title.in);
	session->abstract.in[LANG_EN] = TITLES[slot->title].abstract_en;
	session->abstract.in[LANG_FR] = TITLES[slot->title].abstract_fr;
	if (slot->kind != SESSION_BREAK && slot->kind != SESSION_VIDEO && !foreign)
		session->language = LANGUAGES[demo_random_below(&plan->random, sizeof LANGUAGES / sizeof *LANGUAGES)];
	for (const struct cast *cast = CASTS[slot->kind]; cast->who; cast++)
		seat(plan, session, cast);
	plan->n_sessions++;
}

/* ---- co-chairs: three or four an area, the Members' six from the six regions ---- */

static void plan_cochair(struct demo_plan *plan, enum focus_area area, const char *seat_name, size_t person)
{
	plan->people[person].cochairs = true;
	plan->cochairs[plan->n_cochairs++] = (struct demo_cochair){ area, seat_name, person };
}

static bool fits(const struct demo_plan *plan, const struct demo_person *person, const char *region, const char *type)
{
	const struct demo_delegation *delegation = &plan->delegations[person->delegation];
	const struct country *country = country_find(delegation->country);
	bool area = !region || (country && !strcmp(country->region, region));
	return person->head && !person->cochairs && !strcmp(delegation->type, type) && area &&
	       strcmp(person->form.category, "VVIP") != 0;
}

static size_t find_cochair(struct demo_plan *plan, const char *region, const char *type)
{
	size_t start = demo_random_below(&plan->random, plan->n_people);
	for (size_t i = 0; i < plan->n_people; i++)
		if (fits(plan, &plan->people[(start + i) % plan->n_people], region, type))
			return (start + i) % plan->n_people;
	return start;
}

static void plan_cochairs(struct demo_plan *plan)
{
	static const char *const REGIONS[FOCUS_AREA_MAX][2] = { { "Africa", "Asia and the Pacific" },
		{ "Arab States" }, { "Americas", "CIS" }, { "Europe" } };
	static const char *const OTHERS[FOCUS_AREA_MAX] = { "un_igo", "civil_society", "un_igo", "civil_society" };
	for (enum focus_area area = 0; area < FOCUS_AREA_MAX; area++) {
		for (size_t i = 0; i < 2 && REGIONS[area][i]; i++)
			plan_cochair(plan, area, "member", find_cochair(plan, REGIONS[area][i], "government"));
		plan_cochair(plan, area, "private_sector", find_cochair(plan, NULL, "private_sector"));
		plan_cochair(plan, area, "civil_society_or_io", find_cochair(plan, NULL, OTHERS[area]));
	}
}

size_t demo_session_of(const struct demo_plan *plan, const char *title)
{
	for (size_t i = 0; i < plan->n_sessions; i++)
		if (!strcmp(TITLES[SLOTS[i].title].key, title))
			return i;
	return 0;
}

void demo_agenda_plan(struct demo_plan *plan)
{
	for (size_t i = 0; i < DEMO_ROOMS; i++)
		plan->rooms[i] = (struct agenda_room){ .id = arena_dup(plan->arena,
							   demo_random_id(&plan->random, demo_time(1, 11, 0)).text),
			.name = ROOMS[i].name,
			.capacity = ROOMS[i].capacity,
			.position = (int)i + 1 };
	plan_cochairs(plan);
	for (size_t i = 0; i < SLOTS_N; i++)
		plan_session(plan, &SLOTS[i]);
	demo_step_add(plan, demo_time(2, 9, 0), DO_PROGRAMME, 0);
	demo_step_add(plan, demo_time(2, 9, 0), DO_COCHAIRS, 0);
	demo_step_add(plan, demo_time(2, 9, 5), DO_VENUE, 0);
	demo_step_add(plan, demo_time(7, 18, 45), DO_SESSIONS, 0);
	demo_step_add(plan, demo_time(8, 12, 20), DO_SESSIONS, 0);
	demo_step_add(plan, demo_time(8, 15, 0), DO_SESSIONS, 0);
	demo_step_add(plan, demo_time(7, 19, 10), DO_CANCEL, demo_session_of(plan, "C_CLIMATE"));
	demo_step_add(plan, demo_time(8, 13, 55), DO_DELAY, demo_session_of(plan, "C_STARTUPS"));
}
