/* What runs late and who notices: the rule of expected.h case by case, then as properties. */
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

/* --- properties --- */

static int draw(unsigned *seed, int below)
{
	*seed = *seed * 1103515245u + 12345u;
	return (int)(*seed >> 16) % below;
}

/* A plan without overlaps, with delays of zero or more. */
static struct agenda random_plan(struct arena *arena, unsigned seed)
{
	struct row rows[15];
	int at = 0;
	for (int i = 0; i < 15; i++) {
		int length = 5 + draw(&seed, 60);
		at += draw(&seed, 2) * draw(&seed, 20);
		rows[i] = (struct row){ (enum session_kind)draw(&seed, SESSION_KIND_MAX), at, at + length,
			draw(&seed, 3) ? 0 : draw(&seed, 40), 0, 0 };
		at += length;
	}
	return agenda_of(arena, rows, 15);
}

static bool is_fixed(enum session_kind kind)
{
	return kind == SESSION_CEREMONY || kind == SESSION_FOREIGN;
}

static void nothing_starts_early_and_only_breaks_get_shorter(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 500; seed++) {
		struct arena *arena = arena_create();
		struct agenda agenda = random_plan(arena, seed);
		struct expected *times = expected_times(&agenda, arena);
		for (size_t i = 0; i < agenda.n_sessions; i++) {
			const struct agenda_session *session = &agenda.sessions[i];
			if (times[i].cause == EXPECTED_FIXED)
				continue;
			int64_t planned = session->ends_at - session->starts_at;
			int64_t length = times[i].ends_at - times[i].starts_at;
			assert_true(times[i].starts_at >= session->starts_at + session->delay_minutes * MINUTE);
			assert_true(length == planned || session->kind == SESSION_BREAK);
			assert_true(length <= planned && length >= (planned < 5 * MINUTE ? planned : 5 * MINUTE));
			if (is_fixed(session->kind))
				assert_true(
				    times[i].starts_at == session->starts_at + session->delay_minutes * MINUTE);
		}
		arena_destroy(arena);
	}
}

static void what_follows_waits_until_the_room_is_free(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 500; seed++) {
		struct arena *arena = arena_create();
		struct agenda agenda = random_plan(arena, seed);
		struct expected *times = expected_times(&agenda, arena);
		for (size_t i = 1; i < agenda.n_sessions; i++) {
			bool beside =
			    agenda.sessions[i].kind == SESSION_VIDEO || agenda.sessions[i - 1].kind == SESSION_VIDEO;
			if (!beside && !is_fixed(agenda.sessions[i].kind))
				assert_true(times[i].starts_at >= times[i - 1].ends_at);
		}
		arena_destroy(arena);
	}
}

static void more_delay_never_makes_anything_earlier(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 200; seed++) {
		struct arena *arena = arena_create();
		struct agenda agenda = random_plan(arena, seed);
		struct expected *before = expected_times(&agenda, arena);
		agenda.sessions[seed % 15].delay_minutes += 7;
		struct expected *after = expected_times(&agenda, arena);
		for (size_t i = 0; i < agenda.n_sessions; i++) {
			assert_true(after[i].starts_at >= before[i].starts_at);
			assert_true(after[i].ends_at >= before[i].ends_at);
		}
		arena_destroy(arena);
	}
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
		cmocka_unit_test(a_sign_shows_what_is_on_by_expected_times),
		cmocka_unit_test(a_running_session_is_on_past_its_time_and_what_waits_is_next),
		cmocka_unit_test(ended_and_cancelled_sessions_are_neither_on_nor_next),
		cmocka_unit_test(another_room_has_nothing_of_it),
		cmocka_unit_test(nothing_starts_early_and_only_breaks_get_shorter),
		cmocka_unit_test(what_follows_waits_until_the_room_is_free),
		cmocka_unit_test(more_delay_never_makes_anything_earlier),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
