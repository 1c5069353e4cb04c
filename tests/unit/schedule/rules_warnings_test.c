/* The rules that make a person look: each on its own, then those that walk in order of time against slow and obvious
 * judges. */
#include "tests/unit/schedule/sample.h"

#include "schedule/rules.h"

#include <stdio.h>

/* Two rooms, sessions of half an hour one after the other, titles in all languages. */
struct given {
	struct arena *arena;
	struct agenda agenda;
	struct rules_known known;
};

static struct given given_sessions(int n)
{
	struct given given = { .arena = arena_create(), .agenda = { .n_rooms = 2, .n_sessions = (size_t)n } };
	sample_zone("Africa/Kigali");
	given.agenda.rooms = arena_array(given.arena, struct agenda_room, 2);
	given.agenda.rooms[0] = (struct agenda_room){ .id = "a", .name = "Hall A" };
	given.agenda.rooms[1] = (struct agenda_room){ .id = "b", .name = "Hall B" };
	given.agenda.sessions = arena_array(given.arena, struct agenda_session, n);
	for (int i = 0; i < n; i++) {
		given.agenda.sessions[i] = sample_session(given.arena, i + 1, i % 2, i * 30, i * 30 + 30);
		for (int lang = 1; lang < LANG_MAX; lang++)
			given.agenda.sessions[i].title.in[lang] = given.agenda.sessions[i].title.in[LANG_EN];
	}
	return given;
}

static void move(struct given *given, int session, int room, int from, int to)
{
	struct agenda_session *moved = &given->agenda.sessions[session];
	moved->room = room;
	moved->starts_at = SAMPLE_MS + (int64_t)from * MINUTE;
	moved->ends_at = SAMPLE_MS + (int64_t)to * MINUTE;
}

static struct findings check(const struct given *given)
{
	return rules_check_with(&given->agenda, &given->known, given->arena);
}

/* A value of a finding as text. */
static const char *value(const struct given *given, const struct finding *finding, const char *key)
{
	for (size_t i = 0; i < FINDING_VALUES_MAX && finding->values[i].key; i++)
		if (!strcmp(finding->values[i].key, key))
			return finding->values[i].text
				   ? finding->values[i].text
				   : arena_printf(given->arena, "%d", (int)finding->values[i].number);
	fail_msg("no value %s", key);
	return NULL;
}

static void then_clean(struct given *given)
{
	assert_int_equal(check(given).n, 0);
	arena_destroy(given->arena);
}

/* Exactly one finding, a warning of this kind about that session (-1: none), with that value. */
static void then_one(struct given *given, enum finding_kind kind, int session, const char *key, const char *is)
{
	struct findings found = check(given);
	assert_int_equal(found.n, 1);
	assert_string_equal(finding_kind_key(found.items[0].kind), finding_kind_key(kind));
	assert_int_equal(found.items[0].severity, FINDING_WARNING);
	assert_texts(found.items[0].session, session < 0 ? NULL : given->agenda.sessions[session].id);
	assert_true(strlen(found.items[0].sentence) > 10);
	if (key)
		assert_string_equal(value(given, &found.items[0], key), is);
	arena_destroy(given->arena);
}

/* ---- a session and its room ---- */

static void a_session_with_more_places_than_seats(void **state)
{
	(void)state;
	struct given given = given_sessions(2);
	given.agenda.rooms[0].capacity = 80;
	given.agenda.sessions[0].capacity = 80;
	assert_int_equal(check(&given).n, 0);
	given.agenda.sessions[0].capacity = 81;
	then_one(&given, FINDING_ROOM_CAPACITY, 0, "seats", "80");
}

static void a_room_that_lacks_equipment(void **state)
{
	(void)state;
	struct given given = given_sessions(2);
	given.agenda.rooms[0].equipment = 1u << EQUIPMENT_PROJECTOR;
	given.agenda.sessions[0].equipment = 1u << EQUIPMENT_PROJECTOR;
	assert_int_equal(check(&given).n, 0);
	given.agenda.sessions[0].equipment |= 1u << EQUIPMENT_BOOTHS | 1u << EQUIPMENT_CAPTIONING;
	then_one(&given, FINDING_EQUIPMENT, 0, "equipment", "booths captioning");
}

