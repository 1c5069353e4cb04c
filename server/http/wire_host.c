/* The Host field. A page of a stranger whose name was made to point at us (DNS rebinding) sends its own name here, so
 * names are only taken from the list. Not for virtual hosts: all names lead to the same place. */
#include "http/wire_host.h"
#include "http/wire_char.h"

#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

enum { PORT_DIGITS_MAX = 5 };

/* Length of the host part, 0 when it is not one: a name, an IPv4 address or an IPv6 address in brackets. */
static size_t host_len(const char *host)
{
	size_t inside, len = 0;

	if (host[0] != '[') {
		while (wire_char_host((unsigned char)host[len]))
			len++;
		return len;
	}
	inside = strspn(host + 1, "0123456789abcdefABCDEF:.");
	return inside && host[1 + inside] == ']' ? inside + 2 : 0;
}

static bool is_port(const char *text)
{
	size_t digits;

	if (*text == '\0')
		return true;
	if (*text != ':')
		return false;
	digits = strspn(text + 1, "0123456789");
	return digits > 0 && digits <= PORT_DIGITS_MAX && text[1 + digits] == '\0';
}

static bool is_literal(const char *host, size_t len)
{
	char text[INET6_ADDRSTRLEN];
	unsigned char address[16];
	bool six = host[0] == '[';

	if (six) {
		host++;
		len -= 2;
	}
	if (len >= sizeof text)
		return false;
	memcpy(text, host, len);
	text[len] = '\0';
	return inet_pton(six ? AF_INET6 : AF_INET, text, address) == 1;
}

/* An entry without a port takes any port. */
static bool is_listed(const struct wire_rules *rules, const char *host, size_t len)
{
	for (size_t i = 0; i < rules->n_hosts; i++) {
		const char *entry = rules->hosts[i];

		if (strcasecmp(entry, host) == 0 || (strlen(entry) == len && strncasecmp(entry, host, len) == 0))
			return true;
	}
	return false;
}

const char *wire_host_check(const struct wire_rules *rules, const char *host)
{
	size_t len;

	if (!host)
		return "The request does not say which host it is for.";
	len = host_len(host);
	if (len == 0 || !is_port(host + len))
		return "The host is not a name or an address.";
	if (is_listed(rules, host, len) || (rules->any_literal && is_literal(host, len)))
		return NULL;
	return "This server does not answer to that host name.";
}

/* Do the first len bytes of the host end so? */
static bool ends_in(const char *host, size_t len, const char *end)
{
	size_t end_len = strlen(end);

	return len >= end_len && strncasecmp(host + len - end_len, end, end_len) == 0;
}

bool wire_host_is_name(const char *host)
{
	static const char *const local[] = { ".local", ".localhost", ".test", ".invalid", ".internal", ".home.arpa" };
	size_t len = host_len(host);

	if (!memchr(host, '.', len) || is_literal(host, len))
		return false;
	for (size_t i = 0; i < sizeof local / sizeof local[0]; i++)
		if (ends_in(host, len, local[i]))
			return false;
	return true;
}
