/* How long somebody who guesses at an account waits, and who does not wait with him. Times are given, never waited
 * for. */
#include "http/patience.h"

#include "http/throttle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static const char HERE[] = "192.0.2.1", THERE[] = "192.0.2.2";
enum { START = 1000000, DAY = 24 * 3600 };

static int set_up(void **state)
{
	*state = patience_create();
	return 0;
}

static int tear_down(void **state)
{
	patience_destroy(*state);
	return 0;
}

static void five_wrong_ones_are_free_and_then_the_wait_doubles_up_to_a_minute(void **state)
{
	static const int64_t CURVE[] = { 1, 2, 4, 8, 16, 32, 60, 60, 60 };
	int64_t now = START;
	for (int i = 0; i < PATIENCE_FREE; i++)
		assert_int_equal(patience_try(*state, "amina", HERE, now), 0);
	for (size_t i = 0; i < sizeof CURVE / sizeof *CURVE; i++) {
		assert_int_equal(patience_try(*state, "amina", HERE, now), CURVE[i] * 1000);
		assert_int_equal(patience_try(*state, "amina", HERE, now + CURVE[i] * 1000 - 1), 1);
		now += CURVE[i] * 1000;
		assert_int_equal(patience_try(*state, "amina", HERE, now), 0);
	}
}

static void tries_that_come_together_do_not_pass_together(void **state)
{
	int passed = 0;
	for (int i = 0; i < 64; i++)
		passed += patience_try(*state, "amina", HERE, START) == 0;
	assert_int_equal(passed, PATIENCE_FREE);
}

static void another_address_and_another_account_do_not_wait_with_it(void **state)
{
	for (int i = 0; i < PATIENCE_FREE; i++)
		patience_try(*state, "amina", HERE, START);
	assert_true(patience_try(*state, "amina", HERE, START) > 0);
	assert_int_equal(patience_try(*state, "amina", THERE, START), 0);
	assert_int_equal(patience_try(*state, "bo", HERE, START), 0);
}

static void the_right_password_ends_the_wait_and_one_that_was_not_judged_costs_nothing(void **state)
{
	for (int i = 0; i < PATIENCE_FREE; i++)
		assert_int_equal(patience_try(*state, "amina", HERE, START), 0);
	patience_right(*state, "amina", HERE);
	for (int i = 0; i < 50; i++) {
		assert_int_equal(patience_try(*state, "amina", HERE, START), 0);
		patience_spare(*state, "amina", HERE);
	}
	for (int i = 0; i < PATIENCE_FREE; i++)
		assert_int_equal(patience_try(*state, "amina", HERE, START), 0);
	assert_true(patience_try(*state, "amina", HERE, START) > 0);
}

/* A thousand machines that never stop. */
static void many_addresses_together_guess_fewer_than_a_hundred_thousand_a_day(void **state)
{
	char address[32];
	int tried = 0;
	for (int64_t second = 0; second < DAY; second += 5)
		for (int i = 0; i < 20; i++) {
			snprintf(address, sizeof address, "10.0.%d.%d", (int)(second / 5 % 50), i);
			tried += patience_try(*state, "amina", address, START + second * 1000) == 0;
		}
	assert_in_range(tried, 10000, 50000);
}

static void the_owner_comes_in_from_where_she_was_before_whatever_others_do(void **state)
{
	char address[32];
	assert_int_equal(patience_try(*state, "amina", HERE, START), 0);
	patience_right(*state, "amina", HERE);
	for (int i = 0; i < THROTTLE_FAILURES; i++) {
		snprintf(address, sizeof address, "10.0.0.%d", i);
		assert_int_equal(patience_try(*state, "amina", address, START), 0);
	}
	assert_true(patience_try(*state, "amina", THERE, START) > 0);
	assert_int_equal(patience_try(*state, "amina", HERE, START), 0);
	assert_int_equal(patience_try(*state, "amina", THERE, START + THROTTLE_MS), 0);
}

static void a_quiet_quarter_of_an_hour_is_forgotten(void **state)
{
	for (int i = 0; i < PATIENCE_FREE; i++)
		patience_try(*state, "amina", HERE, START);
	for (int i = 0; i < PATIENCE_FREE; i++)
		assert_int_equal(patience_try(*state, "amina", HERE, START + PATIENCE_FORGET_MS), 0);
	assert_true(patience_try(*state, "amina", HERE, START + PATIENCE_FORGET_MS) > 0);
}

static void names_and_addresses_of_any_length_are_kept_apart_and_overflow_nothing(void **state)
{
	char name[400];
	for (int i = 0; i < 3 * PATIENCE_ROWS; i++) {
		snprintf(name, sizeof name, "%d%0300d", i, 0);
		assert_int_equal(patience_try(*state, name, HERE, START + i), 0);
	}
	assert_int_equal(patience_try(*state, "", "", START), 0);
}

int main(void)
{
#define PATIENCE_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		PATIENCE_TEST(five_wrong_ones_are_free_and_then_the_wait_doubles_up_to_a_minute),
		PATIENCE_TEST(tries_that_come_together_do_not_pass_together),
		PATIENCE_TEST(another_address_and_another_account_do_not_wait_with_it),
		PATIENCE_TEST(the_right_password_ends_the_wait_and_one_that_was_not_judged_costs_nothing),
		PATIENCE_TEST(many_addresses_together_guess_fewer_than_a_hundred_thousand_a_day),
		PATIENCE_TEST(the_owner_comes_in_from_where_she_was_before_whatever_others_do),
		PATIENCE_TEST(a_quiet_quarter_of_an_hour_is_forgotten),
		PATIENCE_TEST(names_and_addresses_of_any_length_are_kept_apart_and_overflow_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
