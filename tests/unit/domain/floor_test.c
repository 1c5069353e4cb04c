/* The floor: one list a session, nobody twice on it, one speaker at a time, and every step only from where it makes
 * sense. */
#include "tests/unit/domain/day.h"

#include <string.h>

static const int64_t MINUTE = 60000;

static const char *const STATES[] = { "waiting", "speaking", "delivered", "withdrawn" };

/* A session with n people on its list; ids of the speakers. */
static const char *list(struct day_rig *day, size_t n, struct speaker speakers[])
{
	const char *session = day_session(day, "Pledging");
	for (size_t i = 0; i < n; i++)
		speakers[i] = day_speaker(day, session, arena_printf(day->arena, "Speaker %zu", i + 1));
	return session;
}

static size_t speaking_in(struct day_rig *day, const char *session)
{
	struct speaker *speakers;
	size_t n, speaking = 0;
	assert_int_equal(speaker_list(day->db, day->arena, session, &speakers, &n), OK);
	for (size_t i = 0; i < n; i++)
		speaking += !strcmp(speakers[i].state, "speaking");
	return speaking;
}

/* ---- asking for the floor ---- */

static void requests_stand_in_the_order_they_came(void **state)
{
	struct day_rig *day = *state;
	struct speaker speakers[3], *listed;
	size_t n;
	const char *session = list(day, 3, speakers);
	assert_int_equal(speaker_list(day->db, day->arena, session, &listed, &n), OK);
	assert_int_equal(n, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_string_equal(listed[i].id, speakers[i].id);
		assert_int_equal(listed[i].position, i + 1);
		assert_string_equal(listed[i].state, "waiting");
		assert_int_equal(listed[i].allotted_seconds, 180);
		assert_in_range(listed[i].requested_at, DAY_START, DAY_START + MINUTE);
		assert_int_equal(listed[i].started_at, 0);
	}
	assert_string_equal(listed[0].display, "Speaker 1");
	assert_string_equal(listed[0].entity.name, "Kariba Telecom");
	day_expect_entry(day, "floor", "floor.request", speakers[2].id, 1);
}

static void each_session_has_its_own_list(void **state)
{
	struct day_rig *day = *state;
	struct speaker first[2], second;
	list(day, 2, first);
	const char *other = day_session(day, "Another");
	assert_int_equal(day_request(day, other, first[0].person_id, NULL, &second), OK);
	assert_int_equal(second.position, 1);
}

static void a_badge_asks_for_the_floor(void **state)
{
	struct day_rig *day = *state;
	struct person person = day_somebody(day, "A Banda");
	const char *session = day_session(day, "Pledging");
	struct badge badge;
	struct speaker speaker;
	assert_int_equal(day_badge(day, person.id, "", &badge), OK);
	assert_int_equal(day_request(day, session, NULL, badge.qr, &speaker), OK);
	assert_string_equal(speaker.person_id, person.id);
	assert_int_equal(day_request(day, session, NULL, badge.code, &speaker), ERR_CONFLICT);
}

static void a_badge_that_does_not_count_gives_no_floor(void **state)
{
	struct day_rig *day = *state;
	struct person person = day_somebody(day, "A Banda");
	const char *session = day_session(day, "Pledging");
	struct badge old, new;
	struct speaker speaker = { .id = "untouched" };
	struct badge_code stranger = day_foreign_code();
	assert_int_equal(day_badge(day, person.id, "", &old), OK);
	assert_int_equal(day_badge(day, person.id, "lost", &new), OK);
	assert_int_equal(day_request(day, session, NULL, old.qr, &speaker), ERR_BADGE_REVOKED);
	day_expect_fault(day, ERR_BADGE_REVOKED, "code");
	const char *const UNKNOWN[] = { stranger.qr, stranger.code, "", "Banda", "K7QF-3M2" };
	for (size_t i = 0; i < sizeof UNKNOWN / sizeof *UNKNOWN; i++) {
		assert_int_equal(day_request(day, session, NULL, UNKNOWN[i], &speaker), ERR_CODE_UNKNOWN);
		day_expect_fault(day, ERR_CODE_UNKNOWN, "code");
	}
	assert_string_equal(speaker.id, "untouched");
	assert_int_equal(day_request(day, session, NULL, new.qr, &speaker), OK);
}

