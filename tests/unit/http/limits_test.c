/* Deadlines, limits, the local socket and the end of a server, over real sockets and a clock that only tests move. */
#include "rig.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

/* Deadlines. */

static void a_head_has_to_come_in_time_however_it_drips(void **state)
{
	struct rig *rig = *state;
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);

	for (int i = 0; i < 9; i++) {
		rig_say(fd, &"GET /abcdef"[i < 4 ? 0 : 4]);
		rig_turn(rig);
		rig_pass(rig, 1000);
	}
	rig_expect_silence(rig, fd);
	rig_pass(rig, 1100);
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "HTTP/1.1 408 Request Timeout\r\n");
	rig_expect_closed(rig, fd);
	assert_int_equal(rig->requests, 0);
}

static void a_silent_client_is_closed_without_a_word(void **state)
{
	struct rig *rig = *state;
	int fd = rig_connect(rig);

	rig_turn(rig);
	rig_pass(rig, 9000);
	rig_expect_silence(rig, fd);
	rig_pass(rig, 1100);
	rig_expect_closed(rig, fd);
}

static void a_body_has_to_come_in_time_however_it_drips(void **state)
{
	struct rig *rig = *state;
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);

	rig_say(fd, "POST /hello HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n");
	for (int i = 0; i < 29; i++) {
		rig_say(fd, "x");
		rig_turn(rig);
		rig_pass(rig, 1000);
	}
	rig_expect_silence(rig, fd);
	rig_pass(rig, 1100);
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "HTTP/1.1 408");
	assert_int_equal(rig->requests, 0);
	close(fd);
}

static void an_idle_connection_is_closed_after_a_minute(void **state)
{
	struct rig *rig = *state;
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);

	rig_say(fd, GET("/hello"));
	rig_read_answer(rig, fd, false, seen);
	rig_pass(rig, 59000);
	rig_say(fd, GET("/hello"));
	rig_read_answer(rig, fd, false, seen);
	rig_pass(rig, 59000);
	rig_expect_silence(rig, fd);
	rig_pass(rig, 1100);
	rig_expect_closed(rig, fd);
}

static void a_handler_that_never_answers_is_given_up(void **state)
{
	struct rig *rig = *state;
	struct answer answer = { .status = 200 };
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);

	rig_say(fd, GET("/hold"));
	while (rig->n_held == 0)
		rig_turn(rig);
	rig_pass(rig, 119000);
	rig_expect_silence(rig, fd);
	rig_pass(rig, 2000);
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "HTTP/1.1 503 Service Unavailable\r\n");
	rig_expect_has(seen, "Connection: close\r\n");
	rig_expect_closed(rig, fd);
	rig_pass(rig, 500000);
	exchange_answer(rig->held[0], &answer);
	assert_int_equal(http_server_connections(rig->server), 0);
}

static void a_stream_is_not_an_answer_that_never_comes(void **state)
{
	struct rig *rig = *state;
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);

	rig_say(fd, GET("/stream"));
	rig_read_answer(rig, fd, true, seen);
	rig_pass(rig, 500000);
	rig_expect_silence(rig, fd);
	close(fd);
}

static void a_second_head_has_a_deadline_of_its_own(void **state)
{
	struct rig *rig = *state;
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);

	rig_say(fd, GET("/hello"));
	rig_read_answer(rig, fd, false, seen);
	rig_pass(rig, 30000);
	rig_say(fd, "GET /hello HTTP/1.1\r\n");
	rig_turn(rig);
	rig_pass(rig, 9000);
	rig_expect_silence(rig, fd);
	rig_pass(rig, 1100);
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "HTTP/1.1 408");
	close(fd);
}

