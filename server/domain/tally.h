/* The running totals: pledges, confirmed and heard apart, by type, focus area, ITU region, group and country.
 * Estimated: sums of frozen US dollar estimates of all types. A joint pledge counts once. Sums by focus area, region,
 * group and country overlap (a pledge may have several) and are never added up. Region, group and country are those
 * of the countries that benefit, groups as they were on the day the pledge was heard. Kept, not counted again: each
 * change of a pledge takes away what it was and adds what it is, so that a save costs the same whatever is in the
 * book. recount.h holds them against the journal. */
#ifndef P2C_DOMAIN_TALLY_H
#define P2C_DOMAIN_TALLY_H

#include "domain/country.h"
#include "store/read.h"
#include "store/tx.h"

struct tally_sum {
	int64_t count, usd_minor, unrated; /* unrated: with an amount for which no rate is known */
};
struct tally_group {
	struct tally_sum confirmed, heard;
};
enum {
	TALLY_TYPES = 4,
	TALLY_AREAS = 4,
	TALLY_REGIONS = COUNTRY_REGIONS_N,
	TALLY_GROUPS = COUNTRY_GROUPS_N,
	TALLY_COUNTRIES_MAX = 260
};
struct tally {
	struct tally_group all;
	struct tally_group by_type[TALLY_TYPES]; /* in the order of PLEDGE_TYPES */
	struct tally_group by_area[TALLY_AREAS]; /* in the order of enum focus_area */
	struct tally_group by_region[TALLY_REGIONS];
	struct tally_group by_group[TALLY_GROUPS];
	int64_t submitted, unrated;
};
/* Keys on the wire: "asia_pacific", "SIDS". */
const char *tally_region_key(size_t i);
const char *tally_group_key(size_t i);

struct tally_country {
	const char *country; /* alpha3 */
	struct tally_group sums;
};

enum err tally_get(struct db *db, struct arena *arena, struct tally *out_tally);
/* Countries that have any, most pledges first. */
enum err tally_countries(struct db *db, struct arena *arena, struct tally_country **out_countries, size_t *out_n);

/* A pledge was `before` (NULL: it is new) and is `after`. ERR_AMOUNT when a total would grow beyond what can be kept.
 */
enum err tally_move(struct tx *tx, const struct pledge *before, const struct pledge *after);

/* ---- for recount.c ---- */

enum tally_class { TALLY_CONFIRMED, TALLY_HEARD, TALLY_SUBMITTED, TALLY_CLASSES };
enum { TALLY_SLOTS = 1 + TALLY_TYPES + TALLY_AREAS + TALLY_REGIONS + TALLY_GROUPS + TALLY_COUNTRIES_MAX };
/* Every total there can be, each in its slot. */
struct tally_sheet {
	struct tally_sum sums[TALLY_SLOTS][TALLY_CLASSES];
};
/* Adds what this pledge counts for, or takes it away (sign -1). Reads state, type, focus_areas, amount_minor,
 * usd_minor, rate, countries, heard_at. False when a sum does not fit. */
bool tally_sheet_count(struct tally_sheet *sheet, const struct pledge *pledge, int sign);
/* Changes the kept totals by what the sheet says. ERR_AMOUNT as above. */
enum err tally_sheet_keep(struct tx *tx, const struct tally_sheet *sheet);
/* The kept totals as a sheet. ERR_BROKEN when a kept row belongs to no slot. */
enum err tally_sheet_get(struct db *db, struct arena *arena, struct tally_sheet *out_sheet);
/* What a slot is called: "region", "africa"; and a class: "heard". */
void tally_slot_name(size_t slot, const char **out_dimension, const char **out_item);
const char *tally_class_name(enum tally_class tally_class);

#endif
