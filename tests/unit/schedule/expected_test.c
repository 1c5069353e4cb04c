/* What runs late and who notices: the rule of expected.h case by case. As properties: expected_properties_test.c. */
#include "tests/unit/schedule/sample.h"

#include "schedule/expected.h"

/* One row of a plan in room 0, minutes after SAMPLE_MS, and when it is expected. */
struct row {
	enum session_kind kind;
	int from, to, delay;
	int expected_from, expected_to;
};

static struct agenda agenda_of(struct arena *arena, const struct row *rows, size_t n)
{
	struct agenda agenda = { .n_sessions = n, .sessions = arena_array(arena, struct agenda_session, n) };
	agenda.n_rooms = 2;
	agenda.rooms = arena_array(arena, struct agenda_room, 2);
	agenda.rooms[0].name = "Hall A";
	for (size_t i = 0; i < n; i++) {
		agenda.sessions[i] = sample_session(arena, (int)i + 1, 0, rows[i].from, rows[i].to);
		agenda.sessions[i].kind = rows[i].kind;
		agenda.sessions[i].delay_minutes = rows[i].delay;
	}
	return agenda;
}

static int minutes(int64_t ms)
{
	return (int)((ms - SAMPLE_MS) / MINUTE);
}

static void assert_rows(const struct row *rows, size_t n)
{
	struct arena *arena = arena_create();
	struct agenda agenda = agenda_of(arena, rows, n);
	struct expected *times = expected_times(&agenda, arena);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(minutes(times[i].starts_at), rows[i].expected_from);
		assert_int_equal(minutes(times[i].ends_at), rows[i].expected_to);
	}
	arena_destroy(arena);
}

#define ASSERT_ROWS(...)                                                                                             \
	do {                                                                                                         \
		const struct row rows[] = { __VA_ARGS__ };                                                           \
		assert_rows(rows, sizeof rows / sizeof *rows);                                                       \
	} while (0)

static void a_plan_without_delays_is_expected_as_planned(void **state)
{
	(void)state;
	ASSERT_ROWS({ SESSION_PANEL, 0, 30, 0, 0, 30 }, { SESSION_BREAK, 30, 45, 0, 30, 45 },
	    { SESSION_CEREMONY, 45, 60, 0, 45, 60 });
	struct arena *arena = arena_create();
	assert_null(expected_times(&(struct agenda){ 0 }, arena));
	arena_destroy(arena);
}

static void a_delay_flows_to_the_sessions_behind_it(void **state)
{
	(void)state;
	ASSERT_ROWS({ SESSION_PANEL, 0, 30, 12, 12, 42 }, { SESSION_PANEL, 30, 60, 0, 42, 72 },
	    { SESSION_ROUND_TABLE, 60, 90, 0, 72, 102 });
}

static void a_gap_swallows_a_delay(void **state)
{
	(void)state;
	ASSERT_ROWS({ SESSION_PANEL, 0, 30, 12, 12, 42 }, { SESSION_PANEL, 40, 60, 0, 42, 62 },
	    { SESSION_PANEL, 65, 90, 0, 65, 90 });
}

static void a_break_shrinks_but_not_below_five_minutes(void **state)
{
	(void)state;
	ASSERT_ROWS({ SESSION_PANEL, 0, 30, 8, 8, 38 }, { SESSION_BREAK, 30, 45, 0, 38, 45 },
	    { SESSION_PANEL, 45, 60, 0, 45, 60 });
	ASSERT_ROWS({ SESSION_PANEL, 0, 30, 14, 14, 44 }, { SESSION_BREAK, 30, 45, 0, 44, 49 },
	    { SESSION_PANEL, 45, 60, 0, 49, 64 });
	ASSERT_ROWS({ SESSION_PANEL, 0, 30, 14, 14, 44 }, { SESSION_BREAK, 30, 33, 0, 44, 47 });
}

static void a_ceremony_and_the_conference_do_not_move_for_others(void **state)
{
	(void)state;
	ASSERT_ROWS({ SESSION_PANEL, 0, 30, 20, 20, 30 }, { SESSION_CEREMONY, 30, 45, 0, 30, 45 },
	    { SESSION_PANEL, 45, 60, 0, 45, 60 });
	ASSERT_ROWS({ SESSION_PANEL, 0, 30, 20, 20, 30 }, { SESSION_FOREIGN, 30, 45, 0, 30, 45 });
	ASSERT_ROWS({ SESSION_CEREMONY, 30, 45, 10, 40, 55 }, { SESSION_PANEL, 45, 60, 0, 55, 70 });
}

static void a_video_waits_for_the_stage_but_holds_up_nobody(void **state)
{
	(void)state;
	ASSERT_ROWS({ SESSION_PANEL, 0, 30, 8, 8, 38 }, { SESSION_BREAK, 30, 45, 0, 38, 45 },
	    { SESSION_VIDEO, 32, 36, 0, 38, 42 }, { SESSION_PANEL, 45, 60, 0, 45, 60 });
}

