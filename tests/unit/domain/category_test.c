/* Categories as rows: the list that a new day begins with, what an administrator may make of it, and what follows. */
#include "tests/unit/domain/day.h"

#include "domain/category.h"

#include <math.h>
#include <string.h>

static const struct category_form OBSERVER = {
	.code = "OBS", .letter = "O", .rgb = "#1F4D3A", .words = { "Observer", "Observateur", NULL, NULL, NULL, NULL }
};

struct category_act {
	const char *code;
	int64_t version;
	const struct category_form *form;
	struct category category;
};

static enum err act_add(struct tx *tx, void *ctx)
{
	struct category_act *act = ctx;
	return category_add(tx, act->form, &act->category);
}

static enum err act_edit(struct tx *tx, void *ctx)
{
	struct category_act *act = ctx;
	return category_edit(tx, act->code, act->version, act->form, &act->category);
}

static struct category stored(struct day_rig *day, const char *code)
{
	struct category category;
	assert_int_equal(category_get(day->db, day->arena, code, &category), OK);
	return category;
}

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

/* ---- the list of a new day ---- */

static void every_category_has_its_own_letter_and_colour_and_all_words(void **state)
{
	struct day_rig *day = *state;
	struct category *all;
	size_t n;
	assert_int_equal(category_list(day->db, day->arena, &all, &n), OK);
	assert_int_equal(n, 15);
	assert_string_equal(all[0].code, "DEL");
	assert_false(all[0].vip);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(strlen(all[i].letter), 1);
		assert_true(contrast(all[i].rgb) >= 4.5);
		for (size_t lang = 0; lang < CATEGORY_LANGUAGES; lang++)
			assert_true(*all[i].words[lang]);
		for (size_t k = 0; k < i; k++) {
			assert_string_not_equal(all[i].letter, all[k].letter);
			assert_int_not_equal(all[i].rgb, all[k].rgb);
		}
	}
}

static void the_vip_list_is_the_conferences(void **state)
{
	static const char *const VIPS[] = { "VVIP", "MIN", "DMIN", "UN", "REG", "AMB" };
	struct day_rig *day = *state;
	struct category *all;
	size_t n, vips = 0;
	assert_int_equal(category_list(day->db, day->arena, &all, &n), OK);
	for (size_t i = 0; i < n; i++)
		vips += all[i].vip;
	assert_int_equal(vips, sizeof VIPS / sizeof *VIPS);
	for (size_t i = 0; i < vips; i++)
		assert_true(stored(day, VIPS[i]).vip && stored(day, VIPS[i]).photo_needed);
}

static void speakers_rank_as_their_categories_stand(void **state)
{
	static const char *const ORDER[] = { "VVIP", "MIN", "DMIN", "UN", "REG", "AMB", "DEL", "SM", "STF" };
	struct day_rig *day = *state;
	const char *session = day_session(day, "Pledging");
	int64_t before = 0;
	for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++) {
		struct participant_form form = { .display = ORDER[i],
			.entity_name = arena_printf(day->arena, "House of %s", ORDER[i]),
			.category = ORDER[i] };
		struct person person;
		struct speaker speaker;
		assert_int_equal(day_add(day, &form, &person), OK);
		assert_int_equal(day_request(day, session, person.id, NULL, &speaker), OK);
		speaker = day_speaker_now(day, speaker.id);
		assert_true(speaker.rank > before);
		before = speaker.rank;
	}
}

/* ---- new ones ---- */

static void a_new_category_is_usable_at_once_and_stands_last(void **state)
{
	struct day_rig *day = *state;
	struct category_act act = { .form = &OBSERVER };
	assert_int_equal(day_run(day, act_add, &act), OK);
	struct category obs = stored(day, "OBS");
	assert_int_equal(obs.version, 1);
	assert_int_equal(obs.position, 16);
	assert_int_equal(obs.rgb, 0x1F4D3A);
	assert_string_equal(obs.words[1], "Observateur");
	assert_string_equal(obs.words[2], "Observer"); /* a language without words says the English ones */
	assert_false(obs.vip || obs.letter_needed || obs.photo_needed || obs.transferable);
	day_expect_entry(day, "agenda", "category.add", "OBS", 1);
	struct participant_form form = { .display = "A Banda", .entity_name = "Kariba Telecom", .category = "OBS" };
	struct person person;
	assert_int_equal(day_add(day, &form, &person), OK);
	assert_string_equal(person.category, "OBS");
}

