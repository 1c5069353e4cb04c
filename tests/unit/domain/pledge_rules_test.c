/* The life cycle of a pledge: every step from every state, against a table written out by hand. */
#include "domain/pledge_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define NO PLEDGE_STATE_MAX

/* Where each step leads from each state. */
static const enum pledge_state LEADS[PLEDGE_STATE_MAX][PLEDGE_STEP_MAX] = {
	/*                    announce      confirm           sign           publish           withdraw */
	[PLEDGE_SUBMITTED] = { PLEDGE_HEARD, NO, NO, NO, PLEDGE_WITHDRAWN },
	[PLEDGE_HEARD] = { NO, PLEDGE_CONFIRMED, NO, NO, PLEDGE_WITHDRAWN },
	[PLEDGE_CONFIRMED] = { NO, NO, PLEDGE_SIGNED, PLEDGE_PUBLISHED, PLEDGE_WITHDRAWN },
	[PLEDGE_SIGNED] = { NO, NO, NO, PLEDGE_PUBLISHED, PLEDGE_WITHDRAWN },
	[PLEDGE_PUBLISHED] = { NO, NO, NO, NO, NO },
	[PLEDGE_WITHDRAWN] = { NO, NO, NO, NO, NO },
};

static void every_step_from_every_state_is_as_the_table_says(void **state)
{
	(void)state;
	for (enum pledge_state from = 0; from < PLEDGE_STATE_MAX; from++)
		for (enum pledge_step step = 0; step < PLEDGE_STEP_MAX; step++) {
			enum pledge_state to = PLEDGE_STATE_MAX, wanted = LEADS[from][step];
			assert_int_equal(pledge_rules_step(from, step, &to), wanted == NO ? ERR_STEP : OK);
			assert_int_equal(to, wanted);
		}
}

static void nothing_is_possible_from_a_state_that_does_not_exist(void **state)
{
	(void)state;
	for (enum pledge_step step = 0; step < PLEDGE_STEP_MAX; step++) {
		enum pledge_state to = PLEDGE_HEARD;
		assert_int_equal(pledge_rules_step(PLEDGE_STATE_MAX, step, &to), ERR_STEP);
		assert_int_equal(to, PLEDGE_HEARD);
	}
}

static void names_and_values_belong_together(void **state)
{
	static const char *const STATES[] = { "submitted", "heard", "confirmed", "signed", "published", "withdrawn" };
	static const char *const STEPS[] = { "announce", "confirm", "sign", "publish", "withdraw" };
	(void)state;
	for (enum pledge_state s = 0; s < PLEDGE_STATE_MAX; s++) {
		assert_string_equal(pledge_state_name(s), STATES[s]);
		assert_int_equal(pledge_state_find(STATES[s]), s);
	}
	for (enum pledge_step s = 0; s < PLEDGE_STEP_MAX; s++) {
		assert_string_equal(pledge_step_name(s), STEPS[s]);
		assert_int_equal(pledge_step_find(STEPS[s]), s);
	}
}

static void other_names_are_none(void **state)
{
	static const char *const OTHERS[] = { "", "Heard", "heard ", "hear", "publishe", "unwithdraw" };
	(void)state;
	for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
		assert_int_equal(pledge_state_find(OTHERS[i]), PLEDGE_STATE_MAX);
		assert_int_equal(pledge_step_find(OTHERS[i]), PLEDGE_STEP_MAX);
	}
}

static void a_total_counts_a_pledge_as_heard_or_as_confirmed_or_not_at_all(void **state)
{
	static const struct {
		enum pledge_state state;
		bool heard, confirmed;
	} CASES[] = {
		{ PLEDGE_SUBMITTED, false, false },
		{ PLEDGE_HEARD, true, false },
		{ PLEDGE_CONFIRMED, false, true },
		{ PLEDGE_SIGNED, false, true },
		{ PLEDGE_PUBLISHED, false, true },
		{ PLEDGE_WITHDRAWN, false, false },
		{ PLEDGE_STATE_MAX, false, false },
	};
	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		assert_int_equal(pledge_is_heard(CASES[i].state), CASES[i].heard);
		assert_int_equal(pledge_is_confirmed(CASES[i].state), CASES[i].confirmed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_step_from_every_state_is_as_the_table_says),
		cmocka_unit_test(nothing_is_possible_from_a_state_that_does_not_exist),
		cmocka_unit_test(names_and_values_belong_together),
		cmocka_unit_test(other_names_are_none),
		cmocka_unit_test(a_total_counts_a_pledge_as_heard_or_as_confirmed_or_not_at_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
