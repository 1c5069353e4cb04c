/* The server as a whole: defaults, the tick of once a second, draining. Not for sockets (listen.c, conn.c). */
#include "base/mem.h"
#include "http/core.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { GRACE_US = 200 * 1000 };

static const struct http_config defaults = {
	.max_connections = 2000,
	.max_per_address = 64,
	.head_ms = 10000,
	.body_ms = 30000,
	.idle_ms = 60000,
	.write_ms = 30000,
	.answer_ms = 120000,
	.stall_ms = 120000,
	.stream_backlog = 256 * 1024,
};

static int64_t read_clock(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t system_monotonic(void *ctx)
{
	(void)ctx;
	return read_clock(CLOCK_MONOTONIC_COARSE);
}

static int64_t system_wall(void *ctx)
{
	(void)ctx;
	return read_clock(CLOCK_REALTIME_COARSE);
}

int64_t server_now(const struct http_server *server)
{
	return server->config.monotonic_ms(server->config.ctx);
}

/* IMF-fixdate, RFC 9110 §5.6.7; names in English whatever the locale is. */
static void set_date(struct http_server *server)
{
	static const char days[][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
		"Dec" };
	time_t now = (time_t)(server->config.wall_ms(server->config.ctx) / 1000);
	struct tm utc;

	gmtime_r(&now, &utc);
	snprintf(server->date_line, sizeof server->date_line, "Date: %s, %02u %s %04u %02u:%02u:%02u GMT\r\n",
	    days[utc.tm_wday], (unsigned)utc.tm_mday, months[utc.tm_mon], (unsigned)(utc.tm_year + 1900) % 10000,
	    (unsigned)utc.tm_hour, (unsigned)utc.tm_min, (unsigned)utc.tm_sec);
}

void http_server_tick(struct http_server *server)
{
	int64_t now = server_now(server);
	struct conn *next;

	set_date(server);
	for (struct conn *conn = server->conns; conn; conn = next) {
		next = conn->next;
		/* Whose answer is on its way keeps its place until that is here. */
		if (conn->deadline <= now || (conn->unheard && conn->state != CONN_BUSY))
			conn_expire(conn);
	}
	pump_tick(server, now);
}

static void on_tick(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	http_server_tick(arg);
}

static void on_reap(evutil_socket_t fd, short what, void *arg)
{
	struct http_server *server = arg;
	void (*on_empty)(void *ctx) = server->on_empty;

	(void)fd;
	(void)what;
	stream_reap(server);
	if (!server->draining || server->n_conns > 0 || server->n_pumps > 0 || !on_empty)
		return;
	server->on_empty = NULL;
	on_empty(server->on_empty_ctx);
}

void server_reap_soon(struct http_server *server)
{
	event_active(&server->reap, EV_TIMEOUT, 0);
}

/* Has the client not begun a request yet? */
static bool is_waiting(const struct conn *conn)
{
	return conn->state == CONN_IDLE || (conn->state == CONN_HEAD && !conn->in);
}

/* What came while the grace lasted was answered; who has said nothing is not waited for. */
static void on_grace_over(evutil_socket_t fd, short what, void *arg)
{
	struct http_server *server = arg;
	struct conn *next;

	(void)fd;
	(void)what;
	for (struct conn *conn = server->conns; conn; conn = next) {
		next = conn->next;
		if (is_waiting(conn))
			conn_destroy(conn);
	}
}

static unsigned or_default(unsigned value, unsigned preset)
{
	return value ? value : preset;
}

static void set_config(struct http_config *config, const struct http_config *given)
{
	*config = *given;
	config->max_connections = or_default(given->max_connections, defaults.max_connections);
	config->max_per_address = or_default(given->max_per_address, defaults.max_per_address);
	config->head_ms = or_default(given->head_ms, defaults.head_ms);
	config->body_ms = or_default(given->body_ms, defaults.body_ms);
	config->idle_ms = or_default(given->idle_ms, defaults.idle_ms);
	config->write_ms = or_default(given->write_ms, defaults.write_ms);
	config->answer_ms = or_default(given->answer_ms, defaults.answer_ms);
	config->stall_ms = or_default(given->stall_ms, defaults.stall_ms);
	if (!config->stream_backlog)
		config->stream_backlog = defaults.stream_backlog;
	if (!config->monotonic_ms)
		config->monotonic_ms = system_monotonic;
	if (!config->wall_ms)
		config->wall_ms = system_wall;
}

struct http_server *http_server_create(
    struct event_base *base, const struct http_config *config, http_on_request *on_request, void *ctx)
{
	static const char *const local_hosts[] = { "localhost" };
	static const struct timeval second = { .tv_sec = 1 };
	struct http_server *server = mem_alloc(sizeof *server);

	server->base = base;
	set_config(&server->config, config);
	server->local_rules = server->config.rules;
	server->local_rules.hosts = local_hosts;
	server->local_rules.n_hosts = 1;
	server->local_rules.any_literal = false;
	server->on_request = on_request;
	server->ctx = ctx;
	server->peers = peers_create(server->config.max_per_address);
	set_date(server);
	event_assign(&server->tick, base, -1, EV_PERSIST, on_tick, server);
	event_add(&server->tick, &second);
	event_assign(&server->reap, base, -1, 0, on_reap, server);
	evtimer_assign(&server->grace, base, on_grace_over, server);
	return server;
}

void http_server_destroy(struct http_server *server)
{
	if (!server)
		return;
	listener_destroy_all(server);
	server->draining = false;
	while (server->conns)
		conn_destroy(server->conns);
	while (server->pumps)
		pump_destroy(server->pumps);
	event_del(&server->tick);
	event_del(&server->reap);
	event_del(&server->grace);
	while (server->spare) {
		struct inbuf *in = server->spare;

		server->spare = in->next;
		free(in);
	}
	peers_destroy(server->peers);
	buf_finish(&server->head);
	free(server);
}

void http_server_drain(struct http_server *server, void (*on_empty)(void *ctx), void *ctx)
{
	static const struct timeval grace = { .tv_usec = GRACE_US };
	struct conn *next;

	server->draining = true;
	server->on_empty = on_empty;
	server->on_empty_ctx = ctx;
	listener_destroy_all(server);
	for (struct conn *conn = server->conns; conn; conn = next) {
		next = conn->next;
		if (conn->state == CONN_STREAM)
			stream_end(conn->stream, STREAM_DRAIN);
	}
	event_add(&server->grace, &grace);
	server_reap_soon(server);
}

unsigned http_server_connections(const struct http_server *server)
{
	return server->n_conns;
}
