/* The request parser: what it takes, what it refuses, and that neither depends on how the bytes arrive. */
#include "http/wire.h"
#include "wire_samples.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What came of a text: the step, and how much was fed before it was decided. */
struct outcome {
	enum wire_step step;
	int status;
	const char *reason;
	size_t used;
};

/* Feeds bytes[0..len) in pieces that end at cut, 2*cut, … and each time at a new place in memory that ends where the
 * bytes do, so that the sanitizer sees a read beyond them. */
static struct outcome feed_pieces(struct wire *wire, const char *text, size_t len, size_t cut, char **out_bytes)
{
	char *bytes = NULL;
	enum wire_step step = WIRE_MORE;
	size_t fed = 0;

	wire_start(wire, &rules);
	while (step == WIRE_MORE && fed < len) {
		size_t piece = len - fed < cut ? len - fed : cut;
		char *more = malloc(fed + piece);

		assert_non_null(more);
		if (fed)
			memcpy(more, bytes, fed);
		memcpy(more + fed, text + fed, piece);
		free(bytes);
		bytes = more;
		fed += piece;
		step = wire_feed(wire, bytes, fed);
	}
	*out_bytes = bytes;
	return (struct outcome){
		.step = step, .status = wire->refusal.status, .reason = wire->refusal.reason, .used = wire->used
	};
}

static struct outcome feed(struct wire *wire, const char *text, size_t len, size_t cut)
{
	char *bytes;
	struct outcome outcome = feed_pieces(wire, text, len, cut, &bytes);

	free(bytes);
	return outcome;
}

static void expect_sample(const struct sample *sample, const struct outcome *outcome, const char *how)
{
	enum wire_step want = sample->status ? WIRE_REFUSED : WIRE_DONE;

	if (outcome->step != want || outcome->status != sample->status)
		fail_msg("%s (%s): wanted %d, came step %d status %d (%s)", sample->what, how, sample->status,
		    (int)outcome->step, outcome->status, outcome->reason ? outcome->reason : "-");
	if (!sample->status)
		assert_int_equal(outcome->used, sample->len);
	else
		assert_true(outcome->reason && *outcome->reason);
}

static void every_sample_is_judged_right_when_it_comes_whole(void **state)
{
	(void)state;
	size_t refused = 0;

	for (size_t i = 0; i < N_SAMPLES; i++) {
		if (samples[i].status < 0)
			continue;
		struct wire wire;
		struct outcome outcome = feed(&wire, samples[i].text, samples[i].len, samples[i].len);

		expect_sample(&samples[i], &outcome, "whole");
		refused += samples[i].status != 0;
	}
	assert_true(refused >= 400);
}

static void every_sample_is_judged_the_same_byte_by_byte(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_SAMPLES; i++) {
		if (samples[i].status < 0)
			continue;
		struct wire wire;
		struct outcome outcome = feed(&wire, samples[i].text, samples[i].len, 1);

		expect_sample(&samples[i], &outcome, "byte by byte");
	}
}

enum { CUT_MAX = 1024, SAMPLE_MAX = 24 * 1024 }; /* longer samples are cut by byte only */

static void every_sample_is_judged_the_same_cut_anywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_SAMPLES; i++) {
		if (samples[i].status < 0 || samples[i].len > CUT_MAX)
			continue;
		struct wire whole, cut;
		struct outcome first = feed(&whole, samples[i].text, samples[i].len, samples[i].len);

		for (size_t at = 1; at < samples[i].len; at++) {
			struct outcome outcome = feed(&cut, samples[i].text, samples[i].len, at);

			expect_sample(&samples[i], &outcome, "cut");
			assert_ptr_equal(outcome.reason, first.reason);
		}
	}
}

/* A refusal is final: what comes later never turns into a second request. */
static void nothing_is_read_after_a_refusal(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_SAMPLES; i++) {
		if (samples[i].status <= 0)
			continue;
		static const char next[] = LINE("GET /second HTTP/1.1");
		char text[SAMPLE_MAX + sizeof next];
		struct wire wire;

		assert_true(samples[i].len <= SAMPLE_MAX);
		memcpy(text, samples[i].text, samples[i].len);
		memcpy(text + samples[i].len, next, sizeof next);
		wire_start(&wire, &rules);
		assert_int_equal(wire_feed(&wire, text, samples[i].len), WIRE_REFUSED);
		assert_int_equal(wire_feed(&wire, text, samples[i].len + sizeof next - 1), WIRE_REFUSED);
		assert_int_equal(wire.refusal.status, samples[i].status);
		assert_int_equal(wire.used, 0);
	}
}

