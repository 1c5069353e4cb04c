/* Carries bytes between a TLS connection and the core, which sees a plain socket: the strict parser, its deadlines
 * and its limits stay the same for both. The handshake falls under the core's deadline for a head, since nothing
 * comes before it is done. Not for what the bytes say. */
#include "base/mem.h"
#include "http/core.h"
#include "http/tls.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/bufferevent_ssl.h>
#include <openssl/ssl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	HELD_MAX = 64 * 1024, /* bytes a side may be behind before the other rests */
	STALL_SECONDS = 30,   /* a client that takes nothing for so long is gone */
};

struct pump {
	struct http_server *server;
	struct pump *prev, *next;
	struct bufferevent *outer, *inner; /* the client's side; the core's */
	struct peer *peer;                 /* whose connection it is, to the last byte */
	struct conn *conn;                 /* the core's; NULL once it is gone */
	int64_t deadline;                  /* monotonic ms; from then on, INT64_MAX before */
	bool outer_ended, inner_ended;     /* nothing more comes from there */
	bool unheard;                      /* the kernel would not wait for a side */
};

void pump_destroy(struct pump *pump)
{
	struct http_server *server = pump->server;
	bufferevent_free(pump->outer);
	bufferevent_free(pump->inner);
	peers_leave(server->peers, pump->peer);
	if (pump->conn)
		pump->conn->pump = NULL;
	if (pump->prev)
		pump->prev->next = pump->next;
	else
		server->pumps = pump->next;
	if (pump->next)
		pump->next->prev = pump->prev;
	free(pump);
	if (--server->n_pumps == 0 && server->draining)
		server_reap_soon(server);
}

static struct bufferevent *other(const struct pump *pump, const struct bufferevent *side)
{
	return side == pump->outer ? pump->inner : pump->outer;
}

static size_t unsent(struct bufferevent *side)
{
	return evbuffer_get_length(bufferevent_get_output(side));
}

/* Everything the core said is with the client: say goodbye and go. */
static void part(struct pump *pump)
{
	SSL_shutdown(bufferevent_openssl_get_ssl(pump->outer));
	pump_destroy(pump);
}

/* One side has ended: the other is told when what was said before is out. */
static void settle(struct pump *pump)
{
	if (pump->inner_ended && unsent(pump->outer) == 0)
		part(pump);
	else if (pump->outer_ended && unsent(pump->inner) == 0)
		shutdown(bufferevent_getfd(pump->inner), SHUT_WR);
}

/* Bytes are moved on this side from now on; where the kernel would not tell of them, the pump is given up at the next
 * tick. */
static void carry(struct pump *pump, struct bufferevent *side, short what)
{
	pump->unheard |= bufferevent_enable(side, what) != 0;
}

static void on_read(struct bufferevent *from, void *ctx)
{
	struct bufferevent *to = other(ctx, from);
	bufferevent_write_buffer(to, bufferevent_get_input(from));
	if (unsent(to) > HELD_MAX)
		bufferevent_disable(from, EV_READ);
}

static void on_written(struct bufferevent *to, void *ctx)
{
	struct pump *pump = ctx;
	if (unsent(to) <= HELD_MAX)
		carry(pump, other(pump, to), EV_READ);
	settle(pump);
}

void pump_left(struct pump *pump)
{
	const struct http_server *server = pump->server;
	pump->conn = NULL;
	pump->deadline = server_now(server) + server->config.write_ms +
			 (int64_t)((unsent(pump->outer) + HELD_MAX) / LEAST_BYTES_PER_MS);
}

static void on_event(struct bufferevent *side, short what, void *ctx)
{
	struct pump *pump = ctx;
	if (what & BEV_EVENT_CONNECTED)
		return;
	if (!(what & BEV_EVENT_EOF)) {
		pump_destroy(pump);
		return;
	}
	*(side == pump->outer ? &pump->outer_ended : &pump->inner_ended) = true;
	/* With the client's end libevent stops writing to it, too; but whoever said all may still listen. */
	carry(pump, pump->outer, EV_WRITE);
	settle(pump);
}

void pump_tick(struct http_server *server, int64_t now)
{
	struct pump *next;
	for (struct pump *pump = server->pumps; pump; pump = next) {
		next = pump->next;
		if (pump->deadline <= now || pump->unheard)
			pump_destroy(pump);
	}
}

/* The client's side: its handshake begins at once, and whoever reads nothing is not waited for. */
static struct bufferevent *open_outer(struct http_server *server, struct tls *tls, int fd)
{
	static const struct timeval stall = { .tv_sec = STALL_SECONDS };
	SSL *session = tls_session(tls);
	if (!session)
		return NULL;
	struct bufferevent *outer = bufferevent_openssl_socket_new(
	    server->base, fd, session, BUFFEREVENT_SSL_ACCEPTING, BEV_OPT_CLOSE_ON_FREE);
	if (!outer) {
		SSL_free(session);
		return NULL;
	}
	bufferevent_openssl_set_allow_dirty_shutdown(outer, 1);
	bufferevent_set_timeouts(outer, NULL, &stall);
	return outer;
}

int pump_open(struct http_server *server, struct tls *tls, int fd, struct peer *peer, struct pump **out_pump)
{
	int ends[2];
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) != 0)
		return -1;
	struct bufferevent *outer = open_outer(server, tls, fd);
	struct bufferevent *inner =
	    outer ? bufferevent_socket_new(server->base, ends[0], BEV_OPT_CLOSE_ON_FREE) : NULL;
	if (!inner) {
		close(ends[0]);
		close(ends[1]);
		return -1; /* the caller closes fd: out of memory here ends the program anyway (base/mem) */
	}
	struct pump *pump = mem_alloc(sizeof *pump);
	*pump = (struct pump){ .server = server,
		.outer = outer,
		.inner = inner,
		.peer = peer,
		.deadline = INT64_MAX,
		.next = server->pumps };
	if (pump->next)
		pump->next->prev = pump;
	server->pumps = pump;
	server->n_pumps++;
	for (int i = 0; i < 2; i++) {
		struct bufferevent *side = i ? inner : outer;
		bufferevent_setcb(side, on_read, on_written, on_event, pump);
		carry(pump, side, EV_READ | EV_WRITE);
	}
	*out_pump = pump;
	return ends[1];
}

void pump_attach(struct pump *pump, struct conn *conn)
{
	pump->conn = conn;
	conn->pump = pump;
}
