/* One connection: reads requests one at a time, hands each out as an exchange, goes on when it is answered.
 * Two system calls a request: the read here and the sendmsg in exchange.c. The read event stays registered; it is
 * only taken off while the input buffer is full or the client has sent its FIN. Not for writing. */
#include "base/mem.h"
#include "http/core.h"
#include "http/wire_host.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	INPUT_FIRST = 4096, /* bytes of a new input buffer; most requests fit */
	SPARE_MAX = 64,     /* input buffers kept for the next request */
	LINGER_MS = 2000,
	DISCARD_MAX = 64 * 1024, /* bytes thrown away at a time */
};

/* Input buffers. */

static void take_input(struct conn *conn)
{
	struct http_server *server = conn->server;
	struct inbuf *in = server->spare;

	if (in) {
		server->spare = in->next;
		server->n_spare--;
	} else {
		in = mem_grow(NULL, sizeof *in + INPUT_FIRST);
		in->cap = INPUT_FIRST;
	}
	in->next = NULL;
	in->len = 0;
	in->continued = false;
	wire_start(&in->wire, conn->is_local ? &server->local_rules : &server->config.rules);
	conn->in = in;
}

void conn_release_input(struct conn *conn)
{
	struct http_server *server = conn->server;
	struct inbuf *in = conn->in;

	conn->in = NULL;
	if (!in)
		return;
	if (in->cap != INPUT_FIRST || server->n_spare == SPARE_MAX) {
		free(in);
		return;
	}
	in->next = server->spare;
	server->spare = in;
	server->n_spare++;
}

/* Doubles a full buffer, but never beyond what the request is known to need: a stranger gets memory for what he sent,
 * not for what he announced. */
static void grow_input(struct conn *conn)
{
	struct inbuf *in = conn->in;
	size_t cap = in->cap * 2;

	if (in->len < in->cap)
		return;
	if (in->wire.wanted > in->cap && cap > in->wire.wanted)
		cap = in->wire.wanted;
	in = mem_grow(in, sizeof *in + cap);
	in->cap = cap;
	conn->in = in;
}

/* Life. */

void conn_await(struct conn *conn, struct event *event)
{
	conn->unheard |= event_add(event, NULL) != 0;
}

void conn_set_reading(struct conn *conn, bool on)
{
	if (conn->reading == on)
		return;
	conn->reading = on;
	if (on)
		conn_await(conn, &conn->readable);
	else
		event_del(&conn->readable);
}

void conn_destroy(struct conn *conn)
{
	struct http_server *server = conn->server;

	conn_set_reading(conn, false);
	outbuf_destroy(conn->out);
	stream_destroy(conn->stream);
	conn_release_input(conn);
	if (conn->fd >= 0)
		close(conn->fd);
	peers_leave(server->peers, conn->peer);
	if (conn->pump)
		pump_left(conn->pump);
	if (conn->prev)
		conn->prev->next = conn->next;
	else
		server->conns = conn->next;
	if (conn->next)
		conn->next->prev = conn->prev;
	free(conn);
	if (--server->n_conns == 0 && server->draining)
		server_reap_soon(server);
}

void conn_drop(struct conn *conn)
{
	if (conn->advancing)
		conn->state = CONN_DEAD;
	else
		conn_destroy(conn);
}

/* The client left, or its socket broke. An exchange that is out keeps the connection's memory until it is answered.
 */
static void lose(struct conn *conn)
{
	if (conn->state != CONN_BUSY) {
		conn_drop(conn);
		return;
	}
	conn->state = CONN_GONE;
	conn->deadline = INT64_MAX;
	conn_set_reading(conn, false);
	close(conn->fd);
	conn->fd = -1;
}

static void linger(struct conn *conn)
{
	conn->state = CONN_LINGER;
	conn->deadline = server_now(conn->server) + LINGER_MS;
	conn_release_input(conn);
	shutdown(conn->fd, SHUT_WR);
	conn_set_reading(conn, true);
}

/* From one request to the next. */

static void hand_out(struct conn *conn)
{
	const struct wire_request *request = &conn->in->wire.request;

	conn->state = CONN_BUSY;
	conn->deadline = server_now(conn->server) + conn->server->config.answer_ms;
	conn->exchange.is_head = request->method == WIRE_HEAD;
	if (conn->is_secure && wire_host_is_name(wire_known(request, WIRE_HOST)))
		conn->hsts_days = conn->server->config.hsts_days;
	conn->exchange.close = !request->keep_alive;
	conn->server->on_request(conn->server->ctx, &conn->exchange, request);
}

/* Part of a request is here: sets the state, the deadline and the room for the rest. */
static void await_more(struct conn *conn)
{
	struct inbuf *in = conn->in;

	if (conn->half_open) {
		conn->state = CONN_DEAD;
		return;
	}
	if (conn->state == CONN_IDLE) {
		conn->state = CONN_HEAD;
		conn->deadline = server_now(conn->server) + conn->server->config.head_ms;
	}
	if (conn->state == CONN_HEAD && in->wire.wanted) {
		conn->state = CONN_BODY;
		conn->deadline = server_now(conn->server) + conn->server->config.body_ms;
	}
	if (in->wire.request.wants_continue && !in->continued && in->len < in->wire.wanted) {
		static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";

		in->continued = true;
		conn_send(conn->fd, go_on, sizeof go_on - 1, NULL, 0);
	}
	grow_input(conn);
}

