/* What doors did without network, told late and out of order: it is taken as it was done, and what does not fit is
 * kept until a person settles it. Nothing is refused, nothing is lost. */
#include "tests/unit/domain/door_day.h"

#include <string.h>

static const int64_t MINUTE = 60000, HOUR = 3600000;

static struct door_answer scan_at(struct day_rig *day, const char *code, int64_t at)
{
	clock_move(day->clock, at);
	return day_scan(day, code);
}

static void an_entry_told_late_counts_from_when_it_was(void **state)
{
	struct day_rig *day = *state;
	struct badge badge;
	struct conflict *conflicts;
	struct inside *inside;
	size_t n;
	struct person person = door_guest(day, "A Banda", &badge);
	clock_move(day->clock, DAY_START + HOUR);
	struct door_answer answer = door_late(day, badge.qr, DAY_START + MINUTE, DOOR_ADMITTED, false);
	assert_int_equal(answer.light, DOOR_GREEN);
	assert_null(answer.conflict);
	assert_int_equal(answer.point.inside, 1);
	assert_int_equal(inside_list(day->db, day->arena, "main", &inside, &n), OK);
	assert_int_equal(n, 1);
	assert_int_equal(inside[0].since, DAY_START + MINUTE);
	assert_int_equal(door_conflicts(day, &conflicts), 0);
	day_expect_entry(day, "doors", "scan", person.id, 2);
	assert_non_null(strstr(day_last(day).data, "\"offline\":\"2022-06-07T14:31:00"));
}

static void the_very_same_act_told_twice_is_one(void **state)
{
	struct day_rig *day = *state;
	struct badge badge;
	struct conflict *conflicts;
	door_guest(day, "A Banda", &badge);
	clock_move(day->clock, DAY_START + HOUR);
	door_late(day, badge.qr, DAY_START + MINUTE, DOOR_ADMITTED, false);
	assert_null(door_late(day, badge.qr, DAY_START + MINUTE, DOOR_ADMITTED, false).conflict);
	assert_int_equal(door_conflicts(day, &conflicts), 0);
}

static void two_doors_that_admit_one_badge_are_a_conflict_whichever_tells_first(void **state)
{
	struct day_rig *day = *state;
	static const int64_t LATE[] = { 10 * 60000, 30 * 60000 }; /* before and after the entry the server knows */
	for (size_t i = 0; i < 2; i++) {
		struct badge badge;
		struct conflict *conflicts, closed;
		struct person person = door_guest(day, "A Banda", &badge);
		clock_move(day->clock, DAY_START);
		int64_t before = door_conflicts(day, &conflicts);
		assert_int_equal(scan_at(day, badge.qr, DAY_START + 20 * MINUTE).result, DOOR_ADMITTED);
		clock_move(day->clock, DAY_START + HOUR);
		struct door_answer answer = door_late(day, badge.qr, DAY_START + LATE[i], DOOR_ADMITTED, false);
		assert_non_null(answer.conflict);
		assert_int_equal(door_conflicts(day, &conflicts), before + 1);
		assert_string_equal(conflicts[0].id, answer.conflict);
		assert_string_equal(conflicts[0].kind, "double_entry");
		assert_string_equal(conflicts[0].person_id, person.id);
		assert_string_equal(conflicts[0].point, "main");
		assert_int_equal(conflicts[0].at, DAY_START + LATE[i]);
		assert_non_null(strstr(conflicts[0].words, "admitted before"));
		assert_int_equal(door_resolve(day, answer.conflict, CONFLICT_KEEP, &closed), OK);
		assert_int_equal(day_scan(day, badge.qr).result, DOOR_ALREADY);
	}
}

static void a_badge_revoked_after_the_scan_was_good_then(void **state)
{
	struct day_rig *day = *state;
	struct badge old, new;
	struct conflict *conflicts;
	struct person person = door_guest(day, "A Banda", &old);
	clock_move(day->clock, DAY_START + 10 * MINUTE);
	assert_int_equal(day_badge(day, person.id, "lost", &new), OK);
	clock_move(day->clock, DAY_START + HOUR);
	assert_null(door_late(day, old.qr, DAY_START + 5 * MINUTE, DOOR_ADMITTED, false).conflict);
	assert_int_equal(door_conflicts(day, &conflicts), 0);
}

static void a_badge_revoked_before_the_scan_is_a_conflict_that_can_be_taken_back(void **state)
{
	struct day_rig *day = *state;
	struct badge old, new;
	struct conflict *conflicts, closed;
	struct point main;
	struct person person = door_guest(day, "A Banda", &old);
	clock_move(day->clock, DAY_START + 10 * MINUTE);
	assert_int_equal(day_badge(day, person.id, "lost", &new), OK);
	clock_move(day->clock, DAY_START + HOUR);
	struct door_answer answer = door_late(day, old.qr, DAY_START + 15 * MINUTE, DOOR_ADMITTED, false);
	assert_int_equal(answer.point.inside, 1);
	assert_int_equal(door_conflicts(day, &conflicts), 1);
	assert_string_equal(conflicts[0].kind, "revoked_badge");
	assert_int_equal(door_resolve(day, answer.conflict, CONFLICT_UNDO, &closed), OK);
	assert_string_equal(closed.state, "resolved");
	assert_string_equal(closed.taken, "undo");
	assert_string_equal(closed.remark, "seen");
	assert_string_equal(closed.resolved_by, "desk-1");
	day_expect_entry(day, "doors", "conflict.resolve", closed.id, 2);
	assert_int_equal(point_get(day->db, day->arena, "main", &main), OK);
	assert_int_equal(main.inside, 0);
	assert_int_equal(door_resolve(day, answer.conflict, CONFLICT_KEEP, &closed), ERR_STEP);
	assert_int_equal(door_resolve(day, "no-such", CONFLICT_KEEP, &closed), ERR_NOT_FOUND);
	assert_int_equal(door_conflicts(day, &conflicts), 0);
}

