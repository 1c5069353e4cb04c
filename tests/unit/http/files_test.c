/* Static files: choice of form, conditions, ranges; and reading them from a folder. */
#include "http/etag.h"
#include "http/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const struct asset table[] = {
	{ .path = "/assets/a-1234.js",
	    .content_type = "text/javascript",
	    .etag = "\"a\"",
	    .gzip_etag = "\"a-gz\"",
	    .bytes = "0123456789",
	    .len = 10,
	    .gzip = "zip",
	    .gzip_len = 3,
	    .immutable = true },
	{ .path = "/desk", .content_type = "text/html", .etag = "\"d\"", .bytes = "<p>", .len = 3 },
	{ .path = "/empty", .content_type = "text/plain", .etag = "\"e\"", .bytes = "", .len = 0 },
};

enum { N_TABLE = sizeof table / sizeof table[0] };

/* The answer for an asset asked with these header lines. */
static struct answer ask(const struct asset *asset, const char *method, const char *fields)
{
	static const char *const hosts[] = { "h" };
	static const struct wire_rules rules = { .hosts = hosts, .n_hosts = 1 };
	struct answer answer;
	struct wire wire;
	char text[1024];
	int len = snprintf(text, sizeof text, "%s /x HTTP/1.1\r\nHost: h\r\n%s\r\n", method, fields);

	wire_start(&wire, &rules);
	assert_int_equal(wire_feed(&wire, text, (size_t)len), WIRE_DONE);
	files_answer(asset, &wire.request, &answer);
	return answer;
}

static const char *header(const struct answer *answer, const char *name)
{
	for (unsigned i = 0; i < answer->n_headers; i++)
		if (strcmp(answer->headers[i].name, name) == 0)
			return answer->headers[i].value;
	return NULL;
}

static void files_are_found_by_their_whole_path(void **state)
{
	struct files *files = files_create(table, N_TABLE, NULL);

	(void)state;
	assert_ptr_equal(files_find(files, "/assets/a-1234.js"), &table[0]);
	assert_ptr_equal(files_find(files, "/empty"), &table[2]);
	assert_null(files_find(files, "/assets"));
	assert_null(files_find(files, "/desk/"));
	assert_null(files_find(files, ""));
	files_destroy(files);
	files = files_create(NULL, 0, NULL);
	assert_null(files_find(files, "/desk"));
	files_destroy(files);
	files_destroy(NULL);
}

static void a_plain_request_gets_the_plain_form(void **state)
{
	struct answer answer = ask(&table[0], "GET", "");

	(void)state;
	assert_int_equal(answer.status, 200);
	assert_int_equal(answer.len, 10);
	assert_string_equal(answer.etag, "\"a\"");
	assert_string_equal(answer.content_type, "text/javascript");
	assert_string_equal(header(&answer, "Vary"), "Accept-Encoding");
	assert_string_equal(header(&answer, "Accept-Ranges"), "bytes");
	assert_null(header(&answer, "Content-Encoding"));
	assert_int_equal(answer.policy, ANSWER_PAGE);
}

static void only_what_hangs_in_the_venue_may_be_shown_within_a_page(void **state)
{
	static const char *const paths[] = { "/hall", "/sign/{room}", "/wall" };
	struct asset screen = { .content_type = "text/html", .etag = "\"h\"", .bytes = "<p>", .len = 3 };

	(void)state;
	for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
		screen.path = paths[i];
		assert_int_equal(ask(&screen, "GET", "").policy, ANSWER_LOOK);
	}
	assert_int_equal(ask(&table[1], "GET", "").policy, ANSWER_PAGE);
}

static void names_with_a_hash_are_cached_for_a_year_and_others_asked_for_again(void **state)
{
	(void)state;
	assert_non_null(strstr(ask(&table[0], "GET", "").cache, "immutable"));
	assert_string_equal(ask(&table[1], "GET", "").cache, "no-cache");
}

