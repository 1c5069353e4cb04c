/* An entry's data read again: every kind of value this program writes, and an error for what it never writes. */
#include "domain/journalled.h"

#include "base/buf.h"
#include "base/jsonw.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static int setup(void **state)
{
	*state = arena_create();
	return 0;
}

static int teardown(void **state)
{
	arena_destroy(*state);
	return 0;
}

static void what_was_written_is_read_again(void **state)
{
	const struct journalled *data, *rows;
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	size_t n;
	jsonw_object(&w, NULL);
	jsonw_text(&w, "text", "\"كيغالي\" \\ \n");
	jsonw_int(&w, "least", INT64_MIN);
	jsonw_bool(&w, "yes", true);
	jsonw_null(&w, "nothing");
	jsonw_array(&w, "rows");
	jsonw_object(&w, NULL);
	jsonw_int(&w, "position", 7);
	jsonw_object_end(&w);
	jsonw_array_end(&w);
	jsonw_object_end(&w);
	assert_int_equal(journalled_read(*state, buf_text(&out), &data), OK);
	buf_finish(&out);
	assert_string_equal(journalled_text(data, "text", ""), "\"كيغالي\" \\ \n");
	assert_true(journalled_int(data, "least", 0) == INT64_MIN);
	assert_true(journalled_bool(data, "yes", false));
	assert_int_equal(journalled_find(data, "nothing")->kind, JOURNALLED_NULL);
	rows = journalled_items(data, "rows", &n);
	assert_int_equal(n, 1);
	assert_int_equal(journalled_int(&rows[0], "position", 0), 7);
}

static void what_is_missing_or_of_another_kind_is_what_the_caller_says(void **state)
{
	const struct journalled *data;
	size_t n;
	assert_int_equal(journalled_read(*state, "{\"a\":1,\"b\":null}", &data), OK);
	assert_null(journalled_find(data, "c"));
	assert_null(journalled_find(NULL, "a"));
	assert_string_equal(journalled_text(data, "a", "other"), "other");
	assert_int_equal(journalled_int(data, "b", 5), 5);
	assert_true(journalled_bool(data, "a", true));
	assert_null(journalled_items(data, "a", &n));
	assert_int_equal(n, 0);
}

static void what_this_program_never_writes_is_broken(void **state)
{
	static const char *const BROKEN[] = { "", "{", "[]", "7", "{\"a\":1.5}", "{\"a\":1,\"a\":2}",
		"{\"a\":[{\"b\":1e3}]}" };
	const struct journalled *data = NULL;
	for (size_t i = 0; i < sizeof BROKEN / sizeof *BROKEN; i++)
		assert_int_equal(journalled_read(*state, BROKEN[i], &data), ERR_BROKEN);
	assert_null(data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_was_written_is_read_again, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    what_is_missing_or_of_another_kind_is_what_the_caller_says, setup, teardown),
		cmocka_unit_test_setup_teardown(what_this_program_never_writes_is_broken, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
