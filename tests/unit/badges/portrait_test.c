/* Photos and logos on badges: a kept JPEG goes into a PDF byte for byte and becomes pixels of a PNG. */
#include "badges/badge.h"
#include "badges/photo.h"
#include "badges/sample.h"

#include "png.h"
#include "tools.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct bench {
	struct badge_press *press;
	struct arena *arena;
	const struct badge_template *template;
	struct folder folder;
	struct buf jpeg;
};

static cairo_status_t add_bytes(void *ctx, const unsigned char *bytes, unsigned len)
{
	buf_add(ctx, bytes, len);
	return CAIRO_STATUS_SUCCESS;
}

/* A red picture as somebody's photo is kept. */
static void make_jpeg(struct buf *out)
{
	struct buf png = { 0 };
	cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 480, 640);
	cairo_t *cr = cairo_create(image);
	cairo_set_source_rgb(cr, 1, 0, 0);
	cairo_paint(cr);
	cairo_destroy(cr);
	cairo_surface_write_to_png_stream(image, add_bytes, &png);
	cairo_surface_destroy(image);
	assert_int_equal(photo_take(png.bytes, png.len, NULL, out, NULL), OK);
	buf_finish(&png);
}

static int setup(void **state)
{
	static struct bench bench;
	if (badge_press_create(&bench.press, NULL))
		return -1;
	bench.arena = arena_create();
	bench.template = badge_template_find(bench.arena, "fan-fold");
	bench.folder = folder_make();
	make_jpeg(&bench.jpeg);
	*state = &bench;
	return 0;
}

static int teardown(void **state)
{
	struct bench *bench = *state;
	badge_press_destroy(bench->press);
	arena_destroy(bench->arena);
	folder_remove(&bench->folder);
	buf_finish(&bench->jpeg);
	return 0;
}

static struct badge_data person(const struct bench *bench)
{
	struct badge_data data = *badge_sample("latin");
	data.photo = (struct badge_photo){ bench->jpeg.bytes, bench->jpeg.len };
	return data;
}

/* The colour in the middle of the photo's box. */
static uint32_t colour_at(const struct bench *bench, const struct badge_data *data)
{
	const struct badge_box *box = &bench->template->sides->photo;
	struct buf png = { 0 };
	uint32_t pixel;
	assert_int_equal(badge_png(bench->press, data, bench->template, 127, &png, NULL), OK);
	cairo_surface_t *image = png_open(&png);
	size_t x = (size_t)((box->x + box->width / 2) * 5), y = (size_t)((box->y + box->height / 2) * 5);
	memcpy(&pixel,
	    cairo_image_surface_get_data(image) + y * (size_t)cairo_image_surface_get_stride(image) + x * 4,
	    sizeof pixel);
	cairo_surface_destroy(image);
	buf_finish(&png);
	return pixel & 0xFFFFFF;
}

static void a_pdf_carries_the_kept_jpeg_as_it_is(void **state)
{
	const struct bench *bench = *state;
	struct badge_data data = person(bench);
	struct buf pdf = { 0 };
	assert_int_equal(badge_pdf(bench->press, &data, bench->template, &pdf, NULL), OK);
	assert_non_null(memmem(pdf.bytes, pdf.len, bench->jpeg.bytes, bench->jpeg.len));
	char *images = tool_read(&bench->folder, "photo.pdf", &pdf, TOOL("pdfimages", "-list", "%s"));
	assert_non_null(images);
	assert_non_null(strstr(images, "jpeg"));
	free(images);
	buf_finish(&pdf);
}

static void a_png_shows_the_photo(void **state)
{
	const struct bench *bench = *state;
	struct badge_data data = person(bench);
	uint32_t colour = colour_at(bench, &data);
	assert_true((colour >> 16) > 0xE0 && (colour >> 8 & 0xFF) < 0x20 && (colour & 0xFF) < 0x20);
}

static void without_a_photo_stands_the_outline_of_a_person(void **state)
{
	const struct bench *bench = *state;
	struct badge_data data = person(bench), without = data;
	without.photo = (struct badge_photo){ 0 };
	uint32_t outline = colour_at(bench, &without);
	assert_true((outline >> 16) > 0x80 && (outline >> 8 & 0xFF) > 0x80);
	assert_int_not_equal(outline, colour_at(bench, &data));
}

