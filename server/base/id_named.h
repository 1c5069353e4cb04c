/* Identifiers made from a name: the same name gives the same UUID on every machine, for things that come from other
 * people's files with ids that are no UUIDs. Not for secrets, and not for new things of our own (base/id.h). */
#ifndef P2C_BASE_ID_NAMED_H
#define P2C_BASE_ID_NAMED_H

#include "base/id.h"

/* UUID version 8 (RFC 9562 section 5.8, as in its appendix B.2) from the SHA-256 of space, a NUL and name.
 * `space` keeps the names of different worlds apart ("session", "room"). */
struct id id_named(const char *space, const char *name);

#endif
