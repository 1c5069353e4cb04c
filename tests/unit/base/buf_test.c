/* A growing buffer keeps every byte, whatever it is and however it came. */
#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void an_empty_buffer_is_an_empty_text(void **state)
{
	struct buf buf = { 0 };
	(void)state;
	assert_string_equal(buf_text(&buf), "");
	assert_int_equal(buf.len, 0);
	buf_finish(&buf);
	assert_null(buf.bytes);
	buf_finish(&buf);
}

static void bytes_are_kept_in_order_while_it_grows(void **state)
{
	struct buf buf = { 0 };
	(void)state;
	for (int i = 0; i < 100000; i++)
		buf_add_byte(&buf, (char)(i % 253));
	assert_int_equal(buf.len, 100000);
	for (int i = 0; i < 100000; i++)
		assert_int_equal(buf.bytes[i], (char)(i % 253));
	buf_finish(&buf);
}

static void nul_bytes_and_empty_pieces_are_bytes_like_others(void **state)
{
	struct buf buf = { 0 };
	(void)state;
	buf_add(&buf, "a\0b", 3);
	buf_add(&buf, NULL, 0);
	buf_add_text(&buf, "");
	buf_add_text(&buf, "c");
	assert_int_equal(buf.len, 4);
	assert_memory_equal(buf_text(&buf), "a\0bc", 5);
	buf_finish(&buf);
}

static void what_is_printed_may_be_longer_than_what_is_there(void **state)
{
	struct buf buf = { 0 };
	(void)state;
	buf_printf(&buf, "%d", 7);
	buf_printf(&buf, "%*s", 5000, "x");
	buf_printf(&buf, "%s", "");
	assert_int_equal(buf.len, 5001);
	assert_int_equal(buf.bytes[5000], 'x');
	assert_int_equal(strlen(buf_text(&buf)), 5001);
	buf_finish(&buf);
}

static void the_nul_behind_the_text_is_not_part_of_it(void **state)
{
	struct buf buf = { 0 };
	(void)state;
	for (size_t n = 0; n < 600; n++) {
		assert_int_equal(buf.len, n);
		assert_int_equal(strlen(buf_text(&buf)), n);
		buf_add_byte(&buf, 'x');
	}
	buf_finish(&buf);
}

static void room_is_where_bytes_go_next(void **state)
{
	struct buf buf = { 0 };
	(void)state;
	buf_add_text(&buf, "head ");
	memcpy(buf_room(&buf, 4), "tail", 4);
	assert_int_equal(buf.len, 5);
	buf.len += 4;
	assert_string_equal(buf_text(&buf), "head tail");
	buf_finish(&buf);
}

static void bytes_that_are_given_away_leave_an_empty_buffer(void **state)
{
	struct buf buf = { 0 };
	size_t len = 99;
	(void)state;
	buf_add_text(&buf, "mine");
	char *bytes = buf_steal(&buf, &len);
	assert_int_equal(len, 4);
	assert_string_equal(bytes, "mine");
	assert_null(buf.bytes);
	assert_int_equal(buf.len, 0);
	free(bytes);
	bytes = buf_steal(&buf, NULL);
	assert_string_equal(bytes, "");
	free(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_buffer_is_an_empty_text),
		cmocka_unit_test(bytes_are_kept_in_order_while_it_grows),
		cmocka_unit_test(nul_bytes_and_empty_pieces_are_bytes_like_others),
		cmocka_unit_test(what_is_printed_may_be_longer_than_what_is_there),
		cmocka_unit_test(the_nul_behind_the_text_is_not_part_of_it),
		cmocka_unit_test(room_is_where_bytes_go_next),
		cmocka_unit_test(bytes_that_are_given_away_leave_an_empty_buffer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