static void the_start_of_a_request_asks_for_more(void **state)
{
	static const char text[] = SENT("Content-Length: 5", "hello");
	struct wire wire;

	(void)state;
	for (size_t len = 1; len < sizeof text - 1; len++)
		assert_int_equal(feed(&wire, text, len, len).step, WIRE_MORE);
}

static void the_parts_of_a_request_are_found(void **state)
{
	static const char text[] =
	    "PATCH /api/participants/a%20b?q=x%20y&l=1 HTTP/1.1\r\nhOsT: localhost\r\n"
	    "X-Thing: \t some value  \r\nIf-Match: \"3\"\r\nContent-Length: 7\r\n\r\n{\"a\":1}";

	(void)state;
	for (size_t cut = 1; cut < sizeof text; cut++) {
		struct wire wire;
		const struct wire_request *r = &wire.request;
		char *bytes;

		feed_pieces(&wire, text, sizeof text - 1, cut, &bytes);
		assert_int_equal(r->method, WIRE_PATCH);
		assert_string_equal(wire_method_name(r->method), "PATCH");
		assert_int_equal(r->minor_version, 1);
		assert_true(r->keep_alive);
		assert_string_equal(r->path, "/api/participants/a b");
		assert_int_equal(r->path_len, strlen(r->path));
		assert_string_equal(r->query, "q=x%20y&l=1");
		assert_int_equal(r->query_len, strlen(r->query));
		assert_int_equal(r->n_fields, 4);
		assert_string_equal(wire_header(r, "x-thing"), "some value");
		assert_string_equal(wire_known(r, WIRE_IF_MATCH), "\"3\"");
		assert_string_equal(wire_known(r, WIRE_HOST), "localhost");
		assert_null(wire_known(r, WIRE_COOKIE));
		assert_null(wire_header(r, "x-thin"));
		assert_int_equal(r->body_len, 7);
		assert_memory_equal(r->body, "{\"a\":1}", 7);
		free(bytes);
	}
}

static void a_request_without_query_and_body_has_empty_ones(void **state)
{
	static const char text[] = LINE("GET /healthz HTTP/1.1");
	struct wire wire;
	char *bytes;

	(void)state;
	feed_pieces(&wire, text, sizeof text - 1, sizeof text, &bytes);
	assert_string_equal(wire.request.path, "/healthz");
	assert_string_equal(wire.request.query, "");
	assert_null(wire.request.body);
	free(bytes);
}

static void of_a_repeated_field_the_first_is_given(void **state)
{
	static const char text[] = FIELD("Accept: one\r\nAccept: two");
	struct wire wire;
	char *bytes;

	(void)state;
	feed_pieces(&wire, text, sizeof text - 1, sizeof text, &bytes);
	assert_string_equal(wire_known(&wire.request, WIRE_ACCEPT), "one");
	assert_string_equal(wire_header(&wire.request, "accept"), "one");
	free(bytes);
}

static void a_second_request_behind_the_first_is_left_alone(void **state)
{
	static const char text[] = SENT("Content-Length: 2", "{}") "GET /second HTTP/1.1\r\n";
	struct wire wire;
	struct outcome outcome = feed(&wire, text, sizeof text - 1, sizeof text);

	(void)state;
	assert_int_equal(outcome.step, WIRE_DONE);
	assert_int_equal(outcome.used, sizeof text - 1 - strlen("GET /second HTTP/1.1\r\n"));
}

