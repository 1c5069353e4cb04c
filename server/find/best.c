/* See best.h. */
#include "find/best.h"

static void sink(struct best *best, uint64_t one)
{
	uint64_t *heap = best->all;
	size_t at = 0;
	for (size_t child; (child = 2 * at + 1) < best->n; at = child) {
		if (child + 1 < best->n && heap[child + 1] < heap[child])
			child++;
		if (one <= heap[child])
			break;
		heap[at] = heap[child];
	}
	heap[at] = one;
}

static void rise(struct best *best, size_t at, uint64_t one)
{
	uint64_t *heap = best->all;
	for (size_t above; at && one < heap[above = (at - 1) / 2]; at = above)
		heap[at] = heap[above];
	heap[at] = one;
}

void best_keep(struct best *best, uint64_t one)
{
	if (best->n < best->most)
		rise(best, best->n++, one);
	else if (one > best->all[0])
		sink(best, one);
}

/* Few enough for the simplest of sorts to do: they come out of a heap. */
void best_sort(struct best *best)
{
	for (size_t i = 1; i < best->n; i++) {
		uint64_t one = best->all[i];
		size_t at = i;
		for (; at && best->all[at - 1] < one; at--)
			best->all[at] = best->all[at - 1];
		best->all[at] = one;
	}
}
