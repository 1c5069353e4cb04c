/* The draft over what is released, act by act. */
#include "tests/unit/domain/draft_acts.h"

#include <string.h>

static const int64_t HOUR = 3600000;

static void what_is_drafted_is_not_released(void **state)
{
	struct two_panels given = given_two_panels(*state);
	struct agenda_session wanted = { .title = { { "Access for all" } }, .id = given.panel };
	assert_int_equal(draft_said(given.day, &wanted, 1u << PLANNED_TITLE), OK);
	assert_string_equal(draft_released(given.day, given.panel).title.in[LANG_EN], "Access");
	assert_string_equal(draft_planned(given.day, given.panel).title.in[LANG_EN], "Access for all");
	assert_int_equal(draft_now(given.day).n, 1);
	day_expect_entry(given.day, "draft", "draft.put", given.panel, draft_row_version(given.day, given.panel));
}

static void an_immediate_edit_never_waits_and_shows_through(void **state)
{
	struct two_panels given = given_two_panels(*state);
	struct agenda_session wanted = { .title = { { "Access for all" } }, .id = given.panel };
	assert_int_equal(draft_said(given.day, &wanted, 1u << PLANNED_TITLE), OK);
	struct agenda_session now = draft_released(given.day, given.panel);
	int64_t version;
	now.language = "fr";
	assert_int_equal(day_put(given.day, &now, "room-b", &version), OK);
	struct agenda_session shown = draft_planned(given.day, given.panel);
	assert_string_equal(shown.language, "fr");
	assert_string_equal(shown.title.in[LANG_EN], "Access for all");
	assert_int_equal(draft_now(given.day).sessions[0].conflicts, 0);
	assert_int_equal(draft_release(given.day, false, NULL), OK);
	shown = draft_released(given.day, given.panel);
	assert_string_equal(shown.language, "fr");
	assert_string_equal(shown.title.in[LANG_EN], "Access for all");
}

static void the_same_field_changed_twice_is_a_conflict_until_it_is_said_again(void **state)
{
	struct two_panels given = given_two_panels(*state);
	struct agenda_session wanted = { .title = { { "Mine" } }, .id = given.panel };
	assert_int_equal(draft_said(given.day, &wanted, 1u << PLANNED_TITLE), OK);
	struct agenda_session now = draft_released(given.day, given.panel);
	int64_t version;
	now.title.in[LANG_EN] = "Theirs";
	assert_int_equal(day_put(given.day, &now, NULL, &version), OK);
	assert_int_equal(draft_now(given.day).sessions[0].conflicts, 1u << PLANNED_TITLE);
	assert_int_equal(draft_release(given.day, true, NULL), ERR_STALE);
	day_expect_fault(given.day, ERR_STALE, "sessions");
	assert_non_null(strstr(given.day->fault.detail, "\"Mine\""));
	wanted.capacity = 50;
	assert_int_equal(draft_said(given.day, &wanted, 1u << PLANNED_CAPACITY), OK);
	assert_int_equal(draft_now(given.day).sessions[0].conflicts, 1u << PLANNED_TITLE);
	assert_int_equal(draft_said(given.day, &wanted, 1u << PLANNED_TITLE), OK);
	assert_int_equal(draft_now(given.day).sessions[0].conflicts, 0);
	assert_int_equal(draft_release(given.day, false, NULL), OK);
	assert_string_equal(draft_released(given.day, given.panel).title.in[LANG_EN], "Mine");
	assert_int_equal(draft_released(given.day, given.panel).capacity, 50);
}

static void an_older_look_at_the_draft_is_stale(void **state)
{
	struct two_panels given = given_two_panels(*state);
	struct agenda_session wanted = { .title = { { "One" } }, .id = given.panel };
	assert_int_equal(draft_said(given.day, &wanted, 1u << PLANNED_TITLE), OK);
	struct draft_act act = { .session = &wanted, .fields = 1u << PLANNED_TITLE };
	assert_int_equal(day_run(given.day, act_put, &act), ERR_STALE);
	act.version = draft_row_version(given.day, given.panel) + 1;
	assert_int_equal(day_run(given.day, act_put, &act), ERR_STALE);
	/* Gone and begun again, it is another draft: an old number does not fit by chance. */
	int64_t old = draft_row_version(given.day, given.panel);
	assert_int_equal(day_run(given.day, act_discard, NULL), OK);
	assert_int_equal(draft_said(given.day, &wanted, 1u << PLANNED_TITLE), OK);
	act.version = old;
	assert_int_equal(day_run(given.day, act_put, &act), ERR_STALE);
}

static void a_session_that_is_again_as_released_leaves_the_draft(void **state)
{
	struct two_panels given = given_two_panels(*state);
	struct agenda_session wanted = { .title = { { "Other" } }, .id = given.panel };
	assert_int_equal(draft_said(given.day, &wanted, 1u << PLANNED_TITLE), OK);
	wanted.title.in[LANG_EN] = "Access";
	assert_int_equal(draft_said(given.day, &wanted, 1u << PLANNED_TITLE), OK);
	assert_int_equal(draft_now(given.day).n, 0);
}

