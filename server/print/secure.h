/* Our side of TLS with a printer (ipps, RFC 7472): 1.2 or 1.3, and in place of a chain of authorities the one
 * certificate that a technician confirmed, because printers sign their own. Not for bytes on their way (client.h).
 * Loop thread only. */
#ifndef P2C_PRINT_SECURE_H
#define P2C_PRINT_SECURE_H

#include "domain/printer_uri.h"

#include <stdbool.h>

struct secure;
struct ssl_st;

/* What came of a handshake; lives as long as its session. */
struct secure_seen {
	char pinned[PRINTER_PRINT_LEN + 1]; /* the certificate's SHA-256 in hexadecimal; "": none was confirmed */
	char shown[PRINTER_PRINT_LEN + 1];  /* "": it came to nothing before */
	bool is_stranger;                   /* the one that was shown is another: nothing is said to whoever has it */
};

struct secure *secure_create(void);
/* NULL is fine. */
void secure_destroy(struct secure *secure);
/* A new client side, which the caller frees; NULL when memory is out. */
struct ssl_st *secure_session(struct secure *secure, const char *host, struct secure_seen *seen);
/* Is an error of OpenSSL's about what was said, and not about the connection? */
bool secure_is_of_tls(unsigned long error);

#endif
