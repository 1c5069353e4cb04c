/* Arrival, badges and scans: set once and never toggled, one active badge a person, every outcome said. */
#include "domain/participant_find.h"
#include "tests/unit/domain/day.h"

#include "badges/code.h"

#include <ctype.h>
#include <string.h>

static const int64_t MINUTE = 60000;

static struct person requested(struct day_rig *day, const char *family)
{
	struct participant_form form = { .family = family, .entity_name = "Kariba Telecom", .state = "requested" };
	struct person person;
	assert_int_equal(day_add(day, &form, &person), OK);
	return person;
}

/* ---- check-in ---- */

static void a_check_in_sets_the_arrival_and_can_issue_a_badge(void **state)
{
	struct day_rig *day = *state;
	struct person person = day_somebody(day, "A Banda");
	struct check_in c;
	assert_int_equal(day_check_in(day, person.id, true, &c), OK);
	assert_false(c.already);
	assert_string_equal(c.person.state, "arrived");
	assert_string_equal(c.person.arrived_by, "desk-1");
	assert_in_range(c.person.arrived_at, DAY_START, DAY_START + MINUTE);
	assert_int_equal(c.person.badge.serial, 1);
	assert_string_equal(c.person.badge.state, "issued");
	assert_int_equal(c.person.version, 2);
	day_expect_entry(day, "participants", "badge.issue", person.id, 2);
	assert_string_equal(day_last(day).data, "{\"serial\":1,\"with\":\"participant.check_in\"}");
}

static void a_second_check_in_is_fine_says_so_and_changes_nothing(void **state)
{
	struct day_rig *day = *state;
	struct person person = day_somebody(day, "A Banda");
	struct check_in first, second;
	assert_int_equal(day_check_in(day, person.id, true, &first), OK);
	int64_t entries = day_entries(day);
	clock_move(day->clock, DAY_START + 30 * MINUTE);
	assert_int_equal(day_check_in(day, person.id, true, &second), OK);
	assert_true(second.already);
	assert_int_equal(second.person.arrived_at, first.person.arrived_at);
	assert_int_equal(second.person.badge.serial, first.person.badge.serial);
	assert_int_equal(second.person.version, first.person.version);
	assert_int_equal(day_entries(day), entries);
}

static void a_check_in_without_a_badge_can_be_followed_by_one_with(void **state)
{
	struct day_rig *day = *state;
	struct person person = day_somebody(day, "A Banda");
	struct check_in c;
	assert_int_equal(day_check_in(day, person.id, false, &c), OK);
	assert_int_equal(c.person.badge.serial, 0);
	day_expect_entry(day, "participants", "participant.check_in", person.id, 2);
	assert_int_equal(day_check_in(day, person.id, true, &c), OK);
	assert_true(c.already);
	assert_int_equal(c.person.badge.serial, 1);
	assert_int_equal(c.person.version, 3);
}

static void a_check_in_keeps_a_badge_that_was_printed_before(void **state)
{
	struct day_rig *day = *state;
	struct person person = day_somebody(day, "A Banda");
	struct badge badge;
	struct check_in c;
	assert_int_equal(day_badge(day, person.id, "", &badge), OK);
	assert_int_equal(day_person(day, person.id).arrived_at, 0);
	assert_int_equal(day_check_in(day, person.id, true, &c), OK);
	assert_false(c.already);
	assert_int_equal(c.person.badge.serial, badge.serial);
}

static void nobody_arrives_whose_registration_was_not_approved(void **state)
{
	struct day_rig *day = *state;
	struct person person = requested(day, "Banda");
	struct check_in c = { .already = true };
	assert_int_equal(day_check_in(day, person.id, true, &c), ERR_STEP);
	day_expect_fault(day, ERR_STEP, "state");
	assert_true(c.already);
	assert_int_equal(day_person(day, person.id).arrived_at, 0);
	struct participant_form approve = { .state = "approved" };
	assert_int_equal(day_edit(day, person.id, 1, &approve, &person), OK);
	assert_int_equal(day_check_in(day, person.id, true, &c), OK);
}

static void nobody_arrives_under_an_unknown_id(void **state)
{
	struct day_rig *day = *state;
	struct check_in c;
	assert_int_equal(day_check_in(day, "no-such-person", true, &c), ERR_NOT_FOUND);
}

static void nothing_that_is_said_later_takes_an_arrival_back(void **state)
{
	struct day_rig *day = *state;
	struct person person = day_somebody(day, "A Banda");
	struct check_in c;
	assert_int_equal(day_check_in(day, person.id, false, &c), OK);
	static const char *const SAID[] = { "requested", "approved", "confirmed", "arrived" };
	for (size_t i = 0; i < sizeof SAID / sizeof *SAID; i++) {
		struct participant_form form = { .state = SAID[i], .title = SAID[i] };
		assert_int_equal(day_edit(day, person.id, 2 + (int64_t)i, &form, &person), OK);
		assert_string_equal(person.state, "arrived");
		assert_int_equal(person.arrived_at, c.person.arrived_at);
	}
}