static void what_could_never_be_written_is_refused(void **state)
{
	struct two_panels given = given_two_panels(*state);
	struct agenda_session wanted = { .id = given.panel, .starts_at = DAY_START + HOUR, .ends_at = DAY_START };
	assert_int_equal(draft_said(given.day, &wanted, 1u << PLANNED_TIMES), ERR_INVALID);
	day_expect_fault(given.day, ERR_INVALID, "ends_at");
	assert_int_equal(draft_said(given.day, &wanted, 1u << PLANNED_TITLE), ERR_FIELD_MISSING);
	wanted.code = draft_released(given.day, given.other).code;
	assert_int_equal(draft_said(given.day, &wanted, 1u << PLANNED_CODE), ERR_CONFLICT);
	day_expect_fault(given.day, ERR_CONFLICT, "code");
	struct agenda_person nobody = { "00000000-0000-4000-8000-000000000009", NULL, PERSON_CHAIR };
	wanted.persons = &nobody;
	wanted.n_persons = 1;
	assert_int_equal(draft_said(given.day, &wanted, 1u << PLANNED_PEOPLE), ERR_INVALID);
	day_expect_fault(given.day, ERR_INVALID, "people");
	nobody = (struct agenda_person){ NULL, "", PERSON_CHAIR };
	assert_int_equal(draft_said(given.day, &wanted, 1u << PLANNED_PEOPLE), ERR_FIELD_MISSING);
	assert_int_equal(draft_now(given.day).n, 0);
}

static void a_clash_is_drafted_but_not_released_without_force(void **state)
{
	struct two_panels given = given_two_panels(*state);
	struct agenda_session wanted = { .room = 0 };
	wanted.id = given.panel;
	assert_int_equal(draft_said(given.day, &wanted, 1u << PLANNED_ROOM), OK);
	wanted.id = given.other;
	assert_int_equal(draft_said(given.day, &wanted, 1u << PLANNED_ROOM), OK);
	assert_int_equal(draft_release(given.day, false, NULL), ERR_CLASH);
	assert_int_equal(draft_now(given.day).n, 2);
	assert_int_equal(draft_release(given.day, true, NULL), OK);
	assert_int_equal(draft_released(given.day, given.other).room, 0);
}

static void whoever_is_named_by_id_gets_the_name_and_whoever_was_there_keeps_the_id(void **state)
{
	struct two_panels given = given_two_panels(*state);
	struct person chair = day_somebody(given.day, "Amina Uwase");
	struct agenda_person persons[] = { { chair.id, NULL, PERSON_CHAIR }, { NULL, "A guest", PERSON_SPEAKER } };
	struct agenda_session wanted = { .id = given.panel, .persons = persons, .n_persons = 2 };
	assert_int_equal(draft_said(given.day, &wanted, 1u << PLANNED_PEOPLE), OK);
	assert_string_equal(draft_planned(given.day, given.panel).persons[0].name, "Amina Uwase");
	persons[0] = (struct agenda_person){ NULL, "Amina Uwase", PERSON_MODERATOR };
	assert_int_equal(draft_said(given.day, &wanted, 1u << PLANNED_PEOPLE), OK);
	assert_string_equal(draft_planned(given.day, given.panel).persons[0].id, chair.id);
	assert_null(draft_planned(given.day, given.panel).persons[1].id);
}

static void one_session_can_be_dropped_and_the_whole_draft_discarded(void **state)
{
	struct two_panels given = given_two_panels(*state);
	struct agenda_session wanted = { .title = { { "Other" } }, .id = given.panel };
	struct draft_act act = { .id = given.panel };
	assert_int_equal(day_run(given.day, act_drop, &act), ERR_NOT_FOUND);
	assert_int_equal(draft_said(given.day, &wanted, 1u << PLANNED_TITLE), OK);
	wanted.id = given.other;
	assert_int_equal(draft_said(given.day, &wanted, 1u << PLANNED_TITLE), OK);
	assert_int_equal(day_run(given.day, act_drop, &act), OK);
	assert_int_equal(draft_now(given.day).n, 1);
	assert_int_equal(day_run(given.day, act_discard, NULL), OK);
	assert_int_equal(draft_now(given.day).n, 0);
	day_expect_entry(given.day, "draft", "draft.discard", "draft", draft_now(given.day).version);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(what_is_drafted_is_not_released),
		day_test(an_immediate_edit_never_waits_and_shows_through),
		day_test(the_same_field_changed_twice_is_a_conflict_until_it_is_said_again),
		day_test(an_older_look_at_the_draft_is_stale),
		day_test(a_session_that_is_again_as_released_leaves_the_draft),
		day_test(what_could_never_be_written_is_refused),
		day_test(a_clash_is_drafted_but_not_released_without_force),
		day_test(whoever_is_named_by_id_gets_the_name_and_whoever_was_there_keeps_the_id),
		day_test(one_session_can_be_dropped_and_the_whole_draft_discarded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
