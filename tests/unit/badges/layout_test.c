/* Fitting and placing with a made-up font: every character is half its size wide, every line one and a quarter high.
 */
#include "badges/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const double MM_PER_PT = 25.4 / 72;

/* Greedy filling of lines with words; where words may be broken, with characters. */
static struct badge_extent fake_extent(void *ctx, const struct badge_run *run)
{
	double one = run->pt * MM_PER_PT / 2, line = 0, widest = 0;
	unsigned lines = 1;
	(void)ctx;
	for (const char *at = run->text; *at;) {
		size_t word = run->lines ? 1 : strcspn(at, " ") + (at[strcspn(at, " ")] == ' ');
		size_t ink = at[word - 1] == ' ' ? word - 1 : word;
		if (run->width > 0 && line > 0 && line + (double)ink * one > run->width) {
			line = 0;
			lines++;
		}
		widest = line + (double)ink * one > widest ? line + (double)ink * one : widest;
		line += (double)word * one;
		at += word;
	}
	if (run->lines && lines > run->lines)
		lines = run->lines;
	return (struct badge_extent){ widest, lines * run->pt * 1.25 * MM_PER_PT, lines };
}

static const struct badge_measure FAKE = { fake_extent, NULL };

static struct badge_layout make(const struct badge_template *template, const char *const texts[BADGE_SLOT_MAX])
{
	struct badge_layout layout;
	badge_layout_make(template, texts, &FAKE, &layout);
	return layout;
}

static struct badge_placed place_name(const char *name)
{
	const char *texts[BADGE_SLOT_MAX] = { [BADGE_NAME] = name };
	return make(BADGE_TEMPLATES[0], texts).texts[BADGE_NAME];
}

static void assert_inside(const struct badge_template *template, const struct badge_placed *placed)
{
	const struct badge_box *box = &template->places[template->types[placed->run.slot].field].box;
	struct badge_extent is = fake_extent(NULL, &placed->run);
	assert_true(placed->x >= box->x - 0.01);
	assert_true(placed->y >= box->y - 0.01);
	assert_true(placed->x + is.width <= box->x + box->width + 0.01);
	assert_true(placed->y + is.height <= box->y + box->height + 0.01);
}

static void texts_of_any_length_stay_in_their_field(void **state)
{
	char text[301];
	(void)state;
	for (size_t t = 0; BADGE_TEMPLATES[t]; t++)
		for (size_t len = 1; len < sizeof text; len += 1 + len / 20)
			for (size_t word = 1; word < 40; word += 6) {
				const char *texts[BADGE_SLOT_MAX];
				for (size_t i = 0; i < len; i++)
					text[i] = i % (word + 1) == word ? ' ' : 'x';
				text[len] = '\0';
				for (size_t slot = 0; slot < BADGE_SLOT_MAX; slot++)
					texts[slot] = text;
				struct badge_layout layout = make(BADGE_TEMPLATES[t], texts);
				for (size_t slot = 0; slot < BADGE_SLOT_MAX; slot++)
					assert_inside(BADGE_TEMPLATES[t], &layout.texts[slot]);
			}
}

static void texts_of_a_field_do_not_overlap(void **state)
{
	const char *texts[BADGE_SLOT_MAX];
	(void)state;
	for (size_t slot = 0; slot < BADGE_SLOT_MAX; slot++)
		texts[slot] = "Permanent Representative of a Member to the Union";
	struct badge_layout layout = make(BADGE_TEMPLATES[0], texts);
	for (size_t slot = 1; slot < BADGE_SLOT_MAX; slot++) {
		const struct badge_placed *above = &layout.texts[slot - 1], *here = &layout.texts[slot];
		if (BADGE_TEMPLATES[0]->types[slot].field == BADGE_TEMPLATES[0]->types[slot - 1].field)
			assert_true(here->y >= above->y + above->height - 0.01);
	}
}

static void a_short_name_is_set_at_the_largest_size(void **state)
{
	(void)state;
	struct badge_placed placed = place_name("Li Bo");
	assert_float_equal(placed.run.pt, BADGE_TEMPLATES[0]->types[BADGE_NAME].most_pt, 0.001);
	assert_int_equal(fake_extent(NULL, &placed.run).lines, 1);
}