static void arrivals_are_counted_in_quarters_of_an_hour(void **state)
{
	struct day_rig *day = *state;
	struct check_in c;
	struct arrivals arrivals;
	static const int64_t AT[] = { 0, 5, 16, 47 };
	for (size_t i = 0; i < sizeof AT / sizeof *AT; i++) {
		struct person person = day_somebody(day, "A Banda");
		clock_move(day->clock, DAY_START + AT[i] * MINUTE);
		assert_int_equal(day_check_in(day, person.id, true, &c), OK);
	}
	day_somebody(day, "Still Away");
	requested(day, "Not Expected");
	assert_int_equal(arrivals_get(day->db, &arrivals), OK);
	assert_int_equal(arrivals.arrived, 4);
	assert_int_equal(arrivals.expected, 5);
	assert_int_equal(arrivals.n_quarters, 3);
	assert_int_equal(arrivals.quarters[0].at, DAY_START);
	assert_int_equal(arrivals.quarters[0].count, 2);
	assert_int_equal(arrivals.quarters[2].at, DAY_START + 45 * MINUTE);
	assert_int_equal(arrivals.quarters[2].count, 1);
}

/* ---- badges ---- */

static void a_new_badge_revokes_the_one_before(void **state)
{
	struct day_rig *day = *state;
	struct person person = day_somebody(day, "A Banda");
	struct badge first, second, *history;
	size_t n;
	assert_int_equal(day_badge(day, person.id, "", &first), OK);
	assert_string_equal(first.state, "issued");
	assert_string_equal(first.issued_by, "desk-1");
	clock_move(day->clock, DAY_START + MINUTE);
	assert_int_equal(day_badge(day, person.id, "lost", &second), OK);
	assert_true(second.serial > first.serial);
	assert_string_not_equal(second.code, first.code);
	assert_string_not_equal(second.qr, first.qr);
	assert_string_equal(second.reason, "lost");
	assert_int_equal(badge_history(day->db, day->arena, person.id, &history, &n), OK);
	assert_int_equal(n, 2);
	assert_int_equal(history[0].serial, second.serial);
	assert_string_equal(history[1].state, "revoked");
	assert_int_equal(history[1].revoked_at, second.issued_at);
	assert_int_equal(day_person(day, person.id).badge.serial, second.serial);
	assert_int_equal(day_person(day, person.id).version, 3);
	day_expect_entry(day, "participants", "badge.issue", person.id, 3);
}

static void codes_are_opaque_and_their_own_kind(void **state)
{
	struct day_rig *day = *state;
	struct person person = day_somebody(day, "A Banda");
	char clean[BADGE_CODE_QR_LEN + 1];
	for (int i = 0; i < 30; i++) {
		struct badge badge;
		assert_int_equal(day_badge(day, person.id, "damaged", &badge), OK);
		assert_int_equal(badge_code_normalise(badge.qr, strlen(badge.qr), clean), BADGE_CODE_QR);
		assert_string_equal(clean, badge.qr);
		assert_int_equal(badge_code_normalise(badge.code, strlen(badge.code), clean), BADGE_CODE_SHORT);
		assert_string_equal(clean, badge.code);
	}
}

static void nobody_gets_a_badge_whose_registration_was_not_approved(void **state)
{
	struct day_rig *day = *state;
	struct badge badge = { .serial = -1 };
	assert_int_equal(day_badge(day, requested(day, "Banda").id, "", &badge), ERR_STEP);
	day_expect_fault(day, ERR_STEP, "state");
	assert_int_equal(badge.serial, -1);
}

static void a_badge_needs_a_person_and_a_short_reason(void **state)
{
	struct day_rig *day = *state;
	struct person person = day_somebody(day, "A Banda");
	struct badge badge;
	char reason[202] = "";
	assert_int_equal(day_badge(day, "no-such-person", "", &badge), ERR_NOT_FOUND);
	memset(reason, 'r', 201);
	assert_int_equal(day_badge(day, person.id, reason, &badge), ERR_INVALID);
	day_expect_fault(day, ERR_INVALID, "reason");
	reason[200] = '\0';
	assert_int_equal(day_badge(day, person.id, reason, &badge), OK);
}

static enum err issue_missing(struct tx *tx, void *ctx)
{
	return participant_issue_missing(tx, ctx);
}

static void packs_are_made_for_those_who_may_have_a_badge_and_hold_none(void **state)
{
	struct day_rig *day = *state;
	struct person holder = day_somebody(day, "A Banda"), waiting = requested(day, "Phiri");
	struct badge badge;
	int64_t issued = -1;
	assert_int_equal(day_badge(day, holder.id, "", &badge), OK);
	for (int i = 0; i < 300; i++)
		day_somebody(day, "B Zulu");
	assert_int_equal(day_run(day, issue_missing, &issued), OK);
	assert_int_equal(issued, 300);
	assert_int_equal(day_person(day, holder.id).badge.serial, badge.serial);
	assert_int_equal(day_person(day, waiting.id).badge.serial, 0);
	assert_int_equal(day_run(day, issue_missing, &issued), OK);
	assert_int_equal(issued, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(a_check_in_sets_the_arrival_and_can_issue_a_badge),
		day_test(a_second_check_in_is_fine_says_so_and_changes_nothing),
		day_test(a_check_in_without_a_badge_can_be_followed_by_one_with),
		day_test(a_check_in_keeps_a_badge_that_was_printed_before),
		day_test(nobody_arrives_whose_registration_was_not_approved),
		day_test(nobody_arrives_under_an_unknown_id),
		day_test(nothing_that_is_said_later_takes_an_arrival_back),
		day_test(arrivals_are_counted_in_quarters_of_an_hour),
		day_test(a_new_badge_revokes_the_one_before),
		day_test(codes_are_opaque_and_their_own_kind),
		day_test(nobody_gets_a_badge_whose_registration_was_not_approved),
		day_test(a_badge_needs_a_person_and_a_short_reason),
		day_test(packs_are_made_for_those_who_may_have_a_badge_and_hold_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