static void a_language_without_a_channel_unless_it_is_spoken(void **state)
{
	(void)state;
	struct given given = given_sessions(2);
	struct agenda_room *room = &given.agenda.rooms[0];
	room->languages[0] = LANG_EN;
	room->languages[1] = LANG_FR;
	room->n_languages = 2;
	given.agenda.sessions[0].language = "ar";
	given.agenda.sessions[0].interpretation = 1u << LANG_EN | 1u << LANG_FR | 1u << LANG_AR;
	assert_int_equal(check(&given).n, 0);
	given.agenda.sessions[0].interpretation |= 1u << LANG_ZH;
	then_one(&given, FINDING_INTERPRETATION_ROOM, 0, "languages", "zh");
}

static void a_title_that_is_missing_in_a_language(void **state)
{
	(void)state;
	struct given given = given_sessions(3);
	given.agenda.sessions[0].title.in[LANG_ES] = NULL;
	given.agenda.sessions[0].title.in[LANG_RU] = "";
	given.agenda.sessions[1].title.in[LANG_RU] = NULL;
	given.agenda.sessions[1].state = SESSION_CANCELLED;
	given.agenda.sessions[2].title = (struct texts){ { NULL } };
	given.agenda.sessions[2].kind = SESSION_BREAK;
	then_one(&given, FINDING_LANGUAGE_GAP, 0, "languages", "es ru");
}

static void a_session_that_wants_high_level_people_of_members(void **state)
{
	(void)state;
	static const char *const HIGH[] = { "m", "n" };
	struct given given = given_sessions(2);
	struct agenda_person person = { "x", "Ada", PERSON_SPEAKER };
	given.agenda.sessions[0].needs_high_level = true;
	given.agenda.sessions[0].persons = &person;
	given.agenda.sessions[0].n_persons = 1;
	assert_int_equal(check(&given).n, 0); /* nobody said who is high-level */
	given.known.high_level = HIGH;
	given.known.n_high_level = 2;
	assert_int_equal(check(&given).n, 1);
	person.id = "n";
	assert_int_equal(check(&given).n, 0);
	person.id = NULL;
	then_one(&given, FINDING_HIGH_LEVEL, 0, NULL, NULL);
}

/* ---- rooms in time ---- */

static void a_room_that_is_not_given_its_minutes(void **state)
{
	(void)state;
	struct given given = given_sessions(3);
	given.agenda.rooms[0].turn_round_minutes = 15;
	move(&given, 0, 0, 0, 30);
	move(&given, 1, 0, 40, 60);
	move(&given, 2, 0, 75, 90);
	then_one(&given, FINDING_TURN_ROUND, 1, "minutes", "10");
}

static void a_break_is_time_to_turn_a_room_round(void **state)
{
	(void)state;
	struct given given = given_sessions(3);
	given.agenda.rooms[0].turn_round_minutes = 15;
	move(&given, 0, 0, 0, 30);
	move(&given, 1, 0, 30, 45);
	move(&given, 2, 0, 45, 90);
	given.agenda.sessions[1].kind = SESSION_BREAK;
	then_clean(&given);
}

static void what_was_moved_today_into_a_taken_room(void **state)
{
	(void)state;
	struct given given = given_sessions(3);
	move(&given, 0, 0, 0, 30);
	move(&given, 1, 1, 0, 30);
	move(&given, 2, 1, 60, 90);
	given.agenda.sessions[1].moved_room = 1; /* index 0 */
	struct findings found = check(&given);
	assert_int_equal(found.n, 1);
	assert_string_equal(found.items[0].other, given.agenda.sessions[0].id);
	given.agenda.sessions[1].moved_starts_at = SAMPLE_MS + 30 * MINUTE;
	assert_int_equal(check(&given).n, 0);
	given.agenda.sessions[2].moved_starts_at = SAMPLE_MS + 45 * MINUTE;
	given.agenda.sessions[2].moved_room = 1;
	then_one(&given, FINDING_ROOM_MOVED_CLASH, 2, NULL, NULL);
}

/* ---- interpreters ---- */

