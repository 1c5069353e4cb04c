/* Streams over real loopback sockets: sending, slow readers, every way to end. */
#include "rig.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#define STREAM "GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n"

static int open_stream(struct rig *rig, int fd)
{
	char seen[SEEN_MAX];

	rig_say(fd, STREAM);
	rig_read_answer(rig, fd, true, seen);
	assert_non_null(rig->stream);
	return fd;
}

/* Sends shared bytes until the socket takes no more. */
static void fill(struct rig *rig, struct body *body)
{
	for (int i = 0; i < RIG_PATIENCE && stream_backlog(rig->stream) == 0; i++)
		assert_true(stream_send_body(rig->stream, body));
	assert_true(stream_backlog(rig->stream) > 0);
}

static void a_stream_starts_with_a_head_without_a_length(void **state)
{
	struct rig *rig = *state;
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);

	rig_say(fd, STREAM);
	rig_read_answer(rig, fd, true, seen);
	assert_non_null(strstr(seen, "HTTP/1.1 200 OK\r\n"));
	assert_non_null(strstr(seen, "\r\nContent-Type: text/event-stream\r\n"));
	assert_non_null(strstr(seen, "\r\nConnection: close\r\n"));
	assert_non_null(strstr(seen, "\r\nX-Content-Type-Options: nosniff\r\n"));
	assert_null(strstr(seen, "Content-Length"));
	close(fd);
}

static void what_is_sent_arrives_at_once_and_in_order(void **state)
{
	struct rig *rig = *state;
	struct body *shared = body_copy("data: two\n\n", 11);
	int fd = open_stream(rig, rig_connect(rig));

	assert_true(stream_send(rig->stream, "data: one\n\n", 11));
	assert_true(stream_send_body(rig->stream, shared));
	body_release(shared);
	assert_int_equal(stream_backlog(rig->stream), 0);
	rig_expect(rig, fd, "data: one\n\ndata: two\n\n");
	close(fd);
}

static void a_stream_has_no_deadline_while_nothing_waits(void **state)
{
	struct rig *rig = *state;
	int fd = open_stream(rig, rig_connect(rig));

	rig_pass(rig, 3600 * 1000);
	assert_true(stream_send(rig->stream, "x", 1));
	rig_expect(rig, fd, "x");
	close(fd);
}

static void the_owner_learns_that_the_client_left(void **state)
{
	struct rig *rig = *state;

	close(open_stream(rig, rig_connect(rig)));
	rig_turn(rig);
	assert_int_equal(rig->streams_closed, 1);
	assert_int_equal(rig->stream_why, STREAM_LEFT);
	assert_int_equal(http_server_connections(rig->server), 0);
}

static void sending_to_a_client_that_was_reset_fails_without_a_call_back_inside(void **state)
{
	static const struct linger hard = { .l_onoff = 1 };
	struct rig *rig = *state;
	int fd = open_stream(rig, rig_connect(rig));

	assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard), 0);
	close(fd);
	assert_false(stream_send(rig->stream, "x", 1));
	assert_int_equal(rig->streams_closed, 0);
	assert_false(stream_send(rig->stream, "x", 1));
	rig_turn(rig);
	assert_int_equal(rig->streams_closed, 1);
}

