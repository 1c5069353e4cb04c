/* See printer_uri.h. */
#include "domain/printer_uri.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { IPP_PORT = 631 };

static const char SCHEME[] = "ipp://", SECURE[] = "ipps://";

/* Letters, digits and what stands in names, addresses and paths; so nothing in it can end a line of a request. */
static bool is_made_of(const char *text, size_t len, const char *others)
{
	for (size_t i = 0; i < len; i++) {
		char c = text[i];
		bool plain = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
		if (!plain && (!c || !strchr(others, c)))
			return false;
	}
	return true;
}

/* "host", "host:631", "[::1]:631" up to the path. */
static bool take_host(const char *text, size_t len, struct printer_uri *uri)
{
	bool bracket = len && text[0] == '[';
	const char *host = text + bracket, *end = memchr(text, bracket ? ']' : ':', len);
	if (bracket && !end)
		return false;
	if (!end)
		end = text + len;
	const char *colon = end + bracket < text + len ? end + bracket : NULL;
	size_t n = (size_t)(end - host);
	if (!n || n > PRINTER_HOST_MAX || !is_made_of(host, n, bracket ? ":." : "-._") || (colon && *colon != ':'))
		return false;
	memcpy(uri->host, host, n);
	uri->port = IPP_PORT;
	if (!colon)
		return true;
	char *after;
	long port = colon[1] >= '0' && colon[1] <= '9' ? strtol(colon + 1, &after, 10) : 0;
	uri->port = (uint16_t)port;
	return port > 0 && port <= 65535 && after == text + len;
}

enum err printer_uri_parse(const char *text, struct printer_uri *out_uri, struct fault *out_fault)
{
	struct printer_uri uri = { .path = "/" };
	uri.secure = strncmp(text, SECURE, strlen(SECURE)) == 0;
	const char *scheme = uri.secure ? SECURE : SCHEME;
	if (strncmp(text, scheme, strlen(scheme)) != 0 || strlen(text) > PRINTER_URI_MAX)
		return fault_set(out_fault, ERR_INVALID, "uri",
		    "A printer's address looks like ipp://192.168.1.20/ipp/print, or ipps:// with encryption.");
	const char *host = text + strlen(scheme);
	size_t len = strcspn(host, "/");
	const char *path = host + len;
	if (!take_host(host, len, &uri))
		return fault_set(out_fault, ERR_INVALID, "uri",
		    "The part after ipp:// is no host, or its port is none: ipp://192.168.1.20:631/ipp/print.");
	if (!is_made_of(path, strlen(path), "/-._~!$&'()*+,;=:@%"))
		return fault_set(out_fault, ERR_INVALID, "uri",
		    "The path of the address has a character that has no place there.");
	if (*path)
		memcpy(uri.path, path, strlen(path) + 1);
	*out_uri = uri;
	return OK;
}

bool printer_uri_is_same_place(const struct printer_uri *a, const struct printer_uri *b)
{
	return strcmp(a->host, b->host) == 0 && a->port == b->port && a->secure == b->secure;
}

bool printer_print_read(const char *text, char out_print[PRINTER_PRINT_LEN + 1])
{
	char print[PRINTER_PRINT_LEN + 1] = { 0 };
	size_t n = 0;
	for (; *text; text++) {
		char c = (char)(*text >= 'A' && *text <= 'F' ? *text | 32 : *text);
		bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
		if (digit && n < PRINTER_PRINT_LEN)
			print[n++] = c;
		else if (digit || (c != ':' && c != ' '))
			return false;
	}
	if (n != PRINTER_PRINT_LEN)
		return false;
	memcpy(out_print, print, sizeof print);
	return true;
}
