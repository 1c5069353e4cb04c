/* See table.h. */
#include "find/table.h"

#include "base/mem.h"

#include <stdlib.h>

enum { ROOM_FIRST = 64 };

uint32_t table_hash(const char *bytes, size_t len)
{
	uint64_t hash = 0xCBF29CE484222325u;
	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * 0x100000001B3u;
	return (uint32_t)(hash ^ hash >> 32);
}

static uint32_t home_of(const struct table *table, uint64_t cell)
{
	return (uint32_t)(cell >> 32) & (table->room - 1);
}

uint32_t table_find(const struct table *table, uint32_t hash,
    bool (*is)(const void *owner, uint32_t number, const char *key, size_t len), const void *owner, const char *key,
    size_t len)
{
	if (!table->room)
		return TABLE_NONE;
	for (uint32_t i = hash & (table->room - 1); table->cells[i]; i = (i + 1) & (table->room - 1)) {
		uint32_t number = (uint32_t)table->cells[i] - 1;
		if (table->cells[i] >> 32 == hash && is(owner, number, key, len))
			return number;
	}
	return TABLE_NONE;
}

static void put(struct table *table, uint64_t cell)
{
	uint32_t i = home_of(table, cell);
	while (table->cells[i])
		i = (i + 1) & (table->room - 1);
	table->cells[i] = cell;
}

void table_add(struct table *table, uint32_t hash, uint32_t number)
{
	if (2 * table->n >= table->room) {
		struct table old = *table;
		table->room = old.room ? old.room * 2 : ROOM_FIRST;
		table->cells = mem_alloc(table->room * sizeof *table->cells);
		for (uint32_t i = 0; i < old.room; i++)
			if (old.cells[i])
				put(table, old.cells[i]);
		free(old.cells);
	}
	put(table, (uint64_t)hash << 32 | (number + 1));
	table->n++;
}

/* What stands behind a gap moves into it when its way from home leads past. */
static void close_gap(struct table *table, uint32_t gap)
{
	const uint32_t mask = table->room - 1;
	for (uint32_t i = (gap + 1) & mask; table->cells[i]; i = (i + 1) & mask) {
		uint32_t home = home_of(table, table->cells[i]);
		if (((i - home) & mask) >= ((i - gap) & mask)) {
			table->cells[gap] = table->cells[i];
			gap = i;
		}
	}
	table->cells[gap] = 0;
}

void table_drop(struct table *table, uint32_t hash, uint32_t number)
{
	uint64_t cell = (uint64_t)hash << 32 | (number + 1);
	if (!table->room)
		return;
	for (uint32_t i = home_of(table, cell); table->cells[i]; i = (i + 1) & (table->room - 1))
		if (table->cells[i] == cell) {
			close_gap(table, i);
			table->n--;
			return;
		}
}

void table_renumber(struct table *table, const uint32_t *numbers)
{
	for (uint32_t i = 0; i < table->room; i++)
		if (table->cells[i])
			table->cells[i] = table->cells[i] >> 32 << 32 | (numbers[(uint32_t)table->cells[i] - 1] + 1);
}

void table_finish(struct table *table)
{
	free(table->cells);
	*table = (struct table){ 0 };
}
