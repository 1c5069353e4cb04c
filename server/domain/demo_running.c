/* The demonstration day as it runs: in the minutes before it is looked at, a session in MH3 runs over, and one of its
 * people is wanted in the auditorium next; a breakout moves out of its room. */
#include "domain/demo.h"
#include "domain/demo_plan.h"
#include "domain/programme.h"
#include "domain/running.h"

#include <string.h>

static const struct doing {
	int minute;        /* after 15:00 */
	const char *title; /* of enum demo_title; the last session of that name on the second day */
	enum running_act act;
	int64_t minutes;
	const char *room, *reason;
} DOINGS[] = {
	{ 2, "D_TAX", RUNNING_OVERRUN, .minutes = 25 },
	{ 4, "B_LANGUAGES", RUNNING_MOVE, .room = "WTDC Hall 3",
	    .reason = "No air conditioning in Breakout Room B." },
};
enum { DOINGS_N = sizeof DOINGS / sizeof *DOINGS };

/* The session of that title that is on the second full day. */
static struct agenda_session *session_of(struct demo_plan *plan, const char *title)
{
	size_t i = demo_session_of(plan, title);
	const char *wanted = plan->sessions[i].title.in[LANG_EN];
	for (size_t k = 0; k < plan->n_sessions; k++) {
		struct agenda_session *session = &plan->sessions[k];
		if (session->starts_at >= demo_time(8, 12, 0) && session->starts_at < demo_time(9, 0, 0) &&
		    !strcmp(session->title.in[LANG_EN], wanted))
			return session;
	}
	return &plan->sessions[i];
}

static const char *room_of(const struct demo_plan *plan, const char *name)
{
	for (size_t i = 0; i < DEMO_ROOMS; i++)
		if (!strcmp(plan->rooms[i].name, name))
			return plan->rooms[i].id;
	return NULL;
}

static void take_versions(struct demo_plan *plan, const struct agenda *agenda)
{
	for (size_t i = 0; i < plan->n_sessions; i++) {
		const struct agenda_session *now = agenda_session_find(agenda, plan->sessions[i].id);
		plan->sessions[i].version = now ? now->version : plan->sessions[i].version;
	}
}

/* Who moderates in MH3 also speaks in the auditorium afterwards. */
static enum err engage(struct demo_plan *plan, struct tx *tx)
{
	struct agenda_session *from = session_of(plan, "D_TAX"), *to = session_of(plan, "A_SCHOOLS");
	struct programme_place place = { .room_id = plan->rooms[to->room].id };
	int64_t version;
	if (!from->n_persons)
		return OK;
	struct agenda_person *persons = arena_array(plan->arena, struct agenda_person, to->n_persons + 1);
	memcpy(persons, to->persons, to->n_persons * sizeof *persons);
	persons[to->n_persons] = from->persons[0];
	persons[to->n_persons++].role = PERSON_SPEAKER;
	to->persons = persons;
	enum err err = programme_put(tx, to, &place, &version);
	if (!err)
		to->version = (int)version;
	return err;
}

enum err demo_running(struct demo_plan *plan, struct tx *tx, size_t what)
{
	tx_act_as(tx, "agenda-1");
	if (what == DOINGS_N)
		return engage(plan, tx);
	const struct doing *doing = &DOINGS[what];
	struct running_form form = { .minutes = doing->minutes, .reason = doing->reason };
	struct running_outcome outcome;
	if (doing->room)
		form.room = room_of(plan, doing->room);
	enum err err = running_do(tx, doing->act, session_of(plan, doing->title)->id, &form, &outcome);
	if (!err)
		take_versions(plan, &outcome.agenda);
	return err;
}

void demo_running_plan(struct demo_plan *plan)
{
	demo_step_add(plan, demo_time(8, 15, 1), DO_RUNNING, DOINGS_N);
	for (size_t i = 0; i < DOINGS_N; i++)
		demo_step_add(plan, demo_time(8, 15, DOINGS[i].minute), DO_RUNNING, i);
}
