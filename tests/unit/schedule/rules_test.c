/* Each rule on its own, then all of them against a slow and obvious judge on agendas drawn at random. */
#include "tests/unit/schedule/sample.h"

#include "schedule/rules.h"

/* A small agenda: n sessions one after the other in two rooms, nothing wrong with it. */
struct given {
	struct arena *arena;
	struct agenda agenda;
};

static struct given given_sessions(int n)
{
	static struct agenda_room rooms[] = { { .id = "a", .name = "Hall A" }, { .id = "b", .name = "Hall B" } };
	struct given given = { arena_create(), { .rooms = rooms, .n_rooms = 2, .n_sessions = (size_t)n } };
	given.agenda.sessions = arena_array(given.arena, struct agenda_session, n);
	for (int i = 0; i < n; i++)
		given.agenda.sessions[i] = sample_session(given.arena, i + 1, i % 2, i * 30, i * 30 + 30);
	return given;
}

static void add_person(struct given *given, int session, const char *id, const char *name, enum person_role role)
{
	struct agenda_session *to = &given->agenda.sessions[session];
	struct agenda_person *persons = arena_array(given->arena, struct agenda_person, to->n_persons + 1);
	for (size_t i = 0; i < to->n_persons; i++)
		persons[i] = to->persons[i];
	persons[to->n_persons++] = (struct agenda_person){ id, name, role };
	to->persons = persons;
}

static void move(struct given *given, int session, int room, int from, int to)
{
	struct agenda_session *moved = &given->agenda.sessions[session];
	moved->room = room;
	moved->starts_at = SAMPLE_MS + (int64_t)from * MINUTE;
	moved->ends_at = SAMPLE_MS + (int64_t)to * MINUTE;
}

/* Without what is to be said of every such agenda: titles in one language only, and committees that meet (their tests
 * are in rules_warnings_test.c). */
static struct findings check(const struct given *given)
{
	struct findings all = rules_check(&given->agenda, given->arena), found = all;
	found.n = 0;
	for (size_t i = 0; i < all.n; i++)
		if (all.items[i].kind != FINDING_LANGUAGE_GAP && all.items[i].kind != FINDING_FOREIGN_MEETING)
			found.items[found.n++] = all.items[i];
	return found;
}

static void assert_clean(struct given *given)
{
	assert_int_equal(check(given).n, 0);
	arena_destroy(given->arena);
}

/* Exactly one finding, of this kind, between these two sessions (other -1: none). */
static void assert_one(struct given *given, enum finding_kind kind, int session, int other)
{
	const struct agenda_session *sessions = given->agenda.sessions;
	struct findings found = check(given);
	assert_int_equal(found.n, 1);
	assert_string_equal(finding_kind_key(found.items[0].kind), finding_kind_key(kind));
	assert_string_equal(found.items[0].session, sessions[session].id);
	if (other < 0)
		assert_null(found.items[0].other);
	else
		assert_string_equal(found.items[0].other, sessions[other].id);
	assert_int_equal(found.n_errors, found.items[0].severity == FINDING_ERROR);
	assert_true(strlen(found.items[0].sentence) > 10);
	arena_destroy(given->arena);
}

static void an_agenda_without_faults_has_no_findings(void **state)
{
	(void)state;
	struct given given = given_sessions(6);
	assert_clean(&given);
	given = given_sessions(0);
	assert_clean(&given);
}

static void sessions_that_touch_do_not_overlap(void **state)
{
	(void)state;
	struct given given = given_sessions(2);
	move(&given, 0, 0, 0, 30);
	move(&given, 1, 0, 30, 60);
	add_person(&given, 0, "p", "Ada", PERSON_SPEAKER);
	add_person(&given, 1, "p", "Ada", PERSON_SPEAKER);
	assert_clean(&given);
}

static void two_sessions_in_one_room_at_once_are_an_error(void **state)
{
	(void)state;
	struct given given = given_sessions(2);
	move(&given, 0, 0, 0, 31);
	move(&given, 1, 0, 30, 60);
	struct findings found = check(&given);
	assert_non_null(strstr(found.items[0].sentence, "Hall A"));
	assert_one(&given, FINDING_ROOM_OVERLAP, 1, 0);
}

static void a_session_inside_a_longer_one_is_found_behind_a_short_one(void **state)
{
	(void)state;
	struct given given = given_sessions(3);
	move(&given, 0, 0, 0, 120);
	move(&given, 1, 1, 10, 20);
	move(&given, 2, 0, 100, 110);
	assert_one(&given, FINDING_ROOM_OVERLAP, 2, 0);
}

