/* Who is inside, as a list to carry: one line a person or card, CSV with a byte order mark for spreadsheets. */
#ifndef P2C_DOMAIN_EVACUATION_H
#define P2C_DOMAIN_EVACUATION_H

#include "base/buf.h"
#include "store/door.h"

/* Of one point, or of all with "". ERR_NOT_FOUND for a point that is not there. */
enum err evacuation_csv(struct db *db, struct arena *arena, const char *point, struct buf *out);

/* Counts who is inside each point and holds it against the kept head counts. ERR_BROKEN names the first that differs;
 * *out_points is how many points there are. */
enum err evacuation_recount(struct db *db, int64_t *out_points, struct fault *out_fault);

#endif