static void a_session_outside_the_interpreters_hours(void **state)
{
	(void)state;
	struct given given = given_sessions(3);
	given.known.interpreters.hours[0].from = 10 * 60; /* SAMPLE_MS is ten in Kigali */
	given.known.interpreters.hours[0].to = 11 * 60;
	given.known.interpreters.n_hours = 1;
	move(&given, 0, 0, 0, 60);
	move(&given, 1, 1, 30, 61);
	move(&given, 2, 0, 120, 150); /* not interpreted */
	given.agenda.sessions[0].interpretation = given.agenda.sessions[1].interpretation = 1u << LANG_FR;
	given.agenda.sessions[0].language = given.agenda.sessions[1].language = "fr";
	then_one(&given, FINDING_INTERPRETERS_HOURS, 1, "hours", "10:00-11:00");
}

static void a_session_across_midnight_needs_hours_that_go_on(void **state)
{
	(void)state;
	struct given given = given_sessions(1);
	given.known.interpreters.hours[0].from = 20 * 60;
	given.known.interpreters.hours[0].to = 24 * 60;
	given.known.interpreters.n_hours = 1;
	given.agenda.sessions[0].interpretation = 1u << LANG_FR;
	given.agenda.sessions[0].language = "fr";
	move(&given, 0, 0, 13 * 60, 14 * 60); /* 23:00 until midnight */
	assert_int_equal(check(&given).n, 0);
	move(&given, 0, 0, 13 * 60, 14 * 60 + 30);
	assert_int_equal(check(&given).n, 1);
	given.known.interpreters.hours[0].to = 25 * 60;
	then_clean(&given);
}

static void interpreters_who_work_too_long_without_a_rest_are_told_of_once(void **state)
{
	(void)state;
	struct given given = given_sessions(4);
	given.known.interpreters.longest_minutes = 180;
	given.known.interpreters.rest_minutes = 30;
	for (int i = 0; i < 4; i++) {
		given.agenda.sessions[i].interpretation = 1u << LANG_FR;
		given.agenda.sessions[i].language = "fr";
	}
	move(&given, 0, 0, 0, 100);
	move(&given, 1, 0, 120, 200);
	move(&given, 2, 0, 210, 240);
	move(&given, 3, 0, 270, 450);
	then_one(&given, FINDING_INTERPRETERS_REST, 1, "minutes", "200");
}

static void more_rooms_at_once_than_there_are_teams(void **state)
{
	(void)state;
	struct given given = given_sessions(3);
	given.known.interpreters.teams = 1;
	for (int i = 0; i < 3; i++) {
		given.agenda.sessions[i].interpretation = 1u << LANG_FR;
		given.agenda.sessions[i].language = "fr";
	}
	move(&given, 0, 0, 0, 60);
	move(&given, 1, 1, 30, 60);
	move(&given, 2, 0, 60, 90);
	then_one(&given, FINDING_INTERPRETERS_TEAMS, 1, "rooms", "2");
}

/* ---- the conference around the day ---- */

static void a_committee_is_told_of_once_with_how_many_run_beside_it(void **state)
{
	(void)state;
	struct given given = given_sessions(4);
	given.agenda.sessions[0].kind = SESSION_FOREIGN;
	move(&given, 0, -1, 0, 60);
	move(&given, 1, 0, -30, 30);
	move(&given, 2, 1, 59, 90);
	move(&given, 3, 0, 60, 90);
	then_one(&given, FINDING_FOREIGN_MEETING, 2, "sessions", "2");
}

/* ---- co-chairs ---- */

#define COCHAIR(area, seat, region)                                                                                  \
	{                                                                                                            \
		FOCUS_##area, SEAT_##seat, { "p", region "'s", PERSON_CHAIR }, region                                \
	}
#define COMPLETE(area, region)                                                                                       \
	COCHAIR(area, MEMBER, region), COCHAIR(area, PRIVATE_SECTOR, ""), COCHAIR(area, CIVIL_SOCIETY_OR_IO, "")

