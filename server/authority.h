/* Makes the venue's own certificate authority and the server's certificate under it, for a network without the
 * Internet: the authority's certificate is installed once on every desk, door and tablet, and no browser warns.
 * Not for serving (http/tls.h), and not needed where a certificate of a public authority was fetched before the day.
 */
#ifndef P2C_AUTHORITY_H
#define P2C_AUTHORITY_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct authority_wanted {
	const char *folder;       /* where ca.crt, ca.key, server.crt and server.key go; made if it is missing */
	const char *const *names; /* host names and IP addresses of the server, at least one */
	size_t n_names;
	int64_t now; /* ms UTC: when the certificates begin to be valid (a day earlier, for clocks that are late) */
};

enum { AUTHORITY_FINGERPRINT_LEN = 95 }; /* "AB:CD:…", SHA-256 */

/* An authority that exists is kept (its certificate is installed already), the server's certificate is made new:
 * P-256, valid 397 days, the most that browsers take. out_fingerprint is the authority's. ERR_INVALID for a name that
 * is neither a host name nor an address, ERR_BROKEN when a file cannot be written. */
enum err authority_make(const struct authority_wanted *wanted, char out_fingerprint[AUTHORITY_FINGERPRINT_LEN + 1],
    struct fault *out_fault);
/* The same of a certificate as PEM; ERR_INVALID when it is none. */
enum err authority_fingerprint(const char *pem, size_t len, char out_fingerprint[AUTHORITY_FINGERPRINT_LEN + 1]);

#endif
