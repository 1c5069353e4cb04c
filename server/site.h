/* Reads what this server is at this venue (domain/site.h) out of its options, its sockets and the machine. */
#ifndef P2C_SITE_H
#define P2C_SITE_H

#include "base/arena.h"
#include "domain/site.h"
#include "listening.h"
#include "options.h"

/* After listening_open, before the sandbox; text in the arena. */
void site_read(
    struct arena *arena, const struct options *options, const struct listening *listening, struct site *out_site);

#endif
