/* See best.h. */
#include "find/best.h"

#include <string.h>

/* Does one come behind the other? */
static bool is_worse(const struct directory *d, const struct ranked *one, const struct ranked *other)
{
	if (one->rank != other->rank)
		return one->rank < other->rank;
	const struct face *a = &d->faces[one->human], *b = &d->faces[other->human];
	for (size_t i = 0; i < sizeof a->order / sizeof *a->order; i++)
		if (a->order[i] != b->order[i])
			return a->order[i] > b->order[i];
	return strcmp(d->humans[one->human].id, d->humans[other->human].id) > 0;
}

static void swap(struct ranked *one, struct ranked *other)
{
	struct ranked kept = *one;
	*one = *other;
	*other = kept;
}

static void sink(struct best *best)
{
	struct ranked *heap = best->all;
	for (size_t at = 0, child; (child = 2 * at + 1) < best->n; at = child) {
		if (child + 1 < best->n && is_worse(best->directory, &heap[child + 1], &heap[child]))
			child++;
		if (!is_worse(best->directory, &heap[child], &heap[at]))
			return;
		swap(&heap[child], &heap[at]);
	}
}

static void rise(struct best *best, size_t at)
{
	struct ranked *heap = best->all;
	for (size_t above; at && is_worse(best->directory, &heap[at], &heap[above = (at - 1) / 2]); at = above)
		swap(&heap[at], &heap[above]);
}

void best_keep(struct best *best, uint32_t rank, uint32_t human)
{
	struct ranked candidate = { rank, human };
	if (best->n < best->most) {
		best->all[best->n] = candidate;
		rise(best, best->n++);
	} else if (is_worse(best->directory, &best->all[0], &candidate)) {
		best->all[0] = candidate;
		sink(best);
	}
}

/* Few enough for the simplest of sorts to do: they come out of a heap. */
void best_sort(struct best *best)
{
	for (size_t i = 1; i < best->n; i++)
		for (size_t k = i; k && is_worse(best->directory, &best->all[k - 1], &best->all[k]); k--)
			swap(&best->all[k - 1], &best->all[k]);
}
