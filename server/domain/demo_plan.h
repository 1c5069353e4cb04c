/* The plan of the demonstration day: made in memory from a seed, then written step by step in the order of time by
 * demo.c. Private to the demo_*.c files. Everything lives in the plan's arena. */
#ifndef P2C_DOMAIN_DEMO_PLAN_H
#define P2C_DOMAIN_DEMO_PLAN_H

#include "base/id.h"
#include "domain/participant.h"
#include "domain/pledge.h"
#include "schedule/agenda.h"

enum {
	DEMO_PEOPLE_MAX = 1600,
	DEMO_DELEGATIONS_MAX = 400,
	DEMO_SESSIONS_MAX = 120,
	DEMO_ROOMS = 11,
	DEMO_COCHAIRS_MAX = 16,
	DEMO_PLEDGES = 256,
	DEMO_SPEECHES_MAX = 80,
	DEMO_SESSION_PEOPLE = 5,
	DEMO_DUTIES_MAX = 6,
	DEMO_PLEDGERS_MAX = 4,
	DEMO_COUNTRIES_MAX = 5,
	DEMO_SDGS_MAX = 4,
	DEMO_STEPS_MAX = 4000,
	DEMO_SIGNATORIES_MAX = 80
};

/* A minute, in the milliseconds of every instant here. */
#define DEMO_MINUTE_MS INT64_C(60000)

/* A time of Kigali in June 2022 (two hours before UTC, no daylight saving), ms UTC. */
int64_t demo_time(int day, int hour, int minute);

/* splitmix64 (Vigna 2015): small, and the same everywhere. Not for secrets. */
struct demo_random {
	uint64_t state;
};
uint64_t demo_random_next(struct demo_random *random);
/* 0 … n-1 */
size_t demo_random_below(struct demo_random *random, size_t n);
/* True in `percent` of 100 cases. */
bool demo_random_chance(struct demo_random *random, unsigned percent);
struct id demo_random_id(struct demo_random *random, int64_t at);

/* Who comes together: a government or an organization. */
struct demo_delegation {
	const char *name, *type, *country, *language;
	size_t first, n; /* its people; the first one is the head */
};

/* Busy from … to: a session or the speakers' list of one. */
struct demo_duty {
	int64_t from, to;
};
struct demo_person {
	struct id id;
	struct participant_form form;
	size_t delegation;
	bool government, head;
	bool speaks, moderates, cochairs, signs; /* become roles */
	bool remote, seen_to;                    /* for the acts of demo_desk.c */
	struct demo_duty duties[DEMO_DUTIES_MAX];
	size_t n_duties;
	int64_t arrives;   /* 0: not before the demonstration starts */
	const char *badge; /* code of the badge issued on arrival */
};

struct demo_cochair {
	enum focus_area area;
	const char *seat;
	size_t person;
};

/* One statement on the floor of a session, with the pledge it announces. */
struct demo_speech {
	size_t session, person, pledge; /* pledge: DEMO_PLEDGES for none */
	const char *id;                 /* of the speaker row, once requested */
};

struct demo_pledge {
	struct pledge_form form;
	struct pledger_form pledgers[DEMO_PLEDGERS_MAX];
	const char *countries[DEMO_COUNTRIES_MAX];
	int64_t sdgs[DEMO_SDGS_MAX];
	size_t delegation;
	int64_t worth;  /* thousands of dollars, about */
	const char *id; /* once submitted */
	bool announced;
};

/* Somebody who is to sign the declaration. */
struct demo_signatory {
	size_t person;
	size_t early;   /* place among those who sign in advance, from 1; 0: at the ceremony */
	const char *id; /* once on the list */
};

/* What the number in a title counts. */
enum demo_unit {
	UNIT_NONE, /* months: a time, no target */
	UNIT_DISTRICTS,
	UNIT_SITES,
	UNIT_COMPANIES,
	UNIT_SCHOOLS,
	UNIT_REGIONS,
	UNIT_CITIES,
	UNIT_WOMEN,
	UNIT_COMMUNITIES,
	UNIT_THOUSANDS,
	UNIT_VILLAGES,
	UNIT_MAX
};

/* What the steps do; demo.c has a function for each. */
enum demo_act {
	DO_SETTINGS,
	DO_RATES,
	DO_PEOPLE, /* what: the first of a batch */
	DO_PROGRAMME,
	DO_COCHAIRS,
	DO_SUBMIT,     /* what: pledge */
	DO_SESSIONS,   /* states that follow from the time */
	DO_CANCEL,     /* what: session */
	DO_DELAY,      /* what: session */
	DO_ARRIVE,     /* what: person */
	DO_SCAN,       /* what: person */
	DO_REISSUE,    /* what: person */
	DO_REQUEST,    /* what: speech */
	DO_CALL,       /* what: speech */
	DO_HEAR,       /* what: speech */
	DO_CONFIRM,    /* what: pledge */
	DO_END_SPEECH, /* what: speech */
	DO_DESK,       /* what: an act of demo_desk.c */
	DO_DOORS,      /* what: an act of demo_doors.c */
	DO_GROUPS,
	DO_RUNNING, /* what: an act of demo_running.c */
	DO_VENUE,
	DO_RELEASES, /* what: an act of demo_programme.c */
	DO_MEDIA,
	DO_DECLARE,
	DO_OPEN_SIGNING,
	DO_SIGN_EARLY, /* what: signatory */
	DO_MAX
};

