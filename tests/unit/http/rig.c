/* See rig.h. Linked with every test of this folder. */
#include "rig.h"

#include "base/mem.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

enum { BIG_LEN = 8 * 1024 * 1024, QUIET_TURNS = 8 };

static int64_t rig_now(void *ctx)
{
	return ((struct rig *)ctx)->now;
}

static int64_t rig_wall(void *ctx)
{
	return ((struct rig *)ctx)->wall;
}

static void rig_on_trouble(void *ctx, int error)
{
	struct rig *rig = ctx;

	rig->troubles++;
	rig->trouble = error;
}

void rig_on_stream_close(void *ctx, enum stream_end why)
{
	struct rig *rig = ctx;

	rig->streams_closed++;
	rig->stream_why = why;
	rig->stream = NULL;
}

void rig_on_empty(void *ctx)
{
	((struct rig *)ctx)->empty = true;
}

/* A file that says it is FILM_LEN long, and is `len`. */
static struct file_send *rig_film(off_t len)
{
	int fd = memfd_create("film", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(ftruncate(fd, len), 0);
	return file_send_create(fd, 0, FILM_LEN);
}

static void answer_path(struct rig *rig, const char *path, struct answer *out)
{
	*out = (struct answer){
		.status = 200, .content_type = "text/plain", .bytes = "hello", .len = 5, .etag = "\"1\""
	};
	if (strcmp(path, "/empty") == 0) {
		out->status = 204;
	} else if (strcmp(path, "/same") == 0) {
		out->status = 304;
	} else if (strcmp(path, "/close") == 0) {
		out->close = true;
	} else if (strcmp(path, "/evil") == 0) {
		answer_add(out, "Location", "/x\r\nSet-Cookie: a=b");
	} else if (strcmp(path, "/page") == 0) {
		out->policy = ANSWER_PAGE;
		out->cache = "public, max-age=60";
		answer_add(out, "X-Extra", "yes");
	} else if (strcmp(path, "/big") == 0) {
		out->bytes = NULL;
		out->body = rig->big;
	} else if (strcmp(path, "/sealed") == 0) {
		out->bytes = NULL;
		out->body = rig->sealed;
	} else if (strcmp(path, "/film") == 0 || strcmp(path, "/short-film") == 0) {
		out->file = rig_film(path[1] == 'f' ? FILM_LEN : FILM_LEN / 2);
	}
}

static void rig_on_request(void *ctx, struct exchange *exchange, const struct wire_request *request)
{
	static const struct answer stream_head = { .status = 200, .content_type = "text/event-stream" };
	struct rig *rig = ctx;
	struct answer answer;

	rig->requests++;
	rig->last_body_len = request->body_len;
	rig->last_local = exchange_is_local(exchange);
	exchange_address(exchange, rig->last_address);
	snprintf(rig->last_path, sizeof rig->last_path, "%s", request->path);
	if (strcmp(request->path, "/hold") == 0) {
		rig->held[rig->n_held++ % HELD_MAX] = exchange;
	} else if (strcmp(request->path, "/stream") == 0) {
		rig->stream = exchange_stream(exchange, &stream_head, rig_on_stream_close, rig);
	} else {
		answer_path(rig, request->path, &answer);
		exchange_answer(exchange, &answer);
	}
}

struct http_config rig_config(struct rig *rig)
{
	static const char *const hosts[] = { "localhost" };

	return (struct http_config){
		.rules = { .hosts = hosts, .n_hosts = 1 },
		.monotonic_ms = rig_now,
		.wall_ms = rig_wall,
		.on_trouble = rig_on_trouble,
		.ctx = rig,
	};
}

void rig_free(void *bytes, size_t len)
{
	(void)len;
	free(bytes);
}

static struct body *sealed_pattern(void)
{
	struct buf buf = { 0 };
	struct body *body;

	for (uint32_t i = 0; i < BIG_LEN / sizeof i; i++)
		buf_add(&buf, (const char *)&i, sizeof i);
	body = body_seal(&buf);
	assert_true(body_file(body) >= 0);
	return body;
}

void rig_start(struct rig *rig, const struct http_config *config)
{
	rig->base = event_base_new();
	rig->now = 1000000;
	rig->wall = INT64_C(1654605000000);
	signal(SIGPIPE, SIG_IGN);
	rig->big = body_wrap(mem_alloc(BIG_LEN), BIG_LEN, rig_free);
	rig->sealed = sealed_pattern();
	rig->server = http_server_create(rig->base, config, rig_on_request, rig);
	assert_int_equal(http_server_listen(rig->server, "127.0.0.1", 0, NULL, &rig->port, NULL), OK);
}

void rig_stop(struct rig *rig)
{
	http_server_destroy(rig->server);
	event_base_free(rig->base);
	body_release(rig->big);
	body_release(rig->sealed);
}

void rig_restart(struct rig *rig, const struct http_config *config)
{
	rig_stop(rig);
	rig_start(rig, config);
}

int rig_setup(void **state)
{
	struct rig *rig = mem_alloc(sizeof *rig);
	struct http_config config = rig_config(rig);

	rig_start(rig, &config);
	*state = rig;
	return 0;
}

int rig_teardown(void **state)
{
	rig_stop(*state);
	free(*state);
	return 0;
}

static int connect_with(struct rig *rig, int receive_buffer)
{
	struct sockaddr_in where = { .sin_family = AF_INET, .sin_port = htons(rig->port) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_true(fd >= 0);
	if (receive_buffer)
		assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer), 0);
	where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(connect(fd, (struct sockaddr *)&where, sizeof where), 0);
	return fd;
}

