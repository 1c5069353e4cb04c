/* The QR alone: its dark modules, its quiet zone, and nothing for no code. */
#include "badges/qr_svg.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

/* Every run of the path is dark in the symbol, and together they are all that is dark. */
static void every_dark_module_is_drawn_once_inside_the_quiet_zone(void **state)
{
	struct badge_qr qr;
	struct buf out = { 0 };
	size_t dark = 0, drawn = 0;
	unsigned x, y, n;
	(void)state;
	assert_int_equal(badge_qr_make("P2C HEAD 1:00FF", &qr, NULL), OK);
	for (unsigned row = 0; row < qr.side; row++)
		for (unsigned column = 0; column < qr.side; column++)
			dark += qr.dark[row][column];
	badge_qr_svg(&qr, &out);
	char box[64];
	snprintf(box, sizeof box, "viewBox=\"0 0 %u %u\"", qr.side + 8, qr.side + 8);
	assert_non_null(strstr(buf_text(&out), box));
	const char *at = strstr(strstr(buf_text(&out), "<path") + 1, "<path");
	while ((at = strchr(at + 1, 'M')) && sscanf(at, "M%u %uh%uv1h", &x, &y, &n) == 3)
		for (unsigned i = 0; i < n; i++, drawn++)
			assert_int_equal(qr.dark[y - BADGE_QR_QUIET][x - BADGE_QR_QUIET + i], 1);
	assert_int_equal(drawn, dark);
	buf_finish(&out);
}

static void no_code_is_no_picture(void **state)
{
	struct badge_qr qr = { .side = 0 };
	struct buf out = { 0 };
	(void)state;
	badge_qr_svg(&qr, &out);
	assert_int_equal(out.len, 0);
	buf_finish(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_dark_module_is_drawn_once_inside_the_quiet_zone),
		cmocka_unit_test(no_code_is_no_picture),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
