/* The description of the interface, as it stands inside the program. The pages are assets.h. */
#ifndef P2C_HTTP_EMBEDDED_H
#define P2C_HTTP_EMBEDDED_H

#include <stddef.h>

/* openapi.json; lives as long as the program. */
const char *embedded_openapi(size_t *out_len);

#endif
