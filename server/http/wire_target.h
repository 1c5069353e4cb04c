/* The target of a request line (origin-form, RFC 9112 §3.2.1): path and query. Private to wire*.c. */
#ifndef P2C_HTTP_WIRE_TARGET_H
#define P2C_HTTP_WIRE_TARGET_H

#include <stddef.h>

struct wire_target {
	size_t path_len;            /* of the decoded path, which starts where the target did */
	size_t query_at, query_len; /* within the target; the raw query */
};

/* Checks the target and decodes its path in place; NUL stands behind path and query afterwards, so text[len] must be
 * writable. Returns NULL, or why the target is refused (static text). */
const char *wire_target_read(char *text, size_t len, struct wire_target *out_target);

#endif
