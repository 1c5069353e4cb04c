/* Floor plans: what is drawn or written anew, and what is refused before a pixel is touched. */
#include "badges/venue_plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define SVG(head, inside) "<svg xmlns=\"http://www.w3.org/2000/svg\" " head ">" inside "</svg>"
#define BOX "viewBox=\"0 0 400 100\""

static enum err take(const char *text, struct buf *png, struct venue_plan_size *size, struct fault *fault)
{
	return venue_plan_take(text, strlen(text), png, size, fault);
}

static void a_drawing_is_drawn_at_2000_pixels_on_its_longer_side(void **state)
{
	struct buf png = { 0 };
	struct venue_plan_size size;
	(void)state;
	assert_int_equal(OK, take(SVG(BOX, "<text x=\"9\" y=\"50\">Hall</text>"), &png, &size, NULL));
	assert_int_equal(2000, size.width);
	assert_int_equal(500, size.height);
	assert_memory_equal(png.bytes, "\x89PNG\r\n\x1a\n", 8);
	buf_finish(&png);
}

static void what_was_drawn_is_taken_again_as_a_picture_of_the_same_size(void **state)
{
	struct buf first = { 0 }, second = { 0 };
	struct venue_plan_size size;
	(void)state;
	assert_int_equal(OK, take(SVG(BOX, "<rect width=\"90\" height=\"90\" fill=\"#08c\"/>"), &first, &size, NULL));
	assert_int_equal(OK, venue_plan_take(first.bytes, first.len, &second, &size, NULL));
	assert_int_equal(2000, size.width);
	assert_int_equal(first.len, second.len);
	assert_memory_equal(first.bytes, second.bytes, first.len);
	buf_finish(&first);
	buf_finish(&second);
}

static void a_picture_cut_short_anywhere_is_refused(void **state)
{
	struct buf whole = { 0 };
	struct venue_plan_size size;
	(void)state;
	assert_int_equal(OK, take(SVG(BOX, ""), &whole, &size, NULL));
	for (size_t len = 8; len < whole.len; len += whole.len / 60 + 1) {
		struct buf png = { 0 };
		struct fault fault = { 0 };
		assert_int_not_equal(OK, venue_plan_take(whole.bytes, len, &png, &size, &fault));
		assert_string_equal("plan", fault.field);
		assert_int_equal(0, png.len);
		buf_finish(&png);
	}
	buf_finish(&whole);
}

static void what_is_no_plan_is_refused_in_words(void **state)
{
	static const struct {
		const char *text;
		enum err err;
		const char *words;
	} ROWS[] = {
		{ SVG(BOX, "<script/>"), ERR_INVALID, "no scripts" },
		{ SVG(BOX, "<image href=\"#a\"/>"), ERR_INVALID, "no pictures" },
		{ SVG(BOX, "<a href=\"http://a.b\"/>"), ERR_INVALID, "nothing outside" },
		{ SVG(BOX, "<g style=\"fill:url(http://a.b)\"/>"), ERR_INVALID, "nothing outside" },
		{ SVG("", "<g/>"), ERR_INVALID, "how large" },
		{ SVG("viewBox=\"0 0 0 0\"", ""), ERR_INVALID, "how large" },
		{ SVG("viewBox=\"0 0 9000 1\"", ""), ERR_INVALID, "at least 300" },
		{ "<svg", ERR_INVALID, "no SVG" },
		{ "<html></html>", ERR_INVALID, "plan" },
		{ "GIF89a", ERR_MEDIA_TYPE, "PNG or an SVG" },
		{ "", ERR_MEDIA_TYPE, "PNG or an SVG" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		struct buf png = { 0 };
		struct venue_plan_size size;
		struct fault fault = { 0 };
		assert_int_equal(ROWS[i].err, take(ROWS[i].text, &png, &size, &fault));
		if (!strstr(fault.detail, ROWS[i].words))
			fail_msg("%s: %s", ROWS[i].text, fault.detail);
		assert_int_equal(0, png.len);
		buf_finish(&png);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_drawing_is_drawn_at_2000_pixels_on_its_longer_side),
		cmocka_unit_test(what_was_drawn_is_taken_again_as_a_picture_of_the_same_size),
		cmocka_unit_test(a_picture_cut_short_anywhere_is_refused),
		cmocka_unit_test(what_is_no_plan_is_refused_in_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
