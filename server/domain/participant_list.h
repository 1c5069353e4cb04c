/* Lists for desk and administration: who is in a state, whose badge lies uncollected, who misses something. What a
 * clerk types is find/finder.h's. */
#ifndef P2C_DOMAIN_PARTICIPANT_LIST_H
#define P2C_DOMAIN_PARTICIPANT_LIST_H

#include "store/read.h"

struct participant_filter {
	const char *state, *category, *missing; /* "" is any; missing is a name of participant_rules.h */
	bool uncollected;                       /* a badge was issued and nobody has taken it */
};
bool participant_filter_is_plain(const struct participant_filter *filter);
/* Rows that were merged away fit only when that state is asked for. */
bool participant_fits(const struct participant_filter *filter, const struct person *person);
/* The first `limit` who fit, by registration ID; *out_total counts all of them. */
enum err participant_list(struct db *db, struct arena *arena, const struct participant_filter *filter, int64_t limit,
    struct person **out_persons, size_t *out_n, int64_t *out_total);

#endif
