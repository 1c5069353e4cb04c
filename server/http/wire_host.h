/* The Host field (RFC 9110 §7.2): which names this server answers to. Private to wire.c and conn.c. */
#ifndef P2C_HTTP_WIRE_HOST_H
#define P2C_HTTP_WIRE_HOST_H

#include "http/wire.h"

/* NULL when the value (NULL: there was none) names this server, else why not (static text). */
const char *wire_host_check(const struct wire_rules *rules, const char *host);

/* Is a host that was taken a name of the Internet, which somebody owns: with a dot, no address, not of the local
 * network (RFC 6761, 6762, 8375)? */
bool wire_host_is_name(const char *host);

#endif