static void a_cancelled_session_holds_no_room_and_no_person(void **state)
{
	(void)state;
	struct given given = given_sessions(2);
	move(&given, 1, 0, 0, 30);
	add_person(&given, 0, "p", "Ada", PERSON_SPEAKER);
	add_person(&given, 1, "p", "Ada", PERSON_SPEAKER);
	given.agenda.sessions[1].state = SESSION_CANCELLED;
	assert_clean(&given);
}

static void a_video_may_run_in_a_break_but_not_in_a_panel(void **state)
{
	(void)state;
	struct given given = given_sessions(2);
	move(&given, 1, 0, 5, 25);
	given.agenda.sessions[0].kind = SESSION_BREAK;
	given.agenda.sessions[1].kind = SESSION_VIDEO;
	assert_int_equal(check(&given).n, 0);
	given.agenda.sessions[0].kind = SESSION_PANEL;
	assert_one(&given, FINDING_ROOM_OVERLAP, 1, 0);
}

static void one_person_in_two_places_is_an_error_whatever_the_roles(void **state)
{
	(void)state;
	struct given given = given_sessions(2);
	move(&given, 1, 1, 10, 40);
	add_person(&given, 0, "p", "Ada", PERSON_CHAIR);
	add_person(&given, 1, "p", "A. Lovelace", PERSON_PANELLIST);
	assert_one(&given, FINDING_PERSON_OVERLAP, 1, 0);
}

static void persons_without_id_are_the_same_by_name(void **state)
{
	(void)state;
	struct given given = given_sessions(2);
	move(&given, 1, 1, 10, 40);
	add_person(&given, 0, NULL, "Ada", PERSON_CHAIR);
	add_person(&given, 1, NULL, "Ada", PERSON_SPEAKER);
	assert_one(&given, FINDING_PERSON_OVERLAP, 1, 0);
}

static void two_roles_in_one_session_are_no_conflict(void **state)
{
	(void)state;
	struct given given = given_sessions(2);
	add_person(&given, 0, "p", "Ada", PERSON_CHAIR);
	add_person(&given, 0, "p", "Ada", PERSON_SPEAKER);
	assert_clean(&given);
}

static void a_person_wanted_by_the_conference_is_a_warning(void **state)
{
	(void)state;
	struct given given = given_sessions(2);
	move(&given, 1, -1, 10, 40);
	given.agenda.sessions[1].kind = SESSION_FOREIGN;
	add_person(&given, 0, "p", "Ada", PERSON_CHAIR);
	add_person(&given, 1, "p", "Ada", PERSON_CHAIR);
	assert_one(&given, FINDING_FOREIGN_PERSON, 1, 0);
}

static void foreign_sessions_are_not_held_against_each_other(void **state)
{
	(void)state;
	struct given given = given_sessions(2);
	move(&given, 1, 0, 0, 30);
	for (int i = 0; i < 2; i++) {
		given.agenda.sessions[i].kind = SESSION_FOREIGN;
		add_person(&given, i, "p", "Ada", PERSON_CHAIR);
	}
	assert_clean(&given);
}

static void every_session_during_a_plenary_of_the_conference_is_a_warning(void **state)
{
	(void)state;
	struct given given = given_sessions(4);
	move(&given, 0, -1, 0, 60);
	given.agenda.sessions[0].kind = SESSION_FOREIGN;
	given.agenda.sessions[0].title = (struct texts){ { [LANG_FR] = "Troisième séance plénière" } };
	move(&given, 1, 0, -30, 90); /* around it */
	move(&given, 2, 1, -30, 30); /* into it */
	move(&given, 3, 1, 60, 90);  /* after it */
	struct findings found = check(&given);
	assert_int_equal(found.n, 2);
	assert_int_equal(found.n_errors, 0);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(found.items[i].kind, FINDING_FOREIGN_PLENARY);
		assert_string_equal(found.items[i].session, given.agenda.sessions[i + 1].id);
	}
	arena_destroy(given.arena);
}

