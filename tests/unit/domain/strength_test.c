/* The strength of a pledge: a sum of points by a table, and to say more never lowers it. */
#include "domain/strength.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static struct pledge nothing(void)
{
	return (struct pledge){ .body = "" };
}

/* Every way to fill one field, by number; false when there are no more. */
static bool fill(struct pledge *g, size_t which)
{
	static const char *const COUNTRIES[] = { "RWA" };
	static struct pledger two[2];
	if (which < PLEDGE_WORD_MAX) {
		g->words[which] = "1";
		return true;
	}
	switch (which - PLEDGE_WORD_MAX) {
	case 0:
		g->focus_areas |= 4;
		return true;
	case 1:
		g->sdgs |= 1 << 9;
		return true;
	case 2:
		g->amount_minor = 1;
		return true;
	case 3:
		g->open = true;
		return true;
	case 4:
		g->countries = (const char **)(uintptr_t)COUNTRIES;
		g->n_countries = 1;
		return true;
	case 5:
		g->pledgers = two;
		g->n_pledgers = 2;
		return true;
	case 6:
		g->body = "Every school of the region gets fibre, a teacher and a year of service.";
		return true;
	default:
		return false;
	}
}

static void a_pledge_that_says_nothing_has_no_strength(void **state)
{
	struct pledge g = nothing();
	(void)state;
	assert_int_equal(strength_of(&g).score, 0);
	for (size_t i = 0; i < STRENGTH_N; i++)
		assert_false(strength_of(&g).met[i]);
}

static void a_pledge_that_says_everything_has_a_hundred(void **state)
{
	struct pledge g = nothing();
	(void)state;
	for (size_t i = 0; fill(&g, i); i++)
		;
	g.words[PLEDGE_PARTNERS] = "Réseau Sud";
	assert_int_equal(strength_of(&g).score, 100);
}

static void the_score_is_the_sum_of_what_is_met(void **state)
{
	struct pledge g = nothing();
	(void)state;
	for (size_t i = 0; fill(&g, i); i++) {
		struct strength strength = strength_of(&g);
		int points = 0;
		for (size_t k = 0; k < STRENGTH_N; k++)
			points += strength.met[k] ? STRENGTH[k].points : 0;
		assert_int_equal(strength.score, points);
	}
}

/* From any of many states, filling one more field. The states are drawn the same way every time. */
static void to_say_more_never_lowers_the_score(void **state)
{
	uint32_t bits = 1;
	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct pledge g = nothing();
		bits = bits * 1664525 + 1013904223;
		for (size_t i = 0; i < PLEDGE_WORD_MAX + 7; i++)
			if (bits >> (i % 31) & 1)
				fill(&g, i);
		struct strength before = strength_of(&g);
		for (size_t i = 0; i < PLEDGE_WORD_MAX + 7; i++) {
			struct pledge more = g;
			fill(&more, i);
			struct strength after = strength_of(&more);
			assert_true(after.score >= before.score);
			for (size_t k = 0; k < STRENGTH_N; k++)
				assert_true(after.met[k] || !before.met[k]);
		}
	}
}

static void every_field_of_the_rule_can_meet_its_criterion(void **state)
{
	(void)state;
	for (size_t i = 0; i < STRENGTH_N; i++) {
		size_t ways = 0;
		struct pledge g = nothing();
		for (size_t k = 0; fill(&g, k); k++, g = nothing()) {
			if (k == PLEDGE_PARTNERS)
				g.words[k] = "Réseau Sud";
			ways += strength_of(&g).met[i];
		}
		size_t needs = 0;
		while (needs < STRENGTH_NEEDS_MAX && STRENGTH[i].needs[needs])
			needs++;
		if (ways != needs)
			fail_msg("%s is met in %zu ways, not in %zu", STRENGTH[i].key, ways, needs);
	}
}

static void a_text_counts_by_its_characters_without_the_space_around(void **state)
{
	struct pledge g = nothing();
	(void)state;
	g.body = "ééééééééééééééééééééééééééééééééééééééé"; /* 39 characters, 78 bytes */
	assert_int_equal(strength_of(&g).score, 0);
	g.body = " ééééééééééééééééééééééééééééééééééééééé \n";
	assert_int_equal(strength_of(&g).score, 0);
	g.body = "éééééééééééééééééééééééééééééééééééééééé";
	assert_int_equal(strength_of(&g).score, 10);
	g.words[PLEDGE_MEASURE] = " \t";
	assert_int_equal(strength_of(&g).score, 10);
}

static void one_pledger_alone_is_not_together(void **state)
{
	struct pledger one = { .lead = true };
	struct pledge g = nothing();
	(void)state;
	g.pledgers = &one;
	g.n_pledgers = 1;
	assert_int_equal(strength_of(&g).score, 0);
	g.open = true;
	assert_int_equal(strength_of(&g).score, 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pledge_that_says_nothing_has_no_strength),
		cmocka_unit_test(a_pledge_that_says_everything_has_a_hundred),
		cmocka_unit_test(the_score_is_the_sum_of_what_is_met),
		cmocka_unit_test(to_say_more_never_lowers_the_score),
		cmocka_unit_test(every_field_of_the_rule_can_meet_its_criterion),
		cmocka_unit_test(a_text_counts_by_its_characters_without_the_space_around),
		cmocka_unit_test(one_pledger_alone_is_not_together),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