static void a_longer_name_shrinks_on_its_line_before_it_breaks(void **state)
{
	(void)state;
	struct badge_placed placed = place_name("Paula Ingabire X");
	assert_true(placed.run.pt < BADGE_TEMPLATES[0]->types[BADGE_NAME].most_pt);
	assert_int_equal(fake_extent(NULL, &placed.run).lines, 1);
}

static void a_long_name_breaks_into_two_lines_and_is_larger_for_it(void **state)
{
	static const char NAME[] = "Ekaterina Aleksandrovna Shcherbakova";
	(void)state;
	struct badge_placed placed = place_name(NAME);
	double alone = 91 / (sizeof(NAME) - 1.0) * 2 / MM_PER_PT;
	assert_int_equal(fake_extent(NULL, &placed.run).lines, 2);
	assert_true(placed.run.pt > alone);
	assert_int_equal(placed.run.lines, 0);
}

static void broken_lines_are_about_equally_long(void **state)
{
	(void)state;
	struct badge_placed placed = place_name("Maria Fernanda Castellanos Hernandez Ng");
	double all = 39 * placed.run.pt * MM_PER_PT / 2;
	assert_int_equal(fake_extent(NULL, &placed.run).lines, 2);
	assert_true(fake_extent(NULL, &placed.run).width < all * 0.62);
}

static void a_name_beyond_all_measure_is_cut_at_the_least_size(void **state)
{
	char text[301];
	(void)state;
	memset(text, 'x', 300);
	text[300] = '\0';
	struct badge_placed placed = place_name(text);
	assert_float_equal(placed.run.pt, BADGE_TEMPLATES[0]->types[BADGE_NAME].least_pt, 0.001);
	assert_int_equal(placed.run.lines, 2);
}

static void one_long_word_shrinks_instead_of_breaking(void **state)
{
	(void)state;
	struct badge_placed placed = place_name("Wolfeschlegelsteinhausenbergerdorff");
	assert_int_equal(fake_extent(NULL, &placed.run).lines, 1);
	assert_int_equal(placed.run.lines, 0);
}

/* A font of which one line is higher than all the room there is. */
static struct badge_extent tall_extent(void *ctx, const struct badge_run *run)
{
	struct badge_extent is = fake_extent(ctx, run);
	is.height *= 10;
	return is;
}

static void a_script_that_is_too_tall_becomes_smaller_than_the_least_size(void **state)
{
	const struct badge_measure tall = { tall_extent, NULL };
	const char *texts[BADGE_SLOT_MAX] = { [BADGE_ROLE] = "Speaker" };
	struct badge_layout layout;
	(void)state;
	badge_layout_make(BADGE_TEMPLATES[0], texts, &tall, &layout);
	assert_true(layout.texts[BADGE_ROLE].height <= BADGE_TEMPLATES[0]->types[BADGE_ROLE].height + 0.01);
	assert_true(layout.texts[BADGE_ROLE].run.pt > 0);
}

static void absent_texts_leave_neither_ink_nor_gap(void **state)
{
	const char *texts[BADGE_SLOT_MAX] = { [BADGE_COUNTRY] = "Rwanda", [BADGE_NAME] = "" };
	(void)state;
	struct badge_layout layout = make(BADGE_TEMPLATES[0], texts);
	assert_null(layout.texts[BADGE_NAME].run.text);
	assert_null(layout.texts[BADGE_COUNTRY_CODE].run.text);
	assert_float_equal(layout.texts[BADGE_COUNTRY].y, BADGE_TEMPLATES[0]->places[BADGE_ORIGIN].box.y, 0.001);
}

static void the_person_stands_in_the_middle_of_the_field(void **state)
{
	(void)state;
	struct badge_placed placed = place_name("Li Bo");
	const struct badge_box *box = &BADGE_TEMPLATES[0]->places[BADGE_PERSON].box;
	struct badge_extent is = fake_extent(NULL, &placed.run);
	assert_float_equal(placed.x + is.width / 2, box->x + box->width / 2, 0.01);
	assert_float_equal(placed.y + is.height / 2, box->y + box->height / 2, 0.01);
}

