/* How often strangers may ask, on a clock of the test's own. */
#include "http/rate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static int setup(void **state)
{
	*state = rate_create(10);
	return 0;
}

static int teardown(void **state)
{
	rate_destroy(*state);
	return 0;
}

/* How many of n requests at one moment are let through. */
static int taken(struct rate *rate, const char *address, int n, int64_t now)
{
	int count = 0;
	for (int i = 0; i < n; i++)
		count += rate_take(rate, address, now);
	return count;
}

static void three_seconds_worth_may_come_at_once(void **state)
{
	assert_int_equal(taken(*state, "192.0.2.1", 100, 5000), 30);
	assert_int_equal(taken(*state, "192.0.2.1", 100, 5000), 0);
}

static void what_was_used_comes_back_second_by_second(void **state)
{
	taken(*state, "192.0.2.1", 30, 5000);
	assert_int_equal(taken(*state, "192.0.2.1", 100, 5099), 0);
	assert_int_equal(taken(*state, "192.0.2.1", 100, 5100), 1);
	assert_int_equal(taken(*state, "192.0.2.1", 100, 6100), 10);
	assert_int_equal(taken(*state, "192.0.2.1", 100, 1000000), 30);
}

static void refused_requests_do_not_make_the_wait_longer(void **state)
{
	taken(*state, "192.0.2.1", 30, 5000);
	for (int64_t now = 5000; now < 5100; now += 10)
		assert_int_equal(taken(*state, "192.0.2.1", 50, now), 0);
	assert_int_equal(taken(*state, "192.0.2.1", 1, 5100), 1);
}

static void one_address_does_not_use_up_anothers_share(void **state)
{
	taken(*state, "192.0.2.1", 100, 5000);
	assert_int_equal(taken(*state, "192.0.2.2", 100, 5000), 30);
}

static void more_addresses_than_there_is_room_for_are_still_served(void **state)
{
	char address[32];
	for (int i = 0; i < 20000; i++) {
		snprintf(address, sizeof address, "2001:db8:%x::", i);
		assert_int_equal(taken(*state, address, 1, 5000 + i), 1);
	}
}

static void a_login_that_was_good_is_remembered(void **state)
{
	assert_false(rate_knows(*state, "token-a"));
	rate_know(*state, "token-a");
	assert_true(rate_knows(*state, "token-a"));
	assert_false(rate_knows(*state, "token-b"));
	assert_false(rate_knows(*state, NULL));
	assert_false(rate_knows(*state, ""));
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		CASE(three_seconds_worth_may_come_at_once),
		CASE(what_was_used_comes_back_second_by_second),
		CASE(refused_requests_do_not_make_the_wait_longer),
		CASE(one_address_does_not_use_up_anothers_share),
		CASE(more_addresses_than_there_is_room_for_are_still_served),
		CASE(a_login_that_was_good_is_remembered),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
