/* Finished badges, read back by other people's programs: poppler, zbar, cairo's PNG reader. */
#include "badges/badge.h"

#include "leaks.h"
#include "people.h"
#include "png.h"
#include "tools.h"

#include <cairo.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct bench {
	struct badge_press *press;
	struct arena *arena;
	const struct badge_template *a6;
	struct folder folder;
	char longest[1201]; /* 300 characters of four bytes */
};

static int setup(void **state)
{
	static struct bench bench;
	struct fault fault = { 0 };
	if (badge_press_create(&bench.press, &fault)) {
		print_error("%s\n", fault.detail);
		return -1;
	}
	bench.arena = arena_create();
	bench.a6 = badge_template_find(bench.arena, NULL);
	bench.folder = folder_make();
	for (size_t i = 0; i < 300; i++)
		memcpy(bench.longest + i * 4, "𠮷", 4);
	*state = &bench;
	return 0;
}

static int teardown(void **state)
{
	struct bench *bench = *state;
	badge_press_destroy(bench->press);
	arena_destroy(bench->arena);
	folder_remove(&bench->folder);
	return 0;
}

static struct buf draw_pdf(struct bench *bench, const struct badge_data *data)
{
	struct buf pdf = { 0 };
	assert_int_equal(badge_pdf(bench->press, data, bench->a6, &pdf, NULL), OK);
	return pdf;
}

static struct buf draw_png(struct bench *bench, const struct badge_data *data, unsigned dpi)
{
	struct buf png = { 0 };
	assert_int_equal(badge_png(bench->press, data, bench->a6, dpi, &png, NULL), OK);
	return png;
}

/* A text may stand on two lines. */
static void assert_pdf_has(struct bench *bench, const struct buf *pdf, const char *what)
{
	char *text = tool_text(&bench->folder, pdf);
	assert_non_null(text);
	for (char *at = text; (at = strchr(at, '\n'));)
		*at = ' ';
	if (!strstr(text, what))
		print_error("not found: %s\nin:\n%s\n", what, text);
	assert_non_null(strstr(text, what));
	free(text);
}

static void the_code_is_read_back_from_a_png_in_all_six_scripts(void **state)
{
	static const unsigned DPI[] = { 203, 300 };
	struct bench *bench = *state;
	for (int i = 0; i < PEOPLE; i++)
		for (size_t d = 0; d < 2; d++) {
			struct buf png = draw_png(bench, &PERSON[i], DPI[d]);
			char *code = tool_scan(&bench->folder, &png);
			assert_non_null(code);
			assert_string_equal(code, PERSON[i].qr);
			free(code);
			buf_finish(&png);
		}
}

static void the_code_is_read_back_from_a_printed_pdf(void **state)
{
	static const char *const DPI[] = { "203", "300" };
	struct bench *bench = *state;
	for (size_t d = 0; d < 2; d++) {
		struct buf pdf = draw_pdf(bench, &PERSON[ARABIC]), png = { 0 };
		char path[320];
		folder_write(&bench->folder, "page.pdf", pdf.bytes, pdf.len);
		folder_path(&bench->folder, "page.pdf", path);
		assert_int_equal(tool_run(TOOL("pdftoppm", "-png", "-r", DPI[d], path), &png), 0);
		char *code = tool_scan(&bench->folder, &png);
		assert_non_null(code);
		assert_string_equal(code, PERSON[ARABIC].qr);
		free(code);
		buf_finish(&png);
		buf_finish(&pdf);
	}
}

static void names_are_found_in_the_pdf_in_all_six_scripts(void **state)
{
	struct bench *bench = *state;
	for (int i = 0; i < PEOPLE; i++) {
		struct buf pdf = draw_pdf(bench, &PERSON[i]);
		assert_pdf_has(bench, &pdf, PERSON[i].name);
		assert_pdf_has(bench, &pdf, PERSON[i].organisation);
		assert_pdf_has(bench, &pdf, PERSON[i].code);
		assert_pdf_has(bench, &pdf, PERSON[i].country_code);
		buf_finish(&pdf);
	}
}

static void the_latin_name_stands_only_under_a_name_in_another_script(void **state)
{
	struct bench *bench = *state;
	struct buf latin = draw_pdf(bench, &PERSON[LATIN]), chinese = draw_pdf(bench, &PERSON[CHINESE]);
	char *text = tool_text(&bench->folder, &latin);
	assert_non_null(text);
	assert_null(strstr(text, PERSON[LATIN].name_latin));
	assert_pdf_has(bench, &chinese, PERSON[CHINESE].name_latin);
	free(text);
	buf_finish(&latin);
	buf_finish(&chinese);
}

