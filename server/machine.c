/* See machine.h. */
#include "machine.h"

#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <stddef.h>
#include <string.h>

enum { ADDRESS_LEN = 256 };

void machine_addresses(void (*take)(void *ctx, const char *address, bool is_loopback), void *ctx)
{
	struct ifaddrs *all = NULL;
	if (getifaddrs(&all) != 0)
		return;
	for (const struct ifaddrs *one = all; one; one = one->ifa_next) {
		char text[ADDRESS_LEN];
		int family = one->ifa_addr ? one->ifa_addr->sa_family : AF_UNSPEC;
		socklen_t len =
		    family == AF_INET ? sizeof(struct sockaddr_in) : (socklen_t)sizeof(struct sockaddr_in6);
		if (family != AF_INET && family != AF_INET6)
			continue;
		if (getnameinfo(one->ifa_addr, len, text, sizeof text, NULL, 0, NI_NUMERICHOST) == 0 &&
		    !strchr(text, '%'))
			take(ctx, text, one->ifa_flags & IFF_LOOPBACK);
	}
	freeifaddrs(all);
}
