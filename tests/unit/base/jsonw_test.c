/* What is written is JSON, whatever the text was: every answer here is read back by jansson. */
#include "base/jsonw.h"

#include "base/clock.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define REPLACEMENT "\xEF\xBF\xBD"

/* Reads the buffer as JSON and empties it. */
static json_t *read_back(struct buf *out)
{
	json_error_t why;
	json_t *root =
	    json_loadb(out->bytes, out->len, JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &why);
	if (!root)
		fail_msg("%s: %.*s", why.text, (int)out->len, out->bytes);
	buf_finish(out);
	return root;
}

/* The text as a reader sees it after it was written. */
static void expect_text(const char *text, size_t len, const char *expected, size_t expected_len)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	jsonw_text_len(&w, NULL, text, len);
	for (size_t i = 0; i < out.len; i++)
		assert_true((unsigned char)out.bytes[i] >= 32);
	json_t *root = read_back(&out);
	assert_int_equal(json_string_length(root), expected_len);
	assert_memory_equal(json_string_value(root), expected, expected_len);
	json_decref(root);
}

static void well_formed_text_comes_back_as_it_was(void **state)
{
	static const char *const TEXTS[] = { "", "plain", "Núñez", "王小明", "محمد", "𐍈", "\xF4\x8F\xBF\xBF",
		"\xED\x9F\xBF", "\xEE\x80\x80", "\xE0\xA0\x80", "\xC2\x80", "\xF0\x90\x80\x80", "\xEF\xBF\xBF",
		"\xE2\x80\xA8\xE2\x80\xA9", "\"quoted\" \\ back/slash", "a\tb\nc\rd\be\ff", "</script><!--", "\x7F" };
	(void)state;
	for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
		expect_text(TEXTS[i], strlen(TEXTS[i]), TEXTS[i], strlen(TEXTS[i]));
}

static void every_single_byte_is_written_safely(void **state)
{
	(void)state;
	for (int c = 0; c < 128; c++)
		expect_text(&(char){ (char)c }, 1, &(char){ (char)c }, 1);
	for (int c = 128; c < 256; c++)
		expect_text(&(char){ (char)c }, 1, REPLACEMENT, 3);
}

/* Text is looked through eight bytes at a time: no place in it is special. */
static void every_byte_is_written_safely_at_every_place(void **state)
{
	enum { PLACES = 19 };
	char text[PLACES];
	(void)state;
	for (size_t place = 0; place < PLACES; place++)
		for (int c = 0; c < 128; c++) {
			memset(text, 'x', sizeof text);
			text[place] = (char)c;
			expect_text(text, sizeof text, text, sizeof text);
		}
}

static void bytes_that_are_not_utf_8_become_replacement_characters(void **state)
{
	static const struct {
		const char *bytes, *expected;
	} CASES[] = {
		{ "a\xFFz", "a" REPLACEMENT "z" },
		{ "\xC0\xAF", REPLACEMENT REPLACEMENT },                                 /* overlong '/' */
		{ "\xE0\x80\xAF", REPLACEMENT REPLACEMENT REPLACEMENT },                 /* overlong */
		{ "\xF0\x80\x80\xAF", REPLACEMENT REPLACEMENT REPLACEMENT REPLACEMENT }, /* overlong */
		{ "\xED\xA0\x80", REPLACEMENT REPLACEMENT REPLACEMENT },                 /* surrogate */
		{ "\xF4\x90\x80\x80", REPLACEMENT REPLACEMENT REPLACEMENT REPLACEMENT }, /* > 10FFFF */
		{ "\xF5\x80\x80\x80", REPLACEMENT REPLACEMENT REPLACEMENT REPLACEMENT }, /* > 10FFFF */
		{ "\xC3", REPLACEMENT },                                                 /* cut */
		{ "\xE7\x8E", REPLACEMENT REPLACEMENT },                                 /* cut */
		{ "\xF0\x90\x8D", REPLACEMENT REPLACEMENT REPLACEMENT },                 /* cut */
		{ "\xC3\"", REPLACEMENT "\"" },                                          /* eats no quote */
		{ "\xE7\x8E\\", REPLACEMENT REPLACEMENT "\\" },                          /* nor an escape */
		{ "\x80\x80", REPLACEMENT REPLACEMENT },                                 /* stray */
		{ "ok\xE7\x8E\x8B\xFE王", "ok王" REPLACEMENT "王" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
		expect_text(CASES[i].bytes, strlen(CASES[i].bytes), CASES[i].expected, strlen(CASES[i].expected));
}

static void any_three_bytes_give_a_document_that_parses(void **state)
{
	static const unsigned char EDGES[] = { 0x00, 0x1f, '"', '\\', 0x7f, 0x80, 0xa0, 0xbf, 0xc0, 0xc2, 0xe0, 0xed,
		0xef, 0xf0, 0xf4, 0xf5, 0xff };
	enum { N = sizeof EDGES };
	(void)state;
	for (size_t i = 0; i < N * N * N; i++) {
		const char bytes[] = { (char)EDGES[i % N], (char)EDGES[i / N % N], (char)EDGES[i / N / N] };
		struct buf out = { 0 };
		struct jsonw w = jsonw_start(&out);
		jsonw_text_len(&w, NULL, bytes, sizeof bytes);
		json_decref(read_back(&out));
	}
}

static void commas_stand_between_values_and_nowhere_else(void **state)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	(void)state;
	jsonw_object(&w, NULL);
	jsonw_array(&w, "empty");
	jsonw_array_end(&w);
	jsonw_object(&w, "hollow");
	jsonw_object_end(&w);
	jsonw_array(&w, "list");
	jsonw_int(&w, NULL, 1);
	jsonw_array(&w, NULL);
	jsonw_null(&w, NULL);
	jsonw_array_end(&w);
	jsonw_object(&w, NULL);
	jsonw_bool(&w, "a", true);
	jsonw_bool(&w, "b", false);
	jsonw_object_end(&w);
	jsonw_array_end(&w);
	jsonw_text(&w, "last", "x");
	jsonw_object_end(&w);
	assert_string_equal(buf_text(&out),
	    "{\"empty\":[],\"hollow\":{},\"list\":[1,[null],{\"a\":true,\"b\":false}],\"last\":\"x\"}");
	assert_int_equal(w.depth, 0);
	json_decref(read_back(&out));
}

static void names_are_escaped_like_texts(void **state)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	(void)state;
	jsonw_object(&w, NULL);
	jsonw_int(&w, "a\"b\n", 1);
	jsonw_object_end(&w);
	json_t *root = read_back(&out);
	assert_int_equal(json_integer_value(json_object_get(root, "a\"b\n")), 1);
	json_decref(root);
}