static void connections_are_kept_only_when_that_is_safe(void **state)
{
	static const struct {
		const char *text;
		bool keep;
	} rows[] = {
		{ LINE("GET / HTTP/1.1"), true },
		{ LINE("GET / HTTP/1.0"), false },
		{ FIELD("Connection: keep-alive"), true },
		{ FIELD("Connection: close"), false },
		{ FIELD("Connection: Close"), false },
		{ FIELD("Connection: x, close"), false },
		{ FIELD("Connection: x , close , y"), false },
		{ FIELD("Connection: closed"), true },
		{ FIELD("Connection: Upgrade\r\nUpgrade: h2c"), false },
		{ FIELD("Connection: keep-alive, Upgrade"), false },
		{ FIELD("Connection: x\r\nConnection: close"), false },
		{ SENT("Content-Length: 0", ""), true },
		{ SENT("X: a POST whose length is not said", ""), false },
		{ LINE("DELETE /x HTTP/1.1"), true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct wire wire;

		assert_int_equal(feed(&wire, rows[i].text, strlen(rows[i].text), 1000).step, WIRE_DONE);
		assert_int_equal(wire.request.keep_alive, rows[i].keep);
	}
}

static void continue_is_wanted_only_before_a_body(void **state)
{
	static const char with[] = SENT("Expect: 100-continue\r\nContent-Length: 2", "{}");
	static const char without[] = SENT("Expect: 100-continue\r\nContent-Length: 0", "");
	struct wire wire;

	(void)state;
	assert_int_equal(feed(&wire, with, sizeof with - 3, 1000).step, WIRE_MORE);
	assert_true(wire.request.wants_continue);
	assert_int_equal(wire.wanted, sizeof with - 1);
	assert_int_equal(feed(&wire, without, sizeof without - 1, 1000).step, WIRE_DONE);
	assert_false(wire.request.wants_continue);
}

/* Limits, each at its edge. */

static struct outcome feed_with(const char *before, char filler, size_t n, const char *after)
{
	size_t head = strlen(before), tail = strlen(after);
	char *text = malloc(head + n + tail);
	struct outcome whole, parts;
	struct wire wire;

	assert_non_null(text);
	memcpy(text, before, head);
	memset(text + head, filler, n);
	memcpy(text + head + n, after, tail);
	whole = feed(&wire, text, head + n + tail, SIZE_MAX);
	parts = feed(&wire, text, head + n + tail, 997);
	assert_int_equal(whole.step, parts.step);
	assert_ptr_equal(whole.reason, parts.reason);
	free(text);
	return whole;
}

static void the_request_line_has_a_limit(void **state)
{
	static const char end[] = " HTTP/1.1\r\nHost: localhost\r\n\r\n";
	size_t fits = WIRE_LINE_MAX - strlen("GET / HTTP/1.1");

	(void)state;
	assert_int_equal(feed_with("GET /", 'a', fits, end).step, WIRE_DONE);
	assert_int_equal(feed_with("GET /", 'a', fits + 1, end).status, 414);
	assert_int_equal(feed_with("GET /", 'a', 100000, "").status, 414);
	assert_int_equal(feed_with("", 'A', 8192, " / HTTP/1.1\r\n").status, 414);
}

static void the_header_lines_have_a_limit(void **state)
{
	static const char start[] = "GET / HTTP/1.1\r\nHost: localhost\r\nX: ";
	size_t fits = WIRE_HEAD_MAX - strlen("Host: localhost\r\nX: ");

	(void)state;
	assert_int_equal(feed_with(start, 'a', fits, "\r\n\r\n").step, WIRE_DONE);
	assert_int_equal(feed_with(start, 'a', fits + 1, "\r\n\r\n").status, 431);
	assert_int_equal(feed_with(start, 'a', 100000, "").status, 431);
	assert_int_equal(feed_with("GET / HTTP/1.1\r\n", 'a', 100000, "").status, 431);
}

static struct outcome feed_fields(unsigned n)
{
	char text[8192] = "GET / HTTP/1.1\r\nHost: localhost\r\n";
	struct wire wire;

	for (unsigned i = 1; i < n; i++)
		strncat(text, "X: a\r\n", sizeof text - strlen(text) - 1);
	strncat(text, "\r\n", sizeof text - strlen(text) - 1);
	return feed(&wire, text, strlen(text), SIZE_MAX);
}

static void the_number_of_fields_has_a_limit(void **state)
{
	(void)state;
	assert_int_equal(feed_fields(WIRE_FIELDS_MAX).step, WIRE_DONE);
	assert_int_equal(feed_fields(WIRE_FIELDS_MAX + 1).status, 431);
	assert_int_equal(feed_fields(1000).status, 431);
}

static void a_body_of_the_limit_is_taken(void **state)
{
	(void)state;
	assert_int_equal(feed_with(SENT("Content-Length: 65536", ""), '\n', WIRE_BODY_MAX, "").step, WIRE_DONE);
}

static size_t limit_by_path(void *ctx, const struct wire_request *head)
{
	++*(int *)ctx;
	assert_int_equal(head->method, WIRE_POST);
	assert_string_equal(wire_known(head, WIRE_HOST), "localhost");
	return strcmp(head->path, "/big") == 0 ? 100000 : 10;
}

static void the_route_decides_how_large_a_body_may_be(void **state)
{
	int asked = 0;
	const struct wire_rules own = { .hosts = hosts, .n_hosts = 1, .body_limit = limit_by_path, .ctx = &asked };
	char big[] = "POST /big HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n";
	char too_big[] = "POST /big HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100001\r\n\r\n";
	char small[] = "POST /small HTTP/1.1\r\nHost: localhost\r\nContent-Length: 11\r\n\r\n";
	struct wire wire;

	(void)state;
	wire_start(&wire, &own);
	assert_int_equal(wire_feed(&wire, big, sizeof big - 1), WIRE_MORE);
	assert_int_equal(wire.wanted, sizeof big - 1 + 100000);
	wire_start(&wire, &own);
	assert_int_equal(wire_feed(&wire, too_big, sizeof too_big - 1), WIRE_REFUSED);
	assert_int_equal(wire.refusal.status, 413);
	wire_start(&wire, &own);
	assert_int_equal(wire_feed(&wire, small, sizeof small - 1), WIRE_REFUSED);
	assert_int_equal(asked, 3);
}

static void without_any_literal_only_listed_hosts_count(void **state)
{
	const struct wire_rules own = { .hosts = hosts, .n_hosts = 1 };
	char text[] = HOST("Host: 192.0.2.7");
	struct wire wire;

	(void)state;
	wire_start(&wire, &own);
	assert_int_equal(wire_feed(&wire, text, sizeof text - 1), WIRE_REFUSED);
	assert_int_equal(wire.refusal.status, 400);
}

/* Every byte at every place where a stranger could hide one. */

static int status_with_byte(const char *before, int byte, const char *after)
{
	char text[256];
	size_t head = strlen(before);
	struct wire wire;

	memcpy(text, before, head);
	text[head] = (char)byte;
	memcpy(text + head + 1, after, strlen(after));
	return feed(&wire, text, head + 1 + strlen(after), SIZE_MAX).status;
}

static void only_tokens_make_names(void **state)
{
	static const char allowed[] =
	    "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ:";

	(void)state;
	for (int byte = 0; byte < 256; byte++) {
		int status = status_with_byte("GET / HTTP/1.1\r\nHost: localhost\r\nX", byte, "Y: a\r\n\r\n");

		assert_int_equal(status, byte && strchr(allowed, byte) ? 0 : 400);
	}
}

static void only_printable_ascii_makes_values(void **state)
{
	(void)state;
	for (int byte = 0; byte < 256; byte++) {
		int status = status_with_byte("GET / HTTP/1.1\r\nHost: localhost\r\nX: a", byte, "b\r\n\r\n");

		assert_int_equal(status, byte >= ' ' && byte < 0x7f ? 0 : 400);
	}
}

static void only_plain_characters_make_paths(void **state)
{
	(void)state;
	for (int byte = 0; byte < 256; byte++) {
		int status = status_with_byte("GET /a", byte, "b HTTP/1.1\r\nHost: localhost\r\n\r\n");

		assert_int_equal(status, byte > ' ' && byte < 0x7f && !strchr("\\#\"<>%", byte) ? 0 : 400);
	}
}

static void only_harmless_bytes_may_be_encoded_in_paths(void **state)
{
	(void)state;
	for (int byte = 0; byte < 256; byte++) {
		char text[128];
		struct wire wire;

		snprintf(text, sizeof text, "GET /a%%%02x HTTP/1.1\r\nHost: localhost\r\n\r\n", (unsigned)byte);
		assert_int_equal(feed(&wire, text, strlen(text), SIZE_MAX).status,
		    byte >= ' ' && byte < 0x7f && !strchr("/\\.%", byte) ? 0 : 400);
	}
}

/* Values. */

static enum err read_query(const char *query, struct arena *arena, const struct wire_pair **out_pairs, size_t *out_n,
    struct fault *out_fault)
{
	struct wire_request request = { .query = query, .query_len = strlen(query) };

	return wire_query(&request, arena, out_pairs, out_n, out_fault);
}

static void a_query_is_decoded_into_pairs(void **state)
{
	struct arena *arena = arena_create();
	const struct wire_pair *pairs;
	size_t n;

	(void)state;
	assert_int_equal(read_query("q=%C3%89gypte+50%25&limit=5&flag&e=&s=a=b", arena, &pairs, &n, NULL), OK);
	assert_int_equal(n, 5);
	assert_string_equal(pairs[0].name, "q");
	assert_string_equal(pairs[0].value, "\303\211gypte 50%");
	assert_string_equal(pairs[1].value, "5");
	assert_string_equal(pairs[2].name, "flag");
	assert_string_equal(pairs[2].value, "");
	assert_string_equal(pairs[3].value, "");
	assert_string_equal(pairs[4].value, "a=b");
	assert_int_equal(read_query("", arena, &pairs, &n, NULL), OK);
	assert_int_equal(n, 0);
	arena_destroy(arena);
}

static void a_doubtful_query_is_refused(void **state)
{
	static const char *const wrong[] = { "a=1&a=2", "a&%61", "=1", "a=1&&b=2", "&a=1", "a=1&", "&" };
	struct arena *arena = arena_create();
	const struct wire_pair *pairs = NULL;
	size_t n = 77;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct fault fault = { 0 };

		assert_int_equal(read_query(wrong[i], arena, &pairs, &n, &fault), ERR_QUERY);
		assert_int_equal(fault.err, ERR_QUERY);
		assert_int_equal(n, 77);
		assert_null(pairs);
	}
	arena_destroy(arena);
}

