/* Bodies of strangers: each member has a name and a type from the table, or the field at fault is named. */
#include "http/fields.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct row {
	const char *name;
	int64_t share;
};

struct form {
	const char *text, *words, *value, *currency, *numbers;
	int64_t number, at;
	bool flag, clear;
	enum field_said maybe;
	struct field_ints ints;
	struct field_list list;
	struct field_rows rows;
};

static const struct field ROW[] = {
	FIELD_REQUIRED(struct row, "name", TEXT, name),
	FIELD(struct row, "share", INT, share),
	FIELDS_END,
};

static const struct field FORM[] = {
	FIELD(struct form, "text", TEXT, text),
	FIELD(struct form, "number", INT, number),
	FIELD(struct form, "flag", BOOL, flag),
	FIELD(struct form, "at", TIME, at),
	FIELD(struct form, "words", WORDS, words),
	FIELD(struct form, "maybe", SAID, maybe),
	FIELD(struct form, "list", LIST, list),
	FIELD(struct form, "ints", INTS, ints),
	FIELD(struct form, "numbers", NUMBERS, numbers),
	FIELD(struct form, "amount", NULL, clear),
	FIELD(struct form, "amount.value", TEXT, value),
	FIELD(struct form, "amount.currency", TEXT, currency),
	FIELD_ROW_LIST(struct form, "rows", ROW, struct row, rows),
	FIELDS_END,
};

static const struct field NEEDY[] = {
	FIELD_REQUIRED(struct form, "text", TEXT, text),
	FIELD_REQUIRED(struct form, "number", INT, number),
	FIELDS_END,
};

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

static struct form taken(struct arena *arena, const char *json)
{
	struct form form = { 0 };
	struct fault fault = { 0 };
	if (fields_read(json, strlen(json), FORM, arena, &form, &fault))
		fail_msg("%s: %s %s %s", json, err_name(fault.err), fault.field, fault.detail);
	return form;
}

static void refused(struct arena *arena, const struct field *table, const char *json, enum err err, const char *field)
{
	struct form form = { 0 };
	struct fault fault = { 0 };
	enum err found = fields_read(json, strlen(json), table, arena, &form, &fault);
	if (found != err || fault.err != err || strcmp(fault.field, field) != 0)
		fail_msg("%.80s: %s at \"%s\": %s", json, err_name(found), fault.field, fault.detail);
}

static void every_type_goes_where_it_belongs(void **state)
{
	struct form form = taken(*state,
	    "{\"text\":\"Núñez\\n\",\"number\":-7,\"flag\":true,\"at\":\"2022-06-07T14:30:00+02:00\","
	    "\"words\":[\"a\",\"b_c\"],\"list\":[\"x y\",\"\"],\"amount\":{\"currency\":\"USD\",\"value\":\"5\"},"
	    "\"rows\":[{\"name\":\"A\"},{\"share\":3,\"name\":\"B\"}]}");
	assert_string_equal(form.text, "Núñez\n");
	assert_int_equal(form.number, -7);
	assert_true(form.flag);
	assert_int_equal(form.at, 1654605000000);
	assert_string_equal(form.words, "a b_c");
	assert_true(form.list.came);
	assert_int_equal(form.list.n, 2);
	assert_string_equal(form.list.items[0], "x y");
	assert_string_equal(form.list.items[1], "");
	assert_string_equal(form.value, "5");
	assert_string_equal(form.currency, "USD");
	assert_false(form.clear);
	assert_int_equal(form.rows.n, 2);
	const struct row *rows = form.rows.items;
	assert_string_equal(rows[0].name, "A");
	assert_int_equal(rows[0].share, 0);
	assert_string_equal(rows[1].name, "B");
	assert_int_equal(rows[1].share, 3);
}

static void a_flag_says_yes_or_no_or_nothing(void **state)
{
	struct form yes = taken(*state, "{\"maybe\":true}"), no = taken(*state, "{\"maybe\":false}"),
		    nothing = taken(*state, "{}");
	assert_int_equal(yes.maybe, FIELD_SAID_YES);
	assert_int_equal(no.maybe, FIELD_SAID_NO);
	assert_int_equal(nothing.maybe, FIELD_NOT_SAID);
}

