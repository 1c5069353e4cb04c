/* Connections and exchanges over real loopback sockets: what is answered, refused, and when. */
#include "rig.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

/* Answers. */

static void an_answer_carries_what_every_answer_must(void **state)
{
	struct rig *rig = *state;
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);

	rig_say(fd, GET("/hello"));
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "HTTP/1.1 200 OK\r\n");
	rig_expect_has(seen, "\r\nDate: Tue, 07 Jun 2022 12:30:00 GMT\r\n");
	rig_expect_has(seen, "\r\nContent-Length: 5\r\n");
	rig_expect_has(seen, "\r\nContent-Type: text/plain\r\n");
	rig_expect_has(seen, "\r\nETag: \"1\"\r\n");
	rig_expect_has(seen, "\r\nCache-Control: no-store\r\n");
	rig_expect_has(seen, "\r\nX-Content-Type-Options: nosniff\r\n");
	rig_expect_has(seen, "\r\nReferrer-Policy: no-referrer\r\n");
	rig_expect_has(seen, "\r\nCross-Origin-Opener-Policy: same-origin\r\n");
	rig_expect_has(seen, "\r\nCross-Origin-Resource-Policy: same-origin\r\n");
	rig_expect_has(seen, "\r\nPermissions-Policy: camera=(self)");
	rig_expect_has(seen, "\r\nContent-Security-Policy: default-src 'none'; base-uri 'none'");
	rig_expect_has(seen, "\r\n\r\nhello");
	rig_expect_not(seen, "Connection:");
	assert_string_equal(rig->last_address, "127.0.0.1");
	assert_false(rig->last_local);
	close(fd);
}

static void a_page_gets_the_policy_of_pages(void **state)
{
	struct rig *rig = *state;
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);

	rig_say(fd, GET("/page"));
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "script-src 'self' 'wasm-unsafe-eval'");
	rig_expect_has(seen, "require-trusted-types-for 'script'");
	rig_expect_has(seen, "\r\nCache-Control: public, max-age=60\r\n");
	rig_expect_has(seen, "\r\nX-Extra: yes\r\n");
	close(fd);
}

static void head_gets_the_length_but_no_bytes(void **state)
{
	struct rig *rig = *state;
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);

	rig_say(fd, "HEAD /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
	rig_read_answer(rig, fd, true, seen);
	rig_expect_has(seen, "\r\nContent-Length: 5\r\n");
	rig_expect_silence(rig, fd);
	rig_say(fd, GET("/hello"));
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "\r\n\r\nhello");
	close(fd);
}

static void answers_without_content_have_none(void **state)
{
	struct rig *rig = *state;
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);

	rig_say(fd, GET("/empty"));
	rig_read_answer(rig, fd, true, seen);
	rig_expect_has(seen, "HTTP/1.1 204 No Content\r\n");
	rig_expect_not(seen, "Content-Length");
	rig_expect_silence(rig, fd);
	rig_say(fd, GET("/same"));
	rig_read_answer(rig, fd, true, seen);
	rig_expect_has(seen, "HTTP/1.1 304 Not Modified\r\n");
	rig_expect_not(seen, "Content-Length");
	rig_expect_silence(rig, fd);
	close(fd);
}

static void a_header_that_could_begin_another_becomes_a_500(void **state)
{
	struct rig *rig = *state;
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);

	rig_say(fd, GET("/evil"));
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "HTTP/1.1 500 Internal Server Error\r\n");
	rig_expect_not(seen, "Set-Cookie");
	rig_expect_closed(rig, fd);
}

static void one_connection_serves_many_requests(void **state)
{
	struct rig *rig = *state;
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);

	for (unsigned i = 1; i <= 50; i++) {
		rig_say(fd, GET("/hello"));
		rig_read_answer(rig, fd, false, seen);
		assert_int_equal(rig->requests, i);
	}
	assert_int_equal(http_server_connections(rig->server), 1);
	close(fd);
}

