/* Countries: codes, ITU regions, dated groups (LDC, LLDC, SIDS), names in the six official languages.
 * Codes and regions come from data/countries.csv, groups from data/country-groups.csv (both embedded); names from
 * ICU, with the UN's own usage where it differs (data/country-names.csv). Membership of a group is a question about a
 * date. */
#ifndef P2C_DOMAIN_COUNTRY_H
#define P2C_DOMAIN_COUNTRY_H

#include <stdbool.h>
#include <stddef.h>

struct country {
	char alpha3[4];
	char alpha2[3];
	const char *region; /* the name of one of COUNTRY_REGIONS, or "" */
};

/* ITU's regions as they are written and as keys of the wire, and the UN's groups of countries: the one list of each,
 * in the order in which they are told everywhere. */
enum { COUNTRY_REGIONS_N = 6, COUNTRY_GROUPS_N = 3 };
struct country_region {
	const char *name, *key; /* "Arab States", "arab_states" */
};
extern const struct country_region COUNTRY_REGIONS[COUNTRY_REGIONS_N];
extern const char *const COUNTRY_GROUPS[COUNTRY_GROUPS_N]; /* "LDC", "LLDC", "SIDS" */

/* All countries by alpha3. The tables are made at the first call (thread safe) and live as long as the program. */
const struct country *country_all(size_t *out_n);
/* By alpha3 (upper case); NULL when unknown. */
const struct country *country_find(const char *alpha3);
/* By a name in any official language, alpha2 or alpha3, any case and accents; NULL when unknown. For imports. */
const struct country *country_guess(const char *text);
/* The name in a language ("en", "fr", …); never NULL. Lives as long as the program. */
const char *country_name(const struct country *country, const char *language);
/* Its region as a key of the wire; "" for none. */
const char *country_region_key(const struct country *country);
/* Is it in the group on that date ("2022-06-07")? */
bool country_in_group(const struct country *country, const char *group, const char *date);

#endif
