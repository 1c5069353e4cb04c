/* Photos: whatever a camera, a scanner or a stranger sends becomes one small clean JPEG, or is refused in words. */
#include "badges/photo.h"

#include "pictures.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "badges/photo_exif.h"

enum { WHITE = 0xFFFFFF };

/* Photos as pixels; free(words) afterwards. The file is let go. */
static struct photo_pixels taken(struct buf file, const struct photo_crop *crop)
{
	struct buf jpeg = { 0 };
	struct fault fault = { 0 };
	struct photo_pixels pixels = { 0 };
	enum err err = photo_take(file.bytes, file.len, crop, &jpeg, &fault);
	if (err)
		fail_msg("refused: %s %s", err_name(err), fault.detail);
	assert_int_equal(photo_decode(jpeg.bytes, jpeg.len, &pixels), OK);
	buf_finish(&jpeg);
	buf_finish(&file);
	return pixels;
}

static enum err refusal(const void *bytes, size_t len, const struct photo_crop *crop, struct fault *out_fault)
{
	struct buf jpeg = { 0 };
	*out_fault = (struct fault){ 0 };
	enum err err = photo_take(bytes, len, crop, &jpeg, out_fault);
	assert_null(jpeg.bytes ? "something came of it" : NULL);
	assert_true(!err || *out_fault->detail);
	return err;
}

/* Each channel to within what a JPEG of this quality changes. */
static void assert_near(uint32_t is, uint32_t should)
{
	for (int shift = 0; shift < 24; shift += 8)
		if (abs((int)(is >> shift & 0xFF) - (int)(should >> shift & 0xFF)) > 6)
			fail_msg("#%06x is not #%06x", is, should);
}

static void assert_quarters(const struct photo_pixels *p, const uint32_t should[4])
{
	for (unsigned i = 0; i < 4; i++) {
		unsigned x = (i % 2 ? 3 : 1) * p->width / 4, y = (i / 2 ? 3 : 1) * p->height / 4;
		assert_near(p->words[y * p->width + x], should[i]);
	}
}

static void assert_upright(struct buf file)
{
	struct photo_pixels pixels = taken(file, NULL);
	assert_int_equal(pixels.width, PHOTO_WIDTH);
	assert_int_equal(pixels.height, PHOTO_HEIGHT);
	assert_quarters(&pixels, QUARTERS);
	free(pixels.words);
}

static void a_large_picture_becomes_480_by_640(void **state)
{
	(void)state;
	assert_upright(jpeg_make((struct jpeg_wish){ .width = 960, .height = 1280 }));
	assert_upright(jpeg_make((struct jpeg_wish){ .width = 4000, .height = 3000 }));
	assert_upright(jpeg_make((struct jpeg_wish){ .width = 481, .height = 5000 }));
}

static void a_small_picture_is_never_made_larger(void **state)
{
	(void)state;
	struct photo_pixels pixels = taken(jpeg_make((struct jpeg_wish){ .width = 300, .height = 300 }), NULL);
	assert_int_equal(pixels.width, 225);
	assert_int_equal(pixels.height, 300);
	assert_quarters(&pixels, QUARTERS);
	free(pixels.words);
}

static void a_camera_may_be_held_any_way_up(void **state)
{
	(void)state;
	for (unsigned orientation = 1; orientation <= 8; orientation++) {
		bool lies = orientation >= 5;
		assert_upright(jpeg_make((struct jpeg_wish){
		    .width = lies ? 1200 : 900, .height = lies ? 900 : 1200, .orientation = orientation }));
	}
}

static void an_orientation_that_makes_no_sense_means_upright(void **state)
{
	(void)state;
	unsigned char tiff[] = "II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
	size_t len = sizeof tiff - 1;
	assert_int_equal(photo_exif_orientation(tiff, len), 6);
	for (size_t cut = 0; cut < 22; cut++)
		assert_int_equal(photo_exif_orientation(tiff, cut), 1);
	tiff[18] = 9;
	assert_int_equal(photo_exif_orientation(tiff, len), 1);
	memset(tiff + 4, 0xFF, 4);
	assert_int_equal(photo_exif_orientation(tiff, len), 1);
}

