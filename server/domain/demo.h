/* The demonstration day: a whole P2C segment, the same each time for the same seed. Invented people, real structure.
 * Not for production: `p2c serve --demo` makes it in a folder of its own and serves it on loopback only. */
#ifndef P2C_DOMAIN_DEMO_H
#define P2C_DOMAIN_DEMO_H

#include "base/clock.h"
#include "store/store.h"

#include <stdint.h>

/* Fills an empty store (no writer thread yet) by the ordinary use cases: settings, rooms, about 1,200 participants of
 * some 190 countries and all seven entity types, sessions of two and a half days, co-chairs, about 250 submitted
 * pledges, rates, a few hundred arrivals before `demo_now()`, the floor of the pledging plenary that is under way,
 * the declaration of the signing ceremony with its signatories, doors with people inside. `clock` is the one the
 * store was opened with: it is moved along, so that every step carries its time, and stands at demo_now() afterwards.
 * The zone must be set before (demo_zone()). ERR_CONFLICT when the store is not empty. */
enum err demo_fill(struct store *store, struct clock *clock, uint64_t seed, struct fault *out_fault);
/* The instant the demonstration starts at: 8 June 2022, 15:05 in Kigali, inside the main pledging plenary; ms UTC. */
int64_t demo_now(void);
/* The zone of the demonstration day, before any store is open. */
const char *demo_zone(void);

#endif