int rig_connect(struct rig *rig)
{
	return connect_with(rig, 0);
}

int rig_connect_slow(struct rig *rig)
{
	return connect_with(rig, 4096);
}

void rig_say(int fd, const char *text)
{
	assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), strlen(text));
}

void rig_turn(struct rig *rig)
{
	for (int i = 0; i < QUIET_TURNS; i++)
		event_base_loop(rig->base, EVLOOP_NONBLOCK);
}

void rig_pass(struct rig *rig, int64_t ms)
{
	rig_turn(rig);
	rig->now += ms;
	http_server_tick(rig->server);
	rig_turn(rig);
}

ssize_t rig_await(struct rig *rig, int fd, char *out, size_t len, int flags)
{
	for (int i = 0; i < RIG_PATIENCE; i++) {
		struct pollfd poll_fd = { .fd = fd, .events = POLLIN };

		event_base_loop(rig->base, EVLOOP_NONBLOCK);
		if (poll(&poll_fd, 1, 1) == 1)
			return recv(fd, out, len, flags);
	}
	fail_msg("nothing came");
	return -1;
}

/* Bytes of the answer that starts the text, 0 when its head is not whole yet. */
static size_t answer_len(const char *text, bool head_only)
{
	const char *end = strstr(text, "\r\n\r\n");
	const char *length = strstr(text, "\r\nContent-Length: ");

	if (!end)
		return 0;
	if (head_only || !length || length > end)
		return (size_t)(end - text) + 4;
	return (size_t)(end - text) + 4 + (size_t)strtoul(length + 18, NULL, 10);
}

void rig_read_answer(struct rig *rig, int fd, bool head_only, char out[SEEN_MAX])
{
	size_t len = 0, want;

	for (;;) {
		ssize_t n = rig_await(rig, fd, out, SEEN_MAX - 1, MSG_PEEK);

		assert_true(n > 0);
		len = (size_t)n;
		out[len] = '\0';
		want = answer_len(out, head_only);
		if (want && len >= want)
			break;
	}
	assert_int_equal(recv(fd, out, want, 0), want);
	out[want] = '\0';
}

void rig_expect(struct rig *rig, int fd, const char *text)
{
	char seen[SEEN_MAX];
	size_t len = 0, want = strlen(text);

	while (len < want) {
		ssize_t n = rig_await(rig, fd, seen + len, want - len, 0);

		assert_true(n > 0);
		len += (size_t)n;
	}
	assert_memory_equal(seen, text, want);
}

void rig_expect_closed(struct rig *rig, int fd)
{
	char byte;

	assert_int_equal(rig_await(rig, fd, &byte, 1, 0), 0);
	close(fd);
	rig_turn(rig);
}

void rig_expect_silence(struct rig *rig, int fd)
{
	char byte;

	rig_turn(rig);
	assert_int_equal(recv(fd, &byte, 1, MSG_DONTWAIT), -1);
	assert_int_equal(errno, EAGAIN);
}

void rig_expect_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("'%s' is missing in:\n%s", part, text);
}

void rig_expect_not(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("'%s' is present in:\n%s", part, text);
}

size_t rig_drain(struct rig *rig, int fd)
{
	return rig_drain_body(rig, fd, NULL);
}

size_t rig_drain_body(struct rig *rig, int fd, const struct body *body)
{
	size_t cap = (body ? body_len(body) : 0) + 256 * 1024, total = 0;
	char *seen = mem_alloc(cap);

	for (;;) {
		ssize_t n = rig_await(rig, fd, body ? seen + total : seen, body ? cap - total : cap, 0);

		assert_true(n >= 0);
		if (n == 0)
			break;
		total += (size_t)n;
	}
	if (body)
		assert_memory_equal(seen + total - body_len(body), body_bytes(body), body_len(body));
	free(seen);
	close(fd);
	return total;
}