static void grey_ink_and_progressive_pictures_are_photos_too(void **state)
{
	static const uint32_t GREYS[4] = { 0x555555, 0x6B6B6B, 0x474747, 0xE0E0E0 };
	struct jpeg_wish wish = { .width = 960, .height = 1280 };
	(void)state;
	wish.is_progressive = true;
	assert_upright(jpeg_make(wish));
	wish.colours = JCS_CMYK;
	assert_upright(jpeg_make(wish));
	wish.colours = JCS_GRAYSCALE;
	struct photo_pixels pixels = taken(jpeg_make(wish), NULL);
	assert_quarters(&pixels, GREYS);
	free(pixels.words);
}

static void every_depth_and_order_of_png_is_read(void **state)
{
	(void)state;
	struct png_wish wish = { .width = 960, .height = 1280, .colour_type = PNG_COLOR_TYPE_RGB, .depth = 8 };
	assert_upright(png_make(wish));
	wish.depth = 16;
	assert_upright(png_make(wish));
	wish.is_interlaced = true;
	assert_upright(png_make(wish));
	wish.colour_type = PNG_COLOR_TYPE_PALETTE;
	wish.depth = 8;
	assert_upright(png_make(wish));
}

static void what_is_transparent_becomes_white(void **state)
{
	static const struct png_wish WISHES[] = {
		{ 600, 800, PNG_COLOR_TYPE_RGB_ALPHA, 8, false, true },
		{ 600, 800, PNG_COLOR_TYPE_RGB_ALPHA, 16, true, true },
		{ 600, 800, PNG_COLOR_TYPE_PALETTE, 8, false, true },
	};
	const uint32_t should[4] = { QUARTERS[0], QUARTERS[1], WHITE, WHITE };
	(void)state;
	for (size_t i = 0; i < sizeof WISHES / sizeof *WISHES; i++) {
		struct photo_pixels pixels = taken(png_make(WISHES[i]), NULL);
		assert_quarters(&pixels, should);
		free(pixels.words);
	}
}

static void the_part_that_was_chosen_is_kept(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 4; i++)
		for (unsigned orientation = 1; orientation <= 8; orientation++) {
			struct buf file =
			    jpeg_make((struct jpeg_wish){ .width = 800, .height = 800, .orientation = orientation });
			struct photo_crop crop = { i % 2 ? 0.5 : 0, i / 2 ? 0.5 : 0, 0.375, 0.5 };
			struct photo_pixels pixels = taken(file, &crop);
			const uint32_t should[4] = { QUARTERS[i], QUARTERS[i], QUARTERS[i], QUARTERS[i] };
			assert_int_equal(pixels.width * 4, pixels.height * 3);
			assert_quarters(&pixels, should);
			free(pixels.words);
		}
}

static void a_part_outside_the_picture_is_refused(void **state)
{
	const struct photo_crop crops[] = { { 0.6, 0, 0.5, 1 }, { -0.1, 0, 0.5, 0.5 }, { 0, 0, 0, 1 },
		{ 0, 0, 1, 1.5 }, { NAN, 0, 1, 1 }, { 0, 0, INFINITY, 1 } };
	struct buf file = jpeg_make((struct jpeg_wish){ .width = 300, .height = 400 });
	struct fault fault;
	(void)state;
	for (size_t i = 0; i < sizeof crops / sizeof *crops; i++) {
		assert_int_equal(refusal(file.bytes, file.len, &crops[i], &fault), ERR_INVALID);
		assert_string_equal(fault.field, "crop");
	}
	buf_finish(&file);
}