static void a_cancelled_session_lets_the_delay_pass(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct row rows[] = { { SESSION_PANEL, 0, 30, 12, 0, 0 }, { SESSION_PANEL, 30, 60, 30, 0, 0 },
		{ SESSION_PANEL, 60, 90, 0, 0, 0 } };
	struct agenda agenda = agenda_of(arena, rows, 3);
	agenda.sessions[1].state = SESSION_CANCELLED;
	struct expected *times = expected_times(&agenda, arena);
	assert_int_equal(minutes(times[1].starts_at), 30);
	assert_int_equal(minutes(times[2].starts_at), 60);
	arena_destroy(arena);
}

static void rooms_do_not_wait_for_each_other_nor_do_sessions_without_one(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct row rows[] = { { SESSION_PANEL, 0, 30, 12, 0, 0 }, { SESSION_PANEL, 30, 60, 0, 0, 0 },
		{ SESSION_PANEL, 0, 30, 12, 0, 0 }, { SESSION_PANEL, 30, 60, 0, 0, 0 } };
	struct agenda agenda = agenda_of(arena, rows, 4);
	agenda.sessions[1].room = 1;
	agenda.sessions[2].room = agenda.sessions[3].room = -1;
	struct expected *times = expected_times(&agenda, arena);
	assert_int_equal(minutes(times[1].starts_at), 30);
	assert_int_equal(minutes(times[2].starts_at), 12);
	assert_int_equal(minutes(times[3].starts_at), 30);
	arena_destroy(arena);
}

/* --- people, acts and facts: two rooms, sessions 1 and 2 in the first, 3 and 4 in the second --- */

struct two_rooms {
	struct arena *arena;
	struct agenda agenda;
	struct agenda_session *one, *two, *three, *four;
};

static struct two_rooms given_two_rooms(void)
{
	static const struct row ROWS[] = { { SESSION_PANEL, 0, 30, 0, 0, 0 }, { SESSION_PANEL, 40, 70, 0, 0, 0 },
		{ SESSION_PANEL, 0, 20, 0, 0, 0 }, { SESSION_PANEL, 38, 60, 0, 0, 0 } };
	struct two_rooms day = { .arena = arena_create() };
	day.agenda = agenda_of(day.arena, ROWS, 4);
	day.one = &day.agenda.sessions[0];
	day.two = &day.agenda.sessions[1];
	day.three = &day.agenda.sessions[2];
	day.four = &day.agenda.sessions[3];
	day.three->room = day.four->room = 1;
	return day;
}

/* The same person in a session, in whatever role. */
static void seat(struct two_rooms *day, struct agenda_session *session, const char *id, enum person_role role)
{
	session->persons = arena_array(day->arena, struct agenda_person, 1);
	session->persons[0] = (struct agenda_person){ id, "A Banda", role };
	session->n_persons = 1;
}

/* Expected minutes of a session, and why. */
static void assert_expected(
    struct two_rooms *day, const struct agenda_session *session, int from, int to, enum expected_cause cause)
{
	const struct expected *at = &expected_times(&day->agenda, day->arena)[session - day->agenda.sessions];
	assert_int_equal(minutes(at->starts_at), from);
	assert_int_equal(minutes(at->ends_at), to);
	assert_int_equal(at->cause, cause);
}

static void a_session_waits_for_who_still_speaks_next_door_and_their_way(void **state)
{
	(void)state;
	struct two_rooms day = given_two_rooms();
	seat(&day, day.one, "p1", PERSON_SPEAKER);
	seat(&day, day.four, "p1", PERSON_CHAIR);
	assert_expected(&day, day.four, 38, 60, EXPECTED_AS_PLANNED);
	day.one->overrun_minutes = 20;
	assert_expected(&day, day.one, 0, 50, EXPECTED_OWN);
	assert_expected(&day, day.four, 55, 77, EXPECTED_PERSON);
	const struct expected *at = &expected_times(&day.agenda, day.arena)[3];
	assert_ptr_equal(at->by, day.one);
	assert_ptr_equal(at->person, day.four->persons);
	arena_destroy(day.arena);
}

static void the_way_takes_no_more_minutes_than_the_plan_gave_it(void **state)
{
	(void)state;
	struct two_rooms day = given_two_rooms();
	day.four->starts_at = SAMPLE_MS + 32 * MINUTE;
	seat(&day, day.one, "p1", PERSON_SPEAKER);
	seat(&day, day.four, "p1", PERSON_SPEAKER);
	day.one->overrun_minutes = 10;
	assert_expected(&day, day.four, 42, 70, EXPECTED_PERSON);
	arena_destroy(day.arena);
}

