/* What stands on a badge comes from the rows, in words, and nothing is missing that a drawing needs. */
#include "tests/unit/domain/day.h"

#include "domain/badge_facts.h"
#include "domain/day.h"
#include "domain/vocabulary.h"

#include <string.h>

static enum err set_day(struct tx *tx, void *ctx)
{
	return day_set(tx, ctx);
}

static struct badge_data facts(struct day_rig *day, const char *id, const struct badge *badge)
{
	struct person person = day_person(day, id);
	struct badge_data data;
	assert_int_equal(badge_facts(day->db, day->arena, &person, badge, &data), OK);
	return data;
}

static struct person minister(struct day_rig *day, const char *roles)
{
	struct participant_form form = { .display = "王小明",
		.title = "Minister",
		.entity_name = "Ministry of ICT",
		.entity_country = "CIV",
		.category = "MIN",
		.roles = roles,
		.language = "zh" };
	struct person person;
	assert_int_equal(day_add(day, &form, &person), OK);
	return person;
}

static void a_badge_tells_who_from_where_and_of_which_day(void **state)
{
	struct day_rig *day = *state;
	struct day_form form = { .title = "Partner2Connect", .dates = "7–9 June 2022", .zone = "Africa/Kigali" };
	struct badge badge;
	assert_int_equal(day_run(day, set_day, &form), OK);
	struct person person = minister(day, "head_of_delegation speaker");
	assert_int_equal(day_badge(day, person.id, "", &badge), OK);
	struct badge_data data = facts(day, person.id, &badge);
	assert_string_equal(data.name, "王小明");
	assert_string_equal(data.name_latin, "Wang Xiao Ming");
	assert_string_equal(data.title, "Minister");
	assert_string_equal(data.organisation, "Ministry of ICT");
	assert_string_equal(data.country, "Côte d'Ivoire");
	assert_string_equal(data.country_code, "CIV");
	assert_string_equal(data.category, "MIN");
	assert_string_equal(data.category_words, "Minister");
	assert_int_equal(data.category_rgb, 0x8A1538);
	assert_string_equal(data.role, "Head of delegation");
	assert_string_equal(data.day_title, "Partner2Connect");
	assert_string_equal(data.day_dates, "7–9 June 2022");
	assert_string_equal(data.code, badge.code);
	assert_string_equal(data.qr, badge.qr);
	assert_string_equal(data.language, "zh");
}

static void the_badge_to_draw_need_not_be_the_active_one(void **state)
{
	struct day_rig *day = *state;
	struct person person = minister(day, "");
	struct badge old, new;
	assert_int_equal(day_badge(day, person.id, "", &old), OK);
	assert_int_equal(day_badge(day, person.id, "lost", &new), OK);
	assert_string_equal(facts(day, person.id, &old).qr, old.qr);
}

static void the_first_role_is_written_in_words(void **state)
{
	static const struct {
		const char *roles, *line;
	} CASES[] = { { "", "" }, { "cochair", "Co-chair" }, { "speaker press", "Speaker" }, { "press", "Press" },
		{ "head_of_delegation", "Head of delegation" } };
	struct day_rig *day = *state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct person person = minister(day, CASES[i].roles);
		struct badge_data data = facts(day, person.id, &(struct badge){ .code = "", .qr = "" });
		assert_string_equal(data.role, CASES[i].line);
	}
}

static void a_day_without_settings_and_an_entity_without_a_country_leave_places_empty(void **state)
{
	struct day_rig *day = *state;
	struct participant_form form = { .display = "A Banda", .entity_name = "Kariba Telecom" };
	struct person person;
	assert_int_equal(day_add(day, &form, &person), OK);
	struct badge_data data = facts(day, person.id, &(struct badge){ .code = "", .qr = "" });
	assert_string_equal(data.country, "");
	assert_string_equal(data.country_code, "");
	assert_string_equal(data.day_dates, "");
	assert_true(*data.day_title);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(a_badge_tells_who_from_where_and_of_which_day),
		day_test(the_badge_to_draw_need_not_be_the_active_one),
		day_test(the_first_role_is_written_in_words),
		day_test(a_day_without_settings_and_an_entity_without_a_country_leave_places_empty),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
