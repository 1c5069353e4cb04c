/* Listeners and connections: turns bytes of many clients into exchanges (one request, one answer) and streams.
 * Everything here runs on the thread of the event base; results of other threads come back there first.
 * Not for routes, logins and JSON: those stand above and see a struct wire_request and an exchange. TCP and AF_UNIX.
 */
#ifndef P2C_HTTP_SERVER_H
#define P2C_HTTP_SERVER_H

#include "base/err.h"
#include "http/answer.h"
#include "http/wire.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct event_base;
struct http_server;
struct exchange; /* one request waiting for its answer */
struct tls;      /* tls.h */
struct stream;   /* an answer without end: server-sent events */

enum { HTTP_ADDRESS_LEN = 45 };

/* All-zero members mean the default in brackets. Texts and arrays must outlive the server. */
struct http_config {
	struct wire_rules rules;   /* hosts and body limits of TCP listeners (rules.ctx is the limit's own) */
	unsigned max_connections;  /* [2000] in all */
	unsigned max_per_address;  /* [64] per IPv4 address or IPv6 /64; AF_UNIX is exempt */
	unsigned head_ms, body_ms; /* [10000, 30000] absolute, from the first moment; looked at once a second */
	unsigned idle_ms,
	    write_ms;          /* [60000, 30000] between requests; an answer's last byte, plus its length/16 KiB/s */
	unsigned answer_ms;    /* [120000] until an exchange is answered; then the client is told so and closed */
	unsigned stall_ms;     /* [120000] for a piece of a file: a player that is paused takes none */
	unsigned hsts_days;    /* Strict-Transport-Security for names that come by TLS; [0] is silent */
	size_t stream_backlog; /* [262144] unsent bytes before a slow reader is dropped */
	/* Seams and hooks; NULL means: the system's clocks, a plain problem+json, silence. */
	int64_t (*monotonic_ms)(void *ctx);
	int64_t (*wall_ms)(void *ctx); /* for Date */
	/* Words a refusal of the core (malformed request, deadline) into *out; out->body's reference passes to the
	 * core. */
	void (*refuse)(void *ctx, const struct wire_refusal *why, struct answer *out);
	/* accept() failed (errno): told at most once a second. */
	void (*on_trouble)(void *ctx, int error);
	/* Reads a piece of a file off the loop; NULL reads it there. */
	file_read_piece *read_piece;
	void *ctx; /* given to the five above */
};

/* A whole request came. It stays valid until the exchange is answered, which may be now or later, but exactly once.
 */
typedef void http_on_request(void *ctx, struct exchange *exchange, const struct wire_request *request);

struct http_server *http_server_create(
    struct event_base *base, const struct http_config *config, http_on_request *on_request, void *ctx);
/* Drops every connection at once. Exchanges not answered yet are gone with it: let their threads end first.
 * on_close of every stream is called. */
void http_server_destroy(struct http_server *server);

/* Listens on an IPv4 or IPv6 address (a literal); port 0 takes a free one. With a certificate (which must outlive the
 * server) it speaks TLS there, NULL is plain. ERR_CONFIG with the system's words. */
enum err http_server_listen(struct http_server *server, const char *address, uint16_t port, struct tls *tls,
    uint16_t *out_port, struct fault *out_fault);
/* Takes over a socket that listens already (a service manager's), IPv4 or IPv6; the server owns it from then on and
 * only closes it: who connects while no server runs waits in its queue. ERR_CONFIG when it is something else. */
enum err http_server_adopt(
    struct http_server *server, int fd, struct tls *tls, uint16_t *out_port, struct fault *out_fault);
/* Listens on a socket file, mode 0600; requests on it need Host: localhost. A file left by a dead process is
 * replaced; ERR_IN_USE when somebody answers on it. The file is removed by drain and destroy. */
enum err http_server_listen_unix(struct http_server *server, const char *path, struct fault *out_fault);

/* Ends gracefully: no new connections, streams closed, running exchanges finished. Connections without a request stay
 * for a fifth of a second: one that was taken just before has its request still on the way, and closing it would lose
 * that.
 * on_empty is called once from the loop when the last connection is gone. */
void http_server_drain(struct http_server *server, void (*on_empty)(void *ctx), void *ctx);
/* Connections open now, streams included. */
unsigned http_server_connections(const struct http_server *server);
/* Deadlines and Date, as the server's own timer does once a second; tests call it after moving their clock. */
void http_server_tick(struct http_server *server);

/* Answers and ends the exchange. Content-Length, Date, Connection and the security headers are added. A HEAD gets no
 * body bytes. If the client left meanwhile nothing is sent. */
void exchange_answer(struct exchange *exchange, const struct answer *answer);
/* Did the request come over the local socket (and so from a process of our own user)? */
bool exchange_is_local(const struct exchange *exchange);
/* Did it come by TLS? */
bool exchange_is_secure(const struct exchange *exchange);
/* The client's address as text, "local" for AF_UNIX. Writes to and returns `out`. */
const char *exchange_address(const struct exchange *exchange, char out[HTTP_ADDRESS_LEN + 1]);

/* The same as far as one household or phone goes: of IPv6 the /64, since it may choose the rest of it. For limits. */
const char *exchange_source(const struct exchange *exchange, char out[HTTP_ADDRESS_LEN + 1]);

enum stream_end {
	STREAM_LEFT,  /* the client closed */
	STREAM_SLOW,  /* it did not read: the backlog or the write deadline was reached */
	STREAM_DRAIN, /* the server ends */
};
/* The stream is gone and must not be used again. Called from the loop, never from inside stream_send. */
typedef void stream_on_close(void *ctx, enum stream_end why);

/* Ends the exchange with an answer that has no end: *head gives status, content type and headers (no body).
 * NULL when the client left meanwhile or asked with HEAD; on_close is not called then. */
struct stream *exchange_stream(
    struct exchange *exchange, const struct answer *head, stream_on_close *on_close, void *ctx);
/* Sends at once what the socket takes and keeps the rest. false: the stream is ending, on_close follows. */
bool stream_send(struct stream *stream, const char *bytes, size_t len);
/* The same with shared bytes: a rest is kept as a reference, not as a copy. */
bool stream_send_body(struct stream *stream, struct body *body);
/* Bytes not taken by the socket yet. */
size_t stream_backlog(const struct stream *stream);
/* Ends the stream; on_close is not called. Unsent bytes are dropped. */
void stream_close(struct stream *stream);

#endif