static void the_code_stands_at_the_foot(void **state)
{
	const char *texts[BADGE_SLOT_MAX] = { [BADGE_SHORT_CODE] = "K7QF-3M2" };
	(void)state;
	struct badge_placed placed = make(BADGE_TEMPLATES[0], texts).texts[BADGE_SHORT_CODE];
	const struct badge_box *box = &BADGE_TEMPLATES[0]->places[BADGE_FOOT].box;
	assert_float_equal(placed.x, box->x, 0.001);
	assert_float_equal(placed.y + placed.height, box->y + box->height, 0.01);
}

static void a_longer_text_on_as_many_lines_is_never_larger(void **state)
{
	char text[120] = "";
	double last[3] = { 0, 1000, 1000 };
	(void)state;
	for (size_t len = 0; len + 6 < sizeof text; len += 6) {
		memcpy(text + len, len ? " xxxxx" : "xxxxxx", 6);
		text[len + 6] = '\0';
		struct badge_placed placed = place_name(text);
		unsigned lines = fake_extent(NULL, &placed.run).lines;
		assert_true(lines == 1 || lines == 2);
		assert_true(placed.run.pt <= last[lines]);
		last[lines] = placed.run.pt;
	}
	assert_true(last[1] < 1000 && last[2] < 1000);
}

static bool is_within(const struct badge_box *inner, double width, double height, double margin)
{
	return inner->x >= margin && inner->y >= margin && inner->x + inner->width <= width - margin &&
	       inner->y + inner->height <= height - margin;
}

static void templates_are_sound(void **state)
{
	(void)state;
	for (size_t t = 0; BADGE_TEMPLATES[t]; t++) {
		const struct badge_template *is = BADGE_TEMPLATES[t];
		double used[BADGE_FIELD_MAX] = { 0 };
		for (size_t slot = 0; slot < BADGE_SLOT_MAX; slot++) {
			const struct badge_type *type = &is->types[slot];
			used[type->field] += (used[type->field] > 0 ? type->gap : 0) + type->height;
			assert_true(type->least_pt >= 6 && type->least_pt < type->most_pt && type->lines >= 1);
		}
		for (size_t field = 0; field < BADGE_FIELD_MAX; field++) {
			assert_true(used[field] <= is->places[field].box.height + 0.001);
			assert_true(
			    is_within(&is->places[field].box, is->width, is->height, field == BADGE_BAND ? 2 : 4));
		}
		assert_true(is_within(&is->qr, is->width, is->height, 0));
		assert_float_equal(is->qr.width, is->qr.height, 0.001);
		assert_true(is->qr.width >= 30);
	}
}

static void templates_are_found_by_name(void **state)
{
	(void)state;
	assert_ptr_equal(badge_template_find(NULL), BADGE_TEMPLATES[0]);
	assert_ptr_equal(badge_template_find(""), BADGE_TEMPLATES[0]);
	assert_ptr_equal(badge_template_find("a6"), BADGE_TEMPLATES[0]);
	assert_ptr_equal(badge_template_find("card"), BADGE_TEMPLATES[1]);
	assert_null(badge_template_find("A6"));
	assert_null(badge_template_find("letter"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_of_any_length_stay_in_their_field),
		cmocka_unit_test(texts_of_a_field_do_not_overlap),
		cmocka_unit_test(a_short_name_is_set_at_the_largest_size),
		cmocka_unit_test(a_longer_name_shrinks_on_its_line_before_it_breaks),
		cmocka_unit_test(a_long_name_breaks_into_two_lines_and_is_larger_for_it),
		cmocka_unit_test(broken_lines_are_about_equally_long),
		cmocka_unit_test(a_name_beyond_all_measure_is_cut_at_the_least_size),
		cmocka_unit_test(one_long_word_shrinks_instead_of_breaking),
		cmocka_unit_test(a_script_that_is_too_tall_becomes_smaller_than_the_least_size),
		cmocka_unit_test(absent_texts_leave_neither_ink_nor_gap),
		cmocka_unit_test(the_person_stands_in_the_middle_of_the_field),
		cmocka_unit_test(the_code_stands_at_the_foot),
		cmocka_unit_test(a_longer_text_on_as_many_lines_is_never_larger),
		cmocka_unit_test(templates_are_sound),
		cmocka_unit_test(templates_are_found_by_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
