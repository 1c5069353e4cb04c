/* Every error becomes one status and one document that can be read, whatever stood in the request. */
#include "http/problem.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static json_t *written(const struct fault *fault, const char *current)
{
	struct buf out = { 0 };
	problem_write(&out, fault, current);
	json_t *root = json_loadb(out.bytes, out.len, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(root);
	buf_finish(&out);
	return root;
}

static const char *text(const json_t *root, const char *name)
{
	return json_string_value(json_object_get(root, name));
}

static void every_error_has_a_status_that_http_knows(void **state)
{
	(void)state;
	assert_int_equal(problem_status(OK), 200);
	for (enum err err = OK + 1; err < ERR_MAX; err++) {
		int status = problem_status(err);
		assert_in_range(status, 400, 507);
		json_t *root = written(&(struct fault){ .err = err }, NULL);
		assert_int_equal(json_integer_value(json_object_get(root, "status")), status);
		assert_string_equal(text(root, "code"), err_name(err));
		assert_string_equal(text(root, "title"), err_words(err));
		assert_string_equal(text(root, "type"), "about:blank");
		json_decref(root);
	}
}

static void statuses_are_those_people_build_on(void **state)
{
	static const struct {
		enum err err;
		int status;
	} CASES[] = { { ERR_JSON, 400 }, { ERR_KEY_MISSING, 400 }, { ERR_LOGIN_NEEDED, 401 }, { ERR_CODE_USED, 401 },
		{ ERR_FORBIDDEN, 403 }, { ERR_CROSS_SITE, 403 }, { ERR_NOT_FOUND, 404 }, { ERR_METHOD, 405 },
		{ ERR_CONFLICT, 409 }, { ERR_STEP, 409 }, { ERR_CLASH, 409 }, { ERR_STALE, 412 },
		{ ERR_TOO_BIG, 413 }, { ERR_MEDIA_TYPE, 415 }, { ERR_KEY_REUSED, 422 }, { ERR_CURRENCY, 422 },
		{ ERR_VERSION_MISSING, 428 }, { ERR_TOO_MANY, 429 }, { ERR_BROKEN, 500 }, { ERR_BUSY, 503 },
		{ ERR_NOT_SAVED, 503 }, { ERR_DISK_FULL, 507 } };
	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
		assert_int_equal(problem_status(CASES[i].err), CASES[i].status);
}

static void field_and_detail_are_null_when_there_is_none(void **state)
{
	struct fault fault = { .err = ERR_COUNTRY };
	(void)state;
	json_t *root = written(&fault, NULL);
	assert_true(json_is_null(json_object_get(root, "field")));
	assert_true(json_is_null(json_object_get(root, "detail")));
	assert_null(json_object_get(root, "current"));
	json_decref(root);
	fault_set(&fault, ERR_COUNTRY, "country", "\"%s\" is none.", "ZZZ");
	root = written(&fault, NULL);
	assert_string_equal(text(root, "field"), "country");
	assert_string_equal(text(root, "detail"), "\"ZZZ\" is none.");
	json_decref(root);
}

static void the_row_as_it_is_comes_along(void **state)
{
	(void)state;
	json_t *root = written(&(struct fault){ .err = ERR_STALE }, "{\"version\":7}");
	json_t *current = json_object_get(root, "current");
	assert_int_equal(json_integer_value(json_object_get(current, "version")), 7);
	json_decref(root);
}

/* A detail is cut at a byte, also in the middle of a character. */
static void what_a_stranger_sent_cannot_break_the_document(void **state)
{
	struct fault fault;
	char wide[600] = "";
	(void)state;
	for (size_t i = 0; i < 150; i++)
		memcpy(wide + 3 * i, "王", 4);
	for (size_t shift = 0; shift < 3; shift++) {
		fault_set(&fault, ERR_INVALID, wide, "%.*s%s", (int)shift, "xx", wide);
		json_decref(written(&fault, NULL));
	}
	fault_set(&fault, ERR_INVALID, "a\"b\\\n\x01", "%s", "\xff\xfe\"}]\r\n");
	json_t *root = written(&fault, NULL);
	assert_string_equal(text(root, "field"), "a\"b\\\n\x01");
	json_decref(root);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_error_has_a_status_that_http_knows),
		cmocka_unit_test(statuses_are_those_people_build_on),
		cmocka_unit_test(field_and_detail_are_null_when_there_is_none),
		cmocka_unit_test(the_row_as_it_is_comes_along),
		cmocka_unit_test(what_a_stranger_sent_cannot_break_the_document),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
