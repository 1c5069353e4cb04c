/* What changed between two agendas, and that one session as JSON comes back as it was. */
#include "tests/unit/schedule/sample.h"

#include "schedule/diff.h"
#include "schedule/planned.h"
#include "schedule/session_json.h"

struct given {
	struct arena *arena;
	struct agenda before, after;
};

/* The sample, twice. */
static struct given given_the_same_twice(void)
{
	struct given given = { .arena = arena_create() };
	sample_zone("Africa/Kigali");
	given.before = sample_agenda(given.arena);
	given.after = sample_agenda(given.arena);
	return given;
}

static struct agenda_changes when_compared(struct given *given)
{
	return agenda_diff(&given->before, &given->after, DIFF_WHOLE, given->arena);
}

static void then_one(
    struct given *given, enum agenda_change_kind kind, const char *field, const char *from, const char *to)
{
	struct agenda_changes found = when_compared(given);
	assert_int_equal(found.n, 1);
	assert_string_equal(agenda_change_kind_key(found.items[0].kind), agenda_change_kind_key(kind));
	assert_texts(found.items[0].field, field);
	assert_texts(found.items[0].from, from);
	assert_texts(found.items[0].to, to);
	assert_true(strlen(agenda_change_words(&found.items[0], given->arena)) > 10);
	arena_destroy(given->arena);
}

static void the_same_agenda_has_no_changes(void **state)
{
	(void)state;
	struct given given = given_the_same_twice();
	assert_int_equal(when_compared(&given).n, 0);
	arena_destroy(given.arena);
}

static void what_the_day_did_is_no_change_of_the_plan(void **state)
{
	(void)state;
	struct given given = given_the_same_twice();
	struct agenda_session *session = &given.after.sessions[3];
	session->state = SESSION_RUNNING;
	session->version += 4;
	session->delay_minutes = 20;
	session->moved_room = 2;
	session->started_at = session->starts_at;
	assert_int_equal(when_compared(&given).n, 0);
	arena_destroy(given.arena);
}

static void a_session_moved_to_another_room_says_both_names(void **state)
{
	(void)state;
	struct given given = given_the_same_twice();
	given.after.sessions[0].room = 1;
	then_one(&given, CHANGE_MOVED, "room", "Auditorium \"A\"", "Salle <été>, 2; B\\C");
}

static void a_session_that_keeps_its_length_is_retimed_once(void **state)
{
	(void)state;
	struct given given = given_the_same_twice();
	given.after.sessions[0].starts_at += 30 * MINUTE;
	given.after.sessions[0].ends_at += 30 * MINUTE;
	then_one(&given, CHANGE_RETIMED, "starts_at", "2022-06-07T10:00:00+02:00", "2022-06-07T10:30:00+02:00");
}

static void a_longer_session_says_when_it_ends(void **state)
{
	(void)state;
	struct given given = given_the_same_twice();
	given.after.sessions[0].ends_at += 15 * MINUTE;
	then_one(&given, CHANGE_RETIMED, "ends_at", "2022-06-07T11:00:00+02:00", "2022-06-07T11:15:00+02:00");
}

static void a_new_title_says_its_language(void **state)
{
	(void)state;
	struct given given = given_the_same_twice();
	given.after.sessions[0].title.in[LANG_ES] = "Acceso";
	then_one(&given, CHANGE_RETITLED, "title.es", NULL, "Acceso");
}

static void somebody_who_left_is_named_with_the_role(void **state)
{
	(void)state;
	struct given given = given_the_same_twice();
	given.after.sessions[0].n_persons = 1;
	then_one(&given, CHANGE_PEOPLE, "people.panellist", "李明", NULL);
}

static void a_cancelled_session_counts_as_removed(void **state)
{
	(void)state;
	struct given given = given_the_same_twice();
	given.after.sessions[0].state = SESSION_CANCELLED;
	assert_int_equal(when_compared(&given).removed, 1);
	then_one(&given, CHANGE_CANCELLED, "state", "2022-06-07T10:00:00+02:00", NULL);
}

static void rooms_are_the_same_when_their_names_are(void **state)
{
	(void)state;
	struct given given = given_the_same_twice();
	struct agenda_room first = given.after.rooms[0];
	given.after.rooms[0] = given.after.rooms[2];
	given.after.rooms[2] = first;
	for (size_t i = 0; i < given.after.n_sessions; i++)
		if (given.after.sessions[i].room >= 0 && given.after.sessions[i].room != 1)
			given.after.sessions[i].room = 2 - given.after.sessions[i].room;
	assert_int_equal(when_compared(&given).n, 0);
	arena_destroy(given.arena);
}

