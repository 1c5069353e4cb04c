/* A request as the wire core reads it, without a socket. Header only, so that each test stays one program. */
#ifndef P2C_TESTS_HTTP_ASK_H
#define P2C_TESTS_HTTP_ASK_H

#include "http/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { ASK_MAX = 8192 };

struct ask {
	struct wire wire;
	char bytes[ASK_MAX];
};

/* "POST /x", more header lines (each ended by CRLF) and a body make a request of Host localhost. */
static inline const struct wire_request *ask_read(
    struct ask *ask, const char *method_and_target, const char *headers, const char *body)
{
	static const char *const HOSTS[] = { "localhost" };
	static const struct wire_rules RULES = { .hosts = HOSTS, .n_hosts = 1 };
	char length[40] = "";
	if (*body)
		snprintf(length, sizeof length, "Content-Length: %zu\r\n", strlen(body));
	int len = snprintf(ask->bytes, sizeof ask->bytes, "%s HTTP/1.1\r\nHost: localhost\r\n%s%s\r\n%s",
	    method_and_target, length, headers, body);
	assert_in_range(len, 1, ASK_MAX - 1);
	wire_start(&ask->wire, &RULES);
	if (wire_feed(&ask->wire, ask->bytes, (size_t)len) != WIRE_DONE)
		fail_msg("%s: %s", method_and_target, ask->wire.refusal.reason);
	return &ask->wire.request;
}

#endif
