/* Reads a printer's HTTP answer (RFC 9112) from bytes: strict, since what is not understood would be guessed about
 * paper. Pure. Not for sockets (client.h) and not for what the answer says (talk.h). */
#ifndef P2C_PRINT_ANSWER_H
#define P2C_PRINT_ANSWER_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* An answer that is longer is none. */
enum { ANSWER_HEAD_MAX = 16384, ANSWER_MAX = 1 << 20 };

enum answer_state {
	ANSWER_MORE,  /* it is fine so far */
	ANSWER_WHOLE, /* *out_status and *out_body are set */
	ANSWER_BROKEN
};

/* Looks at all bytes that came so far; `ended` when no more will come. Interim answers (1xx) are passed over, chunks
 * joined. The body is added to *out_body only when the answer is whole. */
enum answer_state answer_read(const char *bytes, size_t len, bool ended, int *out_status, struct buf *out_body);

#endif
