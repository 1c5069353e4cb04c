/* The server without its guards, for one comparison (guards.mjs): linked with --wrap, so that the calls into them
 * come here. Never part of the product, which has no way to run like this. */
#include "base/err.h"
#include "http/answer_head.h"
#include "http/audit.h"
#include "http/guard.h"
#include "http/peers.h"
#include "http/rate.h"
#include "http/wire_host.h"
#include "http/wire_target.h"
#include "sandbox.h"

#include <stdio.h>
#include <string.h>

/* Everything here is asked and answers without looking. */
#pragma GCC diagnostic ignored "-Wunused-parameter"

enum err __wrap_guard_check(const struct wire_request *, const struct route *, enum guard_way, struct fault *);
bool __wrap_guard_is_crossing(const struct wire_request *);
struct peer *__wrap_peers_enter(struct peers *, const unsigned char address[PEERS_ADDRESS_LEN]);
void __wrap_peers_leave(struct peers *, struct peer *);
bool __wrap_sign_in_may(struct job *, int64_t);
void __wrap_sign_in_count(struct job *, int64_t);
void __wrap_rate_know(struct rate *, const char *);
void __wrap_audit_job(struct audit *, const struct job *, int64_t);
const char *__wrap_wire_host_check(const struct wire_rules *, const char *);
const char *__wrap_wire_target_read(char *, size_t, struct wire_target *);
void __wrap_answer_fix(struct buf *, const struct answer *);
void __wrap_answer_write_head(struct buf *, const struct answer *, const struct answer_head *);
enum err __wrap_sandbox_enter(struct fault *);

/* Where a request comes from, what it carries, who asks too often, who is told of it. */
enum err __wrap_guard_check(
    const struct wire_request *wire, const struct route *route, enum guard_way way, struct fault *out_fault)
{
	return OK;
}

bool __wrap_guard_is_crossing(const struct wire_request *wire)
{
	return false;
}

bool __wrap_sign_in_may(struct job *job, int64_t now_ms)
{
	return true;
}

void __wrap_sign_in_count(struct job *job, int64_t now_ms)
{
}

void __wrap_rate_know(struct rate *rate, const char *token)
{
}

void __wrap_audit_job(struct audit *audit, const struct job *job, int64_t now_ms)
{
}

/* Connections of an address: everybody is the same one. */
struct peer *__wrap_peers_enter(struct peers *peers, const unsigned char address[PEERS_ADDRESS_LEN])
{
	static char somebody;
	return (struct peer *)(void *)&somebody;
}

void __wrap_peers_leave(struct peers *peers, struct peer *peer)
{
}

/* The target as it came, for any host. */
const char *__wrap_wire_host_check(const struct wire_rules *rules, const char *host)
{
	return NULL;
}

const char *__wrap_wire_target_read(char *text, size_t len, struct wire_target *out_target)
{
	char *mark = memchr(text, '?', len);
	size_t path = mark ? (size_t)(mark - text) : len;
	out_target->path_len = path;
	out_target->query_at = mark ? path + 1 : path;
	out_target->query_len = len - out_target->query_at;
	text[path] = '\0';
	text[len] = '\0';
	return NULL;
}

static void add_field(struct buf *out, const char *name, const char *value)
{
	if (!value)
		return;
	buf_add_text(out, name);
	buf_add_text(out, value);
	buf_add(out, "\r\n", 2);
}

/* An answer's head without what keeps browsers from misusing it. */
static void write_fixed(struct buf *out, const struct answer *answer)
{
	char number[24];
	snprintf(number, sizeof number, "HTTP/1.1 %d ", answer->status);
	add_field(out, number, answer_words(answer->status));
	add_field(out, "Content-Type: ", answer->content_type);
	add_field(out, "ETag: ", answer->etag);
	add_field(out, "Cache-Control: ", answer->cache);
	for (unsigned i = 0; i < answer->n_headers; i++) {
		buf_add_text(out, answer->headers[i].name);
		add_field(out, ": ", answer->headers[i].value);
	}
}

void __wrap_answer_fix(struct buf *out, const struct answer *answer)
{
	out->len = 0;
	write_fixed(out, answer);
}

void __wrap_answer_write_head(struct buf *out, const struct answer *answer, const struct answer_head *head)
{
	char number[24];
	if (answer->fixed)
		buf_add(out, answer->fixed->bytes, answer->fixed->len);
	else
		write_fixed(out, answer);
	buf_add_text(out, head->date_line);
	snprintf(number, sizeof number, "%zu", head->length);
	if (head->has_length && answer_has_body(answer))
		add_field(out, "Content-Length: ", number);
	buf_add(out, "\r\n", 2);
}

enum err __wrap_sandbox_enter(struct fault *out_fault)
{
	return OK;
}
