/* The certificate that the server shows on a TLS listener: TLS 1.2 and 1.3, HTTP/1.1, no renegotiation. Connections
 * take it as it is when they begin; a new one can be read while the server runs. Not for making certificates
 * (authority.h in the rooms' main folder) and not for bytes on their way (tls_pump.c). */
#ifndef P2C_HTTP_TLS_H
#define P2C_HTTP_TLS_H

#include "base/err.h"

#include <stdint.h>

struct ssl_st;
struct tls;

/* Reads a PEM chain and its key. ERR_CONFIG names "tls-cert" or "tls-key": unreadable, not belonging together, or a
 * key that others may read. */
enum err tls_create(const char *certificate, const char *key, struct tls **out_tls, struct fault *out_fault);
/* NULL is fine. Connections that run keep what they have. */
void tls_destroy(struct tls *tls);
/* Reads both files again for new connections; on failure the old certificate stays in use. */
enum err tls_reload(struct tls *tls, struct fault *out_fault);
/* When the certificate in use ends, Unix time in seconds by the system's clock; 0 when it does not say. */
int64_t tls_ends_at(const struct tls *tls);
/* A new server side; the caller frees it. NULL when memory is out. */
struct ssl_st *tls_session(struct tls *tls);

#endif
