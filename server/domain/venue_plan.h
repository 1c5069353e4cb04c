/* The floor plan of the venue on the day: one picture, replaced as a whole. The journal has its SHA-256, never the
 * picture. Where a room stands on it is the room's own (programme). Not for pixels (badges/venue_plan.h). */
#ifndef P2C_DOMAIN_VENUE_PLAN_H
#define P2C_DOMAIN_VENUE_PLAN_H

#include "store/venue_plan.h"
#include "store/tx.h"

/* Keeps a PNG made by venue_plan_take as the floor plan; an earlier one is gone, and the version goes up. Says what
 * it then is, without the picture. */
enum err venue_plan_keep(
    struct tx *tx, const void *png, size_t len, int64_t width, int64_t height, struct venue_plan *out_plan);

#endif