static void the_largest_numbers_are_exact(void **state)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	(void)state;
	jsonw_array(&w, NULL);
	jsonw_int(&w, NULL, INT64_MAX);
	jsonw_int(&w, NULL, INT64_MIN);
	jsonw_int(&w, NULL, 0);
	jsonw_array_end(&w);
	json_t *root = read_back(&out);
	assert_int_equal(json_integer_value(json_array_get(root, 0)), INT64_MAX);
	assert_int_equal(json_integer_value(json_array_get(root, 1)), INT64_MIN);
	json_decref(root);
}

static void absent_texts_and_instants_are_null(void **state)
{
	struct buf out = { 0 };
	struct jsonw w = jsonw_start(&out);
	(void)state;
	assert_int_equal(clock_zone_set("Africa/Kigali"), OK);
	jsonw_object(&w, NULL);
	jsonw_text(&w, "text", NULL);
	jsonw_time(&w, "never", 0);
	jsonw_time(&w, "then", 1654605000000);
	jsonw_object_end(&w);
	assert_string_equal(buf_text(&out), "{\"text\":null,\"never\":null,\"then\":\"2022-06-07T14:30:00+02:00\"}");
	buf_finish(&out);
}

static void a_stored_answer_is_put_in_as_it_is(void **state)
{
	struct buf out = { 0 };
	(void)state;
	buf_add_text(&out, "data: ");
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_raw(&w, "current", "{\"id\":7}");
	jsonw_int(&w, "next", 8);
	jsonw_object_end(&w);
	assert_string_equal(buf_text(&out), "data: {\"current\":{\"id\":7},\"next\":8}");
	buf_finish(&out);
}

static void the_members_of_a_stored_object_stand_among_the_others(void **state)
{
	struct buf out = { 0 };
	(void)state;
	struct jsonw w = jsonw_start(&out);
	jsonw_object(&w, NULL);
	jsonw_members(&w, "{}");
	jsonw_members(&w, "{\"a\":1,\"b\":{}}");
	jsonw_members(&w, "{}");
	jsonw_int(&w, "c", 3);
	jsonw_object_end(&w);
	assert_string_equal(buf_text(&out), "{\"a\":1,\"b\":{},\"c\":3}");
	buf_finish(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(well_formed_text_comes_back_as_it_was),
		cmocka_unit_test(every_single_byte_is_written_safely),
		cmocka_unit_test(every_byte_is_written_safely_at_every_place),
		cmocka_unit_test(bytes_that_are_not_utf_8_become_replacement_characters),
		cmocka_unit_test(any_three_bytes_give_a_document_that_parses),
		cmocka_unit_test(commas_stand_between_values_and_nowhere_else),
		cmocka_unit_test(names_are_escaped_like_texts),
		cmocka_unit_test(the_largest_numbers_are_exact),
		cmocka_unit_test(absent_texts_and_instants_are_null),
		cmocka_unit_test(a_stored_answer_is_put_in_as_it_is),
		cmocka_unit_test(the_members_of_a_stored_object_stand_among_the_others),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