static void nothing_but_pixels_survives(void **state)
{
	struct buf files[] = { jpeg_make((struct jpeg_wish){ .width = 300, .height = 400, .orientation = 3 }),
		png_make((struct png_wish){ 300, 400, PNG_COLOR_TYPE_RGB, 8, false, false }) };
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct buf jpeg = { 0 };
		assert_non_null(memmem(files[i].bytes, files[i].len, "SECRET WORDS", 12));
		assert_int_equal(photo_take(files[i].bytes, files[i].len, NULL, &jpeg, NULL), OK);
		assert_null(memmem(jpeg.bytes, jpeg.len, "SECRET", 6));
		assert_null(memmem(jpeg.bytes, jpeg.len, "Exif", 4));
		buf_finish(&files[i]);
		buf_finish(&jpeg);
	}
}

static void a_picture_too_small_to_know_anybody_is_refused(void **state)
{
	struct fault fault;
	struct buf dot = png_make((struct png_wish){ 1, 1, PNG_COLOR_TYPE_RGB, 8, false, false });
	struct buf small = jpeg_make((struct jpeg_wish){ .width = 59, .height = 400 });
	(void)state;
	assert_int_equal(refusal(dot.bytes, dot.len, NULL, &fault), ERR_INVALID);
	assert_int_equal(refusal(small.bytes, small.len, NULL, &fault), ERR_INVALID);
	assert_non_null(strstr(fault.detail, "60 by 80"));
	buf_finish(&dot);
	buf_finish(&small);
}

static void a_file_cut_short_anywhere_is_refused(void **state)
{
	struct buf files[] = { jpeg_make((struct jpeg_wish){ .width = 300, .height = 400, .orientation = 6 }),
		jpeg_make((struct jpeg_wish){ .width = 300, .height = 400, .is_progressive = true }),
		png_make((struct png_wish){ 300, 400, PNG_COLOR_TYPE_RGB_ALPHA, 8, false, true }),
		png_make((struct png_wish){ 300, 400, PNG_COLOR_TYPE_PALETTE, 8, true, false }) };
	struct fault fault;
	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		for (size_t len = 64; len < files[i].len; len += 64) {
			assert_int_equal(refusal(files[i].bytes, len, NULL, &fault), ERR_INVALID);
			assert_string_equal(fault.field, "photo");
		}
		assert_int_equal(refusal(files[i].bytes, files[i].len - 1, NULL, &fault), ERR_INVALID);
		buf_finish(&files[i]);
	}
}

static void what_is_no_picture_is_refused(void **state)
{
	static const char *const FILES[] = { "", "GIF89a\1\0\1\0", "<svg xmlns='http://www.w3.org/2000/svg'/>",
		"\xFF\xD8", "RIFF\x10\0\0\0WEBPVP8 ", "%PDF-1.7", "\x89PNG" };
	struct fault fault;
	(void)state;
	for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++)
		assert_int_equal(refusal(FILES[i], strlen(FILES[i]), NULL, &fault), ERR_MEDIA_TYPE);
	assert_int_equal(refusal("\xFF\xD8\xFF\xE0", 4, NULL, &fault), ERR_INVALID);
	assert_int_equal(refusal("\x89PNG\r\n\x1A\n", 8, NULL, &fault), ERR_INVALID);
}

static void put_size(struct buf *file, size_t at, uint32_t value, size_t width)
{
	for (size_t i = 0; i < width; i++)
		file->bytes[at + i] = (char)(value >> 8 * (width - 1 - i));
}

