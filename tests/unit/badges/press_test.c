/* A press knows its scripts before the first guest stands at the desk. */
#include "badges/press.h"

#include "leaks.h"
#include "people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int setup(void **state)
{
	struct badge_press *press = NULL;
	struct fault fault = { 0 };
	if (badge_press_create(&press, &fault) != OK)
		print_error("%s\n", fault.detail);
	*state = press;
	return press ? 0 : -1;
}

static int teardown(void **state)
{
	badge_press_destroy(*state);
	return 0;
}

static void names_in_all_six_scripts_have_every_glyph(void **state)
{
	for (int i = 0; i < PEOPLE; i++) {
		assert_int_equal(badge_press_unknown(*state, PERSON[i].name), 0);
		assert_int_equal(badge_press_unknown(*state, PERSON[i].organisation), 0);
	}
}

static void a_character_that_no_font_has_is_counted(void **state)
{
	assert_int_equal(badge_press_unknown(*state, "a\U0003FFF0"), 1);
	assert_int_equal(badge_press_unknown(*state, ""), 0);
	assert_int_equal(badge_press_unknown(*state, NULL), 0);
}

static void two_presses_live_side_by_side(void **state)
{
	struct badge_press *other = NULL;
	assert_int_equal(badge_press_create(&other, NULL), OK);
	assert_ptr_not_equal(other, *state);
	badge_press_destroy(other);
	assert_int_equal(badge_press_unknown(*state, "王"), 0);
}

static void destroying_nothing_is_fine(void **state)
{
	(void)state;
	badge_press_destroy(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_in_all_six_scripts_have_every_glyph),
		cmocka_unit_test(a_character_that_no_font_has_is_counted),
		cmocka_unit_test(two_presses_live_side_by_side),
		cmocka_unit_test(destroying_nothing_is_fine),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
