/* Where and when videos are shown: in breaks as they are expected, by hand where nothing runs, and never over a
 * session. One case a rule of showing.h. */
#include "tests/unit/schedule/sample.h"

#include "domain/showing.h"

enum { HALL, ROOM, ROOMS, LENGTH = 2 * MINUTE };

/* A session in minutes after SAMPLE_MS. */
struct row {
	int room, from, to;
	enum session_kind kind;
	enum session_state state;
};

struct plan {
	struct arena *arena;
	struct agenda agenda;
	struct playlist list;
	struct showing *showings;
	size_t n;
};

static struct plan plan_of(const struct row *rows, size_t n)
{
	struct plan p = { .arena = arena_create(),
		.list = { .id = "list", .name = "List", .rooms = "", .sessions = "" } };
	p.list.loops = true;
	p.agenda.n_rooms = ROOMS;
	p.agenda.rooms = arena_array(p.arena, struct agenda_room, ROOMS);
	p.agenda.rooms[HALL] = (struct agenda_room){ .id = "hall", .name = "Hall" };
	p.agenda.rooms[ROOM] = (struct agenda_room){ .id = "room", .name = "Room" };
	p.agenda.n_sessions = n;
	p.agenda.sessions = arena_array(p.arena, struct agenda_session, n + 1);
	for (size_t i = 0; i < n; i++) {
		p.agenda.sessions[i] = sample_session(p.arena, (int)i + 1, rows[i].room, rows[i].from, rows[i].to);
		p.agenda.sessions[i].kind = rows[i].kind;
		p.agenda.sessions[i].state = rows[i].state;
	}
	return p;
}

static void lay(struct plan *p)
{
	const int64_t duration = LENGTH;
	const struct expected *times = expected_times(&p->agenda, p->arena);
	p->showings = showing_plan(&p->agenda, times, &p->list, &duration, 1, SAMPLE_MS, p->arena, &p->n);
}

static bool has_room(const struct showing *s, const char *room)
{
	for (size_t i = 0; i < s->n_rooms; i++)
		if (strcmp(s->rooms[i], room) == 0)
			return true;
	return false;
}

/* Is it shown in that room from one minute to the other, and in how many pieces in all? */
static void assert_shown(const struct plan *p, const char *room, int from, int to, size_t pieces)
{
	size_t n = 0;
	bool found = false;
	for (size_t i = 0; i < p->n; i++) {
		n += has_room(&p->showings[i], room);
		found = found || (has_room(&p->showings[i], room) &&
				     p->showings[i].starts_at == SAMPLE_MS + from * (int64_t)MINUTE &&
				     p->showings[i].ends_at == SAMPLE_MS + to * (int64_t)MINUTE);
	}
	assert_int_equal(n, pieces);
	assert_true(found || !pieces);
}

#define PLAN(...)                                                                                                    \
	struct row rows[] = { __VA_ARGS__ };                                                                         \
	struct plan p = plan_of(rows, sizeof rows / sizeof *rows);                                                   \
	(void)state

static void in_a_break_and_at_no_other_time(void **state)
{
	PLAN({ HALL, 0, 60, SESSION_PANEL, 0 }, { HALL, 60, 90, SESSION_BREAK, 0 },
	    { HALL, 90, 120, SESSION_PANEL, 0 });
	lay(&p);
	assert_shown(&p, "hall", 60, 90, 1);
	assert_shown(&p, "room", 0, 0, 0);
	arena_destroy(p.arena);
}

static void boards_show_it_while_nothing_runs_anywhere(void **state)
{
	PLAN({ HALL, 60, 90, SESSION_BREAK, 0 }, { ROOM, 70, 80, SESSION_PANEL, 0 },
	    { ROOM, 85, 90, SESSION_FOREIGN, 0 });
	lay(&p);
	assert_shown(&p, "hall", 60, 90, 1);
	assert_shown(&p, "", 80, 90, 2);
	arena_destroy(p.arena);
}

static void lateness_moves_it_and_a_session_within_the_break_cuts_it(void **state)
{
	PLAN({ HALL, 0, 60, SESSION_PANEL, 0 }, { HALL, 60, 90, SESSION_BREAK, 0 });
	p.agenda.sessions[0].delay_minutes = 10;
	lay(&p);
	assert_shown(&p, "hall", 70, 90, 1);
	arena_destroy(p.arena);
}

