/* What server.c, listen.c, conn.c, exchange.c and stream.c share: the server and a connection from inside.
 * Private to these; everybody else sees server.h. */
#ifndef P2C_HTTP_CORE_H
#define P2C_HTTP_CORE_H

#include "base/buf.h"
#include "http/peers.h"
#include "http/server.h"

#include <event2/event.h>
#include <event2/event_struct.h>

enum { LEAST_BYTES_PER_MS = 16 }; /* slower than about 16 KB/s is given up */

struct conn;
struct pump;
struct tls;

/* Input of one request and the parser that reads it. Idle connections have none. */
struct inbuf {
	struct inbuf *next; /* in the server's store of spare ones */
	struct wire wire;
	size_t len, cap;
	bool continued; /* 100 Continue was sent */
	char bytes[];
};

/* An answer that the socket did not take at once. */
struct outbuf {
	struct event event;
	struct body *body;
	struct file_send *file; /* where the next bytes come from; NULL when `bytes` is all there is */
	const char *bytes;      /* rest of the body */
	size_t len;
	size_t head_at, head_len; /* rest of the head */
	char head[];
};

struct exchange {
	struct conn *conn;
	bool is_head; /* HEAD: no body bytes */
	bool close;   /* the request ends the connection */
};

enum conn_state {
	CONN_IDLE,   /* between requests */
	CONN_HEAD,   /* new, or with part of a head */
	CONN_BODY,   /* the head is read */
	CONN_BUSY,   /* the exchange is out */
	CONN_WRITE,  /* the answer is on its way */
	CONN_STREAM, /* conn->stream has the connection */
	CONN_LINGER, /* all said; what still comes in is thrown away so that the answer is not lost to a reset */
	CONN_GONE,   /* the client left while the exchange was out: freed when it is answered */
	CONN_DEAD,   /* to be freed by whoever is in conn_advance */
};

struct conn {
	struct http_server *server;
	struct conn *prev, *next;
	struct pump *pump; /* of TLS, while it lives; else NULL */
	struct peer *peer; /* NULL for AF_UNIX and behind a pump, which has it */
	struct inbuf *in;
	struct outbuf *out;
	struct stream *stream;
	int64_t deadline; /* monotonic ms; INT64_MAX: none */
	struct event readable;
	struct exchange exchange;
	int fd;
	enum conn_state state;
	bool is_local, is_secure;
	unsigned hsts_days; /* to say on it, since it came by TLS to a name (RFC 6797); 0 before that is known */
	bool reading;       /* the readable event is on */
	bool unheard;       /* the kernel would not wait for it: given up at the next tick */
	bool half_open;     /* the client sent its FIN; it may still read */
	bool advancing;     /* conn_advance is on the stack */
	bool closing;       /* the answer being written is the last */
	bool dirty;         /* unread input may follow: linger before close */
	unsigned char address[PEERS_ADDRESS_LEN];
};

struct listener {
	struct listener *next;
	struct http_server *server;
	int fd;
	bool is_local;
	struct tls *tls; /* NULL: plain; borrowed */
	char *path;      /* AF_UNIX: the file to remove */
	struct event acceptable, retry;
};

struct http_server {
	struct event_base *base;
	struct http_config config;
	struct wire_rules local_rules;
	http_on_request *on_request;
	void *ctx;
	struct listener *listeners;
	struct peers *peers;
	struct conn *conns;
	unsigned n_conns;
	struct pump *pumps;
	unsigned n_pumps;
	struct inbuf *spare;
	unsigned n_spare;
	struct stream *ending; /* streams whose on_close is due */
	struct buf head;       /* where the head of the present answer is formatted */
	char date_line[48];
	int64_t trouble_at; /* monotonic ms before which on_trouble keeps silent */
	struct event tick, reap, grace;
	bool draining;
	void (*on_empty)(void *ctx);
	void *on_empty_ctx;
};

/* server.c */
int64_t server_now(const struct http_server *server); /* monotonic ms */
void server_reap_soon(struct http_server *server);    /* ending streams and on_empty, from the loop */

/* listen.c */
void listener_destroy_all(struct http_server *server);

/* conn.c */
/* Takes the socket over, which came to that listener. `address` is ignored for local ones. */
struct conn *conn_create(const struct listener *listener, int fd, const unsigned char *address, struct peer *peer);
void conn_destroy(struct conn *conn);
/* Destroys it now, or leaves that to the conn_advance that is on the stack. */
void conn_drop(struct conn *conn);
void conn_set_reading(struct conn *conn, bool on);
/* Waits for what happens on its socket. Where the kernel has no room for that, the connection is given up soon,
 * rather than left with a client who waits for its deadline. */
void conn_await(struct conn *conn, struct event *event);
void conn_release_input(struct conn *conn);
/* The answer was given and fully sent: next request, linger or end. */
void conn_answered(struct conn *conn);
/* Its deadline has passed, or nothing would tell what comes on it. */
void conn_expire(struct conn *conn);
/* Reads and forgets what came; false when the client has closed. */
bool conn_discard(struct conn *conn);

/* tls_pump.c */
/* Takes the client's socket and place (peer) over and answers the core's end, or -1 and leaves both to the caller. */
int pump_open(struct http_server *server, struct tls *tls, int fd, struct peer *peer, struct pump **out_pump);
/* This connection is at the core's end. */
void pump_attach(struct pump *pump, struct conn *conn);
/* The connection is gone, and its deadlines with it: what is held has as long as an answer of that length, however
 * little of it is taken at a time. The pump itself may hear of it much later, while it waits for the client. */
void pump_left(struct pump *pump);
void pump_destroy(struct pump *pump);
/* Gives up what is past its deadline. */
void pump_tick(struct http_server *server, int64_t now);

/* exchange.c */
void conn_answer(struct conn *conn, const struct answer *answer);
void conn_refuse(struct conn *conn, const struct wire_refusal *why);
/* Says that the answer takes too long, in the one packet that an idle socket always takes. The exchange stays out. */
void conn_give_up(struct conn *conn);
void outbuf_destroy(struct outbuf *out);
/* sendmsg of head and body: bytes taken, 0 when the socket is full, -1 when it is broken. */
ssize_t conn_send(int fd, const char *head, size_t head_len, const char *body, size_t body_len);

/* stream.c */
void stream_readable(struct stream *stream);
void stream_end(struct stream *stream, enum stream_end why);
void stream_reap(struct http_server *server);
/* Calls on_close(STREAM_DRAIN) if it is still due, and frees the stream (not the connection). */
void stream_destroy(struct stream *stream);

#endif