static void a_stranger_who_was_let_in_is_kept_for_somebody_to_look(void **state)
{
	struct day_rig *day = *state;
	struct badge_code stranger = day_foreign_code();
	struct conflict *conflicts, closed;
	clock_move(day->clock, DAY_START + HOUR);
	struct door_answer answer = door_late(day, stranger.qr, DAY_START, DOOR_ADMITTED, false);
	assert_int_equal(answer.point.inside, 0);
	assert_int_equal(door_conflicts(day, &conflicts), 1);
	assert_string_equal(conflicts[0].kind, "unknown_code");
	assert_string_equal(conflicts[0].code, stranger.qr);
	assert_string_equal(conflicts[0].person_id, "");
	assert_int_equal(door_resolve(day, answer.conflict, CONFLICT_UNDO, &closed), ERR_STEP);
	day_expect_fault(day, ERR_STEP, "take");
	assert_int_equal(door_resolve(day, answer.conflict, CONFLICT_KEEP, &closed), OK);
}

static void who_may_not_enter_and_did_is_a_conflict(void **state)
{
	struct day_rig *day = *state;
	struct badge badge;
	struct conflict *conflicts;
	struct participant_form back = { .state = "requested" };
	struct person person = door_guest(day, "A Banda", &badge);
	assert_int_equal(day_edit(day, person.id, 2, &back, &person), OK);
	clock_move(day->clock, DAY_START + HOUR);
	door_late(day, badge.qr, DAY_START, DOOR_ADMITTED, false);
	assert_int_equal(door_conflicts(day, &conflicts), 1);
	assert_string_equal(conflicts[0].kind, "not_allowed");
	assert_non_null(strstr(conflicts[0].words, "not approved"));
}

static void what_a_door_refused_is_no_conflict(void **state)
{
	static const enum door_result NOT_IN[] = { DOOR_REFUSED, DOOR_REVOKED, DOOR_UNKNOWN, DOOR_ASK, DOOR_ALREADY };
	struct day_rig *day = *state;
	struct badge badge;
	struct conflict *conflicts;
	door_guest(day, "A Banda", &badge);
	clock_move(day->clock, DAY_START + HOUR);
	for (size_t i = 0; i < sizeof NOT_IN / sizeof *NOT_IN; i++)
		assert_int_equal(door_late(day, badge.qr, DAY_START + (int64_t)i, NOT_IN[i], false).point.inside, 0);
	assert_int_equal(door_conflicts(day, &conflicts), 0);
}

/* In: 14:31, out: 14:41. However the two are told, nobody is inside at the end. */
static void acts_out_of_order_end_as_they_happened(void **state)
{
	struct day_rig *day = *state;
	const int64_t in = DAY_START + MINUTE, out = DAY_START + 11 * MINUTE;
	struct badge first, second;
	door_guest(day, "A Banda", &first);
	door_guest(day, "B Phiri", &second);
	clock_move(day->clock, DAY_START + HOUR);
	door_late(day, first.qr, in, DOOR_ADMITTED, false);
	assert_int_equal(door_late(day, first.qr, out, DOOR_LEFT, true).point.inside, 0);
	/* an entry after that leaving is one, and a leaving before it is history */
	assert_int_equal(door_late(day, first.qr, out + MINUTE, DOOR_ADMITTED, false).point.inside, 1);
	assert_int_equal(door_late(day, first.qr, out - MINUTE, DOOR_LEFT, true).point.inside, 1);
}

static void a_time_to_come_and_one_of_last_week_are_refused(void **state)
{
	struct day_rig *day = *state;
	struct badge badge;
	struct door_answer answer;
	door_guest(day, "A Banda", &badge);
	struct door_form form = { .code = badge.qr, .point = "main", .is_late = true, .did = DOOR_ADMITTED };
	form.at = DAY_START + 10 * MINUTE;
	assert_int_equal(day_scan_as(day, &form, &answer), ERR_INVALID);
	day_expect_fault(day, ERR_INVALID, "at");
	form.at = DAY_START - 49 * HOUR;
	assert_int_equal(day_scan_as(day, &form, &answer), ERR_INVALID);
	day_expect_fault(day, ERR_INVALID, "at");
	form.at = DAY_START + MINUTE / 2; /* a clock that runs ahead a little */
	assert_int_equal(day_scan_as(day, &form, &answer), OK);
	assert_in_range(answer.at, DAY_START, DAY_START + MINUTE / 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(an_entry_told_late_counts_from_when_it_was),
		day_test(the_very_same_act_told_twice_is_one),
		day_test(two_doors_that_admit_one_badge_are_a_conflict_whichever_tells_first),
		day_test(a_badge_revoked_after_the_scan_was_good_then),
		day_test(a_badge_revoked_before_the_scan_is_a_conflict_that_can_be_taken_back),
		day_test(a_stranger_who_was_let_in_is_kept_for_somebody_to_look),
		day_test(who_may_not_enter_and_did_is_a_conflict),
		day_test(what_a_door_refused_is_no_conflict),
		day_test(acts_out_of_order_end_as_they_happened),
		day_test(a_time_to_come_and_one_of_last_week_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
