/* Releases and back, act by act; then everything at random against what must always hold. */
#include "tests/unit/domain/draft_acts.h"

#include "base/id.h"

#include <string.h>

static const int64_t MINUTE = 60000, HOUR = 3600000;

static void the_first_draft_makes_what_is_there_release_one(void **state)
{
	struct two_panels given = given_two_panels(*state);
	struct agenda_session wanted = { .title = { { "Other" } }, .id = given.panel };
	struct release_row row;
	assert_int_equal(draft_said(given.day, &wanted, 1u << PLANNED_TITLE), OK);
	assert_int_equal(release_get(given.day->db, given.day->arena, 1, &row), OK);
	assert_int_equal(row.added, 2);
	assert_int_equal(draft_release(given.day, false, &row), OK);
	assert_int_equal(row.number, 2);
	assert_int_equal(row.changed, 1);
	assert_non_null(
	    strstr(row.changes, "\"kind\":\"retitled\",\"field\":\"title.en\",\"from\":\"Access\",\"to\":\"Other\""));
	day_expect_entry(given.day, "agenda", "agenda.release", "2", 2);
}

static void a_removed_session_is_cancelled_and_one_only_drafted_is_gone(void **state)
{
	struct two_panels given = given_two_panels(*state);
	struct id id = id_new(DAY_START);
	struct agenda_session fresh = { .id = id.text,
		.room = 1,
		.starts_at = DAY_START + 2 * HOUR,
		.ends_at = DAY_START + 3 * HOUR,
		.title = { { "New" } } };
	struct draft_act act = { .id = id.text };
	assert_int_equal(draft_said(given.day, &fresh, PLANNED_ALL), OK);
	assert_int_equal(draft_now(given.day).sessions[0].change, DRAFT_ADDED);
	assert_int_equal(day_run(given.day, act_remove, &act), OK);
	assert_int_equal(draft_now(given.day).n, 0);
	act.id = given.panel;
	assert_int_equal(day_run(given.day, act_remove, &act), OK);
	assert_int_equal(draft_now(given.day).sessions[0].change, DRAFT_REMOVED);
	assert_int_equal(draft_release(given.day, false, NULL), OK);
	assert_int_equal(draft_released(given.day, given.panel).state, SESSION_CANCELLED);
	act.id = "00000000-0000-4000-8000-000000000009";
	assert_int_equal(day_run(given.day, act_remove, &act), ERR_NOT_FOUND);
}

static void a_session_that_runs_is_not_removed(void **state)
{
	struct two_panels given = given_two_panels(*state);
	struct draft_act act = { .id = given.panel };
	struct agenda_session now = draft_released(given.day, given.panel);
	assert_int_equal(day_run(given.day, act_remove, &act), OK);
	now.state = SESSION_RUNNING;
	assert_int_equal(day_run(given.day, act_live, &now), OK);
	assert_int_equal(draft_release(given.day, true, NULL), ERR_STALE);
	assert_int_equal(draft_released(given.day, given.panel).state, SESSION_RUNNING);
	assert_int_equal(day_run(given.day, act_drop, &act), OK);
	assert_int_equal(day_run(given.day, act_remove, &act), ERR_STEP);
}

static void two_sessions_may_change_codes(void **state)
{
	struct two_panels given = given_two_panels(*state);
	struct agenda_session one = { .id = given.panel, .code = "P1" }, two = { .id = given.other, .code = "P2" };
	assert_int_equal(draft_said(given.day, &one, 1u << PLANNED_CODE), OK);
	assert_int_equal(draft_said(given.day, &two, 1u << PLANNED_CODE), OK);
	assert_int_equal(draft_release(given.day, true, NULL), OK);
	one.code = "P3";
	assert_int_equal(draft_said(given.day, &one, 1u << PLANNED_CODE), OK);
	two.code = "P1";
	assert_int_equal(draft_said(given.day, &two, 1u << PLANNED_CODE), OK);
	one.code = "P2";
	assert_int_equal(draft_said(given.day, &one, 1u << PLANNED_CODE), OK);
	assert_int_equal(draft_release(given.day, true, NULL), OK);
	assert_string_equal(draft_released(given.day, given.panel).code, "P2");
	assert_string_equal(draft_released(given.day, given.other).code, "P1");
}

/* ---- back ---- */

