/* See rows.h. */
#include "store/rows.h"

#include <string.h>

const char *row_text(const struct db_rows *rows, int column, struct arena *arena)
{
	const char *text = db_text(rows, column);
	return text && *text ? arena_dup(arena, text) : "";
}

enum err row_int(struct db_rows rows, int64_t *out_value)
{
	int64_t value = db_next(&rows) ? db_int(&rows, 0) : 0;
	enum err err = db_end(&rows);
	if (!err)
		*out_value = value;
	return err;
}

void *row_list_add(struct row_list *list, struct arena *arena)
{
	if (list->n == list->cap) {
		size_t cap = list->cap ? list->cap * 2 : 8;
		void *items = arena_alloc(arena, cap * list->size);
		if (list->n)
			memcpy(items, list->items, list->n * list->size);
		list->items = items;
		list->cap = cap;
	}
	return (char *)list->items + list->size * list->n++;
}
