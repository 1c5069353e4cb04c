/* Bytes that the build puts into the program (embedded.S): the description of the interface, and the pages of kiosk/.
 */
#ifndef P2C_HTTP_EMBEDDED_H
#define P2C_HTTP_EMBEDDED_H

#include <stddef.h>

extern const char EMBEDDED_OPENAPI[];
extern const size_t EMBEDDED_OPENAPI_LEN;

#endif