static void the_client_may_ask_to_close(void **state)
{
	struct rig *rig = *state;
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);

	rig_say(fd, "GET /hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "\r\nConnection: close\r\n");
	rig_expect_closed(rig, fd);
	fd = rig_connect(rig);
	rig_say(fd, "GET /hello HTTP/1.0\r\nHost: localhost\r\n\r\n");
	rig_read_answer(rig, fd, false, seen);
	rig_expect_closed(rig, fd);
	fd = rig_connect(rig);
	rig_say(fd, GET("/close"));
	rig_read_answer(rig, fd, false, seen);
	rig_expect_closed(rig, fd);
}

static void a_request_may_come_byte_by_byte(void **state)
{
	static const char text[] = "POST /hello HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc";
	struct rig *rig = *state;
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);

	for (size_t i = 0; i < sizeof text - 1; i++) {
		assert_int_equal(rig->requests, 0);
		assert_int_equal(send(fd, text + i, 1, 0), 1);
		rig_turn(rig);
	}
	rig_read_answer(rig, fd, false, seen);
	assert_int_equal(rig->last_body_len, 3);
	close(fd);
}

static void bodies_larger_than_the_first_buffer_arrive(void **state)
{
	struct rig *rig = *state;
	char seen[SEEN_MAX], *body = calloc(1, WIRE_BODY_MAX + 1);
	int fd = rig_connect(rig);

	assert_non_null(body);
	memset(body, 'x', WIRE_BODY_MAX);
	rig_say(fd, "POST /hello HTTP/1.1\r\nHost: localhost\r\nContent-Length: 65536\r\n\r\n");
	rig_turn(rig);
	rig_say(fd, body);
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "200 OK");
	assert_int_equal(rig->last_body_len, WIRE_BODY_MAX);
	free(body);
	close(fd);
}

/* Several requests at once. */

static void requests_sent_ahead_are_answered_one_at_a_time(void **state)
{
	struct rig *rig = *state;
	struct answer first = { .status = 200, .bytes = "first", .len = 5 };
	struct answer second = { .status = 200, .bytes = "second", .len = 6 };
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);

	rig_say(fd, GET("/hold") GET("/hold") GET("/hello"));
	rig_turn(rig);
	assert_int_equal(rig->requests, 1);
	exchange_answer(rig->held[0], &first);
	rig_turn(rig);
	assert_int_equal(rig->requests, 2);
	exchange_answer(rig->held[1], &second);
	rig_turn(rig);
	assert_int_equal(rig->requests, 3);
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "\r\n\r\nfirst");
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "\r\n\r\nsecond");
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "\r\n\r\nhello");
	close(fd);
}

static void a_flood_sent_ahead_does_not_move_the_request_being_answered(void **state)
{
	struct rig *rig = *state;
	struct answer late = { .status = 200, .bytes = "late", .len = 4 };
	char seen[SEEN_MAX];
	unsigned extra = 200;
	int fd = rig_connect(rig);

	rig_say(fd, GET("/hold"));
	rig_turn(rig);
	for (unsigned i = 0; i < extra; i++)
		rig_say(fd, GET("/hello"));
	rig_turn(rig);
	assert_int_equal(rig->requests, 1);
	assert_string_equal(rig->last_path, "/hold");
	exchange_answer(rig->held[0], &late);
	for (unsigned i = 0; i <= extra; i++)
		rig_read_answer(rig, fd, false, seen);
	assert_int_equal(rig->requests, extra + 1);
	close(fd);
}

static void bytes_behind_a_post_without_length_are_never_a_request(void **state)
{
	struct rig *rig = *state;
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);

	rig_say(fd, "POST /hello HTTP/1.1\r\nHost: localhost\r\n\r\n" GET("/smuggled"));
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "\r\nConnection: close\r\n");
	rig_expect_closed(rig, fd);
	assert_int_equal(rig->requests, 1);
}

/* Refusals. */