static void a_person_with_a_latin_name_alone_has_that_on_the_badge(void **state)
{
	struct bench *bench = *state;
	struct badge_data data = PERSON[CHINESE];
	data.name = NULL;
	struct buf pdf = draw_pdf(bench, &data);
	assert_pdf_has(bench, &pdf, "Wang Xiaoming");
	buf_finish(&pdf);
}

static void equal_data_give_equal_bytes_whatever_was_drawn_between(void **state)
{
	struct bench *bench = *state;
	struct badge_press *other = NULL;
	assert_int_equal(badge_press_create(&other, NULL), OK);
	for (int i = 0; i < PEOPLE; i++) {
		struct buf first = draw_pdf(bench, &PERSON[i]), between = draw_pdf(bench, &PERSON[(i + 1) % PEOPLE]);
		struct buf again = draw_pdf(bench, &PERSON[i]), elsewhere = { 0 };
		assert_int_equal(badge_pdf(other, &PERSON[i], bench->a6, &elsewhere, NULL), OK);
		assert_int_equal(first.len, again.len);
		assert_memory_equal(first.bytes, again.bytes, first.len);
		assert_int_equal(first.len, elsewhere.len);
		assert_memory_equal(first.bytes, elsewhere.bytes, first.len);
		buf_finish(&first);
		buf_finish(&between);
		buf_finish(&again);
		buf_finish(&elsewhere);
	}
	badge_press_destroy(other);
}

static void direction_overrides_change_nothing(void **state)
{
	struct bench *bench = *state;
	struct badge_data data = PERSON[LATIN];
	data.name = "\u202E\u2067Željka \u200FÑúñez Ørsted\u202C";
	struct buf plain = draw_pdf(bench, &PERSON[LATIN]), tricked = draw_pdf(bench, &data);
	assert_int_equal(plain.len, tricked.len);
	assert_memory_equal(plain.bytes, tricked.bytes, plain.len);
	buf_finish(&plain);
	buf_finish(&tricked);
}

static void the_language_chooses_the_shape_of_a_character(void **state)
{
	struct bench *bench = *state;
	struct badge_data data = { .name = "骨直" };
	static const char *const LANGUAGES[] = { "zh-CN", "ja", "zh-TW" };
	struct buf shapes[3];
	for (size_t i = 0; i < 3; i++) {
		data.language = LANGUAGES[i];
		shapes[i] = draw_png(bench, &data, 150);
	}
	for (size_t i = 0; i < 3; i++) {
		const struct buf *a = &shapes[i], *b = &shapes[(i + 1) % 3];
		assert_false(a->len == b->len && memcmp(a->bytes, b->bytes, a->len) == 0);
	}
	for (size_t i = 0; i < 3; i++)
		buf_finish(&shapes[i]);
}

static void a_language_that_is_none_does_no_harm(void **state)
{
	static const char *const WRONG[] = { NULL, "", "x", "1234", "zh_CN.UTF-8", "aaaaaaaaaaaaaaaaaaaaaaaa", "\xff",
		"en-" };
	struct bench *bench = *state;
	for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
		struct badge_data data = PERSON[LATIN];
		data.language = WRONG[i];
		struct buf pdf = draw_pdf(bench, &data);
		assert_pdf_has(bench, &pdf, data.name);
		buf_finish(&pdf);
	}
}

static void the_pdf_names_nobody_in_its_metadata(void **state)
{
	struct bench *bench = *state;
	struct buf pdf = draw_pdf(bench, &PERSON[LATIN]);
	char *info = tool_read(&bench->folder, "info.pdf", &pdf, TOOL("pdfinfo", "%s"));
	assert_non_null(info);
	assert_non_null(strstr(info, "Title:           Badge\n"));
	assert_null(strstr(info, "elj"));
	assert_null(strstr(info, "Author"));
	free(info);
	buf_finish(&pdf);
}

static cairo_surface_t *open_png(const struct buf *png)
{
	cairo_surface_t *image = png_open(png);
	assert_int_equal(cairo_surface_status(image), CAIRO_STATUS_SUCCESS);
	return image;
}

