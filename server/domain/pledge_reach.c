/* See pledge_reach.h. */
#include "domain/pledge_reach.h"

#include "domain/country.h"
#include "domain/vocabulary.h"

#include <string.h>

static const char *const GROUPS[PLEDGE_GROUPS_MAX] = { "LDC", "LLDC", "SIDS" };

const char *pledge_date(const struct pledge *g, char out[CLOCK_DATE_LEN + 1])
{
	return clock_date(g->heard_at ? g->heard_at : g->created_at, out);
}

static bool has_region(const struct pledge *g, const char *region)
{
	for (size_t i = 0; i < g->n_countries; i++) {
		const struct country *country = country_find(g->countries[i]);
		if (country && strcmp(country->region, region) == 0)
			return true;
	}
	return false;
}

static bool has_group(const struct pledge *g, const char *group, const char *date)
{
	for (size_t i = 0; i < g->n_countries; i++) {
		const struct country *country = country_find(g->countries[i]);
		if (country && country_in_group(country, group, date))
			return true;
	}
	return false;
}

size_t pledge_regions(const struct pledge *g, const char *out_regions[PLEDGE_REGIONS_MAX])
{
	size_t n = 0;
	for (size_t i = 0; i < INITIATIVE_REGIONS_N; i++)
		if (has_region(g, INITIATIVE_REGIONS[i].region))
			out_regions[n++] = INITIATIVE_REGIONS[i].region;
	return n;
}

size_t pledge_groups(const struct pledge *g, const char *out_groups[PLEDGE_GROUPS_MAX])
{
	char date[CLOCK_DATE_LEN + 1];
	size_t n = 0;
	pledge_date(g, date);
	for (size_t i = 0; i < PLEDGE_GROUPS_MAX; i++)
		if (has_group(g, GROUPS[i], date))
			out_groups[n++] = GROUPS[i];
	return n;
}
