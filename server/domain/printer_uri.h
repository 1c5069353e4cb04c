/* The address of a printer: ipp://host[:port]/path. Pure. */
#ifndef P2C_DOMAIN_PRINTER_URI_H
#define P2C_DOMAIN_PRINTER_URI_H

#include "base/err.h"

#include <stdint.h>

enum { PRINTER_URI_MAX = 400, PRINTER_HOST_MAX = 255 };

struct printer_uri {
	char host[PRINTER_HOST_MAX + 1]; /* a name or an IPv4 address; an IPv6 address without its brackets */
	char path[PRINTER_URI_MAX + 1];  /* "/ipp/print", "/" at least */
	uint16_t port;                   /* 631 unless said */
};
/* ERR_INVALID with field "uri" and what is wrong in words; *out_uri is then untouched. */
enum err printer_uri_parse(const char *text, struct printer_uri *out_uri, struct fault *out_fault);

#endif
