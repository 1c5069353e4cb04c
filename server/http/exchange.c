/* Answers on their way out: one sendmsg each, or the head and a sendfile; what the socket does not take waits in an
 * outbuf with a write event. Not for streams. */
#include "base/jsonw.h"
#include "base/mem.h"
#include "http/answer_head.h"
#include "http/core.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>

/* Without a body (304, HEAD) the simpler call is the cheaper one in the kernel. */
ssize_t conn_send(int fd, const char *head, size_t head_len, const char *body, size_t body_len)
{
	struct iovec parts[2] = { { .iov_base = (void *)(uintptr_t)head, .iov_len = head_len },
		{ .iov_base = (void *)(uintptr_t)body, .iov_len = body_len } };
	struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };
	ssize_t n = body_len ? sendmsg(fd, &message, MSG_NOSIGNAL) : send(fd, head, head_len, MSG_NOSIGNAL);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	return n;
}

/* The same; a body that is a file goes to a TCP socket by reference (SIGPIPE is ignored, sendfile has no flag for
 * it). The head waits in the kernel for the first of it. What sendfile refuses is sent from memory, which has the
 * errors. */
static ssize_t send_some(const struct conn *conn, const char *head, size_t head_len, const struct body *body,
    const char *bytes, size_t len)
{
	int file = body && !conn->pump && !conn->is_local ? body_file(body) : -1;
	ssize_t sent = 0, n;
	off_t at;

	if (file < 0 || len == 0)
		return conn_send(conn->fd, head, head_len, bytes, len);
	if (head_len)
		sent = send(conn->fd, head, head_len, MSG_NOSIGNAL | MSG_MORE);
	if (sent != (ssize_t)head_len)
		return sent < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : sent;
	at = bytes - body_bytes(body);
	n = sendfile(conn->fd, file, &at, len);
	if (n < 0 && errno != EAGAIN && errno != EINTR)
		n = conn_send(conn->fd, bytes, len, NULL, 0);
	if (n < 0 && head_len == 0)
		return -1;
	return n > 0 ? sent + n : sent;
}

void outbuf_destroy(struct outbuf *out)
{
	if (!out)
		return;
	event_del(&out->event);
	body_release(out->body);
	file_send_destroy(out->file);
	free(out);
}

static void finish(struct conn *conn)
{
	outbuf_destroy(conn->out);
	conn->out = NULL;
	conn_answered(conn);
}

/* A piece of the file came: it has the time of a piece to leave. A file that is shorter than it was ends the
 * connection, for its length has been said. */
static void on_piece(void *ctx, const char *bytes, size_t len)
{
	struct conn *conn = ctx;

	if (!len) {
		conn_drop(conn);
		return;
	}
	conn->out->bytes = bytes;
	conn->out->len = len;
	conn->deadline = server_now(conn->server) + conn->server->config.stall_ms;
	conn_await(conn, &conn->out->event);
}

/* Everything on hand is sent: the next piece of the file, or the end. */
static void go_on(struct conn *conn)
{
	const struct http_config *config = &conn->server->config;
	struct outbuf *out = conn->out;

	if (!out->file || file_send_left(out->file) == 0) {
		finish(conn);
		return;
	}
	event_del(&out->event);
	conn->deadline = server_now(conn->server) + config->stall_ms;
	file_send_next(out->file, config->read_piece, config->ctx, on_piece, conn);
}

static void on_writable(evutil_socket_t fd, short what, void *arg)
{
	struct conn *conn = arg;
	struct outbuf *out = conn->out;
	ssize_t n =
	    send_some(conn, out->head + out->head_at, out->head_len - out->head_at, out->body, out->bytes, out->len);
	size_t of_head = out->head_len - out->head_at;

	(void)fd;
	(void)what;
	if (n < 0) {
		conn_drop(conn);
		return;
	}
	if ((size_t)n < of_head)
		of_head = (size_t)n;
	out->head_at += of_head;
	if (out->bytes)
		out->bytes += (size_t)n - of_head;
	out->len -= (size_t)n - of_head;
	if (out->head_at == out->head_len && out->len == 0)
		go_on(conn);
}

/* Keeps what is left after the socket took the first `sent` bytes. */
static void keep_rest(
    struct conn *conn, const struct buf *head, struct body *body, const char *bytes, size_t len, size_t sent)
{
	size_t of_head = sent < head->len ? sent : head->len;
	struct outbuf *out = mem_alloc(sizeof *out + head->len - of_head);

	out->body = body_ref(body);
	out->bytes = bytes + (sent - of_head);
	out->len = len - (sent - of_head);
	out->head_len = head->len - of_head;
	memcpy(out->head, head->bytes + of_head, out->head_len);
	conn->out = out;
	conn->state = CONN_WRITE;
	conn->deadline = server_now(conn->server) + conn->server->config.write_ms +
			 (int64_t)((out->head_len + out->len) / LEAST_BYTES_PER_MS);
	event_assign(&out->event, conn->server->base, conn->fd, EV_WRITE | EV_PERSIST, on_writable, conn);
	conn_await(conn, &out->event);
}

