/* What a desk does with a registration: the table of steps, what is missing, what the journal may know, and the way
 * back. The acts over the wire are tests/http/people.test.mjs. */
#include "tests/unit/domain/day.h"

#include "domain/desk.h"
#include "domain/merge.h"
#include "domain/participant_rules.h"
#include "store/people.h"

#include <string.h>

enum { MINUTE = 60000 };

struct desk_case {
	desk_act *act;
	const char *id;
	struct desk_form form;
	struct person person;
};

static enum err act(struct tx *tx, void *ctx)
{
	struct desk_case *one = ctx;
	return one->act(tx, one->id, &one->form, &one->person);
}

static enum err run(struct day_rig *day, desk_act *what, const char *id, struct desk_form form)
{
	struct desk_case one = { .act = what, .id = id, .form = form };
	return day_run(day, act, &one);
}

static struct person requested(struct day_rig *day)
{
	struct participant_form form = {
		.display = "A Banda", .entity_name = "Kariba Telecom", .state = "requested"
	};
	struct person person;
	assert_int_equal(day_add(day, &form, &person), OK);
	return person;
}

/* ---- the table ---- */

static void each_step_is_allowed_from_these_states_and_no_other(void **state)
{
	static const struct {
		enum person_step step;
		const char *from;
	} TABLE[] = {
		{ PERSON_APPROVE, "requested declined" },
		{ PERSON_CONFIRM, "approved" },
		{ PERSON_DECLINE, "requested approved confirmed" },
		{ PERSON_CHECK_IN, "approved confirmed arrived" },
		{ PERSON_BADGE, "approved confirmed arrived" },
		{ PERSON_COLLECT, "approved confirmed arrived" },
		{ PERSON_SEE, "requested approved confirmed arrived declined" },
		{ PERSON_EDIT, "requested approved confirmed arrived declined" },
		{ PERSON_HELP, "requested approved confirmed arrived declined" },
		{ PERSON_MERGE, "requested approved confirmed arrived declined" },
		{ PERSON_UNDO, "requested approved confirmed arrived declined merged" },
	};
	(void)state;
	assert_int_equal(sizeof TABLE / sizeof *TABLE, PERSON_STEP_MAX);
	for (size_t i = 0; i < sizeof TABLE / sizeof *TABLE; i++)
		for (enum person_state s = 0; s < PERSON_STATE_MAX; s++) {
			struct person p = { .state = PERSON_STATE_NAMES[s] };
			struct fault fault = { 0 };
			bool may = person_may(&p, TABLE[i].step, &fault) == OK;
			if (may != (strstr(TABLE[i].from, p.state) != NULL))
				fail_msg("step %zu from %s", i, p.state);
			assert_true(may || *fault.detail);
		}
	struct person nobody = { .state = "king" };
	assert_int_equal(person_may(&nobody, PERSON_UNDO, NULL), ERR_STEP);
}

