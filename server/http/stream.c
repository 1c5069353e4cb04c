/* Streams: answers without end. A notice goes straight to the socket; only what it does not take is queued, as a
 * reference where the bytes are shared. Ending is two steps, so that nobody who walks over streams while sending
 * loses the ground: marked now, on_close and free from the loop. Not for the format of notices. */
#include "base/mem.h"
#include "http/answer_head.h"
#include "http/core.h"

#include <stdlib.h>

struct chunk {
	struct chunk *next;
	struct body *body;
	size_t at;
};

struct stream {
	struct conn *conn;
	stream_on_close *on_close;
	void *ctx;
	struct chunk *first, *last;
	int fd; /* the connection's: a notice to thousands touches as little memory as it can */
	size_t backlog;
	struct event *writable; /* made when the socket was full for the first time */
	struct stream *next_ending;
	enum stream_end why;
	bool ending;
};

static void drop_first(struct stream *stream)
{
	struct chunk *chunk = stream->first;

	stream->first = chunk->next;
	if (!stream->first)
		stream->last = NULL;
	body_release(chunk->body);
	free(chunk);
}

void stream_destroy(struct stream *stream)
{
	if (!stream)
		return;
	stream->conn->stream = NULL;
	if (stream->on_close)
		stream->on_close(stream->ctx, stream->ending ? stream->why : STREAM_DRAIN);
	while (stream->first)
		drop_first(stream);
	if (stream->writable)
		event_free(stream->writable);
	free(stream);
}

void stream_end(struct stream *stream, enum stream_end why)
{
	struct http_server *server = stream->conn->server;

	if (stream->ending)
		return;
	stream->ending = true;
	stream->why = why;
	stream->conn->deadline = INT64_MAX;
	conn_set_reading(stream->conn, false);
	if (stream->writable)
		event_del(stream->writable);
	stream->next_ending = server->ending;
	server->ending = stream;
	server_reap_soon(server);
}

void stream_reap(struct http_server *server)
{
	while (server->ending) {
		struct stream *stream = server->ending;

		server->ending = stream->next_ending;
		conn_destroy(stream->conn);
	}
}

void stream_close(struct stream *stream)
{
	stream->on_close = NULL;
	stream_end(stream, STREAM_LEFT);
}

void stream_readable(struct stream *stream)
{
	if (!conn_discard(stream->conn))
		stream_end(stream, STREAM_LEFT);
}

size_t stream_backlog(const struct stream *stream)
{
	return stream->backlog;
}

/* Sends queued chunks until the socket is full. */
static void on_writable(evutil_socket_t fd, short what, void *arg)
{
	struct stream *stream = arg;

	(void)fd;
	(void)what;
	while (stream->first) {
		struct chunk *chunk = stream->first;
		size_t rest = body_len(chunk->body) - chunk->at;
		ssize_t n = conn_send(stream->fd, body_bytes(chunk->body) + chunk->at, rest, NULL, 0);

		if (n < 0) {
			stream_end(stream, STREAM_LEFT);
			return;
		}
		stream->backlog -= (size_t)n;
		chunk->at += (size_t)n;
		if ((size_t)n < rest)
			return;
		drop_first(stream);
	}
	stream->conn->deadline = INT64_MAX;
	event_del(stream->writable);
}

/* Queues the body from `at` on; takes the reference over. */
static bool enqueue(struct stream *stream, struct body *body, size_t at)
{
	const struct http_config *config = &stream->conn->server->config;
	struct chunk *chunk = mem_alloc(sizeof *chunk);

	chunk->body = body;
	chunk->at = at;
	stream->backlog += body_len(body) - at;
	if (stream->last) {
		stream->last->next = chunk;
	} else {
		stream->first = chunk;
		stream->conn->deadline = server_now(stream->conn->server) + config->write_ms;
		if (!stream->writable)
			stream->writable = event_new(
			    stream->conn->server->base, stream->conn->fd, EV_WRITE | EV_PERSIST, on_writable, stream);
		conn_await(stream->conn, stream->writable);
	}
	stream->last = chunk;
	if (stream->backlog <= config->stream_backlog)
		return true;
	stream_end(stream, STREAM_SLOW);
	return false;
}

/* What of len bytes the socket takes now: 0 when others wait before them, -1 when it is broken. */
static ssize_t send_now(struct stream *stream, const char *bytes, size_t len)
{
	ssize_t n = stream->first ? 0 : conn_send(stream->fd, bytes, len, NULL, 0);

	if (n < 0)
		stream_end(stream, STREAM_LEFT);
	return n;
}

bool stream_send(struct stream *stream, const char *bytes, size_t len)
{
	ssize_t n;

	if (stream->ending)
		return false;
	n = send_now(stream, bytes, len);
	if (n < 0 || (size_t)n == len)
		return n >= 0;
	return enqueue(stream, body_copy(bytes + n, len - (size_t)n), 0);
}

bool stream_send_body(struct stream *stream, struct body *body)
{
	ssize_t n;

	if (stream->ending)
		return false;
	n = send_now(stream, body_bytes(body), body_len(body));
	if (n < 0 || (size_t)n == body_len(body))
		return n >= 0;
	return enqueue(stream, body_ref(body), (size_t)n);
}

struct stream *exchange_stream(
    struct exchange *exchange, const struct answer *head, stream_on_close *on_close, void *ctx)
{
	struct conn *conn = exchange->conn;
	struct buf *text = &conn->server->head;
	struct answer_head known = {
		.date_line = conn->server->date_line, .close = true, .hsts_days = conn->hsts_days
	};
	struct stream *stream;

	if (conn->state == CONN_GONE || conn->half_open || exchange->is_head || !answer_is_sound(head)) {
		exchange_answer(exchange, head);
		return NULL;
	}
	stream = mem_alloc(sizeof *stream);
	stream->conn = conn;
	stream->fd = conn->fd;
	stream->on_close = on_close;
	stream->ctx = ctx;
	conn->stream = stream;
	conn->state = CONN_STREAM;
	conn->deadline = INT64_MAX;
	conn_release_input(conn);
	conn_set_reading(conn, true);
	text->len = 0;
	answer_write_head(text, head, &known);
	stream_send(stream, text->bytes, text->len);
	if (conn->server->draining)
		stream_end(stream, STREAM_DRAIN);
	return stream;
}