static void people_without_an_id_are_the_same_by_name_and_nobody_waits_for_a_break(void **state)
{
	(void)state;
	struct two_rooms day = given_two_rooms();
	seat(&day, day.one, NULL, PERSON_SPEAKER);
	seat(&day, day.four, NULL, PERSON_SPEAKER);
	day.one->overrun_minutes = 20;
	assert_expected(&day, day.four, 55, 77, EXPECTED_PERSON);
	seat(&day, day.four, "p1", PERSON_SPEAKER);
	assert_expected(&day, day.four, 38, 60, EXPECTED_AS_PLANNED);
	seat(&day, day.four, NULL, PERSON_SPEAKER);
	day.one->kind = SESSION_BREAK;
	assert_expected(&day, day.four, 38, 60, EXPECTED_AS_PLANNED);
	arena_destroy(day.arena);
}

static void what_has_begun_and_ended_is_no_longer_foreseen(void **state)
{
	(void)state;
	struct two_rooms day = given_two_rooms();
	day.one->state = SESSION_RUNNING;
	day.one->started_at = SAMPLE_MS + 15 * MINUTE;
	day.one->delay_minutes = 99;
	assert_expected(&day, day.one, 15, 45, EXPECTED_OWN);
	assert_expected(&day, day.two, 45, 75, EXPECTED_ROOM);
	day.one->state = SESSION_ENDED;
	day.one->ended_at = SAMPLE_MS + 35 * MINUTE;
	assert_expected(&day, day.one, 15, 35, EXPECTED_OWN);
	assert_expected(&day, day.two, 40, 70, EXPECTED_AS_PLANNED);
	arena_destroy(day.arena);
}

static void what_would_run_into_a_fixed_session_ends_before_or_begins_after_it(void **state)
{
	(void)state;
	struct two_rooms day = given_two_rooms();
	day.two->is_fixed = true;
	day.one->delay_minutes = 20;
	assert_expected(&day, day.one, 20, 40, EXPECTED_FIXED);
	assert_expected(&day, day.two, 40, 70, EXPECTED_AS_PLANNED);
	day.one->delay_minutes = 45;
	assert_expected(&day, day.one, 70, 100, EXPECTED_FIXED);
	day.two->delay_minutes = 10;
	assert_expected(&day, day.one, 80, 110, EXPECTED_FIXED);
	assert_expected(&day, day.two, 50, 80, EXPECTED_OWN);
	arena_destroy(day.arena);
}

static void a_break_that_has_no_time_before_a_fixed_session_is_dropped(void **state)
{
	(void)state;
	ASSERT_ROWS({ SESSION_PANEL, 0, 30, 20, 20, 45 }, { SESSION_BREAK, 30, 45, 0, 45, 45 },
	    { SESSION_CEREMONY, 45, 60, 0, 45, 60 });
	ASSERT_ROWS({ SESSION_PANEL, 0, 30, 12, 12, 42 }, { SESSION_BREAK, 30, 45, 0, 42, 45 },
	    { SESSION_CEREMONY, 45, 60, 0, 45, 60 });
}

static void what_was_moved_waits_for_its_new_room_and_is_waited_for(void **state)
{
	(void)state;
	struct two_rooms day = given_two_rooms();
	day.four->moved_room = 1 + 0;
	assert_expected(&day, day.four, 38, 60, EXPECTED_OWN);
	assert_expected(&day, day.two, 60, 90, EXPECTED_ROOM);
	day.four->moved_starts_at = SAMPLE_MS + 20 * MINUTE;
	assert_expected(&day, day.four, 30, 52, EXPECTED_ROOM);
	assert_expected(&day, day.two, 52, 82, EXPECTED_ROOM);
	arena_destroy(day.arena);
}

static void two_that_were_swapped_stand_in_each_others_place(void **state)
{
	(void)state;
	struct two_rooms day = given_two_rooms();
	day.one->moved_room = 2;
	day.one->moved_starts_at = day.four->starts_at;
	day.four->moved_room = 1;
	day.four->moved_starts_at = day.one->starts_at;
	assert_expected(&day, day.four, 0, 22, EXPECTED_OWN);
	assert_expected(&day, day.one, 38, 68, EXPECTED_OWN);
	assert_expected(&day, day.two, 40, 70, EXPECTED_AS_PLANNED);
	struct expected *times = expected_times(&day.agenda, day.arena);
	assert_ptr_equal(expected_now_next(&day.agenda, times, 0, SAMPLE_MS + 10 * MINUTE).now, day.four);
	assert_ptr_equal(expected_now_next(&day.agenda, times, 1, SAMPLE_MS + 10 * MINUTE).next, day.one);
	arena_destroy(day.arena);
}

/* --- now and next --- */

struct hall {
	struct arena *arena;
	struct agenda agenda;
};