static void a_release_comes_back_and_what_the_day_did_stays(void **state)
{
	struct two_panels given = given_two_panels(*state);
	struct agenda_session wanted = { .title = { { "Other" } }, .id = given.panel };
	assert_int_equal(draft_said(given.day, &wanted, 1u << PLANNED_TITLE), OK);
	assert_int_equal(draft_release(given.day, false, NULL), OK);
	struct agenda_session now = draft_released(given.day, given.panel);
	now.delay_minutes = 15;
	now.state = SESSION_RUNNING;
	now.started_at = DAY_START + 10 * MINUTE;
	assert_int_equal(day_run(given.day, act_live, &now), OK);
	assert_int_equal(draft_restore(given.day, 1), OK);
	struct agenda_session back = draft_released(given.day, given.panel);
	assert_string_equal(back.title.in[LANG_EN], "Access");
	assert_int_equal(back.delay_minutes, 15);
	assert_int_equal(back.state, SESSION_RUNNING);
	assert_int_equal(back.started_at, now.started_at);
	assert_int_equal(back.version, now.version + 2);
	assert_int_equal(draft_restore(given.day, 99), ERR_NOT_FOUND);
}

static void a_session_cancelled_by_the_day_does_not_come_back_with_an_old_plan(void **state)
{
	struct two_panels given = given_two_panels(*state);
	struct agenda_session wanted = { .title = { { "Other" } }, .id = given.panel };
	assert_int_equal(draft_said(given.day, &wanted, 1u << PLANNED_TITLE), OK);
	struct agenda_session now = draft_released(given.day, given.other);
	now.state = SESSION_CANCELLED;
	now.reason = "The speaker is ill.";
	assert_int_equal(day_run(given.day, act_live, &now), OK);
	assert_int_equal(draft_release(given.day, false, NULL), OK);
	assert_int_equal(draft_restore(given.day, 1), OK);
	assert_int_equal(draft_released(given.day, given.other).state, SESSION_CANCELLED);
	assert_string_equal(draft_released(given.day, given.other).reason, "The speaker is ill.");
	/* One that a release cancelled does. */
	struct draft_act act = { .id = given.panel };
	assert_int_equal(day_run(given.day, act_remove, &act), OK);
	assert_int_equal(draft_release(given.day, false, NULL), OK);
	assert_int_equal(draft_released(given.day, given.panel).state, SESSION_CANCELLED);
	assert_int_equal(draft_restore(given.day, 1), OK);
	assert_int_equal(draft_released(given.day, given.panel).state, SESSION_PLANNED);
}

static void what_came_since_is_cancelled_and_gives_up_a_code_that_is_needed(void **state)
{
	struct two_panels given = given_two_panels(*state);
	struct agenda_session one = { .id = given.panel, .code = "P1" };
	assert_int_equal(draft_said(given.day, &one, 1u << PLANNED_CODE), OK);
	assert_int_equal(draft_release(given.day, true, NULL), OK);
	one.code = "P9";
	assert_int_equal(draft_said(given.day, &one, 1u << PLANNED_CODE), OK);
	assert_int_equal(draft_release(given.day, true, NULL), OK);
	const char *late = day_session(given.day, "Late");
	struct agenda_session later = { .id = late, .code = "P1" };
	assert_int_equal(draft_said(given.day, &later, 1u << PLANNED_CODE), OK);
	assert_int_equal(draft_release(given.day, true, NULL), OK);
	assert_int_equal(draft_restore(given.day, 2), OK);
	assert_string_equal(draft_released(given.day, given.panel).code, "P1");
	assert_int_equal(draft_released(given.day, late).state, SESSION_CANCELLED);
	assert_string_equal(draft_released(given.day, late).code, late);
}

/* ---- everything at random ---- */

enum { SESSIONS_MAX = 40, STEPS = 400 };

struct chaos {
	struct day_rig *day;
	uint32_t random;
	size_t n_ids;
	const char *ids[SESSIONS_MAX];
	int64_t number; /* of the last release */
};

static unsigned draw(struct chaos *c, unsigned below)
{
	c->random = c->random * 1664525u + 1013904223u;
	return (c->random >> 8) % below;
}

static const char *draw_id(struct chaos *c)
{
	return c->ids[draw(c, (unsigned)c->n_ids)];
}

