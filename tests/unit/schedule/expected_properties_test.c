/* The delay arithmetic of expected.h as properties, on random days: three rooms, people who speak in several
 * sessions, breaks, videos, fixed sessions, plans that overlap, delays, over-runs and moves. Case by case:
 * expected_test.c. */
#include "tests/unit/schedule/sample.h"

#include "schedule/expected.h"

enum { ROOMS = 3, PEOPLE = 8, SESSIONS = 24, SEATS = 3, SEEDS = 400 };

static int draw(unsigned *seed, int below)
{
	*seed = *seed * 1103515245u + 12345u;
	return (int)(*seed >> 16) % below;
}

static void seat_somebody(struct arena *arena, struct agenda_session *session, unsigned *seed)
{
	session->n_persons = (size_t)draw(seed, SEATS + 1);
	session->persons = arena_array(arena, struct agenda_person, SEATS);
	for (size_t p = 0; p < session->n_persons; p++) {
		int who = draw(seed, PEOPLE);
		session->persons[p] = (struct agenda_person){ .id = who % 4 ? arena_printf(arena, "p%d", who) : NULL,
			.name = arena_printf(arena, "Person %d", who),
			.role = (enum person_role)draw(seed, PERSON_ROLE_MAX) };
	}
}

/* A plan as people write them: mostly one after the other, sometimes across each other. */
static struct agenda random_plan(struct arena *arena, unsigned seed, size_t n, int rooms)
{
	struct agenda agenda = { .n_rooms = (size_t)rooms,
		.rooms = arena_array(arena, struct agenda_room, rooms),
		.n_sessions = n,
		.sessions = arena_array(arena, struct agenda_session, n) };
	int *at = arena_array(arena, int, rooms);
	for (size_t i = 0; i < n; i++) {
		int room = draw(&seed, rooms), length = 3 + draw(&seed, 60);
		int from = at[room] + draw(&seed, 2) * draw(&seed, 20) - (draw(&seed, 8) ? 0 : 10);
		agenda.sessions[i] = sample_session(arena, (int)i + 1, room, from, from + length);
		agenda.sessions[i].kind = (enum session_kind)draw(&seed, SESSION_KIND_MAX);
		agenda.sessions[i].is_fixed = !draw(&seed, 12);
		seat_somebody(arena, &agenda.sessions[i], &seed);
		at[room] = from + length > at[room] ? from + length : at[room];
	}
	return agenda;
}

/* What may be announced of it today. */
static void announce(struct agenda *agenda, unsigned seed)
{
	for (size_t i = 0; i < agenda->n_sessions; i++) {
		struct agenda_session *session = &agenda->sessions[i];
		session->delay_minutes = draw(&seed, 4) ? 0 : draw(&seed, 60) - 5;
		session->overrun_minutes = draw(&seed, 6) ? 0 : draw(&seed, 40);
		if (!draw(&seed, 10))
			session->moved_room = 1 + draw(&seed, (int)agenda->n_rooms);
		if (!draw(&seed, 10))
			session->moved_starts_at = session->starts_at + (draw(&seed, 240) - 60) * MINUTE;
		if (!draw(&seed, 15))
			session->state = SESSION_CANCELLED;
	}
}

struct day {
	struct arena *arena;
	struct agenda agenda;
	struct expected *times;
};

static struct day given_day(unsigned seed)
{
	struct day day = { .arena = arena_create() };
	day.agenda = random_plan(day.arena, seed, SESSIONS, ROOMS);
	announce(&day.agenda, seed * 7919u);
	day.times = expected_times(&day.agenda, day.arena);
	return day;
}

/* ---- what the rule calls things ---- */

static bool is_moved(const struct agenda_session *session)
{
	return session->moved_room || session->moved_starts_at;
}

static bool is_fixed(const struct agenda_session *session)
{
	return session->is_fixed || session->kind == SESSION_CEREMONY || session->kind == SESSION_FOREIGN;
}

/* A fixed break or video is fixed before it is a break or a video. */
static bool is(const struct agenda_session *session, enum session_kind kind)
{
	return session->kind == kind && !is_fixed(session);
}

/* Did the plan, untouched by the day, let them overlap? */
static bool overlap_by_plan(const struct agenda_session *a, const struct agenda_session *b)
{
	return !is_moved(a) && !is_moved(b) && a->starts_at < b->ends_at && b->starts_at < a->ends_at;
}

