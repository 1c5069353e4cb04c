/* The strict HTTP/1.1 request parser: bytes in, a request or a refusal out. No sockets, no clock, no allocation.
 * It reads a subset of RFC 9110/9112 on purpose: origin-form targets, CRLF only, Content-Length only, one Host from a
 * list. What it does not understand without doubt it refuses, and the connection has to be closed then.
 * Not for meaning: routes, logins and content are decided above. */
#ifndef P2C_HTTP_WIRE_H
#define P2C_HTTP_WIRE_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	WIRE_LINE_MAX = 2048,  /* bytes of the request line without CRLF; beyond: 414 */
	WIRE_HEAD_MAX = 16384, /* bytes of all header lines; beyond: 431 */
	WIRE_FIELDS_MAX = 64,  /* header lines; beyond: 431 */
	WIRE_BODY_MAX = 65536, /* bytes of a body where wire_rules.body_limit says nothing else; beyond: 413 */
	WIRE_PAIRS_MAX = 32,   /* pairs of a query */
};

enum wire_method { WIRE_GET, WIRE_HEAD, WIRE_POST, WIRE_PATCH, WIRE_DELETE, WIRE_PUT, WIRE_OPTIONS, WIRE_METHOD_MAX };

/* Header fields with a place of their own (wire.def). */
enum wire_known {
#define KNOWN(name, text, single) WIRE_##name,
#include "http/wire.def"
#undef KNOWN
	WIRE_KNOWN_MAX
};

/* One header line as offsets from wire_request.base, so that the buffer may move while it grows. */
struct wire_field {
	uint16_t name, name_len, value, value_len;
};

/* A request. Every pointer leads into the caller's buffer and lives as long as that. */
struct wire_request {
	enum wire_method method;
	int minor_version;   /* 0 or 1 */
	bool keep_alive;     /* false: answer and close */
	bool wants_continue; /* Expect: 100-continue came with a body to follow */
	char *base;
	const char *path; /* decoded, NUL-terminated, printable ASCII, starts with one '/' */
	size_t path_len;
	const char *query; /* raw after '?', sound percent-encoded UTF-8, NUL-terminated; "" when there is none */
	size_t query_len;
	const char *body; /* not NUL-terminated; NULL when body_len is 0 */
	size_t body_len;
	unsigned n_fields;
	uint8_t known[WIRE_KNOWN_MAX]; /* index into fields + 1; 0 = absent */
	struct wire_field fields[WIRE_FIELDS_MAX];
};

/* What a listener accepts. Lives longer than every struct wire started with it. */
struct wire_rules {
	const char *const *hosts; /* names this server answers to, lower case, each with or without ":port" */
	size_t n_hosts;
	bool any_literal; /* also any IP address: only names can be rebound by a stranger's DNS */
	/* Bytes the body may have, asked once the head is read (method, path and fields are set). NULL:
	 * WIRE_BODY_MAX. */
	size_t (*body_limit)(void *ctx, const struct wire_request *head);
	void *ctx;
};

/* Why a request was not taken: an HTTP status (400 411 413 414 417 431 501 505) and a sentence. */
struct wire_refusal {
	int status;
	const char *reason; /* static text */
};

enum wire_step {
	WIRE_MORE,    /* feed again when there are more bytes */
	WIRE_DONE,    /* wire.request is whole and took wire.used bytes */
	WIRE_REFUSED, /* see wire.refusal; answer it and close */
};

/* The state of one request being read. Start it, feed it; fields below `refusal` are private. */
struct wire {
	struct wire_request request;
	size_t used;   /* bytes of this request, once done */
	size_t wanted; /* bytes of this request, once its head is read; 0 before */
	struct wire_refusal refusal;
	const struct wire_rules *rules;
	size_t line, seen; /* where the present line starts; how far it was examined */
	size_t head_start, head_end;
	uint16_t path_at, query_at;
	enum { WIRE_AT_LINE, WIRE_AT_FIELDS, WIRE_AT_BODY, WIRE_AT_END } stage;
};

/* Begins a new request. */
void wire_start(struct wire *wire, const struct wire_rules *rules);
/* Reads on. `bytes` is everything received since wire_start (the same bytes again, plus more); it is changed in place
 * (names to lower case, NUL behind values). The buffer may lie elsewhere at each call. The outcome does not depend on
 * how the bytes were cut. After WIRE_DONE or WIRE_REFUSED the answer stays the same until the next start. */
enum wire_step wire_feed(struct wire *wire, char *bytes, size_t len);

/* The method's name, "GET". */
const char *wire_method_name(enum wire_method method);
/* The value of a header field (trimmed, NUL-terminated), or NULL. Of a repeated field the first. */
const char *wire_known(const struct wire_request *request, enum wire_known known);
/* The same by its lower-case name. */
const char *wire_header(const struct wire_request *request, const char *name);
/* Does a comma-separated list (a field's value) hold this token, compared without case? */
bool wire_list_has(const char *list, const char *token);

struct wire_pair {
	const char *name, *value; /* decoded UTF-8 without control characters */
};
/* The query's pairs, decoded into the arena ('+' is a space). ERR_QUERY for a name that is empty or comes twice and
 * for more than WIRE_PAIRS_MAX pairs. */
enum err wire_query(const struct wire_request *request, struct arena *arena, const struct wire_pair **out_pairs,
    size_t *out_n, struct fault *out_fault);

#endif
