/* The one place where an error becomes an HTTP status and a problem document (RFC 9457). */
#ifndef P2C_HTTP_PROBLEM_H
#define P2C_HTTP_PROBLEM_H

#include "base/buf.h"
#include "base/err.h"

/* The status of an error. */
int problem_status(enum err err);
/* {"type","title","status","code","field","detail","current"} at the end of *out; `current` (JSON, may be NULL) is
 * the row as it is now, with a stale edit. */
void problem_write(struct buf *out, const struct fault *fault, const char *current);

#endif
