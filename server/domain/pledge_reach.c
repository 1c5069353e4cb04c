/* See pledge_reach.h. */
#include "domain/pledge_reach.h"

#include <string.h>

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

size_t pledge_regions(const struct pledge *g, const char *out_regions[COUNTRY_REGIONS_N])
{
	size_t n = 0;
	for (size_t i = 0; i < COUNTRY_REGIONS_N; i++)
		if (has_region(g, COUNTRY_REGIONS[i].name))
			out_regions[n++] = COUNTRY_REGIONS[i].name;
	return n;
}

size_t pledge_groups(const struct pledge *g, const char *out_groups[COUNTRY_GROUPS_N])
{
	char date[CLOCK_DATE_LEN + 1];
	size_t n = 0;
	pledge_date(g, date);
	for (size_t i = 0; i < COUNTRY_GROUPS_N; i++)
		if (has_group(g, COUNTRY_GROUPS[i], date))
			out_groups[n++] = COUNTRY_GROUPS[i];
	return n;
}
