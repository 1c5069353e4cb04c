/* One byte range of a representation (RFC 9110 §14). Private to files.c. */
#ifndef P2C_HTTP_FILES_RANGE_H
#define P2C_HTTP_FILES_RANGE_H

#include "http/answer.h"

/* Narrows a 200 with bytes and len to what the Range field asks for: 206, or 416 when nothing of it exists. Several
 * ranges, other units and what cannot be read leave the 200 as it is, as the RFC allows. */
void files_range(const char *range, struct answer *answer);

#endif