static void a_part_says_nothing_about_what_is_not_in_it(void **state)
{
	(void)state;
	struct given given = given_the_same_twice();
	given.after.n_sessions = 3;
	assert_int_equal(agenda_diff(&given.before, &given.after, DIFF_PART, given.arena).n, 0);
	assert_int_equal(when_compared(&given).removed, 4);
	struct agenda_changes back = agenda_diff(&given.after, &given.before, DIFF_WHOLE, given.arena);
	assert_int_equal(back.n, 4);
	assert_int_equal(back.added, 4);
	arena_destroy(given.arena);
}

static void a_session_as_json_comes_back_as_it_was(void **state)
{
	(void)state;
	struct given given = given_the_same_twice();
	struct agenda_session *all = &given.before.sessions[0];
	all->capacity = 80;
	all->by_invitation = all->is_fixed = all->needs_high_level = true;
	all->equipment = 1u << EQUIPMENT_BOOTHS | 1u << EQUIPMENT_SIGNATURE_TABLE;
	all->interpretation = 1u << LANG_AR | 1u << LANG_ZH;
	all->started_at = all->starts_at + 61001;
	all->ended_at = all->ends_at;
	all->overrun_minutes = 5;
	all->moved_room = 3;
	all->moved_starts_at = all->starts_at + MINUTE;
	all->reason = "The microphones failed.";
	for (size_t i = 0; i < given.before.n_sessions; i++) {
		const struct agenda_session *was = &given.before.sessions[i];
		struct buf out = { 0 };
		struct jsonw w = jsonw_start(&out);
		struct agenda_session is;
		session_json_write(&w, NULL, &given.before, was);
		assert_true(session_json_read(given.arena, &given.before, buf_text(&out), &is));
		assert_same_session(&given.before, was, &given.before, &is);
		assert_int_equal(planned_differs(&given.before, was, &given.before, &is), 0);
		struct buf again = { 0 };
		w = jsonw_start(&again);
		session_json_write(&w, NULL, &given.before, &is);
		assert_string_equal(buf_text(&again), buf_text(&out));
		buf_finish(&out);
		buf_finish(&again);
	}
	arena_destroy(given.arena);
}

static void what_is_no_session_is_not_read(void **state)
{
	(void)state;
	static const char *const BAD[] = { "", "{", "[]", "{}",
		"{\"id\":\"x\",\"starts_at\":\"2022-06-07T10:00:00Z\"}",
		"{\"id\":\"01813d2a-0000-7000-8000-000000000001\",\"starts_at\":\"soon\",\"ends_at\":\"later\"}" };
	struct given given = given_the_same_twice();
	struct agenda_session session = { .code = "untouched" };
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		assert_false(session_json_read(given.arena, &given.before, BAD[i], &session));
	assert_string_equal(session.code, "untouched");
	arena_destroy(given.arena);
}

static void taking_every_field_makes_two_plans_the_same(void **state)
{
	(void)state;
	struct given given = given_the_same_twice();
	for (size_t i = 0; i < given.before.n_sessions; i++)
		for (size_t j = 0; j < given.before.n_sessions; j++) {
			struct agenda_session made = given.before.sessions[i], *from = &given.before.sessions[j];
			unsigned differ = planned_differs(&given.before, &made, &given.before, from);
			planned_take(&made, from, differ);
			unsigned left = planned_differs(&given.before, &made, &given.before, from);
			bool runs = given.before.sessions[i].state == SESSION_RUNNING ||
				    given.before.sessions[i].state == SESSION_ENDED;
			assert_int_equal(left & ~(runs ? 1u << PLANNED_CANCELLED : 0), 0);
		}
	arena_destroy(given.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_agenda_has_no_changes),
		cmocka_unit_test(what_the_day_did_is_no_change_of_the_plan),
		cmocka_unit_test(a_session_moved_to_another_room_says_both_names),
		cmocka_unit_test(a_session_that_keeps_its_length_is_retimed_once),
		cmocka_unit_test(a_longer_session_says_when_it_ends),
		cmocka_unit_test(a_new_title_says_its_language),
		cmocka_unit_test(somebody_who_left_is_named_with_the_role),
		cmocka_unit_test(a_cancelled_session_counts_as_removed),
		cmocka_unit_test(rooms_are_the_same_when_their_names_are),
		cmocka_unit_test(a_part_says_nothing_about_what_is_not_in_it),
		cmocka_unit_test(a_session_as_json_comes_back_as_it_was),
		cmocka_unit_test(what_is_no_session_is_not_read),
		cmocka_unit_test(taking_every_field_makes_two_plans_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