static void a_refusal_says_why_and_closes(void **state)
{
	struct rig *rig = *state;
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);

	rig_say(fd, "GET /../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n" GET("/smuggled"));
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "HTTP/1.1 400 Bad Request\r\n");
	rig_expect_has(seen, "\r\nContent-Type: application/problem+json\r\n");
	rig_expect_has(seen, "\r\nConnection: close\r\n");
	rig_expect_has(seen, "\r\nX-Content-Type-Options: nosniff\r\n");
	rig_expect_has(seen, "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"detail\":\"");
	rig_expect_closed(rig, fd);
	assert_int_equal(rig->requests, 0);
}

static void each_refusal_has_its_status(void **state)
{
	static const struct {
		const char *text, *status;
	} rows[] = {
		{ "BREW / HTTP/1.1\r\n", "HTTP/1.1 501 Not Implemented\r\n" },
		{ "GET / HTTP/3.0\r\n", "HTTP/1.1 505 HTTP Version Not Supported\r\n" },
		{ "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999\r\n\r\n",
		    "HTTP/1.1 413 Content Too Large\r\n" },
		{ "POST / HTTP/1.1\r\nHost: localhost\r\nExpect: x\r\n\r\n", "HTTP/1.1 417 Expectation Failed\r\n" },
	};
	struct rig *rig = *state;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char seen[SEEN_MAX];
		int fd = rig_connect(rig);

		rig_say(fd, rows[i].text);
		rig_read_answer(rig, fd, false, seen);
		rig_expect_has(seen, rows[i].status);
		rig_expect_closed(rig, fd);
	}
	assert_int_equal(rig->requests, 0);
}

/* The client goes on sending what was refused; the answer must not be lost to a reset. */
static void a_refused_upload_still_gets_its_answer(void **state)
{
	struct rig *rig = *state;
	char seen[SEEN_MAX], part[1001];
	int fd = rig_connect(rig);

	memset(part, 'x', sizeof part - 1);
	part[sizeof part - 1] = '\0';
	rig_say(fd, "POST /hello HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n");
	for (int i = 0; i < 100; i++) {
		rig_say(fd, part);
		rig_turn(rig);
	}
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "413");
	assert_int_equal(http_server_connections(rig->server), 1);
	close(fd);
	rig_turn(rig);
	assert_int_equal(http_server_connections(rig->server), 0);
}

static void a_client_that_never_stops_sending_is_cut_off(void **state)
{
	struct rig *rig = *state;
	int fd = rig_connect(rig);

	rig_say(fd, "BREW / HTTP/1.1\r\n");
	rig_turn(rig);
	assert_int_equal(http_server_connections(rig->server), 1);
	rig_pass(rig, 2100);
	assert_int_equal(http_server_connections(rig->server), 0);
	close(fd);
}

static void own_refusal(void *ctx, const struct wire_refusal *why, struct answer *out)
{
	(void)ctx;
	out->status = why->status;
	out->content_type = "text/plain";
	out->body = body_copy("no", 2);
}

static void the_words_of_a_refusal_can_be_replaced(void **state)
{
	struct rig *rig = *state;
	struct http_config config = rig_config(rig);
	char seen[SEEN_MAX];
	int fd;

	config.refuse = own_refusal;
	rig_restart(rig, &config);
	fd = rig_connect(rig);
	rig_say(fd, "GET / HTTP/9.9\r\n");
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "HTTP/1.1 505");
	rig_expect_has(seen, "\r\n\r\nno");
	rig_expect_closed(rig, fd);
}

static void a_client_that_may_send_its_body_is_told_so(void **state)
{
	struct rig *rig = *state;
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);

	rig_say(fd, "POST /hello HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
	rig_expect(rig, fd, "HTTP/1.1 100 Continue\r\n\r\n");
	rig_say(fd, "ab");
	rig_expect_silence(rig, fd);
	rig_say(fd, "cd");
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "200 OK");
	rig_say(
	    fd, "POST /hello HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 99999\r\n\r\n");
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "HTTP/1.1 413");
	close(fd);
}

/* Answers that come later, clients that leave. */

