/* Fitting and placing with a made-up font: every character is half its size wide, every line one and a quarter high.
 */
#include "badges/layout.h"

#include "badges/shipped.h"

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

/* Every shipped template, read once. */
enum { SHIPPED_MAX = 16 };
static struct shelf {
	struct arena *arena;
	const struct badge_template *templates[SHIPPED_MAX + 1];
} shelf;

static int fill_shelf(void **state)
{
	size_t n;
	const struct badge_shipped *shipped = badge_shipped_all(&n);
	(void)state;
	shelf.arena = arena_create();
	for (size_t i = 0; i < n && i < SHIPPED_MAX; i++)
		shelf.templates[i] = badge_template_find(shelf.arena, shipped[i].id);
	return 0;
}

static int clear_shelf(void **state)
{
	(void)state;
	arena_destroy(shelf.arena);
	return 0;
}

static const struct badge_side *a6(void)
{
	return shelf.templates[0]->sides;
}

/* The text of that slot as the A6 badge has it, and its field. */
static const struct badge_text *type_of(enum badge_slot slot, const struct badge_box **out_box)
{
	for (size_t f = 0; f < a6()->n_fields; f++)
		for (size_t i = 0; i < a6()->fields[f].n_texts; i++)
			if (a6()->fields[f].texts[i].slot == slot) {
				*out_box = &a6()->fields[f].box;
				return &a6()->fields[f].texts[i];
			}
	fail_msg("the A6 badge has no slot %d", (int)slot);
	return NULL;
}

static struct badge_layout make(const struct badge_side *side, const char *const texts[BADGE_SLOT_MAX])
{
	struct badge_layout layout;
	badge_layout_make(side, texts, &FAKE, &layout);
	return layout;
}

/* A layout with that one text in it. */
static struct badge_placed place(enum badge_slot slot, const char *text)
{
	const char *texts[BADGE_SLOT_MAX] = { 0 };
	texts[slot] = text;
	struct badge_layout layout = make(a6(), texts);
	assert_int_equal(layout.n, 1);
	return layout.texts[0];
}

static struct badge_placed place_name(const char *name)
{
	return place(BADGE_NAME, name);
}

static const struct badge_text *name_type(void)
{
	const struct badge_box *box;
	return type_of(BADGE_NAME, &box);
}

static void assert_inside(const struct badge_placed *placed)
{
	struct badge_box box = badge_layout_box(placed->field);
	struct badge_extent is = fake_extent(NULL, &placed->run);
	assert_true(placed->x >= box.x - 0.01);
	assert_true(placed->y >= box.y - 0.01);
	assert_true(placed->x + is.width <= box.x + box.width + 0.01);
	assert_true(placed->y + is.height <= box.y + box.height + 0.01);
}

static void assert_side_holds(const struct badge_side *side, const char *text)
{
	const char *texts[BADGE_SLOT_MAX];
	for (size_t slot = 0; slot < BADGE_SLOT_MAX; slot++)
		texts[slot] = text;
	struct badge_layout layout = make(side, texts);
	assert_true(layout.n > 0);
	for (size_t i = 0; i < layout.n; i++)
		assert_inside(&layout.texts[i]);
}

static void texts_of_any_length_stay_in_their_field_on_every_shipped_template(void **state)
{
	char text[301];
	(void)state;
	for (size_t len = 1; len < sizeof text; len += 1 + len / 20)
		for (size_t word = 1; word < 40; word += 6) {
			for (size_t i = 0; i < len; i++)
				text[i] = i % (word + 1) == word ? ' ' : 'x';
			text[len] = '\0';
			for (size_t t = 0; shelf.templates[t]; t++)
				for (size_t side = 0; side < shelf.templates[t]->n_sides; side++)
					assert_side_holds(&shelf.templates[t]->sides[side], text);
		}
}

static void texts_of_a_field_do_not_overlap(void **state)
{
	const char *texts[BADGE_SLOT_MAX];
	(void)state;
	for (size_t slot = 0; slot < BADGE_SLOT_MAX; slot++)
		texts[slot] = "Permanent Representative of a Member to the Union";
	for (size_t t = 0; shelf.templates[t]; t++) {
		struct badge_layout layout = make(shelf.templates[t]->sides, texts);
		for (size_t i = 1; i < layout.n; i++) {
			const struct badge_placed *above = &layout.texts[i - 1], *here = &layout.texts[i];
			if (here->field == above->field)
				assert_true(here->y >= above->y + above->height - 0.01);
		}
	}
}

static void a_short_name_is_set_at_the_largest_size(void **state)
{
	(void)state;
	struct badge_placed placed = place_name("Li Bo");
	assert_float_equal(placed.run.pt, name_type()->most_pt, 0.001);
	assert_int_equal(fake_extent(NULL, &placed.run).lines, 1);
}

static void a_longer_name_shrinks_on_its_line_before_it_breaks(void **state)
{
	(void)state;
	struct badge_placed placed = place_name("Paula Ingabire X");
	assert_true(placed.run.pt < name_type()->most_pt);
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
	assert_float_equal(placed.run.pt, name_type()->least_pt, 0.001);
	assert_int_equal(placed.run.lines, 3);
}

static void a_name_that_would_be_small_on_two_lines_takes_a_third(void **state)
{
	static const char NAME[] = "Maria Antonia Wilhelmina Christodoulopoulou de Albuquerque e Vasconcelos";
	(void)state;
	struct badge_placed placed = place_name(NAME);
	assert_int_equal(fake_extent(NULL, &placed.run).lines, 3);
	assert_int_equal(placed.run.lines, 0);
}