/* Is every pixel of the box (mm) white? */
static bool is_blank(cairo_surface_t *image, unsigned dpi, struct badge_box box)
{
	double scale = dpi / 25.4;
	size_t stride = (size_t)cairo_image_surface_get_stride(image);
	for (int y = (int)ceil(box.y * scale); y < (int)((box.y + box.height) * scale); y++) {
		const uint32_t *row =
		    (const uint32_t *)(const void *)(cairo_image_surface_get_data(image) + (size_t)y * stride);
		for (int x = (int)ceil(box.x * scale); x < (int)((box.x + box.width) * scale); x++)
			if ((row[x] & 0xFFFFFF) != 0xFFFFFF)
				return false;
	}
	return true;
}

static void assert_margins_blank(
    struct bench *bench, const struct badge_data *data, const struct badge_template *template)
{
	struct buf png = { 0 };
	const struct badge_band *edge = &template->sides->bands[0], *band = &template->sides->bands[1];
	double top = edge->box.height + 0.3, height = band->box.y - top - 0.3;
	assert_int_equal(badge_png(bench->press, data, template, 203, &png, NULL), OK);
	cairo_surface_t *image = open_png(&png);
	assert_true(is_blank(image, 203, (struct badge_box){ 0, top, 5, height }));
	assert_true(is_blank(image, 203, (struct badge_box){ template->width - 5, top, 5, height }));
	cairo_surface_destroy(image);
	buf_finish(&png);
}

static void texts_of_three_hundred_characters_leave_the_margins_blank(void **state)
{
	struct bench *bench = *state;
	char wide[301], words[301], arabic[601];
	for (size_t i = 0; i < 300; i++) {
		wide[i] = 'W';
		words[i] = "Minister of "[i % 12];
		memcpy(arabic + i * 2, i % 7 == 6 ? "- " : "\xd9\x85", 2);
	}
	wide[300] = words[300] = arabic[600] = '\0';
	const char *const texts[] = { wide, words, arabic, bench->longest };
	for (size_t i = 0; i < 4; i++) {
		const char *text = texts[i];
		struct badge_data data = { .name = text,
			.name_latin = text,
			.title = text,
			.organisation = text,
			.country = text,
			.country_code = text,
			.category = text,
			.category_words = text,
			.category_rgb = 0x0B5FA5,
			.role = text,
			.day_title = text,
			.day_dates = text,
			.code = text,
			.qr = PERSON[LATIN].qr,
			.language = text };
		assert_margins_blank(bench, &data, bench->a6);
		assert_margins_blank(bench, &data, badge_template_find(bench->arena, "card"));
	}
}

static void the_code_is_still_read_beside_texts_of_three_hundred_characters(void **state)
{
	struct bench *bench = *state;
	struct badge_data data = PERSON[LATIN];
	data.country = data.role = data.code = data.organisation = data.title = bench->longest;
	struct buf png = draw_png(bench, &data, 203);
	char *code = tool_scan(&bench->folder, &png);
	assert_non_null(code);
	assert_string_equal(code, data.qr);
	free(code);
	buf_finish(&png);
}

static void the_band_has_exactly_its_colour(void **state)
{
	struct bench *bench = *state;
	struct buf png = draw_png(bench, &PERSON[ARABIC], 300);
	cairo_surface_t *image = open_png(&png);
	const unsigned char *bytes = cairo_image_surface_get_data(image);
	int y = cairo_image_surface_get_height(image) - 20;
	uint32_t pixel;
	memcpy(&pixel, bytes + (size_t)y * (size_t)cairo_image_surface_get_stride(image) + 20 * 4, 4);
	assert_int_equal(pixel & 0xFFFFFF, PERSON[ARABIC].category_rgb);
	cairo_surface_destroy(image);
	buf_finish(&png);
}

static void a_png_has_the_size_of_the_page_and_a_palette(void **state)
{
	struct bench *bench = *state;
	struct buf png = draw_png(bench, &PERSON[DEVANAGARI], 300);
	cairo_surface_t *image = open_png(&png);
	assert_int_equal(cairo_image_surface_get_width(image), 1240);
	assert_int_equal(cairo_image_surface_get_height(image), 1748);
	assert_int_equal(png.bytes[25], 3);
	cairo_surface_destroy(image);
	buf_finish(&png);
}

static void resolutions_beyond_reason_are_refused_and_nothing_written(void **state)
{
	static const unsigned WRONG[] = { 0, 71, 601, 4000000000U };
	struct bench *bench = *state;
	struct fault fault = { 0 };
	struct buf png = { 0 };
	for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
		assert_int_equal(
		    badge_png(bench->press, &PERSON[LATIN], bench->a6, WRONG[i], &png, &fault), ERR_INVALID);
		assert_string_equal(fault.field, "dpi");
		assert_int_equal(png.len, 0);
	}
	buf_finish(&png);
}