static void co_chairs_as_asked_are_no_finding_and_without_a_list_nobody_knows(void **state)
{
	(void)state;
	static const struct rules_cochair ALL[] = { COMPLETE(ACCESS, "Africa"), COMPLETE(ADOPTION, "Europe"),
		COMPLETE(VALUE_CREATION, "CIS"), COCHAIR(VALUE_CREATION, MEMBER, "Americas"),
		COMPLETE(ACCELERATE, "Arab States") };
	struct given given = given_sessions(1);
	assert_int_equal(check(&given).n, 0);
	given.known.cochairs = ALL;
	given.known.n_cochairs = sizeof ALL / sizeof *ALL;
	then_clean(&given);
}

static void a_region_that_comes_twice_takes_the_place_of_another(void **state)
{
	(void)state;
	static const struct rules_cochair ALL[] = { COMPLETE(ACCESS, "Africa"), COMPLETE(ADOPTION, "Europe"),
		COMPLETE(VALUE_CREATION, "CIS"), COMPLETE(ACCELERATE, "Africa") };
	struct given given = given_sessions(1);
	given.known.cochairs = ALL;
	given.known.n_cochairs = sizeof ALL / sizeof *ALL;
	then_one(&given, FINDING_COCHAIRS, -1, "region", "Africa");
}

static void an_area_composed_otherwise_says_what_is_asked(void **state)
{
	(void)state;
	static const struct rules_cochair ALL[] = { COMPLETE(ACCESS, "Africa"), COMPLETE(ADOPTION, "Europe"),
		COMPLETE(VALUE_CREATION, "CIS"), COCHAIR(ACCELERATE, MEMBER, "Americas"),
		COCHAIR(ACCELERATE, PRIVATE_SECTOR, ""), COCHAIR(ACCELERATE, PRIVATE_SECTOR, ""),
		COCHAIR(ACCELERATE, CIVIL_SOCIETY_OR_IO, "") };
	struct given given = given_sessions(1);
	given.known.cochairs = ALL;
	given.known.n_cochairs = sizeof ALL / sizeof *ALL;
	struct findings found = check(&given);
	assert_string_equal(value(&given, &found.items[0], "area"), "accelerate");
	then_one(&given, FINDING_COCHAIRS, -1, "problem", "private_sector");
}

static void an_area_without_co_chairs_is_told_of_once(void **state)
{
	(void)state;
	static const struct rules_cochair ALL[] = { COMPLETE(ACCESS, "Africa"), COMPLETE(ADOPTION, "Europe"),
		COMPLETE(VALUE_CREATION, "CIS") };
	struct given given = given_sessions(1);
	given.known.cochairs = ALL;
	given.known.n_cochairs = sizeof ALL / sizeof *ALL;
	then_one(&given, FINDING_COCHAIRS, -1, "problem", "number");
}

static void seats_have_keys_that_come_back(void **state)
{
	(void)state;
	for (int seat = 0; seat < SEAT_MAX; seat++) {
		enum rules_seat back = SEAT_MAX;
		assert_true(rules_seat_parse(rules_seat_key((enum rules_seat)seat), &back));
		assert_int_equal(back, seat);
	}
	enum rules_seat untouched = SEAT_PRIVATE_SECTOR;
	assert_false(rules_seat_parse("throne", &untouched));
	assert_false(rules_seat_parse(NULL, &untouched));
	assert_int_equal(untouched, SEAT_PRIVATE_SECTOR);
}

/* ---- properties ---- */

static int draw(unsigned *seed, int below)
{
	*seed = *seed * 1103515245u + 12345u;
	return (int)(*seed >> 16) % below;
}

enum { DRAWN = 14 };

static struct given given_random(unsigned seed)
{
	static const enum session_kind KINDS[] = { SESSION_PANEL, SESSION_PANEL, SESSION_BREAK, SESSION_FOREIGN };
	struct given given = given_sessions(DRAWN);
	given.known.interpreters.teams = 1 + draw(&seed, 2);
	given.known.interpreters.longest_minutes = 60;
	given.known.interpreters.rest_minutes = 30;
	given.agenda.rooms[0].turn_round_minutes = 20;
	given.agenda.rooms[1].turn_round_minutes = 45;
	for (int i = 0; i < DRAWN; i++) {
		struct agenda_session *session = &given.agenda.sessions[i];
		int from = draw(&seed, 40) * 10;
		move(&given, i, draw(&seed, 2), from, from + 10 + draw(&seed, 5) * 10);
		session->kind = KINDS[draw(&seed, 4)];
		session->state = draw(&seed, 6) ? SESSION_PLANNED : SESSION_CANCELLED;
		session->interpretation = draw(&seed, 2) ? 1u << LANG_FR : 0;
		session->language = "fr";
	}
	return given;
}

