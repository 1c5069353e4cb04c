/* gzip of a whole body (RFC 1952), made once when content changes and not for every request. */
#ifndef P2C_HTTP_GZIP_H
#define P2C_HTTP_GZIP_H

#include "http/body.h"

#include <stdbool.h>

/* The compressed form, or NULL when it would not be smaller. The same bytes give the same result. Any thread. */
struct body *gzip_body(const void *bytes, size_t len);
/* Does an Accept-Encoding (NULL: none came) name gzip, and not with a quality of zero? */
bool gzip_is_taken(const char *accepted);

#endif