static void a_code_too_long_for_a_badge_is_refused_and_nothing_written(void **state)
{
	struct bench *bench = *state;
	struct badge_data data = PERSON[LATIN];
	struct fault fault = { 0 };
	struct buf out = { 0 };
	data.qr = bench->longest;
	assert_int_equal(badge_pdf(bench->press, &data, bench->a6, &out, &fault), ERR_INVALID);
	assert_string_equal(fault.field, "qr");
	assert_int_equal(badge_png(bench->press, &data, bench->a6, 300, &out, NULL), ERR_INVALID);
	assert_int_equal(badge_svg(bench->press, &data, bench->a6, &out, NULL), ERR_INVALID);
	assert_int_equal(out.len, 0);
	buf_finish(&out);
}

static void a_badge_of_nothing_is_an_empty_page(void **state)
{
	struct bench *bench = *state;
	struct badge_data nothing = { .category_rgb = 0xFFFFFF };
	struct buf png = draw_png(bench, &nothing, 100), pdf = draw_pdf(bench, &nothing);
	cairo_surface_t *image = open_png(&png);
	assert_true(is_blank(image, 100, (struct badge_box){ 0, 26, 105, 90 }));
	cairo_surface_destroy(image);
	buf_finish(&png);
	buf_finish(&pdf);
}

static void files_are_added_behind_what_was_there(void **state)
{
	struct bench *bench = *state;
	struct buf out = { 0 };
	buf_add_text(&out, "before");
	assert_int_equal(badge_pdf(bench->press, &PERSON[LATIN], bench->a6, &out, NULL), OK);
	assert_memory_equal(out.bytes, "before%PDF-1.", 13);
	buf_finish(&out);
}

static void an_svg_has_the_page_size_and_no_font_of_its_reader(void **state)
{
	struct bench *bench = *state;
	struct buf svg = { 0 };
	assert_int_equal(badge_svg(bench->press, &PERSON[ARABIC], bench->a6, &svg, NULL), OK);
	const char *text = buf_text(&svg);
	assert_non_null(strstr(text, "width=\"297.6"));
	assert_non_null(strstr(text, "height=\"419.5"));
	assert_null(strstr(text, "<text"));
	assert_null(strstr(text, "<image"));
	assert_string_equal(text + svg.len - 7, "</svg>\n");
	buf_finish(&svg);
}

/* Where a book goes: counted, and refused from some byte on. */
struct shelf {
	struct buf bytes;
	size_t most;
};

static enum err shelf_write(void *ctx, const void *bytes, size_t len)
{
	struct shelf *shelf = ctx;
	if (shelf->bytes.len + len > shelf->most)
		return ERR_DISK_FULL;
	buf_add(&shelf->bytes, bytes, len);
	return OK;
}

static void a_book_has_a_page_a_badge_and_is_written_as_it_grows(void **state)
{
	struct bench *bench = *state;
	struct shelf shelf = { .most = SIZE_MAX / 2 };
	struct badge_book *book = badge_book_open(bench->press, bench->a6, shelf_write, &shelf);
	for (int i = 0; i < 300; i++)
		assert_int_equal(badge_book_add(book, &PERSON[i % PEOPLE], NULL), OK);
	assert_true(shelf.bytes.len > 300 * 500);
	assert_int_equal(badge_book_close(book, NULL), OK);
	char *info = tool_read(&bench->folder, "book.pdf", &shelf.bytes, TOOL("pdfinfo", "%s"));
	assert_non_null(info);
	assert_non_null(strstr(info, "Pages:           300\n"));
	assert_non_null(strstr(info, "Page size:       297.638 x 419.528 pts"));
	assert_pdf_has(bench, &shelf.bytes, PERSON[DEVANAGARI].name);
	free(info);
	buf_finish(&shelf.bytes);
}

static void two_equal_books_have_equal_bytes(void **state)
{
	struct bench *bench = *state;
	struct shelf shelves[2] = { { .most = SIZE_MAX / 2 }, { .most = SIZE_MAX / 2 } };
	for (int i = 0; i < 2; i++) {
		struct badge_book *book = badge_book_open(bench->press, bench->a6, shelf_write, &shelves[i]);
		for (int p = 0; p < PEOPLE; p++)
			assert_int_equal(badge_book_add(book, &PERSON[p], NULL), OK);
		assert_int_equal(badge_book_close(book, NULL), OK);
	}
	assert_int_equal(shelves[0].bytes.len, shelves[1].bytes.len);
	assert_memory_equal(shelves[0].bytes.bytes, shelves[1].bytes.bytes, shelves[0].bytes.len);
	buf_finish(&shelves[0].bytes);
	buf_finish(&shelves[1].bytes);
}

