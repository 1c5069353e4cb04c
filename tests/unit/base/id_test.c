/* Ids are UUIDs of version 7: they sort by time and nobody draws the same one twice. */
#include "base/id.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void the_layout_is_that_of_rfc_9562(void **state)
{
	static const uint8_t ONES[10] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };
	static const uint8_t NONE[10];
	(void)state;
	/* the instant of the example in appendix A.6: 2022-02-22T19:22:22Z */
	assert_string_equal(id_from(0x017f22e279b0, ONES).text, "017f22e2-79b0-7fff-bfff-ffffffffffff");
	assert_string_equal(id_from(0x017f22e279b0, NONE).text, "017f22e2-79b0-7000-8000-000000000000");
	assert_string_equal(id_from(0, NONE).text, "00000000-0000-7000-8000-000000000000");
}

static void later_ids_sort_behind_earlier_ones(void **state)
{
	struct id before = id_new(1654604999999);
	(void)state;
	for (int64_t ms = 1654605000000; ms < 1654605000200; ms++) {
		struct id id = id_new(ms);
		assert_true(strcmp(before.text, id.text) < 0);
		before = id;
	}
}

static void ids_of_one_instant_differ(void **state)
{
	struct id ids[200];
	(void)state;
	for (size_t i = 0; i < 200; i++) {
		ids[i] = id_new(1654605000000);
		assert_true(id_is_valid(ids[i].text));
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(ids[i].text, ids[k].text);
	}
}

static void any_version_and_any_case_is_an_id(void **state)
{
	(void)state;
	assert_true(id_is_valid("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
	assert_true(id_is_valid("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"));
	assert_true(id_is_valid("00000000-0000-0000-0000-000000000000"));
}

static void what_only_looks_like_an_id_is_none(void **state)
{
	static const char *const BAD[] = { "", "-", "017f22e2", "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
		"017f22e2-79b0-7cc3-98c4-dc0c0c07398f0", "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
		"017f22e279b07cc398c4dc0c0c07398f", "017f22e2_79b0-7cc3-98c4-dc0c0c07398f",
		"{17f22e2-79b0-7cc3-98c4-dc0c0c07398}", "017f22e2-79b0-7cc3-98c4dc-0c0c07398f",
		" 017f22e2-79b0-7cc3-98c4-dc0c0c0739", "017f22e2-79b0-7cc3-98c4-dc0c0c07398\n",
		"０17f22e2-79b0-7cc3-98c4-dc0c0c07398f" };
	(void)state;
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		assert_false(id_is_valid(BAD[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_layout_is_that_of_rfc_9562),
		cmocka_unit_test(later_ids_sort_behind_earlier_ones),
		cmocka_unit_test(ids_of_one_instant_differ),
		cmocka_unit_test(any_version_and_any_case_is_an_id),
		cmocka_unit_test(what_only_looks_like_an_id_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
