/* Who goes to which breakout group. Values in, values out; not for storage and not for words (domain/breakout.h).
 *
 * The rule, in this order: as many people as possible have a place; the sum of granted wishes is as high as it can be
 * (3 for a first, 2 for a second, 1 for a third wish); as few as possible sit in a group that works in another
 * language than theirs; regions, entity types and, where a group has no language of its own, languages are spread
 * over the groups. The first three are exact (a flow of least cost); the spread is improved by single moves and swaps
 * until none helps. Whoever was placed by hand stays. Ties go by id, so that the same people, wishes and groups give
 * the same result in whatever order they come. */
#ifndef P2C_SCHEDULE_BREAKOUT_H
#define P2C_SCHEDULE_BREAKOUT_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BREAKOUT_GROUPS_MAX = 40, BREAKOUT_PEOPLE_MAX = 1500, BREAKOUT_WISHES = 3, BREAKOUT_NOWHERE = -1 };

/* Why somebody stands where they stand. */
enum breakout_rule {
	BREAKOUT_WAITING, /* nobody has been assigned since they came */
	BREAKOUT_WISH_1,
	BREAKOUT_WISH_2,
	BREAKOUT_WISH_3,
	BREAKOUT_LANGUAGE,       /* without a wish: the group works in their language */
	BREAKOUT_BALANCE_REGION, /* without a wish: their region was thin there */
	BREAKOUT_BALANCE_TYPE,   /* without a wish: their entity type was */
	BREAKOUT_CAPACITY,       /* all wishes were full, or there is only this group */
	BREAKOUT_BY_HAND,
	BREAKOUT_NO_PLACE, /* every group was full */
	BREAKOUT_RULE_MAX
};
/* Keys as in the database and on the wire: "wish1", "balance_region", "" for waiting. */
const char *breakout_rule_key(enum breakout_rule rule);
/* WAITING for a text that is no such key. */
enum breakout_rule breakout_rule_find(const char *key);

struct breakout_group {
	const char *id;
	int capacity;
	const char *language; /* "en"; "" for any */
};
struct breakout_person {
	const char *id;
	const char *region, *type, *language; /* any text; equal texts are one class */
	int wishes[BREAKOUT_WISHES];          /* indexes of groups, the dearest first; each at most once */
	int n_wishes;
	int group;               /* in: of those by hand; out: an index, or BREAKOUT_NOWHERE */
	enum breakout_rule rule; /* in: BY_HAND counts; out */
};

/* Writes group and rule of everybody who was not placed by hand. A group that is full by hand takes no more. At most
 * BREAKOUT_GROUPS_MAX groups and BREAKOUT_PEOPLE_MAX people. */
void breakout_assign(struct arena *arena, const struct breakout_group *groups, size_t n_groups,
    struct breakout_person *people, size_t n_people);

/* The stated score of a placement, compared part by part: more is better above, less is better below. */
struct breakout_score {
	int64_t placed, wishes;
	int64_t misfits; /* in a group that works in another language */
	int64_t spread;  /* the sum of count² / capacity over groups and classes: 0 is nobody, even is least */
};
struct breakout_score breakout_score(struct arena *arena, const struct breakout_group *groups, size_t n_groups,
    const struct breakout_person *people, size_t n_people);
/* Above 0 when `one` is better. */
int breakout_compare(const struct breakout_score *one, const struct breakout_score *other);

#endif