/* One act at one instant; acts of the same instant are one change. */
struct demo_step {
	int64_t at;
	enum demo_act act;
	size_t what;
	size_t order; /* of making: keeps the sort stable */
};

struct demo_plan {
	struct arena *arena;
	struct demo_random random;
	struct demo_delegation delegations[DEMO_DELEGATIONS_MAX];
	struct demo_person people[DEMO_PEOPLE_MAX];
	struct agenda_room rooms[DEMO_ROOMS];
	struct agenda_session sessions[DEMO_SESSIONS_MAX];
	struct demo_cochair cochairs[DEMO_COCHAIRS_MAX];
	struct demo_pledge pledges[DEMO_PLEDGES];
	struct demo_speech speeches[DEMO_SPEECHES_MAX];
	struct demo_signatory signatories[DEMO_SIGNATORIES_MAX];
	struct demo_step steps[DEMO_STEPS_MAX];
	size_t n_delegations, n_people, n_sessions, n_cochairs, n_speeches, n_signatories, n_steps;
	int64_t now; /* of the step being done: tx_now runs a little ahead of it, each time by another while */
	int shelf;   /* of the videos (store/shelf.h) */
	const char *declaration, *declaration_hash; /* once it is drafted */
};

enum { DEMO_DESK_ACTS = 7 };
enum { DEMO_BATCH = 200 }; /* people written in one change */

void demo_step_add(struct demo_plan *plan, int64_t at, enum demo_act act, size_t what);

/* Each part of the plan, in this order. */
void demo_people_plan(struct demo_plan *plan);
void demo_agenda_plan(struct demo_plan *plan);
void demo_pledges_plan(struct demo_plan *plan);
void demo_floor_plan(struct demo_plan *plan);
/* All that a pledge says beyond title, text, amount and countries. Draws by itself: the rest of the day does not
 * change with it. */
void demo_words_plan(
    struct demo_plan *plan, struct demo_pledge *pledge, enum lang lang, unsigned number, enum demo_unit unit);
void demo_arrivals_plan(struct demo_plan *plan);
void demo_ceremony_plan(struct demo_plan *plan);
/* After the arrivals: what else is known of everybody, and what the desks see to. */
void demo_desk_plan(struct demo_plan *plan);
enum err demo_desk(struct demo_plan *plan, struct tx *tx, size_t what);

/* Points, guests, cards, who is inside where, and one conflict. */
void demo_doors_plan(struct demo_plan *plan);
/* The floor plan, and how each room is found on it. */
enum err demo_venue(struct demo_plan *plan, struct tx *tx, size_t what);
enum err demo_doors(struct demo_plan *plan, struct tx *tx, size_t what);

/* Breakout groups and a round table that is laid. */
void demo_groups_plan(struct demo_plan *plan);
enum err demo_groups(struct demo_plan *plan, struct tx *tx, size_t what);

/* The day as it runs, in its last minutes. */
/* Also says what sessions ask for and rooms have: after the agenda was planned. */
void demo_programme_plan(struct demo_plan *plan);
enum err demo_programme(struct demo_plan *plan, struct tx *tx, size_t what);
void demo_running_plan(struct demo_plan *plan);
enum err demo_running(struct demo_plan *plan, struct tx *tx, size_t what);

/* Video messages, and when they are shown. */
void demo_media_plan(struct demo_plan *plan);
enum err demo_media(struct demo_plan *plan, struct tx *tx, size_t what);

/* The acts of the ceremony (demo_ceremony.c). */
enum err demo_declare(struct demo_plan *plan, struct tx *tx, size_t what);
enum err demo_open_signing(struct demo_plan *plan, struct tx *tx, size_t what);
enum err demo_sign_early(struct demo_plan *plan, struct tx *tx, size_t what);

/* Is the person free from … to, with a few minutes to change rooms? */
bool demo_person_is_free(const struct demo_person *person, int64_t from, int64_t to);
void demo_person_engage(struct demo_person *person, int64_t from, int64_t to);
/* The first session with that title of enum demo_title (demo_agenda.c). */
size_t demo_session_of(const struct demo_plan *plan, const char *title);

/* currency,per_usd,valid_on of the rates used, as a file that import_rates reads. */
const char *demo_rates_csv(struct arena *arena);

#endif
