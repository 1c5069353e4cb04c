/* What the desks of the demonstration day have seen to besides arrivals, so that every screen shows something real:
 * packs that nobody has taken, walk-ins with and without a letter, guests, a duplicate, requests granted and
 * declined, the help desk. Draws by itself: the rest of the day does not change with it. */
#include "domain/alert.h"
#include "domain/arrival.h"
#include "domain/badge_issue.h"
#include "domain/demo_plan.h"
#include "domain/desk.h"
#include "domain/help_desk.h"
#include "domain/merge.h"
#include "store/people.h"

#include <string.h>

/* ---- what is known of everybody ---- */

static bool is_requested(const struct demo_person *p)
{
	return !strcmp(p->form.state, "requested");
}

/* Somebody with whom nothing else is going to happen. */
static bool is_free(const struct demo_person *p)
{
	return !p->arrives && !p->n_duties && !p->head && !p->signs && !p->cochairs && !p->remote;
}

static const char *day_of(struct demo_random *random, const struct demo_person *p)
{
	static const char *const DAYS[] = { "2022-06-06", "2022-06-07", "2022-06-08", "2022-06-09" };
	for (int day = 6; p->arrives && day < 9; day++)
		if (p->arrives < demo_time(day + 1, 0, 0))
			return DAYS[day - 6];
	return DAYS[demo_random_chance(random, 15) ? 2 : 3];
}

static bool is_vip(const struct demo_person *p)
{
	return strstr("VVIP MIN DMIN UN REG AMB", p->form.category) != NULL;
}

void demo_desk_plan(struct demo_plan *plan)
{
	static const bool YES = true;
	static const char *const GENDERS[] = { "f", "m", "f", "m", "f", "m", "f", "m", "x", "" };
	struct demo_random random = { plan->random.state ^ UINT64_C(0x5851f42d4c957f2d) };
	for (size_t i = 0; i < plan->n_people; i++) {
		struct demo_person *p = &plan->people[i];
		p->form.gender = GENDERS[demo_random_below(&random, sizeof GENDERS / sizeof *GENDERS)];
		p->form.expected_on = day_of(&random, p);
		/* A colleague may fetch the badge of whoever comes straight to the hall. */
		const struct demo_delegation *delegation = &plan->delegations[p->delegation];
		if (is_vip(p) && delegation->n > 1 && demo_random_chance(&random, 30))
			p->form.collector = plan->people[delegation->first + delegation->n - 1].form.display;
		if (is_free(p) && !is_requested(p) && demo_random_chance(&random, 2)) {
			p->remote = true;
			p->form.remote = &YES;
			p->form.expected_on = "";
		}
	}
	demo_step_add(plan, demo_time(8, 6, 40), DO_DESK, 0);
	for (size_t i = 1; i < DEMO_DESK_ACTS; i++)
		demo_step_add(plan, demo_time(8, 14, 20) + (int64_t)i * 6 * DEMO_MINUTE_MS, DO_DESK, i);
}

/* The next one who is free (or waits for approval), each once. */
static struct demo_person *next(struct demo_plan *plan, bool requested)
{
	for (size_t i = 0; i < plan->n_people; i++) {
		struct demo_person *p = &plan->people[i];
		if (!p->seen_to && is_free(p) && is_requested(p) == requested) {
			p->seen_to = true;
			return p;
		}
	}
	return plan->people;
}

/* ---- acts ---- */

static const char *new_id(struct demo_plan *plan)
{
	struct id id = demo_random_id(&plan->random, plan->now);
	return arena_dup(plan->arena, id.text);
}

static enum err packs(struct demo_plan *plan, struct tx *tx)
{
	enum { PACKS = 26 };
	struct badge badge;
	enum err err = OK;
	tx_act_as(tx, "desk-1");
	for (int i = 0; !err && i < PACKS; i++)
		err = participant_issue_badge(
		    tx, next(plan, false)->id.text, &(struct badge_form){ .said = { .desk = "Packs" } }, &badge);
	return err;
}

static enum err walk_ins(struct demo_plan *plan, struct tx *tx)
{
	static const struct {
		const char *given, *family, *entity, *country, *category, *letter;
		bool arrives;
	} ROWS[] = {
		{ "Aline", "Mukamana", "Kigali Digital Hub", "RWA", "SM", "seen", true },
		{ "Kwame", "Boateng", "Accra Internet Exchange", "GHA", "SM", NULL, false },
		{ "Lucía", "Ferreira", "Universidad del Río", "URY", "ACA", NULL, true },
		{ "طارق", "الحداد", "شبكة الواحة", "MAR", "CS", NULL, false },
		{ "Ingrid", "Solheim", "Fjord Press", "NOR", "MED", "seen", true },
	};
	enum err err = OK;
	tx_act_as(tx, "desk-3");
	for (size_t i = 0; !err && i < sizeof ROWS / sizeof *ROWS; i++) {
		struct participant_form form = { .id = new_id(plan),
			.given = ROWS[i].given,
			.family = ROWS[i].family,
			.entity_name = ROWS[i].entity,
			.entity_country = ROWS[i].country,
			.category = ROWS[i].category,
			.letter = ROWS[i].letter,
			.expected_on = "2022-06-08",
			.walk_in = true };
		struct person person;
		struct check_in c;
		struct check_in_form arrival = { .badge = true, .said = { .desk = "3" } };
		err = participant_add(tx, &form, &person);
		if (!err && ROWS[i].arrives)
			err = participant_check_in(tx, person.id, &arrival, &c);
	}
	return err;
}