/* The head of an answer whose body is a file; its first piece follows when the head is out. */
static void send_file(struct conn *conn, const struct buf *head, struct file_send *file, ssize_t sent)
{
	keep_rest(conn, head, NULL, "", 0, (size_t)sent);
	conn->out->file = file;
	if (conn->out->head_len == 0)
		go_on(conn);
}

static void send_answer(struct conn *conn, const struct answer *answer)
{
	struct buf *head = &conn->server->head;
	const char *bytes = answer->bytes || !answer->body ? answer->bytes : body_bytes(answer->body);
	size_t len = answer->bytes || !answer->body ? answer->len : body_len(answer->body);
	bool has_body = !conn->exchange.is_head && answer_has_body(answer);
	struct answer_head known = { .date_line = conn->server->date_line, .has_length = true };
	ssize_t n;

	known.hsts_days = conn->hsts_days;
	known.length = answer->file ? (size_t)file_send_left(answer->file) : len;
	conn->closing = known.close = answer->close || conn->exchange.close || conn->server->draining;
	head->len = 0;
	answer_write_head(head, answer, &known);
	if (!has_body || answer->file)
		len = 0;
	n = send_some(conn, head->bytes, head->len, answer->body, bytes, len);
	if (n >= 0 && answer->file && has_body) {
		send_file(conn, head, answer->file, n);
		return;
	}
	file_send_destroy(answer->file);
	if (n < 0)
		conn_drop(conn);
	else if ((size_t)n == head->len + len)
		conn_answered(conn);
	else
		keep_rest(conn, head, answer->body, bytes, len, (size_t)n);
}

void conn_answer(struct conn *conn, const struct answer *answer)
{
	static const struct answer broken = { .status = 500, .close = true };

	if (!answer_is_sound(answer)) {
		file_send_destroy(answer->file);
		answer = &broken;
	}
	send_answer(conn, answer);
}

/* The plain wording of a refusal, RFC 9457. */
static void default_refusal(const struct wire_refusal *why, struct answer *out)
{
	struct buf text = { 0 };
	struct jsonw w = jsonw_start(&text);

	jsonw_object(&w, NULL);
	jsonw_text(&w, "type", "about:blank");
	jsonw_text(&w, "title", answer_words(why->status));
	jsonw_int(&w, "status", why->status);
	jsonw_text(&w, "detail", why->reason);
	jsonw_object_end(&w);
	out->status = why->status;
	out->content_type = "application/problem+json";
	out->body = body_steal(&text);
}

void conn_refuse(struct conn *conn, const struct wire_refusal *why)
{
	const struct http_config *config = &conn->server->config;
	struct answer answer = { 0 };

	if (config->refuse)
		config->refuse(config->ctx, why, &answer);
	else
		default_refusal(why, &answer);
	/* Whoever asks by HEAD reads no body behind the head of an answer, whatever it says. */
	conn->exchange.is_head = conn->in && conn->in->wire.request.method == WIRE_HEAD;
	conn->exchange.close = true;
	conn->dirty = true;
	conn_answer(conn, &answer);
	body_release(answer.body);
}

void conn_give_up(struct conn *conn)
{
	static const struct wire_refusal late = { 503, "The server could not answer in time. Ask again; a change "
						       "that is sent again with its key is not made "
						       "twice." };
	const struct http_config *config = &conn->server->config;
	struct answer answer = { 0 };
	struct buf *head = &conn->server->head;
	struct answer_head known = { .date_line = conn->server->date_line, .has_length = true, .close = true };

	if (config->refuse)
		config->refuse(config->ctx, &late, &answer);
	else
		default_refusal(&late, &answer);
	known.length = body_len(answer.body);
	head->len = 0;
	answer_write_head(head, &answer, &known);
	conn_send(
	    conn->fd, head->bytes, head->len, body_bytes(answer.body), conn->exchange.is_head ? 0 : known.length);
	body_release(answer.body);
	conn_discard(conn);
}

void exchange_answer(struct exchange *exchange, const struct answer *answer)
{
	struct conn *conn = exchange->conn;

	if (conn->state == CONN_GONE) {
		file_send_destroy(answer->file);
		conn_drop(conn);
	} else {
		conn_answer(conn, answer);
	}
}

bool exchange_is_local(const struct exchange *exchange)
{
	return exchange->conn->is_local;
}

bool exchange_is_secure(const struct exchange *exchange)
{
	return exchange->conn->is_secure;
}

static const char *address_text(const struct conn *conn, const unsigned char *address, char *out)
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };

	if (conn->is_local)
		memcpy(out, "local", sizeof "local");
	else if (memcmp(address, mapped, sizeof mapped) == 0)
		inet_ntop(AF_INET, address + sizeof mapped, out, HTTP_ADDRESS_LEN + 1);
	else
		inet_ntop(AF_INET6, address, out, HTTP_ADDRESS_LEN + 1);
	return out;
}

const char *exchange_address(const struct exchange *exchange, char out[HTTP_ADDRESS_LEN + 1])
{
	return address_text(exchange->conn, exchange->conn->address, out);
}

const char *exchange_source(const struct exchange *exchange, char out[HTTP_ADDRESS_LEN + 1])
{
	unsigned char key[PEERS_ADDRESS_LEN];

	peers_key(exchange->conn->address, key);
	return address_text(exchange->conn, key, out);
}
