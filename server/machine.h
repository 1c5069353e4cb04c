/* The addresses that this machine has now. */
#ifndef P2C_MACHINE_H
#define P2C_MACHINE_H

#include <stdbool.h>

/* Calls `take` with each as text, IPv4 and IPv6, as the system lists them; link-local ones are nothing to type. */
void machine_addresses(void (*take)(void *ctx, const char *address, bool is_loopback), void *ctx);

#endif