static void a_foreign_committee_and_a_break_do_not_disturb(void **state)
{
	(void)state;
	struct given given = given_sessions(3);
	move(&given, 0, -1, 0, 600);
	move(&given, 1, -1, 600, 700);
	move(&given, 2, 0, 600, 700);
	given.agenda.sessions[0].kind = given.agenda.sessions[1].kind = SESSION_FOREIGN;
	given.agenda.sessions[0].title.in[LANG_EN] = "Committee 3";
	given.agenda.sessions[1].title.in[LANG_EN] = "PLENARY";
	given.agenda.sessions[2].kind = SESSION_BREAK;
	assert_clean(&given);
}

static void times_titles_rooms_and_ids_are_checked(void **state)
{
	(void)state;
	struct given given = given_sessions(2);
	given.agenda.sessions[1].ends_at = given.agenda.sessions[1].starts_at;
	assert_one(&given, FINDING_TIMES, 1, -1);
	given = given_sessions(2);
	given.agenda.sessions[0].title.in[LANG_EN] = "";
	assert_one(&given, FINDING_TITLE, 0, -1);
	given = given_sessions(2);
	given.agenda.sessions[0].room = 2;
	assert_one(&given, FINDING_ROOM_UNKNOWN, 0, -1);
	given = given_sessions(2);
	given.agenda.sessions[0].room = -1;
	assert_one(&given, FINDING_ROOM_MISSING, 0, -1);
	given = given_sessions(2);
	given.agenda.sessions[1].id = given.agenda.sessions[0].id;
	assert_one(&given, FINDING_ID_TWICE, 1, 0);
}

static void every_kind_of_finding_has_its_own_key(void **state)
{
	(void)state;
	for (int a = 0; a < FINDING_KIND_MAX; a++)
		for (int b = 0; b < a; b++)
			assert_string_not_equal(
			    finding_kind_key((enum finding_kind)a), finding_kind_key((enum finding_kind)b));
}

/* --- properties --- */

/* A reproducible source of numbers (the LCG of POSIX). */
static int draw(unsigned *seed, int below)
{
	*seed = *seed * 1103515245u + 12345u;
	return (int)(*seed >> 16) % below;
}

static struct given given_random(unsigned seed)
{
	static const char *const PERSONS[] = { "Ada", "Bea", "Cem", "Dan", "Eva" };
	struct given given = given_sessions(12);
	for (int i = 0; i < 12; i++) {
		int from = draw(&seed, 40) * 15;
		move(&given, i, draw(&seed, 2), from, from + 15 + draw(&seed, 6) * 15);
		given.agenda.sessions[i].kind = (enum session_kind)draw(&seed, SESSION_KIND_MAX);
		given.agenda.sessions[i].state = draw(&seed, 5) ? SESSION_PLANNED : SESSION_CANCELLED;
		add_person(&given, i, NULL, PERSONS[draw(&seed, 5)], PERSON_SPEAKER);
	}
	return given;
}

static bool overlap(const struct agenda_session *a, const struct agenda_session *b)
{
	return a->state != SESSION_CANCELLED && b->state != SESSION_CANCELLED && a->starts_at < b->ends_at &&
	       b->starts_at < a->ends_at;
}

static bool share_room_badly(const struct agenda_session *a, const struct agenda_session *b)
{
	bool foreign = a->kind == SESSION_FOREIGN && b->kind == SESSION_FOREIGN;
	bool shown = (a->kind == SESSION_VIDEO && b->kind == SESSION_BREAK) ||
		     (a->kind == SESSION_BREAK && b->kind == SESSION_VIDEO);
	return overlap(a, b) && a->room == b->room && !foreign && !shown;
}

static bool binds(const struct agenda_session *session)
{
	return session->kind != SESSION_BREAK && session->kind != SESSION_VIDEO;
}

static bool share_person_badly(const struct agenda_session *a, const struct agenda_session *b)
{
	bool foreign = a->kind == SESSION_FOREIGN && b->kind == SESSION_FOREIGN;
	return overlap(a, b) && !foreign && binds(a) && binds(b) && !strcmp(a->persons[0].name, b->persons[0].name);
}

static bool is_before(const struct agenda_session *a, const struct agenda_session *b)
{
	return a->starts_at != b->starts_at ? a->starts_at < b->starts_at : strcmp(a->id, b->id) < 0;
}

/* Is the session reported with this kind (or the other) exactly when the judge finds an earlier one it collides with,
 * and is what it is held against truly such a one? */