static void an_answer_may_come_later(void **state)
{
	struct rig *rig = *state;
	struct answer late = { .status = 200, .bytes = "late", .len = 4 };
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);

	rig_say(fd, GET("/hold"));
	rig_turn(rig);
	rig_pass(rig, 119 * 1000);
	exchange_answer(rig->held[0], &late);
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "\r\n\r\nlate");
	rig_expect_silence(rig, fd);
	close(fd);
}

static void a_client_that_left_with_a_reset_is_forgotten(void **state)
{
	static const struct linger hard = { .l_onoff = 1 };
	struct rig *rig = *state;
	struct answer late = { .status = 200, .body = body_copy("late", 4) };
	int fd = rig_connect(rig);

	rig_say(fd, GET("/hold"));
	rig_turn(rig);
	assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard), 0);
	close(fd);
	rig_turn(rig);
	assert_int_equal(http_server_connections(rig->server), 1);
	exchange_answer(rig->held[0], &late);
	body_release(late.body);
	assert_int_equal(http_server_connections(rig->server), 0);
}

static void a_client_that_closed_its_side_still_gets_the_answer(void **state)
{
	struct rig *rig = *state;
	struct answer late = { .status = 200, .bytes = "late", .len = 4 };
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);

	rig_say(fd, GET("/hold"));
	assert_int_equal(shutdown(fd, SHUT_WR), 0);
	rig_turn(rig);
	exchange_answer(rig->held[0], &late);
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "\r\n\r\nlate");
	rig_expect_closed(rig, fd);
}

static void a_client_that_closed_amid_a_second_request_is_dropped(void **state)
{
	struct rig *rig = *state;
	struct answer late = { .status = 200, .bytes = "late", .len = 4 };
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);

	rig_say(fd, GET("/hold") "GET /second HT");
	assert_int_equal(shutdown(fd, SHUT_WR), 0);
	rig_turn(rig);
	exchange_answer(rig->held[0], &late);
	rig_read_answer(rig, fd, false, seen);
	rig_expect_closed(rig, fd);
	assert_int_equal(rig->requests, 1);
}

static void a_client_that_leaves_before_a_request_costs_nothing(void **state)
{
	struct rig *rig = *state;
	int silent = rig_connect(rig), half = rig_connect(rig);

	rig_say(half, "GET / HT");
	rig_turn(rig);
	assert_int_equal(http_server_connections(rig->server), 2);
	close(silent);
	close(half);
	rig_turn(rig);
	assert_int_equal(http_server_connections(rig->server), 0);
}