/* Some fields of a session, anything in them. */
static unsigned draw_fields(struct chaos *c, struct agenda_session *session)
{
	static const unsigned FIELDS[] = { 1u << PLANNED_TIMES, 1u << PLANNED_ROOM, 1u << PLANNED_KIND,
		1u << PLANNED_TITLE, 1u << (PLANNED_TITLE + LANG_AR), 1u << PLANNED_CAPACITY, 1u << PLANNED_IS_FIXED,
		1u << PLANNED_EQUIPMENT, 1u << PLANNED_PEOPLE, 1u << PLANNED_FOCUS_AREAS };
	unsigned fields = 0;
	for (unsigned i = 0; i <= draw(c, 3); i++)
		fields |= FIELDS[draw(c, sizeof FIELDS / sizeof *FIELDS)];
	session->starts_at = DAY_START + (int64_t)draw(c, 40) * 15 * MINUTE;
	session->ends_at = session->starts_at + (int64_t)(1 + draw(c, 6)) * 15 * MINUTE;
	session->room = (int)draw(c, 3) - 1;
	session->kind = draw(c, 2) ? SESSION_PANEL : SESSION_ROUND_TABLE;
	session->title.in[LANG_EN] = arena_printf(c->day->arena, "Title %u", draw(c, 1000));
	session->title.in[LANG_AR] = draw(c, 2) ? "عنوان" : NULL;
	session->capacity = (int)draw(c, 5) * 10;
	session->is_fixed = draw(c, 2);
	session->equipment = draw(c, 1u << EQUIPMENT_MAX);
	session->focus_areas = draw(c, 1u << FOCUS_AREA_MAX);
	session->n_persons = draw(c, 3);
	session->persons = arena_array(c->day->arena, struct agenda_person, session->n_persons + 1);
	for (size_t i = 0; i < session->n_persons; i++)
		session->persons[i] =
		    (struct agenda_person){ NULL, arena_printf(c->day->arena, "Person %u", draw(c, 9)),
			    (enum person_role)draw(c, PERSON_ROLE_MAX) };
	return fields;
}

static void step_draft(struct chaos *c)
{
	struct agenda_session session = draft_planned(c->day, draw_id(c));
	unsigned fields = draw_fields(c, &session);
	assert_int_equal(draft_said(c->day, &session, fields), OK);
}

static void step_draft_new(struct chaos *c)
{
	if (c->n_ids == SESSIONS_MAX)
		return;
	struct id id = id_new(DAY_START);
	struct agenda_session session = { .id = arena_dup(c->day->arena, id.text) };
	draw_fields(c, &session);
	assert_int_equal(draft_said(c->day, &session, PLANNED_ALL), OK);
	if (draft_release(c->day, true, NULL) == OK) {
		c->ids[c->n_ids++] = session.id;
		c->number++;
	} else {
		struct draft_act act = { .id = id.text };
		assert_int_equal(day_run(c->day, act_drop, &act), OK);
	}
}

static void step_immediate(struct chaos *c)
{
	struct agenda_session session = draft_released(c->day, draw_id(c)), wanted = session;
	unsigned fields = draw_fields(c, &wanted);
	planned_take(&session, &wanted, fields);
	assert_int_equal(day_run(c->day, act_live, &session), OK);
}

static void step_day(struct chaos *c)
{
	struct agenda_session session = draft_released(c->day, draw_id(c));
	session.delay_minutes = (int)draw(c, 60);
	if (session.state == SESSION_PLANNED && !draw(c, 6))
		session.state = SESSION_RUNNING;
	assert_int_equal(day_run(c->day, act_live, &session), OK);
}

static void step_remove(struct chaos *c)
{
	struct draft_act act = { .id = draw_id(c) };
	enum session_state was = draft_released(c->day, act.id).state;
	enum err err = day_run(c->day, draw(c, 2) ? act_remove : act_drop, &act);
	assert_true(err == OK || err == ERR_NOT_FOUND || (err == ERR_STEP && was == SESSION_RUNNING));
}

/* In both, each session has this plan or, when it is in one only, is cancelled; what runs may be cancelled in the
 * plan. */
