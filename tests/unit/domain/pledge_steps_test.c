/* From the room to the record: every step of a pledge in every state, corrections and versions, against a store. */
#include "tests/unit/domain/day.h"

#include <string.h>

static const struct pledger_form KARIBA[] = { { .entity_name = "Kariba Telecom", .country = "ZMB" } };
static const struct pledge_form PLEDGE = { .type = "financial",
	.title = "Fibre for schools",
	.amount_value = "10",
	.amount_currency = "USD",
	.pledgers = KARIBA,
	.n_pledgers = 1,
	.has_pledgers = true };

/* The steps that bring a submitted pledge into each state. */
static const struct {
	size_t n;
	enum pledge_step steps[4];
} WAY_TO[PLEDGE_STATE_MAX] = {
	[PLEDGE_SUBMITTED] = { 0, { 0 } },
	[PLEDGE_HEARD] = { 1, { STEP_ANNOUNCE } },
	[PLEDGE_CONFIRMED] = { 2, { STEP_ANNOUNCE, STEP_CONFIRM } },
	[PLEDGE_SIGNED] = { 3, { STEP_ANNOUNCE, STEP_CONFIRM, STEP_SIGN } },
	[PLEDGE_PUBLISHED] = { 4, { STEP_ANNOUNCE, STEP_CONFIRM, STEP_SIGN, STEP_PUBLISH } },
	[PLEDGE_WITHDRAWN] = { 1, { STEP_WITHDRAW } },
};

static struct pledge pledge_in(struct day_rig *day, enum pledge_state state)
{
	struct pledge g;
	assert_int_equal(day_log(day, &PLEDGE, PLEDGE_SUBMITTED, &g), OK);
	for (size_t i = 0; i < WAY_TO[state].n; i++)
		assert_int_equal(day_step(day, g.id, g.version, WAY_TO[state].steps[i], NULL, "by letter", &g), OK);
	assert_string_equal(g.state, pledge_state_name(state));
	return g;
}

static void every_step_from_every_state_is_done_or_refused_in_words(void **state)
{
	struct day_rig *day = *state;
	for (enum pledge_state from = 0; from < PLEDGE_STATE_MAX; from++)
		for (enum pledge_step step = 0; step < PLEDGE_STEP_MAX; step++) {
			enum pledge_state to = from;
			struct pledge before = pledge_in(day, from), after = { .id = "untouched" };
			enum err wanted = pledge_rules_step(from, step, &to);
			assert_int_equal(day_step(day, before.id, 0, step, NULL, "by letter", &after), wanted);
			assert_string_equal(day_pledge_now(day, before.id).state, pledge_state_name(to));
			if (wanted) {
				day_expect_fault(day, ERR_STEP, "state");
				assert_non_null(strstr(day->fault.detail, pledge_state_name(from)));
				assert_non_null(strstr(day->fault.detail, pledge_step_name(step)));
				assert_string_equal(after.id, "untouched");
				continue;
			}
			assert_int_equal(after.version, before.version + 1);
			day_expect_entry(day, "pledges",
			    arena_printf(day->arena, "pledge.%s", pledge_step_name(step)), before.id, after.version);
		}
}

static void each_step_leaves_its_time_and_keeps_the_others(void **state)
{
	static const int64_t HOUR = 3600000;
	struct day_rig *day = *state;
	struct pledge g;
	assert_int_equal(day_log(day, &PLEDGE, PLEDGE_SUBMITTED, &g), OK);
	for (int i = 0; i < 4; i++) {
		clock_move(day->clock, DAY_START + (i + 1) * HOUR);
		assert_int_equal(day_step(day, g.id, 0, WAY_TO[PLEDGE_PUBLISHED].steps[i], NULL, NULL, &g), OK);
	}
	assert_in_range(g.heard_at, DAY_START + HOUR, DAY_START + 2 * HOUR - 1);
	assert_in_range(g.confirmed_at, DAY_START + 2 * HOUR, DAY_START + 3 * HOUR - 1);
	assert_in_range(g.changed_at, DAY_START + 4 * HOUR, DAY_START + 5 * HOUR);
	assert_int_equal(g.version, 5);
	assert_string_equal(g.by_actor, "desk-1");
}