static void bytes_that_are_no_photo_spoil_no_badge(void **state)
{
#define BYTES(text)                                                                                                  \
	{                                                                                                            \
		text, sizeof(text) - 1                                                                               \
	}
	static const struct {
		const char *bytes;
		size_t len;
	} WRONG[] = { BYTES(""), BYTES("\xFF\xD8"), BYTES("GIF89a........................"),
		BYTES("\xFF\xD8\xFF\xC0\x00\x11\x08\xFF\xFF\xFF\xFF\x03............"),
		BYTES("\xFF\xD8\xFF\xE0\x00\x01............"), BYTES("\xFF\xD8\xFF\xE0\xFF\xFF............") };
	const struct bench *bench = *state;
	struct badge_data data = person(bench), without = data;
	without.photo = (struct badge_photo){ 0 };
	for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
		struct buf pdf = { 0 };
		data.photo = (struct badge_photo){ WRONG[i].bytes, WRONG[i].len };
		assert_int_equal(badge_pdf(bench->press, &data, bench->template, &pdf, NULL), OK);
		assert_int_equal(colour_at(bench, &data), colour_at(bench, &without));
		buf_finish(&pdf);
	}
}

static void both_sides_stand_in_a_pdf_and_one_where_one_is_chosen(void **state)
{
	const struct bench *bench = *state;
	struct badge_template back = badge_template_side(bench->template, 2);
	const struct badge_template *templates[] = { bench->template, &back };
	static const char *const PAGES[] = { "Pages:           2\n", "Pages:           1\n" };
	for (size_t i = 0; i < 2; i++) {
		struct badge_data data = person(bench);
		struct buf pdf = { 0 };
		assert_int_equal(badge_pdf(bench->press, &data, templates[i], &pdf, NULL), OK);
		char *info = tool_read(&bench->folder, "sides.pdf", &pdf, TOOL("pdfinfo", "%s"));
		assert_non_null(info);
		assert_non_null(strstr(info, PAGES[i]));
		free(info);
		buf_finish(&pdf);
	}
}

static void a_label_in_one_colour_has_nothing_between_black_and_white(void **state)
{
	const struct bench *bench = *state;
	struct arena *arena = arena_create();
	struct buf png = { 0 };
	assert_int_equal(
	    badge_png(bench->press, badge_sample("mixed"), badge_template_find(arena, "label-62"), 203, &png, NULL),
	    OK);
	cairo_surface_t *image = png_open(&png);
	size_t stride = (size_t)cairo_image_surface_get_stride(image), black = 0;
	for (int y = 0; y < cairo_image_surface_get_height(image); y++)
		for (int x = 0; x < cairo_image_surface_get_width(image); x++) {
			uint32_t pixel;
			memcpy(&pixel,
			    cairo_image_surface_get_data(image) + (size_t)y * stride + (size_t)4 * (size_t)x, 4);
			assert_true((pixel & 0xFFFFFF) == 0 || (pixel & 0xFFFFFF) == 0xFFFFFF);
			black += (pixel & 0xFFFFFF) == 0;
		}
	assert_true(black > 1000);
	cairo_surface_destroy(image);
	buf_finish(&png);
	arena_destroy(arena);
}

static void pictures_too_large_to_hold_are_refused(void **state)
{
	const struct bench *bench = *state;
	struct badge_template poster = *bench->template;
	struct fault fault = { 0 };
	struct buf png = { 0 };
	poster.width = poster.height = 420;
	assert_int_equal(badge_png(bench->press, badge_sample("latin"), &poster, 600, &png, &fault), ERR_INVALID);
	assert_string_equal(fault.field, "dpi");
	assert_int_equal(png.len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pdf_carries_the_kept_jpeg_as_it_is),
		cmocka_unit_test(a_png_shows_the_photo),
		cmocka_unit_test(without_a_photo_stands_the_outline_of_a_person),
		cmocka_unit_test(bytes_that_are_no_photo_spoil_no_badge),
		cmocka_unit_test(both_sides_stand_in_a_pdf_and_one_where_one_is_chosen),
		cmocka_unit_test(a_label_in_one_colour_has_nothing_between_black_and_white),
		cmocka_unit_test(pictures_too_large_to_hold_are_refused),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