static void a_session_that_nobody_ended_is_on(void **state)
{
	PLAN({ HALL, 0, 60, SESSION_PANEL, SESSION_RUNNING }, { HALL, 60, 90, SESSION_BREAK, 0 },
	    { HALL, 90, 120, SESSION_PANEL, 0 }, { HALL, 120, 150, SESSION_BREAK, 0 });
	lay(&p);
	assert_shown(&p, "hall", 120, 150, 1);
	p.agenda.sessions[0].state = SESSION_ENDED;
	lay(&p);
	assert_shown(&p, "hall", 60, 90, 2);
	arena_destroy(p.arena);
}

static void cancelled_breaks_and_other_rooms_do_not_count(void **state)
{
	PLAN({ HALL, 0, 30, SESSION_BREAK, SESSION_CANCELLED }, { HALL, 60, 90, SESSION_BREAK, 0 },
	    { ROOM, 60, 90, SESSION_BREAK, 0 });
	p.list.rooms = "room";
	lay(&p);
	assert_shown(&p, "room", 60, 90, 1);
	assert_shown(&p, "hall", 0, 0, 0);
	assert_shown(&p, "", 0, 0, 0);
	arena_destroy(p.arena);
}

static void videos_within_a_break_begin_nothing_anew(void **state)
{
	PLAN({ HALL, 60, 90, SESSION_BREAK, 0 }, { HALL, 65, 80, SESSION_VIDEO, 0 },
	    { HALL, 90, 95, SESSION_VIDEO, 0 });
	lay(&p);
	assert_shown(&p, "hall", 60, 95, 1);
	arena_destroy(p.arena);
}

static void a_list_for_one_break_is_shown_in_that_one(void **state)
{
	PLAN({ HALL, 0, 30, SESSION_BREAK, 0 }, { HALL, 60, 90, SESSION_BREAK, 0 });
	p.list.sessions = p.agenda.sessions[1].id;
	lay(&p);
	assert_shown(&p, "hall", 60, 90, 1);
	arena_destroy(p.arena);
}

static void a_list_that_does_not_loop_ends_with_its_last_video(void **state)
{
	PLAN({ HALL, 60, 90, SESSION_BREAK, 0 });
	p.list.loops = false;
	lay(&p);
	assert_shown(&p, "hall", 60, 62, 1);
	arena_destroy(p.arena);
}

static void by_hand_it_is_shown_until_the_next_session_and_not_over_one(void **state)
{
	PLAN({ HALL, 30, 60, SESSION_PANEL, 0 }, { ROOM, 0, 20, SESSION_PANEL, SESSION_RUNNING });
	p.list.started_at = SAMPLE_MS + 10 * (int64_t)MINUTE;
	lay(&p);
	assert_shown(&p, "hall", 10, 30, 1);
	assert_shown(&p, "room", 0, 0, 0);
	assert_true(p.showings[0].by_hand);
	arena_destroy(p.arena);
}

static void rooms_that_show_it_at_the_same_time_are_one_entry(void **state)
{
	PLAN({ HALL, 60, 90, SESSION_BREAK, 0 }, { ROOM, 60, 90, SESSION_BREAK, 0 });
	lay(&p);
	assert_int_equal(p.n, 1);
	assert_int_equal(p.showings[0].n_rooms, 3);
	arena_destroy(p.arena);
}

static void what_is_over_and_what_is_too_short_is_left_out(void **state)
{
	PLAN({ HALL, -60, -30, SESSION_BREAK, 0 }, { HALL, -10, 0, SESSION_BREAK, 0 });
	lay(&p);
	assert_int_equal(p.n, 0);
	arena_destroy(p.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_a_break_and_at_no_other_time),
		cmocka_unit_test(boards_show_it_while_nothing_runs_anywhere),
		cmocka_unit_test(lateness_moves_it_and_a_session_within_the_break_cuts_it),
		cmocka_unit_test(a_session_that_nobody_ended_is_on),
		cmocka_unit_test(cancelled_breaks_and_other_rooms_do_not_count),
		cmocka_unit_test(videos_within_a_break_begin_nothing_anew),
		cmocka_unit_test(a_list_for_one_break_is_shown_in_that_one),
		cmocka_unit_test(a_list_that_does_not_loop_ends_with_its_last_video),
		cmocka_unit_test(by_hand_it_is_shown_until_the_next_session_and_not_over_one),
		cmocka_unit_test(rooms_that_show_it_at_the_same_time_are_one_entry),
		cmocka_unit_test(what_is_over_and_what_is_too_short_is_left_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