static void the_date_follows_the_clock(void **state)
{
	struct rig *rig = *state;
	char seen[SEEN_MAX];
	int fd = rig_connect(rig);

	rig->wall = INT64_C(951782399) * 1000; /* a second before 29 February 2000 */
	rig_pass(rig, 1000);
	rig_say(fd, GET("/hello"));
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "\r\nDate: Mon, 28 Feb 2000 23:59:59 GMT\r\n");
	close(fd);
}

/* Limits. */

static void connections_have_a_limit_in_all(void **state)
{
	struct rig *rig = *state;
	struct http_config config = rig_config(rig);
	int fds[4];

	config.max_connections = 3;
	rig_restart(rig, &config);
	for (size_t i = 0; i < 4; i++) {
		fds[i] = rig_connect(rig);
		rig_turn(rig);
	}
	assert_int_equal(http_server_connections(rig->server), 3);
	rig_expect_closed(rig, fds[3]);
	close(fds[0]);
	rig_turn(rig);
	fds[3] = rig_connect(rig);
	rig_turn(rig);
	rig_expect_silence(rig, fds[3]);
	for (size_t i = 1; i < 4; i++)
		close(fds[i]);
}

static void one_address_has_its_share(void **state)
{
	struct rig *rig = *state;
	struct http_config config = rig_config(rig);
	int first, second, third;

	config.max_per_address = 2;
	rig_restart(rig, &config);
	first = rig_connect(rig);
	second = rig_connect(rig);
	third = rig_connect(rig);
	rig_turn(rig);
	rig_expect_closed(rig, third);
	close(first);
	rig_turn(rig);
	third = rig_connect(rig);
	rig_expect_silence(rig, third);
	close(second);
	close(third);
}

static void without_descriptors_the_listener_rests_and_recovers(void **state)
{
	struct rig *rig = *state;
	struct rlimit before, low;
	char seen[SEEN_MAX];
	int fd = rig_connect(rig), probe = dup(fd);

	assert_true(probe >= 0);
	close(probe);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	low = before;
	low.rlim_cur = (rlim_t)probe;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &low), 0);
	rig_say(fd, GET("/hello"));
	for (int i = 0; i < 100; i++)
		event_base_loop(rig->base, EVLOOP_NONBLOCK);
	assert_int_equal(http_server_connections(rig->server), 0);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
	assert_int_equal(rig->troubles, 1);
	assert_int_equal(rig->trouble, EMFILE);
	while (rig->requests == 0)
		event_base_loop(rig->base, EVLOOP_ONCE);
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "200 OK");
	close(fd);
}

/* The local socket. */

static int connect_local(const char *path)
{
	struct sockaddr_un where = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);

	memcpy(where.sun_path, path, strlen(path));
	assert_true(fd >= 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&where, sizeof where), 0);
	return fd;
}

struct place {
	char folder[64], path[80];
};

static struct place make_place(void)
{
	struct place place = { .folder = "/tmp/p2c-http-XXXXXX" };

	assert_non_null(mkdtemp(place.folder));
	snprintf(place.path, sizeof place.path, "%s/socket", place.folder);
	return place;
}

