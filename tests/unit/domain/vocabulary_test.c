/* The closed lists are complete, distinct and printable. */
#include "domain/vocabulary.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static double linear(uint32_t channel)
{
	double part = channel / 255.0;
	return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

/* Contrast with white by WCAG 2.1. */
static double contrast(uint32_t rgb)
{
	double light =
	    0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
	return 1.05 / (light + 0.05);
}

static void every_category_has_its_own_code_letter_colour_and_all_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < CATEGORIES_N; i++) {
		const struct category *one = &CATEGORIES[i];
		assert_ptr_equal(category_find(one->code), one);
		assert_int_equal(strlen(one->letter), 1);
		assert_true(one->rgb <= 0xFFFFFF);
		for (size_t lang = 0; lang < VOCABULARY_LANGUAGES; lang++)
			assert_true(one->words[lang] && *one->words[lang]);
		for (size_t k = 0; k < i; k++) {
			assert_string_not_equal(one->letter, CATEGORIES[k].letter);
			assert_int_not_equal(one->rgb, CATEGORIES[k].rgb);
		}
	}
}

static void white_letters_can_be_read_on_every_category_colour(void **state)
{
	(void)state;
	for (size_t i = 0; i < CATEGORIES_N; i++)
		assert_true(contrast(CATEGORIES[i].rgb) >= 4.5);
}

static void the_first_category_is_the_delegate_and_the_vip_list_is_the_conferences(void **state)
{
	(void)state;
	static const char *const VIPS[] = { "VVIP", "MIN", "DMIN", "UN", "REG", "AMB" };
	size_t n = 0;
	assert_string_equal(CATEGORIES[0].code, "DEL");
	assert_false(CATEGORIES[0].vip);
	for (size_t i = 0; i < CATEGORIES_N; i++)
		n += CATEGORIES[i].vip;
	assert_int_equal(n, sizeof VIPS / sizeof *VIPS);
	for (size_t i = 0; i < n; i++)
		assert_true(category_find(VIPS[i])->vip);
}

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
		assert_null(category_find(NOT[i]));
		assert_null(entity_type_find(NOT[i]));
		assert_null(pledge_type_find(NOT[i]));
		assert_false(participant_role_is_known(NOT[i]));
		assert_false(language_is_official(NOT[i]));
	}
	assert_null(category_find(NULL));
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
		cmocka_unit_test(every_category_has_its_own_code_letter_colour_and_all_words),
		cmocka_unit_test(white_letters_can_be_read_on_every_category_colour),
		cmocka_unit_test(the_first_category_is_the_delegate_and_the_vip_list_is_the_conferences),
		cmocka_unit_test(the_coalition_has_seven_entity_types_and_four_pledge_types),
		cmocka_unit_test(what_is_not_in_a_list_is_unknown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