static bool is_on(const struct agenda_session *session)
{
	return session->state != SESSION_CANCELLED;
}

static bool is_told(const struct findings *found, enum finding_kind kind, const char *session)
{
	for (size_t i = 0; i < found->n; i++)
		if (found->items[i].kind == kind && found->items[i].session &&
		    !strcmp(found->items[i].session, session))
			return true;
	return false;
}

/* Too little time since the session of the room that ended last before it, and none of the room overlaps it. */
static bool lacks_turn_round(const struct agenda *agenda, const struct agenda_session *session)
{
	int64_t last = 0;
	bool foreign = false;
	if (!is_on(session) || session->kind == SESSION_BREAK)
		return false;
	for (size_t i = 0; i < agenda->n_sessions; i++) {
		const struct agenda_session *other = &agenda->sessions[i];
		bool earlier = other->starts_at != session->starts_at ? other->starts_at < session->starts_at
								      : strcmp(other->id, session->id) < 0;
		if (!earlier || !is_on(other) || other->kind == SESSION_BREAK || other->room != session->room)
			continue;
		bool is_foreign = other->kind == SESSION_FOREIGN;
		if (other->ends_at > last || (other->ends_at == last && foreign && !is_foreign)) {
			last = other->ends_at;
			foreign = is_foreign;
		}
	}
	int64_t needed = (int64_t)agenda->rooms[session->room].turn_round_minutes * MINUTE;
	return last && last <= session->starts_at && session->starts_at - last < needed &&
	       !(foreign && session->kind == SESSION_FOREIGN);
}

static bool is_interpreted(const struct agenda_session *session)
{
	return is_on(session) && session->interpretation && session->kind != SESSION_FOREIGN;
}

static bool lacks_team(const struct given *given, const struct agenda_session *session)
{
	int at_once = 0;
	for (size_t i = 0; i < given->agenda.n_sessions; i++) {
		const struct agenda_session *other = &given->agenda.sessions[i];
		bool begun = other->starts_at != session->starts_at ? other->starts_at < session->starts_at
								    : strcmp(other->id, session->id) <= 0;
		at_once += is_interpreted(other) && begun && other->ends_at > session->starts_at;
	}
	return is_interpreted(session) && at_once > given->known.interpreters.teams;
}

static int beside(const struct agenda *agenda, const struct agenda_session *meeting)
{
	int n = 0;
	for (size_t i = 0; i < agenda->n_sessions; i++) {
		const struct agenda_session *other = &agenda->sessions[i];
		n += is_on(other) && other->kind == SESSION_PANEL && other->starts_at < meeting->ends_at &&
		     meeting->starts_at < other->ends_at;
	}
	return n;
}

static void assert_meeting(
    const struct given *given, const struct findings *found, const struct agenda_session *meeting)
{
	int expected = is_on(meeting) ? beside(&given->agenda, meeting) : 0, told = 0;
	for (size_t i = 0; i < found->n; i++)
		if (found->items[i].kind == FINDING_FOREIGN_MEETING && !strcmp(found->items[i].other, meeting->id))
			told = atoi(value(given, &found->items[i], "sessions"));
	assert_int_equal(told, expected);
}

static void the_walks_find_what_slow_judges_find(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 500; seed++) {
		struct given given = given_random(seed);
		struct findings found = check(&given);
		for (int i = 0; i < DRAWN; i++) {
			const struct agenda_session *session = &given.agenda.sessions[i];
			assert_int_equal(is_told(&found, FINDING_TURN_ROUND, session->id),
			    lacks_turn_round(&given.agenda, session));
			assert_int_equal(
			    is_told(&found, FINDING_INTERPRETERS_TEAMS, session->id), lacks_team(&given, session));
			if (session->kind == SESSION_FOREIGN)
				assert_meeting(&given, &found, session);
		}
		arena_destroy(given.arena);
	}
}

