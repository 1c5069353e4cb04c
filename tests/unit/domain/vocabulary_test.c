/* The closed lists are complete and distinct. */
#include "domain/vocabulary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void the_coalition_has_seven_entity_types_and_four_pledge_types(void **state)
{
	(void)state;
	static const char *const ENTITIES[] = { "government", "private_sector", "un_igo", "civil_society", "academia",
		"youth", "media" };
	static const char *const PLEDGES[] = { "financial", "policy", "advocacy", "programmatic" };
	assert_int_equal(ENTITY_TYPES_N, 7);
	assert_int_equal(PLEDGE_TYPES_N, 4);
	for (size_t i = 0; i < ENTITY_TYPES_N; i++)
		assert_string_equal(ENTITY_TYPES[i].key, ENTITIES[i]);
	for (size_t i = 0; i < PLEDGE_TYPES_N; i++)
		assert_ptr_equal(pledge_type_find(PLEDGES[i]), &PLEDGE_TYPES[i]);
	for (size_t lang = 0; lang < VOCABULARY_LANGUAGES; lang++) {
		for (size_t i = 0; i < ENTITY_TYPES_N; i++)
			assert_true(*ENTITY_TYPES[i].words[lang]);
		for (size_t i = 0; i < PLEDGE_TYPES_N; i++)
			assert_true(*PLEDGE_TYPES[i].words[lang]);
	}
}

static void what_is_not_in_a_list_is_unknown(void **state)
{
	(void)state;
	static const char *const NOT[] = { "", "min", "MINI", "Government", "governments", "en ", "EN", "de",
		"financial ", "x" };
	for (size_t i = 0; i < sizeof NOT / sizeof *NOT; i++) {
		assert_null(entity_type_find(NOT[i]));
		assert_null(pledge_type_find(NOT[i]));
		assert_false(participant_role_is_known(NOT[i]));
		assert_false(language_is_official(NOT[i]));
	}
	assert_null(entity_type_find(NULL));
	assert_null(pledge_type_find(NULL));
	assert_false(participant_role_is_known(NULL));
	assert_false(language_is_official(NULL));
	assert_true(language_is_official("zh"));
	assert_true(participant_role_is_known("signatory"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_coalition_has_seven_entity_types_and_four_pledge_types),
		cmocka_unit_test(what_is_not_in_a_list_is_unknown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