static void a_field_turned_on_end_runs_its_lines_along_its_height(void **state)
{
	static const struct badge_text TEXT = {
		.slot = BADGE_NAME, .height = 10, .most_pt = 20, .least_pt = 5, .lines = 1
	};
	static const struct badge_field FIELD = { { 10, 20, 12, 60 }, BADGE_CENTRE, BADGE_CENTRE, 90, &TEXT, 1 };
	static const struct badge_side SIDE = { .fields = &FIELD, .n_fields = 1 };
	const char *texts[BADGE_SLOT_MAX] = { [BADGE_NAME] = "Ana Lucia" };
	(void)state;
	struct badge_layout layout = make(&SIDE, texts);
	struct badge_extent is = fake_extent(NULL, &layout.texts[0].run);
	assert_true(is.width > FIELD.box.width);
	assert_float_equal(layout.texts[0].x + is.width / 2, 16, 0.01);
	assert_float_equal(layout.texts[0].y + is.height / 2, 50, 0.01);
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
	const struct badge_box *box;
	struct badge_layout layout;
	(void)state;
	badge_layout_make(a6(), texts, &tall, &layout);
	assert_true(layout.texts[0].height <= type_of(BADGE_ROLE, &box)->height + 0.01);
	assert_true(layout.texts[0].run.pt > 0);
}

static void absent_texts_leave_neither_ink_nor_gap(void **state)
{
	const char *texts[BADGE_SLOT_MAX] = { [BADGE_COUNTRY] = "Rwanda", [BADGE_NAME] = "" };
	(void)state;
	struct badge_layout layout = make(a6(), texts);
	assert_int_equal(layout.n, 1);
	assert_string_equal(layout.texts[0].run.text, "Rwanda");
	assert_float_equal(layout.texts[0].y, layout.texts[0].field->box.y, 0.001);
}

static void the_person_stands_in_the_middle_of_the_field(void **state)
{
	(void)state;
	struct badge_placed placed = place_name("Li Bo");
	const struct badge_box *box = &placed.field->box;
	struct badge_extent is = fake_extent(NULL, &placed.run);
	assert_float_equal(placed.x + is.width / 2, box->x + box->width / 2, 0.01);
	assert_float_equal(placed.y + is.height / 2, box->y + box->height / 2, 0.01);
}

static void the_code_stands_at_the_foot(void **state)
{
	(void)state;
	struct badge_placed placed = place(BADGE_SHORT_CODE, "K7QF-3M2");
	const struct badge_box *box = &placed.field->box;
	assert_float_equal(placed.x, box->x, 0.001);
	assert_float_equal(placed.y + placed.height, box->y + box->height, 0.01);
}

static void a_longer_text_on_as_many_lines_is_never_larger(void **state)
{
	char text[120] = "";
	double last[4] = { 0, 1000, 1000, 1000 };
	(void)state;
	for (size_t len = 0; len + 6 < sizeof text; len += 6) {
		memcpy(text + len, len ? " xxxxx" : "xxxxxx", 6);
		text[len + 6] = '\0';
		struct badge_placed placed = place_name(text);
		unsigned lines = fake_extent(NULL, &placed.run).lines;
		assert_in_range(lines, 1, 3);
		assert_true(placed.run.pt <= last[lines]);
		last[lines] = placed.run.pt;
	}
	assert_true(last[1] < 1000 && last[2] < 1000);
}

static void a_template_grows_with_its_page(void **state)
{
	const struct badge_template *a6 = shelf.templates[0];
	(void)state;
	struct badge_template twice = badge_template_scaled(shelf.arena, a6, a6->width * 2, a6->height * 2);
	struct badge_template wide = badge_template_scaled(shelf.arena, a6, a6->width * 2, a6->height);
	assert_float_equal(twice.sides->qr.width, a6->sides->qr.width * 2, 0.001);
	assert_float_equal(twice.sides->fields->texts->most_pt, a6->sides->fields->texts->most_pt * 2, 0.001);
	assert_float_equal(wide.sides->qr.width, wide.sides->qr.height, 0.001);
	assert_float_equal(wide.sides->fields->texts->most_pt, a6->sides->fields->texts->most_pt, 0.001);
	assert_side_holds(wide.sides, "Ministry of Information and Communications Technology");
}

static void one_side_of_a_template_is_a_template(void **state)
{
	const struct badge_template *whole = badge_template_find(shelf.arena, "fan-fold");
	(void)state;
	assert_int_equal(whole->n_sides, 2);
	struct badge_template back = badge_template_side(whole, 2), beyond = badge_template_side(whole, 9);
	assert_int_equal(back.n_sides, 1);
	assert_ptr_equal(back.sides, whole->sides + 1);
	assert_ptr_equal(beyond.sides, whole->sides + 1);
	assert_true(badge_template_has_photo(whole));
	assert_false(badge_template_has_photo(&back));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_of_any_length_stay_in_their_field_on_every_shipped_template),
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
		cmocka_unit_test(a_name_that_would_be_small_on_two_lines_takes_a_third),
		cmocka_unit_test(a_field_turned_on_end_runs_its_lines_along_its_height),
		cmocka_unit_test(a_template_grows_with_its_page),
		cmocka_unit_test(one_side_of_a_template_is_a_template),
	};
	return cmocka_run_group_tests(tests, fill_shelf, clear_shelf);
}