static void the_local_socket_is_private_and_known_as_local(void **state)
{
	struct rig *rig = *state;
	struct place place = make_place();
	struct stat info;
	char seen[SEEN_MAX];
	int fd;

	assert_int_equal(http_server_listen_unix(rig->server, place.path, NULL), OK);
	assert_int_equal(stat(place.path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	fd = connect_local(place.path);
	rig_say(fd, GET("/hello"));
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "200 OK");
	assert_true(rig->last_local);
	assert_string_equal(rig->last_address, "local");
	rig_say(fd, "GET /hello HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, "HTTP/1.1 400");
	close(fd);
	http_server_drain(rig->server, NULL, NULL);
	assert_int_equal(stat(place.path, &info), -1);
	rmdir(place.folder);
}

static void only_a_dead_socket_is_replaced(void **state)
{
	struct rig *rig = *state;
	struct place place = make_place();
	struct sockaddr_un where = { .sun_family = AF_UNIX };
	struct fault fault = { 0 };
	int other = socket(AF_UNIX, SOCK_STREAM, 0);

	memcpy(where.sun_path, place.path, strlen(place.path));
	assert_int_equal(bind(other, (struct sockaddr *)&where, sizeof where), 0);
	assert_int_equal(listen(other, 1), 0);
	assert_int_equal(http_server_listen_unix(rig->server, place.path, &fault), ERR_IN_USE);
	assert_int_equal(fault.err, ERR_IN_USE);
	close(other);
	assert_int_equal(http_server_listen_unix(rig->server, place.path, NULL), OK);
	close(connect_local(place.path));
	http_server_drain(rig->server, NULL, NULL);
	rmdir(place.folder);
}

static void a_file_that_is_no_socket_is_left_alone(void **state)
{
	struct rig *rig = *state;
	struct place place = make_place();
	struct stat info;
	char too_long[200];
	FILE *file = fopen(place.path, "w");

	assert_non_null(file);
	fclose(file);
	assert_int_equal(http_server_listen_unix(rig->server, place.path, NULL), ERR_CONFIG);
	assert_int_equal(stat(place.path, &info), 0);
	assert_true(S_ISREG(info.st_mode));
	unlink(place.path);
	memset(too_long, 'x', sizeof too_long - 1);
	too_long[sizeof too_long - 1] = '\0';
	assert_int_equal(http_server_listen_unix(rig->server, too_long, NULL), ERR_CONFIG);
	assert_int_equal(http_server_listen_unix(rig->server, "", NULL), ERR_CONFIG);
	rmdir(place.folder);
	assert_int_equal(http_server_listen_unix(rig->server, place.path, NULL), ERR_CONFIG);
}

static void addresses_that_cannot_be_listened_on_are_told(void **state)
{
	struct rig *rig = *state;
	struct fault fault = { 0 };
	uint16_t port = 4711;

	assert_int_equal(http_server_listen(rig->server, "nowhere", 0, NULL, &port, &fault), ERR_CONFIG);
	assert_string_equal(fault.field, "listen");
	assert_int_equal(http_server_listen(rig->server, "192.0.2.1", 0, NULL, &port, &fault), ERR_CONFIG);
	assert_int_equal(port, 4711);
	assert_int_equal(http_server_listen(rig->server, "127.0.0.1", 0, NULL, &port, NULL), OK);
	assert_true(port != 4711 && port != 0 && port != rig->port);
}

/* A machine without IPv6 says so; one with it serves it. */
static void ipv6_is_served_where_it_exists(void **state)
{
	struct rig *rig = *state;
	struct sockaddr_in6 where = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
	struct fault fault = { 0 };
	char seen[SEEN_MAX];
	uint16_t port = 0;
	int fd;

	if (http_server_listen(rig->server, "::1", 0, NULL, &port, &fault) != OK) {
		assert_int_equal(fault.err, ERR_CONFIG);
		assert_int_equal(port, 0);
		return;
	}
	where.sin6_port = htons(port);
	fd = socket(AF_INET6, SOCK_STREAM, 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&where, sizeof where), 0);
	rig_say(fd, GET("/hello"));
	rig_read_answer(rig, fd, false, seen);
	assert_string_equal(rig->last_address, "::1");
	close(fd);
}

static void without_a_configured_clock_the_systems_is_used(void **state)
{
	struct rig *rig = *state;
	struct http_config config = rig_config(rig);
	char seen[SEEN_MAX];
	int fd;

	config.monotonic_ms = NULL;
	config.wall_ms = NULL;
	rig_restart(rig, &config);
	fd = rig_connect(rig);
	rig_turn(rig);
	http_server_tick(rig->server);
	rig_say(fd, GET("/hello"));
	rig_read_answer(rig, fd, false, seen);
	rig_expect_has(seen, " GMT\r\n");
	rig_expect_not(seen, "Jun 2022");
	close(fd);
}

/* The end. */

static void draining_finishes_what_runs_and_closes_the_rest(void **state)
{
	struct rig *rig = *state;
	struct answer late = { .status = 200, .bytes = "late", .len = 4 };
	char seen[SEEN_MAX];
	int busy = rig_connect(rig), idle = rig_connect(rig), fresh = rig_connect(rig), half = rig_connect(rig);

	rig_say(idle, GET("/hello"));
	rig_read_answer(rig, idle, false, seen);
	rig_say(busy, GET("/hold"));
	rig_say(half, "GET /hello HTTP/1.1\r\n");
	rig_turn(rig);
	http_server_drain(rig->server, rig_on_empty, rig);
	rig_turn(rig);
	rig_say(fresh, GET("/hello"));
	rig_read_answer(rig, fresh, false, seen);
	rig_expect_has(seen, "200 OK");
	rig_expect_closed(rig, fresh);
	rig_expect_closed(rig, idle);
	assert_int_equal(http_server_connections(rig->server), 2);
	assert_false(rig->empty);
	exchange_answer(rig->held[0], &late);
	rig_read_answer(rig, busy, false, seen);
	rig_expect_has(seen, "\r\nConnection: close\r\n");
	rig_expect_closed(rig, busy);
	rig_say(half, "Host: localhost\r\n\r\n");
	rig_read_answer(rig, half, false, seen);
	rig_expect_has(seen, "200 OK");
	rig_expect_closed(rig, half);
	rig_turn(rig);
	assert_true(rig->empty);
}

static void draining_an_idle_server_is_done_at_once(void **state)
{
	struct rig *rig = *state;

	http_server_drain(rig->server, rig_on_empty, rig);
	assert_false(rig->empty);
	rig_turn(rig);
	assert_true(rig->empty);
}

static void destroying_a_busy_server_leaves_nothing(void **state)
{
	struct rig *rig = *state;
	struct http_config config = rig_config(rig);
	int hold = rig_connect(rig), half = rig_connect(rig), slow = rig_connect_slow(rig), stream = rig_connect(rig);

	rig_say(hold, GET("/hold"));
	rig_say(half, "GET / HT");
	rig_say(slow, GET("/big"));
	rig_say(stream, GET("/stream"));
	rig_turn(rig);
	assert_int_equal(http_server_connections(rig->server), 4);
	rig_restart(rig, &config);
	assert_int_equal(rig->streams_closed, 1);
	assert_int_equal(rig->stream_why, STREAM_DRAIN);
	close(hold);
	close(half);
	close(slow);
	close(stream);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, rig_setup, rig_teardown)
	const struct CMUnitTest tests[] = {
		CASE(a_head_has_to_come_in_time_however_it_drips),
		CASE(a_silent_client_is_closed_without_a_word),
		CASE(a_body_has_to_come_in_time_however_it_drips),
		CASE(an_idle_connection_is_closed_after_a_minute),
		CASE(a_handler_that_never_answers_is_given_up),
		CASE(a_stream_is_not_an_answer_that_never_comes),
		CASE(a_second_head_has_a_deadline_of_its_own),
		CASE(the_date_follows_the_clock),
		CASE(connections_have_a_limit_in_all),
		CASE(one_address_has_its_share),
		CASE(without_descriptors_the_listener_rests_and_recovers),
		CASE(the_local_socket_is_private_and_known_as_local),
		CASE(only_a_dead_socket_is_replaced),
		CASE(a_file_that_is_no_socket_is_left_alone),
		CASE(addresses_that_cannot_be_listened_on_are_told),
		CASE(ipv6_is_served_where_it_exists),
		CASE(without_a_configured_clock_the_systems_is_used),
		CASE(draining_finishes_what_runs_and_closes_the_rest),
		CASE(draining_an_idle_server_is_done_at_once),
		CASE(destroying_a_busy_server_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
