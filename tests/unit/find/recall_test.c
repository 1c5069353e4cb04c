/* How often the person who is meant comes first, or among the first five, for 600 questions with known answers about
 * a crowd of many scripts. The floors are what the search reached when they were written: it must not get worse. */
#include "tests/unit/find/town.h"

#include <string.h>

enum { PEOPLE = 8000, QUESTIONS = 40 * CROWD_KIND_MAX, FIVE = 5 };

static void the_person_meant_comes_first_or_among_the_first_five(void **state)
{
	static const struct {
		int first, five; /* percent, at least */
	} FLOORS[CROWD_KIND_MAX] = { [CROWD_WHOLE] = { 97, 100 },
		[CROWD_FRAGMENT] = { 95, 100 },
		[CROWD_INSIDE] = { 97, 100 },
		[CROWD_ORDER] = { 97, 100 },
		[CROWD_TYPO] = { 97, 100 },
		[CROWD_SWAPPED] = { 97, 100 },
		[CROWD_ARABIC] = { 85, 95 },
		[CROWD_CHINESE] = { 95, 100 },
		[CROWD_CYRILLIC] = { 92, 97 },
		[CROWD_ETHIOPIC] = { 85, 95 },
		[CROWD_DEVANAGARI] = { 90, 97 },
		[CROWD_TWO_SIGNS] = { 100, 100 },
		[CROWD_ENTITY] = { 97, 100 },
		[CROWD_COUNTRY] = { 97, 100 },
		[CROWD_ID] = { 100, 100 } };
	int first[CROWD_KIND_MAX] = { 0 }, five[CROWD_KIND_MAX] = { 0 }, asked[CROWD_KIND_MAX] = { 0 };
	struct town *town = town_create(PEOPLE);
	(void)state;
	for (size_t q = 0; q < QUESTIONS; q++) {
		struct crowd_question question = crowd_question(town->arena, q, PEOPLE);
		size_t rank = town_rank(town, &question, FIVE);
		asked[question.kind]++;
		first[question.kind] += rank == 1;
		five[question.kind] += rank && rank <= FIVE;
	}
	for (int kind = 0; kind < CROWD_KIND_MAX; kind++)
		print_message("%-20s %3d of %d first, %3d among five\n", CROWD_KIND_NAMES[kind], first[kind],
		    asked[kind], five[kind]);
	for (int kind = 0; kind < CROWD_KIND_MAX; kind++) {
		assert_true(100 * first[kind] >= FLOORS[kind].first * asked[kind]);
		assert_true(100 * five[kind] >= FLOORS[kind].five * asked[kind]);
	}
	town_destroy(town);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(the_person_meant_comes_first_or_among_the_first_five) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
