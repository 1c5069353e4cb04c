/* What can stand on one line of a badge, and what a clerk is told about the rest. */
#include "domain/plain_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static void names_of_every_script_pass(void **state)
{
	static const char *const NAMES[] = { "", "Marie Núñez", "王小明", "محمد الفاسي", "Щербаков", "አበበ ቢቂላ",
		"राजेश कुमार", "می\u200cخواهم", "\u200fשלום", "O'Neill-Þór (Jr.)", "N\u2019Diaye" };
	(void)state;
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		assert_int_equal(plain_text_check(NULL, "name", NAMES[i], PLAIN_NAME_MAX), OK);
	assert_int_equal(plain_text_check(NULL, "name", NULL, PLAIN_NAME_MAX), OK);
}

static void what_nobody_can_see_is_refused_with_its_number(void **state)
{
	static const struct {
		const char *text, *number;
	} CASES[] = {
		{ "a\nb", "U+000A" },
		{ "a\tb", "U+0009" },
		{ "a\x7f", "U+007F" },
		{ "a\xc2\x85", "U+0085" },
		{ "a\u202e", "U+202E" },
		{ "\u202a", "U+202A" },
		{ "a\u2066", "U+2066" },
		{ "a\u2028", "U+2028" },
		{ "a\ufff9", "U+FFF9" },
		{ "a\U000e0041", "U+E0041" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct fault fault = { 0 };
		assert_int_equal(plain_text_check(&fault, "name", CASES[i].text, PLAIN_NAME_MAX), ERR_INVALID);
		assert_string_equal(fault.field, "name");
		assert_non_null(strstr(fault.detail, CASES[i].number));
	}
}

static void characters_are_counted_not_bytes(void **state)
{
	struct fault fault = { 0 };
	(void)state;
	assert_int_equal(plain_text_check(&fault, "name", "王小明", 3), OK);
	assert_int_equal(plain_text_check(&fault, "name", "王小明", 2), ERR_INVALID);
	assert_non_null(strstr(fault.detail, "at most 2"));
}

static void bytes_that_are_no_text_are_refused(void **state)
{
	static const char *const BAD[] = { "a\xff", "\xc3", "\xe2\x80", "\xed\xa0\x80", "\xc0\xaf" };
	(void)state;
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		assert_int_equal(plain_text_check(NULL, "name", BAD[i], PLAIN_NAME_MAX), ERR_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_of_every_script_pass),
		cmocka_unit_test(what_nobody_can_see_is_refused_with_its_number),
		cmocka_unit_test(characters_are_counted_not_bytes),
		cmocka_unit_test(bytes_that_are_no_text_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
