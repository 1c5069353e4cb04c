/* The head of an answer as bytes. Private to the connections. */
#ifndef P2C_HTTP_ANSWER_HEAD_H
#define P2C_HTTP_ANSWER_HEAD_H

#include "base/buf.h"
#include "http/answer.h"

/* What the connection knows beside the answer itself. */
struct answer_head {
	const char *date_line; /* "Date: ...\r\n" */
	size_t length;         /* of the body a GET would get */
	bool has_length;       /* false for streams */
	bool close;
	unsigned hsts_days; /* 0: not said */
};

/* Status in range and no byte in any text that could end a header? */
bool answer_is_sound(const struct answer *answer);
/* May this status carry a body? */
bool answer_has_body(const struct answer *answer);
/* Appends status line, headers and the empty line. The answer must be sound. */
void answer_write_head(struct buf *out, const struct answer *answer, const struct answer_head *head);

#endif
