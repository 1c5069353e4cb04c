/* QR symbols: as small as they get, and refused when a badge cannot hold them. */
#include "badges/qr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char CODE[] = "0123456789ABCDEFGHJK";

static void a_badge_code_makes_the_smallest_symbol_there_is(void **state)
{
	struct badge_qr qr;
	(void)state;
	assert_int_equal(badge_qr_make(CODE, &qr, NULL), OK);
	assert_int_equal(qr.side, 21);
}

/* Black ring, white ring, black heart of three: the eye in each corner but one. */
static void assert_eye(const struct badge_qr *qr, unsigned row, unsigned column)
{
	for (unsigned y = 0; y < 7; y++)
		for (unsigned x = 0; x < 7; x++) {
			bool is_ring = y == 0 || y == 6 || x == 0 || x == 6;
			bool is_heart = y >= 2 && y <= 4 && x >= 2 && x <= 4;
			assert_int_equal(qr->dark[row + y][column + x], is_ring || is_heart);
		}
}

static void the_three_eyes_stand_in_their_corners(void **state)
{
	struct badge_qr qr;
	(void)state;
	assert_int_equal(badge_qr_make(CODE, &qr, NULL), OK);
	assert_eye(&qr, 0, 0);
	assert_eye(&qr, 0, 14);
	assert_eye(&qr, 14, 0);
}

static void lower_case_needs_a_larger_symbol(void **state)
{
	struct badge_qr upper, lower;
	(void)state;
	assert_int_equal(badge_qr_make("ABCDEFGHJKABCDEFGHJK", &upper, NULL), OK);
	assert_int_equal(badge_qr_make("abcdefghjkabcdefghjk", &lower, NULL), OK);
	assert_true(lower.side > upper.side);
}

static void no_text_makes_no_symbol(void **state)
{
	struct badge_qr qr = { .side = 5 };
	(void)state;
	assert_int_equal(badge_qr_make(NULL, &qr, NULL), OK);
	assert_int_equal(qr.side, 0);
	qr.side = 5;
	assert_int_equal(badge_qr_make("", &qr, NULL), OK);
	assert_int_equal(qr.side, 0);
}

static void a_text_that_does_not_fit_is_refused_and_named(void **state)
{
	struct badge_qr qr = { .side = 5 };
	struct fault fault = { 0 };
	char text[4001];
	(void)state;
	for (size_t len = 312; len < sizeof text; len += 737) {
		memset(text, 'A', len);
		text[len] = '\0';
		assert_int_equal(badge_qr_make(text, &qr, &fault), ERR_INVALID);
		assert_string_equal(fault.field, "qr");
		assert_int_equal(qr.side, 5);
	}
	memset(text, 'a', 300); /* few enough characters, but too many bytes for their mode */
	text[300] = '\0';
	assert_int_equal(badge_qr_make(text, &qr, NULL), ERR_INVALID);
}

static void the_longest_text_that_fits_is_version_ten(void **state)
{
	struct badge_qr qr;
	char text[312];
	(void)state;
	memset(text, 'A', 311);
	text[311] = '\0';
	assert_int_equal(badge_qr_make(text, &qr, NULL), OK);
	assert_int_equal(qr.side, BADGE_QR_SIDE_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_badge_code_makes_the_smallest_symbol_there_is),
		cmocka_unit_test(the_three_eyes_stand_in_their_corners),
		cmocka_unit_test(lower_case_needs_a_larger_symbol),
		cmocka_unit_test(no_text_makes_no_symbol),
		cmocka_unit_test(a_text_that_does_not_fit_is_refused_and_named),
		cmocka_unit_test(the_longest_text_that_fits_is_version_ten),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
