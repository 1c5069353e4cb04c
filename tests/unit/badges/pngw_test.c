/* PNG: what was written is read again by cairo, pixel for pixel. */
#include "badges/pngw.h"

#include "base/mem.h"
#include "png.h"

#include <cairo.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct picture {
	struct badge_pixels pixels;
	uint32_t *words;
};

static struct picture picture_make(unsigned width, unsigned height)
{
	struct picture picture = { .words = mem_alloc((size_t)width * height * 4) };
	picture.pixels =
	    (struct badge_pixels){ (const uint8_t *)picture.words, width, height, width * (size_t)4, 300 };
	return picture;
}

/* The largest difference of any channel between the picture and what cairo makes of the file. */
static int difference(const struct picture *picture, const struct buf *file)
{
	cairo_surface_t *read = png_open(file);
	int most = 0;
	assert_int_equal(cairo_surface_status(read), CAIRO_STATUS_SUCCESS);
	assert_int_equal(cairo_image_surface_get_width(read), picture->pixels.width);
	assert_int_equal(cairo_image_surface_get_height(read), picture->pixels.height);
	for (unsigned y = 0; y < picture->pixels.height; y++) {
		const uint32_t *row =
		    (const uint32_t *)(const void *)(cairo_image_surface_get_data(read) +
						     y * (size_t)cairo_image_surface_get_stride(read));
		for (unsigned x = 0; x < picture->pixels.width; x++)
			for (int shift = 0; shift < 24; shift += 8) {
				int was = picture->words[y * picture->pixels.width + x] >> shift & 0xFF;
				int gap = abs((int)(row[x] >> shift & 0xFF) - was);
				most = gap > most ? gap : most;
			}
	}
	cairo_surface_destroy(read);
	return most;
}

/* Byte 25 of a PNG: 3 for a palette, 2 for RGB. */
static int colour_type(const struct buf *file)
{
	return file->bytes[25];
}

static void few_colours_make_an_exact_palette(void **state)
{
	struct picture picture = picture_make(61, 47);
	struct buf file = { 0 };
	(void)state;
	for (unsigned i = 0; i < 61 * 47; i++)
		picture.words[i] = (i % 256) * 0x010203 & 0xFFFFFF;
	badge_pngw(&picture.pixels, &file);
	assert_int_equal(colour_type(&file), 3);
	assert_int_equal(difference(&picture, &file), 0);
	buf_finish(&file);
	free(picture.words);
}

static void soft_edges_with_too_many_shades_are_gathered_and_flat_colours_kept(void **state)
{
	struct picture picture = picture_make(100, 40);
	struct buf file = { 0 };
	(void)state;
	for (unsigned i = 0; i < 4000; i++) {
		uint32_t shade = i % 256;
		picture.words[i] = i < 1000 ? 0x0B5FA5 : i % 2 ? shade * 0x010101 : (shade << 16 | 0x5FA5);
	}
	badge_pngw(&picture.pixels, &file);
	assert_int_equal(colour_type(&file), 3);
	assert_in_range(difference(&picture, &file), 1, 7);
	memset(picture.words + 1000, 0, 3000 * sizeof *picture.words);
	buf_finish(&file);
	badge_pngw(&picture.pixels, &file);
	assert_int_equal(difference(&picture, &file), 0);
	buf_finish(&file);
	free(picture.words);
}

static void a_picture_of_many_colours_is_exact_in_rgb(void **state)
{
	struct picture picture = picture_make(64, 64);
	struct buf file = { 0 };
	(void)state;
	for (unsigned i = 0; i < 4096; i++)
		picture.words[i] = i * 2654435761U & 0xFFFFFF;
	badge_pngw(&picture.pixels, &file);
	assert_int_equal(colour_type(&file), 2);
	assert_int_equal(difference(&picture, &file), 0);
	buf_finish(&file);
	free(picture.words);
}

static void the_smallest_and_the_thinnest_pictures_are_written(void **state)
{
	static const unsigned SIZES[][2] = { { 1, 1 }, { 1, 500 }, { 500, 1 } };
	(void)state;
	for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
		struct picture picture = picture_make(SIZES[i][0], SIZES[i][1]);
		struct buf file = { 0 };
		picture.words[0] = 0x123456;
		badge_pngw(&picture.pixels, &file);
		assert_int_equal(difference(&picture, &file), 0);
		buf_finish(&file);
		free(picture.words);
	}
}

static void the_unused_byte_of_a_pixel_counts_for_nothing(void **state)
{
	struct picture picture = picture_make(300, 3);
	struct buf file = { 0 };
	(void)state;
	for (unsigned i = 0; i < 900; i++)
		picture.words[i] = i << 24 | 0xABCDEF;
	badge_pngw(&picture.pixels, &file);
	assert_int_equal(colour_type(&file), 3);
	assert_int_equal(difference(&picture, &file), 0);
	buf_finish(&file);
	free(picture.words);
}

static void the_file_is_added_behind_what_was_there(void **state)
{
	struct picture picture = picture_make(4, 4);
	struct buf file = { 0 };
	(void)state;
	buf_add_text(&file, "before");
	badge_pngw(&picture.pixels, &file);
	assert_memory_equal(file.bytes, "before\x89PNG", 10);
	buf_finish(&file);
	free(picture.words);
}

static void the_resolution_is_told_in_dots_a_metre(void **state)
{
	struct picture picture = picture_make(4, 4);
	struct buf file = { 0 };
	(void)state;
	badge_pngw(&picture.pixels, &file);
	assert_memory_equal(file.bytes + 37, "pHYs\x00\x00\x2e\x23\x00\x00\x2e\x23\x01", 13); /* 11811 */
	buf_finish(&file);
	free(picture.words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(few_colours_make_an_exact_palette),
		cmocka_unit_test(soft_edges_with_too_many_shades_are_gathered_and_flat_colours_kept),
		cmocka_unit_test(a_picture_of_many_colours_is_exact_in_rgb),
		cmocka_unit_test(the_smallest_and_the_thinnest_pictures_are_written),
		cmocka_unit_test(the_unused_byte_of_a_pixel_counts_for_nothing),
		cmocka_unit_test(the_file_is_added_behind_what_was_there),
		cmocka_unit_test(the_resolution_is_told_in_dots_a_metre),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