static void assert_judged(const struct given *given, const struct findings *found, enum finding_kind kind,
    enum finding_kind or_kind, bool (*collide)(const struct agenda_session *, const struct agenda_session *))
{
	const struct agenda *agenda = &given->agenda;
	for (size_t i = 0; i < agenda->n_sessions; i++) {
		const struct agenda_session *session = &agenda->sessions[i];
		bool expected = false, reported = false;
		for (size_t j = 0; j < agenda->n_sessions; j++)
			expected |=
			    is_before(&agenda->sessions[j], session) && collide(session, &agenda->sessions[j]);
		for (size_t f = 0; f < found->n; f++) {
			bool ours = found->items[f].kind == kind || found->items[f].kind == or_kind;
			if (!ours || strcmp(found->items[f].session, session->id) != 0)
				continue;
			reported = true;
			assert_true(collide(session, agenda_session_find(agenda, found->items[f].other)));
		}
		assert_int_equal(reported, expected);
	}
}

static void the_sweep_finds_what_the_slow_judge_finds(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 500; seed++) {
		struct given given = given_random(seed);
		struct findings found = check(&given);
		assert_judged(&given, &found, FINDING_ROOM_OVERLAP, FINDING_ROOM_OVERLAP, share_room_badly);
		assert_judged(&given, &found, FINDING_PERSON_OVERLAP, FINDING_FOREIGN_PERSON, share_person_badly);
		arena_destroy(given.arena);
	}
}

static void the_order_of_the_sessions_does_not_matter(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 100; seed++) {
		struct given given = given_random(seed);
		struct findings before = check(&given);
		struct agenda_session *sessions = given.agenda.sessions;
		for (size_t i = 0; i < 6; i++) {
			struct agenda_session held = sessions[i];
			sessions[i] = sessions[11 - i];
			sessions[11 - i] = held;
		}
		struct findings after = check(&given);
		assert_int_equal(before.n, after.n);
		assert_int_equal(before.n_errors, after.n_errors);
		arena_destroy(given.arena);
	}
}

static void a_thousand_sessions_in_sixty_rooms_that_all_collide_make_a_linear_list(void **state)
{
	(void)state;
	struct given given = { arena_create(), { .n_rooms = 60, .n_sessions = 1000 } };
	struct arena *arena = given.arena;
	struct agenda agenda = given.agenda;
	agenda.rooms = arena_array(arena, struct agenda_room, 60);
	agenda.sessions = arena_array(arena, struct agenda_session, 1000);
	struct agenda_person *ada = arena_new(arena, struct agenda_person);
	ada->name = "Ada";
	for (int i = 0; i < 60; i++)
		agenda.rooms[i].name = arena_printf(arena, "Room %d", i);
	for (int i = 0; i < 1000; i++) {
		agenda.sessions[i] = sample_session(arena, i, i % 60, i, i + 2000);
		agenda.sessions[i].persons = ada;
		agenda.sessions[i].n_persons = 1;
	}
	given.agenda = agenda;
	assert_int_equal(check(&given).n, (1000 - 60) + 999);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_agenda_without_faults_has_no_findings),
		cmocka_unit_test(sessions_that_touch_do_not_overlap),
		cmocka_unit_test(two_sessions_in_one_room_at_once_are_an_error),
		cmocka_unit_test(a_session_inside_a_longer_one_is_found_behind_a_short_one),
		cmocka_unit_test(a_cancelled_session_holds_no_room_and_no_person),
		cmocka_unit_test(a_video_may_run_in_a_break_but_not_in_a_panel),
		cmocka_unit_test(one_person_in_two_places_is_an_error_whatever_the_roles),
		cmocka_unit_test(persons_without_id_are_the_same_by_name),
		cmocka_unit_test(two_roles_in_one_session_are_no_conflict),
		cmocka_unit_test(a_person_wanted_by_the_conference_is_a_warning),
		cmocka_unit_test(foreign_sessions_are_not_held_against_each_other),
		cmocka_unit_test(every_session_during_a_plenary_of_the_conference_is_a_warning),
		cmocka_unit_test(a_foreign_committee_and_a_break_do_not_disturb),
		cmocka_unit_test(times_titles_rooms_and_ids_are_checked),
		cmocka_unit_test(every_kind_of_finding_has_its_own_key),
		cmocka_unit_test(the_sweep_finds_what_the_slow_judge_finds),
		cmocka_unit_test(the_order_of_the_sessions_does_not_matter),
		cmocka_unit_test(a_thousand_sessions_in_sixty_rooms_that_all_collide_make_a_linear_list),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