static void a_request_needs_somebody_and_a_session(void **state)
{
	struct day_rig *day = *state;
	struct person person = day_somebody(day, "A Banda");
	const char *session = day_session(day, "Pledging");
	struct speaker speaker;
	assert_int_equal(day_request(day, session, NULL, NULL, &speaker), ERR_FIELD_MISSING);
	day_expect_fault(day, ERR_FIELD_MISSING, "person");
	assert_int_equal(day_request(day, session, "no-such-person", NULL, &speaker), ERR_INVALID);
	day_expect_fault(day, ERR_INVALID, "person");
	assert_int_equal(day_request(day, session, "", NULL, &speaker), ERR_INVALID);
	assert_int_equal(day_request(day, "no-such-session", person.id, NULL, &speaker), ERR_NOT_FOUND);
}

static void nobody_stands_twice_on_a_list_but_may_come_again(void **state)
{
	struct day_rig *day = *state;
	struct speaker s, again;
	const char *session = list(day, 1, &s);
	assert_int_equal(day_request(day, session, s.person_id, NULL, &again), ERR_CONFLICT);
	day_expect_fault(day, ERR_CONFLICT, "person");
	assert_int_equal(day_floor(day, floor_call, s.id, &s), OK);
	assert_int_equal(day_request(day, session, s.person_id, NULL, &again), ERR_CONFLICT);
	assert_int_equal(day_floor(day, floor_end, s.id, &s), OK);
	assert_int_equal(day_request(day, session, s.person_id, NULL, &again), OK);
	assert_int_equal(again.position, 2);
	assert_int_equal(day_floor(day, floor_withdraw, again.id, &again), OK);
	assert_int_equal(day_request(day, session, s.person_id, NULL, &again), OK);
	assert_int_equal(again.position, 3);
}

/* ---- speaking ---- */

static void a_statement_has_a_beginning_and_an_end(void **state)
{
	struct day_rig *day = *state;
	struct speaker s;
	list(day, 1, &s);
	clock_move(day->clock, DAY_START + 10 * MINUTE);
	assert_int_equal(day_floor(day, floor_call, s.id, &s), OK);
	assert_string_equal(s.state, "speaking");
	assert_in_range(s.started_at, DAY_START + 10 * MINUTE, DAY_START + 11 * MINUTE);
	assert_int_equal(s.ended_at, 0);
	assert_int_equal(s.version, 2);
	day_expect_entry(day, "floor", "floor.call", s.id, 2);
	int64_t started = s.started_at;
	clock_move(day->clock, DAY_START + 13 * MINUTE);
	assert_int_equal(day_floor(day, floor_end, s.id, &s), OK);
	assert_string_equal(s.state, "delivered");
	assert_int_equal(s.started_at, started);
	assert_in_range(s.ended_at, DAY_START + 13 * MINUTE, DAY_START + 14 * MINUTE);
	day_expect_entry(day, "floor", "floor.end", s.id, 3);
}

static void calling_the_next_ends_the_one_who_speaks(void **state)
{
	struct day_rig *day = *state;
	struct speaker speakers[2], called, now;
	const char *session = list(day, 2, speakers);
	assert_int_equal(day_floor(day, floor_call, speakers[0].id, &called), OK);
	clock_move(day->clock, DAY_START + 4 * MINUTE);
	assert_int_equal(day_floor(day, floor_call, speakers[1].id, &called), OK);
	assert_string_equal(day_speaker_now(day, speakers[0].id).state, "delivered");
	assert_string_equal(day_speaker_now(day, speakers[1].id).state, "speaking");
	assert_int_equal(speaking_in(day, session), 1);
	assert_int_equal(speaker_get(day->db, day->arena, speakers[0].id, &now), OK);
	assert_int_equal(now.ended_at, called.started_at);
	assert_int_equal(speaker_now(day->db, day->arena, &now), OK);
	assert_string_equal(now.id, speakers[1].id);
	day_expect_entry(day, "floor", "floor.call", speakers[1].id, 2);
}

