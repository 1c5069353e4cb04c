/* Identifiers: UUID version 7 (RFC 9562), so that they sort by time of making and can stand in any exchange format.
 * Not for secrets: tokens and badge codes are drawn elsewhere from the full random source. */
#ifndef P2C_BASE_ID_H
#define P2C_BASE_ID_H

#include <stdbool.h>
#include <stdint.h>

enum { ID_LEN = 36 };

struct id {
	char text[ID_LEN + 1];
};

/* A new id at that instant from the system's random source. */
struct id id_new(int64_t ms);
/* The same from given random bytes: the demonstration day is the same each time. */
struct id id_from(int64_t ms, const uint8_t random[10]);
/* Is it a UUID of any version, lower or upper case? */
bool id_is_valid(const char *text);

#endif