static void large_answers_arrive_whole(void **state)
{
	struct rig *rig = *state;
	int fd = rig_connect(rig);
	size_t total;

	rig_say(fd, "GET /big HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
	total = rig_drain(rig, fd);
	assert_in_range(total, body_len(rig->big) + 200, body_len(rig->big) + 2000);
}

static void an_answer_that_is_a_file_arrives_whole_however_slowly_it_is_read(void **state)
{
	static const char ask[] = "GET /sealed HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
	struct rig *rig = *state;
	int fast = rig_connect(rig), slow = rig_connect_slow(rig), gone = rig_connect_slow(rig);
	size_t total;

	rig_say(slow, ask);
	rig_say(gone, ask);
	rig_turn(rig);
	close(gone);
	rig_say(fast, ask);
	total = rig_drain_body(rig, fast, rig->sealed);
	assert_in_range(total, body_len(rig->sealed) + 200, body_len(rig->sealed) + 2000);
	assert_int_equal(rig_drain_body(rig, slow, rig->sealed), total);
	assert_int_equal(http_server_connections(rig->server), 0);
}

static void a_client_that_does_not_read_is_cut_off(void **state)
{
	struct rig *rig = *state;
	int fd = rig_connect_slow(rig);
	int64_t fair = (int64_t)(body_len(rig->big) / 16);

	rig_say(fd, GET("/big"));
	rig_turn(rig);
	rig_pass(rig, 30000);
	assert_int_equal(http_server_connections(rig->server), 1);
	rig_pass(rig, fair);
	assert_int_equal(http_server_connections(rig->server), 0);
	close(fd);
}

static void a_client_that_leaves_amid_an_answer_is_forgotten(void **state)
{
	struct rig *rig = *state;
	int fd = rig_connect_slow(rig);

	rig_say(fd, GET("/big"));
	rig_turn(rig);
	close(fd);
	rig_turn(rig);
	assert_int_equal(http_server_connections(rig->server), 0);
}

static void a_file_is_sent_whole_and_the_connection_goes_on(void **state)
{
	struct rig *rig = *state;
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);
	size_t total;

	rig_say(fd, "HEAD /film HTTP/1.1\r\nHost: localhost\r\n\r\n");
	rig_read_answer(rig, fd, true, seen);
	rig_expect_has(seen, "\r\nContent-Length: 5242887\r\n");
	rig_say(fd, "GET /film HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
	total = rig_drain(rig, fd);
	assert_in_range(total, FILM_LEN + 200, FILM_LEN + 2000);
}

static void a_file_that_became_shorter_ends_the_connection(void **state)
{
	struct rig *rig = *state;
	int fd = rig_connect(rig);

	rig_say(fd, GET("/short-film"));
	assert_in_range(rig_drain(rig, fd), FILM_LEN / 2, FILM_LEN / 2 + 2000);
	assert_int_equal(http_server_connections(rig->server), 0);
}

static void a_player_may_pause_but_not_for_ever(void **state)
{
	struct rig *rig = *state;
	int fd = rig_connect_slow(rig);

	rig_say(fd, GET("/film"));
	rig_turn(rig);
	rig_pass(rig, 119000);
	assert_int_equal(http_server_connections(rig->server), 1);
	rig_pass(rig, 1000);
	assert_int_equal(http_server_connections(rig->server), 0);
	close(fd);
}

static void a_player_that_leaves_is_forgotten(void **state)
{
	struct rig *rig = *state;
	int fd = rig_connect_slow(rig);

	rig_say(fd, GET("/film"));
	rig_turn(rig);
	close(fd);
	rig_turn(rig);
	assert_int_equal(http_server_connections(rig->server), 0);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, rig_setup, rig_teardown)
	const struct CMUnitTest tests[] = {
		CASE(an_answer_carries_what_every_answer_must),
		CASE(a_file_is_sent_whole_and_the_connection_goes_on),
		CASE(a_file_that_became_shorter_ends_the_connection),
		CASE(a_player_may_pause_but_not_for_ever),
		CASE(a_player_that_leaves_is_forgotten),
		CASE(a_page_gets_the_policy_of_pages),
		CASE(head_gets_the_length_but_no_bytes),
		CASE(answers_without_content_have_none),
		CASE(a_header_that_could_begin_another_becomes_a_500),
		CASE(one_connection_serves_many_requests),
		CASE(the_client_may_ask_to_close),
		CASE(a_request_may_come_byte_by_byte),
		CASE(bodies_larger_than_the_first_buffer_arrive),
		CASE(requests_sent_ahead_are_answered_one_at_a_time),
		CASE(a_flood_sent_ahead_does_not_move_the_request_being_answered),
		CASE(bytes_behind_a_post_without_length_are_never_a_request),
		CASE(a_refusal_says_why_and_closes),
		CASE(each_refusal_has_its_status),
		CASE(a_refused_upload_still_gets_its_answer),
		CASE(a_client_that_never_stops_sending_is_cut_off),
		CASE(the_words_of_a_refusal_can_be_replaced),
		CASE(a_client_that_may_send_its_body_is_told_so),
		CASE(an_answer_may_come_later),
		CASE(a_client_that_left_with_a_reset_is_forgotten),
		CASE(a_client_that_closed_its_side_still_gets_the_answer),
		CASE(a_client_that_closed_amid_a_second_request_is_dropped),
		CASE(a_client_that_leaves_before_a_request_costs_nothing),
		CASE(large_answers_arrive_whole),
		CASE(an_answer_that_is_a_file_arrives_whole_however_slowly_it_is_read),
		CASE(a_client_that_does_not_read_is_cut_off),
		CASE(a_client_that_leaves_amid_an_answer_is_forgotten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