static void a_query_has_a_limit_of_pairs(void **state)
{
	struct arena *arena = arena_create();
	const struct wire_pair *pairs;
	char text[512] = "";
	size_t n;

	(void)state;
	for (int i = 0; i < WIRE_PAIRS_MAX; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%sp%d=1", i ? "&" : "", i);
	assert_int_equal(read_query(text, arena, &pairs, &n, NULL), OK);
	assert_int_equal(n, WIRE_PAIRS_MAX);
	strncat(text, "&more=1", sizeof text - strlen(text) - 1);
	assert_int_equal(read_query(text, arena, &pairs, &n, NULL), ERR_QUERY);
	arena_destroy(arena);
}

static void lists_are_searched_by_whole_tokens(void **state)
{
	(void)state;
	assert_true(wire_list_has("gzip, br", "br"));
	assert_true(wire_list_has("GZIP", "gzip"));
	assert_true(wire_list_has("a;q=1, b", "a"));
	assert_false(wire_list_has("gzipped", "gzip"));
	assert_false(wire_list_has("x-gzip", "gzip"));
	assert_false(wire_list_has("", "gzip"));
	assert_false(wire_list_has(",,", "gzip"));
	assert_false(wire_list_has(NULL, "gzip"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_sample_is_judged_right_when_it_comes_whole),
		cmocka_unit_test(every_sample_is_judged_the_same_byte_by_byte),
		cmocka_unit_test(every_sample_is_judged_the_same_cut_anywhere),
		cmocka_unit_test(nothing_is_read_after_a_refusal),
		cmocka_unit_test(the_start_of_a_request_asks_for_more),
		cmocka_unit_test(the_parts_of_a_request_are_found),
		cmocka_unit_test(a_request_without_query_and_body_has_empty_ones),
		cmocka_unit_test(of_a_repeated_field_the_first_is_given),
		cmocka_unit_test(a_second_request_behind_the_first_is_left_alone),
		cmocka_unit_test(connections_are_kept_only_when_that_is_safe),
		cmocka_unit_test(continue_is_wanted_only_before_a_body),
		cmocka_unit_test(the_request_line_has_a_limit),
		cmocka_unit_test(the_header_lines_have_a_limit),
		cmocka_unit_test(the_number_of_fields_has_a_limit),
		cmocka_unit_test(a_body_of_the_limit_is_taken),
		cmocka_unit_test(the_route_decides_how_large_a_body_may_be),
		cmocka_unit_test(without_any_literal_only_listed_hosts_count),
		cmocka_unit_test(only_tokens_make_names),
		cmocka_unit_test(only_printable_ascii_makes_values),
		cmocka_unit_test(only_plain_characters_make_paths),
		cmocka_unit_test(only_harmless_bytes_may_be_encoded_in_paths),
		cmocka_unit_test(a_query_is_decoded_into_pairs),
		cmocka_unit_test(a_doubtful_query_is_refused),
		cmocka_unit_test(a_query_has_a_limit_of_pairs),
		cmocka_unit_test(lists_are_searched_by_whole_tokens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
