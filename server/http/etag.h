/* Entity tags (RFC 9110 §8.8.3). Not a security measure: the hash only tells versions of our own content apart. */
#ifndef P2C_HTTP_ETAG_H
#define P2C_HTTP_ETAG_H

#include <stdbool.h>
#include <stddef.h>

enum { ETAG_LEN = 21 }; /* "0123456789abcdef-gz" with quotes */

/* A strong tag of these bytes; `suffix` (at most 3 characters, or "") tells encodings of one content apart.
 * Writes to and returns `out`. */
char *etag_of(const void *bytes, size_t len, const char *suffix, char out[ETAG_LEN + 1]);
/* If-None-Match: does the list hold this tag (compared weakly) or "*"? A NULL list matches nothing. */
bool etag_weak_match(const char *list, const char *etag);
/* If-Match: the same compared strongly. */
bool etag_strong_match(const char *list, const char *etag);

#endif
