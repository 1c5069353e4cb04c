/* Colours of the band: whatever an organiser chooses, its letters can be read. */
#include "badges/paint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void contrast_is_that_of_wcag(void **state)
{
	(void)state;
	assert_float_equal(badge_paint_contrast(0x000000, 0xFFFFFF), 21, 0.001);
	assert_float_equal(badge_paint_contrast(0x808080, 0x808080), 1, 0.001);
	assert_float_equal(badge_paint_contrast(0x777777, 0xFFFFFF), 4.48, 0.01);
	assert_float_equal(badge_paint_contrast(0xFFFFFF, 0x767676), 4.54, 0.01);
}

static void letters_have_enough_contrast_on_every_colour(void **state)
{
	(void)state;
	for (uint32_t red = 0; red < 256; red += 5)
		for (uint32_t green = 0; green < 256; green += 5)
			for (uint32_t blue = 0; blue < 256; blue += 5) {
				uint32_t rgb = red << 16 | green << 8 | blue, ink = badge_paint_ink(rgb);
				assert_true(ink == 0 || ink == 0xFFFFFF);
				assert_true(badge_paint_contrast(rgb, ink) >= 4.5);
			}
}

static void dark_bands_have_white_letters_and_light_ones_black(void **state)
{
	(void)state;
	assert_int_equal(badge_paint_ink(0x0B5FA5), 0xFFFFFF);
	assert_int_equal(badge_paint_ink(0x000000), 0xFFFFFF);
	assert_int_equal(badge_paint_ink(0xF2B705), 0x000000);
	assert_int_equal(badge_paint_ink(0xFFFFFF), 0x000000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(contrast_is_that_of_wcag),
		cmocka_unit_test(letters_have_enough_contrast_on_every_colour),
		cmocka_unit_test(dark_bands_have_white_letters_and_light_ones_black),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
