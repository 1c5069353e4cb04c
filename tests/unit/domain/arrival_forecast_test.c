/* The forecast of the queue is arithmetic that anybody can do again. */
#include "domain/arrival_forecast.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

enum { MINUTE = 60000 };
static const int64_t NOW = 1654605000000;

static void the_pace_of_the_last_quarter_goes_on(void **state)
{
	static const struct {
		int64_t recent, to_come, per_hour, minutes;
		const char *key;
	} CASES[] = {
		{ 30, 60, 120, 30, "clears" },
		{ 1, 1, 4, 15, "clears" },
		{ 7, 10, 28, 22, "clears" }, /* 21.4 minutes: upwards */
		{ 30, 0, 120, 0, "done" },
		{ 0, 0, 0, 0, "done" },
		{ 0, 60, 0, 0, "unknown" },
		{ 1, 4000, 4, 0, "late" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct arrival_facts facts = { NOW, NOW + 480 * MINUTE, CASES[i].recent, CASES[i].to_come };
		struct arrival_forecast f = arrival_forecast(&facts);
		assert_string_equal(f.words_key, CASES[i].key);
		assert_int_equal(f.per_hour, CASES[i].per_hour);
		assert_int_equal(f.waiting, CASES[i].to_come);
		assert_int_equal(f.clear_at, CASES[i].minutes ? NOW + CASES[i].minutes * MINUTE : 0);
	}
}

static void the_end_of_the_day_is_still_today(void **state)
{
	(void)state;
	struct arrival_facts facts = { NOW, NOW + 30 * MINUTE, 30, 60 };
	assert_string_equal(arrival_forecast(&facts).words_key, "clears");
	facts.day_end--;
	assert_string_equal(arrival_forecast(&facts).words_key, "late");
	assert_int_equal(arrival_forecast(&facts).clear_at, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_pace_of_the_last_quarter_goes_on),
		cmocka_unit_test(the_end_of_the_day_is_still_today),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