/* What was dropped takes no time. */
static bool overlap(const struct expected *a, const struct expected *b)
{
	bool both = a->starts_at < a->ends_at && b->starts_at < b->ends_at;
	return both && a->starts_at < b->ends_at && b->starts_at < a->ends_at;
}

static bool share_somebody(const struct agenda_session *a, const struct agenda_session *b)
{
	for (size_t i = 0; i < a->n_persons; i++)
		for (size_t k = 0; k < b->n_persons; k++)
			if (strcmp(a->persons[i].name, b->persons[k].name) == 0)
				return true;
	return false;
}

typedef void look(const struct agenda_session *a, const struct expected *at, const struct agenda_session *b,
    const struct expected *bt);

/* Looks at every pair of sessions of every random day that take place. */
static void each_pair(look *at)
{
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		struct day day = given_day(seed);
		const struct agenda_session *s = day.agenda.sessions;
		for (size_t i = 0; i < SESSIONS; i++)
			for (size_t k = 0; k < i; k++)
				if (s[i].state != SESSION_CANCELLED && s[k].state != SESSION_CANCELLED)
					at(&s[i], &day.times[i], &s[k], &day.times[k]);
		arena_destroy(day.arena);
	}
}

/* ---- the properties ---- */

static void whatever_the_plan_says_nothing_is_expected_otherwise_without_an_act(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		struct arena *arena = arena_create();
		struct agenda agenda = random_plan(arena, seed, SESSIONS, ROOMS);
		struct expected *times = expected_times(&agenda, arena);
		for (size_t i = 0; i < SESSIONS; i++) {
			assert_true(times[i].starts_at == agenda.sessions[i].starts_at);
			assert_true(times[i].ends_at == agenda.sessions[i].ends_at);
			assert_int_equal(times[i].cause, EXPECTED_AS_PLANNED);
			assert_null(times[i].by);
		}
		arena_destroy(arena);
	}
}

static void lateness_never_makes_anything_earlier(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		struct day day = given_day(seed);
		struct agenda_session *late = &day.agenda.sessions[seed % SESSIONS];
		late->delay_minutes += (int)(seed % 3) * 7;
		late->overrun_minutes += (int)(seed % 5) * 3;
		struct expected *after = expected_times(&day.agenda, day.arena);
		for (size_t i = 0; i < SESSIONS; i++) {
			assert_true(after[i].starts_at >= day.times[i].starts_at);
			assert_true(after[i].ends_at >= day.times[i].ends_at);
		}
		arena_destroy(day.arena);
	}
}

/* Alone in its room, with nobody in it, a session is expected by what was announced for it. */
static struct expected alone(struct arena *arena, const struct agenda_session *session)
{
	struct agenda_session copy = *session;
	copy.n_persons = 0;
	struct agenda agenda = { .n_sessions = 1, .sessions = &copy };
	return *expected_times(&agenda, arena);
}

static void fixed_sessions_move_only_by_their_own_delay(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		struct day day = given_day(seed);
		for (size_t i = 0; i < SESSIONS; i++) {
			struct expected own = alone(day.arena, &day.agenda.sessions[i]);
			if (!is_fixed(&day.agenda.sessions[i]))
				continue;
			assert_true(day.times[i].starts_at == own.starts_at && day.times[i].ends_at == own.ends_at);
		}
		arena_destroy(day.arena);
	}
}

static void nothing_begins_before_it_may_and_only_breaks_give_of_their_length(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		struct day day = given_day(seed);
		for (size_t i = 0; i < SESSIONS; i++) {
			const struct agenda_session *session = &day.agenda.sessions[i];
			const struct expected *at = &day.times[i];
			struct expected own = alone(day.arena, session);
			int64_t length = at->ends_at - at->starts_at, least = session->ends_at - session->starts_at;
			if (at->cause == EXPECTED_FIXED) /* cut short by what does not give way */
				continue;
			assert_true(at->starts_at >= own.starts_at);
			if (is(session, SESSION_BREAK))
				assert_true(length >= (least < 5 * MINUTE ? least : 5 * MINUTE));
			else
				assert_true(length == own.ends_at - own.starts_at);
		}
		arena_destroy(day.arena);
	}
}

