/* A server on a free loopback port, a clock that only tests move, and clients as plain sockets: everything in one
 * thread, the loop turned by whoever waits. Shared by the tests of this room. */
#ifndef P2C_TESTS_HTTP_RIG_H
#define P2C_TESTS_HTTP_RIG_H

#include "http/server.h"

#include <event2/event.h>
#include <sys/types.h>

#define GET(path) "GET " path " HTTP/1.1\r\nHost: localhost\r\n\r\n"

enum { FILM_LEN = 5 * 1024 * 1024 + 7, HELD_MAX = 8, SEEN_MAX = 4096, RIG_PATIENCE = 5000 };

/* The paths the rig knows: /hello answers "hello"; /hold keeps the exchange in held[]; /stream opens a stream;
 * /empty 204; /same 304; /film a file, /short-film one that ends too early; /big, /sealed (the same as a
 * file), /evil and others as named in
 * answer_path(). */
struct rig {
	struct event_base *base;
	struct http_server *server;
	uint16_t port;
	int64_t now, wall;
	unsigned requests;
	char last_path[64], last_address[HTTP_ADDRESS_LEN + 1];
	size_t last_body_len;
	bool last_local;
	struct exchange *held[HELD_MAX];
	unsigned n_held;
	struct stream *stream;
	enum stream_end stream_why;
	unsigned streams_closed;
	struct body *big, *sealed;
	unsigned troubles;
	int trouble;
	bool empty;
};

/* The configuration rigs start from; change it before rig_start. */
struct http_config rig_config(struct rig *rig);
void rig_start(struct rig *rig, const struct http_config *config);
void rig_stop(struct rig *rig);
/* Another server with this configuration in the place of the first. */
void rig_restart(struct rig *rig, const struct http_config *config);
/* cmocka's: *state is a started rig. */
int rig_setup(void **state);
int rig_teardown(void **state);
/* For http_server_drain: sets rig->empty. */
void rig_on_empty(void *ctx);
/* For streams opened by a test: remembers why they ended. */
void rig_on_stream_close(void *ctx, enum stream_end why);
/* For body_wrap: bytes of mem_alloc. */
void rig_free(void *bytes, size_t len);

/* A connected client (non-blocking); and one with a small receive buffer that will not read. */
int rig_connect(struct rig *rig);
int rig_connect_slow(struct rig *rig);
void rig_say(int fd, const char *text);
/* Turns the loop until nothing more happens at once. */
void rig_turn(struct rig *rig);
/* Moves the clock and lets the server look at its deadlines. */
void rig_pass(struct rig *rig, int64_t ms);
/* Waits until the client can read (turns the loop, then lets the kernel say when) and does as recv. */
ssize_t rig_await(struct rig *rig, int fd, char *out, size_t len, int flags);
/* Reads one whole answer (by Content-Length; to the end of the head when `head_only`) into out, NUL-terminated. */
void rig_read_answer(struct rig *rig, int fd, bool head_only, char out[SEEN_MAX]);
/* Reads exactly the text given. */
void rig_expect(struct rig *rig, int fd, const char *text);
/* The server closed this connection, and nothing more came before that. */
void rig_expect_closed(struct rig *rig, int fd);
/* The connection is open and nothing is to be read. */
void rig_expect_silence(struct rig *rig, int fd);
/* Is this part in the text, or not? */
void rig_expect_has(const char *text, const char *part);
void rig_expect_not(const char *text, const char *part);
/* Reads to the end of the connection and counts; or also sees that it ends in these bytes. */
size_t rig_drain(struct rig *rig, int fd);
size_t rig_drain_body(struct rig *rig, int fd, const struct body *body);

#endif
