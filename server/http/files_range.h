/* One byte range of a representation (RFC 9110 §14). Several ranges, other units and what cannot be read leave it
 * whole, as the RFC allows. Pure. */
#ifndef P2C_HTTP_FILES_RANGE_H
#define P2C_HTTP_FILES_RANGE_H

#include "http/answer.h"

enum files_range { RANGE_WHOLE, RANGE_PART, RANGE_NOTHING };

/* What a Range field asks for of `total` bytes. The numbers are set for RANGE_PART only. */
enum files_range files_range(const char *range, size_t total, size_t *out_first, size_t *out_len);
/* The same as an answer: 206 or 416 with its Content-Range, else the status stays. Answers where to begin; *out_len,
 * which the caller set to `total`, becomes how much of it to send. */
size_t files_range_answer(const char *range, size_t total, struct answer *answer, size_t *out_len);

#endif