static void what_is_said_with_a_step_is_taken_with_it_or_not_at_all(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = pledge_in(day, PLEDGE_SUBMITTED);
	struct pledge_form said = { .amount_value = "12", .amount_currency = "USD" };
	struct pledge_form wrong = { .amount_value = "twelve", .amount_currency = "USD" };
	said.session_id = day_session(day, "Pledging");
	assert_int_equal(day_step(day, g.id, 1, STEP_ANNOUNCE, &wrong, NULL, &g), ERR_AMOUNT);
	assert_string_equal(day_pledge_now(day, g.id).state, "submitted");
	assert_int_equal(day_step(day, g.id, 1, STEP_ANNOUNCE, &said, NULL, &g), OK);
	assert_int_equal(g.amount_minor, 1200);
	assert_string_equal(g.session_id, said.session_id);
	assert_string_equal(g.title, "Fibre for schools");
}

static void a_withdrawal_needs_a_reason(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = pledge_in(day, PLEDGE_HEARD);
	char *reason = arena_alloc(day->arena, PLEDGE_TEXT_MAX + 2);
	memset(reason, 'r', PLEDGE_TEXT_MAX + 1);
	assert_int_equal(day_step(day, g.id, 0, STEP_WITHDRAW, NULL, NULL, &g), ERR_FIELD_MISSING);
	day_expect_fault(day, ERR_FIELD_MISSING, "reason");
	assert_int_equal(day_step(day, g.id, 0, STEP_WITHDRAW, NULL, "", &g), ERR_FIELD_MISSING);
	assert_int_equal(day_step(day, g.id, 0, STEP_WITHDRAW, NULL, reason, &g), ERR_INVALID);
	day_expect_fault(day, ERR_INVALID, "reason");
	assert_string_equal(day_pledge_now(day, g.id).state, "heard");
	assert_int_equal(day_step(day, g.id, 0, STEP_WITHDRAW, NULL, "misheard", &g), OK);
	assert_string_equal(g.reason, "misheard");
	assert_non_null(strstr(day_last(day).data, "\"reason\":\"misheard\""));
}

static void a_step_on_another_version_is_stale_and_shows_the_row(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = pledge_in(day, PLEDGE_HEARD), shown;
	static const int64_t OTHER[] = { 1, 3, -1, INT64_MAX };
	for (size_t i = 0; i < sizeof OTHER / sizeof *OTHER; i++) {
		assert_int_equal(day_step(day, g.id, OTHER[i], STEP_CONFIRM, NULL, NULL, &shown), ERR_STALE);
		assert_int_equal(shown.version, 2);
		assert_string_equal(shown.state, "heard");
	}
	assert_int_equal(day_step(day, g.id, 2, STEP_CONFIRM, NULL, NULL, &g), OK);
	assert_int_equal(day_step(day, g.id, 2, STEP_CONFIRM, NULL, NULL, &shown), ERR_STALE);
}

static void no_step_and_no_correction_of_a_pledge_that_is_not_there(void **state)
{
	struct day_rig *day = *state;
	struct pledge g;
	assert_int_equal(day_step(day, "no-such-pledge", 0, STEP_CONFIRM, NULL, NULL, &g), ERR_NOT_FOUND);
	assert_int_equal(day_correct(day, "no-such-pledge", 1, &PLEDGE, &g), ERR_NOT_FOUND);
}

static void a_correction_changes_what_it_names_and_nothing_else(void **state)
{
	static const char *const COUNTRIES[] = { "RWA" };
	struct day_rig *day = *state;
	struct pledge g = pledge_in(day, PLEDGE_HEARD), after;
	struct pledge_form form = { .title = "Fibre for 500 schools",
		.countries = COUNTRIES,
		.n_countries = 1,
		.has_countries = true,
		.focus_areas = 2,
		.has_focus_areas = true };
	assert_int_equal(day_correct(day, g.id, 2, &form, &after), OK);
	assert_string_equal(after.title, "Fibre for 500 schools");
	assert_int_equal(after.focus_areas, 2);
	assert_int_equal(after.n_countries, 1);
	assert_int_equal(after.amount_minor, g.amount_minor);
	assert_int_equal(after.n_pledgers, 1);
	assert_string_equal(after.state, "heard");
	assert_int_equal(after.heard_at, g.heard_at);
	assert_int_equal(after.number, g.number);
	day_expect_entry(day, "pledges", "pledge.correct", g.id, 3);
	struct pledge_form none = { .has_countries = true };
	assert_int_equal(day_correct(day, g.id, 3, &none, &after), OK);
	assert_int_equal(after.n_countries, 0);
}

