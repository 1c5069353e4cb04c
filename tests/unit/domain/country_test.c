/* Codes, regions, dated groups, names as the UN writes them. */
#include "domain/country.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static const char *const LANGUAGES[] = { "en", "fr", "es", "ar", "ru", "zh" };

static void every_country_is_found_by_its_code_and_has_a_name_in_six_languages(void **state)
{
	(void)state;
	size_t n;
	const struct country *all = country_all(&n);
	assert_in_range(n, 194, 260);
	for (size_t i = 0; i < n; i++) {
		assert_ptr_equal(country_find(all[i].alpha3), &all[i]);
		assert_int_equal(strlen(all[i].alpha2), 2);
		assert_true(!i || strcmp(all[i - 1].alpha3, all[i].alpha3) < 0);
		for (size_t lang = 0; lang < 6; lang++)
			assert_true(strlen(country_name(&all[i], LANGUAGES[lang])) >= 3);
	}
}

static void the_six_regions_are_the_unions_own(void **state)
{
	(void)state;
	assert_string_equal(country_find("RWA")->region, "Africa");
	assert_string_equal(country_find("EGY")->region, "Arab States");
	assert_string_equal(country_find("KAZ")->region, "CIS");
	assert_string_equal(country_find("FJI")->region, "Asia and the Pacific");
	assert_string_equal(country_find("BRA")->region, "Americas");
	assert_string_equal(country_find("FRA")->region, "Europe");
}

static void names_follow_the_usage_of_the_united_nations(void **state)
{
	(void)state;
	assert_string_equal(country_name(country_find("TUR"), "en"), "Türkiye");
	assert_string_equal(country_name(country_find("VNM"), "en"), "Viet Nam");
	assert_string_equal(country_name(country_find("KOR"), "fr"), "République de Corée");
	assert_string_equal(country_name(country_find("CIV"), "ar"), "كوت ديفوار");
	assert_string_equal(country_name(country_find("RUS"), "ru"), "Российская Федерация");
	assert_string_equal(country_name(country_find("FRA"), "zh"), "法国");
	assert_string_equal(country_name(country_find("FRA"), "de"), "France");
	assert_string_equal(country_name(country_find("FRA"), NULL), "France");
}

static void a_name_is_recognised_in_any_language_case_and_spelling(void **state)
{
	(void)state;
	static const char *const CASES[][2] = { { "rwanda", "RWA" }, { "RWA", "RWA" }, { "rw", "RWA" },
		{ "卢旺达", "RWA" }, { "Руанда", "RWA" }, { "رواندا", "RWA" }, { "cote d'ivoire", "CIV" },
		{ "CÔTE D’IVOIRE", "CIV" }, { "Ivory Coast", "CIV" }, { "Turkey", "TUR" }, { "Türkiye", "TUR" },
		{ "turkiye", "TUR" }, { "Corée du Sud", "KOR" }, { "  Brasil ", "BRA" }, { "Éthiopie", "ETH" },
		{ "UK", "GBR" }, { "United Kingdom", "GBR" }, { "Russia", "RUS" }, { "États-Unis", "USA" },
		{ "Congo", "COG" }, { "DRC", "COD" }, { "Viet Nam", "VNM" }, { "Vietnam", "VNM" } };
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const struct country *country = country_guess(CASES[i][0]);
		assert_non_null(country);
		assert_string_equal(country->alpha3, CASES[i][1]);
	}
}

static void a_word_that_is_no_country_is_not_guessed(void **state)
{
	(void)state;
	static const char *const BAD[] = { "", " ", "?", "Atlantis", "Rwand", "rwandaa", "ZZ", "XTS", "Africa",
		"\xff\xfe" };
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		assert_null(country_guess(BAD[i]));
	assert_null(country_guess(NULL));
	assert_null(country_find("rwa"));
	assert_null(country_find("RW"));
	assert_null(country_find("RWAN"));
	assert_null(country_find(""));
	assert_null(country_find(NULL));
}

static void every_name_leads_back_to_its_country(void **state)
{
	(void)state;
	size_t n;
	const struct country *all = country_all(&n);
	for (size_t i = 0; i < n; i++)
		for (size_t lang = 0; lang < 6; lang++)
			assert_ptr_equal(country_guess(country_name(&all[i], LANGUAGES[lang])), &all[i]);
}

static void membership_of_a_group_is_a_question_about_a_date(void **state)
{
	(void)state;
	const struct country *bhutan = country_find("BTN");
	assert_true(country_in_group(bhutan, "LDC", "2022-06-07"));
	assert_true(country_in_group(bhutan, "LDC", "2023-12-12"));
	assert_false(country_in_group(bhutan, "LDC", "2023-12-13"));
	assert_true(country_in_group(bhutan, "LLDC", "2030-01-01"));
	assert_true(country_in_group(country_find("TUV"), "SIDS", "2022-06-07"));
	assert_false(country_in_group(country_find("FRA"), "LDC", "2022-06-07"));
	assert_false(country_in_group(bhutan, "OECD", "2022-06-07"));
	assert_false(country_in_group(bhutan, "", "2022-06-07"));
}

static void the_groups_had_their_known_sizes_in_june_2022(void **state)
{
	(void)state;
	static const struct {
		const char *group;
		size_t n;
	} GROUPS[] = { { "LDC", 46 }, { "LLDC", 32 }, { "SIDS", 39 } };
	size_t n;
	const struct country *all = country_all(&n);
	for (size_t g = 0; g < 3; g++) {
		size_t members = 0;
		for (size_t i = 0; i < n; i++)
			members += country_in_group(&all[i], GROUPS[g].group, "2022-06-07");
		assert_int_equal(members, GROUPS[g].n);
	}
}

static void *guess_often(void *ctx)
{
	size_t *right = ctx;
	for (int i = 0; i < 200; i++)
		*right += country_guess("Côte d'Ivoire") == country_find("CIV");
	return NULL;
}

static void several_threads_may_ask_at_once(void **state)
{
	(void)state;
	pthread_t threads[4];
	size_t right[4] = { 0 };
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, guess_often, &right[i]), 0);
	for (size_t i = 0; i < 4; i++) {
		pthread_join(threads[i], NULL);
		assert_int_equal(right[i], 200);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(several_threads_may_ask_at_once),
		cmocka_unit_test(every_country_is_found_by_its_code_and_has_a_name_in_six_languages),
		cmocka_unit_test(the_six_regions_are_the_unions_own),
		cmocka_unit_test(names_follow_the_usage_of_the_united_nations),
		cmocka_unit_test(a_name_is_recognised_in_any_language_case_and_spelling),
		cmocka_unit_test(a_word_that_is_no_country_is_not_guessed),
		cmocka_unit_test(every_name_leads_back_to_its_country),
		cmocka_unit_test(membership_of_a_group_is_a_question_about_a_date),
		cmocka_unit_test(the_groups_had_their_known_sizes_in_june_2022),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
