/* The best of many, kept in a heap with the worst on top: by rank, then in order of name, as one number each. */
#ifndef P2C_FIND_BEST_H
#define P2C_FIND_BEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BEST_MAX = 300, BEST_RANK_AT = 32 };

struct best {
	uint64_t all[BEST_MAX]; /* best_of each */
	size_t n, most;         /* most: how many are kept, at most BEST_MAX */
};

/* Somebody with this rank at this place in order of name: greater is better. */
static inline uint64_t best_of(uint32_t rank, uint32_t place)
{
	return (uint64_t)rank << BEST_RANK_AT | (UINT32_MAX - place);
}
static inline uint32_t best_rank(uint64_t one)
{
	return (uint32_t)(one >> BEST_RANK_AT);
}
static inline uint32_t best_place(uint64_t one)
{
	return UINT32_MAX - (uint32_t)one;
}

/* Would somebody of this rank be kept, were the name early enough? */
static inline bool best_may(const struct best *best, uint32_t rank)
{
	return best->n < best->most || rank >= best_rank(best->all[0]);
}
void best_keep(struct best *best, uint64_t one);
/* Best first; it is no heap any more. */
void best_sort(struct best *best);

#endif
