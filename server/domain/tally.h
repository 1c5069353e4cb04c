/* The running totals: pledges, confirmed and heard apart, by type and by focus area. Estimated: sums of frozen US
 * dollar estimates of all types. Sums by focus area overlap (a pledge may have several) and are never added up. */
#ifndef P2C_DOMAIN_TALLY_H
#define P2C_DOMAIN_TALLY_H

#include "base/arena.h"
#include "base/err.h"

#include <stdint.h>

struct db;

struct tally_sum {
	int64_t count, usd_minor;
};
struct tally_group {
	struct tally_sum confirmed, heard;
};
enum { TALLY_TYPES = 4, TALLY_AREAS = 4 };
struct tally {
	struct tally_group all;
	struct tally_group by_type[TALLY_TYPES]; /* in the order of PLEDGE_TYPES */
	struct tally_group by_area[TALLY_AREAS]; /* in the order of enum focus_area */
	int64_t submitted, unrated;
};
enum err tally_get(struct db *db, struct arena *arena, struct tally *out_tally);

#endif
