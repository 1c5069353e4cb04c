/* The floor plan of the venue as a row. The rules are read.h's and write.h's: text and bytes live in the arena;
 * changes run only inside a change. Not for what a floor plan is (badges/venue_plan.h) or who may (http/routes.def).
 */
#ifndef P2C_STORE_VENUE_PLAN_H
#define P2C_STORE_VENUE_PLAN_H

#include "base/arena.h"
#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct db;

struct venue_plan {
	int64_t version; /* from 1 */
	const void *png; /* only where it is asked for */
	size_t len;
	int64_t width, height; /* pixels */
	const char *sha256;    /* of the PNG, 64 hex digits */
};
/* All but the picture. ERR_NOT_FOUND when there is none. */
enum err venue_plan_get(struct db *db, struct arena *arena, struct venue_plan *out_plan);
/* With the picture. ERR_NOT_FOUND when there is none. */
enum err venue_plan_picture(struct db *db, struct arena *arena, struct venue_plan *out_plan);

/* The new one takes the place of the earlier one. */
enum err venue_plan_put(struct db *db, const struct venue_plan *plan);

#endif
