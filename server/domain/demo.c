/* Writes the demonstration day in the order of time: every step of the plan (demo_plan.h) goes through the use case
 * that a desk, a moderator or an agenda editor would use, with the clock moved to its instant. */
#include "domain/arrival.h"
#include "domain/badge_issue.h"
#include "domain/demo.h"

#include "base/mem.h"
#include "domain/demo_plan.h"
#include "domain/desk.h"
#include "domain/floor.h"
#include "domain/import.h"
#include "domain/pledge.h"
#include "domain/programme.h"
#include "domain/room.h"
#include "domain/running.h"
#include "domain/door.h"
#include "store/setting.h"
#include "store/shelf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* 1 June 2022, 00:00 in Kigali. */
static const int64_t JUNE_MS = 1654034400000;

int64_t demo_time(int day, int hour, int minute)
{
	return JUNE_MS + (((day - 1) * 24 + hour) * 60 + minute) * DEMO_MINUTE_MS;
}

int64_t demo_now(void)
{
	return demo_time(8, 15, 5);
}

const char *demo_zone(void)
{
	return "Africa/Kigali";
}

uint64_t demo_random_next(struct demo_random *random)
{
	uint64_t z = random->state += 0x9E3779B97F4A7C15u;
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

size_t demo_random_below(struct demo_random *random, size_t n)
{
	return (size_t)((demo_random_next(random) >> 16) % n);
}

bool demo_random_chance(struct demo_random *random, unsigned percent)
{
	return demo_random_below(random, 100) < percent;
}

struct id demo_random_id(struct demo_random *random, int64_t at)
{
	uint8_t bytes[10];
	uint64_t draws[2] = { demo_random_next(random), demo_random_next(random) };
	memcpy(bytes, draws, sizeof bytes);
	return id_from(at, bytes);
}

void demo_step_add(struct demo_plan *plan, int64_t at, enum demo_act act, size_t what)
{
	if (plan->n_steps < DEMO_STEPS_MAX) {
		plan->steps[plan->n_steps] =
		    (struct demo_step){ .at = at, .act = act, .what = what, .order = plan->n_steps };
		plan->n_steps++;
	}
}

/* ---- the acts ---- */

static enum err expect_empty(struct tx *tx)
{
	struct agenda_rows rows;
	int64_t people;
	enum err err = person_count(tx_db(tx), &people);
	if (!err)
		err = agenda_rows_get(tx_db(tx), tx_arena(tx), NULL, &rows);
	if (!err && (people || rows.n_rooms || rows.n_sessions))
		return fault_set(tx_fault(tx), ERR_CONFLICT, NULL, "The data folder is not empty.");
	return err;
}

static enum err do_settings(struct demo_plan *plan, struct tx *tx, size_t what)
{
	(void)what;
	const char *settings[][2] = { { "title", "Partner2Connect at WTDC, Kigali" },
		{ "title.en", "Partner2Connect at WTDC, Kigali" },
		{ "title.fr", "Partner2Connect à la CMDT de Kigali" },
		{ "title.es", "Partner2Connect en la CMDT de Kigali" },
		{ "title.ar", "Partner2Connect في المؤتمر العالمي لتنمية الاتصالات بكيغالي" },
		{ "title.ru", "Partner2Connect на ВКРЭ в Кигали" },
		{ "title.zh", "Partner2Connect 基加利世界电信发展大会" }, { "acronym", "P2C" },
		{ "place", "Kigali Convention Centre" }, { "dates", "7–9 June 2022" }, { "zone", demo_zone() },
		{ "demo", "1" }, { "starts_at", arena_printf(plan->arena, "%lld", (long long)demo_time(7, 14, 30)) },
		{ "ends_at", arena_printf(plan->arena, "%lld", (long long)demo_time(9, 18, 0)) } };
	enum err err = expect_empty(tx);
	for (size_t i = 0; !err && i < sizeof settings / sizeof *settings; i++)
		err = setting_put(tx, settings[i][0], settings[i][1]);
	if (err)
		return err;
	return tx_journal(
	    tx, &(struct journal_note){ .topic = "agenda", .action = "day.set", .subject = "day", .version = 1 });
}

static enum err do_rates(struct demo_plan *plan, struct tx *tx, size_t what)
{
	(void)what;
	struct import_options options = { 0 };
	struct import_report report;
	const char *csv = demo_rates_csv(plan->arena);
	return import_rates(tx, csv, strlen(csv), &options, &report);
}

static const char *roles_of(struct arena *arena, const struct demo_person *person)
{
	const char *roles = arena_printf(arena, "%s%s%s%s%s%s", person->form.roles,
	    person->head && person->government ? " head_of_delegation" : "", person->speaks ? " speaker" : "",
	    person->cochairs ? " cochair" : "", person->moderates ? " moderator" : "",
	    person->signs ? " signatory" : "");
	return *roles == ' ' ? roles + 1 : roles;
}

static enum err do_people(struct demo_plan *plan, struct tx *tx, size_t what)
{
	enum err err = OK;
	for (size_t i = what; !err && i < what + DEMO_BATCH && i < plan->n_people; i++) {
		struct person person;
		plan->people[i].form.roles = roles_of(plan->arena, &plan->people[i]);
		err = participant_add(tx, &plan->people[i].form, &person);
	}
	return err;
}

static enum err put_session(struct demo_plan *plan, struct tx *tx, struct agenda_session *session)
{
	int64_t version;
	struct programme_place place = { .room_id = plan->rooms[session->room].id };
	enum err err = programme_put(tx, session, &place, &version);
	if (!err)
		session->version = (int)version;
	return err;
}

static enum err do_programme(struct demo_plan *plan, struct tx *tx, size_t what)
{
	(void)what;
	enum err err = OK;
	tx_act_as(tx, "agenda-1");
	for (size_t i = 0; !err && i < DEMO_ROOMS; i++)
		err = room_keep(tx, &plan->rooms[i]);
	for (size_t i = 0; !err && i < plan->n_sessions; i++)
		err = put_session(plan, tx, &plan->sessions[i]);
	return err;
}

static enum err do_cochairs(struct demo_plan *plan, struct tx *tx, size_t what)
{
	(void)what;
	enum err err = OK;
	tx_act_as(tx, "agenda-1");
	for (enum focus_area area = 0; !err && area < FOCUS_AREA_MAX; area++) {
		struct cochair_form people[COCHAIRS_MAX];
		size_t n = 0;
		for (size_t i = 0; i < plan->n_cochairs && n < COCHAIRS_MAX; i++)
			if (plan->cochairs[i].area == area)
				people[n++] = (struct cochair_form){ plan->people[plan->cochairs[i].person].id.text,
					plan->cochairs[i].seat };
		err = cochairs_keep(tx, area, people, n);
	}
	return err;
}

static enum err do_submit(struct demo_plan *plan, struct tx *tx, size_t what)
{
	struct pledge pledge;
	tx_act_as(tx, "form");
	enum err err = pledge_log(tx, &plan->pledges[what].form, PLEDGE_SUBMITTED, &pledge);
	if (!err)
		plan->pledges[what].id = arena_dup(plan->arena, pledge.id);
	return err;
}

/* States as they follow from the time; what was cancelled stays so. */
static enum err do_sessions(struct demo_plan *plan, struct tx *tx, size_t what)
{
	(void)what;
	enum err err = OK;
	tx_act_as(tx, "agenda-1");
	for (size_t i = 0; !err && i < plan->n_sessions; i++) {
		struct agenda_session *session = &plan->sessions[i];
		enum session_state state = session->ends_at <= plan->now     ? SESSION_ENDED
					   : session->starts_at <= plan->now ? SESSION_RUNNING
									     : SESSION_PLANNED;
		if (session->state == state || session->state == SESSION_CANCELLED)
			continue;
		session->state = state;
		err = put_session(plan, tx, session);
	}
	return err;
}

static enum err do_cancel(struct demo_plan *plan, struct tx *tx, size_t what)
{
	struct agenda_session *session = &plan->sessions[what];
	struct running_form form = { .reason = session->reason = "The moderator’s flight was diverted." };
	struct running_outcome outcome;
	tx_act_as(tx, "agenda-1");
	session->state = SESSION_CANCELLED;
	session->version++;
	return running_do(tx, RUNNING_CANCEL, session->id, &form, &outcome);
}

static enum err do_delay(struct demo_plan *plan, struct tx *tx, size_t what)
{
	struct agenda_session *session = &plan->sessions[what];
	tx_act_as(tx, "agenda-1");
	session->delay_minutes = 10;
	session->version++;
	struct running_outcome outcome;
	struct running_form form = { .minutes = session->delay_minutes };
	return running_do(tx, RUNNING_DELAY, session->id, &form, &outcome);
}

static void act_at_desk(struct tx *tx, const char *kind, size_t number)
{
	char actor[24];
	snprintf(actor, sizeof actor, "%s-%zu", kind, number);
	tx_act_as(tx, actor);
}

static enum err do_arrive(struct demo_plan *plan, struct tx *tx, size_t what)
{
	enum { DESKS = 6 };
	struct check_in check_in;
	const char *id = plan->people[what].id.text;
	const char *desk = arena_printf(tx_arena(tx), "%zu", what % DESKS + 1);
	struct check_in_form form = { .badge = true, .said = { .desk = desk } };
	struct desk_form taken = { .desk = desk, .identity = true };
	act_at_desk(tx, "desk", what % DESKS + 1);
	enum err err = participant_check_in(tx, id, &form, &check_in);
	if (err)
		return err;
	plan->people[what].badge = arena_dup(plan->arena, check_in.person.badge.qr);
	/* A few walk on while their badge is still in the printer. */
	return what % 17 == 3 ? OK : desk_collect(tx, id, &taken, &check_in.person);
}

static enum err do_scan(struct demo_plan *plan, struct tx *tx, size_t what)
{
	enum { DOORS = 3 };
	struct door_form form = { .code = plan->people[what].badge, .point = "main" };
	struct door_answer answer;
	act_at_desk(tx, "door", what % DOORS + 1);
	enum err err = door_scan(tx, &form, &answer);
	if (!err && answer.result != DOOR_ADMITTED)
		return fault_set(tx_fault(tx), ERR_BROKEN, "code", "%s", answer.reason);
	return err;
}

static enum err do_reissue(struct demo_plan *plan, struct tx *tx, size_t what)
{
	struct badge badge;
	act_at_desk(tx, "desk", 1);
	return participant_issue_badge(
	    tx, plan->people[what].id.text, &(struct badge_form){ .reason = "lost" }, &badge);
}

static enum err do_request(struct demo_plan *plan, struct tx *tx, size_t what)
{
	struct demo_speech *speech = &plan->speeches[what];
	struct speaker speaker;
	tx_act_as(tx, "moderator-1");
	/* Most were inscribed before; now and then somebody speaks for a group, or from afar. */
	struct floor_form form = { .person_id = plan->people[speech->person].id.text,
		.speaks_for = what % 9 == 4 ? "Small Island States" : NULL,
		.prior = what % 3 != 2,
		.remote = what % 11 == 7 };
	enum err err = floor_request(tx, plan->sessions[speech->session].id, &form, &speaker);
	if (!err)
		speech->id = arena_dup(plan->arena, speaker.id);
	return err;
}

static enum err do_call(struct demo_plan *plan, struct tx *tx, size_t what)
{
	struct speaker speaker;
	tx_act_as(tx, "moderator-1");
	return floor_call(tx, plan->speeches[what].id, &speaker);
}

static enum err do_hear(struct demo_plan *plan, struct tx *tx, size_t what)
{
	const struct demo_speech *speech = &plan->speeches[what];
	struct pledge_form form = { .session_id = plan->sessions[speech->session].id, .speaker_id = speech->id };
	struct pledge pledge;
	form.focus_areas = plan->pledges[speech->pledge].form.focus_areas;
	form.has_focus_areas = true;
	tx_act_as(tx, "rapporteur-1");
	return pledge_step(tx, plan->pledges[speech->pledge].id, 0, STEP_ANNOUNCE, &form, NULL, &pledge);
}

static enum err do_confirm(struct demo_plan *plan, struct tx *tx, size_t what)
{
	struct pledge pledge;
	tx_act_as(tx, "rapporteur-1");
	return pledge_step(tx, plan->pledges[what].id, 0, STEP_CONFIRM, NULL, NULL, &pledge);
}

static enum err do_end_speech(struct demo_plan *plan, struct tx *tx, size_t what)
{
	struct speaker speaker;
	tx_act_as(tx, "moderator-1");
	return floor_end(tx, plan->speeches[what].id, &speaker);
}

static enum err (*const ACTS[DO_MAX])(struct demo_plan *plan, struct tx *tx, size_t what) = {
	[DO_SETTINGS] = do_settings,
	[DO_RATES] = do_rates,
	[DO_PEOPLE] = do_people,
	[DO_PROGRAMME] = do_programme,
	[DO_COCHAIRS] = do_cochairs,
	[DO_SUBMIT] = do_submit,
	[DO_SESSIONS] = do_sessions,
	[DO_CANCEL] = do_cancel,
	[DO_DELAY] = do_delay,
	[DO_ARRIVE] = do_arrive,
	[DO_SCAN] = do_scan,
	[DO_REISSUE] = do_reissue,
	[DO_REQUEST] = do_request,
	[DO_CALL] = do_call,
	[DO_HEAR] = do_hear,
	[DO_CONFIRM] = do_confirm,
	[DO_END_SPEECH] = do_end_speech,
	[DO_DESK] = demo_desk,
	[DO_DOORS] = demo_doors,
	[DO_GROUPS] = demo_groups,
	[DO_RUNNING] = demo_running,
	[DO_VENUE] = demo_venue,
	[DO_RELEASES] = demo_programme,
	[DO_MEDIA] = demo_media,
	[DO_DECLARE] = demo_declare,
	[DO_OPEN_SIGNING] = demo_open_signing,
	[DO_SIGN_EARLY] = demo_sign_early,
};

/* ---- one change for all steps of one instant ---- */

struct demo_change {
	struct change change; /* first: the store gives it back */
	struct demo_plan *plan;
	size_t from, to;
	struct fault fault;
};

static enum err run(struct change *change, struct tx *tx)
{
	struct demo_change *demo = (struct demo_change *)change;
	enum err err = OK;
	demo->plan->now = demo->plan->steps[demo->from].at;
	for (size_t i = demo->from; !err && i < demo->to; i++)
		err = ACTS[demo->plan->steps[i].act](demo->plan, tx, demo->plan->steps[i].what);
	if (err) {
		demo->fault = *tx_fault(tx);
		demo->fault.err = err;
	}
	return err;
}

static int by_time(const void *a, const void *b)
{
	const struct demo_step *one = a, *other = b;
	if (one->at != other->at)
		return one->at < other->at ? -1 : 1;
	return one->order < other->order ? -1 : 1;
}

static struct demo_plan *plan_create(uint64_t seed)
{
	struct demo_plan *plan = mem_alloc(sizeof *plan);
	plan->arena = arena_create();
	plan->random.state = seed;
	demo_step_add(plan, demo_time(1, 8, 0), DO_SETTINGS, 0);
	demo_step_add(plan, demo_time(1, 8, 5), DO_RATES, 0);
	demo_people_plan(plan);
	demo_agenda_plan(plan);
	demo_pledges_plan(plan);
	demo_floor_plan(plan);
	demo_arrivals_plan(plan);
	demo_ceremony_plan(plan);
	demo_desk_plan(plan);
	demo_doors_plan(plan);
	demo_media_plan(plan);
	demo_running_plan(plan);
	demo_programme_plan(plan);
	demo_groups_plan(plan);
	qsort(plan->steps, plan->n_steps, sizeof *plan->steps, by_time);
	return plan;
}

enum err demo_fill(struct store *store, struct clock *clock, uint64_t seed, struct fault *out_fault)
{
	struct demo_plan *plan = plan_create(seed);
	enum err err = shelf_open(store_folder(store), &plan->shelf, out_fault);
	for (size_t from = 0, to; !err && from < plan->n_steps; from = to) {
		for (to = from + 1; to < plan->n_steps && plan->steps[to].at == plan->steps[from].at;)
			to++;
		struct demo_change demo = { .change = { .run = run }, .plan = plan, .from = from, .to = to };
		clock_move(clock, plan->steps[from].at);
		err = store_apply(store, &demo.change);
		if (err)
			fault_set(out_fault, err, demo.fault.field, "%s", demo.fault.detail);
	}
	clock_move(clock, demo_now());
	if (plan->shelf)
		close(plan->shelf);
	arena_destroy(plan->arena);
	free(plan);
	return err;
}