static void a_bomb_is_refused_before_it_is_opened(void **state)
{
	static const uint32_t SIZES[][2] = { { 12001, 10 }, { 10, 12001 }, { 7000, 6000 }, { 0x7FFFFFFF, 0x7FFFFFFF },
		{ 0xFFFFFFFF, 1 }, { 65000, 65000 } };
	struct buf png = png_make((struct png_wish){ 300, 400, PNG_COLOR_TYPE_RGB, 8, false, false });
	struct buf jpeg = jpeg_make((struct jpeg_wish){ .width = 300, .height = 400 });
	size_t sof = (size_t)((char *)memmem(jpeg.bytes, jpeg.len, "\xFF\xC0\0\x11", 4) - jpeg.bytes);
	struct fault fault;
	(void)state;
	for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
		put_size(&png, 16, SIZES[i][0], 4);
		put_size(&png, 20, SIZES[i][1], 4);
		assert_int_equal(refusal(png.bytes, png.len, NULL, &fault), ERR_TOO_BIG);
		put_size(&jpeg, sof + 5, SIZES[i][1] & 0xFFFF, 2);
		put_size(&jpeg, sof + 7, SIZES[i][0] & 0xFFFF, 2);
		enum err err = refusal(jpeg.bytes, jpeg.len, NULL, &fault);
		assert_true(err == ERR_TOO_BIG || err == ERR_INVALID);
	}
	put_size(&png, 16, 0, 4);
	assert_int_equal(refusal(png.bytes, png.len, NULL, &fault), ERR_INVALID);
	buf_finish(&png);
	buf_finish(&jpeg);
}

static void a_picture_of_too_many_scans_is_refused(void **state)
{
	struct buf file = jpeg_make((struct jpeg_wish){ .width = 300, .height = 400, .scans = 150 });
	struct fault fault;
	(void)state;
	assert_int_equal(refusal(file.bytes, file.len, NULL, &fault), ERR_INVALID);
	assert_non_null(strstr(fault.detail, "too much work"));
	buf_finish(&file);
}

static void more_than_four_megabytes_are_refused(void **state)
{
	struct buf file = jpeg_make((struct jpeg_wish){ .width = 300, .height = 400 });
	struct fault fault;
	(void)state;
	memset(buf_room(&file, PHOTO_BYTES_MAX), 0, PHOTO_BYTES_MAX);
	assert_int_equal(refusal(file.bytes, PHOTO_BYTES_MAX + 1, NULL, &fault), ERR_TOO_BIG);
	buf_finish(&file);
}

static void only_a_kept_photo_is_decoded_for_a_badge(void **state)
{
	struct photo_pixels pixels = { .width = 7 };
	struct buf large = jpeg_make((struct jpeg_wish){ .width = 960, .height = 1280 });
	(void)state;
	assert_int_equal(photo_decode("nothing", 7, &pixels), ERR_BROKEN);
	assert_int_equal(photo_decode(large.bytes, large.len, &pixels), ERR_BROKEN);
	assert_int_equal(pixels.width, 7);
	buf_finish(&large);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_large_picture_becomes_480_by_640),
		cmocka_unit_test(a_small_picture_is_never_made_larger),
		cmocka_unit_test(a_camera_may_be_held_any_way_up),
		cmocka_unit_test(an_orientation_that_makes_no_sense_means_upright),
		cmocka_unit_test(grey_ink_and_progressive_pictures_are_photos_too),
		cmocka_unit_test(every_depth_and_order_of_png_is_read),
		cmocka_unit_test(what_is_transparent_becomes_white),
		cmocka_unit_test(the_part_that_was_chosen_is_kept),
		cmocka_unit_test(a_part_outside_the_picture_is_refused),
		cmocka_unit_test(nothing_but_pixels_survives),
		cmocka_unit_test(a_picture_too_small_to_know_anybody_is_refused),
		cmocka_unit_test(a_file_cut_short_anywhere_is_refused),
		cmocka_unit_test(what_is_no_picture_is_refused),
		cmocka_unit_test(a_bomb_is_refused_before_it_is_opened),
		cmocka_unit_test(a_picture_of_too_many_scans_is_refused),
		cmocka_unit_test(more_than_four_megabytes_are_refused),
		cmocka_unit_test(only_a_kept_photo_is_decoded_for_a_badge),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