/* Panel 0-30, break 30-45, panel 45-90, panel 90-120, the first one 10 minutes late. */
static struct hall given_hall(void)
{
	static const struct row ROWS[] = { { SESSION_PANEL, 0, 30, 10, 0, 0 }, { SESSION_BREAK, 30, 45, 0, 0, 0 },
		{ SESSION_PANEL, 45, 90, 0, 0, 0 }, { SESSION_PANEL, 90, 120, 0, 0, 0 } };
	struct hall hall = { .arena = arena_create() };
	hall.agenda = agenda_of(hall.arena, ROWS, 4);
	return hall;
}

/* Which sessions (1 to 4, 0 for none) are on and next at that minute. */
static void assert_at(struct hall *hall, int minute, int now, int next)
{
	struct expected *times = expected_times(&hall->agenda, hall->arena);
	struct expected_now_next found =
	    expected_now_next(&hall->agenda, times, 0, SAMPLE_MS + (int64_t)minute * MINUTE);
	assert_int_equal(found.now ? found.now - hall->agenda.sessions + 1 : 0, now);
	assert_int_equal(found.next ? found.next - hall->agenda.sessions + 1 : 0, next);
}

static void a_sign_shows_what_is_on_by_expected_times(void **state)
{
	(void)state;
	struct hall hall = given_hall();
	assert_at(&hall, -60, 0, 1);
	assert_at(&hall, 5, 0, 1);
	assert_at(&hall, 10, 1, 2);
	assert_at(&hall, 39, 1, 2);
	assert_at(&hall, 40, 2, 3);
	assert_at(&hall, 45, 3, 4);
	assert_at(&hall, 119, 4, 0);
	assert_at(&hall, 120, 0, 0);
	arena_destroy(hall.arena);
}

static void a_running_session_is_on_past_its_time_and_what_waits_is_next(void **state)
{
	(void)state;
	struct hall hall = given_hall();
	hall.agenda.sessions[2].state = SESSION_RUNNING;
	assert_at(&hall, 95, 3, 4);
	assert_at(&hall, 40, 3, 4);
	arena_destroy(hall.arena);
}

static void ended_and_cancelled_sessions_are_neither_on_nor_next(void **state)
{
	(void)state;
	struct hall hall = given_hall();
	hall.agenda.sessions[0].state = SESSION_ENDED;
	hall.agenda.sessions[2].state = SESSION_CANCELLED;
	assert_at(&hall, 20, 0, 2);
	assert_at(&hall, 40, 2, 4);
	assert_at(&hall, 60, 0, 4);
	arena_destroy(hall.arena);
}

static void another_room_has_nothing_of_it(void **state)
{
	(void)state;
	struct hall hall = given_hall();
	struct expected *times = expected_times(&hall.agenda, hall.arena);
	struct expected_now_next found = expected_now_next(&hall.agenda, times, 1, SAMPLE_MS + 15 * MINUTE);
	assert_null(found.now);
	assert_null(found.next);
	arena_destroy(hall.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plan_without_delays_is_expected_as_planned),
		cmocka_unit_test(a_delay_flows_to_the_sessions_behind_it),
		cmocka_unit_test(a_gap_swallows_a_delay),
		cmocka_unit_test(a_break_shrinks_but_not_below_five_minutes),
		cmocka_unit_test(a_ceremony_and_the_conference_do_not_move_for_others),
		cmocka_unit_test(a_video_waits_for_the_stage_but_holds_up_nobody),
		cmocka_unit_test(a_cancelled_session_lets_the_delay_pass),
		cmocka_unit_test(rooms_do_not_wait_for_each_other_nor_do_sessions_without_one),
		cmocka_unit_test(a_session_waits_for_who_still_speaks_next_door_and_their_way),
		cmocka_unit_test(the_way_takes_no_more_minutes_than_the_plan_gave_it),
		cmocka_unit_test(people_without_an_id_are_the_same_by_name_and_nobody_waits_for_a_break),
		cmocka_unit_test(what_has_begun_and_ended_is_no_longer_foreseen),
		cmocka_unit_test(what_would_run_into_a_fixed_session_ends_before_or_begins_after_it),
		cmocka_unit_test(a_break_that_has_no_time_before_a_fixed_session_is_dropped),
		cmocka_unit_test(what_was_moved_waits_for_its_new_room_and_is_waited_for),
		cmocka_unit_test(two_that_were_swapped_stand_in_each_others_place),
		cmocka_unit_test(a_sign_shows_what_is_on_by_expected_times),
		cmocka_unit_test(a_running_session_is_on_past_its_time_and_what_waits_is_next),
		cmocka_unit_test(ended_and_cancelled_sessions_are_neither_on_nor_next),
		cmocka_unit_test(another_room_has_nothing_of_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
