/* How often strangers may ask what costs a thread: so many requests a second from one address, three seconds' worth
 * at once. Who has shown a login that was good lately is no stranger, since a venue's desks stand behind one address.
 * Not for sign-ins that fail (throttle.h) and not for connections (peers.h). Loop thread only. */
#ifndef P2C_HTTP_RATE_H
#define P2C_HTTP_RATE_H

#include <stdbool.h>
#include <stdint.h>

enum { RATE_USUAL = 200, RATE_SECONDS_AT_ONCE = 3 };

struct rate;

struct rate *rate_create(unsigned per_second);
void rate_destroy(struct rate *rate); /* NULL is fine */

/* One request more from this address: false when it has to wait. `now_ms` is monotonic. When more addresses ask than
 * there is room for, the one that asked longest ago is forgotten. */
bool rate_take(struct rate *rate, const char *address, int64_t now_ms);
/* Remembers the token of a login that was good; the newest few thousand are kept, as keyed hashes. */
void rate_know(struct rate *rate, const char *token);
/* Was it remembered? NULL is not. */
bool rate_knows(const struct rate *rate, const char *token);

#endif
