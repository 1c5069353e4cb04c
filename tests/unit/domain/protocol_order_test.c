/* In which order Members and people stand on paper. */
#include "domain/protocol_order.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 8 };

#define PERSON(who, first, last, in_latin, of, sort, land, has_roles)                                                \
	{                                                                                                            \
		.id = who, .registration_id = "", .display = who, .given = first, .family = last, .latin = in_latin, \
		.roles = has_roles, .entity = {                                                                      \
			.id = of,                                                                                    \
			.name = of,                                                                                  \
			.type = sort,                                                                                \
			.country = land                                                                              \
		}                                                                                                    \
	}

static void assert_order(const struct person *given, size_t n, enum people_order order, const char *const *names)
{
	struct person persons[MOST];
	struct arena *arena = arena_create();
	assert_true(n <= MOST);
	memcpy(persons, given, n * sizeof *persons);
	people_sort(arena, persons, n, order);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(persons[i].display, names[i]);
	arena_destroy(arena);
}

static const struct person PEOPLE[] = {
	PERSON("Company", "", "", "Company", "Aardvark", "private_sector", "", ""),
	PERSON("Ethiopia", "", "", "", "Ministry", "government", "ETH", ""),
	PERSON("United States", "", "", "", "Department", "government", "USA", ""),
	PERSON("Spain", "", "", "", "Ministerio", "government", "ESP", ""),
	PERSON("Egypt", "", "", "", "NTRA", "government", "EGY", ""),
	PERSON("Emirates", "", "", "", "TDRA", "government", "ARE", ""),
	PERSON("Germany", "", "", "", "BMDV", "government", "DEU", ""),
};

static void members_stand_by_their_french_names_accents_aside_and_others_behind_them(void **state)
{
	static const char *const FRENCH[] = { "Germany", "Egypt", "Emirates", "Spain", "United States", "Ethiopia",
		"Company" };
	(void)state;
	assert_order(PEOPLE, 7, PEOPLE_FRENCH, FRENCH);
}

static void a_delegation_begins_with_its_head(void **state)
{
	static const struct person DELEGATION[] = {
		PERSON("Ann Abe", "Ann", "Abe", "", "Ministry", "government", "KEN", ""),
		PERSON("Zoe Zed", "Zoe", "Zed", "", "Ministry", "government", "KEN", "speaker head_of_delegation"),
		PERSON("Bea Bok", "Bea", "Bok", "", "Ministry", "government", "KEN", ""),
	};
	static const char *const NAMES[] = { "Zoe Zed", "Ann Abe", "Bea Bok" };
	(void)state;
	assert_order(DELEGATION, 3, PEOPLE_FRENCH, NAMES);
}

static void names_in_other_scripts_stand_where_their_latin_form_does(void **state)
{
	static const struct person NAMES[] = {
		PERSON("王小明", "小明", "王", "Wang Xiaoming", "a", "", "", ""),
		PERSON("Paula Xu", "Paula", "Xu", "", "b", "", "", ""),
		PERSON("Émile Abdo", "Émile", "Abdo", "", "c", "", "", ""),
		PERSON("Zoe Baker", "Zoe", "Baker", "", "d", "", "", ""),
	};
	static const char *const FAMILY[] = { "Émile Abdo", "Zoe Baker", "王小明", "Paula Xu" };
	static const char *const GIVEN[] = { "Émile Abdo", "Paula Xu", "王小明", "Zoe Baker" };
	(void)state;
	assert_order(NAMES, 4, PEOPLE_NAME, FAMILY);
	assert_order(NAMES, 4, PEOPLE_GIVEN, GIVEN);
}

static void only_a_government_with_a_known_country_is_a_member(void **state)
{
	(void)state;
	assert_true(entity_is_member(&(struct entity){ .type = "government", .country = "KEN" }));
	assert_false(entity_is_member(&(struct entity){ .type = "government", .country = "" }));
	assert_false(entity_is_member(&(struct entity){ .type = "private_sector", .country = "KEN" }));
}

static void a_kept_person_outlives_the_row(void **state)
{
	struct arena *arena = arena_create();
	char name[] = "Ann";
	struct person person = PERSON(name, "", "", "", "e", "", "", "");
	(void)state;
	struct person kept = person_keep(arena, &person);
	memset(name, 'x', 3);
	assert_string_equal(kept.display, "Ann");
	assert_string_equal(kept.entity.name, "e");
	assert_null(kept.badge.code);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_stand_by_their_french_names_accents_aside_and_others_behind_them),
		cmocka_unit_test(a_delegation_begins_with_its_head),
		cmocka_unit_test(names_in_other_scripts_stand_where_their_latin_form_does),
		cmocka_unit_test(only_a_government_with_a_known_country_is_a_member),
		cmocka_unit_test(a_kept_person_outlives_the_row),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
