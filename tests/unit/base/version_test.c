/* Versions are ordered as Debian orders them: what dpkg calls older is older here. */
#include "base/version.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void the_older_one_comes_first(void **state)
{
	static const char *const PAIRS[][2] = {
		{ "2.1.12-stable-8", "2.1.12-stable-8+deb12u1" }, /* libevent before and after its fixes of 2026 */
		{ "2.1.12-stable-8+deb12u1", "2.1.12-stable-10" },
		{ "2.1.11", "2.1.12" },
		{ "2.1.9", "2.1.12" },
		{ "3.39.4", "3.40.1" },
		{ "3.0.19~rc1", "3.0.19" },
		{ "3.0.19-1~deb12u1", "3.0.19-1~deb12u2" },
		{ "3.0.19-1~deb12u2", "3.0.19-1" },
		{ "9.9", "1:0.1" }, /* an epoch says that the counting began anew */
		{ "1.0", "1.0a" },
		{ "1.0a", "1.0+b" },
		{ "", "0.1" },
		{ "2.9.14", "2.9.14+dfsg-1.3~deb12u2" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
		assert_true(version_compare(PAIRS[i][0], PAIRS[i][1]) < 0);
		assert_true(version_compare(PAIRS[i][1], PAIRS[i][0]) > 0);
	}
}

static void what_is_written_in_two_ways_is_the_same(void **state)
{
	(void)state;
	assert_int_equal(version_compare("3.40.1-2+deb12u2", "3.40.1-2+deb12u2"), 0);
	assert_int_equal(version_compare("1.02", "1.2"), 0);
	assert_int_equal(version_compare("0:1.2-0", "1.2"), 0);
	assert_int_equal(version_compare("", ""), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_older_one_comes_first),
		cmocka_unit_test(what_is_written_in_two_ways_is_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
