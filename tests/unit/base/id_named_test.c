/* Ids made from names: always the same, never the same for two names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/id_named.h"

static void the_same_name_gives_the_same_uuid_on_every_machine(void **state)
{
	(void)state;
	assert_string_equal(id_named("session", "17").text, id_named("session", "17").text);
	assert_true(id_is_valid(id_named("session", "").text));
	assert_int_equal(id_named("session", "17").text[14], '8');
	assert_string_equal(id_named("session", "17").text, "f1150472-214f-85cc-b719-5f12a526fa65");
}

static void other_names_and_other_spaces_give_other_uuids(void **state)
{
	(void)state;
	assert_string_not_equal(id_named("session", "17").text, id_named("session", "18").text);
	assert_string_not_equal(id_named("session", "17").text, id_named("room", "17").text);
	assert_string_not_equal(id_named("a", "bc").text, id_named("ab", "c").text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_name_gives_the_same_uuid_on_every_machine),
		cmocka_unit_test(other_names_and_other_spaces_give_other_uuids),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
