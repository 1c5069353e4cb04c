/* The best of many, kept in a heap with the worst on top: by rank, then in order of name. */
#ifndef P2C_FIND_BEST_H
#define P2C_FIND_BEST_H

#include "find/directory_state.h"

enum { BEST_MAX = 300 };

struct best {
	const struct directory *directory;
	struct ranked {
		uint32_t rank, human;
	} all[BEST_MAX];
	size_t n, most; /* most: how many are kept, at most BEST_MAX */
};

/* Would somebody of this rank be kept, were the name early enough? */
static inline bool best_may(const struct best *best, uint32_t rank)
{
	return best->n < best->most || rank >= best->all[0].rank;
}
void best_keep(struct best *best, uint32_t rank, uint32_t human);
/* Best first; it is no heap any more. */
void best_sort(struct best *best);

#endif
