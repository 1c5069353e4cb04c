/* Everybody in order of name, so that of two people the earlier one is told by two numbers. See directory_state.h. */
#include "find/directory_state.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static int compare(const struct directory *d, uint32_t one, uint32_t other)
{
	const struct human *a = &d->humans[one], *b = &d->humans[other];
	for (size_t i = 0; i < sizeof a->order / sizeof *a->order; i++)
		if (a->order[i] != b->order[i])
			return a->order[i] < b->order[i] ? -1 : 1;
	return strcmp(a->id, b->id);
}

static int by_name(const void *one, const void *other, void *directory)
{
	return compare(directory, *(const uint32_t *)one, *(const uint32_t *)other);
}

/* Where somebody belongs among the first `n` of a list, from `low` on. */
static uint32_t place_for(const struct directory *d, const uint32_t *list, uint32_t low, uint32_t n, uint32_t human)
{
	while (low < n) {
		uint32_t middle = low + (n - low) / 2;
		if (compare(d, list[middle], human) < 0)
			low = middle + 1;
		else
			n = middle;
	}
	return low;
}

/* Those whose place has not changed, in their order. */
static uint32_t keep_old(const struct directory *d, uint32_t *list)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < d->order.n; i++)
		if (d->order.places[d->order.all[i]] != ORDER_NONE)
			list[n++] = d->order.all[i];
	return n;
}

static uint32_t find_new(struct directory *d, uint32_t *list)
{
	uint32_t n = 0;
	for (uint32_t human = 0; human < d->n_humans; human++)
		if (d->order.places[human] == ORDER_NONE && d->faces[human].used)
			list[n++] = human;
	qsort_r(list, n, sizeof *list, by_name, d);
	return n;
}

void directory_order(struct directory *d)
{
	struct order *order = &d->order;
	if (!order->is_old)
		return;
	uint32_t *old = mem_alloc((d->n_humans + 1) * sizeof *old),
		 *more = mem_alloc((d->n_humans + 1) * sizeof *more);
	const uint32_t n_old = keep_old(d, old), n_more = find_new(d, more);
	uint32_t from = 0;
	order->n = 0;
	for (uint32_t i = 0; i <= n_more; i++) {
		uint32_t to = i < n_more ? place_for(d, old, from, n_old, more[i]) : n_old;
		while (from < to)
			order->all[order->n++] = old[from++];
		if (i < n_more)
			order->all[order->n++] = more[i];
	}
	for (uint32_t i = 0; i < order->n; i++)
		order->places[order->all[i]] = i;
	order->is_old = false;
	free(old);
	free(more);
}

void directory_unplace(struct directory *d, uint32_t human)
{
	d->order.places[human] = ORDER_NONE;
	d->order.is_old = true;
}
