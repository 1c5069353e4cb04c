/* Whom a pledge reaches: the regions and groups of its countries. Derived, never typed: membership of a group is a
 * question about the date of the pledge, and a country may be in several groups, so nothing here may be added up. */
#ifndef P2C_DOMAIN_PLEDGE_REACH_H
#define P2C_DOMAIN_PLEDGE_REACH_H

#include "base/clock.h"
#include "domain/country.h"
#include "store/read.h"

/* The date a pledge is judged by: when it was heard, before that when it was filed. */
const char *pledge_date(const struct pledge *pledge, char out[CLOCK_DATE_LEN + 1]);
/* Names of the regions, and the groups, with at least one of its countries, in the order of country.h; how many. */
size_t pledge_regions(const struct pledge *pledge, const char *out_regions[COUNTRY_REGIONS_N]);
size_t pledge_groups(const struct pledge *pledge, const char *out_groups[COUNTRY_GROUPS_N]);

#endif
