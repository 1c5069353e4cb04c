/* Where the server listens: addresses of the options, or the sockets a service manager hands over (supervisor.h), and
 * the operator's local socket. Not for what comes in (http/). */
#ifndef P2C_LISTENING_H
#define P2C_LISTENING_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct http_server;
struct options;
struct tls;

struct listening {
	uint16_t port, tls_port;
	bool is_handed_over; /* by a service manager, which knows the addresses */
	struct tls *tls;     /* NULL: plain only; tls_destroy it after the server */
};

/* Opens all of them. A handed-over socket named "http" or "https" stands in for --listen or --listen-tls. ERR_CONFIG
 * with the option at fault, ERR_IN_USE when another server answers in this data folder; *out_listening is filled as
 * far as it got. */
enum err listening_open(struct listening *out_listening, const struct options *options, struct http_server *server,
    struct fault *out_fault);

#endif