static void whole_numbers_come_as_a_list(void **state)
{
	struct form form = taken(*state, "{\"ints\":[4,-9007199254740993]}");
	assert_int_equal(form.ints.n, 2);
	assert_int_equal(form.ints.items[0], 4);
	assert_int_equal(form.ints.items[1], -9007199254740993);
	assert_true(taken(*state, "{\"ints\":[]}").ints.came);
	assert_false(taken(*state, "{}").ints.came);
}

static void what_did_not_come_is_left_alone(void **state)
{
	static const char *const EMPTY[] = { "", "{}", " { } \n" };
	for (size_t i = 0; i < sizeof EMPTY / sizeof *EMPTY; i++) {
		struct form form = { .text = "before", .number = 3 };
		assert_int_equal(fields_read(EMPTY[i], strlen(EMPTY[i]), FORM, *state, &form, NULL), OK);
		assert_string_equal(form.text, "before");
		assert_int_equal(form.number, 3);
		assert_false(form.list.came);
		assert_false(form.rows.came);
	}
}

static void empty_lists_came_and_are_empty(void **state)
{
	struct form form = taken(*state, "{\"list\":[],\"rows\":[],\"words\":[]}");
	assert_true(form.list.came);
	assert_int_equal(form.list.n, 0);
	assert_true(form.rows.came);
	assert_int_equal(form.rows.n, 0);
	assert_string_equal(form.words, "");
}

static void null_is_said_only_where_it_means_something(void **state)
{
	assert_true(taken(*state, "{\"amount\":null}").clear);
	static const char *const FIELDS[] = { "text", "number", "flag", "at", "words", "list", "rows", "maybe",
		"ints" };
	char json[40];
	for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
		snprintf(json, sizeof json, "{\"%s\":null}", FIELDS[i]);
		refused(*state, FORM, json, ERR_INVALID, FIELDS[i]);
	}
	refused(*state, FORM, "{\"amount\":{\"value\":null}}", ERR_INVALID, "amount.value");
}

