/* What this server is at this venue, as whoever started it said: where it listens, where its copies go, whom to call,
 * whose certificate it shows. Values only, filled once before the first request (server/site.c). */
#ifndef P2C_DOMAIN_SITE_H
#define P2C_DOMAIN_SITE_H

#include <stddef.h>

/* No text is NULL; "" where there is none. */
struct site {
	const char *version;
	const char *listen, *listen_tls; /* ADDR:PORT with the port it really has */
	const char *port, *tls_port;     /* the same ports alone */
	const char *hosts;               /* names, separated by commas */
	const char *addresses;           /* of the machine, separated by ", ", without the loopback */
	const char *snapshots;           /* the folder of the copies */
	const char *contact;             /* whom to call */
	const char *authority;           /* the venue's certificate authority as PEM */
	size_t authority_len;
	const char *fingerprint; /* its SHA-256, "AB:CD:…" */
};

#endif