static void what_is_missing_follows_from_the_row(void **state)
{
	static const struct {
		struct person person;
		const char *missing;
	} CASES[] = {
		{ { .state = "requested", .letter = "not_needed" }, "approval" },
		{ { .state = "approved", .letter = "not_needed" }, "confirmation identity" },
		{ { .state = "approved", .letter = "unseen", .walk_in = true }, "letter identity" },
		{ { .state = "confirmed", .letter = "seen", .photo_needed = true }, "photo identity" },
		{ { .state = "arrived", .letter = "seen", .photo_needed = true, .photo_at = 1, .identity_at = 1 },
		    "" },
		{ { .state = "confirmed", .letter = "not_needed", .photo_needed = true, .remote = true }, "" },
		{ { .state = "declined", .letter = "unseen" }, "letter" },
		{ { .state = "merged", .letter = "unseen" }, "" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const char *missing[PERSON_MISSING_MAX];
		char all[80] = "";
		size_t n = person_missing(&CASES[i].person, missing);
		for (size_t k = 0; k < n; k++)
			snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s", k ? " " : "", missing[k]);
		assert_string_equal(all, CASES[i].missing);
	}
}

/* ---- what the journal may know ---- */

static void names_and_words_go_under_the_seal(void **state)
{
	struct day_rig *day = *state;
	struct person person = requested(day);
	const char *personal;
	assert_int_equal(run(day, desk_approve, person.id, (struct desk_form){ .by = "Amina Focal" }), OK);
	struct journal_entry entry = day_last(day);
	assert_null(strstr(entry.data, "Amina"));
	assert_non_null(strstr(entry.data, "\"state\":\"requested\""));
	assert_int_equal(journal_unseal(day->db, day->arena, entry.seq, &personal), OK);
	assert_non_null(strstr(personal, "\"approved_by\":\"Amina Focal\""));
	assert_int_equal(
	    run(day, desk_decline, person.id, (struct desk_form){ .reason = "unknown to Mr Phiri" }), OK);
	assert_null(strstr(day_last(day).data, "Phiri"));
}

static void who_took_a_badge_is_sealed_and_that_it_was_taken_is_not(void **state)
{
	struct day_rig *day = *state;
	struct person person = day_somebody(day, "A Banda");
	struct badge badge;
	assert_int_equal(day_badge(day, person.id, "", &badge), OK);
	assert_int_equal(
	    run(day, desk_collect, person.id, (struct desk_form){ .by = "A Colleague", .desk = "4" }), OK);
	struct journal_entry entry = day_last(day);
	assert_null(strstr(entry.data, "Colleague"));
	assert_non_null(strstr(entry.data, "\"desk\":\"4\""));
	person = day_person(day, person.id);
	assert_string_equal(person.badge.collected_by, "A Colleague");
	assert_int_equal(run(day, desk_undo, person.id, (struct desk_form){ 0 }), OK);
	person = day_person(day, person.id);
	assert_string_equal(person.badge.collected_by, "");
	assert_int_equal(person.badge.collected_at, 0);
	assert_int_equal(person.badge.serial, badge.serial);
}

/* ---- the way back ---- */

static void ten_minutes_later_nothing_is_taken_back(void **state)
{
	struct day_rig *day = *state;
	struct person person = day_somebody(day, "A Banda");
	struct check_in c;
	assert_int_equal(day_check_in(day, person.id, false, &c), OK);
	clock_move(day->clock, clock_now(day->clock) + (DESK_UNDO_MINUTES + 1) * MINUTE);
	assert_int_equal(run(day, desk_undo, person.id, (struct desk_form){ 0 }), ERR_CONFLICT);
	assert_true(*day->fault.detail);
	assert_string_equal(day_person(day, person.id).state, "arrived");
}

static void an_edit_between_is_not_lost(void **state)
{
	struct day_rig *day = *state;
	struct person person = day_somebody(day, "A Banda");
	struct participant_form form = { .title = "Director" };
	struct check_in c;
	assert_int_equal(day_check_in(day, person.id, false, &c), OK);
	assert_int_equal(day_edit(day, person.id, 2, &form, &person), OK);
	assert_int_equal(run(day, desk_undo, person.id, (struct desk_form){ 0 }), OK);
	person = day_person(day, person.id);
	assert_string_equal(person.title, "Director");
	assert_string_equal(person.state, "approved");
	assert_int_equal(person.arrived_at, 0);
	day_expect_entry(day, "participants", "participant.undo", person.id, 4);
}

static void a_replaced_badge_does_not_come_back(void **state)
{
	struct day_rig *day = *state;
	struct person person = day_somebody(day, "A Banda");
	struct badge first, second;
	assert_int_equal(day_badge(day, person.id, "", &first), OK);
	assert_int_equal(day_badge(day, person.id, "lost", &second), OK);
	assert_int_equal(run(day, desk_undo, person.id, (struct desk_form){ 0 }), OK);
	assert_int_equal(day_person(day, person.id).badge.serial, 0);
	assert_int_equal(badge_get(day->db, day->arena, first.serial, &first), OK);
	assert_string_equal(first.state, "revoked");
}

/* ---- two rows of one person ---- */

static void the_row_that_counts_keeps_its_category_and_takes_the_rest(void **state)
{
	struct day_rig *day = *state;
	struct participant_form one = {
		.display = "A Banda", .entity_name = "House", .category = "AMB", .roles = "press"
	};
	struct participant_form two = { .display = "Anna Banda",
		.entity_name = "Home",
		.category = "MIN",
		.roles = "speaker press",
		.letter = "seen" };
	struct person counts, other;
	struct check_in c;
	assert_int_equal(day_add(day, &one, &counts), OK);
	assert_int_equal(day_add(day, &two, &other), OK);
	assert_int_equal(day_check_in(day, other.id, true, &c), OK);
	struct desk_form form = { .into = counts.id, .reason = "one passport" };
	assert_int_equal(run(day, person_merge, other.id, form), OK);
	counts = day_person(day, counts.id);
	other = day_person(day, other.id);
	assert_string_equal(counts.category, "AMB");
	assert_string_equal(counts.display, "A Banda");
	assert_string_equal(counts.roles, "press speaker");
	assert_string_equal(counts.state, "arrived");
	assert_int_equal(counts.arrived_at, c.person.arrived_at);
	assert_int_equal(counts.badge.serial, 0);
	assert_string_equal(other.merged_into, counts.id);
	assert_int_equal(other.badge.serial, 0);
	assert_int_equal(run(day, person_merge, other.id, form), ERR_STEP);
	form.into = other.id;
	assert_int_equal(run(day, person_merge, counts.id, form), ERR_INVALID);
	day_expect_fault(day, ERR_INVALID, "into");
}

static void a_merge_needs_a_reason_and_a_row_that_stands(void **state)
{
	struct day_rig *day = *state;
	struct person one = day_somebody(day, "A"), two = day_somebody(day, "B");
	assert_int_equal(run(day, person_merge, one.id, (struct desk_form){ .into = two.id }), ERR_FIELD_MISSING);
	day_expect_fault(day, ERR_FIELD_MISSING, "reason");
	assert_int_equal(run(day, person_merge, one.id, (struct desk_form){ .reason = "x" }), ERR_FIELD_MISSING);
	day_expect_fault(day, ERR_FIELD_MISSING, "into");
	assert_int_equal(
	    run(day, person_merge, one.id, (struct desk_form){ .into = "nobody", .reason = "x" }), ERR_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_step_is_allowed_from_these_states_and_no_other),
		cmocka_unit_test(what_is_missing_follows_from_the_row),
		day_test(names_and_words_go_under_the_seal),
		day_test(who_took_a_badge_is_sealed_and_that_it_was_taken_is_not),
		day_test(ten_minutes_later_nothing_is_taken_back),
		day_test(an_edit_between_is_not_lost),
		day_test(a_replaced_badge_does_not_come_back),
		day_test(the_row_that_counts_keeps_its_category_and_takes_the_rest),
		day_test(a_merge_needs_a_reason_and_a_row_that_stands),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