static enum err guests(struct demo_plan *plan, struct tx *tx)
{
	enum { GUESTS = 4 };
	enum err err = OK;
	size_t n = 0;
	for (size_t i = 0; !err && i < plan->n_people && n < GUESTS; i++) {
		const struct demo_person *host = &plan->people[i];
		struct participant_form form = { .id = new_id(plan),
			.registration_id = arena_printf(plan->arena, "P2C-G%02zu", n + 1),
			.given = n % 2 ? "Chantal" : "David",
			.family = host->form.family,
			.entity_name = host->form.entity_name,
			.entity_country = host->form.entity_country,
			.category = "GST",
			.state = "confirmed",
			.expected_on = host->form.expected_on,
			.host_id = host->id.text };
		struct person person;
		if (!is_vip(host) || !host->arrives)
			continue;
		err = participant_add(tx, &form, &person);
		n++;
	}
	return err;
}

/* Registered twice: by the ministry and by themselves. */
static enum err duplicates(struct demo_plan *plan, struct tx *tx)
{
	enum { DUPLICATES = 2 };
	enum err err = OK;
	tx_act_as(tx, "desk-2");
	for (size_t i = 0; !err && i < DUPLICATES; i++) {
		const struct demo_person *known = next(plan, false);
		struct participant_form form = known->form;
		struct person person;
		form.id = new_id(plan);
		form.registration_id = arena_printf(plan->arena, "P2C-D%02zu", i + 1);
		form.roles = i ? "speaker" : "";
		form.remote = NULL;
		err = participant_add(tx, &form, &person);
		struct desk_form merge = {
			.into = known->id.text, .reason = "registered by the ministry and by the person", .desk = "2"
		};
		if (!err)
			err = person_merge(tx, person.id, &merge, &person);
	}
	return err;
}

static enum err requests(struct demo_plan *plan, struct tx *tx)
{
	enum { GRANTED = 4, DECLINED = 3 };
	struct person person;
	struct desk_form yes = { .by = "Focal point of the administration", .desk = "Help" };
	struct desk_form no = { .reason = "the organisation is not known to the secretariat", .desk = "Help" };
	enum err err = OK;
	tx_act_as(tx, "desk-6");
	for (int i = 0; !err && i < GRANTED; i++) {
		const char *id = next(plan, true)->id.text;
		err = desk_approve(tx, id, &yes, &person);
		if (!err && i % 2)
			err = desk_confirm(tx, id, &(struct desk_form){ .desk = "Help" }, &person);
	}
	for (int i = 0; !err && i < DECLINED; i++)
		err = desk_decline(tx, next(plan, true)->id.text, &no, &person);
	return err;
}

/* The first two are settled, the third is being looked at. */
static enum err help(struct demo_plan *plan, struct tx *tx)
{
	static const struct {
		const char *reason, *words;
		bool requested;
	} CASES[] = {
		{ "name_differs", "The passport says Maria-Teresa", false },
		{ "lost_badge", "Left in the shuttle", false },
		{ "not_approved", "Says that the ministry has written yesterday", true },
		{ "no_letter", "The letter is on its way by mail", false },
		{ "photo_refused", "", false },
		{ "duplicate", "Two registrations, two categories", false },
	};
	enum { CLOSED = 2, TAKEN = 3 };
	enum err err = OK;
	for (size_t i = 0; !err && i < sizeof CASES / sizeof *CASES; i++) {
		struct desk_form form = {
			.reason = CASES[i].reason, .words = CASES[i].words, .desk = i % 2 ? "4" : "2"
		};
		struct person person;
		struct help_case open;
		tx_act_as(tx, i % 2 ? "desk-4" : "desk-2");
		err = help_desk_open(tx, next(plan, CASES[i].requested)->id.text, &form, &person);
		tx_act_as(tx, "desk-6");
		if (!err && i < TAKEN)
			err = help_desk_take(tx, person.help.id, &open);
		if (!err && i < CLOSED)
			err = help_desk_close(tx, person.help.id, "corrected in the registration", &open);
	}
	return err;
}

/* Protocol has seen all but the last ones. */
static enum err alerts(struct demo_plan *plan, struct tx *tx)
{
	enum { UNSEEN = 3 };
	struct alert *all, seen;
	size_t n = 0;
	(void)plan;
	tx_act_as(tx, "protocol-1");
	enum err err = alert_list(tx_db(tx), tx_arena(tx), 0, &all, &n);
	for (size_t i = UNSEEN; !err && i < n; i++)
		err = alert_seen(tx, all[i].id, &seen);
	return err;
}

enum err demo_desk(struct demo_plan *plan, struct tx *tx, size_t what)
{
	static enum err (*const ACTS[DEMO_DESK_ACTS])(struct demo_plan * plan, struct tx * tx) = { packs, walk_ins,
		guests, duplicates, requests, help, alerts };
	return ACTS[what](plan, tx);
}
