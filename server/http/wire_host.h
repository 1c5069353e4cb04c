/* The Host field (RFC 9110 §7.2): which names this server answers to. Private to wire.c. */
#ifndef P2C_HTTP_WIRE_HOST_H
#define P2C_HTTP_WIRE_HOST_H

#include "http/wire.h"

/* NULL when the value (NULL: there was none) names this server, else why not (static text). */
const char *wire_host_check(const struct wire_rules *rules, const char *host);

#endif