static void a_correction_can_replace_the_pledgers(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = pledge_in(day, PLEDGE_HEARD);
	const struct pledger_form both[] = { { .entity_id = g.pledgers[0].entity.id },
		{ .entity_name = "Zambezi Bank", .lead = true } };
	struct pledge_form form = { .pledgers = both, .n_pledgers = 2, .has_pledgers = true };
	assert_int_equal(day_correct(day, g.id, 2, &form, &g), OK);
	assert_int_equal(g.n_pledgers, 2);
	assert_false(g.pledgers[0].lead);
	assert_string_equal(g.pledgers[1].entity.name, "Zambezi Bank");
	form.n_pledgers = 0;
	assert_int_equal(day_correct(day, g.id, 3, &form, &g), ERR_FIELD_MISSING);
	day_expect_fault(day, ERR_FIELD_MISSING, "pledgers");
	assert_int_equal(day_pledge_now(day, g.id).n_pledgers, 2);
}

static void a_stale_correction_changes_nothing_and_shows_the_row(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = pledge_in(day, PLEDGE_HEARD), shown;
	struct pledge_form first = { .title = "first" }, second = { .title = "second" };
	assert_int_equal(day_correct(day, g.id, 2, &first, &shown), OK);
	assert_int_equal(day_correct(day, g.id, 2, &second, &shown), ERR_STALE);
	assert_string_equal(shown.title, "first");
	assert_int_equal(shown.version, 3);
	assert_string_equal(day_pledge_now(day, g.id).title, "first");
}

static void a_withdrawn_pledge_is_not_changed_any_more(void **state)
{
	struct day_rig *day = *state;
	struct pledge g = pledge_in(day, PLEDGE_WITHDRAWN);
	struct pledge_form form = { .title = "again" };
	assert_int_equal(day_correct(day, g.id, g.version, &form, &g), ERR_STEP);
	day_expect_fault(day, ERR_STEP, "state");
	for (enum pledge_state s = PLEDGE_SUBMITTED; s < PLEDGE_WITHDRAWN; s++) {
		g = pledge_in(day, s);
		assert_int_equal(day_correct(day, g.id, g.version, &form, &g), OK);
	}
}

static void the_history_of_a_pledge_tells_every_step(void **state)
{
	static const char *const ACTIONS[] = { "pledge.submit", "pledge.announce", "pledge.confirm", "pledge.sign",
		"pledge.publish" };
	struct day_rig *day = *state;
	struct pledge g = pledge_in(day, PLEDGE_PUBLISHED);
	struct journal_entry *entries;
	size_t n;
	assert_int_equal(journal_of(day->db, day->arena, g.id, &entries, &n), OK);
	assert_int_equal(n, 5);
	for (size_t i = 0; i < n; i++) {
		assert_string_equal(entries[i].action, ACTIONS[i]);
		assert_int_equal(entries[i].version, i + 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(every_step_from_every_state_is_done_or_refused_in_words),
		day_test(each_step_leaves_its_time_and_keeps_the_others),
		day_test(what_is_said_with_a_step_is_taken_with_it_or_not_at_all),
		day_test(a_withdrawal_needs_a_reason),
		day_test(a_step_on_another_version_is_stale_and_shows_the_row),
		day_test(no_step_and_no_correction_of_a_pledge_that_is_not_there),
		day_test(a_correction_changes_what_it_names_and_nothing_else),
		day_test(a_correction_can_replace_the_pledgers),
		day_test(a_stale_correction_changes_nothing_and_shows_the_row),
		day_test(a_withdrawn_pledge_is_not_changed_any_more),
		day_test(the_history_of_a_pledge_tells_every_step),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
