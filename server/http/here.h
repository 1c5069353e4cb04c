/* A request answered in this process, without a network: what commands use when no server runs. Same rows, same
 * handlers, same rules; the caller is the operator. Not for a server: one request at a time on the calling thread. */
#ifndef P2C_HTTP_HERE_H
#define P2C_HTTP_HERE_H

#include "base/buf.h"
#include "base/err.h"
#include "store/store.h"

/* Answers the bytes of one HTTP request (which are changed) from a store without a writer thread. ERR_MALFORMED when
 * they are none. Pages, live streams and NOW rows are answered 404: there is no server. */
enum err here_answer(
    struct store *store, const struct clock *clock, char *bytes, size_t len, int *out_status, struct buf *out_body);

#endif