static void a_value_of_another_type_is_refused_with_its_name(void **state)
{
	static const char *const CASES[][2] = {
		{ "{\"text\":7}", "text" },
		{ "{\"text\":[]}", "text" },
		{ "{\"text\":{}}", "text" },
		{ "{\"text\":true}", "text" },
		{ "{\"number\":\"7\"}", "number" },
		{ "{\"number\":7.0}", "number" },
		{ "{\"number\":7e2}", "number" },
		{ "{\"number\":true}", "number" },
		{ "{\"flag\":1}", "flag" },
		{ "{\"flag\":\"true\"}", "flag" },
		{ "{\"at\":1654605000000}", "at" },
		{ "{\"at\":\"2022-06-07\"}", "at" },
		{ "{\"at\":\"2022-06-07T14:30:00\"}", "at" },
		{ "{\"at\":\"2022-02-30T14:30:00Z\"}", "at" },
		{ "{\"words\":\"a b\"}", "words" },
		{ "{\"words\":[\"a b\"]}", "words" },
		{ "{\"words\":[\"\"]}", "words" },
		{ "{\"words\":[\"a\\t\"]}", "words" },
		{ "{\"words\":[1]}", "words" },
		{ "{\"words\":{}}", "words" },
		{ "{\"maybe\":0}", "maybe" },
		{ "{\"maybe\":\"true\"}", "maybe" },
		{ "{\"ints\":4}", "ints" },
		{ "{\"ints\":[4.0]}", "ints" },
		{ "{\"ints\":[\"4\"]}", "ints" },
		{ "{\"ints\":[4,null]}", "ints" },
		{ "{\"list\":\"a\"}", "list" },
		{ "{\"list\":{\"0\":\"a\"}}", "list" },
		{ "{\"list\":[[\"a\"]]}", "list" },
		{ "{\"list\":[\"a\",null]}", "list" },
		{ "{\"rows\":{}}", "rows" },
		{ "{\"rows\":[\"A\"]}", "rows" },
		{ "{\"rows\":[null]}", "rows" },
		{ "{\"rows\":[{\"name\":7}]}", "name" },
		{ "{\"amount\":5}", "amount" },
		{ "{\"amount\":\"5 USD\"}", "amount" },
		{ "{\"amount\":[]}", "amount" },
		{ "{\"amount\":{\"value\":5}}", "amount.value" },
		{ "{\"amount\":{\"value\":{}}}", "amount.value" },
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
		refused(*state, FORM, CASES[i][0], ERR_INVALID, CASES[i][1]);
}

static void a_member_that_is_not_in_the_table_is_refused(void **state)
{
	static const char *const CASES[][2] = {
		{ "{\"x\":1}", "x" },
		{ "{\"Text\":\"a\"}", "Text" },
		{ "{\"text \":\"a\"}", "text " },
		{ "{\"\":\"a\"}", "" },
		{ "{\"x\":null}", "x" },
		{ "{\"x\":{\"value\":\"1\"}}", "x" },
		{ "{\"amount\":{\"x\":1}}", "amount.x" },
		{ "{\"amount\":{\"amount\":{\"value\":\"1\"}}}", "amount.amount" },
		{ "{\"amount.value\":\"1\"}", "amount.value" },
		{ "{\"amount\":{\"value\":\"1\"},\"amount.value\":\"2\"}", "amount.value" },
		{ "{\"rows\":[{\"name\":\"A\",\"x\":1}]}", "x" },
		{ "{\"rows\":[{\"name\":\"A\",\"rows\":[]}]}", "rows" },
		{ "{\"__proto__\":{}}", "__proto__" },
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
		refused(*state, FORM, CASES[i][0], ERR_FIELD_UNKNOWN, CASES[i][1]);
}

static void a_name_longer_than_any_field_is_refused(void **state)
{
	char json[400] = "{\"";
	struct form form = { 0 };
	struct fault fault = { 0 };
	memset(json + 2, 'n', 300);
	memcpy(json + 302, "\":1}", 5);
	assert_int_equal(fields_read(json, strlen(json), FORM, *state, &form, &fault), ERR_FIELD_UNKNOWN);
}

static void what_is_required_is_missed(void **state)
{
	refused(*state, NEEDY, "", ERR_FIELD_MISSING, "text");
	refused(*state, NEEDY, "{}", ERR_FIELD_MISSING, "text");
	refused(*state, NEEDY, "{\"text\":\"a\"}", ERR_FIELD_MISSING, "number");
	refused(*state, NEEDY, "{\"number\":1}", ERR_FIELD_MISSING, "text");
	refused(*state, NEEDY, "{\"text\":null,\"number\":1}", ERR_INVALID, "text");
	refused(*state, FORM, "{\"rows\":[{\"name\":\"A\"},{\"share\":1}]}", ERR_FIELD_MISSING, "name");
}

static void what_is_no_json_object_is_refused(void **state)
{
	static const char *const BAD[] = { "{", "}", "[]", "[{}]", "\"text\"", "7", "null", "true", "{}{}", "{} x",
		"{\"text\":\"a\",}", "{\"text\":'a'}", "{text:\"a\"}", "{\"text\":\"a\" \"flag\":true}",
		"\xEF\xBB\xBF{}", "{\"text\":\"\xff\"}", "{\"text\":\"\xED\xA0\x80\"}", "{\"text\":\"\\ud800\"}",
		"{\"text\":\"\\u0000\"}", "{\"text\":\"a\nb\"}", "{\"text\":\"a\",\"text\":\"b\"}",
		"{\"number\":99999999999999999999}", "{\"number\":NaN}", "{\"number\":+1}", "{\"number\":01}",
		"// {}", "{\"text\":\"a\"", "\t" };
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		refused(*state, FORM, BAD[i], ERR_JSON, "");
}

static void a_nul_byte_ends_nothing(void **state)
{
	struct form form = { 0 };
	struct fault fault = { 0 };
	assert_int_equal(fields_read("{}\0{}", 5, FORM, *state, &form, &fault), ERR_JSON);
	assert_int_equal(fields_read("{\"text\":\"a\0b\"}", 14, FORM, *state, &form, &fault), ERR_JSON);
	assert_int_equal(fields_read("\0", 1, FORM, *state, &form, &fault), ERR_JSON);
}

static void depth_is_refused_before_it_hurts(void **state)
{
	struct buf json = { 0 };
	struct form form = { 0 };
	struct fault fault = { 0 };
	for (int i = 0; i < 30000; i++)
		buf_add_text(&json, "{\"amount\":");
	assert_int_equal(fields_read(json.bytes, json.len, FORM, *state, &form, &fault), ERR_JSON);
	json.len = 0;
	for (int i = 0; i < 60000; i++)
		buf_add_byte(&json, '[');
	assert_int_equal(fields_read(json.bytes, json.len, FORM, *state, &form, &fault), ERR_JSON);
	buf_finish(&json);
}

/* {"list":["a","a",…]} with n items. */
static void list_of(struct buf *json, const char *name, const char *item, size_t n)
{
	json->len = 0;
	buf_printf(json, "{\"%s\":[", name);
	for (size_t i = 0; i < n; i++)
		buf_printf(json, "%s%s", i ? "," : "", item);
	buf_add_text(json, "]}");
}

static void lists_have_an_end(void **state)
{
	struct buf json = { 0 };
	struct form form = { 0 };
	list_of(&json, "list", "\"a\"", 1000);
	assert_int_equal(taken(*state, buf_text(&json)).list.n, 1000);
	list_of(&json, "words", "\"word\"", 1000);
	assert_int_equal(strlen(taken(*state, buf_text(&json)).words), 1000 * 5 - 1);
	static const char *const LISTS[][2] = { { "list", "\"a\"" }, { "words", "\"a\"" }, { "ints", "1" },
		{ "rows", "{\"name\":\"a\"}" } };
	for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++) {
		struct fault fault = { 0 };
		list_of(&json, LISTS[i][0], LISTS[i][1], 1001);
		assert_int_equal(fields_read(json.bytes, json.len, FORM, *state, &form, &fault), ERR_INVALID);
		assert_string_equal(fault.field, LISTS[i][0]);
	}
	buf_finish(&json);
}

static void where_the_json_breaks_is_said(void **state)
{
	static const char JSON[] = "{\n  \"text\": \"a\"\n  \"flag\": true\n}";
	struct form form = { 0 };
	struct fault fault = { 0 };
	assert_int_equal(fields_read(JSON, sizeof JSON - 1, FORM, *state, &form, &fault), ERR_JSON);
	assert_ptr_equal(strstr(fault.detail, "Line 3, "), fault.detail);
}

#define fields_test(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

static void lists_of_numbers_are_kept_as_compact_json(void **state)
{
	static const char *const BAD[] = { "{\"numbers\":\"[]\"}", "{\"numbers\":7}", "{\"numbers\":[[1.5]]}",
		"{\"numbers\":[[null]]}", "{\"numbers\":[{\"x\":1}]}", "{\"numbers\":[[[[1]]]]}",
		"{\"numbers\":[\"1\"]}" };
	assert_string_equal(taken(*state, "{\"numbers\": [ [ [1, -2, 3], [] ], 4 ]}").numbers, "[[[1,-2,3],[]],4]");
	assert_string_equal(taken(*state, "{\"numbers\":[]}").numbers, "[]");
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		refused(*state, FORM, BAD[i], ERR_INVALID, "numbers");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		fields_test(every_type_goes_where_it_belongs),
		fields_test(lists_of_numbers_are_kept_as_compact_json),
		fields_test(a_flag_says_yes_or_no_or_nothing),
		fields_test(whole_numbers_come_as_a_list),
		fields_test(what_did_not_come_is_left_alone),
		fields_test(empty_lists_came_and_are_empty),
		fields_test(null_is_said_only_where_it_means_something),
		fields_test(a_value_of_another_type_is_refused_with_its_name),
		fields_test(a_member_that_is_not_in_the_table_is_refused),
		fields_test(a_name_longer_than_any_field_is_refused),
		fields_test(what_is_required_is_missed),
		fields_test(what_is_no_json_object_is_refused),
		fields_test(a_nul_byte_ends_nothing),
		fields_test(depth_is_refused_before_it_hurts),
		fields_test(lists_have_an_end),
		fields_test(where_the_json_breaks_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