/* Hands out what the input holds, one request after the other, until it is used up or an answer is awaited. */
static void advance(struct conn *conn)
{
	conn->advancing = true;
	while (conn->state <= CONN_BODY && conn->in) {
		struct inbuf *in = conn->in;
		enum wire_step step = wire_feed(&in->wire, in->bytes, in->len);

		if (step == WIRE_MORE) {
			await_more(conn);
			break;
		}
		if (step == WIRE_DONE)
			hand_out(conn);
		else
			conn_refuse(conn, &in->wire.refusal);
	}
	conn->advancing = false;
	if (conn->state == CONN_DEAD)
		conn_destroy(conn);
}

static void begin_next(struct conn *conn)
{
	struct inbuf *in = conn->in;
	size_t rest = in ? in->len - in->wire.used : 0;

	conn->state = CONN_IDLE;
	if (rest == 0) {
		conn_release_input(conn);
		conn->deadline = server_now(conn->server) + conn->server->config.idle_ms;
	} else {
		memmove(in->bytes, in->bytes + in->wire.used, rest);
		in->len = rest;
		in->continued = false;
		wire_start(&in->wire, in->wire.rules);
	}
}

void conn_answered(struct conn *conn)
{
	struct inbuf *in = conn->in;
	bool rest = in && in->wire.used < in->len;

	if (conn->closing) {
		if ((conn->dirty || rest) && !conn->half_open)
			linger(conn);
		else
			conn_drop(conn);
		return;
	}
	if (conn->half_open && !rest) {
		conn_drop(conn);
		return;
	}
	begin_next(conn);
	if (!conn->half_open)
		conn_set_reading(conn, true);
	if (!conn->advancing)
		advance(conn);
}

/* Reading. */

bool conn_discard(struct conn *conn)
{
	char waste[4096];

	for (size_t total = 0; total < DISCARD_MAX;) {
		ssize_t n = recv(conn->fd, waste, sizeof waste, 0);

		if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
			return false;
		if (n < 0)
			break;
		total += (size_t)n;
	}
	return true;
}

/* Bytes added to the input; 0 for "not now"; -1 when the connection is lost or the client has sent its FIN. */
static ssize_t fill(struct conn *conn)
{
	struct inbuf *in = conn->in;
	ssize_t n = recv(conn->fd, in->bytes + in->len, in->cap - in->len, 0);

	if (n > 0) {
		in->len += (size_t)n;
		return n;
	}
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	conn->half_open = n == 0;
	return -1;
}

/* Bytes or a FIN while an answer is out. A client may close its sending side and wait for the answer. */
static void read_ahead(struct conn *conn)
{
	ssize_t n;

	if (conn->in->len == conn->in->cap) {
		conn_set_reading(conn, false);
		return;
	}
	n = fill(conn);
	if (n >= 0)
		return;
	if (conn->half_open)
		conn_set_reading(conn, false);
	else
		lose(conn);
}

static void read_request(struct conn *conn)
{
	ssize_t n;

	if (!conn->in)
		take_input(conn);
	n = fill(conn);
	if (n > 0)
		advance(conn);
	else if (n < 0)
		conn_drop(conn);
	else if (conn->in->len == 0)
		conn_release_input(conn);
}

static void on_readable(evutil_socket_t fd, short what, void *arg)
{
	struct conn *conn = arg;

	(void)fd;
	(void)what;
	switch (conn->state) {
	case CONN_IDLE:
	case CONN_HEAD:
	case CONN_BODY:
		read_request(conn);
		break;
	case CONN_BUSY:
	case CONN_WRITE:
		read_ahead(conn);
		break;
	case CONN_STREAM:
		stream_readable(conn->stream);
		break;
	case CONN_LINGER:
		if (!conn_discard(conn))
			conn_destroy(conn);
		break;
	case CONN_GONE:
	case CONN_DEAD:
		break;
	}
}

struct conn *conn_create(const struct listener *listener, int fd, const unsigned char *address, struct peer *peer)
{
	struct http_server *server = listener->server;
	struct conn *conn = mem_alloc(sizeof *conn);

	conn->server = server;
	conn->peer = peer;
	conn->fd = fd;
	conn->is_local = listener->is_local;
	conn->is_secure = listener->tls != NULL;
	if (!conn->is_local)
		memcpy(conn->address, address, sizeof conn->address);
	conn->exchange.conn = conn;
	conn->state = CONN_HEAD;
	conn->deadline = server_now(server) + server->config.head_ms;
	conn->next = server->conns;
	if (conn->next)
		conn->next->prev = conn;
	server->conns = conn;
	server->n_conns++;
	event_assign(&conn->readable, server->base, fd, EV_READ | EV_PERSIST, on_readable, conn);
	conn_set_reading(conn, true);
	return conn;
}

void conn_expire(struct conn *conn)
{
	static const struct wire_refusal late = { 408, "The request did not arrive in time. Nothing was changed." };

	switch (conn->state) {
	case CONN_HEAD:
	case CONN_BODY:
		if (conn->in && conn->in->len)
			conn_refuse(conn, &late);
		else
			conn_destroy(conn);
		break;
	case CONN_BUSY:
		conn_give_up(conn);
		lose(conn);
		break;
	case CONN_STREAM:
		stream_end(conn->stream, STREAM_SLOW);
		break;
	default:
		conn_destroy(conn);
	}
}