static void what_a_stream_client_says_is_ignored(void **state)
{
	struct rig *rig = *state;
	int fd = open_stream(rig, rig_connect(rig));

	rig_say(fd, "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
	rig_turn(rig);
	assert_int_equal(rig->requests, 1);
	assert_true(stream_send(rig->stream, "x", 1));
	rig_expect(rig, fd, "x");
	close(fd);
}

static void a_slow_reader_gets_everything_later(void **state)
{
	struct rig *rig = *state;
	struct body *body = body_copy("0123456789abcdef0123456789abcdef", 32);
	int fd = open_stream(rig, rig_connect_slow(rig));
	size_t sent = 0;

	while (stream_backlog(rig->stream) < 100000) {
		assert_true(stream_send_body(rig->stream, body));
		sent += 32;
	}
	assert_true(stream_send(rig->stream, "end", 3));
	sent += 3;
	body_release(body);
	for (size_t got = 0; got < sent;) {
		char part[4096];
		ssize_t n = rig_await(rig, fd, part, sizeof part, 0);

		assert_true(n > 0);
		for (ssize_t i = 0; i < n && got + (size_t)i < sent - 3; i++)
			assert_int_equal(part[i], "0123456789abcdef"[(got + (size_t)i) % 16]);
		got += (size_t)n;
	}
	assert_int_equal(stream_backlog(rig->stream), 0);
	rig_pass(rig, 3600 * 1000);
	assert_int_equal(rig->streams_closed, 0);
	close(fd);
}

static void a_reader_beyond_the_backlog_is_dropped(void **state)
{
	struct rig *rig = *state;
	struct body *body = body_wrap(mem_alloc(65536), 65536, rig_free);
	int fd = open_stream(rig, rig_connect_slow(rig));
	int sent = 0;

	while (stream_send_body(rig->stream, body)) {
		assert_true(++sent < RIG_PATIENCE);
		assert_true(stream_backlog(rig->stream) <= 262144);
	}
	assert_int_equal(rig->streams_closed, 0);
	rig_turn(rig);
	assert_int_equal(rig->streams_closed, 1);
	assert_int_equal(rig->stream_why, STREAM_SLOW);
	assert_int_equal(http_server_connections(rig->server), 0);
	body_release(body);
	close(fd);
}

static void a_reader_that_stops_is_dropped_in_time(void **state)
{
	struct rig *rig = *state;
	struct body *body = body_wrap(mem_alloc(4096), 4096, rig_free);
	int fd = open_stream(rig, rig_connect_slow(rig));

	fill(rig, body);
	body_release(body);
	rig_pass(rig, 29000);
	assert_int_equal(rig->streams_closed, 0);
	rig_pass(rig, 1100);
	assert_int_equal(rig->streams_closed, 1);
	assert_int_equal(rig->stream_why, STREAM_SLOW);
	close(fd);
}

static void the_owner_may_end_it_and_hears_nothing(void **state)
{
	struct rig *rig = *state;
	int fd = open_stream(rig, rig_connect(rig));

	assert_true(stream_send(rig->stream, "bye", 3));
	stream_close(rig->stream);
	rig_expect(rig, fd, "bye");
	rig_expect_closed(rig, fd);
	assert_int_equal(rig->streams_closed, 0);
	assert_int_equal(http_server_connections(rig->server), 0);
}

static void the_owner_may_end_what_is_ending(void **state)
{
	struct rig *rig = *state;
	struct body *body = body_wrap(mem_alloc(1024 * 1024), 1024 * 1024, rig_free);
	int fd = open_stream(rig, rig_connect_slow(rig));
	int sent = 0;

	while (stream_send_body(rig->stream, body))
		assert_true(++sent < RIG_PATIENCE);
	body_release(body);
	stream_close(rig->stream);
	rig_turn(rig);
	assert_int_equal(rig->streams_closed, 0);
	assert_int_equal(http_server_connections(rig->server), 0);
	close(fd);
}

static void a_head_request_never_becomes_a_stream(void **state)
{
	struct rig *rig = *state;
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);

	rig_say(fd, "HEAD /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
	rig_read_answer(rig, fd, true, seen);
	assert_null(rig->stream);
	assert_non_null(strstr(seen, "200 OK"));
	rig_say(fd, "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
	rig_read_answer(rig, fd, false, seen);
	assert_int_equal(rig->requests, 2);
	close(fd);
}

static void a_client_that_left_never_becomes_a_stream(void **state)
{
	static const struct linger hard = { .l_onoff = 1 };
	static const struct answer head = { .status = 200 };
	struct rig *rig = *state;
	int fd = rig_connect(rig);

	rig_say(fd, "GET /hold HTTP/1.1\r\nHost: localhost\r\n\r\n");
	rig_turn(rig);
	assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard), 0);
	close(fd);
	rig_turn(rig);
	assert_null(exchange_stream(rig->held[0], &head, rig_on_stream_close, rig));
	assert_int_equal(rig->streams_closed, 0);
	assert_int_equal(http_server_connections(rig->server), 0);
}

static void draining_ends_streams(void **state)
{
	struct rig *rig = *state;
	int fd = open_stream(rig, rig_connect(rig));

	http_server_drain(rig->server, rig_on_empty, rig);
	assert_int_equal(rig->streams_closed, 0);
	rig_turn(rig);
	assert_int_equal(rig->streams_closed, 1);
	assert_int_equal(rig->stream_why, STREAM_DRAIN);
	assert_true(rig->empty);
	rig_expect_closed(rig, fd);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, rig_setup, rig_teardown)
	const struct CMUnitTest tests[] = {
		CASE(a_stream_starts_with_a_head_without_a_length),
		CASE(what_is_sent_arrives_at_once_and_in_order),
		CASE(a_stream_has_no_deadline_while_nothing_waits),
		CASE(the_owner_learns_that_the_client_left),
		CASE(sending_to_a_client_that_was_reset_fails_without_a_call_back_inside),
		CASE(what_a_stream_client_says_is_ignored),
		CASE(a_slow_reader_gets_everything_later),
		CASE(a_reader_beyond_the_backlog_is_dropped),
		CASE(a_reader_that_stops_is_dropped_in_time),
		CASE(the_owner_may_end_it_and_hears_nothing),
		CASE(the_owner_may_end_what_is_ending),
		CASE(a_head_request_never_becomes_a_stream),
		CASE(a_client_that_left_never_becomes_a_stream),
		CASE(draining_ends_streams),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
