/* The log: one line a fact, readable by machines, whatever stands in a value. Standard error is a pipe meanwhile. */
#include "base/log.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { LOGGED_MAX = 2000 };

struct capture {
	int kept, from;
};

static struct capture capture_begin(void)
{
	int ends[2];
	struct capture capture = { .kept = dup(STDERR_FILENO) };
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(dup2(ends[1], STDERR_FILENO), STDERR_FILENO);
	close(ends[1]);
	capture.from = ends[0];
	return capture;
}

static void capture_end(struct capture capture, char out[LOGGED_MAX])
{
	dup2(capture.kept, STDERR_FILENO); /* closes the last writing end */
	close(capture.kept);
	ssize_t len = read(capture.from, out, LOGGED_MAX - 1);
	assert_true(len >= 0);
	out[len] = '\0';
	close(capture.from);
}

static json_t *line_as_json(const char *line)
{
	size_t len = strlen(line);
	assert_true(len > 1);
	assert_int_equal(line[len - 1], '\n');
	assert_ptr_equal(strchr(line, '\n'), line + len - 1);
	json_t *root = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(root);
	return root;
}

static const char *member(const json_t *root, const char *name)
{
	const char *text = json_string_value(json_object_get(root, name));
	assert_non_null(text);
	return text;
}

static void a_fact_is_one_json_object_on_one_line(void **state)
{
	char line[LOGGED_MAX];
	(void)state;
	log_set(LOG_INFO, true);
	struct capture capture = capture_begin();
	log_fact(LOG_WARN, "accept-failed", "reason", "no descriptors", "count", "7", NULL);
	capture_end(capture, line);
	json_t *root = line_as_json(line);
	assert_string_equal(member(root, "level"), "warn");
	assert_string_equal(member(root, "what"), "accept-failed");
	assert_string_equal(member(root, "reason"), "no descriptors");
	assert_string_equal(member(root, "count"), "7");
	assert_int_equal(strlen(member(root, "at")), strlen("2022-06-07T12:30:00Z"));
	json_decref(root);
}

static void a_value_cannot_forge_a_second_line(void **state)
{
	static const char EVIL[] = "x\"}\n{\"what\":\"forged\"}\r\x1b[2J\xff";
	char line[LOGGED_MAX];
	(void)state;
	for (int json = 0; json < 2; json++) {
		log_set(LOG_INFO, json);
		struct capture capture = capture_begin();
		log_fact(LOG_ERROR, "request-failed", "detail", EVIL, NULL);
		capture_end(capture, line);
		assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
		assert_null(strchr(line, '\x1b'));
		assert_null(strchr(line, '\r'));
		if (json)
			json_decref(line_as_json(line));
	}
}

static void text_lines_name_the_level_and_quote_the_values(void **state)
{
	char line[LOGGED_MAX];
	(void)state;
	log_set(LOG_DEBUG, false);
	struct capture capture = capture_begin();
	log_fact(LOG_DEBUG, "listening", "on", "the \"hall\"", NULL);
	capture_end(capture, line);
	assert_non_null(strstr(line, " debug listening on=\"the \\\"hall\\\"\"\n"));
}

static void what_is_less_than_asked_for_is_not_written(void **state)
{
	char line[LOGGED_MAX];
	(void)state;
	log_set(LOG_WARN, true);
	struct capture capture = capture_begin();
	log_fact(LOG_INFO, "quiet", NULL);
	log_fact(LOG_DEBUG, "quieter", NULL);
	capture_end(capture, line);
	assert_string_equal(line, "");
	capture = capture_begin();
	log_fact(LOG_WARN, "loud", NULL);
	capture_end(capture, line);
	json_decref(line_as_json(line));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fact_is_one_json_object_on_one_line),
		cmocka_unit_test(a_value_cannot_forge_a_second_line),
		cmocka_unit_test(text_lines_name_the_level_and_quote_the_values),
		cmocka_unit_test(what_is_less_than_asked_for_is_not_written),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