static void a_badge_that_cannot_be_drawn_leaves_the_book_as_it_was(void **state)
{
	struct bench *bench = *state;
	struct shelf shelf = { .most = SIZE_MAX / 2 };
	struct badge_data wrong = PERSON[LATIN];
	wrong.qr = bench->longest;
	struct badge_book *book = badge_book_open(bench->press, bench->a6, shelf_write, &shelf);
	assert_int_equal(badge_book_add(book, &PERSON[LATIN], NULL), OK);
	assert_int_equal(badge_book_add(book, &wrong, NULL), ERR_INVALID);
	assert_int_equal(badge_book_add(book, &PERSON[CHINESE], NULL), OK);
	assert_int_equal(badge_book_close(book, NULL), OK);
	char *info = tool_read(&bench->folder, "book.pdf", &shelf.bytes, TOOL("pdfinfo", "%s"));
	assert_non_null(info);
	assert_non_null(strstr(info, "Pages:           2\n"));
	free(info);
	buf_finish(&shelf.bytes);
}

static void a_book_that_cannot_be_written_says_why_however_early(void **state)
{
	static const size_t FULL_AT[] = { 0, 10, 5000, 40000 };
	struct bench *bench = *state;
	for (size_t i = 0; i < sizeof FULL_AT / sizeof *FULL_AT; i++) {
		struct shelf shelf = { .most = FULL_AT[i] };
		struct fault fault = { 0 };
		struct badge_book *book = badge_book_open(bench->press, bench->a6, shelf_write, &shelf);
		for (int p = 0; p < PEOPLE * 3; p++) {
			enum err err = badge_book_add(book, &PERSON[p % PEOPLE], &fault);
			assert_true(err == OK || err == ERR_DISK_FULL);
		}
		assert_int_equal(badge_book_close(book, &fault), ERR_DISK_FULL);
		assert_int_equal(fault.err, ERR_DISK_FULL);
		buf_finish(&shelf.bytes);
	}
}

static void closing_no_book_is_fine(void **state)
{
	(void)state;
	assert_int_equal(badge_book_close(NULL, NULL), OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_code_is_read_back_from_a_png_in_all_six_scripts),
		cmocka_unit_test(the_code_is_read_back_from_a_printed_pdf),
		cmocka_unit_test(names_are_found_in_the_pdf_in_all_six_scripts),
		cmocka_unit_test(the_latin_name_stands_only_under_a_name_in_another_script),
		cmocka_unit_test(a_person_with_a_latin_name_alone_has_that_on_the_badge),
		cmocka_unit_test(equal_data_give_equal_bytes_whatever_was_drawn_between),
		cmocka_unit_test(direction_overrides_change_nothing),
		cmocka_unit_test(the_language_chooses_the_shape_of_a_character),
		cmocka_unit_test(a_language_that_is_none_does_no_harm),
		cmocka_unit_test(the_pdf_names_nobody_in_its_metadata),
		cmocka_unit_test(texts_of_three_hundred_characters_leave_the_margins_blank),
		cmocka_unit_test(the_code_is_still_read_beside_texts_of_three_hundred_characters),
		cmocka_unit_test(the_band_has_exactly_its_colour),
		cmocka_unit_test(a_png_has_the_size_of_the_page_and_a_palette),
		cmocka_unit_test(resolutions_beyond_reason_are_refused_and_nothing_written),
		cmocka_unit_test(a_code_too_long_for_a_badge_is_refused_and_nothing_written),
		cmocka_unit_test(a_badge_of_nothing_is_an_empty_page),
		cmocka_unit_test(files_are_added_behind_what_was_there),
		cmocka_unit_test(an_svg_has_the_page_size_and_no_font_of_its_reader),
		cmocka_unit_test(a_book_has_a_page_a_badge_and_is_written_as_it_grows),
		cmocka_unit_test(two_equal_books_have_equal_bytes),
		cmocka_unit_test(a_badge_that_cannot_be_drawn_leaves_the_book_as_it_was),
		cmocka_unit_test(a_book_that_cannot_be_written_says_why_however_early),
		cmocka_unit_test(closing_no_book_is_fine),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