/* Minute by minute: does somebody work in the room for longer than allowed without a whole rest? */
static bool overworked(const struct given *given, int room)
{
	enum { MINUTES = 600 };
	bool works[MINUTES] = { false };
	for (size_t i = 0; i < given->agenda.n_sessions; i++) {
		const struct agenda_session *session = &given->agenda.sessions[i];
		for (int64_t at = session->starts_at;
		     is_interpreted(session) && session->room == room && at < session->ends_at; at += MINUTE)
			works[(at - SAMPLE_MS) / MINUTE] = true;
	}
	int since = -1, idle = 0;
	for (int at = 0; at < MINUTES; at++) {
		idle = works[at] ? 0 : idle + 1;
		if (idle >= given->known.interpreters.rest_minutes)
			since = -1;
		else if (works[at] && since < 0)
			since = at;
		if (works[at] && at + 1 - since > given->known.interpreters.longest_minutes)
			return true;
	}
	return false;
}

static void whoever_is_overworked_minute_by_minute_is_told_of(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 500; seed++) {
		struct given given = given_random(seed);
		struct findings found = check(&given);
		for (int room = 0; room < 2; room++) {
			bool told = false;
			for (size_t i = 0; i < found.n; i++)
				told |= found.items[i].kind == FINDING_INTERPRETERS_REST &&
					!strcmp(found.items[i].room, given.agenda.rooms[room].id);
			assert_int_equal(told, overworked(&given, room));
		}
		arena_destroy(given.arena);
	}
}

static void findings_as_json_are_those_about_a_session_when_one_is_asked_for(void **state)
{
	(void)state;
	struct given given = given_sessions(3);
	move(&given, 1, 0, 10, 40);
	given.agenda.sessions[2].title.in[LANG_ZH] = NULL;
	struct findings found = check(&given);
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	findings_write(&w, NULL, &found, given.agenda.sessions[0].id);
	assert_non_null(strstr(buf_text(&out), "\"severity\":\"error\",\"kind\":\"room_overlap\""));
	assert_non_null(strstr(buf_text(&out), "\"room\":\"a\",\"person\":null"));
	assert_null(strstr(buf_text(&out), "language_gap"));
	buf_finish(&out);
	w = jsonw_start(&out);
	findings_write(&w, NULL, &found, NULL);
	assert_non_null(strstr(buf_text(&out), "\"values\":{\"languages\":[\"zh\"]}"));
	buf_finish(&out);
	arena_destroy(given.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_session_with_more_places_than_seats),
		cmocka_unit_test(a_room_that_lacks_equipment),
		cmocka_unit_test(a_language_without_a_channel_unless_it_is_spoken),
		cmocka_unit_test(a_title_that_is_missing_in_a_language),
		cmocka_unit_test(a_session_that_wants_high_level_people_of_members),
		cmocka_unit_test(a_room_that_is_not_given_its_minutes),
		cmocka_unit_test(a_break_is_time_to_turn_a_room_round),
		cmocka_unit_test(what_was_moved_today_into_a_taken_room),
		cmocka_unit_test(a_session_outside_the_interpreters_hours),
		cmocka_unit_test(a_session_across_midnight_needs_hours_that_go_on),
		cmocka_unit_test(interpreters_who_work_too_long_without_a_rest_are_told_of_once),
		cmocka_unit_test(more_rooms_at_once_than_there_are_teams),
		cmocka_unit_test(a_committee_is_told_of_once_with_how_many_run_beside_it),
		cmocka_unit_test(co_chairs_as_asked_are_no_finding_and_without_a_list_nobody_knows),
		cmocka_unit_test(a_region_that_comes_twice_takes_the_place_of_another),
		cmocka_unit_test(an_area_composed_otherwise_says_what_is_asked),
		cmocka_unit_test(an_area_without_co_chairs_is_told_of_once),
		cmocka_unit_test(seats_have_keys_that_come_back),
		cmocka_unit_test(the_walks_find_what_slow_judges_find),
		cmocka_unit_test(whoever_is_overworked_minute_by_minute_is_told_of),
		cmocka_unit_test(findings_as_json_are_those_about_a_session_when_one_is_asked_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