/* Nothing waits for a video, and what is moved in does not wait for a break. */
static void look_at_room(const struct agenda_session *a, const struct expected *at, const struct agenda_session *b,
    const struct expected *bt)
{
	bool beside = is(a, SESSION_VIDEO) || is(b, SESSION_VIDEO);
	bool moved_break = (is_moved(a) || is_moved(b)) && (is(a, SESSION_BREAK) || is(b, SESSION_BREAK));
	bool both_stay = is_fixed(a) && is_fixed(b);
	if (agenda_room_index_now(a) == agenda_room_index_now(b) && !beside && !moved_break && !both_stay)
		assert_true(!overlap(at, bt) || overlap_by_plan(a, b));
}

static void a_room_has_one_session_at_a_time_unless_planned_so(void **state)
{
	(void)state;
	each_pair(look_at_room);
}

static bool needs_people(const struct agenda_session *session)
{
	return session->kind != SESSION_BREAK && session->kind != SESSION_VIDEO;
}

/* Only for a fixed session, which does not wait, somebody can be late. */
static void look_at_people(const struct agenda_session *a, const struct expected *at, const struct agenda_session *b,
    const struct expected *bt)
{
	if (needs_people(a) && needs_people(b) && !is_fixed(a) && !is_fixed(b) && share_somebody(a, b))
		assert_true(!overlap(at, bt) || overlap_by_plan(a, b));
}

static void nobody_is_expected_in_two_places_unless_planned_so(void **state)
{
	(void)state;
	each_pair(look_at_people);
}

static void the_order_in_which_sessions_are_listed_does_not_matter(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		struct day day = given_day(seed);
		struct agenda turned = day.agenda;
		turned.sessions = arena_array(day.arena, struct agenda_session, SESSIONS);
		for (size_t i = 0; i < SESSIONS; i++)
			turned.sessions[i] = day.agenda.sessions[SESSIONS - 1 - i];
		struct expected *times = expected_times(&turned, day.arena);
		for (size_t i = 0; i < SESSIONS; i++) {
			assert_true(times[SESSIONS - 1 - i].starts_at == day.times[i].starts_at);
			assert_true(times[SESSIONS - 1 - i].ends_at == day.times[i].ends_at);
		}
		arena_destroy(day.arena);
	}
}

static void who_waits_says_for_whom_and_is_right(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		struct day day = given_day(seed);
		for (size_t i = 0; i < SESSIONS; i++) {
			const struct agenda_session *session = &day.agenda.sessions[i], *by = day.times[i].by;
			switch (day.times[i].cause) {
			case EXPECTED_PERSON:
				assert_true(share_somebody(session, by));
				assert_non_null(day.times[i].person);
				break;
			case EXPECTED_FIXED:
				assert_true(is_fixed(by));
				assert_int_equal(agenda_room_index_now(by), agenda_room_index_now(session));
				break;
			case EXPECTED_ROOM:
			case EXPECTED_BREAK:
				assert_int_equal(agenda_room_index_now(by), agenda_room_index_now(session));
				assert_true(day.times[i].starts_at == day.times[by - day.agenda.sessions].ends_at);
				break;
			default:
				assert_null(by);
			}
		}
		arena_destroy(day.arena);
	}
}

static void a_thousand_sessions_in_sixty_rooms_obey_the_same_rule(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct agenda agenda = random_plan(arena, 5, 1000, 60);
	announce(&agenda, 11);
	struct expected *times = expected_times(&agenda, arena);
	for (size_t i = 0; i < agenda.n_sessions; i++)
		for (size_t k = 0; k < i; k++) {
			const struct agenda_session *a = &agenda.sessions[i], *b = &agenda.sessions[k];
			if (a->state != SESSION_CANCELLED && b->state != SESSION_CANCELLED)
				look_at_room(a, &times[i], b, &times[k]);
		}
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whatever_the_plan_says_nothing_is_expected_otherwise_without_an_act),
		cmocka_unit_test(lateness_never_makes_anything_earlier),
		cmocka_unit_test(fixed_sessions_move_only_by_their_own_delay),
		cmocka_unit_test(nothing_begins_before_it_may_and_only_breaks_give_of_their_length),
		cmocka_unit_test(a_room_has_one_session_at_a_time_unless_planned_so),
		cmocka_unit_test(nobody_is_expected_in_two_places_unless_planned_so),
		cmocka_unit_test(the_order_in_which_sessions_are_listed_does_not_matter),
		cmocka_unit_test(who_waits_says_for_whom_and_is_right),
		cmocka_unit_test(a_thousand_sessions_in_sixty_rooms_obey_the_same_rule),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