static void another_session_keeps_its_speaker(void **state)
{
	struct day_rig *day = *state;
	struct speaker here, there;
	list(day, 1, &here);
	list(day, 1, &there);
	assert_int_equal(day_floor(day, floor_call, here.id, &here), OK);
	assert_int_equal(day_floor(day, floor_call, there.id, &there), OK);
	assert_string_equal(day_speaker_now(day, here.id).state, "speaking");
}

static void the_list_can_be_called_in_any_order(void **state)
{
	struct day_rig *day = *state;
	struct speaker speakers[3], s;
	const char *session = list(day, 3, speakers);
	static const size_t ORDER[] = { 2, 0, 1 };
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(day_floor(day, floor_call, speakers[ORDER[i]].id, &s), OK);
		assert_int_equal(speaking_in(day, session), 1);
	}
	assert_string_equal(day_speaker_now(day, speakers[2].id).state, "delivered");
}

/* Brings a new speaker into a state. */
static const char *speaker_in(struct day_rig *day, const char *wanted)
{
	struct speaker s;
	list(day, 1, &s);
	if (!strcmp(wanted, "speaking") || !strcmp(wanted, "delivered"))
		assert_int_equal(day_floor(day, floor_call, s.id, &s), OK);
	if (!strcmp(wanted, "delivered"))
		assert_int_equal(day_floor(day, floor_end, s.id, &s), OK);
	if (!strcmp(wanted, "withdrawn"))
		assert_int_equal(day_floor(day, floor_withdraw, s.id, &s), OK);
	assert_string_equal(day_speaker_now(day, s.id).state, wanted);
	return s.id;
}

static void every_act_is_refused_from_every_state_but_its_own(void **state)
{
	static const struct {
		day_floor_act *act;
		const char *from, *to;
	} ACTS[] = {
		{ floor_call, "waiting", "speaking" },
		{ floor_end, "speaking", "delivered" },
		{ floor_withdraw, "waiting", "withdrawn" },
	};
	struct day_rig *day = *state;
	for (size_t a = 0; a < sizeof ACTS / sizeof *ACTS; a++)
		for (size_t i = 0; i < sizeof STATES / sizeof *STATES; i++) {
			struct speaker s = { .id = "untouched" };
			const char *id = speaker_in(day, STATES[i]);
			bool allowed = !strcmp(STATES[i], ACTS[a].from);
			assert_int_equal(day_floor(day, ACTS[a].act, id, &s), allowed ? OK : ERR_STEP);
			assert_string_equal(day_speaker_now(day, id).state, allowed ? ACTS[a].to : STATES[i]);
			if (allowed)
				continue;
			day_expect_fault(day, ERR_STEP, "state");
			assert_non_null(strstr(day->fault.detail, STATES[i]));
			assert_string_equal(s.id, "untouched");
		}
}

static void nobody_acts_on_a_speaker_that_is_not_there(void **state)
{
	static day_floor_act *const ACTS[] = { floor_call, floor_end, floor_withdraw };
	struct day_rig *day = *state;
	struct speaker s;
	for (size_t i = 0; i < sizeof ACTS / sizeof *ACTS; i++)
		assert_int_equal(day_floor(day, ACTS[i], "no-such-speaker", &s), ERR_NOT_FOUND);
	assert_int_equal(speaker_now(day->db, day->arena, &s), ERR_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(requests_stand_in_the_order_they_came),
		day_test(each_session_has_its_own_list),
		day_test(a_badge_asks_for_the_floor),
		day_test(a_badge_that_does_not_count_gives_no_floor),
		day_test(a_request_needs_somebody_and_a_session),
		day_test(nobody_stands_twice_on_a_list_but_may_come_again),
		day_test(a_statement_has_a_beginning_and_an_end),
		day_test(calling_the_next_ends_the_one_who_speaks),
		day_test(another_session_keeps_its_speaker),
		day_test(the_list_can_be_called_in_any_order),
		day_test(every_act_is_refused_from_every_state_but_its_own),
		day_test(nobody_acts_on_a_speaker_that_is_not_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