static void gzip_is_sent_to_those_who_take_it(void **state)
{
	static const struct {
		const char *fields;
		bool gzip;
	} rows[] = {
		{ "Accept-Encoding: gzip\r\n", true },
		{ "Accept-Encoding: gzip, deflate, br\r\n", true },
		{ "Accept-Encoding: br,gzip\r\n", true },
		{ "Accept-Encoding: br, GZIP\r\n", true },
		{ "Accept-Encoding: gzip;q=1.0\r\n", true },
		{ "Accept-Encoding: gzip; q=0.5, br\r\n", true },
		{ "Accept-Encoding: gzip;q=0.001\r\n", true },
		{ "Accept-Encoding: gzip;q=0\r\n", false },
		{ "Accept-Encoding: gzip;q=0.000, br\r\n", false },
		{ "Accept-Encoding: gzip; q=0\r\n", false },
		{ "Accept-Encoding: br;q=0, gzip\r\n", true },
		{ "Accept-Encoding: identity\r\n", false },
		{ "Accept-Encoding: x-gzip\r\n", false },
		{ "Accept-Encoding: gzipped\r\n", false },
		{ "Accept-Encoding:\r\n", false },
		{ "", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct answer answer = ask(&table[0], "GET", rows[i].fields);

		assert_int_equal(answer.len, rows[i].gzip ? 3 : 10);
		assert_string_equal(answer.etag, rows[i].gzip ? "\"a-gz\"" : "\"a\"");
		assert_int_equal(header(&answer, "Content-Encoding") != NULL, rows[i].gzip);
		assert_non_null(header(&answer, "Vary"));
	}
	assert_null(header(&(struct answer){ 0 }, "Vary"));
}

static void a_file_without_a_gzip_form_is_sent_plain(void **state)
{
	struct answer answer = ask(&table[1], "GET", "Accept-Encoding: gzip\r\n");

	(void)state;
	assert_int_equal(answer.len, 3);
	assert_null(header(&answer, "Content-Encoding"));
	assert_null(header(&answer, "Vary"));
}

static void what_the_client_has_is_not_sent_again(void **state)
{
	static const struct {
		const char *fields;
		int status;
	} rows[] = {
		{ "If-None-Match: \"a\"\r\n", 304 },
		{ "If-None-Match: W/\"a\"\r\n", 304 },
		{ "If-None-Match: \"x\", \"a\"\r\n", 304 },
		{ "If-None-Match: *\r\n", 304 },
		{ "If-None-Match: \"b\"\r\n", 200 },
		{ "If-None-Match: a\r\n", 200 },
		{ "If-None-Match: \"a\r\n", 200 },
		{ "If-None-Match: \"a-gz\"\r\n", 200 },
		{ "If-None-Match: \"a-gz\"\r\nAccept-Encoding: gzip\r\n", 304 },
		{ "If-None-Match: \"a\"\r\nAccept-Encoding: gzip\r\n", 200 },
		{ "If-None-Match: \"a\"\r\nRange: bytes=0-1\r\n", 304 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_int_equal(ask(&table[0], "GET", rows[i].fields).status, rows[i].status);
	assert_int_equal(ask(&table[0], "HEAD", rows[0].fields).status, 304);
}

static void one_range_is_cut_out(void **state)
{
	static const struct {
		const char *range, *content_range, *bytes;
	} rows[] = {
		{ "bytes=0-0", "bytes 0-0/10", "0" },
		{ "bytes=0-", "bytes 0-9/10", "0123456789" },
		{ "bytes=2-4", "bytes 2-4/10", "234" },
		{ "bytes=9-9", "bytes 9-9/10", "9" },
		{ "bytes=7-", "bytes 7-9/10", "789" },
		{ "bytes=7-10000", "bytes 7-9/10", "789" },
		{ "bytes=7-99999999999999999999999999", "bytes 7-9/10", "789" },
		{ "bytes=-1", "bytes 9-9/10", "9" },
		{ "bytes=-4", "bytes 6-9/10", "6789" },
		{ "bytes=-10", "bytes 0-9/10", "0123456789" },
		{ "bytes=-11", "bytes 0-9/10", "0123456789" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char fields[128];
		struct answer answer;

		snprintf(fields, sizeof fields, "Range: %s\r\n", rows[i].range);
		answer = ask(&table[0], "GET", fields);
		assert_int_equal(answer.status, 206);
		assert_string_equal(answer.content_range, rows[i].content_range);
		assert_int_equal(answer.len, strlen(rows[i].bytes));
		assert_memory_equal(answer.bytes, rows[i].bytes, answer.len);
	}
}

static void a_range_beyond_the_end_cannot_be_met(void **state)
{
	static const char *const rows[] = { "bytes=10-", "bytes=10-10", "bytes=99-100", "bytes=-0",
		"bytes=99999999999999999999999-" };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char fields[128];
		struct answer answer;

		snprintf(fields, sizeof fields, "Range: %s\r\n", rows[i]);
		answer = ask(&table[0], "GET", fields);
		assert_int_equal(answer.status, 416);
		assert_string_equal(answer.content_range, "bytes */10");
		assert_int_equal(answer.len, 0);
	}
	assert_int_equal(ask(&table[2], "GET", "Range: bytes=0-\r\n").status, 416);
	assert_int_equal(ask(&table[2], "GET", "Range: bytes=-5\r\n").status, 416);
}

static void a_range_that_is_not_one_is_ignored(void **state)
{
	static const char *const rows[] = { "bytes=4-2", "bytes=", "bytes=-", "bytes=a-b", "bytes=0-1,3-4",
		"items=0-1", "bytes 0-1", "bytes=0", "bytes=0-1x", "bytes=+0-1", "bytes= 0-1" };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char fields[128];
		struct answer answer;

		snprintf(fields, sizeof fields, "Range: %s\r\n", rows[i]);
		answer = ask(&table[0], "GET", fields);
		assert_int_equal(answer.status, 200);
		assert_int_equal(answer.len, 10);
		assert_string_equal(answer.content_range, "");
	}
}

static void a_range_counts_only_for_the_same_version_of_a_get(void **state)
{
	(void)state;
	assert_int_equal(ask(&table[0], "GET", "Range: bytes=0-1\r\nIf-Range: \"a\"\r\n").status, 206);
	assert_int_equal(ask(&table[0], "GET", "Range: bytes=0-1\r\nIf-Range: \"b\"\r\n").status, 200);
	assert_int_equal(ask(&table[0], "GET", "Range: bytes=0-1\r\nIf-Range: W/\"a\"\r\n").status, 200);
	assert_int_equal(
	    ask(&table[0], "GET", "Range: bytes=0-1\r\nIf-Range: Tue, 07 Jun 2022 12:30:00 GMT\r\n").status, 200);
	assert_int_equal(ask(&table[0], "HEAD", "Range: bytes=0-1\r\n").status, 200);
	assert_int_equal(ask(&table[0], "GET", "Range: bytes=0-1\r\nAccept-Encoding: gzip\r\n").status, 200);
}

/* From a folder. */

struct place {
	char folder[64];
	struct files *files;
};

static void write_file(const struct place *place, const char *name, const char *text)
{
	char path[160];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", place->folder, name);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void remove_file(const struct place *place, const char *name)
{
	char path[160];

	snprintf(path, sizeof path, "%s/%s", place->folder, name);
	assert_int_equal(unlink(path), 0);
}

static int setup_place(void **state)
{
	static struct place place;

	snprintf(place.folder, sizeof place.folder, "/tmp/p2c-files-XXXXXX");
	assert_non_null(mkdtemp(place.folder));
	place.files = files_create(table, N_TABLE, place.folder);
	*state = &place;
	return 0;
}

static int teardown_place(void **state)
{
	struct place *place = *state;

	files_destroy(place->files);
	return rmdir(place->folder);
}

static void a_folder_stands_before_the_table(void **state)
{
	struct place *place = *state;
	const struct asset *asset;

	assert_ptr_equal(files_find(place->files, "/desk"), &table[1]);
	write_file(place, "desk.html", "new");
	write_file(place, "index.html", "home");
	write_file(place, "x.css", "");
	asset = files_find(place->files, "/desk");
	assert_memory_equal(asset->bytes, "new", 3);
	assert_int_equal(asset->len, 3);
	assert_string_equal(asset->content_type, "text/html; charset=utf-8");
	assert_false(asset->immutable);
	assert_memory_equal(files_find(place->files, "/")->bytes, "home", 4);
	assert_string_equal(files_find(place->files, "/x.css")->content_type, "text/css; charset=utf-8");
	assert_int_equal(files_find(place->files, "/x.css")->len, 0);
	assert_ptr_equal(files_find(place->files, "/empty"), &table[2]);
	remove_file(place, "desk.html");
	remove_file(place, "index.html");
	remove_file(place, "x.css");
	assert_ptr_equal(files_find(place->files, "/desk"), &table[1]);
}

static void a_changed_file_is_read_again(void **state)
{
	struct place *place = *state;
	const struct asset *asset;
	char etag[ETAG_LEN + 1];
	struct body *kept;

	write_file(place, "a.txt", "one");
	asset = files_find(place->files, "/a.txt");
	assert_ptr_equal(files_find(place->files, "/a.txt"), asset);
	snprintf(etag, sizeof etag, "%s", asset->etag);
	kept = body_ref(asset->owner);
	write_file(place, "a.txt", "three");
	asset = files_find(place->files, "/a.txt");
	assert_memory_equal(asset->bytes, "three", 5);
	assert_string_not_equal(asset->etag, etag);
	assert_memory_equal(body_bytes(kept), "one", 3);
	body_release(kept);
	remove_file(place, "a.txt");
}

static void nothing_outside_or_hidden_is_read(void **state)
{
	struct place *place = *state;

	write_file(place, ".secret", "x");
	assert_null(files_find(place->files, "/.secret"));
	assert_null(files_find(place->files, "/../etc/passwd"));
	assert_null(files_find(place->files, "/."));
	assert_null(files_find(place->files, "/missing"));
	remove_file(place, ".secret");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_are_found_by_their_whole_path),
		cmocka_unit_test(a_plain_request_gets_the_plain_form),
		cmocka_unit_test(only_what_hangs_in_the_venue_may_be_shown_within_a_page),
		cmocka_unit_test(names_with_a_hash_are_cached_for_a_year_and_others_asked_for_again),
		cmocka_unit_test(gzip_is_sent_to_those_who_take_it),
		cmocka_unit_test(a_file_without_a_gzip_form_is_sent_plain),
		cmocka_unit_test(what_the_client_has_is_not_sent_again),
		cmocka_unit_test(one_range_is_cut_out),
		cmocka_unit_test(a_range_beyond_the_end_cannot_be_met),
		cmocka_unit_test(a_range_that_is_not_one_is_ignored),
		cmocka_unit_test(a_range_counts_only_for_the_same_version_of_a_get),
		cmocka_unit_test_setup_teardown(a_folder_stands_before_the_table, setup_place, teardown_place),
		cmocka_unit_test_setup_teardown(a_changed_file_is_read_again, setup_place, teardown_place),
		cmocka_unit_test_setup_teardown(nothing_outside_or_hidden_is_read, setup_place, teardown_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
