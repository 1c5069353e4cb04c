/* The address of a printer: ipp://host[:port]/path, or ipps:// for IPP within TLS; and the certificate it shows
 * there. Pure. */
#ifndef P2C_DOMAIN_PRINTER_URI_H
#define P2C_DOMAIN_PRINTER_URI_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

enum { PRINTER_URI_MAX = 400, PRINTER_HOST_MAX = 255, PRINTER_PRINT_LEN = 64 };

struct printer_uri {
	char host[PRINTER_HOST_MAX + 1]; /* a name or an IPv4 address; an IPv6 address without its brackets */
	char path[PRINTER_URI_MAX + 1];  /* "/ipp/print", "/" at least */
	uint16_t port;                   /* 631 unless said (RFC 7472 §4 for both) */
	bool secure;
};
/* ERR_INVALID with field "uri" and what is wrong in words; *out_uri is then untouched. */
enum err printer_uri_parse(const char *text, struct printer_uri *out_uri, struct fault *out_fault);

/* Is it the same place, spoken to in the same way? The path may differ. */
bool printer_uri_is_same_place(const struct printer_uri *a, const struct printer_uri *b);
/* The SHA-256 of a certificate as people and openssl write it, "AB:CD:…" or "abcd…", as we keep it: 64 lower-case
 * digits. False when it is none. */
bool printer_print_read(const char *text, char out_print[PRINTER_PRINT_LEN + 1]);

#endif
