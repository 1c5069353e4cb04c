/* The paper of a template among the papers of a printer; and which raster it takes. */
#include "print/medium.h"
#include "print/pwg.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const char *chosen(const char *first, const char *second, double width, double height, struct arena *arena)
{
	const char *items[] = { first, second };
	struct talk_list list = { items, second ? 2 : 1 };
	return medium_choose(&list, width, height, arena);
}

static void the_printers_own_name_is_taken(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	assert_string_equal(chosen("iso_a4_210x297mm", "iso_a6_105x148mm", 105, 148, arena), "iso_a6_105x148mm");
	assert_string_equal(chosen("oe_badge_86x124mm", NULL, 86.3, 123.8, arena), "oe_badge_86x124mm");
	assert_string_equal(chosen("na_index-3x5_3x5in", NULL, 76.2, 127, arena), "na_index-3x5_3x5in");
	arena_destroy(arena);
}

static void a_range_of_sizes_gets_the_size_itself(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	assert_string_equal(
	    chosen("custom_min_20x20mm", "custom_max_110x300mm", 86, 124, arena), "custom_86x124mm_86x124mm");
	assert_null(chosen("custom_min_20x20mm", "custom_max_80x300mm", 86, 124, arena));
	assert_null(chosen("custom_min_20x130mm", "custom_max_110x300mm", 86, 124, arena));
	arena_destroy(arena);
}

static void other_paper_is_none(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	assert_null(chosen("iso_a4_210x297mm", "iso_a6_105x148mm", 148, 105, arena));
	assert_null(chosen("nonsense", "", 105, 148, arena));
	assert_null(medium_choose(&(struct talk_list){ 0 }, 105, 148, arena));
	arena_destroy(arena);
}

static void what_there_is_instead_is_named_for_people(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const char *items[] = { "custom_min_20x20mm", "iso_a4_210x297mm", "iso_a5_148x210mm", "?", "iso_a6_105x148mm",
		"na_letter_8.5x11in", "iso_a3_297x420mm" };
	struct talk_list list = { items, sizeof items / sizeof *items };
	assert_string_equal(medium_offers(&list, arena), "210 x 297, 148 x 210, 105 x 148, 215.9 x 279.4 …");
	arena_destroy(arena);
}

static void colour_is_taken_before_grey_before_black(void **state)
{
	(void)state;
	const char *all[] = { "black_1", "sgray_8", "srgb_8" };
	assert_int_equal(pwg_kind_choose(&(struct talk_list){ all, 3 }), PWG_COLOUR);
	assert_int_equal(pwg_kind_choose(&(struct talk_list){ all, 2 }), PWG_GREY);
	assert_int_equal(pwg_kind_choose(&(struct talk_list){ all, 1 }), PWG_BLACK);
	assert_int_equal(pwg_kind_choose(&(struct talk_list){ all, 0 }), PWG_COLOUR);
}

static void a_picture_for_paper_without_a_size_is_refused(void **state)
{
	(void)state;
	static const uint32_t WHITE[4] = { 0xFFFFFF, 0xFFFFFF, 0xFFFFFF, 0xFFFFFF };
	struct badge_pixels pixels = {
		.bytes = (const uint8_t *)WHITE, .width = 2, .height = 2, .stride = 8, .dpi = 300
	};
	static const struct {
		const char *media;
		enum err told;
	} CASES[] = { { "nonsense", ERR_BROKEN }, { "custom_10x10mm_10x10mm", OK } };
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct buf out = { 0 };
		struct pwg *pwg =
		    pwg_begin(&(struct pwg_form){ .kind = PWG_GREY, .media = CASES[i].media, .pages = 1 }, &out);
		assert_int_equal(pwg_page(pwg, &pixels), CASES[i].told);
		pwg_end(pwg);
		buf_finish(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_printers_own_name_is_taken),
		cmocka_unit_test(a_range_of_sizes_gets_the_size_itself),
		cmocka_unit_test(other_paper_is_none),
		cmocka_unit_test(what_there_is_instead_is_named_for_people),
		cmocka_unit_test(colour_is_taken_before_grey_before_black),
		cmocka_unit_test(a_picture_for_paper_without_a_size_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
