/* Organisations are found again however they are written, and added once. */
#include "tests/unit/domain/day.h"

#include "domain/entity.h"

#include <string.h>

struct taking {
	struct entity_said said;
	struct entity entity;
};

static enum err take(struct tx *tx, void *ctx)
{
	struct taking *taking = ctx;
	return entity_take(tx, &taking->said, &taking->entity);
}

static enum err day_take(
    struct day_rig *day, const char *name, const char *type, const char *country, struct entity *out_entity)
{
	struct taking taking = { .said = { name, type, country }, .entity = { .id = "untouched" } };
	enum err err = day_run(day, take, &taking);
	if (err)
		assert_string_equal(taking.entity.id, "untouched");
	else
		assert_int_equal(entity_get(day->db, day->arena, taking.entity.id, out_entity), OK);
	return err;
}

static void a_new_entity_is_added_with_its_entry(void **state)
{
	struct day_rig *day = *state;
	struct entity entity;
	assert_int_equal(day_take(day, "Réseau Sahel", "civil_society", "MLI", &entity), OK);
	assert_string_equal(entity.name, "Réseau Sahel");
	assert_string_equal(entity.type, "civil_society");
	assert_string_equal(entity.country, "MLI");
	day_expect_entry(day, "participants", "entity.add", entity.id, 1);
	assert_string_equal(day_last(day).data, "{\"type\":\"civil_society\",\"country\":\"MLI\"}");
	const char *sealed; /* it may be the name of a person who comes for themselves */
	assert_int_equal(journal_unseal(day->db, day->arena, day_last(day).seq, &sealed), OK);
	assert_string_equal(sealed, "{\"name\":\"Réseau Sahel\"}");
}

static void the_same_name_in_other_letters_is_the_same_entity(void **state)
{
	static const char *const SPELLINGS[] = { "Réseau Sahel", "reseau sahel", "RÉSEAU  SAHEL", " Réseau-Sahel ",
		"Re\xCC\x81seau Sahel", "«Réseau» Sahel" };
	struct day_rig *day = *state;
	struct entity first, again;
	assert_int_equal(day_take(day, SPELLINGS[0], NULL, "MLI", &first), OK);
	for (size_t i = 0; i < sizeof SPELLINGS / sizeof *SPELLINGS; i++) {
		assert_int_equal(day_take(day, SPELLINGS[i], NULL, "MLI", &again), OK);
		assert_string_equal(again.id, first.id);
		assert_int_equal(day_take(day, SPELLINGS[i], NULL, NULL, &again), OK);
		assert_string_equal(again.id, first.id);
	}
	assert_int_equal(day_entries(day), 1);
}

static void the_same_name_in_another_country_is_another_entity(void **state)
{
	struct day_rig *day = *state;
	struct entity kenya, ghana, any;
	assert_int_equal(day_take(day, "Ministry of ICT", "government", "KEN", &kenya), OK);
	assert_int_equal(day_take(day, "Ministry of ICT", "government", "GHA", &ghana), OK);
	assert_string_not_equal(kenya.id, ghana.id);
	assert_int_equal(day_take(day, "Ministry of ICT", NULL, "", &any), OK);
	assert_true(!strcmp(any.id, kenya.id) || !strcmp(any.id, ghana.id));
}

static void without_a_type_it_is_a_company(void **state)
{
	struct day_rig *day = *state;
	struct entity entity;
	assert_int_equal(day_take(day, "Kariba", NULL, NULL, &entity), OK);
	assert_string_equal(entity.type, "private_sector");
	assert_string_equal(entity.country, "");
	assert_int_equal(day_take(day, "Zambezi", "", "ZMB", &entity), OK);
	assert_string_equal(entity.type, "private_sector");
}

static void what_cannot_be_an_entity_is_refused(void **state)
{
	struct day_rig *day = *state;
	char name[602] = "";
	memset(name, 'x', 601);
	const struct {
		const char *name, *type, *country, *field;
		enum err err;
	} CASES[] = {
		{ NULL, NULL, NULL, "entity", ERR_FIELD_MISSING },
		{ "", NULL, NULL, "entity", ERR_FIELD_MISSING },
		{ "...", NULL, NULL, "entity", ERR_INVALID },
		{ "   ", NULL, NULL, "entity", ERR_INVALID },
		{ name, NULL, NULL, "entity", ERR_INVALID },
		{ "Kariba", NULL, "QQQ", "country", ERR_COUNTRY },
		{ "Kariba", NULL, "zmb", "country", ERR_COUNTRY },
		{ "Kariba", NULL, "Zambia", "country", ERR_COUNTRY },
		{ "Kariba", "empire", "ZMB", "entity.type", ERR_INVALID },
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct entity entity;
		assert_int_equal(
		    day_take(day, CASES[i].name, CASES[i].type, CASES[i].country, &entity), CASES[i].err);
		day_expect_fault(day, CASES[i].err, CASES[i].field);
		assert_true(*day->fault.detail);
	}
	assert_int_equal(day_entries(day), 0);
}

static void a_latin_name_is_written_as_names_are(void **state)
{
	struct day_rig *day = *state;
	assert_string_equal(name_latin(day->arena, "Marie Dupont"), "Marie Dupont");
	assert_string_equal(name_latin(day->arena, "McDonald"), "McDonald");
	assert_string_equal(name_latin(day->arena, "José Núñez"), "Jose Nunez");
	assert_string_equal(name_latin(day->arena, "Иван Петров"), "Ivan Petrov");
	assert_string_equal(name_latin(day->arena, ""), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(a_new_entity_is_added_with_its_entry),
		day_test(the_same_name_in_other_letters_is_the_same_entity),
		day_test(the_same_name_in_another_country_is_another_entity),
		day_test(without_a_type_it_is_a_company),
		day_test(what_cannot_be_an_entity_is_refused),
		day_test(a_latin_name_is_written_as_names_are),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