static void each_thing_that_is_wrong_is_named(void **state)
{
	struct day_rig *day = *state;
	struct category_form form;
	const int64_t position = 0;
	const struct {
		const char **at;
		const char *value, *field;
		enum err err;
	} CASES[] = {
		{ &form.code, NULL, "code", ERR_FIELD_MISSING },
		{ &form.code, "", "code", ERR_FIELD_MISSING },
		{ &form.code, "O", "code", ERR_INVALID },
		{ &form.code, "obs", "code", ERR_INVALID },
		{ &form.code, "OB S", "code", ERR_INVALID },
		{ &form.code, "OBSERVERS", "code", ERR_INVALID },
		{ &form.code, "MIN", "code", ERR_CONFLICT },
		{ &form.letter, NULL, "letter", ERR_FIELD_MISSING },
		{ &form.letter, "", "letter", ERR_INVALID },
		{ &form.letter, "OO", "letter", ERR_INVALID },
		{ &form.letter, "o", "letter", ERR_INVALID },
		{ &form.letter, "M", "letter", ERR_CONFLICT },
		{ &form.rgb, NULL, "rgb", ERR_FIELD_MISSING },
		{ &form.rgb, "green", "rgb", ERR_INVALID },
		{ &form.rgb, "#12345", "rgb", ERR_INVALID },
		{ &form.rgb, "#12345G", "rgb", ERR_INVALID },
		{ &form.rgb, "#FFD700", "rgb", ERR_INVALID }, /* nobody reads white on gold */
		{ &form.words[0], NULL, "words.en", ERR_FIELD_MISSING },
		{ &form.words[1],
		    "Obs\xe2\x80\xae"
		    "ervateur",
		    "words.fr", ERR_INVALID },
		{ &form.rooms, "cellar", "rooms", ERR_INVALID },
	};
	struct category_act act = { .form = &form };
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		form = OBSERVER;
		*CASES[i].at = CASES[i].value;
		if (day_run(day, act_add, &act) != CASES[i].err)
			fail_msg("%s=%s: %s", CASES[i].field, CASES[i].value, err_name(day->fault.err));
		day_expect_fault(day, CASES[i].err, CASES[i].field);
		assert_true(*day->fault.detail);
	}
	form = OBSERVER;
	form.position = &position;
	assert_int_equal(day_run(day, act_add, &act), ERR_INVALID);
	day_expect_fault(day, ERR_INVALID, "position");
	struct category obs;
	assert_int_equal(category_get(day->db, day->arena, "OBS", &obs), ERR_NOT_FOUND);
}

/* ---- edits ---- */

static void an_edit_changes_what_it_names_and_people_follow(void **state)
{
	static const bool YES = true;
	struct day_rig *day = *state;
	struct category_form form = { .vip = &YES };
	struct category_act act = { .code = "DEL", .version = 1, .form = &form };
	struct person person = day_somebody(day, "A Banda");
	assert_false(person.vip);
	assert_int_equal(day_run(day, act_edit, &act), OK);
	struct category del = stored(day, "DEL");
	assert_true(del.vip && del.letter_needed);
	assert_string_equal(del.letter, "D");
	assert_int_equal(del.version, 2);
	assert_true(day_person(day, person.id).vip);
	day_expect_entry(day, "agenda", "category.edit", "DEL", 2);
}

static void a_stale_edit_shows_the_category_as_it_is(void **state)
{
	struct day_rig *day = *state;
	struct category_form form = { .words = { "Delegation" } };
	struct category_act act = { .code = "DEL", .version = 7, .form = &form };
	assert_int_equal(day_run(day, act_edit, &act), ERR_STALE);
	assert_int_equal(act.category.version, 1);
	assert_string_equal(stored(day, "DEL").words[0], "Delegate");
	act.code = "KING";
	assert_int_equal(day_run(day, act_edit, &act), ERR_NOT_FOUND);
}

static void the_usual_category_is_the_first_by_position(void **state)
{
	static const int64_t LAST = 99;
	struct day_rig *day = *state;
	struct category_form form = { .position = &LAST };
	struct category_act act = { .code = "DEL", .version = 1, .form = &form };
	assert_int_equal(day_run(day, act_edit, &act), OK);
	assert_string_equal(day_somebody(day, "A Banda").category, "VVIP");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		day_test(every_category_has_its_own_letter_and_colour_and_all_words),
		day_test(the_vip_list_is_the_conferences),
		day_test(speakers_rank_as_their_categories_stand),
		day_test(a_new_category_is_usable_at_once_and_stands_last),
		day_test(each_thing_that_is_wrong_is_named),
		day_test(an_edit_changes_what_it_names_and_people_follow),
		day_test(a_stale_edit_shows_the_category_as_it_is),
		day_test(the_usual_category_is_the_first_by_position),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