static void assert_plan(struct chaos *c, const struct agenda *then)
{
	struct draft draft = draft_now(c->day);
	for (size_t i = 0; i < draft.released.n_sessions; i++) {
		const struct agenda_session *now = &draft.released.sessions[i];
		const struct agenda_session *was = agenda_session_find(then, now->id);
		bool runs = now->state == SESSION_RUNNING;
		if (!was)
			assert_true(now->state == SESSION_CANCELLED || runs);
		else
			assert_int_equal(
			    planned_differs(then, was, &draft.released, now) & ~(runs ? 1u << PLANNED_CANCELLED : 0),
			    0);
	}
	for (size_t i = 0; i < then->n_sessions; i++)
		assert_non_null(agenda_session_find_sorted(&draft.released, then->sessions[i].id));
}

/* Versions rise where the plan changed and only there; the day's facts stay. */
static void assert_carried(struct chaos *c, const struct agenda *before)
{
	struct draft draft = draft_now(c->day);
	for (size_t i = 0; i < before->n_sessions; i++) {
		const struct agenda_session *was = &before->sessions[i];
		const struct agenda_session *now = agenda_session_find_sorted(&draft.released, was->id);
		assert_non_null(now);
		bool same = !planned_differs(before, was, &draft.released, now);
		assert_int_equal(now->version, was->version + !same);
		assert_int_equal(now->delay_minutes, was->delay_minutes);
		if (was->state == SESSION_RUNNING)
			assert_int_equal(now->state, SESSION_RUNNING);
	}
}

static void step_release(struct chaos *c)
{
	struct draft draft = draft_now(c->day);
	bool free = true;
	for (size_t i = 0; i < draft.n; i++)
		free = free && !draft.sessions[i].conflicts &&
		       !(draft.sessions[i].change == DRAFT_REMOVED &&
			   draft.sessions[i].planned->state != SESSION_CANCELLED);
	enum err err = draft_release(c->day, true, NULL);
	assert_int_equal(err, free ? OK : ERR_STALE);
	if (err) {
		assert_int_equal(draft_now(c->day).n, draft.n);
		assert_int_equal(day_run(c->day, act_discard, NULL), OK);
		return;
	}
	c->number++;
	assert_int_equal(draft_now(c->day).n, 0);
	assert_plan(c, &draft.planned);
	assert_carried(c, &draft.released);
}

static void step_restore(struct chaos *c)
{
	int64_t to = 1 + draw(c, (unsigned)c->number);
	struct draft draft = draft_now(c->day);
	struct agenda then, kept;
	assert_int_equal(release_plan(c->day->db, c->day->arena, to, &draft.released, &then), OK);
	assert_int_equal(draft_restore(c->day, to), OK);
	c->number++;
	assert_plan(c, &then);
	assert_carried(c, &draft.released);
	assert_int_equal(release_plan(c->day->db, c->day->arena, c->number, &draft.released, &kept), OK);
	for (size_t i = 0; i < then.n_sessions; i++) {
		const struct agenda_session *now = agenda_session_find_sorted(&kept, then.sessions[i].id);
		assert_non_null(now);
		assert_int_equal(planned_differs(&then, &then.sessions[i], &kept, now), 0);
	}
}

static void whatever_happens_nothing_is_lost(void **state)
{
	static void (*const EACH[])(struct chaos * c) = { step_draft, step_draft, step_draft, step_draft,
		step_immediate, step_immediate, step_day, step_remove, step_release, step_restore, step_draft_new };
	struct two_panels given = given_two_panels(*state);
	struct chaos c = { .day = given.day, .random = 20220607, .n_ids = 2, .ids = { given.panel, given.other } };
	for (int i = 0; i < 8; i++)
		c.ids[c.n_ids++] = day_session(given.day, "Another");
	assert_int_equal(draft_release(given.day, true, NULL), OK);
	c.number = 2; /* what was there, and the release of nothing */
	for (int i = 0; i < STEPS; i++) {
		EACH[draw(&c, sizeof EACH / sizeof *EACH)](&c);
		int64_t number;
		assert_int_equal(release_last(given.day->db, &number), OK);
		assert_int_equal(number, c.number);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(the_first_draft_makes_what_is_there_release_one),
		day_test(a_removed_session_is_cancelled_and_one_only_drafted_is_gone),
		day_test(a_session_that_runs_is_not_removed),
		day_test(two_sessions_may_change_codes),
		day_test(a_release_comes_back_and_what_the_day_did_stays),
		day_test(a_session_cancelled_by_the_day_does_not_come_back_with_an_old_plan),
		day_test(what_came_since_is_cancelled_and_gives_up_a_code_that_is_needed),
		day_test(whatever_happens_nothing_is_lost),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
